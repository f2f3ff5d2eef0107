"""Lists and files held to a protective marking, on invented papers: what is above it leaves no trace but a number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from brief.actions import ActionQuery, list_actions
from brief.ceiling import HeldCasebook, hold_to, is_above, papers_above, parse_marking
from brief.recommendations import RecommendationQuery, list_recommendations
from brief.timeline import list_chronology
from cli import main
from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.records import Actor, AnyRecord, Item, Mention, RegisterRow
from corpus.ruletables import read_table
from extract.header import MARKING_ORDER
from tests.test_tracker import answered, asked, here, paper, promised, put


def marked(name: str, marking: str, part_of: str | None = None, source: str = "") -> Item:
    return Item(id=f"item-{name}", kind="letter", date="1951-03-01", marking=marking, part_of=part_of, **here(source or name))


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(tmp_path / "book", create=True) as opened:
        put(opened, "north", paper("north"), asked("north", "1"))
        put(opened, "open", marked("open", "RESTRICTED"), promised("open", "", "1951-05-02"))
        put(
            opened, "file", marked("file", "SECRET"), marked("bare", "", source="file"), marked("low", "RESTRICTED", source="file"),
            marked("enclosed", "", part_of="item-low", source="file"), promised("file", "", "1951-05-03"), promised("bare", "", "1951-05-04"),
            promised("low", "", "1951-05-05"), promised("enclosed", "", "1951-05-06"),
            answered("file", "recommendation-north-1", "rejected"),
            Actor(id="actor-1", name="Spy Office", kind="body", mentions=(Mention(item="item-file", start=0, end=3),)),
            Actor(id="actor-2", name="Pier Office", kind="body", mentions=(Mention(item="item-file", start=0, end=3), Mention(item="item-low", start=0, end=3))),
            RegisterRow(id="register-1", register="item-file", date="1951-03-02", sender="A", addressee="B", subject="Spies", marking="S", **here("file")),
        )  # fmt: skip
        yield opened


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--casebook", str(folder), *arguments])


@pytest.mark.parametrize(
    ("marking", "ceiling", "above"),
    [
        ("", "UNCLASSIFIED", False),
        ("RESTRICTED", "RESTRICTED", False),
        ("CONFIDENTIAL", "RESTRICTED", True),
        ("PROTECT", "RESTRICTED", False),
        ("OFFICIAL", "OFFICIAL-SENSITIVE", False),
        ("OFFICIAL-SENSITIVE", "OFFICIAL", True),
        ("OFFICIAL", "OFFICIAL", False),
        ("SECRET", "OFFICIAL-SENSITIVE", True),
        ("OFFICIAL-SENSITIVE", "SECRET", False),
        ("LIMITED OFFICIAL USE", "CONFIDENTIAL", False),
        ("CONFIDENTIAL", "LIMITED OFFICIAL USE", True),
        # Of another scheme: it passes only where that is sure.
        ("OFFICIAL", "RESTRICTED", False),
        ("OFFICIAL-SENSITIVE", "RESTRICTED", True),
        ("RESTRICTED", "OFFICIAL", True),
        ("UNCLASSIFIED", "OFFICIAL", False),
        ("BURN AFTER READING", "TOP SECRET", True),
    ],
)
def test_what_is_above_a_ceiling(marking: str, ceiling: str, above: bool) -> None:
    assert is_above(marking, ceiling) is above


def test_every_marking_that_is_read_can_be_held_to() -> None:
    assert {row["marking"] for row in read_table("corpus.rules", "markings")} == set(MARKING_ORDER)


@pytest.mark.parametrize(
    ("typed", "marking"),
    [
        ("restricted", "RESTRICTED"),
        ("Official - Sensitive", "OFFICIAL-SENSITIVE"),
        ("NATO Confidential", "CONFIDENTIAL"),
        ("uk secret", "SECRET"),
        ("cosmic top secret", "TOP SECRET"),
    ],
)
def test_markings_are_read_as_people_type_them(typed: str, marking: str) -> None:
    assert parse_marking(typed) == marking


def test_what_is_no_marking_is_told_what_to_write() -> None:
    with pytest.raises(DocketError, match="“hush” is no marking that docket knows; write one of UNCLASSIFIED, "):
        parse_marking("hush")


def test_a_paper_without_marking_has_that_of_its_cover_or_else_of_its_file(casebook: Casebook) -> None:
    left_out = papers_above(casebook, "RESTRICTED")
    assert left_out.papers == {"item-file", "item-bare"}
    assert left_out.among == 6


def test_a_list_says_how_many_it_leaves_out(casebook: Casebook) -> None:
    held = hold_to(casebook, "RESTRICTED", lambda book: list_actions(book, ActionQuery()))
    assert [row["item"] for row in held.records] == ["item-open", "item-low", "item-enclosed"]
    assert held.held == "RESTRICTED: 2 of 5 left out; 2 of the 6 papers are above it."
    whole = hold_to(casebook, "TOP SECRET", lambda book: list_actions(book, ActionQuery()))
    assert (len(whole.rows), whole.held) == (5, "TOP SECRET: nothing left out; no paper is above it.")
    assert hold_to(casebook, "", lambda book: list_actions(book, ActionQuery())) == list_actions(casebook, ActionQuery())


def test_nothing_is_told_of_what_is_left_out(casebook: Casebook) -> None:
    recommendations = hold_to(casebook, "RESTRICTED", lambda book: list_recommendations(book, RecommendationQuery()))
    assert [row["disposition"] for row in recommendations.records] == ["no-response"]
    lines = hold_to(casebook, "RESTRICTED", list_chronology)
    assert not [row for row in lines.rows if "Spies" in " ".join(row)]
    held = HeldCasebook(casebook, papers_above(casebook, "RESTRICTED").papers)
    actors = [one for one in held.records("actors") if isinstance(one, Actor)]
    assert [(one.name, len(one.mentions)) for one in actors] == [("Pier Office", 1)]
    assert held.records("register") == []


@pytest.mark.parametrize(
    ("command", "left"),
    [(["promises"], "2 of 5 left out"), (["recommendations"], "none left out"), (["chronology"], "left out")],
)
def test_printed_lists_are_held_too(casebook: Casebook, tmp_path: Path, command: list[str], left: str) -> None:
    done = run(tmp_path / "book", *command, "--ceiling", "restricted")
    assert done.exit_code == 0
    assert f"Held to RESTRICTED: {left}" in " ".join(done.output.split()) or left == "left out"
    assert "2 of the 6 papers are above it." in done.output
    assert "SECRET" not in done.output


def test_a_program_is_told_beside_its_rows(casebook: Casebook, tmp_path: Path) -> None:
    done = run(tmp_path / "book", "promises", "--ceiling", "restricted", "--format", "json")
    assert [row["item"] for row in json.loads(done.stdout)] == ["item-open", "item-low", "item-enclosed"]
    assert done.stderr == "Held to RESTRICTED: 2 of 5 left out; 2 of the 6 papers are above it.\n"


def test_the_tracker_is_held(casebook: Casebook, tmp_path: Path) -> None:
    done = run(
        tmp_path / "book", "recommendations", "--ceiling", "restricted", "--format", "html", "--output", str(tmp_path / "t.html")
    )
    assert done.exit_code == 0
    page = (tmp_path / "t.html").read_text("utf-8")
    assert "<dt>Held to</dt><dd>RESTRICTED: none left out; 2 of the 6 papers are above it.</dd>" in page
    assert "rejected" not in page
    assert "docket recommendations --ceiling RESTRICTED" in page


def test_search_leaves_out_and_counts(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, marking in (("low", "RESTRICTED"), ("high", "SECRET")):
        letter = f"{marking}\n\nHarbour Office\n\n2 April 1951\n\nDear Dr Quill\n\nWe will mend the {name} jetty by 3 May 1951.\n\nYours sincerely\n\nMargaret Holm\n"
        (papers / f"{name}.txt").write_text(letter, "utf-8")
    folder = tmp_path / "book"
    run(folder, "add", str(papers))
    whole = json.loads(run(folder, "search", "jetty", "--format", "json").stdout)
    done = run(folder, "search", "jetty", "--ceiling", "restricted", "--format", "json", "--limit", "1")
    assert {row["source"] for row in whole} == {"low.txt", "high.txt"}
    assert {row["source"] for row in json.loads(done.stdout)} == {"low.txt"}
    low = sum(row["source"] == "low.txt" for row in whole)
    assert done.stderr == f"Held to RESTRICTED: {len(whole) - low} of {len(whole)} left out; 1 of the 2 papers is above it.\n"


def test_a_call_with_no_such_marking_is_told(casebook: Casebook, tmp_path: Path) -> None:
    done = run(tmp_path / "book", "promises", "--ceiling", "hush")
    assert done.exit_code == 2
    assert "“hush” is no marking" in done.stderr


def test_records_of_a_kind_are_those_of_kept_papers(casebook: Casebook) -> None:
    held = HeldCasebook(casebook, frozenset({"item-file"}))
    found: list[AnyRecord] = held.records("items")
    assert "item-file" not in {one.id for one in found}
    assert len(found) == 5
