"""From words with boxes to text in reading order: columns, letterheads, tables, boxes, paragraphs, footnotes.

    Sheet(words=[Word("Dear", …), Word("Minister", …), …])  ->  Layout(text="Dear Minister\\n\\nThank you for …", words=(WordBox(0, 4, …), …))

Pure geometry, the same for a PDF's own words and for those that OCR sees. A page is a stack of rows; rows that share a gutter are
columns, a table, or a margin beside the text, told apart by what stands in them; what is left is read from top to bottom.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from statistics import median

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LABEL = re.compile(
    r"[-–—•·●○▪■□➢✓>*o§]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxlIVXL]{1,6}|[A-Z]\d{1,3})[.):]{0,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d+\]|[*†‡]+"
)
_HEAD_LABEL = re.compile(r"[A-Z][A-Za-z /]{1,18}:")
_NUMBER = re.compile(r"[£$€(]?-?[\d,]+(?:\.\d+)?%?\)?|[ivxlc]{1,6}|[-–—]|n/a", re.I)
_NOTE_MARK = re.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}|[*†‡§]{1,3})(?=\s|$|[A-Z‘“])")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")


@dataclass(slots=True)
class Word:
    """A word as printed: its box in points from the top left, its base line; `broken`: the source starts a new line before it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    broken: bool = False
    bold: bool = False
    confidence: float = 1.0

    @property
    def size(self) -> float:
        """The height of its box, which stands for the size of its type."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line drawn across or down a page; `shade`: it is the edge of a shaded box, not a line."""

    x0: float
    top: float
    x1: float
    bottom: float
    shade: bool = False


@dataclass(slots=True)
class Sheet:
    """A page before layout: its size, words and rulings; `aside` are words that stand across the page."""

    width: float
    height: float
    words: list[Word]
    rulings: list[Ruling] = field(default_factory=list)
    aside: list[Word] = field(default_factory=list)
    body: float = 0.0  # the size of type of the whole paper, where it is known
    head: list[Word] = field(default_factory=list)  # a protective marking that runs along the heads of pages
    foot: list[Word] = field(default_factory=list)  # the foot of a first page: a letterhead printed there


@dataclass(slots=True)
class Line:
    """Words read one after the other, with what joins each to the one before."""

    words: list[Word]
    joins: list[str]
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False

    @property
    def text(self) -> str:
        """The line as it is written."""
        return "".join(join + word.text for join, word in zip(self.joins, self.words, strict=True))


@dataclass(slots=True)
class Block:
    """Lines that stand together: a paragraph, a heading, a table ("table"), notes at the foot ("note")."""

    lines: list[Line]
    kind: str = ""

    @property
    def text(self) -> str:
        """The block as it is written."""
        return "\n".join(line.text for line in self.lines)


_Box = tuple[float, float, float, float]
_Cell = tuple[_Box, list[Word]]


@dataclass(slots=True)
class Row:
    """Words on one base line, over the whole width of a region, left to right."""

    words: list[Word]
    base: float
    top: float
    bottom: float

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words[-3:])


@dataclass(slots=True)
class _Run:
    """Rows that share gutters: rows[start:end], cut into columns at `cuts` (the middle of each gutter)."""

    start: int
    end: int
    cuts: list[float]


def lay_out(sheet: Sheet) -> list[Block]:
    """The blocks of a page in reading order. Kind "marking" comes first, kind "note" (notes, foot, words across the page) last."""
    blocks: list[Block] = []
    for table, between in _bands(sheet.words, find_grids(sheet.rulings)):
        blocks += _flow(between, sheet)
        if table:
            blocks += _table(table, sheet)
    blocks = _with_notes(blocks, sheet)
    marking = [Block([_line(row.words) for row in find_rows(sheet.head)], "marking")] if sheet.head else []
    foot = [Block([_line(row.words) for row in find_rows(sheet.foot)], "note")] if sheet.foot else []
    return [*marking, *blocks, *foot, *([_aside(sheet.aside)] if sheet.aside else [])]


def body_size(words: Iterable[Word]) -> float:
    """The size of type that most letters of these words have; 0.0 where there are none."""
    letters: Counter[float] = Counter()
    for word in words:
        letters[round(word.bottom - word.top, 1)] += len(word.text)
    return letters.most_common(1)[0][0] if letters else 0.0


# Rows and lines


def find_rows(words: Sequence[Word]) -> list[Row]:
    """Words gathered by their base line, top to bottom, left to right; raised figures and letters join the row that they belong to."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=attrgetter("base")):
        if groups and word.base - groups[-1][0].base <= 0.3 * min(word.size, groups[-1][0].size):
            groups[-1].append(word)
        else:
            groups.append([word])
    _settle_raised(groups)
    return [_row(group) for group in groups if group]


def _row(words: list[Word]) -> Row:
    words.sort(key=attrgetter("x0"))
    large = max(words, key=attrgetter("size"))
    return Row(words, large.base, min(word.top for word in words), max(word.bottom for word in words))


def _settle_raised(groups: list[list[Word]]) -> None:
    """Moves small words that stand just above or below a row, touching a word of it, into that row (7th, a note's number)."""
    for index, group in enumerate(groups):
        for other in (index + 1, index - 1):
            if not group or not (0 <= other < len(groups) and groups[other]):
                continue
            near = groups[other]
            if abs(near[0].base - group[0].base) > 0.7 * max(word.size for word in near[:4]):
                continue
            for word in list(group):
                if _host(word, near):
                    group.remove(word)
                    near.append(word)


def _host(word: Word, row: list[Word]) -> Word | None:
    for other in row:
        if other.size > 1.15 * word.size and abs(other.base - word.base) < 0.65 * other.size:
            after, before = word.x0 - other.x1, other.x0 - word.x1
            if -0.3 * other.size < after < 0.35 * other.size or -0.3 * other.size < before < 0.8 * other.size:
                return other
    return None


def _line(words: list[Word]) -> Line:
    size = max(word.size for word in words)
    base = max(word.base for word in words if word.size >= 0.85 * size)
    joins: list[str] = []
    for index, word in enumerate(words):
        small = word.size < 0.85 * size
        if small and base - word.base > 0.12 * size and word.text.isdigit():
            word.text = word.text.translate(RAISED)
        if not index:
            joins.append("")
            continue
        last = words[index - 1]
        gap = word.x0 - last.x1
        if gap < 0.12 * size and (word.broken or small != (last.size < 0.85 * size)) and gap > -size:
            joins.append("")
        elif gap > 4 * size and not _is_label(words[:index]):
            joins.append("\t")
        else:
            joins.append(" ")
    bold = words[0].bold and words[-1].bold
    return Line(words, joins, words[0].x0, words[-1].x1, base, size, bold)


def _is_label(words: Sequence[Word]) -> bool:
    """A number, bullet or letter that leads a line in: "2.15.", "(a)", "•"."""
    return len(words) == 1 and bool(_LABEL.fullmatch(words[0].text))


# Columns


def _flow(words: list[Word], sheet: Sheet, depth: int = 0) -> list[Block]:
    """The blocks of a region."""
    if not words:
        return []
    rows = find_rows(words)
    size = median(word.size for word in words)
    blocks: list[Block] = []
    lines: list[Line] = []
    at = 0
    for run in _runs(rows, size) if depth < 3 else []:
        lines += [_line(row.words) for row in rows[at : run.start]]
        set_apart = _set_apart(rows[run.start : run.end], run.cuts, sheet, depth)
        if isinstance(set_apart[0], Line):
            lines += set_apart  # type: ignore[arg-type]
        else:
            blocks += [*_paragraphs(lines), *set_apart]  # type: ignore[list-item]
            lines = []
        at = run.end
    lines += [_line(row.words) for row in rows[at:]]
    return blocks + _paragraphs(lines)


def _runs(rows: list[Row], size: float) -> list[_Run]:
    """Stretches of rows with a gutter in common, without overlap, in order."""
    width = 0.9 * size
    gaps = [_gaps(row, width) for row in rows]
    if sum(map(bool, gaps)) == 0:
        return []
    candidates = []
    seen: set[tuple[int, int, int]] = set()
    for index, found in enumerate(gaps):
        for gap in found:
            run = _grown(rows, index, gap, width, size)
            if run and run[1:] not in seen:
                seen.add(run[1:])
                candidates.append(run)
    chosen: list[_Run] = []
    for _, start, end, middle in sorted(candidates, key=lambda run: (-run[0], run[1])):
        if all(end <= other.start or start >= other.end for other in chosen):
            chosen.append(_Run(start, end, _cuts(rows[start:end], width) or [float(middle)]))
    return sorted(chosen, key=attrgetter("start"))


def _gaps(row: Row, width: float) -> list[tuple[float, float]]:
    """The wide spaces in a row, but not the one after a number or bullet that leads it in."""
    found = []
    words = row.words
    reach = words[0].x1
    for index in range(1, len(words)):
        word = words[index]
        if word.x0 - reach >= width and not _is_label(words[:index]):
            found.append((reach, word.x0))
        reach = max(reach, word.x1)
    return found


def _grown(rows: list[Row], index: int, gap: tuple[float, float], width: float, size: float) -> tuple[int, int, int, int] | None:
    """The stretch of rows around a gap that leave it free: (rows with words on both sides, start, end, middle of the gutter)."""
    low, high = gap
    both = {index}
    first = last = index
    for step in (1, -1):
        at = index + step
        while 0 <= at < len(rows):
            free = _free(rows[at], low, high)
            if free[1] - free[0] < width:
                break
            low, high = free
            if rows[at].x0 < low and rows[at].x1 > high:
                both.add(at)
                first, last = min(first, at), max(last, at)
            at += step
    first, last = _with_neighbours(rows, first, last, low, high, size)
    single = last - first + 1 - len(both)
    if len(both) < 2 and single < 2:
        return None
    return len(both), first, last + 1, int((low + high) / 2)


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


def _with_neighbours(rows: list[Row], first: int, last: int, low: float, high: float, size: float) -> tuple[int, int]:
    """A stretch with the rows above and below it that go on, on one side of the gutter, without a blank line."""

    def goes_on(row: Row, sides: dict[bool, Row], below: bool) -> bool:
        left = row.x1 <= (low + high) / 2
        if not left and row.x0 < (low + high) / 2:
            return False
        other = sides.get(left)
        return other is not None and ((row.top - other.bottom) if below else (other.top - row.bottom)) < 0.5 * size

    middle = (low + high) / 2
    sides = {True: rows[first], False: rows[first]}
    while first > 0 and goes_on(rows[first - 1], sides, below=False):
        first -= 1
        sides[rows[first].x1 <= middle] = rows[first]
    sides = {True: rows[last], False: rows[last]}
    while last < len(rows) - 1 and goes_on(rows[last + 1], sides, below=True):
        last += 1
        sides[rows[last].x1 <= middle] = rows[last]
    return first, last


def _cuts(rows: list[Row], width: float) -> list[float]:
    """The middles of the gutters that all these rows leave free; a column of numbers or bullets goes with the one to its right."""
    spans = sorted((word.x0, word.x1) for row in rows for word in row.words)
    cuts: list[float] = []
    starts = [spans[0][0]]
    reach = spans[0][1]
    for x0, x1 in spans:
        if x0 - reach >= width:
            cuts.append((reach + x0) / 2)
            starts.append(x0)
        reach = max(reach, x1)
    return [cut for column, cut in enumerate(cuts) if not _labels_only(rows, cuts, column)]


def _labels_only(rows: list[Row], cuts: list[float], column: int) -> bool:
    cells = [cell for row in rows if (cell := _cells(row, cuts)[column])]
    return all(_is_label(cell) for cell in cells)


def _cells(row: Row, cuts: list[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for word in row.words:
        cells[bisect_left(cuts, (word.x0 + word.x1) / 2)].append(word)
    return cells


def _set_apart(rows: list[Row], cuts: list[float], sheet: Sheet, depth: int) -> list[Block] | list[Line]:
    """A run of rows as what it is: columns, a table, a text with a margin, or lines with a label before them."""
    if not cuts:
        return [_line(row.words) for row in rows]
    grid = [_cells(row, cuts) for row in rows]
    columns = [[cells[number] for cells in grid if cells[number]] for number in range(len(cuts) + 1)]
    if any(not column for column in columns):
        return [_line(row.words) for row in rows]
    kind = _kind(grid, columns)
    if kind == "lines":
        return [_line(row.words) for row in rows]
    if kind == "table":
        return [Block([_row_line(entry) for entry in _entries(rows, grid)], "table")]
    if kind == "margin":
        return _beside(columns, sheet, depth)
    order = sorted(range(len(columns)), key=lambda number: (_late(columns, number), number))
    return [block for number in order for block in _flow([word for cell in columns[number] for word in cell], sheet, depth + 1)]


def _late(columns: list[list[list[Word]]], number: int) -> bool:
    """Does a column start well below another? Then it is read after it: a sender's address stands above the addressee's."""
    own = columns[number][0][0]
    return any(column[0][0].base < own.base - 1.2 * own.size for column in columns)


def _kind(grid: list[list[list[Word]]], columns: list[list[list[Word]]]) -> str:
    words = [sum(map(len, column)) / len(column) for column in columns]
    rows = list(map(len, columns))
    shared = sum(all(cells) for cells in grid)
    numeric = [
        sum(all(_NUMBER.fullmatch(word.text) for word in cell) for cell in column) / len(column) >= 0.7 for column in columns
    ]
    if len(columns) > 2:
        return "columns" if min(words) >= 3.5 and min(rows) >= 6 else "table"
    left, right = words
    if any(numeric):
        return "table"
    if min(words) >= 4 and min(rows) >= 4:
        return "columns"
    if _labels_lead(columns, shared):
        return "lines"
    if max(words) >= 5 and min(words) <= 3.5 and min(rows) <= 0.5 * max(rows):
        return "margin"
    if left >= 4 and right <= 3 and shared == rows[1]:
        return "table"
    aligned = shared >= 0.8 * max(rows) and len(grid) >= 3
    return "table" if aligned and not _has_address(columns) else "columns"


_ADDRESS = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2},? \d{5}\b|\b(?:Tel|Telephone|Phone|Fax|E-?mail|Our [Rr]ef|Your [Rr]ef|Street|Road|Square|Avenue)\b|@|www\."
)


def _has_address(columns: list[list[list[Word]]]) -> bool:
    return any(_ADDRESS.search(" ".join(word.text for cell in column for word in cell)) for column in columns)


def _labels_lead(columns: list[list[list[Word]]], shared: int) -> bool:
    """Does the first column hold nothing but what leads the second in: "To:", "Present:", "Mr Lamb:"?"""
    left = columns[0]
    texts = [" ".join(word.text for word in cell) for cell in left]
    return shared == len(left) and all(_HEAD_LABEL.fullmatch(text) or _LABEL.fullmatch(text) for text in texts)


def _beside(columns: list[list[list[Word]]], sheet: Sheet, depth: int) -> list[Block]:
    """A text and the notes in its margin: a note in the left margin comes before the paragraph that it stands beside, one in the right after it."""
    text_column = 0 if len(columns[0]) > len(columns[1]) else 1
    text = _flow([word for cell in columns[text_column] for word in cell], sheet, depth + 1)
    notes = _flow([word for cell in columns[1 - text_column] for word in cell], sheet, depth + 1)
    tops = [block.lines[0].base for block in text]
    out: list[Block] = []
    after: dict[int, list[Block]] = defaultdict(list)
    for note in notes:
        after[max(bisect_left(tops, note.lines[0].base + 0.5 * note.lines[0].size) - 1, 0)].append(note)
    for index, block in enumerate(text):
        out += [*after[index], block] if text_column == 1 else [block, *after[index]]
    return out


def _entries(rows: list[Row], grid: list[list[list[Word]]]) -> Iterator[list[list[list[Word]]]]:
    """The entries of a table without lines: rows put together where a cell is wrapped."""
    steps = [after.base - before.base for before, after in zip(rows, rows[1:], strict=False)]
    tight = min(steps, default=0.0)
    spaced = bool(steps) and max(steps) > 1.35 * tight and sum(step > 1.35 * tight for step in steps) >= 0.25 * len(steps)
    entry: list[list[list[Word]]] = []
    for index, cells in enumerate(grid):
        new = (steps[index - 1] > 1.35 * tight) if spaced and index else (bool(cells[0]) and sum(map(bool, cells)) > 1)
        if entry and new:
            yield entry
            entry = []
        entry.append(cells)
    if entry:
        yield entry


def _row_line(entry: list[list[list[Word]]]) -> Line:
    """One entry of a table as one line, cells parted by tabs; `entry` holds, for each row of print, the words of each cell."""
    columns = [[cells[number] for cells in entry if cells[number]] for number in range(len(entry[0]))]
    return _tabbed([[_line(words) for words in column] for column in columns])


def _tabbed(cells: list[list[Line]]) -> Line:
    words: list[Word] = []
    joins: list[str] = []
    tabs = ""
    for number, lines in enumerate(cells):
        tabs += "\t" if number else ""
        for line in lines:
            between = "" if joins and words[-1].text.endswith("-") and len(words[-1].text) > 1 else " "
            joins.append(tabs or (between if joins else ""))
            tabs = ""
            joins += [" " if join == "\t" else join for join in line.joins[1:]]
            words += line.words
    return Line(
        words, joins, words[0].x0, max(word.x1 for word in words), words[0].base, words[0].size, all(word.bold for word in words)
    )


# Tables and boxes with lines


def find_grids(rulings: Sequence[Ruling]) -> list[list[_Box]]:
    """The cells (x0, top, x1, bottom) that drawn lines enclose, a list for each table or box, top to bottom."""
    tables = _grids([ruling for ruling in rulings if not ruling.shade])
    extents = [_extent(table) for table in tables]
    shades = [ruling for ruling in rulings if ruling.shade and not any(_inside(ruling, extent) for extent in extents)]
    return _innermost(tables + _grids(shades))


def _grids(rulings: Sequence[Ruling]) -> list[list[_Box]]:
    across = [ruling for ruling in rulings if ruling.top == ruling.bottom]
    down = [ruling for ruling in rulings if ruling.x0 == ruling.x1]
    if len(across) < 2 or len(down) < 2:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges  # noqa: PLC0415

    edges = merge_edges([*map(_edge, across), *map(_edge, down)], 3, 3, 3, 3)
    cells = intersections_to_cells(edges_to_intersections(edges, 3, 3))
    tables = [[cell for cell in table if cell[2] - cell[0] > 6 and cell[3] - cell[1] > 6] for table in cells_to_tables(cells)]
    return [table for table in tables if table]


def _inside(ruling: Ruling, extent: _Box) -> bool:
    x, y = (ruling.x0 + ruling.x1) / 2, (ruling.top + ruling.bottom) / 2
    return extent[0] - 3 <= x <= extent[2] + 3 and extent[1] - 3 <= y <= extent[3] + 3


def _edge(ruling: Ruling) -> dict[str, object]:
    return {
        "orientation": "h" if ruling.top == ruling.bottom else "v",
        "x0": ruling.x0,
        "x1": ruling.x1,
        "top": ruling.top,
        "bottom": ruling.bottom,
        "width": ruling.x1 - ruling.x0,
        "height": ruling.bottom - ruling.top,
        "object_type": "line",
        "doctop": ruling.top,
    }


def _extent(table: Sequence[_Box]) -> _Box:
    return min(c[0] for c in table), min(c[1] for c in table), max(c[2] for c in table), max(c[3] for c in table)


def _innermost(tables: list[list[_Box]]) -> list[list[_Box]]:
    """Tables from top to bottom, without frames around others."""
    boxes = [_extent(table) for table in tables]

    def holds(outer: int) -> bool:
        a = boxes[outer]
        return any(
            index != outer and a[0] - 2 <= b[0] and a[1] - 2 <= b[1] and a[2] + 2 >= b[2] and a[3] + 2 >= b[3]
            for index, b in enumerate(boxes)
        )

    kept = [table for index, table in enumerate(tables) if not holds(index)]
    return sorted(kept, key=lambda table: _extent(table)[1])


def _bands(words: list[Word], tables: list[list[_Box]]) -> Iterator[tuple[list[_Cell], list[Word]]]:
    """The page cut at its tables: for each, its cells with their words and the words before it; last, ([], the words after)."""
    rest = words
    for table in tables:
        inside = _filled(rest, table)
        held = {id(word) for _, cell_words in inside for word in cell_words}
        if not held:
            continue
        outside = [word for word in rest if id(word) not in held]
        x0, top, _, bottom = _extent(table)
        beside = [word for word in outside if top < (word.top + word.bottom) / 2 < bottom]
        if len(beside) > 0.3 * len(held) and len(beside) > 8:
            continue
        yield inside, [word for word in outside if (word.top + word.bottom) / 2 < bottom]
        rest = [word for word in outside if (word.top + word.bottom) / 2 >= bottom]
    yield [], rest


def _filled(words: list[Word], table: list[_Box]) -> list[_Cell]:
    cells: list[_Cell] = [(cell, []) for cell in sorted(table, key=lambda cell: (round(cell[1]), cell[0]))]
    x0, top, x1, bottom = _extent(table)
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if x0 <= x <= x1 and top <= y <= bottom:
            for (left, upper, right, lower), held in cells:
                if left <= x < right and upper <= y < lower:
                    held.append(word)
                    break
    return cells


def _table(cells: list[_Cell], sheet: Sheet) -> list[Block]:
    """A table's rows as lines with tabs; a box, and a row whose cells hold whole passages, as paragraphs."""
    lefts = sorted({_nearest(cell[0], cells) for cell, words in cells if words})
    rows: dict[int, dict[float, list[Word]]] = {}
    for cell, words in cells:
        if words:
            rows.setdefault(round(cell[1]), {})[_nearest(cell[0], cells)] = words
    blocks: list[Block] = []
    for row in rows.values():
        laid = {left: _flow(words, sheet, depth=2) for left, words in row.items()}
        if len(lefts) == 1 or any(_is_passage(found) for found in laid.values()):
            blocks += [block for left in sorted(laid) for block in laid[left]]
            continue
        line = _tabbed([[line for block in laid.get(left, []) for line in block.lines] for left in lefts])
        if blocks and blocks[-1].kind == "table":
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block([line], "table"))
    return blocks


def _nearest(left: float, cells: list[_Cell]) -> float:
    return min((cell[0] for cell, _ in cells if abs(cell[0] - left) < 4), default=left)


def _is_passage(blocks: list[Block]) -> bool:
    return len(blocks) > 2 and sum(len(block.lines) for block in blocks) > 10


# Paragraphs


def _paragraphs(lines: list[Line]) -> list[Block]:
    """Lines cut into paragraphs at wider spacing, at a change of type and at indents."""
    if not lines:
        return []
    leading = _leading(lines)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    blocks = [Block([lines[0]])]
    for last, line in zip(lines, lines[1:], strict=False):
        if _parted(last, line, leading, left, right, len(blocks[-1].lines)):
            blocks.append(Block([]))
        blocks[-1].lines.append(line)
    return blocks


def _leading(lines: list[Line]) -> dict[int, float]:
    """The usual step from line to line for each size of type, -1 for all."""
    steps: dict[int, list[float]] = defaultdict(list)
    for last, line in zip(lines, lines[1:], strict=False):
        step = line.base - last.base
        if abs(line.size - last.size) < 0.12 * line.size and 0.5 * line.size < step < 2.6 * line.size:
            steps[round(line.size)].append(step)
    found = {size: sorted(values)[(len(values) - 1) // 3] for size, values in steps.items()}
    return found


def _parted(last: Line, line: Line, leading: dict[int, float], left: float, right: float, count: int) -> bool:
    step = line.base - last.base
    if step < 0:
        return True
    usual = leading.get(round(line.size), 1.15 * line.size)
    if step > max(1.22 * usual, usual + 1.5) and step > 1.05 * max(line.size, last.size):
        return True
    if abs(line.size - last.size) > 0.14 * max(line.size, last.size):
        return True
    short = last.x1 < left + 0.86 * (right - left)
    text = line.words[0].text
    if last.bold and not line.bold and count <= 3 and short and not _SENTENCE_END.search(last.words[-1].text):
        return True
    if line.bold and not last.bold and short and (text[:1].isupper() or text[:1].isdigit()):
        return True
    indented = 1.2 * line.size < line.x0 - last.x0 < 6 * line.size and abs(last.x0 - left) < line.size
    return indented and bool(_SENTENCE_END.search(last.words[-1].text)) and text[:1].isupper() and not _is_label(line.words[:1])


# Notes at the foot


def _with_notes(blocks: list[Block], sheet: Sheet) -> list[Block]:
    """Blocks at the foot of the page in smaller type, the first with a note's mark, are its notes."""
    size = body_size(sheet.words) if not sheet.body else sheet.body
    first = len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if (
            block.kind == "table"
            or max(line.size for line in block.lines) > 0.93 * size
            or block.lines[0].base < 0.25 * sheet.height
        ):
            break
        first = index
    while first < len(blocks) and not _NOTE_MARK.match(blocks[first].lines[0].text):
        first += 1
    for block in blocks[first:]:
        block.kind = "note"
        for line in block.lines:
            _raise_number(line)
    return blocks


def _raise_number(line: Line) -> None:
    """A note's number is written as it is where it is called, in raised figures."""
    first = line.words[0]
    if first.text.isdigit() and len(first.text) <= 3 and len(line.words) > 1:
        first.text = first.text.translate(RAISED)


def _aside(words: list[Word]) -> Block:
    return Block([_across(words)], "note")


def _across(words: list[Word]) -> Line:
    return Line(words, ["", *[" "] * (len(words) - 1)], words[0].x0, words[-1].x1, words[0].base, words[0].size)
