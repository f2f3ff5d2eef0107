"""What a casebook holds, as entries to be found: passages of items, and the records found in them.

    Action(force="promise", who="Harbour Board", what="publish the survey", when="../2015-06")
      ->  Entry(kind="action", force="promise", who=("Harbour Board",), due="../2015-06", text="The Board will publish …", …)

One index over the two grains: a question in plain words is often answered by a record, and always by some passage.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from corpus.casebook import Casebook
from corpus.edtf import parse_bounds
from corpus.records import Action, Event, Item, Recommendation, Record, Response, make_id
from corpus.sources import page_number
from index.engine import GAP, Document
from index.passages import cut_passages
from index.words import cut_words, find_wholes, split_words, stem, stop_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to be found. `kind` is item (a passage), action, recommendation, response or event.

    `date` is when the paper was written (of an event: when it happened), `due` by when a thing is to be done, both EDTF.
    `copy_of` is the id of the first copy of the item, "" where the item is no second copy. `opens` marks the first
    passage of an item. `words` are the folded words of the
    text between single spaces, `wholes` its hyphened words written as one: kept, so that no search cuts the text again.
    """

    key: str
    kind: str
    source: str
    item: str = ""
    start: int
    end: int
    text: str
    page: int | None = None
    item_kind: str = ""
    force: str = ""
    who: tuple[str, ...] = ()
    what: str = ""
    to: tuple[str, ...] = ()
    date: str = ""
    due: str = ""
    senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
    subject: str = ""
    report: str = ""
    numbers: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    marking: str = ""
    disposition: str = ""
    copy_of: str = ""
    written: str = ""
    opens: bool = False
    words: str = ""
    wholes: tuple[str, ...] = ()

    def head(self) -> str:
        """What is known of the entry beside its text: its own fields, and those of its item."""
        parties = (*self.who, *self.to, *self.senders, *self.addressees)
        return " ".join((self.subject, self.what, self.report, *parties, self.item_kind))

    def document(self) -> Document:
        """The entry as an engine is given it."""
        cut = self.words.split(" ")
        stems = [stem(word) for word in (*cut, *self.wholes) if word not in stop_words()]
        texts: dict[str, Sequence[str]] = {"exact": cut, "text": stems, "head": _stems(self.head())}
        texts |= {"subject": _stems(self.subject), "report": _stems(self.report)}
        people = {"who": self.who, "to": self.to, "sender": self.senders, "addressee": self.addressees, "copied": self.copied}
        texts |= {name: _names(names) for name, names in people.items()}
        return Document(
            key=self.key,
            source=self.source,
            words=texts,
            values=self._values(),
            days={name: days for name, days in (("date", _days(self.date)), ("due", self.due_days())) if days},
            facets=self.facets(),
            stored=json.dumps(self._filled(), ensure_ascii=False),
        )

    def _filled(self) -> dict[str, Any]:
        values = ((name, getattr(self, name)) for name in _FIELDS)
        return {name: value for name, value in values if value not in ("", (), None) and value is not False}

    @classmethod
    def from_stored(cls, stored: str) -> Entry:
        """The entry that `document` stored."""
        given: dict[str, Any] = json.loads(stored)
        for name, value in given.items():
            if isinstance(value, list):
                given[name] = tuple(value)
        return cls(**given)

    def _values(self) -> dict[str, Sequence[str]]:
        return {
            "source": [self.source.casefold()],
            "item": [self.item],
            "kind": [value for value in (self.kind, self.force, self.item_kind if self.kind == "item" else "") if value],
            "marking": split_words(self.marking) and [" ".join(split_words(self.marking)), *split_words(self.marking)],
            "disposition": [self.disposition] if self.disposition else [],
            "number": [number.casefold() for number in self.numbers],
            "about": [number.casefold() for number in self.about],
            "page": [str(self.page)] if self.page else [],
        }

    def due_days(self) -> tuple[int | None, int | None] | None:
        """The days (ordinals) on which the entry is due: "by D" and "from D" stand at D, or all that is due later would match."""
        days = _days(self.due)
        if days is None or None not in days:
            return days
        known = days[0] or days[1]
        return (known, known) if known else None

    def facets(self) -> dict[str, str]:
        """The value of each facet, "" where it has none."""
        bounds = parse_bounds(self.date)
        year = str(bounds.first.year) if bounds and bounds.first else ""
        who = self.who[0] if self.who else ""
        known = {"who": who, "kind": self.kind, "force": self.force, "year": year, "source": self.source}
        return {**known, "disposition": self.disposition, "marking": self.marking}


_FIELDS = tuple(one.name for one in fields(Entry))


def read_entries(casebook: Casebook, source: str, numbers: dict[str, Recommendation]) -> Iterator[Entry]:
    """All entries of a source; `numbers` are the recommendations of the whole casebook by id."""
    items = {item.id: item for item in casebook.records("items", source=source) if isinstance(item, Item)}
    text, pages = casebook.text_of(source), casebook.pages_of(source)
    begun = {""}
    for start, end, item in cut_passages(text, items.values()):
        given = {"source": source, "start": start, "end": end, "text": text[start:end], "page": page_number(pages, start)}
        yield _entry(items.get(item), key=make_id("passages", source, start, end), kind="item", opens=item not in begun, **given)
        begun.add(item)
    for kind in ("actions", "recommendations", "responses", "events"):
        for record in casebook.records(kind, source=source):
            if isinstance(record, Action | Recommendation | Response | Event):
                yield _record_entry(record, items.get(record.item), numbers)


def known_recommendations(casebook: Casebook) -> dict[str, Recommendation]:
    """All recommendations by id."""
    return {one.id: one for one in casebook.records("recommendations") if isinstance(one, Recommendation)}


def _record_entry(
    record: Action | Recommendation | Response | Event, item: Item | None, numbers: dict[str, Recommendation]
) -> Entry:
    given = _evidence(record)
    match record:
        case Action():
            about = numbers.get(record.about or "")
            given |= {
                "kind": "action",
                "force": record.force,
                "who": _one(record.who),
                "to": _one(record.to),
                "what": record.what,
            }
            given |= {"due": record.when, "about": (about.number,) if about else (), "report": about.report if about else ""}
        case Recommendation():
            given |= {"kind": "recommendation", "who": _one(record.addressee), "what": record.text}
            given |= {"numbers": (record.number,), "report": record.report}
        case Response():
            answered = [numbers[one] for one in record.answers if one in numbers]
            who = _one(record.respondent) or (item.senders if item else ())
            given |= {"kind": "response", "who": who, "disposition": record.disposition}
            given |= {"about": record.numbers or tuple(one.number for one in answered)}
            given |= {
                "report": record.report or next((one.report for one in answered), ""),
                "what": " ".join(one.text for one in answered),
            }
        case Event():
            given |= {"kind": "event", "what": record.text, "due": record.date if record.planned else "", "date": record.date}
    return _entry(item, **given)


def _evidence(record: Record) -> dict[str, Any]:
    return {
        "key": record.id,
        "source": record.source,
        "start": record.start,
        "end": record.end,
        "text": record.quote,
        "page": record.page,
    }


def _entry(item: Item | None, **given: Any) -> Entry:
    """An entry with what its item adds to it."""
    given |= {"words": " ".join(cut_words(given["text"])), "wholes": tuple(find_wholes(given["text"]))}
    if item is None:
        return Entry(**given)
    of_item = {
        "item": item.id,
        "item_kind": item.kind,
        "date": item.date,
        "written": item.date,
        "senders": item.senders,
        "addressees": item.addressees,
        "copied": item.copied_to,
        "subject": item.subject,
        "marking": item.marking,
        "copy_of": item.duplicate_of or "",
    }
    return Entry(**(of_item | given))


def _one(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _days(value: str) -> tuple[int | None, int | None] | None:
    bounds = parse_bounds(value)
    if bounds is None:
        return None
    return (bounds.first.toordinal() if bounds.first else None, bounds.last.toordinal() if bounds.last else None)


def _stems(text: str) -> list[str]:
    return [stem(word) for word in split_words(text) if word not in stop_words()]


def _names(names: Iterable[str]) -> list[str]:
    """The words of names, with a gap between one and the next so that no phrase runs from one into the other."""
    found: list[str] = []
    for name in names:
        found += [*split_words(name), GAP]
    return found
