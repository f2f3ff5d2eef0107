"""What docket asks of a search engine: add, delete, search, facets. `whoosh_engine` is one that needs no server.

engine.replace(delete=["letter.txt"], add=[Document(key="action-3f…", words={"text": ["tug"]}, …)])
engine.search(Word("text", "tug"), limit=20)  ->  Found(best=[Scored(7.1, "{…}")], total=1)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index.query import Found, Node

# Fields of words by which entries are weighed: `text` holds stems, `head` the stems of what the head of the item says (subject,
# parties, kind) and of the fields of a record.
WEIGHED_FIELDS = ("text", "head")
# Fields of words kept with their places, so that phrases can be found: `exact` holds all words as folded.
PLACED_FIELDS = ("exact", "who", "to", "sender", "addressee", "copied", "subject", "report")
# Those of them that hold names, each with GAP behind it.
NAME_FIELDS = ("who", "to", "sender", "addressee", "copied")
GAP = ""  # in a list of words: here one name ends and another begins
# Fields of whole values, folded.
VALUE_FIELDS = ("source", "item", "kind", "marking", "disposition", "number", "about", "page")
DAY_FIELDS = ("date", "due")
FACETS = ("who", "kind", "force", "year", "source", "disposition", "marking")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An entry as an engine is given it.

    `words` are words in their order by field, `values` whole values by field, `days` first and last day (ordinals, open ends
    as None) by field, `facets` one value by facet; `stored` comes back with what is found.
    """

    key: str
    source: str
    words: dict[str, Sequence[str]]
    values: dict[str, Sequence[str]]
    days: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    facets: dict[str, str] = field(default_factory=dict)
    stored: str = ""


class Engine(Protocol):
    """A store of documents that can be searched. A change may be seen in steps; it is safe to make the same change twice."""

    def replace(self, *, delete: Iterable[str], add: Iterable[Document]) -> None:
        """Take out the documents of the sources `delete`, then put in those of `add`."""

    def search(self, node: Node, *, limit: int | None, sort: str = "relevance") -> Found:
        """The best documents for a query; sorted by "relevance", or by the first day of "date" or the last of "due"."""

    def facets(self, node: Node) -> dict[str, dict[str, int]]:
        """How many of the documents found have which value of each facet."""

    def frequency(self, field: str, word: str) -> int:
        """How many documents have the word in the field."""

    def words_like(self, field: str, word: str, edits: int) -> list[str]:
        """Words of a field that differ from this by at most so many letters, commonest first, without the word itself."""

    def count(self) -> int:
        """How many documents there are."""
