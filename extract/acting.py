"""Who is to act in a duty: its subject made a name, a pronoun the party before it, and what is run the one who runs it.

    "The Board has met. It will report in May."  ->  the Board        "This will be published" after "We will review it"  ->  the writers

I and we are the senders, or the body that they speak for; you is the addressee. Unsure stays "".
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.names import parse_person
from extract.findings import Context
from extract.naming import Naming
from extract.nouns import head_noun, noun_kind, phrase_kind
from extract.subjects import Subject, find_subject, main_subject

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
_APPOSED = re.compile(  # "My adviser, Mr Ben Crane, will", "a review, led by Ann Quill, is"
    r"(?:,? (?:which|who) (?:is|was|will be) |, )?(?:(?:being )?(?:led|chaired|headed|conducted|undertaken|overseen) by )?"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Professor|Shri|Smt)\.? )?[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){1,3}), "
)
_INFORMED_BY = re.compile(
    r"\b(?:informed|told|advised|assured|notified) by (?P<who>(?:the |my |our )?[A-Z][\w'’&-]*(?: (?:of|for|and|the|[A-Z][\w'’&-]*))*) that\b"
)
_ASSURER = re.compile(
    r"\b(?:has|have|had)? ?(?:(?:given|gave|gives?) (?:\w+ ){0,2}?(?:an )?(?:assurances?|undertakings?)|assured [^;:.]{2,60}|undertaken) that $"
)
_INTENDER = re.compile(r"\b(?:intend|propose|plan)(?:s|ed)? that $")
_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Professor|Shri|Smt)\.? [A-Z][\w'’.-]*(?: [A-Z][\w'’-]*)?"
)
_INITIALS = re.compile(r"[A-Z]{2,3}")
_POST = re.compile(
    r"(?:secretary|minister|clerk|chair|chairman|chairwoman|convener|convenor|president|premier|governor|judge|mayor|director|adviser|"
    r"advisor|officer|commissioner|inspector|ambassador|solicitor|treasurer|registrar|comptroller|controller|superintendent|engineer|"
    r"surveyor|councillor|head|manager|editor|principal|deputy|general|colonel|captain|marshal|bishop|dean|chancellor|nurse|doctor)$"
)
_OF_MEN, _OF_WOMEN = re.compile(r"(?:Mr|Sir|Lord|Shri)\b"), re.compile(r"(?:Mrs|Ms|Miss|Dame|Lady|Baroness|Smt)\b")
_REFLEXIVE = re.compile(r" (?:him|her|it|them|my|our|your)sel(?:f|ves)$", re.I)
_SPOKEN = re.compile(r"\bthat ")
_TITLES = frozenset({"mrs", "miss", "sir", "dame", "lord", "lady", "shri", "the", "professor", "baroness"})
_BOTH = re.compile(
    r"(?:both|the two|these two) (?:organi[sz]ations|bodies|departments|councils|agencies|authorities|parties|services|boards)$",
    re.I,
)
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_COMMON_WORDS = frozenset(
    "their there these those which where about after before would could should shall other under being between".split()
)
_THIS = re.compile(r"(?:this|it|that) ", re.I)
_LONGEST_NAME = 8  # words; a longer one is two lines that ran together
_MEMORY = 8  # sentences to which a pronoun may look back
_MEN, _WOMEN = ("he", "him", "his"), ("she", "her")
_SINGLE = (*_MEN, *_WOMEN)
_SEVERAL = ("they", "them", "their", "it", "its")
_RULING_KINDS = ("guidance", "minute")
_OWN_KINDS = ("letter", "minute", "e-mail", "draft-letter", "minutes")  # what they say will be done, their writers will do


class Acting:
    """Finds actors in one item, sentence by sentence; remembers the last party and person named, for the pronouns that follow."""

    def __init__(self, text: str, context: Context, known: frozenset[str]) -> None:
        self._context, self._known = context, known
        self._naming = Naming(text, context)
        self._last = self._acted = ""
        self._named: list[str] = []  # the parties that sentences were about, the last one last
        self._follows_party = False
        self._unread: list[tuple[str, str]] = []
        self._text = text
        self._paragraph: list[tuple[str, str]] = []  # the sentences before in this paragraph, and who was to act in them

    def begin(self, at: int) -> None:
        """The sentence that is read now begins at this place of the text."""
        if "\n\n" in self._text[self._naming.at : at]:
            self._paragraph = []
        self._naming.at = at

    def remember(self, line: str, who: str) -> None:
        """Note who is the subject of a sentence, and who was to act in it, for the pronouns that come after."""
        self._unread = [*self._unread[1 - _MEMORY :], (line, who)]
        self._paragraph = [*self._paragraph[1 - _MEMORY :], (line, who)]

    def topic(self, line: str) -> str:
        """The party at work in this paragraph on what a sentence is about: that of the last sentence before that shares a word with it.

        "The Board is rewriting the guide. The new guide will be published in May."  ->  the Board
        """
        words = _content(line)
        for before, acted in reversed(self._paragraph):
            if not words & _content(before):
                continue
            subject = main_subject(before, self._known)
            name = self.subject(subject, before) if subject.kind in ("party", "first") else acted
            if name:
                return name if len(name.split()) <= _LONGEST_NAME else ""
        return ""

    def setter(self, line: str, at: int) -> str:
        """Who has the target that stands at `at`: the party that the sentence is about; "this includes" goes on about the one before."""
        subject = main_subject(line[:at], self._known)
        if subject.kind in ("party", "first"):
            return self.subject(subject, line)
        if subject.kind != "it" and not _THIS.match(line):
            return ""
        self._catch_up()
        return self._acted

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
            of_person = subject.kind == "party" and self._may_be_person(self._last)
            if not of_person and (person := _PERSON.findall(line)):
                self._remember_only(person[-1])  # "I spoke to Mr Crane. He will …"
            if said := _SPOKEN.search(line):
                inner = main_subject(line[said.end() :], self._known)
                if inner.kind == "party":
                    self._remember_only(inner.words)
            self._follows_party = subject.kind in ("party", "third") or (self._follows_party and subject.words.casefold() == "it")
            self._acted = who or (self._last if named else self._acted)

    def _note(self, name: str) -> None:
        self._last = name or self._last
        if name:
            self._named = [*self._named[1 - _MEMORY :], name]

    def _remember_only(self, words: str) -> None:
        """A party that a sentence names beside its subject: a pronoun may mean it."""
        if name := self._naming.name(words):
            self._named = [*self._named[1 - _MEMORY :], name]

    def _meant(self, pronoun: str) -> str:
        """The last party that a pronoun can mean: he and she a person, it none."""
        person = pronoun in _SINGLE
        fitting = [name for name in self._named if self._may_be_person(name) == person and _agrees(pronoun, name)]
        return fitting[-1] if fitting else ""

    def _may_be_person(self, name: str) -> bool:
        """Is this a person, or an office that one person holds?"""
        return self._naming.is_person(name) or bool(_INITIALS.fullmatch(name)) or bool(_PERSON.match(name)) or is_post(name)

    def sender(self, *, plural: bool = False) -> str:
        """Who writes; in the plural the body that speaks."""
        return self._naming.sender(plural=plural)

    def addressee(self) -> str:
        """Who is written to."""
        return self._naming.addressee()

    def bound(self) -> str:
        """On whom a memorandum or guidance lays what "must be done" without saying by whom: the one group that it is for."""
        group = self._context.addressees[0] if len(self._context.addressees) == 1 else ""
        several = group.split(",", 1)[0].rstrip(" )").endswith("s") and noun_kind(head_noun(group)) == "party"
        return group if self._context.kind in _RULING_KINDS and several else ""

    def name(self, words: str) -> str:
        """The actor that words name: a pronoun the last party, a possessive what is its."""
        lower = words.strip().casefold()
        if lower.split(" ", 1)[0] in (*_SINGLE, *_SEVERAL):
            self._catch_up()
        if lower in _SINGLE:
            return self._meant(lower) or self._last
        if lower in _SEVERAL:
            return (self._meant(lower) if lower in ("it", "its") else "") or self._last
        if _BOTH.match(lower):
            self._catch_up()
            return self._last if " and " in self._last else self._naming.name(words)
        if theirs := _THEIRS.match(words.strip()):
            owner = self._meant(lower.split()[0]) if lower.split()[0] in _SINGLE else self._last
            return f"{theirs.group(1)} of {owner}" if owner else theirs.group(1)
        return self._naming.name(words)

    def subject(self, subject: Subject, line: str = "") -> str:
        """The party that the subject of a clause names; "" where it is no party."""
        if _REFLEXIVE.search(subject.words):
            subject = replace(subject, words=_REFLEXIVE.sub("", subject.words))
        if subject.kind in ("party", "plan") and (apposed := _APPOSED.match(line, subject.end)):
            return self.name(apposed["name"])
        if subject.kind == "first":
            return self.sender(plural=subject.words.casefold() not in ("i", "you and i", "me"))
        if subject.kind == "second":
            return self.addressee()
        if subject.kind == "third" or subject.words.casefold() == "it":
            return self._before(subject, line) or self.name(subject.words)
        return self.name(subject.words) if subject.kind == "party" else self.runner(subject, promise=True, line=line)

    def runner(self, subject: Subject, *, promise: bool, line: str = "") -> str:
        """Who runs what a clause is about, where it does not name who acts: its owner, who acted in the sentence before, or the writer.

        "The Board's review" is the Board's; "This will be", "The first such report" go on about the sentence before; what is to happen
        by a letter of a department is the department's doing.
        """
        if (assurer := _ASSURER.search(line[: subject.start])) and promise:
            speaker = main_subject(line[: assurer.end()], self._known)
            if speaker.kind == "party":
                return self.name(speaker.words)
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
        before, pronoun = line[: subject.start], subject.words.casefold()
        if informed := _INFORMED_BY.search(before):
            return self.name(informed["who"])
        intends = _INTENDER.search(before)
        found = find_subject(line, intends.start(), self._known) if intends else main_subject(before, self._known)
        first, _, last = found.words.rpartition(" and ")
        if intends and first and phrase_kind(first, self._known) != "party":
            found = replace(found, words=last)  # "… by the end of term and Ministers intend that it should"
        if found.kind == "party":
            name = self.name(found.words)
            if pronoun not in _SINGLE or (self._may_be_person(name) and _agrees(pronoun, found.words)):
                return name
        nouns = [word for word in re.findall(r"[A-Za-z][\w'’-]*", before) if noun_kind(word) == "party" and word.endswith("s")]
        return nouns[-1] if nouns and subject.words.casefold() in ("they", "them") else ""


def _content(line: str) -> frozenset[str]:
    """The long words of a sentence, by which two sentences are seen to be about one thing."""
    return frozenset(word.casefold() for word in _LONG_WORD.findall(line)) - _COMMON_WORDS


def _agrees(pronoun: str, name: str) -> bool:
    """May he or she be this person, by the title?"""
    return not (pronoun in _MEN and _OF_WOMEN.match(name)) and not (pronoun in _WOMEN and _OF_MEN.match(name))


def is_post(name: str) -> bool:
    """Is this an office that one person holds ("Parliamentary Secretary", "Clerk to the Board")?

    >>> is_post("Parliamentary Secretary"), is_post("Harbour Board")
    (True, False)
    """
    head = head_noun(name).casefold()
    return noun_kind(head) == "party" and bool(_POST.search(head))


def known_names(context: Context) -> frozenset[str]:
    """The names of the directory in the form that `find_subject` compares, and the first names of those who write and are written to."""
    friends = (name.split()[0].casefold() for name in (*context.senders, *context.addressees) if parse_person(name))
    return frozenset(context.directory.by_name) | frozenset(one for one in friends if len(one) > 2 and one not in _TITLES)
