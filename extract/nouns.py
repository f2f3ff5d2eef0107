"""What a noun phrase names: a party that can act, something that a party runs, or neither. From the table `rules/subject_nouns.csv`.

"the Harbour Board"  ->  party        "this programme"  ->  plan        "the next challenge"  ->  abstract        "the tide"  ->  thing
"""

from __future__ import annotations

import re
from functools import cache

from corpus.names import is_given_name
from corpus.ruletables import read_table
from extract.words import pronoun_kind, words_of

_AFTER_HEAD = re.compile(
    r"[(,]| (?:of|for|in|on|at|to|from|with|by|within|under|alongside|including|as|that|which|who|whose|involved|responsible|containing)\b"
)
_QUANTITY = re.compile(
    r"(?:each|all|both|some|any|none|most|one|two|several|many|representatives?|members?) of (?:the |our |your |these |those )?(.+)",
    re.I,
)
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Prof|Professor|General|Ambassador|Senator)\.? [A-Z].*")
_PEOPLE = re.compile(r"(?:[a-z]{2}men|women|[a-z]{3}(?:ists|ers|ors|ees))$")  # what people are called by what they do
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&/()-]{1,9}s?")
_ROMAN = re.compile(r"[IVX]+")
_REFLEXIVE = re.compile(r"(?<=\w) (?:him|her|it|my|your|them|our)sel(?:f|ves)$", re.I)
_GROUPS = ("both of us", "all of us", "each of us")
_PHRASE_WORDS = 8
_MOST_CAPITAL = 0.6
_CAPITAL_WORDS = 3  # in a line of capitals, longer phrases are no names


def head_noun(words: str) -> str:
    """The word that a noun phrase turns on: the last before the first preposition, bracket or comma.

    >>> head_noun("the Minister of State for Harbours")
    'Minister'
    """
    core = _AFTER_HEAD.split(words.strip(), maxsplit=1)[0].split()
    return core[-1] if core else ""


def last_phrase(line: str) -> str:
    """The noun phrase at the end of a line, from its article on, with the space or comma after it.

    >>> last_phrase("it rests on a new plan, ")
    'a new plan, '
    """
    words = list(re.finditer(r"\S+\s*", line))[-_PHRASE_WORDS:]
    for number, word in reversed(list(enumerate(words))):
        lower = word.group().strip(" ,").casefold()
        before = words[number - 1].group().strip().casefold() if number else ""
        if lower in words_of("determiner") and before not in words_of("determiner"):
            return line[word.start() :]
        if lower in words_of("preposition") | words_of("link") | words_of("auxiliary") and number + 1 < len(words):
            return line[words[number + 1].start() :]
    return line[words[0].start() :] if words else ""


def noun_kind(word: str) -> str:
    """party, plan or abstract for a noun of the table, also in the plural; "" for another word."""
    nouns = _nouns()
    lower = re.sub(r"['’]s$", "", word.casefold().strip("'’.,;:()")).rsplit("/", 1)[-1]
    for form in (lower, lower.removesuffix("s"), lower.removesuffix("es"), lower.removesuffix("ies") + "y"):
        if form in nouns:
            return nouns[form]
    return "party" if _PEOPLE.search(lower) else ""


def phrase_kind(words: str, known: frozenset[str] = frozenset()) -> str:
    """The kind of a noun phrase or pronoun: first, second, third, it, there, party, plan, abstract, thing, or none for no words.

    `known` are the folded names of parties met with in the papers.
    """
    words = _REFLEXIVE.sub("", words.strip())
    lower = words.casefold()
    if not words:
        return "none"
    if kind := pronoun_kind(lower):
        return kind
    if lower.startswith("there ") and len(lower.split()) == 2:
        return "there"
    if lower == "both of you" or re.match(r"you\b", lower):
        return "second"
    if lower in ("me", "us", *_GROUPS) or re.match(r"(?:i|we) and\b", lower) or words.endswith(" and I"):
        return "first"
    return "third" if lower in ("them", "him", "her") else _named_kind(words, known)


def _named_kind(words: str, known: frozenset[str]) -> str:
    bare = _without_determiners(words)
    if bare.casefold() in known or words.casefold() in known:
        return "party"
    head = re.sub(r"['’]s$", "", head_noun(bare) or head_noun(words))
    if kind := noun_kind(head):
        return kind
    if " and " in bare and any(noun_kind(head_noun(part)) == "party" for part in bare.split(" and ")):
        return "party"
    if quantity := _QUANTITY.match(words):
        return _named_kind(quantity.group(1), known)
    if bare.isupper() and len(bare.split()) > _CAPITAL_WORDS:
        return "thing"
    if " " not in bare and bare[:1].isupper() and is_given_name(bare):
        return "party"
    if (_ACRONYM.fullmatch(head) and not _ROMAN.fullmatch(head)) or _TITLED.fullmatch(bare) or _is_name(bare, head):
        return "party"
    return "thing"


def _is_name(bare: str, head: str) -> bool:
    """Are most words of a phrase capitals, its head among them?"""
    large = [word for word in bare.split() if word.lower() not in ("of", "for", "and", "the")]
    capitals = [word for word in large if word[:1].isupper()]
    return head[:1].isupper() and len(capitals) >= max(2, _MOST_CAPITAL * len(large))


def _without_determiners(words: str) -> str:
    parts = words.split()
    while len(parts) > 1 and (
        parts[0].casefold() in words_of("determiner") or parts[0].casefold() in ("relevant", "individual", "local")
    ):
        parts = parts[1:]
    return " ".join(parts)


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in read_table("extract.rules", "subject_nouns")}
