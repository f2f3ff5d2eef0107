"""Who is meant: people, offices and bodies, learned from the papers and from a table of offices and bodies at large.

    "National Treatment Agency (NTA)" … "the NTA"  ->  National Treatment Agency
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.records import Actor


@dataclass(frozen=True, slots=True)
class Directory:
    """The actors known, and the way from a name as written to the actor it means."""

    actors: tuple[Actor, ...] = ()
    _by_name: dict[str, Actor] = field(default_factory=dict)

    def resolve(self, mention: str) -> str | None:
        """The canonical name of the actor that these words name; None where they name none that is known."""
        actor = self._by_name.get(fold_name(mention))
        return actor.name if actor else None

    def kind_of(self, name: str) -> str:
        """person, office or body; "" where unknown."""
        actor = self._by_name.get(fold_name(name))
        return actor.kind if actor else ""


def fold_name(name: str) -> str:
    """The form under which names are compared: case, article, honours and punctuation aside."""
    return re.sub(r"[^\w()/&' -]+", "", re.sub(r"^(?:the|an?)\s+", "", " ".join(name.split()), flags=re.I)).casefold().strip()
