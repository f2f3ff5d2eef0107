"""How sure an action is: what speaks for and against it, and that the confidence which follows means what it says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from brief.timeline import list_chronology
from cli import main
from corpus.casebook import Casebook
from corpus.records import Action, Item
from corpus.ruletables import read_table
from corpus.sources import SourceText
from extract.actions import find_actions
from extract.dates import find_dates
from extract.findings import ActionFound, Context
from extract.grounds import FORM, START, weigh
from extract.parties import build_directory
from extract.sentences import find_sentences

LETTERS = Path(__file__).parent / "letters"
NAMES = {row["ground"] for row in read_table("extract.rules", "grounds")} - {START, FORM}


def actions(text: str, kind: str = "letter") -> list[ActionFound]:
    directory = build_directory("", ["Ada Quill"], [])
    context = Context(date="2011-03-02", kind=kind, senders=("Ada Quill",), addressees=("Rolf Tamm",), directory=directory)
    return find_actions(text, find_sentences(text, context), find_dates(text, context), context)


SAID = [
    ("We will publish the chart by 3 May.", "letter", {"dated"}),
    ("We will publish the chart shortly.", "letter", {"timed"}),
    ("Please send the log.", "letter", {"reader"}),
    ("You should send the log.", "letter", {"reader"}),
    ("Ada Quill will send the log.", "letter", {"known"}),
    ("The chart will be published.", "letter", {"nobody"}),
    ("Wardens should:\n\n- keep a log of every ship;\n- mend the lock.\n", "guidance", {"listed"}),
    ("ACTION: Rolf Tamm to write by 12 March", "minutes", {"logged", "dated"}),
    ("Wardens must keep a log.", "annex", {"recorded"}),
    ("Wardens must keep a log.", "response", {"repeated"}),
    ("We will keep a log.", "response", set()),
    ("The Mayor said that Ada Quill will send the log.", "letter", {"reported", "clause", "known"}),
    ("Ada Quill will not close the quay and will keep the light.", "letter", {"known"}),
    ("Wardens must not open the lock.", "letter", {"negative"}),
    ("Wardens must reduce the noise.", "letter", {"effect"}),
    ("Wardens must have a light.", "letter", {"state"}),
    (
        "We will publish the chart of the northern crossing and of the southern crossing and of all the small harbours that lie between them on "
        "either side of the strait, with the depths and the lights and the buoys and the times of the tides for each of them.",
        "letter",
        {"long"},
    ),
    ("We will pubiish tne x7# |i charts ~q.", "letter", {"noisy"}),
]


@pytest.mark.parametrize(("text", "kind", "grounds"), SAID, ids=[text[:40] for text, _, _ in SAID])
def test_what_speaks_for_and_against_an_action(text: str, kind: str, grounds: set[str]) -> None:
    found = actions(text, kind)
    assert found
    for one in found:
        assert set(one.grounds) - {"fragment"} == grounds
        assert 0 < one.confidence < 1


def test_a_second_act_of_a_sentence_begins_in_the_middle() -> None:
    first, second = actions("We will write to the Guild by 3 May and hold a fair on 4 June.")
    assert "fragment" not in first.grounds
    assert "fragment" in second.grounds
    assert second.confidence < first.confidence


def test_every_ground_of_the_table_is_tried() -> None:
    assert {ground for _, _, grounds in SAID for ground in grounds} | {"fragment"} == NAMES


@pytest.mark.parametrize("ground", sorted(NAMES))
def test_each_ground_moves_the_confidence_as_its_weight_says(ground: str) -> None:
    (weight,) = [float(row["weight"]) for row in read_table("extract.rules", "grounds") if row["ground"] == ground]
    assert (weigh(0.7, [ground]) > weigh(0.7, [])) == (weight > 0)
    assert weigh(0.5, [ground]) <= weigh(0.9, [ground])


def test_confidence_is_never_certain() -> None:
    assert weigh(0.99, ["dated", "logged", "known", "listed"]) <= 0.99
    assert weigh(0.01, [name for name in NAMES if weigh(0.7, [name]) < weigh(0.7, [])]) >= 0.01


# That it means what it says


def levels(casebook: Path, gold: Path, *papers: Path) -> dict[float, dict[str, Any]]:
    run = CliRunner()
    assert run.invoke(main, ["--casebook", str(casebook), "add", *map(str, papers)]).exit_code == 0
    done = run.invoke(main, ["--casebook", str(casebook), "evaluate", str(gold), "--format", "json"])
    assert done.exit_code == 0, done.output
    return {one["at_least"]: one for one in json.loads(done.stdout)["confidence"]}


def below(found: dict[float, dict[str, Any]], level: float) -> float:
    """The precision of what is less sure than a level."""
    right = {at: one["precision"] * one["kept"] for at, one in found.items()}
    rest = found[0.0]["kept"] - found[level]["kept"]
    return float((right[0.0] - right[level]) / rest) if rest else 0.0


def test_the_surest_are_right_and_many_on_the_invented_letters(tmp_path: Path) -> None:
    found = levels(tmp_path / "book", LETTERS / "gold", LETTERS)
    assert found[0.9]["precision"] >= 0.94
    assert found[0.9]["kept"] >= 0.5 * found[0.0]["kept"]
    assert below(found, 0.9) <= found[0.9]["precision"]


def test_nine_tenths_mean_nineteen_in_twenty_on_the_annotated_papers(shared: Path, tmp_path: Path) -> None:
    found = levels(tmp_path / "book", shared / "gold", shared / "corpus")
    assert found[0.9]["precision"] >= 0.95
    assert found[0.9]["kept"] >= 0.5 * found[0.0]["kept"]
    assert found[0.5]["recall"] >= found[0.0]["recall"] - 0.02


# What lists leave out


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unsure")
    text = (
        "Harbour Office\n\n2 April 1951\n\nDear Dr Quill\n\nFARES\n\nWe will publish the new scale of fares by 3 May 1951.\n\n"
        "The pilots noted that the wardens, who were said to know it, must not have a light by 4 May 1951.\n\n"
        "The pilots noted that the wardens, who were said to know it, must not have a light.\n\n"
        "Yours sincerely\n\nMargaret Holm\n"
    )
    (folder / "letter.txt").write_text(text, "utf-8")
    run("--casebook", folder / "book", "add", folder / "letter.txt")
    return folder / "book"


def run(*arguments: object) -> str:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_promises_leave_out_what_is_unsure_and_say_so(book: Path) -> None:
    every = json.loads(run("--casebook", book, "promises", "--force", "all", "--all", "--format", "json"))
    sure = [one["id"] for one in every if one["confidence"] >= 0.5]
    assert 0 < len(sure) < len(every)
    assert [one["id"] for one in json.loads(run("--casebook", book, "promises", "--force", "all", "--format", "json"))] == sure
    told = run("--casebook", book, "promises", "--force", "all")
    assert f"Left out: {len(every) - len(sure)} action of a confidence below 0.5: add --all\n" in told
    assert "Left out" not in run("--casebook", book, "promises", "--force", "all", "--all")


def test_chronology_leaves_out_deadlines_that_are_unsure(tmp_path: Path) -> None:
    at: dict[str, Any] = {"source": "letter.txt", "page": None}
    words = "The Board will mend the lock by 3 May 1951."
    item = Item(id="item-1", start=0, end=len(words), quote=words, kind="letter", date="1951-04-02", **at)
    action = Action(
        id="action-1",
        start=0,
        end=43,
        quote=words,
        item="item-1",
        force="promise",
        who="Board",
        what="mend it",
        when="1951-05-03",
        **at,
    )
    for confidence, left_out in ((0.49, 1), (0.5, 0)):
        with Casebook.open(tmp_path / str(confidence), create=True) as casebook:
            source = SourceText(name="letter.txt", path="/letter.txt", sha256="c0ffee", format="text", text=words)
            casebook.put_source(source, [item, replace(action, confidence=confidence)])
            sure, every = (list_chronology(casebook, every=choice) for choice in (False, True))
        assert len(every.rows) - len(sure.rows) == left_out
        assert sure.notes == ("Left out: 1 action of a confidence below 0.5: add --all",) * left_out
        assert every.notes == ()
