"""Dates as an official says and writes them: EDTF out in words, words in as EDTF.

"../2004-03-31"  ->  "by 31 March 2004"        "1 April 2003"  ->  "2003-04-01"
"""

from __future__ import annotations

import calendar
import re

from corpus.edtf import is_valid, parse_bounds
from corpus.errors import DocketError

_MONTHS = list(calendar.month_name)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")
_MARKS = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "": ""}
_WRITTEN = (
    re.compile(r"(?P<year>\d{4})"),
    re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<year>\d{4})"),
    re.compile(r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)? (?:of )?(?P<month>[a-z]{3,9})\.? (?P<year>\d{4})"),
    re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)? (?P<year>\d{4})"),
    re.compile(r"(?P<day>0?[1-9]|[12]\d|3[01])[/.](?P<month>0?[1-9]|1[0-2])[/.](?P<year>\d{4})"),
)


def say_when(value: str) -> str:
    """An EDTF value in words; what is no such value is said as it stands.

    >>> say_when("../2004-03-31"), say_when("2003-01~"), say_when("2003-21")
    ('by 31 March 2004', 'about January 2003', 'spring 2003')
    """
    if not is_valid(value):
        return value
    start, slash, end = value.partition("/")
    if not slash:
        return _say_point(start)
    if start in ("", ".."):
        return f"by {_say_point(end)}"
    if end in ("", ".."):
        return f"from {_say_point(start)}"
    return f"{_say_point(start)} to {_say_point(end)}"


def parse_when(text: str) -> str:
    """The EDTF value of a date as somebody types it: EDTF itself, or "1 April 2003", "April 2003", "1/4/2003" (day first).

    DocketError where it is none of these; its text says what to write.
    """
    value = _written(" ".join(text.replace(",", " ").casefold().split())) or text.strip()
    if not is_valid(value) or parse_bounds(value) == (None, None):
        raise DocketError(f"“{text}” is no date; write for example 2003-04-01, 1 April 2003, April 2003 or 2003")
    return value


def _say_point(point: str) -> str:
    match = _POINT.fullmatch(point)
    if not match:
        return point
    year, month, day, mark = match.groups()
    if month in _SEASONS:
        shown = f"{year}/{(int(year) + 1) % 100:02}" if month == "24" else year  # winter runs into the next year
        return f"{_MARKS[mark]}{_SEASONS[month]} {shown}"
    said = " ".join(filter(None, [str(int(day)) if day else "", _MONTHS[int(month)] if month else "", year]))
    return _MARKS[mark] + said


def _written(text: str) -> str:
    match = next((found for pattern in _WRITTEN if (found := pattern.fullmatch(text))), None)
    if match is None:
        return ""
    given = match.groupdict()
    month, day = _month_number(given.get("month") or ""), given.get("day")
    if month is None:
        return ""
    return given["year"] + (f"-{month:02}" if month else "") + (f"-{int(day):02}" if day else "")


def _month_number(text: str) -> int | None:
    """1 to 12; 0 where no month is given, None where these letters are none."""
    if not text or text.isdigit():
        return int(text or 0)
    found = [number for number, name in enumerate(_MONTHS) if number and name.casefold().startswith(text)]
    if text == "sept":
        return 9
    return found[0] if len(found) == 1 else None
