"""The parts of an item that a header is read from: head, body, foot; and the names that labels give.

"From: Ada Penrose ⏎ Director of Rivers ⏎ To: Ben Crane"  ->  labelled(head, "from") = [Party("Ada Penrose", "Director of Rivers")]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.marks import Paragraph, greeted_in, resolve_office
from corpus.names import is_given_name, parse_person, parse_signed_name
from extract.namelists import clean_name, leading_person, name_of_address, split_names

LABELS = frozenset({"from", "to", "via", "cc", "date-label", "subject", "memo", "reference", "marking", "salutation", "telegram"})
LABEL = re.compile(
    r"^\W*(?:From|FROM|FM|To|TO|DATE (?:AND|&) (?:PLACE|TIME)|Date (?:and|&) (?:[Pp]lace|[Tt]ime)|Date/[Tt]ime|DATE/TIME"
    r"|Date|DATE|Dated|Sent|SENT|Issued|Date (?:of (?:letter|issue|meeting)|issued|sent|submitted|prepared)"
    r"|cc|c\.c\.?|CC|Cc|ce|INFO|Cop(?:y|ies)(?: to| sent to|(?=:))|COP(?:Y|IES) TO|COPIES(?=:)|Copied to|Distribution"
    r"|Subject|SUBJECT|Subj|SUBJ|Re|RE|Title|TITLE|Topic|Briefing|Aide[- ][Mm]emoire|MEMORANDUM (?:FOR|TO)"
    r"|Memorandum (?:for|to)|MEMO (?:FOR|TO)|NOTE (?:FOR|TO)"
    r"|MINUTE TO|SUBMISSION TO|Through|THROUGH|THRU|Via|VIA)(?![A-Za-z])[ \t]*[:;]?[ \t]*"
)


_NOBODY = frozenset(
    {"sir", "sirs", "madam", "sir or madam", "sir/madam", "sir / madam", "all", "gentlemen"}
)  # greetings that name nobody
_RECORD = re.compile(r"\W*(?:the )?(?:record|files?)\W*", re.I)
THE_RECORD = "the record"  # a memorandum for the record is to nobody else
_ADDRESS = re.compile(r"<[^<>\n]{3,80}>|\[mailto:[^\]\n]{3,80}\]")  # "Ada Penrose <ada@rivers.example>"
_ROUTING = re.compile(
    r"^\W*(?:DESKBY \w+ )?(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE|DEFERRED)\b|\b(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE)(?: \d{1,6})?\W*$"
)
_GROUP = re.compile(r" \d{6}Z [A-Z]{3,9} (?:\d\d)?\d\d\W*$")  # when a telegram was sent, after its post
_BEHALF = re.compile(r",? \(?(?:for and )?on behalf of (?:the )?", re.I)  # who writes and for whom: both
_UNIT = re.compile(
    r"(?:Division|Branch|Unit|Team|Department|Directorate|Section|Group|Office|Treasury|Secretariat|Ministry)\b.{0,30}$|^[A-Z]{2,6}$"
)
_NOTICES = 5  # paragraphs in which a greeting may follow a notice over a letter ("For enquiries … please contact …")
_NOTICE_CHARS = 200
_HEAD_LOOK = 16  # paragraphs before the first running text that may be the head
_SMALL = re.compile(r"(?<![\w.])[a-z]+\b")
_FULL_STOP = re.compile(r"[.?!:][\"'”’)\]]*\s*$")
_FOOT_LOOK = 14  # paragraphs after the last running text that may be the foot


@dataclass(frozen=True, slots=True)
class Party:
    """A person or office as the head or foot names it; `office` is the post printed with a name, `body` whose letterhead it is."""

    name: str
    office: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """The paragraphs of an item: head, body, foot."""

    head: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    foot: tuple[Paragraph, ...]


def lay_out(paragraphs: Sequence[Paragraph]) -> Layout:
    """Head before the first running text, foot after the close or the last running text.

    What a letter says is its body however short or narrow it is: its head ends with the first sentence under the greeting, or at the close.
    """
    running = [n for n, p in enumerate(paragraphs) if _is_body(p)]
    first = min(running[0] if running else len(paragraphs), _HEAD_LOOK)
    first = _end_of_greeted_head(paragraphs, _late_greeting(paragraphs, first))
    last = running[-1] if running else first
    close = next((n for n in range(len(paragraphs) - 1, first - 1, -1) if "close" in paragraphs[n].marks), None)
    foot = close if close is not None and close >= last - 3 else last + 1
    return Layout(tuple(paragraphs[:first]), tuple(paragraphs[first:foot]), tuple(paragraphs[foot : _foot_end(paragraphs, foot)]))


def _foot_end(paragraphs: Sequence[Paragraph], foot: int) -> int:
    """Where a foot ends that begins at `foot`: after some paragraphs, or after the last of many who sign, each over what he is."""
    end = min(foot + _FOOT_LOOK, len(paragraphs))
    while end < len(paragraphs) and any("name" in p.marks and not p.prose for p in paragraphs[end - 1 : end + 1]):
        end += 1
    return end


def _late_greeting(paragraphs: Sequence[Paragraph], first: int) -> int:
    """The end of the first running text under a greeting above which only a notice or two in running text stand; else `first`."""
    dated = any("date" in p.marks for p in paragraphs[:first])
    near = range(first, min(first + _NOTICES, len(paragraphs)))
    greeting = next((n for n in near if paragraphs[n].lines[0].marks >= {"salutation"}), None)
    if greeting is None or not dated or any(len(p.text) > _NOTICE_CHARS for p in paragraphs[first:greeting]):
        return first
    return next((n for n in range(greeting + 1, len(paragraphs)) if _is_body(paragraphs[n])), len(paragraphs))


def _end_of_greeted_head(paragraphs: Sequence[Paragraph], first: int) -> int:
    """Where the head of a letter ends that greets somebody before `first`: at a sentence or close under the greeting; else at `first`."""
    greeting = next((n for n, p in enumerate(paragraphs[:first]) if "salutation" in p.marks), first)
    under = range(greeting + 1, first)
    return next((n for n in under if "close" in paragraphs[n].marks or _is_sentence(paragraphs[n])), first)


def _is_sentence(p: Paragraph) -> bool:
    """Words in small letters that end with a full stop, whatever names and dates they hold."""
    return bool(_FULL_STOP.search(p.text)) and not p.heading and not p.text.startswith("#") and bool(_SMALL.search(p.text))


def _is_body(p: Paragraph) -> bool:
    return (p.prose and not p.marks & {"heading-letter", "inline-head"}) or ("row" in p.marks and "series" not in p.marks)


def find_labelled(head: Sequence[Paragraph], label: str) -> list[Party]:
    """Names after a label, on its line and on the lines that follow until another label or mark."""
    lines = [(line, p) for p in head for line in p.lines]
    for n, (line, own) in enumerate(lines):
        if label not in line.marks:
            continue
        value = LABEL.sub("", line.text, count=1).strip()
        found = with_posts(parse_parties(value, line.start + line.text.find(value) if value else line.start), label)
        for follow, paragraph in lines[n + 1 : n + 12]:
            if follow.marks & (LABELS | {"date", "annex", "letterhead"}) or paragraph.text.startswith("#") or paragraph.prose:
                break
            more = with_posts(parse_parties(follow.text, follow.start), label)
            if found and more and paragraph is own and follow.text[:1].islower():  # the line above goes on
                found[-1] = replace(found[-1], name=f"{found[-1].name} {more[0].name}", end=follow.end)
                found += more[1:]
                continue
            if paragraph is not own and found and not _is_party(follow.text):
                break
            if not more or (
                found and follow.marks & {"office"} and label == "from" and paragraph.gap and not resolve_office(found[-1].name)
            ):
                break
            if found and not _continues(follow.text, found, label):
                found[-1] = replace(found[-1], office=found[-1].office or clean_name(follow.text))
                continue
            found += more
        if found:
            return found
    return []


def _is_party(text: str) -> bool:
    """Does a line that stands apart from its label name somebody, so that it is no title?"""
    return bool(parse_person(clean_name(text)) or resolve_office(text) or leading_person(text) or is_post(text))


def with_posts(parties: list[Party], label: str) -> list[Party]:
    """Posts and units that follow a person after a comma are that person's ("Ada Penrose, Ports Division")."""
    out: list[Party] = []
    for party in parties:
        holder = bool(out) and bool(parse_person(out[-1].name) or (label == "from" and parse_signed_name(out[-1].name)))
        if holder and _is_own_post(party.name, label):
            out[-1] = replace(out[-1], office=out[-1].office or party.name)
        else:
            out.append(party)
    return out


def _is_own_post(words: str, label: str) -> bool:
    """Can these words be the post of the person before them, and not another party?"""
    if parse_person(words) or resolve_office(words):
        return False
    return label == "from" or bool(_UNIT.search(words)) or (is_post(words) and not words.endswith("s"))


def _continues(text: str, found: list[Party], label: str) -> bool:
    """Is this line another party, and not the post of the one above?"""
    if parse_person(clean_name(text)) or resolve_office(text) or leading_person(text):
        return True
    return parse_person(found[-1].name) is None


def parse_parties(text: str, start: int) -> list[Party]:
    """The parties that a list of names holds; `start` is where it stands."""
    if _RECORD.fullmatch(text):
        return [Party(THE_RECORD, "", start, start + len(text))]
    text = _BEHALF.sub("; ", _ROUTING.sub("", _GROUP.sub("", _ADDRESS.sub("", text))))
    parts = [part for part in re.split(r"\s*;\s*", text.strip(" ;")) if part]
    turned = [_turned(one) for one in parts]
    if not any(turned):
        names = [_person_first(name) for name in split_names(text)]
    else:
        split = (
            [one] if one else [_person_first(name) for name in split_names(part)] for one, part in zip(turned, parts, strict=True)
        )
        names = [name for group in split for name in group]
    names = [name_of_address(name) if "@" in name else name for name in names]
    return [Party(*_holder(name), start, start + len(text)) for name in names]


def _holder(name: str) -> tuple[str, str]:
    """ "Director of Rivers - Ada Penrose" -> the person and the post; any other name without one."""
    sides = re.split(r" [-–—] ", name)
    people = [n for n, side in enumerate(sides) if parse_person(side)] if len(sides) == 2 else []
    return (sides[people[0]], sides[1 - people[0]]) if len(people) == 1 and is_post(sides[1 - people[0]]) else (name, "")


def _turned(name: str) -> str:
    """ "Crane, Ben (Harbours)" as address books have it -> "Ben Crane"."""
    match = re.fullmatch(r"([A-Z][\w'-]+), ([A-Z][\w'.-]+(?: [A-Z]\.?)?)(?: \(.*\))?", name.strip(" *"))
    return f"{match.group(2)} {match.group(1)}" if match and (is_given_name(match.group(2).split()[0]) or "(" in name) else ""


def _person_first(name: str) -> str:
    """The person of "Ada Penrose Director of Rivers"; other names as they are."""
    return leading_person(name) or name if len(name.split()) > 3 and parse_person(name) is None else name


def is_post(text: str) -> bool:
    """Does this line name a post, with or without a body?"""
    return resolve_office(text) is not None or bool(
        re.search(
            r"\b(?:Secretary|Minister|Director|Chair(?:man|woman)?|Chief|Head|Officer|Manager|President|Commissioner|Adviser|Advisor|Clerk|Leader|Administrator|Ambassador)\b",
            text,
            re.I,
        )
    )


def is_date_line(p: Paragraph) -> bool:
    """Is this the date line of a letter, not a heading with a date in it?"""
    return "date" in p.marks and not p.text.startswith("#")


def find_salutation(head: Sequence[Paragraph]) -> str:
    """The name in the greeting ("Kevin" of "Dear Kevin,"); "" where none can be read."""
    for p in head:
        for line in p.lines:
            if "salutation" in line.marks and (greeted := greeted_in(line.text.split(":")[0])) is not None:
                return "" if greeted.casefold() in _NOBODY else greeted
    return ""


def without_repeats(parties: list[Party]) -> list[Party]:
    """Each party once, by name."""
    out: list[Party] = []
    for party in parties:
        if all(party.name.casefold() != other.name.casefold() for other in out):
            out.append(party)
    return out
