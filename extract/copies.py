"""Second copies of the same item, found although OCR read them differently.

    two copies of one letter, "containing" read "commining" in one  ->  the second is a copy of the first

Near duplicates by MinHash over runs of three words (Broder 1997); the hashing is the library `rensa`'s. Texts that share a band of their
signatures are candidates (locality-sensitive hashing), so that not every pair is compared; candidates are then compared by their true overlap.
The bands go with an item as its `copy_keys`, so that copies are found across sources too without reading all texts again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import blake2b

from rensa import RMinHash

_SHINGLE = 3  # words
_BANDS, _ROWS = 32, 4  # texts that share 0.6 of their runs share a band 99 times in 100, those that share 0.2 once in 20
_SAME = 0.6  # share of runs of words in common that makes a copy; OCR of bad pages costs a third of them
_LEAST_WORDS = 40
_KEY_BYTES = 5


def copy_keys(text: str) -> tuple[str, ...]:
    """The bands of a text's signature, one of which a second copy shares. None of a text of fewer than 40 words."""
    shingles = _shingles(text)
    if len(shingles) < _LEAST_WORDS - _SHINGLE:
        return ()
    signature = RMinHash(num_perm=_BANDS * _ROWS, seed=1)
    signature.update(sorted(shingles))
    digest = signature.digest()
    bands = (digest[n * _ROWS : (n + 1) * _ROWS] for n in range(_BANDS))
    return tuple(
        f"{n:02}{blake2b(repr(list(band)).encode(), digest_size=_KEY_BYTES).hexdigest()}" for n, band in enumerate(bands)
    )


def find_copies(
    texts: Sequence[str],
    keys: Sequence[Sequence[str]],
    same_head: Callable[[int, int], bool] = lambda n, other: True,
    days: Sequence[str] | None = None,
) -> dict[int, int]:
    """Index of a copy -> index of the first item it is a copy of. `keys` are the texts' `copy_keys`.

    `same_head(n, other)` says whether what is known of two items lets them be one: the same words sent to two people are two letters.
    `days` are the days of the items, "" for none: where they are given, items of two days are not compared, however many there are
    of the one form.
    """
    filed = _Filed()
    copies: dict[int, int] = {}
    for n, own in enumerate(keys):
        day, runs = days[n] if days else "", frozenset[str]()
        for other in filed.candidates(own, day):
            if same_head(n, other):
                runs = runs or _shingles(texts[n])
                if _are_copies(runs, _shingles(texts[other])):
                    copies[n] = other
                    break
        else:
            filed.add(n, own, day)
    return copies


class _Filed:
    """Items by the keys and the day that they have."""

    def __init__(self) -> None:
        self._all: dict[str, list[int]] = defaultdict(list)
        self._of_day: dict[tuple[str, str], list[int]] = defaultdict(list)

    def add(self, n: int, keys: Sequence[str], day: str) -> None:
        for key in keys:
            self._all[key].append(n)
            self._of_day[key, day].append(n)

    def candidates(self, keys: Sequence[str], day: str) -> list[int]:
        """The items that share a key, of the same day or of none; of an undated one, all of them."""
        if not day:
            return sorted({one for key in keys for one in self._all.get(key, ())})
        return sorted({one for key in keys for at in (day, "") for one in self._of_day.get((key, at), ())})


def _are_copies(runs_a: frozenset[str], runs_b: frozenset[str]) -> bool:
    """Are two texts the same but for OCR: enough runs of the smaller in the other, where they are of like length; else of both together?"""
    shared = len(runs_a & runs_b)
    small, large = sorted((len(runs_a), len(runs_b)))
    if not small:
        return False
    return (shared / small if small >= 0.7 * large else shared / (small + large - shared)) >= _SAME


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return frozenset(" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1))
