"""Items without a date, dated by another paper's reference to them.

    an undated minute on a subject, and a letter on it: "the note which A and B submitted on 29 November"
        ->  dated 29 November, from A and B, date_from "reference", flagged

Only where exactly one item and one reference fit each other, and no item of that date is on file that the reference could mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from corpus.edtf import is_day, sort_key
from corpus.records import Flag, Item, Reference

_ALIKE = 85.0  # token-set likeness of subjects, 0 to 100
_KINDS = {  # what a reference calls a paper -> what the item may have been taken for
    "letter": {"letter", "draft-letter"},
    "minute": {"minute", "note", "paper"},
    "note": {"minute", "note", "paper"},
    "paper": {"minute", "note", "paper"},
    "submission": {"minute", "note", "paper"},
    "memorandum": {"minute", "note", "paper"},
}


def date_by_reference(items: Sequence[Item], references: Sequence[Reference]) -> dict[str, Item]:
    """Item id -> the item with the date and senders that a reference gives it."""
    by_id = {item.id: item for item in items}
    pairs = [
        (item, reference)
        for item in items
        if not item.date and item.part_of is None and item.duplicate_of is None
        for reference in references
        if _fits(item, reference, by_id[reference.item]) and not _on_file(reference, items)
    ]
    mended: dict[str, Item] = {}
    for item, reference in pairs:
        days = {other.date for one, other in pairs if one.id == item.id}
        items_meant = {one.id for one, other in pairs if other.date == reference.date and other.sender == reference.sender}
        if len(days) == 1 and len(items_meant) == 1:
            mended[item.id] = _dated(item, reference)
    return mended


def _fits(item: Item, reference: Reference, citing: Item) -> bool:
    """Could this reference mean this undated item?"""
    if not is_day(reference.date) or item.kind not in _KINDS.get(reference.kind, set()) or item.id == citing.id:
        return False
    if _differ(reference.sender, item.senders) or _differ(reference.addressee, item.addressees):
        return False
    if citing.date and sort_key(reference.date) > sort_key(citing.date):
        return False
    return (
        fuzz.token_set_ratio(item.subject.casefold(), citing.subject.casefold()) >= _ALIKE
        if item.subject and citing.subject
        else False
    )


def _differ(named: str, parties: tuple[str, ...]) -> bool:
    """Are both known, and none of them the same?"""
    names = set(filter(None, named.split("; ")))
    return bool(names and parties) and not names & set(parties)


def _on_file(reference: Reference, items: Sequence[Item]) -> bool:
    """Is there a dated item that the reference means already?"""
    senders = set(filter(None, reference.sender.split("; ")))
    return any(item.date == reference.date and (not senders or senders & set(item.senders)) for item in items)


def _dated(item: Item, reference: Reference) -> Item:
    senders = item.senders or tuple(filter(None, reference.sender.split("; ")))
    message = f"No date is printed; another paper refers to it: “{' '.join(reference.quote.split())}”."
    flag = Flag(code="date-from-reference", message=message)
    return replace(item, date=reference.date, date_from="reference", senders=senders, flags=(*item.flags, flag))
