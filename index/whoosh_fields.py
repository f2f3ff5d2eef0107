"""The fields of the index as Whoosh's own classes, so that Whoosh opens what docket wrote.

    make_schema()["exact"].format.decode_positions(-131080)  ->  [3, 17]

Words come cut and folded (`index.words`), so nothing is analysed here, and what is not asked of a field is not kept in it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from whoosh import fields
from whoosh.formats import Existence, Positions

from index.engine import PLACED_FIELDS, VALUE_FIELDS, WEIGHED_FIELDS
from index.whoosh_layout import DAY_COLUMNS, FACET_COLUMNS, SOURCE, UNDATED, WHOLE, places_of

_columns: Any = import_module("whoosh.columns")  # partly untyped


class Places(Positions):
    """Places of words, as `index.whoosh_layout` packs them."""

    def decode_positions(self, valuestring: int | bytes) -> list[int]:
        """The places of a word in one document."""
        return places_of(valuestring)

    def decode_frequency(self, valuestring: int | bytes) -> int:
        """How often a word stands in one document."""
        return len(places_of(valuestring))


class WordField(fields.FieldType):
    """Words or whole values, taken as given."""

    def __init__(self, *, placed: bool, weighed: bool) -> None:
        self.format = Places() if placed else Existence()
        self.analyzer = None
        self.scorable = weighed
        self.stored = False
        self.unique = False
        self.vector = None
        self.spelling = False
        self.column_type = None
        self.multitoken_query = "default"


def make_schema() -> fields.Schema:
    """All fields of the index."""
    kept: dict[str, Any] = {name: WordField(placed=True, weighed=False) for name in PLACED_FIELDS}
    kept |= {name: WordField(placed=False, weighed=True) for name in WEIGHED_FIELDS}
    kept |= {name: WordField(placed=False, weighed=False) for name in (*VALUE_FIELDS, SOURCE, *WHOLE.values())}
    kept |= {column: fields.COLUMN(_columns.NumericColumn("I", default=UNDATED)) for column in DAY_COLUMNS}
    kept |= {column: fields.COLUMN(_columns.RefBytesColumn()) for column in FACET_COLUMNS}
    return fields.Schema(stored=fields.STORED(), **kept)
