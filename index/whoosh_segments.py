"""Reads a Whoosh segment by the list and not by the entry: all postings of a word, all lengths, all days at once.

    Segment(reader, 0).postings("text", "tug")  ->  Postings(ids=[3, 17, 40], weights=[1.0, 2.0, 1.0], …)

Whoosh walks its postings one document and one method call at a time; read in whole blocks, the same lists come in a
tenth of the time. Blocks are unpacked by Whoosh's own matcher, so the files stay Whoosh's in every byte.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from whoosh.util.numeric import byte_to_length

from index.whoosh_fields import UNDATED, day_columns

_LeafMatcher: Any = import_module("whoosh.codec.whoosh3").W3LeafMatcher
_LENGTHS_COLUMN: Any = import_module("whoosh.codec.whoosh3").LENGTHS_COLUMN
LENGTHS = [int(byte_to_length(byte)) for byte in range(256)]


class Postings(NamedTuple):
    """The documents of a segment that have a word: their numbers in order, how often they have it, where (as kept)."""

    ids: list[int]
    weights: list[float]
    places: list[bytes]


_NONE = Postings([], [], [])


class Segment:
    """One segment; documents are numbered from `base`, the numbers within the segment start at 0."""

    def __init__(self, reader: Any, base: int) -> None:
        self._reader = reader
        self.base = base
        self.size: int = reader.doc_count_all()
        alive = set(reader.all_doc_ids()) if reader.has_deletions() else None
        self.deleted: frozenset[int] = frozenset(range(self.size)) - alive if alive is not None else frozenset()
        self._postings: dict[tuple[str, str, bool], Postings] = {}
        self._days: dict[str, tuple[array[int] | None, array[int] | None]] = {}

    @property
    def count(self) -> int:
        """How many documents there are, without those taken out."""
        return self.size - len(self.deleted)

    def postings(self, field: str, word: str, *, places: bool = False) -> Postings:
        """All documents with the word; `places` are read only where asked for."""
        key = (field, word, places)
        if key not in self._postings:
            self._postings[key] = self._read(field, word.encode(), places)
        return self._postings[key]

    def frequency(self, field: str, word: str) -> int:
        """How many documents have the word."""
        if self.deleted:
            return len(self.postings(field, word).ids)
        return int(self._reader.doc_frequency(field, word)) if (field, word) in self._reader else 0

    def words(self, field: str, start: str = "") -> Iterator[str]:
        """The words of a field that begin like this, in order."""
        if field in self._reader.indexed_field_names():
            for word in self._reader.expand_prefix(field, start):
                yield word.decode()

    def lengths(self, field: str) -> bytes:
        """How many words each document has in a field, one byte a document: LENGTHS says what each byte stands for."""
        reader = self._reader._perdoc._cached_reader(f"_{field}_len", _LENGTHS_COLUMN)
        kept = bytes(reader._dbfile.get(reader._basepos, reader._count)) if reader is not None else b""
        return kept + bytes(self.size - len(kept))

    def days(self, field: str) -> tuple[array[int] | None, array[int] | None]:
        """The first and the last day of every document in a field of days; None where no document has any."""
        if field not in self._days:
            first, last = (self._column(name) for name in day_columns(field))
            self._days[field] = (first, last)
        return self._days[field]

    def column(self, name: str) -> Any:
        """What a column keeps, by the number of the document; None where no document has a value."""
        return self._reader.column_reader(name) if self._reader.has_column(name) else None

    def stored(self, number: int) -> str:
        """What was stored with a document."""
        return str(self._reader.stored_fields(number)["stored"])

    def _column(self, name: str) -> array[int] | None:
        if not self._reader.has_column(name):
            return None
        reader = self._reader.column_reader(name, translate=False)
        kept = array("I", bytes(reader._dbfile.get(reader._basepos, reader._count * reader._fixedlen)))
        if sys.byteorder == "little":  # columns are kept with the big end first
            kept.byteswap()
        kept.extend([UNDATED] * (self.size - len(kept)))
        return kept

    def _read(self, field: str, word: bytes, places: bool) -> Postings:
        if (field, word) not in self._reader:
            return _NONE
        matcher = self._reader._terms.matcher(field, word, self._reader.schema[field].format)
        found = _read_blocks(matcher, places) if isinstance(matcher, _LeafMatcher) else _read_singly(matcher, places)
        return _without(found, self.deleted) if self.deleted else found


def _read_blocks(matcher: Any, places: bool) -> Postings:
    found = Postings([], [], [])
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_weights()
        found.ids.extend(matcher._ids)
        found.weights.extend(matcher._weights)
        if places:
            matcher._read_values()
            found.places.extend(matcher._values)
        matcher._next_block()
    return found


def _read_singly(matcher: Any, places: bool) -> Postings:
    """A word of a single document is kept with the word itself, not in a block."""
    found = Postings([], [], [])
    while matcher.is_active():
        found.ids.append(matcher.id())
        found.weights.append(matcher.weight())
        if places:
            found.places.append(matcher.value())
        matcher.next()
    return found


def _without(found: Postings, deleted: frozenset[int]) -> Postings:
    kept = [at for at, number in enumerate(found.ids) if number not in deleted]
    if len(kept) == len(found.ids):
        return found
    return Postings(*([column[at] for at in kept] if column else [] for column in found))  # type: ignore[arg-type]
