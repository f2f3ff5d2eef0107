"""A page of a PDF or of a scan as a picture, with stretches of its text boxed.

    draw_page(data, page, [Box(1204, 1262, (29, 112, 184))])  ->  PNG bytes: page 2 with those words boxed in blue

Works on the original file, which is read and never changed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from corpus.readers.picture import frame_of
from corpus.sources import Page, WordBox

MOST_DOTS = 8_000  # of a side: A0 at this fineness has 7,020
_DPI = 150
_POINTS = 72  # PDF points to the inch
_MARGIN = 1.5  # points between words and box
_LINE_WIDTH = 2  # pixels
_TINT = 40  # opacity of the fill, of 255
_SAME_LINE = 0.5  # share of a word's height by which words of one line may differ


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the source's text to box on its page, and the colour (red, green, blue) to box it in."""

    start: int
    end: int
    colour: tuple[int, int, int]


def draw_page(data: bytes, format_name: str, page: Page, boxes: Iterable[Box], longest: int = 0) -> bytes:
    """The page as PNG bytes, with the words of each box outlined line by line. `data` are the bytes of the file, a "pdf" or a "picture".

    No side has more than `longest` dots, or `MOST_DOTS` where none is named: a page may say that it is as large as a house.
    """
    scale = min(_DPI / _POINTS, (longest or MOST_DOTS) / max(page.width, page.height, 1))
    picture = (_of_pdf if format_name == "pdf" else _of_scan)(data, page.number, scale).convert("RGBA")
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for box in boxes:
        for x0, top, x1, bottom in _lines(page.words, box):
            corners = [(x0 - _MARGIN) * scale, (top - _MARGIN) * scale, (x1 + _MARGIN) * scale, (bottom + _MARGIN) * scale]
            pen.rectangle(corners, outline=(*box.colour, 255), fill=(*box.colour, _TINT), width=_LINE_WIDTH)
    out = io.BytesIO()
    Image.alpha_composite(picture, layer).convert("RGB").save(out, "PNG")
    return out.getvalue()


def _of_pdf(data: bytes, number: int, scale: float) -> Image.Image:
    document = pdfium.PdfDocument(data)
    try:
        page = document[number - 1]
        picture: Image.Image = page.render(scale=min(scale, MOST_DOTS / max(page.get_size()))).to_pil()
        return picture
    finally:
        document.close()


def _of_scan(data: bytes, number: int, scale: float) -> Image.Image:
    picture: Image.Image
    picture, dots = frame_of(data, number)
    return picture.resize((round(picture.width * scale / dots), round(picture.height * scale / dots)))


def _lines(words: Sequence[WordBox], box: Box) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of the lines that a stretch of text runs over, in points from the top left."""
    inside = [word for word in words if word.start < box.end and word.end > box.start]
    line: list[WordBox] = []
    for word in inside:
        if line and abs(word.top - line[-1].top) > _SAME_LINE * (line[-1].bottom - line[-1].top):
            yield _around(line)
            line = []
        line.append(word)
    if line:
        yield _around(line)


def _around(words: Sequence[WordBox]) -> tuple[float, float, float, float]:
    return min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words)
