"""Does a line name a person? From a table of given names and of titles at large, never from the names of one set of papers.

"ADA PENROSE"  ->  "Ada Penrose"          "DRAINAGE WORKS"  ->  None
"""

from __future__ import annotations

import re
from functools import cache

from corpus.ruletables import read_table

HONOURS = frozenset(
    [
        "MP",
        "MSP",
        "MS",
        "AM",
        "TD",
        "QC",
        "KC",
        "CB",
        "CBE",
        "OBE",
        "MBE",
        "KCB",
        "KCMG",
        "GCB",
        "CMG",
        "DL",
        "PC",
        "FRS",
        "FRENG",
        "ESQ",
        "JR",
        "SR",
        "PHD",
        "JP",
        "CVO",
        "LVO",
        "DSO",
        "DCB",
        "DBE",
        "KBE",
        "TC",
    ]
)
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "baroness",
        "baron",
        "viscount",
        "earl",
        "rt",
        "right",
        "hon",
        "honourable",
        "honorable",
        "the",
        "rev",
        "reverend",
        "general",
        "gen",
        "colonel",
        "col",
        "major",
        "maj",
        "captain",
        "capt",
        "lieutenant",
        "lt",
        "admiral",
        "adm",
        "sergeant",
        "sgt",
        "inspector",
        "superintendent",
        "ambassador",
        "senator",
        "congressman",
        "congresswoman",
        "representative",
        "governor",
        "president",
        "secretary",
        "judge",
        "justice",
        "councillor",
        "cllr",
        "alderman",
        "canon",
        "bishop",
        "commander",
        "cdr",
    ]
)
_NO_TITLE = frozenset(
    ["the", "rt", "right", "hon", "honourable", "honorable", "secretary", "president"]
)  # before a surname alone they name nobody
_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.'’-]*\.?")
_SHORT_SURNAMES = frozenset(
    [
        "LEE",
        "FOX",
        "KAY",
        "MAY",
        "DAY",
        "RAY",
        "COX",
        "LAW",
        "ROY",
        "IVE",
        "FRY",
        "GUY",
        "ROE",
        "LOY",
        "LEA",
        "ORR",
        "OTT",
        "NYE",
        "POE",
        "RAE",
        "REA",
        "ROSS",
        "RUSK",
        "BELL",
        "BALL",
        "COLE",
        "HALL",
        "HILL",
    ]
)
_PARTICLES = frozenset(
    ["de", "la", "le", "van", "von", "der", "den", "of", "mac", "mc", "o", "al", "el", "bin", "ap", "ab", "y", "da", "di", "du"]
)


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in read_table("corpus.rules", "given_names"))


@cache
def _abbreviations() -> frozenset[str]:
    """Short forms of offices and bodies, which after a name say where a person sits and are no honour ("Ben Crane HO")."""
    return frozenset(alias for row in read_table("corpus.rules", "offices") for alias in row["aliases"].split("|") if alias.isupper())


def parse_person(text: str) -> str | None:
    """The person that a short text names, without titles and honours, in capitals and small letters; None where it names none.

    A name is two to four words, all capitalised, with a given name or initials first, or with a title before it.
    """
    words = [word.strip(",;") for word in " ".join(text.split()).strip(" *_#.,:;()").split(" ") if word.strip(",;")]
    title = ""
    while words and words[0].strip(".").casefold() in TITLES and len(words) > 1:
        title = title if words[0].strip(".").casefold() in _NO_TITLE else words[0]
        words = words[1:]
    honoured = False
    while words and len(words) > 1 and _is_honour(words[-1], words):
        words, honoured = words[:-1], True
    titled = bool(title) or honoured
    if not (1 if title else 2) <= len(words) <= 5 or not all(_is_name_word(word) for word in words):
        return None
    if any(word.strip(".").casefold() in TITLES or _is_bare_initials(word) for word in words[1:]):
        return None
    first = words[0].strip(".").casefold()
    given = first in _given_names() or _is_initials(words[0]) or ("-" in first and first.split("-")[0] in _given_names())
    if not given and not (titled and len(words) <= 3):
        return None
    if len(words) > 1 and _is_initials(words[-1]):
        return None
    name = " ".join(_cased(word) for word in words)
    return f"{title.strip('.').capitalize()} {name}" if len(words) == 1 else name


def surname(name: str) -> str:
    """The last word of a person's name, folded; of "John Smith, Jr." it is smith."""
    words = [w for w in re.sub(r"[,.]", " ", name).split() if w.upper() not in HONOURS]
    return words[-1].casefold() if words else ""


def is_given_name(word: str) -> bool:
    """Is this word in the table of given names?"""
    return word.casefold() in _given_names()


def _is_name_word(word: str) -> bool:
    if not _WORD.fullmatch(word):
        return False
    return word[:1].isupper() or word.casefold() in _PARTICLES


def _is_honour(word: str, words: list[str]) -> bool:
    """Letters after a name: from the list, or any short run of capitals after a name that is not itself in capitals ("Penrose MPA")."""
    bare = word.strip(".")
    if bare.upper() in HONOURS:
        return True
    return re.fullmatch(r"[A-Z]{2,5}", bare) is not None and len(words) >= 3 and not words[-2].isupper() and bare not in _abbreviations()


def _is_initials(word: str) -> bool:
    return re.fullmatch(r"[A-Z]|(?:[A-Z]\.){1,3}[A-Z]?", word) is not None


def _is_bare_initials(word: str) -> bool:
    """Two or three capitals without points stand for a person or body; they are no part of a name."""
    return re.fullmatch(r"[A-Z]{2,3}", word) is not None and word not in _SHORT_SURNAMES


def _cased(word: str) -> str:
    if not word.isupper() or len(word) <= 2 or "." in word:
        return word
    cased = "-".join(part.capitalize() for part in word.split("-"))
    cased = re.sub(r"^(Mc|O')([a-z])", lambda m: m.group(1) + m.group(2).upper(), cased)
    return cased
