"""A letter says the same of itself whatever its format: the header read from text, PDF, Word and a scan of it.

The letters are the sample's and, where they are at hand, the four short real ones; each is rendered here.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from corpus.normal import normalize_text
from corpus.read import read_source
from corpus.sample import papers
from corpus.split import find_items
from extract.header import Header, read_header
from tests.papers import LEFT, Page, Text, write_pdf, write_scan

SAMPLE = [
    "advice-on-the-response.txt",
    "e-mail-on-drills.txt",
    "isles-to-protection.txt",
    "isles-to-treasury.txt",
    "progress-letter.txt",
    "protection-reply.txt",
    "treasury-reply.txt",
]
OTHERS = Path(__file__).parent / "letters"  # of other offices and decades
LETTERS = [
    *SAMPLE,
    *(
        f"{name}.txt"
        for name in "australian-minister charity-letter chief-inspector dear-colleague-2020 demi-official email-chain foi-reply "
        "irish-reply permanent-secretary scottish-response us-memorandum victorian-despatch".split()
    ),
]
FIELDS = ("kind", "date", "senders", "addressees", "copied_to", "subject", "marking")
COLUMNS = 88  # characters to a line of the rendered page
STEP, TOP, BOTTOM = 13.0, 60.0, 780.0  # points


@dataclass(frozen=True)
class Layout:
    """A paper as pages of placed lines."""

    pages: list[Page]


def lay_out(text: str) -> Layout:
    """The text on pages: long lines broken, blank lines kept."""
    pages: list[list[Text]] = [[]]
    y = TOP
    for line in text.strip("\n").splitlines():
        for piece in textwrap.wrap(line, COLUMNS) or [""]:
            if y > BOTTOM:
                pages.append([])
                y = TOP
            if piece:
                pages[-1].append(Text(LEFT, y, piece, size=10))
            y += STEP
    return Layout([Page(list(page)) for page in pages])


def as_pdf(text: str, folder: Path) -> Path:
    return write_pdf(folder / "letter.pdf", lay_out(text).pages)


def as_docx(text: str, folder: Path) -> Path:
    document = docx.Document()
    for block in text.strip("\n").split("\n\n"):
        document.add_paragraph(block.strip("\n"))
    document.save(str(folder / "letter.docx"))
    return folder / "letter.docx"


def as_scan(text: str, folder: Path) -> Path:
    return write_scan(folder / "scan.pdf", lay_out(text).pages, tilt=1.0, noise=0.05)


def texts(names: list[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        yield name, ((papers() if name in SAMPLE else OTHERS) / name).read_text("utf-8")


def header_of(path: Path) -> Header:
    text = normalize_text(read_source(path).text).text
    first = find_items(text)[0]
    return read_header(text[first.start : first.end], first.hint)


def told(header: Header) -> dict[str, object]:
    values = {name: getattr(header, name) for name in FIELDS}
    return values | {name: tuple(party.name for party in values[name]) for name in ("senders", "addressees")}


def same(name: str, text: str, render: Callable[[str, Path], Path], folder: Path) -> list[tuple[str, bool]]:
    """Each field of the header that the text gives, and whether the rendered paper gives the same."""
    (folder / name).with_suffix(".txt").write_text(text, "utf-8")
    want, got = told(header_of((folder / name).with_suffix(".txt"))), told(header_of(render(text, folder)))
    return [
        (f"{name} {field}: {want[field]!r} / {got[field]!r}", _fold(want[field]) == _fold(got[field]))
        for field in FIELDS
        if want[field]
    ]


def _fold(value: object) -> str:
    return " ".join(str(value).split()).casefold()


@pytest.mark.parametrize("render", [as_pdf, as_docx], ids=["pdf", "docx"])
@pytest.mark.parametrize("name", LETTERS)
def test_header_of_a_rendered_letter(name: str, render: Callable[[str, Path], Path], tmp_path: Path) -> None:
    (text,) = (text for _, text in texts([name]))
    assert [told for told, equal in same(name, text, render, tmp_path) if not equal] == []


@pytest.mark.parametrize("render", [as_pdf, as_docx], ids=["pdf", "docx"])
def test_headers_of_the_short_real_papers(shared: Path, render: Callable[[str, Path], Path], tmp_path: Path) -> None:
    names = sorted(path for path in (shared / "corpus").glob("*.txt") if path.stat().st_size < 50_000)
    wrong = [told for path in names for told, equal in same(path.name, path.read_text("utf-8"), render, tmp_path) if not equal]
    assert wrong == []


@pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="needs tesseract to read scanned pages: apt-get install tesseract-ocr"
)
def test_headers_of_scanned_letters(tmp_path: Path) -> None:
    fields = [field for name, text in texts(LETTERS) for field in same(name, text, as_scan, tmp_path)]
    wrong = [told for told, equal in fields if not equal]
    assert 1 - len(wrong) / len(fields) >= 0.9, "\n".join(wrong)
