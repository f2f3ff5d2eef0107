"""What speaks for and against an action, measured: how often each ground of `extract/rules/grounds.csv` goes with a right one.

.venv/bin/python bench/grounds.py PAPERS GOLD [PAPERS GOLD …]     papers of folders with annotations (docs/measuring.md)

Without arguments it measures on the invented letters of tests/letters. Beside each ground stands its weight and the one that a logistic
regression over these papers gives it; few papers give wild ones. Below stand the bands of confidence.
"""

from __future__ import annotations

import math
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from brief.adding import add_papers
from brief.evaluating import evaluate
from brief.gold import read_gold
from brief.reading import open_casebook
from corpus.read import find_papers
from corpus.records import Action
from corpus.ruletables import read_table

LETTERS = Path(__file__).parents[1] / "tests" / "letters"
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
PENALTY, STEPS = 2.0, 30


def main(arguments: Sequence[str]) -> None:
    paths = [Path(one) for one in arguments] or [LETTERS, LETTERS / "gold"]
    judged = [one for folder, gold in zip(paths[::2], paths[1::2], strict=True) for one in judge(folder, gold)]
    table = [row for row in read_table("extract.rules", "grounds") if row["ground"] not in ("start", "form")]
    names = [row["ground"] for row in table]
    fitted = fit(judged, names)
    print(f"{len(judged)} actions, {sum(right for _, right in judged)} of them right")
    for row, weight in zip(table, fitted, strict=True):
        with_it = [right for one, right in judged if row["ground"] in one.grounds]
        print(
            f"{row['ground']:10} {sum(with_it):4} of {len(with_it):4}  weight {float(row['weight']):5.2f}  fitted here {weight:5.2f}"
        )
    for low, high in zip(BANDS, BANDS[1:], strict=False):
        inside = [right for one, right in judged if low <= one.confidence < high]
        print(f"{low:.1f} to {high:.1f}  {sum(inside):4} of {len(inside):4}")


def judge(folder: Path, gold: Path) -> Sequence[tuple[Action, bool]]:
    """The actions found in the annotated papers of a folder, and whether each is annotated."""
    with tempfile.TemporaryDirectory() as made:
        add_papers(Path(made) / "book", find_papers([folder])[0])
        with open_casebook(Path(made) / "book") as casebook:
            return evaluate(casebook, read_gold(gold), str(gold)).scores.judged


def fit(judged: Sequence[tuple[Action, bool]], names: Sequence[str]) -> list[float]:
    """The weights that a logistic regression with a penalty on their squares gives the grounds here."""
    table = np.array([[1.0, *(float(name in one.grounds) for name in names)] for one, _ in judged])
    wanted = np.array([float(right) for _, right in judged])
    weights = np.zeros(table.shape[1])
    penalty = np.diag([1e-6, *[PENALTY] * len(names)])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - wanted) + penalty @ weights
        weights = weights - np.linalg.solve((table.T * (chance * (1 - chance))) @ table + penalty, slope)
    return [float(one) if math.isfinite(one) else 0.0 for one in weights[1:]]


if __name__ == "__main__":
    main(sys.argv[1:])
