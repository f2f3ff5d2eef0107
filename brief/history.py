"""What became of a recommendation, step by step.

    18 September 1951  recommended
    3 May 1952         Harbour Office: accepted; progress in-progress
    31 March 1953      due: Harbour Office to light the pier (overdue)
    7 May 1954         progress complete, corrected by Ann Lee

Each step leads to the record that tells of it, or to the person who does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from brief.corrections import say_change
from brief.plain import one_line
from brief.sure import say_disposition
from corpus.edtf import due_day, sort_key
from corpus.records import Action, Event, Item, Recommendation, Response
from corpus.reviews import Review

_UNDECIDED = "no-response"
_NOBODY = "not said"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its date (EDTF, "" where the paper has none), what it was, and the record that tells of it (None: a person)."""

    date: str
    text: str
    record: Recommendation | Response | Action | Event | None = None


def trace_history(
    asked: Recommendation,
    responses: Iterable[Response],
    promises: Iterable[Action],
    later: Iterable[Action | Event],
    corrections: Iterable[Review],
    items: Mapping[str, Item],
) -> tuple[Step, ...]:
    """The steps in the order of their dates; those of papers without a date come last."""
    steps = [
        Step(_written(asked.item, items), "recommended", asked),
        *(Step(_written(one.item, items), _answered(one, items), one) for one in responses),
        *_dues(promises),
        *(Step(_day_of(one, items), _told(one), one) for one in later),
        *(Step(one.on, f"{say_change(one)}, corrected by {one.by}") for one in corrections),
    ]
    return tuple(sorted(steps, key=lambda step: sort_key(step.date)))


def _written(item: str, items: Mapping[str, Item]) -> str:
    return items[item].date if item in items else ""


def _answered(one: Response, items: Mapping[str, Item]) -> str:
    item = items.get(one.item)
    who = one.respondent or ("; ".join(item.senders) if item else "")
    said = "mentioned" if one.disposition == _UNDECIDED else say_disposition(one)
    progress = f"; progress {one.progress}" if one.progress not in ("", "unknown") else ""
    return f"{f'{who}: ' if who else ''}{said}{progress}"


def _dues(promises: Iterable[Action]) -> Iterator[Step]:
    """The days on which promises fall due."""
    for one in promises:
        due = due_day(one.when)
        if due is not None:
            status = f" ({one.status})" if one.status != "unknown" else ""
            yield Step(due.isoformat(), f"due: {one.who or _NOBODY}: {one_line(one.what or one.quote)}{status}", one)


def _day_of(told: Action | Event, items: Mapping[str, Item]) -> str:
    """The day of an event; of an action that of its paper, in which it was promised or asked for."""
    return told.date if isinstance(told, Event) else _written(told.item, items)


def _told(told: Action | Event) -> str:
    if isinstance(told, Event):
        return f"on this matter: {one_line(told.text)}{' (planned)' if told.planned else ''}"
    return f"on this matter: {told.force} of {told.who or _NOBODY}: {one_line(told.what or told.quote)}"
