"""Who is copied to: after cc:, and in the sentence that says so.

"I am copying this letter to the Mayor and Ben Crane."  ->  ("Mayor", "Ben Crane")
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.marks import Paragraph, resolve_office
from corpus.names import parse_person
from corpus.ruletables import read_rules
from extract.layout import LABEL, LABELS, Layout, Party, parse_parties, with_posts
from extract.namelists import split_names

_LIST_WORD = re.compile(r"[A-Z(\"'][\w.'()&/-]*")
_SMALL = frozenset({"and", "of", "in", "the", "for", "to", "&", "–", "-"})
_INITIALS = 5  # letters; a longer word in capitals is no person's initials


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
        listed = [parse_parties(value, line.start)] if value else []
        last = own
        for follow, p in lines[n + 1 : n + 40]:
            if (p is not last and (p.gap > 1 or p.text.startswith("#") or p.prose or "letterhead" in p.marks)) or follow.marks & (
                LABELS - {"cc"} | {"date", "annex", "close"}
            ):
                break
            if not _copy_line(follow.text) or (p is not own and _is_title(follow.text)):
                break
            listed.append(parse_parties(follow.text, follow.start))
            last = p
        return [name for parties in _without_posts(listed) for name in parties if len(name) > 1]
    return []


def _without_posts(lines: Sequence[Sequence[Party]]) -> list[list[str]]:
    """The names on each line of a list; where it has a line for each, what follows a person on the line is that person's post or body."""
    names = [[party.name for party in with_posts(list(line), "cc")] for line in lines]
    if len(names) < 2 or any(len(line) > 2 for line in names):
        return names
    return [line[:1] if len(line) == 2 and _is_holder(*line) else line for line in names]


def _is_holder(first: str, second: str) -> bool:
    return parse_person(first) is not None and parse_person(second) is None and len(second) > _INITIALS


def _is_title(text: str) -> bool:
    """Capitals that stand apart from the list and are neither person, office nor initials: the paper's title."""
    names = split_names(text)
    return (
        text.isupper()
        and not re.search(r"[/(\d]", text)
        and not any(parse_person(name) or resolve_office(name) or len(name) <= _INITIALS for name in names)
    )


def _copy_line(text: str) -> bool:
    """Could this line go on with a list of people, offices or initials?"""
    bare = text.strip()
    words = re.split(r"[\s,;]+", bare.rstrip(" ,;"))
    listed = all(_LIST_WORD.fullmatch(word) or (n and (word in _SMALL or word.isdigit())) for n, word in enumerate(words))
    return listed and not (bare.isupper() and len(words) > 3 and "," not in bare)


def _copy_sentences(text: str) -> Iterator[str]:
    for rule in read_rules("extract.rules", "copying"):
        for match in rule.pattern.finditer(text):
            yield match.group("names")
