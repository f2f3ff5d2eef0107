"""Folds what is the same into one hit: a passage and the record in it, and the second copy of a letter into the first.

[action at 120–260, passage at 0–600]  ->  [action at 120–260]        [letter, its copy]  ->  [letter]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.entries import Entry
from index.ranking import Ranked
from index.words import stem, stop_words

_HALF = 0.5
_NEARLY = 0.8  # share of what a passage covers of a question that a record in it must cover to come before it
_SAME = 0.7  # share of the shorter's words that the other has too: the two copies of one passage


def fold(ranked: Sequence[Ranked], *, briefly: bool) -> list[Ranked]:
    """The hits without those that say again what a better one says; of two copies the first is shown.

    `briefly` also leaves out a passage whose record is shown: right for a list of places, but the answer to a question may
    stand beside the record.
    """
    return _without_overlaps(_without_copies(ranked), briefly)


def _without_copies(ranked: Sequence[Ranked]) -> list[Ranked]:
    kept: list[Ranked] = []
    of_letter: dict[str, list[int]] = {}
    words: dict[str, frozenset[str]] = {}
    for one in ranked:
        letter = one.entry.copy_of or one.entry.item
        twin = next((at for at in of_letter.get(letter, ()) if letter and _same(one.entry, kept[at].entry, words)), None)
        if twin is None:
            of_letter.setdefault(letter, []).append(len(kept))
            kept.append(one)
        else:
            first = one if kept[twin].entry.copy_of and not one.entry.copy_of else kept[twin]
            kept[twin] = replace(
                first, score=kept[twin].score, copies=kept[twin].copies | {kept[twin].entry.item, one.entry.item}
            )
    return kept


def _without_overlaps(ranked: Sequence[Ranked], briefly: bool) -> list[Ranked]:
    """Without what a better hit shows already; but the best record of the sort asked for comes before the passage that holds it."""
    kept: list[Ranked] = []
    first_in: dict[str, Ranked] = {}  # by the key of the passage
    of_source: dict[str, list[Ranked]] = {}
    for one in ranked:
        shown = of_source.setdefault(one.entry.source, [])
        kind = one.entry.kind  # two records of one kind are two things, in one sentence too
        over = next((other for other in shown if other.entry.kind != kind and _shows(other.entry, one.entry, briefly)), None)
        if over is None:
            shown.append(one)
            kept.append(one)
        elif one.fits and not over.fits and one.cover >= _NEARLY * over.cover:
            first_in.setdefault(over.entry.key, replace(one, score=over.score))
    before = ((first_in.get(one.entry.key), one) for one in kept)
    return [one for pair in before for one in pair if one is not None]


def _shows(shown: Entry, entry: Entry, briefly: bool) -> bool:
    """Does an entry show half of another's words or more?"""
    shared = min(entry.end, shown.end) - max(entry.start, shown.start)
    length = min(entry.end - entry.start, shown.end - shown.start) if briefly else entry.end - entry.start
    return shared >= _HALF * length


def _same(entry: Entry, other: Entry, words: dict[str, frozenset[str]]) -> bool:
    """Are these the same stretch of two copies of one letter?"""
    if entry.kind != other.kind or entry.item == other.item or not (entry.copy_of or other.copy_of):
        return False
    left, right = (words.setdefault(one.key, _words(one)) for one in (entry, other))
    return len(left & right) >= _SAME * max(1, min(len(left), len(right)))


def _words(entry: Entry) -> frozenset[str]:
    return frozenset(stem(word) for word in entry.words.split() if word not in stop_words())
