"""What happened and what is to happen, in order: a listing of the chronology.

list_chronology(casebook, ChronologyQuery(topic="harbour", first="2003-01-01"))
->  3 February 2003  Ann Lee wrote to Bo Hart about harbour dues  letter.txt p. 1  item-3f…
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from brief.conflicts import conflicts_of, public, say_conflict
from brief.dates import say_when
from brief.listing import WHERE, Column, Listing, cite, counted, place
from brief.markings import highest_marking
from brief.reading import items_by_id, markings_of, read, read_linked
from brief.sure import leave_out_unsure, say_unsure
from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.records import Action, AnyRecord, Item, Recommendation
from extract.numbering import number_key
from graph.chronology import Line, Origin, build_chronology
from graph.conflicts import Conflict
from index.casebook_index import find_about

_FIELDS = ("date", "text", "planned", "uncertain", "key", "marking", "sources", "conflicts")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronologyQuery:
    """What a chronology is held to: a topic, the time between two dates (EDTF), a party, a recommendation, the key events.

    `about` is the number of a recommendation, or its id.
    """

    topic: str = ""
    first: str = ""
    last: str = ""
    who: str = ""
    about: str = ""
    key: bool = False


def list_chronology(casebook: Casebook, query: ChronologyQuery = ChronologyQuery(), *, every: bool = False) -> Listing:
    """The chronology, held to what is asked; `every` has the deadlines of unsure actions too."""
    records = read_linked(casebook)
    asked = _asked(casebook, query)
    lines = build_chronology(leave_out_unsure(records, every=every)[0], **asked)
    items, conflicts = items_by_id(casebook), _by_record(conflicts_of(records))
    differ = [_differing(line, conflicts) for line in lines]
    markings = [
        markings_of(items, [origin.item for origin in (*line.sources, *_other_sides(found))])
        for line, found in zip(lines, differ, strict=True)
    ]
    return Listing(
        title=_title(query, len(lines)),
        columns=(Column("Date"), Column(""), Column("What"), WHERE),
        rows=tuple(_row(line, items, found) for line, found in zip(lines, differ, strict=True)),
        fields=_FIELDS,
        records=tuple(_public(line, marks, found) for line, marks, found in zip(lines, markings, differ, strict=True)),
        markings=tuple(marking for found in markings for marking in found),
        heading="Chronology",
        cited=tuple(tuple(cite(one, one.item, items.get(one.item)) for one in line.sources) for line in lines),
        notes=(*_say_differing(differ), *say_unsure(0 if every else _count_unsure(records, len(lines), asked))),
    )


def _by_record(conflicts: Iterable[Conflict]) -> dict[str, list[Conflict]]:
    found: dict[str, list[Conflict]] = defaultdict(list)
    for one in conflicts:
        for record in dict.fromkeys((one.first.origin.record, one.second.origin.record)):
            found[record].append(one)
    return found


def _differing(line: Line, conflicts: dict[str, list[Conflict]]) -> list[Conflict]:
    """The conflicts in which a line's records are one side."""
    return list(dict.fromkeys(one for origin in line.sources for one in conflicts.get(origin.record, ())))


def _other_sides(conflicts: Iterable[Conflict]) -> list[Origin]:
    return [side.origin for one in conflicts for side in (one.first, one.second)]


def _say_differing(differ: Iterable[Sequence[Conflict]]) -> list[str]:
    """The conflicts of the lines that are shown, each once, with the words of both papers."""
    found = list(dict.fromkeys(one for those in differ for one in those))
    return [f"Papers differ, {say_conflict(one)}" for one in found]


def find_recommendation(casebook: Casebook, asked: str) -> Recommendation:
    """The recommendation of this id, or the only one of this number. DocketError otherwise."""
    known = read(casebook, Recommendation)
    found = [one for one in known if one.id == asked] or [
        one for one in known if number_key(one.number) == number_key(asked) and not one.rule.startswith("quoted")
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise DocketError(f"no recommendation {asked} in {casebook.folder}; docket recommendations lists them")
    told = ", ".join(f"{one.id} ({one.report or one.source})" for one in found[:5])
    raise DocketError(f"{counted(len(found), 'recommendation')} have the number {asked}; name one by its id: {told}")


def _asked(casebook: Casebook, query: ChronologyQuery) -> dict[str, Any]:
    """The query as `build_chronology` takes it: the topic searched for, the recommendation by its id."""
    found = find_about(casebook.folder, query.topic) if query.topic else frozenset()
    about = find_recommendation(casebook, query.about).id if query.about else ""
    return asdict(query) | {"found": found, "about": about}


def _title(query: ChronologyQuery, count: int) -> str:
    parts = [counted(count, "key event" if query.key else "line")]
    parts += [f"on “{query.topic}”"] if query.topic else []
    parts += [f"about recommendation {query.about}"] if query.about else []
    parts += [f"of {query.who}"] if query.who else []
    parts += [f"from {say_when(query.first)}"] if query.first else []
    parts += [f"to {say_when(query.last)}"] if query.last else []
    return "Chronology: " + " ".join(parts)


def _count_unsure(records: list[AnyRecord], shown: int, asked: dict[str, Any]) -> int:
    """How many more lines there would be with the actions that are too unsure; most of those have no date and make no line."""
    left_out = {id(one) for one in records} - {id(one) for one in leave_out_unsure(records)[0]}
    if not any(isinstance(one, Action) and one.when for one in records if id(one) in left_out):
        return 0
    return len(build_chronology(records, **asked)) - shown


def _row(line: Line, items: dict[str, Item], differing: Sequence[Conflict]) -> tuple[str, ...]:
    marks = ["planned"] * line.planned + ["unsure"] * line.uncertain + ["papers differ"] * bool(differing)
    places = dict.fromkeys(place(one, one.item, items.get(one.item)) for one in line.sources)
    return say_when(line.date) or "no date", ", ".join(marks), line.text, "\n".join(places)


def _public(line: Line, markings: tuple[str, ...], differing: Sequence[Conflict]) -> dict[str, Any]:
    return {
        "date": line.date,
        "text": line.text,
        "planned": line.planned,
        "uncertain": line.uncertain,
        "key": line.key,
        "marking": highest_marking(markings),
        "sources": [asdict(one) for one in line.sources],
        "conflicts": [public(one) for one in differing],
    }
