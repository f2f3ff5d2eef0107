"""Dates in running text and in date lines: the words and their EDTF value, resolved against the document's own date.

    "We meet on Thursday 6 February" in a letter of 2003-01-29  ->  DateFound("Thursday 6 February", "2003-02-06")

Found are days, weeks, months, seasons, quarters, financial and school years, years, decades, feasts and relative dates, with
the usual damage of OCR ("l0 February"). `docs/dates.md` says what each form means. Deadlines ("by the end of May") are read by
`extract.deadlines`, whose two functions are offered here as well.
"""

from __future__ import annotations

import re

from extract import datereading
from extract.datereading import Seen, Setting
from extract.datevalues import Anchor, make_anchor
from extract.deadlines import find_when, resolve_when
from extract.findings import Context, DateFound

__all__ = ["find_dates", "find_when", "parse_date_line", "resolve_when"]

_MONTH_FIRST = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, ?(?:1[5-9]|20)\d\d\b")
_DAY_FIRST = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? (?:1[5-9]|20)\d\d\b")
_JOINER = re.compile(r"\s*(?:[-–—]|to|until|till|through)\s*")
_JOINED = ("day", "numeric")
_LINE_WORDS = 9


def find_dates(text: str, context: Context) -> list[DateFound]:
    """Every expression of calendar time in an item's normal text, in order. `value` is "" where the words do not decide it."""
    anchor, month_first = make_anchor(context.date), _is_month_first(text)
    found: list[DateFound] = []
    for seen in datereading.scan(text):
        value = datereading.read_value(seen, _setting(text, seen, anchor or _last_day(found), month_first=month_first))
        if value is None:
            continue
        one = DateFound(
            start=seen.start,
            end=seen.end,
            rule=seen.rule.id,
            confidence=_confidence(seen, value),
            text=text[seen.start : seen.end],
            value=value,
        )
        if found and (joined := _join(text, found[-1], one, seen)):
            found[-1] = joined
        else:
            found.append(one)
    return found


def parse_date_line(text: str) -> str:
    """The EDTF value of a text that is only a date, as a letter's date line or a cell of a register; "" where it is none.

    >>> parse_date_line("Washington, March 3, 1965")
    '1965-03-03'
    """
    best = ""
    for seen in datereading.scan(text):
        value = datereading.read_value(seen, Setting(None, lambda: "", _is_month_first(text)))
        if value and _is_point(value) and len(value) > len(best):
            best = value
    return best if len(text.split()) <= _LINE_WORDS + 4 else ""


def _is_point(value: str) -> bool:
    return bool(re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value))


def _setting(text: str, seen: Seen, anchor: Anchor | None, *, month_first: bool) -> Setting:
    return Setting(anchor, lambda: datereading.find_way(text, seen.start, seen.end), month_first)


def _last_day(found: list[DateFound]) -> Anchor | None:
    """In a paper without a date of its own, as a register is, a date counts from the last full one before it."""
    for one in reversed(found):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", one.value) and one.confidence == 1.0:
            return make_anchor(one.value)
    return None


def _is_month_first(text: str) -> bool:
    """Does the paper write "June 3, 1958" rather than "3 June 1958"? Then 6/3/58 is 3 June too."""
    return len(_MONTH_FIRST.findall(text)) > len(_DAY_FIRST.findall(text))


def _confidence(seen: Seen, value: str) -> float:
    if not value:
        return 0.5
    full = any(name in seen.groups for name in ("y", "yy", "fy", "decade"))
    return 1.0 if full and seen.rule.label != "short-financial" else 0.8


def _join(text: str, left: DateFound, right: DateFound, seen: Seen) -> DateFound | None:
    """Two days with a dash or "to" between them are one span."""
    if seen.rule.label not in _JOINED or not _JOINER.fullmatch(text[left.end : right.start]):
        return None
    if not (
        _is_point(left.value)
        and _is_point(right.value)
        and len(left.value) == len(right.value) == 10
        and left.value < right.value
    ):
        return None
    return DateFound(
        start=left.start,
        end=right.end,
        rule="range",
        confidence=min(left.confidence, right.confidence),
        text=text[left.start : right.end],
        value=f"{left.value}/{right.value}",
    )
