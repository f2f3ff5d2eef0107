"""Where an action stands on a day: open, overdue, done, or unknown.

    by 31 March 2003, nothing heard  ->  open on 1 March, overdue on 1 April; done from the day that a paper reports it

An action without a date cannot be overdue. A promise or a request without one is open as long as nothing reports it done:
somebody owes it. A requirement or a target without a date is unknown: no paper would report that a standing rule has been kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import ceil

from corpus.edtf import due_day, parse_bounds
from corpus.records import Action, AnyRecord, Event, Item
from graph.likeness import stem_words

_LEAST_SHARED = 3
_BEYOND = re.compile(
    r",\s|\s(?:after|once|when|so that|in order|which|subject to|as soon as|together with)\s"
)  # what is added to the thing
_PUBLISH = re.compile(r"(?:publish|issue|release) (?!a further|another|the second|an? (?:new|interim|final))", re.I)
_POSSESSIVE = re.compile(r"['’]s\b", re.I)
_LEAST_TITLE = 2  # words: "guidance" alone may be any guidance
_ANY_PAPER = "government department office board response report paper guidance plan review strategy policy statement"
_ENOUGH = 0.8  # of the words of what was to be done stand in what is reported


def status_as_of(action: Action, day: date, done: Mapping[str, date] | None = None) -> str:
    """open, overdue, done or unknown, as known on that day.

    `done` says for actions by id on which day they are known to be done: from reviews, or from `find_done`.
    """
    if action.status == "done" or (done and action.id in done and done[action.id] <= day):
        return "done"
    due = due_day(action.when)
    if due is not None:
        return "overdue" if due < day else "open"
    if action.when or action.force in ("promise", "request"):
        return "open"
    return "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Fulfilment:
    """The day from which something is known to be done, and the record that shows it: an event, or the paper itself."""

    day: date
    record: str


def find_done(records: Iterable[AnyRecord]) -> dict[str, date]:
    """Actions that a later paper reports as a fact, or that the later paper itself is, each with the day of it."""
    return {action: done.day for action, done in find_fulfilled(records).items()}


def find_fulfilled(records: Iterable[AnyRecord]) -> dict[str, Fulfilment]:
    """Actions that a later paper reports as a fact, or that the later paper itself is, each with the first such day and what shows it.

    Only an event with nearly all the words of what was to be done counts, so that a like matter is not taken for the same; and of what was
    to be published only a paper whose title has all the words: "publish the harbour guidance" -> "GUIDANCE TO HARBOURS" of a later day.
    """
    given = list(records)
    own = {one.id: bounds.last for one in given if isinstance(one, Item) and (bounds := parse_bounds(one.date)) and bounds.last}
    told = _Told([one for one in given if isinstance(one, Event) and not one.planned])
    titled = {
        one.id: _Titled(own[one.id], one.id, _title_words(one.subject))
        for one in given
        if isinstance(one, Item) and one.id in own
    }
    papers = _Papers([titled[one.id] for one in given if isinstance(one, Item) and one.id in own and not one.duplicate_of])
    found: dict[str, Fulfilment] = {}
    for action in given:
        if isinstance(action, Action) and action.item in own:
            shown = [told.first(action.what, own[action.item]), _published(action.what, titled[action.item], papers)]
            if known := [one for one in shown if one]:
                found[action.id] = min(known)
    return found


@dataclass(frozen=True, slots=True)
class _Titled:
    """A paper on file by its day and the words of its title."""

    day: date
    item: str
    words: frozenset[str]


class _Papers:
    """Papers to be found by words of their titles."""

    def __init__(self, papers: Iterable[_Titled]) -> None:
        self._by_word: dict[str, list[_Titled]] = defaultdict(list)
        for paper in papers:
            for word in paper.words:
                self._by_word[word].append(paper)

    def with_all(self, words: frozenset[str]) -> list[_Titled]:
        """Those whose titles have all these words."""
        fewest = min((self._by_word.get(word, []) for word in words), key=len, default=[])
        return [paper for paper in fewest if words <= paper.words]


def _published(what: str, said: _Titled, papers: _Papers) -> Fulfilment | None:
    """The one later paper whose title has every word of what was to be published; None where there are several.

    Where these words could stand over many papers ("the Government's response"), the title must share the matter of the paper that said so.
    """
    deed = _PUBLISH.match(what)
    words = _title_words(_BEYOND.split(what[deed.end() :], maxsplit=1)[0]) if deed else frozenset()
    if len(words) < _LEAST_TITLE:
        return None
    anyone = words <= _title_words(_ANY_PAPER)
    later = [one for one in papers.with_all(words) if one.day > said.day]
    near = [one for one in later if not anyone or len(one.words & said.words) >= _LEAST_TITLE]
    return Fulfilment(near[0].day, near[0].item) if len(near) == len(later) == 1 else None


def _title_words(title: str) -> frozenset[str]:
    return frozenset(stem_words(_POSSESSIVE.sub("", title)))


class _Told:
    """What the papers report as done, to be asked by the words of what was to be done."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._told: list[tuple[Fulfilment, frozenset[str]]] = []
        self._by_stem: dict[str, set[int]] = defaultdict(set)
        for event in events:
            bounds = parse_bounds(event.date)
            if bounds and bounds.last:
                stems = frozenset(stem_words(event.text))
                for stem in stems:
                    self._by_stem[stem].add(len(self._told))
                self._told.append((Fulfilment(bounds.last, event.id), stems))

    def first(self, what: str, said: date) -> Fulfilment | None:
        """What is told first of a day after that on which it was said, with nearly all these words."""
        words = set(stem_words(_BEYOND.split(what, maxsplit=1)[0]))
        least = max(_LEAST_SHARED, ceil(_ENOUGH * len(words)))
        if len(words) < least:
            return None
        places = sorted((self._by_stem.get(word, set()) for word in words), key=len)
        # Whoever lacks but a few of the words has two of the few and two rarest of them: only those are looked at.
        rarest = places[: len(words) - least + 2]
        near = set[int]().union(*(left & right for left, right in combinations(rarest, 2)))
        shown = [one for one, stems in (self._told[place] for place in near) if one.day > said and len(words & stems) >= least]
        return min(shown, default=None)
