"""Reads a paper of any format, and finds the papers in folders.

    read_source(Path("letter.pdf"))  ->  SourceText(name="letter.pdf", format="pdf", text="Dear Minister\\n\\n…", …)

What each format gives is set down in docs/formats.md. A paper that can't be read costs one line and never the batch.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from corpus.errors import UnreadableError
from corpus.readers.formats import READABLE, read_format
from corpus.sources import SourceText

__all__ = ["READABLE", "find_papers", "read_source"]

MOST_BYTES = 1 << 29


def read_source(path: Path, *, name: str = "", ocr: str = "auto") -> SourceText:
    """A paper as text with pages. `name` is what records will call it (the file's own name unless given).

    `ocr` says what is done with pages that are pictures: "auto" reads those without usable text of their own, "always" reads all
    anew, "never" none. UnreadableError names the paper, what is wrong with it and what to do.
    """
    name = name or path.name
    try:
        reader = READABLE.get(path.suffix.lower())
        data = _bytes(path)
        if reader is None:
            raise UnreadableError(f"has an ending that docket can't read; it reads {' '.join(sorted(READABLE))}")
        source = _read(reader, data, ocr)
    except UnreadableError as error:
        raise UnreadableError(f"{name} {error}") from error
    return replace(source, name=name, path=str(path), sha256=sha256(data).hexdigest())


def find_papers(paths: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """The files named and every readable file in the folders named, sorted, each once; one line for each path that gives none."""
    found: list[Path] = []
    problems: list[str] = []
    for path in paths:
        if path.is_dir():
            inside = _inside(path)
            found += inside
            problems += [] if inside else [f"{path} holds nothing that docket can read; it reads {' '.join(sorted(READABLE))}"]
        elif path.exists():
            found.append(path)
        else:
            problems.append(f"{path} does not exist; check the name")
    return list(dict.fromkeys(found)), problems


def _inside(folder: Path) -> list[Path]:
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            Path(parent, name) for name in files if not name.startswith((".", "~$")) and Path(name).suffix.lower() in READABLE
        ]
    return sorted(found)


def _bytes(path: Path) -> bytes:
    """A file's bytes, known to be whole: it is the same before and after they are read."""
    if path.is_dir():
        raise UnreadableError("is a folder; name the papers in it, or add the folder")
    try:
        before = path.stat()
        if before.st_size > MOST_BYTES:
            raise UnreadableError(f"is larger than docket reads ({MOST_BYTES >> 20} MB); split it and add the parts")
        if not path.is_file():
            raise UnreadableError("is not a file; name a file")
        data = path.read_bytes()
        after = path.stat()
    except FileNotFoundError as error:
        raise UnreadableError("does not exist; check the name") from error
    except OSError as error:
        raise UnreadableError(f"can't be opened ({error.strerror}); check that you may read it") from error
    if len(data) != after.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableError("changed while it was read; add it again once it is complete")
    if not data.strip():
        raise UnreadableError("is empty; check that it was saved or fetched whole")
    return data


def _read(reader: str, data: bytes, ocr: str) -> SourceText:
    """Text is read here; what needs a parser that may hang or crash is read in a child process."""
    if reader == "text":
        return read_format(reader, data)
    from corpus.readers.child import read_in_child  # noqa: PLC0415

    return read_in_child(reader, data, ocr=ocr)
