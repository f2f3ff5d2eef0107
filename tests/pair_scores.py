"""Scores what docket makes of the reports and responses in `tests/pairs` against the facts that stand beside them.

marked {"answers": ["6", "7"], "disposition": ["accepted"]}  found one answer to 6 only  ->  linked: 1 of 2

All pairs are read into one casebook, so that the score also says whether docket keeps their reports apart.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from brief.adding import add_papers
from corpus.casebook import Casebook
from corpus.records import Recommendation, Response
from tests.sample_scores import Score, span_of

PAIRS = Path(__file__).parent / "pairs"
NAMES = sorted(path.parent.name for path in PAIRS.glob("*/facts.json"))


def facts_of(pair: str) -> dict[str, Any]:
    """What is marked in a pair of papers."""
    facts: dict[str, Any] = json.loads((PAIRS / pair / "facts.json").read_text("utf-8"))
    return facts


@dataclass(slots=True)
class Found:
    """What docket read from all pairs: texts and records by the paper's path below `tests/pairs`."""

    texts: dict[str, str] = field(default_factory=dict)
    recommendations: dict[str, list[Recommendation]] = field(default_factory=lambda: defaultdict(list))
    responses: dict[str, list[Response]] = field(default_factory=lambda: defaultdict(list))


def read_pairs(folder: Path) -> Found:
    """Read every pair into one casebook in this folder."""
    papers = sorted(path for path in PAIRS.glob("*/*") if path.suffix not in (".json", ".py"))
    add_papers(folder, papers, ocr="never")
    found = Found()
    with Casebook.open(folder) as casebook:
        for source in casebook.sources():
            paper = str(Path(source.path).relative_to(PAIRS))
            found.texts[paper] = casebook.text_of(source.name)
            for one in casebook.records("recommendations", source=source.name):
                assert isinstance(one, Recommendation)
                found.recommendations[paper].append(one)
            for answer in casebook.records("responses", source=source.name):
                assert isinstance(answer, Response)
                found.responses[paper].append(answer)
    return found


class _Link(NamedTuple):
    """One answer to one recommendation, as marked."""

    key: str
    row: dict[str, Any]
    span: tuple[int, int]


def score_pair(pair: str, found: Found) -> dict[str, Score]:
    """The scores of one pair: recommendations and their fields, the links of answers to them and their fields."""
    scores: dict[str, Score] = defaultdict(Score)
    known = _score_recommendations(pair, found, scores)
    _score_links(pair, found, known, scores)
    return scores


def _score_recommendations(pair: str, found: Found, scores: dict[str, Score]) -> dict[str, str]:
    """Count what the report asks for; the key of a marked recommendation for each record's id."""
    facts, known, score = facts_of(pair), {}, scores["recommendations"]
    papers = [paper for paper in found.texts if paper.startswith(f"{pair}/")]
    left = {one.id: (paper, one) for paper in papers for one in found.recommendations[paper]}
    for row in facts["recommendations"]:
        paper = f"{pair}/{row['paper']}"
        here = span_of(found.texts[paper], row["text"])
        assert here, row
        hits = [one for at, one in left.values() if at == paper and one.start < here[1] and here[0] < one.end]
        best = min(hits, key=lambda one: (one.number != row["number"], one.end - one.start), default=None)
        score.marked += 1
        if best is None:
            score.misses.append(f"{pair} missed: {row['number']} {row['text']}")
        else:
            del left[best.id]
            known[best.id] = row.get("key") or row["number"]
            score.right, score.found = score.right + 1, score.found + 1
        _judge_recommendation(pair, row, best, scores)
    extra = [(paper, one) for paper, one in left.values() if one.number not in facts.get("may_be_found", ())]
    score.found += len(extra)
    score.misses += [f"{paper} too much: {one.number!r} {one.quote[:100]!r}" for paper, one in extra]
    return known


def _judge_recommendation(pair: str, row: dict[str, Any], one: Recommendation | None, scores: dict[str, Score]) -> None:
    number, addressee = (one.number, one.addressee) if one else (None, None)
    if row["number"] is not None:
        scores["number"].judge(number == row["number"], f"{pair} number: want {row['number']} got {number}")
    if row["addressee"] is not None:
        right = addressee is not None and any(_fold(addressee) == _fold(name) for name in _listed(row["addressee"]))
        scores["addressee"].judge(right, f"{pair} {row['number']}: want {row['addressee']!r} got {addressee!r}")


def _score_links(pair: str, found: Found, known: dict[str, str], scores: dict[str, Score]) -> None:
    """Count the answers to each recommendation; an answer to one that has none, or to another pair's, is one too many."""
    facts, score = facts_of(pair), scores["linked"]
    links = list(_marked_links(pair, facts, found))
    given = {
        (paper, answer.id, target): answer
        for paper in found.texts
        if paper.startswith(f"{pair}/")
        for answer in found.responses[paper]
        for target in answer.answers
    }
    for link in links:
        paper = f"{pair}/{link.row['paper']}"
        hits = [
            (key, answer)
            for key, answer in given.items()
            if key[0] == paper and known.get(key[2]) == link.key and answer.start < link.span[1] and link.span[0] < answer.end
        ]
        # Of several that overlap the nearest is meant, the one that begins where it is marked to.
        key, best = min(hits, key=lambda hit: abs(hit[1].start - link.span[0]), default=(None, None))
        score.marked += 1
        if key is None:
            score.misses.append(f"{pair} not linked: {link.key} {link.row.get('respondent', '')} {link.row['text']}")
        else:
            del given[key]
            score.right, score.found = score.right + 1, score.found + 1
        _judge_link(pair, link, best, scores)
    score.found += len(given)
    score.misses += [f"{key[0]} linked too much: {known.get(key[2], key[2])} {one.text[:90]!r}" for key, one in given.items()]


def _judge_link(pair: str, link: _Link, one: Response | None, scores: dict[str, Score]) -> None:
    for name, marked in (
        ("disposition", link.row["disposition"]),
        ("respondent", link.row.get("respondent")),
        ("progress", link.row.get("progress")),
    ):
        if marked is not None:
            got = getattr(one, name, None)
            right = got is not None and any(_fold(got) == _fold(value) for value in _listed(marked))
            scores[name].judge(right, f"{pair} {link.key}: {name} want {marked} got {got!r} in {one and one.text[:80]!r}")
    if link.row.get("see_also"):
        got = one.see_also_numbers if one else ()
        scores["see_also"].judge(list(got) == link.row["see_also"], f"{pair} {link.key}: see also {got}")


def _marked_links(pair: str, facts: dict[str, Any], found: Found) -> Iterator[_Link]:
    """Every answer that is marked, once for each recommendation that it answers; answers stand in the order of their paper."""
    at: dict[str, int] = defaultdict(int)
    for row in facts["responses"]:
        paper = f"{pair}/{row['paper']}"
        span = span_of(found.texts[paper], row["text"], at[paper])
        assert span, (row, at[paper])
        at[paper] = span[1]
        for key in row["answers"]:
            yield _Link(key, row, span)


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _fold(name: str) -> str:
    return " ".join(name.lower().removeprefix("the ").split())
