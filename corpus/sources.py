"""A paper as read: its text, where its pages stand in it, and what could not be read.

    letter.pdf  ->  SourceText(name="letter.pdf", format="pdf", text="…\\f…", pages=(Page(1, 0, 1810), Page(2, 1811, 3020)))

Every reader in `corpus.readers` gives one of these, whatever the format; nothing after it knows what format a paper had.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordBox:
    """A word on a page: offsets into the source's text, its box in points from the top left, OCR confidence 0 to 1 (1: not OCR)."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its offsets in the source's text, its size in points and its words where the format knows them."""

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    words: tuple[WordBox, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text that the format itself sets apart: the body of an e-mail, an attachment.

    `kind` is an item kind or "" where the format does not say; `headers` are (name, value) pairs as the format gives them.
    """

    start: int
    end: int
    kind: str = ""
    title: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    part_of: int | None = None  # index of the part it is attached to


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a paper that could not be read, in one line that says what to do; `page` is None for the whole file.

    `again`: OCR may mend it, where it was not there or not wanted when the paper was read.
    """

    message: str
    page: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class SourceText:
    """A paper as read. `sha256` is of the file's bytes; `name` is what records call it."""

    name: str
    path: str
    sha256: str
    format: str
    text: str
    pages: tuple[Page, ...] = ()
    parts: tuple[Part, ...] = ()
    faults: tuple[Fault, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number of the page on which this offset stands; None where the format has no pages."""
        return page_number(self.pages, offset)


def page_number(pages: Sequence[Page], offset: int) -> int | None:
    """The number of the page on which an offset stands; None where there is none, as in an e-mail to which pages are attached."""
    index = bisect_right(pages, offset, key=lambda page: page.start) - 1
    return pages[index].number if index >= 0 and offset <= pages[index].end else None
