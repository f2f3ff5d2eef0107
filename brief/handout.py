"""What an official hands over: tables that say which casebook, question and day they answer, and the highest marking among them.

handout_of(Listing(title="3 promises by the Home Office", …), Asked("ferries", 'docket promises --who "Home Office"'), links)
->  Handout(title="3 promises by the Home Office", facts=(("Casebook", "ferries"), ("Query", "docket promises …"), …), sheets=(…))

`brief.handout_files` and `brief.word_file` write it in the formats that people open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from brief.dates import say_when
from brief.listing import WHERE, Column, Listing
from brief.markings import highest_marking
from corpus.casebook import Casebook

_UNNAMED = ("No.", "Note")  # what a column without a title is called: the first, any other
_ALL_PAPERS = "all papers on file"
_NO_MARKING = "none on the papers listed"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a handout answers: the name of the casebook, the call that asks it, and the day as of which, None where it is of all papers."""

    casebook: str
    query: str
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, and where they lead, an address of the source or "" where there is none."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source of a row: where it stands in words, its address or "", and the words on the page."""

    place: str
    link: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, the heads of its columns, its rows, and the sources of each row, or none at all."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sources: tuple[tuple[Citation, ...], ...] = ()

    def without(self, heads: Collection[str] = ()) -> Sheet:
        """The table without the columns of these heads, and without those in which nothing stands."""
        rows = self.rows
        kept = [n for n, head in enumerate(self.heads) if head not in heads and any(row[n].text.strip() for row in rows)]
        cells = tuple(tuple(row[n] for n in kept) for row in rows)
        return replace(self, heads=tuple(self.heads[n] for n in kept), rows=cells)


@dataclass(frozen=True, slots=True)
class Handout:
    """What a file holds: a heading, a title, facts about it, the highest marking ("" for none), tables, and notes below them."""

    heading: str
    title: str
    facts: tuple[tuple[str, str], ...]
    marking: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    held: str = ""

    def told(self) -> tuple[tuple[str, str], ...]:
        """All facts about it by name, also to what marking it is held."""
        return (*self.facts, *[("Held to", self.held)] * bool(self.held))

    def lines(self) -> list[str]:
        """What stands under the heading, a line each: the title, the marking, then what it answers."""
        return [self.title, *(f"{name}: {value}" for name, value in self.told())]


class Links:
    """The addresses of sources, as far as their files are known."""

    def __init__(self, casebook: Casebook) -> None:
        self._paths: Mapping[str, str] = {source.name: source.path for source in casebook.sources()}

    def to(self, source: str, page: int | None) -> str:
        """The address of a source, at a page where it is a PDF; "" where its file is not known."""
        path = self._paths.get(source, "")
        at = f"#page={page}" if page and path.lower().endswith(".pdf") else ""
        return Path(path).as_uri() + at if path and Path(path).is_absolute() else ""


def say_facts(asked: Asked, markings: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The highest marking, the casebook, the query and the day, by name.

    >>> say_facts(Asked("ferries", "docket promises"), ["RESTRICTED"])[0]
    ('Highest protective marking', 'RESTRICTED')
    """
    return (
        ("Highest protective marking", highest_marking(markings) or _NO_MARKING),
        ("Casebook", asked.casebook),
        ("Query", asked.query),
        ("As of", say_when(asked.as_of.isoformat()) if asked.as_of else _ALL_PAPERS),
    )


def handout_of(listing: Listing, asked: Asked, links: Links) -> Handout:
    """A listing as a handout of one table; its sources stand beside the rows and no longer in a column, without words that a row has."""
    heading = listing.heading or listing.title
    shown = [number for number, column in enumerate(listing.columns) if _is_shown(listing, number, column)]
    sheet = Sheet(
        heading,
        tuple(listing.columns[number].title or _UNNAMED[number > 0] for number in shown),
        tuple(tuple(Cell(row[number]) for number in shown) for row in listing.rows),
        tuple(
            tuple(Citation(one.place, links.to(one.source, one.page), "" if one.quote in row else one.quote) for one in cited)
            for row, cited in zip(listing.rows, listing.cited, strict=False)
        ),
    )
    markings = listing.markings or ()
    marking, facts = highest_marking(markings), say_facts(asked, markings)
    return Handout(heading, listing.title, facts, marking, (sheet,), listing.notes, listing.held)


def _is_shown(listing: Listing, number: int, column: Column) -> bool:
    """Does anything stand in a column, and is it not that of the sources, which stand beside the rows?"""
    filled = not listing.rows or any(row[number].strip() for row in listing.rows)
    return filled and not (listing.cited and column == WHERE)
