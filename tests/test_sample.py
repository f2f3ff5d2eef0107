"""What docket finds in the sample papers, against what a careful reader marked in them.

Each field is held to a floor of what was measured; a floor is raised when the figure rises and never lowered. `pytest -s
tests/test_sample.py` prints the figures; `DOCKET_MISSES=1` prints what was missed and what was found too much, too.
"""

from __future__ import annotations

import os
import runpy
from pathlib import Path

import pytest

from corpus.edtf import is_valid
from corpus.read import read_source
from corpus.records import DISPOSITIONS, FORCES, ITEM_KINDS, Actor
from corpus.sample import papers
from extract.papers import build_pipeline, extract_source
from tests.sample_scores import FACTS, MARKED, Reading, Readings, Score, score_all, span_of

ROOT = Path(__file__).parents[1]

# (precision, recall) at least. For a field of a record both are the share that is right of all that are marked.
FLOORS: dict[str, tuple[float, float]] = {
    "items": (0.95, 0.95),
    "items.kind": (0.95, 0.95),
    "items.date": (0.9, 0.9),
    "items.date_printed": (0.9, 0.9),
    "items.date_from": (0.9, 0.9),
    "items.senders": (0.77, 0.77),
    "items.addressees": (0.68, 0.68),
    "items.copied_to": (0.83, 0.83),
    "items.subject": (0.89, 0.89),
    "items.reference": (0.95, 0.95),
    "items.marking": (0.9, 0.9),
    "items.duplicate_of": (0.9, 0.9),
    "dates": (0.98, 0.95),
    "dates.value": (0.92, 0.92),
    "actions": (0.89, 0.86),
    "actions.force": (0.85, 0.85),
    "actions.who": (0.61, 0.61),
    "actions.when": (0.76, 0.76),
    "recommendations": (1.0, 0.57),
    "recommendations.addressee": (0.42, 0.42),
    "responses": (1.0, 1.0),
    "responses.disposition": (0.9, 0.9),
    "responses.see_also": (1.0, 1.0),
    "references": (1.0, 0.83),
    "references.date": (0.83, 0.83),
    "register": (1.0, 1.0),
    "register.from": (1.0, 1.0),
    "register.to": (1.0, 1.0),
    "register.class": (1.0, 1.0),
}


@pytest.fixture(scope="module")
def readings() -> Readings:
    """Every sample paper, read and extracted once."""
    nlp, found = build_pipeline(), {}
    for name in MARKED:
        source = read_source(papers() / name)
        found[name] = Reading(source.text, [one for one in extract_source(nlp, source) if not isinstance(one, Actor)])
    return found


@pytest.fixture(scope="module")
def scores(readings: Readings) -> dict[str, Score]:
    """The score of every field."""
    return score_all(readings)


# The facts themselves


def test_every_paper_is_marked() -> None:
    assert sorted(path.name for path in papers().iterdir()) == sorted(MARKED)


def test_what_is_marked_stands_in_its_paper(readings: Readings) -> None:
    for name, marked in MARKED.items():
        text = readings[name].text
        words = [row["quote"] for kind in ("actions", "references") for row in marked[kind]]
        words += [row["text"] for kind in ("recommendations", "responses", "dates") for row in marked[kind]]
        words += [row["begins"] for row in marked["items"]]
        assert [one for one in words if span_of(text, one) is None] == [], name
    for row in FACTS["story"]:
        assert span_of(readings[row["paper"]].text, row["quote"])
        assert "evidence" not in row or span_of(readings[row["evidence_paper"]].text, row["evidence"])
    for row in FACTS["conflicts"]:
        assert all(span_of(readings[paper].text, quote) for paper, quote in zip(row["papers"], row["quotes"], strict=True))


def test_what_is_marked_is_in_the_words_of_the_records() -> None:
    for marked in MARKED.values():
        assert {row["kind"] for row in marked["items"]} <= set(ITEM_KINDS)
        assert {force for row in marked["actions"] for force in row["force"]} <= set(FORCES)
        values = [value for row in marked["actions"] for value in row["when"]] + [row["date"] for row in marked["references"]]
        values += [value for row in marked["dates"] for value in row["value"]] + [row["date"] for row in marked["items"]]
        assert [value for value in values if value and not is_valid(value)] == []


def test_links_lead_to_items() -> None:
    ids = [row["id"] for marked in MARKED.values() for row in marked["items"]]
    assert len(ids) == len(set(ids))
    for marked in MARKED.values():
        rows = [row for kind in ("actions", "recommendations", "responses", "register") for row in marked[kind]]
        links = {row["item"] for row in rows} | {row["resolves_to"] for row in marked["references"]}
        assert links - {None} <= set(ids)


def test_the_response_gives_every_kind_of_answer() -> None:
    response = MARKED["government-response.txt"]
    given = {disposition for row in response["responses"] for disposition in row["disposition"]}
    assert given == set(DISPOSITIONS)
    answered = {number for row in response["responses"] for number in row["numbers"]} | set(response["unanswered"])
    assert answered == {row["number"] for row in MARKED["inquiry-report.md"]["recommendations"]}


def test_the_pdf_is_what_our_script_makes(tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    make_pdf = runpy.run_path(str(ROOT / "bench" / "make_sample_pdf.py"))["make_pdf"]
    make_pdf(tmp_path / "made.pdf")
    assert (tmp_path / "made.pdf").read_bytes() == (papers() / "joint-letter-to-chairs.pdf").read_bytes()


# What docket finds


@pytest.mark.parametrize("name", FLOORS)
def test_floor(name: str, scores: dict[str, Score]) -> None:
    score, (precision, recall) = scores[name], FLOORS[name]
    line = f"{name:26} precision {score.precision:.3f}  recall {score.recall:.3f}  marked {score.marked}"
    print("\n" + line)
    if os.environ.get("DOCKET_MISSES"):
        print("\n".join(f"  - {miss}" for miss in score.misses))
    assert score.marked, f"nothing is marked for {name}"
    assert score.precision >= precision, line
    assert score.recall >= recall, line


def test_quotes_are_the_words_on_the_page(readings: Readings) -> None:
    for name, reading in readings.items():
        assert reading.records, name
        for record in reading.records:
            assert record.quote == reading.text[record.start : record.end], (name, record)  # type: ignore[union-attr]


def test_the_first_copy_carries_the_actions(readings: Readings) -> None:
    """The letter that stands twice in the released file is said to ask for each thing once."""
    reading = readings["released-file-part-2.txt"]
    copies = {item.id for item in reading.of("items") if item.duplicate_of}
    assert len(copies) == 1
    assert [action.quote for action in reading.of("actions") if action.item in copies] == []
