"""Dates as people type them in a search, read into EDTF.

    "3 March 2015"  ->  2015-03-03        "2015-03..2015-04"  ->  2015-03/2015-04        "before 2015"  ->  ../2014-12-31

A date without its year stays a matter of words: the papers decide which year they are about.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from corpus.edtf import parse_bounds
from corpus.ruletables import read_rules

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
RELATIONS = {"before": "before", "by": "by", "until": "by", "till": "by", "after": "after", "since": "from", "from": "from"}


class Said(NamedTuple):
    """A date found in a question: where it stands with the word before it, that word's meaning, and the date in EDTF."""

    start: int
    end: int
    relation: str
    value: str

    @property
    def span(self) -> str:
        """The days meant, relation and all."""
        return related(self.relation, self.value)


def find_dates(text: str) -> Iterator[Said]:
    """The dates with a year in a text, the longest reading of each."""
    taken = 0
    hits = [(match, rule) for rule in read_rules("index.rules", "dates") for match in rule.pattern.finditer(text)]
    for match, rule in sorted(hits, key=lambda hit: (hit[0].start("date"), -hit[0].end())):
        value = _value(rule.label, match.groupdict())
        if value and match.groupdict().get("end"):
            value = _last_day(value)
        if value and match.start("date") >= taken:
            taken = match.end()
            relation = RELATIONS.get((match.groupdict().get("relation") or "").casefold(), "")
            yield Said(match.start(), match.end(), relation, value)


def read_date(text: str) -> str | None:
    """The EDTF value of a date or a range ("2015-03..2015-04") typed as such; None where it is none.

    >>> read_date("1 May 2015"), read_date("2015-03..")
    ('2015-05-01', '2015-03/..')
    """
    bare = text.strip()
    if parse_bounds(bare) is not None and bare != "..":
        return bare
    left, dots, right = bare.partition("..")
    if dots:
        ends = [read_date(one) if one.strip() else ".." for one in (left, right)]
        return (
            f"{ends[0]}/{ends[1]}"
            if None not in ends and ends != ["..", ".."] and not any("/" in str(end) for end in ends)
            else None
        )
    said = next(find_dates(bare), None)
    return said.span if said and said.end - said.start == len(bare) else None


def related(relation: str, value: str) -> str:
    """The days before, by, after or from a date, as EDTF.

    >>> related("before", "2003-04"), related("by", "2003-04"), related("after", "2003-04")
    ('../2003-03-31', '../2003-04-30', '2003-05-01/..')
    """
    bounds = parse_bounds(value)
    if not relation or bounds is None:
        return value
    if relation in ("before", "by"):
        edge = bounds.first if relation == "before" else bounds.last
        return f"../{_shifted(edge, -1 if relation == 'before' else 0)}"
    edge = bounds.last if relation == "after" else bounds.first
    return f"{_shifted(edge, 1 if relation == 'after' else 0)}/.."


def _last_day(value: str) -> str:
    """The last day of a month, a year …: "the end of March 2015"."""
    bounds = parse_bounds(value)
    return bounds.last.isoformat() if bounds and bounds.last else value


def _shifted(day: date | None, days: int) -> str:
    return (day + timedelta(days)).isoformat() if day else ".."


def _value(label: str, parts: dict[str, str | None]) -> str | None:
    """The EDTF value of the parts that a rule of this label found; None where they are no date."""
    year = parts.get("year") or ""
    if label == "season":
        return f"{year}-{_SEASONS[(parts.get('season') or '').casefold()]}"
    if label == "financial-year":
        return f"{year}-04-01/{int(year) + 1}-03-31" if int(parts.get("next") or 0) % 100 == (int(year) + 1) % 100 else None
    month = parts.get("month") or ""
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3].casefold(), 0)
    value = "-".join(
        [year] + ([f"{number:02}"] if month else []) + ([f"{int(parts['day'] or 0):02}"] if parts.get("day") else [])
    )
    return value if parse_bounds(value) else None
