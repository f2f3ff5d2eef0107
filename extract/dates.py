"""Dates in running text and in date lines: the words and their EDTF value, resolved against the document's own date.

    "We meet on Thursday 6 February" in a letter of 2003-01-29  ->  DateFound("Thursday 6 February", "2003-02-06")

Found are days, weeks, months, seasons, quarters, financial and school years, years, decades, feasts and relative dates, with
the usual damage of OCR ("l0 February"). `docs/dates.md` says what each form means. Deadlines ("by the end of May") are read by
`extract.deadlines`, whose two functions are offered here as well.
"""

from __future__ import annotations

import re

from extract.countries import find_country
from extract.datescan import Seen, scan
from extract.deadlines import find_when, resolve_when
from extract.findings import Context, DateFound

__all__ = ["find_dates", "find_when", "parse_date_line", "resolve_when"]

_JOINER = re.compile(r"\s*(?:[-–—/]|to|until|till|through)\s*")
_JOINED = ("day", "numeric")
_POINT = re.compile(r"\d{4}(?:-\d\d){0,2}")
_DAY = 10  # characters of a whole day, 2003-02-06
_LINE_WORDS = 14  # a longer text is no date line


def find_dates(text: str, context: Context) -> list[DateFound]:
    """Every expression of calendar time in an item's normal text, in order. `value` is "" where the words do not decide it."""
    found: list[DateFound] = []
    for seen in scan(text, context.date, country=find_country(text, context)):
        one = DateFound(
            start=seen.start,
            end=seen.end,
            rule=seen.rule.id,
            confidence=_confidence(seen),
            text=text[seen.start : seen.end],
            value=seen.value,
        )
        joined = _join(text, found[-1], one, seen) if found else None
        found[-1:] = [joined] if joined else [*found[-1:], one]
    return found


def parse_date_line(text: str) -> str:
    """The EDTF value of a text that is only a date, as a letter's date line or a cell of a register; "" where it is none.

    >>> parse_date_line("Washington, March 3, 1965")
    '1965-03-03'
    """
    if len(text.split()) > _LINE_WORDS:
        return ""
    values = [seen.value for seen in scan(text) if _POINT.fullmatch(seen.value)]
    return max(values, key=len, default="")


def _confidence(seen: Seen) -> float:
    """How sure a value is: with its year printed all of 224 annotated ones were right, resolved against the item's date 255 of 263."""
    if not seen.value:
        return 0.3
    full = any(name in seen.groups for name in ("y", "yy", "fy", "decade"))
    return 1.0 if full and seen.rule.label != "short-financial" else 0.95


def _join(text: str, left: DateFound, right: DateFound, seen: Seen) -> DateFound | None:
    """Two days with a dash or "to" between them are one span."""
    if seen.rule.label not in _JOINED or not _JOINER.fullmatch(text[left.end : right.start]):
        return None
    if not (len(left.value) == len(right.value) == _DAY and left.value < right.value):
        return None
    return DateFound(
        start=left.start,
        end=right.end,
        rule="range",
        confidence=min(left.confidence, right.confidence),
        text=text[left.start : right.end],
        value=f"{left.value}/{right.value}",
    )
