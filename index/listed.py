"""What a question asks for as a list, found by fields: letters by their parties and days, actions by their state on a day,
recommendations by how they were answered.

    "Which letters were copied to the Treasury in March 2015?"  ->  every letter of these days with a copy to the Treasury

Words alone can't answer such a question: no paper says of itself that it is outstanding.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corpus.edtf import due_day, overlaps, parse_bounds, sort_key
from index.entries import Entry
from index.query import And, Best, Days, Node, Phrase, Word
from index.reading import Party, Reading
from index.words import split_words

UNANSWERED = "no-response"
OPEN = ("open", "overdue")  # what is outstanding
_FIELD_OF = {"who": "who", "to": "to", "sender": "sender", "addressee": "addressee", "cc": "copied"}
_LETTER_ROLES = ("sender", "addressee", "cc")


def _no_status(day: date) -> Mapping[str, str]:
    return {}


def _none_unanswered() -> Container[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What only the whole casebook knows, worked out when a question needs it.

    `status_on` gives the actions known on a day by id, with their status on it, `unanswered` the recommendations that nothing
    answers; `today` is the day that a question without a date means.
    """

    today: date = date.max
    status_on: Callable[[date], Mapping[str, str]] = _no_status
    unanswered: Callable[[], Container[str]] = _none_unanswered


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that a question asks for: what an engine fetches for it, which of that is on it, in which order.

    `status` is that of actions by id on the day asked for, `said` what the question left to be understood.
    """

    node: Node
    holds: Callable[[Entry], bool]
    order: Callable[[Entry], Any]
    status: Mapping[str, str] = field(default_factory=dict)
    said: str = ""


def find_listed(reading: Reading, facts: Facts) -> Listed | None:
    """The list that a question asks for; None where it asks for none, or gives nothing to list by."""
    match reading.listed:
        case "letters":
            return _letters(reading)
        case "owed":
            return _owed(reading, facts)
        case "due":
            return _due(reading)
        case "answers":
            return _answers(reading, facts)
        case "chronology" if reading.dates and not reading.subject:
            return _happened(reading)
        case _:
            return None


def has_part(entry: Entry, role: str, party: Party) -> bool:
    """Has somebody this part in an entry? A body has it too where one of its offices has."""
    return any(f" {' '.join(run)} " in f" {' '.join(split_words(name))} " for name in _names(entry, role) for run in party.runs)


def by_date(entry: Entry) -> tuple[Any, ...]:
    """Order by the date of the paper, what has none last."""
    return (*sort_key(entry.date), entry.source, entry.start, entry.key)


def _names(entry: Entry, role: str) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(entry, {"sender": "senders", "addressee": "addressees", "cc": "copied"}.get(role, role))
    return names


def _letters(reading: Reading) -> Listed | None:
    roles = {role: named for role, named in reading.parties.items() if role in _LETTER_ROLES}
    if not roles and not reading.dates:
        return None

    def holds(entry: Entry) -> bool:
        parts = all(has_part(entry, role, one) for role, named in roles.items() for one in named)
        parts = parts and bool(entry.senders or entry.addressees)  # an annex of these days is no letter
        return entry.kind == "item" and parts and all(overlaps(entry.written, said.span) for said in reading.dates)

    days = [Days("date", *_ordinals(said.span)) for said in reading.dates]
    return Listed(And((Word("kind", "item"), *_role_nodes(roles), *days)), holds, by_date)


def _owed(reading: Reading, facts: Facts) -> Listed:
    bounds = parse_bounds(reading.dates[-1].value) if reading.dates else None
    day = (bounds and (bounds.last or bounds.first)) or facts.today
    status = facts.status_on(day)
    roles = {role: named for role, named in reading.parties.items() if role in ("who", "to")}

    def holds(entry: Entry) -> bool:
        meant = not reading.force or entry.force in reading.force
        parts = all(has_part(entry, role, one) for role, named in roles.items() for one in named)
        return meant and parts and status.get(entry.key) in (reading.statuses or OPEN)

    return Listed(And((Word("kind", "action"), *_role_nodes(roles))), holds, _by_due, status, "" if bounds else f"today, {day}")


def _due(reading: Reading) -> Listed | None:
    if not reading.dates:
        return None
    roles = {role: named for role, named in reading.parties.items() if role in ("who", "to")}

    def holds(entry: Entry) -> bool:
        day = due_day(entry.due)
        meant = entry.kind == "action" and (not reading.force or entry.force in reading.force)
        parts = all(has_part(entry, role, one) for role, named in roles.items() for one in named)
        return bool(meant and parts and day and all(overlaps(day.isoformat(), said.span) for said in reading.dates))

    days = [Days("due", *_ordinals(said.span)) for said in reading.dates]

    def order(entry: Entry) -> tuple[Any, ...]:
        """What is due on the very days that were named, then the rest of what is due before or after them."""
        day = due_day(entry.due)
        named = day and any(overlaps(day.isoformat(), said.value) for said in reading.dates)
        return (not named, *_by_due(entry))

    return Listed(And((Word("kind", "action"), *_role_nodes(roles), *days)), holds, order)


def _happened(reading: Reading) -> Listed:
    """All that fell on some days: events, what was due, and the papers written then, by their first passage."""

    def holds(entry: Entry) -> bool:
        day = due_day(entry.due)
        sort = entry.kind == "event" or (entry.kind == "action" and day) or (entry.kind == "item" and entry.opens)
        on = day.isoformat() if day else entry.date
        return bool(sort) and all(overlaps(on, said.span) for said in reading.dates)

    spans = [_ordinals(said.span) for said in reading.dates]
    days = [Best((Days("date", *span), Days("due", *span))) for span in spans]
    return Listed(And(tuple(days)), holds, _by_day)


def _by_day(entry: Entry) -> tuple[Any, ...]:
    return (due_day(entry.due) or sort_key(entry.date)[0], *by_date(entry))


def _answers(reading: Reading, facts: Facts) -> Listed | None:
    if UNANSWERED in reading.dispositions:
        unanswered = facts.unanswered()
        return Listed(Word("kind", "recommendation"), lambda entry: entry.key in unanswered, _by_place)
    if not reading.dispositions:
        return None
    answered = Best(tuple(Word("disposition", one) for one in reading.dispositions))
    return Listed(And((Word("kind", "response"), answered)), lambda entry: entry.disposition in reading.dispositions, _by_place)


def _role_nodes(roles: Mapping[str, tuple[Party, ...]]) -> list[Node]:
    return [Best(tuple(Phrase(_FIELD_OF[role], run) for run in one.runs)) for role, named in roles.items() for one in named]


def _by_due(entry: Entry) -> tuple[Any, ...]:
    return (due_day(entry.due) or date.max, *by_date(entry))


def _by_place(entry: Entry) -> tuple[Any, ...]:
    return (entry.source, entry.start, entry.key)


def _ordinals(value: str) -> tuple[int | None, int | None]:
    bounds = parse_bounds(value)
    first, last = (bounds.first, bounds.last) if bounds else (None, None)
    return (first.toordinal() if first else None, last.toordinal() if last else None)
