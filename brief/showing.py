"""Shows one thing of a casebook whole: a source with its items, an item with its records and text, a record in its context.

find_shown(casebook, "action-3f2a…")  ->  Action(…)          find_shown(casebook, "letter")  ->  the source letter.txt
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from brief.dates import say_when
from brief.listing import KIND_NAMES, WHERE, Column, Listing, cite, counted, field_names, place, say_counts
from brief.markings import say_marking
from brief.plain import one_line
from brief.reading import read
from brief.reviewed import reviews_of, say_review
from brief.sheet import Line
from corpus.casebook import Casebook, StoredSource
from corpus.errors import DocketError
from corpus.records import RECORD_TYPES, Actor, AnyRecord, Date, Item, PaperRecord, Record, RegisterRow, to_json

_ID_BEGUN = re.compile(r"[a-z]+-[0-9a-f]+$")
CONTEXT = 300  # characters of text shown on either side of a record's words
_UNLISTED = frozenset({"cover", "register", "handwritten", "unreadable", "web-page"})  # what a file's register leaves out
_RECORD_FIELDS = (
    "kind", "id", "sort", "number", "when", "who", "to", "what", "status", "source", "page", "item", "marking", "quote",
)  # fmt: skip
_EDTF_FIELDS = ("date", "date_printed", "when", "value")
_HEADER = (
    "date",
    "date_from",
    "senders",
    "addressees",
    "copied_to",
    "subject",
    "reference",
    "marking",
    "part_of",
    "duplicate_of",
)


def find_shown(casebook: Casebook, asked: str) -> StoredSource | AnyRecord:
    """The source of this name, the record of this id or of the only id that begins so, or the only source with this in its name.

    DocketError otherwise.
    """
    found = casebook.source(asked) or casebook.record(asked)
    if found:
        return found
    begun = casebook.ids_beginning(asked) if _ID_BEGUN.match(asked) else []
    if len(begun) == 1 and (only := casebook.record(begun[0])):
        return only
    if begun:
        raise DocketError(f"several records have ids that begin with “{asked}”; write more of one: {', '.join(begun)}")
    like = [source for source in casebook.sources() if asked.casefold() in source.name.casefold()]
    if len(like) == 1:
        return like[0]
    if like:
        names = ", ".join(source.name for source in like[:5]) + (" …" if len(like) > 5 else "")
        raise DocketError(f"{counted(len(like), 'source')} have “{asked}” in their names; name one: {names}")
    raise DocketError(f"nothing called “{asked}” in {casebook.folder}; docket status lists the sources, every listing the ids")


def text_of_shown(casebook: Casebook, shown: StoredSource | AnyRecord, page: int | None = None) -> str:
    """The exact text of a source, an item or a record, or of one page of its source."""
    if isinstance(shown, Actor):
        raise DocketError(f"{shown.id} is an actor and has no text of its own; show one of the items that mention it")
    source = shown.source if isinstance(shown, Record) else shown.name
    text = casebook.text_of(source)
    if page is not None:
        return _page_text(casebook, source, text, page)
    return text[shown.start : shown.end] if isinstance(shown, Record) else text


def list_items(casebook: Casebook, source: StoredSource) -> Listing:
    """The items of a source, in the order in which they stand in it."""
    items = read(casebook, Item, source.name)
    pages = f", {counted(source.pages, 'page')}" if source.pages else ""
    found = say_counts(casebook.counts_by_source()[source.name])
    title = f"{source.name}: {source.format}{pages}, {source.chars:,} characters, {found}"
    return Listing(
        title=f"{title}\nRead from {source.path}{f' with the spaCy pipeline {source.model}' if source.model else ''}",
        columns=(
            *map(Column, ("Date", "Kind", "From", "To")),
            Column("Marking", "below"),
            WHERE,
            Column("Look at", "below"),
            Column("Subject"),
        ),
        rows=tuple(_item_row(item) for item in items),
        fields=field_names(Item),
        records=tuple(to_json(item) for item in items),
        markings=tuple(item.marking for item in items),
        notes=(
            *(f"Could not be read: {f'page {one.page}: ' if one.page else ''}{one.message}" for one in source.faults),
            *_say_register(read(casebook, RegisterRow, source.name), items),
        ),
    )


def _say_register(rows: Sequence[RegisterRow], items: Sequence[Item]) -> list[str]:
    """The file's own register against the file: what it lists that is not there, and what is there that it does not list."""
    if not rows:
        return []
    listed = {row.item for row in rows}
    absent = [row for row in rows if row.item is None]
    loose = [item for item in items if item.id not in listed and _is_listable(item)]
    told = f"The register lists {counted(len(rows), 'paper')}; {len(rows) - len(absent)} are on file"
    return [
        told,
        *(f"Listed but not on file: {_row_words(row)}" for row in absent),
        *(
            f"On file but not listed: {item.kind} of {say_when(item.date) or 'no date'}, {item.subject or 'no subject'}, {item.id}"
            for item in loose
        ),
    ]


def _is_listable(item: Item) -> bool:
    """Would a register list this item: a paper of its own, not a copy, annex, cover or scrap?"""
    return item.part_of is None and item.duplicate_of is None and item.kind not in _UNLISTED


def _row_words(row: RegisterRow) -> str:
    parties = " to ".join(filter(None, (row.sender, row.addressee)))
    return ", ".join(filter(None, (say_when(row.date), parties, row.subject)))


def say_item(casebook: Casebook, item: Item) -> list[Line]:
    """An item: what its header says, what to look at, its records, and its text."""
    lines = [
        Line(f"{item.kind.capitalize()}, {say_when(item.date) or 'no date'}"),
        Line(say_marking([item.marking])),
        Line(place(item, item.id), indent=2, label="In:"),
        *_say_fields(item, _HEADER),
        *(Line(f"{flag.message} ({flag.code})", indent=2, label="Look at:") for flag in item.flags),
        *_say_reviews(casebook, item),
    ]
    for kind, records in records_of(casebook, item).items():
        lines += [Line(""), Line(f"{kind.capitalize()} ({len(records)})")]
        lines += [Line(_in_short(record), indent=2, label=record.id) for record in records]
    return [*lines, Line(""), Line("Text"), *_zoned_text(casebook.text_of(item.source), item)]


def _zoned_text(text: str, item: Item) -> list[Line]:
    """The item's text, each part under the name of its zone."""
    lines: list[Line] = []
    at = item.start
    for zone in sorted(item.zones, key=lambda zone: zone.start):
        if text[at : zone.start].strip():
            lines.append(Line(text[at : zone.start].strip("\n"), indent=2))
        if text[zone.start : zone.end].strip():
            lines += [Line(f"[{zone.label}]"), Line(text[zone.start : zone.end], indent=2)]
        at = max(at, zone.end)
    rest = text[at : item.end].strip("\n")
    return [*lines, Line(rest, indent=2)] if rest.strip() else lines


def say_record(casebook: Casebook, record: AnyRecord) -> list[Line]:
    """A record: all its fields, and its words in their context."""
    names = [one.name for one in fields(record) if one.name not in ("quote", "mentions")]
    lines = [Line(record.id), *_say_fields(record, names)]
    if isinstance(record, Actor):
        mentions = {mention.item for mention in record.mentions}
        told = f"{counted(len(record.mentions), 'time')} in {counted(len(mentions), 'item')}"
        return [*lines, Line(told, indent=2, label="mentioned:"), *_say_reviews(casebook, record)]
    item = casebook.record(getattr(record, "item", None) or "")
    if isinstance(item, Item):
        lines.insert(1, Line(say_marking([item.marking])))
    lines += _say_reviews(casebook, record)
    return [*lines, Line(""), Line("In its place"), Line(in_context(casebook.text_of(record.source), record), indent=2)]


def _say_reviews(casebook: Casebook, record: AnyRecord) -> list[Line]:
    """What people said of a record."""
    return [Line(say_review(one), indent=2, label="Reviewed:") for one in reviews_of(casebook, record.id)]


def json_of_shown(casebook: Casebook, shown: StoredSource | AnyRecord) -> Any:
    """What is shown as JSON values: of a source its items, of an item its records too."""
    if isinstance(shown, StoredSource):
        return [to_json(item) for item in read(casebook, Item, shown.name)]
    if isinstance(shown, Item):
        return to_json(shown) | {kind: [to_json(one) for one in records] for kind, records in records_of(casebook, shown).items()}
    return to_json(shown)


def records_of(casebook: Casebook, item: Item) -> dict[str, list[PaperRecord]]:
    """The records that stand in an item, by kind; kinds of which there are none are left out."""
    found: dict[str, list[PaperRecord]] = {}
    for kind in RECORD_TYPES:
        if kind in (Item.KIND, Actor.KIND):
            continue
        holder = "register" if kind == "register" else "item"  # a register's row names the register it stands in
        given = casebook.read_records(kind, source=item.source)
        records = [one for one in given if not isinstance(one, Actor) and getattr(one, holder) == item.id]
        if records:
            found[kind] = records
    return found


def list_records(casebook: Casebook, item: Item) -> Listing:
    """The records that stand in an item as one list, a kind after another."""
    found = [one for records in records_of(casebook, item).values() for one in records]
    return Listing(
        title=f"{counted(len(found), 'record')} in the {item.kind} of {say_when(item.date) or 'no date'}, {item.id}",
        columns=(*map(Column, ("Kind", "When", "Who", "To")), WHERE, Column("What")),
        rows=tuple(_record_row(one, item) for one in found),
        fields=_RECORD_FIELDS,
        records=tuple(_public_record(one, item) for one in found),
        markings=(item.marking,),
        heading=f"{item.kind.capitalize()} of {say_when(item.date) or 'no date'}",
        cited=tuple((cite(one, one.id, item),) for one in found),
    )


def _record_row(record: PaperRecord, item: Item) -> tuple[str, ...]:
    told = _public_record(record, item)
    kind = ", ".join(filter(None, (told["kind"], told["sort"], told["number"])))
    return (kind, say_when(told["when"]), told["who"], told["to"], place(record, record.id), one_line(told["what"]))


def _public_record(record: PaperRecord, item: Item) -> dict[str, Any]:
    values = to_json(record)
    numbers = values.get("numbers") or [values.get("number") or ""]
    return {
        "id": record.id,
        "kind": KIND_NAMES[record.KIND][0],
        "sort": values.get("force") or values.get("disposition") or "",
        "number": ", ".join(numbers),
        "when": values.get("when") or values.get("date") or values.get("value") or "",
        "who": values.get("who") or values.get("sender") or values.get("respondent") or values.get("from") or "",
        "to": values.get("to") or values.get("addressee") or "",
        "what": values.get("what") or values.get("text") or values.get("subject") or record.quote,
        "status": values.get("status", ""),
        "item": item.id,
        "source": record.source,
        "page": record.page,
        "marking": item.marking,
        "quote": record.quote,
    }


def _page_text(casebook: Casebook, source: str, text: str, number: int) -> str:
    pages = casebook.pages_of(source)
    if not pages:
        raise DocketError(f"{source} has no pages; leave out --page to see all of its text")
    page = next((one for one in pages if one.number == number), None)
    if page is None:
        raise DocketError(f"{source} has no page {number}; its pages are {pages[0].number} to {pages[-1].number}")
    return text[page.start : page.end]


def _item_row(item: Item) -> tuple[str, ...]:
    return (
        say_when(item.date) or "no date",
        item.kind,
        "; ".join(item.senders),
        "; ".join(item.addressees),
        item.marking,
        f"p. {item.page} {item.id}" if item.page else item.id,
        f"look at: {', '.join(flag.code for flag in item.flags)}" if item.flags else "",
        one_line(item.subject),
    )


def _say_fields(record: AnyRecord, names: Sequence[str]) -> list[Line]:
    """A line for each field that says something, under its public name, dates in words too."""
    values = to_json(record)
    lines = []
    for name in names:
        value = _in_words(name, values.get(name))
        if value:
            lines.append(Line(value, indent=2, label=f"{name.replace('_', ' ')}:"))
    return lines


def _in_words(name: str, value: Any) -> str:
    if value is None or value in ("", []):
        return ""
    if isinstance(value, list):
        return "; ".join(one_line(str(one.get("message", one)) if isinstance(one, dict) else str(one)) for one in value)
    if name in _EDTF_FIELDS:
        return f"{say_when(value)} ({value})"
    return one_line(str(value))


def _in_short(record: AnyRecord) -> str:
    """A record in one line: what kind of thing it is, when, who, what."""
    if isinstance(record, Date):
        return f"{one_line(record.text)}: {say_when(record.value) or 'no date'}"
    values = to_json(record)
    when = say_when(values.get("when") or values.get("date") or values.get("value") or "")
    told = [values.get("force"), values.get("disposition"), values.get("number"), when, values.get("who") or values.get("sender")]
    return ", ".join([*filter(None, told), one_line(values.get("what") or values.get("text") or values["quote"])])


def in_context(text: str, record: Record, longest: int = 0) -> str:
    """The words of a record, between » and «, in the text around them; of more than `longest` characters the middle is left out."""
    before, after = text[max(record.start - CONTEXT, 0) : record.start], text[record.end : record.end + CONTEXT]
    lead, tail = "…" * (record.start > CONTEXT), "…" * (record.end + CONTEXT < len(text))
    words = text[record.start : record.end]
    if longest and len(words) > longest:
        words = f"{words[: longest // 2]} […] {words[-longest // 2 :]}"
    return f"{lead}{before}»{words}«{after}{tail}".strip()
