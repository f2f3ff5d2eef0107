"""Which pages of a PDF have no text that can be used, and what is made of them.

    a page that is one picture, and no words  ->  its words as OCR sees them, or a fault that says what to install

A scan may bring a layer of text along that somebody's OCR made of it, well or badly. Where a page is a picture and its words do not
all look like words, it is read again, and the better reading is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from corpus.readers.ocr import DOTS, Seen, find_tesseract, legibility, read_picture
from corpus.readers.sheet import Sheet, Word
from corpus.sources import Fault

_IS_PICTURE = 0.6  # of the page: a picture as large is the page itself
_HAS_PICTURE = 0.05  # of the page: a picture as large on a page without words may be of words
_DOUBTFUL = 0.97  # legibility below which the text of a picture is worth another reading
_SAMPLED = 5  # every fifth word tells whether a text is noise
_POOR = 0.6  # legibility below which the text of a picture misleads more than it tells
_NOISE = 0.35  # legibility below which any text is noise: letters of a font that says nothing of what they stand for
_FEW = 25  # words on a picture of a page: a stamp or a file number, not what is written there
_STAMP = 6  # words; the cover of a report has more
_BETTER = 0.2  # more legible than a text that is no picture's must be what takes its place
_DOUBTFUL_OCR = 0.6  # mean confidence below which a person should look
_LONGEST_SIDE = 7_000  # dots; larger sheets are rendered more coarsely
_INSTALL = "install Tesseract (the package tesseract-ocr) and add the paper again"


Rendering = Callable[[float], Any]
"""Gives a page as a grey picture (a Pillow image) with so many dots a point."""


def look_at(
    render: Rendering, sheet: Sheet, number: int, ocr: str, on_wait: Callable[[], None], languages: str = ""
) -> tuple[Sheet, Fault | None]:
    """The sheet of a page with words that can be used, and what is wrong with it; `ocr` is "auto", "always" or "never".

    `languages` are those that OCR is to expect ("eng+fra"). `render` is asked for the page's picture only where it is to be read.
    """
    words = sheet.words + sheet.aside
    readable = legibility(words if sheet.picture > _IS_PICTURE else words[::_SAMPLED])
    if ocr != "always" and not _wants_reading(sheet, words, readable):
        return sheet, None
    tesseract = find_tesseract()
    if ocr == "never" or tesseract is None:
        advice = _INSTALL if ocr != "never" else "add the paper again with OCR"
        fault = _unread(words, readable, sheet.picture > _IS_PICTURE)
        return _without_noise(sheet, words, readable), Fault(f"{fault}; {advice}", number, again=True) if fault else None
    scale = min(DOTS / 72, _LONGEST_SIDE / max(sheet.width, sheet.height, 1))
    seen, quarter = _seen(
        render(scale), partial(read_picture, tesseract=tesseract, on_wait=on_wait, scale=scale, languages=languages)
    )
    if seen is None:
        return sheet, Fault("the page is a picture that OCR could not read; scan it again", number)
    if ocr != "always" and words and not _is_better(seen, sheet, words, readable):
        return sheet, None
    return _as_seen(sheet, seen, quarter), _doubt(seen, number)


def _wants_reading(sheet: Sheet, words: list[Word], readable: float) -> bool:
    if not words:
        return sheet.picture > _HAS_PICTURE
    if sheet.picture <= _IS_PICTURE:
        return readable < _NOISE
    return readable < _DOUBTFUL or len(words) < _FEW


def _is_better(seen: Seen, sheet: Sheet, words: list[Word], readable: float) -> bool:
    """Is what OCR saw more legible than the page's own text and not much less of it, or the page's own text no more than a stamp?"""
    if len(words) < _FEW and len(seen.words) > 2 * len(words):
        return True
    needed = readable + (0 if sheet.picture > _IS_PICTURE else _BETTER)
    return legibility(seen.words) > needed and len(seen.words) > len(words) / 2


def _without_noise(sheet: Sheet, words: list[Word], readable: float) -> Sheet:
    return replace(sheet, words=[], aside=[]) if words and readable < _NOISE else sheet


def _unread(words: list[Word], readable: float, is_picture: bool) -> str:
    """What is wrong with a page that wants another reading and does not get it; "" for nothing that matters."""
    if not words:
        return "the page is a picture without text"
    if readable < _NOISE:
        return "the page's text is noise and is left out"
    if is_picture and len(words) < _STAMP:
        return "the page is a picture with no more text than a stamp"
    return "the page's text is poor OCR that came with it" if readable < _POOR else ""


def _seen(picture: Any, read: Callable[[Any], Seen | None]) -> tuple[Seen | None, int]:
    """What is read from a picture, and by how many quarters it was turned to read it: a sideways scan reads as noise until it is."""
    best, best_quarter = read(picture), 0
    if best is None or len(best.words) < 20 or _score(best) > 0.5:
        return best, 0
    for quarter in (1, 3, 2):
        seen = read(picture.rotate(90 * quarter, expand=True))
        if seen is not None and _score(seen) > _score(best) + 0.15:
            best, best_quarter = seen, quarter
    return best, best_quarter


def _score(seen: Seen) -> float:
    return legibility(seen.words) * _confidence(seen)


def _confidence(seen: Seen) -> float:
    return sum(word.confidence for word in seen.words) / len(seen.words) if seen.words else 1.0


def _as_seen(sheet: Sheet, seen: Seen, quarter: int) -> Sheet:
    width, height = (sheet.height, sheet.width) if quarter % 2 else (sheet.width, sheet.height)
    return Sheet(width, height, seen.words, picture=sheet.picture, tilt=seen.tilt, quarter=quarter)


def _doubt(seen: Seen, number: int) -> Fault | None:
    confidence = _confidence(seen)
    if confidence >= _DOUBTFUL_OCR:
        return None
    return Fault(f"the page was read by OCR with a confidence of only {confidence:.2f}; check it against the paper", number)
