"""Who is copied to: after cc:, and in the sentence that says so.

"I am copying this letter to the Mayor and Ben Crane."  ->  ("Mayor", "Ben Crane")
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.marks import Paragraph
from corpus.ruletables import read_rules
from extract.layout import LABEL, LABELS, Layout, parse_parties
from extract.namelists import split_names


def find_copied(layout: Layout) -> tuple[str, ...]:
    """Everybody copied to: after cc:, and in the sentence that says so."""
    found: list[str] = []
    for region in (layout.head, layout.foot):
        found += _cc_list(region)
    for p in (*layout.body[-6:], *layout.foot):
        if "copying" in p.marks:
            for sentence in _copy_sentences(p.text):
                found += split_names(sentence)
    out: list[str] = []
    for name in found:
        if name and name.casefold() not in {other.casefold() for other in out}:
            out.append(name)
    return tuple(out)


def _cc_list(region: Sequence[Paragraph]) -> list[str]:
    lines = [(line, p) for p in region for line in p.lines]
    for n, (line, own) in enumerate(lines):
        if "cc" not in line.marks or own.marks & {"garbage"}:
            continue
        value = LABEL.sub("", line.text, count=1).strip()
        if line.text.startswith("ce") and not re.match(r"ce\s*:", line.text):
            continue
        found = [party.name for party in parse_parties(value, line.start)]
        last = own
        for follow, p in lines[n + 1 : n + 40]:
            if (p is not last and (p.gap > 1 or p.text.startswith("#") or p.prose)) or follow.marks & (
                LABELS - {"cc"} | {"date", "annex", "close"}
            ):
                break
            if not _copy_line(follow.text):
                break
            found += [party.name for party in parse_parties(follow.text, follow.start)]
            last = p
        return [name for name in found if len(name) > 1]
    return []


def _copy_line(text: str) -> bool:
    """Could this line go on with a list of people, offices or initials?"""
    bare = text.strip()
    return bool(re.match(r"^(?:[A-Z(\"'][\w.'()&/-]*[,;]? ?(?:and |of |in |the |for |to )*)+$", bare)) and not (
        bare.isupper() and len(bare.split()) > 3 and "," not in bare
    )


def _copy_sentences(text: str) -> Iterator[str]:
    for rule in read_rules("extract.rules", "copying"):
        for match in rule.pattern.finditer(text):
            yield match.group("names")
