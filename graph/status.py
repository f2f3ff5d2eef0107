"""Where an action stands on a day: open, overdue, done, or unknown.

    by 31 March 2003, nothing heard  ->  open on 1 March, overdue on 1 April; done from the day that a paper reports it

An action without a date cannot be overdue. A promise or a request without one is open as long as nothing reports it done:
somebody owes it. A requirement or a target without a date is unknown: no paper would report that a standing rule has been kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from math import ceil

from corpus.edtf import due_day, parse_bounds
from corpus.records import Action, AnyRecord, Event, Item
from graph.likeness import stem_words

_LEAST_SHARED = 3
_BEYOND = re.compile(
    r",\s|\s(?:after|once|when|so that|in order|which|subject to|as soon as|together with)\s"
)  # what is added to the thing
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


def find_done(records: Iterable[AnyRecord]) -> dict[str, date]:
    """Actions that a later paper reports as a fact, each with the day of the fact.

    Only an event with nearly all the words of what was to be done counts, so that a like matter is not taken for the same.
    """
    given = list(records)
    own = {one.id: bounds.last for one in given if isinstance(one, Item) and (bounds := parse_bounds(one.date)) and bounds.last}
    told = _Told([one for one in given if isinstance(one, Event) and not one.planned])
    found: dict[str, date] = {}
    for action in given:
        if isinstance(action, Action) and action.item in own and (day := told.first_day(action.what, own[action.item])):
            found[action.id] = day
    return found


class _Told:
    """What the papers report as done, to be asked by the words of what was to be done."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._told: list[tuple[date, frozenset[str]]] = []
        self._by_stem: dict[str, set[int]] = defaultdict(set)
        for event in events:
            bounds = parse_bounds(event.date)
            if bounds and bounds.last:
                stems = frozenset(stem_words(event.text))
                for stem in stems:
                    self._by_stem[stem].add(len(self._told))
                self._told.append((bounds.last, stems))

    def first_day(self, what: str, said: date) -> date | None:
        """The first day after that on which it was said that is told of with nearly all these words."""
        words = set(stem_words(_BEYOND.split(what, maxsplit=1)[0]))
        least = max(_LEAST_SHARED, ceil(_ENOUGH * len(words)))
        if len(words) < least:
            return None
        places = sorted((self._by_stem.get(word, set()) for word in words), key=len)
        # Whoever shares all but a few of the words shares one of the rarest of them: only those are looked at.
        near = set[int]().union(*places[: len(words) - least + 1])
        days = [day for day, stems in (self._told[place] for place in near) if day > said and len(words & stems) >= least]
        return min(days, default=None)
