"""Findings as spaCy packs them, when docs go to other processes or into a DocBin.

DateFound(start=21, end=26, text="3 May", value="2011-05-03")  ->  {"__docket__": "DateFound", "start": 21, …}  ->  the same finding
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import srsly

from corpus.records import Actor
from extract import findings
from extract.parties import Directory
from extract.seen import Seen, Word

_MARK = "__docket__"
_PACKED: dict[str, type[Any]] = {
    cls.__name__: cls
    for cls in (
        Actor,
        Directory,
        Seen,
        Word,
        findings.Context,
        findings.Zone,
        findings.Sentence,
        findings.DateFound,
        findings.PartyFound,
        findings.ActionFound,
        findings.RecommendationFound,
        findings.ResponseFound,
        findings.ReferenceFound,
        findings.EventFound,
    )
}
_Chain = Callable[[Any], Any] | None


def register() -> None:
    """Tell spaCy's packer of docket's findings; may be called again."""
    srsly.msgpack_encoders("docket", func=pack)
    srsly.msgpack_decoders("docket", func=unpack)


def pack(value: Any, chain: _Chain = None) -> Any:
    """A finding as a dictionary; anything else goes to the next packer."""
    if _PACKED.get(type(value).__name__) is type(value):
        return {_MARK: type(value).__name__, **{one.name: getattr(value, one.name) for one in fields(value)}}
    return value if chain is None else chain(value)


def unpack(value: Any, chain: _Chain = None) -> Any:
    """The finding of such a dictionary; anything else goes to the next unpacker."""
    cls = _PACKED.get(value.get(_MARK, "")) if isinstance(value, dict) else None
    if cls:
        return cls(**{name: _frozen(one) for name, one in value.items() if name != _MARK})
    return value if chain is None else chain(value)


def _frozen(value: Any) -> Any:
    """Lists as the tuples that they were."""
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value
