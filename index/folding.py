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
_NEARLY = 0.5  # share of what a passage covers of a question that a record in it must cover to stand in its place
_SAME = 0.7  # share of the shorter's words that the other has too: the two copies of one passage


def fold(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The hits without those that say again what a better one says; of two copies the first is shown."""
    return _without_overlaps(_without_copies(ranked))


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
        elif kept[twin].entry.copy_of and not one.entry.copy_of:
            kept[twin] = replace(one, score=kept[twin].score)
    return kept


def _without_overlaps(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Of hits that show the same words the best one, unless a record of the sort asked for can take a passage's place."""
    kept: list[Ranked] = []
    of_source: dict[str, list[int]] = {}
    for one in ranked:
        shown = of_source.setdefault(one.entry.source, [])
        over = next((at for at in shown if _overlaps(one.entry, kept[at].entry)), None)
        if over is None:
            shown.append(len(kept))
            kept.append(one)
        elif one.fits and not kept[over].fits and one.cover >= _NEARLY * kept[over].cover:
            kept[over] = replace(one, score=kept[over].score)
    return kept


def _overlaps(entry: Entry, other: Entry) -> bool:
    """Do two entries of different kinds show the same words? Two records of one kind are two things, in one sentence too."""
    if entry.kind == other.kind:
        return False
    shared = min(entry.end, other.end) - max(entry.start, other.start)
    return shared >= _HALF * min(entry.end - entry.start, other.end - other.start)


def _same(entry: Entry, other: Entry, words: dict[str, frozenset[str]]) -> bool:
    """Are these the same stretch of two copies of one letter?"""
    if entry.kind != other.kind or entry.item == other.item or not (entry.copy_of or other.copy_of):
        return False
    left, right = (words.setdefault(one.key, _words(one)) for one in (entry, other))
    return len(left & right) >= _SAME * max(1, min(len(left), len(right)))


def _words(entry: Entry) -> frozenset[str]:
    return frozenset(stem(word) for word in entry.words.split() if word not in stop_words())
