"""Holds a listing or export to a protective marking: as though the papers above it were not in the casebook, and how many those are.

hold_to(casebook, "RESTRICTED", lambda book: list_actions(book, query))
->  the listing, with held="RESTRICTED: 2 of 14 left out; 3 of the 40 papers are above it."

A paper has its own marking, else that of the paper that it is attached to, else the highest of the file in which it stands.
Within one scheme its order decides. Schemes are not mapped onto each other: a paper of another scheme passes only where the
highest that its marking ever stood for is no more than the lowest that the ceiling did (corpus/rules/markings.csv); a marking
that is in no table passes never.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from brief.handout import Handout
from brief.listing import Listing
from brief.markings import LeftOut
from brief.reading import items_by_id
from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.records import RECORD_TYPES, Actor, AnyRecord, Item, RegisterRow
from corpus.reviews import Review, Target
from corpus.ruletables import read_table

T = TypeVar("T", Listing, Handout)
_WHOSE = re.compile(r"^(?:UK|US|NATO|COSMIC|WEU)\s+(?=\w)")
_LONGEST_CHAIN = 5  # of papers attached to one another


def parse_marking(text: str) -> str:
    """The marking that somebody types, as records have it.

    >>> parse_marking("official: sensitive"), parse_marking("Cosmic Top Secret")
    ('OFFICIAL-SENSITIVE', 'TOP SECRET')

    DocketError where it is none; its text says which there are.
    """
    wanted = _WHOSE.sub("", " ".join(re.sub(r"[^A-Z]+", " ", text.upper()).split()))
    for row in _rows():
        if row["marking"].replace("-", " ") == wanted:
            return row["marking"]
    known = ", ".join(row["marking"] for row in _rows())
    raise DocketError(f"“{text}” is no marking that docket knows; write one of {known}")


def is_above(marking: str, ceiling: str) -> bool:
    """Is a marking above the ceiling, or not known to be at or below it? No marking is above none."""
    if not marking or marking == ceiling:
        return False
    rows = {row["marking"]: row for row in _rows()}
    mine, top = rows.get(marking), rows.get(ceiling)
    if mine is None or top is None:
        return True
    one_scheme = set(filter(None, mine["schemes"].split("|"))) & set(top["schemes"].split("|"))
    return int(mine["highest"]) > int(top["highest" if one_scheme else "lowest"])


def papers_above(casebook: Casebook, ceiling: str) -> LeftOut:
    """The papers that are marked above the ceiling, or stand unmarked in a file that has such a paper."""
    items = items_by_id(casebook)
    files = {item.source for item in items.values() if is_above(item.marking, ceiling)}
    above = frozenset(id for id, item in items.items() if _is_left_out(item, items, files, ceiling))
    return LeftOut(ceiling, above, len(items))


def hold_to(casebook: Casebook, ceiling: str, make: Callable[[Casebook], T]) -> T:
    """What `make` makes of the casebook without the papers above the ceiling ("" for none), and how much that leaves out."""
    if not ceiling:
        return make(casebook)
    left_out = papers_above(casebook, ceiling)
    kept: T = make(HeldCasebook(casebook, left_out.papers))
    rows = _count_rows(kept)
    missing = max(_count_rows(make(casebook)) - rows, 0) if left_out.papers else 0
    return replace(kept, held=left_out.say(missing, missing + rows))


def is_held_back(casebook: Casebook, source: str, start: int, end: int) -> bool:
    """Does a paper that is left out stand in this stretch of a source's text? Of a casebook that is held to nothing none does."""
    return isinstance(casebook, HeldCasebook) and casebook.holds_back(source, start, end)


class HeldCasebook(Casebook):
    """A casebook without some of its papers and without what they say. Closes with the one that it is made of."""

    def __init__(self, casebook: Casebook, left_out: frozenset[str]) -> None:
        super().__init__(casebook.folder, casebook._connection)
        self._left_out = left_out

    def read_records(self, kind: str, *, source: str | None = None, linked: bool = True) -> Iterator[AnyRecord]:
        """The records of a kind but for those of the papers left out; an actor is known by the papers that are kept."""
        found = super().read_records(kind, source=source, linked=linked)
        if kind == Actor.KIND:
            return iter([one for actor in found if (one := self._known(actor)) is not None])
        return (one for one in found if not self._is_left_out(one))

    def reviews(self) -> list[Review]:
        """What people said of records that are kept, without the records left out that it names."""
        kept = [one for one in super().reviews() if self._is_kept(one)]
        return [replace(one, points=tuple(filter(self._is_kept, one.points))) for one in kept]

    def holds_back(self, source: str, start: int, end: int) -> bool:
        """Does a paper that is left out stand in this stretch of a source's text?"""
        found = [one for one in super().read_records(Item.KIND, source=source) if isinstance(one, Item)]
        return any(one.start < end and one.end > start for one in found if one.id in self._left_out)

    def _is_kept(self, target: Target) -> bool:
        return target.record in self._kept_ids or target.source in self._whole_sources

    @cached_property
    def _kept_ids(self) -> frozenset[str]:
        """The ids of the records that are kept: as they were read, for a person may have rejected some, and those that people added."""
        return frozenset(
            one.id for kind in RECORD_TYPES for linked in (False, True) for one in self.read_records(kind, linked=linked)
        )

    @cached_property
    def _whole_sources(self) -> frozenset[str]:
        held = {one.source for one in super().read_records(Item.KIND) if isinstance(one, Item) and one.id in self._left_out}
        return frozenset(source.name for source in self.sources()) - held

    def _is_left_out(self, record: AnyRecord) -> bool:
        if isinstance(record, RegisterRow):
            return record.register in self._left_out or record.item in self._left_out
        paper = record.id if isinstance(record, Item) else getattr(record, "item", "")
        return paper in self._left_out

    def _known(self, actor: AnyRecord) -> Actor | None:
        """An actor with the mentions that are kept; None where only papers left out name it."""
        if not isinstance(actor, Actor) or not actor.mentions:
            return actor if isinstance(actor, Actor) else None
        mentions = tuple(one for one in actor.mentions if one.item not in self._left_out)
        return replace(actor, mentions=mentions) if mentions else None


def _is_left_out(item: Item, items: Mapping[str, Item], files: set[str], ceiling: str) -> bool:
    """Is the paper above the ceiling by its own marking, by that of what it is attached to, or by its file's?"""
    one: Item | None = item
    for _ in range(_LONGEST_CHAIN):
        if one is None:
            break
        if one.marking:
            return is_above(one.marking, ceiling)
        one = items.get(one.part_of or "")
    return item.source in files


def _count_rows(made: Listing | Handout) -> int:
    """How many rows a listing has; of a handout, its first table."""
    return len(made.rows) if isinstance(made, Listing) else len(made.sheets[0].rows)


def _rows() -> tuple[dict[str, str], ...]:
    return read_table("corpus.rules", "markings")
