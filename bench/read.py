"""How fast PDFs are read, beside bare pdfplumber: python bench/read.py FOLDER

    358 pages in 16 papers: docket 120 pages a second, pdfplumber 11.5, ratio 10.4

docket's figure is of the whole way, as `docket add` goes it: child process, layout, running heads, the place of every word. Seconds are
of processor time, of this process and the child, so that what else runs on the machine does not change the ratio. The papers are read
three times over by one child, for a batch is larger than the start of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from corpus.errors import UnreadableError
from corpus.read import read_source
from corpus.readers.child import end_child


def pages_with_docket(path: Path) -> int:
    try:
        return len(read_source(path, ocr="never").pages)
    except UnreadableError:
        return 0


def pages_with_pdfplumber(path: Path) -> int:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def rate(papers: list[Path], count: Callable[[Path], int]) -> tuple[int, float]:
    """Pages, and pages a second of processor time."""
    before = sum(os.times()[:4])
    pages = sum(map(count, papers))
    end_child()  # what a child has used is known once it has ended
    return pages, pages / (sum(os.times()[:4]) - before)


def main(folder: str) -> None:
    papers = sorted(Path(folder).rglob("*.pdf"))
    _, ours = rate(papers * 3, pages_with_docket)
    pages, theirs = rate(papers, pages_with_pdfplumber)
    print(
        f"{pages} pages in {len(papers)} papers: docket {ours:.0f} pages a second, pdfplumber {theirs:.1f}, ratio {ours / theirs:.1f}"
    )


if __name__ == "__main__":
    main(sys.argv[1])
