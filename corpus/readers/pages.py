"""Pages of blocks written out as the text of a paper, with the place of every page and word in it.

    [[Block("Dear Minister"), …], [Block("Yours ever")]]  ->  "Dear Minister\n\n…\fYours ever", pages with their words

Paragraphs are parted by a blank line, pages by a form feed. What would cut a sentence that runs over a page in two (notes at the
foot, a letterhead printed at the foot, a marking at the head of the next page) goes to the nearest end of a paragraph.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.sheet import SENTENCE_END, Block, Sheet, is_label
from corpus.sources import Page, WordBox

_FEWEST_WORDS = 6  # a last paragraph of fewer words is a heading, a name or a number
_HEADING_WORDS = 12


def write_pages(sheets: Sequence[Sheet], laid: Sequence[list[Block]], first_number: int = 1) -> tuple[str, tuple[Page, ...]]:
    """The text of these pages and where each of them, and each of its words, stands in it."""
    _drop_repeated_heads(laid)
    pages: list[Page] = []
    pieces: list[str] = []
    at = 0
    running_on = False
    for number, (sheet, found) in enumerate(zip(sheets, laid, strict=True), first_number):
        blocks = _in_order(found, running_on)
        body = [block for block in blocks if block.kind != "note"]
        running_on = bool(body) and _runs_on(body[-1])
        text, words = _write(blocks, at)
        if sheet.tilt:
            words = tuple(_turned_back(word, sheet) for word in words)
        if sheet.quarter:
            words = tuple(_as_shown(word, sheet) for word in words)
        size = (sheet.height, sheet.width) if sheet.quarter % 2 else (sheet.width, sheet.height)
        pages.append(Page(number, at, at + len(text), round(size[0], 1), round(size[1], 1), words))
        pieces.append(text)
        at += len(text) + 1
    return "\f".join(pieces), tuple(pages)


def _drop_repeated_heads(laid: Sequence[list[Block]]) -> None:
    """Takes out the heads of columns that a table has again on each page that it goes on over."""
    head = ""
    for blocks in laid:
        tables = [block for block in blocks if block.kind == "table"]
        first = next((block for block in blocks if block.kind != "marking"), None)
        if first and tables and first is tables[0] and len(first.lines) > 1 and first.lines[0].text == head:
            del first.lines[0]
        elif tables:
            head = tables[0].lines[0].text
        if len(tables) > 1:
            head = tables[-1].lines[0].text


def _runs_on(block: Block) -> bool:
    """Is the last paragraph of a page left unfinished?"""
    text = block.text.rstrip()
    return block.kind == "" and len(text.split()) >= _FEWEST_WORDS and not SENTENCE_END.search(text)


def _in_order(blocks: list[Block], running_on: bool) -> list[Block]:
    marking = [block for block in blocks if block.kind == "marking"]
    notes = [block for block in blocks if block.kind == "note"]
    body = [block for block in blocks if block.kind not in ("marking", "note")]
    if marking and not running_on:
        body = marking + body
    if not (notes and body and _runs_on(body[-1])):
        return body + notes
    body = [*body[:-1], *_cut_before_last_item(body[-1])]
    at = len(body) - 1
    while at and _is_heading(body[at - 1]):
        at -= 1
    return [*body[:at], *notes, *body[at:]] if at else body + notes


def _cut_before_last_item(block: Block) -> list[Block]:
    """A paragraph of several numbered items, cut before the last of them."""
    for index in range(len(block.lines) - 1, 0, -1):
        if is_label(block.lines[index].words[:1]) and SENTENCE_END.search(block.lines[index - 1].text):
            return [Block(block.lines[:index]), Block(block.lines[index:])]
    return [block]


def _is_heading(block: Block) -> bool:
    text = block.text
    return block.kind == "" and len(text.split()) < _HEADING_WORDS and not SENTENCE_END.search(text.rstrip())


def _write(blocks: Sequence[Block], start: int) -> tuple[str, tuple[WordBox, ...]]:
    pieces: list[str] = []
    words: list[WordBox] = []
    at = start
    for number, block in enumerate(blocks):
        if number:
            pieces.append("\n\n")
            at += 2
        for line_number, line in enumerate(block.lines):
            if line_number:
                pieces.append("\n")
                at += 1
            for join, word in zip(line.joins, line.words, strict=True):
                pieces += (join, word.text)
                at += len(join)
                end = at + len(word.text)
                words.append(WordBox(at, end, word.x0, word.top, word.x1, word.bottom, word.confidence))
                at = end
    return "".join(pieces), tuple(words)


def _turned_back(word: WordBox, sheet: Sheet) -> WordBox:
    """A word's box on the page as it was before its lines were set straight."""
    sine, cosine = math.sin(math.radians(sheet.tilt)), math.cos(math.radians(sheet.tilt))
    across, down = (word.x0 + word.x1 - sheet.width) / 2, (word.top + word.bottom - sheet.height) / 2
    x, y = sheet.width / 2 + across * cosine + down * sine, sheet.height / 2 - across * sine + down * cosine
    wide, high = (word.x1 - word.x0) / 2, (word.bottom - word.top) / 2
    return replace(word, x0=x - wide, x1=x + wide, top=y - high, bottom=y + high)


def _as_shown(word: WordBox, sheet: Sheet) -> WordBox:
    """A word's box on the page as the file shows it, before the page was turned to read it."""
    if sheet.quarter == 1:
        return replace(word, x0=sheet.height - word.bottom, x1=sheet.height - word.top, top=word.x0, bottom=word.x1)
    if sheet.quarter == 3:
        return replace(word, x0=word.top, x1=word.bottom, top=sheet.width - word.x1, bottom=sheet.width - word.x0)
    return replace(
        word,
        x0=sheet.width - word.x1,
        x1=sheet.width - word.x0,
        top=sheet.height - word.bottom,
        bottom=sheet.height - word.top,
    )
