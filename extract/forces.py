"""Is a form of words a duty, and of what force? Its subject and its verb decide.

    "The Board will publish it"  ->  a promise        "The tide will turn", "You will recall", "whether it will help"  ->  none

A promise needs somebody who acts, or something that somebody runs and that is to be done; things that merely turn out are predictions.
A requirement binds a party, or whoever is to do what a passive says. A form that needs a date says so (`dated`, `future`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.ruletables import Rule
from extract.nouns import head_noun, last_phrase, phrase_kind
from extract.predicates import Predicate, read_predicate
from extract.subjects import Subject, find_subject
from extract.verbs import guess_verb, is_gerund, read_verb
from extract.words import words_of

_ASKING = (
    "request.can-you",
    "request.willing",
    "request.content",
    "request.grateful-if",
    "request.please",
    "request.let-know",
    "request.ask",
    "request.ask-should",
    "request.ask-that",
)
_RULE_KINDS = frozenset(["guidance", "paper", "annex", "note"])
_LETTER_KINDS = frozenset(["letter", "minute", "response", "e-mail", "draft-letter"])
_ADVICE_KINDS = frozenset(["letter", "minute", "e-mail", "draft-letter", "note"])
_RELATED = ("which", "that", "whom", "who")
_TELLING = frozenset(
    ["inform", "notify", "tell", "advise", "contact", "consult", "invite", "send", "give", "ask", "brief", "pay", "issue"]
)
_PARTY_VERBS = frozenset(
    ["strive", "seek", "endeavour", "consult", "publish", "announce", "convene", "commission", "propose", "undertake"]
)
_MODALS = re.compile(r"\b(?:will|would|may|might|can|could|to|shall|should|must|not|n't|never|cannot|hardly|no longer)\W*$", re.I)
_PEOPLE = ("party", "third", "first", "second")
_GIVEN_VERBS = frozenset(
    [
        "tell",
        "ask",
        "recommend",
        "remind",
        "advise",
        "point",
        "go",
        "come",
        "refer",
        "clarify",
        "explain",
        "raise",
        "inform",
        "warn",
        "draw",
    ]
)  # "I must tell you"
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|should|must|can|may|do|does|did|be|not|due|able|while|which|who|because|if|when)\b",
    re.I,
)
_SUPPOSED = re.compile(r"\b(?:if|unless|failing|even if)\b", re.I)
_IF = re.compile(r"\b(?:if|unless|otherwise)\b", re.I)
_UNBINDING = frozenset(
    ["know", "feel", "like", "see", "believe", "think", "be", "assume", "expect", "realise", "realize", "regret", "suffer"]
)
_BOUND = re.compile(
    r"\b(?:that|which|whom|what|how|if|whether|when|where|because|until|unless|before|after|than|anything|everything|whatever|as)\W*$",
    re.I,
)
_SETS = re.compile(
    r" (?:has|have|had)? ?(?:also |now )?(?:set|sets|agreed|adopted|announced|reaffirmed)(?: out| itself| themselves)?\b", re.I
)
_ASKED_OF_YOU = re.compile(r"\b(?:please|if you|you to|you should)\b", re.I)
_CONTENTS = (
    "include",
    "contain",
    "cover",
    "set",
    "say",
    "state",
    "show",
    "give",
    "describe",
    "list",
    "identify",
    "explain",
    "be",
    "have",
)
_ALONE = frozenset(["all", "both", "each", "other"])
_NOT = re.compile(r"\b(?:not|never|n't) (?:\w+ )?$")
_STARTING = ("launch", "open", "start", "begin", "close", "meet", "report", "resume", "conclude", "run")
_BARE_WORDS = 7


@dataclass(frozen=True, slots=True)
class Duty:
    """Something laid on somebody, with places in the sentence's line.

    `start` is where its clause starts, `trigger` where the form of words does, `act` where the words of the act begin. `words` name
    who is to act, where the form names them; otherwise `actor` says where to look (subject, sender, addressee, none).
    `dated` asks for a date, `future` for one to come.
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

    @cached_property
    def subject(self) -> Subject:
        """What stands before the form of words."""
        found = find_subject(self.line, self.match.start(), self.known)
        party = found.words.casefold() == "it" and self.after_party()
        return replace(found, kind="third") if party else found

    @cached_property
    def predicate(self) -> Predicate | None:
        """The verb after it, or after the "to" that follows it."""
        if self.rule.extra["reads"] == "modal":
            at = self.match.end()
            line = (
                self.line[:at] + self.line[at : at + 1].lower() + self.line[at + 1 :]
                if self.rule.extra.get("headed")
                else self.line
            )
            return read_predicate(line, at)
        at = self.line.find("to ", self.match.end())
        return read_predicate(self.line, at + 3) if at >= 0 else None

    def duty(self, **changes: object) -> Duty:
        """The duty that the form states, but for `changes`."""
        groups, extra = self.match.groupdict(), self.rule.extra
        predicate = changes.get("predicate", self.predicate if extra["reads"] in ("modal", "plan") else None)
        subject_first = extra["actor"] in ("subject", "owner")
        values: dict[str, object] = {
            "force": self.rule.label,
            "rule": self.rule.id,
            "start": min(self.subject.start, self.match.start()) if subject_first else self.match.start(),
            "trigger": self.match.start(),
            "act": predicate.start if isinstance(predicate, Predicate) else self.match.end(),
            "subject": self.subject,
            "predicate": predicate,
            "actor": extra["actor"],
            "words": next((groups[name].strip(" ,") for name in ("who", "who2", "owner", "owner2") if groups.get(name)), ""),
            "asker": (groups.get("asker") or "").strip(),
            "reads": extra["reads"],
            "verb": extra.get("verb", ""),
            "confidence": float(extra["confidence"]),
            "dated": bool(extra.get("dated")),
        }
        return Duty(**{**values, **changes})  # type: ignore[arg-type]


def judge(case: Case) -> Duty | None:
    """The duty that a form of words states in its sentence; None where it states none."""
    extra = case.rule.extra
    if case.line.rstrip().endswith("?") and case.rule.id not in _ASKING:
        return None
    if case.kind == "report" and extra.get("author"):
        return None  # what an inquiry says should be done is a recommendation
    if extra.get("needs") and case.kind != "minutes" and not re.search(extra["needs"], case.line[: case.match.start()], re.I):
        return None
    return _READERS[extra["reads"]](case)


# --- verbs after a modal ---


def _modal(case: Case) -> Duty | None:
    if case.predicate is None:
        return None
    if case.rule.extra["actor"] != "subject":
        return _named(case, case.predicate)
    return _MODAL_RULES.get(case.rule.id, _asked)(case, case.subject, case.predicate)


def _named(case: Case, predicate: Predicate) -> Duty | None:
    """The form itself says who is to act ("please", "I have asked X to")."""
    extra, words = case.rule.extra, case.match.groupdict().get("who") or ""
    if predicate.voice == "state" and predicate.verb.base in (
        "be",
        "like",
        "want",
        "believe",
        "think",
        "hear",
        "find",
        "lie",
        "remain",
    ):
        return None
    if words and (
        words.split()[0].casefold() in words_of("intro") or words.split()[-1].casefold() in words_of("determiner") - _ALONE
    ):
        return None
    if extra.get("self") and case.subject.kind not in ("first", "none", "it"):
        return None
    if words and case.rule.id.startswith("request.ask-") and _AUXILIARY.search(words):
        return None
    if case.rule.id == "request.encourage-shared" and (
        case.subject.kind != "first" or _ASKED_OF_YOU.search(case.line[: case.match.start()])
    ):
        return None
    if case.rule.id == "request.you-should" and _BOUND.search(case.line[: case.match.start()]):
        return None
    if case.rule.id == "request.asked" and _NOT.search(case.line[: case.match.start()]):
        return None
    if extra.get("bare") and not _is_bare(case, predicate):
        return None
    if extra.get("party") and words:
        known_verb = read_verb(case.line[predicate.start : predicate.end], "base") or predicate.voice in ("passive", "delivered")
        if phrase_kind(words, case.known) not in _PEOPLE or _AUXILIARY.search(words) or not known_verb:
            return None
    if case.rule.id == "requirement.insist" and case.subject.kind == "first":
        return case.duty(force="request")
    if predicate.voice == "passive" and words and phrase_kind(words, case.known) not in _PEOPLE:
        patient = replace(case.subject, words=words.strip(" ,"), kind="thing", relative=False)
        return case.duty(actor="none", words="", subject=patient)
    return case.duty()


def _is_bare(case: Case, predicate: Predicate) -> bool:
    """Minute style has no finite verb before "to", a verb after it, and a party (or a thing to be dealt with) before it."""
    who = case.match.group("who").strip()
    first = who.split()[0].casefold()
    if (
        _AUXILIARY.search(who)
        or read_verb(who.split()[0], "base")
        or first in words_of("intro")
        or first in words_of("preposition")
    ):
        return False
    if predicate.voice != "passive" and read_verb(case.line[predicate.start : predicate.end], "base") is None:
        return False
    if any(word.casefold() in words_of("telling") for word in who.split()):
        return False
    head = head_noun(who)
    if (
        is_gerund(head.lower())
        or not head
        or (predicate.voice != "passive" and len(who.split()) > _BARE_WORDS and " and " not in who)
    ):
        return False
    return predicate.voice == "passive" or phrase_kind(who, case.known) == "party" or head[:1].isupper() and len(who.split()) <= 3


def _will(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """Is "will" a promise? Where somebody acts, or something that somebody runs is to happen; not where things only turn out."""
    if predicate.negative or subject.intro in words_of("bar"):
        return None
    if predicate.voice == "passive perfect":
        return case.duty(dated=True) if subject.kind in ("party", "plan", "thing") and not subject.relative else None
    if (
        (predicate.voice, predicate.verb.base) == ("state", "have")
        and subject.kind in ("party", "first")
        and not subject.relative
    ):
        return case.duty(dated=True)
    if case.match.group().lower() == "shall" and subject.kind != "first" and case.kind not in _LETTER_KINDS:
        return None  # a rule: requirement.shall
    if predicate.modal in ("need", "required", "expected", "asked", "obliged"):
        return _will_need(case, subject, predicate)
    accepts = _WILL.get(subject.kind)
    if accepts is None or not accepts(subject, predicate):
        return _will_as_agreed(case, subject, predicate)
    if subject.kind != "first" and case.kind in ("letter", "minute") and _SUPPOSED.search(case.line[: subject.start]):
        return None  # what others would do then
    confidence, dated = float(case.rule.extra["confidence"]), False
    if subject.relative:
        if not _relative_promises(subject, predicate):
            return None
        dated = subject.intro != "who"
    if subject.kind in ("plan", "thing", "it"):
        confidence -= 0.15
        dated = dated or _only_if_dated(subject, predicate)
    actor = "sender" if subject.kind == "second" else case.rule.extra["actor"]
    if predicate.verb.base == "receive":
        actor = "none" if subject.kind != "second" else "sender"
    return case.duty(confidence=confidence, dated=dated, actor=actor)


def _will_as_agreed(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """What is intended or agreed is a promise whatever its subject ("It is planned that each review will look at …")."""
    before = case.line[: subject.start]
    if predicate.voice == "state" or not re.search(
        r"\b(?:intended|planned|proposed|agreed|decided|arranged) that\W*.{0,20}$", before
    ):
        return None
    return case.duty(confidence=0.65)


def _relative_promises(subject: Subject, predicate: Predicate) -> bool:
    """ "the plan, which will be published in May" and "the Board, who will report"; not "conditions that will apply"."""
    if subject.intro == "who":
        return subject.kind == "party"
    return subject.intro == "which" and (predicate.voice in ("passive", "delivered", "ongoing") or predicate.verb.kind == "event")


def _will_need(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    if predicate.voice == "state" or (subject.kind not in _PEOPLE and predicate.voice != "passive") or subject.relative:
        return None
    if subject.kind != "second" and _IF.search(case.line):
        return None  # what would have to happen
    first = subject.kind == "first" and predicate.modal == "need"
    actor = "addressee" if subject.kind == "second" else "subject"
    return case.duty(force="promise" if first else "requirement", confidence=0.6, actor=actor)


def _party_acts(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice == "passive":
        return predicate.verb.kind == "deed" and predicate.verb.base not in ("require", "need", "make")
    if predicate.voice == "state":
        return predicate.verb.base == "receive"
    return (
        predicate.verb.kind != "state"
        or predicate.verb.base == "receive"
        or (predicate.voice, predicate.verb.base) == ("ongoing", "have")
    )


def _self_acts(subject: Subject, predicate: Predicate) -> bool:
    return predicate.voice in ("active", "ongoing", "perfect", "delivered") and (
        predicate.verb.kind != "state" or (predicate.voice, predicate.verb.base) == ("ongoing", "have")
    )


def _reader_is_told(subject: Subject, predicate: Predicate) -> bool:
    return predicate.verb.base == "receive" or (predicate.voice == "passive" and predicate.verb.base in _TELLING)


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
    if predicate.voice == "active":
        includes = subject.words.lower() in ("it", "this") and predicate.verb.base in ("include", "cover", *_STARTING)
        return predicate.verb.kind == "event" or predicate.verb.base in _PARTY_VERBS or includes
    return predicate.voice == "delivered"


def _nobody_acts(subject: Subject, predicate: Predicate) -> bool:
    return subject.start == 0 and predicate.voice == "active" and predicate.verb.kind == "deed"


_WILL: dict[str, Callable[[Subject, Predicate], bool]] = {
    "first": _self_acts,
    "second": _reader_is_told,
    "third": _party_acts,
    "party": _party_acts,
    "plan": _plan_runs,
    "thing": _thing_runs,
    "abstract": lambda subject, predicate: predicate.voice == "passive" and predicate.verb.kind == "deed",
    "it": _it_runs,
    "none": _nobody_acts,
}


def _only_if_dated(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice == "passive":
        return predicate.verb.kind != "deed"
    if subject.kind == "plan":
        return predicate.verb.kind == "event" and predicate.verb.base != "take place"
    known = predicate.verb.base in _PARTY_VERBS or predicate.verb.base in ("include", "cover")
    return predicate.voice in ("active", "delivered") and not known and predicate.modal != "available"


def _would(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """What was agreed or said at a meeting would be done."""
    if subject.kind == "none" or predicate.modal == "need":
        return None
    return _will(case, subject, predicate)


def _shall(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """Of others than the writer, "shall" lays down a rule; in letters it promises."""
    if predicate.voice in ("perfect", "state") or subject.intro in words_of("bar") or subject.relative:
        return None
    if case.kind in _LETTER_KINDS and subject.kind != "second":
        return None
    if subject.kind not in ("party", "third", "second") and not (
        subject.kind in ("plan", "thing", "it") and predicate.voice == "passive"
    ):
        return None
    return case.duty(actor="addressee" if subject.kind == "second" else "subject") if predicate.verb.kind == "deed" else None


def _we_should(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    if (
        case.kind not in _ADVICE_KINDS
        or subject.intro in words_of("bar")
        or predicate.voice in ("state", "perfect")
        or subject.relative
    ):
        return None
    return case.duty()


def _must(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """must and should: a duty of a party, or of whoever is to do what the passive says."""
    should = case.rule.id == "requirement.should"
    if subject.intro in words_of("bar") or subject.relative or "perfect" in predicate.voice:
        return None
    if subject.intro == "that" and subject.kind in ("third", "it"):
        return None  # what somebody is told or thinks of others
    if should and (subject.kind in ("second", "abstract") or (subject.kind == "first" and case.kind in _ADVICE_KINDS)):
        return None  # to the reader it is advice: request.you-should, request.we-should
    arrives = predicate.verb.base in ("reach", "arrive", "come") and predicate.voice == "active"
    if subject.kind in ("plan", "thing") and arrives:
        return case.duty(dated=True, actor="none")
    awaited = predicate.voice == "delivered" or (predicate.voice == "active" and predicate.verb.kind == "event")
    if should and subject.kind in ("plan", "thing", "it") and awaited and not predicate.negative:
        return case.duty(force="promise", dated=True, confidence=0.65)
    if not _binds(subject, predicate, should=should, rules=case.kind in _RULE_KINDS):
        return None
    return case.duty(actor="addressee" if subject.kind == "second" else "subject")


def _binds(subject: Subject, predicate: Predicate, *, should: bool, rules: bool) -> bool:
    if subject.kind in ("party", "third", "second"):
        bare = predicate.verb.base in _UNBINDING
        return predicate.voice != "state" or not bare or (rules and not should)
    if subject.kind == "first":
        acts = predicate.voice in ("active", "ongoing") and predicate.verb.kind != "state"
        return acts and predicate.verb.base not in _GIVEN_VERBS
    if subject.kind in ("plan", "thing", "it"):
        if predicate.voice == "passive":
            return predicate.verb.kind in ("deed", "effect")
        stands = predicate.voice in ("active", "state", "delivered") and subject.kind != "it"
        says = predicate.voice == "active" and predicate.verb.base in _CONTENTS and subject.kind == "plan"
        return stands and ((rules and says) if should else (rules or subject.kind == "plan"))
    return subject.kind == "there" and rules


def _asked(case: Case, subject: Subject, predicate: Predicate) -> Duty | None:
    """ "X is asked to", "X has been ordered to"."""
    return case.duty() if subject.kind in (*_PEOPLE, "thing") and not subject.relative else None


_MODAL_RULES: dict[str, Callable[[Case, Subject, Predicate], Duty | None]] = {
    "promise.will": _will,
    "promise.would-reported": _would,
    "requirement.shall": _shall,
    "requirement.must": _must,
    "requirement.should": _must,
    "request.we-should": _we_should,
}


# --- verbs after "to" ---


def _plan(case: Case) -> Duty | None:
    """ "plans to", "is due to", "needs to": the verb after "to"."""
    subject, predicate = case.subject, case.predicate
    after_verb = case.rule.extra["actor"] == "subject"
    if predicate is None or predicate.negative or (after_verb and _MODALS.search(case.line[: case.match.start()])):
        return None
    if subject.intro in words_of("bar") or (
        subject.relative and (subject.kind != "party" or subject.intro not in ("who", "which"))
    ):
        return None
    if (
        re.match(r"\w+s\b", case.match.group())
        and case.match.group().split()[0].lower() not in ("is", "has")
        and subject.kind in ("first", "second")
    ):
        return None  # a noun: "our plans to"
    if re.match(r"needs?\b", case.match.group(), re.I) and re.search(
        r"\b(?:the|a|my|our|your|their|his|its|no|any)(?: \w+)? $", case.line[: case.match.start()], re.I
    ):
        return None
    if case.rule.extra.get("self") and subject.kind != "first":
        return None
    made = _PLANS.get(case.rule.id, _planner)(subject, predicate)
    if not made:
        return None
    if case.rule.id == "promise.is-to" and subject.kind == "second":
        return case.duty(force="request", actor="addressee")
    to_reader = subject.kind == "second" and case.rule.label == "requirement"
    return case.duty(dated=made == "dated", actor="addressee" if to_reader else case.rule.extra["actor"])


def _planner(subject: Subject, predicate: Predicate) -> str:
    if predicate.voice == "state" and predicate.verb.base != "have":
        return ""
    return "yes" if subject.kind in ("first", "second", "third", "party") and not subject.words.endswith("'s") else ""


def _owner(subject: Subject, predicate: Predicate) -> str:
    return "" if predicate.voice == "state" else "yes"


def _due(subject: Subject, predicate: Predicate) -> str:
    """due to, scheduled to, expected to: a thing needs a date, a party does not."""
    if predicate.voice == "state" and predicate.verb.base != "have":
        return ""
    return {"party": "yes", "third": "yes", "plan": "dated", "thing": "dated", "it": "dated"}.get(subject.kind, "")


def _is_to(subject: Subject, predicate: Predicate) -> str:
    head = head_noun(subject.words).lower()
    if predicate.voice == "state":
        return ""
    if subject.kind == "abstract" or head in ("intention", "plan", "proposal"):
        return "yes" if head in ("intention", "plan", "proposal") and predicate.verb.kind == "deed" else ""
    if subject.kind in ("plan", "thing"):
        return "yes" if predicate.voice == "passive" and predicate.verb.kind == "deed" else ""
    return "yes" if subject.kind in _PEOPLE else ""


def _needs(subject: Subject, predicate: Predicate) -> str:
    if predicate.voice == "delivered" and subject.kind in ("plan", "thing"):
        return "dated"
    if predicate.voice == "passive":
        return "yes" if subject.kind not in ("there", "none") and predicate.verb.kind in ("deed", "effect") else ""
    unbound = ("be", "have", "know", "feel", "understand", "see", "like", "remember")
    if predicate.voice == "state" and (subject.kind == "first" or predicate.verb.base in unbound):
        return ""
    return "yes" if subject.kind in _PEOPLE else ""


def _required(subject: Subject, predicate: Predicate) -> str:
    """Of whatever is required to do a deed, it is a party."""
    deed = (
        subject.kind == "thing"
        and head_noun(subject.words).endswith("s")
        and (predicate.voice, predicate.verb.kind) == ("active", "deed")
    )
    return "yes" if deed else _needs(subject, predicate)


_PLANS: dict[str, Callable[[Subject, Predicate], str]] = {
    "promise.due": _due,
    "promise.is-to": _is_to,
    "promise.intention": _owner,
    "promise.it-is-intended": _owner,
    "requirement.need": _needs,
    "requirement.have-to": _needs,
    "requirement.ought": _needs,
    "requirement.required": _required,
}


# --- other words after the form ---


def _gerund(case: Case) -> Duty | None:
    if case.rule.extra.get("verb") and case.subject.relative:
        return None  # "officers who will be responsible for" describes
    word = re.match(r"[A-Za-z-]+", case.line[case.match.end() :])
    if not word or case.subject.intro in words_of("bar") or case.subject.kind in ("there", "thing", "abstract"):
        return None
    if _MODALS.search(case.line[: case.match.start()]) or (case.subject.kind == "none" and case.rule.label == "promise"):
        return None
    voice = "noun" if case.rule.extra.get("verb") else "ongoing"
    start = case.match.end()
    return case.duty(predicate=Predicate(guess_verb(word.group(), "gerund"), voice, start, start + word.end()), act=start)


def _ongoing(case: Case) -> Duty | None:
    """ "is joining next week": a date to come makes a promise of it."""
    subject = case.subject
    words = re.match(r"(being )?([A-Za-z-]+)", case.line[case.match.end() :])
    if (
        not words
        or subject.intro in words_of("bar") | {"that"}
        or subject.relative
        or subject.kind in ("there", "abstract", "none")
    ):
        return None
    word, start = words.group(2), case.match.end() + words.start(2)
    if not words.group(1) and (not is_gerund(word) or subject.kind not in ("first", "third", "party")):
        return None
    verb = guess_verb(word, "participle" if words.group(1) else "gerund")
    if verb.kind not in ("deed", "event"):
        return None
    predicate = Predicate(verb, "passive" if words.group(1) else "ongoing", start, case.match.end() + words.end())
    return case.duty(predicate=predicate, act=start, future=True)


def _passive(case: Case) -> Duty | None:
    """ "a plan, to be published in June": what stands before is what is to be done to."""
    predicate = read_predicate(case.line, case.match.start() + len("to "))
    if predicate is None or predicate.voice != "passive":
        return None
    return case.duty(
        predicate=predicate, act=predicate.start, start=case.match.start() - len(last_phrase(case.line[: case.match.start()]))
    )


def _rest(case: Case) -> Duty | None:
    """Nouns and clauses: what follows the form is what is wanted."""
    if case.subject.intro in words_of("bar") and case.rule.label == "promise":
        return None
    others = case.subject.kind not in ("first", "none", "it")
    if others and case.rule.id == "request.grateful-for" and re.search(r"welcome|appreciate", case.match.group()):
        return None
    setter = case.rule.label == "target" and case.subject.kind != "party" and _SETS.search(case.line[: case.match.start()])
    if setter:
        return case.duty(words=find_subject(case.line, setter.start() + 1, case.known).words, actor="subject")
    return case.duty(future=case.rule.extra["reads"] == "dated")


def _whole(case: Case) -> Duty | None:
    return case.duty(subject=Subject(0, 0, "", "none"), start=0, act=0)


_READERS: dict[str, Callable[[Case], Duty | None]] = {
    "modal": _modal,
    "plan": _plan,
    "gerund": _gerund,
    "ongoing": _ongoing,
    "passive": _passive,
    "noun": _rest,
    "clause": _rest,
    "list": _rest,
    "dated": _rest,
    "target": _rest,
    "targetdate": _rest,
    "whole": _whole,
}
