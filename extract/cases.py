"""A form of words found in a sentence, and the duty that it states there.

Case("The Board will publish it.", promise.will)  ->  subject "The Board", predicate publish  ->  Duty(force="promise", …)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.ruletables import Rule
from extract.predicates import Predicate, read_predicate
from extract.subjects import Subject, find_subject, main_subject

_NAMING = ("who", "who2", "owner", "owner2")  # groups of a pattern that hold the words of who is to act
_NOT = re.compile(r"n['’]t$", re.I)  # "mustn't"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something laid on somebody, with places in the sentence's line.

    `start` is where its clause starts, `trigger` where the form of words does, `act` where the words of the act begin. `words` name
    who is to act, where the form names them; otherwise `actor` says where to look (subject, owner, sender, addressee, none).
    `reads` is what follows the form, `verb` the verb to put before it where it is no verb. `dated` asks for a date, `future` for one
    to come.
    """

    force: str
    rule: str
    start: int
    trigger: int
    act: int
    subject: Subject
    predicate: Predicate | None
    actor: str
    words: str = ""
    asker: str = ""
    reads: str = ""
    verb: str = ""
    confidence: float = 0.5
    dated: bool = False
    future: bool = False


@dataclass(frozen=True)
class Case:
    """A form of words found in a line of an item of some kind: what there is to judge by."""

    line: str
    rule: Rule
    match: re.Match[str]
    kind: str
    known: frozenset[str]
    after_party: Callable[[], bool] = bool  # is the sentence before about a party, so that "it" is that party?

    @property
    def before(self) -> str:
        """The line up to the form of words."""
        return self.line[: self.match.start()]

    @property
    def words(self) -> str:
        """The words that name who is to act, where the form has them."""
        groups = self.match.groupdict()
        return next((groups[name].strip(" ,") for name in _NAMING if groups.get(name)), "")

    @cached_property
    def subject(self) -> Subject:
        """What stands before the form of words."""
        found = find_subject(self.line, self.match.start(), self.known)
        if found.words.casefold() != "it":
            return found
        earlier = main_subject(self.line[: found.start], self.known).kind
        party = earlier == "party" or (earlier == "none" and self.after_party())
        return replace(found, kind="third") if party else found

    @cached_property
    def predicate(self) -> Predicate | None:
        """The verb after the form, or after the "to" that follows it; None where neither is to be expected."""
        reads, at = self.rule.extra["reads"], self.match.end()
        if reads == "plan":
            at = self.line.find("to ", at)
            return read_predicate(self.line, at + len("to ")) if at >= 0 else None
        if reads != "modal":
            return None
        if self.rule.extra.get("headed") or self.rule.extra.get("verbed"):  # "Ann Quill: Mend the lock"
            return read_predicate(f"{self.line[:at]}{self.line[at : at + 1].lower()}{self.line[at + 1 :]}", at)
        found = read_predicate(self.line, at)
        return replace(found, negative=True) if found and _NOT.search(self.match.group()) else found

    def duty(self, **changes: object) -> Duty:
        """The duty that the form states, but for `changes`."""
        extra, predicate = self.rule.extra, changes.get("predicate", self.predicate)
        of_subject = extra["actor"] in ("subject", "owner")
        values: dict[str, object] = {
            "force": self.rule.label,
            "rule": self.rule.id,
            "start": min(self.subject.start, self.match.start()) if of_subject else self.match.start(),
            "trigger": self.match.start(),
            "act": predicate.start if isinstance(predicate, Predicate) else self.match.end(),
            "subject": self.subject,
            "predicate": predicate,
            "actor": extra["actor"],
            "words": self.words,
            "asker": (self.match.groupdict().get("asker") or "").strip(),
            "reads": extra["reads"],
            "verb": extra.get("verb", ""),
            "confidence": float(extra["confidence"]),
            "dated": bool(extra.get("dated")),
        }
        return Duty(**{**values, **changes})  # type: ignore[arg-type]
