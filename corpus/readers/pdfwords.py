"""The words and ruled lines of a PDF's page, as PDFium finds them.

    page 1 of letter.pdf  ->  Sheet(595, 842, words=[Word("Dear", x0=72.0, top=210.3, x1=94.1, bottom=222.4, base=219.8), …])

PDFium gives the text of a page in one call and the box of a character in another; asking only for the first and last character
of each word keeps a page of 500 words under four milliseconds. Lines are sorted out later, in `corpus.layout`: PDFium's own
order is the order of drawing, which is not the order of reading where a page has columns, tables or a letterhead.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import Any

import pypdfium2.raw as pdfium

from corpus.readers.sheet import RAISED, SMALL, Box, Ruling, Sheet, Word

MOST_CHARACTERS = 60_000  # on one page; a page of print has 5,000, a large drawing 20,000
_MOST_OBJECTS = 20_000  # drawn things looked at on one page; maps have hundreds of thousands
_MOST_RULINGS = 8_000
_MOST_DOTS = 200
_LARGEST_DOT = 10.0  # points; a drawn bullet is smaller
_HYPHEN = "\ufffe"  # PDFium's sign for a hyphen at the end of a line; the next line follows without a break
_TOKEN = re.compile(rf"[^\s{_HYPHEN}]+{_HYPHEN}?|{_HYPHEN}")
_BOLD = re.compile(rb"bold|black|heavy|demi", re.I)
_THIN = 3.0  # points; a drawn box thinner than this is a line
_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf0b0\uf06e\uf06f\uf076\uf02d\uf0be\uf0e0"), "•")
_UNPRINTED = dict.fromkeys((*range(0xE000, 0xF900), *range(9), *range(14, 32), 0xFEFF, 0x200B, 0xFFFD))
_FIGURES_INSIDE = re.compile(r"(?<=[^\W\d])\d{1,3}(?=[.,;:)\]’”\"]+$)")


class TooFullError(Exception):
    """A page has more characters on it than any page of print; the text says how many."""


def read_sheet(page: Any) -> Sheet:
    """The words and rulings of a loaded page (a `pypdfium2.PdfPage`), in points from the top left of the page as it is shown."""
    turn = _Turn(page)
    textpage = pdfium.FPDFText_LoadPage(page.raw)
    try:
        words = _words(textpage, turn)
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    words, aside = _upright(words, turn)
    drawn = _drawn(page.raw, turn)
    everything = [*words, *_drawn_bullets(words, drawn.dots)]
    quarter = {1: 3, -1: 1}.get(turn.sideways, 0)
    return Sheet(turn.width, turn.height, everything, drawn.rulings, aside, picture=drawn.picture, quarter=quarter)


class _Turn:
    """From the coordinates of a page to those of the page as shown: cropped, turned, measured from the top left."""

    def __init__(self, page: Any) -> None:
        media, crop = page.get_mediabox(), page.get_cropbox()
        left, bottom, right, top = self.box = (*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
        self.quarter = page.get_rotation() // 90
        wide, high = right - left, top - bottom
        self.width, self.height = (high, wide) if self.quarter % 2 else (wide, high)
        self.plain = self.quarter == 0
        self.sideways = 0  # 1: lines run up the page, -1: down; known once the words are

    def point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.box
        if self.quarter == 0:
            return x - left, top - y
        if self.quarter == 1:
            return y - bottom, x - left
        if self.quarter == 2:
            return right - x, y - bottom
        return top - y, right - x

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self.plain:
            x, y = self.box[0], self.box[3]
            return left - x, y - top, right - x, y - bottom
        ax, ay = self.point(left, top)
        bx, by = self.point(right, bottom)
        box = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
        return self.turned(*box) if self.sideways else box

    def turned(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A box on a page that is printed sideways, as it stands once the page is turned and its width and height are swapped."""
        if self.sideways > 0:
            return self.width - bottom, x0, self.width - top, x1
        return top, self.height - x1, bottom, self.height - x0


def _text(textpage: Any) -> str:
    """The text of a page, one character (UTF-16 unit) for each of PDFium's indices."""
    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    if count > MOST_CHARACTERS:
        raise TooFullError(f"{count:,}")
    buffer = (ctypes.c_ushort * (count + 1))()
    got = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    return "".join(map(chr, buffer[: max(got - 1, 0)]))


class _Glyphs:
    """The boxes and base lines of a page's characters; the C structures to ask for them are made once a page, not once a word."""

    def __init__(self, textpage: Any) -> None:
        self.textpage = textpage
        self.rectangle = pdfium.FS_RECTF()
        self.at = ctypes.byref(self.rectangle)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.at_point = ctypes.byref(self.x), ctypes.byref(self.y)

    def box(self, index: int) -> Box:
        """Left, bottom, right, top in the page's own coordinates: as high as the font, not the letter."""
        pdfium.FPDFText_GetLooseCharBox(self.textpage, index, self.at)
        return self.rectangle.left, self.rectangle.bottom, self.rectangle.right, self.rectangle.top

    def origin(self, index: int) -> tuple[float, float]:
        """Where the character stands on its base line."""
        pdfium.FPDFText_GetCharOrigin(self.textpage, index, *self.at_point)
        return self.x.value, self.y.value


def _words(textpage: Any, turn: _Turn) -> list[Word]:
    text = _text(textpage)
    glyphs = _Glyphs(textpage)
    words: list[Word] = []
    last_end = 0
    level = base = 0.0
    for start, end in _spans(glyphs, text):
        printed, box = _printed(glyphs, text[start:end], start)
        x0, top, x1, bottom = turn.rectangle(*box)
        broken = start == last_end or "\n" in text[last_end:start]
        if broken or bottom != level or not turn.plain:  # words of a line end at the same depth below the same base line
            level, base = bottom, turn.point(*glyphs.origin(start))[1]
        bold = (broken or text[end : end + 1] in ("\r", "\n", "")) and _is_bold(textpage, start)
        tall = end - start > 1 and bottom - top > 1.3 * (x1 - x0)
        across = (tall or (not broken and bool(words) and words[-1].across)) and _is_across(textpage, start, turn)
        words.append(Word(printed, x0, top, x1, bottom, base, broken, bold, across))
        last_end = end
    return _kept(words, turn)


def _spans(glyphs: _Glyphs, text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a page's text stand in it. PDFium runs single figures that stand below each other together; they are parted."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if 1 < end - start < 5 and (match.group().isdigit() or match.group().isupper()):
            (_, bottom, _, top), (_, last_bottom, _, last_top) = glyphs.box(start), glyphs.box(end - 1)
            if (last_top < bottom or last_bottom > top) and abs(
                math.sin(pdfium.FPDFText_GetCharAngle(glyphs.textpage, start))
            ) < 0.1:
                yield from ((index, index + 1) for index in range(start, end))
                continue
        yield start, end


def _printed(glyphs: _Glyphs, text: str, start: int) -> tuple[str, Box]:
    """A word as it is to be written, and its box: that of its full-size letters."""
    left, bottom, right, top = glyphs.box(start)
    if len(text) == 1:
        return text, (left, bottom, right, top)
    last_left, last_bottom, last_right, last_top = glyphs.box(start + len(text) - 1)
    if last_bottom == bottom and last_top == top and last_right > left and (text.isalpha() or not _FIGURES_INSIDE.search(text)):
        return text, (left, bottom, last_right, top)
    first, last = max(top - bottom, right - left), max(last_top - last_bottom, last_right - last_left)  # either, for turned type
    if last < SMALL * first or first < SMALL * last or (not text.isalpha() and _FIGURES_INSIDE.search(text)):
        text = _with_raised_figures(glyphs, text, start, max(first, last), min(bottom, last_bottom))
    if last > SMALL * first:
        top, bottom = max(top, last_top), min(bottom, last_bottom)
    return text, (min(left, last_left), bottom, max(right, last_right), top)


def _with_raised_figures(glyphs: _Glyphs, text: str, start: int, full: float, floor: float) -> str:
    """A word in which small raised figures are written as such: "20105" with a note's number 5 -> "2010⁵"; CO2 stays as it is."""
    out = []
    for offset, letter in enumerate(text):
        raised = False
        if letter.isdigit():
            _, bottom, _, top = glyphs.box(start + offset)
            raised = top - bottom < SMALL * full and bottom - floor > 0.2 * full
        out.append(letter.translate(RAISED) if raised else letter)
    return "".join(out)


def _is_bold(textpage: Any, index: int) -> bool:
    name = ctypes.create_string_buffer(96)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 96, None)
    return bool(_BOLD.search(name.value))


def _is_across(textpage: Any, index: int, turn: _Turn) -> bool:
    return abs(math.sin(pdfium.FPDFText_GetCharAngle(textpage, index) + turn.quarter * math.pi / 2)) > 0.7


def _kept(words: list[Word], turn: _Turn) -> list[Word]:
    """Words on the page as shown, without signs that nobody sees and without a second printing over the first (false bold)."""
    kept: list[Word] = []
    seen: dict[tuple[str, int, int], Word] = {}
    for word in words:
        text = word.text
        if not text.isascii():
            text = text.replace(_HYPHEN, "-").translate(_BULLETS).translate(_UNPRINTED)
            if any("\ud800" <= letter <= "\udfff" for letter in text):
                text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
            word.text = text
        middle, centre = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if not text or not (0 <= middle <= turn.width and 0 <= centre <= turn.height):
            continue
        cell = (text, int(word.x0 / 2), int(word.base / 2))
        first = seen.get(cell)
        if first is not None and abs(first.x0 - word.x0) < 1 and abs(first.base - word.base) < 1:
            continue
        seen[cell] = word
        kept.append(word)
    return kept


def _upright(words: list[Word], turn: _Turn) -> tuple[list[Word], list[Word]]:
    """The words that can be read as the page is held, and the others; the page is turned where most of it is printed sideways."""
    if sum(word.across for word in words) > len(words) / 2:
        _turn_page(words, turn)
    return [word for word in words if not word.across], [word for word in words if word.across]


def _turn_page(words: list[Word], turn: _Turn) -> None:
    pairs = [(first, second) for first, second in pairwise(words) if not second.broken]
    rises = sum((second.top < first.top) - (second.top > first.top) for first, second in pairs)
    turn.width, turn.height = turn.height, turn.width
    turn.sideways = 1 if rises >= 0 else -1
    turn.plain = False
    for word in words:
        word.x0, word.top, word.x1, word.bottom = turn.turned(word.x0, word.top, word.x1, word.bottom)
        word.base = word.bottom - 0.2 * (word.bottom - word.top)
        word.across = not word.across and len(word.text) > 2


@dataclass
class _Drawn:
    """What is drawn on a page: lines and edges, dots, the share of the page that its largest picture takes."""

    rulings: list[Ruling] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    picture: float = 0.0


def _drawn(page: Any, turn: _Turn) -> _Drawn:
    """What is drawn on a page; no lines and dots of one that is crowded with drawing (a map, a chart)."""
    sides = [ctypes.c_float() for _ in range(4)]
    at = [ctypes.byref(side) for side in sides]
    found = _Drawn()
    count = pdfium.FPDFPage_CountObjects(page)
    for index in range(count if count <= _MOST_OBJECTS else 0):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or not pdfium.FPDFPageObj_GetBounds(drawn, *at):
            continue
        box = turn.rectangle(*(side.value for side in sides))
        wide, high = box[2] - box[0], box[3] - box[1]
        largest = _LARGEST_DOT if kind == pdfium.FPDF_PAGEOBJ_PATH else 2 * _LARGEST_DOT  # a picture has white about the dot
        if 1.5 < wide < largest and 1.5 < high < largest:
            found.dots.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.rulings += _edges(drawn, turn, box)
        else:
            found.picture = max(found.picture, wide * high / (turn.width * turn.height))
    crowded = len(found.rulings) > _MOST_RULINGS or len(found.dots) > _MOST_DOTS
    return _Drawn(picture=found.picture) if crowded else found


def _drawn_bullets(words: list[Word], dots: list[Box]) -> list[Word]:
    """The bullets that are drawn or are pictures, not type: dots just before a word that has none before it on its line."""
    bullets = []
    for x0, top, x1, bottom in dots:
        level = [word for word in words if word.top < (top + bottom) / 2 < word.bottom and bottom - top < 1.5 * word.size]
        after = min((word for word in level if word.x0 > x1), key=attrgetter("x0"), default=None)
        if (
            after is None
            or after.x0 - x1 > min(3.5 * after.size, 40)
            or any(word.x1 > x0 - 6 * after.size and word.x0 < x1 for word in level)
        ):
            continue
        if any(other[1] < bottom and other[3] > top and 0 < abs(other[0] - x0) < 60 for other in dots):
            continue  # a row of dots is an ornament
        bullets.append(Word("•", x0, after.top, x1, after.bottom, after.base, broken=True))
    return bullets


def _edges(drawn: Any, turn: _Turn, box: Box) -> Iterator[Ruling]:
    x0, top, x1, bottom = box
    wide, high = x1 - x0, bottom - top
    if high <= _THIN and wide > 2 * _THIN:
        middle = (top + bottom) / 2
        yield Ruling(x0, middle, x1, middle)
    elif wide <= _THIN and high > 2 * _THIN:
        middle = (x0 + x1) / 2
        yield Ruling(middle, top, middle, bottom)
    elif wide > 20 and high > 8 and wide * high < 0.85 * turn.width * turn.height and (drawn_as := _frame(drawn)):
        shade = drawn_as == "shade"
        yield Ruling(x0, top, x1, top, shade)
        yield Ruling(x0, bottom, x1, bottom, shade)
        yield Ruling(x0, top, x0, bottom, shade)
        yield Ruling(x1, top, x1, bottom, shade)


def _frame(drawn: Any) -> str:
    """ "line" for a plain box that is stroked, "shade" for one filled with something other than white, "" for anything else."""
    if not 4 <= pdfium.FPDFPath_CountSegments(drawn) <= 6:
        return ""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(drawn, ctypes.byref(fill), ctypes.byref(stroke)):
        return ""
    if stroke.value:
        return "line"
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(drawn, *(ctypes.byref(part) for part in (red, green, blue, alpha)))
    return "shade" if fill.value and alpha.value and min(red.value, green.value, blue.value) < 250 else ""
