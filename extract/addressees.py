"""To whom: label, address, office line, foot of the letter, greeting.

"The Rt Hon Ada Penrose MP Home Secretary 1 Quay Street"  ->  [Party("Ada Penrose", "Home Secretary")]
"""

from __future__ import annotations

import re

from corpus.marks import Paragraph, cased_post, known_office, resolve_office
from corpus.names import name_words, parse_person, surname
from corpus.ruletables import read_rules
from extract.layout import LABELS, Layout, Party, find_labelled, is_post
from extract.namelists import clean_name, leading_person, split_names
from extract.signatures import inline_tail, people_in

_BEFORE_ADDRESSEE = frozenset({"marking", "page", "reference", "date", "minute", "garbage", "other-date"})
_ADDRESS_LINES = 3
_POST = re.compile(r"The (?P<post>(?:[A-Z][\w'-]+ ){0,3}[A-Z][\w'-]+),?")
_MEMORANDUM_FOR = re.compile(
    r"\b(?:Memorandum|Memo|Note|Guidance|Circular|GUIDANCE|CIRCULAR) (?:for|to|FOR|TO) (?:the |THE )?(?P<who>[A-Z][^:]{3,80})$"
)


def find_addressees(layout: Layout, senders: tuple[Party, ...], salutation: str, copied: tuple[str, ...]) -> tuple[Party, ...]:
    """Whom an item is to. `senders` and `copied` are not among them; a greeting alone is the last resort."""
    for label in ("to", "memo"):
        if labelled := find_labelled(layout.head, label):
            return tuple(labelled)
    named = {p.name.casefold() for p in senders} | {surname(p.name) for p in senders} | {name.casefold() for name in copied}
    annexed = bool(layout.head) and bool(layout.head[0].marks & {"annex", "draft", "front-report"}) and not salutation
    for find in () if annexed else (_greeted_at_foot, *_IN_ORDER):
        found = [p for p in find(layout, senders, salutation) if not _named(p, named)]
        if found:
            return tuple(found if all(p.start for p in found[1:]) and find is _address_block and len(found) <= 3 else found[:1])
    if titled := _titled_addressee(layout):
        return titled
    return (
        (Party(salutation),) if salutation and not any(c.isdigit() for c in salutation) and len(salutation.split()) <= 5 else ()
    )


def _titled_addressee(layout: Layout) -> tuple[Party, ...]:
    """ "Memorandum for the Heads of Agencies" in a title names whom it is for."""
    for p in layout.head[:3]:
        for line in p.lines:
            if match := _MEMORANDUM_FOR.search(line.text):
                return (Party(cased_post(clean_name(match["who"])), "", line.start + match.start("who"), line.end),)
    return ()


def _named(party: Party, named: set[str]) -> bool:
    """Is this party, or one that its line lists, already a sender or copied to?"""
    return bool({party.name.casefold(), surname(party.name), *(name.casefold() for name in split_names(party.name))} & named)


def _address_block(layout: Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """Names with their addresses in the head, other than the sender's."""
    found: list[Party] = []
    own = {(sender.start, sender.end) for sender in senders}
    if not salutation and not any(p.marks & {"date", "letterhead", "from"} for p in layout.head):
        return []
    greeting = next((n for n, p in enumerate(layout.head) if "salutation" in p.marks), len(layout.head))
    for p in layout.head[:greeting]:
        if (
            p.marks & {"from", "annex", "draft"}
            or p.lines[0].marks & {"cc", "date", "from-office"}
            or (p.lines[0].text.count(",") > 2 and "addressee" not in p.lines[0].marks)
        ):
            continue
        line = p.lines[0]
        if any(start <= line.start < end for start, end in own):
            continue
        person = leading_person(line.text)
        if person and (p.marks & {"addressee", "letterhead", "name"}):
            if any(surname(s.name) == surname(person) for s in senders):
                continue
            found.append(Party(person, _office_in(p), line.start, line.end))
    return found


def _first_line(layout: Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """A person with a title or a post in short, alone at the top of a minute ("Mr Crane", "PS/Minister for Tides")."""
    if salutation:
        return []
    p = next((q for q in layout.head if not q.marks & _BEFORE_ADDRESSEE), None)
    if p is None or p.text.startswith("#") or (len(p.lines) > 1 and "cc" not in p.lines[1].marks):
        return []
    line = p.lines[0]
    words = line.text.split()
    titled = len(words) > 1 and words[0].strip(".").casefold() in name_words("title") and parse_person(line.text)
    return [Party(clean_name(line.text), "", line.start, line.end)] if titled else []


def _posted(layout: Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """ "The Clerk, ⏎ River Board, ⏎ Mill Lane" over a greeting or under a signature: the holder of a post in a body."""
    greeting = next((n for n, p in enumerate(layout.head) if "salutation" in p.marks), 0)
    for p in (*layout.head[:greeting], *layout.foot):
        if len(p.lines) < 2 or p.marks & {"close", "cc", "from"} or not (post := _POST.fullmatch(p.lines[0].text.strip())):
            continue
        body = clean_name(p.lines[1].text)
        of_body = any(rule.pattern.fullmatch(body) for rule in read_rules("extract.rules", "bodies"))
        if is_post(post["post"]) and of_body:
            return [Party(f"{post['post']}, {body}", "", p.start, p.end)]
    return []


def _window(layout: Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """The first line of the last address before a greeting, where the letterhead has its own: a firm or body in a window."""
    greeting = next((n for n, p in enumerate(layout.head) if "salutation" in p.marks), 0)
    blocks = [p for p in layout.head[:greeting] if len(p.lines) >= _ADDRESS_LINES and "letterhead" in p.marks]
    if len(blocks) < 2:
        return []
    line = blocks[-1].lines[0]
    named = line.marks <= {"addressee", "name"} and not any(c.isdigit() for c in line.text)
    return [Party(clean_name(line.text), "", line.start, line.end)] if named else []


def _office_in(p: Paragraph) -> str:
    """The office in an address: on a line of its own, or within the line ("… MP Home Secretary 50 Quay Street")."""
    for line in p.lines:
        if office := resolve_office(line.text):
            return office
    words = re.sub(r"[,.]", " ", p.text).split()
    for size in (7, 6, 5, 4, 3, 2):
        for at in range(1, max(1, len(words) - size + 1)):
            if office := known_office(" ".join(words[at : at + size])):
                return office
    return ""


def _office_addressee(layout: Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """A line that is an office and nothing else, where it is not the sender's own."""
    for p in layout.head:
        if (
            "letterhead" in p.marks
            and not _addresses_office(p)
            or (p.marks & {"from", "from-office"} and "office" not in p.marks)
        ):
            continue  # a post with an address or telephone number is the sender's own
        for line in p.lines:
            office = resolve_office(line.text) if "office" in line.marks and (line is p.lines[0] or "from" in p.marks) else None
            if office and all(s.start != line.start and s.office != office for s in senders):
                return [Party(office, office, line.start, line.end)]
    return []


def _addresses_office(p: Paragraph) -> bool:
    """An office as an envelope has it ("The Permanent Secretary, ⏎ Ministry of Works, ⏎ P.O. Box 30"): with article and comma, its body under it."""
    first = p.lines[0].text.strip()
    return len(p.lines) > 1 and first.startswith("The ") and first.endswith(",")


def _greeted_at_foot(layout: Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """The person at the foot whom the letter greets by surname: no other name in the head can be whom it is to."""
    greeted = surname(salutation) if salutation else ""
    return [
        one
        for one in find_foot_addressees(layout, senders, salutation)
        if len(one.name.split()) > 1 and surname(one.name) == greeted
    ]


def find_foot_addressees(layout: Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """Under the signature: "The Right Honourable Ada Penrose MP", "Ben Crane PS/Minister for Rivers"."""
    signed = bool(senders) or any("close" in p.marks for p in layout.foot)
    for p in layout.foot if signed else ():
        if p.marks & {"cc", "annex", "draft", "close"} or p.prose:
            continue
        person = leading_person(p.lines[0].text) or (_under_style(p) if len(p.lines) > 1 else "")
        if person and all(surname(person) != surname(s.name) for s in senders):
            return [Party(person, "", p.start, p.end)]
    for p in layout.foot if signed else ():
        office = (
            resolve_office(p.lines[0].text) if _addresses_office(p) and not p.marks & {"cc", "close"} and not p.prose else None
        )
        if office and all(office not in (s.office, s.name) for s in senders):
            return [Party(office, office, p.start, p.end)]
    if layout.body:
        people = people_in(inline_tail(layout.body[-1]))
        others = [one for one in people if all(surname(one) != surname(s.name) for s in senders)]
        greeted = [
            one for one in others if salutation and one.split()[0].casefold() == salutation.split(maxsplit=1)[0].casefold()
        ]
        if greeted or others:
            return [Party((greeted or others)[-1])]
    return []


def _under_style(p: Paragraph) -> str:
    """The person on the line under an honour that fills its own ("The Honorable ⏎ Ida Holm"); "" where it is another line."""
    words = p.lines[0].text.split()
    honoured = all(word.strip(".,").casefold() in name_words("title") for word in words)
    return leading_person(f"{p.lines[0].text} {p.lines[1].text}") if honoured else ""


def _plain_addressee(layout: Layout, senders: tuple[Party, ...], salutation: str) -> list[Party]:
    """A line under the letterhead or date that names a group ("Chairs of Harbour Boards")."""
    heads = [n for n, p in enumerate(layout.head) if p.marks & {"letterhead", "date"} and not p.text.startswith("#")]
    greeting = next((n for n, p in enumerate(layout.head) if "salutation" in p.marks), len(layout.head))
    if not heads:
        return []
    last = max((n for n, p in enumerate(layout.head[:greeting]) if "letterhead" in p.marks), default=heads[0])
    for p in layout.head[last + 1 : greeting]:
        if (
            len(p.lines) == 1
            and not p.marks & (LABELS | {"letterhead", "garbage", "page", "office", "date"})
            and _is_group(p.text)
        ):
            return [Party(clean_name(p.text), "", p.start, p.end)]
    return []


_IN_ORDER = (_address_block, _posted, _office_addressee, _first_line, _plain_addressee, _window, find_foot_addressees)
_SAYS = re.compile(r"\b(?:are|is|was|were|has|have|will)\b|^\W*(?:What|How|Why|When|Where|Whether)\b")


def _is_group(text: str) -> bool:
    return (
        not _SAYS.search(text)
        and bool(re.match(r"^\W*(?:All |The )?(?:[A-Z][\w'/&-]*,? (?:and |of |in |for |to |the )*)*(?:[A-Z][\w'/&-]*s)\b", text))
        and not text.isupper()
        and len(text) > 8
    )
