"""Pages that are pictures: read by OCR where it is installed, one line that says what to install where it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from brief.adding import add_papers
from cli import main
from corpus.errors import DocketError, UnreadableError
from corpus.read import lacking_languages, read_source
from corpus.readers.ocr import legibility
from corpus.readers.pdf import read_pdf
from corpus.readers.sheet import Word
from corpus.sources import SourceText
from tests.papers import LEFT, Page, lines, write_pdf, write_picture, write_scan

needs_ocr = pytest.mark.skipif(not shutil.which("tesseract"), reason="needs Tesseract")

SENDER = ["Ministry of Ferries", "12 Quay Street", "Northam", "Telephone 01632 960 001"]
ADDRESSEE = ["Mrs Hilda Orrin", "Clerk to the Harbour Board", "Old Custom House", "Sandle"]
BODY = [
    "Dear Mrs Orrin",
    "",
    "The Ministry has looked at the four piers of the Outer Sound with the Surveyor of",
    "Works, and finds that two of them need new timbers before the winter of 2031.",
    "",
    "We will pay for the timbers of the north pier by 30 September. I would be grateful if",
    "the Board could let me know, within six weeks, what it means to do about the crane.",
    "",
    "Yours sincerely",
    "",
    "Ada Wren",
    "Minister for Piers",
]
LETTER = Page(lines(360, 90, SENDER) + lines(LEFT, 160, ADDRESSEE) + lines(LEFT, 270, BODY))
WORDS = " ".join([*SENDER, *ADDRESSEE, *BODY]).split()


def share_read(text: str) -> float:
    found = text.split()
    return sum(word in found for word in WORDS) / len(WORDS)


def place(source: SourceText, word: str) -> tuple[float, float]:
    """The middle of a word's box on the first page, in points."""
    box = next(box for box in source.pages[0].words if source.text[box.start : box.end] == word)
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


@needs_ocr
@pytest.mark.parametrize(("tilt", "noise"), [(0, 0), (1, 0.1), (-1, 0.2), (2.5, 0.1)])
def test_scanned_letter_is_read_though_it_is_askew_and_noisy(tmp_path: Path, tilt: float, noise: float) -> None:
    source = read_source(write_scan(tmp_path / "scan.pdf", [LETTER], tilt=tilt, noise=noise))
    assert share_read(source.text) >= 0.9
    assert not source.faults
    assert source.text.index("01632") < source.text.index("Mrs Hilda Orrin") < source.text.index("Dear Mrs Orrin")
    assert "\n\nYours sincerely\n\n" in source.text


@needs_ocr
def test_words_of_a_scan_have_confidence_and_places_on_the_page_as_scanned(tmp_path: Path) -> None:
    straight = read_source(write_pdf(tmp_path / "straight.pdf", [LETTER]))
    askew = read_source(write_scan(tmp_path / "scan.pdf", [LETTER], tilt=2))

    for word, rise in (
        ("Ministry", -1),
        ("Clerk", 1),
    ):  # turned about the middle of the page: the right half rises, the left sinks
        before, after = place(straight, word), place(askew, word)
        assert rise * (after[1] - before[1]) > 1
        assert abs(after[0] - before[0]) < 20 and abs(after[1] - before[1]) < 20
    assert all(0 < word.confidence <= 1 for word in askew.pages[0].words)
    assert any(word.confidence < 1 for word in askew.pages[0].words)


@needs_ocr
def test_paper_that_lay_sideways_on_the_glass_is_turned(tmp_path: Path) -> None:
    upright = place(read_source(write_pdf(tmp_path / "straight.pdf", [LETTER])), "Orrin")
    source = read_source(write_scan(tmp_path / "scan.pdf", [LETTER], quarter=1))
    assert share_read(source.text) >= 0.9
    (page,) = source.pages
    assert page.width > page.height, "the page is as it was scanned"
    x, y = place(source, "Orrin")
    assert abs(x - upright[1]) < 5 and abs(y - (page.height - upright[0])) < 5


@needs_ocr
@pytest.mark.parametrize("ending", [".png", ".jpg", ".tiff"])
def test_picture_of_a_page_is_read_as_a_scanned_page_is(tmp_path: Path, ending: str) -> None:
    source = read_source(write_picture(tmp_path / f"scan{ending}", [LETTER], tilt=1, noise=0.05))
    assert source.format == "picture" and share_read(source.text) >= 0.9
    straight = read_source(write_pdf(tmp_path / "straight.pdf", [LETTER]))
    (page,) = source.pages
    assert abs(page.width - straight.pages[0].width) < 2
    assert all(abs(one - other) < 12 for one, other in zip(place(source, "Orrin"), place(straight, "Orrin"), strict=True))


@needs_ocr
def test_tiff_of_several_pages_and_a_photograph_without_resolution(tmp_path: Path) -> None:
    both = read_source(write_picture(tmp_path / "fax.tif", [LETTER, LETTER]))
    assert [page.number for page in both.pages] == [1, 2] and both.text.count("Mrs Hilda Orrin") == 2
    photograph = read_source(write_picture(tmp_path / "photo.png", [LETTER], dots=72))
    assert share_read(photograph.text) >= 0.9
    assert photograph.pages[0].height == pytest.approx(842, abs=2)


@needs_ocr
def test_picture_without_words_is_refused_and_without_ocr_it_is_a_fault(tmp_path: Path) -> None:
    empty = write_picture(tmp_path / "cloud.png", [Page()])
    with pytest.raises(UnreadableError, match=r"^cloud\.png holds no words that OCR can see"):
        read_source(empty)
    unread = read_source(empty, ocr="never")
    assert [fault.message for fault in unread.faults] == ["the page is a picture without text; add the paper again with OCR"]


@needs_ocr
def test_ocr_is_told_the_language_and_what_is_not_installed_is_known(tmp_path: Path) -> None:
    scan = write_picture(tmp_path / "fax.tif", [LETTER])
    assert share_read(read_source(scan, languages="eng").text) >= 0.9
    assert read_source(scan, languages="qqq").faults[0].message.startswith("the page is a picture that OCR could not read")
    assert lacking_languages("") == lacking_languages("eng") == []
    assert lacking_languages("eng+qqq") == ["qqq"]
    with pytest.raises(DocketError, match=r"can't read “qqq” on this machine; install .*tesseract-ocr-qqq"):
        add_papers(tmp_path / "book", [scan], languages="eng+qqq")
    assert not (tmp_path / "book").exists()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.png", b"%PDF-1.4", "is not a picture"),
        ("a.jpg", b"GIF89a" + bytes(40), "is not a picture"),
        ("a.tif", b"II*\x00" + b"\xff" * 40, "is not a picture"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x00\x00\x00\x00" + bytes(30), "is "),
    ],
)
def test_what_is_no_picture_or_too_large_a_one_is_refused(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableError, match=f"^{name} {told}"):
        read_source(tmp_path / name)


@needs_ocr
def test_worthless_layer_of_text_gives_way_to_a_better_reading_and_a_good_one_stays(tmp_path: Path) -> None:
    noise = "Tle Mlnlstrv hns lcokcd nt tlc f0ur plers 0f tbc 0utcr S0und\nw1tb tl1e Sxrvcy0r 0f W0rks nnd flnds tbnt"
    assert share_read(read_source(write_scan(tmp_path / "noise.pdf", [LETTER], layer=noise)).text) >= 0.9
    good = "\n".join(line for line in BODY if line)
    assert read_source(write_scan(tmp_path / "good.pdf", [LETTER], layer=good)).text == good
    assert share_read(read_source(tmp_path / "good.pdf", ocr="always").text) >= 0.9
    assert share_read(read_source(write_scan(tmp_path / "stamped.pdf", [LETTER], layer="File 12/1931")).text) >= 0.9


def test_without_ocr_each_page_that_is_a_picture_is_a_fault_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write_scan(tmp_path / "scan.pdf", [LETTER, LETTER]).read_bytes()
    source = read_pdf(data, ocr="never")
    assert source.text == "\f"
    assert [(fault.page, fault.message) for fault in source.faults] == [
        (page, "the page is a picture without text; add the paper again with OCR") for page in (1, 2)
    ]
    monkeypatch.setenv("PATH", "")
    assert {fault.message for fault in read_pdf(data).faults} == {
        "the page is a picture without text; install Tesseract (the package tesseract-ocr) and add the paper again"
    }


def test_page_left_blank_is_no_fault(tmp_path: Path) -> None:
    source = read_source(write_pdf(tmp_path / "blank.pdf", [Page(lines(LEFT, 100, ["one"])), Page()]))
    assert source.text == "one\f" and not source.faults


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The Ministry has looked at the four piers of the Outer Sound, and finds (in 2031) that £3.5m is needed.", 0.95, 1),
        ("Tle Mlnlstrv hns lcokcd nt tlc f0ur plers 0f tbc 0utcr S0und w1tb tl1e Sxrvcy0r", 0, 0.6),
        ("|. ~ ;; ]ack %% e r t W ¢ o ]] l~ _ -- x 9§ {} q", 0, 0.5),
        ("too few", 1, 1),
    ],
)
def test_legibility(text: str, low: float, high: float) -> None:
    assert low <= legibility(Word(word, 0, 0, 1, 1, 1) for word in text.split()) <= high


@needs_ocr
def test_paper_that_needs_ocr_is_read_once_it_may_be_and_added_again(tmp_path: Path) -> None:
    write_scan(tmp_path / "scan.pdf", [LETTER])
    add = ["--casebook", str(tmp_path / "book"), "add", str(tmp_path / "scan.pdf")]
    first = CliRunner().invoke(main, [*add, "--ocr", "never"])
    assert "scan.pdf: page 1: the page is a picture without text; add the paper again with OCR" in first.output
    assert "Already here" in CliRunner().invoke(main, [*add, "--ocr", "never"]).output
    second = CliRunner().invoke(main, add)
    assert second.exit_code == 0 and "(read again; in place of what was read before)" in second.output
    assert "Could not be read" not in second.output
    assert "Already here" in CliRunner().invoke(main, add).output
