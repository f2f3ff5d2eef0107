"""Which paper on file a reference means: by its day, its parties, its number, or as an enclosure.

    "your letter of 12 May" in a letter from A to B  ->  the letter of 12 May from B to A, if it is on file

A link is made where exactly one item fits, and left open where none does or two do. The first copy takes the link and never a
duplicate; an annex gives way to the paper it is attached to. Items are looked up by day, month, number or subject, so that the
work grows with the number of references and not with its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.edtf import is_day, overlaps, parse_bounds
from corpus.records import Actor, Item, Reference
from graph.likeness import Names, likeness, read_names, split_names, stem_words

_ENOUGH = 1.0  # one party agrees
_MONTH_ENOUGH = 1.7  # a month is a vague date: both parties, or one of them and the subject
_ALONE_ENOUGH = 0.45  # the only paper of its day: kind and something of the subject agree
_UNDATED_ENOUGH = 0.9  # kind and subject agree: there is no day that could
_CLEAR = 0.2  # by how much the best must lead
_SAME_MATTER = 0.8
_KIN = (
    {"letter", "e-mail"},
    {"letter", "draft-letter"},
    {"letter", "circular"},
    {"letter", "fax"},
    {"telegram", "letter"},
    {"telegram", "minute"},
    {"telegram", "airgram"},
    {"minute", "memorandum", "note", "paper", "submission", "annex", "minutes"},
    {"report", "paper", "response"},
    {"circular", "guidance"},
)
_BY_NUMBER = {"telegram", "airgram"}
_QUOTED = re.compile(r"[A-Z]{1,6}(?: ?\([A-Z\d]{1,4}\))* ?[/(.-]{0,2}\d[\w/().-]*|[A-Z]{1,6}(?:/[A-Z\d]+)+|\b\d{5,}\b")
_WHERE = re.compile(r"\b(?:below|above|underneath|overleaf)$", re.IGNORECASE)
_SELDOM = {"response", "report", "guidance", "circular", "telegram", "submission"}  # kinds that say more than "letter"
_NOT_REFERRED_TO = {"register", "cover", "unreadable", "handwritten", "table"}


@dataclass(frozen=True, slots=True)
class File:
    """The items on file, to be found by what a reference says of them. Copies are among `items` only."""

    items: dict[str, Item]
    names: Names
    by_day: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    by_month: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    by_reference: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))  # as printed, without spaces
    by_source: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    enclosed_in: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    # Without a date: by each stem of the subject and each word of the senders.
    undated: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))


def open_file(items: Iterable[Item], actors: Iterable[Actor]) -> File:
    """The items by day, month, number, enclosing item, and, where they have no date, by subject and sender."""
    every = {one.id: one for one in items}
    file = File(every, read_names(actors))
    for item in every.values():
        if item.duplicate_of or item.kind in _NOT_REFERRED_TO:
            continue
        for number in set(re.findall(r"\d{2,}", item.reference)):
            file.by_number[number].append(item)
        for said in _QUOTED.findall(item.reference):
            file.by_reference[_bare(said)].append(item)
        file.by_source[item.source].append(item)
        if item.part_of:
            file.enclosed_in[item.part_of].append(item)
        _file_by_date(item, file)
    return file


def _file_by_date(item: Item, file: File) -> None:
    bounds = parse_bounds(item.date)
    if bounds is None or bounds.first is None:
        for word in _marks_of(item.subject, item.senders):
            file.undated[word].append(item)
        return
    file.by_month[bounds.first.isoformat()[:7]].append(item)
    if is_day(item.date):
        file.by_day[bounds.first.isoformat()].append(item)


def _marks_of(subject: str, names: Iterable[str]) -> set[str]:
    return {*stem_words(subject), *(word.casefold() for name in names for word in name.split() if len(word) > 2)}


def first_copy(item: Item, items: dict[str, Item]) -> Item:
    """The item itself, or the first copy of which it is a duplicate."""
    seen: set[str] = set()
    while item.duplicate_of and item.duplicate_of in items and item.id not in seen:
        seen.add(item.id)
        item = items[item.duplicate_of]
    return item


def link_references(references: Sequence[Reference], file: File) -> list[Reference]:
    """The references with the id of the item that each means, or None."""
    found = [replace(one, resolves_to=_meant(one, file)) for one in references]
    dates: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.resolves_to and one.date and not file.items[one.resolves_to].date:
            dates[one.resolves_to].add(one.date)
    # An undated item that references of two dates seem to mean is left to neither.
    return [replace(one, resolves_to=None) if len(dates.get(one.resolves_to or "", ())) > 1 else one for one in found]


def date_items(references: Iterable[Reference], file: File) -> list[Item]:
    """Undated items that take their date, and sender if they name none, from a reference that means them."""
    said: dict[str, list[Reference]] = defaultdict(list)
    for one in references:
        if one.resolves_to and one.date and not file.items[one.resolves_to].date:
            said[one.resolves_to].append(one)
    dated = []
    for item_id, those in sorted(said.items()):
        item = file.items[item_id]
        senders = item.senders or split_names(next((one.sender for one in those if one.sender), ""))
        dated.append(replace(item, date=those[0].date, date_from="reference", senders=senders))
    return dated


def _meant(reference: Reference, file: File) -> str | None:
    """The id of the one item that fits a reference."""
    own = file.items.get(reference.item)
    itself = {reference.item, first_copy(own, file.items).id} if own else {reference.item}
    bounds = parse_bounds(reference.date)
    if bounds is None or bounds.first is None:
        return (
            _beside(reference, own, itself, file) or _numbered(reference, own, itself, file) or _enclosed(reference, itself, file)
        )
    vague = not is_day(reference.date)
    day = bounds.first.isoformat()
    pool = file.by_month.get(day[:7], []) if vague else file.by_day.get(day, [])
    near = _without_annexes([one for one in pool if one.id not in itself and overlaps(one.date, reference.date)])
    fits = [(fit, one) for one in near if (fit := _fit(reference, one, own, file.names)) >= 0]
    if fits or vague:
        return _best(fits, _MONTH_ENOUGH if vague else _ALONE_ENOUGH if len(near) == 1 else _ENOUGH)
    return _undated(reference, own, itself, file)


def _without_annexes(items: Sequence[Item]) -> list[Item]:
    """An annex of the same day gives way to what it is attached to."""
    ids = {one.id for one in items}
    return [one for one in items if one.part_of not in ids]


def _best(fits: Sequence[tuple[float, Item]], enough: float) -> str | None:
    ranked = sorted(fits, key=lambda pair: (-pair[0], pair[1].id))
    if not ranked or ranked[0][0] < enough:
        return None
    return ranked[0][1].id if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _CLEAR else None


def _fit(reference: Reference, item: Item, own: Item | None, names: Names) -> float:
    """How well an item fits: a point for each party that agrees, parts of one for kind and subject; below 0 for another's."""
    by = names.any_same(split_names(reference.sender), item.senders)
    to = names.any_same(split_names(reference.addressee), item.addressees)
    stated = re.search(r"\bto\b", reference.text) is not None  # else "your letter" is only taken to be to me
    if by is False or (to is False and by is None and stated):
        return -1.0
    points = {True: 1.0, None: 0.0, False: -0.3 if stated else 0.0}
    kin = is_kin(reference.kind, item.kind)
    matter = likeness(own.subject, item.subject) if own else 0.0
    score = points[by] + points[to] + (0.3 if kin else -0.3) + 0.4 * matter
    score += 0.4 if reference.kind == item.kind and item.kind in _SELDOM else 0.0
    return score + (0.5 if kin and matter >= _SAME_MATTER else 0.0)


def is_kin(said: str, kind: str) -> bool:
    """May a paper that is called the one be of the other kind? What one office calls a note is another's minute."""
    return said == kind or any({said, kind} <= family for family in _KIN)


def _numbered(reference: Reference, own: Item | None, itself: set[str], file: File) -> str | None:
    """A paper by the reference that it bears ("AB/12/3"), a telegram or despatch by its number, where one item alone bears it."""
    for said in _QUOTED.findall(reference.text):
        fits = [one for one in file.by_reference.get(_bare(said), []) if one.id not in itself]
        scored = [(fit, one) for one in fits if (fit := _fit(reference, one, own, file.names)) >= 0]
        if scored:
            return scored[0][1].id if len(scored) == 1 else _best(scored, _ENOUGH)
    number = re.search(r"\d{2,}", reference.text) if reference.kind in _BY_NUMBER else None
    fits = [one for one in file.by_number.get(number.group(), []) if one.id not in itself] if number else []
    return fits[0].id if len(fits) == 1 else None


def _bare(said: str) -> str:
    return re.sub(r"[\s.]+", "", said.rstrip("(/-.")).casefold()


def _beside(reference: Reference, own: Item | None, itself: set[str], file: File) -> str | None:
    """ "My e-mail below" is the next one in the same source, and "above" the last, that fits sender and addressee."""
    where = _WHERE.search(reference.text)
    if where is None or own is None:
        return None
    ahead = where.group().casefold() != "above"
    others = [one for one in file.by_source.get(own.source, []) if one.id not in itself and (one.start > own.start) == ahead]
    fits = [one for one in others if is_kin(reference.kind, one.kind) and _is_of(reference, one, file.names)]
    return min(fits, key=lambda one: abs(one.start - own.start)).id if fits else None


def _is_of(reference: Reference, item: Item, names: Names) -> bool:
    """Is it known to be by the sender that the reference names, and not known to be to anybody else?"""
    to = names.any_same(split_names(reference.addressee), item.addressees)
    return names.any_same(split_names(reference.sender), item.senders) is True and to is not False


def _enclosed(reference: Reference, itself: set[str], file: File) -> str | None:
    """What is enclosed without a date is among the item's own enclosures, if it is on file; with no party named, the only one of its kind."""
    enclosures = [one for parent in sorted(itself) for one in file.enclosed_in.get(parent, [])]
    if not reference.sender and not reference.addressee:
        kin = [one for one in enclosures if is_kin(reference.kind, one.kind) or one.kind == "annex"]
        return kin[0].id if len(kin) == len(enclosures) == 1 else None
    return _best([(_fit(reference, one, None, file.names), one) for one in enclosures], _ENOUGH)


def _undated(reference: Reference, own: Item | None, itself: set[str], file: File) -> str | None:
    """A paper without a date that the reference pins down: by its sender, or by the subject that both papers have."""
    marks = _marks_of(own.subject if own else "", split_names(reference.sender))
    near = {one.id: one for mark in marks for one in file.undated.get(mark, [])}
    pool = [one for one in near.values() if one.id not in itself and is_kin(reference.kind, one.kind) and one.kind != "annex"]
    return _best([(_fit(reference, one, own, file.names), one) for one in pool], _UNDATED_ENOUGH)
