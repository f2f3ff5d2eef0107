"""Forms of words that name who is to act, or what is wanted: "please", "I have asked X to", "Clerk to write", "grateful for".

"I have asked the Registrar to examine the accounts"  ->  a request to the Registrar        "She asked what to do"  ->  none
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.cases import Case, Duty
from extract.nouns import head_noun, phrase_kind
from extract.predicates import Predicate
from extract.subjects import Subject, find_subject
from extract.verbs import is_gerund, read_verb
from extract.words import words_of

_PEOPLE = ("party", "third", "first", "second")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|should|could|might|must|can|may|do|does|did|be|not|due|able|while|which|who|because|if|when)\b",
    re.I,
)
_SETS = re.compile(
    r" (?:has|have|had)? ?(?:also |now )?(?:set|sets|agreed|adopted|announced|reaffirmed)(?: out| itself| themselves)?\b", re.I
)
_VIEWS = re.compile(
    r"(?:\S+['’]s |your |any |early |urgent )*(?:views|comments|reactions?|response|reply|advice|guidance|instructions)\b", re.I
)
_WANTED = re.compile(
    r"\b(?:(?:an?|the|your|any|further|early|urgent|immediate|written|some|quick|short|brief) )*(?:reply|replies|response|answer|comments?|views?|confirmation|"
    r"advice|information|feedback|contributions?|suggestions?|acknowledgement|report|list|details|thoughts|reactions?|decision|steer|(?<=a )line|"
    r"(?<=a )note|(?<=a )word)\b"
    r"(?!.*\b(?:is|are|was|were|will|has|have)\b)",
    re.I,
)
_SUPPOSED = re.compile(r"\b(?:if|whether|that|which)\b", re.I)
_ALONE = frozenset(["all", "both", "each", "other"])  # determiners that may end a name
_BARE_WORDS = 7
_PLANNING = frozenset(
    ["needs", "need", "wants", "plans", "aims", "hopes", "looks", "tries", "used", "how", "where", "what", "when"]
)
_PROPER = re.compile(r"(?:[A-Z][\w'’.-]+ ?){1,3}")


def judge_named(case: Case, predicate: Predicate) -> Duty | None:
    """The form itself says who is to act."""
    extra, words = case.rule.extra, case.match.groupdict().get("who") or ""
    if predicate.voice == "state" and predicate.verb.base in words_of("idle"):
        return None
    if extra.get("self") and case.subject.kind not in ("first", "none", "it"):
        return None
    if extra.get("bare") and not _is_bare(case, predicate):
        return None
    if words and not _can_name(case, words, predicate):
        return None
    if extra.get("verbed") and not read_verb(case.line[predicate.start : predicate.end].casefold(), "base"):
        return None
    if case.rule.id == "requirement.insist" and case.subject.kind == "first":
        return case.duty(force="request")
    if words and predicate.voice == "passive" and phrase_kind(words, case.known) not in _PEOPLE:
        patient = replace(case.subject, words=words.strip(" ,"), kind="thing", relative=False)
        return case.duty(actor="none", words="", subject=patient)
    return case.duty()


def _can_name(case: Case, words: str, predicate: Predicate) -> bool:
    """Can these words name who is to act: a whole noun phrase, and a party where the form asks for one?"""
    extra, parts = case.rule.extra, words.casefold().split()
    if parts[0] in words_of("intro") or parts[-1] in words_of("determiner") - _ALONE:
        return False
    if (extra.get("party") or extra.get("plain")) and _AUXILIARY.search(words):
        return False
    if not extra.get("party"):
        return True
    known = read_verb(case.line[predicate.start : predicate.end], "base") or predicate.voice in ("passive", "delivered")
    return bool(known) and (phrase_kind(words, case.known) in _PEOPLE or _is_proper(case, words))


def _is_proper(case: Case, words: str) -> bool:
    """Is it a name by its capitals alone ("asked Osbert to weigh it"), where no sentence begins with it?"""
    return case.match.start("who") > 0 and _PROPER.fullmatch(words) is not None


def _is_bare(case: Case, predicate: Predicate) -> bool:
    """Minute style has no finite verb before "to", a verb after it, and a party (or a thing to be dealt with) before it."""
    who, passive = case.match.group("who").strip(), predicate.voice == "passive"
    parts, head = who.split(), head_noun(who)
    first = parts[0].casefold()
    if not head or is_gerund(head.casefold()) or _AUXILIARY.search(who) or (read_verb(parts[0], "base") and not passive):
        return False
    if first in words_of("intro") | words_of("preposition") | _PLANNING or any(
        part.casefold() in words_of("telling") for part in parts
    ):
        return False
    if passive:
        return True
    verb = case.line[predicate.start : predicate.end]
    known = read_verb(verb, "base") or verb in words_of("saying")
    last = read_verb(parts[-1], "past") if parts[-1].islower() else None
    if last and not last.noun and last.form == "past" and len(parts) > 1:
        return False  # "Dr Crane undertook to see it" has its verb before "to"
    if not known or (len(parts) > _BARE_WORDS and "and" not in parts):
        return False
    return phrase_kind(who, case.known) == "party" or (head[:1].isupper() and len(parts) <= 3)


def judge_wanted(case: Case) -> Duty | None:
    """Nouns and clauses: what follows the form is what is wanted or laid on."""
    if case.subject.intro in words_of("bar") and case.rule.label == "promise":
        return None
    others = case.subject.kind not in ("first", "none", "it")
    opinion = re.search(r"welcome|appreciate", case.match.group()) and not _VIEWS.match(case.line, case.match.end())
    if others and case.rule.id == "request.grateful-for" and opinion:
        return None  # "The Board would welcome it" is an opinion
    return case.duty()


def judge_appreciated(case: Case) -> Duty | None:
    """ "A reply by Friday would be appreciated": what stands before the form is what is asked for."""
    wanted = _WANTED.search(case.before)
    if not wanted or _SUPPOSED.search(case.before):
        return None
    return case.duty(subject=Subject(wanted.start(), wanted.start(), "", "none"), start=wanted.start(), act=wanted.start())


def judge_target(case: Case) -> Duty | None:
    """A goal; who set it, where the sentence says so."""
    setter = _SETS.search(case.before)
    if setter:
        return case.duty(words=find_subject(case.line, setter.start() + 1, case.known).words, actor="subject")
    return case.duty()


def judge_whole(case: Case) -> Duty | None:
    """The owner named in brackets after the act: the whole sentence is the act."""
    return case.duty(subject=Subject(0, 0, "", "none"), start=0, act=0)
