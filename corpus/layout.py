"""From words with boxes to text in reading order: columns, letterheads, tables, boxes, paragraphs, notes.

    Sheet(595, 842, words=[Word("Dear", …), Word("Minister", …), …])  ->  [Block("Dear Minister"), Block("Thank you for …"), …]

Pure geometry, the same for a PDF's own words and for those that OCR sees. What drawn lines enclose is taken first. The rest is a
stack of rows; rows that share a gutter are set apart and told by what stands in them; what is left is read from top to bottom.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.readers.columns import Cells, Run, cut, end_of_longer, entry_breaks, find_runs, kind_of, reading_order, table_rows
from corpus.readers.grids import Cell, find_grids, split_at_grids
from corpus.readers.paragraphs import make_paragraphs, mark_notes
from corpus.readers.rows import find_rows, make_line, make_table_row
from corpus.readers.sheet import Block, Line, Row, Ruling, Sheet, Word, body_size

_DEEPEST = 3  # columns within columns
_PASSAGE_LINES = 40  # a cell with more is text that a table holds in place, not an entry


def lay_out(sheet: Sheet) -> list[Block]:
    """The blocks of a page in reading order; a "marking" comes first, each "note" (notes, foot, words across the page) last."""
    blocks: list[Block] = []
    across = [ruling for ruling in sheet.rulings if ruling.top == ruling.bottom and not ruling.shade]
    for before, cells in split_at_grids(sheet.words, find_grids(sheet.rulings, sheet.words)):
        blocks += _flow(before, across)
        blocks += _table(cells)
    mark_notes(blocks, sheet.body or body_size(sheet.words), sheet.height)
    marking = [Block([make_line(row.words) for row in find_rows(sheet.head)], "marking")] if sheet.head else []
    foot = [Block([make_line(row.words) for row in find_rows(sheet.foot)], "note")] if sheet.foot else []
    aside = [Block([_as_given(sheet.aside)], "note")] if sheet.aside else []
    return [*marking, *blocks, *foot, *aside]


def _as_given(words: list[Word]) -> Line:
    return Line(words, ["", *[" "] * (len(words) - 1)], words[0].x0, words[-1].x1, words[0].base, words[0].size)


def _flow(words: list[Word], across: Sequence[Ruling] = (), depth: int = 0) -> list[Block]:
    """The blocks of a region outside drawn tables; `across` are lines across it."""
    if not words:
        return []
    rows = find_rows(words)
    size = median(word.size for word in words)
    blocks: list[Block] = []
    lines: list[Line] = []
    at = 0
    for run in find_runs(rows, size) if depth < _DEEPEST else []:
        start, end, apart = _set_apart(rows, run, size, across, depth)
        lines += [make_line(row.words) for row in rows[at:start]]
        if apart:
            blocks += [*make_paragraphs(lines), *apart]
            lines = []
        else:
            lines += [make_line(row.words) for row in rows[start:end]]
        at = end
    lines += [make_line(row.words) for row in rows[at:]]
    return blocks + make_paragraphs(lines)


def _set_apart(rows: Sequence[Row], run: Run, size: float, across: Sequence[Ruling], depth: int) -> tuple[int, int, list[Block]]:
    """Which rows a run takes and their blocks; none where they are lines like others."""
    core = rows[run.start : run.end]
    grid = cut(core, run.middle, size)
    whole = cut(rows[run.first : run.last], run.middle, size)
    kind = kind_of(core, grid, whole)
    breaks = _breaks(rows[run.first : run.last], across)
    if kind != "lines" and len(breaks) > (kind != "table"):
        return run.first, run.last, [Block(table_rows(rows[run.first : run.last], whole, breaks), "table")]
    if kind == "columns" and (entries := entry_breaks(core, grid)):
        core = rows[run.start : run.last]  # with the last lines of its last cells
        return run.start, run.last, [Block(table_rows(core, cut(core, run.middle, size), entries), "table")]
    if kind == "table":
        end = run.end
        while end < run.last and rows[end].x0 > run.middle:  # the last cell is wrapped
            end += 1
        core = rows[run.start : end]
        return run.start, end, [Block(table_rows(core, cut(core, run.middle, size)), "table")]
    if kind == "lines":
        return run.start, run.end, []
    if kind == "margin":
        return run.first, run.last, _beside(whole, depth)
    last = end_of_longer(rows, run, size)
    whole = cut(rows[run.first : last], run.middle, size)
    return run.first, last, [block for words in reading_order(whole) for block in _flow(words, depth=depth + 1)]


def _breaks(rows: Sequence[Row], across: Sequence[Ruling]) -> list[int]:
    """Before which of these rows a line is drawn over most of their width: the rows of a table that has no lines down it."""
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    found = []
    for index, (above, below) in enumerate(pairwise(rows), 1):
        drawn = [ruling for ruling in across if above.base - 1 < ruling.top < below.base - 0.4 * below.words[0].size]
        if sum(min(ruling.x1, right) - max(ruling.x0, left) for ruling in drawn) > 0.6 * (right - left):
            found.append(index)
    return found


def _beside(grid: Sequence[Cells], depth: int) -> list[Block]:
    """A text and the notes in its margin: one at the left comes before the paragraph beside it, one at the right after it."""
    left, right = (_flow([word for cells in grid for word in cells[number]], depth=depth + 1) for number in (0, -1))
    text, notes = (left, right) if sum(bool(cells[0]) for cells in grid) > len(grid) / 2 else (right, left)
    tops = [block.lines[0].base for block in text]
    beside: dict[int, list[Block]] = defaultdict(list)
    for note in notes:
        first = note.lines[0]
        beside[max(bisect_left(tops, first.base + 0.5 * first.size) - 1, 0)].append(note)
    pairs = [([block], beside[index]) for index, block in enumerate(text)]
    return [block for body, noted in pairs for block in (body + noted if text is left else noted + body)]


def _table(cells: list[Cell]) -> list[Block]:
    """A table's rows as lines with tabs; a box, and a row whose cells hold whole passages, as paragraphs."""
    edges = sorted({round(box[0]) for box, words in cells if words})
    lefts = [edge for index, edge in enumerate(edges) if not index or edge - edges[index - 1] > 4]
    rows: dict[int, dict[int, list[Word]]] = {}
    for (x0, top, _, _), words in cells:
        if words:
            rows.setdefault(round(top), {})[max(bisect_left(lefts, x0 + 4.5) - 1, 0)] = words
    blocks: list[Block] = []
    for row in rows.values():
        laid = {column: _flow(words, depth=_DEEPEST - 1) for column, words in row.items()}
        if len(lefts) == 1 or any(_is_passage(found) for found in laid.values()):
            blocks += [block for column in sorted(laid) for block in laid[column]]
            continue
        line = make_table_row([[line for block in laid.get(column, []) for line in block.lines] for column in range(len(lefts))])
        if blocks and blocks[-1].kind == "table":
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block([line], "table"))
    return blocks


def _is_passage(blocks: list[Block]) -> bool:
    return sum(len(block.lines) for block in blocks) > _PASSAGE_LINES
