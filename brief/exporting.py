"""Writes the records of a casebook as files for other programs: one file a kind, one JSON object a line.

    export_jsonl(casebook, Path("out"))  ->  out/items.jsonl, out/dates.jsonl, … (a file for every kind, also where it is empty)

The same papers give the same bytes, on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from brief.plain import json_text
from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.records import RECORD_TYPES, to_json
from corpus.reviews import review_to_json


def export_jsonl(casebook: Casebook, folder: Path) -> dict[str, int]:
    """Write every kind of record, and every review, into the folder, which is made where there is none.

    How many of each were written is returned. The records are as people left them; the reviews tell what they changed.
    """
    written = {}
    for kind in RECORD_TYPES:
        with _writing(folder / f"{kind}.jsonl") as file:
            written[kind] = 0
            for record in casebook.read_records(kind):
                file.write(json_text(to_json(record)) + "\n")
                written[kind] += 1
    reviews = casebook.reviews()
    with _writing(folder / "reviews.jsonl") as file:
        file.writelines(json_text(review_to_json(one)) + "\n" for one in reviews)
    return written | {"reviews": len(reviews)}


def write_bytes(path: Path, data: bytes) -> str:
    """Write a file, which takes its name only when it is whole; what was written, in words."""
    with _writing(path) as file:
        file.buffer.write(data)
    return f"Wrote {path}."


@contextmanager
def _writing(path: Path) -> Iterator[TextIO]:
    """A file that takes its name only when it is whole, so that a reader never finds half of one."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise DocketError(f"{path}: {error.strerror}; name a place that you may write to") from error
