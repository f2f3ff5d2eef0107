"""Editors' headings over printed letters.

"Letter From the Mayor of Ostley (Crane) to President Holm"  ->  kind "letter", sender Crane, addressee President Holm

The forms that older volumes have ("The Minister in Norland (Crane) to the Secretary of Rivers", "Mr. Holm to Mr. Crane.") are rows of
the table of marks, with groups for the parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.marks import Paragraph
from corpus.names import name_words, parse_person, surname
from corpus.ruletables import read_rules
from extract.layout import THE_RECORD, Party, is_post
from extract.namelists import clean_name

_HEADING = re.compile(
    r"^\W*(?P<kind>(?:[A-Z]\w+ ){0,2}(?:Letter|Memorandum|Telegram|Minute|Note|Despatch|Airgram|Message|Circular|E-?mail|Paper)s?)"
    r"(?: (?:No\.? ?)?[A-Z]{0,5}[-–—]?\d+)? (?:[Ff]rom|[Bb]y) (?:the )?(?P<parties>.+)$"
)
_FOR_RECORD = re.compile(r"^\W*(?:Memorandum|Note) (?:for|to) the (?:Record|Files?)(?: (?:[Bb]y|[Ff]rom) (?:the )?(?P<who>.+))?$")


_HEADING_DATE = re.compile(
    r", *(?:[A-Z][\w.' ]+, )?(?:undated|(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December) \d[^)]*|\d{1,2} \w+ \d{4})[.\]]?$"
)


_NOT_ADDRESSED = re.compile(
    r"\b(?:[Aa]mbassador|[Aa]dvis[eo]r|[Aa]ssistant|[Mm]ission|[Dd]elegation|[Cc]ounsel(?:l)?or|[Rr]epresentative|[Mm]inister|[Ss]ecretary|[Dd]elegate|[Ll]iaison|[Ee]nvoy|[Dd]eputy)$"
)


_WIRED = re.compile(r"\W*(?:Circular )?(?:Telegram|TELEGRAM|Cable|Radiogram)\b.{0,40}$")
_HOUR = re.compile(r"\b(?:\d{1,2}(?:[:.]\d\d)? ?[ap]\. ?m|\d{4}Z|noon|midnight)\b(?![^(\[]*[)\]])")
_UNIT = re.compile(r"(?:\b(?:Department|Ministry|Minister|Secretary|Office|Committee)(?: of State)? (?:for|of) [^,]*|, [^,]+)$")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """What an editor's heading says; empty where there is none. `signed` says that it is a title that leaves names to the signature."""

    kind: str = ""
    senders: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    signed: bool = False


def read_heading(head: Sequence[Paragraph]) -> Heading:
    """An editor's heading over a printed letter: "Letter From the Mayor of Ostley (Crane) to President Holm"."""
    for p in head[:3]:
        if "heading-letter" not in p.marks:
            continue
        text = " ".join(word for line in p.lines if "reference" not in line.marks for word in line.text.split())
        if record := _FOR_RECORD.match(_HEADING_DATE.sub("", text)):
            names = named_in(record["who"]) if record["who"] else []
            return Heading(
                "memorandum", tuple(Party(name, "", p.start, p.end) for name in names), (Party(THE_RECORD, "", p.start, p.end),)
            )
        kind, sides = _read_sides(text)
        if sides:
            senders, addressees = (tuple(Party(name, "", p.start, p.end) for name in named_in(side) if name) for side in sides)
            titled = any(rule.extra.get("signed") and rule.pattern.search(text) for rule in read_rules("corpus.rules", "marks"))
            return Heading(kind or _kind_by_form(head), senders, addressees, titled)
    return Heading()


def _kind_by_form(head: Sequence[Paragraph]) -> str:
    """What an older heading stands over, which names no kind: a telegram says that it is one, or the hour at which it was sent; else a letter."""
    lines = [line for p in head for line in p.lines]
    wired = any(_WIRED.match(line.text) or ("date" in line.marks and _HOUR.search(line.text)) for line in lines)
    return "telegram" if wired else "letter"


def fuller(parties: Sequence[Party], others: Iterable[Party]) -> tuple[Party, ...]:
    """Parties whom a heading names by surname, under the fuller names of the same people that the paper has ("Crane" -> "Ada B. Crane")."""
    longer = {surname(one.name): one for one in others if len(one.name.split()) > 1}
    return tuple(longer.get(surname(party.name), party) if _is_short(party.name) else party for party in parties)


def signed_for(heading: Heading, signed: Sequence[Party]) -> tuple[Party, ...]:
    """The senders of a heading, people under the fuller names of those who sign; posts in a title give way to the one person who signs."""
    senders = fuller(heading.senders, signed)
    posts = heading.signed and bool(senders) and all(is_post(one.name) and parse_person(one.name) is None for one in senders)
    full = len(signed) == 1 and len(signed[0].name.split()) > 1
    return (replace(signed[0], office=signed[0].office or senders[0].name),) if posts and full else senders


def _is_short(name: str) -> bool:
    """Is this a surname, with or without a title?"""
    words = [word for word in name.split() if word.strip(".").casefold() not in name_words("title")]
    return len(words) == 1


def _read_sides(text: str) -> tuple[str, tuple[str, str] | None]:
    """The kind that a heading names, and the words for sender and addressee; None where they cannot be told apart."""
    if match := _HEADING.match(text):
        return match["kind"].lower(), _heading_sides(_HEADING_DATE.sub("", match["parties"]))
    for rule in read_rules("corpus.rules", "marks"):
        match = rule.pattern.search(text) if rule.label == "heading-letter" else None
        named = match.groupdict() if match else {}
        kind = str(rule.extra.get("kind", ""))
        if "parties" in named:
            return kind, _heading_sides(re.sub(r"^The ", "", named["parties"]))
        if "addressee" in named:
            return kind, (named["sender"] or "", named["addressee"])
    return "", None


def _heading_sides(parties: str) -> tuple[str, str] | None:
    """Sender's and addressee's words: parted at the "to" after a holder in brackets, or the first that no post ends in ("Ambassador to")."""
    joints = list(re.finditer(r",? [Tt]o (?:the )?(?=[A-Z])", parties))
    best = max(
        joints,
        key=lambda m: (parties[: m.start()].endswith((")", ",")), not _NOT_ADDRESSED.search(parties[: m.start()]), -m.start()),
        default=None,
    )
    return (parties[: best.start()].rstrip(","), parties[best.end() :]) if best else None


def named_in(words: str) -> list[str]:
    """The people of one side of an editor's heading; a post with its holder in brackets gives the holder."""
    holders = [m for m in _IN_BRACKETS.findall(words) if m[:1].isupper()]
    if holders:
        return holders
    person = re.split(r" of the | of (?=[A-Z])|, (?=[A-Z])", words)[0]
    if parse_person(person):
        words = person
    first, *rest = re.split(r" and (?=[A-Z])", words)
    if rest and _UNIT.search(first) and not any(is_post(one) for one in rest):
        return [clean_name(words)]  # "Minister for Rivers, Department for Rivers and Harbours"
    return [clean_name(one) for one in (first, *rest)]
