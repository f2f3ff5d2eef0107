"""Is a form of words a duty, and of what force? Its subject and its verb decide.

    "The Board will publish it"  ->  a promise        "The tide will turn", "You will recall", "whether it will help"  ->  none

A promise needs somebody who acts, or something that somebody runs and that is to be done; things that merely turn out are
predictions. A requirement binds a party, or whoever is to do what a passive says. Here are the modals: will, shall, must, should;
other forms are in `extract.intentions` and `extract.requests`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extract import intentions, requests
from extract.cases import Case, Duty
from extract.predicates import Predicate
from extract.subjects import Subject
from extract.words import words_of

PEOPLE = ("party", "third", "first", "second")
_RULE_KINDS = ("guidance", "paper", "annex", "note")
_ADVICE_KINDS = ("letter", "minute", "e-mail", "draft-letter", "note")
_OTHERS_KINDS = ("letter", "minute", "telegram")  # whose writers weigh what others would do
_UNSURE = 0.15  # what a promise loses whose subject does not act itself
_AGREED = re.compile(r"\b(?:intended|planned|proposed|agreed|decided|arranged) that\W*.{0,20}$")
_ASSURED = re.compile(  # after these a refusal is an undertaking too
    r"\b(?:assured?|assurances?|undertak\w+|undertook|promise[sd]?|agreed?|guarantee[sd]?|commit\w*|confirmed?|indicated|made (?:it )?clear|pledged?)\b"
    r"[^,;:.]{0,60}\bthat $"
)
_EACH = re.compile(r"(?:all|each|every|any)\b", re.I)
_SUPPOSED = re.compile(r"\b(?:if|unless|failing)\b", re.I)
_OPINION = re.compile(
    r"\b(?:believ|think|thought|feel|felt|fear|suspect|argu|view|opinion|doubt|hope|wish)\w*\b[^,;]{0,40}$", re.I
)
_ARGUED = re.compile(r"\b(?:said|argued|suggested|thought|claimed|believed|felt|maintained)\b[^,;]{0,60}$", re.I)
_UNTIL = re.compile(r"\b(?:until|unless|without)\b")
_BINDING = re.compile(  # said with force: an instruction, an intention
    r"\b(?:(?:informed|told|advised|instructed|warned|notified|reminded)(?: by [^,;.]{2,40})?|(?:intend|propose|plan)(?:s|ed)?) that $"
)
_AGREEING = re.compile(
    r"\b(?!It )(?:[Ww]e|[Yy]ou|[Tt]hey|[Hh]e|[Ss]he|[A-Z]\w*) (?:\w+ )?(?:agrees?|agreed|accepts?|accepted) that $"
)
_READER_AGREED = re.compile(r"\byou (?:have |had |also |both )*(?:agreed|accepted|said|felt|thought) that $", re.I)
_OTHERWISE = re.compile(r"\b(?:if|unless|otherwise)\b", re.I)
_NONE_OF = ("not ", "nothing ")
_GETTING = ("receive", "get")


def judge(case: Case) -> Duty | None:
    """The duty that a form of words states in its sentence; None where it states none."""
    extra = case.rule.extra
    if case.line.rstrip().endswith("?") and not extra.get("question"):
        return None
    if extra.get("kinds") and case.kind not in extra["kinds"]:
        return None
    if case.kind == "report" and extra.get("author"):
        return None  # what an inquiry says should be done is a recommendation
    if extra.get("after") and case.kind != "minutes" and not re.search(extra["after"], case.before, re.I):
        return None
    if extra.get("not_after") and re.search(extra["not_after"], case.before, re.I):
        return None
    return _READERS[extra["reads"]](case)


def _modal(case: Case) -> Duty | None:
    """A verb follows the form."""
    if case.predicate is None:
        return None
    rule = _MODALS.get(case.rule.id)
    if rule:
        return rule(case, case.subject, case.predicate)
    if case.rule.extra["actor"] != "subject":
        return requests.judge_named(case, case.predicate)
    return case.duty() if case.subject.kind in (*PEOPLE, "thing") and not case.subject.relative else None


# --- will ---


def _will(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """Is "will" a promise? Where somebody acts, or something that somebody runs is to happen; not where things only turn out."""
    refuses = predicate.negative or subject.words.casefold().startswith(_NONE_OF)
    if (
        subject.words.casefold() in ("who", "what")
        or subject.intro in words_of("bar")
        or (refuses and not _ASSURED.search(case.line[: subject.start]))
    ):
        return None
    if case.match.group().casefold() == "shall" and subject.kind != "first":
        return None  # a rule: requirement.shall
    if case.match.group() == "Will" and case.line[predicate.start : predicate.end].endswith("ed"):
        return None  # "Will outlined the plan": a man of that name
    if _is_awaited_state(subject, predicate):
        return case.duty(dated=True, actor="sender" if subject.kind == "second" else case.rule.extra["actor"])
    if predicate.modal in ("need", "required", "expected", "asked", "obliged"):
        return _will_need(case, subject, predicate)
    if not _runs(subject, predicate):
        agreed = predicate.voice != "state" and _AGREED.search(case.line[: subject.start])
        return case.duty(confidence=0.65) if agreed else None
    if subject.kind != "first" and case.kind in _OTHERS_KINDS and _SUPPOSED.search(case.line[: subject.start]):
        return None  # what others would do then
    if subject.relative and not _relative_promises(subject, predicate):
        return None
    return _promise(case, subject, predicate)


def _promise(case: Case, subject: Subject, predicate: Predicate) -> Duty:
    indirect = subject.kind in ("plan", "thing", "it")
    gets = subject.kind == "second" and predicate.verb.base == "get"  # "you will get wet" promises nothing
    dated = (
        gets
        or (subject.relative and subject.intro != "who")
        or (
            subject.words.casefold().startswith("no ")
            and not _ASSURED.search(case.line[: subject.start])
            and not _UNTIL.search(case.line[predicate.end :])
        )
    )
    actor = "sender" if subject.kind == "second" else case.rule.extra["actor"]
    if predicate.verb.base == "receive" and subject.kind != "second":
        actor = "none"
    return case.duty(
        confidence=float(case.rule.extra["confidence"]) - (_UNSURE if indirect else 0),
        dated=dated or (indirect and _only_if_dated(subject, predicate)),
        actor=actor,
    )


def _is_awaited_state(subject: Subject, predicate: Predicate) -> bool:
    """ "will have been certified", "will have the vessel on station": a promise where a date says by when."""
    if predicate.voice == "passive perfect":
        return subject.kind in ("party", "plan", "thing") and not subject.relative
    has = (predicate.voice, predicate.verb.base, predicate.modal) == ("state", "have", "have")
    return has and subject.kind in ("party", "first", "second") and not subject.relative


def _relative_promises(subject: Subject, predicate: Predicate) -> bool:
    """ "the plan, which will be published in May" and "the Board, who will report"; not "conditions that will apply"."""
    if subject.intro == "who":
        return subject.kind == "party"
    if subject.intro == "which" and subject.kind in PEOPLE and predicate.voice == "active":
        return True  # "a strategy, which the Board will publish in May"
    happens = predicate.voice in ("passive", "delivered", "ongoing") or predicate.verb.kind == "event"
    return subject.intro == "which" and happens and predicate.voice != "passive perfect"


def _will_need(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    idle = predicate.voice == "state" and predicate.verb.base != "have"
    if idle or (subject.kind not in PEOPLE and predicate.voice != "passive") or subject.relative:
        return None
    told = case.line[: subject.start] if subject.kind in ("first", "party") else case.line
    if subject.kind != "second" and _OTHERWISE.search(told):
        return None  # what would have to happen
    promised = subject.kind == "first" and predicate.modal == "need"
    actor = "addressee" if subject.kind == "second" else "subject"
    return case.duty(force="promise" if promised else "requirement", confidence=0.6, actor=actor)


def _runs(subject: Subject, predicate: Predicate) -> bool:
    """Does a subject of this kind do, or is there done to it, what the predicate says?"""
    rule = _RUNS.get(subject.kind)
    return rule is not None and rule(subject, predicate)


def _self_runs(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice not in ("active", "ongoing", "perfect", "delivered"):
        return False
    return predicate.verb.kind != "state" or (predicate.voice, predicate.verb.base) == ("ongoing", "have")


def _party_runs(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice == "passive":
        return predicate.verb.kind == "deed" and predicate.verb.base not in ("require", "need", "make")
    return predicate.verb.base == "receive" or _self_runs(subject, predicate)


def _reader_runs(subject: Subject, predicate: Predicate) -> bool:
    """The reader is told or sent something."""
    gets = predicate.verb.base in _GETTING
    return gets or (predicate.voice == "passive" and predicate.verb.base in words_of("informing"))


def _plan_runs(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice in ("passive", "ongoing", "delivered"):
        return predicate.verb.kind in ("deed", "effect", "event")
    return predicate.voice in ("active", "perfect") and predicate.verb.kind in ("deed", "event")


def _thing_runs(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice == "passive":
        return predicate.verb.kind == "deed" and predicate.verb.base not in ("require", "need", "see", "base", "use", "find")
    return predicate.voice in ("delivered", "ongoing") or (
        predicate.voice == "active" and predicate.verb.kind in ("deed", "event")
    )


def _it_runs(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice == "passive":
        return predicate.verb.kind in ("deed", "effect")
    if predicate.voice != "active":
        return predicate.voice == "delivered"
    includes = subject.words.casefold() in ("it", "this") and predicate.verb.base in words_of("including") | words_of("starting")
    return predicate.verb.kind == "event" or predicate.verb.base in words_of("deciding") or includes


_RUNS: dict[str, Callable[[Subject, Predicate], bool]] = {
    "first": _self_runs,
    "second": _reader_runs,
    "third": _party_runs,
    "party": _party_runs,
    "plan": _plan_runs,
    "thing": _thing_runs,
    "abstract": lambda subject, predicate: predicate.voice == "passive" and predicate.verb.kind == "deed",
    "it": _it_runs,
    "none": lambda subject, predicate: subject.start == 0 and (predicate.voice, predicate.verb.kind) == ("active", "deed"),
}


def _only_if_dated(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice == "passive":
        return predicate.verb.kind != "deed"
    if subject.kind == "plan":
        return predicate.verb.kind == "event" and predicate.verb.base != "take place"
    sure = predicate.verb.base in words_of("deciding") | words_of("including") or predicate.modal == "available"
    return predicate.voice in ("active", "delivered") and not sure


def _would(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """What was agreed or said at a meeting would be done."""
    return None if subject.kind == "none" or predicate.modal == "need" else _will(case, subject, predicate)


# --- shall, must, should ---


def _shall(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """Of others than the writer, "shall" lays down a rule."""
    if predicate.voice in ("perfect", "state") or subject.intro in words_of("bar") or subject.relative:
        return None
    if predicate.verb.kind != "deed":
        return None
    bound = subject.kind in ("party", "third", "second")
    passive = subject.kind in ("plan", "thing", "it") and predicate.voice == "passive"
    return case.duty(actor="addressee" if subject.kind == "second" else "subject") if bound or passive else None


def _we_should(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """Advice on what writer and reader should do together."""
    if case.kind not in _ADVICE_KINDS or subject.intro in words_of("bar") or subject.relative:
        return None
    return case.duty() if predicate.voice not in ("state", "perfect") else None


def _must(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """must and should: a duty of a party, or of whoever is to do what the passive says."""
    should = case.rule.id == "requirement.should"
    if subject.kind == "first" and case.kind == "response":
        return None  # the report's own words that the response repeats: what it will do itself it says it will
    if should and case.kind != "minutes" and _is_view(case.line[: subject.start], subject, predicate):
        return None
    if subject.intro in words_of("bar") or subject.relative or "perfect" in predicate.voice:
        return None
    if subject.intro == "that" and subject.kind in ("third", "it") and not _BINDING.search(case.line[: subject.start]):
        return None  # what somebody thinks of others
    if subject.intro == "that" and case.kind != "minutes" and _ARGUED.search(case.line[: subject.start]):
        return None
    if should and subject.words.casefold() in ("it", "this", "they") and _contains(predicate):
        return case.duty(actor="none")  # "It should say who is to act", of a paper asked for before
    if should and (subject.kind in ("second", "abstract") or (subject.kind == "first" and case.kind in _ADVICE_KINDS)):
        return None  # to the reader it is advice: request.you-should, request.we-should
    if subject.kind in ("plan", "thing") and predicate.voice == "active" and predicate.verb.base in words_of("arriving"):
        return case.duty(dated=True, actor="none")
    awaited = predicate.voice == "delivered" or (predicate.voice == "active" and predicate.verb.kind == "event")
    if should and subject.kind in ("plan", "thing", "it") and awaited and not predicate.negative:
        return case.duty(force="promise", dated=True, confidence=0.65)
    if not _binds(subject, predicate, should=should, rules=case.kind in _RULE_KINDS):
        return None
    return case.duty(actor="addressee" if subject.kind == "second" else "subject")


def _is_view(before: str, subject: Subject, predicate: Predicate) -> bool:
    """Is it only agreed how things ought to be ("I agree that the dues should end"), or what the reader thinks ("you agreed that")?"""
    things = subject.kind in ("thing", "plan", "abstract") and predicate.voice == "active"
    return bool(_READER_AGREED.search(before)) or (things and bool(_AGREEING.search(before)))


def _contains(predicate: Predicate) -> bool:
    return predicate.voice == "active" and predicate.verb.base in words_of("containing") - {"be", "have", "give", "show", "set"}


def _may(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """may not: a prohibition where a party acts, or something is to be done."""
    if subject.intro in words_of("bar") or subject.relative or "perfect" in predicate.voice or not predicate.negative:
        return None
    if _OPINION.search(case.line[: subject.start]):
        return None
    acts = predicate.verb.kind == "deed" or predicate.verb.base in _GETTING
    party = subject.kind in ("party", "second") and predicate.voice in ("active", "state") and acts
    passive = subject.kind in (*PEOPLE, "plan", "thing", "it") and (predicate.voice, predicate.verb.kind) == ("passive", "deed")
    return case.duty(actor="addressee" if subject.kind == "second" else "subject") if party or passive else None


def _none_may(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """Nobody may, nothing should, on no account is: a prohibition whoever it binds."""
    acts = predicate.voice in ("active", "passive", "ongoing") and predicate.verb.kind != "state"
    if not acts or _OPINION.search(case.before):
        return None
    whom = (case.match.groupdict().get("none") or "").strip()
    if predicate.voice == "passive" and whom:  # "No boat may be let loose": let no boat loose
        return case.duty(subject=Subject(case.match.start(), case.match.start(), whom, "thing"))
    return case.duty(predicate=replace(predicate, negative=True))


def _binds(subject: Subject, predicate: Predicate, *, should: bool, rules: bool) -> bool:
    """Does must or should lay something on somebody? `rules` says that the paper lays down rules."""
    if subject.kind == "thing" and _EACH.match(subject.words) and (predicate.voice, predicate.verb.kind) == ("active", "deed"):
        return True  # whatever each must do is a party by that
    if subject.kind in ("party", "third", "second"):
        bare = predicate.verb.base in words_of("unbinding")
        return predicate.voice != "state" or not bare or (rules and not should)
    if subject.kind == "first":
        acts = predicate.voice in ("active", "ongoing") and predicate.verb.kind != "state"
        return acts and predicate.verb.base not in words_of("addressing")
    if subject.kind == "it" or predicate.voice == "passive":
        return (
            predicate.voice == "passive" and predicate.verb.kind in ("deed", "effect") and subject.kind in ("plan", "thing", "it")
        )
    if subject.kind in ("plan", "thing"):
        contains = predicate.voice == "active" and predicate.verb.base in words_of("containing") and subject.kind == "plan"
        stands = predicate.voice in ("active", "state", "delivered")
        return stands and ((rules and contains) if should else (rules or subject.kind == "plan"))
    return subject.kind == "there" and rules


_MODALS: dict[str, Callable[[Case, Subject, Predicate], Duty | None]] = {
    "promise.will": _will,
    "promise.would-reported": _would,
    "requirement.shall": _shall,
    "requirement.may-not": _may,
    "requirement.none-may": _none_may,
    "requirement.on-no-account": _none_may,
    "requirement.must": _must,
    "requirement.should": _must,
    "request.we-should": _we_should,
}
_READERS: dict[str, Callable[[Case], Duty | None]] = {
    "modal": _modal,
    "plan": intentions.judge_plan,
    "gerund": intentions.judge_gerund,
    "ongoing": intentions.judge_ongoing,
    "passive": intentions.judge_passive,
    "dated": intentions.judge_dated,
    "noun": requests.judge_wanted,
    "clause": requests.judge_wanted,
    "list": requests.judge_wanted,
    "target": requests.judge_target,
    "whole": requests.judge_whole,
    "wanted": requests.judge_appreciated,
}
