"""Words to rows and lines: what stands on one base line, raised figures and letters with the word that they belong to.

"13" at base 738.1, a smaller "th" at base 740.1 touching it, "meeting" at 738.1  ->  Line("13th meeting")
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from corpus.readers.sheet import RAISED, SMALL, Line, Row, Word, is_header_label, is_lead

_APART = 1.5  # times the size of type: a space as wide as this before a label parts it from what stands before it
_WIDE = 4  # times the size of type: a space as wide as this parts two things that stand on one line
_LONGEST_RAISED = 14  # characters: 7th, 12,13, [footnote
_LONGEST_LOWERED = 4


def find_rows(words: Sequence[Word]) -> list[Row]:
    """Words gathered by their base line, top to bottom, left to right."""
    groups: list[list[Word]] = []
    base = size = 0.0
    for word in sorted(words, key=attrgetter("base")):
        own = word.bottom - word.top
        if groups and word.base - base <= 0.3 * (own if own < size else size):
            groups[-1].append(word)
        else:
            groups.append([word])
            base, size = word.base, own
    _settle_raised(groups)
    return [_row(group) for group in groups if group]


def _row(words: list[Word]) -> Row:
    words.sort(key=attrgetter("x0"))
    large = max(words, key=attrgetter("size"))
    return Row(words, large.base, min(word.top for word in words), max(word.bottom for word in words))


def _settle_raised(groups: list[list[Word]]) -> None:
    """Moves small words that stand just above or below a row, touching a word of it, into that row."""
    for index, group in enumerate(groups):
        for other in (index + 1, index - 1):
            if not group or not 0 <= other < len(groups) or not groups[other]:
                continue
            near = groups[other]
            if abs(near[0].base - group[0].base) > 0.7 * max(word.size for word in near[:4]):
                continue
            for word in list(group):
                if any(_touches(word, host) for host in near):
                    group.remove(word)
                    near.append(word)


def _touches(word: Word, host: Word) -> bool:
    """Is this a raised or lowered figure or letter of the host, not a smaller line above or below it?"""
    size = host.size
    if size <= 1.15 * word.size or not (host.top - 0.3 * size < word.top and word.bottom < host.bottom + 0.25 * size):
        return False
    if len(word.text) > (_LONGEST_RAISED if word.base < host.base else _LONGEST_LOWERED):
        return False
    after, before = word.x0 - host.x1, host.x0 - word.x1
    return -0.3 * size < after < 0.35 * size or -0.3 * size < before < 0.8 * size


def make_line(words: list[Word]) -> Line:
    """The words of a row as a line: a tab where a wide space parts them, nothing where they touch, else a space."""
    sizes = [word.bottom - word.top for word in words]
    size = max(sizes)
    base = max(word.base for word, own in zip(words, sizes, strict=True) if own >= SMALL * size)
    joins = [""]
    for index, word in enumerate(words):
        small = sizes[index] < SMALL * size
        if small and base - word.base > 0.12 * size and word.text.isdigit():
            word.text = word.text.translate(RAISED)
        if not index:
            continue
        last = words[index - 1]
        gap = word.x0 - last.x1
        if -size < gap < 0.12 * size and (word.broken or small != (sizes[index - 1] < SMALL * size)):
            joins.append("")
        elif gap > _WIDE * size and not is_lead(" ".join(before.text for before in words[:index])):
            joins.append("\t")
        elif (
            gap > _APART * size and is_header_label(word.text) and not is_lead(" ".join(before.text for before in words[:index]))
        ):
            joins.append("\t")  # "To: Ada Wren        Date: 3 May"
        else:
            joins.append(" ")
    return Line(words, joins, words[0].x0, words[-1].x1, base, size, words[0].bold and words[-1].bold)


def make_table_row(cells: Sequence[Sequence[Line]]) -> Line:
    """One line out of the lines of each cell: cells parted by tabs, an empty one by nothing between its tabs."""
    words: list[Word] = []
    joins: list[str] = []
    tabs = ""
    for number, lines in enumerate(cells):
        tabs += "\t" if number else ""
        for line in lines:
            hyphen = bool(joins) and words[-1].text.endswith("-") and len(words[-1].text) > 1
            joins.append(tabs or ("" if hyphen or not joins else " "))
            joins += [" " if join == "\t" else join for join in line.joins[1:]]
            words += line.words
            tabs = ""
    bold = all(word.bold for word in words)
    return Line(words, joins, words[0].x0, max(word.x1 for word in words), words[0].base, words[0].size, bold)
