"""Gathers the postings of a new segment by word, in place of Whoosh's pool of single postings.

    add(("text", b"tug", 3, 1.0, b"…"))  ->  …  ->  iter_postings() gives them word by word

Whoosh keeps each posting as a tuple, sorts them all, and past its limit writes them out and reads them back. They arrive in the
order of their documents, so it is enough to sort the words: a third of the memory, and no file between.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple

Posting = tuple[str, bytes, int, float, bytes | None]


class _Gathered(NamedTuple):
    documents: array[int]
    weights: array[float]
    values: list[bytes | None]


class WordPool:
    """Postings by field and word; documents must come in rising order, as Whoosh's writer numbers them."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, _Gathered]] = {}

    @property
    def fieldnames(self) -> set[str]:
        """The fields that have postings."""
        return set(self._fields)

    def add(self, posting: Posting) -> None:
        """Take in one posting: field, word, document, weight, what is kept with it."""
        field, word, document, weight, value = posting
        words = self._fields.setdefault(field, {})
        gathered = words.get(word)
        if gathered is None:
            gathered = words[word] = _Gathered(array("I"), array("f"), [])
        gathered.documents.append(document)
        gathered.weights.append(weight)
        gathered.values.append(value)

    def iter_postings(self) -> Iterator[Posting]:
        """All postings, by field, word and document."""
        for field in sorted(self._fields):
            words = self._fields[field]
            for word in sorted(words):
                for document, weight, value in zip(*words[word], strict=True):
                    yield field, word, document, weight, value

    def cleanup(self) -> None:
        """Forget all."""
        self._fields.clear()
