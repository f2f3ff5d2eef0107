"""Running heads, feet and page numbers: told from the text by what the pages of a paper have in common.

    pages 1 to 3, each with "OFFICIAL" at its head and "Page 2 of 3" at its foot  ->  taken out of the sheets' words

A head or foot that stays in the text cuts every sentence that runs over a page in two. What is taken out is what stands again,
at the same height, on a page near this one, and page numbers that count with the pages. A head or foot on the first page is kept,
for there it is the letterhead or the title; so is a protective marking, wherever it does not cut a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.readers.rows import find_rows
from corpus.readers.sheet import Row, Sheet
from corpus.ruletables import read_rules

_EDGE = 0.13  # of the height of the page, at its head and at its foot
_MOST_ROWS = 5
_NEAR = 3  # pages: left and right pages have heads of their own, and a page may have none
_NUMBER = r"(?:pages?|p\.?)?[\W_]*(\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?"
_AT_START = re.compile(rf"[\W_]*{_NUMBER}(?![\w])[\W_]*", re.I)
_AT_END = re.compile(rf"[\W_]*(?<![\w]){_NUMBER}[\W_]*$", re.I)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_PRINTED_AT = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d\b")
_ADDRESS = re.compile(r"(?:https?|file)://\S+ \d+/\d+$")
_SAME_HEIGHT = 6.0  # points


def set_margins_aside(sheets: Sequence[Sheet]) -> None:
    """Takes running heads, feet and page numbers out of the words of these sheets, the pages of one paper, first to last.

    What of them is to be kept goes to `Sheet.head` (markings) and `Sheet.foot` (the first page's foot).
    """
    marks: set[str] = set()
    for edge in ("head", "foot"):
        rows = [_edge_rows(sheet, edge) for sheet in sheets]
        offset = _number_offset(rows)
        for index, sheet in enumerate(sheets):
            running = _running(rows, index, offset)
            while running and not _is_apart(running, sheet):
                running.pop()
            keys = [_key(row, index, offset) for row in running]
            _take_out(sheet, list(zip(running, keys, strict=True)), marks, head=edge == "head", first=index == 0)


def _edge_rows(sheet: Sheet, edge: str) -> list[Row]:
    """The rows at the head or the foot of a page, from the edge inwards."""
    limit = sheet.height * _EDGE
    if edge == "head":
        return find_rows([word for word in sheet.words if word.bottom < limit])[:_MOST_ROWS]
    return find_rows([word for word in sheet.words if word.top > sheet.height - limit])[: -_MOST_ROWS - 1 : -1]


def _numbers(row: Row) -> dict[int, str]:
    """The numbers that may be the page's, each with what the row says beside it."""
    found: dict[int, str] = {}
    for pattern in (_AT_START, _AT_END):
        match = pattern.match(row.text) if pattern is _AT_START else pattern.search(row.text)
        if match:
            printed = match.group(1).lower()
            rest = row.text[match.end() :] if pattern is _AT_START else row.text[: match.start()]
            found[int(printed) if printed.isdigit() else _roman(printed)] = rest
    return found


def _roman(printed: str) -> int:
    values = [_ROMAN[letter] for letter in printed]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _number_offset(rows: Sequence[Sequence[Row]]) -> int | None:
    """What to add to a page's place to get the number printed on it; None where no numbers count with the pages."""
    offsets: Counter[int] = Counter()
    for index, page in enumerate(rows):
        offsets.update({number - index for row in page for number in _numbers(row)})
    if not offsets:
        return None
    offset, count = offsets.most_common(1)[0]
    return offset if count > 1 or offset == 1 else None


def _key(row: Row, index: int, offset: int | None) -> str:
    """What a row says beside the page's number; "" for a bare page number."""
    rest = _numbers(row).get(index + offset) if offset is not None else None
    return "".join(re.findall(r"\w+", (row.text if rest is None else rest).casefold()))


def _running(rows: Sequence[Sequence[Row]], index: int, offset: int | None) -> list[Row]:
    """Those rows at one edge of a page that run through the paper, from the edge inwards."""
    found: list[Row] = []
    for row in rows[index]:
        key = _key(row, index, offset)
        near = [at for at in range(max(index - _NEAR, 0), min(index + _NEAR + 1, len(rows))) if at != index]
        level = [(at, other) for at in near for other in rows[at] if abs(other.base - row.base) < _SAME_HEIGHT]
        again = key == "" or any(_key(other, at, offset) == key for at, other in level)
        counts_apart = _is_bare(row) and any(_is_bare(other) for _, other in level)  # numbers that start anew with each chapter
        if not (again or counts_apart):
            break
        found.append(row)
    return found


def _is_bare(row: Row) -> bool:
    return any(not re.search(r"\w", rest) for rest in _numbers(row).values())


def _is_apart(running: Sequence[Row], sheet: Sheet) -> bool:
    """Is there white space between the running rows and the text, so that they are no first line of a table or a list?"""
    inner = running[-1]
    taken = {id(word) for row in running for word in row.words}
    others = [word for word in sheet.words if id(word) not in taken]
    if inner.base < sheet.height / 2:
        gap = min((word.top for word in others), default=sheet.height) - inner.bottom
    else:
        gap = inner.top - max((word.bottom for word in others), default=0.0)
    return gap > 0.25 * max(word.size for word in inner.words)


def _take_out(sheet: Sheet, running: Sequence[tuple[Row, str]], marks: set[str], *, head: bool, first: bool) -> None:
    """Takes rows out of a sheet, each with what it says beside the page's number; `marks` are the markings kept so far."""
    for row, key in running:
        marking = _is_marking(row.text)
        if first and key and not (marking and key in marks) and not _is_browsers(row.text):
            marks |= {key} if marking else set()
            if head:
                continue
            sheet.foot = [*row.words, *sheet.foot]
        elif marking and (head or key not in marks):
            marks.add(key)
            sheet.head += row.words
        taken = set(map(id, row.words))
        sheet.words = [word for word in sheet.words if id(word) not in taken]


def _is_browsers(text: str) -> bool:
    """Is this what a browser prints on the edge of a page: the time of printing, the address?"""
    return bool(_PRINTED_AT.match(text) or _ADDRESS.match(text))


def _is_marking(text: str) -> bool:
    bare = re.sub(r"^[\W\d]+|[\W\d]+$", "", text)
    return any(rule.pattern.search(bare) for rule in read_rules("corpus.rules", "marks") if rule.label == "marking")
