"""Who promised, asked or must do what, to whom, by when: a listing of actions.

list_actions(casebook, ActionQuery(who="Home Office", by="2003-12-31"))
->  by 31 March 2003  Home Office  …  issue guidance to all partnerships
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from brief.asof import actions_as_of
from brief.dates import say_when
from brief.listing import WHERE, Column, Listing, cite, counted, field_names, place
from brief.people import name_matcher
from brief.plain import one_line
from brief.reading import items_by_id, markings_of, read
from brief.sure import leave_out_unsure, say_unsure
from corpus.casebook import Casebook
from corpus.edtf import due_day, parse_bounds, sort_key
from corpus.records import Action, Actor, Item, to_json

ANY_FORCE = "all"
_OUTSTANDING = ("open", "overdue")
_FIELDS = field_names(Action, "marking", "status_as_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionQuery:
    """Which actions are asked for. Names match part of a name or of another name of it; `by` and `after` are EDTF.

    With `as_of`, the status is that of this day; without, it is what the papers say. `every` lists those too that docket is unsure of.
    `outstanding` keeps what is not done: open or overdue.
    """

    who: str = ""
    to: str = ""
    by: str = ""
    after: str = ""
    force: str = "promise"
    status: str = ""
    as_of: date | None = None
    every: bool = False
    outstanding: bool = False


def list_actions(casebook: Casebook, query: ActionQuery) -> Listing:
    """The actions that answer the query, by when they are due, those without a date last."""
    items = items_by_id(casebook)
    answering = _answering(actions_as_of(casebook, items, query.as_of), read(casebook, Actor), query)
    sure, _ = leave_out_unsure(answering, every=query.every)
    asked, unsure = leave_out_unsure((one for one in answering if query.force in (one.force, ANY_FORCE)), every=query.every)
    found = sorted(asked, key=_order)
    return Listing(
        title=_title(query, len(found)),
        columns=(*map(Column, ("When", "Status", "Force", "Who", "To")), WHERE, Column("What")),
        rows=tuple(_row(one, items, query) for one in found),
        fields=_FIELDS,
        records=tuple(_public(one, items, query) for one in found),
        markings=markings_of(items, (one.item for one in found)),
        notes=(*_notes(sure, found, query), *say_unsure(unsure)),
        heading=_heading(query),
        cited=tuple((cite(one, one.item, items.get(one.item)),) for one in found),
    )


def _answering(actions: Sequence[Action], actors: Sequence[Actor], query: ActionQuery) -> list[Action]:
    """The actions that answer all of the query but its force."""
    if query.who:
        is_asked = name_matcher(query.who, actors)
        actions = [one for one in actions if is_asked(one.who)]
    if query.to:
        is_meant = name_matcher(query.to, actors)
        actions = [one for one in actions if is_meant(one.to)]
    if query.status:
        actions = [one for one in actions if one.status == query.status]
    if query.outstanding:
        actions = [one for one in actions if one.status in _OUTSTANDING]
    return [one for one in actions if _in_time(one, query)]


def _in_time(action: Action, query: ActionQuery) -> bool:
    """Is it due by the last day of `by`, and later than the last day of `after`? What has no date is neither."""
    due = due_day(action.when)
    if query.by:
        limit = due_day(query.by)
        if due is None or limit is None or due > limit:
            return False
    if query.after:
        bounds, limit = parse_bounds(action.when), due_day(query.after)
        if bounds is None or limit is None:
            return False
        return bounds.last is None or bounds.last > limit
    return True


def _order(action: Action) -> tuple[object, ...]:
    return (due_day(action.when) or date.max, sort_key(action.when), action.source, action.start, action.id)


def _row(action: Action, items: dict[str, Item], query: ActionQuery) -> tuple[str, ...]:
    return (
        say_when(action.when) or (f"“{one_line(action.when_text)}”" if action.when_text else "no date"),
        action.status if action.status != "unknown" or query.as_of else "",
        action.force if query.force == ANY_FORCE else "",
        action.who or "not said",
        action.to,
        place(action, action.item, items.get(action.item)),
        one_line(action.what or action.quote),
    )


def _public(action: Action, items: dict[str, Item], query: ActionQuery) -> dict[str, object]:
    marking = items[action.item].marking if action.item in items else ""
    return to_json(action) | {"marking": marking, "status_as_of": query.as_of.isoformat() if query.as_of else ""}


def _heading(query: ActionQuery) -> str:
    """What a file of the list is called."""
    noun = "action" if query.force == ANY_FORCE else query.force
    if query.outstanding:
        return f"Outstanding {noun}s"
    return "Who promised what" if query.force == "promise" else f"{noun.capitalize()}s"


def _title(query: ActionQuery, count: int) -> str:
    noun = "action" if query.force == ANY_FORCE else query.force
    parts = [counted(count, f"{'outstanding' if query.outstanding else query.status} {noun}".strip())]
    parts += [f"by {query.who}"] if query.who else []
    parts += [f"to {query.to}"] if query.to else []
    parts += [f"due by {_last_day(query.by)}"] if query.by else []
    parts += [f"due after {_last_day(query.after)}"] if query.after else []
    return " ".join(parts) + (f", status as of {say_when(query.as_of.isoformat())}" if query.as_of else "")


def _last_day(value: str) -> str:
    day = due_day(value)
    return say_when(day.isoformat()) if day else say_when(value)


def _notes(answering: Sequence[Action], found: Sequence[Action], query: ActionQuery) -> tuple[str, ...]:
    """What overdue means, and what the same question would find under the other forces."""
    notes = []
    if any(one.status == "overdue" for one in found):
        notes.append("Overdue: the day has passed, and no paper in the casebook reports it done by then.")
    others = Counter(one.force for one in answering if query.force not in (one.force, ANY_FORCE))
    if others:
        told = [counted(count, force) for force, count in sorted(others.items())]
        notes.append(f"Also {', '.join(told)}: add --force {ANY_FORCE}")
    return tuple(notes)
