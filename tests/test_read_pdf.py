"""What the PDF reader makes of invented papers: order, columns, tables, notes, running heads; and of PDFs that are no good."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus.errors import UnreadableError
from corpus.read import read_source
from corpus.readers import child
from tests.papers import HEIGHT, LEFT, WIDTH, Dot, Line, Page, Text, Thing, grid, lines, write_pdf

PARAGRAPH = [
    "The Ministry of Ferries has looked at the piers of the Outer Sound and",
    "finds that four of them need new timbers before the winter.",
]


def text_of(tmp_path: Path, *pages: Page) -> str:
    source = read_source(write_pdf(tmp_path / "paper.pdf", pages))
    for page in source.pages:
        for word in page.words:
            piece = source.text[word.start : word.end]
            assert piece and not any(letter.isspace() for letter in piece)
    return source.text


def page(*parts: Sequence[Thing]) -> Page:
    return Page([thing for part in parts for thing in part])


def test_paragraphs_are_parted_by_blank_lines_and_keep_their_lines(tmp_path: Path) -> None:
    found = text_of(tmp_path, page(lines(LEFT, 100, ["Dear Mrs Orrin", "", *PARAGRAPH, "", "Yours sincerely"])))
    assert found == "Dear Mrs Orrin\n\n" + "\n".join(PARAGRAPH) + "\n\nYours sincerely"


def test_a_short_letter_has_more_spaces_between_paragraphs_than_between_lines(tmp_path: Path) -> None:
    parts = [
        ["4 June 2031"],
        ["Dear Mrs Orrin"],
        PARAGRAPH,
        ["We shall write again."],
        ["Yours sincerely"],
        ["Ada Wren", "Warden"],
    ]
    things, at = [], 100.0
    for part in parts:
        things.append(lines(LEFT, at, part, step=15))
        at += 15 * len(part) + 10
    assert text_of(tmp_path, page(*things)) == "\n\n".join("\n".join(part) for part in parts)


def test_lines_that_are_all_spaced_widely_stay_paragraphs(tmp_path: Path) -> None:
    address = lines(LEFT, 100, ["Mrs Orrin", "12 Quay Street", "Northam"], step=13)
    text = [line for _ in range(6) for line in PARAGRAPH]
    assert text_of(tmp_path, page(address, lines(LEFT, 170, text, step=26))).endswith("\n".join(text))


def test_letterhead_at_the_right_is_not_mixed_with_the_addressee(tmp_path: Path) -> None:
    sender = lines(360, 90, ["Ministry of Ferries", "12 Quay Street", "Northam", "Tel: 01632 960 001"])
    addressee = lines(LEFT, 118, ["Mrs Hilda Orrin", "Clerk to the Harbour Board", "Old Custom House", "Sandle"])
    found = text_of(tmp_path, page(sender, addressee, lines(LEFT, 220, ["Dear Mrs Orrin", "", *PARAGRAPH])))
    assert found.startswith(
        "Ministry of Ferries\n12 Quay Street\nNortham\nTel: 01632 960 001\n\n"
        "Mrs Hilda Orrin\nClerk to the Harbour Board\nOld Custom House\nSandle\n\nDear Mrs Orrin\n\n"
    )


def test_two_rows_of_a_letterhead_are_no_table(tmp_path: Path) -> None:
    left, right = (
        ["Department of", "Inland Ferries"],
        ["Ada Wren", "Minister of State for Piers", "", "", "4 Wharf Place", "Northam"],
    )
    found = text_of(tmp_path, page(lines(LEFT, 90, left), lines(330, 90, right), lines(LEFT, 300, PARAGRAPH)))
    assert found.startswith(
        "Department of\nInland Ferries\n\nAda Wren\nMinister of State for Piers\n\n4 Wharf Place\nNortham\n\n"
    )


def test_two_columns_of_text_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"The left column has its line number {word} here" for word in ("one", "two", "three", "four", "five", "six")]
    right = [f"and the right one its line number {word} there" for word in ("one", "two", "three", "four", "five", "six")]
    found = text_of(tmp_path, page(lines(50, 100, left, size=9), lines(320, 100, right, size=9)))
    assert found == "\n".join(left) + "\n\n" + "\n".join(right)


def test_a_longer_column_is_read_to_its_end_over_the_space_between_its_paragraphs(tmp_path: Path) -> None:
    paragraphs = [
        [f"Pier {pier} has new timbers at its north end", "and is open to ferries again this spring"] for pier in range(1, 9)
    ]
    left = [line for paragraph in paragraphs for line in (*paragraph, "")]
    right = [line.replace("Pier", "Slip") for line in left[:12]]
    heading = lines(50, 60, ["Piers and slips of the Outer Sound"], size=14)
    found = text_of(tmp_path, page(heading, lines(50, 100, left, size=9), lines(320, 100, right, size=9)))
    texts = [text.splitlines()[0].split(" has")[0] for text in found.split("\n\n")[1:]]
    assert texts == [*(f"Pier {pier}" for pier in range(1, 9)), *(f"Slip {pier}" for pier in range(1, 5))]


def test_text_over_the_page_below_two_columns_is_none_of_the_left_one(tmp_path: Path) -> None:
    left = [f"The left column has its line number {number} here" for number in range(1, 10)]
    right = [f"and the right one its line number {number} there" for number in range(1, 10)]
    below = [
        "Timber",
        "",
        "The Ministry has looked at every pier of the Outer Sound and finds that four of them want new timber soon.",
    ]
    page_text = text_of(
        tmp_path, page(lines(50, 100, left, size=9), lines(320, 100, right, size=9), lines(50, 230, below, size=9))
    )
    assert page_text == "\n\n".join(["\n".join(left), "\n".join(right), below[0], below[2]])


def test_two_signatories_stay_whole(tmp_path: Path) -> None:
    found = text_of(
        tmp_path,
        page(lines(LEFT, 600, ["Ada Wren", "Minister for Piers"]), lines(320, 600, ["Tom Sallow", "Minister for Roads"])),
    )
    assert found == "Ada Wren\nMinister for Piers\n\nTom Sallow\nMinister for Roads"


def test_signatures_of_a_joint_letter_are_read_down_their_columns(tmp_path: Path) -> None:
    left = [
        "Ada Wren",
        "Chair, Sandle Trust",
        "",
        "Ben Marsh",
        "Director, Coast Watch",
        "",
        "Clara Holm",
        "Leader, Northam Council",
    ]
    right = [
        "David Crane",
        "Secretary, Boatmen's Union",
        "",
        "Edith Lund",
        "Editor, The Log",
        "",
        "Frank Bell",
        "Master, Reed Wharf",
    ]
    found = text_of(tmp_path, page(lines(LEFT, 600, left), lines(320, 600, right)))
    assert found.replace("\n\n", "\n").splitlines() == [line for line in left + right if line]


def test_ruled_table_gives_rows_with_tabs_and_wrapped_cells_whole(tmp_path: Path) -> None:
    cells = [
        *lines(76, 112, ["Action"]),
        *lines(306, 112, ["Owner"]),
        *lines(406, 112, ["Due"]),
        *lines(76, 132, ["Survey the north pier and", "report to the Board"]),
        *lines(306, 132, ["Ms Tarn"]),
        *lines(406, 132, ["3 May 2031"]),
        *lines(76, 166, ["Close the crane"]),
        *lines(406, 166, ["at once"]),
    ]
    found = text_of(tmp_path, page(grid([72, 300, 400, 520], [100, 118, 152, 172]), cells))
    assert (
        found
        == "Action\tOwner\tDue\nSurvey the north pier and report to the Board\tMs Tarn\t3 May 2031\nClose the crane\t\tat once"
    )


def test_table_with_lines_only_between_rows_goes_on_over_the_page_with_its_heads_once(tmp_path: Path) -> None:
    def rules(*heights: float) -> list[Thing]:
        return [rule for y in heights for rule in (Line(72, y, 260, y), Line(260, y, 520, y))]

    heads = lines(72, 100, ["Board"]) + lines(260, 100, ["What it was asked"])
    first = lines(72, 122, ["Sandle Harbour", "Board"]) + lines(
        260, 122, ["To survey the north pier and to tell the", "Ministry what it found"]
    )
    second = lines(72, 122, ["Northam"]) + lines(260, 122, ["To close the crane"])
    found = text_of(tmp_path, page(lines(72, 60, ["Table 1"]), rules(106, 146), heads, first), page(rules(106), heads, second))
    assert found == (
        "Table 1\n\nBoard\tWhat it was asked\nSandle Harbour Board\tTo survey the north pier and to tell the Ministry what it found\f"
        "Northam\tTo close the crane"
    )


def test_lines_under_words_are_no_table(tmp_path: Path) -> None:
    words = ["The guidance on piers (2031) says", "what each of the boards must do."]
    under = [Line(72, 102, 140, 102), Line(140, 102, 230, 102), Line(72, 116, 140, 116), Line(140, 116, 230, 116)]
    assert text_of(tmp_path, page(lines(72, 100, words), under)) == "\n".join(words)


def test_table_without_lines_gives_rows_with_tabs(tmp_path: Path) -> None:
    rows = [("Pier", "Built", "Cost"), ("North", "1931", "12,000"), ("South", "1954", "31,500"), ("East", "1967", "48,250")]
    columns = [lines(72 + 150 * number, 100, [row[number] for row in rows]) for number in range(3)]
    assert text_of(tmp_path, page(*columns)) == "\n".join("\t".join(row) for row in rows)


def test_contents_keep_each_title_with_its_page(tmp_path: Path) -> None:
    titles = lines(72, 100, ["Summary", "What the inquiry was asked to find out, by", "whom and when", "Findings"])
    pages = [Text(500, 100, "1"), Text(500, 128, "3"), Text(500, 142, "17")]
    found = text_of(tmp_path, page(titles, pages))
    assert found == "Summary\t1\nWhat the inquiry was asked to find out, by whom and when\t3\nFindings\t17"


def test_action_in_the_margin_follows_the_paragraph_beside_it(tmp_path: Path) -> None:
    body = lines(
        72,
        100,
        [*PARAGRAPH, "The Board will see to the first two by spring.", "", *PARAGRAPH, "It was agreed to ask for money."],
        size=10,
    )
    margin = lines(460, 114, ["Ms Tarn"], size=10) + lines(460, 170, ["Mr Sallow"], size=10)
    found = text_of(tmp_path, page(body, margin)).split("\n\n")
    assert [part.splitlines()[-1] for part in found] == [
        "The Board will see to the first two by spring.",
        "Ms Tarn",
        "It was agreed to ask for money.",
        "Mr Sallow",
    ]


def test_box_around_a_paragraph_leaves_a_paragraph(tmp_path: Path) -> None:
    found = text_of(
        tmp_path,
        page(
            lines(72, 100, PARAGRAPH),
            grid([70, 520], [124, 168]),
            lines(76, 140, ["Action: Ms Tarn to write to the Board", "Due: March 2031"]),
            lines(72, 190, PARAGRAPH),
        ),
    )
    body = "\n".join(PARAGRAPH)
    assert found == f"{body}\n\nAction: Ms Tarn to write to the Board\nDue: March 2031\n\n{body}"


def in_a_row(x: float, y: float, *pieces: tuple[str, float]) -> list[Text]:
    """Pieces side by side, each as far above or below the line as it says; those are in smaller type."""
    placed = []
    for words, rise in pieces:
        size = 7 if rise else 11
        placed.append(Text(x, y + rise, words, size))
        x += stringWidth(words, "Helvetica", size)
    return placed


def test_raised_figures_and_letters(tmp_path: Path) -> None:
    things = in_a_row(72, 100, ("The 7", 0), ("th", -4), (" report of 2010", 0), ("5", -4), (" on CO", 0), ("2", 2))
    assert text_of(tmp_path, page(things)) == "The 7th report of 2010⁵ on CO2"


def test_hyphen_at_the_end_of_a_line_is_kept(tmp_path: Path) -> None:
    assert (
        text_of(tmp_path, page(lines(72, 100, ["a plan for the co-", "ordination of piers"])))
        == "a plan for the co-\nordination of piers"
    )


def test_bullets_that_are_drawn_are_written(tmp_path: Path) -> None:
    found = text_of(
        tmp_path,
        page(
            lines(72, 100, ["The Board will:"]),
            lines(90, 114, ["mend the pier;", "close the crane."]),
            [Dot(80, 111), Dot(80, 125)],
        ),
    )
    assert found == "The Board will:\n• mend the pier;\n• close the crane."


def running(number: int, body: list[str]) -> Page:
    return page(
        [Text(250, 40, "RESTRICTED", 10), Text(220, 54, "Review of the Outer Piers", 10)],
        lines(LEFT, 110, body),
        [Text(290, 810, f"Page {number} of 3", 9)],
    )


def test_running_heads_and_page_numbers_are_set_aside_and_a_marking_is_kept(tmp_path: Path) -> None:
    first = [*PARAGRAPH, "", "The Board did not agree with the Ministry that the"]
    second = ["work can wait for another year.", "", "It asked for a new survey."]
    found = text_of(tmp_path, running(1, first), running(2, second), running(3, ["Ada Wren"]))
    pages = found.split("\f")
    assert pages[0].startswith("RESTRICTED\nReview of the Outer Piers\n\nThe Ministry of Ferries")
    assert pages[1] == "work can wait for another year.\n\nIt asked for a new survey."
    assert pages[2] == "RESTRICTED\n\nAda Wren"
    assert "Page" not in found


def test_notes_do_not_cut_a_sentence_that_runs_over_the_page(tmp_path: Path) -> None:
    notes = [Text(LEFT, 780, "1", 6), Text(LEFT + 6, 784, "Report of the Pier Surveyor, page 12.", 8)]
    first = page(lines(LEFT, 100, [*PARAGRAPH, "", "In the view of the Surveyor the oldest of the piers may"]), notes)
    found = text_of(tmp_path, first, page(lines(LEFT, 100, ["not last another winter."])))
    assert found.endswith(
        "\n\n¹ Report of the Pier Surveyor, page 12.\n\nIn the view of the Surveyor the oldest of the piers may\fnot last another winter."
    )


@pytest.mark.parametrize("turn", [90, 270])
def test_page_printed_sideways_is_read_upright(tmp_path: Path, turn: int) -> None:
    y = [300, 314, 328] if turn == 90 else [328, 314, 300]
    words = ["The first line of a table", "that was too wide for the page", "and was printed along it."]
    things = [Text(x, 500 if turn == 90 else 200, line, turned=turn) for x, line in zip(y, words, strict=True)]
    source = read_source(write_pdf(tmp_path / "sideways.pdf", [page(things)]))
    assert source.text == "\n".join(words)
    (shown,) = source.pages
    assert (shown.width, shown.height) == (WIDTH, HEIGHT)
    first, last = shown.words[0], shown.words[4]
    assert abs((first.x0 + first.x1) / 2 - y[0]) < 12 and abs((last.x0 + last.x1) / 2 - y[0]) < 12  # on the line as printed
    assert (first.top > last.bottom) if turn == 90 else (first.bottom < last.top)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_of_a_turned_page_are_on_the_page_as_shown(tmp_path: Path, turned: int) -> None:
    angle = turned
    source = read_source(
        write_pdf(tmp_path / "turned.pdf", [page([Text(300, 400, "harbourmaster", turned=angle)])], turned=turned)
    )
    shown = source.pages[0]
    assert (shown.width, shown.height) == (595, 842)
    word = shown.words[0]
    assert 0 < word.x0 < word.x1 < shown.width and 0 < word.top < word.bottom < shown.height
    assert word.x1 - word.x0 > word.bottom - word.top
    assert source.text == "harbourmaster"


def test_words_off_the_page_are_not_read(tmp_path: Path) -> None:
    assert text_of(tmp_path, page([Text(LEFT, 100, "seen"), Text(LEFT, HEIGHT + 60, "unseen")])) == "seen"


def test_pages_know_where_they_stand(tmp_path: Path) -> None:
    source = read_source(
        write_pdf(tmp_path / "two.pdf", [page(lines(72, 100, ["one"])), page(), page(lines(72, 100, ["three"]))])
    )
    assert source.text == "one\f\fthree"
    assert [(part.number, source.text[part.start : part.end]) for part in source.pages] == [(1, "one"), (2, ""), (3, "three")]
    assert [source.page_at(offset) for offset in (0, 3, 4, 5, 9)] == [1, 1, 2, 3, 3]


def pdf_bytes(tmp_path: Path) -> bytes:
    return write_pdf(tmp_path / "good.pdf", [page(lines(72, 100, PARAGRAPH))]).read_bytes()


def test_bad_pdfs_are_refused_with_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    cases = {
        "cut.pdf": (pdf_bytes(tmp_path)[:200], "is broken or cut off; fetch it again"),
        "letter.pdf": (b"Dear Minister", "is not a PDF, whatever its name says"),
        "locked.pdf": (
            write_pdf(tmp_path / "l.pdf", [page()], password="pier").read_bytes(),
            "is encrypted and wants a password; save a copy",
        ),
    }
    for name, (data, message) in cases.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UnreadableError) as caught:
            read_source(tmp_path / name)
        assert str(caught.value).startswith(f"{name} {message}")
        assert "\n" not in str(caught.value)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(cuts=st.lists(st.tuples(st.integers(0, 4_000), st.binary(max_size=6)), min_size=1, max_size=12))
def test_damaged_pdf_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[int, bytes]]) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.pdf"
    data = bytearray(write_pdf(path, [page(lines(72, 100, PARAGRAPH), grid([70, 300, 520], [90, 130, 150]))]).read_bytes())
    for at, piece in cuts:
        data[at % len(data) : at % len(data) + len(piece)] = piece
    path.write_bytes(data)
    try:
        source = read_source(path)
    except UnreadableError as error:
        assert str(error).startswith("damaged.pdf ") and "\n" not in str(error)
    else:
        assert all(0 <= word.start < word.end <= len(source.text) for part in source.pages for word in part.words)


def test_page_with_more_characters_than_print_costs_that_page(tmp_path: Path) -> None:
    full = page([Text(20 + row % 5 * 110, 10 + row // 5 * 4, "x" * 200, 1) for row in range(1_000)])
    source = read_source(write_pdf(tmp_path / "full.pdf", [page(lines(72, 100, ["one"])), full]))
    assert source.text == "one\f"
    assert [(fault.page, "characters, more than any page of print" in fault.message) for fault in source.faults] == [(2, True)]


def test_paper_with_too_many_pages_is_refused(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "long.pdf", [Page()] * 5_000)
    with pytest.raises(UnreadableError, match="has 5,000 pages, more than docket reads at once"):
        read_source(path)


def test_page_that_hangs_its_parser_costs_that_page_and_a_crash_that_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, time\n"
        "import corpus.readers.pdf as pdf\n"
        "sheet = pdf._sheet\n"
        "def slow(document, number, *rest):\n"
        "    if number == 2: time.sleep(60)\n"
        "    if number == 4: os._exit(9)\n"
        "    return sheet(document, number, *rest)\n"
        "pdf._sheet = slow\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(child, "PAGE_SECONDS", 1.5)
    child.end_child()
    try:
        started = time.monotonic()
        source = read_source(write_pdf(tmp_path / "slow.pdf", [page(lines(72, 100, [word])) for word in ("one", "two", "three")]))
        assert source.text == "one\f\fthree"
        assert [fault.page for fault in source.faults] == [2]
        assert "left out" in source.faults[0].message
        with pytest.raises(UnreadableError, match=r"crash\.pdf breaks what reads it at page 4"):
            read_source(write_pdf(tmp_path / "crash.pdf", [page(lines(72, 100, ["x"]))] * 1 + [Page()] * 3))
        assert time.monotonic() - started < 30
    finally:
        child.end_child()


def test_the_sample_of_real_papers_has_no_page_that_is_left_out(shared: Path) -> None:
    minutes = read_source(shared / "more/papers/tb_minutes_2011-02-08.pdf")
    assert len(minutes.pages) == 3 and not minutes.faults
    assert minutes.text.count("UNCLASSIFIED") == 2  # at the heads of pages, but not where it would cut a sentence
    log = read_source(shared / "more/papers/tb4_action_log_2011-01-11.pdf")
    assert sum(line.count("\t") == 2 for line in log.text.splitlines()) == 10
