"""One expression of calendar time read: the rules that see it, and the EDTF value of what they saw.

    "… at the end of January …" in a letter of 2003-01-13  ->  "the end of January", 2003-01-31

The forms of words are lines of `rules/dates.jsonl`; the label of a line names the reader below that turns its groups into
a value. Rows labelled need, guard, past and future are tried on a window of text with the expression between ⟦ and ⟧.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from corpus.ruletables import Rule, read_rules, read_table
from extract import datevalues as dv
from extract.datevalues import Anchor

_NOT_DATES = ("need", "guard", "past", "future")
_REACH = 120
_STOP = re.compile(r"[.!?:;](?=\s)|\n[ \t]*\n|\t")
_NAMED = re.compile(r"\(\?P<\w+>")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
_NUMBERS = {word: number for number, word in enumerate(_ONES.split())} | {
    "a": 1,
    "an": 1,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1, "final": -1}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_DAMAGED = str.maketrans("OolI|", "00111")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words alone do not say: the document's date, which way a yearless date lies, whether months come first."""

    anchor: Anchor | None
    way: Callable[[], str]
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch of text that a rule takes for a date."""

    start: int
    end: int
    rule: Rule
    groups: Mapping[str, str]


Reader = Callable[[Mapping[str, str], Setting], str | None]


def scan(text: str) -> Iterator[Seen]:
    """The expressions of calendar time in a text, in order and apart from each other; their value is still open."""
    everything, rules = _scanner()
    at = 0
    while match := everything.search(text, at):
        at = match.end()
        assert match.lastgroup is not None
        rule = rules[int(match.lastgroup[1:])]
        again = rule.pattern.match(text, match.start())
        assert again is not None
        groups = {name: found for name, found in again.groupdict().items() if found is not None}
        seen = Seen(again.start(), again.end(), rule, groups)
        at = max(again.end(), match.start() + 1)
        if _allowed(text, seen):
            yield seen
        else:
            at = _next_word(text, match.start())


def read_value(seen: Seen, setting: Setting) -> str | None:
    """The EDTF value; "" where the document's date would be needed and is not known, None where it cannot be a date."""
    return READERS[seen.rule.label](seen.groups, setting)


def find_way(text: str, start: int, end: int) -> str:
    """Which way the words around a date point: "past", "future" or "" (they do not say). The nearest cue counts."""
    left, right = _window(text, start, end)
    nearest, way = _REACH + 1, ""
    for rule in _cues():
        on_left = rule.extra["side"] == "left"
        for match in rule.pattern.finditer(left if on_left else right):
            distance = len(left) - match.end() if on_left else match.start()
            if distance < nearest:
                nearest, way = distance, rule.label
    return way


def number_of(word: str) -> int:
    """A count in digits or words; 0 where it is none."""
    word = word.lower().strip()
    if word.isdigit():
        return int(word)
    tens, _, ones = word.replace(" ", "-").partition("-")
    return _NUMBERS.get(tens, 0) + (_NUMBERS.get(ones, 0) if ones else 0)


@cache
def _scanner() -> tuple[re.Pattern[str], tuple[Rule, ...]]:
    """All rules as one alternation, so that a text is walked once; which one matched is told by its group."""
    rules = tuple(rule for rule in read_rules("extract.rules", "dates") if rule.label not in _NOT_DATES)
    each = "|".join(f"(?P<r{n}>{_NAMED.sub('(?:', rule.pattern.pattern)})" for n, rule in enumerate(rules))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{each})", re.IGNORECASE | re.MULTILINE), rules


@cache
def _guards(rule: str) -> tuple[re.Pattern[str], ...]:
    return tuple(row.pattern for row in read_rules("extract.rules", "dates") if row.label == "guard" and rule in row.extra["of"])


@cache
def _needs() -> dict[str, re.Pattern[str]]:
    return {row.id: row.pattern for row in read_rules("extract.rules", "dates") if row.label == "need"}


@cache
def _cues() -> tuple[Rule, ...]:
    return tuple(row for row in read_rules("extract.rules", "dates") if row.label in ("past", "future"))


@cache
def _month_forms() -> dict[str, int]:
    return {row["form"]: int(row["number"]) for row in read_table("extract.rules", "months")}


def _allowed(text: str, seen: Seen) -> bool:
    need, guards = seen.rule.extra.get("needs"), _guards(seen.rule.id)
    if not need and not guards:
        return True
    left, right = text[max(0, seen.start - 40) : seen.start], text[seen.end : seen.end + 40]
    window = f"{left}⟦{text[seen.start : seen.end]}⟧{right}"
    if need and not _needs()[need].search(window):
        return False
    return not any(guard.search(window) for guard in guards)


def _next_word(text: str, start: int) -> int:
    match = re.compile(r"\w+").match(text, start)
    return match.end() if match else start + 1


def _window(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence on either side of a date, the left one closed by ⟦ and the right one opened by ⟧."""
    left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    stops = list(_STOP.finditer(left))
    if stops:
        left = left[stops[-1].end() :]
    if stop := _STOP.search(right):
        right = right[: stop.start()]
    return f"{left}⟦", f"⟧{right}"


def _month(name: str) -> int:
    mended = name.strip(" .").lower().replace("0", "o").replace("1", "l")
    return _month_forms().get(mended[:3], 0)


def _day(words: str) -> int:
    digits = re.sub(r"[^\d]", "", re.sub(r"(?i)(?:st|nd|rd|th)$", "", words.strip()).translate(_DAMAGED))
    return int(digits) if digits else 0


def _year(words: str, setting: Setting) -> int:
    digits = re.sub(r"\D", "", words.translate(_DAMAGED))
    return dv.full_year(digits, setting.anchor)


def _edge(words: str) -> str:
    """The name of a part of a span in the words before it: "the very end of" -> "end"."""
    for name in (
        "first half",
        "second half",
        "last half",
        "middle",
        "beginning",
        "start",
        "early",
        "latter",
        "late",
        "close",
        "mid",
        "end",
    ):
        if re.search(rf"\b{name}", re.sub(r"\s+", " ", words.lower())):
            return {"last half": "second half", "middle": "mid", "beginning": "start", "latter": "late", "close": "end"}.get(
                name, name
            )
    return ""


def _printed_year(groups: Mapping[str, str], setting: Setting) -> int | None:
    for name in ("y", "yy", "yyd", "yn"):
        if name in groups:
            return _year(groups[name], setting)
    return None


def _shifted(rel: str) -> int:
    word = re.sub(r"\s+", " ", rel.lower())
    return -1 if "last" in word or "past" in word else 1 if "next" in word or "coming" in word or "following" in word else 0


def _read_day(groups: Mapping[str, str], setting: Setting) -> str | None:
    month = _ROMAN[groups["roman"].lower()] if "roman" in groups else int(groups["mn"]) if "mn" in groups else _month(groups["m"])
    return _day_in(_day(groups["d"]), month, groups, setting)


def _day_in(day: int, month: int, groups: Mapping[str, str], setting: Setting) -> str | None:
    if not dv.is_real(2000, month, day):
        return None
    year = _printed_year(groups, setting)
    if year is None and setting.anchor is None:
        return ""
    if year is None:
        year = _year_without(month, day, groups.get("rel", ""), setting)
    return dv.day_value(year, month, day) or None


def _year_without(month: int, day: int | None, rel: str, setting: Setting) -> int:
    assert setting.anchor is not None
    if rel:
        return setting.anchor.first.year + _shifted(rel)
    return dv.year_of(month, day, setting.anchor, setting.way())


def _read_day_range(groups: Mapping[str, str], setting: Setting) -> str | None:
    first, last = _read_day(groups, setting), _read_day({**groups, "d": groups["d2"]}, setting)
    if first is None or last is None or first > last:
        return None
    return f"{first}/{last}" if first else ""


def _read_numeric(groups: Mapping[str, str], setting: Setting) -> str | None:
    if groups.get("sep") != groups.get("sep2"):
        return None
    a, b = _day(groups["a"]), _day(groups["b"])
    if b > 12 or (setting.month_first and a <= 12):
        a, b = b, a
    return _day_in(a, b, groups, setting)


def _read_instant(groups: Mapping[str, str], setting: Setting) -> str | None:
    if setting.anchor is None or setting.anchor.grain == "year":
        return ""
    shift = {"i": 0, "u": -1, "p": 1}[groups["inst"][0].lower()]
    year, month = map(int, dv.unit_value(setting.anchor, "month", shift).split("-"))
    return dv.day_value(year, month, _day(groups["d"])) or None


def _read_ordinal(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "on the 20th": the nearest such day, in the month of the document, the next or the last one."""
    day = _day(groups["d"])
    if not 1 <= day <= 31:
        return None
    if setting.anchor is None or setting.anchor.grain == "year":
        return ""
    way = setting.way()
    shifts = {"past": (0, -1), "future": (0, 1)}.get(way, (0, 1))
    for shift in shifts:
        year, month = map(int, dv.unit_value(setting.anchor, "month", shift).split("-"))
        value = dv.day_value(year, month, day)
        if value and (
            shift or (value <= setting.anchor.last.isoformat() if way == "past" else value >= setting.anchor.first.isoformat())
        ):
            return value
    return ""


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


def _read_month(groups: Mapping[str, str], setting: Setting) -> str | None:
    month = int(groups["mn"]) if "mn" in groups else _month(groups["m"])
    if not month:
        return None
    year = _printed_year(groups, setting)
    if year is None and setting.anchor is None:
        return ""
    if year is None:
        year = _month_year_without(month, groups.get("rel", ""), setting)
    return dv.part_of(dv.month_value(year, month), _edge(groups.get("edge", "")))


def _month_year_without(month: int, rel: str, setting: Setting) -> int:
    assert setting.anchor is not None
    shift = _shifted(rel)
    if not rel or not shift:
        return dv.year_of(month, None, setting.anchor, setting.way() if not rel else "")
    year, now = setting.anchor.first.year, setting.anchor.first.month
    return year - (month >= now) if shift < 0 else year + (month <= now)


def _read_month_of_year(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "November last year"."""
    if setting.anchor is None:
        return ""
    year = setting.anchor.first.year + _shifted(groups["rel"])
    return _read_month({**{k: v for k, v in groups.items() if k != "rel"}, "y": str(year)}, setting)


def _read_month_range(groups: Mapping[str, str], setting: Setting) -> str | None:
    first, last = _month(groups["m"]), _month(groups["m2"])
    if not first or not last:
        return None
    if "y2" not in groups and setting.anchor is None:
        return ""
    end = _year(groups["y2"], setting) if "y2" in groups else _year_without(last, None, "", setting)
    start = _year(groups["y"], setting) if "y" in groups else end - (first > last)
    left = dv.part_of(dv.month_value(start, first), _edge(groups.get("edge", "")))
    right = dv.part_of(dv.month_value(end, last), _edge(groups.get("edge2", "")))
    return f"{left}/{right}"


def _read_season(groups: Mapping[str, str], setting: Setting) -> str | None:
    name, year = groups["season"].lower(), _printed_year(groups, setting)
    if year is None and setting.anchor is None:
        return ""
    if year is None:
        month = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 12}[name]
        year = _month_year_without(month, groups.get("rel", ""), setting)
    return dv.part_of(dv.season_value(year, name), _edge(groups.get("edge", "")))


def _read_quarter(groups: Mapping[str, str], setting: Setting) -> str | None:
    quarter = int(groups["q"]) - 1 if groups["q"].isdigit() else _ORDINALS[groups["q"].lower()] % 4
    if "fy" in groups:
        year, month = int(groups["fy"][:4]), 4 + 3 * quarter
        year, month = (year + 1, 1) if month > 12 else (year, month)
    else:
        year, month = _year(groups["y"], setting), 1 + 3 * quarter
    return f"{dv.month_value(year, month)}/{dv.month_value(year, month + 2)}"


def _second_year(first: int, digits: str) -> int:
    """The year "4", "04" or "2004" after 2003."""
    short = int(digits)
    if len(digits) == 4:
        return short
    base = first // 10 * 10 if len(digits) == 1 else first // 100 * 100
    year = base + short
    return year if year > first else year + (10 if len(digits) == 1 else 100)


def _read_academic(groups: Mapping[str, str], setting: Setting) -> str | None:
    first = int(groups.get("y") or groups["y3"])
    return dv.academic_year(first) if _second_year(first, groups.get("y2") or groups["y4"]) == first + 1 else None


def _read_review(groups: Mapping[str, str], setting: Setting) -> str | None:
    year = str(dv.full_year(groups["y"], None))
    for row in read_table("extract.rules", "spending_reviews"):
        if row["name"] == year:
            return f"{row['first']}/{row['last']}"
    return ""


def _read_fiscal(groups: Mapping[str, str], setting: Setting) -> str | None:
    return dv.part_of(dv.fiscal_year(_year(groups["y"], setting)), _edge(groups.get("edge", "")))


def _read_financial(groups: Mapping[str, str], setting: Setting) -> str | None:
    first = _year(groups["y"], setting)
    last = _second_year(first, groups["y2"])
    if last == first + 1 and not (groups.get("sep") in ("-", "–") and len(groups["y2"]) == 4):
        return dv.part_of(dv.financial_year(first), _edge(groups.get("edge", "")))
    if len(groups["y2"]) == 1 or last - first > 60 or last < first:
        return None
    return f"{first}/{last}"


def _read_short_financial(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "03/04" in a paper of 2003: two years that follow each other and lie near the document's date."""
    digits = groups["y"].translate(_DAMAGED), groups["y2"].translate(_DAMAGED)
    if setting.anchor is None or (int(digits[0]) + 1) % 10 ** min(len(digits[1]), 2) != int(digits[1]):
        return None
    year = dv.full_year(digits[0], setting.anchor)
    reach = 12 if len(digits[0]) == 2 else 2
    if abs(year - setting.anchor.first.year) > reach:
        return None
    return dv.part_of(dv.financial_year(year), _edge(groups.get("edge", "")))


def _read_new_year(groups: Mapping[str, str], setting: Setting) -> str | None:
    if setting.anchor is None:
        return ""
    year = setting.anchor.first.year + (setting.anchor.first.month > 1)
    return f"{dv.month_value(year, 1)}~"


def _read_feast(groups: Mapping[str, str], setting: Setting) -> str | None:
    name = re.sub(r"\s+", " ", groups["feast"].lower()).replace("’", "'")
    row = next(row for row in read_table("extract.rules", "feasts") if row["name"] == name)
    year = _printed_year(groups, setting)
    if year is None and setting.anchor is None:
        return ""
    month = int(row["month"] or 4)
    if year is None:
        year = _year_without(month, int(row["day"] or 15), "", setting)
    if row["month"]:
        return dv.day_value(year, month, int(row["day"]))
    return dv.easter_value(year, int(row["from_easter"]))


def _read_year_span(groups: Mapping[str, str], setting: Setting) -> str | None:
    first, last = _year(groups.get("y") or groups["y3"], setting), _year(groups.get("y2") or groups["y4"], setting)
    return f"{first}/{last}" if first < last else None


def _read_year(groups: Mapping[str, str], setting: Setting) -> str | None:
    return dv.part_of(f"{_year(groups['y'], setting):04}", _edge(groups.get("edge", "")))


def _read_decade(groups: Mapping[str, str], setting: Setting) -> str | None:
    first = int(groups["decade"])
    part = groups.get("part", "").lower()
    start, end = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    return f"{first + start}/{first + end}"


def _read_relative_day(groups: Mapping[str, str], setting: Setting) -> str | None:
    word = re.sub(r"\s+", " ", groups["word"].lower())
    days = -2 if "before yesterday" in word else 2 if "after tomorrow" in word else {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if setting.anchor is None or setting.anchor.grain != "day":
        return ""
    return dv.step(setting.anchor.first.isoformat(), days, "day")


_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


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
    if setting.anchor is None:
        return ""
    unit = re.sub(r"\s+", " ", groups["unit"].lower())
    if unit == "weekend" and "rel" not in groups:
        shift = -1 if setting.way() == "past" else 0
    else:
        shift = _shifted(groups.get("rel", ""))
    value = dv.unit_value(setting.anchor, unit, shift)
    part = _edge(groups.get("part", ""))
    whole = part in ("early", "late") and groups.get("part", "").lower() in ("earlier", "later")
    return value if whole or not value else dv.part_of(value, part)


def _read_relative_span(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "the last three years", "the next 2-5 years": from the document's month for months and years, else from its day."""
    if setting.anchor is None:
        return ""
    count, unit = number_of(groups["n"]), groups["unit"].lower().rstrip("s")
    start = setting.anchor.first.isoformat()
    if unit in ("month", "quarter", "year", "decade") and setting.anchor.grain != "year":
        start = start[:7]
    elif setting.anchor.grain == "year":
        start = start[:4]
    back = groups["dir"].lower() in ("last", "past")
    other = dv.step(start, -count if back else count, unit)
    if not other or not count:
        return ""
    return f"{other}/{start}" if back else f"{start}/{other}"


def _read_relative_ahead(groups: Mapping[str, str], setting: Setting) -> str | None:
    if setting.anchor is None:
        return ""
    return dv.unit_value(setting.anchor, groups["unit"].lower(), 1)


def _anchor_value(anchor: Anchor) -> str:
    return anchor.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[anchor.grain]]


def _unit(words: str) -> str:
    unit = re.sub(r"\s+", " ", words.lower())
    return unit if unit.endswith(" day") else unit.rstrip("s")


def _read_relative_ago(groups: Mapping[str, str], setting: Setting) -> str | None:
    if setting.anchor is None:
        return ""
    unit, count = _unit(groups["unit"]), number_of(groups["n"])
    value = dv.step(_anchor_value(setting.anchor), -count, unit)
    return _as_exact_as(value, unit)


def _read_relative_time(groups: Mapping[str, str], setting: Setting) -> str | None:
    if setting.anchor is None:
        return ""
    unit = _unit(groups["unit"])
    return _as_exact_as(dv.step(_anchor_value(setting.anchor), number_of(groups["n"]), unit), unit)


def _as_exact_as(value: str, unit: str) -> str:
    """ "Two years ago" names a year and "two months ago" a month, whatever the day of the letter."""
    cut = {"year": 4, "month": 7, "quarter": 7}.get(unit, 10)
    return value[:cut]


def _read_relative_within(groups: Mapping[str, str], setting: Setting) -> str | None:
    """ "within six months": up to the day so long after the document's date; "" where it counts from something else."""
    counted_from = re.sub(r"\s+", " ", groups.get("of", "").lower())
    own = re.search(r"receipt|\bthis\b|today|hereof|above|present|date|issue", counted_from)
    if setting.anchor is None or (counted_from and not own):
        return ""
    value = dv.step(_anchor_value(setting.anchor), number_of(groups["n"]), _unit(groups["unit"]))
    return f"../{value}" if value else ""


READERS: dict[str, Reader] = {
    "day": _read_day,
    "day-range": _read_day_range,
    "numeric": _read_numeric,
    "instant": _read_instant,
    "ordinal": _read_ordinal,
    "week": _read_week,
    "month-week": _read_month_week,
    "month": _read_month,
    "month-of-year": _read_month_of_year,
    "month-range": _read_month_range,
    "season": _read_season,
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
    "relative-day": _read_relative_day,
    "weekday": _read_weekday,
    "relative-unit": _read_relative_unit,
    "relative-span": _read_relative_span,
    "relative-ahead": _read_relative_ahead,
    "relative-ago": _read_relative_ago,
    "relative-time": _read_relative_time,
    "relative-within": _read_relative_within,
}
