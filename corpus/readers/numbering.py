"""The numbers that Word sets before paragraphs; they are nowhere in a document's text.

a paragraph of list 3, level 2, the second on its level below "4."  ->  "4.2"
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from corpus.readers.wordxml import W, child, value

_BULLET = "•"
_DASHES = frozenset("-–—")


class Numbering:
    """Counts the paragraphs of each list in the order in which they are asked for."""

    def __init__(self, root: Any) -> None:
        """`root` is the numbering part's element; None where a document has none."""
        abstract = {} if root is None else {item.get(f"{W}abstractNumId"): item for item in root.iterfind(f"{W}abstractNum")}
        self.lists: dict[str, tuple[str, dict[int, Any]]] = {}
        for number in [] if root is None else root.iterfind(f"{W}num"):
            key = value(number, "abstractNumId")
            levels = {int(level.get(f"{W}ilvl", "0")): level for level in abstract.get(key, ()) if level.tag == f"{W}lvl"}
            for override in number.iterfind(f"{W}lvlOverride"):
                if (level := child(override, "lvl")) is not None:
                    levels[int(override.get(f"{W}ilvl", "0"))] = level
            self.lists[number.get(f"{W}numId")] = (key, levels)
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, list_id: str, level: int) -> str:
        """The number or bullet of the next paragraph on this level of this list; "" where it has none."""
        key, levels = self.lists.get(list_id, ("", {}))
        if level not in levels:
            return ""
        counts = self.counts[key]
        counts[level] = counts.get(level, self._start(levels[level]) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        pattern = value(levels[level], "lvlText")
        if value(levels[level], "numFmt") == "bullet":
            return "-" if pattern in _DASHES else _BULLET
        for other in range(level + 1):
            if other in levels:
                count = counts.get(other, self._start(levels[other]))
                pattern = pattern.replace(f"%{other + 1}", written(count, value(levels[other], "numFmt")))
        return pattern.strip()

    @staticmethod
    def _start(level: Any) -> int:
        start = value(level, "start")
        return int(start) if start.isdigit() else 1


def written(count: int, form: str) -> str:
    """A number as a list writes it: decimal, letters or Roman.

    >>> written(4, "lowerRoman"), written(28, "upperLetter")
    ('iv', 'BB')
    """
    if form == "none":
        return ""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman if form == "lowerRoman" else roman.upper()
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    out = ""
    for size, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True
    ):
        out += sign * (count // size)
        count %= size
    return out
