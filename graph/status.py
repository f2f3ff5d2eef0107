"""Where an action stands on a day: open, overdue, done, or unknown.

    by 31 March 2003, nothing heard  ->  open on 1 March, overdue on 1 April; done from the day that a paper reports it

An action without a date cannot be overdue. A promise or a request without one is open as long as nothing reports it done:
somebody owes it. A requirement or a target without a date is unknown: no paper would report that a standing rule has been kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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


def find_done(records: Iterable[AnyRecord]) -> dict[str, date]:
    """Actions that a later paper reports as a fact, or that the later paper itself is, each with the day of it.

    Only an event with nearly all the words of what was to be done counts, so that a like matter is not taken for the same; and of what was
    to be published only a paper whose title has all the words: "publish the harbour guidance" -> "GUIDANCE TO HARBOURS" of a later day.
    """
    given = list(records)
    own = {one.id: bounds.last for one in given if isinstance(one, Item) and (bounds := parse_bounds(one.date)) and bounds.last}
    told = _Told([one for one in given if isinstance(one, Event) and not one.planned])
    titled = {one.id: _Titled(own[one.id], _title_words(one.subject)) for one in given if isinstance(one, Item) and one.id in own}
    papers = [titled[one.id] for one in given if isinstance(one, Item) and one.id in own and not one.duplicate_of]
    found: dict[str, date] = {}
    for action in given:
        if isinstance(action, Action) and action.item in own:
            said = own[action.item]
            days = [told.first_day(action.what, said), _published(action.what, titled[action.item], papers)]
            if known := [day for day in days if day]:
                found[action.id] = min(known)
    return found


@dataclass(frozen=True, slots=True)
class _Titled:
    """A paper on file by its day and the words of its title."""

    day: date
    words: frozenset[str]


def _published(what: str, said: _Titled, papers: Sequence[_Titled]) -> date | None:
    """The day of the one later paper whose title has every word of what was to be published; None where there are several.

    Where these words could stand over many papers ("the Government's response"), the title must share the matter of the paper that said so.
    """
    deed = _PUBLISH.match(what)
    words = _title_words(_BEYOND.split(what[deed.end() :], maxsplit=1)[0]) if deed else frozenset()
    if len(words) < _LEAST_TITLE:
        return None
    anyone = words <= _title_words(_ANY_PAPER)
    later = [one for one in papers if one.day > said.day and words <= one.words]
    near = [one.day for one in later if not anyone or len(one.words & said.words) >= _LEAST_TITLE]
    return near[0] if len(near) == len(later) == 1 else None


def _title_words(title: str) -> frozenset[str]:
    return frozenset(stem_words(_POSSESSIVE.sub("", title)))


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
