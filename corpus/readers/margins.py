"""Running heads, feet and page numbers: told from the text by what the pages of a paper have in common.

    pages 1 to 3, each with "OFFICIAL" at its head and "Page 2 of 3" at its foot  ->  taken out of the sheets' words

A head or foot that stays in the text cuts every sentence that runs over a page in two. What is taken out is what stands again,
at the same height, on a page next to this one (or next but one: left and right pages), and page numbers that count with the pages.
A head or foot on the first page is kept, for there it is the letterhead or the title; so is a protective marking.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.layout import Row, Sheet, Word, find_rows
from corpus.ruletables import read_rules

_EDGE = 0.13  # of the height of the page, at its head and at its foot
_MOST_ROWS = 5
_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.?)?\W*(\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def set_margins_aside(sheets: Sequence[Sheet]) -> None:
    """Takes running heads, feet and page numbers out of the words of these sheets, the pages of one paper, first to last.

    What of them is to be kept goes to `Sheet.head` (markings) and `Sheet.foot` (the first page's foot).
    """
    edges = [(_edge_rows(sheet, top=True), _edge_rows(sheet, top=False)) for sheet in sheets]
    offset = _number_offset([[*head, *foot] for head, foot in edges])
    kept_marks: set[str] = set()
    for index, sheet in enumerate(sheets):
        for top in (True, False):
            side = 0 if top else 1
            rows = [edge[side] for edge in edges]
            running = _running(rows, index, offset, sheet)
            _take_out(sheet, running, top, index, kept_marks)


def _edge_rows(sheet: Sheet, *, top: bool) -> list[Row]:
    """The rows at the head or the foot of a page, from the edge inwards."""
    limit = sheet.height * _EDGE
    if top:
        return find_rows([word for word in sheet.words if word.bottom < limit])[:_MOST_ROWS]
    return find_rows([word for word in sheet.words if word.top > sheet.height - limit])[: -_MOST_ROWS - 1 : -1]


def _text(row: Row) -> str:
    return " ".join(word.text for word in row.words)


def _key(row: Row) -> str:
    return re.sub(r"\d+", "#", _text(row).casefold())


def _page_number(row: Row) -> int | None:
    match = _PAGE_NUMBER.fullmatch(_text(row))
    if not match:
        return None
    printed = match.group(1).lower()
    return int(printed) if printed.isdigit() else _roman(printed)


def _roman(printed: str) -> int:
    values = [_ROMAN[letter] for letter in printed]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _number_offset(rows: list[list[Row]]) -> int | None:
    """What to add to a page's place to get the number printed on it; None where no numbers count with the pages."""
    offsets: Counter[int] = Counter()
    for index, page in enumerate(rows):
        offsets.update({number - index for row in page if (number := _page_number(row)) is not None})
    if not offsets:
        return None
    offset, count = offsets.most_common(1)[0]
    return offset if count > 1 or offset == 1 else None


def _running(rows: Sequence[list[Row]], index: int, offset: int | None, sheet: Sheet) -> list[Row]:
    """Those rows at one edge of a page that run through the paper, from the edge inwards."""
    found: list[Row] = []
    for row in rows[index]:
        number = _page_number(row)
        counted = number is not None and (number - index == offset or _stands_alone(row, rows, index))
        if not counted and not _stands_again(row, rows, index):
            break
        found.append(row)
    return found if _is_apart(found, sheet) else []


def _stands_alone(row: Row, rows: Sequence[list[Row]], index: int) -> bool:
    """A bare number that has a number at the same height on the page before and after, though they count differently (chapters)."""
    near = [other for at in (index - 1, index + 1) if 0 <= at < len(rows) for other in rows[at] if abs(other.base - row.base) < 3]
    return any(_page_number(other) is not None for other in near)


def _stands_again(row: Row, rows: Sequence[list[Row]], index: int) -> bool:
    key = _key(row)
    if not re.search(r"\w", key):
        return True
    numbered = "#" in key
    again = 0
    for at in (index - 2, index - 1, index + 1, index + 2):
        if 0 <= at < len(rows):
            again += any(_key(other) == key and abs(other.base - row.base) < (1.5 if numbered else 8) for other in rows[at])
    return again >= (2 if numbered and len(rows) > 2 else 1)


def _is_apart(running: list[Row], sheet: Sheet) -> bool:
    """Is there white space between the running rows and the text, so that they are no first line of a table or a list?"""
    if not running:
        return False
    inner = running[-1]
    taken = {id(word) for row in running for word in row.words}
    size = max(word.size for word in inner.words)
    others = [word for word in sheet.words if id(word) not in taken]
    if inner.base < sheet.height / 2:
        gap = min((word.top for word in others), default=sheet.height) - inner.bottom
    else:
        gap = inner.top - max((word.bottom for word in others), default=0.0)
    return gap > 0.25 * size


def _take_out(sheet: Sheet, running: list[Row], top: bool, index: int, kept_marks: set[str]) -> None:
    for row in running:
        text = _text(row)
        words = set(map(id, row.words))
        if index == 0 and _page_number(row) is None:
            if _is_marking(text):
                if text in kept_marks:
                    sheet.words = _without(sheet.words, words)
                    continue
                kept_marks.add(text)
            if top:
                continue
            sheet.foot = [*row.words, *sheet.foot]
        elif _is_marking(text) and (top or text not in kept_marks):
            kept_marks.add(text)
            sheet.head += row.words
        sheet.words = _without(sheet.words, words)


def _without(words: list[Word], taken: set[int]) -> list[Word]:
    return [word for word in words if id(word) not in taken]


def _is_marking(text: str) -> bool:
    bare = re.sub(r"^[\W\d]+|[\W\d]+$", "", text)
    return any(rule.pattern.search(bare) for rule in read_rules("corpus.rules", "marks") if rule.label == "marking")
