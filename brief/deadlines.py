"""The deadlines that papers set, as a calendar of tasks (iCalendar): what is due, when, whether it is done, and where that stands.

    Action(who="Harbour Office", what="light the pier", when="../1951-05-31", status="overdue")
->  BEGIN:VTODO … DUE;VALUE=DATE:19510531 … SUMMARY:Harbour Office: light the pier … STATUS:NEEDS-ACTION

The stamp that every task must have is the day of the paper that sets it, so that the same papers make the same calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Todo, vText

from brief.asof import actions_as_of
from brief.dates import say_when
from brief.handout import Links
from brief.listing import place
from brief.plain import one_line
from brief.reading import items_by_id
from brief.sure import leave_out_unsure
from corpus.casebook import Casebook
from corpus.edtf import due_day, parse_bounds, sort_key
from corpus.records import Action, Item

_STATUS = {"open": "NEEDS-ACTION", "overdue": "NEEDS-ACTION", "done": "COMPLETED"}  # of an unknown one nothing is said
_NOBODY = "not said who"


def find_deadlines(casebook: Casebook, day: date) -> list[Action]:
    """The actions that have a last day, with their status on `day`, in order; those too unsure are left out."""
    sure, _ = leave_out_unsure(actions_as_of(casebook, items_by_id(casebook), day))
    return sorted((one for one in sure if due_day(one.when)), key=lambda one: (sort_key(one.when), one.id))


def calendar_file(casebook: Casebook, deadlines: Sequence[Action], facts: Sequence[tuple[str, str]]) -> bytes:
    """The deadlines as a calendar; `facts` about it stand in its description."""
    items, links = items_by_id(casebook), Links(casebook)
    calendar = Calendar()
    calendar.add("prodid", "-//docket//deadlines//EN")
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, f"Deadlines: {dict(facts)['Casebook']}")
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, vText("\n".join(f"{fact}: {value}" for fact, value in facts)))
    for one in deadlines:
        calendar.add_component(_task(one, items.get(one.item), links))
    return bytes(calendar.to_ical())


def _task(action: Action, item: Item | None, links: Links) -> Todo:
    task, due = Todo(), due_day(action.when)
    assert due is not None
    first = (parse_bounds(action.when) or (None, None))[0]
    task.add("uid", f"{action.id}@docket")
    task.add("dtstamp", datetime.combine(_day_of(item) or due, time(), UTC))
    if first is not None and first < due:
        task.add("dtstart", first)
    task.add("due", due)
    task.add("summary", f"{action.who or _NOBODY}: {one_line(action.what or action.quote)}")
    task.add("description", _describe(action, item))
    task.add("categories", [action.force])
    if action.status in _STATUS:
        task.add("status", _STATUS[action.status])
    if action.status == "done":
        task.add("percent-complete", 100)
    link = links.to(action.source, action.page)
    if link:
        task.add("url", link)
    return task


def _describe(action: Action, item: Item | None) -> str:
    lines = [
        f"“{one_line(action.quote)}”",
        f"Due: {say_when(action.when)}",
        f"To: {action.to}" if action.to else "",
        f"Status: {action.status}",
        f"Source: {place(action, action.item, item)}",
        f"Protective marking: {item.marking}" if item and item.marking else "",
    ]
    return "\n".join(filter(None, lines))


def _day_of(item: Item | None) -> date | None:
    bounds = parse_bounds(item.date) if item else None
    return bounds.first if bounds else None
