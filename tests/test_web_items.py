"""The page of an item: its text beside its page, what it answers, its neighbours, its records as a file; on invented papers."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from brief.ceiling import HeldCasebook, is_held_back
from brief.reading import open_casebook, read
from cli import main
from corpus.casebook import Casebook
from corpus.records import Item
from corpus.sources import SourceText
from tests.papers import Page, lines, write_pdf
from web.app import create_app

FIRST = ["HARBOUR OFFICE", "", "3 March 1951", "", "Dear Mrs Lowe", "", "The Harbour Office will light the north pier by 1 May 1951.", "", "Yours sincerely", "", "Bo Hart"]  # fmt: skip
ANSWER = "FERRY BOARD\n\n9 April 1951\n\nDear Mr Hart\n\nThank you for your letter of 3 March 1951. The Board will publish its fares by June 1951.\n\nYours sincerely\n\nEve Lowe\n"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("items")
    write_pdf(
        folder / "letter.pdf", [Page(lines(72, 90, FIRST)), Page(lines(72, 90, ["cc Pilots", "A copy goes to the pilots."]))]
    )
    (folder / "answer.txt").write_text(ANSWER, "utf-8")
    large = Canvas(str(folder / "large.pdf"), pagesize=(14_000, 14_000))
    large.setFont("Helvetica", 400)
    large.drawString(1000, 12_000, "The Harbour Office will dredge the basin by 1 May 1951.")
    large.save()
    done = CliRunner().invoke(main, ["--casebook", str(folder / "book"), "add", *map(str, sorted(folder.glob("*.*")))])
    assert done.exit_code == 0, done.output
    return folder / "book"


@pytest.fixture(scope="module")
def client(book: Path) -> FlaskClient:
    return create_app(book).test_client()


def item_of(book: Path, source: str) -> Item:
    with open_casebook(book) as casebook:
        return read(casebook, Item, source)[0]


def test_a_page_stands_beside_its_text(client: FlaskClient, book: Path) -> None:
    letter = item_of(book, "letter.pdf")
    text = client.get(f"/items/{letter.id}").text
    assert f'<img src="/items/{letter.id}/pages/1.png" alt="Page 1 of letter.pdf;' in text
    assert "Boxed: 1 action blue" in text
    assert f'href="/items/{letter.id}?page=2#looks"' in text
    assert f"/items/{letter.id}/pages/2.png" in client.get(f"/items/{letter.id}?page=2").text
    got = client.get(f"/items/{letter.id}/pages/1.png")
    assert (got.status_code, got.mimetype) == (200, "image/png")
    picture = Image.open(io.BytesIO(got.data)).convert("RGB")
    assert any(pixel == (0, 114, 178) for _, pixel in picture.getcolors(1 << 20) or [])  # the promise is boxed


def test_the_place_that_is_sought_chooses_the_page(client: FlaskClient, book: Path) -> None:
    letter = item_of(book, "letter.pdf")
    with open_casebook(book) as casebook:
        at = casebook.text_of("letter.pdf").index("A copy goes")
    assert f"/items/{letter.id}/pages/2.png" in client.get(f"/items/{letter.id}?at={at}-{at + 6}").text
    assert f"/items/{letter.id}/pages/1.png" in client.get(f"/items/{letter.id}?at={at}-{at + 6}&page=1").text


def test_a_picture_may_be_kept_and_is_asked_for_anew(client: FlaskClient, book: Path) -> None:
    address = f"/items/{item_of(book, 'letter.pdf').id}/pages/1.png"
    got = client.get(address)
    assert got.headers["Cache-Control"] == "private, no-cache"
    assert client.get(address, headers={"If-None-Match": got.headers["ETag"]}).status_code == 304


def test_a_page_as_large_as_a_house_is_drawn_small(client: FlaskClient, book: Path) -> None:
    got = client.get(f"/items/{item_of(book, 'large.pdf').id}/pages/1.png")
    assert Image.open(io.BytesIO(got.data)).size == (2000, 2000)


@pytest.mark.parametrize("page", ["0", "3", "999999999999", "x"])
def test_there_is_no_other_page(client: FlaskClient, book: Path, page: str) -> None:
    assert client.get(f"/items/{item_of(book, 'letter.pdf').id}/pages/{page}.png").status_code == 404


def test_what_has_no_pages_has_no_picture(client: FlaskClient, book: Path) -> None:
    answer = item_of(book, "answer.txt")
    assert "<img" not in client.get(f"/items/{answer.id}").text
    assert client.get(f"/items/{answer.id}/pages/1.png").status_code == 404


def test_a_page_that_cannot_be_drawn_is_a_line(tmp_path: Path) -> None:
    paper = write_pdf(tmp_path / "letter.pdf", [Page(lines(72, 90, FIRST))])
    assert CliRunner().invoke(main, ["--casebook", str(tmp_path / "book"), "add", str(paper)]).exit_code == 0
    client, letter, whole = (
        create_app(tmp_path / "book").test_client(),
        item_of(tmp_path / "book", "letter.pdf"),
        paper.read_bytes(),
    )
    for damage, told in ((lambda: paper.write_bytes(b"%PDF-1.4 no more"), "has changed since it was added"), (paper.unlink, "is no longer at")):  # fmt: skip
        damage()
        got = client.get(f"/items/{letter.id}")
        assert (got.status_code, told in got.text, "light the north pier" in got.text) == (200, True, True)
        assert client.get(f"/items/{letter.id}/pages/1.png").status_code == 422
    paper.write_bytes(whole)  # put back, it is drawn again
    assert client.get(f"/items/{letter.id}/pages/1.png").status_code == 200


def test_a_page_with_a_paper_above_the_ceiling_is_held_back(tmp_path: Path) -> None:
    at: dict[str, Any] = {"source": "two.pdf", "page": 1, "quote": "x", "kind": "letter"}
    low, high = Item(id="item-low", start=0, end=10, **at), Item(id="item-high", start=10, end=20, **at)
    with Casebook.open(tmp_path, create=True) as casebook:
        casebook.put_source(SourceText("two.pdf", "/in/two.pdf", "c0ffee", "pdf", "x" * 20), [low, high])
        held = HeldCasebook(casebook, frozenset({"item-high"}))
        assert [is_held_back(held, "two.pdf", 0, end) for end in (10, 11)] == [False, True]
        assert not is_held_back(casebook, "two.pdf", 0, 20)


def test_an_item_tells_what_answers_it_and_what_stands_beside_it(client: FlaskClient, book: Path) -> None:
    letter, answer = item_of(book, "letter.pdf"), item_of(book, "answer.txt")
    told = client.get(f"/items/{letter.id}").text
    assert f'<dt>Answered by</dt><dd><a href="/items/{answer.id}">letter of 9 April 1951</a> from Eve Lowe' in told
    assert (
        f'<dt>Answers</dt><dd><a href="/items/{letter.id}">letter of 3 March 1951</a>' in client.get(f"/items/{answer.id}").text
    )
    assert 'All of <a href="/sources/letter.pdf">letter.pdf</a>' in told


def test_the_records_of_an_item_are_had_as_files_and_its_text_too(client: FlaskClient, book: Path) -> None:
    answer = item_of(book, "answer.txt")
    rows = json.loads(client.get(f"/items/{answer.id}?format=json").data)
    assert [one["what"] for one in rows if one["kind"] == "action"] == ["publish its fares"]
    assert client.get(f"/items/{answer.id}?format=txt").text.rstrip() == ANSWER.rstrip()
    for form in ("csv", "md", "html", "docx", "xlsx"):
        assert client.get(f"/items/{answer.id}?format={form}").status_code == 200
