"""What the papers speak of and the file does not hold, each once, with all who mention it.

"your letter of 10 December" in two letters, and no such letter on file  ->  letter of 2002-12-10, from B to A, mentioned twice
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.edtf import overlaps, sort_key
from corpus.records import Actor, AnyRecord, Item, Reference, RegisterRow
from graph.likeness import Names, cover, read_names, split_names


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
                found[place] = _merged(found[place], one)
                break
        else:
            by_date.setdefault(one.date, []).append(len(found))
            found.append(one)
    return sorted(found, key=lambda one: (sort_key(one.date), one.sender, one.mentions))


def _all(records: Sequence[AnyRecord], items: dict[str, Item]) -> list[Missing]:
    """Each mention by itself: first the rows of registers, which name both parties, then the references of first copies."""
    out = [
        Missing("", one.date, one.sender, one.addressee, one.subject, (one.id,), (one.register,), listed=True)
        for one in records
        if isinstance(one, RegisterRow) and one.item is None
    ]
    for one in records:
        if isinstance(one, Reference) and one.resolves_to is None and not _is_copy(one.item, items):
            subject = items[one.item].subject if one.item in items else ""
            out.append(Missing(one.kind, one.date, one.sender, one.addressee, subject, (one.id,), (one.item,)))
    return out


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


def _merged(left: Missing, right: Missing) -> Missing:
    return replace(
        left,
        kind=left.kind or right.kind,
        sender=left.sender or right.sender,
        addressee=left.addressee or right.addressee,
        subject=left.subject or right.subject,
        mentions=left.mentions + right.mentions,
        items=left.items + tuple(one for one in right.items if one not in left.items),
        listed=left.listed or right.listed,
    )
