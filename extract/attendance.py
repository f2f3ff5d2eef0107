"""Who was at a meeting, by its minutes: the lists of those present and of apologies, and those whom the minutes let speak by one name.

    "Present: Cllrs I. Holm (IH), B Crane and A. Quill"  ->  "I. Holm", "B Crane", "A. Quill"

What is learned here makes "IH to write", "Crane to write" and "TD & AV to inspect" mean people. The forms are in `rules/attendance.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.names import parse_person, parse_signed_name
from corpus.ruletables import Rule, read_rules
from extract.namelists import split_names
from extract.nouns import noun_kind
from extract.words import pronoun_kind, words_of

_LIST_LINES = 40  # of one list of names
_INITIALS = 2  # letters and point of an initial
_TIGHT = re.compile(r"\b([A-Z])\.(?=[A-Z][a-z])")  # "T.Dixon"
_TITLES = re.compile(r"^(?:(?:Cllrs?|Councill?ors?|County|District|Messrs|Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?)\.?:? )+", re.I)
_ROLE = re.compile(r"\s*(?:[,(\[:–|\t]| - |- ).*$", re.S)
_BULLET = re.compile(r"^[\s*•●·–>-]+")


def find_attendance(text: str) -> list[str]:
    """The people whom the lists of those present and of apologies name, in order, each once."""
    lines = text.splitlines()
    names: list[str] = []
    for at, line in enumerate(lines):
        for rule in _rules("head"):
            if match := rule.pattern.match(line.rstrip(" *_")):
                names += _listed(match["names"]) if match["names"].strip() else _under(lines[at + 1 :])
                break
    return list(dict.fromkeys(names))


def find_speakers(text: str, people: Iterable[str]) -> list[str]:
    """Single names by which minutes call people: those of `people` that stand alone, and what stands before "noted", "asked" and the like.

    Not common nouns, nor words that the text has in small letters.
    """
    parts = [word for name in people for word in (name.split()[0], name.split()[-1]) if len(word) > _INITIALS]
    said = [match["who"] for rule in _rules("speaker") for match in rule.pattern.finditer(text)]
    return [
        word
        for word in dict.fromkeys([*parts, *said])
        if _is_name(word) and not re.search(rf"\b{re.escape(word.lower())}\b", text)
    ]


def _rules(label: str) -> Iterator[Rule]:
    return (rule for rule in read_rules("extract.rules", "attendance") if rule.label == label)


def _listed(words: str) -> list[str]:
    """The people of a list in one line."""
    return [person for name in split_names(_TIGHT.sub(r"\1. ", words)) if (person := _person(name))]


def _under(lines: list[str]) -> list[str]:
    """The people of a list with one name a line, which ends at the first line that names nobody."""
    names: list[str] = []
    for line in lines[:_LIST_LINES]:
        if not line.strip():
            if names:
                break
            continue
        person = _person(line) if len(line.split(",")) <= 3 else None
        more = [person] if person else _listed(_BULLET.sub("", line)) if "," in line else []
        if not more:
            break
        names += more
    return names


def _person(words: str) -> str | None:
    """The person with whom a line or a member of a list begins, without title, role and initials."""
    untitled = _TITLES.sub("", _BULLET.sub("", _TIGHT.sub(r"\1. ", words)))
    bare = _ROLE.sub("", untitled).strip(" .;*_")
    named = bare.split(" ", 1)[0].casefold() not in words_of("preposition")
    return (parse_person(bare) or parse_signed_name(bare)) if named else None


def _is_name(word: str) -> bool:
    lower = word.lower()
    return not (
        noun_kind(lower) or pronoun_kind(lower) or any(lower in words_of(kind) for kind in ("determiner", "intro", "preposition"))
    )
