"""Opens a casebook for the commands that read it, with its links up to date.

with open_casebook(Path("casebook")) as casebook: …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from corpus.casebook import Casebook
from corpus.errors import ChangedMeanwhileError
from corpus.records import RECORD_TYPES, AnyRecord, Date, Item
from corpus.reviews import Review

_TRIES = 5  # to link a casebook that others change meanwhile
R = TypeVar("R", bound=AnyRecord)


@contextmanager
def open_casebook(folder: Path) -> Iterator[Casebook]:
    """The casebook in a folder; links that an interrupted run left behind are made again first."""
    with Casebook.open(folder) as casebook:
        if not casebook.links_fresh():
            refresh_links(casebook)
        yield casebook


def refresh_links(casebook: Casebook) -> None:
    """Lay what people said over the records of the casebook, and resolve the links between them anew."""
    from graph.links import link_records  # noqa: PLC0415  # a search or a list needs none of it
    from graph.reviewing import Finder, link_reviewed, read_reviews  # noqa: PLC0415

    def link(records: list[AnyRecord]) -> list[AnyRecord]:
        reviews = casebook.reviews()
        if not reviews:
            return link_records(records)
        return link_reviewed(records, read_reviews(reviews, Finder(casebook, records)), link_records)

    for left in reversed(range(_TRIES)):
        try:
            casebook.replace_links(link)
            return
        except ChangedMeanwhileError:
            if not left:
                raise


def find_places(casebook: Casebook, reviews: Sequence[Review]) -> dict[str, str]:
    """The id of the record that each review is about, by the review's id; "" where it is not in the casebook."""
    from graph.reviewing import Finder, read_reviews  # noqa: PLC0415

    return read_reviews(reviews, Finder(casebook)).places


def read(casebook: Casebook, kind: type[R], source: str | None = None) -> list[R]:
    """The records of one type, in the casebook's order."""
    return [one for one in casebook.read_records(kind.KIND, source=source) if isinstance(one, kind)]


def read_linked(casebook: Casebook) -> list[AnyRecord]:
    """All records that link to others, which is all but dates."""
    return [one for kind in RECORD_TYPES if kind != Date.KIND for one in casebook.read_records(kind)]


def items_by_id(casebook: Casebook, source: str | None = None) -> dict[str, Item]:
    """All items, by id."""
    return {item.id: item for item in read(casebook, Item, source)}


def markings_of(items: dict[str, Item], ids: Iterable[str]) -> tuple[str, ...]:
    """The protective markings of these items."""
    return tuple(sorted({items[id].marking for id in ids if id in items and items[id].marking}))
