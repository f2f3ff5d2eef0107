"""A workbook of the tracker that was corrected by hand and read back in, on invented papers and records."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from brief.corrections import in_force, say_correction
from brief.exporting import export_jsonl
from brief.recommendations import Answered, RecommendationQuery, find_recommendations, list_recommendations, say_recommendations
from brief.sheet import lay_out
from brief.state import list_sources
from brief.tracker import roll_up
from brief.tracker_files import write_tracker
from brief.tracker_reading import ReadBack, read_back, say_read_back
from cli import main
from corpus.casebook import DATABASE, SCHEMA_VERSION, Casebook
from corpus.errors import DocketError
from corpus.records import DISPOSITIONS, PROGRESS
from corpus.reviews import Review, review_from_json, review_to_json
from tests.test_tracker import EVERYTHING, answered, asked, paper, put, tracker

LAMP = "The Harbour Office should light the pier."
DAY = date(2024, 5, 7)
Edit = Callable[[dict[str, Any]], None]


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(tmp_path / "book", create=True) as opened:
        put(
            opened, "north", paper("north"), asked("north", "1", LAMP), asked("north", "2", "=1+1 keepers should be paid monthly."),
            asked("north", "3", "A log of wrecks should be kept at each quay."),
        )  # fmt: skip
        put(
            opened, "reply", paper("reply", kind="response", day="1951-03-01"), answered("reply", "recommendation-north-1", "accepted"),
        )  # fmt: skip
        yield opened


def write(casebook: Casebook, path: Path) -> Path:
    write_tracker(tracker(casebook), "xlsx", path)
    return path


def correct(path: Path, number: str, **values: object) -> Path:
    """Change cells in the row of a number; `progress_note` stands for the column Progress note."""
    book = openpyxl.load_workbook(path)
    page = book["Recommendations"]
    heads = {cell.value: cell.column for cell in page[1]}
    (row,) = [row for row in range(2, page.max_row + 1) if page.cell(row, heads["No."]).value == number]
    for name, value in values.items():
        page.cell(row, heads[name.capitalize().replace("_", " ")]).value = value
    book.save(path)
    return path


def take(casebook: Casebook, path: Path, by: str = "Ann Lee", on: date = DAY) -> ReadBack:
    return read_back(casebook, path, by=by, on=on)


def one(casebook: Casebook, number: str) -> Answered:
    (found,) = find_recommendations(casebook, RecommendationQuery(number=number))
    return found


def told(casebook: Casebook, number: str = "1") -> list[str]:
    return [line.strip() for line in lay_out(say_recommendations(casebook, RecommendationQuery(number=number))).splitlines()]


def test_what_a_person_changed_lies_over_what_was_read(casebook: Casebook, tmp_path: Path) -> None:
    before = casebook.records("recommendations"), casebook.records("responses")
    path = correct(
        write(casebook, tmp_path / "tracker.xlsx"), "1", disposition="Rejected", progress="in progress", progress_note="two lamps are up",
        progress_date=datetime(2024, 5, 1), addressee="Pier Board",
    )  # fmt: skip
    found = take(casebook, path)
    assert found.left == ()
    assert say_read_back(found)[:2] == [
        "Took 5 corrections from tracker.xlsx, by Ann Lee:",
        "  recommendation 1 of Report on Piers: addressee Harbour Office -> Pier Board",
    ]
    assert (casebook.records("recommendations"), casebook.records("responses")) == before
    now = one(casebook, "1")
    assert (now.dispositions, now.progress, now.addressee) == (("rejected",), "in-progress", "Pier Board")
    assert (now.progress_date, now.progress_note) == ("2024-05-01", "two lamps are up")
    lines = told(casebook)
    assert "Disposition: rejected (corrected; the papers say accepted)" in lines
    assert "Corrected: disposition accepted -> rejected, by Ann Lee on 7 May 2024, from tracker.xlsx" in lines
    assert "Progress date: 1 May 2024" in lines
    row = list_recommendations(casebook, RecommendationQuery(number="1")).records[0]
    assert (row["disposition"], row["progress_note"], row["addressee"]) == ("rejected", "two lamps are up", "Pier Board")
    assert [change["was"] for change in row["corrections"] if change["field"] == "disposition"] == ["accepted"]
    assert ("rejected", "1", "0", "0") in roll_up(casebook, EVERYTHING, "disposition").rows
    assert find_recommendations(casebook, RecommendationQuery(disposition="accepted")) == []


def test_the_next_workbook_and_the_export_show_it(casebook: Casebook, tmp_path: Path) -> None:
    take(casebook, correct(write(casebook, tmp_path / "tracker.xlsx"), "2", disposition="accepted", progress="complete"))
    page = openpyxl.load_workbook(write(casebook, tmp_path / "next.xlsx"))["Recommendations"]
    head, *rows = [[str(cell.value or "") for cell in row] for row in page.iter_rows()]
    row = dict(zip(head, rows[1], strict=True))
    assert (row["Disposition"], row["Progress"], row["Outstanding"]) == ("accepted", "complete", "no")
    assert row["Corrected"].startswith("disposition no-response -> accepted, by Ann Lee on 7 May 2024, from tracker.xlsx")
    assert export_jsonl(casebook, tmp_path / "out")["reviews"] == 2
    first = json.loads((tmp_path / "out" / "reviews.jsonl").read_text("utf-8").splitlines()[0])
    assert (first["number"], first["was"], first["is"], first["by"], first["on"], first["workbook"]) == (
        "2", "no-response", "accepted", "Ann Lee", "2024-05-07", "tracker.xlsx",
    )  # fmt: skip
    assert review_to_json(review_from_json(first)) == first


def test_a_workbook_that_nobody_changed_changes_nothing(casebook: Casebook, tmp_path: Path) -> None:
    path = write(casebook, tmp_path / "tracker.xlsx")
    openpyxl.load_workbook(path).save(path)
    found = take(casebook, path)
    assert (found.taken, found.left, found.notes) == ((), (), ())
    assert say_read_back(found) == ["Took nothing from tracker.xlsx: no value in it was changed that can be taken."]
    take(casebook, correct(path, "1", disposition="rejected"))
    assert take(casebook, path).taken == ()  # read in twice


def test_rows_may_be_sorted(casebook: Casebook, tmp_path: Path) -> None:
    path = correct(write(casebook, tmp_path / "tracker.xlsx"), "3", disposition="accepted")
    book = openpyxl.load_workbook(path)
    page = book["Recommendations"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value
            page.cell(number, column).data_type = "s"
    book.save(path)
    found = take(casebook, path)
    assert ([change.number for change in found.taken], found.left) == (["3"], ())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice: install libreoffice-calc to run this")
def test_a_spreadsheet_program_that_saves_it_anew_changes_nothing(casebook: Casebook, tmp_path: Path) -> None:
    path = correct(write(casebook, tmp_path / "tracker.xlsx"), "3", disposition="accepted")
    for form, folder in (("ods", "one"), ("xlsx", "two")):  # through a format that is not its own
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", form, "--outdir", tmp_path / folder, path],
            check=False, capture_output=True, timeout=120,
        )  # fmt: skip
        path = tmp_path / folder / f"tracker.{form}"
        if not path.exists():
            pytest.skip("LibreOffice cannot read workbooks here: install libreoffice-calc to run this")
    found = take(casebook, path)
    assert ([change.number for change in found.taken], found.left) == (["3"], ())


@pytest.mark.parametrize("anew", [False, True], ids=["in the same workbook", "in a new workbook"])
def test_a_value_set_back_is_undone(casebook: Casebook, tmp_path: Path, *, anew: bool) -> None:
    path = correct(write(casebook, tmp_path / "tracker.xlsx"), "1", disposition="rejected")
    take(casebook, path)
    if anew:
        write(casebook, path)
    (back,) = take(casebook, correct(path, "1", disposition="accepted"), on=date(2024, 5, 8)).taken
    assert back.back
    now = one(casebook, "1")
    assert (now.dispositions, in_force(now.corrections, "disposition")) == (("accepted",), None)
    assert "Disposition: accepted" in told(casebook)
    assert [say_correction(change) for change in now.corrections] == [
        "disposition accepted -> rejected, by Ann Lee on 7 May 2024, from tracker.xlsx",
        "disposition rejected -> accepted (as the papers say), by Ann Lee on 8 May 2024, from tracker.xlsx",
    ]
    # What the papers say counts again, also what comes later.
    put(casebook, "more", paper("more", kind="response", day="1952-01-01"), answered("more", now.recommendation.id, "in-place"))
    assert one(casebook, "1").dispositions == ("in-place",)  # the later answer of the same body


def test_the_later_of_two_workbooks_wins_and_both_are_told(casebook: Casebook, tmp_path: Path) -> None:
    ann, bo = write(casebook, tmp_path / "ann.xlsx"), write(casebook, tmp_path / "bo.xlsx")
    take(casebook, correct(ann, "1", disposition="rejected", progress="complete"))
    found = take(casebook, correct(bo, "1", disposition="in-place"), by="Bo Hart", on=date(2024, 5, 9))
    now = one(casebook, "1")
    assert (now.dispositions, now.progress) == (("in-place",), "complete")  # what Bo Hart left alone stays
    assert [(change.was, change.now, change.by) for change in now.corrections if change.field == "disposition"] == [
        ("accepted", "rejected", "Ann Lee"),
        ("rejected", "in-place", "Bo Hart"),
    ]
    assert found.notes == (
        "row 2, Progress: stays complete, as Ann Lee corrected it on 7 May 2024; to set it back, correct a tracker that is written anew",
    )
    assert take(casebook, ann).taken == ()  # reading the first once more does not bring its value back
    assert one(casebook, "1").dispositions == ("in-place",)


def test_an_old_workbook_does_not_undo_what_papers_said_since(casebook: Casebook, tmp_path: Path) -> None:
    path = correct(write(casebook, tmp_path / "tracker.xlsx"), "2", progress="in-progress")
    put(casebook, "more", paper("more", kind="response"), answered("more", "recommendation-north-2", "rejected"))
    take(casebook, path)
    assert (one(casebook, "2").dispositions, one(casebook, "2").progress) == (("rejected",), "in-progress")


def test_a_correction_finds_its_recommendation_again(casebook: Casebook, tmp_path: Path) -> None:
    take(casebook, correct(write(casebook, tmp_path / "tracker.xlsx"), "1", disposition="rejected"))
    old = asked("north", "1", LAMP)
    # Read anew, the recommendation begins elsewhere and its words are a little different; there is another of its number.
    new = replace(old, id="recommendation-anew", text=LAMP.replace("should", "must"), number="R1")
    other = replace(old, id="recommendation-other", text="Wrecks are to be buoyed within a week.")
    put(casebook, "north", paper("north"), new, other)
    assert one(casebook, "R1").dispositions == ("rejected",)
    assert one(casebook, "1").dispositions == ("no-response",)
    # In another file of the same title; then nowhere.
    casebook.remove_source("north.txt")
    put(casebook, "scan", replace(paper("scan"), subject="Report on Piers"), asked("scan", "1", LAMP))
    assert one(casebook, "1").dispositions == ("rejected",)
    casebook.remove_source("scan.txt")
    notes = list_sources(tmp_path / "book").notes
    assert "Corrections whose recommendation is not here (1); they hold again once it is:" in notes
    assert "  Report on Piers, recommendation 1: disposition accepted -> rejected, by Ann Lee, from tracker.xlsx" in notes
    put(casebook, "north", paper("north"), old)
    assert one(casebook, "1").dispositions == ("rejected",)
    assert "Corrected by hand: 1 value of recommendations." in list_sources(tmp_path / "book").notes


def test_of_two_that_are_equally_like_none_is_taken(casebook: Casebook, tmp_path: Path) -> None:
    take(casebook, correct(write(casebook, tmp_path / "tracker.xlsx"), "1", disposition="rejected"))
    casebook.remove_source("north.txt")
    for name in ("east", "west"):
        put(casebook, name, paper(name), asked(name, "1", LAMP))
    assert {found.dispositions for found in find_recommendations(casebook, EVERYTHING)} == {("no-response",)}
    assert any(
        note.startswith("Corrections whose recommendation is not here (1)") for note in list_sources(tmp_path / "book").notes
    )


def test_as_of_a_day_only_what_was_so_by_then(casebook: Casebook, tmp_path: Path) -> None:
    path = write(casebook, tmp_path / "tracker.xlsx")
    take(
        casebook,
        correct(path, "1", disposition="rejected", progress="complete", progress_date="3 May 1952", addressee="Pier Board"),
    )
    for day, expected in (
        (date(1951, 2, 1), (("no-response",), "", "Pier Board")),  # before the answer
        (date(1951, 4, 1), (("rejected",), "", "Pier Board")),
        (date(1952, 6, 1), (("rejected",), "complete", "Pier Board")),
    ):
        (found,) = find_recommendations(casebook, RecommendationQuery(number="1", as_of=day))
        assert (found.dispositions, found.progress, found.addressee) == expected


# What cannot be taken


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"disposition": "agreed-ish"}, f"row 2, Disposition: “agreed-ish” is no disposition; write {', '.join(DISPOSITIONS[:-1])} or "),
        ({"disposition": None}, "row 2, Disposition: “” is no disposition; write "),
        ({"progress": "nearly"}, f"row 2, Progress: “nearly” is no progress; write {', '.join(PROGRESS[:-1])} or unknown, or leave"),
        ({"progress_date": "soonish"}, "row 2, Progress date: “soonish” is no date; write for example 2003-04-01"),
        ({"disposition": "=A1"}, "row 2, Disposition: a formula, or what one came to as an error; write the value itself"),
        ({"recommendation": "Light it."}, "row 2, Recommendation: was changed, and is shown only; recommendation 1 of Report on Piers stays"),
        ({"answer": "We agree."}, "row 2, Answer: was changed, and is shown only; "),
        ({"no.": "99"}, "row 2: recommendation 99 of Report on Piers is in no report of this tracker, the row was that of recommendation 1 of"),
        ({"id": "=B2"}, "row 2: a formula stands in what names the recommendation; nothing was taken from the row"),
    ],
)  # fmt: skip
def test_a_bad_cell_costs_one_line_and_the_rest_is_taken(
    casebook: Casebook, tmp_path: Path, values: dict[str, object], line: str
) -> None:
    path = correct(write(casebook, tmp_path / "tracker.xlsx"), "3", disposition="accepted")
    found = take(casebook, correct(path, "1", **values))
    assert [change.number for change in found.taken] == ["3"]
    (left,) = found.left
    assert left.startswith(line)
    assert say_read_back(found)[2:] == ["Not taken (1):", f"  {left}"]


def edited(path: Path, edit: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def add_row(book: Any, *, number: str, id: str = "", disposition: str = "rejected") -> None:
    page = book["Recommendations"]
    heads = [cell.value for cell in page[1]]
    first = dict(zip(heads, [cell.value for cell in page[2]], strict=True))
    first |= {"No.": number, "Disposition": disposition} | ({"Id": id} if id != "same" else {})
    page.append([first[head] for head in heads])


def test_a_row_that_was_removed_is_named(casebook: Casebook, tmp_path: Path) -> None:
    path = edited(write(casebook, tmp_path / "tracker.xlsx"), lambda book: book["Recommendations"].delete_rows(3))
    found = take(casebook, path)
    assert found.left == ("1 row is missing, and nothing was deleted: recommendation 2 of Report on Piers",)
    assert len(find_recommendations(casebook, EVERYTHING)) == 3


def test_a_row_of_no_report_and_a_row_twice(casebook: Casebook, tmp_path: Path) -> None:
    path = edited(write(casebook, tmp_path / "tracker.xlsx"), lambda book: add_row(book, number="42"))
    assert take(casebook, path).left == (
        "row 5: recommendation 42 of Report on Piers is in no report of this tracker; nothing was taken from the row",
    )
    for id in ("same", ""):
        path = edited(write(casebook, tmp_path / "twice.xlsx"), lambda book, id=id: add_row(book, number="1", id=id))  # type: ignore[misc]
        found = take(casebook, path)
        assert found.taken == ()
        assert found.left[0].startswith(
            "rows 2, 5: recommendation 1 of Report on Piers is there 2 times and differs in “Disposition"
        )


def test_a_row_twice_that_says_the_same_is_one(casebook: Casebook, tmp_path: Path) -> None:
    path = edited(
        write(casebook, tmp_path / "tracker.xlsx"), lambda book: add_row(book, number="1", id="same", disposition="accepted")
    )
    assert (take(casebook, path).taken, take(casebook, path).left) == ((), ())


def test_another_sheet_that_was_changed_is_told(casebook: Casebook, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["Answers"]["E2"] = "rejected"

    found = take(casebook, edited(write(casebook, tmp_path / "tracker.xlsx"), edit))
    assert found.left == ("sheet Answers: was changed; only what is changed in the sheet Recommendations is taken",)


def rename(book: Any) -> None:
    book["Recommendations"]["E1"] = "Verdict"


def remove(book: Any) -> None:
    book["Recommendations"].delete_cols(5)


def repeat(book: Any) -> None:
    book["Recommendations"]["T1"] = "Progress"


def uncover(book: Any) -> None:
    del book["As written"]


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (
            rename,
            "sheet Recommendations: the column “Disposition” is missing or renamed; docket does not know “Verdict”; nothing was",
        ),
        (remove, "sheet Recommendations: the column “Disposition” is missing or renamed; nothing was taken"),
        (repeat, "sheet Recommendations: the column “Progress” is there twice; nothing was taken"),
        (uncover, "is no tracker of this docket \\(its hidden sheet “As written” is missing or is another\\)"),
    ],
)
def test_a_workbook_of_other_columns_is_not_taken(casebook: Casebook, tmp_path: Path, edit: Edit, line: str) -> None:
    with pytest.raises(DocketError, match=line):
        take(casebook, edited(correct(write(casebook, tmp_path / "tracker.xlsx"), "1", disposition="rejected"), edit))
    assert casebook.reviews() == []


def test_a_file_that_is_no_workbook_or_of_another_casebook(casebook: Casebook, tmp_path: Path) -> None:
    (tmp_path / "words.xlsx").write_text("no workbook", "utf-8")
    with pytest.raises(DocketError, match=r"words\.xlsx is no workbook"):
        take(casebook, tmp_path / "words.xlsx")
    with pytest.raises(DocketError, match=r"none\.xlsx: No such file or directory; name a workbook that you may read"):
        take(casebook, tmp_path / "none.xlsx")
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    with pytest.raises(DocketError, match="is no tracker of this docket"):
        take(casebook, tmp_path / "empty.xlsx")
    with Casebook.open(tmp_path / "other", create=True) as other:
        put(
            other,
            "mill",
            paper("mill", subject="On Mills"),
            replace(asked("mill", "1", "Mills should close at dusk."), report="On Mills"),
        )
        path = write(other, tmp_path / "other.xlsx")
    with pytest.raises(
        DocketError, match="is the tracker of another casebook: none of its recommendations \\(“On Mills”\\) is in"
    ):
        take(casebook, path)


# The command, and casebooks of earlier versions


def run(folder: Path, *arguments: object, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["--casebook", str(folder), *map(str, arguments)], env={"DOCKET_NAME": ""} | (env or {}))


def test_the_command_wants_a_name(casebook: Casebook, tmp_path: Path) -> None:
    path = correct(write(casebook, tmp_path / "tracker.xlsx"), "1", disposition="rejected")
    book = tmp_path / "book"
    wrong = run(book, "recommendations", "--read", path)
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "docket: --read keeps who corrected the workbook: add --corrected-by NAME, or set DOCKET_NAME\n",
    )
    assert run(book, "recommendations", "1", "--read", path, "--format", "csv").stderr == (
        "docket: --read takes all corrections of a workbook: leave out --format, NUMBER\n"
    )
    assert run(book, "recommendations", "--corrected-by", "Ann Lee").exit_code == 2
    assert run(book, "recommendations", "--read", path, env={"DOCKET_NAME": "Bo Hart"}).stdout.startswith(
        "Took 1 correction from tracker.xlsx, by Bo Hart:\n"
    )
    done = run(book, "recommendations", "--read", correct(path, "2", progress="nearly"), "--corrected-by", "Ann Lee")
    assert (done.exit_code, len(casebook.reviews())) == (1, 1)


def test_corrections_outlive_reading_anew(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    words = "REPORT ON PIERS\n\nJanuary 1951\n\nRecommendation 1: The Harbour Office should light the pier.\n\n{}Recommendation 2: Keepers should be paid monthly.\n"
    report.write_text(words.format(""), "utf-8")
    book, path = tmp_path / "book", tmp_path / "tracker.xlsx"
    assert run(book, "add", report).exit_code == 0
    assert run(book, "recommendations", "--format", "xlsx", "--output", path).exit_code == 0
    assert (
        run(book, "recommendations", "--read", correct(path, "2", disposition="rejected"), "--corrected-by", "Ann Lee").exit_code
        == 0
    )

    def disposition() -> str:
        rows = json.loads(run(book, "recommendations", "2", "--format", "json").stdout)
        return str(rows[0]["disposition"])

    for arguments in (("add", report, "--again"), ("reindex",)):
        assert run(book, *arguments).exit_code == 0
        assert disposition() == "rejected"
    report.write_text(words.format("The pier is old.\n\n"), "utf-8")  # every id behind it changes
    assert run(book, "add", report).exit_code == 0
    assert disposition() == "rejected"


@pytest.mark.parametrize("version", [1, 2])
def test_casebooks_of_earlier_versions_are_opened(casebook: Casebook, tmp_path: Path, version: int) -> None:
    with sqlite3.connect(tmp_path / "book" / DATABASE) as connection:
        connection.execute("DROP TABLE reviews")
        connection.execute("DELETE FROM meta WHERE key = 'stamp'")
        connection.execute("ALTER TABLE records DROP COLUMN added")
        if version == 1:
            connection.execute("ALTER TABLE sources DROP COLUMN model")
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    with Casebook.open(tmp_path / "book") as opened:
        assert (len(opened.sources()), opened.reviews()) == (2, [])
        change = Review(
            id="review-1", act="correct", kind="recommendations", record="recommendation-north-1", report="Report on Piers", source="north.txt", number="1", text=LAMP, field="disposition",
            was="accepted", now="rejected", by="Ann Lee", on="2024-05-07", workbook="tracker.xlsx",
        )  # fmt: skip
        opened.add_reviews([change])
    with Casebook.open(tmp_path / "book") as opened:
        assert opened.reviews() == [change]
    with sqlite3.connect(tmp_path / "book" / DATABASE) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    connection.close()


def test_an_answer_too_unsure_is_undecided_until_somebody_decides(casebook: Casebook, tmp_path: Path) -> None:
    unsure = replace(answered("more", "recommendation-north-2", "accepted"), confidence=0.29)
    put(casebook, "more", paper("more", kind="response", day="1951-04-01"), unsure)
    assert (one(casebook, "2").dispositions, one(casebook, "2").outstanding) == (("undecided",), True)
    assert [
        found.recommendation.number for found in find_recommendations(casebook, RecommendationQuery(disposition="undecided"))
    ] == ["2"]
    assert any(line.startswith("Response: undecided, perhaps accepted") for line in told(casebook, "2"))
    path = write(casebook, tmp_path / "tracker.xlsx")
    assert (take(casebook, path).taken, take(casebook, path).left) == ((), ())
    take(casebook, correct(path, "2", disposition="rejected"))
    assert one(casebook, "2").dispositions == ("rejected",)
    # A sure answer decides beside an unsure one of another body.
    beside = replace(unsure, id="response-beside", source="more.txt", answers=("recommendation-north-1",), disposition="rejected")
    put(casebook, "more", paper("more", kind="response", day="1951-04-01"), replace(beside, respondent="Quay Board"))
    assert one(casebook, "1").dispositions == ("accepted",)
