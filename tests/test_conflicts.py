"""Where papers differ: both sides with their words, and silence where they may speak of two things. All papers are invented."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main
from corpus.records import Action, AnyRecord, Event, Item, Reference
from graph.conflicts import find_conflicts
from graph.links import link_records

BASE: dict[str, Any] = {"start": 0, "end": 1, "page": 1, "quote": "x"}
OLDER = Item(id="old", kind="letter", date="1998-03-10", source="a.txt", **BASE)
LATER = Item(id="new", kind="letter", date="1998-05-10", source="b.txt", **BASE)


def event(id: str, of: Item, day: str, text: str, *, planned: bool = False) -> Event:
    return Event(id=id, item=of.id, date=day, text=text, planned=planned, source=of.source, **(BASE | {"quote": text}))


def action(id: str, of: Item, when: str, what: str, who: str = "Weir Board") -> Action:
    return Action(id=id, item=of.id, force="promise", who=who, what=what, when=when, source=of.source, **(BASE | {"quote": what}))


def kinds(*records: AnyRecord) -> list[tuple[str, str, str]]:
    found = find_conflicts(link_records([OLDER, LATER, *records]))
    return [(one.kind, one.first.date, one.second.date) for one in found]


PLAN = event("plan", OLDER, "1998-04-20", "The first meeting of the weir panel has been arranged", planned=True)
HELD = event("held", LATER, "1998-04-21", "A first meeting of the panel took place")


def test_what_was_planned_for_one_day_and_held_on_another_is_told_with_both() -> None:
    assert kinds(PLAN, HELD) == [("planned and actual", "1998-04-20", "1998-04-21")]
    (one,) = find_conflicts([OLDER, LATER, PLAN, HELD])
    assert (one.first.origin.quote, one.second.origin.quote) == (PLAN.quote, HELD.quote)


def test_an_undated_annex_is_as_old_as_its_letter() -> None:
    annex = Item(id="annex", kind="annex", part_of="old", source="a.txt", **BASE)
    assert kinds(annex, replace(PLAN, item="annex"), HELD) == [("planned and actual", "1998-04-20", "1998-04-21")]


@pytest.mark.parametrize(
    ("planned", "held", "day"),
    [
        ("The weir panel will meet", "The weir panel met", "1998-04-27"),  # panels meet often
        ("The first meeting of the weir panel has been arranged", "A first meeting of the lock panel took place", "1998-04-21"),
        ("The first meeting of the weir panel has been arranged", "A first meeting of the panel took place", "1998-04-20"),
        ("The first meeting of the weir panel has been arranged", "A first meeting of the panel took place", "1998-12-21"),
    ],
)
def test_other_occasions_are_not_the_planned_one(planned: str, held: str, day: str) -> None:
    assert kinds(event("p", OLDER, "1998-04-20", planned, planned=True), event("h", LATER, day, held)) == []


def test_two_dates_of_one_event_are_told() -> None:
    one = event("e", OLDER, "1998-02-03", "The joint exercise was held")
    other = event("f", LATER, "1998-02-05", "The joint exercise went well")
    assert kinds(one, other) == [("two dates", "1998-02-03", "1998-02-05")]


def test_a_letter_older_than_what_it_refers_to_is_told() -> None:
    answered = Reference(
        id="r", item="old", text="your letter of 10 May", date="1998-05-10", resolves_to="new", source="a.txt", **BASE
    )
    assert [(one.kind, one.first.date, one.second.date) for one in find_conflicts([OLDER, LATER, answered])] == [
        ("order of letters", "1998-03-10", "1998-05-10")
    ]
    lost = replace(answered, resolves_to=None)
    assert [one.kind for one in find_conflicts([OLDER, lost])] == ["order of letters"]
    assert find_conflicts([OLDER, LATER, replace(answered, item="new", resolves_to="old", date="1998-03-10")]) == []


def test_a_due_date_that_moved_keeps_the_original_and_the_revised_one() -> None:
    revised = action("b", LATER, "../1998-06-30", "mend the upper weir gates")
    original = action("a", OLDER, "../1998-03-31", "mend the gates of the upper weir")
    assert kinds(revised, original) == [("date moved", "../1998-03-31", "../1998-06-30")]


@pytest.mark.parametrize(
    "other",
    [
        action("b", LATER, "../1998-06-30", "mend the upper weir gates", "Lock Council"),
        action("b", LATER, "../1998-06-30", "paint the upper weir gates"),
        action("b", LATER, "../1998-06-30", "mend the 2 upper weir gates"),
        action("b", LATER, "../1998-03-31", "mend the upper weir gates"),
        action("b", OLDER, "../1998-06-30", "mend the upper weir gates"),
    ],
)
def test_another_party_deed_or_number_is_no_date_moved(other: Action) -> None:
    assert kinds(action("a", OLDER, "../1998-03-31", "mend the upper weir gates"), other) == []


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("The storm sank 4 barges at Port Sel", "The storm sank 6 barges at Port Sel", True),
        ("The board spent £3m on the upper weir gates", "The board spent £4m on the upper weir gates", True),
        ("The storm sank 4 barges at Port Sel", "The storm sank 4 barges at Port Sel", False),
        ("The storm sank 4 barges at Port Sel", "The storm sank 6 ferries at Wick", False),
    ],
)
def test_the_same_said_with_another_figure(one: str, other: str, differ: bool) -> None:
    told = [event("e", OLDER, "1998-02-03", one), event("f", LATER, "1998-02-03", other)]
    assert bool([kind for kind, *_ in kinds(*told) if kind == "figures"]) is differ
    apart = [told[0], replace(told[1], date="1998-03-03")]
    assert "figures" not in [kind for kind, *_ in kinds(*apart)]


def test_second_copies_differ_from_nobody() -> None:
    copy = replace(LATER, duplicate_of="old")
    assert find_conflicts([OLDER, copy, PLAN, HELD]) == []


LETTERS = {
    "plan.txt": "WEIR BOARD\nPort Sel\n\n10 March 1998\n\nMr Robert Hart\nHarbour Office\n\nDear Mr Hart,\n\nWEIR PANEL\n\n"
    "The first meeting of the weir panel has been arranged for 20 April.\n\nYours sincerely,\n\nAnn Lee\n",
    "held.txt": "WEIR BOARD\nPort Sel\n\n10 May 1998\n\nMr Robert Hart\nHarbour Office\n\nDear Mr Hart,\n\nWEIR PANEL\n\n"
    "The first meeting of the weir panel took place on 21 April.\n\nYours sincerely,\n\nAnn Lee\n",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("conflicts")
    for name, text in LETTERS.items():
        (folder / name).write_text(text)
    assert run(folder / "book", "add", *(str(folder / name) for name in LETTERS)).exit_code == 0
    return folder / "book"


def run(book: Path, *call: str) -> Result:
    return CliRunner().invoke(main, ["--casebook", str(book), *call])


def test_the_command_lists_both_papers_with_their_words(book: Path) -> None:
    lines = run(book, "conflicts").stdout.splitlines()
    assert lines[0] == "1 place where papers differ"
    assert "arranged for 20 April" in lines[4] and "took place on 21 April" in lines[4]
    (row,) = json.loads(run(book, "conflicts", "--format", "json").stdout)
    assert [row[side]["source"] for side in ("first", "second")] == ["plan.txt", "held.txt"]


def test_conflicts_are_handed_over_with_both_sources(book: Path) -> None:
    out = run(book, "conflicts", "--format", "md").stdout
    assert out.startswith("# Where papers differ\n")
    (row,) = [line for line in out.splitlines() if "planned and actual" in line]
    assert "plan.txt, letter of" in row and "held.txt, letter of" in row
    assert "--output FILE" in run(book, "conflicts", "--format", "docx").stderr


def test_the_chronology_marks_both_lines_and_tells_the_words_below(book: Path) -> None:
    output = run(book, "chronology").stdout
    assert output.count("papers differ") == 2
    assert "Papers differ, planned and actual: 20 April 1998" in output
    rows = json.loads(run(book, "chronology", "--format", "json").stdout)
    assert [row["date"] for row in rows if row["conflicts"]] == ["1998-04-20", "1998-04-21"]
