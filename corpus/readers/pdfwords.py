"""The words and ruled lines of a PDF's page, as PDFium finds them.

    page 1 of letter.pdf  ->  Sheet(595, 842, words=[Word("Dear", x0=72.0, top=210.3, x1=94.1, bottom=222.4, base=219.8), …])

PDFium gives the text of a page in one call and the box of a character in another; asking only for the first and last character
of each word keeps a page of 500 words under four milliseconds. Lines are sorted out later, in `corpus.layout`: PDFium's own
order is the order of drawing, which is not the order of reading where a page has columns, tables or a letterhead.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from corpus.layout import RAISED, Ruling, Sheet, Word

MOST_CHARACTERS = 60_000  # on one page; a page of print has 5,000, a large drawing 20,000
_MOST_OBJECTS = 20_000  # drawn things looked at on one page; maps have hundreds of thousands
_MOST_RULINGS = 1_500
_HYPHEN = "\ufffe"  # PDFium's sign for a hyphen at the end of a line; the next line follows without a break
_TOKEN = re.compile(rf"[^\s{_HYPHEN}]+{_HYPHEN}?|{_HYPHEN}")
_BOLD = re.compile(rb"bold|black|heavy|demi", re.I)
_THIN = 3.0  # points; a drawn box thinner than this is a line
_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf0b0\uf06e\uf06f\uf076\uf02d\uf0be\uf0e0"), "•")
_UNPRINTED = {code: None for code in (*range(0xE000, 0xF900), *range(9), *range(14, 32), 0xFEFF, 0x200B, 0xFFFD)}
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
    return Sheet(turn.width, turn.height, words, _rulings(page.raw, turn) if words else [], aside)


class _Turn:
    """From the coordinates of a page to those of the page as shown: cropped, turned, measured from the top left."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        self.box = (left, bottom, right, top)
        self.quarter = page.get_rotation() // 90
        wide, high = right - left, top - bottom
        self.width, self.height = (high, wide) if self.quarter % 2 else (wide, high)
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

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        ax, ay = self.point(left, top)
        bx, by = self.point(right, bottom)
        box = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
        return self.turned(*box) if self.sideways else box

    def turned(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box on a page that is printed sideways, as it stands once the page is turned; width and height are swapped by then."""
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


def _words(textpage: Any, turn: _Turn) -> list[Word]:
    text = _text(textpage)
    rectangle = pdfium.FS_RECTF()
    box = ctypes.byref(rectangle)
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    loose, origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    words: list[Word] = []
    last_end = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        printed = match.group()
        loose(textpage, start, box)
        left, right, top, bottom = rectangle.left, rectangle.right, rectangle.top, rectangle.bottom
        origin(textpage, start, at_x, at_y)
        if end - start > 1:
            loose(textpage, end - 1, box)
            first, last = top - bottom, rectangle.top - rectangle.bottom
            if last < 0.85 * first or first < 0.85 * last or _FIGURES_INSIDE.search(printed):
                printed = _with_raised_figures(textpage, printed, start, max(first, last))
            left, right = min(left, rectangle.left), max(right, rectangle.right)
            top, bottom = max(top, rectangle.top), min(bottom, rectangle.bottom)
        x0, top, x1, bottom = turn.rectangle(left, bottom, right, top)
        between = text[last_end:start]
        broken = "\n" in between or not between
        bold = (broken or text[end : end + 1] in ("\r", "\n", "")) and _is_bold(textpage, start)
        words.append(Word(printed, x0, top, x1, bottom, turn.point(x.value, y.value)[1], broken, bold))
        last_end = end
    return _kept(words, turn)


def _with_raised_figures(textpage: Any, printed: str, start: int, full: float) -> str:
    """A word in which small raised figures are written as such: "20105" with a note's number 5 -> "2010⁵"."""
    rectangle = pdfium.FS_RECTF()
    out = []
    for offset, letter in enumerate(printed):
        if letter.isdigit():
            pdfium.FPDFText_GetLooseCharBox(textpage, start + offset, ctypes.byref(rectangle))
            letter = letter.translate(RAISED) if rectangle.top - rectangle.bottom < 0.85 * full else letter
        out.append(letter)
    return "".join(out)


def _is_bold(textpage: Any, index: int) -> bool:
    name = ctypes.create_string_buffer(96)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 96, None)
    return bool(_BOLD.search(name.value))


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
    """The words that can be read as the page is held, the page being turned where most of it is printed sideways, and the others."""
    sideways = {id(word) for word in words if len(word.text) > 2 and word.bottom - word.top > 1.5 * (word.x1 - word.x0)}
    if not sideways:
        return words, []
    if len(sideways) > sum(len(word.text) > 2 for word in words) / 2:
        _turn_page(words, turn)
        sideways = {id(word) for word in words if len(word.text) > 2 and word.bottom - word.top > 1.5 * (word.x1 - word.x0)}
    return [word for word in words if id(word) not in sideways], [word for word in words if id(word) in sideways]


def _turn_page(words: list[Word], turn: _Turn) -> None:
    pairs = [(first, second) for first, second in zip(words, words[1:], strict=False) if not second.broken]
    rises = sum((second.top < first.top) - (second.top > first.top) for first, second in pairs)
    turn.width, turn.height = turn.height, turn.width
    turn.sideways = 1 if rises >= 0 else -1
    for word in words:
        word.x0, word.top, word.x1, word.bottom = turn.turned(word.x0, word.top, word.x1, word.bottom)
        word.base = word.bottom - 0.2 * (word.bottom - word.top)


def _rulings(page: Any, turn: _Turn) -> list[Ruling]:
    """Lines, edges of frames and of shaded cells on a page; a page crowded with drawing (a map, a chart) gives none."""
    sides = [ctypes.c_float() for _ in range(4)]
    at = [ctypes.byref(side) for side in sides]
    found: list[Ruling] = []
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        return []
    for index in range(count):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(drawn, *at):
            found += _edges(drawn, turn, *turn.rectangle(*(side.value for side in sides)))
        if len(found) > _MOST_RULINGS:
            return []
    return found


def _edges(drawn: Any, turn: _Turn, x0: float, top: float, x1: float, bottom: float) -> Iterator[Ruling]:
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
