"""The front door: what each command prints and how it ends, on invented papers read for real."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from spacy.language import Language

from cli import main
from corpus.casebook import Casebook
from corpus.records import AnyRecord
from corpus.sources import SourceText
from extract.papers import extract_source

ROOT = Path(__file__).parents[1]
LETTER = """RESTRICTED

Harbour Office
3 Quay Street
Port Merrow

Dr A Quill
Chair, Ferry Board

2 April 1951

Dear Dr Quill

FARES ON THE NORTHERN CROSSING

We will publish the new scale of fares by 3 May 1951. Please let me have the Board's accounts by 20 April 1951.

Yours sincerely

Margaret Holm
"""
REPLY = """Ferry Board

Margaret Holm
Harbour Office

16 April 1951

Dear Miss Holm

FARES ON THE NORTHERN CROSSING

Thank you for your letter of 2 April. The Board will send its accounts by 19 April 1951.

Yours sincerely

Arthur Quill
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "letter.txt").write_text(LETTER, "utf-8")
    (folder / "reply.txt").write_text(REPLY, "utf-8")
    return folder


@pytest.fixture
def book(tmp_path: Path, papers: Path) -> Path:
    """A casebook with the letter and the reply in it."""
    folder = tmp_path / "book"
    assert run("--casebook", folder, "add", papers).exit_code == 0
    return folder


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner(env={"DOCKET_CASEBOOK": "", **environment}).invoke(main, [str(one) for one in arguments], prog_name="docket")


def said(result: Result) -> str:
    """What a failed command says, all of it."""
    assert result.stdout == ""
    return result.stderr


# Adding


def test_add_tells_what_it_read(tmp_path: Path, papers: Path) -> None:
    result = run("add", papers, "--casebook", tmp_path / "book")
    assert result.exit_code == 0
    assert result.stderr == ""
    first, letter, reply = result.stdout.splitlines()[:3]
    assert first.startswith(f"Read 2 papers into {tmp_path / 'book'}: 2 items, ")
    assert letter.startswith("  letter.txt: 1 item, ")
    assert reply.startswith("  reply.txt: 1 item, ")


def test_papers_that_are_here_are_not_read_again(book: Path, papers: Path) -> None:
    before = (book / "casebook.db").read_bytes()
    copied = papers / "copied.txt"
    copied.write_bytes((papers / "reply.txt").read_bytes())
    result = run("--casebook", book, "add", papers)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"Nothing new for {book}.",
        f"Already here: {copied} (as reply.txt)",
        f"Already here: {papers / 'letter.txt'} (as letter.txt)",
        f"Already here: {papers / 'reply.txt'} (as reply.txt)",
    ]
    assert (book / "casebook.db").read_bytes() == before


def test_paper_that_was_moved_is_known_where_it_is_now(book: Path, papers: Path) -> None:
    moved = papers / "moved.txt"
    (papers / "reply.txt").rename(moved)
    assert f"Already here: {moved} (as reply.txt)\n" in run("--casebook", book, "add", moved).stdout
    assert f"Read from {moved}\n" in run("--casebook", book, "show", "reply.txt").stdout


def test_papers_are_read_again_where_that_is_asked_for(book: Path, papers: Path) -> None:
    before = run("--casebook", book, "status").stdout
    lines = run("--casebook", book, "add", "--again", papers).stdout.splitlines()
    assert lines[0].startswith(f"Read 2 papers into {book} (read again; in place of what was read before): 2 items, ")
    assert lines[1].startswith("  letter.txt (read again): 1 item, ")
    assert run("--casebook", book, "status").stdout == before


def test_changed_paper_replaces_what_it_said(book: Path, papers: Path) -> None:
    (papers / "reply.txt").write_text(REPLY.replace("19 April", "23 April"), "utf-8")
    result = run("--casebook", book, "add", papers)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Read 1 paper into {book} (changed; in place of what was read before): 1 item, ")
    assert len(json.loads(run("--casebook", book, "status", "--format", "json").stdout)) == 2
    assert "by 23 April 1951" in run("--casebook", book, "show", "reply.txt", "--text").stdout
    hits = json.loads(run("--casebook", book, "search", "accounts April", "--format", "json").stdout)
    assert [hit for hit in hits if "19 April" in hit["quote"]] == []


def test_changed_papers_among_new_ones_are_counted(book: Path, papers: Path) -> None:
    (papers / "reply.txt").write_text(REPLY.replace("19 April", "23 April"), "utf-8")
    (papers / "third.txt").write_text(REPLY.replace("19 April", "25 April"), "utf-8")
    lines = run("--casebook", book, "add", papers).stdout.splitlines()
    assert lines[0].startswith(f"Read 2 papers into {book} (1 of them changed; in place of what was read before): ")
    assert lines[1].startswith("  reply.txt (changed; read again): ")
    assert lines[2].startswith("  third.txt: ")


def test_add_ends_with_what_status_counts(book: Path, papers: Path) -> None:
    (papers / "third.txt").write_text(REPLY.replace("19 April", "25 April"), "utf-8")
    added = run("--casebook", book, "add", papers).stdout
    head = run("--casebook", book, "status").stdout.splitlines()[0]
    assert f"The casebook now holds {head.removeprefix(f'{book}: ')}, what the papers share counted once.\n" in added


def test_names_with_line_breaks_stay_on_one_line_and_papers_of_one_such_name_are_told_apart(tmp_path: Path) -> None:
    for folder, text in (("north", LETTER), ("south", REPLY)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a\nb\x1b[31m.txt").write_text(text, "utf-8")
    added = run("--casebook", tmp_path / "book", "add", tmp_path / "north", tmp_path / "south")
    assert added.exit_code == 0
    assert r"  a\nb\x1b[31m.txt: 1 item" in added.stdout
    assert r"  south/a\nb\x1b[31m.txt: 1 item" in added.stdout
    again = run("--casebook", tmp_path / "book", "add", tmp_path / "south").stdout
    assert rf"Already here: {tmp_path}/south/a\nb\x1b[31m.txt (as south/a\nb\x1b[31m.txt)" in again


def test_papers_of_one_name_that_fail_are_named_by_their_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "e.txt").write_text("")
    monkeypatch.chdir(tmp_path)
    lines = run("--casebook", tmp_path / "book", "add", "north", "south").stdout.splitlines()
    assert [line.split(" is ")[0] for line in lines[-2:]] == ["  north/e.txt", "  south/e.txt"]


def test_paper_that_becomes_a_copy_of_another_goes(book: Path, papers: Path) -> None:
    (papers / "reply.txt").write_text(LETTER, "utf-8")
    result = run("--casebook", book, "add", papers)
    assert f"Already here: {papers / 'reply.txt'} (as letter.txt)" in result.stdout
    assert [one["source"] for one in json.loads(run("--casebook", book, "status", "--format", "json").stdout)] == ["letter.txt"]


def test_papers_of_one_name_are_told_apart_by_their_folders(book: Path, papers: Path) -> None:
    (papers / "north").mkdir()
    (papers / "north" / "letter.txt").write_text(LETTER.replace("NORTHERN", "SOUTHERN"), "utf-8")
    run("--casebook", book, "add", papers)
    sources = json.loads(run("--casebook", book, "status", "--format", "json").stdout)
    assert [one["source"] for one in sources] == ["letter.txt", "north/letter.txt", "reply.txt"]


def test_paper_that_cannot_be_read_costs_one_line_and_exit_code_1(tmp_path: Path, papers: Path) -> None:
    (papers / "empty.txt").write_text("")
    gone = tmp_path / "gone.txt"
    result = run("--casebook", tmp_path / "book", "add", gone, papers)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"Read 2 papers into {tmp_path / 'book'}: ")
    failed = result.stdout.splitlines()[result.stdout.splitlines().index("Could not be read: 2 papers") + 1 :]
    assert failed == [
        f"  {gone} does not exist; check the name",
        f"  {papers / 'empty.txt'} is empty: there is no text in it; check that it was saved or fetched whole",
    ]


def test_files_of_other_formats_are_counted(tmp_path: Path, papers: Path) -> None:
    for name in ("north/tune.wav", "air.WAV", "list.qqq", ".hidden.wav", ".git/config", "~$list.qqq"):
        (papers / name).parent.mkdir(exist_ok=True)
        (papers / name).write_bytes(b"x")
    for _ in range(2):
        result = run("--casebook", papers / "book", "add", papers)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "Left out: 3 files of formats that docket does not read (2 .wav, 1 .qqq)"


def test_paper_on_which_docket_breaks_costs_one_line(tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(nlp: Language, source: SourceText) -> list[AnyRecord]:
        if source.name == "letter.txt":
            raise KeyError("quay")
        return extract_source(nlp, source)

    monkeypatch.setattr("brief.workers.extract_source", breaks)
    result = run("--casebook", tmp_path / "book", "add", papers)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-2:] == [
        "Could not be read: 1 paper",
        f"  {papers / 'letter.txt'}: KeyError: 'quay'; this is a fault of docket, please report it",
    ]
    assert len(json.loads(run("--casebook", tmp_path / "book", "status", "--format", "json").stdout)) == 1


def test_interrupted_add_keeps_what_it_read_and_says_so(tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(nlp: object, source: object) -> list[object]:
        raise KeyboardInterrupt

    run("--casebook", tmp_path / "book", "add", papers / "letter.txt")
    monkeypatch.setattr("brief.workers.extract_source", interrupt)
    result = run("--casebook", tmp_path / "book", "add", papers)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "Interrupted. What is listed above is kept; the same command reads the rest."
    monkeypatch.undo()
    assert run("--casebook", tmp_path / "book", "add", papers).stdout.startswith("Read 1 paper into ")


def test_add_without_papers_is_a_mistake_in_the_call(tmp_path: Path) -> None:
    result = run("--casebook", tmp_path / "book", "add")
    assert result.exit_code == 2
    assert not (tmp_path / "book").exists()


# The casebook that is meant


def test_casebook_is_named_before_or_after_the_command_or_by_the_environment(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run("--casebook", book, "status").stdout
    assert expected.startswith(f"{book}: 2 sources")
    assert run("status", "--casebook", book).stdout == expected
    assert run("--casebook", "elsewhere", "status", "--casebook", book).stdout == expected
    assert run("status", DOCKET_CASEBOOK=str(book)).stdout == expected
    monkeypatch.chdir(book.parent)
    book.rename("casebook")
    assert run("status").stdout.startswith("casebook: 2 sources")


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["promises"],
        ["recommendations"],
        ["chronology"],
        ["missing"],
        ["conflicts"],
        ["thread", "x"],
        ["search", "fares"],
        ["show", "x"],
        ["export", "out"],
        ["reindex"],
    ],
)
def test_without_a_casebook_every_command_says_how_to_make_one(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*command)
    assert result.exit_code == 1
    assert said(result) == "docket: no casebook at casebook; make one with: docket --casebook casebook add PAPERS\n"
    assert list(tmp_path.iterdir()) == []


# Asking


def test_search_prints_hits_as_the_contract_says(book: Path) -> None:
    result = run("--casebook", book, "search", "when will the fares be published?", "--format", "json", "--limit", "2")
    hits = json.loads(result.stdout)
    assert result.exit_code == 0
    assert 1 <= len(hits) <= 2
    text = {"letter.txt": LETTER, "reply.txt": REPLY}
    for hit in hits:
        assert {"source", "start", "end", "quote", "item", "kind", "page", "marking"} <= set(hit)
        assert hit["quote"] == text[hit["source"]][hit["start"] : hit["end"]]
    assert "publish the new scale of fares" in hits[0]["quote"]


def test_search_pages_through_all_places(book: Path) -> None:
    def ranks(*options: str) -> list[int]:
        return [
            hit["rank"] for hit in json.loads(run("--casebook", book, "search", "fares", "--format", "json", *options).stdout)
        ]

    whole = ranks("--all")
    assert len(whole) >= 2
    assert ranks("--limit", "1") == whole[:1]
    assert ranks("--limit", "1", "--offset", "1") == whole[1:2]


def test_a_search_is_saved_asked_again_and_forgotten(book: Path) -> None:
    first = run("--casebook", book, "search", "fares", "--save", "fares")
    assert first.exit_code == 0
    assert run("--casebook", book, "search", "@fares", "--format", "json").stdout == (
        run("--casebook", book, "search", "fares", "--format", "json").stdout
    )
    taken = run("--casebook", book, "search", "ferry", "--save", "fares")
    assert (taken.exit_code, taken.stderr) == (
        1,
        "docket: there is a saved search fares already (fares); add --replace to put this one in its place\n",
    )
    assert json.loads(run("--casebook", book, "search", "--saved", "--format", "json").stdout) == [
        {"name": "fares", "question": "fares"}
    ]
    assert run("--casebook", book, "search", "--forget", "fares").stdout == "Forgot the saved search fares: fares\n"
    assert "none is saved yet" in run("--casebook", book, "search", "@fares").stderr


def test_a_search_counts_facets_and_finds_what_is_alike(book: Path) -> None:
    assert re.search(r"^kind: .*action \(\d", run("--casebook", book, "search", "fares", "--facets").stdout, re.MULTILINE)
    whole = json.loads(run("--casebook", book, "search", "fares", "--facets", "--format", "json").stdout)
    assert whole["total"] >= len(whole["hits"]) > 0 and whole["facets"]["kind"]
    item = whole["hits"][0]["item"]
    alike = json.loads(run("--casebook", book, "search", "--like", item, "--format", "json").stdout)
    assert item not in {hit["item"] for hit in alike}
    assert run("--casebook", book, "search", "fares", "--facets", "--format", "csv").exit_code == 2


def test_search_for_what_is_not_there_says_so(book: Path) -> None:
    result = run("--casebook", book, "search", "zeppelin")
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing found for “zeppelin”\n")


def test_promises_lead_back_to_the_page(book: Path) -> None:
    rows = json.loads(run("--casebook", book, "promises", "--by", "3 May 1951", "--format", "json").stdout)
    assert [(row["source"], row["when"]) for row in rows] == [("reply.txt", "../1951-04-19"), ("letter.txt", "../1951-05-03")]
    assert [row["marking"] for row in rows] == ["", "RESTRICTED"]
    table = run("--casebook", book, "promises", "--by", "3 May 1951").stdout
    assert table.splitlines()[:2] == ["2 promises due by 3 May 1951", "Highest protective marking: RESTRICTED"]
    assert "letter.txt, letter of 2 April 1951, " + rows[1]["item"] in table


def test_status_is_as_of_today_or_of_the_day_named(book: Path) -> None:
    def due(*options: str) -> list[str]:
        rows = json.loads(run("--casebook", book, "promises", "--format", "json", *options).stdout)
        return [row["when"] for row in rows]

    assert due("--status", "overdue", "--as-of", "20 April 1951") == ["../1951-04-19"]
    assert due("--status", "overdue") == ["../1951-04-19", "../1951-05-03"]


@pytest.mark.parametrize("option", ["--by", "--after", "--as-of"])
def test_wrong_date_is_told_what_to_write(book: Path, option: str) -> None:
    result = run("--casebook", book, "promises", option, "Whitsun")
    assert result.exit_code == 2
    told = "“Whitsun” is no date; write for example 2003-04-01, 1 April 2003, April 2003 or 2003"
    assert said(result).splitlines()[-1] == f"Error: Invalid value for '{option}': {told}"


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("search", ""), "there is nothing to search for"),
        (("search", " ", "?"), "there is nothing to search for"),
        (("search", "NOT"), "nothing after NOT"),
        (("search", "tug ("), "a ( without its )"),
        (("search", "due:never"), "due:never is no date"),
        (("search", "kind:foo"), "there is no kind foo"),
        (("search", "foo:bar"), "there is no field “foo”; the fields are"),
        (("chronology", "--from", "1952", "--to", "1951"), "--from and --to: 1952 is later than 1951"),
        (("promises", "--after", "1952", "--by", "1951"), "--after and --by: 1952 is later than 1951"),
        (("status", "--casebook", ""), "--casebook has no name after it"),
    ],
)
def test_wrong_call_costs_one_line_and_exit_code_2(book: Path, call: tuple[str, ...], told: str) -> None:
    result = run("--casebook", book, *call)
    assert result.exit_code == 2
    (line,) = said(result).splitlines()
    assert line.startswith(f"docket: {told}")


def test_the_same_year_twice_is_no_wrong_call(book: Path) -> None:
    assert run("--casebook", book, "chronology", "--from", "1951", "--to", "1951").exit_code == 0


def test_search_past_the_last_place_says_so(book: Path) -> None:
    told = run("--casebook", book, "search", "fares", "--offset", "1000").stdout.splitlines()[0]
    assert told.endswith("for “fares”; none is left after leaving out 1,000")


def test_long_question_is_not_said_back_whole(book: Path) -> None:
    assert max(map(len, run("--casebook", book, "search", *["fares", "zeppelin"] * 300).stdout.splitlines())) < 300


def test_recommendations_of_papers_without_any(book: Path) -> None:
    assert run("--casebook", book, "recommendations").stdout.splitlines()[0] == "0 recommendations"
    assert run("--casebook", book, "recommendations", "4").stdout == "0 recommendations with number 4\n"
    assert json.loads(run("--casebook", book, "recommendations", "--format", "json").stdout) == []


def test_chronology_names_the_recommendations_that_a_number_may_mean(book: Path) -> None:
    done = run("--casebook", book, "chronology", "--about", "99")
    assert (done.exit_code, said(done)) == (1, f"docket: no recommendation 99 in {book}; docket recommendations lists them\n")


def test_chronology_finds_its_topic_by_other_names_and_related_words(book: Path) -> None:
    whole, topic = (
        json.loads(run("--casebook", book, "chronology", *words, "--format", "json").stdout) for words in ((), ("fares",))
    )
    assert topic
    assert {row["text"] for row in topic} <= {row["text"] for row in whole}
    assert json.loads(run("--casebook", book, "chronology", "zeppelins", "--format", "json").stdout) == []
    assert all(row["key"] for row in json.loads(run("--casebook", book, "chronology", "--key", "--format", "json").stdout))


def test_chronology_takes_plain_dates(book: Path) -> None:
    rows = json.loads(
        run("--casebook", book, "chronology", "--from", "April 1951", "--to", "16/4/1951", "--format", "json").stdout
    )
    assert [row["date"] for row in rows if not row["planned"]] == ["1951-04-02", "1951-04-16"]
    assert all(origin["source"] in ("letter.txt", "reply.txt") for row in rows for origin in row["sources"])


# Showing and handing over


def test_text_is_shown_to_the_byte(tmp_path: Path) -> None:
    odd = "Dear Dr Quill,\r\n\r\nCafé \x1b[31mfares\x1b[0m\tare due.\x0cYours\u2028sincerely"
    (tmp_path / "odd.txt").write_bytes(odd.encode())
    run("--casebook", tmp_path / "book", "add", tmp_path / "odd.txt")
    with Casebook.open(tmp_path / "book") as casebook:
        kept = casebook.text_of("odd.txt")
    assert run("--casebook", tmp_path / "book", "show", "odd.txt", "--text").stdout_bytes == kept.encode()


def test_record_that_is_listed_can_be_shown(book: Path) -> None:
    (first, *_) = json.loads(run("--casebook", book, "promises", "--format", "json").stdout)
    assert run("--casebook", book, "show", first["id"], "--text").stdout == first["quote"]
    assert f"»{first['quote']}«" in run("--casebook", book, "show", first["id"]).stdout.replace("\n  ", "\n")
    item = run("--casebook", book, "show", first["item"]).stdout
    assert first["id"] in item
    assert (
        json.loads(run("--casebook", book, "show", first["item"], "--format", "json").stdout)["actions"][0]["id"] == first["id"]
    )


def test_what_is_not_there_cannot_be_shown(book: Path) -> None:
    result = run("--casebook", book, "show", "minute")
    assert result.exit_code == 1
    assert said(result) == f"docket: nothing called “minute” in {book}; docket status lists the sources, every listing the ids\n"


def test_two_casebooks_of_the_same_papers_export_the_same_bytes(tmp_path: Path, papers: Path) -> None:
    exports = []
    for name, order in (("one", ["letter.txt", "reply.txt"]), ("two", ["reply.txt", "letter.txt"])):
        folder = tmp_path / name
        folder.mkdir()
        for paper in order:
            (folder / paper).write_bytes((papers / paper).read_bytes())
            run("--casebook", folder / "book", "add", folder / paper)
        result = run("--casebook", folder / "book", "export", "--format", "jsonl", folder / "out")
        assert result.exit_code == 0
        assert result.stdout.startswith("Wrote 2 items, ")
        exports.append({path.name: path.read_bytes() for path in (folder / "out").iterdir()})
    assert len(exports[0]) == 10
    assert exports[0] == exports[1]


def test_links_of_an_export_lead_to_its_items(book: Path, tmp_path: Path) -> None:
    run("--casebook", book, "export", tmp_path / "out")
    (reference,) = [json.loads(line) for line in (tmp_path / "out" / "references.jsonl").read_text("utf-8").splitlines()]
    items = [json.loads(line) for line in (tmp_path / "out" / "items.jsonl").read_text("utf-8").splitlines()]
    assert reference["resolves_to"] == next(item["id"] for item in items if item["source"] == "letter.txt")


# What is derived


def test_status_tells_whether_what_is_derived_is_fresh(book: Path) -> None:
    fresh = "Links: up to date. Search index: up to date."
    stale = "out of date, made anew when next needed"
    assert run("--casebook", book, "status").stdout.splitlines()[-1] == fresh
    with Casebook.open(book) as casebook:
        casebook.remove_source("reply.txt")
    assert run("--casebook", book, "status").stdout.splitlines()[-1] == f"Links: {stale}. Search index: {stale}."
    assert run("--casebook", book, "reindex").stdout == f"Links and search index of {book} are made anew.\n"
    assert run("--casebook", book, "status").stdout.splitlines()[-1] == fresh


def test_stale_links_are_made_anew_before_they_are_read(book: Path) -> None:
    with Casebook.open(book) as casebook:
        casebook.remove_source("letter.txt")
    run("--casebook", book, "chronology")
    with Casebook.open(book) as casebook:
        assert casebook.links_fresh()


def test_index_that_is_gone_is_made_anew(book: Path) -> None:
    expected = run("--casebook", book, "search", "fares").stdout
    for path in sorted((book / "index").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert run("--casebook", book, "search", "fares").stdout == expected


# The demonstration


def test_demo_asks_its_questions_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    result = run("demo")
    assert result.exit_code == 0, result.output
    asked = re.findall(r"^\$ docket (\w+)", result.stdout, re.MULTILINE)
    assert asked[0] == "add"
    assert {"status", "promises", "recommendations", "search", "chronology", "show"} <= set(asked)
    assert not re.search(r"^(?:0 |Nothing)", result.stdout, re.MULTILINE)
    assert list(tmp_path.iterdir()) == []


def test_demo_keeps_its_casebook_where_it_is_told(tmp_path: Path) -> None:
    assert run("demo", "--into", tmp_path / "kept").exit_code == 0
    assert run("--casebook", tmp_path / "kept", "status").exit_code == 0


# On a terminal, in a pipe


def docket(*arguments: object) -> list[str]:
    return [sys.executable, "-c", "import cli; cli.main(prog_name='docket')", *map(str, arguments)]


def test_reader_that_goes_away_is_no_error(book: Path) -> None:
    command = docket("--casebook", book, "search", "fares", "--all", "--format", "json")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_terminal_gets_a_table_of_its_width_and_no_control_characters(tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text(LETTER.replace("fares by", "fares\x07\x9b and tolls by"), "utf-8")
    run("--casebook", tmp_path / "book", "add", tmp_path / "odd.txt")
    for arguments in (["promises"], ["show", "odd.txt", "--text"]):
        shown = on_terminal(docket("--casebook", tmp_path / "book", *arguments), columns=72)
        assert "tolls" in shown
        assert not re.search(r"[\x07\x9b]", shown)
        assert max(len(line) for line in shown.splitlines()) <= (72 if arguments == ["promises"] else 200)


def on_terminal(command: Sequence[str], *, columns: int) -> str:
    import pty  # only where there are pseudo-terminals

    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "dumb"}
    with subprocess.Popen(command, cwd=ROOT, stdout=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while part := read_some(ours):
            shown += part
        process.wait()
    os.close(ours)
    return shown.decode()


def read_some(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_terminal_without_a_letter_gets_a_mark_for_it(book: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = docket("--casebook", book, "search", "zeppelin")
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Nothing found for ?zeppelin?\n")


# Help and documents

COMMANDS = sorted(main.commands.items())


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_help_shows_one_real_call(name: str, command: click.Command) -> None:
    text = run(name, "--help").stdout
    calls = re.findall(rf"^ +docket {name}\b.*$", text, re.MULTILINE)
    assert calls
    short = command.get_short_help_str(limit=60)
    assert not short.endswith("...")
    assert f"{name} " in run("--help").stdout


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_and_option_is_in_the_documents(name: str, command: click.Command) -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    (section,) = re.findall(rf"^## docket {name}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert f"docket {name}" in section
    options = [option.opts[-1] for option in command.params if isinstance(option, click.Option) and option.name != "casebook"]
    assert [option for option in options if f"`{option}" not in section] == []


def test_version_is_the_packages() -> None:
    assert re.fullmatch(r"docket, version \d+\.\d+\.\d+\n", run("--version").stdout)
