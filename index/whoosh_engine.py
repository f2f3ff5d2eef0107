"""The engine that needs no server: Whoosh, in a folder of its own.

    WhooshEngine.create(Path("casebook/index/whoosh"))

Everything is given to it as words already cut and folded (`index.words`), so that another engine finds the same things.
Whoosh's files and its lists of contents are kept; `whoosh_segments` reads them, `whoosh_commits` writes them.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from index.engine import FACETS, WEIGHED_FIELDS, Document
from index.query import Found, Like, Node, Scored
from index.whoosh_layout import facet_column
from index.whoosh_matching import Matching, Scores
from index.whoosh_segments import Segment, gather, open_segments

_Ranked = list[tuple[float, int, float]]  # by what a document is put in order, its number, its score


class _Opened(NamedTuple):
    """An index as it stood when it was first asked."""

    segments: list[Segment]
    matching: Matching
    lexicons: dict[str, list[str]]


class WhooshEngine:
    """Documents in a folder. See `index.engine.Engine` for what the methods do."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
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
        engine._now()
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

        replace(self._folder, delete, add)
        self.close()

    def search(self, node: Node, *, limit: int | None, sort: str = "relevance") -> Found:
        """The best documents for a query."""
        now = self._now()
        found = now.matching.find(node)
        ranked: _Ranked = []
        for segment, scores in zip(now.segments, found, strict=True):
            if scores:
                ranked = _first(limit, [*ranked, *_in_order(segment, scores, sort, limit)])
        best = [Scored(score, self._stored(number)) for _, number, score in ranked]
        return Found(best, sum(map(len, found)))

    def facets(self, node: Node) -> dict[str, dict[str, int]]:
        """How many of the documents found have which value of each facet."""
        found = self._now().matching.find(node)
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
        counts: Counter[bytes] = Counter()
        for segment, scores in zip(self._now().segments, found, strict=True):
            if scores:
                refs, values = segment.values(column)
                for ref, count in Counter(gather(refs, list(scores))).items():
                    counts[values[ref]] += count
        named = {value.decode(): count for value, count in counts.items() if value}
        return dict(sorted(named.items(), key=lambda pair: (-pair[1], pair[0])))

    def _stored(self, number: int) -> str:
        segment = next(one for one in reversed(self._now().segments) if one.base <= number)
        return segment.stored(number - segment.base)

    def _lexicon(self, field: str) -> list[str]:
        now = self._now()
        if field not in now.lexicons:
            now.lexicons[field] = sorted({word for segment in now.segments for word in segment.words(field)})
        return now.lexicons[field]

    def _words_of(self, node: Like) -> list[str]:
        return [node.word, *self.words_like(node.field, node.word, node.edits)]

    def _now(self) -> _Opened:
        if self._opened is None:
            contents, segments = open_segments(self._folder)
            count = max(sum(one.size for one in contents.segments), 1)
            average = {name: sum(one.lengths[name] for one in contents.segments) / count for name in WEIGHED_FIELDS}
            self._opened = _Opened(segments, Matching(segments, average, self._words_of), {})
        return self._opened


def _in_order(segment: Segment, scores: Scores, sort: str, limit: int | None) -> _Ranked:
    """The first documents of a segment: by the first day of "date", by the last of "due", or by the score, the best first."""
    numbers, worth = list(scores), list(scores.values())
    if sort in ("date", "due"):
        order: Sequence[float] = gather(segment.days(sort)[0 if sort == "date" else 1], numbers)
    else:
        order = [-score for score in worth]
    rows = zip(order, numbers, worth, strict=True)
    if limit is not None and len(numbers) > limit:
        last = heapq.nsmallest(limit, order)[-1] if limit else float("-inf")
        rows = (row for row in rows if row[0] <= last)  # type: ignore[assignment]
    return [(place, segment.base + number, score) for place, number, score in rows]


def _first(limit: int | None, ranked: _Ranked) -> _Ranked:
    return sorted(ranked)[:limit]
