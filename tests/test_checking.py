"""A casebook is proved, put right where that can be done, and copied while others write."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from brief.adding import add_papers
from brief.checking import back_up, check_casebook, repair_casebook, say_check
from cli import main
from corpus.casebook import DATABASE, Casebook
from corpus.errors import CasebookError

LETTER = (
    "Department for Weirs\n\n{} May 2014\n\nDear Ada\n\nWe will mend weir {} by 30 June 2014.\n\nYours sincerely\n\nBEN CRANE\n"
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    for n in (1, 2, 3):
        (tmp_path / f"{n}.txt").write_text(LETTER.format(n, n), "utf-8")
    add_papers(tmp_path / "book", sorted(tmp_path.glob("*.txt")), ocr="never")
    return tmp_path / "book"


def run(book: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["--casebook", str(book), *map(str, arguments)])


def change(book: Path, sql: str, *given: object) -> None:
    with sqlite3.connect(book / DATABASE) as connection:
        connection.execute(sql, given)
    connection.close()


def test_a_casebook_that_is_whole(book: Path) -> None:
    checked = check_casebook(book)
    assert (checked.sources, checked.wrong, checked.stale, checked.papers) == (3, (), (), ())
    with Casebook.open(book) as casebook:
        assert checked.quotes == sum(
            len(casebook.records(kind)) for kind in ("items", "dates", "actions", "references", "events")
        )
    assert say_check(checked)[-1] == "The casebook is whole."
    assert run(book, "check").exit_code == 0


def test_a_quote_that_is_not_on_the_page(book: Path) -> None:
    change(book, "UPDATE texts SET text = replace(text, 'weir 2', 'weir 9')")
    (line,) = [one for one in check_casebook(book).wrong if " action-" in one]
    assert line.startswith("2.txt action-")
    result = run(book, "check")
    assert result.exit_code == 1
    assert result.stdout.endswith("Take the casebook from a backup, or make it again by adding the papers to a new folder.\n")


def test_rows_that_belong_to_nothing_and_a_text_that_is_cut(book: Path) -> None:
    change(book, "UPDATE texts SET text = substr(text, 1, 100) WHERE source = 1")
    assert any("has 100 characters, and had" in line for line in check_casebook(book).wrong)
    change(book, "DELETE FROM texts WHERE source = 2")
    change(book, "DELETE FROM sources WHERE n = 3")
    wrong = check_casebook(book).wrong
    assert any(line.endswith("rows of records belong to no source") for line in wrong)
    assert "2.txt has no text" in wrong


def test_what_is_derived_is_made_anew(book: Path) -> None:
    shutil.rmtree(book / "index")
    change(book, "UPDATE meta SET value = 'of another day' WHERE key = 'linked'")
    assert len(check_casebook(book).stale) == 2
    assert run(book, "check").exit_code == 1
    assert repair_casebook(book).stale == ()
    assert run(book, "repair").stdout.endswith("The casebook is whole.\n")


def test_an_index_that_the_next_search_brings_up_to_date_is_no_fault(book: Path) -> None:
    with Casebook.open(book) as casebook:
        action = casebook.records("actions")[0]
    assert run(book, "review", action.id, "--confirm", "--by", "Ida Holm").exit_code == 0
    checked, result = check_casebook(book), run(book, "check")
    assert (checked.stale, checked.behind, result.exit_code) == ((), True, 0)
    assert "not yet what was last added or said: the next search brings it up to date" in result.stdout
    assert result.stdout.endswith("The casebook is whole.\n")
    assert run(book, "search", "weir").exit_code == 0
    assert not check_casebook(book).behind


def test_papers_that_were_moved_or_changed_are_no_fault(book: Path) -> None:
    (book.parent / "1.txt").rename(book.parent / "one.txt")
    (book.parent / "2.txt").write_text("other words", "utf-8")
    checked = check_casebook(book)
    assert [line.split(": ")[0] for line in checked.papers] == ["1.txt", "2.txt"]
    assert "is not there" in checked.papers[0]
    assert "was changed since it was read" in checked.papers[1]
    assert run(book, "check").exit_code == 0


def test_a_backup_is_a_casebook(book: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert (
        run(book, "backup", copy).stdout
        == f"Wrote a copy of 3 sources to {copy}; to use it, put it into an empty folder as casebook.db.\n"
    )
    (tmp_path / "new").mkdir()
    copy.rename(tmp_path / "new" / DATABASE)
    assert repair_casebook(tmp_path / "new").sources == 3
    with Casebook.open(book) as one, Casebook.open(tmp_path / "new") as other:
        assert one.records("actions") == other.records("actions")


def test_a_backup_writes_over_nothing(book: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.db").write_text("mine", "utf-8")
    with pytest.raises(CasebookError, match="is there already; name a new file"):
        back_up(book, tmp_path / "mine.db")
    assert (tmp_path / "mine.db").read_text("utf-8") == "mine"
    with pytest.raises(CasebookError):
        back_up(book, tmp_path / "no folder" / "copy.db")


def test_a_backup_while_others_write_is_of_one_moment(book: Path, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        with Casebook.open(book) as casebook:
            source = casebook.sources()[0]
            while not done.is_set():
                casebook.move_source(source.name, f"{source.path}.x")
                casebook.move_source(source.name, source.path)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(3):
            back_up(book, tmp_path / f"copy-{n}.db")
    finally:
        done.set()
        writer.join()
    for n in range(3):
        (tmp_path / f"book-{n}").mkdir()
        (tmp_path / f"copy-{n}.db").rename(tmp_path / f"book-{n}" / DATABASE)
        assert check_casebook(tmp_path / f"book-{n}").wrong == ()
