"""The demonstration: a casebook of the sample papers, and the questions that an official would ask of it.

with demo_folder(None) as folder:  ->  a folder that is gone afterwards
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.sample import papers


@contextmanager
def demo_folder(into: Path | None) -> Iterator[Path]:
    """The folder for the casebook: the one named, or one that is gone afterwards."""
    if into is not None:
        yield into
        return
    with tempfile.TemporaryDirectory(prefix="docket-demo-") as made:
        yield Path(made) / "casebook"


def demo_steps() -> list[tuple[str, list[str]]]:
    """What is asked, in words, and the arguments of the command that asks it."""
    return [
        ("Read the sample papers of an invented government.", ["add", str(papers())]),
        ("What is there, and what should somebody look at?", ["status"]),
        ("What did the Minister promise?", ["promises", "--who", "Rowena Askerby"]),
        ("Which promises were overdue on 1 September 2015?", ["promises", "--status", "overdue", "--as-of", "1 September 2015"]),
        ("How was each recommendation answered?", ["recommendations"]),
        ("What became of the second tug?", ["recommendations", "6"]),
        ("The same, in plain words.", ["search", "when will the second tug be on station?", "--limit", "3"]),
        ("What happened to it, in order?", ["chronology", "tug"]),
        ("What does one of the papers say, and what was found in it?", ["show", "treasury-reply.txt"]),
    ]
