"""Rules against a statistical layer: does a logistic regression over words and forms find actions better, alone, as a filter, as an adder?

.venv/bin/python bench/layer.py                     trained and tried on our own annotated papers, one paper left out at a time
.venv/bin/python bench/layer.py PAPERS GOLD         trained on our own, tried on the papers of a folder with annotations (docs/measuring.md)
.venv/bin/python bench/layer.py PAPERS GOLD --with  the same, trained on those papers too, but for the one that it is tried on

Our own papers are the invented letters of tests/letters and the sample papers. What came out: bench/README.md.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from brief.gold import Extent, extent_of_lines, find_quote, read_gold
from corpus.read import find_papers, read_source
from corpus.records import Action, Item
from corpus.sample import facts, papers
from corpus.sources import SourceText
from extract.components import findings
from extract.findings import Sentence
from extract.items import find_pieces
from extract.paper import Paper
from extract.papers import build_pipeline, extract_source

LETTERS = Path(__file__).parents[1] / "tests" / "letters"
HALF = 0.5
RARE = 3  # a word or pair of words must stand in so many sentences
PENALTY, STEPS, STILL = 0.1, 12, 0.01
_FORMS = {
    "will": r"\b(?:will|shall|['’]ll)\b",
    "should": r"\b(?:should|must|need to|has to|have to|required)\b",
    "asks": r"\b(?:please|grateful|ask(?:ed)?|request|could you|would you)\b",
    "first": r"\b(?:I|we|our|my)\b",
    "second": r"\b(?:you|your)\b",
    "past": r"\b(?:was|were|had|did)\b|\w+ed\b",
    "figure": r"\d",
}
Matrix = NDArray[np.float64]
Marks = dict[str, list[Extent]]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: its paper, its features, whether it is annotated as an action, whether the rules say so."""

    paper: str
    features: tuple[str, ...]
    action: bool
    ruled: bool


def main(arguments: Sequence[str]) -> None:
    own = [*_examples(LETTERS, _marks_of_gold(LETTERS / "gold")), *_examples(papers(), _marks_of_sample)]
    paths = [Path(one) for one in arguments if not one.startswith("--")]
    tried = list(_examples(paths[0], _marks_of_gold(paths[1]))) if paths else own
    if not paths or "--with" in arguments:
        known = own if not paths else [*own, *tried]
        chances = _left_out(known, tried)
    else:
        chances = _chances(own, tried)
    print(f"{len(own)} sentences of our own, {sum(one.action for one in own)} of them actions; tried on {len(tried)}")
    inside = _left_out(own, own)
    for name, judge, lowest in _ways(own, inside):
        _tell(name, tried, [judge(one, chance) for one, chance in zip(tried, chances, strict=True)], lowest)


def _ways(own: Sequence[Example], inside: Matrix) -> Iterator[tuple[str, Callable[[Example, float], bool], float]]:
    """The ways to decide, each with the threshold that was best on our own papers, one left out at a time."""
    yield "rules alone", lambda one, chance: one.ruled, 0.0
    ways: dict[str, Callable[[float], Callable[[Example, float], bool]]] = {
        "layer alone": lambda least: lambda one, chance: chance >= least,
        "layer as a filter of the rules": lambda least: lambda one, chance: one.ruled and chance >= least,
        "layer as an adder to the rules": lambda least: lambda one, chance: one.ruled or chance >= least,
    }
    for name, way in ways.items():
        scores = {least: _f1(own, [way(least)(*pair) for pair in zip(own, inside, strict=True)])[2] for least in _LEVELS}
        best = max(scores, key=lambda least: (scores[least], least))
        yield name, way(best), best


_LEVELS = [round(0.02 * n, 2) for n in range(1, 50)]


def _tell(name: str, tried: Sequence[Example], said: Sequence[bool], least: float) -> None:
    precision, recall, f1 = _f1(tried, said)
    by_paper = []
    for paper in sorted({one.paper for one in tried}):
        mine = [(one, yes) for one, yes in zip(tried, said, strict=True) if one.paper == paper]
        if any(one.action for one, _ in mine):
            by_paper.append(_f1([one for one, _ in mine], [yes for _, yes in mine])[2])
    threshold = f" (from {least})" if least else ""
    told = f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  lowest of a paper {min(by_paper):.3f}"
    print(f"{name + threshold:44} {told}")


def _f1(tried: Sequence[Example], said: Sequence[bool]) -> tuple[float, float, float]:
    right = sum(one.action and yes for one, yes in zip(tried, said, strict=True))
    precision, recall = right / max(sum(said), 1), right / max(sum(one.action for one in tried), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


# --- the layer ---


def _left_out(known: Sequence[Example], tried: Sequence[Example]) -> Matrix:
    """The chance of each sentence, by a layer that never saw its paper."""
    names = _names(known)
    table, wanted, asked = _matrix(known, names), _wanted(known), _matrix(tried, names)
    chances = np.zeros(len(tried))
    for paper in sorted({one.paper for one in tried}):
        others = np.array([one.paper != paper for one in known])
        mine = np.array([one.paper == paper for one in tried])
        chances[mine] = _sigmoid(asked[mine] @ _fit(table[others], wanted[others]))
    return chances


def _chances(known: Sequence[Example], tried: Sequence[Example]) -> Matrix:
    names = _names(known)
    return _sigmoid(_matrix(tried, names) @ _fit(_matrix(known, names), _wanted(known)))


def _names(known: Sequence[Example]) -> dict[str, int]:
    counts = Counter(name for one in known for name in set(one.features))
    return {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count >= RARE))}


def _wanted(known: Sequence[Example]) -> Matrix:
    return np.array([one.action for one in known], dtype=float)


def _matrix(examples: Sequence[Example], names: dict[str, int]) -> Matrix:
    table = np.zeros((len(examples), len(names) + 1))
    table[:, -1] = 1.0
    for n, one in enumerate(examples):
        places = [names[name] for name in set(one.features) if name in names]
        table[n, places] = 1 / max(len(places), 1) ** 0.5
    return table


def _fit(table: Matrix, wanted: Matrix) -> Matrix:
    """The weights of a logistic regression with a penalty on their squares, by Newton's steps over the sentences.

    There are fewer sentences than words, so the weights are sought as sums of sentences.
    """
    kernel = table @ table.T / PENALTY
    sums: Matrix = np.zeros(len(wanted))
    for _ in range(STEPS):
        chance = _sigmoid(kernel @ sums)
        spread = np.maximum(chance * (1 - chance), 1e-6)
        aim = kernel @ sums + (wanted - chance) / spread
        before, sums = sums, np.asarray(np.linalg.solve(kernel + np.diag(1 / spread), aim))
        if np.abs(kernel @ (sums - before)).max() < STILL:
            break
    return np.asarray(table.T @ sums / PENALTY)


def _sigmoid(values: Any) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))


# --- sentences ---


def _examples(folder: Path, marks_of: Callable[[SourceText], Marks]) -> Iterator[Example]:
    """Every sentence of the annotated papers of a folder."""
    nlp = build_pipeline()
    for path in find_papers([folder])[0]:
        source = read_source(path)
        marks = marks_of(source)
        if not marks:
            continue
        records = extract_source(nlp, source)
        kinds = {(one.start, one.end): one.kind for one in records if isinstance(one, Item)}
        found = [one for one in records if isinstance(one, Action)]
        paper = Paper.read(source)
        for piece in find_pieces(paper):
            kind = kinds.get((piece.at["start"], piece.at["end"]), "")
            for one in findings(nlp.get_pipe("docket_sentences")(nlp.make_doc(piece.text)), "sentences"):
                start, end = paper.normal.span(piece.span.start + one.start, piece.span.start + one.end)
                doc = next((doc for doc, (within, *_) in marks.items() if within.start <= start < within.end), None)
                if doc is None or not isinstance(one, Sentence):
                    continue
                within, *golds = marks[doc]
                yield Example(
                    doc,
                    _features(piece.text[one.start : one.end], one, kind),
                    any(at.overlap(within.source, start, end) >= HALF for at in golds),
                    any(Extent(within.source, start, end).overlap(within.source, act.start, act.end) >= HALF for act in found),
                )


def _features(words: str, sentence: Sentence, kind: str) -> tuple[str, ...]:
    tokens = [re.sub(r"\d+", "0", token) for token in re.findall(r"\w+|[?:]", words.lower())]
    pairs = [f"{a} {b}" for a, b in zip(tokens, tokens[1:], strict=False)]
    forms = [f"form:{name}" for name, pattern in _FORMS.items() if re.search(pattern, words, re.I)]
    place = [f"kind:{kind}", f"unit:{sentence.kind}", f"led:{bool(sentence.lead)}", f"first:{tokens[0] if tokens else ''}"]
    return (*tokens, *pairs, *forms, *place, f"length:{min(len(tokens) // 8, 5)}")


def _marks_of_gold(folder: Path) -> Callable[[SourceText], Marks]:
    """Says where the documents of a source stand, and after each extent those of its actions."""
    gold = read_gold(folder)
    marked = {row.text("doc") for kind in ("actions", "action_docs") for row in gold.of(kind)}

    def marks_of(source: SourceText) -> Marks:
        marks: Marks = {}
        for row in gold.of("documents"):
            if row.text("file") == source.name and row.text("id") in marked:
                marks[row.text("id")] = [
                    extent_of_lines(source.name, source.text, row.number("start_line"), row.number("end_line"))
                ]
        for row in gold.of("actions"):
            if row.text("doc") in marks and (at := find_quote(source.text, row.text("quote"), marks[row.text("doc")][0])):
                marks[row.text("doc")].append(at)
        return marks

    return marks_of


def _marks_of_sample(source: SourceText) -> Marks:
    whole = Extent(source.name, 0, len(source.text))
    rows = facts()["papers"].get(source.name, {}).get("actions", [])
    found = [find_quote(source.text, row["quote"], whole) for row in rows]
    return {source.name: [whole, *filter(None, found)]} if rows else {}


if __name__ == "__main__":
    main(sys.argv[1:])
