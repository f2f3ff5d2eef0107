"""Item records: pieces of a paper with their headers, parties resolved, and what the register or the first copy mends.

piece dated "December 2014", listed in the register under 11/12/2014  ->  Item(date="2014-12-11", date_from="register", flags=…)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from corpus.edtf import is_day
from corpus.marks import find_paragraphs
from corpus.offices import year_of
from corpus.records import Flag, Item, RegisterRow, Zone, make_id
from corpus.split import find_items
from extract.attendance import find_attendance, find_speakers
from extract.copies import copy_keys, find_copies
from extract.dating import Dated, believe_date
from extract.findings import Context
from extract.header import Header, read_header
from extract.layout import Party
from extract.mail import read_mail_header
from extract.mentions import find_parties
from extract.paper import Paper, Piece
from extract.parties import Directory, Holding, body_of, build_directory, fold_name, resolve_names
from extract.register import Candidate, Row, find_rows, match_rows
from extract.seen import Seen

_UNLISTED = frozenset({"cover", "register", "handwritten", "unreadable", "web-page"})  # what a register does not list
_OF_MEETINGS = frozenset({"minutes", "note", "paper", "e-mail"})
_SAME_NAME = 75.0  # likeness of an addressee's name in two copies, 0 to 100: OCR may have spoilt it
_INITIALS_LENGTH = 4  # initials route a paper, they do not send it
_OPENING = 80  # characters of the text in which a private secretary says for whom the letter speaks
_FIRST_WORD = 6  # where "The Treasurer" begins, behind quotation mark or article
_HEAD = 700  # characters of an item in which its addresses stand
_HOST = re.compile(r"[@.]([\w-]+(?:\.[\w-]+)+)")
_SURE = 0.7  # below this the split is flagged
_INITIALS = re.compile(r"\(([A-Z]{2,4})\)")


def find_pieces(paper: Paper) -> list[Piece]:
    """The paper's pieces, in order."""
    parts = [
        replace(part, start=paper.normal.from_source(part.start), end=paper.normal.from_source(part.end))
        for part in paper.source.parts
    ]
    whole = paper.normal.text
    paragraphs = None if parts else find_paragraphs(whole)
    pieces = []
    for n, span in enumerate(find_items(whole, parts, paragraphs)):
        text = whole[span.start : span.end]
        header = read_header(text, span.hint, paragraphs if text == whole else None)
        if parts:
            header = read_mail_header(header, parts[n])
        lead = len(text) - len(text.lstrip())
        at = paper.evidence(span.start + lead, span.start + len(text.rstrip()), span.rule, span.confidence)
        pieces.append(
            Piece(
                span, text, header, make_id("items", paper.sha256, at["start"], at["end"]), at, _zones(paper, span.start, header)
            )
        )
    return pieces


def _zones(paper: Paper, start: int, header: Header) -> tuple[Zone, ...]:
    """The header's zones with offsets into the text as read."""
    spans = ((zone.label, paper.normal.span(start + zone.start, start + zone.end)) for zone in header.zones)
    return tuple(Zone(label=label, start=first, end=last) for label, (first, last) in spans)


def read_registers(pieces: Sequence[Piece]) -> dict[int, list[Row]]:
    """Index of a register -> its rows."""
    return {n: find_rows(piece.text) for n, piece in enumerate(pieces) if piece.span.hint == "register"}


def learn_directory(text: str, pieces: Sequence[Piece], registers: dict[int, list[Row]], seen: Sequence[Seen] = ()) -> Directory:
    """The actors that the headers, the registers and the text teach, and those that a trained pipeline saw in the pieces."""
    parties = [party for piece in pieces for party in (*piece.header.senders, *piece.header.addressees)]
    people = [party.name for party in parties] + [name for piece in pieces for name in piece.header.copied_to]
    people += [name for rows in registers.values() for row in rows for name in (row.sender, row.addressee)]
    holdings = [Holding(party.name, party.office) for party in parties if party.office and party.office != party.name]
    speakers: list[str] = []
    for piece in pieces:
        present = find_attendance(piece.text) if piece.header.kind in _OF_MEETINGS else []
        people += present
        speakers += present
        speakers += find_speakers(piece.text, present) if present or piece.header.kind == "minutes" else []
    dates = [piece.header.date for piece in pieces] + [row.date for rows in registers.values() for row in rows]
    people += [name for one in seen for name in one.people]
    bodies = [name for one in seen for name in one.bodies]
    bodies += [party.name for piece in pieces if piece.header.kind == "minutes" for party in piece.header.senders]
    return build_directory(text, people, holdings, speakers, year_of(dates), bodies)


def build_items(
    pieces: Sequence[Piece], registers: dict[int, list[Row]], directory: Directory
) -> tuple[list[Item], dict[tuple[int, Row], int]]:
    """The item of each piece; and for (register's index, row) the index of the item that the row lists."""
    keys = [copy_keys(piece.text) for piece in pieces]
    copies = find_copies(
        [piece.text for piece in pieces], keys, lambda n, other: _same_head(pieces[n].header, pieces[other].header, directory)
    )
    listed = _match_registers(pieces, registers, copies, directory)
    rows = {index: row for (_, row), index in listed.items()}
    items = [
        replace(_build_item(n, pieces, rows.get(n), copies.get(n), directory), copy_keys=keys[n]) for n in range(len(pieces))
    ]
    return [_complete_copy(item, items) for item in items], listed


def build_register(
    paper: Paper, pieces: Sequence[Piece], registers: dict[int, list[Row]], listed: dict[tuple[int, Row], int]
) -> Iterator[RegisterRow]:
    """The records of all registers' rows."""
    for register, rows in registers.items():
        piece = pieces[register]
        for row in rows:
            at = paper.evidence(piece.span.start + row.start, piece.span.start + row.end, "register-row")
            found = listed.get((register, row))
            yield RegisterRow(
                id=make_id("register", paper.sha256, at["start"]),
                register=piece.id,
                date=row.date,
                sender=row.sender,
                addressee=row.addressee,
                subject=row.subject,
                marking=row.marking,
                item=pieces[found].id if found is not None else None,
                **at,
            )


def _build_item(n: int, pieces: Sequence[Piece], row: Row | None, first: int | None, directory: Directory) -> Item:
    piece = pieces[n]
    head, span = piece.header, piece.span
    dated = believe_date(head.date, row.date if row else "")
    senders, addressees, mended = _parties(head, row, directory)
    return Item(
        id=piece.id,
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
        part_of=_enclosing(piece, pieces),
        duplicate_of=pieces[first].id if first is not None else None,
        flags=(*head.flags, *_date_flags(dated), *mended, *_split_flags(span.confidence)),
        zones=piece.zones,
        **piece.at,
    )


def _enclosing(piece: Piece, pieces: Sequence[Piece]) -> str | None:
    """The id of what a piece was sent with; None for nothing, and for what is dated after it."""
    if piece.span.parent is None:
        return None
    parent = pieces[piece.span.parent]
    later = is_day(piece.header.date) and is_day(parent.header.date) and piece.header.date > parent.header.date
    return None if later else parent.id


def _same_head(a: Header, b: Header, directory: Directory) -> bool:
    """Can two headers be those of one letter: no two whole dates, and no two sets of addressees, that differ?"""
    if is_day(a.date) and is_day(b.date) and a.date != b.date:
        return False
    to_a, to_b = (set(resolve_names([party.name for party in head.addressees], directory)) for head in (a, b))
    if not to_a or not to_b or to_a & to_b:
        return True
    return max(fuzz.ratio(one.casefold(), other.casefold()) for one in to_a for other in to_b) >= _SAME_NAME


def _complete_copy(item: Item, items: Sequence[Item]) -> Item:
    """A second copy takes from the first what its own OCR has lost."""
    first = next((one for one in items if one.id == item.duplicate_of), None)
    if first is None:
        return item
    lost = {
        name: getattr(first, name)
        for name in ("senders", "addressees", "subject", "copied_to")
        if not getattr(item, name) and getattr(first, name)
    }
    if not item.date:
        lost |= {"date": first.date, "date_from": first.date_from}
    return replace(item, **lost)


def _parties(head: Header, row: Row | None, directory: Directory) -> tuple[tuple[str, ...], tuple[str, ...], list[Flag]]:
    """Senders and addressees, mended from the register where the item has none or only half a name."""
    senders = resolve_names([party.name for party in head.senders], directory)
    addressees = resolve_names([party.name for party in head.addressees], directory)
    flags: list[Flag] = []
    if row and row.sender and not senders:
        senders = (meant := _meant(row.sender, directory),)
        flags.append(_from_register("sender", row.sender, meant))
    if row and row.addressee and (not addressees or _is_half(addressees, row.addressee)):
        addressees = (meant := _meant(row.addressee, directory),)
        flags.append(_from_register("addressee", row.addressee, meant))
    return senders, addressees, flags


def _from_register(field: str, cell: str, meant: str) -> Flag:
    named = cell if cell == meant else f"{cell}, taken to be {meant}"
    return Flag(code=f"{field}-from-register", message=f"The page does not name the {field} in full; the register says {named}.")


def _is_half(names: tuple[str, ...], full: str) -> bool:
    """Is the only name a first name, and the full one goes on from it?"""
    return len(names) == 1 and " " not in names[0] and full.casefold().startswith(names[0].casefold() + " ")


def _meant(cell: str, directory: Directory) -> str:
    inner = _INITIALS.search(cell)
    return directory.resolve(cell) or (directory.resolve(inner.group(1)) if inner else None) or cell


def _date_flags(dated: Dated) -> list[Flag]:
    return [Flag(code=dated.code, message=dated.why)] if dated.code else []


def _split_flags(confidence: float) -> list[Flag]:
    if confidence >= _SURE:
        return []
    return [Flag(code="unsure-split", message="Where this item begins, or what it belongs to, is a guess: look at the page.")]


def _match_registers(
    pieces: Sequence[Piece], registers: dict[int, list[Row]], copies: dict[int, int], directory: Directory
) -> dict[tuple[int, Row], int]:
    indexes = [
        n for n, piece in enumerate(pieces) if n not in copies and piece.span.parent is None and piece.span.hint not in _UNLISTED
    ]
    candidates = [_candidate(pieces[n], directory) for n in indexes]

    def same(cell: str, names: frozenset[str]) -> bool:
        return _same_party(cell, names, directory)

    return {
        (register, rows[r]): indexes[c]
        for register, rows in registers.items()
        for r, c in match_rows(rows, candidates, same).items()
    }


def _candidate(piece: Piece, directory: Directory) -> Candidate:
    head = piece.header
    addressees = _known_as(head.addressees, directory)
    own = {fold_name(head.body_name)} if head.body_name else set()
    return Candidate(
        head.date,
        head.subject,
        _known_as(head.senders, directory) | own | (_speaks_for(piece, directory) - addressees),
        addressees,
    )


def _speaks_for(piece: Piece, directory: Directory) -> frozenset[str]:
    """Whom a letter speaks for: who begins its text ("The Treasurer has seen your letter"), and an address at "rivers.example"."""
    body = next((zone.start for zone in piece.header.zones if zone.label == "body"), 0)
    mentions = find_parties(piece.text[body : body + _OPENING], Context(directory=directory))
    named = {one.name for one in mentions if one.start <= _FIRST_WORD and one.end - one.start > _INITIALS_LENGTH}
    hosts = {label for host in _HOST.findall(piece.text[:_HEAD]) for label in host.split(".")}
    return frozenset({fold_name(name) for name in named} | {label.casefold() for label in hosts if len(label) > 2})


def _known_as(parties: Iterable[Party], directory: Directory) -> frozenset[str]:
    """All that a party may be called in a register: name, office, body."""
    found = {
        name
        for party in parties
        for name in (party.name, party.office, directory.resolve(party.name), body_of(party.office), body_of(party.name))
        if name
    }
    return frozenset(map(fold_name, found))


def _same_party(cell: str, names: frozenset[str], directory: Directory) -> bool:
    """Can a cell of a register ("PD(AP)", "HO", "Ada Penrose") mean one of these names?"""
    inner = _INITIALS.search(cell)
    words = [cell, directory.resolve(cell), body_of(cell), directory.resolve(inner.group(1)) if inner else None]
    meant = {fold_name(word) for word in words if word}
    first = fold_name(cell).split(" ", 1)[0]
    return bool(meant & names) or first in names or first in {name.split(" ", 1)[0] for name in names}
