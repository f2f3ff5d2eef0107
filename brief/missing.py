"""What the papers refer to or list and the casebook does not hold: what a records officer would go and look for.

list_missing(casebook)
->  10 December 1950  letter  Mr Quill  Ferry Board  letter.txt p. 1, letter of 2 January 1951, item-3f…  Fares: “your letter of 10 December”
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from brief.dates import say_when
from brief.listing import WHERE, Cited, Column, Listing, cite, counted, place
from brief.markings import highest_marking
from brief.plain import shorten
from brief.reading import items_by_id, markings_of, read_linked
from corpus.casebook import Casebook
from corpus.records import Item, Reference, RegisterRow
from graph.missing import Missing, by_certainty, find_missing
from graph.titles import as_title, read_spelling

_FIELDS = ("date", "kind", "sender", "addressee", "subject", "listed", "marking", "mentions")
_SHOWN = 120  # characters of the words that tell of a paper

Mentions = Mapping[str, Reference | RegisterRow]


def list_missing(casebook: Casebook) -> Listing:
    """Every paper that is referred to, or listed in a register, and not on file, once; the surest first."""
    records = read_linked(casebook)
    items = items_by_id(casebook)
    mentions = {one.id: one for one in records if isinstance(one, Reference | RegisterRow)}
    found = by_certainty(find_missing(records))
    spelling = read_spelling(items[id].quote for id in {id for one in found for id in one.items} if id in items)
    listed = sum(one.listed for one in found)
    told = f", {counted(listed, 'of them listed in a register', 'of them listed in registers')}" if listed else ""
    return Listing(
        title=f"{counted(len(found), 'paper')} referred to and not on file{told}",
        columns=(*map(Column, ("Date", "Kind", "From", "To", "About")), WHERE),
        rows=tuple(_row(one, mentions, items, spelling) for one in found),
        fields=_FIELDS,
        records=tuple(_public(one, mentions, items) for one in found),
        markings=tuple(marking for one in found for marking in markings_of(items, one.items)),
        heading="Papers not on file",
        cited=tuple(tuple(_cite(mentions[id], items) for id in one.mentions) for one in found),
    )


def _cite(mention: Reference | RegisterRow, items: dict[str, Item]) -> Cited:
    return cite(mention, _holder(mention), items.get(_holder(mention)))


def _row(one: Missing, mentions: Mentions, items: dict[str, Item], spelling: dict[str, str]) -> tuple[str, ...]:
    told = [mentions[id] for id in one.mentions]
    places = dict.fromkeys(place(mention, _holder(mention), items.get(_holder(mention))) for mention in told)
    subject, words = as_title(one.subject, spelling), shorten(told[0].quote, _SHOWN)
    return (
        say_when(one.date) or "no date",
        one.kind or "paper",
        one.sender or "not said",
        one.addressee or "not said",
        f"{subject}: {_said(words, listed=one.listed)}" if subject else _said(words, listed=one.listed),
        "\n".join(places),
    )


def _said(words: str, *, listed: bool) -> str:
    return "listed in the register" if listed else f"“{words}”"


def _holder(mention: Reference | RegisterRow) -> str:
    """The paper in which a mention stands."""
    return mention.item if isinstance(mention, Reference) else mention.register


def _public(one: Missing, mentions: Mentions, items: dict[str, Item]) -> dict[str, Any]:
    return {
        "date": one.date,
        "kind": one.kind,
        "sender": one.sender,
        "addressee": one.addressee,
        "subject": one.subject,
        "listed": one.listed,
        "marking": highest_marking(markings_of(items, one.items)),
        "mentions": [_mention(mentions[id]) for id in one.mentions],
    }


def _mention(told: Reference | RegisterRow) -> dict[str, Any]:
    return {"record": told.id, "item": _holder(told), "source": told.source, "page": told.page, "quote": told.quote}
