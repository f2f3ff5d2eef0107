"""Pages of blocks written out as the text of a paper, with the place of every page and word in it.

    [[Block("Dear Minister"), …], [Block("Yours sincerely"), …]]  ->  "Dear Minister\n\n…\fYours sincerely\n\n…", pages with their words

Paragraphs are parted by a blank line, pages by a form feed. What would cut a sentence that runs over a page in two (notes at the
foot, a letterhead printed at the foot, a marking at the head of the next page) goes to the nearest end of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.layout import Block, Sheet
from corpus.sources import Page, WordBox

_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_FEWEST_WORDS = 6  # a last paragraph of fewer words is a heading, a name or a number


def write_pages(sheets: Sequence[Sheet], laid: Sequence[list[Block]], first_number: int = 1) -> tuple[str, tuple[Page, ...]]:
    """The text of these pages and where each of them, and each of its words, stands in it."""
    pages: list[Page] = []
    pieces: list[str] = []
    at = 0
    running_on = False
    for number, (sheet, blocks) in enumerate(zip(sheets, laid, strict=True), first_number):
        blocks = _in_order(blocks, running_on)
        body = [block for block in blocks if block.kind != "note"]
        running_on = bool(body) and _runs_on(body[-1])
        text, words = _write(blocks, at)
        pages.append(Page(number, at, at + len(text), round(sheet.width, 1), round(sheet.height, 1), words))
        pieces.append(text)
        at += len(text) + 1
    return "\f".join(pieces), tuple(pages)


def _runs_on(block: Block) -> bool:
    """Is the last paragraph of a page left unfinished?"""
    text = block.text.rstrip()
    return block.kind == "" and len(text.split()) >= _FEWEST_WORDS and not _SENTENCE_END.search(text)


def _in_order(blocks: list[Block], running_on: bool) -> list[Block]:
    marking = [block for block in blocks if block.kind == "marking"]
    notes = [block for block in blocks if block.kind == "note"]
    body = [block for block in blocks if block.kind not in ("marking", "note")]
    if marking and not running_on:
        body = marking + body
    if notes and len(body) > 1 and _runs_on(body[-1]):
        return [*body[:-1], *notes, body[-1]]
    return body + notes


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
                words.append(
                    WordBox(at, end, _tenth(word.x0), _tenth(word.top), _tenth(word.x1), _tenth(word.bottom), word.confidence)
                )
                at = end
    return "".join(pieces), tuple(words)


def _tenth(points: float) -> float:
    return round(points, 1)
