"""What the papers speak of and the file does not hold, each once, with all who mention it.

"your letter of 10 December" in two letters, and no such letter on file  ->  letter of 2002-12-10, from B to A, mentioned twice

What was published is no paper to look for: an annual report, a statement, a speech. The subject is what the words after the
reference say ("your letter of 10 December about dues"), else that of the paper which refers to it: what it probably was about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.edtf import is_day, overlaps, sort_key
from corpus.records import Actor, AnyRecord, Item, Reference, RegisterRow
from graph.likeness import Names, cover, fuller, read_names, split_names

_PUBLISHED = re.compile(
    r"\b(?:annual|quarterly|published|public|press|radio|television|inaugural|parliamentary)\b|\b(?:statement|speech|broadcast|testimony"
    r"|newsletter|communiqu[eé])s?\b",
    re.IGNORECASE,
)
_AT_HAND = re.compile(r"\b(?:attached|enclosed|accompanying|below|above|underneath|overleaf)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\s*,?\s*(?:about|regarding|concerning|on the (?:subject|question|matter) of|in connection with|relating to)\s+"
    r"(?P<subject>(?:[^.,;:()?!]|(?<=\bMr)\.|(?<=\bMrs)\.|(?<=\bDr)\.|(?<=\b[A-Z])\.){3,90}?)"
    r"(?=\s*[.,;:()?!]|\s+(?:and|but|which|in which|to which|that|for which|I|we|you|was|were|is|are|has|have|had|will)\s|\s*$)"
)


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper that is referred to, or listed in a register, and not on file.

    `mentions` are the ids of the references and register rows that tell of it, `items` the papers in which they stand.
    """

    kind: str
    date: str
    sender: str
    addressee: str
    subject: str
    mentions: tuple[str, ...]
    items: tuple[str, ...] = ()
    listed: bool = False


def find_missing(records: Iterable[AnyRecord]) -> list[Missing]:
    """The missing papers in order of date; what two papers call by the same date and parties is one."""
    given = list(records)
    items = {one.id: one for one in given if isinstance(one, Item)}
    names = read_names(one for one in given if isinstance(one, Actor))
    found: list[Missing] = []
    by_date: dict[str, list[int]] = {}
    for one in _all(given, items):
        for place in by_date.get(one.date, []):
            if _same(found[place], one, names):
                found[place] = _merged(found[place], one, names)
                break
        else:
            by_date.setdefault(one.date, []).append(len(found))
            found.append(one)
    return sorted(found, key=lambda one: (sort_key(one.date), one.sender, one.mentions))


def by_certainty(found: Iterable[Missing]) -> list[Missing]:
    """The missing papers, those first that are sure to have been written: listed, or referred to by many, with day and parties."""
    return sorted(found, key=lambda one: (-_certainty(one), sort_key(one.date), one.sender, one.mentions))


def _certainty(one: Missing) -> float:
    named = is_day(one.date) + bool(one.sender) + bool(one.addressee)
    return 2.0 * one.listed + 2 * min(len(one.items), 5) + named


def _all(records: Sequence[AnyRecord], items: dict[str, Item]) -> list[Missing]:
    """Each mention by itself: first the rows of registers, which name both parties, then the references of first copies.

    What is quoted by a number alone is left out where the same paper names one of the same sender by its date.
    """
    dated = {(one.item, one.sender) for one in records if isinstance(one, Reference) and one.date}
    out = [
        Missing("", one.date, one.sender, one.addressee, one.subject, (one.id,), (one.register,), listed=True)
        for one in records
        if isinstance(one, RegisterRow) and one.item is None
    ]
    for one in records:
        named_by_date = isinstance(one, Reference) and not one.date and (one.item, one.sender) in dated
        if isinstance(one, Reference) and one.resolves_to is None and not named_by_date and _is_to_be_sought(one, items):
            subject = _subject(one, items.get(one.item))
            out.append(Missing(one.kind, one.date, one.sender, one.addressee, subject, (one.id,), (one.item,)))
    return out


def _is_to_be_sought(one: Reference, items: dict[str, Item]) -> bool:
    """Not what is on the page or goes with it, nor what says neither when nor by whom, nor what was published."""
    said = bool(one.date or one.sender or one.addressee)
    return (
        said
        and not _is_copy(one.item, items)
        and not _PUBLISHED.search(one.text)
        and not (not one.date and _AT_HAND.search(one.text))
    )


def _subject(reference: Reference, item: Item | None) -> str:
    """What the paper is said to be about; else the subject of the paper that refers to it."""
    if item is None:
        return ""
    after = item.quote[reference.end - item.start :][:200] if reference.source == item.source else ""
    said = _ABOUT.match(" ".join(after.split()))
    return said["subject"] if said else item.subject


def _is_copy(item: str, items: dict[str, Item]) -> bool:
    return item in items and items[item].duplicate_of is not None


def _same(left: Missing, right: Missing, names: Names) -> bool:
    """One paper, if the dates agree, no party is another and the senders, or the subjects of both, agree."""
    if not left.date or not overlaps(left.date, right.date):
        return False
    if left.items == right.items and left.kind == right.kind and not all(one.sender or one.addressee for one in (left, right)):
        return True  # named in full once, and then called only by its date
    by = names.any_same(split_names(left.sender), split_names(right.sender))
    to = names.any_same(split_names(left.addressee), split_names(right.addressee))
    if by is False or (to is False and not by):
        return False
    return bool(by or to) or max(cover(left.subject, right.subject), cover(right.subject, left.subject)) >= 0.75


def _merged(left: Missing, right: Missing, names: Names) -> Missing:
    return replace(
        left,
        kind=left.kind or right.kind,
        sender=_fuller(left.sender, right.sender, names),
        addressee=_fuller(left.addressee, right.addressee, names),
        subject=left.subject or right.subject,
        mentions=left.mentions + right.mentions,
        items=left.items + tuple(one for one in right.items if one not in left.items),
        listed=left.listed or right.listed,
    )


def _fuller(left: str, right: str, names: Names) -> str:
    """The better of two names of a party: "Bo" and "Bo Hart" are "Bo Hart"."""
    same = bool(left and right) and names.same(left, right) is True
    return fuller(left, right) if same else left or right
