"""A source as read -> all its records: split, headers, register, copies, then the pipeline over each item.

    extract_source(build_pipeline(), read_source(Path("file.txt")))  ->  [Item(…), Date(…), Action(…), …]

Pure: the source comes in as text, records go out, in a stable order and with ids that depend on the source's bytes alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import spacy
from spacy.language import Language

from corpus.edtf import is_day
from corpus.normal import Normal, normalize_text
from corpus.records import (
    Action,
    Actor,
    AnyRecord,
    Date,
    Event,
    Flag,
    Item,
    Mention,
    Recommendation,
    Record,
    Reference,
    RegisterRow,
    Response,
    make_id,
)
from corpus.sources import Part, SourceText
from corpus.split import ItemSpan, find_items
from extract.components import PIPES, findings
from extract.copies import find_copies
from extract.dating import Dated, believe_date
from extract.findings import (
    ActionFound,
    Context,
    DateFound,
    EventFound,
    Found,
    PartyFound,
    RecommendationFound,
    ReferenceFound,
    ResponseFound,
)
from extract.header import Header, read_header
from extract.layout import Party
from extract.parties import Directory, Holding, body_of, build_directory, fold_name, resolve_names
from extract.register import Candidate, Row, find_rows, match_rows

_NO_TEXT = frozenset({"cover", "register", "handwritten", "unreadable"})  # items in which no statement is looked for
_INHERITS = frozenset({"annex", "draft-letter", "table", "slides", "note", "paper", "enclosure"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """An item on its way to a record."""

    span: ItemSpan
    text: str
    header: Header
    id: str


def build_pipeline(model: str = "") -> Language:
    """The extractors in one spaCy pipeline: on a blank English one, or after the components of a trained `model` that is installed."""
    nlp = spacy.load(model) if model else spacy.blank("en")
    nlp.max_length = max(nlp.max_length, 20_000_000)
    for name in PIPES:
        nlp.add_pipe(f"docket_{name}")
    return nlp


def extract_source(nlp: Language, source: SourceText) -> list[AnyRecord]:
    """All records of one source."""
    normal = normalize_text(source.text)
    pieces = _pieces(source, normal)
    rows = {n: find_rows(piece.text) for n, piece in enumerate(pieces) if piece.span.hint == "register"}
    directory = _directory(normal.text, pieces, rows)
    copies = find_copies([piece.text for piece in pieces])
    listed = _listed(pieces, rows, copies, directory)
    items = _items(source, normal, pieces, directory, copies, {c: row for (_, row), c in listed.items()})
    records: list[AnyRecord] = [*items, *_register(source, normal, pieces, rows, listed)]
    mentions: dict[str, list[Mention]] = {}
    for piece, item in zip(pieces, items, strict=True):
        if item.kind in _NO_TEXT:
            continue
        records += _statements(nlp, source, normal, piece, item, _context(piece, item, items, directory), mentions)
    records += _actors(directory, mentions)
    return records


# --- items and their headers ---


def _pieces(source: SourceText, normal: Normal) -> list[_Piece]:
    parts = [replace(p, start=normal.from_source(p.start), end=normal.from_source(p.end)) for p in source.parts]
    pieces = []
    for n, span in enumerate(find_items(normal.text, parts)):
        text = normal.text[span.start : span.end]
        header = read_header(text, span.hint)
        if parts:
            header = _with_part(header, parts[n])
        start, end = normal.span(*_trimmed(text, span.start))
        pieces.append(_Piece(span, text, header, make_id("items", source.sha256, start, end)))
    return pieces


def _trimmed(text: str, at: int) -> tuple[int, int]:
    return at + len(text) - len(text.lstrip()), at + len(text.rstrip())


def _with_part(header: Header, part: Part) -> Header:
    """What the format itself says (the headers of an e-mail) before what its text seems to say."""
    from extract.mail import read_mail_header  # noqa: PLC0415 - only sources with parts need it

    return read_mail_header(header, part)


def _directory(text: str, pieces: Sequence[_Piece], rows: dict[int, list[Row]]) -> Directory:
    people: list[str] = []
    holdings: list[Holding] = []
    for piece in pieces:
        parties = (*piece.header.senders, *piece.header.addressees)
        people += [party.name for party in parties] + list(piece.header.copied_to)
        holdings += [Holding(party.name, party.office) for party in parties if party.office and party.office != party.name]
    for listing in rows.values():
        people += [name for row in listing for name in (row.sender, row.addressee)]
    return build_directory(text, people, holdings)


def _names(parties: Iterable[Party], directory: Directory) -> tuple[str, ...]:
    return resolve_names([party.name for party in parties], directory)


def _items(
    source: SourceText,
    normal: Normal,
    pieces: Sequence[_Piece],
    directory: Directory,
    copies: dict[int, int],
    listed: dict[int, Row],
) -> list[Item]:
    items: list[Item] = []
    for n, piece in enumerate(pieces):
        start, end = normal.span(*_trimmed(piece.text, piece.span.start))
        head, row = piece.header, listed.get(n)
        dated = believe_date(head.date, row.date if row else "", piece.text)
        senders, addressees, flags = _parties(head, row, directory)
        items.append(
            Item(
                id=piece.id,
                source=source.name,
                start=start,
                end=end,
                page=source.page_at(start),
                quote=source.text[start:end],
                rule=piece.span.rule,
                confidence=round(piece.span.confidence, 2),
                kind=head.kind,
                date=dated.date,
                date_printed=head.date,
                date_from=dated.source,
                senders=senders,
                addressees=addressees,
                copied_to=resolve_names(head.copied_to, directory),
                subject=head.subject,
                reference=head.reference,
                marking=head.marking,
                part_of=pieces[piece.span.parent].id if piece.span.parent is not None else None,
                duplicate_of=pieces[copies[n]].id if n in copies else None,
                flags=(*head.flags, *_date_flags(dated), *flags, *_split_flags(piece)),
            )
        )
    return [_from_copy(item, items) for item in items]


def _from_copy(item: Item, items: Sequence[Item]) -> Item:
    """A second copy takes from the first what its own OCR has lost."""
    first = next((one for one in items if one.id == item.duplicate_of), None)
    if first is None:
        return item
    return replace(
        item,
        date=item.date or first.date,
        date_from=item.date_from if item.date else first.date_from,
        senders=item.senders or first.senders,
        addressees=item.addressees or first.addressees,
        subject=item.subject or first.subject,
        copied_to=item.copied_to or first.copied_to,
    )


def _parties(head: Header, row: Row | None, directory: Directory) -> tuple[tuple[str, ...], tuple[str, ...], list[Flag]]:
    """Senders and addressees, mended from the register where the item has none or only half a name."""
    senders, addressees = _names(head.senders, directory), _names(head.addressees, directory)
    flags: list[Flag] = []
    if row and row.sender and not senders:
        senders = (_meant(row.sender, directory),)
        flags.append(Flag(code="sender-from-register", message=f"No sender could be read; the register says {row.sender}."))
    if row and row.addressee and (not addressees or (len(addressees) == 1 and _is_half(addressees[0], row.addressee))):
        if not addressees or addressees[0] != row.addressee:
            flags.append(
                Flag(
                    code="addressee-from-register",
                    message=f"The addressee is named in full only in the register: {row.addressee}.",
                )
            )
        addressees = (_meant(row.addressee, directory),)
    return senders, addressees, flags


def _is_half(name: str, full: str) -> bool:
    return " " not in name and full.casefold().startswith(name.casefold() + " ")


def _meant(cell: str, directory: Directory) -> str:
    inner = re.search(r"\(([A-Z]{2,4})\)", cell)
    return directory.resolve(cell) or (directory.resolve(inner.group(1)) if inner else None) or cell


def _date_flags(dated: Dated) -> list[Flag]:
    return [Flag(code=dated.code, message=dated.why)] if dated.code else []


def _split_flags(piece: _Piece) -> list[Flag]:
    if piece.span.confidence >= 0.7:
        return []
    return [Flag(code="unsure-split", message="Where this item begins, or what it belongs to, is a guess: look at the page.")]


# --- the register ---


def _listed(
    pieces: Sequence[_Piece], rows: dict[int, list[Row]], copies: dict[int, int], directory: Directory
) -> dict[tuple[int, Row], int]:
    """(register's index, row) -> index of the item it lists."""
    indexes = [
        n
        for n, p in enumerate(pieces)
        if n not in copies and p.span.parent is None and p.span.hint not in _NO_TEXT | {"web-page"}
    ]
    candidates = [_candidate(pieces[n].header, directory) for n in indexes]
    found: dict[tuple[int, Row], int] = {}
    for register, listing in rows.items():
        for r, c in match_rows(listing, candidates, _same_party(directory)).items():
            found[register, listing[r]] = indexes[c]
    return found


def _candidate(head: Header, directory: Directory) -> Candidate:
    def names(parties: Iterable[Party], extra: str = "") -> frozenset[str]:
        found = {extra} if extra else set()
        for party in parties:
            found |= {party.name, party.office, directory.resolve(party.name) or "", body_of(party.office), body_of(party.name)}
        return frozenset(fold_name(name) for name in found if name)

    return Candidate(head.date, head.subject, names(head.senders, head.body_name), names(head.addressees))


def _same_party(directory: Directory) -> Any:
    def same(cell: str, names: frozenset[str]) -> bool:
        inner = re.search(r"\(([A-Z]{2,4})\)", cell)
        meant = {fold_name(cell), fold_name(directory.resolve(cell) or ""), fold_name(body_of(cell))} - {""}
        if inner:
            meant.add(fold_name(directory.resolve(inner.group(1)) or ""))
        first = {name.split(" ", 1)[0] for name in names}
        return bool(meant & names) or (" " in cell and fold_name(cell).split(" ", 1)[0] in names) or fold_name(cell) in first

    return same


def _register(
    source: SourceText, normal: Normal, pieces: Sequence[_Piece], rows: dict[int, list[Row]], listed: dict[tuple[int, Row], int]
) -> Iterator[RegisterRow]:
    for register, listing in rows.items():
        for row in listing:
            start, end = normal.span(pieces[register].span.start + row.start, pieces[register].span.start + row.end)
            found = listed.get((register, row))
            yield RegisterRow(
                id=make_id("register", source.sha256, start),
                source=source.name,
                start=start,
                end=end,
                page=source.page_at(start),
                quote=source.text[start:end],
                rule="register-row",
                register=pieces[register].id,
                date=row.date,
                sender=row.sender,
                addressee=row.addressee,
                subject=row.subject,
                marking=row.marking,
                item=pieces[found].id if found is not None else None,
            )


# --- statements ---


def _context(piece: _Piece, item: Item, items: Sequence[Item], directory: Directory) -> Context:
    """What an item's extractors may know: its own header, and its parent's where it has none of its own."""
    parent = next((one for one in items if one.id == item.part_of), None)
    inherits = parent is not None and item.kind in _INHERITS
    return Context(
        date=item.date or (parent.date if parent else ""),
        kind=item.kind,
        title=item.subject,
        senders=item.senders or (parent.senders if parent and inherits else ()),
        addressees=item.addressees or (parent.addressees if parent and inherits else ()),
        zones=piece.header.zones,
        directory=directory,
    )


def _statements(
    nlp: Language,
    source: SourceText,
    normal: Normal,
    piece: _Piece,
    item: Item,
    context: Context,
    mentions: dict[str, list[Mention]],
) -> list[AnyRecord]:
    """The records of one item's text. Of a second copy only the dates and mentions: what it states counts once, in the first."""
    doc = nlp.make_doc(piece.text)
    doc._.context = context
    copy = item.duplicate_of is not None
    for name, pipe in nlp.pipeline:
        if not copy or name in ("docket_sentences", "docket_dates", "docket_parties"):
            doc = pipe(doc)
    answers = [found for found in findings(doc, "responses") if isinstance(found, ResponseFound)]
    out: list[AnyRecord] = []
    for group in PIPES:
        for found in findings(doc, group):
            base = _evidence(source, normal, piece, found)
            if isinstance(found, PartyFound):
                mentions.setdefault(found.name, []).append(Mention(item=item.id, start=base["start"], end=base["end"]))
            elif (record := _record(found, base, item, source, context, answers)) is not None:
                out.append(record)
    return _distinct(out)


def _evidence(source: SourceText, normal: Normal, piece: _Piece, found: Found) -> dict[str, Any]:
    start, end = normal.span(piece.span.start + found.start, piece.span.start + found.end)
    return {
        "source": source.name,
        "start": start,
        "end": end,
        "page": source.page_at(start),
        "quote": source.text[start:end],
        "rule": found.rule,
        "confidence": round(found.confidence, 2),
    }


def _record(
    found: Found, base: dict[str, Any], item: Item, source: SourceText, context: Context, answers: Sequence[ResponseFound]
) -> Record | None:
    at = (source.sha256, base["start"], base["end"])
    if isinstance(found, DateFound):
        return Date(id=make_id("dates", *at, found.value), item=item.id, text=found.text, value=found.value, **base)
    if isinstance(found, ActionFound):
        return Action(
            id=make_id("actions", *at, found.force, found.what, found.when_text),
            item=item.id,
            force=found.force,
            who=found.who,
            what=found.what,
            to=found.to,
            when_text=found.when_text,
            when=found.when,
            condition=found.condition,
            about=found.about or _answered(found, answers),
            **base,
        )
    if isinstance(found, RecommendationFound):
        report = found.report or context.title
        return Recommendation(
            id=make_id("recommendations", *at, found.number),
            item=item.id,
            report=report,
            number=found.number,
            text=found.text,
            addressee=found.addressee,
            **base,
        )
    if isinstance(found, ResponseFound):
        return Response(
            id=make_id("responses", *at, *found.numbers),
            item=item.id,
            numbers=found.numbers,
            report=found.report,
            text=found.text,
            disposition=found.disposition,
            deciding=found.deciding,
            see_also_numbers=found.see_also_numbers,
            **base,
        )
    if isinstance(found, ReferenceFound):
        return Reference(
            id=make_id("references", *at),
            item=item.id,
            text=found.text,
            kind=found.kind,
            date=found.date,
            sender=found.sender,
            addressee=found.addressee,
            **base,
        )
    if isinstance(found, EventFound):
        return Event(
            id=make_id("events", *at, found.date), item=item.id, date=found.date, text=found.text, planned=found.planned, **base
        )
    return None


def _answered(found: ActionFound, answers: Sequence[ResponseFound]) -> str | None:
    """The number of the recommendation in whose answer an action stands; None outside answers. Links turn it into the record's id."""
    for answer in answers:
        if answer.numbers and answer.start <= found.start < answer.end:
            return answer.numbers[0]
    return None


def _distinct(records: list[AnyRecord]) -> list[AnyRecord]:
    """Each id once: two rules that say the same of the same words make one record."""
    return list({record.id: record for record in records}.values())


def _actors(directory: Directory, mentions: dict[str, list[Mention]]) -> Iterator[Actor]:
    """The actors that the items name."""
    for actor in directory.actors:
        if actor.name in mentions:
            yield replace(actor, mentions=tuple(mentions[actor.name]))


def is_dated(item: Item) -> bool:
    """Has this item a whole day for its date?"""
    return is_day(item.date)
