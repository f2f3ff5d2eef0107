"""Pages that are pictures: read by OCR where it is installed, one line that says what to install where it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.read import read_source
from corpus.readers.ocr import legibility
from corpus.readers.pdf import read_pdf
from corpus.readers.sheet import Word
from tests.papers import LEFT, Page, lines, write_pdf, write_scan

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

    def middle(source: object, word: str) -> tuple[float, float]:
        box = next(box for box in source.pages[0].words if source.text[box.start : box.end] == word)  # type: ignore[attr-defined]
        return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2

    for word, rise in (
        ("Ministry", -1),
        ("Clerk", 1),
    ):  # turned about the middle of the page: the right half rises, the left sinks
        before, after = middle(straight, word), middle(askew, word)
        assert rise * (after[1] - before[1]) > 1
        assert abs(after[0] - before[0]) < 20 and abs(after[1] - before[1]) < 20
    assert all(0 < word.confidence <= 1 for word in askew.pages[0].words)
    assert any(word.confidence < 1 for word in askew.pages[0].words)


@needs_ocr
def test_paper_that_lay_sideways_on_the_glass_is_turned(tmp_path: Path) -> None:
    source = read_source(write_scan(tmp_path / "scan.pdf", [LETTER], quarter=1))
    assert share_read(source.text) >= 0.9


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
