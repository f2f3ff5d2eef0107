"""Forms of words that lay something on somebody: what is triggered where in a sentence, of what force, and on whom.

    "The Board will publish the chart in May."  ->  Duty(force="promise", subject "The Board", act "publish the chart in May.")

The forms are lines of `rules/actions.jsonl`: the words that trigger, what follows them (`reads`), whose duty it is (`actor`).
What is no duty is in `rules/not_actions.jsonl`. Whether "will" promises or predicts is for `extract.forces`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from corpus.rulesets import read_rule_set
from corpus.ruletables import Rule, read_rules
from extract.cases import Case, Duty
from extract.forces import judge

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?|['’](?:ve|re|ll|m)")
_MESSAGE = re.compile(r"\b(?:message|clear|that|critical|essential)\b")
_CARRIERS = ("modal", "plan", "gerund", "ongoing", "noun", "clause", "list")
_QUOTING_KINDS = ("report", "response")
_NESTING = ("that", "which", "what", "how", "whom", "whether", "if", "when", "where")
_TARGET_WORDS = 8
_SAID_TOO = re.compile(
    r"\band (?:that\b|(?:\w+ ){0,3}?(?:said|told|promised|undertook|agreed|confirmed|added|assured|says|tells|promises|confirms)\b[^,;]{0,40}\bthat\b)"
)


def find_duties(
    line: str,
    kind: str,
    known: frozenset[str],
    *,
    headed: bool = False,
    bare: bool = False,
    after_party: Callable[[], bool] = bool,
) -> list[Duty]:
    """The duties that a sentence lays down, in order. `kind` is the item's.

    `headed` says that it stands under a heading of actions, `bare` that minute style ("Clerk to write") may be read in it,
    `after_party` tells whether the sentence before is about a party, which "it" then is.
    """
    guards = _guards_of(line, kind)
    if any(guard.label == "sentence" for guard, _, _ in guards):
        return []
    found = []
    for rule, match in _matches(line, headed=headed, bare=bare):
        duty = judge(Case(line, rule, match, kind, known, after_party))
        if duty and not _is_guarded(line, duty, guards):
            found.append(duty)
    return _strongest(line, found)


def has_rules_word(line: str) -> bool:
    """Does the line have a word that some form needs?"""
    return not _words_of(line).isdisjoint(_keys())


@lru_cache(maxsize=2)  # of the line in hand
def _words_of(line: str) -> frozenset[str]:
    return frozenset(_WORD.findall(line.lower()))


@cache
def _keys() -> frozenset[str]:
    """The words of which a line must have one for a form to be read in it."""
    return frozenset(key for rule in read_rules("extract.rules", "actions") for key in rule.extra["keys"])


def _matches(line: str, *, headed: bool, bare: bool) -> Iterator[tuple[Rule, re.Match[str]]]:
    words = _words_of(line)
    for rule in read_rule_set("extract.rules", "actions").likely(line):
        if not words.isdisjoint(rule.extra["keys"]) and (bare or not rule.extra.get("bare")):
            yield from ((rule, match) for match in rule.pattern.finditer(line))
    if headed:
        for rule in read_rule_set("extract.rules", "actions").likely(line):
            if rule.extra.get("headed") and (first := rule.pattern.search(line)):
                yield rule, first


def _guards_of(line: str, kind: str) -> list[tuple[Rule, int, int]]:
    """The guards that may bar a duty of this line: with the stretch they cover, or none for those that stand before a clause."""
    found = []
    words = _words_of(line) | ({"quoted"} if '"' in line else set())
    for rule in read_rule_set("extract.rules", "not_actions").likely(line):
        if words.isdisjoint(rule.extra["keys"]):
            continue
        if (rule.extra.get("quoting") and kind not in _QUOTING_KINDS) or kind in rule.extra.get("kinds_not", ()):
            continue
        if rule.label == "before":
            found.append((rule, 0, 0))
        else:
            found += [(rule, match.start(), match.end()) for match in rule.pattern.finditer(line)]
    return found


def _is_guarded(line: str, duty: Duty, guards: Sequence[tuple[Rule, int, int]]) -> bool:
    before = _before(line, duty)
    clause = line[duty.subject.clause_start : duty.start]
    apart = clause.rstrip().endswith(",") and not re.search(r"\bthat\b", clause)
    told = duty.reads == "modal" or duty.rule in ("promise.going-to", "promise.due")
    opinion = not apart and told and duty.actor != "named" and not duty.subject.relative
    for rule, start, end in guards:
        if duty.force not in rule.extra["forces"]:
            continue
        if rule.label == "before" and opinion and rule.pattern.search(before):
            return True
        if rule.label != "before" and start < duty.act and duty.trigger < end:
            return True
    return False


def _before(line: str, duty: Duty) -> str:
    """The words that bring a duty's clause in; of "… and that they will" those before the first "that"."""
    before = re.sub(r"[ ,]*\bthat$", "", line[duty.subject.clause_start : duty.start].rstrip(" ,"))
    chain = re.match(r"(.*)\bthat\b.*\b(?:and|or)$", before)
    return chain.group(1).rstrip() if chain and duty.subject.intro == "that" else before


def _strongest(line: str, found: list[Duty]) -> list[Duty]:
    """One duty for each act: of forms that share an act or stand inside another's words, the surest, then the earlier."""
    kept: list[Duty] = []
    for duty in sorted(found, key=lambda one: (-one.confidence, one.trigger)):
        if not any(_is_same_act(line, duty, other) for other in kept):
            kept.append(duty)
    return sorted(kept, key=lambda one: (one.trigger, one.act))


def _is_same_act(line: str, one: Duty, other: Duty) -> bool:
    if (one.trigger < other.act and other.trigger < one.act) or one.act == other.act:
        return True
    first, second = (one, other) if one.trigger < other.trigger else (other, one)
    if second.trigger == first.act and second.rule == "requirement.requires":
        return True  # "It will require ports to …" is one promise
    between = line[first.act : second.trigger]
    if first.force == second.force == "target":
        return len(between.split()) < _TARGET_WORDS
    if second.actor not in ("subject", "owner") or second.dated and second.subject.relative:
        return False
    if second.subject.clause_start > first.trigger:
        return False
    if second.subject.intro == "that" and _SAID_TOO.search(between):
        return False  # "He promised that …, and said that …": two promises
    if first.reads in _CARRIERS and second.subject.intro in _NESTING:
        message = second.force == "requirement" and second.subject.intro == "that" and not second.subject.relative
        return not (message and _MESSAGE.search(between))
    return second.subject.kind == "none" and second.reads == "plan"
