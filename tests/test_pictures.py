"""A page drawn with its records boxed: the right words, the right colour, and a line where it can't be done."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from cli import main
from corpus.pagepicture import Box, draw_page
from corpus.read import read_source
from corpus.sample import papers

LETTER = papers() / "joint-letter-to-chairs.pdf"
BLUE = (0, 114, 178)


def test_the_words_of_a_box_are_outlined_and_nothing_else() -> None:
    page = read_source(LETTER).pages[0]
    word = page.words[40]
    plain, boxed = (
        Image.open(io.BytesIO(draw_page(LETTER.read_bytes(), "pdf", page, boxes)))
        for boxes in ([], [Box(word.start, word.end, BLUE)])
    )
    changed = [
        (x, y) for x in range(0, plain.width) for y in range(0, plain.height) if plain.getpixel((x, y)) != boxed.getpixel((x, y))
    ]
    scale = 150 / 72
    assert changed
    assert all(
        (word.x0 - 4) * scale <= x <= (word.x1 + 4) * scale and (word.top - 4) * scale <= y <= (word.bottom + 4) * scale
        for x, y in changed
    )
    assert BLUE in {boxed.getpixel(at) for at in changed}


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "note.txt").write_text(
        "3 May 2014\n\nDear Ben\n\nI will write to you by 9 May.\n\nYours ever\n\nADA PENROSE\n", "utf-8"
    )
    (folder / "letter.pdf").write_bytes(LETTER.read_bytes())
    CliRunner().invoke(
        main, ["--casebook", str(folder / "casebook"), "add", str(folder / "note.txt"), str(folder / "letter.pdf")]
    )
    return folder / "casebook"


def show(casebook: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--casebook", str(casebook), "show", *arguments])
    return done.exit_code, done.output


def test_page_picture(casebook: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.png"
    code, told = show(casebook, "letter.pdf", "--page", "1", "--image", str(out))
    assert code == 0
    assert told.startswith(f"Drew page 1 of letter.pdf to {out}: ")
    assert Image.open(out).size == (1241, 1754)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["note.txt", "--page", "1"], "docket: note.txt is text and has no pages to draw; print its text with --text"),
        (["letter.pdf", "--page", "9"], "docket: letter.pdf has 2 pages; there is no page 9"),
    ],
)
def test_no_picture_is_one_line(casebook: Path, tmp_path: Path, arguments: list[str], line: str) -> None:
    code, told = show(casebook, *arguments, "--image", str(tmp_path / "page.png"))
    assert (code, told.strip()) == (1, line)


def test_a_paper_that_changed_since_is_not_drawn(casebook: Path, tmp_path: Path) -> None:
    paper = casebook.parent / "letter.pdf"
    kept = paper.read_bytes()
    paper.write_bytes(kept + b"%")
    code, told = show(casebook, "letter.pdf", "--page", "1", "--image", str(tmp_path / "page.png"))
    paper.write_bytes(kept)
    assert (code, told.strip()) == (1, f"docket: {paper} has changed since it was added; add it again first")
