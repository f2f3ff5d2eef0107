"""EDTF values (ISO 8601-2, level 1) as far as papers need them: their first and last day, order, overlap.

    "2004-04"        -> 1 to 30 April 2004
    "../2003-12-31"  -> up to the last day of 2003
    "2003-21"        -> spring 2003 (1 March to 31 May; 22 summer, 23 autumn, 24 winter)

Our own few lines rather than a library: the values are part of what the project defines (seasons by whole months,
"about" kept as a mark and not as a margin), and every command that filters by date needs them at once on start-up.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_UNSURE = re.compile(r"[~?%]")
_SEASON_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}


class Bounds(NamedTuple):
    """First and last day covered; None is an open end."""

    first: date | None
    last: date | None


@lru_cache(maxsize=4096)  # linking asks for the same few days again and again
def parse_bounds(value: str) -> Bounds | None:
    """The days an EDTF value covers; None where the text is no such value.

    >>> parse_bounds("2004-02")
    Bounds(first=datetime.date(2004, 2, 1), last=datetime.date(2004, 2, 29))
    >>> parse_bounds("../2004").last
    datetime.date(2004, 12, 31)
    """
    text = _UNSURE.sub("", value or "")
    if not text:
        return None
    start, slash, end = text.partition("/")
    try:
        first = None if start in ("", "..") else _day(start, last=False)
        if not slash:
            return Bounds(first, _day(start, last=True))
        return Bounds(first, None if end in ("", "..") else _day(end, last=True))
    except ValueError:
        return None


def is_valid(value: str) -> bool:
    """Is this a value that `parse_bounds` understands?"""
    return parse_bounds(value) is not None


def is_day(value: str) -> bool:
    """Is this one whole day, as a letter's date is?"""
    bounds = parse_bounds(value)
    return bounds is not None and bounds.first is not None and bounds.first == bounds.last


def overlaps(left: str, right: str) -> bool:
    """Do two EDTF values share a day? False where either is none."""
    a, b = parse_bounds(left), parse_bounds(right)
    if a is None or b is None:
        return False
    return not (_after(a.first, b.last) or _after(b.first, a.last))


def sort_key(value: str) -> tuple[date, date, str]:
    """Order by first day, then last day; a value open at the start stands at its end, an undated one last."""
    bounds = parse_bounds(value)
    if bounds is None:
        return (date.max, date.max, value)
    first = bounds.first or bounds.last or date.max
    return (first, bounds.last or date.max, value)


def due_day(value: str) -> date | None:
    """The last day on which a deadline is met: the end of the value; None where it has none."""
    bounds = parse_bounds(value)
    return bounds.last if bounds else None


def _after(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first > last


def _day(text: str, *, last: bool) -> date:
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month in _SEASON_MONTH:
        start = _SEASON_MONTH[month]
        if not last:
            return date(year, start, 1)
        year, month = (year + 1, 2) if start == 12 else (year, start + 2)
    month = month or (12 if last else 1)
    return date(year, month, day or (_month_end(year, month) if last else 1))


def _month_end(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return calendar.monthrange(year, month)[1]
