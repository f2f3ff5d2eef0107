"""What "the Department", "this Office" or "the Service" mean within one item.

    a letter of the Department for Rivers that names the Coastal Rescue Service:
        "the Department" -> Department for Rivers        "the Service" -> Coastal Rescue Service

Only where the item's letterhead or its text leaves one body that the word can mean; otherwise the word means nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.records import Actor, make_id
from extract.parties import Directory, fold_name

_NOUNS = frozenset(
    "Agency Association Authority Board Bureau College Commission Committee Corporation Council Department Directorate Embassy Executive "
    "Foundation Group Inquiry Inspectorate Institute Ministry Office Panel Partnership Secretariat Service Society Treasury Tribunal Trust Unit".split()
)
_OWN = ("this", "our", "my")  # words that say it is the writer's


def with_short_names(directory: Directory, text: str, letterhead: str) -> Directory:
    """The directory with the short names that one item's letterhead and text give its bodies."""
    own = _own_body(directory, letterhead)
    bodies = [actor for actor in directory.actors if actor.kind == "body" and actor.name in text]
    names = dict(directory.by_name)
    for noun in sorted(_NOUNS):
        meant = {actor.name: actor for actor in bodies if noun in _ends(actor.name)}
        if own is not None and noun in _ends(own.name):
            meant = {own.name: own}
            names.update({f"{word} {noun.casefold()}": own for word in _OWN})
        if len(meant) == 1 and noun.casefold() not in names:
            names[noun.casefold()] = next(iter(meant.values()))
    return replace(directory, by_name=names)


def _own_body(directory: Directory, letterhead: str) -> Actor | None:
    """The body whose letterhead it is."""
    if not letterhead:
        return None
    known = directory.by_name.get(fold_name(letterhead))
    return known or Actor(id=make_id("actors", "body", fold_name(letterhead)), name=_cased(letterhead), kind="body")


def _cased(name: str) -> str:
    small = {"of", "for", "the", "and", "to", "in", "on"}
    if not name.isupper():
        return name
    return " ".join(word.lower() if n and word.lower() in small else word.capitalize() for n, word in enumerate(name.split()))


def _ends(name: str) -> Iterable[str]:
    """The first and the last word of a body's name: the ones it is called by for short."""
    words = name.split()
    return (words[0], words[-1]) if len(words) > 1 else ()
