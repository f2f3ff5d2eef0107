"""A listing: what a command answers, as a table for people or as JSON or CSV for other programs.

Listing(title="1 promise", columns=(Column("When"), Column("Who"), Column("What")), rows=(("by 31 March 2004", …), …), …)
->  1 promise
    Highest protective marking: RESTRICTED

    When              Who          What
    by 31 March 2004  Home Office  issue guidance
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, Protocol

from brief.dates import say_when
from brief.markings import say_marking
from brief.plain import clean, csv_cell, json_lines, json_text, one_line
from corpus.records import PUBLIC_NAMES, AnyRecord, Item

FORMATS = ("table", "json", "csv")

# What a kind of record is called in a count.
KIND_NAMES = {
    "items": ("item", "items"),
    "dates": ("date", "dates"),
    "actors": ("actor", "actors"),
    "actions": ("action", "actions"),
    "recommendations": ("recommendation", "recommendations"),
    "responses": ("response", "responses"),
    "references": ("reference", "references"),
    "register": ("register row", "register rows"),
    "events": ("event", "events"),
    "reviews": ("review", "reviews"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its place on a terminal, where width is scarce: on its own, or above or below the words of the last that is on its own."""

    title: str
    place: Literal["own", "above", "below"] = "own"


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of a row: its name and page, where that is in words, and the words on the page."""

    source: str
    page: int | None
    place: str
    quote: str


Rows = tuple[tuple[str, ...], ...]
DrawTable = Callable[[Sequence[Column], Sequence[Sequence[str]]], str]
WHERE = Column("Where", "below")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a command lists.

    `rows` are what people read, a cell for each of `columns`; `records` are the same as JSON values under public names, each
    with all of `fields`. `markings` are those of the papers listed, None where the listing is not of papers. `notes` stand below.
    `bold` are offsets into the last cell of each row: what a terminal sets off in it.
    `heading` is what a file of it is called; `cited` are the sources of each row, which a file names in full.
    `held` is the marking to which it is held, with how much that leaves out (`brief.ceiling`), "" where it is held to none.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Rows
    fields: tuple[str, ...]
    records: tuple[dict[str, Any], ...]
    markings: tuple[str, ...] | None = ()
    notes: tuple[str, ...] = ()
    bold: tuple[tuple[tuple[int, int], ...], ...] = ()
    heading: str = ""
    cited: tuple[tuple[Cited, ...], ...] = ()
    held: str = ""

    def held_line(self) -> str:
        """The line that tells to what marking it is held, and what that leaves out; "" where it is held to none."""
        return f"Held to {self.held}" if self.held else ""


def render(listing: Listing, form: str = "table", *, draw: DrawTable | None = None) -> str:
    """The listing in one of `FORMATS`, ending with a line break.

    `draw` draws a table for a terminal (`brief.drawing`); without it a table has one line a row and plain columns.
    """
    if form == "json":
        return json_lines(listing.records)
    if form == "csv":
        return csv_text(listing)
    head = [listing.title] if listing.markings is None else [listing.title, say_marking(listing.markings)]
    table = (draw or _plain_table)(*_used(listing.columns, listing.rows)) if listing.rows else ""
    notes = [*listing.notes, *filter(None, [listing.held_line()])]
    parts = ["\n".join(map(clean, head)) + "\n", table, "".join(f"{clean(note)}\n" for note in notes)]
    return "\n".join(filter(None, parts))


class Placed(Protocol):
    """What stands on a page of a source: a record, a hit, or the origin of a line."""

    @property
    def source(self) -> str:
        """The name of the source."""

    @property
    def page(self) -> int | None:
        """The page, from 1; None where the source has none."""

    @property
    def quote(self) -> str:
        """The words on the page."""


def place(placed: Placed, id: str, item: Item | None = None) -> str:
    """Where something stands, so that somebody can go there: source, page where there are pages, the paper, and an id to show.

    "file.pdf p. 2, letter of 3 May 1951, item-3f2a90c1d4e5"
    """
    page = f" p. {placed.page}" if placed.page else ""
    paper = "" if item is None else f"{item.kind} of {say_when(item.date)}" if item.date else item.kind
    return ", ".join(filter(None, [f"{placed.source}{page}", paper, id]))


def cite(placed: Placed, id: str, item: Item | None = None) -> Cited:
    """A source of a row, told as `place` tells it."""
    return Cited(placed.source, placed.page, place(placed, id, item), one_line(placed.quote))


def counted(count: int, singular: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "reply", "replies"), counted(0, "item")
    ('1 reply', '0 items')
    """
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def say_counts(counts: dict[str, int]) -> str:
    """Counts by kind in words, without those that are none.

    >>> say_counts({"items": 1, "dates": 12, "events": 0})
    '1 item, 12 dates'
    """
    return ", ".join(counted(count, *KIND_NAMES[kind]) for kind, count in counts.items() if count) or "nothing found"


def field_names(kind: type[AnyRecord], *more: str) -> tuple[str, ...]:
    """The public field names of a kind of record, with any more that a listing adds."""
    public = PUBLIC_NAMES.get(kind.KIND, {})
    return (*(public.get(one.name, one.name) for one in fields(kind)), *more)


def csv_text(listing: Listing, facts: Sequence[tuple[str, str]] = ()) -> str:
    """The records as CSV, a row each; `facts` about all of them, by column name, stand at the end of each row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    told = [csv_cell(value) for _, value in facts]
    writer.writerow([*listing.fields, *(name for name, _ in facts)])
    writer.writerows([*(_cell(record.get(name)) for name in listing.fields), *told] for record in listing.records)
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return csv_cell(value)
    if isinstance(value, list):
        return csv_cell("; ".join(one if isinstance(one, str) else json_text(one) for one in value))
    return json_text(value)


def _used(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> tuple[list[Column], list[list[str]]]:
    """Without the columns in which nothing stands, and without control characters."""
    cleaned = [[clean(cell).strip() for cell in row] for row in rows]
    used = [number for number in range(len(columns)) if any(row[number] for row in cleaned)]
    return [columns[number] for number in used], [[row[number] for number in used] for row in cleaned]


def _plain_table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    titles = [column.title for column in columns]
    lines = [["; ".join(map(one_line, cell.splitlines())) for cell in row] for row in (titles, *rows)]
    widths = [max(len(line[number]) for line in lines) for number in range(len(columns))]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)
