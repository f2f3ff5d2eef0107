"""The state of a casebook: its sources with what was found in them, what is doubtful, what could not be read.

list_sources(Path("casebook"))
->  letter.txt  3 pages  1 item  12 dates  4 actions  …
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from brief.corrections import is_correction, latest, say_change
from brief.listing import Column, Listing, counted, say_counts
from brief.markings import highest_marking
from brief.plain import one_line
from brief.reading import read
from brief.recommendations import find_corrections
from brief.reviews import say_lost
from corpus.casebook import Casebook, StoredSource
from corpus.records import RECORD_TYPES, Item, Recommendation
from corpus.reviews import Review, standing
from index.casebook_index import is_index_fresh

_FIELDS = ("source", "path", "format", "sha256", "chars", "pages", "model", "marking", "doubtful", "faults", *RECORD_TYPES)


def list_sources(folder: Path, *, called: str = "") -> Listing:
    """Every source with its counts; below, all that is to be looked at, and whether links and index are up to date.

    `called` is the name of the casebook where it is another than that of its folder.
    """
    with Casebook.open(folder) as casebook:
        sources, counts = casebook.sources(), casebook.counts_by_source()
        total, linked = casebook.counts(), casebook.links_fresh()
        items: dict[str, list[Item]] = {source.name: [] for source in sources}
        for item in read(casebook, Item):
            items[item.source].append(item)
        by_id = {item.id: item for found in items.values() for item in found}
        reviewed = [*_say_corrections(casebook, by_id), *_say_reviews(casebook)]
    rows = tuple(_row(source, counts[source.name], items[source.name]) for source in sources)
    records = tuple(_public(source, counts[source.name], items[source.name]) for source in sources)
    return Listing(
        title=f"{called or folder}: {counted(len(sources), 'source')}, {say_counts(total)}",
        columns=(
            Column("Source"),
            Column("Pages"),
            Column("Look at"),
            Column("Marking", "below"),
            Column("Read with", "below"),
            Column("Found"),
        ),
        rows=rows,
        fields=_FIELDS,
        records=records,
        markings=tuple(record["marking"] for record in records),
        notes=(*_notes(sources, items), *reviewed, f"Links: {_fresh(linked)}. Search index: {_fresh(is_index_fresh(folder))}."),
    )


def _say_corrections(casebook: Casebook, items: dict[str, Item]) -> list[str]:
    """How many values of the tracker were corrected by hand; each correction whose recommendation is not here."""
    placed = find_corrections(casebook, read(casebook, Recommendation), items)
    ends = [end for mine in placed.of.values() for name in {one.field for one in mine} if (end := latest(mine, name))]
    kept = sum(not end.back for end in ends)
    lost = [f"  {one_line(one.report)}, recommendation {_numbered(one)}: {_said(one)}" for one in placed.lost]
    notes = [f"Corrected by hand: {counted(kept, 'value')} of recommendations."] if kept else []
    return notes + (
        [f"Corrections whose recommendation is not here ({len(lost)}); they hold again once it is:", *lost] if lost else []
    )


def _numbered(one: Review) -> str:
    return one.number or one_line(one.text)


def _said(one: Review) -> str:
    return f"{say_change(one)}, by {one.by}" + (f", from {one.workbook}" if one.workbook else "")


def _say_reviews(casebook: Casebook) -> list[str]:
    """How many reviews of records stand, and each whose record is not here."""
    stand = [one for one in standing(casebook.reviews()) if not is_correction(one)]
    lost = say_lost(casebook, stand) if stand else []
    notes = [f"Reviewed: {counted(len(stand), 'review')} of records; docket reviews lists them."] if stand else []
    return notes + ([f"Reviews whose record is not here ({len(lost)}); they hold again once it is:", *lost] if lost else [])


def _fresh(fresh: bool) -> str:
    return "up to date" if fresh else "out of date, made anew when next needed"


def _row(source: StoredSource, counts: dict[str, int], items: list[Item]) -> tuple[str, ...]:
    doubtful = sum(len(item.flags) for item in items) + len(source.faults)
    marking = highest_marking(item.marking for item in items)
    return source.name, str(source.pages or ""), str(doubtful or ""), marking, source.model, say_counts(counts)


def _public(source: StoredSource, counts: dict[str, int], items: list[Item]) -> dict[str, Any]:
    return {
        "source": source.name,
        "path": source.path,
        "format": source.format,
        "sha256": source.sha256,
        "chars": source.chars,
        "pages": source.pages,
        "model": source.model,
        "marking": highest_marking(item.marking for item in items),
        "doubtful": sum(len(item.flags) for item in items),
        "faults": [one.message for one in source.faults],
        **counts,
    }


def _notes(sources: list[StoredSource], items: dict[str, list[Item]]) -> list[str]:
    doubtful = [
        f"  {item.source} {item.id}: {one_line(flag.message)}"
        for found in items.values()
        for item in found
        for flag in item.flags
    ]
    faults = [
        f"  {source.name}{f' p. {fault.page}' if fault.page else ''}: {one_line(fault.message)}"
        for source in sources
        for fault in source.faults
    ]
    notes = [f"Look at {counted(len(doubtful), 'doubtful thing')}:", *doubtful] if doubtful else []
    return notes + ([f"Could not be read ({len(faults)}):", *faults] if faults else [])
