"""Draws a table to the width of a terminal.

draw_table([Column("When"), Column("Where", "below"), Column("What")], [["3 May 1951", "letter.txt", "publish fares"]], width=80)

Below a width in which columns can be read, the cells of a row stand one under another, each after the title of its column.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from brief.listing import Column

_MIN_WIDTH = 60  # a terminal narrower than this gets no columns
_WORDS_SHARE = 0.45  # of the width is for the words of the last column of its own, where the others would take more
_WIDEST = 30  # of the other columns
_UNBROKEN = 21  # a word of so many letters is not broken, nor a date in the first column
_FIRST = 26  # a word of so many letters in the first column: the name of a source
_GAP = 2


def draw_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int) -> str:
    """The table as text, long cells wrapped; cells are taken as they are, never as markup."""
    if width < _MIN_WIDTH:
        return _printed(_stacked(columns, rows), width)
    own = [number for number, column in enumerate(columns) if column.place == "own"]
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold")
    texts = [[columns[number].title, *(row[number] for row in rows)] for number in own[:-1]]
    taken = _widths(texts, int(width * (1 - _WORDS_SHARE)))
    for number, wide in zip(own, taken, strict=False):
        table.add_column(columns[number].title, overflow="fold", width=wide)
    table.add_column(columns[own[-1]].title, overflow="fold")
    words = [_words(columns, row, row[own[-1]]) for row in rows]
    spaced = any(len(text.plain) > width - sum(taken) - _GAP * len(taken) or "\n" in text.plain for text in words)
    for row, text in zip(rows, words, strict=True):
        cells = [*(Text(row[number]) for number in own[:-1]), text]
        table.add_row(*[cell.append("\n") if spaced else cell for cell in cells])
    return _printed([table], width, height=len(rows) + 1)


def draw_blocks(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int, bold: Sequence[Sequence[tuple[int, int]]] = ()
) -> str:
    """Each row as a block: its own cells on a line, below it the words over the whole width, then what stands about them.

    The first cell is the number of the block. `bold` are offsets into the words of each row.
    """
    number = _longest([row[0]] for row in rows)
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, show_header=False)
    table.add_column(width=number)
    table.add_column(overflow="fold")
    for at, row in enumerate(rows):
        table.add_row(Text(row[0]), _block(columns, row, bold[at] if at < len(bold) else ()).append("\n"))
    return _printed([table], width, height=len(rows) + 1)


def _block(columns: Sequence[Column], row: Sequence[str], bold: Sequence[tuple[int, int]]) -> Text:
    own = [cell for column, cell in zip(columns[1:-1], row[1:-1], strict=True) if column.place == "own" and cell]
    words = Text(row[-1])
    for start, end in bold:
        words.stylize("bold", start, end)
    about = [Text(cell, "dim") for column, cell in zip(columns, row, strict=True) if column.place != "own" and cell]
    return Text("\n").join([*([Text(" · ".join(own))] if own else []), words, *about])


def _printed(parts: Iterable[Table | Text], width: int, height: int = 1) -> str:
    """What rich makes of tables and texts, without spaces at the ends of lines."""
    out = io.StringIO()
    # With a height too, or rich takes every terminal that calls itself dumb for 80 wide.
    console = Console(file=out, width=width, height=height, force_terminal=True, legacy_windows=False)
    for part in parts:
        console.print(part, overflow="fold")
    return "".join(line.rstrip() + "\n" for line in out.getvalue().rstrip().splitlines())


def _stacked(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Iterator[Text]:
    """Each row as lines, one for each cell, with an empty line after it."""
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            if cell:
                yield Text(f"{column.title}: " if column.title else "", "bold").append(Text(cell, "not bold"))
        yield Text("")


def _words(columns: Sequence[Column], row: Sequence[str], words: str) -> Text:
    """The words of the last column of its own with what stands above and below them."""
    lines = [Text(cell) for column, cell in zip(columns, row, strict=True) if column.place == "above" and cell]
    lines += [Text(words)] if words else []
    lines += [Text(cell, "dim") for column, cell in zip(columns, row, strict=True) if column.place == "below" and cell]
    return Text("\n").join(lines)


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide each column is: as its longest line, the widest narrowed to their longest words until all fit."""
    widths = [min(_longest(text.split("\n") for text in texts), _WIDEST) for texts in columns]
    least = [min(_longest(text.split() for text in texts), _FIRST if not n else _UNBROKEN) for n, texts in enumerate(columns)]
    dates = _longest([text] for text in columns[0] if len(text) <= _UNBROKEN) if columns else 0
    least[:1] = [max(least[0], dates)] if columns else []
    while sum(widths) + _GAP * len(widths) > room:
        spare, widest = max(
            ((wide - low > 0, wide), number) for number, (wide, low) in enumerate(zip(widths, least, strict=True))
        )
        if not spare[0]:
            break
        widths[widest] -= 1
    return widths


def _longest(cells: Iterable[Sequence[str]]) -> int:
    return max((cell_len(part) for parts in cells for part in parts), default=1)
