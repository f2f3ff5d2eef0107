"""What the page of an item tells beside its text: what it answers and what answers it, its neighbours in the source, its page as a picture.

relations("item-3f…", exchange)  ->  {"Answers": [Paper("item-91…", "letter", "1951-03-02", …)], "Answered by": […]}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from brief.listing import Listing
from brief.pictures import PagePicture, pages_with
from brief.reading import read
from corpus.casebook import Casebook
from corpus.records import Item
from graph.threads import ALIKE, ANSWERS, COPY, ENCLOSED, FOLLOWS, REFERS
from web.pagepictures import picture_of
from web.text import Span

# What a paper does to another, and what is done to it.
_SAID = {
    ANSWERS: ("Answers", "Answered by"),
    FOLLOWS: ("Follows up", "Followed up by"),
    REFERS: ("Refers to", "Referred to by"),
    ENCLOSED: ("Enclosed in", "Encloses"),
    COPY: ("Copy of", "Copies"),
    ALIKE: ("On the same subject", "On the same subject"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that an item hangs together with: its id, "" where it is not on file, and what is told of it."""

    id: str
    kind: str
    date: str
    senders: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ShownPage:
    """The page that is shown as a picture: its number among those of the item, the picture, or what keeps it from being drawn."""

    number: int
    numbers: tuple[int, ...]
    picture: PagePicture | None
    fault: str

    @property
    def before(self) -> int | None:
        """The page before it, of the same item."""
        return max((one for one in self.numbers if one < self.number), default=None)

    @property
    def after(self) -> int | None:
        """The page after it, of the same item."""
        return min((one for one in self.numbers if one > self.number), default=None)


def relations(item: str, exchange: Listing) -> dict[str, list[Paper]]:
    """The papers of an exchange that an item answers, refers to, encloses …, and those that do so to it, under what is said of them."""
    known = {one["id"]: one for one in exchange.records}
    found: dict[str, dict[str, Paper]] = {said: {} for pair in _SAID.values() for said in pair}
    for one in exchange.records:
        for tie in one["ties"]:
            does, is_done = _SAID.get(tie["kind"], ("", ""))
            if one["id"] == item and does and tie["to"] in known:
                found[does][tie["to"]] = _paper(known[tie["to"]])
            elif tie["to"] == item and is_done:
                found[is_done][one["id"]] = _paper(one)
    return {said: list(papers.values()) for said, papers in found.items() if papers}


def neighbours(casebook: Casebook, item: Item) -> tuple[Item | None, Item | None]:
    """The items before and after an item in its source."""
    items = read(casebook, Item, item.source)
    at = next(number for number, one in enumerate(items) if one.id == item.id)
    return items[at - 1] if at else None, items[at + 1] if at + 1 < len(items) else None


def shown_page(casebook: Casebook, item: Item, asked: int, sought: Span) -> ShownPage | None:
    """The page to be shown beside the text: that which is asked for, else that of the place sought, else the first; None without pages."""
    numbers = pages_with(casebook, item)
    if not numbers:
        return None
    pages = casebook.pages_of(item.source)
    there = [one.number for one in pages if one.number in numbers and one.start <= sought[0] < one.end and sought != (0, 0)]
    number = asked if asked in numbers else next(iter(there), numbers[0])
    drawn = picture_of(casebook, item, number)
    fault = drawn if isinstance(drawn, str) else ""
    return ShownPage(number, tuple(numbers), None if isinstance(drawn, str) else drawn, fault)


def _paper(told: Mapping[str, Any]) -> Paper:
    senders: Sequence[str] = told["senders"]
    return Paper(told["id"] if told["on_file"] else "", told["kind"] or "paper", told["date"], tuple(senders), told["source"])
