"""Writes a page of a source as a picture with the evidence of its records boxed.

write_page_picture(casebook, source, 2, Path("page.png"))  ->  "Drew page 2 of letter.pdf with 5 records to page.png: promise blue, …"
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from brief.listing import counted
from brief.reading import read
from corpus.casebook import Casebook, StoredSource
from corpus.errors import DocketError
from corpus.pagepicture import Box, draw_page
from corpus.records import Action, Date, Event, Recommendation, Reference, Response
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


def write_page_picture(casebook: Casebook, source: StoredSource, number: int, out: Path) -> str:
    """Draw page `number` of a source into the PNG file `out`; one line that says what was drawn. DocketError where it can't be."""
    page, data = _page_of(casebook, source, number)
    boxes: list[Box] = []
    told: list[str] = []
    for kind, (colour, rgb) in _COLOURS.items():
        here = [record for record in read(casebook, kind, source.name) if record.start < page.end and record.end > page.start]
        boxes += [Box(record.start, record.end, rgb) for record in here]
        if here:
            told.append(f"{counted(len(here), kind.__name__.lower())} {colour}")
    out.write_bytes(draw_page(data, source.format, page, boxes))
    return f"Drew page {number} of {source.name} to {out}: {', '.join(told) or 'no record stands on it'}"


def _page_of(casebook: Casebook, source: StoredSource, number: int) -> tuple[Page, bytes]:
    """The page with its words as they were read, and the original file, which must be the one that was added."""
    pages = casebook.pages_of(source.name)
    if not any(page.words or page.width for page in pages):
        raise DocketError(f"{source.name} is {source.format} and has no pages to draw; print its text with --text")
    if not 1 <= number <= len(pages):
        raise DocketError(f"{source.name} has {counted(len(pages), 'page')}; there is no page {number}")
    path = Path(source.path)
    if not path.is_file():
        raise DocketError(f"{source.name} is no longer at {source.path}; put it back, or add it from where it is now")
    data = path.read_bytes()
    if sha256(data).hexdigest() != source.sha256:
        raise DocketError(f"{source.path} has changed since it was added; add it again first")
    return pages[number - 1], data
