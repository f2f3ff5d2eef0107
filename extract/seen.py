"""What a trained pipeline saw in an item's text, where one is in use: names of people and bodies, and the parse.

"The lock will be mended by the contractor."  ->  words with their heads; `agent_within` of the sentence: "the contractor"

Further evidence only: names are candidates for parties, and the parse says who the agent of a passive is where the words alone do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PEOPLE, BODIES = ("PERSON", "PER"), ("ORG",)  # what trained pipelines call them
_AGENT, _OBJECT = ("agent", "obl:agent"), ("pobj", "obj")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a parse: its place in the text, what it is to its head, and the number of its head."""

    start: int
    end: int
    role: str
    head: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Names as the text has them, and the words of the parse; empty where the pipeline does not find such."""

    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()


def agent_within(seen: Seen, start: int, end: int) -> tuple[int, int] | None:
    """Where the words of the agent of a passive stand that is said between two places; None where there is none, or are several."""
    found = []
    for number, word in enumerate(seen.words):
        if word.role in _AGENT and start <= word.start < end:
            objects = [n for n in _children(seen.words, number) if seen.words[n].role in _OBJECT]
            found += [_extent(seen.words, n) for n in objects or ([number] if word.role != "agent" else [])]
    return found[0] if len(found) == 1 else None


def _children(words: Sequence[Word], number: int) -> Iterator[int]:
    return (n for n, word in enumerate(words) if word.head == number and n != number)


def _extent(words: Sequence[Word], number: int) -> tuple[int, int]:
    """From the first word that describes a noun to the noun itself: what follows it is another matter."""
    before = [n for n in _children(words, number) if n < number and words[n].role in ("det", "compound", "amod", "poss", "nmod")]
    return words[min([number, *before])].start, words[number].end
