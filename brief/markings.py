"""The highest protective marking among papers, the old scheme and today's side by side.

    ["RESTRICTED", "", "OFFICIAL", "CONFIDENTIAL"]  ->  "CONFIDENTIAL; OFFICIAL"

The two schemes are never mapped onto each other; only SECRET and TOP SECRET, which stand in both, are above all of either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

OLD_SCHEME = ("UNCLASSIFIED", "PROTECT", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET")
NEW_SCHEME = ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET")
_IN_BOTH = tuple(marking for marking in OLD_SCHEME if marking in NEW_SCHEME)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The papers that are above a ceiling, by id, among how many."""

    ceiling: str
    papers: frozenset[str]
    among: int

    def say(self, missing: int, rows: int) -> str:
        """What is held to, and how many rows of how many that costs.

        >>> LeftOut("RESTRICTED", frozenset({"item-1"}), 40).say(2, 14)
        'RESTRICTED: 2 of 14 left out; 1 of the 40 papers is above it.'
        """
        count = len(self.papers)
        if not count:
            return f"{self.ceiling}: nothing left out; no paper is above it."
        left = f"{missing:,} of {rows:,} left out" if missing else "none left out"
        return f"{self.ceiling}: {left}; {count:,} of the {self.among:,} papers {'is' if count == 1 else 'are'} above it."

    def say_papers(self) -> str:
        """What is held to, where papers and not rows are counted."""
        return f"{self.ceiling}: {len(self.papers):,} of {self.among:,} papers left out"


def highest_marking(markings: Iterable[str]) -> str:
    """The highest marking of each scheme that is there, with any marking of neither scheme beside it; "" where there is none."""
    found = {marking for marking in markings if marking}
    for marking in reversed(_IN_BOTH):
        if marking in found:
            return "; ".join([marking, *_others(found)])
    highest = [_highest(scheme, found) for scheme in (OLD_SCHEME, NEW_SCHEME)]
    return "; ".join([*filter(None, highest), *_others(found)])


def say_marking(markings: Iterable[str]) -> str:
    """The line at the head of a listing.

    >>> say_marking(["", "RESTRICTED"])
    'Highest protective marking: RESTRICTED'
    """
    return f"Highest protective marking: {highest_marking(markings) or 'none on the papers listed'}"


def _highest(scheme: tuple[str, ...], found: set[str]) -> str:
    return next((marking for marking in reversed(scheme) if marking in found), "")


def _others(found: set[str]) -> list[str]:
    return sorted(found - {*OLD_SCHEME, *NEW_SCHEME})
