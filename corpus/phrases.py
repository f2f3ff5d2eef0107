"""Many words and phrases looked for in a text at once: it is walked once, however many they are (Aho-Corasick).

Phrases(["quay", "quay wall", "mole"]).numbers_in("along the quay wall")  ->  {0, 1}
"""

from __future__ import annotations

from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


class Phrases:
    """Words and phrases by their number; none of them is empty."""

    __slots__ = ("_walk",)

    def __init__(self, phrases: Sequence[str]) -> None:
        self._walk = AhoCorasick(phrases, matchkind=MatchKind.Standard, implementation=Implementation.DFA) if phrases else None

    def numbers_in(self, text: str) -> set[int]:
        """The numbers of the phrases that stand somewhere in the text, letter for letter."""
        return {number for number, _, _ in self._walk.find_matches_as_indexes(text, overlapping=True)} if self._walk else set()
