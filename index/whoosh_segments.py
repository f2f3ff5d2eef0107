"""Reads the files of a Whoosh index by the list and not by the entry: all postings of a word, all lengths, all days at once.

    Segment(path, base=0, size=40).postings("text", "tug")  ->  Postings(ids=[3, 17, 40], weights=b"\\1\\2\\1", places=None)

Whoosh walks its postings one document and one method call at a time; read in whole lists, the same come in a small part of
the time. Each segment is one file, mapped and not copied. Nothing in it can name code (`whoosh_layout`).
"""

from __future__ import annotations

import mmap
import pickle
import re
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import accumulate
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from index.whoosh_layout import BLOCK, LOCK, PAIR, POINTER, SOURCE, TABLE, TERM, day_columns, load_plain

_KEPT_POSTINGS = 1_000_000  # of a segment, between searches that ask for the same words
_FEW = 16  # so many times fewer documents than there are, of which a column is not read whole
_DAY = struct.Struct("!I")
_CONTENTS = re.compile(r"_MAIN_(\d+)\.toc")
_TRIES = 20  # at reading a list of contents whose files a writer takes away meanwhile


class Postings(NamedTuple):
    """The documents of a segment that have a word, in order; how often each has it (None: once each), and where."""

    ids: list[int]
    weights: Sequence[int] | None
    places: Sequence[int | bytes] | None


class Term(NamedTuple):
    """What is known of a word of a segment: how many documents have it, and where its postings stand."""

    frequency: int
    start: int
    length: int


class KeptSegment(NamedTuple):
    """A segment as the list of contents names it."""

    name: str
    size: int
    lengths: Mapping[str, int]


class Contents(NamedTuple):
    """A list of contents: its number, and the segments."""

    generation: int
    segments: list[KeptSegment]


_NOTHING = Postings([], None, None)


class Segment:
    """One segment; documents are numbered from `base`, the numbers within the segment start at 0."""

    def __init__(self, folder: Path, kept: KeptSegment, base: int) -> None:
        self.kept, self.base, self.size = kept, base, kept.size
        self.path = folder / f"{kept.name}.seg"
        with self.path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._parts = self._read_parts()
        self._tables, self._fields, self._words_start = self._read_tables()
        self._terms: dict[tuple[str, str], Term | None] = {}
        self._postings: dict[tuple[str, str], Postings] = {}
        self._room = _KEPT_POSTINGS
        self._lexicons: dict[str, list[str]] = {}
        self._days: dict[str, array[int]] = {}

    def close(self) -> None:
        """Close the file."""
        self._map.close()

    def term(self, field: str, word: str) -> Term | None:
        """What is known of a word, None where no document has it."""
        key = (field, word)
        if key not in self._terms:
            self._terms[key] = self._find_term(field, word)
        return self._terms[key]

    def frequency(self, field: str, word: str) -> int:
        """How many documents have the word."""
        term = self.term(field, word)
        return term.frequency if term else 0

    def postings(self, field: str, word: str) -> Postings:
        """All documents with the word."""
        key = (field, word)
        if key not in self._postings:
            found = self.read(self.term(field, word))
            self._room -= len(found.ids)
            if self._room < 0:
                self._postings.clear()
                self._room = _KEPT_POSTINGS
            self._postings[key] = found
        return self._postings[key]

    def documents_of(self, source: str) -> list[int]:
        """The documents of a source."""
        return self.read(self._find_term(SOURCE, source)).ids

    def terms(self, field: str) -> Iterator[tuple[str, Term]]:
        """All words of a field with what is known of them, in order; read on from word to word."""
        words = self.words(field)
        key = self._fields[field]
        at = self._words_start + self._place_of(key + words[0].encode()) if words else 0
        for word in words:
            size, length = PAIR.unpack_from(self._map, at)
            at += PAIR.size + size
            yield word, self._unpacked(at)
            at += length

    def words(self, field: str, start: str = "") -> list[str]:
        """The words of a field that begin like this, in order."""
        if field not in self._lexicons:
            kept = self._text_of_words(field)
            self._lexicons[field] = kept.split("\0") if kept else []
        lexicon = self._lexicons[field]
        first = bisect_left(lexicon, start)
        last = bisect_left(lexicon, True, first, key=lambda word: not word.startswith(start))
        return lexicon[first:last]

    def holding(self, field: str, run: str) -> list[str]:
        """The words of a field in which these letters stand, in order: names that hold others."""
        kept, found, at = f"\0{self._text_of_words(field)}\0", [], 0
        while (at := kept.find(run, at)) >= 0:
            start, end = kept.rfind("\0", 0, at + 1), kept.find("\0", at + 1)
            found.append(kept[start + 1 : end])
            at = end
        return found

    def lengths(self, field: str) -> bytes:
        """How many words each document has in a field, one byte a document: LENGTHS says what each byte stands for."""
        return self._part(f"_{field}_len.col")

    def exact_lengths(self, field: str) -> array[int]:
        """How many words each document has in a field."""
        return _numbers("I", self._part(f"{field}.lengths"))

    def days(self, field: str) -> tuple[array[int], array[int]]:
        """The first and the last day of every document in a field of days."""
        first, last = map(self._day_column, day_columns(field))
        return first, last

    def days_of(self, column: str, numbers: Sequence[int]) -> Sequence[int]:
        """The days of some documents in a column; of few ones they are read singly, and not the column."""
        if column in self._days or len(numbers) * _FEW > self.size:
            return gather(self._day_column(column), numbers)
        start = self._parts[f"{column}.col"][0]
        return [_DAY.unpack_from(self._map, start + 4 * number)[0] for number in numbers]

    def _day_column(self, column: str) -> array[int]:
        if column not in self._days:
            self._days[column] = _numbers("I", self._part(f"{column}.col"))
        return self._days[column]

    def values(self, column: str) -> tuple[Sequence[int], list[str]]:
        """A column of values: the number of each document's value, and the values by number."""
        kept = self._part(f"{column}.col")
        refs = _numbers(chr(kept[-1]), kept[: self.size * (1 if kept[-1:] == b"B" else 2)])
        return refs, self._part(f"{column}.values").decode().split("\0")

    def stored(self, number: int) -> str:
        """What was stored with a document."""
        return str(load_plain(BytesIO(zlib.decompress(self.stored_bytes(number))))["stored"])

    def stored_bytes(self, number: int) -> bytes:
        """What was stored with a document, as it is kept."""
        start, length = self._parts["_stored.col"]
        lengths = start + length - 3 - 8 * self.size
        (size,) = struct.unpack_from("!I", self._map, lengths + 4 * number)
        (offset,) = struct.unpack_from("!I", self._map, lengths + 4 * (self.size + number))
        return self._map[start + offset : start + offset + size]

    def _text_of_words(self, field: str) -> str:
        return self._part(f"{field}.words").decode()

    def _part(self, name: str) -> bytes:
        start, length = self._parts[name]
        return self._map[start : start + length]

    def _read_parts(self) -> dict[str, tuple[int, int]]:
        start, length = struct.unpack_from("!qi", self._map)
        names = load_plain(BytesIO(self._map[start : start + length]))
        return {name.partition(".")[2]: (where["offset"], where["length"]) for name, where in names.items()}

    def _read_tables(self) -> tuple[list[tuple[int, int]], dict[str, bytes], int]:
        """The 256 tables in which words are looked up, the fields by name, and where the words start in the file."""
        start, length = self._parts["trm"]
        (beyond,) = struct.unpack_from("!i", self._map, start + length - 4)
        extras = start + length - 4 - beyond
        tables = list(TABLE.iter_unpack(self._map[extras - 256 * TABLE.size : extras]))
        numbers = load_plain(BytesIO(self._map[extras : start + length]))["fieldmap"]
        return tables, {name: struct.pack("!H", number) for name, number in numbers.items()}, start

    def _find_term(self, field: str, word: str) -> Term | None:
        key = self._fields[field] + word.encode()
        where = self._place_of(key)
        return self._unpacked(self._words_start + where + PAIR.size + len(key)) if where else None

    def _unpacked(self, at: int) -> Term:
        _, _, frequency, _, _, _, _, _, offset, length = TERM.unpack_from(self._map, at)
        return Term(frequency, self._parts["pst"][0] + offset, length)

    def _place_of(self, key: bytes) -> int:
        """Where a word stands in the table of words, 0 where no document has it."""
        code = zlib.crc32(key)
        table, slots = self._tables[code & 255]
        for step in range(slots):
            slot = self._words_start + table + ((code >> 8) + step) % slots * POINTER.size
            here, where = POINTER.unpack_from(self._map, slot)
            if not where or (here == code and self._key_at(self._words_start + where) == key):
                return int(where)
        return 0

    def _key_at(self, at: int) -> bytes:
        size, _ = PAIR.unpack_from(self._map, at)
        return self._map[at + PAIR.size : at + PAIR.size + size]

    def read(self, term: Term | None) -> Postings:
        """The postings of a word; nothing is kept for the next to ask."""
        if term is None:
            return _NOTHING
        kept = BytesIO(self._map[term.start : term.start + term.length])
        if kept.read(8)[:4] != BLOCK:
            raise pickle.UnpicklingError(f"{self.path} is damaged")
        count = load_plain(kept)[0]
        steps, weights, places = load_plain(kept)
        ids = list(accumulate(steps))
        if len(ids) != count or ids[-1] >= self.size:
            raise pickle.UnpicklingError(f"{self.path} is damaged")
        return Postings(ids, weights, places)


def read_contents(folder: Path) -> Contents:
    """The newest list of contents in a folder; an error of the operating system or of pickle where there is no whole one."""
    generation = max(generations(folder), default=-1)
    if generation < 0:
        raise FileNotFoundError(f"there is no index in {folder}")
    kept = BytesIO((folder / contents_name(generation)).read_bytes())
    kept.seek(3)  # the sizes of numbers on the machine
    order, _ = struct.unpack("!ii", kept.read(8))
    if order != -12345:
        raise pickle.UnpicklingError(f"{folder} holds no index")
    for _ in range(3):
        _read_length(kept)
    kept.seek(_read_length(kept), 1)  # the fields: docket knows them
    kept.seek(8, 1)
    return Contents(generation, [_as_kept(one) for one in _Listed(kept).load()])


def open_segments(folder: Path) -> tuple[Contents, list[Segment]]:
    """All segments of an index, opened; tried anew where a writer takes files away meanwhile."""
    for last in (False,) * _TRIES + (True,):
        opened: list[Segment] = []
        try:
            contents = read_contents(folder)
            for kept, base in zip(
                contents.segments, accumulate((one.size for one in contents.segments), initial=0), strict=False
            ):
                opened.append(Segment(folder, kept, base))
            return contents, opened
        except FileNotFoundError:
            for segment in opened:
                segment.close()
            if last or max(generations(folder), default=-1) < 0:
                raise
    raise AssertionError


def generations(folder: Path) -> list[int]:
    """The numbers of the lists of contents in a folder."""
    return [int(match[1]) for path in folder.iterdir() if (match := _CONTENTS.fullmatch(path.name))]


def contents_name(generation: int) -> str:
    """The file of a list of contents."""
    return f"_MAIN_{generation}.toc"


def leftovers(folder: Path, contents: Contents) -> list[Path]:
    """The files in a folder that a list of contents has no part in."""
    kept = {contents_name(contents.generation), LOCK, *(f"{one.name}.seg" for one in contents.segments)}
    return [path for path in folder.iterdir() if path.name not in kept]


def gather(column: Sequence[Any], numbers: Sequence[int]) -> Sequence[Any]:
    """What a column has for each of these numbers."""
    return itemgetter(*numbers)(column) if len(numbers) > 1 else [column[number] for number in numbers]


class _Listed(pickle.Unpickler):
    """Reads the segments of a list of contents, as what they keep and without the classes of which they are."""

    def find_class(self, module: str, name: str) -> Any:
        """The two classes that a list of contents names."""
        if (module, name) in {("whoosh.codec.whoosh3", "W3Segment"), ("whoosh.codec.whoosh3", "W3Codec")}:
            return _Bare
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")


class _Bare:
    """An object of which only the attributes are wanted."""


def _as_kept(listed: Any) -> KeptSegment:
    given = vars(listed)
    return KeptSegment(f"{given['indexname']}_{given['segid']}", int(given["_doccount"]), dict(given["_fieldlengths"]))


def _numbers(code: str, kept: bytes) -> array[int]:
    found = array(code, kept)
    if sys.byteorder == "little":  # columns are kept with the big end first
        found.byteswap()
    return found


def _read_length(stream: BytesIO) -> int:
    """A number of as many bytes as it needs, seven bits in each."""
    number = shift = 0
    while True:
        (byte,) = stream.read(1)
        number |= (byte & 127) << shift
        if byte < 128:
            return number
        shift += 7
