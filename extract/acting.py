"""Who is to act in a duty: its subject made a name, a pronoun the party before it, and what is run the one who runs it.

    "The Board has met. It will report in May."  ->  the Board        "This will be published" after "We will review it"  ->  the writers

I and we are the senders, or the body that they speak for; you is the addressee. Unsure stays "".
"""

from __future__ import annotations

import re

from extract.findings import Context
from extract.naming import Naming
from extract.nouns import noun_kind, phrase_kind
from extract.subjects import Subject, main_subject

_AGENT = re.compile(
    r".{0,80}?\bby (?P<article>(?:the|an?|our|my|your|each|all) )?"
    r"(?P<name>(?:[A-Z][\w'’&/-]*|(?!(?:as|is|was|has|its|this|us)\b)\w+s(?= |\.|,|$))"
    r"(?: (?:[A-Z][\w'’&/-]*|of|for|and|the|in|(?!(?:as|is|was|has|its|this|us)\b)\w+s(?= |\.|,|$)))*)"
)
_NO_AGENT = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Easter|Christmas|Spring|Summer|Autumn|"
    r"Winter|End|Mid|means|days|weeks|months|years)",
    re.I,
)
_GOES_ON = re.compile(
    r"(?:the )?(?:first |next |second |last )?such \w+|this (?:work|review|exercise|study|programme|project|scheme|consultation|report|guidance)$",
    re.I,
)
_OWNED = re.compile(r"(?P<owner>(?:the |our )?[\w&.' -]{2,60}?)['’]s? (?:\w+ )*\w+", re.I)
_MADE_BY = re.compile(
    r"(?:the |a |an )?(?:\w+ ){0,3}(?:report|review|guidance|strategy|paper|plan|response|statement|study|inquiry|advice|survey|audit)"
    r" (?:of|by|from) (?P<owner>(?:the )?[A-Z][\w&' ]+)",
    re.I,
)
_THEIRS = re.compile(r"^(?:his|her|their|its)\s+(.+)$", re.I)
_MEMORY = 8  # sentences to which a pronoun may look back
_SINGLE = ("he", "him", "his", "she", "her")
_SEVERAL = ("they", "them", "their", "it", "its")
_OWN_KINDS = ("letter", "minute", "e-mail", "draft-letter", "minutes")  # what they say will be done, their writers will do


class Acting:
    """Finds actors in one item, sentence by sentence; remembers the last party and person named, for the pronouns that follow."""

    def __init__(self, text: str, context: Context, known: frozenset[str]) -> None:
        self._context, self._known = context, known
        self._naming = Naming(text, context)
        self._last = self._person = self._acted = ""
        self._follows_party = False
        self._unread: list[tuple[str, str]] = []

    def begin(self, at: int) -> None:
        """The sentence that is read now begins at this place of the text."""
        self._naming.at = at

    def remember(self, line: str, who: str) -> None:
        """Note who is the subject of a sentence, and who was to act in it, for the pronouns that come after."""
        self._unread = [*self._unread[1 - _MEMORY :], (line, who)]

    @property
    def follows_party(self) -> bool:
        """Is the sentence before about a party, so that "it" is that party?"""
        self._catch_up()
        return self._follows_party

    def _catch_up(self) -> None:
        """Read the subjects of the sentences before; only when a pronoun asks for them, for most never does."""
        unread, self._unread = self._unread, []
        for line, who in unread:
            subject = main_subject(line, self._known)
            named = subject.kind in ("party", "first")
            if named:
                self._note(self.subject(subject, line))
            self._follows_party = subject.kind in ("party", "third") or (self._follows_party and subject.words.casefold() == "it")
            self._acted = who or (self._last if named else self._acted)

    def _note(self, name: str) -> None:
        self._last = name or self._last
        if name and self._naming.is_person(name):
            self._person = name

    def sender(self, *, plural: bool = False) -> str:
        """Who writes; in the plural the body that speaks."""
        return self._naming.sender(plural=plural)

    def addressee(self) -> str:
        """Who is written to."""
        return self._naming.addressee()

    def name(self, words: str) -> str:
        """The actor that words name: a pronoun the last party, a possessive what is its."""
        lower = words.strip().casefold()
        if lower.split(" ", 1)[0] in (*_SINGLE, *_SEVERAL):
            self._catch_up()
        if lower in _SINGLE:
            return self._person or self._last
        if lower in _SEVERAL:
            return self._last
        if theirs := _THEIRS.match(words.strip()):
            owner = self._person if lower.split()[0] in _SINGLE else self._last
            return f"{theirs.group(1)} of {owner}" if owner else theirs.group(1)
        return self._naming.name(words)

    def subject(self, subject: Subject, line: str = "") -> str:
        """The party that the subject of a clause names; "" where it is no party."""
        if subject.kind == "first":
            return self.sender(plural=subject.words.casefold() not in ("i", "you and i", "me"))
        if subject.kind == "second":
            return self.addressee()
        if subject.kind == "third" or subject.words.casefold() == "it":
            return self._before(subject, line) or self.name(subject.words)
        return self.name(subject.words) if subject.kind == "party" else self.runner(subject, promise=True)

    def runner(self, subject: Subject, *, promise: bool) -> str:
        """Who runs what a clause is about, where it does not name who acts: its owner, who acted in the sentence before, or the writer.

        "The Board's review" is the Board's; "This will be", "The first such report" go on about the sentence before; what is to happen
        by a letter of a department is the department's doing.
        """
        if subject.kind == "it" or _GOES_ON.match(subject.words):
            self._catch_up()
            return self._acted
        match = _OWNED.match(subject.words) or _MADE_BY.match(subject.words)
        if match and phrase_kind(match.group("owner"), self._known) in ("party", "first"):
            return self.name(match.group("owner"))
        writes = promise and self._context.kind in _OWN_KINDS and subject.kind in ("plan", "thing", "there")
        return self._naming.body if writes else ""

    def agent(self, line: str, at: int) -> str:
        """The party after "by" that follows a passive at `at`; "" where it is a date, a way or a thing."""
        match = _AGENT.match(line, at)
        if not match or _NO_AGENT.match(match.group("name")) or phrase_kind(match.group("name"), self._known) != "party":
            return ""
        return self.name((match.group("article") or "") + match.group("name"))

    def _before(self, subject: Subject, line: str) -> str:
        """The party named before a pronoun in the same sentence."""
        before = line[: subject.start]
        found = main_subject(before, self._known)
        if found.kind == "party":
            name = self.name(found.words)
            if subject.words.casefold() not in _SINGLE or self._naming.is_person(name):
                return name
        nouns = [word for word in re.findall(r"[A-Za-z][\w'’-]*", before) if noun_kind(word) == "party" and word.endswith("s")]
        return nouns[-1] if nouns and subject.words.casefold() in ("they", "them") else ""


def known_names(context: Context) -> frozenset[str]:
    """The names of the directory in the form that `find_subject` compares."""
    return frozenset(context.directory.by_name)
