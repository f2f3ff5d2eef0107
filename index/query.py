"""What is asked of an index, as a tree that any engine can carry out, and the entries that it finds.

who:"Harbour Board" AND tug*   ->  And((Phrase("who", ("harbour", "board")), Prefix("text", "tug")))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Every:
    """All entries."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a field, as the field keeps it (stemmed or folded)."""

    field: str
    word: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another in a field, or stand in any order within `within` places of one another."""

    field: str
    words: tuple[str, ...]
    within: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words of a field that begin like this."""

    field: str
    start: str


@dataclass(frozen=True, slots=True)
class Like:
    """Words of a field that differ from this by at most so many letters."""

    field: str
    word: str
    edits: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Days:
    """Entries whose date or due date (field "date" or "due") shares a day with first..last (ordinals; None is open)."""

    field: str
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these; scores add up."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Most:
    """Any of these; scores add up, and only the best matter: an engine may leave out what has but the commonest of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Best:
    """Any of these; the best score counts: ways to say one thing."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    part: Node


Node = Every | Word | Phrase | Prefix | Like | Days | And | Or | Most | Best | Not


class Scored(NamedTuple):
    """An entry found: how well it fits, and what was stored with it."""

    score: float
    stored: str


class Found(NamedTuple):
    """The best entries, and how many there are in all."""

    best: list[Scored]
    total: int
