"""Does memory stay flat? Invented letters stream through the pipeline one by one; the peak is printed on the way.

.venv/bin/python bench/memory.py            10,000 letters
.venv/bin/python bench/memory.py 2000       as many as you say
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence

from letters import letter

from extract.papers import build_pipeline, extract_source

_FIRST = 1_000


def main(arguments: Sequence[str]) -> None:
    count = int(arguments[0]) if arguments else 10_000
    nlp, characters, records, start = build_pipeline(), 0, 0, time.process_time()
    for number in range(1, count + 1):
        source = letter(number)
        characters += len(source.text)
        records += len(extract_source(nlp, source))
        if number in (1, _FIRST, count):
            spent = time.process_time() - start
            print(f"{number:>6,} letters  {records:>8,} records  {characters / spent / 1e3:6.1f} KB/s  peak {_peak():6.1f} MB")


def _peak() -> float:
    """The most memory that the process has held so far, in megabytes (Linux counts it in kilobytes, macOS in bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main(sys.argv[1:])
