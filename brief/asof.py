"""What was known on a day: papers written by then, and actions with the status that they had.

actions_as_of(casebook, items, date(1951, 5, 4))  ->  [Action(…, when="../1951-05-03", status="overdue"), …]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from brief.reading import read
from corpus.casebook import Casebook
from corpus.edtf import parse_bounds
from corpus.records import Action, Event, Item, Recommendation, Response
from graph.status import find_done, status_as_of

R = TypeVar("R", bound=Action | Event | Recommendation | Response)


def written_by(records: Iterable[R], items: dict[str, Item], day: date | None) -> list[R]:
    """The records of papers that were written by a day; all where no day is given. An undated paper counts as written."""
    return [one for one in records if day is None or not _is_later(items.get(one.item), day)]


def actions_as_of(casebook: Casebook, items: dict[str, Item], day: date | None) -> list[Action]:
    """The actions of papers written by a day, with their status as of it; all, as the papers leave them, where no day is given."""
    actions = read(casebook, Action)
    if day is None:
        return actions
    done = find_done([*actions, *read(casebook, Event), *items.values()])
    return [replace(one, status=status_as_of(one, day, done)) for one in written_by(actions, items, day)]


def _is_later(item: Item | None, day: date) -> bool:
    bounds = parse_bounds(item.date) if item else None
    return bounds is not None and bounds.first is not None and bounds.first > day
