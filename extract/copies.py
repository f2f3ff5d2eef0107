"""Second copies of the same item, found although OCR read them differently.

    two copies of one letter, "containing" read "commining" in one  ->  the second is a copy of the first

Near duplicates by MinHash over runs of three words (Broder 1997), with locality-sensitive hashing so that not every pair is compared;
the hashing is the library `rensa`'s. Candidates are then compared by their true overlap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rensa import RMinHash, RMinHashLSH

_SHINGLE = 3  # words
_PERMUTATIONS = 128
_BANDS = 32
_CANDIDATE = 0.4
_SAME = 0.6  # share of runs of words in common that makes a copy; OCR of bad pages costs a third of them
_LEAST_WORDS = 40


def find_copies(texts: Sequence[str], same_head: Callable[[int, int], bool] = lambda n, other: True) -> dict[int, int]:
    """Index of a copy -> index of the first item it is a copy of. Texts of fewer than 40 words are never copies.

    `same_head(n, other)` says whether what is known of two items lets them be one: the same words sent to two people are two letters.
    """
    shingles = {n: _shingles(text) for n, text in enumerate(texts)}
    shingles = {n: s for n, s in shingles.items() if len(s) >= _LEAST_WORDS - _SHINGLE}
    lsh = RMinHashLSH(threshold=_CANDIDATE, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    copies: dict[int, int] = {}
    for n, own in shingles.items():
        signature = RMinHash(num_perm=_PERMUTATIONS, seed=1)
        signature.update(sorted(own))
        for other in sorted(lsh.query(signature)):
            if other not in copies and same_head(n, other) and _overlap(own, shingles[other]) >= _SAME:
                copies[n] = other
                break
        lsh.insert(n, signature)
    return copies


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return frozenset(" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1))


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared runs over those of the smaller text, where the two are of like length; else over both together."""
    shared = len(a & b)
    small, large = sorted((len(a), len(b)))
    return shared / small if small >= 0.7 * large else shared / (small + large - shared)
