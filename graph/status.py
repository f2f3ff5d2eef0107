"""Where an action stands on a day: open, overdue, done, or unknown.

    by 31 March 2003, nothing heard  ->  open on 1 March, overdue on 1 April; done from the day that a paper reports it

An action without a date cannot be overdue. A promise or a request without one is open as long as nothing reports it done:
somebody owes it. A requirement or a target without a date is unknown: no paper would report that a standing rule has been kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from corpus.edtf import due_day, parse_bounds
from corpus.records import Action, AnyRecord, Event, Item
from graph.likeness import stem_words

_LEAST_SHARED = 3
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
    items = {one.id: one for one in given if isinstance(one, Item)}
    by_stem: dict[str, list[Event]] = defaultdict(list)
    for event in given:
        if isinstance(event, Event) and not event.planned:
            for stem in set(stem_words(event.text)):
                by_stem[stem].append(event)
    found: dict[str, date] = {}
    for action in given:
        if isinstance(action, Action) and (day := _reported(action, by_stem, items)):
            found[action.id] = day
    return found


def _reported(action: Action, by_stem: Mapping[str, list[Event]], items: Mapping[str, Item]) -> date | None:
    """The day of the first event after the action's own paper that tells of its being done."""
    words = set(stem_words(action.what))
    own = items.get(action.item)
    said = parse_bounds(own.date) if own else None
    if len(words) < _LEAST_SHARED or said is None or said.last is None:
        return None
    rarest = min(words, key=lambda word: (len(by_stem.get(word, ())), word))
    days = []
    for event in by_stem.get(rarest, ()):
        bounds = parse_bounds(event.date)
        shared = words & set(stem_words(event.text))
        if bounds and bounds.last and bounds.last > said.last and len(shared) >= max(_LEAST_SHARED, _ENOUGH * len(words)):
            days.append(bounds.last)
    return min(days, default=None)
