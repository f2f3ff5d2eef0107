"""An engine that looks at every document for every question: slow, short, and right by reading it.

It is the second engine behind docket's interface, and says to the first what is right.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from index.engine import FACETS, WEIGHED_FIELDS, Document
from index.query import And, Best, Days, Every, Found, Like, Most, Node, Not, Or, Phrase, Prefix, Scored, Word

_NEVER, _ALWAYS = 1, 3_652_059
_B = {"text": 0.6, "head": 0.3}


class TableEngine:
    """Documents in a list."""

    def __init__(self) -> None:
        self._documents: list[Document] = []
        self._rarities: dict[tuple[str, str], float] = {}
        self._means: dict[str, float] = {}

    def replace(self, *, delete: Iterable[str], add: Iterable[Document]) -> None:
        self._rarities, self._means = {}, {}
        gone, coming = set(delete), list(add)
        self._documents = [one for one in self._documents if one.source not in gone] + coming

    def search(self, node: Node, *, limit: int | None, sort: str = "relevance") -> Found:
        found = [(score, at) for at, one in enumerate(self._documents) if (score := self._score(node, one)) is not None]
        if sort == "relevance":
            found.sort(key=lambda pair: (-pair[0], pair[1]))
        else:
            found.sort(key=lambda pair: (_sorted_by(self._documents[pair[1]], sort), pair[1]))
        return Found([Scored(score, self._documents[at].stored) for score, at in found[:limit]], len(found))

    def facets(self, node: Node) -> dict[str, dict[str, int]]:
        found = [one for one in self._documents if self._score(node, one) is not None]
        counts = {name: Counter(one.facets.get(name, "") for one in found) for name in FACETS}
        return {name: {value: count for value, count in some.items() if value} for name, some in counts.items()}

    def frequency(self, field: str, word: str) -> int:
        return sum(word in _words(one, field) for one in self._documents)

    def words_like(self, field: str, word: str, edits: int) -> list[str]:
        words = {other for one in self._documents for other in _words(one, field) if other and other != word}
        near = [other for other in words if OSA.distance(word, other) <= edits]
        return sorted(near, key=lambda other: (-self.frequency(field, other), other))

    def count(self) -> int:
        return len(self._documents)

    def day_of(self, stored: str, sort: str) -> int:
        """The day by which a document stands in a listing."""
        return next(_sorted_by(one, sort) for one in self._documents if one.stored == stored)

    def close(self) -> None:
        pass

    def _score(self, node: Node, one: Document) -> float | None:
        """What a document scores; None where the node does not find it."""
        match node:
            case Every():
                return 0.0
            case Word(field, word, weight):
                return self._word(one, field, word, weight)
            case Phrase(field, words, within, weight):
                rarity = max((self._rarity(field, word) for word in words), default=0.0)
                return weight * rarity if _stand_together(_words(one, field), words, within) else None
            case Prefix(field, start):
                return 1.0 if any(word and word.startswith(start) for word in _words(one, field)) else None
            case Like(field, word, edits, weight):
                alike = {word, *self.words_like(field, word, edits)}
                return weight if alike & set(_words(one, field)) else None
            case Days(field, first, last):
                days = one.days.get(field)
                overlap = days and (days[0] or _NEVER) <= (last or _ALWAYS) and (days[1] or _ALWAYS) >= (first or _NEVER)
                return 0.0 if overlap else None
            case Not(part):
                return 0.0 if self._score(part, one) is None else None
            case And(parts):
                scores = [self._score(part, one) for part in parts]
                return None if None in scores else sum(score for score in scores if score is not None)
            case Or(parts) | Most(parts) | Best(parts):
                found = [score for part in parts if (score := self._score(part, one)) is not None]
                return (max if isinstance(node, Best) else sum)(found) if found else None

    def _word(self, one: Document, field: str, word: str, weight: float) -> float | None:
        words = _words(one, field)
        often = list(words).count(word)
        if not often or field not in WEIGHED_FIELDS:
            return weight if often else None
        if field not in self._means:
            self._means[field] = sum(len(_words(other, field)) for other in self._documents) / len(self._documents)
        norm = 1.2 * (1 - _B[field] + _B[field] * len(words) / self._means[field])
        return weight * self._rarity(field, word) * 2.2 * often / (often + norm)

    def _rarity(self, field: str, word: str) -> float:
        if (field, word) not in self._rarities:
            self._rarities[field, word] = math.log(len(self._documents) / (self.frequency(field, word) + 1)) + 1
        return self._rarities[field, word]


def _words(one: Document, field: str) -> Sequence[str]:
    return one.words.get(field) or one.values.get(field) or ()


def _sorted_by(one: Document, sort: str) -> int:
    days = one.days.get(sort)
    if days is None:
        return _ALWAYS + 1
    return (days[0] or _NEVER) if sort == "date" else (days[1] or _ALWAYS)


def _stand_together(words: Sequence[str], sought: Sequence[str], within: int) -> bool:
    if not sought:
        return False
    if not within:
        return any(tuple(words[at : at + len(sought)]) == tuple(sought) for at in range(len(words)))
    windows = (words[at : at + within + 1] for at in range(len(words)))
    return any(set(sought) <= set(window) for window in windows)
