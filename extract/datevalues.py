"""Calendar arithmetic on EDTF values: the year of a date printed without one, parts of a month or year, steps from a day.

    part_of("2002-04-01/2003-03-31", "end")  ->  "2003-03-31"          step("2002-09", 6, "month")  ->  "2003-03"

Values come in and go out as EDTF text (see `corpus.edtf`); "" stands for "not known" and stays "".
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from corpus.edtf import parse_bounds

_JULY_YEARS = ("AU", "NZ")
_FIRST_YEAR, _LAST_YEAR = 1000, 8000  # of papers; arithmetic stays within the calendar that Python knows
_MOST_UNITS = 1000  # further than any paper counts
_WEEK = timedelta(days=7)
_EARLY_IN_WEEK = 2  # Wednesday
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
# How far back a day or month without a year may lie where the sentence does not decide: officials write of what is to
# come more often than of what was, and of what was soon after.
_MONTHS_BACK = 5
# How many days a day, or a month, may have passed that is spoken of as to come. "Due" is a deadline; "ahead" is a verb to come
# after the date, which may speak of something else ("the payment for May will be made in June").
_DAYS_LATE = {"future": (31, 0), "ahead": (31, 31), "due": (3, 3)}
# A day that lies so near ahead is meant although the words speak of the past ("preparing for his visit of …").
_DAYS_AHEAD = 21


class Anchor(NamedTuple):
    """The document's own date: its first and last day, and how exactly it is known ("day", "month" or "year")."""

    first: date
    last: date
    grain: str


def make_anchor(value: str) -> Anchor | None:
    """What relative dates count from; None where the document's date is unknown, wider than a year, or no date of a paper.

    >>> make_anchor("2003-02").grain
    'month'
    """
    bounds = parse_bounds(value)
    if bounds is None or bounds.first is None or bounds.last is None:
        return None
    days = (bounds.last - bounds.first).days
    if days > 366 or not _FIRST_YEAR <= bounds.first.year <= _LAST_YEAR:
        return None
    return Anchor(bounds.first, bounds.last, "day" if days == 0 else "month" if days <= 31 else "year")


def is_real(year: int, month: int, day: int) -> bool:
    """Is there such a day?"""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def day_value(year: int, month: int, day: int) -> str:
    """The EDTF of a day; "" where the calendar has no such day."""
    return f"{year:04}-{month:02}-{day:02}" if is_real(year, month, day) else ""


def month_value(year: int, month: int) -> str:
    """The EDTF of a month."""
    return f"{year:04}-{month:02}"


def financial_year(year: int, country: str = "") -> str:
    """The financial year that begins in `year`: in April, in Australia and New Zealand in July."""
    return f"{year:04}-07-01/{year + 1:04}-06-30" if country in _JULY_YEARS else f"{year:04}-04-01/{year + 1:04}-03-31"


def academic_year(year: int) -> str:
    """The school year that begins in September of `year`."""
    return f"{year:04}-09/{year + 1:04}-08"


def fiscal_year(year: int) -> str:
    """The United States' fiscal year named `year`: July to June up to 1976, October to September since 1977."""
    return f"{year - 1:04}-07-01/{year:04}-06-30" if year < 1977 else f"{year - 1:04}-10-01/{year:04}-09-30"


def season_value(year: int, name: str) -> str:
    """The EDTF of a season, spring (21) to winter (24)."""
    return f"{year:04}-{_SEASONS[name.lower()]}"


def full_year(digits: str, anchor: Anchor | None) -> int:
    """A year of two digits in the century nearest to the document; without one, 50 to 99 are 1950 to 1999."""
    year = int(digits)
    if len(digits) > 2:
        return year
    if anchor is None:
        return year + (1900 if year >= 50 else 2000)
    base = anchor.first.year // 100 * 100
    return min((base - 100 + year, base + year, base + 100 + year), key=lambda y: abs(y - anchor.first.year))


def year_of(month: int, day: int | None, anchor: Anchor, way: str) -> int:
    """The year of a day or month printed without one: the sensible one nearest to the document's date.

    `way` is what `extract.datescan.find_way` says of it: "past", "future", "ahead", "due" or "" (not decided).

    >>> year_of(12, 20, make_anchor("2003-01-09"), "past")
    2002
    """
    if way == "past":
        year, latest = anchor.last.year, anchor.last + (timedelta(days=_DAYS_AHEAD) if day else timedelta(0))
        year += latest.year > year and month == 1
        return year if date(year, month, min(day or 1, 28)) <= latest else year - 1
    late = timedelta(days=_DAYS_LATE.get(way, (0, 0))[day is None])
    earliest = anchor.first - late if way else _months_on(anchor.first, -_MONTHS_BACK)
    year = earliest.year
    return year if date(year, month, _month_end(year, month, day)) >= earliest else year + 1


def part_of(value: str, part: str) -> str:
    """A part of a span: "start", "end", "early", "mid", "late", "first half", "second half".

    The end is exact (it is a deadline); start, middle, early and late are "about" (~).
    """
    bounds = parse_bounds(value)
    if bounds is None or bounds.first is None or bounds.last is None or not part:
        return value
    first, last = bounds.first, bounds.last
    if part in ("start", "end"):
        return last.isoformat() if part == "end" else f"{first.isoformat()}~"
    if "half" in part:
        return _half(first, last, second=part.startswith("second"))
    if (last - first).days > 300:
        return _part_of_year(value, first, last, part)
    return f"{first:%Y-%m}-15~" if part == "mid" and len(value) == 7 and int(value[5:]) < 13 else value + "~" * ("/" not in value)


def week_of(day: date, weeks: int = 0) -> str:
    """Monday to Sunday of the week of that day, some weeks on."""
    monday = day - timedelta(days=day.weekday()) + weeks * _WEEK
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def week_in_month(year: int, month: int, nth: int) -> str:
    """The nth week that begins in a month (0 for the first, -1 for the last), cut at the month's end.

    Where the month begins by Wednesday, its first week is that one, from the first day on.
    """
    days = calendar.monthrange(year, month)[1]
    first = date(year, month, 1)
    if nth == 0 and 0 < first.weekday() <= _EARLY_IN_WEEK:
        return f"{first.isoformat()}/{(first + timedelta(days=6 - first.weekday())).isoformat()}"
    mondays = [date(year, month, d) for d in range(1, days + 1) if date(year, month, d).weekday() == 0]
    monday = mondays[min(nth, len(mondays) - 1)]
    return f"{monday.isoformat()}/{min(monday + timedelta(days=6), date(year, month, days)).isoformat()}"


def weekday_value(anchor: Anchor, weekday: int, way: str) -> str:
    """The nearest such weekday after the document's day, or with `way` "past" the last one up to it."""
    if anchor.grain != "day":
        return ""
    if way == "past":
        return (anchor.first - timedelta(days=(anchor.first.weekday() - weekday) % 7)).isoformat()
    if way == "last":
        return (anchor.first - timedelta(days=(anchor.first.weekday() - weekday - 1) % 7 + 1)).isoformat()
    return (anchor.first + timedelta(days=(weekday - anchor.first.weekday() - 1) % 7 + 1)).isoformat()


def unit_value(anchor: Anchor, unit: str, shift: int, country: str = "") -> str:
    """A whole calendar unit some units away from the document's date: shift -1 is the last, 0 this, 1 the next."""
    if unit in ("week", "weekend", "fortnight"):
        return _days_away(anchor, unit, shift) if anchor.grain == "day" else ""
    if unit.endswith("year") or unit == "decade":
        return _years_away(anchor, unit, shift, country)
    if anchor.grain == "year":
        return ""
    if unit == "quarter":
        start = _months_on(date(anchor.first.year, (anchor.first.month - 1) // 3 * 3 + 1, 1), 3 * shift)
        return f"{start:%Y-%m}/{_months_on(start, 2):%Y-%m}"
    return f"{_months_on(anchor.first, shift):%Y-%m}"


def step(value: str, count: int, unit: str, country: str = "") -> str:
    """The day, month or year that lies so many units after a value, as exact as the value is; back where count is negative.

    Working days leave out weekends and the public holidays of `country` (of England and Wales where it is ""). "" where a document dated by its month only
    leaves the day open.
    """
    anchor = make_anchor(value)
    if anchor is None or abs(count) > _MOST_UNITS:
        return ""
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if months:
        moved = _months_on(anchor.first, months * count)
        return moved.isoformat() if anchor.grain == "day" else f"{moved:%Y-%m}" if anchor.grain == "month" else f"{moved:%Y}"
    if anchor.grain != "day":
        return ""
    if "day" in unit and unit not in ("day", "calendar day"):
        return _working_days_on(anchor.first, count, country).isoformat()
    days = {"week": 7, "fortnight": 14, "hour": 1 / 24}.get(unit, 1) * count
    return (anchor.first + timedelta(days=int(-(-days // 1)))).isoformat()


def nearest_quarter(anchor: Anchor, quarter: int, first_month: int, way: str) -> str:
    """The quarter (0 to 3) of years that begin in a month: the last one begun where `way` is "past", else the next to end.

    >>> nearest_quarter(make_anchor("2018-03-29"), 1, 4, "due")
    '2018-07/2018-09'
    """
    starts = [_months_on(date(year, first_month, 1), 3 * quarter) for year in range(anchor.first.year - 2, anchor.first.year + 2)]
    begun = [start for start in starts if start <= anchor.last]
    open_still = [start for start in starts if _months_on(start, 3) > anchor.first]
    start = begun[-1] if way == "past" else open_still[0]
    return f"{start:%Y-%m}/{_months_on(start, 2):%Y-%m}"


def quarter_ending(month: str) -> str:
    """The three months that end with one: "2011-06" -> "2011-04/2011-06"."""
    year, last = map(int, month.split("-"))
    return f"{_months_on(date(year, last, 1), -2):%Y-%m}/{month}"


def quarter_of(span: str, quarter: int) -> str:
    """A quarter (0 to 3) of a year given as a span of days."""
    start = _months_on(date.fromisoformat(span[:10]), 3 * quarter)
    return f"{start:%Y-%m}/{_months_on(start, 2):%Y-%m}"


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month: 0 for the first, -1 for the last."""
    days = range(1, calendar.monthrange(year, month)[1] + 1)
    return [date(year, month, day) for day in days if date(year, month, day).weekday() == weekday][nth]


def months_between(day: date, first: int, last: int) -> str:
    """From the month `first` months after a day to the month `last` months after it."""
    return f"{_months_on(day, first):%Y-%m}/{_months_on(day, last):%Y-%m}"


def easter_value(year: int, days: int) -> str:
    """The day so many days after Easter Sunday (Gregorian calendar, by the anonymous algorithm of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return (date(year, month, day + 1) + timedelta(days=days)).isoformat()


def _month_end(year: int, month: int, day: int | None) -> int:
    last = calendar.monthrange(year, month)[1]
    return min(day or last, last)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _half(first: date, last: date, *, second: bool) -> str:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months < 2:
        return f"{first:%Y-%m}-16/{last.isoformat()}" if second else f"{first:%Y-%m}-01/{first:%Y-%m}-15"
    middle = _months_on(date(first.year, first.month, 1), months // 2)
    return f"{middle:%Y-%m}/{last:%Y-%m}" if second else f"{first:%Y-%m}/{_months_on(middle, -1):%Y-%m}"


def _part_of_year(value: str, first: date, last: date, part: str) -> str:
    """Calendar years stay a year ("2003~"); of financial and school years the first or last three months are meant."""
    if part == "mid":
        return f"{_months_on(first, 5 if first.month == 1 else 6):%Y-%m}~"
    if first.month == 1:
        return f"{value}~" if "/" not in value else value
    start = first if part == "early" else _months_on(date(last.year, last.month, 1), -2)
    return f"{start:%Y-%m}~/{_months_on(start, 2):%Y-%m}~"


def _days_away(anchor: Anchor, unit: str, shift: int) -> str:
    if unit == "week":
        return week_of(anchor.first, shift)
    if unit == "fortnight":
        first, last = sorted((anchor.first, anchor.first + 2 * shift * _WEEK))
    else:
        first = anchor.first + timedelta(days=5 - anchor.first.weekday()) + shift * _WEEK
        last = first + timedelta(days=1)
    return f"{first.isoformat()}/{last.isoformat()}"


def _years_away(anchor: Anchor, unit: str, shift: int, country: str) -> str:
    year = anchor.first.year + shift
    if unit == "decade":
        first = anchor.first.year // 10 * 10 + 10 * shift
        return f"{first}/{first + 9}"
    if unit.startswith("academic"):
        return academic_year(year - (anchor.first.month < 9))
    if unit.startswith(("financial", "fiscal")):
        begins = int(financial_year(year, country)[5:7])
        return financial_year(year - (anchor.first.month < begins), country)
    return f"{year:04}"


def _working_days_on(day: date, count: int, country: str) -> date:
    sign = 1 if count >= 0 else -1
    left = abs(count)
    while left:
        day += timedelta(days=sign)
        left -= day.weekday() < 5 and day not in _bank_holidays(day.year, country)
    return day


@cache
def _bank_holidays(year: int, country: str) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - large, and few papers count in working days

    land, _, part = (country or "GB-ENG").partition("-")
    return frozenset(holidays.country_holidays(land, subdiv=part or None, years=year))
