"""Cuts out of a long quote the stretch that shows the most of what was searched for, on one line, with the words still marked.

cut_excerpt("The Board\\nwill report in May.", [(4, 9), (15, 21)], 400)
->  Excerpt("The Board will report in May.", ((4, 9), (15, 21)))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from brief.plain import clean

_WORD = re.compile(r"\S+")
_LEAD = 60  # characters shown before the first marked word of an excerpt that does not start at the beginning

Marks = tuple[tuple[int, int], ...]


class Excerpt(NamedTuple):
    """A line of text, and the offsets of the words to mark in it."""

    text: str
    marks: Marks


class _Piece(NamedTuple):
    text: str
    marks: Marks


def cut_excerpt(quote: str, marks: Sequence[tuple[int, int]], limit: int) -> Excerpt:
    """The quote on one line; where it is longer than `limit` characters, the stretch of it with the most marks."""
    pieces = [_piece(match, marks) for match in _WORD.finditer(quote) if clean(match.group())]
    first, last = _stretch(pieces, limit)
    lead = "… " if first else ""
    text, kept = lead, list[tuple[int, int]]()
    for piece in pieces[first:last]:
        text += " " if text not in ("", lead) else ""
        kept += [(len(text) + start, len(text) + end) for start, end in piece.marks]
        text += piece.text
    return Excerpt(text + (" …" if last < len(pieces) else ""), tuple(kept))


def _piece(match: re.Match[str], marks: Sequence[tuple[int, int]]) -> _Piece:
    """A word of the quote without control characters; with any in it, it is marked whole or not at all."""
    word, start = match.group(), match.start()
    inside = [
        (max(left - start, 0), min(right - start, len(word))) for left, right in marks if left < match.end() and right > start
    ]
    shown = clean(word)
    return _Piece(shown, tuple(inside) if shown == word else ((0, len(shown)),) * bool(inside))


def _stretch(pieces: Sequence[_Piece], limit: int) -> tuple[int, int]:
    """From and to which word to show: the most marks within the limit, as near to the beginning as may be."""
    best, found = (0, _fitting(pieces, 0, limit)), -1
    for first in _starts(pieces):
        last = _fitting(pieces, first, limit)
        count = sum(len(piece.marks) for piece in pieces[first:last])
        if count > found:
            best, found = (first, last), count
    return best


def _starts(pieces: Sequence[_Piece]) -> list[int]:
    """Where an excerpt may start: at the beginning, and a few words before each marked word."""
    starts = [0]
    for number, piece in enumerate(pieces):
        if piece.marks:
            first, room = number, _LEAD
            while first and room > len(pieces[first - 1].text):
                first -= 1
                room -= len(pieces[first].text) + 1
            starts.append(first)
    return starts


def _fitting(pieces: Sequence[_Piece], first: int, limit: int) -> int:
    """After which word the limit is reached, counted from `first`; all the rest where it fits."""
    length, last = 0, first
    while last < len(pieces) and (length + len(pieces[last].text) <= limit or last == first):
        length += len(pieces[last].text) + 1
        last += 1
    return last
