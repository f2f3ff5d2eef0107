"""Rows that share a gutter, and what they are: columns, a table without lines, a text with notes in its margin, labelled lines.

    "Ms A Bell        12 High Street"
    "Head of Roads    Northam"        ->  columns: "Ms A Bell / Head of Roads", then "12 High Street / Northam"

A gutter is white space, wider than any between words, that runs down through several rows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from corpus.names import parse_person
from corpus.readers.rows import make_line, make_table_row
from corpus.readers.sheet import Line, Row, Word, is_label, is_lead

Cells = list[list[Word]]  # the words of a row, a list for each column

_GUTTER = 0.9  # times the size of type
_RUNNING = 8  # rows; two columns of fewer may be the head of a letter, with its text below it at the left
_SIGNED = 0.3  # of the lines of a column of signatures are names: under each stand two more lines at the most
_PAIRED = 0.25  # of the names may stand right under another: "Dean of Ostley" reads as a peer
_STANDS_APART = 2.5  # times the size of type: more white space than this parts what stands above from what stands below
_PROSE = 6  # words to a line, on average; lines of fewer in two rows alone are names and addresses, not entries of a table
_PARTED = 1.25  # times the usual step from line to line: white space between the entries of a table
_LEAST_ENTRIES = 3  # of a table of prose, below its first
_HEAD_WORDS = 8  # of the head of a column
_FIGURES = re.compile(r"[£$€(]?-?[\d,]+(?:\.\d+)?%?\)?|[ivxlc]{1,6}|[-–—]|n/a", re.I)
_ADDRESS = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2},? \d{5}\b|@|www\."
    r"|\b(?:Tel|Telephone|Phone|Fax|E-?mail|Our [Rr]ef|Your [Rr]ef|Street|Road|Square|Avenue)\b"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that a gutter parts: rows[start:end], with words on both sides at each end; rows[first:last] with what goes on beyond."""

    start: int
    end: int
    first: int
    last: int
    middle: float


def find_runs(rows: Sequence[Row], size: float) -> list[Run]:
    """The stretches of rows that share a gutter, without overlap, top to bottom; `size` is the size of type."""
    width = _GUTTER * size
    candidates: dict[tuple[int, int], tuple[int, Run]] = {}
    for index, row in enumerate(rows):
        for gap in _gaps(row, width):
            shared, run = _grown(rows, index, gap, width, size)
            if shared > 1 or sum(row.x0 > run.middle for row in rows[run.first : run.last]) > 1:
                candidates.setdefault((run.first, run.last), (shared, run))
    chosen: list[Run] = []
    for _, run in sorted(candidates.values(), key=lambda found: (-found[0], found[1].first)):
        if all(run.last <= other.first or run.first >= other.last for other in chosen):
            chosen.append(run)
    return sorted(chosen, key=attrgetter("first"))


def cut(rows: Sequence[Row], middle: float, size: float) -> list[Cells]:
    """The cells of each of these rows, cut at the gutters that they share; bullets and numbers go with what they lead in."""
    cuts = _cuts(rows, _GUTTER * size) or [middle]
    return [_cells(row, cuts) for row in rows]


def kind_of(rows: Sequence[Row], grid: Sequence[Cells], wide: Sequence[Cells]) -> str:
    """What rows cut into cells are: "columns", "table", "margin" or "lines" (nothing but lines with a label before them).

    `wide` are the cells of these rows with what goes on above and below them.
    """
    columns = _columns(grid)
    if len(columns) < 2 or not all(columns):
        return "lines"
    if len(columns) > 2:
        prose = min(map(_mean_words, columns)) >= 3.5 and min(map(len, columns)) >= 6
        return "columns" if prose else "table"
    if _are_signatures(columns):
        return "columns"
    goes_on = len(wide) > len(grid) or len(grid) == 2
    brief = len(grid) <= 2 and goes_on and max(map(_mean_words, columns)) < _PROSE
    return _kind_of_two(rows, grid, columns, letterhead=_has_address(wide) or brief)


def _kind_of_two(rows: Sequence[Row], grid: Sequence[Cells], columns: list[Cells], *, letterhead: bool) -> str:
    """What two columns are, most telling sign first."""
    (left, right), (lefts, rights) = map(_mean_words, columns), map(len, columns)
    shared = sum(all(cells) for cells in grid)
    short_leads = (left <= 3 <= right and shared == lefts) or (right <= 3 and left >= 4 and shared == rights)
    signs = (
        (any(map(_is_figures, columns)), "table"),
        (_labels_lead(columns, shared), "lines"),
        (letterhead or (len(grid) == 2 and max(left, right) < _PROSE), "columns"),
        (min(left, right) >= 4 and min(lefts, rights) >= 4, "columns"),
        (left <= 3.5 and right >= 4 and _starts_entries(rows, grid), "table"),
        (max(left, right) >= 5 and min(left, right) <= 3.5 and min(lefts, rights) <= 0.5 * max(lefts, rights), "margin"),
        (short_leads, "table"),
        (shared >= 0.8 * max(lefts, rights) and len(grid) >= 3, "table"),
    )
    return next((kind for sign, kind in signs if sign), "columns")


def _mean_words(column: Cells) -> float:
    return sum(map(len, column)) / len(column)


def end_of_longer(rows: Sequence[Row], run: Run, size: float) -> int:
    """The row after the last of two columns of running text, of which the left goes on below the end of the right.

    What goes on is lines as full as the column's, paragraph after paragraph; a text over the whole page may follow.
    """
    core = rows[run.start : run.end]
    left, *_, right = _columns([_cells(row, [run.middle]) for row in core])
    if len(core) < _RUNNING or min(_mean_words(left), _mean_words(right)) < 4:
        return run.last
    last = run.last
    while last < len(rows) and rows[last].x1 <= run.middle and rows[last].top - rows[last - 1].bottom <= _STANDS_APART * size:
        last += 1
    if last < len(rows) and rows[last].x0 < run.middle < rows[last].x1:
        last = next((at for at in range(last, run.last, -1) if rows[at].top - rows[at - 1].bottom > 0.5 * size), run.last)
    beyond = rows[run.last : last]
    full = 0.6 * (run.middle - min(cell[0].x0 for cell in left))
    return last if len(beyond) >= 3 and sum(row.x1 - row.x0 for row in beyond) >= full * len(beyond) else run.last


def entry_breaks(rows: Sequence[Row], grid: Sequence[Cells]) -> list[int]:
    """Before which rows an entry of a table of prose begins: white space across all columns, and below it words in all of them.

    Columns of running text have no such white space, or hardly ever. Two columns are believed under a head only.
    """
    steps = [after.base - before.base for before, after in pairwise(rows)]
    usual = sorted(steps)[len(steps) // 2] if steps else 0.0
    breaks = [index for index, step in enumerate(steps, 1) if step > _PARTED * usual]
    level = sum(all(grid[index]) for index in breaks)
    headed = bool(breaks) and breaks[0] <= 2 and all(0 < len(cell) <= _HEAD_WORDS for cell in grid[0])
    enough = len(breaks) >= _LEAST_ENTRIES and (headed or len(grid[0]) > 2)
    return breaks if enough and all(grid[0]) and level >= 0.8 * len(breaks) else []


def reading_order(grid: Sequence[Cells]) -> list[list[Word]]:
    """The words of each column, left to right, but a column that starts well below another is read after it."""
    columns = _columns(grid)
    tops = [column[0][0].base for column in columns]
    size = columns[0][0][0].size
    order = sorted(range(len(columns)), key=lambda number: (any(top < tops[number] - 1.2 * size for top in tops), number))
    return [[word for cell in columns[number] for word in cell] for number in order]


def table_rows(rows: Sequence[Row], grid: Sequence[Cells], breaks: Sequence[int] = ()) -> list[Line]:
    """The rows of a table, one line each, wrapped cells put together; `breaks` are the rows that a drawn line is above."""
    lines = []
    for entry in [grid[start:end] for start, end in pairwise([0, *breaks, len(grid)])] if breaks else _entries(rows, grid):
        columns = [[cells[number] for cells in entry if cells[number]] for number in range(len(entry[0]))]
        lines.append(make_table_row([[make_line(words) for words in column] for column in columns]))
    return lines


def _columns(grid: Sequence[Cells]) -> list[Cells]:
    return [[cells[number] for cells in grid if cells[number]] for number in range(len(grid[0]))]


def _gaps(row: Row, width: float) -> Iterator[tuple[float, float]]:
    """The wide spaces in a row, but not the one after a number or bullet that leads it in."""
    words = row.words
    reach = words[0].x1
    for index in range(1, len(words)):
        word = words[index]
        if word.x0 - reach >= width and not is_label(words[:index]):
            yield reach, word.x0
        reach = max(reach, word.x1)


def _grown(rows: Sequence[Row], index: int, gap: tuple[float, float], width: float, size: float) -> tuple[int, Run]:
    """The run around a gap in one row, and how many of its rows have words on both sides."""
    low, high = gap
    shared = {index}
    for step in (1, -1):
        at = index + step
        while 0 <= at < len(rows):
            left, right = _free(rows[at], low, high)
            if right - left < width:
                break
            low, high = left, right
            if rows[at].x0 < low and rows[at].x1 > high:
                shared.add(at)
            at += step
    start, end = min(shared), max(shared) + 1
    middle = (low + high) / 2
    first = _reach(rows, start, middle, -1, size)
    last = _reach(rows, end - 1, middle, 1, size) + 1
    return len(shared), Run(start, end, first, last, middle)


def _free(row: Row, low: float, high: float) -> tuple[float, float]:
    """The widest part of low … high that no word of the row stands in."""
    best = (low, low)
    reach = low
    for word in row.words:
        if word.x1 <= low:
            continue
        if word.x0 >= high:
            break
        if word.x0 - reach > best[1] - best[0]:
            best = (reach, word.x0)
        reach = max(reach, word.x1)
    return (reach, high) if high - reach > best[1] - best[0] else best


def _reach(rows: Sequence[Row], index: int, middle: float, step: int, size: float) -> int:
    """The last row up or down from this one that goes on, on one side of the gutter, without a blank line."""
    sides = {True: rows[index], False: rows[index]}
    while 0 <= index + step < len(rows):
        row = rows[index + step]
        left = row.x1 <= middle
        if not left and row.x0 < middle:
            break
        upper, lower = (sides[left], row) if step > 0 else (row, sides[left])
        if lower.top - upper.bottom > 0.5 * size:
            break
        sides[left] = row
        index += step
    return index


def _cuts(rows: Sequence[Row], width: float) -> list[float]:
    spans = sorted((word.x0, word.x1) for row in rows for word in row.words)
    cuts: list[float] = []
    reach = spans[0][1]
    for x0, x1 in spans:
        if x0 - reach >= width:
            cuts.append((reach + x0) / 2)
        reach = max(reach, x1)
    return [middle for column, middle in enumerate(cuts) if not _only_labels(rows, cuts, column)]


def _only_labels(rows: Sequence[Row], cuts: list[float], column: int) -> bool:
    return all(is_label(cell) for row in rows if (cell := _cells(row, cuts)[column]))


def _cells(row: Row, cuts: list[float]) -> Cells:
    cells: Cells = [[] for _ in range(len(cuts) + 1)]
    for word in row.words:
        cells[bisect_left(cuts, (word.x0 + word.x1) / 2)].append(word)
    return cells


def _is_figures(column: Cells) -> bool:
    return sum(all(_FIGURES.fullmatch(word.text) for word in cell) for cell in column) >= 0.7 * len(column)


def _are_signatures(columns: list[Cells]) -> bool:
    """Are these the people of a joint letter: names alone, or each with what he is under it, in both columns?"""
    if max(map(_mean_words, columns)) > _PROSE or min(map(len, columns)) < 2:
        return False
    people = [[parse_person(" ".join(word.text for word in cell)) is not None for cell in column] for column in columns]
    led = all(column[0] and sum(column) >= _SIGNED * len(column) for column in people)
    names = sum(map(sum, people))
    pairs = sum(one and next_one for column in people for one, next_one in pairwise(column))
    return led and names > 2 and (all(map(all, people)) or pairs <= _PAIRED * names)


def _has_address(grid: Sequence[Cells]) -> bool:
    return any(_ADDRESS.search(" ".join(word.text for word in cell)) for cells in grid for cell in cells)


def _labels_lead(columns: list[Cells], shared: int) -> bool:
    """Does the first column hold little but what leads the second in: "To:", "Present:", "Mr Lamb:"?"""
    texts = [" ".join(word.text for word in cell) for cell in columns[0]]
    labels = sum(map(is_lead, texts))
    return labels >= 0.6 * len(texts) and shared >= 0.6 * len(texts)


def _starts_entries(rows: Sequence[Row], grid: Sequence[Cells]) -> bool:
    """Is each stretch of text at the right led by one short cell at the left, level with its first line, and by white space?"""
    entries = list(_entries(rows, grid))
    led = sum(bool(entry[0][0]) and not any(cells[0] for cells in entry[1:]) for entry in entries)
    return len(entries) > 2 and led >= 0.8 * len(entries)


def _entries(rows: Sequence[Row], grid: Sequence[Cells]) -> Iterator[list[Cells]]:
    """The rows of a table, each as the rows of print that make it up."""
    steps = [after.base - before.base for before, after in pairwise(rows)]
    tight = min(steps, default=0.0)
    wide = [step > 1.35 * tight for step in steps]
    by_spacing = sum(wide) >= 0.25 * len(steps) > 0
    by_figures = _is_figures(_columns(grid)[-1])
    entry: list[Cells] = []
    for index, cells in enumerate(grid):
        if by_figures:
            new = bool(entry) and bool(entry[-1][-1])
        elif by_spacing:
            new = index > 0 and wide[index - 1]
        else:
            new = bool(cells[0]) and sum(map(bool, cells)) > 1
        if entry and new:
            yield entry
            entry = []
        entry.append(cells)
    yield entry
