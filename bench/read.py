"""How fast PDFs are read, beside bare pdfplumber: python bench/read.py FOLDER

    358 pages in 16 papers: docket 131 pages a second, pdfplumber 11.2, ratio 11.7

docket's figure is of the whole way, as `docket add` goes it: child process, layout, running heads, the place of every word.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from corpus.errors import UnreadableError
from corpus.read import read_source


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
    """Pages, and pages a second."""
    started = time.perf_counter()
    pages = sum(map(count, papers))
    return pages, pages / (time.perf_counter() - started)


def main(folder: str) -> None:
    papers = sorted(Path(folder).rglob("*.pdf"))
    read_source(papers[0])  # starts the child process, as the first paper of a batch does
    pages, ours = rate(papers, pages_with_docket)
    _, theirs = rate(papers, pages_with_pdfplumber)
    print(
        f"{pages} pages in {len(papers)} papers: docket {ours:.0f} pages a second, pdfplumber {theirs:.1f}, ratio {ours / theirs:.1f}"
    )


if __name__ == "__main__":
    main(sys.argv[1])
