"""What docket finds in letters, minutes and notes of forms that its sample has not, against what their writer marked in them.

Twenty stand in `tests/letters`, thirteen more in `tests/letters/unseen`: eight that were written and marked after the work on the twenty
was done, and five of other forms (a private office's e-mails, a Cabinet paper, a police authority's action log, minutes with owners'
initials, evidence of witnesses) that were written and marked after the work on the eight. What docket found when it first read them tells
what a stranger's paper may expect; the causes of its misses that are not one paper's own were mended since.

| at first sight | dates | value | actions: precision, recall | force | who | when |
| --- | --- | --- | --- | --- | --- | --- |
| the twenty | F1 0.97 | 0.91 | F1 0.79 | 0.94 | 0.75 | 0.76 |
| the eight | F1 0.96 | 0.93 | F1 0.84 | 0.97 | 0.76 | 0.91 |
| the five | F1 0.99 | 0.95 | 0.95, 0.66 | 1.00 | 0.67 | 0.90 |

Annotations are in the format of `docket evaluate`;
dates that may be marked or not, such as "before the budget", lie outside the windows. Floors are raised when a figure rises and never lowered. `pytest -s tests/test_letters.py` prints the figures;
`DOCKET_MISSES=1` prints what is wrong, too.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import pytest

from brief.gold import Gold, read_gold
from brief.scoring import Fault, Figure, score
from corpus.read import read_source
from corpus.records import Actor
from extract.papers import build_pipeline, extract_source

LETTERS = Path(__file__).parent / "letters"

# Of records precision and recall, of their fields the share that is right of those found.
FLOORS: dict[str, dict[str, tuple[float, ...]]] = {
    "": {
        "dates": (0.99, 0.99),
        "dates.value": (0.99,),
        "actions": (0.98, 0.98),
        "actions.force": (0.99,),
        "actions.who": (0.93,),
        "actions.when": (0.96,),
        "deadlines": (0.9, 0.93),
        "references": (1.0, 1.0),
    },
    "unseen": {
        "dates": (0.98, 0.96),
        "dates.value": (0.94,),
        "actions": (0.92, 0.87),
        "actions.force": (0.98,),
        "actions.who": (0.85,),
        "actions.when": (0.96,),
        "deadlines": (0.88, 0.81),
        "references": (0.75, 0.6),
    },
}


def _letters(part: str) -> list[Path]:
    return sorted((LETTERS / part).glob("*.txt"))


def _gold_of(gold: Gold, letter: str) -> Gold:
    """The annotations of one letter: what a name means in one it need not mean in another."""
    ids = {row.text("id") for row in gold.of("documents") if row.text("file") == letter}
    ids.add(letter.removesuffix(".txt"))
    mine = {
        kind: [row for row in rows if row.text("file") == letter or row.text("doc") in ids] for kind, rows in gold.rows.items()
    }
    return Gold(mine)


@pytest.fixture(scope="module", params=["", "unseen"])
def measured(request: pytest.FixtureRequest) -> tuple[str, dict[str, Figure]]:
    """A set of letters and its figures, over all of them."""
    gold, nlp = read_gold(LETTERS / request.param / "gold"), build_pipeline()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for path in _letters(request.param):
        source = read_source(path)
        records = [one for one in extract_source(nlp, source) if not isinstance(one, Actor)]
        scores = score(_gold_of(gold, path.name), records, {path.name: source.text}, {path.name: path.name})
        for one in scores.figures:
            counts[one.name] = [a + b for a, b in zip(counts[one.name], (one.right, one.gold, one.found or 0), strict=True)]
        if os.environ.get("DOCKET_MISSES"):
            print(*map(_said, scores.faults), sep="\n")
    figures = {name: Figure(name, right, marked, found or None) for name, (right, marked, found) in counts.items()}
    for name, one in sorted(figures.items()):
        precise = f"  precision {one.precision:.3f}" if one.found else ""
        print(f"{request.param:8}{name:22}{one.right:4} of {one.gold:4}  {one.recall:.3f}{precise}")
    return request.param, figures


def _said(fault: Fault) -> str:
    return f"{fault.source} {fault.figure} {fault.fault}: {fault.words!r} want {fault.want!r} got {fault.got!r}"


def test_figures_hold_their_floors(measured: tuple[str, dict[str, Figure]]) -> None:
    part, figures = measured
    fallen = {}
    for name, floor in FLOORS[part].items():
        one = figures[name]
        reached = (one.precision, one.recall) if len(floor) > 1 else (one.recall,)
        if any(got < least for got, least in zip(reached, floor, strict=True)):
            fallen[name] = reached
    assert fallen == {}


@pytest.mark.parametrize(("part", "count"), [("", 20), ("unseen", 13)])
def test_every_letter_is_marked(part: str, count: int) -> None:
    gold = read_gold(LETTERS / part / "gold")
    names = [path.name for path in _letters(part)]
    assert len(names) == count
    assert {row.text("file") for row in gold.of("documents")} == set(names)
    assert {row.text("file") for row in gold.of("dates")} == set(names)


@pytest.mark.parametrize("part", ["", "unseen"])
def test_dates_stand_where_they_are_marked(part: str) -> None:
    for row in read_gold(LETTERS / part / "gold").of("dates"):
        text = (LETTERS / part / row.text("file")).read_text("utf-8")
        assert text[row.number("char_start") : row.number("char_end")] == row.text("text")
