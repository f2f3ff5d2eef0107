"""Twelve reports with their responses, in twelve ways of numbering, marked before any of them was read by docket.

Each field is held to a floor of what was measured; a floor is raised when the figure rises and never lowered. `pytest -s
tests/test_pairs.py` prints the figures; `DOCKET_MISSES=1` prints what was missed and what was found too much, too.
"""

from __future__ import annotations

import os

import pytest

from corpus.records import DISPOSITIONS, PROGRESS
from tests.pair_scores import NAMES, Found, facts_of, read_pairs, score_pair
from tests.sample_scores import Score

# (precision, recall) at least, over all pairs. For a field both are the share that is right of all that are marked.
FLOORS: dict[str, tuple[float, float]] = {
    "recommendations": (1.0, 1.0),
    "number": (1.0, 1.0),
    "addressee": (0.95, 0.95),
    "linked": (1.0, 1.0),
    "disposition": (1.0, 1.0),
    "respondent": (0.82, 0.82),
    "progress": (1.0, 1.0),
    "see_also": (1.0, 1.0),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """All pairs, read once into one casebook."""
    return read_pairs(tmp_path_factory.mktemp("pairs") / "casebook")


@pytest.fixture(scope="module")
def scores(found: Found) -> dict[str, dict[str, Score]]:
    """The scores of every pair, by name."""
    return {name: score_pair(name, found) for name in NAMES}


def test_facts_are_in_the_words_of_the_records() -> None:
    assert len(NAMES) == 12
    for name in NAMES:
        facts = facts_of(name)
        keys = [row.get("key") or row["number"] for row in facts["recommendations"]]
        answered = {key for row in facts["responses"] for key in row["answers"]}
        assert set(keys) == answered | set(facts["unanswered"]), name
        assert not answered & set(facts["unanswered"])
        assert {one for row in facts["responses"] for one in row["disposition"]} <= set(DISPOSITIONS)
        told = [row.get("progress") or "unknown" for row in facts["responses"]]
        assert {one for value in told for one in (value if isinstance(value, list) else [value])} <= set(PROGRESS)


@pytest.mark.parametrize("field", FLOORS)
def test_floor(field: str, scores: dict[str, dict[str, Score]]) -> None:
    total = Score()
    for name, by_field in scores.items():
        one = by_field.get(field, Score())
        total.right, total.found, total.marked = total.right + one.right, total.found + one.found, total.marked + one.marked
        total.misses += one.misses
        if one.marked:
            print(f"\n{field:16} {name:16} precision {one.precision:.3f}  recall {one.recall:.3f}  marked {one.marked}", end="")
    line = f"{field:16} precision {total.precision:.3f}  recall {total.recall:.3f}  marked {total.marked}"
    print("\n" + line)
    if os.environ.get("DOCKET_MISSES"):
        print("\n".join(f"  - {miss}" for miss in total.misses))
    assert total.precision >= FLOORS[field][0], line
    assert total.recall >= FLOORS[field][1], line
