"""What is part of what: an annex of an annex belongs to the paper that both were sent with.

whole_of("item-annex", {"item-annex": Item(part_of="item-letter", …), "item-letter": Item(…)})  ->  "item-letter"
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.records import Item


def whole_of(item: str, items: Mapping[str, Item]) -> str:
    """The id of the paper that an item is part of, an annex of an annex too; its own where it is part of none. `items` are by id."""
    seen: set[str] = set()
    while item in items and item not in seen:
        seen.add(item)
        item = items[item].part_of or item
    return item
