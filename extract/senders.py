"""Who wrote: label, signature, letterhead, or the title of a report or response.

"From the Parliamentary Secretary for Rivers, Ada Penrose MP"  ->  [Party("Ada Penrose", "Parliamentary Secretary for Rivers")]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.marks import Line, Paragraph, cased_post, resolve_office, responder_in
from corpus.names import is_given_name, name_words, parse_person, surname
from corpus.ruletables import Rule, read_rules
from extract.headings import named_in
from extract.layout import Layout, Party, find_labelled, is_post
from extract.namelists import clean_name, leading_person, split_names
from extract.parties import resolve_body
from extract.signatures import find_initials, office_under

_TITLED = r"(?:The |Rt\.? Hon\.? |Right Honourable |Sir |Dame |Lord |Lady |Baroness |Dr |Professor |Mr |Mrs |Ms )*"
_REPORT_BY = re.compile(
    r"(?i:\b(?:report|review|inquiry|enquiry)\b.{0,60}?\b(?:by|chaired by|convened by|led by)\b"
    r"|^\W*(?:chair(?:man|woman|person|ed by)?|author|chaired by) ?:)"
    rf" (?P<who>(?:{_TITLED}(?:[A-Z][\w.'-]+ ?){{1,4}}))"
)
_REPORT_OF = re.compile(rf"\b(?:[Rr]eport|[Rr]eview) of (?P<who>{_TITLED}(?:[A-Z][\w.'-]+ ?){{1,4}})$")
_BETWEEN = re.compile(r"\bmeetings? (?:held )?(?:between|with)\b", re.I)  # its sides, not a group that meets
_PLAIN_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|MR|MRS|MS|MISS)\b")
_OFFICE_OF = re.compile(r"\W*(?:From the )?[Oo]ffice of (?:the )?(?P<who>(?:Rt\.? )?Hon(?:ou?rable)?\.? [A-Z].{3,50})$")
_TITLE_CHARS = 220
_ABBREVIATED = re.compile(r"\s*\((?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Z][A-Za-z]{1,6}\)")  # "Ministry of Tides (MoT)"; not "(Hill)"
_BYLINE_CHARS = 500  # a paragraph that says in a sentence whose paper this is
_SIGNED_LINES = 4  # under the text, among which a post signs
_POST_CHARS = 60
_LEAST_OWNED = 3  # rows of a log that make a team its keeper
_TITLE_LOOK = 40  # paragraphs of a report among which its title page stands


def find_senders(layout: Layout, signatories: list[Party], salutation: str) -> tuple[Party, ...]:
    """Who wrote an item. Posts after From: give way to the people who sign for them."""
    labelled = find_labelled(layout.head, "from")
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
    titled = _responders(layout) or _reporters(layout) or _by_line(layout) or _dated_authors(layout) or _signing_post(layout)
    return tuple(heads or titled or find_initials(layout))


def find_issuer(layout: Layout) -> tuple[Party, ...]:
    """The body of guidance or a circular that nobody signs: on the letterhead, on a line of its own, or before its title.

    Under a greater body it is the lesser.
    """
    found: Party | None = None
    for p in layout.head:
        for line in p.lines:
            plain = not line.marks - {"letterhead", "office"} and not p.text.startswith("#")
            before = re.split(r":| [-–—] ", line.text.strip(" #*"), maxsplit=1)[0]  # "Ferries Board: guidance for pier masters"
            names = (line.text, before) if plain else ()
            body = next((name for one in names if (name := resolve_body(clean_name(one)) or _body_line(one))), "")
            if found and not body:
                return (found,)
            found = Party(body, "", line.start, line.end) if body else found
    return (found,) if found else ()


def _body_line(text: str) -> str:
    """The name of a body that fills a line; "" where the line says more, or other things."""
    bare = clean_name(text)
    bare = cased_post(bare) if bare.isupper() else bare
    return bare if any(rule.pattern.fullmatch(bare) for rule in read_rules("extract.rules", "bodies")) else ""


def _dated_authors(layout: Layout) -> list[Party]:
    """People named right above the date of a paper that has no head: "A Holm and B Crane - Ostley University ⏎ 7/12/2010"."""
    if any(p.marks & {"office", "letterhead", "marking", "to", "cc", "salutation"} for p in layout.head):
        return []
    dated = any("date" in p.marks for p in layout.head)
    for p in layout.head if dated else (*layout.body[:_TITLE_LOOK], *layout.foot):
        if len(p.lines) < 2 or "date" not in p.lines[-1].marks:
            continue
        line = p.lines[-2] if len(p.lines) == 2 else p.lines[0]
        people = [parse_person(one) for one in re.split(r",| and | & ", re.split(r" [-–—] ", line.text)[0])]
        if people and all(people):
            return [Party(name, "", line.start, line.end) for name in people if name]
    return []


def _signing_post(layout: Layout) -> list[Party]:
    """The post under the text of a memorandum whose signer's name is blotted out or unread: "Acting Chief, North Quay Staff"."""
    if not any(p.marks & {"memo", "minute"} for p in layout.head):
        return []
    lines = [line for p in layout.foot if not p.prose for line in p.lines][:_SIGNED_LINES]
    posts = [line for line in lines if not line.marks - {"office"} and is_post(line.text) and len(line.text) <= _POST_CHARS]
    return [Party(clean_name(line.text), clean_name(line.text), line.start, line.end) for line in posts[:1]]


def _by_line(layout: Layout) -> list[Party]:
    """Whose paper it is: "Memorandum by the Secretary of State for Tides"."""
    for p in (*layout.head, *layout.body[:_TITLE_LOOK]):
        for line in p.lines if len(p.text) < _BYLINE_CHARS else ():
            for rule in read_rules("extract.rules", "bylines"):
                if match := rule.pattern.search(line.text):
                    start = line.start + match.start("who")
                    who = _ABBREVIATED.sub("", match["who"])
                    names = [clean_name(name) for name in split_names(who)] if rule.extra.get("several") else named_in(who)
                    return [Party(name, "", start, start + len(match["who"])) for name in names]
    return []


def find_group(layout: Layout) -> tuple[Party, ...]:
    """The group whose minutes or papers these are, from their title."""
    for p in (*layout.head, *layout.body[:3]):
        title = not p.prose and len(p.text) <= _TITLE_CHARS and not _BETWEEN.search(p.text)
        for rule in _group_rules("group") if title else ():
            if match := rule.pattern.search(p.text):
                start = p.start + match.start("name")
                name = clean_name(match["name"])
                if not name.endswith(("'s", "’s")):  # "The Mayor's meeting with …" is no group's
                    return (Party(name, "", start, start + len(match["name"])),)
    return ()


def find_considering(layout: Layout) -> tuple[Party, ...]:
    """The group that a paper says it is for ("For: Open Harbours Board, 11 January")."""
    for p in (*layout.head, *layout.body[:1]):
        for line in p.lines if not p.prose else ():
            for rule in _group_rules("for"):
                if match := rule.pattern.match(line.text):
                    return (Party(match["name"], "", line.start + match.start("name"), line.start + match.end("name")),)
    return ()


def find_keeper(layout: Layout) -> tuple[Party, ...]:
    """Who keeps a group's log of actions: its secretariat, where the log names one; the team that most of them fall to; else the group."""
    group = find_group(layout)
    lines = [line for p in (*layout.head, *layout.body, *layout.foot) for line in p.lines]
    if any(re.match(r"\W*(?:The )?Secretariat\b", line.text) for line in lines):
        return tuple(replace(one, name=f"{one.name} secretariat") for one in group)
    return _busiest_team(lines) or group


def _busiest_team(lines: Sequence[Line]) -> tuple[Party, ...]:
    """The team or office that at least half of the rows of a log begin with ("Harbour Office to circulate the plan")."""
    rows = [line for line in lines if "\t" in line.text]
    owned = [(line, match) for line in rows for rule in _group_rules("owner") if (match := rule.pattern.match(line.text))]
    counts = Counter(match["name"] for _, match in owned)
    for name, count in counts.most_common(1):
        if count >= _LEAST_OWNED and 2 * count >= len(rows):
            line, match = next(one for one in owned if one[1]["name"] == name)
            return (Party(name, "", line.start + match.start("name"), line.start + match.end("name")),)
    return ()


def is_action_log(layout: Layout) -> bool:
    """Is this the list of actions that a group keeps between its meetings?"""
    titles = [p.text for p in (*layout.head, *layout.body[:1]) if not p.prose and len(p.text) <= _TITLE_CHARS]
    return any(rule.pattern.search(title) for rule in _group_rules("log") for title in titles)


def _group_rules(label: str) -> list[Rule]:
    return [rule for rule in read_rules("extract.rules", "groups") if rule.label == label]


def _responders(layout: Layout) -> list[Party]:
    """Whose response it is: "Government response to …"."""
    for p in layout.head:
        for line in p.lines:
            if "front-response" in line.marks and (who := responder_in(line.text)):
                return [Party(clean_name(who), "", line.start, line.end)]
        if "front-response" in p.marks and (who := responder_in(" ".join(p.text.split()))):
            return [Party(clean_name(who), "", p.start, p.end)]
    return []


def _reporters(layout: Layout) -> list[Party]:
    """Whose report it is: "Report of the inquiry convened by Ada Penrose MP"."""
    for p in (*layout.head, *layout.body[:_TITLE_LOOK]):
        for line in p.lines if len(p.text) < _TITLE_CHARS else ():
            match = _REPORT_BY.search(line.text) or _REPORT_OF.search(line.text)
            person = parse_person(match["who"]) if match else None
            if match and person:
                return [Party(person, "", line.start + match.start("who"), line.start + match.end("who"))]
    return []


def _letterhead_people(layout: Layout, salutation: str) -> list[Party]:
    """People and offices that the letterhead names: before the date, or under it where a greeting follows."""
    found: list[Party] = []
    dated = False
    for p in layout.head:
        line = p.lines[0]
        if "salutation" in p.marks:
            break
        if "date" in p.marks and len(p.lines) == 1:
            dated = True
        elif "from-office" in line.marks:
            found += _from_office(p)
        elif not dated and (held := _OFFICE_OF.match(line.text)) and (person := parse_person(held["who"])):
            found.append(Party(person, office_under(p), line.start, line.end))
        elif _is_own_office(p, salutation, dated, bool(found)):
            office = resolve_office(line.text) or ""
            found.append(Party(office, office, line.start, line.end))
        elif not dated and _is_own_name(layout, p):
            found.append(Party(parse_person(line.text) or "", office_under(p), line.start, line.end))
    greeted = salutation.casefold()
    found = [
        one
        for one in found
        if not (greeted and one.name.split()[:1] == [salutation.split(maxsplit=1)[0]] and parse_person(one.name))
    ]
    return [one for one in found if one.name and not (greeted and greeted in (one.name.casefold(), one.office.casefold()))]


def _is_own_office(p: Paragraph, salutation: str, dated: bool, found: bool) -> bool:
    """Is this line the sender's post: before the date, or after it where a greeting says that the addressee is named there?"""
    if "office" not in p.lines[0].marks:
        return False
    if salutation:
        return not (dated and found)
    return not dated and not p.text.startswith("#") and bool(p.lines[0].marks & {"letterhead"} or len(p.lines) > 1)


def _is_own_name(layout: Layout, p: Paragraph) -> bool:
    """Is this the sender's name on the letterhead: a name with a post under it or an honour after it, not one with an address?"""
    line = p.lines[0]
    posted = len(p.lines) > 1 and is_post(p.lines[1].text)
    named = "name" in line.marks and "letterhead" not in line.marks and not p.text.startswith("#")
    if not posted and _PLAIN_TITLE.match(line.text.strip()):
        return False  # nobody calls himself "Mr Crane": a minute to him begins so
    return named and (posted or "addressee" in line.marks) and _before_date(layout, p)


def _before_date(layout: Layout, p: Paragraph) -> bool:
    """Does the letterhead of the sender, not the address of the addressee, hold this paragraph? The sender's comes first."""
    people = [q for q in layout.head if q.marks & {"name", "addressee"} and "cc" not in q.marks]
    offices = [q for q in layout.head if q.marks & {"from-office"}]
    return not offices and (any(p is first for first in people[:1]) or "addressee" not in p.marks or len(p.lines) > 1)


def _from_office(p: Paragraph) -> list[Party]:
    text = " ".join(p.lines[0].text.split())
    words = re.sub(r"(?i)^\W*(?:from )?(?:the )?", "", text).strip(" *#")
    person = leading_person(words) or _trailing_person(words)
    office = re.sub(rf"\s*{re.escape(person)}.*$", "", words) if person else words
    return [Party(person or office, office, p.lines[0].start, p.lines[0].end)]


def _trailing_person(text: str) -> str:
    words = [w for w in text.split() if w.upper().strip(".,") not in name_words("honour")]
    for size in (3, 2):
        if len(words) > size and (person := parse_person(" ".join(words[-size:]))) and is_given_name(words[-size]):
            return person
    return ""


def _with_offices(signatories: list[Party], heads: list[Party]) -> Iterator[Party]:
    """Signatories with the post that the letterhead gives them."""
    alone = heads[0].office if len(heads) == len(signatories) == 1 and parse_person(heads[0].name) is None else ""
    for party in signatories:
        own = next((head.office for head in heads if head.name and surname(head.name) == surname(party.name)), alone)
        yield replace(party, office=party.office or own)
