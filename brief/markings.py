"""The highest protective marking among papers, the old scheme and today's side by side.

    ["RESTRICTED", "", "OFFICIAL", "CONFIDENTIAL"]  ->  "CONFIDENTIAL; OFFICIAL"

The two schemes are never mapped onto each other; only SECRET and TOP SECRET, which stand in both, are above all of either.
"""

from __future__ import annotations

from collections.abc import Iterable

OLD_SCHEME = ("UNCLASSIFIED", "PROTECT", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET")
NEW_SCHEME = ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET")
_IN_BOTH = tuple(marking for marking in OLD_SCHEME if marking in NEW_SCHEME)


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
