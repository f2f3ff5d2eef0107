"""The numbered concerns of a coroner's report, which others must answer as they answer recommendations.

    "The MATTERS OF CONCERN are as follows: (1) The chart has no place for … (2) No pharmacist …"  ->  two, numbered 1 and 2

Such a report is a form: the concerns stand one after the other in one box of it, often in one cell of a table. They are told by their
order alone, since they say what is wrong and not what should be done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.entries import matches, rules_of
from extract.findings import RecommendationFound
from extract.numbering import is_first, is_next
from extract.paragraphs import Paragraph, words_of

_MARK = re.compile(r"(?:^|(?<=\s))\(?(?P<number>\d{1,2}|[a-h])[.)]\s+(?=[\"'A-Z])", re.MULTILINE)
_LEAST = 5  # words of a concern
_NEAR = 12  # characters between the lead and the first number


def find_concerns(text: str, paragraphs: Sequence[Paragraph]) -> list[RecommendationFound]:
    """The concerns that a report lists under "matters of concern", in order; those of the last such list that has any."""
    found: list[RecommendationFound] = []
    for rule in rules_of("concerns"):
        for lead in rule.pattern.finditer(text):
            found = _listed(text, paragraphs, lead.end()) or found
    return found


def _listed(text: str, paragraphs: Sequence[Paragraph], begin: int) -> list[RecommendationFound]:
    end = _end(text, paragraphs, begin)
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(text, begin, end):
        number = mark.group("number")
        if _opens(number, mark.start() - begin) if not marks else _follows(marks[-1].group("number"), number):
            marks.append(mark)
    stops = [*(mark.start() for mark in marks[1:]), end][: len(marks)]
    return [one for mark, stop in zip(marks, stops, strict=True) if (one := _concern(text, paragraphs, mark, stop))]


def _opens(number: str, distance: int) -> bool:
    return distance <= _NEAR and (number == "a" or is_first(number))


def _follows(before: str, after: str) -> bool:
    if before.isalpha() or after.isalpha():
        return before.isalpha() and after.isalpha() and ord(after) == ord(before) + 1
    return is_next(before, after)


def _concern(text: str, paragraphs: Sequence[Paragraph], mark: re.Match[str], stop: int) -> RecommendationFound | None:
    end = mark.end() + len(text[mark.end() : stop].rstrip())
    inside = [one for one in paragraphs if one.start < end and one.end > mark.end()]
    words = " ".join(words_of(text, one, max(one.start, mark.end()), min(one.end, end)) for one in inside).strip()
    if len(words.split()) < _LEAST:
        return None
    return RecommendationFound(
        start=mark.start(), end=end, rule="concern", confidence=0.8, number=mark.group("number"), text=words
    )


def _end(text: str, paragraphs: Sequence[Paragraph], begin: int) -> int:
    """Where the box of concerns is over: at the end of its row, or at the next box of the form or the end of the paper's list."""
    for paragraph in paragraphs:
        if paragraph.start <= begin < paragraph.end and paragraph.row:
            return paragraph.end
        if paragraph.start > begin and (
            matches("concerns-end", words_of(text, paragraph)) or matches("end", words_of(text, paragraph))
        ):
            return paragraph.start
    return len(text)
