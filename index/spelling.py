"""How the papers spell the words of a search: OCR's readings of a word, and what the asker may have meant.

Speller(engine).spellings("stocktake")  ->  ["socktake"]        Speller(engine).mend("moorrings")  ->  "moorings"
"""

from __future__ import annotations

import math

from index.engine import Engine
from index.words import looks_like, split_words, stem, stop_words

_SHORTEST, _LONG = 5, 8  # letters of a word that is looked for in other spellings; of one in which two may differ
_HARDLY = 3  # entries: a word found in no more may be misspelt
_MANY = 50_000  # entries: above it the words of the papers are too many to be looked through for each word of a search
_AS_READ, _AS_MEANT, _PERHAPS = 0.7, 0.8, 0.4  # what OCR's reading counts, the nearest known word, and a neighbour of a rare one


class Speller:
    """The words of one index."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._count = engine.count()

    def rarity(self, word: str) -> float:
        """How much a folded word says: the more, the fewer entries have it."""
        root = stem(word)
        have = max(self._engine.frequency("text", root), self._engine.frequency("head", root) // 3)
        return math.log(1 + (self._count - have + 0.5) / (have + 0.5))

    def spellings(self, word: str) -> list[str]:
        """What OCR made of a word in these papers."""
        if not _is_mendable(word) or self._count > _MANY:
            return []
        return [other for other in self._engine.words_like("exact", word, 2) if looks_like(word, other)]

    def like(self, word: str) -> list[tuple[str, float]]:
        """Other spellings of a word, with how far each counts: OCR's, and the asker's where the papers hardly know the word."""
        if not _is_mendable(word):
            return []
        known = self._known(word)
        if known > _HARDLY:
            return [(other, _AS_READ) for other in self.spellings(word)]
        near = self._engine.words_like("exact", word, 1 if known else _edits(word))
        return [(other, _PERHAPS if known else _AS_MEANT) for other in near[:5]]

    def mend(self, text: str) -> str:
        """A search with each word that no paper has put right, where there is a word near it."""
        return " ".join(self._mended(word) for word in text.split())

    def _mended(self, typed: str) -> str:
        words = split_words(typed)
        if len(words) != 1 or not _is_mendable(words[0]) or words[0] in stop_words() or self._known(words[0]):
            return typed
        near = self._engine.words_like("exact", words[0], _edits(words[0]))
        return (near[0].capitalize() if typed[:1].isupper() else near[0]) if near else typed

    def _known(self, word: str) -> int:
        """How many entries have a word in any of its forms."""
        root = stem(word)
        return self._engine.frequency("text", root) + self._engine.frequency("head", root)


def _is_mendable(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()


def _edits(word: str) -> int:
    return 1 if len(word) < _LONG else 2
