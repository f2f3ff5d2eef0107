"""What later papers tell of a recommendation's matter without naming its number.

    "The Harbour Office should light the pier at night", 1951; a letter of 1953: "The Harbour Office lit the pier at night on 3 May"
    ->  {"recommendation-1f…": [Event("event-7c…")]}

A statement is about a recommendation if it shares the words that tell that one from the others: fewer of them are enough where the same
party acts. It says what was done or promised, not whether that is what was recommended; so nothing is decided by it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import log

from corpus.edtf import parse_bounds
from corpus.records import Action, Actor, AnyRecord, Event, Item, Recommendation, Response
from graph.likeness import Names, read_names, split_names, stem_words
from graph.parts import whole_of

Told = Action | Event
_LEAST_SHARED = 3  # words
_OF_RECOMMENDATION = 0.45  # of the weight of its words that a statement must have …
_BY_ITS_PARTY = 0.3  # … and is enough if the statement is of the party that was to act
_OF_STATEMENT = 0.35  # of the weight of the statement's own words: a long paper on everything is about nothing
_MOST_COMMON = 0.2  # a word in more than one of five recommendations of a report tells nothing


def find_later(records: Iterable[AnyRecord]) -> dict[str, list[Told]]:
    """The events and actions of later papers on the matter of each recommendation, by its id, oldest first.

    In: linked records (`graph.links.link_records`). Left out are the paper of the report itself and what is attached to it, papers that
    answer the recommendation, second copies, and papers without a date or of an earlier one.
    """
    given = list(records)
    asked = [one for one in given if isinstance(one, Recommendation)]
    return _Matter(given).find(asked) if asked else {}


class _Matter:
    """The statements of all papers, to be asked by the words of a recommendation."""

    def __init__(self, given: Sequence[AnyRecord]) -> None:
        self._items = {one.id: one for one in given if isinstance(one, Item)}
        self._names: Names = read_names(one for one in given if isinstance(one, Actor))
        self._told = [one for one in given if isinstance(one, Action | Event) and self._counts(one.item)]
        self._words = [frozenset(stem_words(_words_of(one))) for one in self._told]
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for place, words in enumerate(self._words):
            for word in words:
                self._by_word[word].add(place)
        self._answering: dict[str, set[str]] = defaultdict(set)
        for one in given:
            if isinstance(one, Response):
                for answered in one.answers:
                    self._answering[answered].add(one.item)

    def find(self, asked: Sequence[Recommendation]) -> dict[str, list[Told]]:
        counts = Counter(word for one in asked for word in set(stem_words(one.text)))
        often = max(2, _MOST_COMMON * len(asked))
        all_of_them = len(asked) + len(self._told)
        weights = {
            word: log(1 + all_of_them / (count + len(self._by_word.get(word, ()))))
            for word, count in counts.items()
            if count <= often
        }
        found = {one.id: list(self._of(one, weights)) for one in asked}
        return {id: sorted(told, key=self._order) for id, told in found.items() if told}

    def _of(self, asked: Recommendation, weights: Mapping[str, float]) -> Iterator[Told]:
        wanted = {word for word in stem_words(asked.text) if word in weights}
        whole = sum(weights[word] for word in wanted)
        for place in _sharing(wanted, self._by_word):
            told, words = self._told[place], self._words[place]
            shared = sum(weights[word] for word in wanted & words)
            own = sum(weights.get(word, log(1 + len(self._told) / len(self._by_word[word]))) for word in words)
            least = _BY_ITS_PARTY if self._is_of_party(told, asked) else _OF_RECOMMENDATION
            if shared >= least * whole and shared >= _OF_STATEMENT * own and self._is_later(told, asked):
                yield told

    def _is_later(self, told: Told, asked: Recommendation) -> bool:
        """Does it stand in a later paper than the report, that is neither part of it nor an answer to this recommendation?"""
        if told.item in self._answering[asked.id] or whole_of(told.item, self._items) == whole_of(asked.item, self._items):
            return False
        if isinstance(told, Action) and told.about == asked.id:
            return False
        day, reported = self._day(told.item), self._day(asked.item)
        return day is not None and (reported is None or day > reported)

    def _is_of_party(self, told: Told, asked: Recommendation) -> bool:
        wanted = split_names(asked.addressee)
        if not wanted:
            return False
        if isinstance(told, Action):
            return self._names.any_same(wanted, split_names(told.who)) is True
        return any(name.casefold() in told.text.casefold() for name in wanted)

    def _counts(self, item: str) -> bool:
        return item in self._items and self._items[item].duplicate_of is None

    def _day(self, item: str) -> date | None:
        bounds = parse_bounds(self._items[item].date) if item in self._items else None
        return bounds.first if bounds else None

    def _order(self, told: Told) -> tuple[date, str, int, str]:
        return (self._day(told.item) or date.max, told.source, told.start, told.id)


def _sharing(wanted: Iterable[str], by_word: Mapping[str, set[int]]) -> list[int]:
    """The places that have enough of the words."""
    counts = Counter(place for word in wanted for place in by_word.get(word, ()))
    return sorted(place for place, count in counts.items() if count >= _LEAST_SHARED)


def _words_of(told: Told) -> str:
    return told.what or told.quote if isinstance(told, Action) else told.text
