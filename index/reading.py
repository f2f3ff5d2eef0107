"""Reads a question in plain words: what is asked for, who is meant, when, and which words the answer may hold.

    "By when must the Harbour Board report on tugs?"
      ->  Reading(kinds=("action",), wants={"due"}, parties={"who": …Harbour Board…}, groups=(harbour board, report, tugs))

The forms of questions are data (`rules/questions.jsonl`). A reading only ever prefers; it never shuts anything out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from corpus.ruletables import Rule, read_rules
from index.names import Named, Names
from index.when import Said, find_dates
from index.words import Token, find_tokens, question_words, related_stems, stem, stop_words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the papers know: names, how rare a folded word is, and other spellings of it with how far each counts."""

    names: Names
    rarity: Callable[[str], float]
    like: Callable[[str], Iterable[tuple[str, float]]]


_FAINT = 0.5  # what a word counts that says what sort of thing is asked for: "response", "promise"
_LONGEST_UNKNOWN = 6  # words
PARTIES = ("who", "to", "sender", "addressee", "cc")


@dataclass(frozen=True, slots=True)
class Group:
    """Ways to say one thing: stems (each with how far it counts) or runs of folded words; `weight` is its rarity.

    `faint` are words that say what sort of thing is asked for ("response", "promise"): a thing of that sort need not hold them.
    """

    label: str
    weight: float
    stems: tuple[tuple[str, float], ...] = ()
    runs: tuple[tuple[str, ...], ...] = ()
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question asks. Empty where it does not say."""

    kinds: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    wants: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    parties: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    said_parties: dict[str, str] = field(default_factory=dict)
    dates: tuple[Said, ...] = ()
    groups: tuple[Group, ...] = ()

    def in_words(self) -> str:
        """The reading, for a person to check."""
        said = [*dict.fromkeys((*self.force, *self.kinds))]
        said += [f"recommendation {number}" for number in self.numbers]
        said += [f"{role} {name}" for role, name in self.said_parties.items()]
        said += [f"date {one.span}" for one in self.dates]
        words = ", ".join(group.label for group in self.groups)
        return "; ".join([*said, f"words: {words}"] if words else said)


def is_question(text: str) -> bool:
    """Is this a question in plain words, rather than words to look for?"""
    return any(rule.label == "question" and rule.pattern.search(text) for rule in read_rules("index.rules", "questions"))


def read_question(text: str, vocabulary: Vocabulary) -> Reading:
    """Read a question in plain words."""
    seen = _Seen()
    for rule in read_rules("index.rules", "questions"):
        for match in itertools.islice(rule.pattern.finditer(text), None if rule.extra.get("faint") else 1):
            _take(rule, match, seen, vocabulary.names)
    dates = tuple(find_dates(text))
    seen.taken += [(one.start, one.end) for one in dates]
    return Reading(
        kinds=tuple(dict.fromkeys(kind for kind in seen.kinds if kind not in seen.overruled)),
        force=tuple(dict.fromkeys(seen.force)),
        wants=frozenset(seen.wants),
        numbers=tuple(dict.fromkeys(seen.numbers)),
        parties=seen.parties,
        said_parties=seen.said,
        dates=dates,
        groups=_groups(text, vocabulary, question_words(), seen),
    )


def read_words(text: str, vocabulary: Vocabulary) -> Reading:
    """Plain words without a question's form: only what to look for."""
    return Reading(groups=_groups(text, vocabulary, stop_words(), _Seen()))


@dataclass(slots=True)
class _Seen:
    """What the rules found in a question so far; `taken` and `faint` are stretches of it."""

    kinds: list[str] = field(default_factory=list)
    overruled: list[str] = field(default_factory=list)
    force: list[str] = field(default_factory=list)
    wants: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    parties: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[int, int]] = field(default_factory=list)
    faint: list[tuple[int, int]] = field(default_factory=list)


def _take(rule: Rule, match: re.Match[str], seen: _Seen, names: Names) -> None:
    """Note what a rule says of the words that it matched."""
    seen.kinds += rule.extra.get("kinds", [])
    seen.overruled += rule.extra.get("over", [])
    seen.force += [rule.extra["force"]] if "force" in rule.extra else []
    seen.wants += [rule.extra["wants"]] if "wants" in rule.extra else []
    if rule.extra.get("faint"):
        seen.faint.append(match.span())
    for role, value in match.groupdict().items():
        if role == "number":
            seen.numbers.append(value.casefold())
            seen.taken.append(match.span())
        elif role in PARTIES and value and role not in seen.parties:
            _take_parties(role, value, names, seen)
            if rule.extra.get("unknown") and role not in seen.parties:
                _take_unknown(role, value, seen)


def _take_parties(role: str, value: str, names: Names, seen: _Seen) -> None:
    """The names with which a stretch of a question begins: "the Harbour Board and the Treasury do …"."""
    tokens = find_tokens(value)
    known: list[Named] = []
    for one in names.find(value, tokens):
        between = [token.word for token in tokens[known[-1].last + 1 if known else 0 : one.first]]
        if not set(between) <= {"the", "and", "or"}:
            break
        known.append(one)
    if known:
        seen.parties[role] = tuple(run for one in known for run in one.names)
        said = (value[tokens[one.first].start : tokens[one.last].end] for one in known)
        seen.said[role] = " and ".join(re.sub(r"['’]s?$", "", name) for name in said)


def _take_unknown(role: str, value: str, seen: _Seen) -> None:
    """A name of nobody on file, as it is typed, capital and all: it may yet be what a record has for its party."""
    name = re.sub(r"^the\s+", "", value.strip(), flags=re.IGNORECASE)
    words = tuple(token.word for token in find_tokens(name))
    if name[:1].isupper() and len(words) <= _LONGEST_UNKNOWN:
        seen.parties[role], seen.said[role] = (words,), name


def _groups(text: str, vocabulary: Vocabulary, drop: frozenset[str], seen: _Seen) -> tuple[Group, ...]:
    """The things that a question's words stand for, in their order."""
    tokens = find_tokens(text)
    named = {one.first: one for one in vocabulary.names.find(text, tokens)}
    groups: dict[str, Group] = {}
    at = 0
    while at < len(tokens):
        one = named.get(at)
        if one:
            inside = [token.word for token in tokens[at : one.last + 1]]
            groups.setdefault(" ".join(inside), _name_group(inside, one.names, vocabulary.rarity))
            at = one.last + 1
            continue
        token = tokens[at]
        at += 1
        if token.word in drop or _inside(token, seen.taken):
            continue
        root = stem(token.word)
        spellings = {root: 1.0}
        for other, share in (*related_stems().get(root, ()), *((stem(one), share) for one, share in vocabulary.like(token.word))):
            spellings.setdefault(other, share)
        faint = _inside(token, seen.faint)
        weight = vocabulary.rarity(token.word) * (_FAINT if faint else 1.0)
        groups.setdefault(root, Group(token.word, weight, tuple(spellings.items()), faint=faint))
    return tuple(groups.values())


def _inside(token: Token, stretches: list[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in stretches)


def _name_group(words: list[str], runs: tuple[tuple[str, ...], ...], rarity: Callable[[str], float]) -> Group:
    """A name by any of its forms; a part of it (a surname) counts for half."""
    parts = [word for word in words if word not in stop_words()] or words
    weight = max(rarity(word) for word in parts) if parts else 1.0
    return Group(" ".join(words), weight, tuple((stem(word), 0.5 / len(parts)) for word in parts), runs)
