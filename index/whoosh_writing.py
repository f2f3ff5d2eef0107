"""Writes the segments of a Whoosh index: documents gathered by word, and segments made one of several.

    Gathering().add(document)  ->  write_documents(gathering, folder)  ->  W3Segment of one file, MAIN_x1y2z3.seg

The files are Whoosh's in every byte (its third format, one file a segment), but made list by list: Whoosh's own writer
takes each posting as a tuple through ten calls. A segment is small enough to be written anew in the time of a breath, so
that what is taken out is gone from the file and not only marked.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from io import BytesIO
from itertools import accumulate
from operator import sub
from pathlib import Path
from typing import Any, BinaryIO

from index.engine import DAY_FIELDS, FACETS, GAP, PLACED_FIELDS, WEIGHED_FIELDS, Document
from index.whoosh_layout import (
    BLOCK,
    FIELDS,
    FIRST_DAY,
    LAST_DAY,
    LENGTHS,
    MOST_PLACES,
    PAIR,
    POINTER,
    SOURCE,
    TABLE,
    TERM,
    UNDATED,
    WHOLE,
    day_columns,
    facet_column,
    pack_places,
)
from index.whoosh_segments import KeptSegment, Postings, Segment, Term, gather

_whoosh3: Any = import_module("whoosh.codec.whoosh3")  # untyped
_varint: Any = import_module("whoosh.util.varints").varint
_SHIFT = 21  # bits of a place, beside the number of its document
_PLACE = (1 << _SHIFT) - 1
_Places = Sequence[int | bytes]
_Postings = tuple[Sequence[int], Sequence[int] | None, _Places | None]


class Gathering:
    """Documents for one segment: for each word of a field its documents, or its places as numbers of both."""

    def __init__(self) -> None:
        self.size = 0
        self.columns = _Columns()
        self._placed = {name: _lists("Q") for name in PLACED_FIELDS}
        self._plain = {name: _lists("I") for name in FIELDS if name not in PLACED_FIELDS}

    def add(self, document: Document) -> None:
        """Take in one document."""
        number = self.size
        for name, words in document.words.items():
            if name in self._placed:
                lists, code = self._placed[name], number << _SHIFT
                for place, word in enumerate(words[:MOST_PLACES], code):
                    lists[word].append(place)
                for whole in _wholes(words) if name in WHOLE else ():
                    self._plain[WHOLE[name]][whole].append(number)
            else:
                lists = self._plain[name]
                for word in words:
                    lists[word].append(number)
        for name, values in (*document.values.items(), (SOURCE, [document.source])):
            for value in dict.fromkeys(values):
                self._plain[name][value].append(number)
        self.columns.add(document)
        self.size += 1

    def postings(self) -> Iterator[tuple[str, str, _Postings]]:
        """All words with their postings, by field and word; the empty word, which parts names, is none."""
        for field in FIELDS:
            placed = field in self._placed
            lists = self._placed[field] if placed else self._plain[field]
            lists.pop("", None)
            for word in sorted(lists):
                yield field, word, _with_places(lists[word]) if placed else _with_counts(lists[word])
            lists.clear()


class _Columns:
    """What is kept of each document beside its words, document by document."""

    def __init__(self) -> None:
        self.stored: list[bytes] = []
        self.lengths = {name: array("I") for name in WEIGHED_FIELDS}
        self.days = {name: (array("I"), array("I")) for name in DAY_FIELDS}
        self.facets: dict[str, list[str]] = {name: [] for name in FACETS}

    def add(self, document: Document) -> None:
        self.stored.append(zlib.compress(pickle.dumps({"stored": document.stored}, 2), 1))
        for name, lengths in self.lengths.items():
            lengths.append(len(document.words.get(name, ())))
        for name, (first, last) in self.days.items():
            begins, ends = document.days.get(name, (UNDATED, UNDATED))
            first.append(begins or FIRST_DAY)
            last.append(ends or LAST_DAY)
        for name, values in self.facets.items():
            values.append(document.facets.get(name, "").replace("\0", ""))

    def take(self, segment: Segment, numbers: Sequence[int]) -> None:
        """Take over what a segment keeps of some of its documents."""
        self.stored += map(segment.stored_bytes, numbers)
        for name, lengths in self.lengths.items():
            lengths.extend(gather(segment.exact_lengths(name), numbers))
        for name, days in self.days.items():
            for column, kept in zip(days, segment.days(name), strict=True):
                column.extend(gather(kept, numbers))
        for name in self.facets:
            refs, known = segment.values(facet_column(name))
            self.facets[name] += map(known.__getitem__, gather(refs, numbers))


def write_documents(gathering: Gathering, folder: Path) -> KeptSegment:
    """Write a segment of the documents gathered."""
    return _write(folder, gathering.size, gathering.postings(), gathering.columns)


def write_merged(parts: Sequence[tuple[Segment, set[int]]], folder: Path) -> KeptSegment | None:
    """Write one segment of several, without some documents of each; None where nothing is left."""
    left = [(segment, [number for number in range(segment.size) if number not in dead]) for segment, dead in parts]
    left = [(segment, numbers) for segment, numbers in left if numbers]
    if not left:
        return None
    columns = _Columns()
    for segment, numbers in left:
        columns.take(segment, numbers)
    return _write(folder, len(columns.stored), _merged(left), columns)


def listed(kept: KeptSegment) -> Any:
    """A segment as Whoosh's list of contents has it."""
    index, _, name = kept.name.partition("_")
    segment = _whoosh3.W3Segment(_whoosh3.W3Codec(), index, kept.size, name)
    segment._fieldlengths, segment.compound = dict(kept.lengths), True
    return segment


def _write(folder: Path, size: int, postings: Iterable[tuple[str, str, _Postings]], columns: _Columns) -> KeptSegment:
    name = _whoosh3.W3Segment(None, "MAIN").segment_id()
    path = folder / f"{name}.seg"
    try:
        with path.open("xb") as file:
            _SegmentFile(file, name).write(postings, columns)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return KeptSegment(name, size, {field: sum(lengths) for field, lengths in columns.lengths.items()})


class _SegmentFile:
    """A segment on its way into a file: the postings, the words with where their postings are, the columns, and where all is."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self._parts: dict[str, dict[str, int]] = {}
        self._keys: list[bytes] = []
        self._terms: list[bytes] = []
        self._lexicons: dict[str, list[str]] = {name: [] for name in FIELDS}

    def write(self, postings: Iterable[tuple[str, str, _Postings]], columns: _Columns) -> None:
        self._file.write(bytes(12))
        self._write_postings(postings)
        self._write_part("trm", _table(self._keys, self._terms))
        for field, words in self._lexicons.items():
            self._write_part(f"{field}.words", "\0".join(words).encode())
        for name, kept in _column_bytes(columns):
            self._write_part(f"{name}.col", kept)
        for name, values in columns.facets.items():
            self._write_part(f"{facet_column(name)}.values", "\0".join(_numbered(values)).encode())
        for name, lengths in columns.lengths.items():
            self._write_part(f"{name}.lengths", _big(lengths))
        start = self._file.tell()
        self._file.write(pickle.dumps(self._parts, 2) + pickle.dumps({}, 2))
        end = self._file.tell()
        self._file.seek(0)
        self._file.write(struct.pack("!qi", start, end - start))

    def _write_postings(self, postings: Iterable[tuple[str, str, _Postings]]) -> None:
        start = at = self._file.tell()
        numbers = {field: struct.pack("!H", number) for number, field in enumerate(FIELDS)}
        for field, word, found in postings:
            kept = _block(*found)
            ids, weights, _ = found
            total, most = (sum(weights), max(weights)) if weights else (len(ids), 1)
            self._keys.append(numbers[field] + word.encode())
            self._terms.append(TERM.pack(0, total, len(ids), 0, 255, most, ids[0], ids[-1], at - start, len(kept)))
            self._lexicons[field].append(word)
            self._file.write(kept)
            at += len(kept)
        self._note("pst", start, at - start)

    def _write_part(self, name: str, kept: bytes) -> None:
        start = self._file.tell()
        self._file.write(kept)
        self._note(name, start, len(kept))

    def _note(self, name: str, start: int, length: int) -> None:
        self._parts[f"{self._name}.{name}"] = {"offset": start, "length": length, "modified": 0}


def _block(ids: Sequence[int], weights: Sequence[int] | None, places: _Places | None) -> bytes:
    """The postings of a word in one block; small numbers as bytes, which are read at once and are numbers to Whoosh too."""
    most = max(weights) if weights else 1
    kept = (
        _as_bytes((ids[0], *map(sub, ids[1:], ids))),
        _as_bytes(weights) if weights else None,
        tuple(places) if places else None,
    )
    stream = BytesIO()
    pickler = pickle.Pickler(stream, 4)
    pickler.fast = True  # no list of what was met before, which no reader needs
    pickler.dump(kept)
    info = pickle.dumps((len(ids), ids[-1], float(most), 0, 0, 255), 2)  # lengths so wide that Whoosh never skips a block
    data = stream.getvalue()
    return BLOCK + struct.pack("!i", -len(info) - len(data)) + info + data


def _as_bytes(values: Sequence[int | bytes]) -> Sequence[int | bytes]:
    try:
        return bytes(values)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return tuple(values)


def _table(keys: Sequence[bytes], terms: Sequence[bytes]) -> bytes:
    """Whoosh's ordered table of words: the words in order, tables to find them by their hash, and where each one stands."""
    rows = [PAIR.pack(len(key), len(term)) + key + term for key, term in zip(keys, terms, strict=True)]
    header = b"HSH3\x01" + bytes(8)  # 1: hashed by their CRC
    starts = list(accumulate(map(len, rows), initial=len(header)))
    buckets: list[list[tuple[int, int]]] = [[] for _ in range(256)]
    for key, start in zip(keys, starts, strict=False):
        code = zlib.crc32(key)
        buckets[code & 255].append((code, start))
    tables, directory, at = [], [], starts.pop()
    for bucket in buckets:
        tables.append(_slots(bucket))
        directory.append(TABLE.pack(at, 2 * len(bucket)))
        at += len(tables[-1])
    fields = {field: number for number, field in enumerate(FIELDS)}
    places = array("I", starts)
    extras = pickle.dumps({"fieldmap": fields, "indextype": "I", "indexlen": len(starts)}, 2) + _big(places)
    return b"".join((header, *rows, *tables, *directory, extras, struct.pack("!i", len(extras))))


def _slots(bucket: Sequence[tuple[int, int]]) -> bytes:
    count = 2 * len(bucket)
    slots = [(0, 0)] * count
    for code, start in bucket:
        slot = (code >> 8) % count
        while slots[slot] != (0, 0):
            slot = (slot + 1) % count
        slots[slot] = (code, start)
    return b"".join(POINTER.pack(*slot) for slot in slots)


def _column_bytes(columns: _Columns) -> Iterator[tuple[str, bytes]]:
    """The columns, by the names under which Whoosh looks for them."""
    sizes = array("I", map(len, columns.stored))
    starts = array("I", list(accumulate(sizes, initial=0))[:-1])
    yield "_stored", b"".join((*columns.stored, _big(sizes), _big(starts), b"IIX"))
    for name, lengths in columns.lengths.items():
        yield f"_{name}_len", bytes(bisect_left(LENGTHS, min(length, LENGTHS[-1])) for length in lengths)
    for name, days in columns.days.items():
        for column, kept in zip(day_columns(name), days, strict=True):
            yield column, _big(kept)
    for name, values in columns.facets.items():
        yield facet_column(name), _referred(values)


def _numbered(values: Sequence[str]) -> dict[str, int]:
    """A number for each value; none is 0."""
    return {value: number for number, value in enumerate(dict.fromkeys(("", *values)))}


def _referred(values: Sequence[str]) -> bytes:
    """A column that keeps each value once, and for each document the number of its value."""
    numbers = _numbered(values)
    code = "B" if len(numbers) <= 256 else "H"
    refs = array(code, map(numbers.__getitem__, values))
    known = (part for value in map(str.encode, numbers) for part in (_varint(len(value)), value))
    return b"".join((_big(refs), _varint(len(numbers)), *known, code.encode()))


def _wholes(words: Sequence[str]) -> Iterable[str]:
    """The names of a field whole, each once, with a space before and behind so that whole words can be looked for in them."""
    return dict.fromkeys(f" {name} " for name in map(str.strip, " ".join(words).split(f" {GAP} ")) if name)


def _big(numbers: array[int]) -> bytes:
    """Numbers with the big end first."""
    kept = numbers[:]
    if sys.byteorder == "little":
        kept.byteswap()
    return kept.tobytes()


def _with_places(codes: array[int]) -> _Postings:
    """Postings of places gathered as one number each, document and place."""
    ids = [code >> _SHIFT for code in codes]
    if len(set(ids)) == len(ids):
        return ids, None, [code & _PLACE for code in codes]
    places: dict[int, list[int]] = {}
    for number, code in zip(ids, codes, strict=True):
        places.setdefault(number, []).append(code & _PLACE)
    return list(places), list(map(len, places.values())), list(map(pack_places, places.values()))


def _with_counts(numbers: array[int]) -> _Postings:
    counts = Counter(numbers)
    return list(counts), None if len(counts) == len(numbers) else list(counts.values()), None


def _merged(parts: Sequence[tuple[Segment, Sequence[int]]]) -> Iterator[tuple[str, str, _Postings]]:
    """The words of several segments with their postings, the documents numbered anew."""
    starts = accumulate((len(numbers) for _, numbers in parts), initial=0)
    runs = [_runs(numbers, start) for (_, numbers), start in zip(parts, starts, strict=False)]
    for field in FIELDS:
        having: dict[str, list[tuple[int, Term]]] = {}
        for at, (segment, _) in enumerate(parts):
            for word, term in segment.terms(field):
                having.setdefault(word, []).append((at, term))
        for word in sorted(having):
            found = [_renumbered(parts[at][0].read(term), runs[at]) for at, term in having[word]]
            ids = [number for one in found for number in one[0]]
            if ids:
                yield field, word, (ids, _joined(found, 1), _joined(found, 2))


def _runs(numbers: Sequence[int], start: int) -> list[tuple[int, int, int]]:
    """The documents kept, as runs of numbers: from where to where, and what is added to each for its new number."""
    runs: list[tuple[int, int, int]] = []
    for new, number in enumerate(numbers, start):
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1, runs[-1][2])
        else:
            runs.append((number, number + 1, new - number))
    return runs


def _renumbered(found: Postings, runs: Sequence[tuple[int, int, int]]) -> _Postings:
    ids: list[int] = []
    weights: list[int] | None = None if found.weights is None else []
    places: list[int | bytes] | None = None if found.places is None else []
    start = 0
    for first, last, step in runs:
        start = bisect_left(found.ids, first, start)
        end = bisect_left(found.ids, last, start)
        ids += [number + step for number in found.ids[start:end]]
        if weights is not None:
            weights += (found.weights or ())[start:end]
        if places is not None:
            places += (found.places or ())[start:end]
        if end == len(found.ids):
            break
        start = end
    return ids, weights, places


def _joined(found: Sequence[_Postings], column: int) -> list[Any] | None:
    """The weights or the places of the parts of a list; what none of them has, the list has not."""
    if len(found) == 1 or all(one[column] is None for one in found):
        return found[0][column]  # type: ignore[return-value]
    return [value for one in found for value in (one[column] or (1,) * len(one[0]))]


def _lists(code: str) -> defaultdict[str, array[int]]:
    return defaultdict(partial(array, code))
