"""Reads the head and foot of an item as a clerk does: who wrote, to whom, when, about what, copied to whom, how marked.

    "From: Ada Penrose ⏎ Date: 9 January 2014 ⏎ MINISTER FOR RIVERS ⏎ cc: Ben Crane"  ->  Header(kind="minute", senders=("Ada Penrose",), …)

Names are as the item has them; `extract.parties` says afterwards who is meant. Offsets count the item's normal text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.marks import Paragraph, find_paragraphs, resolve_office
from corpus.names import HONOURS, TITLES, is_given_name, parse_person, surname
from corpus.records import Flag
from corpus.ruletables import read_rules
from extract.dates import parse_date_line
from extract.findings import Zone
from extract.parties import resolve_body
from extract.namelists import clean_name, leading_person, split_names

_LABELS = frozenset({"from", "to", "cc", "date-label", "subject", "memo", "reference", "marking", "salutation"})
_LABEL = re.compile(
    r"^\W*(?:From|FROM|FM|To|TO|Date|DATE|Dated|cc|c\.c\.?|CC|Cc|ce|INFO|Copies? (?:to|sent to)|Copied to|Distribution|Subject|SUBJECT|Subj|SUBJ|Re|RE|Title|TITLE"
    r"|MEMORANDUM (?:FOR|TO)|Memorandum (?:for|to)|MEMO (?:FOR|TO)|NOTE (?:FOR|TO)|MINUTE TO|SUBMISSION TO|Through|THROUGH|THRU|Via|VIA)(?![A-Za-z])[ \t]*[:;]?[ \t]*"
)
_HEAD_LOOK = 16  # paragraphs before the first running text that may be the head
_FOOT_LOOK = 14  # paragraphs after the last running text that may be the foot
_SUBJECT_CHARS = 220
_PARTIAL = re.compile(r"^\d{4}(-\d\d)?$")
_HEADING = re.compile(
    r"^\W*(?P<kind>(?:[A-Z]\w+ ){0,2}(?:Letter|Memorandum|Telegram|Minute|Note|Despatch|Airgram|Message|Circular|E-?mail|Paper)s?)"
    r"(?: (?:No\.? ?)?[A-Z]{0,5}[-–—]?\d+)? [Ff]rom (?:the )?(?P<parties>.+)$"
)
_HEADING_DATE = re.compile(
    r", *(?:[A-Z][\w.' ]+, )?(?:undated|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d[^)]*|\d{1,2} \w+ \d{4})[.\]]?$"
)
_NOT_ADDRESSED = re.compile(
    r"\b(?:[Aa]mbassador|[Aa]dvis[eo]r|[Aa]ssistant|[Mm]ission|[Dd]elegation|[Cc]ounsel(?:l)?or|[Rr]epresentative|[Mm]inister|[Ss]ecretary|[Dd]elegate|[Ll]iaison|[Ee]nvoy|[Dd]eputy)$"
)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_RESPONSE_BY = re.compile(r"^\W*(?:The )?(?P<who>(?:HM |UK |Scottish |Welsh )?[A-Z]\w+)(?:'s)? [Rr](?:esponse|ESPONSE|eply) ")
_REPORT_BY = re.compile(
    r"(?i:\b(?:report|review|inquiry|enquiry)\b.{0,60}?\b(?:by|chaired by|convened by|led by)\b) (?P<who>(?:(?:The |Rt\.? Hon\.? |Right Honourable |Sir |Dame |Lord |Lady |Baroness |Dr |Professor |Mr |Mrs |Ms )*(?:[A-Z][\w.'-]+ ?){1,4}))"
)
_TAIL = re.compile(
    r"\b(?:[Yy]ours|[Yy]our|[Ss]incerely|[Bb]est wishes|[Kk]ind regards)\b[ ,]*(?:ever|sincerely|faithfully|truly|yours)?[ ,.]*(?:Signed:?)?"
)
_KINDS = (  # words of a title that say what kind of paper it is, most telling first
    (
        re.compile(
            r"\bgovernment(?:'s)? response\b|\bresponse (?:of the .{3,60} )?to the (?:report|recommendations|inquiry|review|committee)",
            re.I,
        ),
        "response",
    ),
    (
        re.compile(
            r"\bminutes\b(?! (?:before|after|later|ago))|\bnotes? of (?:a|the) meeting\b|\brecord of (?:a|the)? ?(?:meeting|conversation)",
            re.I,
        ),
        "minutes",
    ),
    (re.compile(r"\bguidance\b|\bcode of practice\b|\bcircular\b|\bguidelines\b", re.I), "guidance"),
    (
        re.compile(
            r"\b(?:inquiry|enquiry|review|annual|final|interim|progress|committee|panel)\b.{0,60}\breport\b|\breport of the\b|\breport (?:into|on) the\b",
            re.I,
        ),
        "report",
    ),
    (
        re.compile(r"\baction log\b|\bagenda\b|\bstatus (?:update|report)\b|\bsummary update\b|\bpaper (?:for|to)\b", re.I),
        "paper",
    ),
)


@dataclass(frozen=True, slots=True)
class Party:
    """A person or office as the head or foot names it; `office` is the post printed with a name, `body` whose letterhead it is."""

    name: str
    office: str = ""
    start: int = 0
    end: int = 0


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


@dataclass(frozen=True, slots=True)
class _Layout:
    """The paragraphs of an item: head, body, foot."""

    head: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    foot: tuple[Paragraph, ...]


def read_header(text: str, hint: str = "") -> Header:
    """The header of an item from its normal text; `hint` is what the split knows of its kind."""
    paragraphs = find_paragraphs(text)
    layout = _lay_out(paragraphs)
    heading = _read_heading(layout.head)
    if any("inline-head" in p.marks for p in paragraphs[:3]):
        return _read_inline(text, paragraphs, hint)
    salutation = _salutation(layout.head)
    signatories = _signatories(layout) if hint not in ("report", "response") else []
    senders = heading.senders or _senders(layout, signatories, salutation)
    copied = _copied_to(layout)
    addressees = heading.addressees or _addressees(layout, senders, salutation, copied)
    date, words = _date(layout)
    subject = _subject(layout, hint, copied)
    kind = _kind(layout, hint, subject, salutation, heading)
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


def find_marking(paragraphs: Sequence[Paragraph]) -> str:
    """The highest protective marking on an item, without its descriptor; "" where none is printed."""
    found = [name for p in paragraphs for line in p.lines if "marking" in line.marks for name in _markings(line.text)]
    return max(found, key=MARKING_ORDER.index) if found else ""


# Old and present scheme side by side, lowest first; neither is mapped to the other (HMG Security Policy Framework before and after April 2014).
MARKING_ORDER = (
    "UNCLASSIFIED",
    "OFFICIAL",
    "PERSONAL",
    "PROTECT",
    "OFFICIAL-SENSITIVE",
    "RESTRICTED",
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
)


def _markings(line: str) -> Iterator[str]:
    folded = re.sub(r"[\s-]+", " ", line.upper())
    for name in reversed(MARKING_ORDER):
        if re.search(rf"\b{name.replace('-', ' ')}\b", folded):
            yield name
            return


def _lay_out(paragraphs: Sequence[Paragraph]) -> _Layout:
    """Head before the first running text, foot after the close or the last running text."""
    first = next((n for n, p in enumerate(paragraphs) if _is_body(p)), len(paragraphs))
    first = min(first, _HEAD_LOOK)
    last = max((n for n, p in enumerate(paragraphs) if _is_body(p)), default=first)
    close = next((n for n in range(len(paragraphs) - 1, first, -1) if "close" in paragraphs[n].marks), None)
    foot = close if close is not None and close >= last - 3 else last + 1
    return _Layout(tuple(paragraphs[:first]), tuple(paragraphs[first:foot]), tuple(paragraphs[foot : foot + _FOOT_LOOK]))


def _is_body(p: Paragraph) -> bool:
    return (p.prose and not p.marks & {"heading-letter", "inline-head"}) or "row" in p.marks


# --- who wrote ---


def _read_heading(head: Sequence[Paragraph]) -> Header:
    """An editor's heading over a printed letter: "Letter From the Mayor of Ostley (Crane) to President Holm"."""
    for p in head[:3]:
        match = _HEADING.match(" ".join(p.text.split())) if "heading-letter" in p.marks else None
        sides = _heading_sides(_HEADING_DATE.sub("", match["parties"])) if match else None
        if match and sides:
            senders, addressees = (tuple(Party(name, "", p.start, p.end) for name in _heading_names(side)) for side in sides)
            return Header(kind=match["kind"].lower(), senders=senders, addressees=addressees)
    return Header()


def _heading_sides(parties: str) -> tuple[str, str] | None:
    """Sender's and addressee's words: parted at the "to" after a holder in brackets, or the first that no post ends in ("Ambassador to")."""
    joints = [m for m in re.finditer(r",? [Tt]o (?:the )?(?=[A-Z])", parties)]
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
    words = (
        re.split(r" of the | of (?=[A-Z])|, (?=[A-Z])", words)[0]
        if parse_person(re.split(r" of the |, | of ", words)[0])
        else words
    )
    return [clean_name(one) for one in re.split(r" and (?=[A-Z])", words)]


def _senders(layout: _Layout, signatories: list[Party], salutation: str) -> tuple[Party, ...]:
    labelled = _labelled(layout.head, "from")
    if labelled:
        offices = [resolve_office(one.name) for one in labelled]
        if signatories and all(offices) and len(signatories) >= len(labelled):
            return tuple(signatories)
        if len(signatories) == 1 and all(parse_person(one.name) is None for one in labelled) and len(labelled) <= 2:
            return (replace(signatories[0], office=signatories[0].office or offices[0] or labelled[0].name),)
        return tuple(labelled)
    heads = _letterhead_people(layout, salutation)
    if signatories:
        return tuple(_with_offices(signatories, heads))
    return tuple(heads or _responders(layout) or _reporters(layout))


def _labelled(head: Sequence[Paragraph], label: str) -> list[Party]:
    """Names after a label, on its line and on the lines that follow until another label or mark."""
    lines = [(line, p) for p in head for line in p.lines]
    for n, (line, _) in enumerate(lines):
        if label not in line.marks:
            continue
        value = _LABEL.sub("", line.text, count=1).strip()
        found = _named(value, line.start + line.text.find(value) if value else line.start)
        for follow, paragraph in lines[n + 1 : n + 12]:
            if follow.marks & (_LABELS | {"date", "annex", "letterhead"}) or paragraph.text.startswith("#") or paragraph.prose:
                break
            more = _named(follow.text, follow.start)
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


def _continues(text: str, found: list[Party], label: str) -> bool:
    """Is this line another party, and not the post of the one above?"""
    if parse_person(clean_name(text)) or resolve_office(text):
        return True
    return parse_person(found[-1].name) is None


def _named(text: str, start: int) -> list[Party]:
    return [Party(_person_first(name), "", start, start + len(text)) for name in split_names(text)]


def _person_first(name: str) -> str:
    """The person of "Ada Penrose Director of Rivers"; other names as they are."""
    return leading_person(name) or name if len(name.split()) > 3 and parse_person(name) is None else name


def _signatories(layout: _Layout) -> list[Party]:
    """Who signs: under the close, or by name alone at the end; the last running paragraph may hold close and name too."""
    found: list[Party] = []
    greeting = _salutation(layout.head).casefold()
    addressed = any("addressee" in p.marks and "letterhead" in p.marks for p in layout.head)
    for p in layout.foot:
        if p.marks & {"annex", "draft"} or p.prose:
            break
        if "cc" in p.marks or _is_greeted(p, greeting, addressed):
            continue
        if (
            "addressee" in p.marks
            and found
            and not ("name" in p.lines[0].marks and len(p.lines) > 1 and not _has_honour(p.lines[0].text))
        ):
            continue
        if (person := _person_of(p.lines[0])) and not _is_foot_addressee(p, found):
            found.append(Party(person, _office_under(p), p.lines[0].start, p.lines[0].end))
        elif (office := resolve_office(p.lines[0].text)) and not found and "close" not in p.marks and not p.text.startswith("#"):
            found.append(Party(office, office, p.start, p.end))
        elif found and not found[-1].office and len(p.lines) == 1 and _is_post(p.text):
            found[-1] = replace(found[-1], office=clean_name(p.text))
    if not found and layout.body:
        found = _inline_signatory(layout.body[-1])
    return _without_repeats(found)


def _responders(layout: _Layout) -> list[Party]:
    """Whose response it is: "Government response to …"."""
    for p in layout.head:
        match = _RESPONSE_BY.search(p.text) if "front-response" in p.marks else None
        if match:
            return [Party(clean_name(match["who"]), "", p.start + match.start("who"), p.start + match.end("who"))]
    return []


def _reporters(layout: _Layout) -> list[Party]:
    """Whose report it is: "Report of the inquiry convened by Ada Penrose MP"."""
    for p in (*layout.head, *layout.body[:40]):
        match = _REPORT_BY.search(p.text) if len(p.text) < _SUBJECT_CHARS else None
        person = parse_person(match["who"]) if match else None
        if match and person:
            return [Party(person, "", p.start + match.start("who"), p.start + match.end("who"))]
    return []


def _is_greeted(p: Paragraph, greeting: str, addressed: bool) -> bool:
    """Is the name at the foot the one whom the letter greets, or honoured as only an addressee is?"""
    text = p.lines[0].text
    person = parse_person(text) or leading_person(text)
    if not person:
        return False
    if greeting and greeting in (person.split()[0].casefold(), person.casefold()) and len(greeting) > 2:
        return True
    return bool(re.match(r"\W*(?:The )?(?:Rt|Right) Hon", text)) and not addressed


def _person_of(line: object) -> str | None:
    text = getattr(line, "text", "")
    text = re.sub(r"\s*\[.*?\]\s*$", "", text)
    person = parse_person(text)
    if person is None and text.isupper() and 2 <= len(text.split()) <= 3 and not resolve_office(text):
        words = text.split()
        if all(re.fullmatch(r"[A-Z][A-Z'-]+", word) for word in words) and _ocr_given(words[0]):
            return " ".join(word.capitalize() for word in words)
    return person


def _ocr_given(word: str) -> bool:
    """Is this a given name but for one letter that OCR reads for another ("IOHN" for "JOHN")?"""
    swaps = (("I", "J"), ("1", "I"), ("0", "O"), ("L", "I"), ("I", "L"), ("C", "G"), ("RN", "M"), ("VV", "W"))
    return any(is_given_name(word.replace(old, new, 1)) for old, new in swaps if old in word)


def _has_honour(text: str) -> bool:
    return bool({w.strip(".,").upper() for w in text.split()} & HONOURS)


def _is_foot_addressee(p: Paragraph, found: list[Party]) -> bool:
    """A name with an address or post on the same line, after the signature, is whom the letter goes to."""
    return bool(found) and ("addressee" in p.marks or "letterhead" in p.marks)


def _office_under(p: Paragraph) -> str:
    return clean_name(p.lines[1].text) if len(p.lines) > 1 and _is_post(p.lines[1].text) else ""


def _is_post(text: str) -> bool:
    return resolve_office(text) is not None or bool(
        re.search(
            r"\b(?:Secretary|Minister|Director|Chair(?:man|woman)?|Chief|Head|Officer|Manager|President|Commissioner|Adviser|Advisor|Clerk|Leader|Administrator|Ambassador)\b",
            text,
            re.I,
        )
    )


def _inline_signatory(p: Paragraph) -> list[Party]:
    tail = re.split(r"\b(?:The )?(?:Rt\.?|Right) Hon", _inline_tail(p))[0]
    people = _people_in(tail)
    return [Party(people[0], "", p.end - len(tail), p.end)] if people else []


def _inline_tail(p: Paragraph) -> str:
    """What stands after the close within a paragraph; "" where there is none."""
    matches = list(_TAIL.finditer(p.text))
    return p.text[matches[-1].end() :] if matches and "close-inline" in p.marks else ""


def _people_in(tail: str) -> list[str]:
    """The people named one after the other in a run-on signature, each once."""
    words = [w for w in re.split(r"[\s,]+", re.sub(r"\d\S*", " ", tail)) if w]
    found: list[str] = []
    at = 0
    while at < len(words):
        titles = next((n for n, w in enumerate(words[at:]) if w.strip(".").casefold() not in TITLES), 0)
        for size in (titles + 2, titles + 3):
            piece, following = words[at : at + size], words[at + size : at + size + 1]
            person = parse_person(" ".join(piece)) if len(piece) == size else None
            if person and (size == titles + 3 or not following or not _goes_on(following[0])):
                if all(surname(person) != surname(other) for other in found):
                    found.append(person)
                at += size
                break
        else:
            at += 1
    return found


def _goes_on(word: str) -> bool:
    """Can this word be the rest of a name, rather than the start of another or of a post?"""
    bare = word.strip(".,")
    return bare[:1].isupper() and not (
        is_given_name(bare) or bare.upper() in HONOURS or bare.casefold() in TITLES or "/" in bare or _is_post(bare)
    )


def _letterhead_people(layout: _Layout, salutation: str) -> list[Party]:
    """People and offices that the letterhead names: before the date, or under it where a salutation follows."""
    found: list[Party] = []
    dated = False
    for p in layout.head:
        if p.marks & {"salutation"}:
            break
        if "date" in p.marks and len(p.lines) == 1:
            dated = True
            continue
        line = p.lines[0]
        if "from-office" in p.marks:
            found += _from_office(p)
        elif (
            "office" in line.marks
            and (not dated or (salutation and not found))
            and not (p.text.startswith("#") and not salutation)
        ):
            found.append(Party(resolve_office(line.text) or "", resolve_office(line.text) or "", line.start, line.end))
        elif (
            not dated
            and "name" in line.marks
            and not p.text.startswith("#")
            and (len(p.lines) > 1 and _is_post(p.lines[1].text) or "addressee" in line.marks)
            and "letterhead" not in line.marks
            and _before_date(layout, p)
        ):
            found.append(Party(parse_person(line.text) or "", _office_under(p), line.start, line.end))
    return [party for party in found if party.name]


def _before_date(layout: _Layout, p: Paragraph) -> bool:
    """Does the letterhead of the sender, not the address of the addressee, hold this paragraph? The sender's comes first."""
    people = [q for q in layout.head if q.marks & {"name", "addressee"} and "cc" not in q.marks]
    offices = [q for q in layout.head if q.marks & {"from-office"}]
    return not offices and (p is people[0] or "addressee" not in p.marks or len(p.lines) > 1)


def _from_office(p: Paragraph) -> list[Party]:
    text = " ".join(p.lines[0].text.split())
    words = re.sub(r"(?i)^\W*(?:from )?(?:the )?", "", text).strip(" *#")
    person = leading_person(words) or _trailing_person(words)
    office = re.sub(rf"\s*{re.escape(person)}.*$", "", words) if person else words
    return [Party(person or office, office, p.lines[0].start, p.lines[0].end)]


def _trailing_person(text: str) -> str:
    words = [w for w in text.split() if w.upper().strip(".,") not in HONOURS]
    for size in (3, 2):
        if len(words) > size and (person := parse_person(" ".join(words[-size:]))) and is_given_name(words[-size]):
            return person
    return ""


def _with_offices(signatories: list[Party], heads: list[Party]) -> Iterator[Party]:
    """Signatories with the post that the letterhead gives them."""
    for n, party in enumerate(signatories):
        match = next((h for h in heads if h.name and surname(h.name) == surname(party.name)), None)
        post = match.office if match else heads[0].office if len(heads) == 1 and len(signatories) == 1 and heads[0].office else ""
        yield replace(party, office=party.office or post) if n < len(signatories) else party


def _without_repeats(parties: list[Party]) -> list[Party]:
    out: list[Party] = []
    for party in parties:
        if all(party.name.casefold() != other.name.casefold() for other in out):
            out.append(party)
    return out


# --- to whom ---


def _salutation(head: Sequence[Paragraph]) -> str:
    """The name in the greeting ("Kevin" of "Dear Kevin,"); "" where none can be read."""
    for p in head:
        for line in p.lines:
            if "salutation" in line.marks:
                words = re.sub(r"^\W*(?:My )?\S+\s*", "", line.text.split(":")[0]).strip(" ,.:;")
                return words
    return ""


def _addressees(layout: _Layout, senders: tuple[Party, ...], salutation: str, copied: tuple[str, ...]) -> tuple[Party, ...]:
    for label in ("to", "memo"):
        if labelled := _labelled(layout.head, label):
            return tuple(labelled)
    named = {p.name.casefold() for p in senders} | {surname(p.name) for p in senders} | {name.casefold() for name in copied}
    annexed = bool(layout.head) and bool(layout.head[0].marks & {"annex", "draft", "front-report"}) and not salutation
    for find in () if annexed else (_address_block, _office_addressee, _plain_addressee, _foot_addressee):
        found = [p for p in find(layout, senders, salutation) if p.name.casefold() not in named and surname(p.name) not in named]
        if found:
            return tuple(found if all(p.start for p in found[1:]) and find is _address_block and len(found) <= 3 else found[:1])
    return (
        (Party(salutation),) if salutation and not any(c.isdigit() for c in salutation) and len(salutation.split()) <= 5 else ()
    )


def _address_block(layout: _Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """Names with their addresses in the head, other than the sender's."""
    found: list[Party] = []
    for p in layout.head:
        if (
            p.marks & {"from", "from-office", "salutation", "annex", "draft"}
            or p.lines[0].marks & {"cc", "date"}
            or p.lines[0].text.count(",") > 2
        ):
            continue
        line = p.lines[0]
        person = leading_person(line.text)
        if person and (p.marks & {"addressee", "letterhead", "name"}):
            rest = " ".join(p.text.split())
            if any(surname(s.name) == surname(person) for s in senders):
                continue
            found.append(Party(person, _office_in(rest), line.start, line.end))
    return found


def _office_in(text: str) -> str:
    """The office that stands in an address ("… MP Home Secretary 50 Quay Street")."""
    words = re.sub(r"[,.]", " ", text).split()
    for size in (7, 6, 5, 4, 3, 2):
        for at in range(1, max(1, len(words) - size + 1)):
            if office := resolve_office(" ".join(words[at : at + size])):
                return office
    return ""


def _office_addressee(layout: _Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """A line that is an office and nothing else, where it is not the sender's own."""
    for p in layout.head:
        if p.marks & {"from", "from-office"} and not p.marks & {"office"}:
            continue
        for line in p.lines:
            office = resolve_office(line.text) if "office" in line.marks and (line is p.lines[0] or "from" in p.marks) else None
            if office and all(s.start != line.start and s.office != office for s in senders):
                return [Party(office, office, line.start, line.end)]
    return []


def _foot_addressee(layout: _Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """Under the signature: "The Right Honourable Ada Penrose MP", "Ben Crane PS/Minister for Rivers"."""
    signed = bool(senders) or any("close" in p.marks for p in layout.foot)
    for p in layout.foot if signed else ():
        if p.marks & {"cc", "annex", "draft", "close"} or p.prose:
            continue
        person = leading_person(p.lines[0].text)
        if person and all(surname(person) != surname(s.name) for s in senders):
            return [Party(person, "", p.start, p.end)]
    if layout.body:
        people = _people_in(_inline_tail(layout.body[-1]))
        others = [one for one in people if all(surname(one) != surname(s.name) for s in senders)]
        greeted = [one for one in others if salutation and one.split()[0].casefold() == salutation.split()[0].casefold()]
        if greeted or others:
            return [Party((greeted or others)[-1])]
    return []


def _plain_addressee(layout: _Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """A line between date and greeting that names a group ("Chairs of Harbour Boards")."""
    dated = False
    for p in layout.head:
        if "date" in p.marks:
            dated = True
        elif "salutation" in p.marks:
            break
        elif (
            dated
            and len(p.lines) == 1
            and not p.marks & (_LABELS | {"letterhead", "garbage", "page", "office"})
            and _is_group(p.text)
        ):
            return [Party(clean_name(p.text), "", p.start, p.end)]
    return []


def _is_group(text: str) -> bool:
    return (
        bool(re.match(r"^\W*(?:All |The )?(?:[A-Z][\w'/&-]*,? (?:and |of |in |for |to |the )*)*(?:[A-Z][\w'/&-]*s)\b", text))
        and not text.isupper()
        and len(text) > 8
    )


# --- when, about what, copied to whom ---


def _date(layout: _Layout) -> tuple[str, str]:
    """The date the item bears and its words: in the head by label or line, else in the foot."""
    lines = [line for p in layout.head for line in p.lines]
    for n, line in enumerate(lines):
        if "date-label" in line.marks:
            for words in (_LABEL.sub("", line.text, count=1), lines[n + 1].text if n + 1 < len(lines) else ""):
                if value := parse_date_line(words):
                    return value, words.strip()
    greeted = next((n for n, line in enumerate(lines) if "salutation" in line.marks), len(lines))
    dated = [(parse_date_line(line.text), line.text) for line in lines[:greeted] if "date" in line.marks]
    dated = [(value, words) for value, words in dated if value]
    whole = [pair for pair in dated if not _PARTIAL.match(pair[0])]
    if whole or dated:
        return (whole or dated)[0][0], (whole or dated)[0][1].strip()
    if "front-report" in {m for p in layout.head for m in p.marks} or not layout.head:
        for p in layout.body[:40]:
            if not p.prose and "row" not in p.marks and len(p.text) < 60 and (value := parse_date_line(p.text.strip(" #*"))):
                return value, p.text.strip()
    for p in layout.foot:
        for line in p.lines:
            words = re.sub(r"^\w{1,6} (?=\d{1,2} [A-Z])|\s\d{7,}$", "", line.text)
            if "date" in line.marks or words != line.text:
                for candidate in (line.text, words, re.sub(r"^\w{1,6} (?=\d{1,2} [A-Z])", "", words)):
                    if value := parse_date_line(candidate):
                        return value, candidate.strip()
    for p in layout.foot:
        for line in p.lines[-2:]:
            match = re.search(
                r"\b(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}$",
                line.text,
            )
            if match and not p.prose:
                return parse_date_line(match.group()), match.group()
    return "", ""


def _subject(layout: _Layout, hint: str, copied: tuple[str, ...]) -> str:
    """The subject: after its label, or the title that stands last before the text."""
    lines = [(line, p) for p in layout.head for line in p.lines]
    for n, (line, _) in enumerate(lines):
        if "subject" in line.marks:
            words = [_LABEL.sub("", line.text, count=1).strip()]
            for follow, _ in lines[n + 1 : n + 4]:
                if words[0] and (
                    follow.marks & (_LABELS | {"date", "letterhead"}) or len(words) >= 1 and not words[-1].isupper()
                ):
                    break
                words.append(follow.text.strip())
                if words[0]:
                    break
                words = [words[-1]]
                break
            return _title(" ".join(words))
    titles = [
        p
        for p in layout.head
        if _is_subject(p, layout) and split_names(p.text)[:1] != list(copied[:1]) and not set(split_names(p.text)) & set(copied)
    ]
    titles = [p for p in titles if not re.match(r"\W*\d+(?:\.\d+)*[.)]?\s", p.text)] or titles
    if titles:
        opened = max(
            (q.start for q in layout.head if q.marks & {"salutation", "from", "cc", "to"} or _is_date_line(q)), default=-1
        )
        after = [p for p in titles if p.start > opened]
        return _title((after or titles)[0].text)
    if hint == "report" or not layout.head:
        title = next((p for p in layout.body[:60] if p.text.startswith("# ") and not p.marks & {"front-report"}), None)
        return _title(title.text) if title else ""
    return ""


def _is_date_line(p: Paragraph) -> bool:
    return "date" in p.marks and not p.text.startswith("#")


def _is_subject(p: Paragraph, layout: _Layout) -> bool:
    if p.marks & (
        _LABELS
        | {
            "letterhead",
            "addressee",
            "name",
            "office",
            "from-office",
            "page",
            "cover",
            "web",
            "garbage",
            "heading-letter",
            "front-report",
        }
    ):
        return False
    if _is_date_line(p) or re.fullmatch(r"\W*(?:ANNEX|Annex|APPENDIX|Appendix)E?e?(?: ?[A-Z\d])?\W*", p.text):
        return False
    if resolve_body(p.text.strip(" #*_.,")):
        return False
    bare = p.text.strip(" #*_")
    if not re.search(r"[A-Za-z]{4}", bare) or len(bare) > _SUBJECT_CHARS or len(p.lines) > 3:
        return False
    return p.text.startswith("#") or bare.isupper() or (p.heading and len(bare.split()) >= 2) or bool("front-response" in p.marks)


def _title(text: str) -> str:
    return " ".join(re.sub(r"^[\s#*_>]+|[\s*_]+$", "", text).split())


def _copied_to(layout: _Layout) -> tuple[str, ...]:
    """Everybody copied to: after cc:, and in the sentence that says so."""
    found: list[str] = []
    for region in (layout.head, layout.foot):
        found += _cc_list(region)
    for p in (*layout.body[-6:], *layout.foot):
        if "copying" in p.marks:
            for sentence in _copy_sentences(p.text):
                found += split_names(sentence)
    out: list[str] = []
    for name in found:
        if name and name.casefold() not in {other.casefold() for other in out}:
            out.append(name)
    return tuple(out)


def _cc_list(region: Sequence[Paragraph]) -> list[str]:
    lines = [(line, p) for p in region for line in p.lines]
    for n, (line, own) in enumerate(lines):
        if "cc" not in line.marks or own.marks & {"garbage"}:
            continue
        value = _LABEL.sub("", line.text, count=1).strip()
        if line.text.startswith("ce") and not re.match(r"ce\s*:", line.text):
            continue
        found = split_names(value)
        last = own
        for follow, p in lines[n + 1 : n + 40]:
            if (
                p is not last
                and (p.gap > 1 or p.text.startswith("#") or p.prose)
                or follow.marks & (_LABELS - {"cc"} | {"date", "annex", "close"})
            ):
                break
            if not _copy_line(follow.text):
                break
            found += split_names(follow.text)
            last = p
        return [name for name in found if len(name) > 1]
    return []


def _copy_line(text: str) -> bool:
    """Could this line go on with a list of people, offices or initials?"""
    bare = text.strip()
    return bool(re.match(r"^(?:[A-Z(\"'][\w.'()&/-]*[,;]? ?(?:and |of |in |the |for |to )*)+$", bare)) and not (
        bare.isupper() and len(bare.split()) > 3 and "," not in bare
    )


def _copy_sentences(text: str) -> Iterator[str]:
    for rule in read_rules("extract.rules", "copying"):
        for match in rule.pattern.finditer(text):
            yield match.group("names")


def _reference(layout: _Layout) -> str:
    for p in layout.head:
        for line in p.lines:
            if "reference" in line.marks and not re.match(r"(?i)\W*your", line.text):
                return re.sub(r"^[^:;.]*[:;.]\s*", "", line.text).strip()
    return ""


def _body_name(layout: _Layout) -> str:
    for p in layout.head:
        for line in p.lines:
            if "letterhead" in line.marks and re.match(
                r"\W*(?:The )?(?:Department|Ministry|Office|Board|Embassy|DEPARTMENT|MINISTRY|THE WHITE HOUSE)", line.text
            ):
                return clean_name(line.text)
    return ""


def _kind(layout: _Layout, hint: str, subject: str, salutation: str, heading: Header) -> str:
    """What kind of item it is, from the split, the heading, the title and the marks."""
    if hint and hint not in ("annex", "note"):
        return hint
    marks = {m for p in layout.head for m in p.marks}
    if heading.kind:
        word = heading.kind.split()[-1].rstrip("s")
        return {"memorandum": "minute", "e-mail": "e-mail", "email": "e-mail"}.get(word, word)
    titles = " ".join([subject, *(p.text for p in layout.head if not p.marks & {"from", "to", "cc"})])
    told = next((kind for pattern, kind in _KINDS if pattern.search(titles)), "")
    if hint == "annex":
        return "response" if told == "response" else "annex"
    if salutation or marks & {"salutation"}:
        return "letter"
    if told in ("response", "minutes"):
        return told
    if marks & {"from", "memo"} or ("office" in marks and not marks & {"letterhead"}):
        return "minute"
    if {"letterhead", "addressee"} <= marks and "date" in marks:
        return "letter"
    if marks & {"from-office"} or any("close" in p.marks for p in layout.foot):
        return "letter"
    if "office" in marks and "date" in marks:
        return "minute"
    if _looks_like_minutes(layout):
        return "minutes"
    return told or ("report" if "front-report" in marks else hint or ("note" if len(layout.body) < 30 else "paper"))


def _looks_like_minutes(layout: _Layout) -> bool:
    lines = [line.text.strip(" *#:").casefold() for p in (*layout.head, *layout.body[:12]) for line in p.lines]
    return any(line in ("present", "attendees", "apologies", "in attendance", "attending", "members present") for line in lines)


def _zones(layout: _Layout) -> Iterator[Zone]:
    """The item's parts, labelled: one zone a paragraph of head and foot, one for the body."""
    order = (
        "marking",
        "salutation",
        "date",
        "from",
        "memo",
        "to",
        "cc",
        "subject",
        "reference",
        "close",
        "addressee",
        "letterhead",
        "from-office",
        "office",
        "name",
        "page",
        "annex",
        "garbage",
    )
    labels = {
        "from": "sender",
        "memo": "addressee",
        "to": "addressee",
        "cc": "copy-list",
        "from-office": "letterhead",
        "office": "addressee",
        "name": "signatory",
    }
    for region in (layout.head, layout.foot):
        for p in region:
            mark = next((m for m in order if m in p.marks), "")
            label = labels.get(mark, mark) or ("subject" if region is layout.head and _is_subject(p, layout) else "body")
            if region is layout.head and mark == "name":
                label = "addressee"
            yield Zone(start=p.start, end=p.end, label=label, rule="marks")
    if layout.body:
        yield Zone(start=layout.body[0].start, end=layout.body[-1].end, label="body", rule="marks")


def _read_inline(text: str, paragraphs: Sequence[Paragraph], hint: str) -> Header:
    """A whole minute on one line, as OCR gives it: labels, then names, then the subject in capitals, then the text."""
    p = next(q for q in paragraphs if "inline-head" in q.marks)
    head = p.text[:400]
    sender = re.search(r"\bFrom: ?((?:[A-Z][\w.'-]+ ?){1,4}?)(?= \d| Date| To\b|,|$)", head)
    dates = re.search(r"\b(\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4})\b", head)
    titles = [m for m in re.finditer(r"(?:\b[A-Z][A-Z'&/-]+\b[ ,–-]*){3,}", head) if not _initials_only(m.group())]
    subject = titles[-1] if titles else None
    names = head[
        max(m.end() for m in (sender, dates, *re.finditer(r"\bDate: ?", head)) if m) : subject.start() if subject else None
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
        subject=_title(subject.group().rsplit(" ", 1)[0] if subject.group().rstrip()[-2:-1] == " " else subject.group())
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


__all__ = ["MARKING_ORDER", "TITLES", "Header", "Party", "find_marking", "read_header"]
