"""Where papers differ, both sides with their words: what somebody must settle before it is told to a minister.

list_conflicts(casebook)
->  date moved  by 31 March 1998: Weir Board to mend the weir  “…”  |  by 30 June 1998: Weir Board to mend the weir  “…”
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from brief.dates import say_when
from brief.listing import WHERE, Column, Listing, cite, counted, place
from brief.markings import highest_marking
from brief.plain import one_line, shorten
from brief.reading import items_by_id, markings_of, read_linked
from brief.sure import leave_out_unsure
from corpus.casebook import Casebook
from corpus.records import AnyRecord, Item
from graph.chronology import Origin
from graph.conflicts import Conflict, Side, find_conflicts

_FIELDS = ("kind", "first", "second", "marking")
_SHOWN = 160  # characters of a side's words


def list_conflicts(casebook: Casebook) -> Listing:
    """Every difference between papers, in order of the date in question; nothing is settled."""
    items = items_by_id(casebook)
    found = conflicts_of(read_linked(casebook))
    markings = [markings_of(items, (one.first.origin.item, one.second.origin.item)) for one in found]
    return Listing(
        title=f"{counted(len(found), 'place')} where papers differ",
        columns=(Column("What"), Column("One says"), Column("The other says"), WHERE),
        rows=tuple(_row(one, items) for one in found),
        fields=_FIELDS,
        records=tuple(public(one) | {"marking": highest_marking(marks)} for one, marks in zip(found, markings, strict=True)),
        markings=tuple(marking for marks in markings for marking in marks),
        heading="Where papers differ",
        cited=tuple(tuple(cite(one, one.item, items.get(one.item)) for one in _origins(conflict)) for conflict in found),
    )


def conflicts_of(records: Sequence[AnyRecord]) -> list[Conflict]:
    """The conflicts among records, but for those of actions that are too unsure to be listed."""
    return find_conflicts(leave_out_unsure(records)[0])


def public(one: Conflict) -> dict[str, Any]:
    """A conflict as JSON values."""
    return {"kind": one.kind, "first": _public_side(one.first), "second": _public_side(one.second)}


def say_conflict(one: Conflict) -> str:
    """A conflict in a sentence, with the words of both papers."""
    return f"{one.kind}: {_say(one.first)} ({one.first.origin.source}); {_say(one.second)} ({one.second.origin.source})"


def _public_side(side: Side) -> dict[str, Any]:
    origin = side.origin
    where = {"record": origin.record, "item": origin.item, "source": origin.source, "page": origin.page, "quote": origin.quote}
    return {"date": side.date, "says": side.says, **where}


def _origins(one: Conflict) -> tuple[Origin, Origin]:
    return one.first.origin, one.second.origin


def _row(one: Conflict, items: dict[str, Item]) -> tuple[str, ...]:
    places = dict.fromkeys(place(origin, origin.item, items.get(origin.item)) for origin in _origins(one))
    return one.kind, _say(one.first), _say(one.second), "\n".join(places)


def _say(side: Side) -> str:
    when = say_when(side.date)
    return (
        f"{when}: {one_line(side.says)}, “{shorten(side.origin.quote, _SHOWN)}”"
        if when
        else f"“{shorten(side.origin.quote, _SHOWN)}”"
    )
