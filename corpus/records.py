"""The record types, and nothing else: what every room passes to the next.

In: what was found in a paper. Out: one JSON line, with the field names of the public exchange format:

    We will issue guidance by 31 March.  ->  {"force": "promise", "who": "…", "what": "issue guidance", "when": "../2004-03-31", …}

Every record carries its evidence: the source, the character offsets into the text of that source, the page, the exact
words between the offsets (`quote`), the rule that found it and how sure that rule is (`confidence`, 0 to 1).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import Any, ClassVar

ITEM_KINDS = (
    "letter",
    "minute",
    "guidance",
    "report",
    "response",
    "paper",
    "note",
    "minutes",
    "register",
    "annex",
    "draft-letter",
    "table",
    "slides",
    "web-page",
    "e-mail",
    "fax",
    "cover",
    "handwritten",
    "unreadable",
)
FORCES = ("promise", "request", "requirement", "target")
STATUSES = ("open", "overdue", "done", "unknown")
DISPOSITIONS = (
    "accepted",
    "accepted-in-part",
    "accepted-in-principle",
    "in-place",
    "under-consideration",
    "rejected",
    "for-others",
    "no-response",
)
UNDECIDED = "undecided"  # what a tracker says of an answer whose disposition is too unsure; never the value of a record
TRACKED = (*DISPOSITIONS, UNDECIDED)
PROGRESS = ("not-started", "in-progress", "complete", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something about an item that a person should look at: a stable `code` and a sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where an actor is named: the item, and offsets into the text of its source."""

    item: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of an item as a clerk reads it (letterhead, date, salutation, body …), with offsets into the text of its source."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records of a paper share: an id that is the same on every machine, and the evidence.

    `start` and `end` are character offsets into the text of the source, `quote` is exactly the text between them,
    `page` counts from 1 and is None where the format has no pages.
    """

    KIND: ClassVar[str] = ""

    id: str
    source: str
    start: int
    end: int
    page: int | None
    quote: str
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Record):
    """One letter, minute, paper …: its extent in the source and what its header says. Dates are EDTF."""

    KIND: ClassVar[str] = "items"

    kind: str
    date: str = ""
    date_printed: str = ""
    date_from: str = ""
    senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    copied_to: tuple[str, ...] = ()
    subject: str = ""
    reference: str = ""
    marking: str = ""
    part_of: str | None = None
    duplicate_of: str | None = None
    flags: tuple[Flag, ...] = ()
    zones: tuple[Zone, ...] = ()
    copy_keys: tuple[str, ...] = ()  # hashes of which a second copy shares one; for finding copies, not for reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Record):
    """An expression of calendar time: the words, and their value in EDTF."""

    KIND: ClassVar[str] = "dates"

    item: str
    text: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, office or body: one canonical name, the other names it goes by, and where it is named."""

    KIND: ClassVar[str] = "actors"

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """Something a party will, should or was asked to do. `when` is EDTF, resolved against the item's date."""

    KIND: ClassVar[str] = "actions"

    item: str
    force: str
    who: str = ""
    what: str = ""
    to: str = ""
    when_text: str = ""
    when: str = ""
    condition: str = ""
    about: str | None = None
    status: str = "unknown"
    grounds: tuple[str, ...] = ()  # what its confidence rests on, for and against


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Record):
    """A numbered recommendation of a report; `number` as printed, without the word before it."""

    KIND: ClassVar[str] = "recommendations"

    item: str
    report: str
    number: str
    text: str
    addressee: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Record):
    """An answer to one or several recommendations. `numbers` are those it names; `answers` the records they resolve to.

    `respondent` is the body that answers, where several do and the paper says which; "" where the paper speaks with one voice.
    """

    KIND: ClassVar[str] = "responses"

    item: str
    numbers: tuple[str, ...] = ()
    report: str = ""
    answers: tuple[str, ...] = ()
    text: str = ""
    disposition: str = "no-response"
    deciding: str = ""
    see_also_numbers: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    progress: str = "unknown"
    respondent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Record):
    """Another paper that the text refers to by its date; `resolves_to` is the item on file, or None."""

    KIND: ClassVar[str] = "references"

    item: str
    text: str
    kind: str = ""
    date: str = ""
    sender: str = ""
    addressee: str = ""
    resolves_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow(Record):
    """A row of a file's own list of contents; `item` is the item it lists, or None: listed but not found."""

    KIND: ClassVar[str] = "register"

    register: str
    date: str
    sender: str
    addressee: str
    subject: str
    marking: str
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """What happened, or was planned to, on a date."""

    KIND: ClassVar[str] = "events"

    item: str
    date: str
    text: str
    planned: bool = False
    conflicts_with: tuple[str, ...] = ()


PaperRecord = Item | Date | Action | Recommendation | Response | Reference | RegisterRow | Event  # what stands in a paper
AnyRecord = PaperRecord | Actor
RECORD_TYPES: dict[str, type[Any]] = {
    cls.KIND: cls for cls in (Item, Date, Actor, Action, Recommendation, Response, Reference, RegisterRow, Event)
}
# The public names of fields whose plain name is a Python keyword or says more inside the house.
PUBLIC_NAMES: dict[str, dict[str, str]] = {"register": {"sender": "from", "addressee": "to", "marking": "class"}}

_PRIVATE = frozenset({"copy_keys"})
_NESTED: dict[str, type[Any]] = {"flags": Flag, "mentions": Mention, "zones": Zone}


def make_id(kind: str, *parts: object) -> str:
    """Name a record by what it is made of, so that the same input has the same id on every machine.

    >>> make_id("items", "c0ffee", 0, 10) == make_id("items", "c0ffee", 0, 10)
    True
    """
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:12]
    return f"{kind.rstrip('s')}-{digest}"


def to_json(record: AnyRecord) -> dict[str, Any]:
    """The record as plain JSON values under its public field names, without what is only kept for docket itself."""
    return {name: value for name, value in to_storage(record).items() if name not in _PRIVATE}


def to_storage(record: AnyRecord) -> dict[str, Any]:
    """The whole record as plain JSON values under its public field names, as the casebook keeps it."""
    public = PUBLIC_NAMES.get(record.KIND, {})
    return {public.get(f.name, f.name): _plain(getattr(record, f.name)) for f in fields(record)}


def from_json(kind: str, row: dict[str, Any]) -> AnyRecord:
    """The record of that kind that `to_json` or `to_storage` wrote; fields it does not know are left out, for files of a later version."""
    cls = RECORD_TYPES[kind]
    public = PUBLIC_NAMES.get(kind, {})
    values = {f.name: row[public.get(f.name, f.name)] for f in fields(cls) if public.get(f.name, f.name) in row}
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(_nested(name, one) for one in value)
    record: AnyRecord = cls(**values)
    return record


def _nested(name: str, value: Any) -> Any:
    nested = _NESTED.get(name)
    return nested(**value) if nested else value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, (Flag, Mention, Zone)):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    return value
