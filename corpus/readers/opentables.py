"""Tables with lines between their rows and none between their columns, as browsers print them.

    a line under "Pier | Built" drawn in two pieces, which meet at 166 points  ->  cells to the left and right of 166

Each line is drawn in pieces, one a cell, so where the pieces meet the columns do. The first line is under the heads of the columns;
a table that goes on over the page has no last line, so its rows reach as far as words keep to the columns. Lines under words are
drawn in pieces too: there the words run on across the places where pieces meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.readers.rows import find_rows
from corpus.readers.sheet import Box, Row, Ruling, Word

_SNAP = 3.0  # points: pieces this near meet
_SMALLEST = 6.0  # points; a lower row is none
_GAP = 0.3  # times the size of type: words in two columns are further apart than words in a line
_ABOVE, _BELOW = 1.2, 2.0  # times the size of type: more white than this ends a table


def open_tables(rulings: Sequence[Ruling], words: Sequence[Word]) -> list[list[Box]]:
    """The cells (x0, top, x1, bottom) of such tables, a list for each."""
    drawn = list(_with_columns(rulings))
    rows = find_rows(words) if drawn else []
    found = []
    for heights, joints in drawn:
        inside = [row for row in rows if heights[0] < row.base - 0.3 * _size(row) < heights[-1]]
        if not all(_keeps(row, joints) for row in inside):
            continue
        edges = [_reach(rows, heights[0], joints, -1), *heights, _reach(rows, heights[-1], joints, 1)]
        levels = [(top, bottom) for top, bottom in pairwise(edges) if bottom - top > _SMALLEST]
        found.append([(left, top, right, bottom) for top, bottom in levels for left, right in pairwise(joints)])
    return [cells for cells in found if cells]


def _with_columns(rulings: Sequence[Ruling]) -> Iterator[tuple[list[float], list[float]]]:
    """The heights of the lines of each table, and where its columns meet."""
    heights: list[float] = []
    columns: list[float] = []
    for height, joints in _pieced_lines(rulings):
        if _same(columns, joints):
            heights.append(height)
        elif not columns or not (columns[0] <= joints[0] and joints[-1] <= columns[-1]):  # else a line under words in a cell
            if heights:
                yield heights, columns
            heights, columns = [height], joints
    if heights:
        yield heights, columns


def _pieced_lines(rulings: Sequence[Ruling]) -> Iterator[tuple[float, list[float]]]:
    """The lines across that are drawn in pieces, top to bottom: the height of each, and where its pieces begin and end."""
    levels: dict[int, list[Ruling]] = {}
    for ruling in rulings:
        if ruling.top == ruling.bottom:
            levels.setdefault(round(ruling.top / _SNAP), []).append(ruling)
    for _, pieces in sorted(levels.items()):
        pieces.sort(key=lambda ruling: ruling.x0)
        if len(pieces) > 1 and all(abs(before.x1 - after.x0) < _SNAP for before, after in pairwise(pieces)):
            yield pieces[0].top, [pieces[0].x0, *(piece.x1 for piece in pieces)]


def _same(joints: Sequence[float], others: Sequence[float]) -> bool:
    return len(joints) == len(others) and all(abs(joint - other) < _SNAP for joint, other in zip(joints, others, strict=True))


def _size(row: Row) -> float:
    return row.words[0].size


def _keeps(row: Row, joints: Sequence[float]) -> bool:
    """Does a row keep to these columns: no word over where two of them meet, and a gap there?"""
    if row.x0 < joints[0] - _SNAP or row.x1 > joints[-1] + _SNAP:
        return False
    for joint in joints[1:-1]:
        if any(word.x0 < joint - 1 and word.x1 > joint + 1 for word in row.words):
            return False
        left = max((word.x1 for word in row.words if word.x0 < joint - 1), default=joint - 99)
        right = min((word.x0 for word in row.words if word.x0 >= joint - 1), default=joint + 99)
        if right - left < _GAP * _size(row):
            return False
    return True


def _reach(rows: Sequence[Row], height: float, joints: Sequence[float], step: int) -> float:
    """How far up or down from a line rows keep to these columns; the line's own height where they fill but one of them."""
    beyond = [row for row in rows if (row.base - 0.3 * _size(row) - height) * step > 0]
    edge = height
    filled: set[int] = set()
    for row in sorted(beyond, key=lambda row: row.base * step):
        near, far = (row.top, row.bottom) if step > 0 else (row.bottom, row.top)
        if not _keeps(row, joints) or (near - edge) * step > (_BELOW if step > 0 else _ABOVE) * _size(row):
            break
        filled |= {sum(word.x0 > joint - 1 for joint in joints) for word in row.words}
        edge = max(edge * step, (far + step) * step) * step
    return edge if len(filled) > 1 else height
