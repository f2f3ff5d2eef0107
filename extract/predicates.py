"""The verb group after a modal or "to": which verb, in what voice, and where its own words begin.

    "will, in due course, be published"  at "will"  ->  publish, passive        "will continue to be statutory"  ->  be, a state

Voices: active, ongoing (be + -ing), perfect (have + participle), passive, passive perfect, delivered (be ready, be in place, be with
you), responsible, and state for what only is so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.verbs import Verb, guess_verb, is_gerund, is_participle, read_verb
from extract.words import is_adverb, pronoun_kind, words_of

_WORD = re.compile(r"[^\W_][\w'’&/.-]*[\w'’]|[^\W_]|[^\w\s]")
_REACH = 160  # characters in which the verb group must show itself
_HAPPENING = re.compile(r"(?:take place|come into (?:force|effect|operation)|go live|go ahead|get under ?way|go out)\b", re.I)
_DOING = re.compile(
    r"(?:stand (?:up|down|by)|see (?:to|that)|find (?:out|ways|a way)|get (?:in|out|back|down)|feed (?:in|back|into)|know whether)\b",
    re.I,
)
_CHANGING = re.compile(r"go (?:up|down)\b(?! to\b)", re.I)  # what prices do
_DELIVERED = re.compile(
    r"(?:(?P<short>available|payable|ready|complete|operational|live|open|over|up and running)\b|in (?:place|force|operation|touch|contact|hand|position)\b|"
    r"on (?:hand|station|site|display|sale|line)\b|with (?:you|us|me|them|the \w+|[A-Z]\w+)|subject to\b)"
)
_PLACED = re.compile(r"in a position to ")
_DISPOSED = "able ready prepared willing happy glad pleased delighted expected required asked invited obliged free advised"
_SET_IN = (
    "in due course",
    "of course",
    "in future",
    "in turn",
    "in addition",
    "in particular",
    "at least",
    "at once",
    "at the same time",
    "as necessary",
    "if necessary",
    "no longer",
)
_CARRYING = ("continue", "seek", "begin", "start", "need", "want", "wish")
_BE, _BE_DONE = Verb("be", "base", "state"), Verb("be", "base", "deed")
_NOT_DONE = ("limited", "increased", "improved", "detailed")  # after "have" rather adjectives than participles


@dataclass(frozen=True, slots=True)
class Predicate:
    """What follows a modal. `modal` is a second one inside it: need, able, required …"""

    verb: Verb
    voice: str
    start: int
    end: int
    negative: bool = False
    modal: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.casefold()


def read_predicate(line: str, at: int) -> Predicate | None:
    """The verb group that begins at `at`, after a modal or "to"; None where no verb can be seen."""
    words = [_Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(line, at, min(len(line), at + _REACH))]
    return _verb_group(line, words, 0)


def _verb_group(line: str, words: list[_Word], index: int) -> Predicate | None:
    index, negative = _skip_adverbs(line, words, index)
    if index >= len(words):
        return None
    word = words[index]
    if not word.text[0].isalpha() or (word.text[0].isupper() and not line.isupper()) or _is_small(word.lower):
        return None
    found = _after(line, words, index)
    return replace(found, negative=negative or found.negative) if found else None


def _is_small(word: str) -> bool:
    """Is this a word that no verb group can begin with ("the means and the will to …")?"""
    return any(word in words_of(kind) for kind in ("preposition", "determiner", "link", "intro")) or bool(pronoun_kind(word))


def _after(line: str, words: list[_Word], index: int) -> Predicate | None:
    word = words[index]
    if word.lower == "be":
        return _after_be(line, words, index)
    if word.lower == "have":
        return _after_have(line, words, index)
    if word.lower in _CARRYING and (inner := _to_verb(line, words, index + 1)):
        if word.lower == "need":
            return replace(inner, modal="need")
        if inner.voice == "state":
            return replace(inner, start=word.start, end=word.end)
        if inner.voice.startswith("passive"):
            return inner
    verb = _happening(line, word) or read_verb(word.text, "base") or guess_verb(word.text, "base")
    if _DOING.match(line, word.start):
        verb = replace(verb, kind="deed")
    elif _CHANGING.match(line, word.start):
        verb = replace(verb, kind="effect")
    return Predicate(verb, "state" if verb.kind == "state" else "active", word.start, word.end)


def _happening(line: str, word: _Word) -> Verb | None:
    match = _HAPPENING.match(line, word.start)
    return Verb(match.group().lower(), "base", "event") if match else None


def _skip_adverbs(line: str, words: list[_Word], index: int) -> tuple[int, bool]:
    """The next word of the group itself, and whether a "not" stood before it."""
    negative = False
    while index < len(words):
        word = words[index]
        if word.lower in words_of("negative"):
            negative = True
        elif word.text not in (",", "(", ")") and not is_adverb(word.text):
            following = _interruption(line, words, index)
            if not following:
                break
            index = following
            continue
        index += 1
    return index, negative


def _interruption(line: str, words: list[_Word], index: int) -> int:
    """The index after a phrase set into the group ("will, in due course, publish"); 0 where there is none."""
    rest = line[words[index].start :].casefold()
    for phrase in _SET_IN:
        if rest.startswith(phrase + " "):
            return index + len(phrase.split())
    if index and words[index - 1].text == "," and words[index].lower in words_of("preposition") | {"where"}:
        return next((stop + 1 for stop in range(index + 1, min(index + 10, len(words))) if words[stop].text == ","), 0)
    return 0


def _after_be(line: str, words: list[_Word], index: int) -> Predicate | None:
    be = words[index]
    index, negative = _skip_adverbs(line, words, index + 1)
    if index >= len(words):
        return None
    word = words[index]
    if is_gerund(word.text) and word.lower not in ("willing", "forthcoming", "challenging"):
        return Predicate(guess_verb(word.text, "gerund"), "ongoing", word.start, word.end, negative)
    if word.lower in _DISPOSED.split() and (inner := _to_verb(line, words, index + 1)):
        return replace(inner, modal=word.lower, negative=negative or inner.negative)
    if placed := _PLACED.match(line, word.start):
        return read_predicate(line, placed.end())
    if delivered := _DELIVERED.match(line, word.start):
        verb = Verb("make", "base", "deed") if word.lower == "available" else _BE_DONE
        return Predicate(verb, "delivered", word.start, delivered.end(), negative, word.lower)
    if word.lower == "responsible":
        return Predicate(_BE, "responsible", word.start, word.end, negative)
    if is_participle(word.text):
        return Predicate(guess_verb(word.text, "participle"), "passive", word.start, word.end, negative)
    return Predicate(_BE, "state", be.start, word.end, negative, word.lower)


def _after_have(line: str, words: list[_Word], index: int) -> Predicate | None:
    have = words[index]
    index, negative = _skip_adverbs(line, words, index + 1)
    word = words[index] if index < len(words) else None
    if word and word.lower == "been" and index + 1 < len(words):
        done = words[index + 1]
        if is_participle(done.text):
            return Predicate(guess_verb(done.text, "participle"), "passive perfect", done.start, done.end, negative)
        return Predicate(_BE, "state", have.start, done.end, negative)
    if word and word.lower == "to" and (inner := _to_verb(line, words, index)):
        return replace(inner, modal="need")
    if word and is_participle(word.text) and word.lower not in _NOT_DONE:
        return Predicate(guess_verb(word.text, "participle"), "perfect", word.start, word.end, negative)
    return Predicate(Verb("have", "base", "state"), "state", have.start, have.end, negative, "have")


def _to_verb(line: str, words: list[_Word], index: int) -> Predicate | None:
    """The verb after "to" at `index`."""
    if index + 1 >= len(words) or words[index].lower != "to":
        return None
    return _verb_group(line, words, index + 1)
