"""Reads a question in plain words: what is asked for, who is meant, when, and which words the answer may hold.

    "By when must the Harbour Board report on tugs?"
      ->  Reading(kinds=("action",), wants={"due"}, parties={"who": …Harbour Board…}, groups=(harbour board, report, tugs))

The forms of questions are data (`rules/questions.jsonl`). A reading only ever prefers; it never shuts anything out.
"""

from __future__ import annotations

import calendar
import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from corpus.ruletables import Rule, read_rules
from index.names import Named, Names, Years
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
_TOLD = 3  # persons of one name are told by their other names, not more
_TELLING = 40  # words of an example by which its like is looked for
_MONTHS = "|".join(calendar.month_name[1:])
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b", re.IGNORECASE
)  # without its year
PARTIES = {"who": "who", "to": "to", "sender": "from", "addressee": "to", "cc": "copied to"}  # each with how it is shown
_BY_LETTER = ("sender", "addressee", "cc")  # whose names stand in the heads of letters, though the papers name them nowhere else
LISTS = ("letters", "owed", "due", "answers", "chronology")  # what is answered by fields, as a list


class Party(NamedTuple):
    """Somebody whom a question names: as typed, by all names as folded words, and who that is by canonical name."""

    said: str
    runs: tuple[tuple[str, ...], ...]
    known: tuple[str, ...] = ()

    def in_words(self) -> str:
        """As typed, with who is meant where that is somebody of another name: "Treasurer (Ada Penrose)"."""
        others = [name for name in self.known if name.casefold() != self.said.casefold()]
        return f"{self.said} ({' or '.join(others)})" if others and len(others) <= _TOLD else self.said


@dataclass(frozen=True, slots=True)
class Group:
    """Ways to say one thing: stems (each with how far it counts) or runs of folded words; `weight` is its rarity.

    `faint` are words that say what sort of thing is asked for ("response", "promise"): a thing of that sort need not hold them.
    `role` is the part that the question gives to a name: whoever has this part need not be named again.
    """

    label: str
    weight: float
    stems: tuple[tuple[str, float], ...] = ()
    runs: tuple[tuple[str, ...], ...] = ()
    faint: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question asks. Empty where it does not say.

    `listed` is one of `LISTS` where the question asks for all things of a sort; `statuses` and `dispositions` narrow it. `counted` are stems of
    what the question asks the number of.
    """

    kinds: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    wants: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    parties: dict[str, tuple[Party, ...]] = field(default_factory=dict)
    dates: tuple[Said, ...] = ()
    groups: tuple[Group, ...] = ()
    listed: str = ""
    statuses: tuple[str, ...] = ()
    dispositions: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()

    @property
    def subject(self) -> tuple[Group, ...]:
        """What the question is about, beside the sort of thing and the parties that it asks for."""
        return tuple(group for group in self.groups if not group.faint and group.role not in self.parties)

    def in_words(self) -> str:
        """The reading, for a person to check."""
        said = [*dict.fromkeys((*self._sort(), *self.force, *(() if self.listed else self.kinds)))]
        said += [f"recommendation {number}" for number in self.numbers]
        said += [f"{PARTIES[role]} {' and '.join(one.in_words() for one in named)}" for role, named in self.parties.items()]
        said += [f"date {one.span}" for one in self.dates]
        words = ", ".join(group.label for group in self.groups)
        return "; ".join([*said, f"words: {words}"] if words else said)

    def _sort(self) -> list[str]:
        narrowed = " or ".join((*self.statuses, *self.dispositions))
        return [f"all {_LISTED[self.listed]}{f' that are {narrowed}' if narrowed else ''}"] if self.listed else []


_LISTED = {
    "letters": "letters",
    "owed": "actions",
    "due": "actions due then",
    "answers": "recommendations",
    "chronology": "of it in order of date",
}


def is_question(text: str) -> bool:
    """Is this a question in plain words, rather than words to look for?"""
    asking = [rule for rule in read_rules("index.rules", "questions") if rule.label == "question"]
    listing = [rule for rule in read_rules("index.rules", "lists") if rule.label in LISTS]
    return any(rule.pattern.search(text) for rule in (*asking, *listing))


def read_question(text: str, vocabulary: Vocabulary) -> Reading:
    """Read a question in plain words."""
    seen, dates = _Seen(), tuple(find_dates(text))
    vocabulary = replace(vocabulary, names=vocabulary.names.within(_years(dates)))
    for rule in read_rules("index.rules", "questions"):
        for match in itertools.islice(rule.pattern.finditer(text), None if rule.extra.get("faint") else 1):
            _take(rule, match, seen, vocabulary.names)
    _take_list(text, seen, vocabulary.names)
    seen.taken += [(one.start, one.end) for one in dates]
    return Reading(
        kinds=tuple(dict.fromkeys(kind for kind in seen.kinds if kind not in seen.overruled)),
        force=tuple(dict.fromkeys(seen.force)),
        wants=frozenset(seen.wants),
        numbers=tuple(dict.fromkeys(seen.numbers)),
        parties=seen.parties,
        dates=dates,
        groups=_groups(text, vocabulary, question_words(), seen),
        listed=seen.listed,
        statuses=tuple(dict.fromkeys(seen.statuses)),
        dispositions=tuple(dict.fromkeys(seen.dispositions)),
        counted=tuple(seen.counted),
    )


def _years(dates: Iterable[Said]) -> Years | None:
    """The years that a question names; None where it names none."""
    years = [int(one.value[:4]) for one in dates if one.value[:4].isdigit()]
    return (min(years), max(years)) if years else None


def _take_list(text: str, seen: _Seen, names: Names) -> None:
    """Note which list a question asks for, and what the rules of that list (by the start of their id) find in it."""
    rules = read_rules("index.rules", "lists")
    seen.listed = next((rule.label for rule in rules if rule.label in LISTS and rule.pattern.search(text)), "")
    for rule in rules:
        if seen.listed and rule.id.startswith(f"{seen.listed}."):
            for match in rule.pattern.finditer(text):
                _take(rule, match, seen, names)
                seen.statuses += rule.extra.get("statuses", [])
                seen.dispositions += rule.extra.get("dispositions", [])


def read_words(text: str, vocabulary: Vocabulary) -> Reading:
    """Plain words without a question's form: only what to look for."""
    return Reading(groups=_groups(text, vocabulary, stop_words(), _Seen()))


def read_example(text: str, kind: str, force: str, vocabulary: Vocabulary) -> Reading:
    """A text as a question for its like: its most telling words, the rarer and the more often said the better; dates tell of no matter."""
    tokens = find_tokens(text)
    counts = Counter(stem(token.word) for token in tokens)
    days = [match.span() for match in _DAY.finditer(text)]
    dated = _Seen(taken=[*days, *((said.start, said.end) for said in find_dates(text))])
    groups = _groups(text, vocabulary, question_words(), dated)
    weighed = [(group.weight * (1 + math.log(max(counts[root] for root, _ in group.stems[:1]) or 1)), group) for group in groups]
    best = sorted(weighed, key=lambda pair: -pair[0])[:_TELLING]
    kept = {group.label for _, group in best}
    return Reading(kinds=(kind,), force=(force,) if force else (), groups=tuple(group for group in groups if group.label in kept))


@dataclass(slots=True)
class _Seen:
    """What the rules found in a question so far; `taken` and `faint` are stretches of it, `roles` those of the parties."""

    kinds: list[str] = field(default_factory=list)
    overruled: list[str] = field(default_factory=list)
    force: list[str] = field(default_factory=list)
    wants: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    parties: dict[str, tuple[Party, ...]] = field(default_factory=dict)
    listed: str = ""
    counted: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    dispositions: list[str] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    faint: list[tuple[int, int]] = field(default_factory=list)
    roles: list[tuple[int, int, str]] = field(default_factory=list)


def _take(rule: Rule, match: re.Match[str], seen: _Seen, names: Names) -> None:
    """Note what a rule says of the words that it matched."""
    seen.kinds += rule.extra.get("kinds", [])
    seen.overruled += rule.extra.get("over", [])
    seen.force += [rule.extra["force"]] if "force" in rule.extra else []
    seen.wants += [rule.extra["wants"]] if "wants" in rule.extra else []
    if rule.extra.get("faint"):
        seen.faint.append(match.span())
    for role, value in match.groupdict().items():
        if role == "number" and value:
            seen.numbers.append(value.casefold())
            seen.taken.append(match.span())
        elif role == "counted" and value:
            seen.counted += [stem(token.word) for token in find_tokens(value)]
            seen.faint[-1:] = [(match.start(), match.start(role))]  # the thing that is counted is no faint word
        elif role in PARTIES and value and role not in seen.parties:
            _take_parties(role, match, names, seen)
            if role not in seen.parties and (rule.extra.get("unknown") or role in _BY_LETTER):
                _take_unknown(role, value, seen)


def _take_parties(role: str, match: re.Match[str], names: Names, seen: _Seen) -> None:
    """The names with which a stretch of a question begins: "the Harbour Board and the Treasury do …"."""
    value, start = match.group(role), match.start(role)
    tokens = find_tokens(value)
    known: list[Named] = []
    for one in names.find(value, tokens):
        between = [token.word for token in tokens[known[-1].last + 1 if known else 0 : one.first]]
        if not set(between) <= {"the", "and", "or"}:
            break
        known.append(one)
    if known:
        said = [value[tokens[one.first].start : tokens[one.last].end] for one in known]
        bare = [re.sub(r"['’]s?$", "", name) for name in said]
        seen.parties[role] = tuple(Party(name, one.names, names.canonical(name)) for name, one in zip(bare, known, strict=True))
        seen.roles.append((start, start + tokens[known[-1].last].end, role))


def _take_unknown(role: str, value: str, seen: _Seen) -> None:
    """A name of nobody on file, as it is typed, capital and all: it may yet be what a record has for its party."""
    name = re.sub(r"^the\s+", "", value.strip(), flags=re.IGNORECASE)
    words = tuple(token.word for token in find_tokens(name))
    if name[:1].isupper() and 0 < len(words) <= _LONGEST_UNKNOWN:
        seen.parties[role] = (Party(name, (words,)),)


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
            role = next((role for start, end, role in seen.roles if start <= tokens[at].start < end), "")
            groups.setdefault(" ".join(inside), _name_group(inside, one.names, vocabulary.rarity, role))
            at = one.last + 1
            continue
        token = tokens[at]
        at += 1
        if token.word in drop or _inside(token, seen.taken):
            continue
        root = stem(token.word)
        spellings = {root: 1.0}
        for other, share in (*related_stems(root), *((stem(one), share) for one, share in vocabulary.like(token.word))):
            spellings.setdefault(other, share)
        faint = _inside(token, seen.faint)
        weight = vocabulary.rarity(token.word) * (_FAINT if faint else 1.0)
        groups.setdefault(root, Group(token.word, weight, tuple(spellings.items()), faint=faint))
    return tuple(groups.values())


def _inside(token: Token, stretches: list[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in stretches)


def _name_group(words: list[str], runs: tuple[tuple[str, ...], ...], rarity: Callable[[str], float], role: str) -> Group:
    """A name by any of its forms; a part of it (a surname) counts for half."""
    parts = [word for word in words if word not in stop_words()] or words
    weight = max(rarity(word) for word in parts) if parts else 1.0
    return Group(" ".join(words), weight, tuple((stem(word), 0.5 / len(parts)) for word in parts), runs, role=role)
