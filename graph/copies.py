"""Second copies across sources: the same letter in two files is one letter, and what it says counts once.

    the letter of 3 May in file-1.pdf and, in other OCR, in file-2.pdf  ->  the second has `duplicate_of` the first

Within one source `extract.copies` has found them already. Candidates share one of an item's `copy_keys`; their texts decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.edtf import is_day, overlaps
from corpus.records import Action, AnyRecord, Event, Item, Recommendation, Reference, Response
from extract.copies import find_copies

_RESPONSE = "response"
_STATED = (Action, Recommendation, Response, Reference, Event)


def link_copies(records: Sequence[AnyRecord]) -> list[AnyRecord]:
    """The records with second copies across sources marked, and without what those copies state."""
    items = [record for record in records if isinstance(record, Item) and record.duplicate_of is None and record.copy_keys]
    found = find_copies(
        [item.quote for item in items],
        [item.copy_keys for item in items],
        lambda n, other: _may_be_one(items[n], items[other]),
        [item.date if is_day(item.date) else "" for item in items],
    )
    first = {items[n].id: items[other].id for n, other in found.items()}
    return [_marked(record, first) for record in records if not (isinstance(record, _STATED) and record.item in first)]


def _marked(record: AnyRecord, first: dict[str, str]) -> AnyRecord:
    """An item that is a copy, or a copy of a copy, points at the first."""
    if not isinstance(record, Item):
        return record
    meant = first.get(record.id) or first.get(record.duplicate_of or "")
    return replace(record, duplicate_of=meant) if meant else record


def _may_be_one(a: Item, b: Item) -> bool:
    """Do two headers of different sources leave it open that the items are one?

    The same words to two people are two letters; a response that repeats a whole report is no copy of it.
    """
    if (
        a.source == b.source
        or (a.date and b.date and not overlaps(a.date, b.date))
        or (a.kind == _RESPONSE) != (b.kind == _RESPONSE)
    ):
        return False
    return not a.addressees or not b.addressees or bool(set(a.addressees) & set(b.addressees))
