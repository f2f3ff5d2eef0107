"""Reads the head and foot of an item as a clerk does: who wrote, to whom, when, about what, copied to whom, how marked.

    "From: Ada Penrose ⏎ Date: 9 January 2014 ⏎ MINISTER FOR RIVERS ⏎ cc: Ben Crane"
        ->  Header(kind="minute", date="2014-01-09", senders=(Party("Ada Penrose"),), …)

Names are as the item has them; `extract.parties` says afterwards who is meant. Offsets count the item's normal text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.marks import Paragraph, find_paragraphs, resolve_office
from corpus.records import Flag
from extract.addressees import find_addressees, find_foot_addressees
from extract.bound import find_bound
from extract.compliments import find_compliments
from extract.copylists import find_copied
from extract.dates import parse_date_line
from extract.findings import Zone
from extract.headings import fuller, read_heading, signed_for
from extract.itemdates import item_date
from extract.itemkinds import item_kind
from extract.layout import Layout, Party, find_salutation, lay_out
from extract.namelists import clean_name, split_names
from extract.senders import find_considering, find_group, find_issuer, find_keeper, find_senders, is_action_log
from extract.signatures import find_signatories
from extract.titles import clean_title, find_subject, is_subject

# Old and present scheme side by side, lowest first; neither is mapped to the other (HMG Security Policy Framework before and after April 2014).
# Other governments' grades stand among them: American (LIMITED OFFICIAL USE), New Zealand's (IN CONFIDENCE), Australian and Canadian (PROTECTED).
MARKING_ORDER = (
    "UNCLASSIFIED",
    "OFFICIAL",
    "PERSONAL",
    "OFFICIAL USE ONLY",
    "LIMITED OFFICIAL USE",
    "IN CONFIDENCE",
    "PROTECT",
    "OFFICIAL-SENSITIVE",
    "PROTECTED",
    "RESTRICTED",
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
)


# "Our ref: ", "File reference; ", "Ein cyf/Our ref. "; a number by itself ("No. 14", "D.O. No. 3/2") keeps its words.
_REFERENCE_LABEL = re.compile(r"^(?!\W*(?:[A-Z]\. ?[A-Z]\.? )?No\.)[^:;.\d]{0,40}(?:No\.?)?\s*[:;.]\s*", re.I)
_UNSIGNED = frozenset({"report", "response", "minutes"})  # a name at their end is a secretary's or a printer's
_COURTESY = re.compile(r"\bPRIVATE (?:AND|&) CONFIDENTIAL\b")
_SPACED = re.compile(r"\b(?:[A-Z]\s{1,3}){4,}[A-Z]\b")
_UNADDRESSED = frozenset({"report", "response", "minutes", "web-page"})


@dataclass(frozen=True, slots=True)
class Header:
    """What an item says of itself, before anything else in the source is consulted."""

    kind: str = ""
    date: str = ""
    date_words: str = ""
    senders: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    copied_to: tuple[str, ...] = ()
    subject: str = ""
    reference: str = ""
    marking: str = ""
    salutation: str = ""
    body_name: str = ""  # the department on the letterhead
    zones: tuple[Zone, ...] = ()
    flags: tuple[Flag, ...] = ()


def read_header(text: str, hint: str = "", paragraphs: Sequence[Paragraph] | None = None) -> Header:
    """The header of an item from its normal text; `hint` is what the split knows of its kind.

    `paragraphs` are those of the text, where they have been found already.
    """
    if paragraphs is None:
        paragraphs = find_paragraphs(text)
    if any("inline-head" in p.marks for p in paragraphs[:3]):
        return _read_inline(paragraphs, hint)
    layout = lay_out(paragraphs)
    heading = read_heading(layout.head)
    salutation = find_salutation(layout.head)
    copied = find_copied(layout)
    subject = find_subject(layout, hint, copied)
    kind = item_kind(layout, hint, subject, salutation, heading.kind)
    signed = find_signatories(layout) if kind not in _UNSIGNED else []
    senders = signed_for(heading, signed) or find_senders(layout, signed, salutation)
    if kind == "minutes":
        senders = senders if heading.senders else find_group(layout) or senders
    elif kind == "guidance":
        senders = senders or find_issuer(layout)
    if presented := find_compliments(layout):
        return _note_verbale(layout, paragraphs, presented, subject, copied)
    addressed = kind not in _UNADDRESSED or bool(salutation)
    addressees = fuller(heading.addressees, find_foot_addressees(layout, senders, salutation)) or (
        find_addressees(layout, senders, salutation, copied) if addressed else ()
    )
    if kind == "guidance" and not addressees:
        addressees = find_bound(layout)
    if kind in ("paper", "note") and not addressees:
        addressees = find_considering(layout)
    if kind == "paper" and is_action_log(layout):  # a group, or its secretariat, keeps the log for itself
        senders, addressees = senders or find_keeper(layout), addressees or find_group(layout)
    date, words = item_date(layout)
    return Header(
        kind=kind,
        date=date,
        date_words=words,
        senders=senders,
        addressees=addressees,
        copied_to=copied,
        subject=subject,
        reference=_reference(layout),
        marking=find_marking(paragraphs),
        salutation=salutation,
        body_name=_body_name(layout),
        zones=tuple(_zones(layout)),
    )


def _note_verbale(
    layout: Layout, paragraphs: Sequence[Paragraph], parties: tuple[Party, Party], subject: str, copied: tuple[str, ...]
) -> Header:
    """The header of a note that one mission sends another: its letterhead is no subject."""
    date, words = item_date(layout)
    own = subject.casefold().startswith(parties[0].name.casefold())
    return Header(
        kind="note",
        date=date,
        date_words=words,
        senders=parties[:1],
        addressees=parties[1:],
        copied_to=copied,
        subject="" if own else subject,
        reference=_reference(layout),
        marking=find_marking(paragraphs),
        body_name=parties[0].name,
        zones=tuple(_zones(layout)),
    )


def find_marking(paragraphs: Sequence[Paragraph]) -> str:
    """The highest protective marking on an item, without its descriptor; "" where none is printed."""
    found = [name for p in paragraphs for line in p.lines if "marking" in line.marks for name in _markings(line.text)]
    return max(found, key=MARKING_ORDER.index) if found else ""


def _markings(line: str) -> Iterator[str]:
    """The grade that a marking line names. Descriptors (POLICY, EYES ONLY, NODIS) and "Private and Confidential", which any firm writes, are none."""
    folded = _COURTESY.sub("", re.sub(r"[\s:–—-]+", " ", _SPACED.sub(_closed_up, line.upper())))
    for name in reversed(MARKING_ORDER):
        if re.search(rf"\b{name.replace('-', ' ')}\b", folded):
            yield name
            return


def _closed_up(spaced: re.Match[str]) -> str:
    """The grade of a telegram without its spaces ("T O P S E C R E T" -> "TOP SECRET"); words that are none as they are."""
    letters = re.sub(r"\s", "", spaced.group())
    return next((name for name in reversed(MARKING_ORDER) if name.replace(" ", "").startswith(letters)), spaced.group())


def _reference(layout: Layout) -> str:
    for p in layout.head:
        for line in p.lines:
            if "reference" in line.marks and not re.match(r"(?i)\W*your", line.text):
                return _bare_reference(line.text)
    return ""


def _bare_reference(text: str) -> str:
    """A reference without its label or the brackets around it ("Our ref: RV/12" -> "RV/12", "(No. 14.)" -> "No. 14")."""
    bare = _REFERENCE_LABEL.sub("", text, count=1).strip(" []")
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    return bare.strip(" .")


def _body_name(layout: Layout) -> str:
    for p in layout.head:
        for line in p.lines:
            if "letterhead" in line.marks and re.match(
                r"\W*(?:The )?(?:Department|Ministry|Office|Board|Embassy|DEPARTMENT|MINISTRY|THE WHITE HOUSE)", line.text
            ):
                return clean_name(line.text)
    return ""


_ZONE_ORDER = "marking salutation date from memo to cc subject reference close addressee letterhead from-office office name page annex garbage".split()
_ZONE_OF = {
    "from": "sender",
    "memo": "addressee",
    "to": "addressee",
    "cc": "copy-list",
    "from-office": "letterhead",
    "office": "addressee",
    "name": "signatory",
    "page": "page",
}


def _zones(layout: Layout) -> Iterator[Zone]:
    """The item's parts, labelled: one zone a paragraph of head and foot, one for the body; what is left over is an annotation."""
    opened = False
    for p in layout.head:
        mark = next((m for m in _ZONE_ORDER if m in p.marks), "")
        label = "addressee" if mark == "name" else _ZONE_OF.get(mark, mark)
        opened = opened or label in ("salutation", "subject") or is_subject(p)
        left = "body" if opened else "annotation"
        yield Zone(start=p.start, end=p.end, label=label or ("subject" if is_subject(p) else left), rule="marks")
    if layout.body:
        yield Zone(start=layout.body[0].start, end=layout.body[-1].end, label="body", rule="marks")
    for p in layout.foot:
        mark = next((m for m in _ZONE_ORDER if m in p.marks), "")
        yield Zone(start=p.start, end=p.end, label=_ZONE_OF.get(mark, mark) or "annotation", rule="marks")


def _read_inline(paragraphs: Sequence[Paragraph], hint: str) -> Header:
    """A whole minute on one line, as OCR gives it: labels, then names, then the subject in capitals, then the text."""
    p = next(q for q in paragraphs if "inline-head" in q.marks)
    head = p.text[:400]
    sender = re.search(r"\bFrom: ?((?:[A-Z][\w.'-]+ ?){1,4}?)(?= \d| Date| To\b|,|$)", head)
    dates = re.search(r"\b(\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4})\b", head)
    titles = [m for m in re.finditer(r"(?:\b[A-Z][A-Z'&/-]+\b[ ,–-]*){3,}", head) if not _initials_only(m.group())]
    subject = titles[-1] if titles else None
    names = head[
        max((m.end() for m in (sender, dates, *re.finditer(r"\bDate: ?", head)) if m), default=0) : subject.start()
        if subject
        else None
    ]
    office = next((o for o in (resolve_office(w) for w in re.findall(r"\b[A-Z]{3,}(?: [A-Z]{3,}){0,3}\b", names)) if o), "")
    copied = split_names(re.sub(re.escape(office.upper()) + r"|\bcc:?", ",", names)) if office else split_names(names)
    return Header(
        kind=hint or "minute",
        date=parse_date_line(dates.group(1)) if dates else "",
        date_words=dates.group(1) if dates else "",
        senders=(Party(clean_name(sender.group(1)), "", p.start + sender.start(1), p.start + sender.end(1)),) if sender else (),
        addressees=(Party(office, office),) if office else (),
        copied_to=tuple(copied),
        subject=clean_title(subject.group().rsplit(" ", 1)[0] if subject.group().rstrip()[-2:-1] == " " else subject.group())
        if subject
        else "",
        marking=find_marking(paragraphs),
        zones=(
            Zone(start=p.start, end=p.start + (subject.end() if subject else 0), label="sender", rule="inline"),
            Zone(start=p.start + (subject.end() if subject else 0), end=paragraphs[-1].end, label="body", rule="inline"),
        ),
    )


def _initials_only(text: str) -> bool:
    return all(len(word) <= 3 for word in re.findall(r"[A-Z]+", text))
