"""How sure an action is: what speaks for and against it, and the confidence that follows.

    "We will publish the chart by 3 May."                         ->  dated                      0.96
    "She said that a study will show which of them are sound."    ->  nobody, reported, clause   0.45

Each ground has a weight in the table `rules/grounds.csv`, in log odds, next to what was measured for it; the form of words brings its own
confidence. How they were weighed, and what came out on papers left out: docs/actions.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from corpus.ruletables import read_table
from extract.cases import Duty
from extract.words import share_legible

FORM = "form"  # the row of the table that says how much of a form's own confidence counts
START = "start"  # where every action starts
_REPORTED = re.compile(
    r"\b(?:said|says?|saying|told|argued?|argues|suggest(?:s|ed)?|proposed|proposes|considered|believed?|felt|feared?|claim(?:s|ed)?|"
    r"noted|observed|recommend(?:s|ed)|commented|explained|heard|evidence|view|views|according to|likely|would)\b",
    re.I,
)
_OWN = ("promise", "target")  # what a response says for itself
_RECORDED = ("report", "annex", "telegram", "paper")
_MANY_WORDS = 40
_LEGIBLE = 0.9  # share of words that can be read, at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An action as found, with what it stands in: the line of its sentence, and its own words in it."""

    force: str
    rule: str
    line: str
    words: str
    kind: str
    who: str = ""
    known: bool = False  # is the actor one of the directory?
    when_text: str = ""
    when: str = ""
    duty: Duty | None = None
    listed: bool = False
    row: bool = False


def find_grounds(said: Said) -> tuple[str, ...]:
    """What speaks for and against an action, by the names of the table, in order."""
    return tuple(dict.fromkeys([*_of_time(said), *_of_party(said), *_of_place(said), *_of_words(said)]))


def weigh(form: float, grounds: Iterable[str]) -> float:
    """The confidence of an action: the form's own, and what speaks for and against it, 0.01 to 0.99.

    >>> weigh(0.85, ["known", "dated"]) > weigh(0.85, ["nobody", "reported"])
    True
    """
    weights = _weights()
    odds = weights[START] + weights[FORM] * math.log(form / (1 - form)) + sum(weights[name] for name in grounds)
    return round(min(max(1 / (1 + math.exp(-odds)), 0.01), 0.99), 2)


@cache
def _weights() -> dict[str, float]:
    return {row["ground"]: float(row["weight"]) for row in read_table("extract.rules", "grounds")}


def _of_time(said: Said) -> Iterator[str]:
    if said.when:
        yield "dated"
    elif said.when_text:
        yield "timed"


def _of_party(said: Said) -> Iterator[str]:
    subject = said.duty.subject.kind if said.duty else ""
    if said.duty and (subject == "second" or said.duty.actor in ("addressee", "asked")):
        yield "reader"
    elif not said.who:
        yield "nobody"
    elif said.known and subject != "first":
        yield "known"


def _of_place(said: Said) -> Iterator[str]:
    if said.row or said.rule.startswith("request.action"):
        yield "logged"
    elif said.listed:
        yield "listed"
    if said.kind in _RECORDED:
        yield "recorded"
    if said.kind == "response" and said.force not in _OWN:
        yield "repeated"


def _of_words(said: Said) -> Iterator[str]:
    if said.duty:
        yield from _of_duty(said.duty, said.line)
    if len(said.words.split()) > _MANY_WORDS:
        yield "long"
    if said.words[:1].islower() and not said.listed:
        yield "fragment"
    if share_legible(said.words) < _LEGIBLE:
        yield "noisy"


def _of_duty(duty: Duty, line: str) -> Iterator[str]:
    if _REPORTED.search(line[: duty.trigger]):
        yield "reported"
    if duty.subject.intro or duty.subject.relative:
        yield "clause"
    if duty.predicate and duty.predicate.verb.kind in ("effect", "state"):
        yield duty.predicate.verb.kind
    if duty.predicate and duty.predicate.negative:
        yield "negative"
