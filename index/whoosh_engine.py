"""The engine that needs no server: Whoosh, in a folder of its own.

    WhooshEngine.create(Path("casebook/index/whoosh"))

Everything is given to it as words already cut and folded (`index.words`), so that another engine finds the same things.
Whoosh's files and its lists of contents are kept; `whoosh_segments` reads them, `whoosh_commits` writes them.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from index.engine import FACETS, WEIGHED_FIELDS, Document
from index.query import Found, Like, Node, Scored
from index.whoosh_layout import day_columns, facet_column
from index.whoosh_matching import Matching, Scores
from index.whoosh_segments import Contents, Segment, gather, leftovers, open_segments

_Ranked = list[tuple[float, int]]  # by what a document is put in order, and its number


class _Opened(NamedTuple):
    """An index as it stood when it was first asked."""

    contents: Contents
    segments: list[Segment]
    matching: Matching
    lexicons: dict[str, list[str]]


class WhooshEngine:
    """Documents in a folder. See `index.engine.Engine` for what the methods do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: _Opened | None = None

    @classmethod
    def create(cls, folder: Path) -> Self:
        """A new, empty index in this folder."""
        from index.whoosh_commits import begin  # noqa: PLC0415  # Whoosh itself is loaded to write

        begin(folder)
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in this folder; whatever is stumbled over where there is none or it is damaged."""
        engine = cls(folder)
        if leftovers(folder, engine._now().contents):  # of one who was killed, or writes just now
            from index.whoosh_commits import clear_leftovers  # noqa: PLC0415

            clear_leftovers(folder)
        return engine

    def close(self) -> None:
        """Close the files."""
        if self._opened is not None:
            for segment in self._opened.segments:
                segment.close()
            self._opened = None

    def replace(self, *, delete: Iterable[str], add: Iterable[Document]) -> None:
        """Take out the documents of the sources `delete`, then put in those of `add`."""
        from index.whoosh_commits import replace  # noqa: PLC0415

        replace(self.folder, delete, add)
        self.close()

    def search(self, node: Node, *, limit: int | None, sort: str = "relevance") -> Found:
        """The best documents for a query."""
        now, dated = self._now(), sort in ("date", "due")
        found = now.matching.find(node, scored=not dated)
        ranked: _Ranked = []
        for segment, scores in zip(now.segments, found, strict=True):
            if scores:
                order = _days(segment, scores, sort) if dated else [-score for score in scores.values()]
                ranked = sorted([*ranked, *_first(limit, order, segment, scores)])[:limit]
        worth = self._worth_of(node, ranked) if dated else {number: -place for place, number in ranked}
        return Found([Scored(worth[number], self._stored(number)) for _, number in ranked], sum(map(len, found)))

    def facets(self, node: Node) -> dict[str, dict[str, int]]:
        """How many of the documents found have which value of each facet."""
        found = self._now().matching.find(node, scored=False)
        return {name: self._counted(facet_column(name), found) for name in FACETS}

    def frequency(self, field: str, word: str) -> int:
        """How many documents have the word in the field."""
        return sum(segment.frequency(field, word) for segment in self._now().segments)

    def words_like(self, field: str, word: str, edits: int) -> list[str]:
        """Words of a field that differ from this by at most so many letters."""
        from rapidfuzz import process  # noqa: PLC0415  # most searches need it not
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        near = process.extract(word, self._lexicon(field), scorer=OSA.distance, score_cutoff=edits, limit=None)
        return sorted((one for one, _, _ in near if one != word), key=lambda one: (-self.frequency(field, one), one))

    def count(self) -> int:
        """How many documents there are."""
        return sum(segment.size for segment in self._now().segments)

    def _counted(self, column: str, found: Sequence[Scores]) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for segment, scores in zip(self._now().segments, found, strict=True):
            if scores:
                refs, values = segment.values(column)
                for ref, count in Counter(gather(refs, list(scores))).items():
                    counts[values[ref]] += count
        named = {value: count for value, count in counts.items() if value}
        return dict(sorted(named.items(), key=lambda pair: (-pair[1], pair[0])))

    def _worth_of(self, node: Node, ranked: _Ranked) -> Scores:
        """The scores of documents that were put in order by their days."""
        numbers: dict[Segment, list[int]] = {}
        for _, number in ranked:
            segment = self._segment(number)
            numbers.setdefault(segment, []).append(number - segment.base)
        scores = ((segment.base, self._now().matching.score(node, segment, some)) for segment, some in numbers.items())
        return {base + number: score for base, some in scores for number, score in some.items()}

    def _stored(self, number: int) -> str:
        segment = self._segment(number)
        return segment.stored(number - segment.base)

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
            contents, segments = open_segments(self.folder)
            count = max(sum(one.size for one in contents.segments), 1)
            average = {name: sum(one.lengths[name] for one in contents.segments) / count for name in WEIGHED_FIELDS}
            self._opened = _Opened(contents, segments, Matching(segments, average, self._words_of), {})
        return self._opened


def _days(segment: Segment, scores: Scores, sort: str) -> Sequence[int]:
    """The day by which each document is put in order: of a date the first, of what is due the last."""
    return segment.days_of(day_columns(sort)[0 if sort == "date" else 1], list(scores))


def _first(limit: int | None, order: Sequence[float], segment: Segment, scores: Scores) -> Iterable[tuple[float, int]]:
    """Documents of a segment in no order, without those that many others come before."""
    rows = zip(order, scores, strict=True)
    if limit is None or len(order) <= limit:
        return [(place, segment.base + number) for place, number in rows]
    last = heapq.nsmallest(limit, order)[-1] if limit else -math.inf
    before = [(place, segment.base + number) for place, number in rows if place < last]
    alike = (number for place, number in zip(order, scores, strict=True) if place == last)
    return before + [(last, segment.base + number) for number in heapq.nsmallest(limit - len(before), alike)]
