"""Finds the parties that somebody means by part of a name, an abbreviation or another name.

NameFinder(actors).matcher("HO")  ->  says yes to "Home Office", whose other name is "HO", and no to "Howell"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from corpus.records import Actor

_SHORT = 3  # a name of so few letters is an abbreviation, and matches only as a whole word


def name_matcher(asked: str, actors: Iterable[Actor]) -> Callable[[str], bool]:
    """Says whether a name is asked for: by part of it, from the start of a word, or by part of another name of its actor."""
    words = r"\s+".join(map(re.escape, asked.split()))
    pattern = re.compile(rf"(?<!\w){words}" + (r"(?!\w)" if len(asked.strip()) <= _SHORT else ""), re.IGNORECASE)
    names = [(actor.name, *actor.aliases) for actor in actors]
    known = {name for of_one in names if any(map(pattern.search, of_one)) for name in of_one}
    return lambda name: bool(name) and (name in known or pattern.search(name) is not None)
