"""Tables and boxes with drawn lines: which cells the lines enclose, and which words stand in each.

    four lines around "Actions: …"  ->  [[(72.0, 300.1, 523.4, 341.8)]]

PDFium tells what is drawn; pdfplumber's table finder, which takes edges from anywhere, tells what cells the edges make.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.readers.opentables import open_tables
from corpus.readers.sheet import Box, Ruling, Word

Cell = tuple[Box, list[Word]]
_SNAP = 3.0  # points: lines this near are one line, corners this near are one corner
_MOST_CROSSINGS = 250_000  # of lines across with lines down; a table has 2,000, a plan or a chart may have millions
_SMALLEST = 6.0  # points; what is narrower is the space in a double line


def find_grids(rulings: Sequence[Ruling], words: Sequence[Word]) -> list[list[Box]]:
    """The cells that drawn lines enclose, a list for each table or box, top to bottom; `words` show how far an open table goes.

    The edges of shaded boxes count only outside tables with lines: inside one they are backgrounds of a cell or a line of text.
    """
    lines = [ruling for ruling in rulings if not ruling.shade]
    tables = _grids(lines)
    tables += [
        table for table in open_tables(lines, words) if not any(_overlap(extent(table), extent(other)) for other in tables)
    ]
    extents = [extent(table) for table in tables]
    shades = [ruling for ruling in rulings if ruling.shade and not any(_inside(ruling, box) for box in extents)]
    return _innermost(tables + [_merged(table) for table in _grids(shades)])


def split_at_grids(words: list[Word], tables: Sequence[Sequence[Box]]) -> Iterator[tuple[list[Word], list[Cell]]]:
    """The page cut at its tables: for each, the words before it and its cells with theirs; last, the words after all and []."""
    rest = words
    for table in tables:
        cells = _filled(rest, table)
        held = {id(word) for _, inside in cells for word in inside}
        if not held:
            continue
        outside = [word for word in rest if id(word) not in held]
        _, top, _, bottom = extent(table)
        beside = sum(top < _middle(word) < bottom for word in outside)
        if beside > 8 and beside > 0.3 * len(held):
            continue  # a box within a column of text: the columns come first
        yield [word for word in outside if _middle(word) < bottom], cells
        rest = [word for word in outside if _middle(word) >= bottom]
    yield rest, []


def _merged(table: list[Box]) -> list[Box]:
    """Shaded boxes one above the other, as wide as each other, are one box: word processors shade line by line."""
    if len({round(cell[0] / _SNAP) for cell in table}) > 1:
        return table
    return [extent(table)]


def extent(table: Sequence[Box]) -> Box:
    """The box around all cells of a table."""
    return min(c[0] for c in table), min(c[1] for c in table), max(c[2] for c in table), max(c[3] for c in table)


def _grids(rulings: Sequence[Ruling]) -> list[list[Box]]:
    across = [ruling for ruling in rulings if ruling.top == ruling.bottom]
    down = [ruling for ruling in rulings if ruling.x0 == ruling.x1]
    if len(across) < 2 or len(down) < 2:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges  # noqa: PLC0415

    edges = merge_edges([*map(_edge, across), *map(_edge, down)], _SNAP, _SNAP, _SNAP, _SNAP)
    down_edges = sum(edge["orientation"] == "v" for edge in edges)
    if down_edges * (len(edges) - down_edges) > _MOST_CROSSINGS:
        return []
    cells = intersections_to_cells(edges_to_intersections(edges, _SNAP, _SNAP))
    tables = [
        [cell for cell in table if cell[2] - cell[0] > _SMALLEST and cell[3] - cell[1] > _SMALLEST]
        for table in cells_to_tables(cells)
    ]
    return [table for table in tables if table]


def _edge(ruling: Ruling) -> dict[str, object]:
    """A ruling as pdfplumber writes an edge."""
    return {
        "object_type": "line",
        "orientation": "h" if ruling.top == ruling.bottom else "v",
        "x0": ruling.x0,
        "x1": ruling.x1,
        "top": ruling.top,
        "bottom": ruling.bottom,
        "doctop": ruling.top,
        "width": ruling.x1 - ruling.x0,
        "height": ruling.bottom - ruling.top,
    }


def _overlap(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _inside(ruling: Ruling, box: Box) -> bool:
    x, y = (ruling.x0 + ruling.x1) / 2, (ruling.top + ruling.bottom) / 2
    return box[0] - _SNAP <= x <= box[2] + _SNAP and box[1] - _SNAP <= y <= box[3] + _SNAP


def _innermost(tables: list[list[Box]]) -> list[list[Box]]:
    """Tables from top to bottom, without frames around others."""
    boxes = [extent(table) for table in tables]

    def holds_another(outer: Box) -> bool:
        x0, top, x1, bottom = outer[0] - 2, outer[1] - 2, outer[2] + 2, outer[3] + 2
        return any(box is not outer and x0 <= box[0] and top <= box[1] and x1 >= box[2] and bottom >= box[3] for box in boxes)

    kept = [table for table, box in zip(tables, boxes, strict=True) if not holds_another(box)]
    return sorted(kept, key=lambda table: extent(table)[1])


def _filled(words: list[Word], table: Sequence[Box]) -> list[Cell]:
    cells: list[Cell] = [(cell, []) for cell in sorted(table, key=lambda cell: (round(cell[1]), cell[0]))]
    x0, top, x1, bottom = extent(table)
    for word in words:
        x, y = (word.x0 + word.x1) / 2, _middle(word)
        if x0 <= x <= x1 and top <= y <= bottom:
            for (left, upper, right, lower), held in cells:
                if left <= x < right and upper <= y < lower:
                    held.append(word)
                    break
    return cells


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2
