"""A sentence on one line: the runs of space and the line breaks of rough text made single spaces, every place traceable to the text.

"the Board\\n  will"  ->  "the Board will"
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_LEFT_OUT = re.compile(r"\s+|\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}")


@dataclass(frozen=True, slots=True)
class Flat:
    """A stretch of text on one line; `at` leads a position back to the text."""

    text: str
    _starts: tuple[int, ...]
    _shifts: tuple[int, ...]

    def at(self, position: int) -> int:
        """The offset in the text of this position of the line."""
        return position + self._shifts[bisect_right(self._starts, position) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text of a stretch of the line."""
        return self.at(start), self.at(end - 1) + 1 if end > start else self.at(start)

    def place(self, offset: int) -> int:
        """The first position of the line that stands at or after this offset of the text."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.at(middle) < offset else (low, middle)
        return low


def flatten(text: str, start: int, end: int) -> Flat:
    """The text between two offsets on one line."""
    pieces, starts, shifts = [], [0], [start]
    length, at = 0, start
    for match in _LEFT_OUT.finditer(text, start, end):
        if match.group() == " ":
            continue
        space = "" if match.group()[0] == "*" else " "
        pieces += [text[at : match.start()], space]
        length += match.start() - at + len(space)
        at = match.end()
        starts.append(length)
        shifts.append(at - length)
    pieces.append(text[at:end])
    return Flat("".join(pieces), tuple(starts), tuple(shifts))
