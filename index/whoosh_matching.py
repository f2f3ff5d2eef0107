"""Carries out a query on the segments of a Whoosh index: which documents, and how well each fits.

    Matching(segments).find(Word("text", "tug"))  ->  {3: 4.1, 17: 5.0, 40: 4.1}

A node gives a mapping from the numbers of documents to scores; the mappings of its parts are joined as sets are. Words of
weighed fields score by BM25, all else by its weight.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from index.engine import WEIGHED_FIELDS
from index.query import And, Best, Days, Every, Like, Most, Node, Not, Or, Phrase, Prefix, Word
from index.whoosh_fields import FIRST_DAY, LAST_DAY, decode_places
from index.whoosh_segments import LENGTHS, Segment

_K1 = 1.2
_B = {"text": 0.6, "head": 0.3}  # how far long texts are marked down: heads are of a length by nature
_ENOUGH = 4000  # documents that `Most` takes in; beyond them, what holds only commoner words can't be among the best
Scores = dict[int, float]


class Matching:
    """Queries on all segments of an index.

    `average` is the mean length of each weighed field, `like` finds the words that a `Like` stands for.
    """

    def __init__(self, segments: Sequence[Segment], average: dict[str, float], like: Callable[[Like], Iterable[str]]) -> None:
        self._segments, self._like = segments, like
        self._last: tuple[Node, Scores] | None = None
        self._count = max(sum(segment.count for segment in segments), 1)
        self._norms = {name: [_K1 * (1 - b + b * length / (average[name] or 1)) for length in LENGTHS] for name, b in _B.items()}

    def find(self, node: Node) -> Scores:
        """All documents that a query finds, with their scores."""
        if self._last is None or self._last[0] != node:  # who counts the facets asks for the same again
            found: Scores = {}
            for segment in self._segments:
                found |= {segment.base + number: score for number, score in self._in(segment, node).items()}
            self._last = node, found
        return self._last[1]

    def _in(self, segment: Segment, node: Node) -> Scores:
        found: Scores
        match node:
            case Every():
                found = dict.fromkeys(self._all(segment), 0.0)
            case Word():
                found = self._word(segment, node)
            case Phrase():
                found = self._phrase(segment, node)
            case Prefix(field, start):
                found = self._any_word(segment, field, segment.words(field, start), 1.0)
            case Like(field, weight=weight):
                found = self._any_word(segment, field, self._like(node), weight)
            case Days():
                found = _days(segment, node)
            case And(parts):
                found = self._all_of(segment, parts)
            case Or(parts):
                found = _sum(self._in(segment, part) for part in parts)
            case Best(parts):
                found = _best(self._in(segment, part) for part in parts)
            case Most(parts):
                found = _most([self._in(segment, part) for part in parts])
            case Not(part):
                without = self._in(segment, part)
                found = {number: 0.0 for number in self._all(segment) if number not in without}
        return found

    def _word(self, segment: Segment, node: Word) -> Scores:
        found = segment.postings(node.field, node.word)
        if node.field not in WEIGHED_FIELDS:
            return dict.fromkeys(found.ids, node.weight)
        scale = node.weight * self._rarity(node.field, node.word) * (_K1 + 1)
        norms, lengths = self._norms[node.field], segment.lengths(node.field)
        return {
            number: scale * often / (often + norms[lengths[number]])
            for number, often in zip(found.ids, found.weights, strict=True)
        }

    def _rarity(self, field: str, word: str) -> float:
        have = sum(segment.frequency(field, word) for segment in self._segments)
        return math.log(self._count / (have + 1)) + 1

    def _phrase(self, segment: Segment, node: Phrase) -> Scores:
        lists = [segment.postings(node.field, word, places=True) for word in node.words]
        kept = [dict(zip(found.ids, found.places, strict=True)) for found in lists]
        both = set.intersection(*(set(one) for one in kept)) if kept else set()
        fits = _near if node.within else _in_order
        score = node.weight * max(self._rarity(node.field, word) for word in node.words)
        return {number: score for number in both if fits([decode_places(one[number]) for one in kept], node.within)}

    def _any_word(self, segment: Segment, field: str, words: Iterable[str], weight: float) -> Scores:
        return {number: weight for word in words for number in segment.postings(field, word).ids}

    def _all_of(self, segment: Segment, parts: Sequence[Node]) -> Scores:
        """All parts; what is the case of every document is not looked up, and what must not be there only takes away."""
        wanted = [part for part in parts if not isinstance(part, Every | Not)]
        found = self._in(segment, wanted[0] if wanted else Every())
        for part in wanted[1:]:
            other = self._in(segment, part) if found else {}
            found = {number: score + other[number] for number, score in found.items() if number in other}
        for taken in parts:
            if isinstance(taken, Not) and found:
                without = self._in(segment, taken.part)
                found = {number: score for number, score in found.items() if number not in without}
        return found

    def _all(self, segment: Segment) -> Iterable[int]:
        return (number for number in range(segment.size) if number not in segment.deleted)


def _sum(parts: Iterable[Scores]) -> Scores:
    found: Scores = {}
    for part in parts:
        for number, score in part.items():
            found[number] = found.get(number, 0.0) + score
    return found


def _best(parts: Iterable[Scores]) -> Scores:
    found: Scores = {}
    for part in parts:
        for number, score in part.items():
            if score > found.get(number, -1.0):
                found[number] = score
    return found


def _most(parts: Sequence[Scores]) -> Scores:
    """Sums from the rarest part on; once enough documents are in, commoner parts only add to those."""
    found: Scores = {}
    for part in sorted(parts, key=len):
        if len(found) < _ENOUGH:
            for number, score in part.items():
                found[number] = found.get(number, 0.0) + score
        else:
            for number in found.keys() & part.keys():
                found[number] += part[number]
    return found


def _days(segment: Segment, node: Days) -> Scores:
    first, last = segment.days(node.field)
    if first is None or last is None:
        return {}
    low, high = node.first or FIRST_DAY, node.last or LAST_DAY
    inside = (number for number, (begins, ends) in enumerate(zip(first, last, strict=True)) if begins <= high and ends >= low)
    return {number: 0.0 for number in inside if number not in segment.deleted}


def _in_order(places: Sequence[Sequence[int]], within: int) -> bool:
    """Do the words follow one another? `places` are those of each word in turn."""
    starts = set(places[0])
    for step, one in enumerate(places[1:], 1):
        starts &= {place - step for place in one}
    return bool(starts)


def _near(places: Sequence[Sequence[int]], within: int) -> bool:
    """Is there a place of each word so that the first and the last are at most `within` apart?"""
    at = [0] * len(places)
    while True:
        here = [one[step] for one, step in zip(places, at, strict=True)]
        if max(here) - min(here) <= within:
            return True
        behind = here.index(min(here))
        at[behind] += 1
        if at[behind] == len(places[behind]):
            return False
