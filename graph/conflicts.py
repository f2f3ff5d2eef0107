"""Where papers differ: an event with two dates, planned and actual, a letter older than what it answers, a date moved, a figure changed.

    "the first meeting of the panel is arranged for 20 March", "the first meeting of the panel was held on 21 March"
    ->  Conflict("planned and actual", …)

Nothing is settled: both sides are kept, each with its paper and its words. Rather silent than wrong: what may be two occasions, two
promises or two things counted is left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from corpus.edtf import due_day, is_day, overlaps, parse_bounds, sort_key
from corpus.records import Action, Actor, AnyRecord, Event, Item, Reference
from graph.likeness import Names, read_names, split_names, stem_words
from graph.lines import Origin

T = TypeVar("T", Event, Action, Event | Action)
TWO_DATES, PLANNED, ORDER, MOVED, FIGURE = "two dates", "planned and actual", "order of letters", "date moved", "figures"
_MOST_ALIKE = 40  # statements compared with one another for one rare word
_LONG_AFTER = 45  # days by which what was planned may be late
_SOON_AFTER = 14  # the same for an occasion of which there may be many
_SAME_DEED = 0.75  # of the words of both
_FEWEST = 3  # stems that two deeds must share
_SAME_THING = 0.8
_FEWEST_COUNTED = 4  # stems that two statements of a figure must share
_ONLY_ONE = re.compile(
    r"\b(?:first|inaugural|final|last|opening|launch|exercise|election|conference|seminar|inquiry|hearing|ceremony|referendum|ballot|trial"
    r"|publication|announcement)\b",
    re.IGNORECASE,
)
_ARRANGING = frozenset(
    stem_words(
        "arranged scheduled planned held hold took take taken place meeting met due set fixed booked convened will now provisionally is "
        "going happened occurred chair chairing see next"
    )
)
_COUNTED = re.compile(
    r"(?P<figure>[£$€]?\d[\d,]*(?:\.\d+)?(?: ?(?:per cent|%|million|billion|m|bn|k)\b|%)?)(?: +(?P<thing>[a-z][a-z-]+))?"
)
_NO_FIGURE = re.compile(r"^(?:1[5-9]|20)\d\d$")  # a year
_OF_TIME = re.compile(
    r"^(?:st|nd|rd|th|am|pm|january|february|march|april|may|june|july|august|september|october|november|december|days?|weeks?)$"
)


@dataclass(frozen=True, slots=True)
class Side:
    """What one paper says: in a few words, with the date that it gives (EDTF) and where it stands."""

    says: str
    date: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two papers that differ, by kind; `first` is the older paper's side, so that of a date moved it is the original one."""

    kind: str
    first: Side
    second: Side


def find_conflicts(records: Iterable[AnyRecord]) -> list[Conflict]:
    """Where papers differ, in order of the date that is in question; what second copies state is left out."""
    given = list(records)
    items = {one.id: one for one in given if isinstance(one, Item)}
    names = read_names(one for one in given if isinstance(one, Actor))
    told = [one for one in given if isinstance(one, Event | Action) and not _is_copy(one.item, items)]
    events = [one for one in told if isinstance(one, Event)]
    found = [
        *_two_dates(events, items),
        *_planned_and_actual(events, items),
        *_wrong_order(given, items),
        *_moved([one for one in told if isinstance(one, Action)], items, names),
        *_figures(told, items),
    ]
    return sorted(found, key=lambda one: (sort_key(one.first.date), one.kind, one.first.origin, one.second.origin))


def _is_copy(item: str, items: Mapping[str, Item]) -> bool:
    return item in items and items[item].duplicate_of is not None


def _conflict(kind: str, one: Event | Action, other: Event | Action, items: Mapping[str, Item]) -> Conflict:
    first, second = sorted((one, other), key=lambda told: (_written(told.item, items), told.source, told.start))
    return Conflict(kind, _side(first), _side(second))


def _side(told: Event | Action) -> Side:
    says = told.text if isinstance(told, Event) else f"{told.who} to {told.what}" if told.who else told.what
    return Side(says, told.date if isinstance(told, Event) else told.when, _origin(told, told.item))


def _origin(record: Event | Action | Reference | Item, item: str) -> Origin:
    return Origin(record.id, item, record.source, record.page, " ".join(record.quote.split())[:300])


def _written(item: str, items: Mapping[str, Item]) -> tuple[date, date, str]:
    """The day of a paper, of an undated annex that of what it is attached to, to put papers in order."""
    seen: set[str] = set()
    while item in items and not items[item].date and items[item].part_of and item not in seen:
        seen.add(item)
        item = items[item].part_of or item
    return sort_key(items[item].date if item in items else "")


def _two_dates(events: Sequence[Event], items: Mapping[str, Item]) -> Iterator[Conflict]:
    known = {one.id: one for one in events}
    for one in events:
        for other in one.conflicts_with:
            if one.id < other and other in known:
                yield _conflict(TWO_DATES, one, known[other], items)


def _planned_and_actual(events: Sequence[Event], items: Mapping[str, Item]) -> Iterator[Conflict]:
    """What a later paper tells of another day than the one planned."""
    days = [one for one in events if is_day(one.date)]
    stems = {one.id: frozenset(stem_words(one.text)) - _ARRANGING for one in days}
    for one, other in _near(days, stems):
        planned, actual = (one, other) if one.planned else (other, one)
        if planned.planned and not actual.planned and _is_late(planned, actual, stems, items):
            yield _conflict(PLANNED, planned, actual, items)


def _is_late(planned: Event, actual: Event, stems: Mapping[str, frozenset[str]], items: Mapping[str, Item]) -> bool:
    fewer, more = sorted((stems[planned.id], stems[actual.id]), key=len)
    if len(fewer) < 2 or not fewer <= more or _written(actual.item, items) <= _written(planned.item, items):
        return False
    apart = _days_apart(planned.date, actual.date)
    one_only = _ONLY_ONE.search(planned.text) and _ONLY_ONE.search(actual.text)
    return 0 < apart <= (_LONG_AFTER if one_only else _SOON_AFTER if len(fewer) > 2 else 0)


def _days_apart(one: str, other: str) -> int:
    a, b = parse_bounds(one), parse_bounds(other)
    return abs((a.first - b.first).days) if a and b and a.first and b.first else 0


def _wrong_order(records: Sequence[AnyRecord], items: Mapping[str, Item]) -> Iterator[Conflict]:
    """A paper that refers to one of a later day: one of the two dates is wrong."""
    for one in records:
        own = items.get(one.item) if isinstance(one, Reference) else None
        if not isinstance(one, Reference) or own is None or own.duplicate_of or not is_day(own.date):
            continue
        meant = items.get(one.resolves_to or "")
        value = meant.date if meant else one.date
        if is_day(value) and sort_key(value) > sort_key(own.date):
            words = " ".join(one.text.split())
            other = Side(
                f"{meant.kind} dated {value}" if meant else words, value, _origin(meant or one, meant.id if meant else own.id)
            )
            yield Conflict(ORDER, Side(f"{own.kind} of {own.date} refers to “{words}”", own.date, _origin(one, own.id)), other)


def _moved(actions: Sequence[Action], items: Mapping[str, Item], names: Names) -> Iterator[Conflict]:
    """One deed that a later paper gives another last day."""
    due = [one for one in actions if due_day(one.when) and one.who]
    stems = {one.id: frozenset(stem_words(one.what)) for one in due}
    for one, other in _near(due, stems):
        both, either = stems[one.id] & stems[other.id], stems[one.id] | stems[other.id]
        if len(both) < _FEWEST or len(both) / len(either) < _SAME_DEED or due_day(one.when) == due_day(other.when):
            continue
        same_party = names.any_same(split_names(one.who), split_names(other.who)) is True
        in_turn = _written(one.item, items) != _written(other.item, items)
        one_day = overlaps(one.when, other.when) and not one.when.startswith("../")
        if same_party and in_turn and not one_day and _numbers(one.what) == _numbers(other.what):
            yield _conflict(MOVED, one, other, items)


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _figures(told: Sequence[Event | Action], items: Mapping[str, Item]) -> Iterator[Conflict]:
    """The same said of the same thing with another figure."""
    counted = {one.id: _counted(_words(one)) for one in told if re.search(r"\d", _words(one))}
    some = [one for one in told if counted.get(one.id)]
    stems = {one.id: frozenset(word for word in stem_words(_words(one)) if not word[:1].isdigit()) for one in some}
    for one, other in _near(some, stems):
        both, either = stems[one.id] & stems[other.id], stems[one.id] | stems[other.id]
        if len(both) < _FEWEST_COUNTED or len(both) / len(either) < _SAME_THING or not _may_be_one(one, other):
            continue
        left, right = counted[one.id], counted[other.id]
        if left.keys() == right.keys() and left != right:
            yield _conflict(FIGURE, one, other, items)


def _words(told: Event | Action) -> str:
    return told.text if isinstance(told, Event) else told.what


def _may_be_one(one: Event | Action, other: Event | Action) -> bool:
    left, right = _side(one).date, _side(other).date
    return left == right or (bool(left) and bool(right) and overlaps(left, right))


def _counted(text: str) -> dict[str, str]:
    """The figures of a statement by what is counted: {"barges": "4", "£": "3m"}; {} where two figures count the same."""
    found: dict[str, str] = {}
    for match in _COUNTED.finditer(text):
        thing = (match["thing"] or "").casefold()
        key = match["figure"][0] if match["figure"][0] in "£$€" else "%" if match["figure"].endswith("%") else thing
        if _NO_FIGURE.match(match["figure"]) or _OF_TIME.match(thing) or not key:
            continue
        if key in found:
            return {}
        found[key] = match["figure"].replace(",", "").replace(" ", "")
    return found


def _near(told: Sequence[T], stems: Mapping[str, frozenset[str]]) -> Iterator[tuple[T, T]]:
    """Pairs of different papers that share one of their two rarest words, each pair once."""
    common = Counter(stem for words in stems.values() for stem in words)
    buckets: dict[str, list[T]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for one in told:
        for key in sorted(stems[one.id], key=lambda word: (common[word], word))[:2]:
            for other in buckets[key]:
                pair = (min(one.id, other.id), max(one.id, other.id))
                if one.item != other.item and pair not in seen:
                    seen.add(pair)
                    yield other, one
            if len(buckets[key]) < _MOST_ALIKE:
                buckets[key].append(one)
