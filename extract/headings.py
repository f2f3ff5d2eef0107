"""Editors' headings over printed letters.

"Letter From the Mayor of Ostley (Crane) to President Holm"  ->  kind "letter", sender Crane, addressee President Holm
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.marks import Paragraph
from corpus.names import parse_person
from extract.layout import THE_RECORD, Party
from extract.namelists import clean_name

_HEADING = re.compile(
    r"^\W*(?P<kind>(?:[A-Z]\w+ ){0,2}(?:Letter|Memorandum|Telegram|Minute|Note|Despatch|Airgram|Message|Circular|E-?mail|Paper)s?)"
    r"(?: (?:No\.? ?)?[A-Z]{0,5}[-–—]?\d+)? (?:[Ff]rom|[Bb]y) (?:the )?(?P<parties>.+)$"
)
_OLDER = re.compile(r"^\W*The (?P<parties>[A-Z].+\) to .+)$")
_FOR_RECORD = re.compile(r"^\W*(?:Memorandum|Note) (?:for|to) the (?:Record|Files?)(?: (?:[Bb]y|[Ff]rom) (?:the )?(?P<who>.+))?$")


_HEADING_DATE = re.compile(
    r", *(?:[A-Z][\w.' ]+, )?(?:undated|(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December) \d[^)]*|\d{1,2} \w+ \d{4})[.\]]?$"
)


_NOT_ADDRESSED = re.compile(
    r"\b(?:[Aa]mbassador|[Aa]dvis[eo]r|[Aa]ssistant|[Mm]ission|[Dd]elegation|[Cc]ounsel(?:l)?or|[Rr]epresentative|[Mm]inister|[Ss]ecretary|[Dd]elegate|[Ll]iaison|[Ee]nvoy|[Dd]eputy)$"
)


_IN_BRACKETS = re.compile(r"\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """What an editor's heading says; empty where there is none."""

    kind: str = ""
    senders: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()


def read_heading(head: Sequence[Paragraph]) -> Heading:
    """An editor's heading over a printed letter: "Letter From the Mayor of Ostley (Crane) to President Holm"."""
    for p in head[:3]:
        if "heading-letter" not in p.marks:
            continue
        text = " ".join(p.text.split())
        if record := _FOR_RECORD.match(_HEADING_DATE.sub("", text)):
            names = _heading_names(record["who"]) if record["who"] else []
            return Heading(
                "memorandum", tuple(Party(name, "", p.start, p.end) for name in names), (Party(THE_RECORD, "", p.start, p.end),)
            )
        match = _HEADING.match(text) or _OLDER.match(text)
        sides = _heading_sides(_HEADING_DATE.sub("", match["parties"])) if match else None
        if match and sides:
            senders, addressees = (tuple(Party(name, "", p.start, p.end) for name in _heading_names(side)) for side in sides)
            return Heading(match.groupdict().get("kind", "").lower(), senders, addressees)
    return Heading()


def _heading_sides(parties: str) -> tuple[str, str] | None:
    """Sender's and addressee's words: parted at the "to" after a holder in brackets, or the first that no post ends in ("Ambassador to")."""
    joints = list(re.finditer(r",? [Tt]o (?:the )?(?=[A-Z])", parties))
    best = max(
        joints,
        key=lambda m: (parties[: m.start()].endswith((")", ",")), not _NOT_ADDRESSED.search(parties[: m.start()]), -m.start()),
        default=None,
    )
    return (parties[: best.start()].rstrip(","), parties[best.end() :]) if best else None


def _heading_names(words: str) -> list[str]:
    """The people of one side of an editor's heading; a post with its holder in brackets gives the holder."""
    holders = [m for m in _IN_BRACKETS.findall(words) if m[:1].isupper()]
    if holders:
        return holders
    person = re.split(r" of the | of (?=[A-Z])|, (?=[A-Z])", words)[0]
    if parse_person(person):
        words = person
    return [clean_name(one) for one in re.split(r" and (?=[A-Z])", words)]
