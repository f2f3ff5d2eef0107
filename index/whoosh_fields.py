"""How documents are laid down in a Whoosh index: the kinds of field, and what each keeps.

    Document(words={"text": ["tug", "crew"]}, …)  ->  the postings of "tug" and "crew", and columns of days and facets

Words come cut and folded (`index.words`), so nothing is analysed here, and what is not asked of a field is not kept in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from whoosh import fields
from whoosh.formats import Existence, Frequency, Positions
from whoosh.system import pack_uint

from index.engine import DAY_FIELDS, FACETS, GAP, PLACED_FIELDS, VALUE_FIELDS, WEIGHED_FIELDS, Document

FIRST_DAY, LAST_DAY = 1, 3_652_059  # 0001-01-01 and 9999-12-31: open ends
UNDATED = 4_000_000  # after every day, so that what has no date comes last
SOURCE = "of"  # the field of the source by which documents are taken out
_PLACES, _COUNTS = Positions(), Frequency()
_Postings = Generator[tuple[bytes, int, float, bytes], Any, None]
_columns: Any = import_module("whoosh.columns")  # partly untyped


class PlacedField(fields.FieldType):
    """Words with their places, taken as given: a sequence of words in their order."""

    def __init__(self) -> None:
        self.format = _PLACES
        self.analyzer = None
        self.scorable = False
        self.stored = False
        self.unique = False
        self.vector = None
        self.spelling = False
        self.column_type = None
        self.multitoken_query = "default"

    def index(self, value: Any, **_: Any) -> _Postings:
        """What Whoosh keeps of the words: (word, how often, weight, places)."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(value):
            places.setdefault(word, []).append(place)
        places.pop(GAP, None)
        for word, at in places.items():
            yield word.encode(), len(at), float(len(at)), _encoded(*at)


class WeighedField(PlacedField):
    """Words without their places, weighed by how rare they are and how often they stand there."""

    def __init__(self) -> None:
        super().__init__()
        self.format = _COUNTS
        self.scorable = True

    def index(self, value: Any, **_: Any) -> _Postings:
        """What Whoosh keeps of the words."""
        for word, count in Counter(value).items():
            yield word.encode(), count, float(count), _packed(count)


class ValueField(PlacedField):
    """Whole values: found or not, all of one weight."""

    def __init__(self) -> None:
        super().__init__()
        self.format = Existence()

    def index(self, value: Any, **_: Any) -> _Postings:
        """What Whoosh keeps of the values."""
        for one in dict.fromkeys(value):
            yield one.encode(), 1, 1.0, b""


def decode_places(kept: bytes) -> list[int]:
    """The places that `PlacedField` kept of a word."""
    return _PLACES.decode_positions(kept)


def make_schema() -> fields.Schema:
    """All fields of the index."""
    kept: dict[str, Any] = {name: PlacedField() for name in PLACED_FIELDS}
    kept |= {name: WeighedField() for name in WEIGHED_FIELDS}
    kept |= {name: ValueField() for name in (*VALUE_FIELDS, SOURCE)}
    kept |= {
        column: fields.COLUMN(_columns.NumericColumn("I", default=UNDATED)) for name in DAY_FIELDS for column in day_columns(name)
    }
    kept |= {facet_column(name): fields.COLUMN(_columns.RefBytesColumn()) for name in FACETS}
    return fields.Schema(stored=fields.STORED(), **kept)


def day_columns(field: str) -> tuple[str, str]:
    """The columns of the first and the last day of a field of days."""
    return f"{field}_first", f"{field}_last"


def facet_column(name: str) -> str:
    """The column of a facet."""
    return f"facet_{name}"


def lay_down(document: Document) -> dict[str, Any]:
    """A document as Whoosh's writer takes it."""
    given: dict[str, Any] = {SOURCE: [document.source], "stored": document.stored}
    given |= {name: words for name, words in document.words.items() if words}
    given |= {name: values for name, values in document.values.items() if values}
    for name, (first, last) in document.days.items():
        given |= dict(zip(day_columns(name), (first or FIRST_DAY, last or LAST_DAY), strict=True))
    given |= {facet_column(name): value.encode() for name, value in document.facets.items() if value}
    return given


@lru_cache(maxsize=1 << 14)  # most words stand in one place, and one object serves all that do
def _encoded(*places: int) -> bytes:
    return bytes(_PLACES.encode(places))


@cache
def _packed(count: int) -> bytes:
    return bytes(pack_uint(count))
