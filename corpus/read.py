"""Reads a paper of any format, and finds the papers in folders.

    read_source(Path("letter.pdf"))  ->  SourceText(name="letter.pdf", format="pdf", text="Dear Minister\\n\\n…", …)

What each format gives is set down in docs/formats.md. A paper that can't be read costs one line and never the batch.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from corpus.errors import UnreadableError
from corpus.readers.formats import READABLE, read_format
from corpus.sources import SourceText

__all__ = ["READABLE", "can_ocr", "find_papers", "lacking_languages", "read_source", "say_path"]

MOST_BYTES = 1 << 29
_EMPTY = "is empty: there is no text in it; check that it was saved or fetched whole"
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NO_FILES = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_source(path: Path, *, name: str = "", ocr: str = "auto", languages: str = "") -> SourceText:
    """A paper as text with pages. `name` is what records will call it (the file's own name unless given).

    `ocr` says what is done with pages that are pictures: "auto" reads those without usable text of their own, "always" reads all
    anew, "never" none. `languages` are those that OCR is to expect, by Tesseract's names ("eng+fra"; "" for its own choice).
    UnreadableError names the paper, what is wrong with it and what to do.
    """
    name = name or path.name
    try:
        reader = READABLE.get(path.suffix.lower())
        data = _bytes(path)
        if reader is None:
            raise UnreadableError(f"has an ending that docket can't read; it reads {_endings()}")
        source = _read(reader, data, ocr, languages)
        if not source.text.strip() and not source.pages:
            raise UnreadableError(_EMPTY)
    except UnreadableError as error:
        raise UnreadableError(f"{name} {error}") from error
    return replace(source, name=name, path=str(path), sha256=sha256(data).hexdigest())


def can_ocr() -> bool:
    """Is there OCR on this machine?"""
    from corpus.readers.ocr import find_tesseract  # noqa: PLC0415

    return find_tesseract() is not None


def lacking_languages(languages: str) -> list[str]:
    """Of these languages ("eng+fra", by Tesseract's names) those that OCR on this machine can't read; none where there is no OCR."""
    from corpus.readers.ocr import find_tesseract, installed_languages  # noqa: PLC0415

    tesseract = find_tesseract()
    known = installed_languages(tesseract) if tesseract else frozenset(languages.split("+"))
    return [language for language in languages.split("+") if languages and language not in known]


def find_papers(paths: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """The files named and every readable file in the folders named, sorted, each once; one line for each path that gives none.

    What is no file though it has a readable ending (a pipe, a device) has a line too: to open it might wait for ever.
    """
    found: list[Path] = []
    problems: list[str] = []
    for path in paths:
        if path.is_dir():
            inside, closed = _inside(path)
            found += inside
            problems += [f"{say_path(name)} can't be opened; its papers are left out; check who may read it" for name in closed]
            problems += (
                [] if inside or closed else [f"{say_path(path)} holds nothing that docket can read; it reads {_endings()}"]
            )
        elif path.exists():
            found.append(path)
        else:
            problems.append(f"{say_path(path)} does not exist; check the name")
    refused = {path: problem for path in dict.fromkeys(found) if (problem := _refusal(path))}
    problems += [f"{say_path(path)} {problem}" for path, problem in refused.items()]
    return [path for path in dict.fromkeys(found) if path not in refused], problems


def say_path(path: Path | str) -> str:
    r"""A path or name in one line: what would break the line or steer a terminal, and bytes that are no text, are escaped.

    >>> print(say_path("new\nline.txt"))
    new\nline.txt
    """

    def escaped(found: re.Match[str]) -> str:
        mark = found.group()
        byte = ord(mark) - 0xDC00  # how Python keeps a byte of a name that is no UTF-8
        return f"\\x{byte:02x}" if 0x80 <= byte <= 0xFF else mark.encode("unicode_escape").decode()

    return _STEERING.sub(escaped, str(path))


def _refusal(path: Path) -> str:
    """What keeps a path from being opened at all; "" where nothing does."""
    try:
        os.fsencode(path.resolve()).decode("utf-8")
    except UnicodeDecodeError:
        return "has a name, or is in a folder with a name, that is not UTF-8; rename it"
    kind = _no_file(path)
    return f"is not a file ({kind}); it is left out" if kind else ""


def _no_file(path: Path) -> str:
    """What a path is that is neither file nor folder; "" for files, folders, and what can't be asked."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return ""
    return next((kind for is_kind, kind in _NO_FILES if is_kind(mode)), "")


def _endings() -> str:
    return " ".join(sorted(READABLE))


def _inside(folder: Path) -> tuple[list[Path], list[str]]:
    """The readable papers in a folder and the folders in it; those of the folders that can't be opened."""
    found: list[Path] = []
    closed: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            Path(parent, name) for name in files if not name.startswith((".", "~$")) and Path(name).suffix.lower() in READABLE
        ]
    return sorted(found), sorted(closed)


def _bytes(path: Path) -> bytes:
    """A file's bytes, known to be whole: it is the same before and after they are read."""
    if path.is_dir():
        raise UnreadableError("is a folder; name the papers in it, or add the folder")
    try:
        before = path.stat()
        if before.st_size > MOST_BYTES:
            raise UnreadableError(f"is larger than docket reads ({MOST_BYTES >> 20} MB); split it and add the parts")
        if not path.is_file():
            raise UnreadableError(f"is not a file ({_no_file(path) or 'of no known kind'}); it is left out")
        data = path.read_bytes()
        after = path.stat()
    except FileNotFoundError as error:
        raise UnreadableError("does not exist; check the name") from error
    except OSError as error:
        raise UnreadableError(f"can't be opened ({error.strerror}); check that you may read it") from error
    if len(data) != after.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableError("changed while it was read; add it again once it is complete")
    if not data.strip():
        raise UnreadableError(_EMPTY)
    return data


def _read(reader: str, data: bytes, ocr: str, languages: str) -> SourceText:
    """Text is read here; what needs a parser that may hang or crash is read in a child process."""
    if reader == "text":
        return read_format(reader, data)
    from corpus.readers.child import read_in_child  # noqa: PLC0415

    return read_in_child(reader, data, ocr=ocr, languages=languages)
