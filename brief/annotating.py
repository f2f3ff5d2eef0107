"""Writes what docket read in a paper as annotations, to correct by hand and then to measure docket against.

annotate(casebook, "item-3f2a90c1d4e5")
->  {"record": "documents", "id": "item-3f2a90c1d4e5", "file": "letter.txt", "start_line": 1, "end_line": 24, "kind": "letter", …}
    {"record": "actions", "doc": "item-3f2a90c1d4e5", "force": "promise", "who": "Harbour Board", "what": "mend the lock", …}

The same casebook gives the same lines. Untouched, they score 1.0 throughout.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from brief.gold import MARKED, lines_of_extent
from brief.reading import read
from brief.showing import find_shown
from corpus.casebook import Casebook, StoredSource
from corpus.errors import DocketError
from corpus.records import Action, Actor, Date, Event, Item, Recommendation, Reference, RegisterRow, Response

Line = dict[str, Any]


def annotate(casebook: Casebook, asked: str) -> list[Line]:
    """The annotations of an item, or of all items of a source."""
    shown = find_shown(casebook, asked)
    if isinstance(shown, StoredSource):
        items = read(casebook, Item, shown.name)
    elif isinstance(shown, Item):
        items = [shown]
    else:
        raise DocketError(
            f"{asked} is no item; name an item or a source: docket status lists the sources, docket show SOURCE its items"
        )
    return list(_Writer(casebook, items).lines())


def as_text(lines: Iterable[Line]) -> str:
    """The annotations as JSON lines with their fields in reading order."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def write_annotations(lines: Sequence[Line], out: Path) -> str:
    """Write the annotations to a new file, and say what to do with it. A file that is there is never written over."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(as_text(lines))
    except FileExistsError as error:
        raise DocketError(f"{out} is there already and may hold corrections; name another file, or take it away first") from error
    except OSError as error:
        raise DocketError(f"{out}: {error.strerror}; name a file that you may write") from error
    return f"Wrote {len(lines):,} lines to {out}. Correct them against the paper, then: docket evaluate {out}"


class _Writer:
    """Writes the lines of items of one source."""

    def __init__(self, casebook: Casebook, items: Sequence[Item]) -> None:
        self._casebook, self._items = casebook, items
        self._source = items[0].source if items else ""
        self._text = casebook.text_of(self._source) if items else ""
        self._recommendations = {one.id: one for one in read(casebook, Recommendation)}

    def lines(self) -> Iterator[Line]:
        """A line for each document and record, then the other documents and the actors that they name."""
        told: list[Line] = []
        for item in self._items:
            told += [_document(item, self._text), *self._statements(item)]
        yield from told
        yield from self._reports(told)
        yield from self._actors(told)

    def _statements(self, item: Item) -> Iterator[Line]:
        for date in self._in(Date, item):
            place = {"file": date.source, "char_start": date.start, "char_end": date.end}
            yield _line("dates", doc=item.id, text=date.quote, value_edtf=date.value, also=[], **place)
        yield from (_action(one) for one in self._in(Action, item))
        yield from self._numbered(item)
        for reference in self._in(Reference, item):
            yield _line(
                "references",
                **_quoted(reference),
                date=reference.date,
                **{"from": reference.sender, "to": reference.addressee},
                resolves_to=reference.resolves_to,
            )
        for event in self._in(Event, item):
            yield _line("events", **_quoted(event), date=event.date, planned=event.planned, text=event.text)
        for row in read(self._casebook, RegisterRow, self._source):
            if row.register == item.id:
                parties = {"from": row.sender, "to": row.addressee, "class": row.marking}
                yield _line("register", doc=item.id, date=row.date, subject=row.subject, **parties, item=row.item)

    def _in(self, kind: type[Any], item: Item) -> list[Any]:
        return [one for one in read(self._casebook, kind, self._source) if one.item == item.id]

    def _numbered(self, item: Item) -> Iterator[Line]:
        """The recommendations that an item makes, and those that it answers."""
        for one in self._in(Recommendation, item):
            yield _line("recommendations", report=item.id, number=one.number, text=one.text, response_doc="")
        answered: dict[tuple[str, str, str], list[Response]] = {}
        for response in self._in(Response, item):
            for report, number, text in self._answered(response):
                answered.setdefault((report, number, text), []).append(response)
        for (report, number, text), responses in answered.items():
            numbers = [told for one in responses for _, told, _ in self._answered(one)]
            yield _line(
                "recommendations",
                report=report,
                number=number,
                text=text,
                response_doc=item.id,
                answered_with=list(dict.fromkeys(numbers)),
                dispositions=list(dict.fromkeys(one.disposition for one in responses)),
                see_also=list(dict.fromkeys(told for one in responses for told in one.see_also_numbers)),
            )

    def _answered(self, response: Response) -> list[tuple[str, str, str]]:
        """Report, number and words of what a response answers; the number alone where no report on file has it."""
        on_file = [self._recommendations[id] for id in response.answers if id in self._recommendations]
        if on_file:
            return [(one.item, one.number, one.text) for one in on_file]
        return [("", number, "") for number in response.numbers]

    def _reports(self, told: Sequence[Line]) -> Iterator[Line]:
        """The documents that hold the recommendations answered, only to say where they stand."""
        have = {line["id"] for line in told if line["record"] == "documents"}
        named = dict.fromkeys(line["report"] for line in told if line["record"] == "recommendations")
        for id in named:
            item = self._casebook.record(id) if id and id not in have else None
            if isinstance(item, Item):
                text = self._casebook.text_of(item.source)
                yield _place(item, text) | {"optional": True, "annotated": []}

    def _actors(self, told: Sequence[Line]) -> Iterator[Line]:
        """The actors that the lines name, with their other names."""
        parties = [line.get(name) for line in told for name in ("who", "to", "from", "cc")]
        named = {name for value in parties for name in (value if isinstance(value, list) else [value]) if name}
        for actor in read(self._casebook, Actor):
            if actor.name in named:
                yield _line("actors", name=actor.name, aliases=list(actor.aliases))


def _line(record: str, **fields: Any) -> Line:
    return {"record": record, **fields}


def _place(item: Item, text: str) -> Line:
    first, last = lines_of_extent(text, item.start, item.end)
    return _line("documents", id=item.id, file=item.source, start_line=first, end_line=last)


def _document(item: Item, text: str) -> Line:
    printed = item.date_printed if item.date_printed != item.date else ""
    return _place(item, text) | {
        "kind": item.kind,
        "date": item.date,
        "date_printed": printed,
        "from": list(item.senders),
        "to": list(item.addressees),
        "cc": list(item.copied_to),
        "subject": item.subject,
        "reference": item.reference,
        "marking": item.marking,
        "duplicate_of": item.duplicate_of or "",
        "part_of": item.part_of or "",
        "optional": False,
        "annotated": list(MARKED),
    }


def _quoted(one: Action | Reference | Event) -> Line:
    return {"doc": one.item, "quote": one.quote, "start": one.start}


def _action(one: Action) -> Line:
    return _line(
        "actions",
        doc=one.item,
        force=one.force,
        who=one.who,
        what=one.what,
        to=one.to,
        when_text=one.when_text,
        when=one.when,
        quote=one.quote,
        start=one.start,
        force_also=[],
        who_also=[],
        when_also=[],
    )
