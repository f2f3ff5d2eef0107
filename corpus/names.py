"""Does a line name a person? From a table of given names and of titles at large, never from the names of one set of papers.

"ADA PENROSE"  ->  "Ada Penrose"          "DRAINAGE WORKS"  ->  None
"""

from __future__ import annotations

import re
from functools import cache

from corpus.ruletables import read_rules, read_table

_NO_TITLE = frozenset(
    ["the", "rt", "right", "hon", "honourable", "honorable", "secretary", "president"]
)  # before a surname alone they name nobody
_SIGNATURE = 90  # characters; a longer line is no signature
_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.'’-]*\.?")


@cache
def name_words(kind: str) -> frozenset[str]:
    """The words of one kind that go with names: "title" (Sir, Commodore) and "particle" folded, "honour" (MP, CBE) and "short-surname" in capitals."""
    return frozenset(row["word"] for row in read_table("corpus.rules", "name_words") if row["kind"] == kind)


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in read_table("corpus.rules", "given_names"))


@cache
def _abbreviations() -> frozenset[str]:
    """Short forms of offices and bodies, which after a name say where a person sits and are no honour ("Ben Crane HO")."""
    return frozenset(
        alias for row in read_table("corpus.rules", "offices") for alias in row["aliases"].split("|") if alias.isupper()
    )


def parse_person(text: str) -> str | None:
    """The person that a short text names, without titles and honours, in capitals and small letters; None where it names none.

    A name is two to four words, all capitalised, with a given name or initials first, or with a title before it.
    """
    words = [word.strip(",;") for word in " ".join(strip_signed(text).split()).strip(" *_#.,:;()").split(" ") if word.strip(",;")]
    title = ""
    while words and words[0].strip(".").casefold() in name_words("title") and len(words) > 1:
        title = title if words[0].strip(".").casefold() in _NO_TITLE else words[0]
        words = words[1:]
    honoured = False
    while words and len(words) > 1 and _is_honour(words[-1], words):
        words, honoured = words[:-1], True
    titled = bool(title) or honoured
    peer = _peer(title, words)
    if peer:
        return peer
    if words[1:2] == ["of"] and _ends_name(words[0]):
        return None  # "Lord Mayor of Ostley" is an office
    if not (1 if title else 2) <= len(words) <= 5 or not all(_is_name_word(word) for word in words):
        return None
    if any(_ends_name(word) for word in words[2:]) or (len(words) > 1 and _is_bare_initials(words[1])):
        return None
    first = words[0].strip(".").casefold()
    given = first in _given_names() or _is_initials(words[0]) or ("-" in first and first.split("-")[0] in _given_names())
    if not given and not (titled and len(words) <= 3):
        return None
    if len(words) > 1 and _is_initials(words[-1]):
        return None
    name = " ".join(cased_name(word) for word in words)
    return f"{title.strip('.').capitalize()} {name}" if len(words) == 1 else name


def _peer(title: str, words: list[str]) -> str:
    """A peer by title and place ("Duke of Selwood", "Baroness Holm of Ostley"); "" where the words name none."""
    at = words.index("of") if "of" in words[:2] else -1
    if at < 0 or title.strip(".").casefold() not in name_words("peer") or not 2 <= len(words) <= 5:
        return ""
    named = all(_is_name_word(word) for word in words) and words[-1] != "of" and not any(_ends_name(word) for word in words)
    return f"{title.strip('.').capitalize()} {' '.join(cased_name(word) for word in words)}" if named else ""


def strip_signed(text: str) -> str:
    """A signature without what a copyist puts before it ("[signed] A. B. HOLM" -> "A. B. HOLM", "p.p. Ada Penrose" -> "Ada Penrose")."""
    if len(text) > _SIGNATURE or text[:1].isalnum() and text[:1] not in "sSpPfo":
        return text
    for rule in read_rules("corpus.rules", "signed"):
        text = rule.pattern.sub("", text, count=1)
    return text


def parse_spoilt_person(text: str) -> str | None:
    """As `parse_person`, and where that finds none a name whose given name OCR has spoilt by one letter ("IOHN CRANE")."""
    person = parse_person(text)
    words = strip_signed(text).strip(" *_#.,").split()
    if person or not 2 <= len(words) <= 3 or not all(re.fullmatch(r"[A-Z][A-Za-z'-]+", word) for word in words):
        return person
    return " ".join(cased_name(word) for word in words) if _is_spoilt(words[0].upper()) else None


def parse_signed_name(text: str) -> str | None:
    """A name where only a name can stand, as under "Yours sincerely": two to four capitalised words, no post among them."""
    words = strip_signed(text).strip(" *_#.,").split()
    named = all(re.fullmatch(r"[A-ZÀ-ÞĀ-Ž][\w'’-]+|[A-Z]\.?", word) and not _ends_name(word) for word in words)
    return " ".join(cased_name(word) for word in words) if 2 <= len(words) <= 4 and named else None


def _is_spoilt(word: str) -> bool:
    swaps = (("I", "J"), ("L", "I"), ("I", "L"), ("C", "G"), ("RN", "M"), ("VV", "W"))
    return not is_given_name(word) and any(is_given_name(word.replace(old, new, 1)) for old, new in swaps if old in word)


def surname(name: str) -> str:
    """The last word of a person's name, folded; of "John Smith, Jr." it is smith."""
    words = [w for w in re.sub(r"[,.]", " ", name).split() if w.upper() not in name_words("honour")]
    return words[-1].casefold() if words else ""


def is_given_name(word: str) -> bool:
    """Is this word in the table of given names?"""
    return word.casefold() in _given_names()


def _is_name_word(word: str) -> bool:
    if not _WORD.fullmatch(word):
        return False
    return word[:1].isupper() or word.casefold() in name_words("particle")


def _ends_name(word: str) -> bool:
    """A title, a post or bare initials: what stands after a name is no part of it."""
    bare = word.strip(".").casefold()
    return bare in name_words("title") or bare in name_words("post") or _is_bare_initials(word)


def _is_honour(word: str, words: list[str]) -> bool:
    """Letters after a name: from the list, or any short run of capitals after a name that is not itself in capitals ("Penrose MPA")."""
    bare = word.replace(".", "")
    if bare.upper() in name_words("honour"):
        return True
    return (
        re.fullmatch(r"[A-Z]{2,5}", bare) is not None
        and len(words) >= 3
        and not words[-2].isupper()
        and bare not in _abbreviations()
    )


def _is_initials(word: str) -> bool:
    return re.fullmatch(r"[A-Z]|(?:[A-Z]\.){1,3}[A-Z]?", word) is not None


def _is_bare_initials(word: str) -> bool:
    """Two or three capitals without points stand for a person or body; they are no part of a name."""
    return re.fullmatch(r"[A-Z]{2,3}", word) is not None and word not in name_words("short-surname")


def cased_name(word: str) -> str:
    """A word of a name in capitals and small letters ("PENROSE" -> "Penrose", "MCKAY" -> "McKay"); initials as they are."""
    if not word.isupper() or len(word) <= 2 or "." in word:
        return word
    cased = "-".join(part.capitalize() for part in word.split("-"))
    cased = re.sub(r"^(Mc|O')([a-z])", lambda m: m.group(1) + m.group(2).upper(), cased)
    return cased
