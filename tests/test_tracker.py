"""The tracker of recommendations as tables and files, on invented records; reports that are alike, and numbers that are odd."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document

from brief.handout import Asked, Handout
from brief.listing import render
from brief.recommendations import RecommendationQuery, list_recommendations, say_recommendations
from brief.sheet import lay_out
from brief.tracker import ROLL_UPS, make_tracker, roll_up
from brief.tracker_files import write_tracker
from cli import main
from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.records import Action, AnyRecord, Item, Recommendation, Response
from corpus.sources import SourceText

WORDS = "The Harbour Office should light the pier."
EVERYTHING = RecommendationQuery()
ASKED = Asked("piers", "docket recommendations")


def paper(name: str, *, kind: str = "report", subject: str = "Report on Piers", day: str = "1951-01-05") -> Item:
    return Item(id=f"item-{name}", kind=kind, date=day, subject=subject, senders=("Pier Board",), **here(name))


def here(name: str) -> dict[str, Any]:
    return {"source": f"{name}.txt", "start": 0, "end": len(WORDS), "page": None, "quote": WORDS}


def asked(name: str, number: str, text: str = WORDS, rule: str = "label.separated") -> Recommendation:
    return Recommendation(
        id=f"recommendation-{name}-{number}", item=f"item-{name}", report="Report on Piers", number=number, text=text,
        addressee="Harbour Office", rule=rule, **here(name),
    )  # fmt: skip


def answered(name: str, to: str, disposition: str, *, by: str = "", text: str = WORDS) -> Response:
    return Response(
        id=f"response-{name}-{to}-{by}", item=f"item-{name}", answers=(to,), disposition=disposition, respondent=by, text=text,
        **here(name),
    )  # fmt: skip


def promised(name: str, about: str, when: str) -> Action:
    return Action(
        id=f"action-{name}-{about}", item=f"item-{name}", force="promise", who="Harbour Office", what="light the pier", when=when,
        when_text="by May", about=about, status="open", **here(name),
    )  # fmt: skip


def put(casebook: Casebook, name: str, *records: AnyRecord) -> None:
    casebook.put_source(SourceText(f"{name}.txt", f"/in/{name}.txt", name, "text", WORDS), list(records))


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(tmp_path / "book", create=True) as opened:
        put(opened, "north", paper("north"), asked("north", "1"), asked("north", "2", "=1+1 lamps should be lit."))
        first, second = "recommendation-north-1", "recommendation-north-2"
        put(
            opened, "reply", paper("reply", kind="response", day="1951-03-01"),
            answered("reply", first, "accepted", by="Northern Government"), answered("reply", first, "rejected", by="Southern Government"),
            promised("reply", first, "../1951-05-31"),
        )  # fmt: skip
        put(opened, "later", paper("later", kind="letter", day="1951-02-01"), answered("later", second, "under-consideration"))
        yield opened


def tracker(casebook: Casebook, day: date | None = None) -> Handout:
    return make_tracker(casebook, RecommendationQuery(as_of=day), ASKED)


def cells(sheet: Any) -> list[list[str]]:
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def test_every_body_that_answers_has_its_answer(casebook: Casebook) -> None:
    told = lay_out(say_recommendations(casebook, RecommendationQuery(number="1"))).splitlines()
    assert "  By: Northern Government, 1 March 1951" in told
    assert "  By: Southern Government, 1 March 1951" in told
    assert "  Disposition: accepted; rejected" in told


def test_two_reports_with_one_title_are_kept_apart(casebook: Casebook) -> None:
    put(casebook, "south", paper("south"), asked("south", "1"))
    listing = list_recommendations(casebook, EVERYTHING)
    column = [one.title for one in listing.columns].index("Report")
    assert [(row[column], row[0]) for row in listing.rows] == [
        ("Report on Piers (north.txt)", "1"),
        ("Report on Piers (north.txt)", "2"),
        ("Report on Piers (south.txt)", "1"),
    ]
    assert roll_up(casebook, EVERYTHING, "report").rows == (
        ("Report on Piers (north.txt)", "2", "2", "0"),
        ("Report on Piers (south.txt)", "1", "1", "0"),
    )


def test_numbers_that_repeat_or_skip_have_a_line(casebook: Casebook) -> None:
    put(casebook, "odd", paper("odd"), *(asked("odd", number) for number in ("1", "2", "3", "5", "6")), asked("odd", "6."))
    notes = list_recommendations(casebook, RecommendationQuery(report="odd.txt")).notes
    assert notes == ()  # a part of what is on file may lack numbers
    notes = list_recommendations(casebook, EVERYTHING).notes
    assert notes == ("Look at the numbers of Report on Piers (odd.txt): numbers 6, 6. printed more than once; no number 4",)


def test_a_report_that_is_not_on_file_is_marked_so(casebook: Casebook) -> None:
    put(casebook, "answer", paper("answer", kind="response"), asked("answer", "7", rule="quoted-in-response"))
    query = RecommendationQuery(number="7")
    assert list_recommendations(casebook, query).records[0]["report_on_file"] is False
    assert "  Report: not on file; these are the words in which the answer repeats it" in lay_out(
        say_recommendations(casebook, query)
    ).split("\n")
    told = "Not on file itself, known by the answers that repeat its recommendations: Report on Piers (answer.txt)"
    assert told in list_recommendations(casebook, EVERYTHING).notes


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("disposition", [("accepted", 1), ("rejected", 1), ("under-consideration", 1)]),
        ("progress", [("unknown", 2)]),
        ("party", [("Harbour Office", 2)]),
        ("report", [("Report on Piers", 2)]),
    ],
)
def test_roll_ups(casebook: Casebook, by: str, rows: list[tuple[str, int]]) -> None:
    assert [(row[by], row["count"]) for row in roll_up(casebook, EVERYTHING, by).records] == rows


def test_overdue_promises_are_counted_on_the_day(casebook: Casebook) -> None:
    for day, overdue in ((date(1951, 5, 31), 0), (date(1951, 6, 1), 1)):
        records = roll_up(casebook, RecommendationQuery(as_of=day), "party").records
        assert [row["overdue"] for row in records] == [overdue]


def test_the_workbook_has_a_row_a_recommendation(casebook: Casebook, tmp_path: Path) -> None:
    told = write_tracker(tracker(casebook, date(1951, 6, 1)), "xlsx", tmp_path / "out" / "tracker.xlsx")
    assert told == f"Wrote 2 recommendations, 2 outstanding, as of 1 June 1951 to {tmp_path / 'out' / 'tracker.xlsx'}."
    book = openpyxl.load_workbook(tmp_path / "out" / "tracker.xlsx")
    assert book.sheetnames == ["Recommendations", "Answers", "Promises", "History", "Counts", "About", "As written"]
    page = book["Recommendations"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("C2", "A1:S3")
    head, first, second = cells(page)
    row = dict(zip(head, first, strict=True))
    assert (row["No."], row["Disposition"], row["Next due"], row["Overdue"]) == (
        "1",
        "accepted; rejected",
        "by 31 May 1951",
        "yes",
    )
    assert row["Answer"] == f"Northern Government: {WORDS}\nSouthern Government: {WORDS}"
    assert page.cell(2, head.index("Source") + 1).hyperlink.target == "file:///in/north.txt"
    words = page.cell(3, head.index("Recommendation") + 1)
    assert (second[2], words.data_type) == ("=1+1 lamps should be lit.", "s")
    assert len(cells(book["Answers"])) == 1 + 3
    assert book["About"]["A2"].value.startswith("Highest protective marking")


def test_the_document_and_the_page_tell_every_recommendation(casebook: Casebook, tmp_path: Path) -> None:
    write_tracker(tracker(casebook), "docx", tmp_path / "tracker.docx")
    paragraphs = [one.text for one in Document(str(tmp_path / "tracker.docx")).paragraphs]
    assert sum(text.startswith(("1. ", "2. ")) for text in paragraphs) == 2
    assert "Southern Government; 1 March 1951; rejected; " + WORDS in paragraphs
    put(casebook, "odd", paper("odd"), asked("odd", "3", "<b>Lamps</b> & piers should be lit."))
    write_tracker(tracker(casebook), "html", tmp_path / "tracker.html")
    page = (tmp_path / "tracker.html").read_text("utf-8")
    assert "&lt;b&gt;Lamps&lt;/b&gt; &amp; piers should be lit." in page
    assert '<a href="file:///in/north.txt">north.txt</a>' in page


def test_tables_name_their_recommendation(casebook: Casebook) -> None:
    asked_sheet, *others, _ = tracker(casebook).sheets
    ids = {row[-1].text for row in asked_sheet.rows}
    assert {row[-1].text for sheet in others for row in sheet.rows} <= ids


def test_a_file_that_cannot_be_written_is_told_in_a_line(casebook: Casebook, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("a file", "utf-8")
    with pytest.raises(DocketError, match="name a place that you may write to"):
        write_tracker(tracker(casebook), "html", tmp_path / "full" / "tracker.html")


def test_the_command_writes_and_counts(casebook: Casebook, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, ["--casebook", str(tmp_path / "book"), "recommendations", *arguments])
        return f"{done.exit_code} {done.output}"

    book = tmp_path / "tracker.xlsx"
    assert run("--format", "xlsx", "--output", str(book)) == f"0 Wrote 2 recommendations, 2 outstanding to {book}.\n"
    assert run("--format", "docx") == "2 docket: --format docx is written to a file: add --output FILE\n"
    assert run("--format", "html", "--by", "report", "--output", "x.html").startswith("2 docket: --by counts")
    assert run("--format", "csv", "--output", str(tmp_path / "all.csv")) == f"0 Wrote {tmp_path / 'all.csv'}.\n"
    assert (tmp_path / "all.csv").read_text("utf-8").startswith("\ufeffid,")
    for by in ROLL_UPS:
        assert run("--by", by) == f"0 {render(roll_up(casebook, EVERYTHING, by))}"
