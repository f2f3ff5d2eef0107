"""Verbs of official papers: their forms, and what kind of thing they say.

    "publishing"  ->  publish, a gerund, a deed        "written"  ->  write, a participle, a deed

Kinds: a *deed* is what a party does (publish, monitor); an *effect* is what things do to things (reduce, enable), and a party
only where it is the subject; an *event* happens (start, take place); a *state* is how it is (know, need, have).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.ruletables import read_table

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Verb:
    """A word read as a verb: its base, its form (base, s, past, participle, gerund) and its kind.

    `single` is a verb of one act with an end (publish, send), `noun` one whose forms are as often nouns (plan, report).
    """

    base: str
    form: str
    kind: str
    single: bool = False
    noun: bool = False


def read_verb(word: str, form: str = "") -> Verb | None:
    """The verb that a word is a form of; with `form`, only as that form. None for a word that the table does not have."""
    for verb in _forms().get(word.casefold(), ()):
        if not form or verb.form == form:
            return verb
    return None


def guess_verb(word: str, form: str) -> Verb:
    """The verb in a place where grammar leaves no other reading, also where the table does not have it."""
    known = read_verb(word, form) or (read_verb(word, "past") if form == "participle" else None)
    return known or Verb(_strip_ending(word.casefold(), form), form, "deed")


def is_participle(word: str) -> bool:
    """Could this be a past participle?"""
    lower = word.casefold()
    joined = "-" in lower and not lower.startswith(("re-", "co-"))  # "well-timed": how a thing is
    return read_verb(lower, "participle") is not None or (
        lower.endswith("ed") and len(lower) > 4 and not joined and lower not in ("need", "indeed", "speed")
    )


def is_gerund(word: str) -> bool:
    """Could this be an -ing form of a verb?"""
    lower = word.casefold()
    return lower.endswith("ing") and len(lower) > 4 and lower not in _NOT_GERUNDS


_NOT_GERUNDS = frozenset(
    "during nothing something anything everything morning evening interesting outstanding forthcoming underlying".split()
)


@cache
def _forms() -> dict[str, tuple[Verb, ...]]:
    found: dict[str, list[Verb]] = {}
    for row in read_table("extract.rules", "verbs"):
        base, kind = row["verb"], row["kind"]
        single, noun = bool(row["single"]), bool(row["noun"])
        past = row["past"] or regular(base, "ed")
        forms = [
            (base, "base"),
            (regular(base, "s"), "s"),
            (past, "past"),
            (row["participle"] or past, "participle"),
            (regular(base, "ing"), "gerund"),
        ]
        for word, form in forms:
            found.setdefault(word, []).append(Verb(base, form, kind, single, noun))
    return {word: tuple(verbs) for word, verbs in found.items()}


def regular(base: str, ending: str) -> str:
    """The regular form of a verb: publish + ed = published, commit + ing = committing, apply + s = applies.

    >>> regular("modify", "ed")
    'modified'
    """
    if ending == "s":
        if base.endswith(("s", "x", "z", "ch", "sh", "o")):
            return base + "es"
        return base[:-1] + "ies" if _ends_in_y(base) else base + "s"
    if base.endswith("e") and not (ending == "ing" and base.endswith(("ee", "ye", "oe"))):
        return base[:-1] + ending
    if ending == "ed" and _ends_in_y(base):
        return base[:-1] + "ied"
    return base + (base[-1] if _doubles(base) else "") + ending


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2:-1] not in _VOWELS


def _doubles(base: str) -> bool:
    """Is the last letter doubled? One short vowel before one consonant: in words of one syllable, and in a few longer ones."""
    if not re.search(r"[^aeiou][aeiou][bdgklmnprt]$", base):
        return False
    return len(re.findall(r"[aeiouy]+", base)) == 1 or base.endswith(
        ("mit", "fer", "cur", "pel", "rol", "gin", "put", "set", "cel", "del", "run", "sel")
    )


def _strip_ending(word: str, form: str) -> str:
    if form == "participle" and word.endswith("ied"):
        return word[:-3] + "y"
    if form in ("participle", "past") and word.endswith("eed"):
        return word[:-1]  # freed, decreed
    ending = {"participle": "ed", "gerund": "ing", "past": "ed"}.get(form, "")
    if not ending or not word.endswith(ending):
        return word
    stem = word[: -len(ending)]
    if stem[-2:-1] == stem[-1:] and read_verb(stem[:-1], "base"):
        return stem[:-1]  # "focussed", where focus is known
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sl":
        return stem[:-1]
    return (
        stem + "e"
        if re.search(r"(?:[aeiou](?:[tszvgcu])|[sz]|[cgvu]|ur|(?<![ao])in)$", stem) and not stem.endswith(("ss", "et", "it"))
        else stem
    )
