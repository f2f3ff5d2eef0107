"""What is referred to and not on file: each paper once, the surest first, as a list for whoever goes and looks. All papers are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main
from corpus.records import Item, Reference, RegisterRow
from graph.missing import by_certainty, find_missing

FILE = {
    "reply.txt": """WEIR BOARD
Wharf House, Port Sel

14 May 1998

Bo Hart
Chief Clerk, Harbour Office

Dear Mr Hart,

UPPER WEIR DUES

Thank you for your letter of 20 April about the sluice gates. I have also seen Mary Holt's minute to you of 3 May.

The annual report of 1 April sets out the dues.

Yours sincerely,

Ann Lee
Secretary, Weir Board
""",
    "second.txt": """Weir Board
Port Sel

Mary Holt
Harbour Office

18 May 1998

Dear Mary,

SLUICE GATES

Ann Lee answered Bo Hart's letter of 20 April last week. I enclose a copy of her reply of 14 May.

Yours sincerely,

Sam Poole
""",
}
BASE: dict[str, Any] = {"source": "a.txt", "page": None, "quote": "x"}


def run(book: Path, *call: str) -> Result:
    return CliRunner().invoke(main, ["--casebook", str(book), *call])


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("missing")
    for name, text in FILE.items():
        (folder / name).write_text(text)
    assert run(folder / "book", "add", *(str(folder / name) for name in FILE)).exit_code == 0
    return folder / "book"


def test_each_paper_stands_once_with_all_who_mention_it(book: Path) -> None:
    rows = json.loads(run(book, "missing", "--format", "json").stdout)
    told = [(row["date"], row["kind"], row["sender"], row["addressee"], row["subject"], len(row["mentions"])) for row in rows]
    assert told == [
        ("1998-04-20", "letter", "Bo Hart", "Ann Lee", "the sluice gates", 2),
        ("1998-05-03", "minute", "Mary Holt", "Mr Hart", "UPPER WEIR DUES", 1),
    ]
    assert {mention["source"] for mention in rows[0]["mentions"]} == set(FILE)
    assert all(mention["quote"] in FILE[mention["source"]] for row in rows for mention in row["mentions"])


def test_the_table_says_where_to_look_and_in_which_words(book: Path) -> None:
    lines = run(book, "missing").stdout.splitlines()
    assert lines[:2] == ["2 papers referred to and not on file", "Highest protective marking: none on the papers listed"]
    assert "20 April 1998  letter" in lines[4]
    assert "reply.txt, letter of 14 May 1998" in lines[4] and "second.txt, letter of 18 May 1998" in lines[4]
    assert "Upper Weir Dues: “Mary Holt's minute to you of 3 May”  reply.txt, letter of 14 May 1998, item-" in lines[5]


def test_csv_has_a_row_a_paper(book: Path) -> None:
    assert run(book, "missing", "--format", "csv").stdout.splitlines()[0] == (
        "date,kind,sender,addressee,subject,listed,marking,mentions"
    )


def test_listed_papers_come_first_then_those_that_many_mention_and_undated_ones_last() -> None:
    def reference(id: str, of: str, **fields: Any) -> Reference:
        return Reference(id=id, item=of, text="a letter", kind="letter", start=0, end=1, **BASE, **fields)

    known = [Item(id=id, kind="letter", start=0, end=1, **BASE) for id in "abc"]
    once = reference("once", "a", date="1998-01-02", sender="Ann Lee", addressee="Bo Hart")
    twice = [reference(f"twice-{id}", id, date="1998-02-03", sender="Mary Holt") for id in "ab"]
    undated = reference("undated", "c", sender="Sam Poole")
    row = RegisterRow(
        id="row", register="c", date="1998-03-04", sender="Eve Moss", addressee="Bo Hart", subject="", marking="",
        start=0, end=1, **BASE,
    )  # fmt: skip
    found = by_certainty(find_missing([*known, once, *twice, undated, row]))
    assert [one.mentions[0] for one in found] == ["row", "twice-a", "once", "undated"]


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("your letter of 20 April", True),
        ("our Annual Report of 20 April", False),
        ("the Minister's statement of 20 April", False),
        ("his speech of 20 April", False),
        ("your report of 20 April", True),
    ],
)
def test_what_was_published_is_no_paper_to_look_for(words: str, counts: bool) -> None:
    one = Reference(id="r", item="a", text=words, kind="letter", date="1998-04-20", sender="Bo Hart", start=0, end=1, **BASE)
    assert bool(find_missing([one])) is counts


def test_what_is_at_hand_or_named_by_its_date_too_is_not_sought_again() -> None:
    def reference(id: str, text: str, date: str = "") -> Reference:
        return Reference(id=id, item="a", text=text, kind="letter", date=date, sender="Bo Hart", start=0, end=1, **BASE)

    dated = reference("dated", "your letter of 20 April", "1998-04-20")
    assert [one.mentions for one in find_missing([dated, reference("quoted", "your reference AB/12/3")])] == [("dated",)]
    assert [one.mentions for one in find_missing([reference("quoted", "your reference AB/12/3")])] == [("quoted",)]
    assert find_missing([reference("below", "your e-mail below")]) == []


def test_first_thirty_of_the_real_papers_are_no_published_works_and_no_doubles(shared: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "book", "add", str(shared / "corpus")).exit_code == 0
    rows = json.loads(run(tmp_path / "book", "missing", "--format", "json").stdout)
    keys = [(row["date"], row["sender"], row["addressee"], row["kind"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert [row["date"] for row in rows[:5]] == ["2002-11-19", "2002-11-19", "2002-11-20", "2002-12-10", "2003-01-20"]
