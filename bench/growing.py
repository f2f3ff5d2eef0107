"""What one more letter costs as a casebook grows: linking all records anew, and bringing the index up to date.

.venv/bin/python bench/growing.py                  casebooks of 500, 1,000 and 2,000 invented letters
.venv/bin/python bench/growing.py 1000 4000        of the sizes that you say
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from letters import letter
from spacy.language import Language

from brief.reading import refresh_links
from corpus.casebook import Casebook
from extract.papers import build_pipeline, extract_source
from index.casebook_index import update_index


def main(arguments: Sequence[str]) -> None:
    sizes = sorted(int(argument) for argument in arguments) or [500, 1000, 2000]
    nlp, held = build_pipeline(), 0
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            for number in range(held, size):
                _put(Path(folder), number, nlp)
            all_new = _spent(Path(folder))
            _put(Path(folder), size, nlp)
            links, index = _spent(Path(folder))
            print(f"{size:>6,} letters: one more is linked in {links:5.2f} s and indexed in {index:5.2f} s")
            print(f"               the {size - held:,} new ones took {all_new[0]:5.2f} s and {all_new[1]:5.2f} s")
            held = size + 1


def _put(folder: Path, number: int, nlp: Language) -> None:
    source = letter(number)
    with Casebook.open(folder, create=True) as casebook:
        casebook.put_source(source, extract_source(nlp, source))


def _spent(folder: Path) -> tuple[float, float]:
    """Seconds of processor time that linking and indexing take."""
    start = time.process_time()
    with Casebook.open(folder) as casebook:
        refresh_links(casebook)
    linked = time.process_time()
    update_index(folder)
    return linked - start, time.process_time() - linked


if __name__ == "__main__":
    main(sys.argv[1:])
