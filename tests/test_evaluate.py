"""`docket annotate` and `docket evaluate`: what is written goes round whole, what is corrected is measured, what is wrong is told."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from brief.gold import Extent, GoldError, extent_of_lines, find_quote, read_gold
from brief.scoring import Figure, Names, bare_number, pair_up, same_date
from cli import main
from corpus.records import Date
from corpus.sample import papers

LETTER = """Harbour Office
3 Quay Street
Port Merrow

Dr A Quill
Chair, Ferry Board

2 April 1951

Dear Dr Quill

FARES ON THE NORTHERN CROSSING

We will publish the new scale of fares by 3 May 1951. Please let me have the Board's accounts by 20 April 1951. The Board must
keep a log of every crossing.

Yours sincerely

Margaret Holm
"""
Lines = list[dict[str, Any]]


def run(*arguments: object) -> Result:
    return CliRunner(env={"DOCKET_CASEBOOK": ""}).invoke(main, [str(one) for one in arguments], prog_name="docket")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evaluate")
    (folder / "letter.txt").write_text(LETTER, "utf-8")
    assert run("--casebook", folder / "book", "add", folder / "letter.txt").exit_code == 0
    return folder / "book"


@pytest.fixture(scope="module")
def lines(book: Path) -> Lines:
    return [json.loads(line) for line in run("--casebook", book, "annotate", "letter.txt").stdout.splitlines()]


@pytest.fixture
def evaluate(book: Path, tmp_path: Path) -> Callable[[Lines], dict[str, Any]]:
    def measured(lines: Lines) -> dict[str, Any]:
        result = run("--casebook", book, "evaluate", written(tmp_path, lines), "--errors", "--format", "json")
        assert result.exit_code == 0, result.stderr
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    return measured


def written(folder: Path, lines: Lines) -> Path:
    path = folder / "corrected.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def shares(figures: dict[str, dict[str, float]]) -> set[float]:
    return {value for figure in figures.values() for name, value in figure.items() if name not in ("gold", "found")}


# There and back


def test_annotations_go_round_whole(tmp_path: Path) -> None:
    book, gold = tmp_path / "book", tmp_path / "gold"
    assert run("--casebook", book, "add", papers()).exit_code == 0
    for number, paper in enumerate(sorted(papers().iterdir())):
        result = run("--casebook", book, "annotate", paper.name, "--output", gold / f"{number}.jsonl")
        assert result.exit_code == 0, result.stderr
    found = json.loads(run("--casebook", book, "evaluate", gold, "--errors", "--format", "json").stdout)
    assert found["errors"] == []
    assert shares(found["figures"]) == {1.0}
    counts = {name: figure["gold"] for name, figure in found["figures"].items()}
    assert min(counts[name] for name in ("items", "dates", "actions", "recommendations", "references", "register", "events")) >= 5
    assert {one["actions"]["f1"] for one in found["papers"]} == {1.0}


def test_annotations_are_the_same_each_time_and_in_reading_order(book: Path, lines: Lines) -> None:
    again = run("--casebook", book, "annotate", lines[0]["id"]).stdout
    assert [json.loads(line) for line in again.splitlines()] == lines
    assert [line["record"] for line in lines] == ["documents", *["dates"] * 3, *["actions"] * 3, *["actors"] * 2]
    assert list(lines[4])[:6] == ["record", "doc", "force", "who", "what", "to"]


def test_annotations_of_an_item_go_to_a_new_file_only(book: Path, lines: Lines, tmp_path: Path) -> None:
    out = tmp_path / "new" / "letter.jsonl"
    told = run("--casebook", book, "annotate", lines[0]["id"], "--output", out)
    assert told.stdout == f"Wrote 9 lines to {out}. Correct them against the paper, then: docket evaluate {out}\n"
    again = run("--casebook", book, "annotate", lines[0]["id"], "--output", out)
    assert again.exit_code == 1
    assert again.stderr == f"docket: {out} is there already and may hold corrections; name another file, or take it away first\n"


def test_only_items_and_sources_are_annotated(book: Path, lines: Lines) -> None:
    action = json.loads(run("--casebook", book, "promises", "--format", "json").stdout)[0]["id"]
    result = run("--casebook", book, "annotate", action)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"docket: {action} is no item; name an item or a source")


# What corrections do to the figures


def test_an_action_that_nobody_marked_is_too_much(lines: Lines, evaluate: Callable[[Lines], dict[str, Any]]) -> None:
    (taken, *_) = [line for line in lines if line["record"] == "actions"]
    found = evaluate([line for line in lines if line is not taken])
    assert found["figures"]["actions"] == {"precision": 0.667, "recall": 1.0, "f1": 0.8, "gold": 2, "found": 3}
    (error,) = found["errors"]
    assert (error["measure"], error["error"], error["source"], error["words"]) == (
        "actions",
        "too much",
        "letter.txt",
        taken["quote"],
    )
    assert found["confidence"][0] == {
        "at_least": 0.0,
        "kept": 3,
        "of": 3,
        "precision": 0.667,
        "recall": 1.0,
        "wholly_right": 0.667,
    }


def test_an_action_that_docket_has_not_is_missed(lines: Lines, evaluate: Callable[[Lines], dict[str, Any]]) -> None:
    doc = lines[0]["id"]
    missed = {
        "record": "actions",
        "doc": doc,
        "force": "promise",
        "who": "",
        "when": "",
        "quote": "FARES ON THE NORTHERN CROSSING",
    }
    found = evaluate([*lines, missed])
    assert found["figures"]["actions"]["recall"] == 0.75
    assert [(one["measure"], one["error"], one["words"]) for one in found["errors"]] == [("actions", "missed", missed["quote"])]
    assert found["papers"][0]["actions"] == {"precision": 1.0, "recall": 0.75, "f1": 0.857, "gold": 4, "found": 3}


@pytest.mark.parametrize(
    ("record", "changes", "measure"),
    [
        ("actions", {"force": "target"}, "actions.force"),
        ("actions", {"who": "Lighthouse Trust"}, "actions.who"),
        ("actions", {"when": "1960"}, "actions.when"),
        ("dates", {"value_edtf": "1960"}, "dates.value"),
        ("documents", {"subject": "Mooring dues"}, "items.subject"),
        ("documents", {"from": []}, "items.from"),
        ("documents", {"kind": "report"}, "items.kind"),
        ("documents", {"marking": "SECRET"}, "items.marking"),
    ],
)
def test_a_corrected_field_is_wrong_in_docket(
    lines: Lines, evaluate: Callable[[Lines], dict[str, Any]], record: str, changes: dict[str, Any], measure: str
) -> None:
    at = next(number for number, line in enumerate(lines) if line["record"] == record)
    found = evaluate([*lines[:at], lines[at] | changes, *lines[at + 1 :]])
    assert [(one["measure"], one["error"]) for one in found["errors"]] == [(measure, "wrong")]
    assert found["figures"][measure]["accuracy"] < 1


@pytest.mark.parametrize(
    ("changes", "measure"),
    [
        ({"who": "x", "who_also": ["Harbour Office", "Margaret Holm"]}, "actions.who"),
        ({"force": "target", "force_also": ["promise"]}, "actions.force"),
    ],
)
def test_what_may_stand_too_is_right(
    lines: Lines, evaluate: Callable[[Lines], dict[str, Any]], changes: dict[str, Any], measure: str
) -> None:
    at = next(number for number, line in enumerate(lines) if line["record"] == "actions")
    found = evaluate([*lines[:at], lines[at] | changes, *lines[at + 1 :]])
    assert found["figures"][measure]["accuracy"] == 1.0


def test_a_doubtful_action_counts_neither_way(lines: Lines, evaluate: Callable[[Lines], dict[str, Any]]) -> None:
    doubtful = [line | {"record": "actions_optional"} if line.get("force") == "requirement" else line for line in lines]
    found = evaluate(doubtful)
    assert found["figures"]["actions"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 2, "found": 2}


def test_a_doubtful_date_counts_neither_way(lines: Lines, evaluate: Callable[[Lines], dict[str, Any]]) -> None:
    at = next(number for number, line in enumerate(lines) if line["record"] == "dates")
    found = evaluate([*lines[:at], lines[at] | {"record": "dates_optional"}, *lines[at + 1 :]])
    assert found["figures"]["dates"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 2, "found": 2}


def test_quotations_may_be_laid_out_anew_and_dates_given_by_their_words(
    lines: Lines, evaluate: Callable[[Lines], dict[str, Any]]
) -> None:
    loose = [line | {"quote": " ".join(line["quote"].split()), "start": None} if "quote" in line else line for line in lines]
    bare = [{name: value for name, value in line.items() if not name.startswith("char_")} for line in loose]
    assert shares(evaluate(bare)["figures"]) == {1.0}


# As files of one kind each


def test_a_folder_with_a_file_for_each_kind(book: Path, lines: Lines, tmp_path: Path) -> None:
    for kind in ("documents", "dates", "actions"):
        rows = [{name: value for name, value in line.items() if name != "record"} for line in lines if line["record"] == kind]
        (tmp_path / f"{kind}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (tmp_path / "questions.jsonl").write_text('{"q": "Who?"}\n', "utf-8")
    result = run("--casebook", book, "evaluate", tmp_path)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(f"Measured on 1 paper of {tmp_path}\n")
    assert "Left out, no annotations: questions.jsonl\n" in result.stdout
    assert "Actions by paper\n" in result.stdout


def test_errors_are_listed_with_their_place_under_the_marking(book: Path, lines: Lines, tmp_path: Path) -> None:
    wrong = [line | {"who": "Lighthouse Trust"} if line["record"] == "actions" else line for line in lines]
    told = run("--casebook", book, "evaluate", written(tmp_path, wrong), "--errors").stdout
    assert "3 errors\nHighest protective marking: none on the papers listed\n" in told
    (row,) = [line for line in told.splitlines() if "We will publish" in line]
    assert row.split()[:2] == ["actions.who", "wrong"]
    assert "Lighthouse Trust" in row
    assert "letter.txt line 14" in row


# What is wrong with annotations


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{oops\n", "corrected.jsonl, line 1: no JSON ("),
        ('\n["a"]\n', "corrected.jsonl, line 2: a line is one JSON object in braces"),
        ('{"record": "promises"}\n', "line 1: “promises” is no kind of record; write one of documents, actors"),
        ('{"record": "actions", "doc": "x", "force": "promise"}\n', "line 1: actions need “quote”"),
        (
            '{"record": "actions", "doc": "x", "force": "wish", "quote": "a"}\n',
            "“force” is 'wish'; write one of promise, request",
        ),
        ('{"record": "actions", "doc": "x", "force": "promise", "quote": "a"}\n', "no document “x” is annotated"),
        ('{"record": "dates", "text": "May", "value_edtf": "May"}\n', "a date needs the “doc”"),
        ('{"record": "events", "doc": "x", "quote": "a", "date": "May"}\n', "“date” is 'May', which is no EDTF date"),
        ('{"record": "actors", "name": "a", "aliases": "b"}\n', "“aliases” is a list in square brackets, not 'b'"),
        ('{"record": "documents", "id": "x", "file": "a", "start_line": "1", "end_line": 2}\n', "“start_line” is a whole number"),
        ('{"record": "documents", "id": "x", "file": "a", "start_line": 3, "end_line": 2}\n', "“end_line” is not before"),
        ('{"record": "documents", "id": "x", "file": "a.txt", "start_line": 1, "end_line": 2}\n', "is of a.txt, and "),
        ("\n", "holds no annotations; docket annotate ITEM writes some"),
    ],
)
def test_annotations_that_cannot_be_used(book: Path, tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "corrected.jsonl"
    path.write_text(text, "utf-8")
    result = run("--casebook", book, "evaluate", path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("docket: ")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_words_that_do_not_stand_in_the_document(book: Path, lines: Lines, tmp_path: Path) -> None:
    at = next(number for number, line in enumerate(lines) if line["record"] == "actions")
    lost = [*lines[:at], lines[at] | {"quote": "We will sail to the moon."}, *lines[at + 1 :]]
    result = run("--casebook", book, "evaluate", written(tmp_path, lost))
    assert result.exit_code == 1
    assert f"corrected.jsonl, line {at + 1}: “We will sail to the moon.” does not stand in" in result.stderr


def test_a_document_stands_once(tmp_path: Path, lines: Lines) -> None:
    with pytest.raises(GoldError, match=r"line 10: the document .* stands in corrected\.jsonl, line 1 already"):
        read_gold(written(tmp_path, [*lines, lines[0]]))


def test_no_file_and_an_empty_folder(book: Path, tmp_path: Path) -> None:
    assert "does not exist; name a file" in run("--casebook", book, "evaluate", tmp_path / "none").stderr
    assert "holds no .jsonl file" in run("--casebook", book, "evaluate", tmp_path).stderr


# The parts


@pytest.mark.parametrize(
    ("figure", "precision", "recall", "f1"),
    [
        (Figure("a", 3, 4, 6), 0.5, 0.75, 0.6),
        (Figure("a", 0, 4, 0), 0.0, 0.0, 0.0),
        (Figure("a", 0, 0, 0), 1.0, 1.0, 1.0),
        (Figure("a", 0, 0, 2), 0.0, 0.0, 0.0),
    ],
)
def test_figures(figure: Figure, precision: float, recall: float, f1: float) -> None:
    assert (figure.precision, figure.recall, figure.f1) == pytest.approx((precision, recall, f1))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the Harbour Board", "Harbour Board", True),
        ("Harbour Bcard", "Harbour Board", True),
        ("Port of Merrow Harbour Board", "Harbour Board", True),
        ("Harbour Office", "Ferry Board", False),
        ("", "Ferry Board", False),
        ("", "", True),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert Names([]).same(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("../2004-02", "../2004-02-29", True),
        ("2004-02~", "2004-02", True),
        ("2004-02-04T11:00", "2004-02-04", True),
        ("2004", "2005", False),
    ],
)
def test_dates_are_the_same_by_their_days(one: str, other: str, same: bool) -> None:
    assert same_date(one, other) is same


def test_numbers_are_told_apart_by_their_points() -> None:
    assert bare_number("Recommendation 4.2") == bare_number("4.2.") != bare_number("42")


def test_the_same_stretch_goes_to_the_record_that_fits_it_best() -> None:
    found = [
        Date(id=str(n), source="a", start=s, end=e, page=None, quote="", item="", text="", value="")
        for n, s, e in ((0, 0, 9), (1, 0, 40))
    ]
    assert pair_up([Extent("a", 0, 40), Extent("a", 0, 9)], found) == {0: 1, 1: 0}


def test_a_quotation_is_found_nearest_to_its_hint() -> None:
    text = "one two\ntwo one two"
    whole = extent_of_lines("a", text, 1, 2)
    assert find_quote(text, "two", whole) == Extent("a", 4, 7)
    assert find_quote(text, "two", whole, near=15) == Extent("a", 16, 19)
    assert find_quote(text, "two two", whole) == Extent("a", 4, 11)
    assert find_quote(text, "three", whole) is None


# On the real papers


def test_figures_are_those_of_the_scorer_that_comes_with_the_annotated_papers(shared: Path, tmp_path: Path) -> None:
    book, out = tmp_path / "book", tmp_path / "out"
    assert run("--casebook", book, "add", shared / "corpus").exit_code == 0
    assert run("--casebook", book, "export", out).exit_code == 0
    found = json.loads(run("--casebook", book, "evaluate", shared / "gold", "--format", "json").stdout)
    spec = importlib.util.spec_from_file_location("gold_scorer", shared / "evaluate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    theirs = module.Scorer(out, shared / "gold", shared / "corpus").run()
    for name, figure in theirs.items():
        ours = found["figures"][name.replace("item.", "items.")]
        for part, value in figure.items():
            assert ours[part] == pytest.approx(value, abs=0.02), (name, part)
    papers_below = [one["doc"] for one in found["papers"] if one["actions"]["f1"] < 0.7]
    assert papers_below == []
