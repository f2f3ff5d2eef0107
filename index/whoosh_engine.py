"""The engine that needs no server: Whoosh, in a folder of its own.

    WhooshEngine.create(Path("casebook/index/whoosh"))

Everything is given to it as words already cut and folded (`index.words`), so that another engine finds the same things.
"""

from __future__ import annotations

import heapq
import itertools
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, Self

from rapidfuzz import process
from rapidfuzz.distance import OSA
from whoosh.index import FileIndex, create_in, open_dir

from index.engine import FACETS, WEIGHED_FIELDS, Document
from index.errors import IndexFileError
from index.query import Found, Like, Node, Scored
from index.whoosh_fields import SOURCE, UNDATED, facet_column, lay_down, make_schema
from index.whoosh_matching import Matching, Scores
from index.whoosh_pool import WordPool
from index.whoosh_segments import Segment

_WAIT_SECONDS = 30.0
_BATCH = 100_000  # documents written at once: some 300 MB of memory
_LockError: type[Exception] = import_module("whoosh.index").LockError  # not exported to mypy


class _Opened(NamedTuple):
    """An index as it stood when it was first asked."""

    reader: Any
    segments: list[Segment]
    matching: Matching
    lexicons: dict[str, list[str]]


class WhooshEngine:
    """Documents in a folder. See `index.engine.Engine` for what the methods do."""

    def __init__(self, index: FileIndex) -> None:
        self._index = index
        self._opened: _Opened | None = None

    @classmethod
    def create(cls, folder: Path) -> Self:
        """A new, empty index in this folder."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(create_in(str(folder), make_schema()))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in this folder; whatever Whoosh raises where there is none or it is damaged."""
        engine = cls(open_dir(str(folder)))
        engine._now()
        return engine

    def close(self) -> None:
        """Close the files."""
        self._renew()
        self._index.close()  # type: ignore[no-untyped-call]

    def replace(self, *, delete: Iterable[str], add: Iterable[Document]) -> None:
        """Take out the documents of the sources `delete`, then put in those of `add`."""
        coming = iter(add)
        self._write(delete, itertools.islice(coming, _BATCH))
        while batch := list(itertools.islice(coming, _BATCH)):
            self._write((), batch)
        self._renew()

    def _write(self, delete: Iterable[str], add: Iterable[Document]) -> None:
        try:
            writer: Any = self._index.writer(timeout=_WAIT_SECONDS)
        except _LockError as error:
            raise IndexFileError("another docket is writing the search index; try again when it is done") from error
        writer.pool = WordPool()
        try:
            for source in delete:
                writer.delete_by_term(SOURCE, source)
            for document in add:
                writer.add_document(**lay_down(document))
            writer.commit()
        except BaseException:
            writer.cancel()
            raise

    def search(self, node: Node, *, limit: int | None, sort: str = "relevance") -> Found:
        """The best documents for a query."""
        found = self._now().matching.find(node)
        order = self._dated(sort, found) if sort in ("date", "due") else {number: -score for number, score in found.items()}
        ranked = sorted(found, key=lambda number: (order[number], number)) if limit is None else self._first(limit, order)
        return Found(
            [Scored(found[number], self._segment(number).stored(number - self._segment(number).base)) for number in ranked],
            len(found),
        )

    def facets(self, node: Node) -> dict[str, dict[str, int]]:
        """How many of the documents found have which value of each facet."""
        found = self._now().matching.find(node)
        return {name: self._counted(facet_column(name), found) for name in FACETS}

    def frequency(self, field: str, word: str) -> int:
        """How many documents have the word in the field."""
        return sum(segment.frequency(field, word) for segment in self._now().segments)

    def words_like(self, field: str, word: str, edits: int) -> list[str]:
        """Words of a field that differ from this by at most so many letters."""
        near = process.extract(word, self._lexicon(field), scorer=OSA.distance, score_cutoff=edits, limit=None)
        return sorted((one for one, _, _ in near if one != word), key=lambda one: (-self.frequency(field, one), one))

    def count(self) -> int:
        """How many documents there are."""
        return sum(segment.count for segment in self._now().segments)

    def _first(self, limit: int, order: dict[int, Any]) -> list[int]:
        return heapq.nsmallest(limit, order, key=lambda number: (order[number], number))

    def _dated(self, sort: str, found: Scores) -> dict[int, int]:
        """The day by which each document is put in order: of a date the first, of what is due the last."""
        days: dict[int, int] = {}
        for segment in self._now().segments:
            column = segment.days(sort)[0 if sort == "date" else 1]
            inside = (number for number in found if segment.base <= number < segment.base + segment.size)
            days |= {number: column[number - segment.base] if column is not None else UNDATED for number in inside}
        return days

    def _counted(self, column: str, found: Scores) -> dict[str, int]:
        counts: Counter[bytes] = Counter()
        for segment in self._now().segments:
            values = segment.column(column)
            if values is not None:
                counts.update(
                    values[number - segment.base] for number in found if segment.base <= number < segment.base + segment.size
                )
        named = {value.decode(): count for value, count in counts.items() if value}
        return dict(sorted(named.items(), key=lambda pair: (-pair[1], pair[0])))

    def _segment(self, number: int) -> Segment:
        return next(one for one in reversed(self._now().segments) if one.base <= number)

    def _lexicon(self, field: str) -> list[str]:
        now = self._now()
        if field not in now.lexicons:
            now.lexicons[field] = sorted({word for segment in now.segments for word in segment.words(field)})
        return now.lexicons[field]

    def _words_of(self, node: Like) -> list[str]:
        return [node.word, *self.words_like(node.field, node.word, node.edits)]

    def _now(self) -> _Opened:
        if self._opened is None:
            reader: Any = self._index.reader()  # type: ignore[no-untyped-call]
            segments = [Segment(leaf, base) for leaf, base in reader.leaf_readers()]
            average = {name: reader.field_length(name) / max(reader.doc_count_all(), 1) for name in WEIGHED_FIELDS}
            self._opened = _Opened(reader, segments, Matching(segments, average, self._words_of), {})
        return self._opened

    def _renew(self) -> None:
        if self._opened is not None:
            self._opened.reader.close()
            self._opened = None
