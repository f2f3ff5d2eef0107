"""Forms of words that tell of a plan or a need: "plans to", "is due to", "needs to", "is joining next week".

"The Board plans to rebuild the wall"  ->  a promise of the Board        "Its plans to the north are old"  ->  none
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.cases import Case, Duty
from extract.nouns import head_noun, last_phrase
from extract.predicates import Predicate, read_predicate
from extract.subjects import Subject
from extract.verbs import guess_verb, is_gerund, read_verb
from extract.words import words_of

_PEOPLE = ("party", "third", "first", "second")
_BESIDE_VERB = re.compile(
    r"\b(?:will|would|may|might|can|could|to|shall|should|must|not|n't|never|cannot|hardly|no longer)\W*$", re.I
)
_POLITE = re.compile(r"\b(?:would|should) (?:also |therefore )?(?:expect|hope|intend|propose|plan|aim) $", re.I)
_NOUN_BEFORE = re.compile(r"\b(?:the|a|my|our|your|their|his|its|no|any)(?: \w+)? $", re.I)
_INTENTIONS = ("intention", "plan", "proposal")
_IDLE_NEEDS = ("be", "know", "feel", "understand", "see", "like", "remember")
_NEVER, _ALWAYS, _IF_DATED = "", "yes", "dated"


def judge_plan(case: Case) -> Duty | None:
    """ "plans to", "is due to", "needs to": the verb after "to"."""
    subject, predicate = case.subject, case.predicate
    if predicate is None or predicate.negative or _is_noun(case):
        return None
    polite = subject.kind == "first" and _POLITE.search(case.line[: case.match.end()])
    if case.rule.extra["actor"] == "subject" and _BESIDE_VERB.search(case.before) and not polite:
        return None
    if case.rule.id == "requirement.required" and "expected" in case.match.group() and subject.kind not in _PEOPLE:
        return None  # a thing that is expected to happen: promise.due
    if subject.intro in words_of("bar") or (subject.relative and not _names_party(subject)):
        return None
    if case.rule.extra.get("self") and subject.kind != "first":
        return None
    if case.rule.extra.get("known_verb") and not _is_known(case.line, predicate):
        return None  # "their commitment to neighbourhood schemes"
    if _opens_minute(case, predicate):
        return case.duty(actor="sender")
    stands = _PLANS.get(case.rule.id, _planner)(subject, predicate)
    if stands == _NEVER:
        return None
    ruled = case.kind == "guidance" and (predicate.voice, predicate.verb.kind) == ("passive", "deed")
    if case.rule.id == "promise.is-to" and (ruled or _is_rule(subject, predicate)):
        return case.duty(force="requirement", dated=False)
    if case.rule.id == "promise.is-to" and subject.kind == "second":
        return case.duty(force="request", actor="addressee")
    to_reader = subject.kind == "second" and case.rule.label == "requirement"
    return case.duty(dated=stands == _IF_DATED, actor="addressee" if to_reader else case.rule.extra["actor"])


def _is_rule(subject: Subject, predicate: Predicate) -> bool:
    """ "Changes are to be approved by the Board": of things at large in the plural a rule is laid down, no plan told."""
    head, first = head_noun(subject.words), subject.words.split(" ", 1)[0].casefold()
    at_large = (
        (head.endswith("s") or first.endswith("s"))
        and first not in words_of("determiner")
        and not any(sign.isdigit() for sign in first)
    )
    return subject.kind in ("thing", "abstract") and at_large and (predicate.voice, predicate.verb.kind) == ("passive", "deed")


def _opens_minute(case: Case, predicate: Predicate) -> bool:
    """Minute style: "Plan to weigh the chain", "Need to find a warden": what the body that met plans or needs to do."""
    opens = case.kind == "minutes" and not case.before.strip(" -–•*") and case.match.group()[:1].isupper()
    return opens and (predicate.voice, predicate.verb.kind) == ("active", "deed") and _is_known(case.line, predicate)


def _is_noun(case: Case) -> bool:
    """Is the form a noun ("our plans to", "the need to")?"""
    word = case.match.group().split()[0].casefold()
    if word.endswith("s") and word not in ("is", "has") and case.subject.kind in ("first", "second"):
        return True
    return word in ("need", "needs") and bool(_NOUN_BEFORE.search(case.before))


def _names_party(subject: Subject) -> bool:
    return subject.kind == "party" and subject.intro in ("who", "which")


def _is_known(line: str, predicate: Predicate) -> bool:
    """Is the word after "to" a verb of the table, or one that its voice shows to be a verb?"""
    return predicate.voice != "active" or read_verb(line[predicate.start : predicate.end], "base") is not None


def _planner(subject: Subject, predicate: Predicate) -> str:
    if predicate.voice == "state" and predicate.verb.base != "have":
        return _NEVER
    return _ALWAYS if subject.kind in _PEOPLE and not subject.words.endswith("'s") else _NEVER


def _anybody(subject: Subject, predicate: Predicate) -> str:
    return _NEVER if predicate.voice == "state" else _ALWAYS


def _due(subject: Subject, predicate: Predicate) -> str:
    """due to, scheduled to, expected to: a thing needs a date, a party does not."""
    drifts = predicate.voice == "active" and predicate.verb.kind == "effect" and subject.kind in ("plan", "thing", "it")
    if drifts or (predicate.voice == "state" and predicate.verb.base != "have"):
        return _NEVER
    return {"party": _ALWAYS, "third": _ALWAYS, "plan": _IF_DATED, "thing": _IF_DATED, "it": _IF_DATED}.get(subject.kind, _NEVER)


def _is_to(subject: Subject, predicate: Predicate) -> str:
    head = head_noun(subject.words).casefold()
    if predicate.voice == "state":
        return _NEVER
    if subject.kind == "abstract" or head in _INTENTIONS:
        return _ALWAYS if head in _INTENTIONS and predicate.verb.kind == "deed" else _NEVER
    if subject.kind in ("plan", "thing"):
        return _ALWAYS if (predicate.voice, predicate.verb.kind) == ("passive", "deed") else _NEVER
    return _ALWAYS if subject.kind in _PEOPLE else _NEVER


def _needs(subject: Subject, predicate: Predicate) -> str:
    if predicate.voice == "delivered" and subject.kind in ("plan", "thing"):
        return _IF_DATED
    if predicate.voice == "passive":
        return _ALWAYS if subject.kind not in ("there", "none") and predicate.verb.kind in ("deed", "effect") else _NEVER
    if predicate.voice == "state" and (subject.kind == "first" or predicate.verb.base in _IDLE_NEEDS):
        return _NEVER
    return _ALWAYS if subject.kind in _PEOPLE else _NEVER


def _required(subject: Subject, predicate: Predicate) -> str:
    """Whatever is required to do a deed is a party by that."""
    several = subject.kind == "thing" and head_noun(subject.words).endswith("s")
    return _ALWAYS if several and (predicate.voice, predicate.verb.kind) == ("active", "deed") else _needs(subject, predicate)


def _intender(subject: Subject, predicate: Predicate) -> str:
    """Only a party plans and expects to act, so that "it" is one."""
    if (
        subject.words.casefold() == "it"
        and subject.intro == "that"
        and predicate.voice == "active"
        and predicate.verb.kind == "deed"
    ):
        return _ALWAYS
    return _planner(subject, predicate)


def _undertaker(subject: Subject, predicate: Predicate) -> str:
    """Who undertook to see a thing is to go and look at it."""
    looks = predicate.verb.base == "see" and predicate.voice in ("active", "state") and subject.kind in _PEOPLE
    return _ALWAYS if looks else _intender(subject, predicate)


_PLANS: dict[str, Callable[[Subject, Predicate], str]] = {
    "promise.plan": _intender,
    "promise.agreed-to": _undertaker,
    "promise.my-duty": _anybody,
    "promise.intention-remains": _anybody,
    "promise.due": _due,
    "promise.is-to": _is_to,
    "promise.was-to": _is_to,
    "promise.intention": _anybody,
    "promise.took-task": _anybody,
    "promise.it-is-intended": _anybody,
    "requirement.need": _needs,
    "requirement.have-to": _needs,
    "requirement.ought": _needs,
    "requirement.required": _required,
}


def judge_gerund(case: Case) -> Duty | None:
    """ "intends moving", "has committed to funding", "tasked with checking"."""
    subject, verb = case.subject, case.rule.extra.get("verb")
    word = re.match(r"[A-Za-z-]+", case.line[case.match.end() :])
    own = case.rule.extra["actor"] == "sender"  # whatever stands before it
    if not word or subject.intro in words_of("bar") or (subject.kind in ("there", "thing", "abstract") and not own):
        return None
    if _BESIDE_VERB.search(case.before) or (subject.kind == "none" and case.rule.label == "promise" and not own):
        return None
    if verb and subject.relative:
        return None  # "officers who will be responsible for" describes
    start = case.match.end()
    predicate = Predicate(guess_verb(word.group(), "gerund"), "noun" if verb else "ongoing", start, start + word.end())
    return case.duty(predicate=predicate, act=start)


def judge_ongoing(case: Case) -> Duty | None:
    """ "is joining next week", "are being sent in May": a date to come makes a promise of it."""
    subject = case.subject
    words = re.match(r"(being )?([A-Za-z-]+)", case.line[case.match.end() :])
    if not words or subject.intro in words_of("bar") | {"that"} or subject.relative:
        return None
    passive, word = bool(words.group(1)), words.group(2)
    if subject.kind in ("there", "abstract", "none"):
        return None
    if not passive and (not is_gerund(word) or subject.kind not in ("first", "third", "party")):
        return None
    verb = guess_verb(word, "participle" if passive else "gerund")
    if verb.kind not in ("deed", "event"):
        return None
    start, end = case.match.end() + words.start(2), case.match.end() + words.end()
    return case.duty(predicate=Predicate(verb, "passive" if passive else "ongoing", start, end), act=start, future=True)


def judge_passive(case: Case) -> Duty | None:
    """ "a plan, to be published in June": what stands before is what is to be done to."""
    predicate = read_predicate(case.line, case.match.start() + len("to "))
    if predicate is None or predicate.voice != "passive":
        return None
    return case.duty(predicate=predicate, act=predicate.start, start=case.match.start() - len(last_phrase(case.before)))


def judge_dated(case: Case) -> Duty | None:
    """ "The second round is planned for June": only with a date to come."""
    return None if case.subject.intro in words_of("bar") else case.duty(future=True)
