"""The exchange that a paper belongs to, gaps included, as a listing; and which item somebody means by the beginning of its id.

list_thread(casebook, "item-3f2a")
->  1  2 March 1998   letter, not on file  Bo Hart → Ann Lee   answered in 2
    2  10 March 1998  letter               Ann Lee → Bo Hart   answers 1    letter.txt p. 1, item-3f2a90c1d4e5   Weir Dues
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from brief.dates import say_when
from brief.listing import WHERE, Column, Listing, counted, place
from brief.reading import items_by_id, markings_of, read, read_linked
from brief.showing import find_shown
from corpus.casebook import Casebook, StoredSource
from corpus.errors import DocketError
from corpus.records import Item
from graph.threads import ANSWERS, FOLLOWS, REFERS, Paper, build_thread
from graph.titles import as_title, read_spelling

_FIELDS = ("number", "id", "kind", "date", "senders", "addressees", "subject", "on_file", "source", "page", "marking", "ties")
_MET_BY = {ANSWERS: "answered in", FOLLOWS: "followed up in", REFERS: "referred to in"}


def find_item(casebook: Casebook, asked: str) -> Item:
    """The item of this id or with this unique beginning, or the only item of a source of this name. DocketError otherwise."""
    found = find_shown(casebook, asked)
    if isinstance(found, Item):
        return found
    if isinstance(found, StoredSource):
        items = read(casebook, Item, found.name)
        if len(items) == 1:
            return items[0]
        raise DocketError(f"{found.name} holds {counted(len(items), 'item')}; name one: docket show {found.name} lists them")
    item = casebook.record(getattr(found, "item", None) or "")
    if isinstance(item, Item):
        return item
    raise DocketError(f"{asked} stands in no item; name an item, or a record of one")


def list_thread(casebook: Casebook, asked: str) -> Listing:
    """The papers of the exchange that an item belongs to, in order, with how each hangs on the others."""
    item = find_item(casebook, asked)
    papers = build_thread(read_linked(casebook), item.id)
    items, numbers = items_by_id(casebook), {one.id: number for number, one in enumerate(papers, 1)}
    spelling = read_spelling(items[one.id].quote for one in papers if one.on_file)
    gaps = sum(not one.on_file for one in papers)
    told = f", {counted(gaps, 'of them not on file', 'of them not on file')}" if gaps else ""
    met = _met(papers, numbers)
    return Listing(
        title=f"Exchange of {counted(len(papers), 'paper')}{told}, around {place(item, item.id, item)}",
        columns=(*map(Column, ("", "Date", "Kind", "From → to", "How")), WHERE, Column("Subject")),
        rows=tuple(_row(one, numbers, met[one.id], items, spelling) for one in papers),
        fields=_FIELDS,
        records=tuple(_public(one, numbers, items) for one in papers),
        markings=tuple(marking for one in papers for marking in markings_of(items, [one.id])),
        heading="Exchange",
    )


def _met(papers: Sequence[Paper], numbers: Mapping[str, int]) -> dict[str, list[tuple[str, int]]]:
    """What became of each paper that is not on file: ("answered in", 2)."""
    met: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for one in papers:
        for tie in one.ties:
            if tie.kind in _MET_BY:
                met[tie.other].append((_MET_BY[tie.kind], numbers[one.id]))
    return met


def _row(
    one: Paper, numbers: Mapping[str, int], met: Sequence[tuple[str, int]], items: dict[str, Item], spelling: dict[str, str]
) -> tuple[str, ...]:
    ties = [(tie.kind, numbers[tie.other]) for tie in one.ties] if one.on_file else met
    parties = f"{'; '.join(one.senders) or 'not said'} → {'; '.join(one.addressees) or 'not said'}"
    return (
        str(numbers[one.id]),
        say_when(one.date) or "no date",
        (one.kind or "paper") if one.on_file else f"{one.kind or 'paper'}, not on file",
        parties if one.senders or one.addressees else "",
        _say_ties(ties),
        place(items[one.id], one.id) if one.on_file else "",
        as_title(one.subject, spelling) or "no subject",
    )


def _say_ties(ties: Sequence[tuple[str, int]]) -> str:
    """Ties of one kind in one breath.

    >>> _say_ties([("answers", 1), ("answers", 2), ("refers to", 4)])
    'answers 1, 2; refers to 4'
    """
    kinds = dict.fromkeys(kind for kind, _ in ties)
    return "; ".join(f"{kind} {', '.join(str(number) for said, number in ties if said == kind)}" for kind in kinds)


def _public(one: Paper, numbers: Mapping[str, int], items: dict[str, Item]) -> dict[str, Any]:
    ties = [
        {"kind": tie.kind, "number": numbers[tie.other], "to": tie.other, "record": tie.record, "quote": tie.quote}
        for tie in one.ties
    ]
    return {
        "number": numbers[one.id],
        "id": one.id,
        "kind": one.kind,
        "date": one.date,
        "senders": list(one.senders),
        "addressees": list(one.addressees),
        "subject": one.subject,
        "on_file": one.on_file,
        "source": one.source,
        "page": one.page,
        "marking": "; ".join(markings_of(items, [one.id])),
        "ties": ties,
    }
