"""What was known on a day: papers written by then, and actions with the status that they had.

actions_as_of(casebook, items, date(1951, 5, 4))  ->  [Action(…, when="../1951-05-03", status="overdue"), …]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from brief.reading import find_places, read
from corpus.casebook import Casebook
from corpus.edtf import parse_bounds
from corpus.records import Action, Event, Item, Recommendation, Response
from corpus.reviews import Review, standing
from graph.status import find_done, status_as_of

R = TypeVar("R", bound=Action | Event | Recommendation | Response)


def written_by(records: Iterable[R], items: dict[str, Item], day: date | None) -> list[R]:
    """The records of papers that were written by a day; all where no day is given. An undated paper counts as written."""
    return [one for one in records if day is None or not _is_later(items.get(one.item), day)]


def papers_after(items: dict[str, Item], day: date | None) -> frozenset[str]:
    """The ids of the papers that were written later than a day; none where no day is given."""
    return frozenset(id for id, item in items.items() if day is not None and _is_later(item, day))


def actions_as_of(casebook: Casebook, items: dict[str, Item], day: date | None) -> list[Action]:
    """The actions of papers written by a day, with their status as of it; all, as the papers leave them, where no day is given."""
    actions = read(casebook, Action)
    if day is None:
        return actions
    done = find_done([*actions, *read(casebook, Event), *items.values()])
    told = _told(casebook)
    return [
        replace(one, status=_status(one, day, done, told[one.id]) if one.id in told else status_as_of(one, day, done))
        for one in written_by(actions, items, day)
    ]


def _told(casebook: Casebook) -> dict[str, list[Review]]:
    """What people said of the status of actions, by the action's id."""
    reviews = casebook.reviews()
    said = [one for one in standing(reviews) if one.kind == Action.KIND and one.field == "status"]
    places = find_places(casebook, reviews) if said else {}
    told: dict[str, list[Review]] = {}
    for one in said:
        told.setdefault(places[one.id], []).append(one)
    return told


def _status(action: Action, day: date, done: Mapping[str, date], told: Sequence[Review]) -> str:
    """The status that a person had given by that day, else what the papers say: who says it is open says that it is not done."""
    by_then = [one for one in told if (since := parse_bounds(one.since)) and since.first and since.first <= day]
    if not by_then:
        return status_as_of(replace(action, status=str(told[0].was)), day, done)
    return "done" if by_then[-1].now == "done" else status_as_of(replace(action, status="unknown"), day)


def _is_later(item: Item | None, day: date) -> bool:
    bounds = parse_bounds(item.date) if item else None
    return bounds is not None and bounds.first is not None and bounds.first > day
