"""The text of an item cut for a page: its zones one after another, and in each the words of its records.

cut_parts("Dear Mr Hart\\nWe will write by May.", item, [promise])
->  [Part("salutation", [Piece("Dear Mr Hart")]), Part("body", [Piece("We will write by May.", promise, first=True)])]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brief.plain import clean
from corpus.records import Item, PaperRecord

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together: the record that they belong to, the narrowest where several do; the records that begin with them.

    `sought` says that they are what somebody was led to.
    """

    text: str
    record: PaperRecord | None = None
    begins: tuple[str, ...] = ()
    sought: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an item as a clerk reads it: the label of its zone, "" between two; its words."""

    label: str
    pieces: tuple[Piece, ...]


def cut_parts(text: str, item: Item, records: Sequence[PaperRecord], sought: Span = (0, 0)) -> list[Part]:
    """The item's text in its parts; offsets of records, and of what is sought, count characters of the whole `text`."""
    parts: list[Part] = []
    at = item.start
    for zone in sorted(item.zones, key=lambda zone: zone.start):
        for label, start, end in (("", at, zone.start), (zone.label, max(at, zone.start), zone.end)):
            if text[start:end].strip():
                parts.append(Part(label, _pieces(text, (start, end), records, sought)))
        at = max(at, zone.end)
    if text[at : item.end].strip():
        parts.append(Part("", _pieces(text, (at, item.end), records, sought)))
    return parts


def _pieces(text: str, part: Span, records: Sequence[PaperRecord], sought: Span) -> tuple[Piece, ...]:
    start, end = part
    inside = [one for one in records if one.start < end and one.end > start]
    edges = {start, end, *(edge for one in inside for edge in (one.start, one.end)), *sought}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    return tuple(_piece(text, cut, inside, start, sought) for cut in zip(cuts, cuts[1:], strict=False))


def _piece(text: str, cut: Span, records: Sequence[PaperRecord], part: int, sought: Span) -> Piece:
    start, end = cut
    over = [one for one in records if one.start <= start and one.end >= end]
    begins = tuple(one.id for one in over if one.start == start or (one.start < part == start))
    narrowest = min(over, key=lambda one: (one.end - one.start, one.id), default=None)
    return Piece(clean(text[start:end]), narrowest, begins, sought[0] <= start < sought[1])
