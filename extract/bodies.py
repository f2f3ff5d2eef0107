"""Do words name a body or an office: one that can be asked to act, or that can answer?

"Harbour Office"  ->  True        "Crew training"  ->  False

A name that nobody has introduced is told by its noun: an office, a board, a railway. Used where a paper prints a party apart from any
sentence: in the head of a column, in brackets after a number, on a line of its own.
"""

from __future__ import annotations

import re

from extract.findings import Context
from extract.parties import resolve_body

_NOUN = re.compile(
    r"\b(?:Office|Departments?|Ministry|Government|Executive|Boards?|Councils?|Authorit(?:y|ies)|Agency|Agencies|Commission|Committee|Trusts?|"
    r"Service|Police|Constabulary|Corporation|Inspectorate|Secretary|Ministers?|Treasury|Parliament|Assembly|University|College|School|Hospital|"
    r"Association|Society|Federation|Union|Institute|Director|Commissioners?|Inspector|Constable|Ombudsman|Regulator|Registrar|Chancellor|"
    r"Attorney[- ]General|Controller|Comptroller|Managers?|Officers?|Treasurer|Clerk|Engineer|Accountant|"
    r"Advocate|Governor|Superintendent|Auditor|Coroners?|Administration|Bureau|Centre|Company|Companies|Limited|Ltd|plc|"
    r"Inc|Group|Bank|Port|Harbour|Airport|Airlines|Airways|Railways?|Tramways|Lines|Ferries|Force|Guard|Coastguard|Brigade|Army|Navy|NHS|HM[A-Z]*)\b"
)
_CAPITALS = re.compile(r"(?:[A-Z][A-Z&]{1,6}|[A-Z][\w'&.-]*(?:\s+(?:of|for|and|the|&|in|[A-Z][\w'&.-]*))*)")


def is_body(words: str) -> bool:
    """Is this a name with the noun of a body or an office in it?"""
    return bool(_CAPITALS.fullmatch(_bare(words)) and (_NOUN.search(words) or _bare(words).isupper()))


def is_party(words: str, context: Context) -> bool:
    """Is this a party that the paper knows, or a name that says that it is a body? Of several joined by "and" each must be one."""
    parts = re.split(r"\s+and\s+", _bare(words))
    return all(context.directory.resolve(part) or resolve_body(part) or _NOUN.search(part) for part in parts)


def party_name(words: str, context: Context) -> str:
    """The party by the name that the paper's directory gives it, else as printed without "the"; "" where it is no name of a body."""
    known = context.directory.resolve(words) or context.directory.resolve(_bare(words))
    if known and known.casefold() not in _bare(words).casefold():
        return known  # but "Northern Government" stays, where the paper knows a "Government" only
    return _bare(words) if words and (is_body(words) or is_party(words, context)) else ""


def _bare(words: str) -> str:
    return re.sub(r"^[Tt]he\s+", "", " ".join(words.split()))
