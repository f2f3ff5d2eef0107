"""What a page is made of before and after layout: words and rulings on a sheet; rows, lines and blocks of text.

    Word("Dear", 72.0, 210.3, 94.1, 222.4, base=219.8), Word("Minister", …)  ->  Row  ->  Line("Dear Minister")  ->  Block

All measures are points from the top left of the page as it is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]  # x0, top, x1, bottom

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SENTENCE_END = re.compile(rf"[.!?:;][\"'”’)\]{RAISED_FIGURES}]*$")
SMALL = 0.85  # of the size of the line: smaller is a raised or lowered figure or letter
_LABEL = re.compile(
    r"[-–—•·●○▪■□➢✓>*o§]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxlIVXL]{1,6}|[A-Z]\d{1,3})[.):]{0,2}"
    rf"|[{RAISED_FIGURES}]+|\[\d+\]|[*†‡]+"
)
_HEADER_LABEL = re.compile(r"[A-Za-z][A-Za-z /]{0,18}:")


@dataclass(slots=True)
class Word:
    """A word as printed: its box and base line; `broken`: a new line of the source; `across`: it runs up or down the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    broken: bool = False
    bold: bool = False
    across: bool = False
    confidence: float = 1.0

    @property
    def size(self) -> float:
        """The height of its box, which stands for the size of its type."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line drawn across or down a page; `shade`: it is the edge of a shaded box, not a line."""

    x0: float
    top: float
    x1: float
    bottom: float
    shade: bool = False


@dataclass(slots=True)
class Sheet:
    """A page before layout. `words` are those to be laid out; what is known to stand outside the text is kept apart from them."""

    width: float
    height: float
    words: list[Word]
    rulings: list[Ruling] = field(default_factory=list)
    aside: list[Word] = field(default_factory=list)  # words that stand across the page
    head: list[Word] = field(default_factory=list)  # a protective marking that runs along the heads of pages
    foot: list[Word] = field(default_factory=list)  # the foot of a first page: a letterhead printed there
    body: float = 0.0  # the size of type of the whole paper, where it is known
    picture: float = 0.0  # the share of the page that its largest picture takes
    tilt: float = 0.0  # degrees by which the page was turned to set its lines straight; words are where they are then
    quarter: int = (
        0  # quarter turns to the left by which the page was turned to read it; its size and words are those of the turned page
    )


@dataclass(slots=True)
class Row:
    """Words on one base line, over the whole width of a region, left to right."""

    words: list[Word]
    base: float
    top: float
    bottom: float

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words[-3:])

    @property
    def text(self) -> str:
        """Its words with a space between."""
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Line:
    """Words read one after the other, with what joins each to the one before."""

    words: list[Word]
    joins: list[str]
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False

    @property
    def text(self) -> str:
        """The line as it is written."""
        return "".join(join + word.text for join, word in zip(self.joins, self.words, strict=True))


@dataclass(slots=True)
class Block:
    """Lines that stand together: a paragraph or heading (""), a "table", a "note" at the foot, a "marking" at the head."""

    lines: list[Line]
    kind: str = ""

    @property
    def text(self) -> str:
        """The block as it is written."""
        return "\n".join(line.text for line in self.lines)


def is_label(words: Sequence[Word]) -> bool:
    """Is this a number, bullet or letter that leads a line in: "2.15.", "(a)", "•"?"""
    return len(words) == 1 and bool(_LABEL.fullmatch(words[0].text))


def is_lead(text: str) -> bool:
    """Is this a number, bullet, letter or label ("To:") that leads in what stands after a tab?"""
    return bool(_LABEL.fullmatch(text)) or is_header_label(text)


def is_header_label(text: str) -> bool:
    """Is this a label such as "To:" or "Your ref:"?"""
    return bool(_HEADER_LABEL.fullmatch(text))


def body_size(words: Iterable[Word]) -> float:
    """The size of type that most letters of these words have; 0.0 where there are none."""
    letters: Counter[float] = Counter()
    for word in words:
        letters[round(word.bottom - word.top, 1)] += len(word.text)
    return letters.most_common(1)[0][0] if letters else 0.0
