"""The words that name a party, made the name that an official would use.

    "the Service" after "the Coastal Rescue Service"  ->  Coastal Rescue Service        "the HB"  ->  Harbour Board
    "my officials" in a letter of the Minister for Rivers  ->  Rivers Office officials

A name that the directory does not know stays as the paper has it, without its article and its relative clause.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.names import parse_person
from corpus.offices import year_of
from extract.findings import Context
from extract.nouns import head_noun, noun_kind
from extract.parties import body_of, fold_name, resolve_body
from extract.speakers import speaker_at, spoken_to_at
from extract.words import words_of

_GOVERNMENT_FROM = 3  # so many senders of different bodies speak for the Government
_NAME_WORDS = 7
_HEAD_ZONES = ("letterhead", "sender", "signatory")
_HEAD_CHARS = 900
_OFFICE_LINE = re.compile(r"\W*(?:from )?(?:the )?(?:(?:assistant |principal )?private secretary (?:to|of)|office of) ", re.I)
_FRIEND = re.compile(  # "my right hon. Friend the Home Secretary"
    r"^(?:my|our) (?:(?:noble|right|rt\.?|hon(?:ourable)?\.?|learned|gallant|and) )+friends?,? (?:the )?", re.I
)
_ANY_OFFICE = re.compile(
    r"\b(?:office of|secretary to) (?:the )?(?:secretary|minister|chairman|chair|director|president|administrator)$", re.I
)
_FOR_PART = re.compile(r",? for (?:its|their|our|my|his|her|your) (?:own )?part,?$", re.I)
_GOVERNMENTS = re.compile(
    r"\bgovernment(?:['’]s)? (?:response|reply)\b|\b(?:response|reply) (?:of|by|from) (?:the |his |her )?(?:majesty['’]s )?government\b|: government$",
    re.I,
)
_MISREAD = str.maketrans({"L": "I", "l": "I", "1": "I", "0": "O"})  # in initials
_FOOTNOTE = re.compile(r"\[\^?\d+\]|\s\d{1,2}$")
_OWN = re.compile(r"^(?:my|our|this)\s+(?:own\s+)?(.+)$", re.I)
_INDEFINITE = re.compile(r"an? (?=[a-z]+$)", re.I)  # "an inspector" is not the Inspector
_CLIENT = re.compile(
    r"\b[Oo]ur clients?\s*(?::|,| is| are)\s+(?:the |an? )?(?P<name>[A-Z][\w'’&.-]*(?: (?:of|and|the|for|&|[A-Z][\w'’&.-]*))*)"
)
_YOUR = re.compile(r"^your\s+(.+)$", re.I)
_ARTICLE = re.compile(
    r"^(?:(?:the|an?|all of the|all of|all|each of the|both the|these|those|any|such|relevant|individual|also|then|both|whereas|but|and) )+",
    re.I,
)
_COLLEAGUES = re.compile(r"^colleagues (?:from|in|at) (?:the )?", re.I)
_TAIL = re.compile(
    r"(?:,| in (?:particular|general)\b| who\b| which\b| that\b| whose\b| -| –| \(e\.?g| including\b| as part of\b| alongside\b| together with\b).*$",
    re.S,
)
_BODY_NOUNS = (
    "department",
    "ministry",
    "office",
    "agency",
    "administration",
    "board",
    "service",
    "authority",
    "commission",
    "council",
)
_NO_NAME = re.compile(
    r"(?:who|which|that|whose|including|alongside|together|as|in|on|for|with|by|at|from|to|but|particularly)\b", re.I
)
_PAPER = re.compile(r"\b(?:White|Green|Command|Discussion|Consultation) Papers?\b")
_MARKUP = re.compile(r"&\w{1,6};|[<>{}\\|~=]|https?:")
_NOBODY_FIRST = frozenset(["to", "that", "sets", "so", "if", "whether"])
_NOBODY = frozenset(["one", "following", "bodies", "this person", "one option", "others", "person"])
_CHAIR = re.compile(
    r"(?:(?:Acting|Deputy|Vice)[ -])?(?:Co-)?(?:[Cc]hair(?:man|woman|person)?|Convenor|Convener)(?: of|,)? (?:the )?"
    r"(?P<body>(?:[A-Z][\w'’&-]+,? (?:(?:of|for|and|on|the) )*){0,8}"
    r"(?:Committee|Board|Panel|Council|Commission|Group|Authority|Forum|Inquiry|Task ?[Ff]orce))\b"
)
_LETTER_KINDS = ("letter", "minute", "e-mail", "draft-letter")
_CAPITAL = r"[A-Z][\w'’&-]*"


class Naming:
    """Names parties in one item. `at` is the place in its text that is being read: a short name means the full one before it."""

    def __init__(self, text: str, context: Context) -> None:
        self._text, self._context = text, context
        self.body = own_body(text, context)
        self.at = 0

    def sender(self, *, plural: bool = False) -> str:
        """Who writes: "I" is the sender; "we" the body that he or she speaks for, where it is known. In a transcript, who speaks."""
        if speaker := speaker_at(self._text, self.at):
            return self._context.directory.resolve(speaker) or speaker
        return self.body if plural and self.body else " and ".join(self._context.senders)

    def addressee(self) -> str:
        """Who is written to; in a transcript, who is spoken to."""
        if hearer := spoken_to_at(self._text, self.at):
            return self._context.directory.resolve(hearer) or hearer
        return " and ".join(self._context.addressees)

    def is_person(self, name: str) -> bool:
        """Is this actor a person, by the directory or by its form?"""
        return self._context.directory.kind_of(name) == "person" or parse_person(name) is not None

    def name(self, words: str) -> str:
        """The actor that these words name; "" where what they name cannot act."""
        found = self._named(words)
        return found if found and can_act(found) else ""

    def _named(self, words: str) -> str:
        words = _FOOTNOTE.sub("", " ".join(words.split())).strip(" ,.;:*_-–[]")
        words = words if words.lower().endswith("us'") else re.sub(r"['’]s?$", "", words)
        words = _FOR_PART.sub("", _FRIEND.sub("", words))
        if words.lower() in ("i", "me", "my", "myself"):
            return self.sender()
        if words.lower() in ("we", "us", "our", "both of us"):
            return self.sender(plural=True)
        if re.match(r"you(?:r)?(?: and .*)?$|yourself$|you (?:all|both)$", words, re.I):
            return self.addressee()
        known = "" if _INDEFINITE.match(words) else self._known(words)
        return known or self._owned(words) or self._listed(words) or self._plain(words)

    def _known(self, words: str) -> str:
        directory = self._context.directory
        bare = re.sub(r"\s*\([^)]*\)$", "", words)
        if found := directory.resolve(words) or directory.resolve(bare):
            return self._as_printed(found, bare)
        if bare.isupper() and (found := directory.resolve(self._spelt(bare))):
            return self._as_printed(found, self._spelt(bare))
        if " " not in bare and (friend := [one for one in self._people() if one.split()[0] == bare]):
            return friend[0]  # by the first name
        parts = re.split(r"\s+(?:and|&)\s+|/(?=[A-Z])", bare)
        if len(parts) == 2 and all(directory.resolve(part) for part in parts):
            return " and ".join(self._as_printed(directory.resolve(part) or part, part) for part in parts)
        return ""

    def _as_printed(self, name: str, words: str) -> str:
        """Initials stay initials where the source spells the name of a body at large nowhere: there that name is only presumed."""
        initials = _ARTICLE.sub("", words)
        short = " " not in initials and sum(sign.isupper() for sign in initials) > 1
        return initials if short and name in self._context.directory.unspelt else name

    def _spelt(self, initials: str) -> str:
        """Initials that OCR misread ("HLB", "H1B") as they are known, or stand more often in the paper ("HIB"); else they themselves."""
        meant = initials.translate(_MISREAD)
        return (
            meant if self._text.count(meant) > self._text.count(initials) or self._context.directory.resolve(meant) else initials
        )

    def _people(self) -> list[str]:
        """The people who write and who are written to."""
        return [name for name in (*self._context.senders, *self._context.addressees) if parse_person(name)]

    def _owned(self, words: str) -> str:
        """ "my officials" are the officials of the writer's body, "your staff" those of the addressee's."""
        if own := _OWN.match(words):
            if words.lower().startswith("this ") and own.group(1).lower() not in _BODY_NOUNS:
                return ""
            if own.group(1).lower() in ("client", "clients") and (client := _CLIENT.search(self._text)):
                return client["name"]
            if own.group(1).lower() in ("department", "ministry", "agency", "administration") and self.body:
                return self.body
            full = self._fuller(own.group(1)) if words.lower().startswith("this ") else ""
            return full or self._of(own.group(1), self.body or self.sender())
        if your := _YOUR.match(words):
            owner = next((body for name in self._context.addressees if (body := _body(name, self._context))), "")
            return self._of(your.group(1), owner or self.addressee())
        if words.lower() == "officials" and self.body and self._context.kind in _LETTER_KINDS:
            return f"{self.body} officials"
        return ""

    def _of(self, words: str, owner: str) -> str:
        words = _TAIL.sub("", words)
        if not owner:
            return words
        return f"{owner} {words}" if owner == self.body else f"{words} of {owner}"

    def _listed(self, words: str) -> str:
        """Several parties in a row ("the Board, Ann Quill and my staff"), each named."""
        parts = re.split(r",? and |, ", words)
        if len(parts) < 3 or any(not part or len(part.split()) > _NAME_WORDS or _NO_NAME.match(part) for part in parts):
            return ""
        return ", ".join(self.name(part) for part in parts[:-1]) + " and " + self.name(parts[-1])

    def _plain(self, words: str) -> str:
        definite = re.match(r"(?:the|this) (\w+)$", words, re.I)
        if definite and (full := self._fuller(definite.group(1))):
            return full
        bare = _COLLEAGUES.sub("", _ARTICLE.sub("", _TAIL.sub("", words)))
        generic = bare[:1].lower() + bare[1:] if bare.split(" ", 1)[0].casefold() in ("each", "every", "both", "all") else bare
        short = bare.islower() and not re.match(r"(?:all|any|some|other|both|these|those|each|every)\b", words, re.I)
        if _INDEFINITE.match(words):
            return generic
        return self._known(bare) or (self._fuller(bare) if short else "") or generic

    def _fuller(self, word: str) -> str:
        """The full name of what "the Service" or "partnerships" shortens: the writer's own, or the last before this place."""
        if " " in word or noun_kind(word) != "party":
            return ""
        lower = word.casefold()
        for own in (self.body, *self._context.senders):
            if own and lower in (own.casefold().split()[0], own.casefold().split()[-1]) and " " in own:
                return own
        names = _full_names(self._text, word.capitalize())
        before = [name for place, name in names if place < self.at]
        distinct = {name for _, name in names}
        full = before[-1] if before and not lower.endswith("s") else next(iter(distinct)) if len(distinct) == 1 else ""
        return self._known(full) or full or self._only_one(lower)

    def _only_one(self, noun: str) -> str:
        """The one body of the directory whose name turns on this noun."""
        bodies = [actor.name for actor in self._context.directory.actors if actor.kind == "body"]
        fitting = [name for name in bodies if " " in name and noun in (name.casefold().split()[0], name.casefold().split()[-1])]
        return fitting[0] if len(fitting) == 1 else ""


def can_act(name: str) -> bool:
    """Is this a party by its form: no clause, no half of a phrase, no paper's title, no thing that somebody runs?

    >>> can_act("Harbour Board"), can_act("improvements in the lights"), can_act("White Paper on Harbours")
    (True, False, False)
    """
    parts = name.casefold().split()
    if parts[0] in words_of("preposition") | _NOBODY_FIRST or name.casefold() in _NOBODY or _PAPER.search(name):
        return False
    if _MARKUP.search(name) or any(word in words_of("auxiliary") for word in (parts if name.isupper() else name.split())):
        return False
    several = " and " in name or "," in name
    return several or noun_kind(head_noun(name)) not in ("plan", "abstract")


@lru_cache(maxsize=64)
def _full_names(text: str, noun: str) -> tuple[tuple[int, str], ...]:
    """The names in a text that end in a noun or begin with it ("Rescue Service", "Department for Isles"), with their places."""
    after = rf"(?:{_CAPITAL} (?:(?:of|for|and|the|on) )*){{1,5}}{noun}"
    before = rf"{noun} (?:for|of|to) (?:the )?{_CAPITAL}(?:(?:,? and|,| of(?: the)?| for)? {_CAPITAL})*"
    found = []
    for match in re.finditer(rf"\b(?:{after}|{before})\b", text):
        name = re.sub(
            r"^(?:.* )?(?:The|the|A|An|Each|Every|All|This|Our|Your|In|At|To|From|For|By|And|But|If) ", "", match.group()
        )
        if " " in name:
            found.append((match.start(), name))
    return tuple(found)


def own_body(text: str, context: Context) -> str:
    """The body that a paper's writers speak for: that of the sender's office, or of the office in the letterhead; "" where unsure."""
    if context.kind == "minutes" and len(context.senders) == 1:
        return context.senders[0]
    bodies = {body for name in context.senders if (body := _body(name, context))}
    if len(bodies) >= _GOVERNMENT_FROM:
        return "Government"
    if bodies:
        return " and ".join(sorted(bodies)) if len(bodies) in (1, len(context.senders)) else ""
    if len(context.senders) > 1:
        return ""
    if context.kind == "response" and not context.senders and _GOVERNMENTS.search(context.title):
        return "Government"
    year = year_of([context.date])
    heads = {body for line in _head_lines(text, context) if (body := body_of(line, year) or resolve_body(line) or "")}
    return heads.pop() if len(heads) == 1 else ""


def _head_lines(text: str, context: Context) -> list[str]:
    """The lines that say for whom a paper is written: letterhead and signature, or a line that names a private office."""
    lines = [line for zone in context.zones if zone.label in _HEAD_ZONES for line in text[zone.start : zone.end].splitlines()]
    lines += [line for line in text[:_HEAD_CHARS].splitlines() if _OFFICE_LINE.match(line)]
    return [bare for line in lines if not _ANY_OFFICE.search(bare := line.strip(" *_#"))]


def _body(name: str, context: Context) -> str:
    """The body of a person or office; a body is its own."""
    directory = context.directory
    if directory.kind_of(name) == "body":
        return name
    year = year_of([context.date])
    if body := body_of(name, year):
        return body
    actor = directory.by_name.get(fold_name(name))
    aliases = actor.aliases if actor else ()
    return next((body for alias in (*aliases, name) if (body := body_of(alias, year) or _chaired(alias))), "")


def _chaired(post: str) -> str:
    """The body of which somebody is the chair ("Chair, Harbour Safety Board" -> "Harbour Safety Board"), who says "we" for it."""
    match = _CHAIR.match(post)
    return match["body"] if match else ""
