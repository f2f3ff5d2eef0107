"""What a date rule saw, turned into a value: one small reader for each kind of expression.

    groups {"edge": "the end of", "m": "January"} in a letter of 2003-01-13  ->  "2003-01-31"

The kinds are the labels of `rules/dates.jsonl` (see `extract.datescan`); `READERS` at the end lists them. Those that count from
another date are in `extract.relativedates`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from corpus.ruletables import read_table
from extract import datevalues as dv
from extract.datewords import (
    Reader,
    Setting,
    day_of,
    digits_of,
    edge_of,
    month_of,
    number_of,
    printed_year,
    second_year,
    shift_of,
    year_in,
)
from extract.relativedates import RELATIVE

_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1, "final": -1}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_MAY, _JUNE, _AUGUST = 5, 6, 8
_HOLIDAY_MONTHS = {"august": _AUGUST, "october": 10, "june": _JUNE, "monday": 4, "easter": 4}
_NEAR_YEARS = 12  # how far from the document two figures may still be a financial year


def read_value(label: str, groups: Mapping[str, str], setting: Setting) -> str | None:
    """The EDTF value; "" where the document's date would be needed and is not known, None where it cannot be a date."""
    return READERS[label](groups, setting)


def _read_day(groups: Mapping[str, str], setting: Setting) -> str | None:
    if "roman" in groups:
        month = _ROMAN[groups["roman"].lower()]
    elif "m" in groups:
        month = month_of(groups["m"])
    else:
        month = int(groups.get("mn") or groups["mn2"])
    return _day_in(day_of(groups.get("d") or groups["d2"]), month, groups, setting)


def _day_in(day: int, month: int, groups: Mapping[str, str], setting: Setting) -> str | None:
    if not dv.is_real(2000, month, day):
        return None
    year = printed_year(groups, setting)
    if year is None and setting.anchor is None:
        return ""
    if year is None:
        rel = groups.get("rel", "")
        year = (
            _year_beside(month, day, rel, setting) if rel and "whole" not in groups else _year_without(month, day, rel, setting)
        )
    return dv.day_value(year, month, day) or None


def _year_beside(month: int, day: int, rel: str, setting: Setting) -> int:
    """ "The 3rd of July last" is the last one before the document's date, "next" the first one after it."""
    assert setting.anchor is not None
    way = {-1: "past", 1: "due"}.get(shift_of(rel))
    return dv.year_of(month, day, setting.anchor, way) if way else setting.anchor.first.year


def _year_without(month: int, day: int | None, rel: str, setting: Setting) -> int:
    assert setting.anchor is not None
    if rel:
        return setting.anchor.first.year + shift_of(rel)
    return dv.year_of(month, day, setting.anchor, setting.way())


def _read_day_range(groups: Mapping[str, str], setting: Setting) -> str | None:
    first, last = _read_day(groups, setting), _read_day({**groups, "d": groups["d2"]}, setting)
    if first is None or last is None or first > last:
        return None
    return f"{first}/{last}" if first else ""


def _read_numeric(groups: Mapping[str, str], setting: Setting) -> str | None:
    if groups.get("sep") != groups.get("sep2"):
        return None
    a, b = day_of(groups["a"]), day_of(groups["b"])
    if b > 12 or (setting.month_first and a <= 12):
        a, b = b, a
    return _day_in(a, b, groups, setting)


def _read_numeric_range(groups: Mapping[str, str], setting: Setting) -> str | None:
    if len({groups["sep"], groups["sep2"], groups.get("sep3", groups["sep"]), groups["sep4"]}) > 1:
        return None
    last = _read_numeric({"a": groups["a2"], "b": groups["b2"], "y": groups["y2"]}, setting)
    first = _read_numeric({"a": groups["a"], "b": groups["b"], "y": groups.get("y", groups["y2"])}, setting)
    return f"{first}/{last}" if first and last and first < last else None


def _read_instant(groups: Mapping[str, str], setting: Setting) -> str | None:
    if setting.anchor is None or setting.anchor.grain == "year":
        return ""
    word = groups["inst"].lower()
    shift = -1 if word.startswith("ult") or "last" in word else 1 if word.startswith("prox") or "next" in word else 0
    year, month = map(int, dv.unit_value(setting.anchor, "month", shift).split("-"))
    return dv.day_value(year, month, day_of(groups["d"])) or None


def _read_ordinal(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "on the 20th": the nearest such day, in the month of the document, the next or the last one."""
    day = day_of(groups["d"])
    if not 1 <= day <= 31:
        return None
    if setting.anchor is None or setting.anchor.grain == "year":
        return ""
    way = setting.way()
    shifts = (0, -1) if way == "past" else (0, 1)
    for shift in shifts:
        year, month = map(int, dv.unit_value(setting.anchor, "month", shift).split("-"))
        value = dv.day_value(year, month, day)
        if value and (
            shift or (value <= setting.anchor.last.isoformat() if way == "past" else value >= setting.anchor.first.isoformat())
        ):
            return value
    return ""


def _read_ordinal_that(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "the 28th of that month": of the month of the date before."""
    named = re.match(r"(\d{4})-(0[1-9]|1[0-2])(?!\d)", setting.before)
    return dv.day_value(int(named[1]), int(named[2]), day_of(groups["d"])) if named else ""


def _read_week(groups: Mapping[str, str], setting: Setting) -> str | None:
    if "a" in groups:
        value = _read_numeric(groups, setting)
    else:
        named = {**groups, "d": groups.get("d") or groups["d2"], "m": groups.get("m") or groups["m2"]}
        value = _read_day(named, setting)
    if not value:
        return value
    anchor = dv.make_anchor(value)
    assert anchor is not None
    return dv.week_of(anchor.first)


def _read_month_week(groups: Mapping[str, str], setting: Setting) -> str | None:
    value = _read_month(groups, setting)
    if not value:
        return value
    year, month = map(int, value.split("-"))
    return dv.week_in_month(year, month, _ORDINALS[groups["nth"].lower()])


def _read_month_fortnight(groups: Mapping[str, str], setting: Setting) -> str | None:
    value = _read_month(groups, setting)
    if not value:
        return value
    first, last = ("-15", "-28") if groups["nth"].lower() == "second" else ("-01", "-14")
    if groups["nth"].lower() == "last":
        last = dv.part_of(value, "end")[7:]
        first = f"-{int(last[1:]) - 13:02}"
    return f"{value}{first}/{value}{last}"


def _read_ordinal_range(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "the 10th to the 21st": both days beside the document's date, the second after the first."""
    first, last = _read_ordinal(groups, setting), _read_ordinal({"d": groups["d2"]}, setting)
    if first is None or last is None:
        return None
    return f"{first}/{last}" if first < last else ""


def _read_bank_holiday(groups: Mapping[str, str], setting: Setting) -> str | None:
    """Mondays: the last of May and August, the first of May; in Ireland the first of May, June and August, the last of October."""
    which = re.sub(r"\s+", " ", groups["which"].lower())
    year = printed_year(groups, setting)
    if year is None and setting.anchor is None:
        return ""
    month = _HOLIDAY_MONTHS.get(which.split()[-1], 8 if "summer" in which else 5)
    if year is None:
        year = _year_without(month, 1, "", setting)
    if "easter" in which:
        monday = date.fromisoformat(dv.easter_value(year, 1))
    elif "patrick" in which:
        monday = date(year, 3, 17)
    else:
        monday = dv.nth_weekday(year, month, 0, _monday_of(which, month, setting.country))
    if (groups.get("span") or "").lower() == "weekend":
        return f"{(monday - timedelta(days=2)).isoformat()}/{monday.isoformat()}"
    return monday.isoformat()


def _monday_of(which: str, month: int, country: str) -> int:
    """The first Monday of the month (0) or the last (-1)."""
    first_of_august = month == _AUGUST and country in ("IE", "GB-SCT")
    first_of_may = which in ("may", "may day", "early may") or country == "IE"
    return 0 if first_of_august or (month == _MAY and first_of_may) or month == _JUNE else -1


def _read_month(groups: Mapping[str, str], setting: Setting) -> str | None:
    month = int(groups["mn"]) if "mn" in groups else month_of(groups["m"])
    if not month:
        return None
    year = printed_year(groups, setting)
    if year is None and setting.anchor is None:
        return ""
    if year is None:
        year = _month_year_without(month, groups.get("rel", ""), setting)
    return dv.part_of(dv.month_value(year, month), edge_of(groups.get("edge", "")))


def _month_year_without(month: int, rel: str, setting: Setting) -> int:
    """The year of a month or season without one; "this" is the document's year, "next" the first one after its month."""
    assert setting.anchor is not None
    year, now = setting.anchor.first.year, setting.anchor.first.month
    shift = shift_of(rel)
    if shift:
        return year - (month >= now) if shift < 0 else year + (month <= now)
    if rel:
        return year - (month == 12 and now < 3)
    return dv.year_of(month, None, setting.anchor, setting.way())


def _read_month_of_year(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "November last year"."""
    if setting.anchor is None:
        return ""
    year = setting.anchor.first.year + shift_of(groups["rel"])
    return _read_month({**{k: v for k, v in groups.items() if k != "rel"}, "y": str(year)}, setting)


def _read_month_range(groups: Mapping[str, str], setting: Setting) -> str | None:
    first, last = month_of(groups["m"]), month_of(groups["m2"])
    if not first or not last:
        return None
    if "y2" not in groups and setting.anchor is None:
        return ""
    end = year_in(groups["y2"], setting) if "y2" in groups else _year_without(last, None, "", setting)
    start = year_in(groups["y"], setting) if "y" in groups else end - (first > last)
    left = dv.part_of(dv.month_value(start, first), edge_of(groups.get("edge", "")))
    right = dv.part_of(dv.month_value(end, last), edge_of(groups.get("edge2", "")))
    return f"{left}/{right}"


def _read_season(groups: Mapping[str, str], setting: Setting) -> str | None:
    name, year = groups["season"].lower(), printed_year(groups, setting)
    if year is None and setting.anchor is None:
        return ""
    if year is None:
        month = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 12}[name]
        year = _month_year_without(month, groups.get("rel", ""), setting)
    return dv.part_of(dv.season_value(year, name), edge_of(groups.get("edge", "")))


def _read_season_of_year(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "the spring of next year"."""
    if setting.anchor is None:
        return ""
    year = setting.anchor.first.year + shift_of(groups["rel"])
    return _read_season({**{k: v for k, v in groups.items() if k != "rel"}, "y": str(year)}, setting)


def _read_quarter(groups: Mapping[str, str], setting: Setting) -> str | None:
    word = (groups.get("q") or groups["qn"]).lower()
    quarter = int(word) - 1 if word.isdigit() else _ORDINALS[word] % 4
    if "fiscal" in groups:
        return dv.quarter_of(dv.fiscal_year(int(groups["fiscal"])), quarter)
    if "fy" in groups:
        return dv.quarter_of(dv.financial_year(int(groups["fy"][:4]), setting.country), quarter)
    year, month = year_in(groups["y"], setting), 1 + 3 * quarter
    return f"{dv.month_value(year, month)}/{dv.month_value(year, month + 2)}"


def _read_quarter_ending(groups: Mapping[str, str], setting: Setting) -> str | None:
    month = _read_month(groups, setting)
    return dv.quarter_ending(month) if month else month


def _read_quarter_bare(groups: Mapping[str, str], setting: Setting) -> str | None:
    """A quarter without its year: of the financial year where the paper counts in those, of the calendar's in Ireland."""
    if setting.anchor is None or setting.anchor.grain == "year":
        return ""
    if not setting.financial and setting.country != "IE":
        return ""
    word = (groups.get("qn") or groups.get("qw") or groups["q"]).lower()
    quarter = int(word) - 1 if word.isdigit() else _ORDINALS.get(word, number_of(word) - 1) % 4
    first_month = 1 if setting.country == "IE" else int(dv.financial_year(0, setting.country)[5:7])
    value = dv.nearest_quarter(setting.anchor, quarter, first_month, setting.way())
    return dv.part_of(value, edge_of(groups.get("edge", "")))


def _read_academic(groups: Mapping[str, str], setting: Setting) -> str | None:
    first = int(groups.get("y") or groups["y3"])
    return dv.academic_year(first) if second_year(first, groups.get("y2") or groups["y4"]) == first + 1 else None


def _read_review(groups: Mapping[str, str], setting: Setting) -> str | None:
    year = str(dv.full_year(groups["y"], None))
    for row in read_table("extract.rules", "spending_reviews"):
        if row["name"] == year:
            return f"{row['first']}/{row['last']}"
    return ""


def _read_fiscal(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "Fiscal 1962" is American; "FY 1962" too in an American paper, elsewhere it may be either year and stays open."""
    if "fiscal" not in groups and not setting.month_first:
        return ""
    return dv.part_of(dv.fiscal_year(year_in(groups["y"], setting)), edge_of(groups.get("edge", "")))


def _read_financial(groups: Mapping[str, str], setting: Setting) -> str | None:
    first = year_in(groups["y"], setting)
    last = second_year(first, groups["y2"])
    if last == first + 1 and not (groups.get("sep") in ("-", "–") and len(groups["y2"]) == 4):
        return dv.part_of(dv.financial_year(first, setting.country), edge_of(groups.get("edge", "")))
    if len(groups["y2"]) == 1 or last - first > 60 or last < first:
        return None
    return f"{first}/{last}"


def _read_short_financial(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "03/04" in a paper of 2003: two years that follow each other and lie near the document's date.

    "3/4" is a fraction, unless financial years are being spoken of.
    """
    first, second = digits_of(groups["y"]), digits_of(groups["y2"])
    among_years = "-04-01/" in setting.before
    near = setting.anchor or (dv.make_anchor(setting.before) if among_years else None)
    if near is None or (len(first) == 1 and not among_years):
        return None
    year = dv.full_year(first, near)
    follows = (int(first) + 1) % 100 == int(second)
    if not follows or abs(year - near.first.year) > _NEAR_YEARS:
        return None
    return dv.part_of(dv.financial_year(year, setting.country), edge_of(groups.get("edge", "")))


def _read_new_year(groups: Mapping[str, str], setting: Setting) -> str | None:
    if setting.anchor is None:
        return ""
    year = setting.anchor.first.year + (setting.anchor.first.month > 1)
    return f"{dv.month_value(year, 1)}~"


def _read_feast(groups: Mapping[str, str], setting: Setting) -> str | None:
    name = re.sub(r"\s+", " ", groups["feast"].lower()).replace("’", "'").replace("st.", "st")
    row = next(row for row in read_table("extract.rules", "feasts") if row["name"].replace("'", "") == name.replace("'", ""))
    year = printed_year(groups, setting)
    if year is None and setting.anchor is None:
        return ""
    around = date(2001, 4, 15) + timedelta(days=int(row["from_easter"] or 0))
    month = int(row["month"] or around.month)
    if year is None:
        year = _year_without(month, int(row["day"] or around.day), "", setting)
    if row["month"]:
        return dv.day_value(year, month, int(row["day"]))
    return dv.easter_value(year, int(row["from_easter"]))


def _read_year_span(groups: Mapping[str, str], setting: Setting) -> str | None:
    first = year_in(groups.get("y") or groups["y3"], setting)
    last = second_year(first, digits_of(groups.get("y2") or groups["y4"]))
    return f"{first}/{last}" if first < last else None


def _read_year(groups: Mapping[str, str], setting: Setting) -> str | None:
    return dv.part_of(f"{year_in(groups['y'], setting):04}", edge_of(groups.get("edge", "")))


def _read_decade(groups: Mapping[str, str], setting: Setting) -> str | None:
    first = int(groups["decade"])
    part = groups.get("part", "").lower()
    start, end = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    return f"{first + start}/{first + end}"


READERS: dict[str, Reader] = {
    "day": _read_day,
    "day-range": _read_day_range,
    "numeric": _read_numeric,
    "numeric-range": _read_numeric_range,
    "instant": _read_instant,
    "ordinal": _read_ordinal,
    "ordinal-that": _read_ordinal_that,
    "week": _read_week,
    "month-week": _read_month_week,
    "month-fortnight": _read_month_fortnight,
    "ordinal-range": _read_ordinal_range,
    "bank-holiday": _read_bank_holiday,
    "quarter-ending": _read_quarter_ending,
    "quarter-bare": _read_quarter_bare,
    "month": _read_month,
    "month-of-year": _read_month_of_year,
    "month-range": _read_month_range,
    "season": _read_season,
    "season-of-year": _read_season_of_year,
    "quarter": _read_quarter,
    "academic": _read_academic,
    "review": _read_review,
    "fiscal": _read_fiscal,
    "financial": _read_financial,
    "short-financial": _read_short_financial,
    "new-year": _read_new_year,
    "feast": _read_feast,
    "year-span": _read_year_span,
    "year": _read_year,
    "decade": _read_decade,
    **RELATIVE,
}
