"""What docket is unsure of and a person can settle, what matters most first.

list_doubtful(casebook)
->  due date  by 4 June 1951  it may be no promise: 61% sure (dated, nobody)  docket review action-3f2a90c1d4e5 --set "when=…" or --confirm

A due date or a marking that is wrong misleads whoever relies on it; a paper that begins a line too late hardly does. What a person
settled is listed no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from brief.ceiling import parse_marking
from brief.dates import say_when
from brief.listing import WHERE, Column, Listing, counted, place
from brief.plain import one_line, shorten
from brief.reading import find_places, items_by_id, markings_of, read
from brief.reviewed import say_value
from brief.sheet import Line
from brief.showing import in_context
from brief.sure import LEAST_SURE
from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.records import Action, Event, Item, PaperRecord, Response, to_json
from corpus.reviews import standing

# What a doubt is about, what matters most first.
MATTERS = ("due date", "marking", "link", "date", "party", "event", "no date", "action", "split")
_SURE = 0.9  # an action of this confidence is right 96 times in 100 (docs/actions.md)
_HALF = 0.7  # what an undated action must have to be left alone
_LINKED = 0.5  # an answer found by its words alone is right about so often
_LETTERS = frozenset({"letter", "minute", "e-mail", "note"})  # which somebody wrote on some day
_LONGEST = 600  # characters of a record that is to be settled
_SHOWN = 160  # characters of a record's words
_FIELDS = ("matter", "record", "kind", "field", "value", "why", "settle", "source", "page", "item", "marking", "quote")
_FLAGS = {
    "date": ("date", "date"),
    "sender": ("party", "senders"),
    "addressee": ("party", "addressees"),
    "unsure-split": ("split", "part_of"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to settle: what it is about (one of MATTERS), the record, the field that may be wrong ("" for all of it), and why.

    `sure` is how sure docket is, where it can tell: of two of one matter the less sure comes first.
    """

    matter: str
    record: PaperRecord
    field: str
    why: str
    sure: float = 0.0

    @property
    def value(self) -> str:
        """What docket has there, in words."""
        return say_value(to_json(self.record)[self.field]) if self.field else text_in_short(self.record)

    @property
    def settle(self) -> str:
        """The commands that settle it."""
        call = f"docket review {self.record.id}"
        ways = [f'--set "{self.field}=…"', "--confirm"] if self.field else ["--confirm"]
        ways += [] if isinstance(self.record, Item) else ["--reject"]
        return f"{call} {' or '.join(ways)}"


def find_doubts(casebook: Casebook, matter: str = "") -> list[Doubt]:
    """All that is doubtful, what matters most first, then what is least sure; `matter` holds it to one of MATTERS."""
    items = items_by_id(casebook)
    settled = _settled(casebook)
    found = [one for one in _doubts(casebook, items) if not _is_settled(one, settled)]
    found = [one for one in found if matter in ("", one.matter)]
    return sorted(
        found, key=lambda one: (MATTERS.index(one.matter), one.sure, one.record.source, one.record.start, one.record.id)
    )


def list_doubtful(casebook: Casebook, *, matter: str = "", limit: int | None = None) -> Listing:
    """What is doubtful, why, and how to settle it: the first `limit`; all where it is None."""
    found, items = find_doubts(casebook, matter), items_by_id(casebook)
    shown = found[:limit]
    return Listing(
        title=_title(found, len(shown), matter),
        columns=(
            Column("Matter"),
            Column("docket has"),
            Column("Why", "below"),
            WHERE,
            Column("Settle", "below"),
            Column("Words"),
        ),
        rows=tuple(_row(one, items) for one in shown),
        fields=_FIELDS,
        records=tuple(_public(one, items) for one in shown),
        markings=markings_of(items, (_item_of(one.record) for one in shown)),
        heading="Doubtful things",
        notes=("Settle them one after another: docket doubtful --settle",) if found else (),
    )


def say_doubt(casebook: Casebook, one: Doubt, at: int, count: int) -> list[Line]:
    """One doubtful thing for somebody who is to settle it: what docket has, why that is doubtful, and the words on the page."""
    item = casebook.record(_item_of(one.record))
    has = [Line(f"{one.field or 'it'}: {one.value}", indent=2, label="docket has")]
    if not isinstance(one.record, Item):
        has.append(Line(text_in_short(one.record), indent=2, label="of"))
    paper = item if isinstance(item, Item) else None
    return [
        Line(f"{at} of {count}, {one.matter}: {one_line(one.why)}"),
        *has,
        Line(place(one.record, one.record.id, paper), indent=2, label="in"),
        Line(""),
        Line(in_context(casebook.text_of(one.record.source), one.record, _LONGEST), indent=2),
    ]


def text_in_short(record: PaperRecord) -> str:
    """The words of a record in a line."""
    values = to_json(record)
    return shorten(str(next(filter(None, (values.get(name) for name in ("what", "text", "subject", "quote"))), "")), _SHOWN)


def _doubts(casebook: Casebook, items: Mapping[str, Item]) -> Iterator[Doubt]:
    for action in read(casebook, Action):
        yield from _of_action(action)
    marked = {item.source for item in items.values() if item.marking}
    for item in items.values():
        yield from _of_item(item, item.source in marked)
    for response in read(casebook, Response):
        yield from _of_response(response)
    events = {one.id: one for one in read(casebook, Event)}
    for event in events.values():
        yield from _of_event(event, events)


def _of_action(action: Action) -> Iterator[Doubt]:
    if action.when_text and not action.when:
        yield Doubt("no date", action, "when", f"“{one_line(action.when_text)}” gives no date", action.confidence)
    elif action.when and action.confidence < _SURE:
        yield Doubt(
            "due date",
            action,
            "when",
            f"it is due {say_when(action.when)}, and may be no {action.force}: {_grounds(action)}",
            action.confidence,
        )
    elif action.when and not action.who:
        yield Doubt("party", action, "who", f"it is due {say_when(action.when)}, and nobody is said to do it", action.confidence)
    elif action.confidence < _HALF:
        yield Doubt("action", action, "", f"it may be no {action.force}: {_grounds(action)}", action.confidence)


def _grounds(action: Action) -> str:
    """How sure docket is of an action, and what it goes by."""
    left_out = ", and left out of lists" if action.confidence < LEAST_SURE else ""
    return f"{action.confidence:.0%} sure{left_out} ({', '.join(action.grounds) or action.rule})"


def _of_item(item: Item, in_marked_file: bool) -> Iterator[Doubt]:
    for flag in item.flags:
        known = next((_FLAGS[begun] for begun in _FLAGS if flag.code.startswith(begun)), None)
        if known:
            yield Doubt(known[0], item, known[1], flag.message, item.confidence)
    if item.duplicate_of:
        return
    if item.marking and not _is_known(item.marking):
        yield Doubt("marking", item, "marking", f"“{item.marking}” is no marking that docket knows, and above every ceiling")
    elif not item.marking and in_marked_file and item.kind in _LETTERS and not item.part_of:
        yield Doubt("marking", item, "marking", "it has no marking, and other papers of its file have one", item.confidence)
    if item.kind in _LETTERS and not item.part_of:
        if not item.date:
            yield Doubt("date", item, "date", "no date was found", item.confidence)
        if not item.senders:
            yield Doubt("party", item, "senders", "nobody is found to have written it", item.confidence)


def _of_response(response: Response) -> Iterator[Doubt]:
    numbers = ", ".join(response.numbers)
    if not response.answers:
        why = f"it answers {numbers}, which no report on file has" if numbers else "what it answers is not known"
        yield Doubt("link", response, "answers", why, response.confidence)
    elif response.confidence < _LINKED:
        meant = f"{'recommendations' if len(response.numbers) > 1 else 'recommendation'} {numbers}" if numbers else "this"
        why = f"{response.confidence:.0%} sure that it answers {meant}"
        yield Doubt("link", response, "answers", why, response.confidence)


def _of_event(event: Event, events: Mapping[str, Event]) -> Iterator[Doubt]:
    others = [events[id] for id in event.conflicts_with if id in events]
    if others:
        days = ", ".join(f"{say_when(one.date)} ({one.source})" for one in others)
        yield Doubt("event", event, "date", f"another paper gives another day: {days}", event.confidence)


def _is_known(marking: str) -> bool:
    try:
        return bool(parse_marking(marking))
    except DocketError:
        return False


def _settled(casebook: Casebook) -> set[tuple[str, str]]:
    """What people said: the ids of records with the field that was set, or with "" where all of it was confirmed."""
    reviews = casebook.reviews()
    places = find_places(casebook, reviews) if reviews else {}
    return {(places[one.id], one.field) for one in standing(reviews) if one.act in ("confirm", "correct", "add")}


def _is_settled(one: Doubt, settled: set[tuple[str, str]]) -> bool:
    return (one.record.id, "") in settled or (one.record.id, one.field) in settled


def _item_of(record: PaperRecord) -> str:
    return record.id if isinstance(record, Item) else getattr(record, "item", "")


def _row(one: Doubt, items: Mapping[str, Item]) -> tuple[str, ...]:
    where = place(one.record, one.record.id, items.get(_item_of(one.record)))
    return (one.matter, one.value, one.why, where, one.settle, shorten(one.record.quote, _SHOWN))


def _public(one: Doubt, items: Mapping[str, Item]) -> dict[str, object]:
    item = items.get(_item_of(one.record))
    return {
        "matter": one.matter,
        "record": one.record.id,
        "kind": one.record.KIND,
        "field": one.field,
        "value": to_json(one.record)[one.field] if one.field else None,
        "why": one.why,
        "settle": one.settle,
        "source": one.record.source,
        "page": one.record.page,
        "item": _item_of(one.record),
        "marking": item.marking if item else "",
        "quote": one.record.quote,
    }


def _title(found: Iterable[Doubt], shown: int, matter: str) -> str:
    given = list(found)
    counts = Counter(one.matter for one in given)
    told = ", ".join(f"{counts[name]:,} {name}" for name in MATTERS if counts[name])
    first = f"; these are the first {shown:,}" if shown < len(given) else ""
    return f"{counted(len(given), 'doubtful thing')}{f' of {matter}' if matter else f' ({told})' if told else ''}{first}"
