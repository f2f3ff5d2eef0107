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
    return is_day(event.date) and len(set(stem_words(event.text))) >= _FEWEST and not _RECURS.search(event.text)


def _alike(told: Sequence[Event], stems: Mapping[str, frozenset[str]]) -> dict[str, list[Event]]:
    """Events by their two rarest words: only those that share one are compared."""
    common = Counter(stem for words in stems.values() for stem in words)
    buckets: dict[str, list[Event]] = defaultdict(list)
    for one in told:
        for stem in sorted(stems[one.id], key=lambda word: (common[word], word))[:2]:
            if len(buckets[stem]) < _MOST_ALIKE:
                buckets[stem].append(one)
    return buckets


def _contradict(left: Event, right: Event, stems: Mapping[str, frozenset[str]]) -> bool:
    both, either = stems[left.id] & stems[right.id], stems[left.id] | stems[right.id]
    if left.item == right.item or left.planned != right.planned or len(both) / len(either) < _SAME_EVENT:
        return False
    a, b = parse_bounds(left.date), parse_bounds(right.date)
    return bool(a and b and a.first and b.first and 0 < abs((a.first - b.first).days) <= _LONG_AGO)
