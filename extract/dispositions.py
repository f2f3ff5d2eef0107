"""What an answer to a recommendation comes to, in the eight words that practice uses, and how far the work is.

    "The Government accepts this recommendation in part."  ->  Judgement("accepted-in-part", deciding="accepts … in part", …)

Rules are data with a weight and the place where they count: a status word at the head of an answer decides; other words add up, more
so in the first two sentences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from corpus.rulesets import RuleSet
from corpus.ruletables import Rule, read_rules

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")
_DECIDES = 20.0  # weight of words that leave nothing open
_EARLY = 2
_EARLY_FACTOR = 1.6
_WHOLE = 8.0  # weight at which an answer is as sure as it gets


@dataclass(frozen=True, slots=True)
class Judgement:
    """A disposition, the words that decided it, and how sure it is (0 to 1)."""

    disposition: str
    deciding: str = ""
    confidence: float = 0.0


def judge_disposition(answer: str) -> Judgement:
    """The disposition of an answer; "no-response" only where nothing in it decides.

    >>> judge_disposition("Accepted in part. The code will be revised.").disposition
    'accepted-in-part'
    """
    words = " ".join(answer.split())
    first, early = _head(words, 1), _head(words, _EARLY)
    weights: dict[str, float] = defaultdict(float)
    deciding: dict[str, tuple[float, str]] = {}
    for rule in _rules("disposition").likely(words):
        weight, said = _weigh(rule, {"start": first, "early": early}.get(rule.extra.get("where", ""), words), len(early))
        if not weight:
            continue
        weights[rule.label] += weight
        if weight > deciding.get(rule.label, (0.0, ""))[0]:
            deciding[rule.label] = (weight, said)
    return _settled(weights, deciding)


def judge_progress(answer: str) -> str:
    """How far the work is that an answer reports: not-started, in-progress, complete or unknown. The first words that say so count."""
    words = " ".join(answer.split())
    likely = _rules("progress").likely(words)
    said = [(match.start(), rule.label) for rule in likely if (match := rule.pattern.search(words))]
    return min(said)[1] if said else "unknown"


@cache
def _rules(about: str) -> RuleSet:
    rules = read_rules("extract.rules", "dispositions")
    return RuleSet(rule for rule in rules if rule.extra.get("about", "disposition") == about)


def _weigh(rule: Rule, where: str, early: int) -> tuple[float, str]:
    """The weight of a rule where it may stand in an answer, and the words that it found there; `early` is where its first sentences end."""
    match = rule.pattern.search(where)
    if not match:
        return 0.0, ""
    weight = float(rule.extra["weight"])
    return weight * (_EARLY_FACTOR if match.start() < early and weight < _DECIDES else 1.0), match.group().strip()


def _head(words: str, count: int) -> str:
    ends = [match.start() for match in _SENTENCE.finditer(words)]
    return words[: ends[count - 1]] if len(ends) >= count else words


def _settled(weights: dict[str, float], deciding: dict[str, tuple[float, str]]) -> Judgement:
    if not weights:
        return Judgement("no-response")
    decided = [label for label in weights if deciding[label][0] >= _DECIDES]
    label = max(decided or weights, key=lambda one: (weights[one], one))
    share = 1.0 if decided else weights[label] / sum(weights.values())
    return Judgement(label, deciding[label][1], round(min(1.0, weights[label] / _WHOLE) * (0.4 + 0.6 * share), 2))
