"""The small words of dates: counts, months, days and years as printed or as OCR left them, "the end of", "last", "next".

"l0" -> 10        "Novernber" -> 11        "the very end of" -> "end"        "twenty-one" -> 21
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from corpus.ruletables import read_table
from extract.datevalues import Anchor, full_year

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
_DAMAGED = str.maketrans("OolI|", "00111")
# Words before a span, in the order in which they are looked for, and the part of it that they mean.
_EDGES = {
    "first half": "first half",
    "second half": "second half",
    "last half": "second half",
    "middle": "mid",
    "beginning": "start",
    "start": "start",
    "early": "early",
    "latter": "late",
    "late": "late",
    "close": "end",
    "mid": "mid",
    "end": "end",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words alone do not say: the document's date, which way a yearless date lies, whether months come first, the
    value of the date before ("the following two years"), the day something was received, the sender's country (see
    `extract.countries`) and whether the paper counts in financial years."""

    anchor: Anchor | None
    way: Callable[[], str]
    month_first: bool = False
    before: str = ""
    received: str = ""
    country: str = ""
    financial: bool = False


Reader = Callable[[Mapping[str, str], Setting], str | None]


def number_of(word: str) -> int:
    """A count in digits or words; 0 where it is none."""
    word = word.lower().strip()
    if word.isdigit():
        return int(word)
    tens, _, ones = word.replace(" ", "-").partition("-")
    return _NUMBERS.get(tens, 0) + (_NUMBERS.get(ones, 0) if ones else 0)


def digits_of(words: str) -> str:
    """Figures with the letters put right that OCR takes for them: "2OO3" -> "2003"."""
    return re.sub(r"\D", "", words.translate(_DAMAGED))


def month_of(name: str) -> int:
    """The number of a month by its first three letters, damaged or not; 0 where it is none."""
    mended = name.strip(" .").lower().replace("0", "o").replace("1", "l")
    return _month_forms().get(mended[:3], 0)


def day_of(words: str) -> int:
    """The day in "7th", "l0" or "3 l"; 0 where there is none."""
    return int(digits_of(re.sub(r"(?i)(?:st|nd|rd|th)$", "", words.strip())) or 0)


def year_in(words: str, setting: Setting) -> int:
    """A year of four figures, or of two in the century nearest to the document."""
    return full_year(digits_of(words), setting.anchor)


def printed_year(groups: Mapping[str, str], setting: Setting) -> int | None:
    """The year that an expression names itself; None where it has none."""
    for name in ("y", "yy", "yyd", "yn"):
        if name in groups:
            return year_in(groups[name], setting)
    return None


def second_year(first: int, digits: str) -> int:
    """The year "4", "04" or "2004" after 2003."""
    short = int(digits)
    if len(digits) == 4:
        return short
    base = first // 10 * 10 if len(digits) == 1 else first // 100 * 100
    year = base + short
    return year if year > first else year + (10 if len(digits) == 1 else 100)


def edge_of(words: str) -> str:
    """The part of a span that the words before it mean: "the very end of" -> "end"; "" for the whole."""
    plain = re.sub(r"\s+", " ", words.lower())
    return next((part for word, part in _EDGES.items() if re.search(rf"\b{word}", plain)), "")


def shift_of(rel: str) -> int:
    """-1 for "last" and "past", 1 for "next", "coming" and "following", 0 for "this"."""
    word = re.sub(r"\s+", " ", rel.lower())
    return -1 if "last" in word or "past" in word else 1 if "next" in word or "coming" in word or "following" in word else 0


def unit_of(words: str) -> str:
    """A unit of time in the singular: "working  days" -> "working day"."""
    return re.sub(r"\s+", " ", words.lower()).rstrip("s")


def value_of(anchor: Anchor) -> str:
    """The document's date as exactly as it is known."""
    return anchor.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[anchor.grain]]


@cache
def _month_forms() -> dict[str, int]:
    return {row["form"]: int(row["number"]) for row in read_table("extract.rules", "months")}
