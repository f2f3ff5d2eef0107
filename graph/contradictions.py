"""Events that the papers tell in the same words for different days.

    "The upper weir was reopened" on 3 February here and on 5 February there  ->  each names the other in `conflicts_with`

Careful rather than complete: what recurs (meetings, visits), what is told in few words, and what lies months apart is left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.edtf import is_day, parse_bounds
from corpus.records import Event, Item
from graph.likeness import stem_words

_SAME_EVENT = 0.75  # of the words of both
_FEWEST = 4  # stems: fewer do not tell one event from another
_LONG_AGO = 62  # days apart: the same words about days further apart are of two events
_MOST_ALIKE = 50  # events compared with one another for one rare word
_RECURS = re.compile(
    r"\b(?:week|month|quarter|year|annual|daily|regular|meeting|met|session|sitting|visit|call|next|spoke|wrote|talk|discuss)\w*",
    re.IGNORECASE,
)


# What takes place once: its day is one, though meetings and visits have many.
_ONCE = re.compile(
    r"the (?:[\w'-]+ ){0,3}(?:exercise|election|launch|conference|seminar|inquiry|hearing|ceremony|accident|opening|referendum|ballot"
    r"|inspection|trial|strike|demonstration|parade|raid|test|explosion|crash|handover|inauguration)\b",
    re.IGNORECASE,
)
_SOON = 31  # days: the same occasion told for days further apart is another one


def link_contradictions(events: Sequence[Event], items: Mapping[str, Item]) -> list[Event]:
    """The events that contradict others, each with the ids of those; what second copies tell is left out."""
    told = [one for one in events if _is_telling(one, items)]
    stems = {one.id: frozenset(stem_words(one.text)) for one in told}
    against: dict[str, set[str]] = defaultdict(set)
    for bucket in _alike(told, stems).values():
        for number, left in enumerate(bucket):
            for right in bucket[number + 1 :]:
                if _contradict(left, right, stems):
                    against[left.id].add(right.id)
                    against[right.id].add(left.id)
    return [replace(one, conflicts_with=tuple(sorted(against[one.id]))) for one in told if one.id in against]


def _is_telling(event: Event, items: Mapping[str, Item]) -> bool:
    item = items.get(event.item)
    if item is not None and item.duplicate_of:
        return False
    if not is_day(event.date):
        return False
    return _ONCE.match(event.text) is not None or (len(set(stem_words(event.text))) >= _FEWEST and not _RECURS.search(event.text))


def _alike(told: Sequence[Event], stems: Mapping[str, frozenset[str]]) -> dict[str, list[Event]]:
    """Events by their occasion, and by their two rarest words: only those that share one are compared."""
    common = Counter(stem for words in stems.values() for stem in words)
    buckets: dict[str, list[Event]] = defaultdict(list)
    for one in told:
        rarest = sorted(stems[one.id], key=lambda word: (common[word], word))[:2]
        for key in filter(None, (_occasion(one), *rarest)):
            if len(buckets[key]) < _MOST_ALIKE:
                buckets[key].append(one)
    return buckets


def _occasion(event: Event) -> str:
    """The occasion that takes place once of which an event tells, by its words: "joint exercis"; "" for none."""
    match = _ONCE.match(event.text)
    words = stem_words(match.group()) if match else []
    return " ".join(words) if len(words) > 1 else ""


def _contradict(left: Event, right: Event, stems: Mapping[str, frozenset[str]]) -> bool:
    if left.item == right.item or left.planned != right.planned:
        return False
    apart = _days_apart(left, right)
    if occasion := _occasion(left):
        return occasion == _occasion(right) and 0 < apart <= _SOON
    both, either = stems[left.id] & stems[right.id], stems[left.id] | stems[right.id]
    return len(both) >= _FEWEST and len(both) / len(either) >= _SAME_EVENT and 0 < apart <= _LONG_AGO


def _days_apart(left: Event, right: Event) -> int:
    a, b = parse_bounds(left.date), parse_bounds(right.date)
    return abs((a.first - b.first).days) if a and b and a.first and b.first else 0
