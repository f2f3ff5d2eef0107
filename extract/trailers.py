"""Numbers that stand in brackets after the text that they number.

    "… publish its list (recommendation 1). … hold a copy (2)."  ->  Trailer("1", …), Trailer("2", …)

A bracket that says "recommendation" begins a series; bare numbers carry it on. Bare numbers alone are believed only in a long
series whose words recommend: brackets hold notes, counts and years too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.ruletables import Rule
from extract.entries import matches, rules_of
from extract.numbering import is_next, mend_number, number_key, numbers_between, parse_numbers, steps_between
from extract.paragraphs import Paragraph, words_of

_A_SERIES = 3
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Trailer:
    """Brackets with a number in them: the place of their paragraph in the list, where the brackets start and end."""

    number: str
    paragraph: int
    start: int
    end: int
    rule: str
    confidence: float

    @property
    def named(self) -> bool:
        """Does it say "recommendation"?"""
        return self.rule == "trailer.named"


def find_trailers(text: str, paragraphs: Sequence[Paragraph]) -> list[Trailer]:
    """The brackets with numbers that make a series, in order."""
    if codes := _codes(text, paragraphs):
        return codes
    series: list[Trailer] = []
    for mark in _marks(text, paragraphs, "trailer", "trailer-bare"):
        if _carries_on(text, paragraphs, series, mark):
            series.append(mark)
    recommending = sum(_recommends(text, paragraphs, mark) for mark in series)
    if not any(mark.named for mark in series) and (len(series) < _A_SERIES or recommending < _MOSTLY * len(series)):
        return []
    return _with_damaged(text, paragraphs, series)


def _codes(text: str, paragraphs: Sequence[Paragraph]) -> list[Trailer]:
    """Numbers like M-21-14 and 009/22, each once: those after words that recommend, and those that carry on the series of one of these."""
    found: dict[str, Trailer] = {}
    marks = _marks(text, paragraphs, "trailer-code")
    said = [mark for mark in marks if _recommends(text, paragraphs, mark)]
    near = {number_key(mark.number) for mark in said}
    for mark in marks:
        if mark in said or any(abs(steps_between(one, number_key(mark.number)) or 99) <= _A_SERIES for one in near):
            found.setdefault(number_key(mark.number), mark)
            near.add(number_key(mark.number))
    return list(found.values())


def _carries_on(text: str, paragraphs: Sequence[Paragraph], series: Sequence[Trailer], mark: Trailer) -> bool:
    """Does a bracket begin a series or carry it on: the next number, or one soon after whose words recommend?"""
    if not series:
        return mark.named or number_key(mark.number) == "1"
    before = series[-1].number
    steps = steps_between(before, mark.number) or 0
    soon = 1 < steps <= _A_SERIES and _recommends(text, paragraphs, mark)
    return is_next(before, mark.number) or (mark.named and steps > 0) or soon


def _recommends(text: str, paragraphs: Sequence[Paragraph], mark: Trailer) -> bool:
    words = words_of(text, paragraphs[mark.paragraph], end=mark.start)
    return matches("recommending", words) or matches("duty", words)


def _marks(text: str, paragraphs: Sequence[Paragraph], *labels: str) -> list[Trailer]:
    found = [
        mark
        for at, paragraph in enumerate(paragraphs)
        for label in labels
        for rule in rules_of(label)
        for mark in _marks_in(text, at, paragraph, rule)
    ]
    return sorted(found, key=lambda mark: (mark.start, not mark.named))


def _marks_in(text: str, at: int, paragraph: Paragraph, rule: Rule) -> list[Trailer]:
    found = []
    for match in rule.pattern.finditer(text[paragraph.begin : paragraph.end]):
        printed = match.group("numbers")
        number = _number(printed, rule.label)
        start, end = paragraph.begin + match.start(), paragraph.begin + match.end()
        found.append(Trailer(number, at, start, end, rule.id, float(rule.extra["confidence"])))
    return found


def _number(printed: str, label: str) -> str:
    if label == "trailer-code":
        return printed
    return mend_number(printed) if label == "weak-trailer" else parse_numbers(printed)[0]


def _with_damaged(text: str, paragraphs: Sequence[Paragraph], series: list[Trailer]) -> list[Trailer]:
    """The series with numbers that it lacks, found again in brackets that OCR damaged."""
    weak = _marks(text, paragraphs, "weak-trailer")
    out = list(series)
    for before, after in pairwise(series):
        for number in numbers_between(before.number, after.number):
            out += [
                one for one in weak if before.end <= one.start < after.start and number_key(one.number) == number_key(number)
            ][:1]
    return sorted(out, key=lambda mark: mark.start)
