"""Changes a Whoosh index by whole segments: what is taken out is written out, what is put in is a segment of its own.

    replace(folder, delete=["letter.txt"], add=documents)

A change is made when its list of contents stands under its name; until then the old list holds, and all that it names is
there. One writes at a time, behind a lock that falls with the process; what a killed writer left is cleared away by the next.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from index.engine import Document
from index.errors import IndexFileError
from index.locking import locked, sync_folder
from index.whoosh_fields import make_schema
from index.whoosh_layout import LOCK as _LOCK
from index.whoosh_layout import SOURCE
from index.whoosh_segments import (
    Contents,
    KeptSegment,
    Segment,
    generations,
    leftovers,
    open_segments,
    read_contents,
)
from index.whoosh_writing import Gathering, listed, write_documents, write_merged

LARGEST = 1 << 14  # documents of a segment: what is written anew for one that is taken out, and what is in memory at once
_SIZES = (64, 512, 4096)  # so many segments of less than each are made one
_TOGETHER = 8
_contents: Any = import_module("whoosh.index").TOC  # untyped, as all of these
_storage: Any = import_module("whoosh.filedb.filestore")


class _SyncedStorage(_storage.FileStorage):  # type: ignore[misc]
    """Whoosh's folder, in which a list of contents is on the disk before it gets its name."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename what was written, once it is on the disk."""
        folder = Path(self.folder)
        with (folder / oldname).open("r+b") as file:
            os.fsync(file.fileno())
        (folder / oldname).replace(folder / newname)
        sync_folder(folder)


def begin(folder: Path) -> None:
    """Make an empty index in a folder; what was there is taken away."""
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / _LOCK):
        _commit(folder, Contents(max(generations(folder), default=-1), []), [])


def replace(folder: Path, delete: Iterable[str], add: Iterable[Document]) -> None:
    """Take out the documents of the sources `delete`, then put in those of `add`."""
    with locked(folder / _LOCK):
        before, opened = open_segments(folder)
        try:
            left = _without(folder, opened, set(delete))
            added = list(_added(folder, add))
            _commit(folder, before, _gathered(folder, [*left, *added]))
        except BaseException:
            _clear(folder, read_contents(folder))
            raise
        finally:
            for segment in opened:
                segment.close()


def clear_leftovers(folder: Path) -> None:
    """Take away what a killed writer left, unless another writes just now."""
    with suppress(IndexFileError, OSError), locked(folder / _LOCK, wait=0.0):  # who may not write here may still search
        _clear(folder, read_contents(folder))


def _without(folder: Path, opened: Sequence[Segment], sources: set[str]) -> list[KeptSegment]:
    """The segments without the documents of some sources, written anew where they held any."""
    kept: list[KeptSegment | None] = []
    for segment in opened:
        dead = {number for source in sources for number in segment.documents_of(source)}
        kept.append(write_merged([(segment, dead)], folder) if dead else segment.kept)
    return [one for one in kept if one is not None]


def _added(folder: Path, add: Iterable[Document]) -> Iterator[KeptSegment]:
    coming = iter(add)
    while batch := list(itertools.islice(coming, 1)):
        gathering = Gathering()
        for document in itertools.chain(batch, itertools.islice(coming, LARGEST - 1)):
            gathering.add(document)
        yield write_documents(gathering, folder)


def _gathered(folder: Path, segments: list[KeptSegment]) -> list[KeptSegment]:
    """The segments, those of about one size made one where they are many: a document is written anew once a size."""
    while (together := _of_one_size(segments)) is not None:
        first, last = together
        opened = [Segment(folder, kept, 0) for kept in segments[first:last]]
        merged = write_merged([(segment, set()) for segment in opened], folder)
        for segment in opened:
            segment.close()
        segments = [*segments[:first], *([merged] if merged else []), *segments[last:]]
    return segments


def _of_one_size(segments: Sequence[KeptSegment]) -> tuple[int, int] | None:
    """From where to where neighbours are to be made one: many of less than a size, as far as one segment holds them.

    What is half full or more is left alone, so that no paper that is added has a large segment written anew.
    """
    for bound in (*(size for size in _SIZES if size < LARGEST // 2), LARGEST // 2):
        smaller = [one.size < bound for one in segments]
        for small, run in itertools.groupby(range(len(segments)), smaller.__getitem__):
            places = list(run)
            first, last = places[0], places[-1] + 1
            while small and sum(one.size for one in segments[first:last]) > LARGEST:
                first += 1
            if small and len(places) >= _TOGETHER and last - first > 1:
                return first, last
    return None


def _commit(folder: Path, before: Contents, segments: Sequence[KeptSegment]) -> None:
    """Make these segments the index, once their files are found to hold what was written."""
    known = {one.name for one in before.segments}
    for kept in segments:
        if kept.name not in known and _sources_in(folder, kept) != kept.size:
            raise _wrong(folder)
    after = Contents(before.generation + 1, list(segments))
    _contents(make_schema(), [listed(one) for one in segments], after.generation).write(_SyncedStorage(str(folder)), "MAIN")
    if read_contents(folder) != after:
        raise _wrong(folder)
    _clear(folder, after)


def _sources_in(folder: Path, kept: KeptSegment) -> int:
    """How many documents a segment holds, counted by its words: each document has one source."""
    segment = Segment(folder, kept, 0)
    try:
        return sum(term.frequency for _, term in segment.terms(SOURCE))
    finally:
        segment.close()


def _wrong(folder: Path) -> IndexFileError:
    return IndexFileError(f"the search index in {folder} is not as it was written; see whether the disk is full or failing")


def _clear(folder: Path, contents: Contents) -> None:
    """Take away all files but those of a list of contents; what another still reads may have to wait for the next time."""
    for path in leftovers(folder, contents):
        with suppress(OSError):
            path.unlink()
