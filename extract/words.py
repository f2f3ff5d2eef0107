"""The small words of English that hold a sentence together, by what they do: from the table `rules/words.csv`.

"although"  ->  intro (it brings a clause in)        "shortly"  ->  adverb        "in due course"  ->  opener
"""

from __future__ import annotations

import re
from functools import cache

from corpus.ruletables import read_table

_READABLE = re.compile(  # a word with a vowel, an abbreviation in capitals, or a figure, with the marks around it
    r"[\"'‘’“”(\[*_]*(?:[A-Za-z]*[aeiouyAEIOUY][A-Za-z]*(?:[-'’/.&][A-Za-z\d]+)*\.?|[A-Z][A-Z&/.-]*s?|[£$€]?\d[\d,./:%-]*[a-z]{0,3})"
    r"(?:['’]s|s['’])?[\"'‘’“”)\]*_.,;:!?…]*|[-–—|•*&+/]+"
)
_TAG = re.compile(r"&(?:<[^<>]{1,8}>)?[a-zA-Z]{1,5};\s*/?[a-z]{1,6}\s*>")  # half of one: "&lt;sup>"
_ENTITY = re.compile(r"&[a-zA-Z]{1,5};")
_LEAST_READABLE = 0.6
_LONGEST = 40  # characters of a word


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of one kind: auxiliary, intro, bar, preposition, determiner, link, adverb, negative, fronted, opener, ly, or a pronoun's."""
    return frozenset(row["word"] for row in read_table("extract.rules", "words") if row["kind"] == kind)


@cache
def pronoun_kind(word: str) -> str:
    """first (I, we), second (you), third (he, they), it (it, this, these) or there; "" for a word that is no pronoun."""
    lower = word.casefold()
    return next((kind for kind in ("first", "second", "third", "it", "there") if lower in words_of(kind)), "")


def is_adverb(word: str) -> bool:
    """May this word stand inside a verb group ("will shortly publish")?"""
    lower = word.casefold()
    return lower in words_of("adverb") or (lower.endswith("ly") and len(lower) > 3 and lower not in words_of("ly"))


def is_legible(words: str) -> bool:
    """Are these words rather than noise of a bad scan or leftovers of mark-up?

    >>> is_legible("The Board will publish 3 charts"), is_legible("~j will x7# |i &lt;q vv ¬")
    (True, False)
    """
    return share_legible(words) >= _LEAST_READABLE and not _TAG.search(words) and len(_ENTITY.findall(words)) < 2


def share_legible(words: str) -> float:
    """The share of words that can be read, 0 to 1; 1 of no words."""
    parts = words.split()
    read = sum(1 for part in parts if len(part) <= _LONGEST and _READABLE.fullmatch(part))
    return read / len(parts) if parts else 1.0


@cache
def opener_pattern() -> re.Pattern[str]:
    """Words that open a sentence before its subject, each with the space after it."""
    longest_first = sorted(words_of("opener"), key=len, reverse=True)
    return re.compile(rf"(?:(?:{'|'.join(map(re.escape, longest_first))}),? )+", re.I)
