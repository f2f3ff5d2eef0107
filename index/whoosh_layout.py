"""What docket keeps in a Whoosh index, in bytes: the fields and their order, days as numbers, the places of words, lengths.

    pack_places([3])  ->  3        pack_places([3, 17])  ->  -131080        mask_of(-131080)  ->  1 << 3 | 1 << 17

Reading an index takes nothing but this and `whoosh_segments`: Whoosh itself is imported to write. What is read from its files
may hold numbers, text and tuples and names no code, so that a file made to do harm is damaged and nothing more.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from index.engine import DAY_FIELDS, FACETS, NAME_FIELDS, PLACED_FIELDS, VALUE_FIELDS, WEIGHED_FIELDS

SOURCE = "of"  # the field of the source by which documents are taken out
WHOLE = {name: f"whole_{name}" for name in NAME_FIELDS}  # the fields that hold the same names whole, words between single spaces
FIELDS = (*PLACED_FIELDS, *WEIGHED_FIELDS, *VALUE_FIELDS, SOURCE, *WHOLE.values())  # in the order in which their words are kept
FIRST_DAY, LAST_DAY = 1, 3_652_059  # 0001-01-01 and 9999-12-31: open ends
UNDATED = 4_000_000  # after every day, so that what has no date comes last
_NEAR = 512  # places that are kept as bits: the number of a far one would be long
MOST_PLACES = 0x110000  # words of one field of a document whose places are kept
LENGTHS = [round((1.033**byte - 1) * 27) for byte in range(256)]  # what the byte kept of a length stands for
TERM = struct.Struct("!BfIBBfIIqi")  # of a word: flags, weight, documents, lengths, most weight, first, last, where, how long
PAIR, POINTER, TABLE = struct.Struct("!ii"), struct.Struct("!Iq"), struct.Struct("!qi")  # of the table of words
LOCK = "MAIN_WRITELOCK"  # the file that one who writes holds, as Whoosh names it
BLOCK = b"W3Bl"  # what the postings of a word begin with


class _Plain(pickle.Unpickler):
    """Reads numbers, text, bytes, tuples, lists, dicts and sets."""

    def find_class(self, module: str, name: str) -> Any:
        """Nothing is looked up, and so nothing is run."""
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")


def load_plain(kept: BytesIO) -> Any:
    """The next value of a stream of pickles."""
    return _Plain(kept).load()


def day_columns(field: str) -> tuple[str, str]:
    """The columns of the first and the last day of a field of days."""
    return f"{field}_first", f"{field}_last"


def facet_column(name: str) -> str:
    """The column of a facet."""
    return f"facet_{name}"


DAY_COLUMNS = tuple(column for field in DAY_FIELDS for column in day_columns(field))
FACET_COLUMNS = tuple(map(facet_column, FACETS))


def pack_places(places: Sequence[int]) -> int | bytes:
    """The places of a word: a single one as it is, several as bits below zero, or far from the start as UTF-8, a letter each."""
    if len(places) == 1:
        return places[0]
    if places[-1] < _NEAR:
        return -sum(map((1).__lshift__, places))
    return "".join(map(chr, places)).encode("utf-8", "surrogatepass")


def places_of(kept: int | bytes) -> list[int]:
    """The places that `pack_places` packed."""
    if isinstance(kept, bytes):
        return list(map(ord, kept.decode("utf-8", "surrogatepass")))
    return [kept] if kept >= 0 else [place for place in range((-kept).bit_length()) if -kept >> place & 1]


class _Masks(dict[int | bytes, int]):
    """Places as the bits of a number, so that one shift compares all; single places, which most words have, are made once."""

    def __missing__(self, kept: int | bytes) -> int:
        if isinstance(kept, bytes):
            return sum(map((1).__lshift__, places_of(kept)))
        if kept < 0:
            return -kept
        mask = 1 << kept
        if kept < _NEAR:
            self[kept] = mask
        return mask


mask_of = _Masks().__getitem__
