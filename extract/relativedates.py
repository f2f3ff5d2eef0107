"""Dates that count from the document's own ("next Tuesday", "within six months") or from the date named before them.

    groups {"rel": "next", "wd": "Tuesday"} in a minute of 2002-11-29  ->  "2002-12-03"

Readers as in `extract.datereading`; "" where the document's date is not known, or not exactly enough.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.edtf import parse_bounds
from extract import datevalues as dv
from extract.datewords import Reader, Setting, edge_of, month_of, number_of, shift_of, unit_of, value_of, year_in

_RECEIPT = re.compile(r"\breceipt\s*$", re.I)
_DAYS = {"yesterday": -1, "tomorrow": 1}
_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


def _read_relative_day(groups: Mapping[str, str], setting: Setting) -> str | None:
    word = re.sub(r"\s+", " ", groups["word"].lower())
    days = -2 if "before yesterday" in word else 2 if "after tomorrow" in word else _DAYS.get(word.split()[0].strip("-"), 0)
    days += 7 if word.endswith("week") else 0  # "tomorrow week"
    if setting.anchor is None or setting.anchor.grain != "day":
        return ""
    return dv.step(setting.anchor.first.isoformat(), days, "day")


def _read_weekday(groups: Mapping[str, str], setting: Setting) -> str | None:
    if setting.anchor is None:
        return ""
    weekday = _WEEKDAYS[(groups.get("wd") or groups["wd2"]).lower()[:3]]
    rel = (groups.get("rel") or groups.get("rel2") or "").lower()
    if "last" in rel or "next" in rel or "this" in rel:
        return dv.weekday_value(setting.anchor, weekday, "last" if "last" in rel else "future")
    value = dv.weekday_value(setting.anchor, weekday, "future" if rel else setting.way())
    return dv.step(value, 7, "day") if "week" in rel and value else value


def _read_relative_unit(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "later this month", "the end of next week", "the weekend": a unit of the calendar, whole or a part of it."""
    if setting.anchor is None:
        return ""
    unit, shift = unit_of(groups["unit"]), shift_of(groups.get("rel", ""))
    if unit == "weekend" and "rel" not in groups:
        shift = -1 if setting.way() == "past" else 0
    value = dv.unit_value(setting.anchor, unit, shift, setting.country)
    whole = groups.get("part", "").lower().startswith(("earlier", "later"))
    return value if whole or not value else dv.part_of(value, edge_of(groups.get("part", "")))


def _read_relative_span(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "the last three years", "the next 2-5 years": from the document's month for months and years, else from its day."""
    count, unit = number_of(groups.get("n", "one")), unit_of(groups.get("unit") or groups["unit1"])
    way = (groups.get("dir") or groups["dir1"]).lower()
    if way in ("following", "previous", "preceding"):
        return _span_beside(setting.before, count if way == "following" else -count, unit)
    if setting.anchor is None or not count:
        return ""
    start = value_of(setting.anchor)
    if unit in ("month", "quarter", "year", "decade"):
        start = start[:7]
    back = way in ("last", "past")
    other = dv.step(start, -count if back else count, unit)
    if not other:
        return ""
    return f"{other}/{start}" if back else f"{start}/{other}"


def _span_beside(before: str, count: int, unit: str) -> str:
    """So many units right after the date named before, or right before it; "" where none was named."""
    bounds = parse_bounds(before)
    if bounds is None or bounds.first is None or bounds.last is None or unit not in ("month", "quarter", "year"):
        return ""
    months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
    if months > 0:
        return dv.months_between(bounds.last, 1, months)
    return dv.months_between(bounds.first, months, -1)


def _read_span_from(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "three years from April 2003": whole months from the one named on."""
    if "m" in groups:
        start = dv.month_value(year_in(groups["y"], setting), month_of(groups["m"]))
    else:
        start = f"{groups['fy'][:4]}-04" if "fy" in groups else f"{year_in(groups['y2'], setting)}-01"
    months = number_of(groups["n"]) * (12 if groups["unit"].lower() == "years" else 1)
    return f"{start}/{dv.step(start, months - 1, 'month')}" if months else None


def _read_relative_following(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "the following day", "the same month": beside the date named before; "" where none was."""
    anchor, unit = dv.make_anchor(setting.before), groups["unit"].lower()
    shift = {"following": 1, "same": 0}.get(groups["rel"].lower(), -1)
    if anchor is None:
        return ""
    return dv.step(value_of(anchor), shift, "day") if unit == "day" else dv.unit_value(anchor, unit, shift)


def _read_relative_ahead(groups: Mapping[str, str], setting: Setting) -> str | None:
    if setting.anchor is None:
        return ""
    return dv.unit_value(setting.anchor, groups["unit"].lower(), 1)


def _read_relative_ago(groups: Mapping[str, str], setting: Setting) -> str | None:
    if setting.anchor is None:
        return ""
    unit, count = unit_of(groups["unit"]), number_of(groups["n"])
    value = dv.step(value_of(setting.anchor), -count, unit)
    return _as_exact_as(value, unit)


def _read_relative_time(groups: Mapping[str, str], setting: Setting) -> str | None:
    if setting.anchor is None:
        return ""
    unit = unit_of(groups["unit"])
    return _as_exact_as(dv.step(value_of(setting.anchor), number_of(groups["n"]), unit), unit)


def _as_exact_as(value: str, unit: str) -> str:
    """ "Two years ago" names a year and "two months ago" a month, whatever the day of the letter."""
    cut = {"year": 4, "month": 7, "quarter": 7}.get(unit, 10)
    return value[:cut]


def _read_relative_within(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "within six months": up to the day so long after the document's date; "" where it counts from something else.

    "Of receipt" counts from the day that the paper says before was that of the receipt.
    """
    if setting.anchor is None or ("other" in groups and "own" not in groups):
        return ""
    received = setting.received if _RECEIPT.search(groups.get("own", "")) else ""
    value = dv.step(received or value_of(setting.anchor), number_of(groups["n"]), unit_of(groups["unit"]), _country(setting))
    return f"../{value}" if value else ""


def _country(setting: Setting) -> str:
    """Whose public holidays count; a paper that writes "June 3, 1958" is taken for American where nothing says whose it is."""
    return setting.country or ("US" if setting.month_first else "")


def _read_year_end(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "By year end": of the document's year; "the financial year end": the last day of the financial year."""
    if setting.anchor is None:
        return ""
    if "fin" not in groups:
        return f"{setting.anchor.first.year:04}-12-31"
    first = dv.financial_year(0, setting.country)[5:7]
    year = setting.anchor.first.year - (setting.anchor.first.month < int(first))
    return dv.part_of(dv.financial_year(year, setting.country), "end")


RELATIVE: dict[str, Reader] = {
    "relative-day": _read_relative_day,
    "weekday": _read_weekday,
    "relative-unit": _read_relative_unit,
    "relative-span": _read_relative_span,
    "span-from": _read_span_from,
    "relative-following": _read_relative_following,
    "relative-ahead": _read_relative_ahead,
    "relative-ago": _read_relative_ago,
    "relative-time": _read_relative_time,
    "relative-within": _read_relative_within,
    "year-end": _read_year_end,
}
