"""Forms of words that lay something on somebody: what is triggered where in a sentence, of what force, and on whom.

    "The Board will publish the chart in May."  ->  Duty(force="promise", subject "The Board", act "publish the chart in May.")

The forms are lines of `rules/actions.jsonl`: the words that trigger, what follows them (`reads`), whose duty it is (`actor`). What is
no duty is in `rules/not_actions.jsonl`. Whether "will" promises or predicts is decided here, by its subject and its verb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.ruletables import Rule, read_rules
from extract.clauses import Predicate, Subject, find_subject, head_noun, noun_kind, read_predicate
from extract.verbs import guess_verb, is_gerund, is_participle

_QUESTIONS = (
    "request.can-you",
    "request.willing",
    "request.content",
    "request.grateful-if",
    "request.please",
    "request.let-know",
)
_BARRED = frozenset(
    "if whether unless how what why when whenever until before after than lest where wherever who's whereby".split()
)
_RULE_KINDS = frozenset("guidance paper annex note".split())
_ADVICE_KINDS = frozenset("letter minute e-mail draft-letter note".split())
_AUTHOR_RULES = frozenset(
    "requirement.must requirement.should requirement.need requirement.ought requirement.have-to requirement.important request.we-should "
    "request.ask-that request.suggest-you requirement.insist".split()
)
_TELLING = frozenset("inform notify tell advise contact consult invite send give keep ask brief pay issue provide".split())
_ASSEMBLING = frozenset("strive seek endeavour endeavor consult publish announce convene commission propose undertake".split())
_WEAK_STATES = frozenset("be have know feel like see want need believe think hear find lie remain depend cost".split())
_INTENTIONS = frozenset("intention plan proposal commitment aim".split())


@dataclass(frozen=True, slots=True)
class Duty:
    """Something laid on somebody, with places in the sentence's line.

    `start` is where its clause starts, `trigger` where the form of words does, `act` where the words of the act begin. `words` are those that
    name who is to act, where the form names them; otherwise `actor` says where to look (subject, sender, addressee, none).
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


def find_duties(line: str, kind: str, known: frozenset[str], *, headed: bool = False, bare: bool = False) -> list[Duty]:
    """The duties that a sentence lays down, in order. `kind` is the item's.

    `headed` says that it stands under a heading of actions, `bare` that minute style ("Clerk to write") may be read in it.
    """
    guards = _guards_of(line, kind)
    if any(guard.label == "sentence" for guard, _, _ in guards):
        return []
    found = [
        duty
        for rule, match in _matches(line, headed=headed, bare=bare)
        if (duty := _judge(line, rule, match, kind, known)) and not _guarded(line, duty, guards)
    ]
    return _strongest(line, found)


def has_rules_word(line: str) -> bool:
    """Does the line have a word that some form needs?"""
    return bool(_keys_in(line))


@cache
def _by_key() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = {}
    for rule in read_rules("extract.rules", "actions"):
        for key in rule.extra["keys"]:
            table.setdefault(key, []).append(rule)
    return {key: tuple(rules) for key, rules in table.items()}


@cache
def _guards_by_key() -> tuple[dict[str, tuple[Rule, ...]], tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = {}
    always: list[Rule] = []
    for rule in read_rules("extract.rules", "not_actions"):
        if not rule.extra["keys"]:
            always.append(rule)
        for key in rule.extra["keys"]:
            table.setdefault(key, []).append(rule)
    return {key: tuple(rules) for key, rules in table.items()}, tuple(always)


def _keys_in(line: str) -> set[str]:
    return _words_of(line) & _by_key().keys()


def _words_of(line: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+(?:['’][a-z]+)?|['’](?:ve|re|ll|m)", line.lower()))


def _matches(line: str, *, headed: bool, bare: bool) -> Iterator[tuple[Rule, re.Match[str]]]:
    rules = {rule.id: rule for key in _keys_in(line) for rule in _by_key()[key]}
    for rule in rules.values():
        if rule.extra.get("bare") and not bare:
            continue
        for match in rule.pattern.finditer(line):
            yield rule, match
    if headed:
        for rule in _headed():
            if first := rule.pattern.search(line):
                yield rule, first


@cache
def _headed() -> tuple[Rule, ...]:
    return tuple(rule for rule in read_rules("extract.rules", "actions") if rule.extra.get("headed"))


def _guards_of(line: str, kind: str) -> list[tuple[Rule, int, int]]:
    table, always = _guards_by_key()
    rules = {rule.id: rule for key in _words_of(line) & table.keys() for rule in table[key]}
    rules.update({rule.id: rule for rule in always if '"' in line or "“" in line})
    found = []
    for rule in rules.values():
        if rule.id == "not.recommend-text" and kind not in ("report", "response"):
            continue
        if rule.label == "before":
            found.append((rule, 0, 0))
            continue
        found += [(rule, match.start(), match.end()) for match in rule.pattern.finditer(line)]
    return found


def _guarded(line: str, duty: Duty, guards: Sequence[tuple[Rule, int, int]]) -> bool:
    before = re.sub(r"[ ,]*\bthat$", "", line[duty.subject.clause_start : duty.start].rstrip(" ,"))
    for rule, start, end in guards:
        if duty.force not in rule.extra["forces"]:
            continue
        if rule.label == "before":
            if (
                duty.reads == "modal"
                and duty.actor == "subject"
                and rule.pattern.search(before)
                and not re.search(r"[,;:]$", before)
            ):
                return True
        elif start <= duty.trigger < end:
            return True
    return False


def _judge(line: str, rule: Rule, match: re.Match[str], kind: str, known: frozenset[str]) -> Duty | None:
    if line.rstrip().endswith("?") and rule.id not in _QUESTIONS:
        return None
    if kind == "report" and rule.id in _AUTHOR_RULES:
        return None
    if needs := rule.extra.get("needs"):
        if kind != "minutes" and not re.search(needs, line[: match.start()], re.I):
            return None
    reader = _READERS[rule.extra["reads"]]
    return reader(line, rule, match, kind, known)


def _duty(line: str, rule: Rule, match: re.Match[str], subject: Subject, predicate: Predicate | None, **more: object) -> Duty:
    groups = match.groupdict()
    words = next((groups[name].strip(" ,") for name in ("who", "who2") if groups.get(name)), "")
    start = min(subject.start, match.start()) if rule.extra["actor"] in ("subject", "owner") else match.start()
    values: dict[str, object] = {
        "force": rule.label, "rule": rule.id, "start": start, "trigger": match.start(), "act": predicate.start if predicate else match.end(),
        "subject": subject, "predicate": predicate, "actor": rule.extra["actor"], "words": words, "asker": (groups.get("asker") or "").strip(),
        "reads": rule.extra["reads"], "verb": rule.extra.get("verb", ""), "confidence": float(rule.extra["confidence"]),
        "dated": bool(rule.extra.get("dated")),
    }  # fmt: skip
    values.update(more)
    return Duty(**values)  # type: ignore[arg-type]


# --- what follows the trigger, and whether it is a duty ---


def _read_modal(line: str, rule: Rule, match: re.Match[str], kind: str, known: frozenset[str]) -> Duty | None:
    predicate = read_predicate(line, match.end())
    if predicate is None:
        return None
    if rule.extra["actor"] != "subject":
        return _named(line, rule, match, predicate, known)
    subject = find_subject(line, match.start(), known)
    if rule.id in ("promise.will", "promise.would-reported"):
        return _will(line, rule, match, subject, predicate, kind)
    if rule.id == "requirement.shall":
        return _shall(line, rule, match, subject, predicate, kind)
    if rule.id == "request.we-should":
        if kind not in _ADVICE_KINDS or subject.intro in _BARRED or predicate.voice in ("state", "perfect"):
            return None
        return _duty(line, rule, match, subject, predicate)
    if rule.id in ("requirement.must", "requirement.should"):
        return _must(line, rule, match, subject, predicate, kind)
    return (
        _duty(line, rule, match, subject, predicate) if subject.kind in ("party", "third", "first", "second", "thing") else None
    )


def _named(line: str, rule: Rule, match: re.Match[str], predicate: Predicate, known: frozenset[str]) -> Duty | None:
    """The form itself says who is to act ("please", "I have asked X to")."""
    if (
        predicate.voice == "state"
        and predicate.verb.base in _WEAK_STATES - {"have", "be", "see", "feel", "need", "know"}
        and rule.extra["actor"] != "asked"
    ):
        return None
    if rule.extra.get("bare") and not _is_bare(line, match):
        return None
    subject = find_subject(line, match.start(), known)
    return _duty(line, rule, match, subject, predicate)


def _is_bare(line: str, match: re.Match[str]) -> bool:
    """Minute style has no finite verb before "to"; its actor is capitalised or a party."""
    who = match.group("who").strip()
    if re.search(r"\b(?:is|are|was|were|has|have|had|will|would|should|must|can|may|do|does|did)\b", who):
        return False
    head = head_noun(who)
    if head.islower() and noun_kind(head) != "party" and not re.search(r"[a-z]+ to be ", line[match.start() : match.end() + 4]):
        return False
    return not (is_participle(head) or is_gerund(head.lower()) and head.islower())


def _will(line: str, rule: Rule, match: re.Match[str], subject: Subject, predicate: Predicate, kind: str) -> Duty | None:
    """Is "will" a promise? Where somebody acts, or something that somebody runs is to happen; not where things only turn out."""
    if predicate.negative or subject.intro in _BARRED:
        return None
    confidence = float(rule.extra["confidence"])
    if predicate.modal in ("need", "required", "expected", "asked", "obliged"):
        return _will_need(line, rule, match, subject, predicate)
    if predicate.voice == "passive perfect" or (
        subject.intro in ("which", "that", "whom") and predicate.voice not in ("passive", "ongoing", "delivered")
    ):
        if subject.intro != "that" or _is_relative(line, subject):
            return None
    relative = subject.intro in ("which", "who") or (subject.intro == "that" and _is_relative(line, subject))
    dated = relative and predicate.voice in ("passive", "delivered", "ongoing")
    accept = _WILL.get(subject.kind)
    if accept is None or not accept(subject, predicate):
        return None
    if relative and subject.intro == "who" and subject.kind not in ("party",):
        return None
    if subject.kind in ("plan", "thing", "it", "abstract"):
        confidence -= 0.15
        dated = dated or _only_if_dated(subject, predicate)
    who = {"second": "sender"}.get(subject.kind, rule.extra["actor"])
    if predicate.verb.base == "receive":
        who = "none" if subject.kind != "second" else "sender"
    return _duty(line, rule, match, subject, predicate, confidence=confidence, dated=dated, actor=who)


def _is_relative(line: str, subject: Subject) -> bool:
    """Is "that" a relative ("the plan that will"), with no subject of its own between it and the verb?"""
    return bool(re.search(r"\bthat $", line[: subject.end + 6][subject.end :])) if subject.end else False


def _will_need(line: str, rule: Rule, match: re.Match[str], subject: Subject, predicate: Predicate) -> Duty | None:
    if (
        predicate.voice == "state"
        or subject.kind in ("it", "thing", "abstract", "there", "none")
        and predicate.voice != "passive"
    ):
        return None
    first = subject.kind == "first" and predicate.modal == "need"
    force = "promise" if first else "requirement"
    actor = "addressee" if subject.kind == "second" else "subject"
    return _duty(line, rule, match, subject, predicate, force=force, confidence=0.6, actor=actor)


def _acts(subject: Subject, predicate: Predicate) -> bool:
    """A party's verb is a promise where it is something to do, not a state."""
    if predicate.voice in ("active", "ongoing", "perfect", "delivered"):
        return predicate.verb.kind != "state" or predicate.verb.base == "receive"
    if predicate.voice == "passive":
        return predicate.verb.kind == "deed" and predicate.verb.base not in ("require", "need", "make")
    return predicate.verb.base == "receive" or predicate.modal in ("available",)


def _self_acts(subject: Subject, predicate: Predicate) -> bool:
    return predicate.voice in ("active", "ongoing", "perfect", "delivered") and predicate.verb.kind != "state"


def _reader_is_told(subject: Subject, predicate: Predicate) -> bool:
    return predicate.verb.base == "receive" or predicate.voice == "passive" and predicate.verb.base in _TELLING


def _plan_runs(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice in ("passive", "ongoing", "delivered"):
        return predicate.verb.kind in ("deed", "effect", "event")
    return predicate.voice in ("active", "perfect") and predicate.verb.kind in ("deed", "event")


def _thing_runs(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice == "passive":
        return predicate.verb.kind == "deed" and predicate.verb.base not in ("require", "need", "see", "base", "use", "find")
    return predicate.voice in ("delivered", "ongoing") or predicate.voice == "active" and predicate.verb.kind in ("deed", "event")


def _it_runs(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice == "passive":
        return predicate.verb.kind in ("deed", "effect")
    if predicate.voice == "active":
        return (
            predicate.verb.kind == "event"
            or predicate.verb.base in _ASSEMBLING
            or (subject.words.lower() in ("it", "this") and predicate.verb.base in ("include", "cover"))
        )
    return predicate.voice == "delivered"


_WILL: dict[str, Callable[[Subject, Predicate], bool]] = {
    "first": _self_acts, "second": _reader_is_told, "third": _acts, "party": _acts, "plan": _plan_runs, "thing": _thing_runs,
    "it": _it_runs, "none": lambda subject, predicate: predicate.voice == "active" and predicate.verb.kind == "deed",
}  # fmt: skip


def _only_if_dated(subject: Subject, predicate: Predicate) -> bool:
    if predicate.voice == "passive":
        return predicate.verb.kind != "deed"
    if subject.kind == "plan":
        return predicate.verb.kind == "event"
    return (
        predicate.voice in ("active", "delivered")
        and predicate.verb.base not in _ASSEMBLING | {"include", "cover"}
        and predicate.modal != "available"
    )


def _shall(line: str, rule: Rule, match: re.Match[str], subject: Subject, predicate: Predicate, kind: str) -> Duty | None:
    """Of others than the writer, "shall" lays down a rule; `promise.will` reads the rest."""
    if subject.kind not in ("party", "third", "second", "plan", "thing") or subject.intro in _BARRED - {"where", "when"}:
        return None
    if kind in ("letter", "minute", "response", "e-mail") and subject.kind != "second":
        return None
    actor = "addressee" if subject.kind == "second" else "subject"
    return _duty(line, rule, match, subject, predicate, actor=actor) if predicate.voice != "perfect" else None


def _must(line: str, rule: Rule, match: re.Match[str], subject: Subject, predicate: Predicate, kind: str) -> Duty | None:
    """must and should: a duty of a party, or of whoever is to do what the passive says."""
    should = rule.id == "requirement.should"
    if subject.intro in _BARRED or "perfect" in predicate.voice or subject.kind in ("there", "abstract") and should:
        return None
    if should and subject.kind == "second":
        return None  # advice: request.you-should
    if should and subject.kind == "first" and kind in _ADVICE_KINDS:
        return None  # advice: request.we-should
    if should and subject.kind in ("plan", "thing", "it") and not predicate.negative and _is_awaited(predicate):
        return _duty(line, rule, match, subject, predicate, force="promise", dated=True, confidence=0.65)
    if not _binds(subject, predicate, should=should, rules=kind in _RULE_KINDS):
        return None
    actor = "addressee" if subject.kind == "second" else "subject"
    return _duty(line, rule, match, subject, predicate, actor=actor)


def _is_awaited(predicate: Predicate) -> bool:
    return predicate.voice == "delivered" or predicate.voice == "active" and predicate.verb.kind == "event"


def _binds(subject: Subject, predicate: Predicate, *, should: bool, rules: bool) -> bool:
    if subject.kind in ("party", "third", "second"):
        return (
            predicate.voice != "state"
            or predicate.verb.base not in ("know", "feel", "like", "see", "believe", "think", "be")
            or (rules and not should)
        )
    if subject.kind == "first":
        return (
            predicate.voice in ("active", "passive", "ongoing")
            and predicate.verb.kind != "state"
            and predicate.verb.base not in ("tell", "ask", "recommend", "remind", "advise", "point", "go", "come", "refer")
        )
    if subject.kind in ("plan", "thing", "it"):
        if predicate.voice == "passive":
            return predicate.verb.kind in ("deed", "effect")
        return (
            (rules or subject.kind == "plan")
            and not should
            and subject.kind != "it"
            and predicate.voice in ("active", "state", "delivered")
        )
    return subject.kind == "there" and rules


def _read_plan(line: str, rule: Rule, match: re.Match[str], kind: str, known: frozenset[str]) -> Duty | None:
    """ "plans to", "is due to", "needs to": the verb after "to"."""
    at = line.find("to ", match.end())
    predicate = read_predicate(line, at + 3) if at >= 0 else None
    if predicate is None or predicate.negative or re.search(r"\b(?:not|n't|never|cannot|hardly)\W*$", line[: match.start()]):
        return None
    subject = find_subject(line, match.start(), known)
    if (
        subject.intro in _BARRED
        or subject.intro in ("which", "that")
        and (subject.kind not in ("party",) or _is_relative(line, subject))
    ):
        return None
    accept = _PLANS.get(rule.id, _planner)
    made = accept(subject, predicate, kind)
    if not made:
        return None
    actor = "addressee" if subject.kind == "second" and rule.label == "requirement" else rule.extra["actor"]
    dated = made == "dated"
    return _duty(line, rule, match, subject, predicate, dated=dated, actor=actor)


def _planner(subject: Subject, predicate: Predicate, kind: str) -> str:
    if predicate.voice == "state" and predicate.verb.base not in ("have",):
        return ""
    return "yes" if subject.kind in ("first", "third", "party") and not subject.words.endswith(("'s", "’s")) else ""


def _owner(subject: Subject, predicate: Predicate, kind: str) -> str:
    return "" if predicate.voice == "state" else "yes"


def _due(subject: Subject, predicate: Predicate, kind: str) -> str:
    """due to, scheduled to, expected to: a thing needs a date, a party does not."""
    if predicate.voice == "state" and predicate.verb.base != "have":
        return ""
    return {"party": "yes", "plan": "dated", "thing": "dated", "it": "dated", "third": "yes"}.get(subject.kind, "")


def _is_to(subject: Subject, predicate: Predicate, kind: str) -> str:
    if predicate.voice == "state":
        return ""
    head = head_noun(subject.words).lower()
    if subject.kind == "abstract" or head in _INTENTIONS:
        return "yes" if head in ("intention", "plan", "proposal") and predicate.verb.kind == "deed" else ""
    if subject.kind in ("plan", "thing"):
        return "yes" if predicate.voice == "passive" and predicate.verb.kind == "deed" else ""
    return "yes" if subject.kind in ("party", "third", "first", "second") else ""


def _needs(subject: Subject, predicate: Predicate, kind: str) -> str:
    if predicate.voice == "passive":
        return "yes" if subject.kind != "there" and predicate.verb.kind in ("deed", "effect") else ""
    if predicate.voice == "state" and (
        subject.kind == "first" or predicate.verb.base in ("be", "have", "know", "feel", "understand", "see", "like", "remember")
    ):
        return ""
    return "yes" if subject.kind in ("party", "third", "first", "second") else ""


_PLANS: dict[str, Callable[[Subject, Predicate, str], str]] = {
    "promise.due": _due, "promise.is-to": _is_to, "requirement.need": _needs, "requirement.have-to": _needs, "requirement.ought": _needs,
    "promise.intention": _owner, "promise.it-is-intended": _owner, "requirement.required": _needs,
}  # fmt: skip


def _read_gerund(line: str, rule: Rule, match: re.Match[str], kind: str, known: frozenset[str]) -> Duty | None:
    word = re.match(r"[A-Za-z-]+", line[match.end() :])
    subject = find_subject(line, match.start(), known)
    if not word or subject.intro in _BARRED or subject.kind in ("there", "thing", "abstract") and not rule.extra.get("verb"):
        return None
    verb = guess_verb(word.group(), "gerund")
    predicate = Predicate(verb, "ongoing", match.end(), match.end() + word.end())
    if rule.extra.get("verb"):
        predicate = Predicate(verb, "noun", match.end(), match.end())
    return _duty(line, rule, match, subject, predicate)


def _read_ongoing(line: str, rule: Rule, match: re.Match[str], kind: str, known: frozenset[str]) -> Duty | None:
    """ "is joining next week": a date to come makes a promise of it."""
    subject = find_subject(line, match.start(), known)
    if subject.intro in _BARRED | {"that", "which"} or subject.kind in ("there", "abstract", "none"):
        return None
    words = re.match(r"(being )?([A-Za-z-]+)", line[match.end() :])
    if not words:
        return None
    word, begin = words.group(2), match.end() + words.start(2)
    if words.group(1):
        predicate = Predicate(guess_verb(word, "participle"), "passive", begin, match.end() + words.end())
    elif is_gerund(word):
        predicate = Predicate(guess_verb(word, "gerund"), "ongoing", begin, match.end() + words.end())
    else:
        return None
    if predicate.verb.kind not in ("deed", "event") or (not words.group(1) and subject.kind in ("thing", "it", "plan", "second")):
        return None
    return _duty(line, rule, match, subject, predicate, future=True)


def _read_passive(line: str, rule: Rule, match: re.Match[str], kind: str, known: frozenset[str]) -> Duty | None:
    """ "a plan, to be published in June": what stands before is what is to be done to."""
    predicate = read_predicate(line, match.start() + 3)
    if predicate is None or predicate.voice != "passive":
        return None
    subject = find_subject(line, match.start(), known)
    return _duty(line, rule, match, subject, predicate, actor="none")


def _read_rest(line: str, rule: Rule, match: re.Match[str], kind: str, known: frozenset[str]) -> Duty | None:
    """Nouns and clauses: what follows the trigger is what is wanted."""
    subject = find_subject(line, match.start(), known)
    if subject.intro in _BARRED and rule.label == "promise":
        return None
    future = rule.id == "promise.due-date"
    return _duty(line, rule, match, subject, None, future=future)


def _read_whole(line: str, rule: Rule, match: re.Match[str], kind: str, known: frozenset[str]) -> Duty | None:
    subject = Subject(0, 0, "", "none")
    return _duty(line, rule, match, subject, None, start=0, act=0)


_READERS: dict[str, Callable[[str, Rule, re.Match[str], str, frozenset[str]], Duty | None]] = {
    "modal": _read_modal, "plan": _read_plan, "gerund": _read_gerund, "ongoing": _read_ongoing, "passive": _read_passive,
    "noun": _read_rest, "clause": _read_rest, "list": _read_rest, "dated": _read_rest, "target": _read_rest, "targetdate": _read_rest,
    "whole": _read_whole,
}  # fmt: skip


def _strongest(line: str, found: list[Duty]) -> list[Duty]:
    """One duty for each act: of forms that share an act or sit inside another's words, the surest, then the earlier."""
    kept: list[Duty] = []
    for duty in sorted(found, key=lambda d: (-d.confidence, d.trigger)):
        if not any(_same_act(line, duty, other) for other in kept):
            kept.append(duty)
    return sorted(kept, key=lambda d: (d.trigger, d.act))


def _same_act(line: str, one: Duty, other: Duty) -> bool:
    if one.trigger < other.act and other.trigger < one.act or one.act == other.act:
        return True
    first, second = (one, other) if one.trigger < other.trigger else (other, one)
    if second.trigger < first.act:
        return True
    between = line[first.act : second.trigger]
    if first.force == second.force == "target":
        return len(between.split()) < 8
    if second.actor not in ("subject", "owner"):
        return False
    if first.reads in ("modal", "plan", "gerund", "ongoing", "noun", "clause", "list") and second.subject.intro in (
        "that",
        "which",
        "what",
        "how",
        "whom",
    ):
        return (
            not (
                second.force == "requirement"
                and second.subject.intro == "that"
                and re.search(r"\b(?:message|clear|that|critical|essential)\b", between)
            )
            and not second.dated
        )
    return second.subject.kind == "none" and second.actor == "subject" and second.reads == "plan"
