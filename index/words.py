"""Words as the index knows them: folded, stemmed, with the place where each stands.

    "The Boards’ stock-takes (7th March)"  ->  the, boards, stock, takes, 7, march; and stocktakes

Text goes through the same mending as everywhere (`corpus.normal`), so that look-alike letters, markup and ligatures are no
obstacle. The parts of a hyphened word are words; the whole written as one is another, kept apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from corpus.normal import normalize_text
from corpus.ruletables import read_table

_snowball_stem: Any = import_module("whoosh.lang.snowball.english").EnglishStemmer().stem  # untyped
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b)?(?![^\W_])"  # 1,500  4.2  7th
    r"|(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b(?!\.))?"  # P.S.  U.S.A
    r"|[^\W_]+(?:'[^\W_]+)*"
)
_HYPHENED = re.compile(r"(?<![\w-])[^\W\d_]+[-\u2010\u2011][^\W\d_]+(?![\w-])")
_DAMAGED = re.compile(r"[<&]|[a-z]-\n")
_COMMON = str.maketrans("‘’“”–—\u00a0", "''\"\"   ")
_SPELLINGS = (  # one spelling for what is written in two ways on the two sides of the Atlantic
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e[drs]?|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ing|able|hood|ite|ites)?$)"), "or"),
    (re.compile(r"(?<=[a-z])(?:ence|ense)$"), "ens"),
    (re.compile(r"ogramme(?=s?$)"), "ogram"),
    (re.compile(r"(?<=[a-z]{3})tre(?=s?$)"), "ter"),
)


class Token(NamedTuple):
    """A word as folded, and the offsets at which it stands."""

    word: str
    start: int
    end: int


def find_tokens(text: str) -> list[Token]:
    """The words of a text, in order, with offsets into the text as given."""
    normal = normalize_text(text)
    return [Token(_fold(match.group()), *normal.span(*match.span())) for match in _TOKEN.finditer(normal.text)]


def cut_words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [_fold(word) for word in _TOKEN.findall(_mended(text))]


@lru_cache(maxsize=1 << 13)
def split_words(text: str) -> tuple[str, ...]:
    """The folded words of a short text that is likely to be asked for again: a name, a subject."""
    return tuple(cut_words(text))


def find_wholes(text: str) -> list[str]:
    """Hyphened words written as one.

    >>> find_wholes("two stock-takes on 3-4 May")
    ['stocktakes']
    """
    if not _HYPHENED.search(text):
        return []
    return [_fold(re.sub(r"\W", "", match)) for match in _HYPHENED.findall(_mended(text))]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What the forms of a folded word share.

    >>> stem("responses") == stem("response") and stem("organisation") == stem("organization")
    True
    """
    word = _base(word)
    if len(word) < 4 or not word.isalpha():
        return word
    for pattern, instead in _SPELLINGS:
        word = pattern.sub(instead, word)
    return str(_snowball_stem(word))


def looks_like(word: str, other: str) -> bool:
    """Could a poor eye read one word for the other? A letter dropped or doubled in a long word counts too.

    >>> looks_like("stocktake", "stocktalce"), looks_like("harbour", "barbour"), looks_like("treated", "created")
    (True, True, False)
    """
    if _shape(word) == _shape(other):
        return True
    short, long = sorted((word, other), key=len)
    dropped = len(long) == len(short) + 1 >= 9 and stem(word) != stem(other)
    return dropped and any(long[:at] + long[at + 1 :] == short for at in range(1, len(long) - 1))


@lru_cache(maxsize=1 << 12)
def related_stems(root: str) -> tuple[tuple[str, float], ...]:
    """For a stem, the stems of words of its family and of words that mean much the same, each with how far it counts."""
    found: dict[str, float] = {}
    for words, share in _related_rows().get(root[:1], ()):
        if any(stem(word) == root for word in words if _base(word)[:1] == root[:1]):
            for other in map(stem, words):
                found[other] = max(found.get(other, 0.0), share)
    found.pop(root, None)
    return tuple(found.items())


@cache
def _related_rows() -> dict[str, list[tuple[tuple[str, ...], float]]]:
    """The rows of words that are related by the first letters of their stems, which no ending changes: few stems are made."""
    rows: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for row in read_table("index.rules", "related"):
        words = tuple(map(_fold, row["words"].split()))
        for letter in dict.fromkeys(_base(word)[:1] for word in words):
            rows.setdefault(letter, []).append((words, float(row["share"])))
    return rows


def _base(word: str) -> str:
    return _irregular().get(word, word)


@cache
def stop_words() -> frozenset[str]:
    """Words that no search is about."""
    return frozenset(row["word"] for row in read_table("index.rules", "stopwords") if row["in"] == "any")


@cache
def question_words() -> frozenset[str]:
    """Words that shape a question and say nothing of the answer's words, the stop words among them."""
    return frozenset(row["word"] for row in read_table("index.rules", "stopwords"))


@lru_cache(maxsize=1 << 16)
def _shape(word: str) -> str:
    """A word with the letters that OCR takes for one another made one."""
    for row in _lookalikes():
        word = word.replace(*row)
    return word


@cache
def _lookalikes() -> tuple[tuple[str, str], ...]:
    return tuple((row["read"], row["as"]) for row in read_table("index.rules", "lookalikes"))


@cache
def _irregular() -> dict[str, str]:
    return {row["form"]: row["base"] for row in read_table("index.rules", "irregular")}


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> str:
    word = word.casefold()
    if word[0].isdigit():
        return re.sub(r"(?:st|nd|rd|th)$|,", "", word)
    word = word.removesuffix("'s").replace("'", "").replace(".", "")
    if word.isascii():
        return word
    return "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))


def _mended(text: str) -> str:
    """The normal form of a text; quickly where there is nothing to mend but quotation marks and dashes."""
    plain = text.translate(_COMMON)
    return plain if plain.isascii() and not _DAMAGED.search(plain) else normalize_text(text).text
