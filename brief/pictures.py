"""Writes a page of a source as a picture with the evidence of its records boxed.

write_page_picture(casebook, source, 2, Path("page.png"))  ->  "Drew page 2 of letter.pdf with 5 records to page.png: promise blue, …"
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from brief.listing import counted
from brief.reading import read
from corpus.casebook import Casebook, StoredSource
from corpus.errors import DocketError, UnreadableError
from corpus.pagepicture import Box
from corpus.readers.child import draw_in_child
from corpus.records import Action, Date, Event, Recommendation, Record, Reference, Response
from corpus.sources import Page

# Okabe and Ito's colours, told apart by colour-blind eyes as well (jfly.uni-koeln.de/color, 2008).
_COLOURS: dict[type[Any], tuple[str, tuple[int, int, int]]] = {
    Response: ("green", (0, 158, 115)),
    Recommendation: ("purple", (204, 121, 167)),
    Action: ("blue", (0, 114, 178)),
    Event: ("orange", (230, 159, 0)),
    Reference: ("red", (213, 94, 0)),
    Date: ("black", (0, 0, 0)),
}


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page of a source: its bytes as PNG, and what is boxed on it, in words, a kind of record each: "2 actions blue"."""

    png: bytes
    boxed: tuple[str, ...]


def write_page_picture(casebook: Casebook, source: StoredSource, number: int, out: Path) -> str:
    """Draw page `number` of a source into the PNG file `out`; one line that says what was drawn. DocketError where it can't be."""
    picture = draw_source_page(casebook, source, number)
    out.write_bytes(picture.png)
    return f"Drew page {number} of {source.name} to {out}: {', '.join(picture.boxed) or 'no record stands on it'}"


def draw_source_page(casebook: Casebook, source: StoredSource, number: int, longest: int = 0) -> PagePicture:
    """Page `number` of a source with its records boxed, at most `longest` dots wide and high. DocketError where it can't be drawn."""
    page, data = _page_of(casebook, source, number)
    boxes: list[Box] = []
    told: list[str] = []
    for kind, (colour, rgb) in _COLOURS.items():
        here = [record for record in read(casebook, kind, source.name) if record.start < page.end and record.end > page.start]
        boxes += [Box(record.start, record.end, rgb) for record in here]
        if here:
            told.append(f"{counted(len(here), kind.__name__.lower())} {colour}")
    try:
        return PagePicture(draw_in_child(data, source.format, page, boxes, longest), tuple(told))
    except UnreadableError as error:
        raise UnreadableError(f"{source.name} {error}") from error


def pages_with(casebook: Casebook, found: Record) -> list[int]:
    """The numbers of the pages on which a record stands, of a source whose pages can be drawn; none of any other."""
    pages = casebook.pages_of(found.source)
    return [page.number for page in pages if _can_be_drawn(page) and page.start < found.end and page.end > found.start]


def _page_of(casebook: Casebook, source: StoredSource, number: int) -> tuple[Page, bytes]:
    """The page with its words as they were read, and the original file, which must be the one that was added."""
    pages = casebook.pages_of(source.name)
    if not any(map(_can_be_drawn, pages)):
        raise DocketError(f"{source.name} is {source.format} and has no pages to draw; print its text with --text")
    page = next((one for one in pages if one.number == number and _can_be_drawn(one)), None)
    if page is None:
        raise DocketError(f"{source.name} has {counted(len(pages), 'page')}; there is no page {number}")
    path = Path(source.path)
    if not path.is_file():
        raise DocketError(f"{source.name} is no longer at {source.path}; put it back, or add it from where it is now")
    data = path.read_bytes()
    if sha256(data).hexdigest() != source.sha256:
        raise DocketError(f"{source.path} has changed since it was added; add it again first")
    return page, data


def _can_be_drawn(page: Page) -> bool:
    """Has the page a size, or words in places? One that is not to be seen whole has neither."""
    return bool(page.words or page.width)
