"""Words of a line set right for a reader who has not seen the paper: full names, articles, and what "this" is about.

"Ann Lee minuted Prime Minister about this"  ->  "Ann Lee minuted the Prime Minister about this (Harbour Dues)"
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from corpus.marks import resolve_office
from corpus.records import Actor, Item
from extract.wording import LONGEST
from graph.likeness import stem_words

_INITIALS = re.compile(r"[A-Z]{2,4}$")
_HEADS = frozenset(
    "office department ministry treasury board committee council agency authority government commission service inquiry unit company "
    "trust association embassy union secretariat directorate division branch bank institute society federation tribunal court "
    "cabinet administration bureau university college delegation mission executive panel partnership".split()
)
_HEAD_ENDS = re.compile(r"\s(?:of|for|in|to|on|and)\s|,|\(")
_BEFORE_NAME = (
    r"(?<=[a-z,] )(?<!\b[Tt]he )(?<!\ba )(?<!\ban )(?<!\bits )(?<!\bold )(?<!\bnew )(?<!\bformer )(?<!\bas )(?<!\bcalled )"
)
_POINTS_BACK = re.compile(
    r"\b(?:this|these|those)\b(?! (?:year|month|week|spring|summer|autumn|winter|time|day)\b)|^(?:\S+ ){1,9}?it\b"
    r"|\b(?:for|to|with|of|by|from|on) (?:it|them)$|^(?:the|an?) (?:next|first|last|second) meeting\b(?! of)"
    r"|^The (?:rule|report|document|guide|guidance|paper|plan|scheme|project|programme|review|policy|note|form|list|event|pilot|work|draft)"
    r" (?:was|were|is|are|has been|have been|will be|is to be) (?:\w+ )?\w+$",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"^[A-Z][^:.;?!]{2,45}: (?=[A-Z])|^From now on,? ")
_LEAST_SAID = 2  # stems of a subject

ShortNames = Mapping[str, Mapping[str, str]]


def read_short_names(actors: Iterable[Actor], items: Mapping[str, Item]) -> ShortNames:
    """By item, the first names and initials by which it calls people: {"item-3f…": {"Ann": "Ann Lee", "BH": "Bo Hart"}}.

    One that means two people in an item means neither.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for actor in actors:
        short = {name for name in actor.aliases if _is_short(name, actor.name)} if actor.kind == "person" else set()
        for mention in actor.mentions if short else ():
            item = items.get(mention.item)
            said = item.quote[mention.start - item.start : mention.end - item.start] if item else ""
            if said in short:
                other = found[mention.item].setdefault(said, actor.name)
                found[mention.item][said] = actor.name if other == actor.name else said
    return found


def with_full_names(words: str, short: Mapping[str, str]) -> str:
    """First names and initials spelt out, where the line does not name the person in full and does not grow too long.

    >>> with_full_names("Ann to ask BH", {"Ann": "Ann Lee", "BH": "Bo Hart"})
    'Ann Lee to ask Bo Hart'
    """
    for said, name in short.items():
        if name not in words:
            full = re.sub(rf"(?<![\w/-])(?<![A-Z][a-z] ){re.escape(said)}(?!\w|-| [A-Z][a-z])", name, words, count=1)
            words = full if len(full) <= LONGEST else words
    return words


def with_articles(words: str, parties: Iterable[str]) -> str:
    """Offices and bodies with "the" in the middle of a line: "minuted Prime Minister" -> "minuted the Prime Minister"."""
    for name in parties:
        if name in words and takes_article(name):
            words = re.sub(rf"{_BEFORE_NAME}{re.escape(name)}(?! [A-Z])(?![\w-])", f"the {name}", words)
    return words


def takes_article(name: str) -> bool:
    """Is this an office or a body of which one says "the"?

    >>> takes_article("Home Office"), takes_article("Bo Hart"), takes_article("Minister for Rivers")
    (True, False, True)
    """
    head = _HEAD_ENDS.split(name)[0].split()
    return (
        bool(head)
        and not name.startswith(("The ", "the "))
        and (head[-1].casefold() in _HEADS or resolve_office(name) is not None)
    )


def with_subject(words: str, subject: str) -> str:
    """With the paper's subject in brackets where the line points back to what it does not say: "to circulate this (Harbour Dues)"."""
    if not subject or not _POINTS_BACK.search(words) or words.endswith("…"):
        return words
    new = set(stem_words(subject)) - set(stem_words(words))
    fits = len(words) + len(subject) + 3 <= LONGEST
    return f"{words} ({subject})" if fits and len(new) >= _LEAST_SAID else words


def without_run_in(words: str) -> str:
    """Without the heading that a paragraph begins with: "Dues: The board will meet" -> "The board will meet"."""
    bare = _RUN_IN.sub("", words)
    return bare[:1].upper() + bare[1:]


def _is_short(alias: str, name: str) -> bool:
    return bool(_INITIALS.match(alias)) or (alias == name.split(maxsplit=1)[0] and len(alias) > 1 and "." not in alias)
