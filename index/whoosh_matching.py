"""Carries out a query on the segments of a Whoosh index: which documents, and how well each fits.

    Matching(segments, …).find(Word("text", "tug"))  ->  [{3: 4.1, 17: 5.0}, {}, {40: 4.1}], a mapping for each segment

A node gives a mapping from the numbers of documents to scores; the mappings of its parts are joined as sets are. What all
must have goes from the rarest part on, and what is left is all that the next part looks at. Words of weighed fields score by
BM25, all else by its weight.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from index.engine import WEIGHED_FIELDS
from index.query import And, Best, Days, Every, Like, Most, Node, Not, Or, Phrase, Prefix, Word
from index.whoosh_layout import FIRST_DAY, LAST_DAY, LENGTHS, WHOLE, day_columns, mask_of, places_of
from index.whoosh_segments import Postings, Segment, gather

_K1 = 1.2
_B = {"text": 0.6, "head": 0.3}  # how far long texts are marked down: heads are of a length by nature
_ENOUGH = 4000  # documents that `Most` takes in; beyond them, what holds only commoner words can't be among the best
_LEAST_ENOUGH = 500  # of them, in one segment
_FEW = 8  # so many times fewer documents than a word has are looked up one by one
Scores = dict[int, float]


class Matching:
    """Queries on all segments of an index.

    `average` is the mean length of each weighed field, `like` finds the words that a `Like` stands for.
    """

    def __init__(self, segments: Sequence[Segment], average: dict[str, float], like: Callable[[Like], Iterable[str]]) -> None:
        self._segments, self._like = segments, like
        self._last: tuple[Node, bool, list[Scores]] | None = None
        self._scoring = True
        self._count = max(sum(segment.size for segment in segments), 1)
        self._norms = {name: [_K1 * (1 - b + b * length / (average[name] or 1)) for length in LENGTHS] for name, b in _B.items()}
        self._worth: dict[tuple[Word, float], list[float]] = {}
        self._frequencies: dict[tuple[str, str], int] = {}

    def find(self, node: Node, *, scored: bool = True) -> list[Scores]:
        """All documents that a query finds, for each segment by their numbers in it; with their scores where they are wanted."""
        if self._last is None or self._last[0] != node or scored > self._last[1]:  # who counts facets asks for the same again
            self._scoring = scored
            self._worth.clear()
            self._last = node, scored, [self._in(segment, node, None) for segment in self._segments]
        return self._last[2]

    def score(self, node: Node, segment: Segment, numbers: Iterable[int]) -> Scores:
        """The scores of some documents that a query finds."""
        self._scoring = True
        return self._in(segment, node, dict.fromkeys(numbers, 0.0))

    def _in(self, segment: Segment, node: Node, among: Scores | None) -> Scores:
        """The documents of one segment, only those `among` some where that is given."""
        found: Scores
        match node:
            case Every():
                found = dict.fromkeys(range(segment.size) if among is None else among, 0.0)
            case Word():
                found = self._word(segment, node, among)
            case Phrase():
                found = self._phrase(segment, node, among)
            case Prefix(field, start):
                found = _any_word(segment, field, segment.words(field, start), 1.0, among)
            case Like(field, weight=weight):
                found = _any_word(segment, field, self._like(node), weight, among)
            case Days():
                found = _days(segment, node, among)
            case And(parts):
                found = self._all_of(segment, parts, among)
            case Or(parts):
                found = _sum(self._in(segment, part, among) for part in parts)
            case Best(parts):
                found = _best(self._in(segment, part, among) for part in parts)
            case Most(parts):
                found = self._most(segment, parts, among)
            case Not(part):
                without = self._in(segment, part, among)
                found = {number: 0.0 for number in (range(segment.size) if among is None else among) if number not in without}
        return found

    def _word(self, segment: Segment, node: Word, among: Scores | None) -> Scores:
        ids, weights, _ = _restricted(segment.postings(node.field, node.word), among)
        if node.field not in WEIGHED_FIELDS or not ids or not self._scoring:
            return dict.fromkeys(ids, node.weight)
        lengths = gather(segment.lengths(node.field), ids)
        if weights is None:
            return dict(zip(ids, map(self._worths(node, 1).__getitem__, lengths), strict=True))
        worth = {often: self._worths(node, often) for often in set(weights)}
        return {number: worth[often][length] for number, often, length in zip(ids, weights, lengths, strict=True)}

    def _worths(self, node: Word, often: float) -> list[float]:
        """What it scores to have a word so often, by the byte of the length."""
        key = (node, often)
        if key not in self._worth:
            scale = node.weight * self._rarity(node.field, node.word) * (_K1 + 1)
            self._worth[key] = [scale * often / (often + norm) for norm in self._norms[node.field]]
        return self._worth[key]

    def _rarity(self, field: str, word: str) -> float:
        return math.log(self._count / (self._frequency(field, word) + 1)) + 1

    def _frequency(self, field: str, word: str) -> int:
        key = (field, word)
        if key not in self._frequencies:
            self._frequencies[key] = sum(segment.frequency(field, word) for segment in self._segments)
        return self._frequencies[key]

    def _phrase(self, segment: Segment, node: Phrase, among: Scores | None) -> Scores:
        if not node.words:
            return {}
        score = node.weight * max(self._rarity(node.field, word) for word in node.words)
        if node.field in WHOLE and not node.within:
            return _any_word(
                segment, WHOLE[node.field], segment.holding(WHOLE[node.field], f" {' '.join(node.words)} "), score, among
            )
        lists = [segment.postings(node.field, word) for word in node.words]
        by_length = sorted(lists, key=lambda one: len(one.ids))
        both = set(_restricted(by_length[0], among).ids)
        for one in by_length[1:]:
            both = both.intersection(one.ids) if both else both
        numbers = sorted(both)
        if len(lists) > 1 and numbers:
            numbers = (_near if node.within else _in_order)(lists, numbers, node.within)
        return dict.fromkeys(numbers, score)

    def _all_of(self, segment: Segment, parts: Sequence[Node], among: Scores | None) -> Scores:
        """All parts, the rarest first; what is the case of every document is not looked up, what must not be there takes away."""
        parts = list(_flat(parts))
        wanted = sorted((part for part in parts if not isinstance(part, Every | Not)), key=self._extent)
        found = self._in(segment, wanted[0] if wanted else Every(), among)
        for part in wanted[1:]:
            if found:
                other = self._in(segment, part, found)
                found = {number: found[number] + score for number, score in other.items()}
        for taken in parts:
            if isinstance(taken, Not) and found:
                without = self._in(segment, taken.part, found)
                found = {number: score for number, score in found.items() if number not in without}
        return found

    def _most(self, segment: Segment, parts: Sequence[Node], among: Scores | None) -> Scores:
        """Sums from the rarest part on; once enough documents are in, commoner parts only add to those."""
        enough = max(_LEAST_ENOUGH, _ENOUGH * segment.size // self._count)
        found: Scores = {}
        for part in sorted(parts, key=self._extent):
            found = _added(found, self._in(segment, part, among if len(found) < enough else found))
        return found

    def _extent(self, node: Node) -> int:
        """About how many documents a node finds: words by what is known of them, all else as if it found every one."""
        match node:
            case Word(field, word):
                return self._frequency(field, word)
            case Phrase(field, words):
                return min((self._frequency(field, word) for word in words), default=0)
            case And(parts):
                return min(map(self._extent, parts), default=self._count)
            case Or(parts) | Best(parts) | Most(parts):
                return sum(map(self._extent, parts))
        return self._count


def _flat(parts: Iterable[Node]) -> Iterable[Node]:
    return chain.from_iterable(_flat(part.parts) if isinstance(part, And) else (part,) for part in parts)


def _restricted(found: Postings, among: Scores | None) -> Postings:
    """The postings of some documents."""
    if among is None:
        return found
    few = len(among) * _FEW < len(found.ids)
    kept = _places_in(found.ids, sorted(among)) if few else [at for at, number in enumerate(found.ids) if number in among]
    weights = found.weights and [found.weights[at] for at in kept]
    return Postings([found.ids[at] for at in kept], weights, None)


def _places_in(ids: Sequence[int], numbers: Iterable[int]) -> list[int]:
    """Where these numbers stand among others in order, those that do."""
    steps = ((bisect_left(ids, number), number) for number in numbers)
    return [at for at, number in steps if at < len(ids) and ids[at] == number]


def _any_word(segment: Segment, field: str, words: Iterable[str], weight: float, among: Scores | None) -> Scores:
    found = chain.from_iterable(segment.postings(field, word).ids for word in words)
    return dict.fromkeys(found if among is None else (number for number in found if number in among), weight)


def _sum(parts: Iterable[Scores]) -> Scores:
    found: Scores = {}
    for part in parts:
        found = _added(found, part)
    return found


def _added(found: Scores, part: Scores) -> Scores:
    """Scores of either, added where both have one; the lesser goes into the greater."""
    less, more = sorted((found, part), key=len)
    both = {number: found[number] + part[number] for number in less.keys() & more.keys()} if less else {}
    return more | less | both


def _best(parts: Iterable[Scores]) -> Scores:
    found: Scores = {}
    for part in parts:
        less, more = sorted((found, part), key=len)
        both = {number: max(found[number], part[number]) for number in less.keys() & more.keys()} if less else {}
        found = more | less | both
    return found


def _days(segment: Segment, node: Days, among: Scores | None) -> Scores:
    low, high = node.first or FIRST_DAY, node.last or LAST_DAY
    if among is not None:
        first, last = (segment.days_of(column, list(among)) for column in day_columns(node.field))
        rows = zip(among, first, last, strict=True)
    else:
        rows = zip(range(segment.size), *segment.days(node.field), strict=True)
    return {number: 0.0 for number, begins, ends in rows if begins <= high and ends >= low}


def _kept_places(found: Postings, numbers: Sequence[int]) -> Sequence[int | bytes]:
    """What a word's postings keep of its places in each of these documents, which all have it."""
    places = found.places or ()
    if len(numbers) * _FEW < len(found.ids):
        return [places[at] for at in _places_in(found.ids, numbers)]
    return gather(dict(zip(found.ids, places, strict=True)), numbers)  # type: ignore[arg-type]


def _in_order(lists: Sequence[Postings], numbers: Sequence[int], _: int) -> list[int]:
    """The documents in which the words follow one another."""
    here: Iterable[int] = map(mask_of, _kept_places(lists[0], numbers))
    for found in lists[1:]:
        here = [before << 1 & mask for before, mask in zip(here, map(mask_of, _kept_places(found, numbers)), strict=True)]
    return [number for number, mask in zip(numbers, here, strict=True) if mask]


def _near(lists: Sequence[Postings], numbers: Sequence[int], within: int) -> list[int]:
    """The documents with a place of each word so that the first and the last are at most `within` apart."""
    columns = [map(places_of, _kept_places(found, numbers)) for found in lists]
    return [number for number, *places in zip(numbers, *columns, strict=True) if _are_near(places, within)]


def _are_near(places: Sequence[Sequence[int]], within: int) -> bool:
    at = [0] * len(places)
    while True:
        here = [one[step] for one, step in zip(places, at, strict=True)]
        if max(here) - min(here) <= within:
            return True
        behind = here.index(min(here))
        at[behind] += 1
        if at[behind] == len(places[behind]):
            return False
