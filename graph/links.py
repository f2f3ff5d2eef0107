"""Ties records to one another across sources: a reference to the letter meant, an action to the recommendation it serves.

    "Thank you for your letter of 20 January" in a letter from A to B  ->  the letter of 20 January from B to A, if it is on file

A link is made where exactly one record fits, and left open where none does or two do. Copies never take a link that the
first copy should have; an annex gives way to the paper it is attached to. Items are looked up by their day, so that the
work grows with the number of records and not with its square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from corpus.edtf import is_day, overlaps, parse_bounds
from corpus.records import Action, Actor, AnyRecord, Event, Item, Recommendation, Reference, Response
from graph.answers import drop_quoted, link_answers
from graph.likeness import Names, likeness, read_names, split_names, stem_words

_ENOUGH = 1.0  # one party agrees
_MONTH_ENOUGH = 1.7  # a month is a vague date: both parties, or one of them and the subject
_CLEAR = 0.2  # by how much the best must lead
_SAME_MATTER = 0.8
_SAME_EVENT = 0.75
_KIN = (
    {"letter", "e-mail"},
    {"letter", "draft-letter"},
    {"letter", "circular"},
    {"telegram", "letter"},
    {"telegram", "minute"},
    {"minute", "memorandum", "note", "paper", "submission", "annex", "minutes"},
    {"report", "paper", "response"},
    {"circular", "guidance"},
)
_NOT_REFERRED_TO = {"register", "cover", "unreadable", "handwritten", "table"}
_LONG_AGO = 62  # days apart: the same words about days further apart are of two events
_RECURS = re.compile(
    r"\b(?:week|month|quarter|year|annual|daily|regular|meeting|met|session|sitting|visit|call|next|spoke|wrote|talks?|discuss)\w*",
    re.I,
)

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _File:
    """The items on file by their first day and month, and those without a date."""

    items: dict[str, Item]
    by_day: dict[str, list[Item]]
    by_month: dict[str, list[Item]]
    undated: list[Item]
    names: Names


def link_records(records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """The same records in the same order with their links filled in.

    Recommendations that a response only repeats from a report on file are left out: the report's own stand for them.
    """
    given = list(records)
    file = _file(given)
    changed: dict[str, AnyRecord] = {}
    references = _agreed(_linked_references(_of(given, Reference), file), file)
    changed |= {one.id: one for one in references}
    changed |= {one.id: one for one in _dated_by_reference(references, file)}
    asked, items = _of(given, Recommendation), _of(given, Item)
    responses = link_answers(asked, _of(given, Response), items)
    changed |= {one.id: one for one in responses}
    kept = drop_quoted(asked, items)
    changed |= {one.id: one for one in _linked_actions(_of(given, Action), responses, kept)}
    changed |= {one.id: one for one in _contradicting(_of(given, Event), file)}
    repeated = {one.id for one in asked} - {one.id for one in kept}
    return [changed.get(one.id, one) for one in given if one.id not in repeated]


def _of(records: Iterable[AnyRecord], kind: type[R]) -> list[R]:
    return [one for one in records if isinstance(one, kind)]


def _file(records: Sequence[AnyRecord]) -> _File:
    items = {one.id: one for one in _of(records, Item)}
    by_day: dict[str, list[Item]] = defaultdict(list)
    by_month: dict[str, list[Item]] = defaultdict(list)
    undated: list[Item] = []
    for item in items.values():
        if item.duplicate_of or item.kind in _NOT_REFERRED_TO:
            continue
        bounds = parse_bounds(item.date)
        if bounds is None or bounds.first is None:
            undated.append(item)
            continue
        by_month[bounds.first.isoformat()[:7]].append(item)
        if is_day(item.date):
            by_day[bounds.first.isoformat()].append(item)
    return _File(items, by_day, by_month, undated, read_names(_of(records, Actor)))


def first_copy(item: Item, items: dict[str, Item]) -> Item:
    """The item itself, or the first copy of which it is a duplicate."""
    seen: set[str] = set()
    while item.duplicate_of and item.duplicate_of in items and item.id not in seen:
        seen.add(item.id)
        item = items[item.duplicate_of]
    return item


def _linked_references(references: Sequence[Reference], file: _File) -> list[Reference]:
    return [replace(one, resolves_to=one.resolves_to or _meant(one, file)) for one in references]


def _meant(reference: Reference, file: _File) -> str | None:
    """The id of the one item that fits a reference."""
    own = file.items.get(reference.item)
    itself = {reference.item, first_copy(own, file.items).id} if own else {reference.item}
    if not reference.date:
        return _numbered(reference, itself, file) or _attached(reference, itself, file)
    vague = not is_day(reference.date)
    bounds = parse_bounds(reference.date)
    if bounds is None or bounds.first is None:
        return None
    pool = file.by_month[bounds.first.isoformat()[:7]] if vague else file.by_day[bounds.first.isoformat()]
    candidates = _without_annexes([one for one in pool if one.id not in itself and overlaps(one.date, reference.date)])
    enough = _MONTH_ENOUGH if vague else _ENOUGH
    candidates = [one for one in candidates if _fit(reference, one, own, file.names) >= 0]
    if candidates or vague:
        return _best(candidates, lambda one: _fit(reference, one, own, file.names), enough)
    return _best_undated(reference, own, itself, file)


def _without_annexes(items: Sequence[Item]) -> list[Item]:
    """An annex of the same day gives way to what it is attached to."""
    ids = {one.id for one in items}
    return [one for one in items if one.part_of not in ids]


def _best(items: Sequence[Item], fit: Callable[[Item], float], enough: float) -> str | None:
    ranked = sorted(((fit(one), one.id) for one in items), key=lambda pair: (-pair[0], pair[1]))
    if not ranked or ranked[0][0] < enough:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _CLEAR else None


def _fit(reference: Reference, item: Item, own: Item | None, names: Names) -> float:
    """How well an item fits: a point for each party that agrees, parts of one for kind and subject; below 0 for another's."""
    by = names.any_same(split_names(reference.sender), item.senders)
    to = names.any_same(split_names(reference.addressee), item.addressees)
    if by is False or (to is False and by is None):
        return -1.0
    points = {True: 1.0, None: 0.0, False: -0.3}
    score = points[by] + points[to]
    score += 0.3 if _kin(reference.kind, item.kind) else -0.3
    score += 0.4 * likeness(own.subject, item.subject) if own and own.subject and item.subject else 0.0
    return score + (
        0.5 if own and likeness(own.subject, item.subject) >= _SAME_MATTER and _kin(reference.kind, item.kind) else 0.0
    )


def _kin(said: str, kind: str) -> bool:
    return said == kind or any({said, kind} <= family for family in _KIN)


def _numbered(reference: Reference, itself: set[str], file: _File) -> str | None:
    """A telegram or despatch by its number, where one item alone bears it as its reference."""
    number = re.search(r"\d{2,}", reference.text)
    if not number:
        return None
    fits = [
        one.id
        for one in file.items.values()
        if one.id not in itself and not one.duplicate_of and re.search(rf"(?<!\d){number.group()}(?!\d)", one.reference)
    ]
    return fits[0] if len(fits) == 1 else None


def _attached(reference: Reference, itself: set[str], file: _File) -> str | None:
    """What is enclosed without a date is among the item's own enclosures, if it is on file."""
    enclosed = [one for one in file.items.values() if one.part_of in itself]
    return _best(enclosed, lambda one: _fit(reference, one, None, file.names), _ENOUGH)


def _best_undated(reference: Reference, own: Item | None, itself: set[str], file: _File) -> str | None:
    """A paper without a date that the reference pins down: by its sender, or by the subject that both papers have."""
    pool = [one for one in file.undated if one.id not in itself and _kin(reference.kind, one.kind) and one.kind != "annex"]
    return _best(pool, lambda one: _fit(reference, one, own, file.names), _ENOUGH - 0.1)


def _agreed(references: Sequence[Reference], file: _File) -> list[Reference]:
    """An undated item that references of two dates seem to mean is left to neither."""
    undated = {one.id for one in file.undated}
    dates: dict[str, set[str]] = defaultdict(set)
    for one in references:
        if one.resolves_to in undated and one.date:
            dates[one.resolves_to].add(one.date)
    return [replace(one, resolves_to=None) if len(dates.get(one.resolves_to or "", ())) > 1 else one for one in references]


def _dated_by_reference(references: Sequence[Reference], file: _File) -> list[Item]:
    """Undated items that take their date, and sender if they name none, from a reference that means them."""
    undated = {one.id for one in file.undated}
    said: dict[str, list[Reference]] = defaultdict(list)
    for one in references:
        if one.resolves_to in undated and one.date:
            said[one.resolves_to].append(one)
    out = []
    for item_id, those in sorted(said.items()):
        item = file.items[item_id]
        senders = item.senders or split_names(next((one.sender for one in those if one.sender), ""))
        out.append(replace(item, date=those[0].date, date_from="reference", senders=senders))
    return out


def _linked_actions(
    actions: Sequence[Action], responses: Sequence[Response], recommendations: Sequence[Recommendation]
) -> list[Action]:
    """The number of a recommendation in `about` becomes its id; a number that could mean two becomes none."""
    known = {one.id: one for one in recommendations}
    by_item: dict[str, list[Response]] = defaultdict(list)
    for response in responses:
        by_item[response.item].append(response)
    by_number: dict[str, list[str]] = defaultdict(list)
    for one in recommendations:
        by_number[_number(one.number)].append(one.id)
    out = []
    for action in actions:
        if action.about is not None and action.about not in known:
            fits = _answered(action, by_item[action.item], known) or set(by_number[_number(action.about)])
            out.append(replace(action, about=fits.pop() if len(fits) == 1 else None))
    return out


def _answered(action: Action, responses: Sequence[Response], known: dict[str, Recommendation]) -> set[str]:
    """The recommendations of this number that the response around the action answers."""
    number = _number(action.about or "")
    around = [one for one in responses if one.start <= action.start < one.end]
    return {answer for one in around for answer in one.answers if answer in known and _number(known[answer].number) == number}


def _number(printed: str) -> str:
    return re.sub(r"[^\w.]", "", printed.casefold()).lstrip("r").strip(".")


def _contradicting(events: Sequence[Event], file: _File) -> list[Event]:
    """Events told in the same words for different days. What recurs, and what is told in few words, is left alone."""
    told = [one for one in events if _is_telling(one, file)]
    stems = {one.id: frozenset(stem_words(one.text)) for one in told}
    common = Counter(stem for words in stems.values() for stem in words)
    buckets: dict[str, list[Event]] = defaultdict(list)
    for one in told:
        for stem in sorted(stems[one.id], key=lambda word: (common[word], word))[:2]:
            buckets[stem].append(one)
    against: dict[str, set[str]] = defaultdict(set)
    for bucket in buckets.values():
        for number, left in enumerate(bucket[:50]):
            for right in bucket[number + 1 : 50]:
                if _contradict(left, right, stems):
                    against[left.id].add(right.id)
                    against[right.id].add(left.id)
    return [replace(one, conflicts_with=tuple(sorted(against[one.id]))) for one in told if one.id in against]


def _is_telling(event: Event, file: _File) -> bool:
    item = file.items.get(event.item)
    if item is not None and item.duplicate_of:
        return False
    return is_day(event.date) and len(set(stem_words(event.text))) >= 4 and not _RECURS.search(event.text)


def _contradict(left: Event, right: Event, stems: dict[str, frozenset[str]]) -> bool:
    a, b = parse_bounds(left.date), parse_bounds(right.date)
    if left.item == right.item or left.planned != right.planned or not a or not b or not a.first or not b.first:
        return False
    both, either = stems[left.id] & stems[right.id], stems[left.id] | stems[right.id]
    return 0 < abs((a.first - b.first).days) <= _LONG_AGO and len(both) / len(either) >= _SAME_EVENT
