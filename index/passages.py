"""Cuts a source into passages: paragraphs gathered or parted to a length that can be read at a glance.

    a letter of 2,400 characters  ->  Passage(0, 610, "item-…"), Passage(612, 1390, "item-…"), …

No passage crosses the border of an item; where items lie in one another, the innermost owns the text. Offsets are into
the text of the source, without the white space at either end. Text outside all items is cut too: nothing is out of reach.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus.records import Item

SHORTEST, LONGEST = 300, 900
_BREAK = re.compile(r"\n[ \t]*(?:\n|\f)\s*|\f\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])[\"'”’)\]*]*\s+(?=[\"'“‘(\[*]*[A-Z0-9])|\n")
_ANY_SPACE = re.compile(r"\s+")


class Passage(NamedTuple):
    """Offsets into the text of the source, and the id of the item that it is part of ("" outside all items)."""

    start: int
    end: int
    item: str


def cut_passages(text: str, items: Iterable[Item]) -> list[Passage]:
    """The passages of a source, in order."""
    return [
        Passage(start, end, item) for left, right, item in _stretches(text, list(items)) for start, end in _cut(text, left, right)
    ]


def _stretches(text: str, items: Sequence[Item]) -> Iterator[tuple[int, int, str]]:
    """The text parted at every border of an item, each part with the shortest item around it."""
    borders = sorted({0, len(text)} | {min(edge, len(text)) for item in items for edge in (item.start, item.end)})
    by_length = sorted(items, key=lambda item: (item.end - item.start, item.id))
    owner = ""
    pending: tuple[int, int, str] | None = None
    for left, right in itertools.pairwise(borders):
        owner = next((item.id for item in by_length if item.start <= left and right <= item.end), "")
        if pending and pending[2] == owner:
            pending = (pending[0], right, owner)
            continue
        if pending:
            yield pending
        pending = (left, right, owner)
    if pending:
        yield pending


def _cut(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """Paragraphs gathered until they are long enough, long ones parted at the ends of sentences."""
    start = end = -1
    for low, high in _pieces(text, left, right):
        if start >= 0 and (high - start > LONGEST or end - start >= SHORTEST):
            yield start, end
            start = -1
        if start < 0:
            start = low
        end = high
    if start >= 0:
        yield start, end


def _pieces(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    for low, high in _between(_BREAK, text, left, right):
        if high - low <= LONGEST:
            yield low, high
        else:
            yield from _parted(text, low, high)


def _parted(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """A long paragraph in parts of at most the longest length: whole sentences, or words where a sentence is longer."""
    start = end = -1
    for low, high in _between(_SENTENCE_END, text, left, right):
        for first, last in [(low, high)] if high - low <= LONGEST else _by_words(text, low, high):
            if start >= 0 and (last - start > LONGEST or end - start >= 2 * SHORTEST):
                yield start, end
                start = -1
            if start < 0:
                start = first
            end = last
    if start >= 0:
        yield start, end


def _by_words(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    while right - left > LONGEST:
        space = max(
            (match.start() for match in _ANY_SPACE.finditer(text, left + SHORTEST, left + LONGEST)), default=left + LONGEST
        )
        yield left, space
        left = space + len(text[space:right]) - len(text[space:right].lstrip())
    yield left, right


def _between(separator: re.Pattern[str], text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """The stretches between separators, without white space at their ends."""
    at = left
    for match in separator.finditer(text, left, right):
        yield from _trimmed(text, at, match.start())
        at = match.end()
    yield from _trimmed(text, at, right)


def _trimmed(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    piece = text[left:right]
    if piece.strip():
        yield left + len(piece) - len(piece.lstrip()), left + len(piece.rstrip())
