"""What happened and what is to happen, in order: a listing of the chronology.

list_chronology(casebook, topic="harbour", first="2003-01-01")
->  3 February 2003  Ann Lee wrote to Bo Hart about harbour dues  letter.txt p. 1  item-3f…
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from brief.dates import say_when
from brief.listing import WHERE, Column, Listing, cite, counted, place
from brief.markings import highest_marking
from brief.reading import items_by_id, markings_of, read_linked
from brief.sure import leave_out_unsure, say_unsure
from corpus.casebook import Casebook
from corpus.records import Action, AnyRecord, Item
from graph.chronology import Line, build_chronology

_FIELDS = ("date", "text", "planned", "uncertain", "marking", "sources")


def list_chronology(
    casebook: Casebook, *, topic: str = "", first: str = "", last: str = "", who: str = "", every: bool = False
) -> Listing:
    """The chronology, held to a topic, to the time between two dates (EDTF), or to a party; `every` has unsure actions too."""
    records = read_linked(casebook)
    lines = build_chronology(leave_out_unsure(records, every=every)[0], topic=topic, first=first, last=last, who=who)
    items = items_by_id(casebook)
    markings = [markings_of(items, (origin.item for origin in line.sources)) for line in lines]
    parts = [counted(len(lines), "line")]
    parts += [f"on “{topic}”"] if topic else []
    parts += [f"of {who}"] if who else []
    parts += [f"from {say_when(first)}"] if first else []
    parts += [f"to {say_when(last)}"] if last else []
    return Listing(
        title="Chronology: " + " ".join(parts),
        columns=(Column("Date"), Column(""), WHERE, Column("What")),
        rows=tuple(_row(line, items) for line in lines),
        fields=_FIELDS,
        records=tuple(_public(line, found) for line, found in zip(lines, markings, strict=True)),
        markings=tuple(marking for found in markings for marking in found),
        heading="Chronology",
        cited=tuple(tuple(cite(one, one.item, items.get(one.item)) for one in line.sources) for line in lines),
        notes=tuple(say_unsure(0 if every else _count_unsure(records, len(lines), topic=topic, first=first, last=last, who=who))),
    )


def _count_unsure(records: list[AnyRecord], shown: int, **asked: str) -> int:
    """How many more lines there would be with the actions that are too unsure; most of those have no date and make no line."""
    left_out = {id(one) for one in records} - {id(one) for one in leave_out_unsure(records)[0]}
    if not any(isinstance(one, Action) and one.when for one in records if id(one) in left_out):
        return 0
    return len(build_chronology(records, **asked)) - shown


def _row(line: Line, items: dict[str, Item]) -> tuple[str, ...]:
    marks = ["planned"] * line.planned + ["unsure"] * line.uncertain
    places = dict.fromkeys(place(one, one.item, items.get(one.item)) for one in line.sources)
    return say_when(line.date) or "no date", ", ".join(marks), "\n".join(places), line.text


def _public(line: Line, markings: tuple[str, ...]) -> dict[str, Any]:
    return {
        "date": line.date,
        "text": line.text,
        "planned": line.planned,
        "uncertain": line.uncertain,
        "marking": highest_marking(markings),
        "sources": [asdict(one) for one in line.sources],
    }
