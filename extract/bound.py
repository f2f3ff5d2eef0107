"""Whom guidance is for that names no reader: the group on which it lays its duties.

"Harbour Boards should keep a log … Harbour Boards must publish it"  ->  "Harbour Boards"
"""

from __future__ import annotations

from collections import Counter

from corpus.ruletables import read_rules
from extract.layout import Layout, Party

_LEAST = 2  # duties that make a group the one that is meant


def find_bound(layout: Layout) -> tuple[Party, ...]:
    """The group that most duties of the text are laid on, where two or more are; () where none, or two groups are bound alike."""
    places: dict[str, Party] = {}
    counts: Counter[str] = Counter()
    for p in layout.body:
        for rule in read_rules("extract.rules", "bound"):
            for match in rule.pattern.finditer(p.text):
                who = " ".join(match["who"].split())
                counts[who.casefold()] += 1
                places.setdefault(who.casefold(), Party(who, "", p.start + match.start("who"), p.start + match.end("who")))
    best = counts.most_common(2)
    alike = len(best) > 1 and best[0][1] == best[1][1]
    return (places[best[0][0]],) if best and best[0][1] >= _LEAST and not alike else ()
