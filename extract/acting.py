"""Who is to act: the words of a duty made the name that an official would use.

    "my officials" in a letter of the Minister for Rivers  ->  "Department for Rivers officials"       "the NTA"  ->  National Treatment Agency

I and we are the senders, or the body that they speak for; you is the addressee; they and it are the last party named. A name that
the directory does not know stays as the paper has it, without its article. Unsure stays "".
"""

from __future__ import annotations

import re

from extract.findings import Context
from extract.nouns import noun_kind, phrase_kind
from extract.parties import body_of, fold_name, resolve_body
from extract.subjects import Subject, find_subject

_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|shall|must|should|would|can|could|may|did|does|do|plans?|intends?|expects?|aims?)\b"
)
_AGENT = re.compile(
    r".{0,80}?\bby (?P<article>(?:the|an?|our|my|your|each|all) )?(?P<name>(?:[A-Z][\w'’&/-]*|(?!(?:as|is|was|has|its|this|us)\b)\w+s(?= |\.|,|$))(?: (?:[A-Z][\w'’&/-]*|of|for|and|the|in|\w+s(?= |\.|,|$)))*)"
)
_NO_AGENT = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Easter|Christmas|Spring|Summer|Autumn|Winter|End|Mid|means|days|weeks|months|years)",
    re.I,
)
_GOES_ON = re.compile(
    r"(?:the )?(?:first |next |second |last )?such \w+|(?:this|these) (?:initial |first |new |revised |draft )?\w+$", re.I
)
_GOES_ON = re.compile(
    r"(?:the )?(?:first |next |second |last )?such \w+|this (?:work|review|exercise|study|programme|project|scheme|consultation|report|guidance)$",
    re.I,
)
_OWNED = re.compile(r"(?P<owner>(?:the |our )?[\w&.' -]{2,60}?)['’]s? (?:\w+ )*\w+", re.I)
_MADE_BY = re.compile(
    r"(?:the |a |an )?(?:\w+ ){0,3}(?:report|review|guidance|strategy|paper|plan|response|statement|study|inquiry|advice|survey|audit) (?:of|by|from) "
    r"(?P<owner>(?:the )?[A-Z][\w&' ]+)",
    re.I,
)
_LETTER_KINDS = ("letter", "minute", "e-mail", "draft-letter")
_THEIRS = re.compile(r"^(?:his|her|their|its)\s+(.+)$", re.I)
_FOOTNOTE = re.compile(r"\[\^?\d+\]|\s\d{1,2}$")
_NAME_WORDS = 7
_NO_NAME = re.compile(
    r"(?:who|which|that|whose|including|alongside|together|as|in|on|for|with|by|at|from|to|but|particularly)\b", re.I
)
_HEAD_ZONES = ("letterhead", "sender", "signatory")
_LEAD_CHARS = 900
_OFFICE_LINE = re.compile(r"\W*(?:from )?(?:the )?(?:(?:assistant |principal )?private secretary (?:to|of)|office of) ", re.I)
_GOVERNMENT_FROM = 3  # so many senders of different bodies speak for the Government
_OWN = re.compile(r"^(?:my|our)\s+(?:own\s+)?(.+)$", re.I)
_YOUR = re.compile(r"^your\s+(.+)$", re.I)
_ARTICLE = re.compile(
    r"^(?:the|a|an|all of the|each of the|both the|these|those|any|such|relevant|individual|also|then|both)\s+", re.I
)
_COLLEAGUES = re.compile(r"^colleagues (?:from|in|at) (?:the )?", re.I)
_TAIL = re.compile(
    r"(?:,| who\b| which\b| that\b| whose\b| -| –| \(e\.?g| including\b| as part of\b| alongside\b| together with\b).*$"
)
_DEPARTMENT = re.compile(r"^(?:the|this) (?:department|ministry|office|agency|administration)$", re.I)
_OFFICIALS = re.compile(r"^(?:officials|staff|advisers|colleagues|team|department|office|ministers?|private office)\b", re.I)


class Acting:
    """Resolves actors in one item; remembers the last party named, for the pronouns that follow."""

    def __init__(self, text: str, context: Context, known: frozenset[str]) -> None:
        self._text, self._context, self._names = text, context, known
        self._body = own_body(text, context)
        self._last = self._acted = ""

    def remember(self, line: str, who: str) -> None:
        """Note who is the subject of a sentence, and who was to act in it, for the pronouns that come after."""
        subject = _main_subject(line, self._names)
        if subject.kind == "party":
            self._last = self.name(subject.words) or self._last
        elif subject.kind == "first":
            self._last = self.subject(subject, line)
        self._acted = who or (self._last if subject.kind in ("party", "first") else self._acted)

    def sender(self, *, plural: bool = False) -> str:
        """Who writes: "I" is the sender; "we" the body that he or she speaks for, where it is known."""
        if plural and self._body:
            return self._body
        return " and ".join(self._context.senders)

    def addressee(self) -> str:
        """Who is written to."""
        return " and ".join(self._context.addressees)

    def subject(self, subject: Subject, line: str = "") -> str:
        """The party that the subject of a clause names; "" where it is no party."""
        if subject.kind == "first":
            return self.sender(plural=subject.words.lower() not in ("i", "you and i", "me"))
        if subject.kind == "second":
            return self.addressee()
        if subject.kind == "third" or subject.words.lower() == "it":
            return self._before(subject, line) or self._last
        return self.name(subject.words) if subject.kind == "party" else self.runner(subject, promise=True)

    def runner(self, subject: Subject, *, promise: bool) -> str:
        """Who runs what a clause is about, where it does not name who acts: its owner, who acted in the sentence before, or the writer.

        "The Board's review" is the Board's; "This will be", "The first such report" go on about the sentence before; what is to happen
        by a letter of a department is the department's doing.
        """
        if subject.kind == "it" or _GOES_ON.match(subject.words):
            return self._acted
        if owner := self._owner(subject.words):
            return owner
        writes = promise and self._context.kind in _LETTER_KINDS and subject.kind in ("plan", "thing", "there")
        return self._body if writes else ""

    def _owner(self, words: str) -> str:
        match = _OWNED.match(words) or _MADE_BY.match(words)
        if not match or phrase_kind(match.group("owner"), self._names) not in ("party", "first"):
            return ""
        return self.name(match.group("owner"))

    def agent(self, line: str, at: int) -> str:
        """The party after "by" that follows a passive at `at`; "" where it is a date, a way or a thing."""
        match = _AGENT.match(line, at)
        if not match or _NO_AGENT.match(match.group("name")) or phrase_kind(match.group("name"), self._names) != "party":
            return ""
        return self.name((match.group("article") or "") + match.group("name"))

    def _before(self, subject: Subject, line: str) -> str:
        """The party named before a pronoun in the same sentence."""
        found = _main_subject(line[: subject.start], self._names)
        if found.kind == "party":
            return self.name(found.words)
        nouns = [
            word
            for word in re.findall(r"[A-Za-z][\w'’-]*", line[: subject.start])
            if noun_kind(word) == "party" and word.endswith("s")
        ]
        return nouns[-1] if nouns and subject.words.lower() in ("they", "them") else ""

    def name(self, words: str) -> str:
        """The actor that these words name, cleaned of article, possessive and relative clause."""
        words = _FOOTNOTE.sub("", " ".join(words.split())).strip(" ,.;:*_-–[]")
        words = re.sub(r"['’]s?$", "", words) if not words.lower().endswith("us'") else words
        lower = words.lower()
        if lower in ("i", "me", "my", "myself"):
            return self.sender()
        if lower in ("we", "us", "our", "both of us"):
            return self.sender(plural=True)
        if re.match(r"you(?:r)?(?: and .*)?$", lower) or lower in ("yourself", "you all", "you both"):
            return self.addressee()
        if lower in ("they", "them", "their", "he", "him", "his", "she", "her", "it", "its"):
            return self._last
        if known := self._known(words):
            return known
        if _DEPARTMENT.match(words):
            return self._body or _ARTICLE.sub("", words)
        if own := _OWN.match(words):
            return self._of(own.group(1), self._body or self.sender())
        if your := _YOUR.match(words):
            return self._of(your.group(1), self._their_body())
        if theirs := _THEIRS.match(words):
            return self._of(theirs.group(1), self._last)
        if listed := self._listed(words):
            return listed
        if lower == "officials" and self._body and self._context.kind in _LETTER_KINDS:
            return f"{self._body} officials"
        words = _COLLEAGUES.sub("", _ARTICLE.sub("", _TAIL.sub("", words)))
        return self._known(words) or self._fuller(words) or words

    def _listed(self, words: str) -> str:
        """Several parties in a row ("the Board, Ann Quill and my staff"), each resolved."""
        parts = re.split(r",? and |, ", words)
        if len(parts) < 3 or any(not part or len(part.split()) > _NAME_WORDS or _NO_NAME.match(part) for part in parts):
            return ""
        return ", ".join(self.name(part) for part in parts[:-1]) + " and " + self.name(parts[-1])

    def _known(self, words: str) -> str:
        directory = self._context.directory
        bare = re.sub(r"\s*\([^)]*\)$", "", words)
        found = directory.resolve(words) or directory.resolve(bare)
        if found:
            return found
        parts = re.split(r"\s+and\s+|/(?=[A-Z])", bare)
        if len(parts) == 2 and all(directory.resolve(part) for part in parts):
            return " and ".join(directory.resolve(part) or part for part in parts)
        return ""

    def _of(self, words: str, owner: str) -> str:
        """ "my officials" are the officials of the owner's body."""
        words = _TAIL.sub("", words)
        if not owner:
            return words
        return f"{owner} {words}" if owner == self._body else f"{words} of {owner}"

    def _their_body(self) -> str:
        return next((body for name in self._context.addressees if (body := _body(name, self._context))), "") or self.addressee()

    def _fuller(self, words: str) -> str:
        """ "the unit" is the last unit that the paper gave a full name."""
        if " " in words or not words.islower() or noun_kind(words) != "party":
            return ""
        full = re.findall(rf"\b((?:[A-Z][\w'’&]+ (?:(?:of|for|and|the|on) )*){{1,5}}{words.capitalize()})\b", self._text)
        names = set(full)
        few = len(names) == 1 and (not words.endswith("s") or len(full[0].split()) > 2)
        return self._known(full[0]) or full[0] if few else ""


def own_body(text: str, context: Context) -> str:
    """The body that a paper's writers speak for: that of the sender's office, or of the office in the letterhead; "" where unsure."""
    bodies = {body for name in context.senders if (body := _body(name, context))}
    if len(bodies) >= _GOVERNMENT_FROM:
        return "Government"
    if bodies:
        return " and ".join(sorted(bodies)) if len(bodies) == len(context.senders) or len(bodies) == 1 else ""
    if len(context.senders) > 1:
        return ""
    heads = {body for line in _head_lines(text, context) if (body := body_of(line) or resolve_body(line) or "")}
    return heads.pop() if len(heads) == 1 else ""


def _head_lines(text: str, context: Context) -> list[str]:
    """The lines that say for whom a paper is written: letterhead and signature, or a line that names a private office."""
    lines = [line for zone in context.zones if zone.label in _HEAD_ZONES for line in text[zone.start : zone.end].splitlines()]
    lines += [line for line in text[:_LEAD_CHARS].splitlines() if _OFFICE_LINE.match(line)]
    return [line.strip(" *_#") for line in lines]


def known_names(context: Context) -> frozenset[str]:
    """The names of the directory in the form that `find_subject` compares."""
    return frozenset(name for name in context.directory.by_name)


def _body(name: str, context: Context) -> str:
    """The body of a person or office; a body is its own."""
    directory = context.directory
    if directory.kind_of(name) == "body":
        return name
    if body := body_of(name):
        return body
    actor = directory.by_name.get(fold_name(name))
    return next((body for alias in (actor.aliases if actor else ()) if (body := body_of(alias))), "")


def _main_subject(line: str, known: frozenset[str]) -> Subject:
    """The subject of the first finite verb of a line."""
    verb = _FINITE.search(line)
    return find_subject(line, verb.start(), known) if verb else Subject(0, 0, "", "none")
