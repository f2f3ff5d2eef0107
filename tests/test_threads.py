"""The exchange that a paper belongs to: in order, gaps included, each paper with its ties. All papers are invented."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main
from corpus.records import AnyRecord, Item, Recommendation, Reference, RegisterRow, Response
from graph.threads import build_thread

BASE: dict[str, Any] = {"source": "a.txt", "start": 0, "end": 1, "page": None, "quote": "x"}


def item(id: str, date: str, sender: str, addressee: str, subject: str = "", **fields: Any) -> Item:
    parties = {"senders": (sender,) if sender else (), "addressees": (addressee,) if addressee else ()}
    return Item(id=id, date=date, subject=subject, **(BASE | {"kind": "letter"} | parties | fields))


def reference(id: str, of: str, **fields: Any) -> Reference:
    return Reference(id=id, item=of, **(BASE | {"text": "a letter", "kind": "letter"} | fields))


def told(records: list[AnyRecord], of: str) -> list[tuple[str, list[str]]]:
    return [(one.id, [f"{tie.kind} {tie.other}" for tie in one.ties]) for one in build_thread(records, of)]


FIRST = item("first", "1998-03-02", "Bo Hart", "Ann Lee", "Weir dues")
REPLY = item("reply", "1998-03-10", "Ann Lee", "Bo Hart", "Weir dues")
ANSWER = reference("r1", "reply", date="1998-03-02", resolves_to="first")


@pytest.mark.parametrize("of", ["first", "reply"])
def test_a_letter_and_its_answer_are_one_exchange_from_either_end(of: str) -> None:
    assert told([REPLY, FIRST, ANSWER], of) == [("first", []), ("reply", ["answers first"])]


def test_each_tie_names_the_record_that_shows_it_and_its_words() -> None:
    (tie,) = build_thread([FIRST, REPLY, replace(ANSWER, quote="your letter of 2 March")], "reply")[1].ties
    assert (tie.record, tie.quote) == ("r1", "your letter of 2 March")


def test_own_letters_are_followed_up_and_those_of_others_referred_to() -> None:
    again = item("again", "1998-03-20", "Ann Lee", "Bo Hart")
    other = item("other", "1998-03-21", "Mary Holt", "Sam Poole")
    chased = reference("r2", "again", date="1998-03-10", resolves_to="reply")
    seen = reference("r3", "other", date="1998-03-10", resolves_to="reply")
    assert told([FIRST, REPLY, ANSWER, again, chased, other, seen], "other")[2:] == [
        ("again", ["follows reply"]),
        ("other", ["refers to reply"]),
    ]


def test_a_letter_that_is_not_on_file_holds_its_answers_together() -> None:
    twin = item("twin", "1998-03-12", "Mary Holt", "Bo Hart")
    lost = {"date": "1998-03-02", "sender": "Bo Hart"}
    papers = build_thread([REPLY, twin, reference("r1", "reply", **lost), reference("r2", "twin", **lost)], "twin")
    assert [(one.id, one.on_file) for one in papers] == [("r1", False), ("reply", True), ("twin", True)]
    assert [tie.other for tie in papers[2].ties] == ["r1"]


def test_enclosures_and_copies_stand_behind_their_paper_whatever_their_date() -> None:
    annex = item("annex", "1997-12-01", "", "", kind="annex", part_of="reply")
    copy = replace(REPLY, id="copy", duplicate_of="reply")
    assert told([FIRST, REPLY, ANSWER, annex, copy], "annex") == [
        ("first", []),
        ("reply", ["answers first"]),
        ("annex", ["enclosed in reply"]),
        ("copy", ["copy of reply"]),
    ]


def test_what_has_no_date_stands_behind_what_it_answers() -> None:
    late = item("late", "1998-05-01", "Bo Hart", "Ann Lee", "Weir dues")
    loose = item("loose", "", "Sam Poole", "Bo Hart")
    assert [id for id, _ in told([FIRST, REPLY, ANSWER, late, loose, reference("r", "loose", resolves_to="first")], "first")] == [
        "first",
        "loose",
        "reply",
        "late",
    ]


def test_the_same_parties_and_subject_tie_only_what_nothing_else_ties() -> None:
    later = item("later", "1998-04-01", "Bo Hart", "Ann Lee", "Weir dues")
    elsewhere = item("elsewhere", "1998-04-01", "Bo Hart", "Ann Lee", "Lock keepers' pay")
    years = item("years", "2001-04-01", "Bo Hart", "Ann Lee", "Weir dues")
    assert told([FIRST, REPLY, ANSWER, later, elsewhere, years], "later") == [
        ("first", []),
        ("reply", ["answers first"]),
        ("later", ["same subject as reply"]),
    ]


def test_published_papers_end_a_path_but_begin_one() -> None:
    report = item("report", "1998-01-01", "", "", "Weirs of the north", kind="report")
    others = [item(f"o{n}", f"1998-0{n}-01", "Sam Poole", f"Eve Moss{n}") for n in (2, 3)]
    cited = [reference(f"c{n}", f"o{n}", resolves_to="report") for n in (2, 3)]
    assert [id for id, _ in told([report, *others, *cited], "o2")] == ["report", "o2"]
    assert [id for id, _ in told([report, *others, *cited], "report")] == ["report", "o2", "o3"]


def test_a_response_answers_the_report_on_file() -> None:
    report = item("report", "1998-01-01", "", "", kind="report")
    wanted = Recommendation(id="rec", item="report", report="Weirs", number="4", text="Mend it", **BASE)
    reply = Response(id="resp", item="reply", answers=("rec",), text="We will.", **BASE)
    assert told([report, REPLY, wanted, reply], "reply") == [("report", []), ("reply", ["answers report"])]


def test_a_register_is_no_paper_of_an_exchange() -> None:
    row = RegisterRow(
        id="g", register="reg", date="1998-03-02", sender="Bo Hart", addressee="Ann Lee", subject="", marking="", **BASE
    )
    assert told([item("reg", "", "", "", kind="register"), REPLY, row], "reply") == [("reply", [])]
    assert told([REPLY], "nobody") == []


LETTERS = {
    "enquiry.txt": "HARBOUR OFFICE\nPort Sel\n\n20 April 1998\n\nMs Ann Lee\nWeir Board\n\nDear Ms Lee,\n\nSLUICE GATES\n\n"
    "Have the gates of the upper weir been mended?\n\nYours sincerely,\n\nRobert Hart\n",
    "reply.txt": "WEIR BOARD\nWharf House\n\n14 May 1998\n\nMr Robert Hart\nHarbour Office\n\nDear Mr Hart,\n\nSLUICE GATES\n\n"
    "Thank you for your letter of 20 April. Mary Holt wrote to you on 2 May.\n\nYours sincerely,\n\nAnn Lee\n",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("threads")
    for name, text in LETTERS.items():
        (folder / name).write_text(text)
    assert run(folder / "book", "add", *(str(folder / name) for name in LETTERS)).exit_code == 0
    return folder / "book"


def run(book: Path, *call: str) -> Result:
    return CliRunner().invoke(main, ["--casebook", str(book), *call])


def test_the_command_takes_a_source_an_id_or_its_beginning(book: Path) -> None:
    rows = json.loads(run(book, "thread", "reply.txt", "--format", "json").stdout)
    assert [(row["date"], row["on_file"]) for row in rows] == [("1998-04-20", True), ("1998-05-02", False), ("1998-05-14", True)]
    assert [(tie["kind"], tie["number"], tie["quote"]) for tie in rows[2]["ties"]] == [
        ("answers", 1, "your letter of 20 April"),
        ("refers to", 2, "Mary Holt wrote to you on 2 May"),
    ]
    for asked in (rows[0]["id"], rows[0]["id"][:9]):
        assert [row["id"] for row in json.loads(run(book, "thread", asked, "--format", "json").stdout)] == [
            row["id"] for row in rows
        ]


def test_the_table_tells_each_paper_in_a_line(book: Path) -> None:
    lines = run(book, "thread", "reply.txt").stdout.splitlines()
    assert lines[0].startswith("Exchange of 3 papers, 1 of them not on file, around reply.txt, letter of 14 May 1998, item-")
    assert [line.split("  ")[0] for line in lines[4:]] == ["1", "2", "3"]
    assert "letter, not on file" in lines[5] and "referred to in 3" in lines[5]
    assert "answers 1; refers to 2" in lines[6] and lines[6].endswith("Sluice Gates")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("letter", "nothing called “letter”"),
        ("item-", "nothing called “item-”"),
        (".txt", "2 sources have “.txt” in their names"),
    ],
)
def test_what_names_no_one_paper_is_refused(book: Path, asked: str, said: str) -> None:
    done = run(book, "thread", asked)
    assert done.exit_code == 1
    assert said in done.output


def test_the_beginning_of_several_ids_names_them(book: Path) -> None:
    (folder := book.parent / "more").mkdir(exist_ok=True)
    for n in range(40):
        (folder / f"n{n}.txt").write_text(f"Dear Ms Lee,\n\nThank you for gate {n}.\n\nYours sincerely,\n\nEve Moss\n")
    assert run(folder / "book", "add", str(folder)).exit_code == 0
    begun = [f"item-{digit}" for digit in "0123456789abcdef"]
    assert any("write more of one: item-" in run(folder / "book", "thread", asked).output for asked in begun)
