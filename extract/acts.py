"""Several acts in one sentence told apart, and each put in a few words that start with its verb.

    "We will announce it in May and hold a fair on 3 June."  ->  "announce it", "hold a fair"

A second act starts where a second verb of one act stands ("announce … and hold …"), where each part has its own date, or at the next
member of a list after a colon. Verbs of steady work joined by "and" ("monitor and review") stay one act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.forces import Duty
from extract.lines import Flat
from extract.nouns import phrase_kind
from extract.verbs import is_gerund, read_verb
from extract.words import words_of

_WORDS = 45  # of an act, after which it is cut
_CONDITION = re.compile(
    r"\b((?:subject to|provided(?: that)?|if|unless|once|as soon as|in the event (?:that|of)|assuming|conditional (?:up)?on|contingent (?:up)?on|"
    r"on condition that|depending on) [^,;.]{3,120})",
    re.I,
)
_SMALL = frozenset("by on in from the end of early mid late before until for at to start beginning middle".split())
_LINK = re.compile(r"[ ,;]+(?:and|but|or|so|while|then|also|as well as|which|that|who)$")
_PARTICLE = re.compile(
    r" (?:out|up|down|forward|back|off|over|through|together|on|in|away|around|into account|in hand)(?= |$)(?! (?:the|a|an|this|that|[A-Z\d]))"
)
_HANGING = re.compile(r",? (?:\w+(?:ed|en) )?(?:by|in|with|through|of|as|under|for|on|at|from)$")
_ASIDE = re.compile(r" [–—-] (?=(?:this|it|they|we|these|but|so|i)\b)", re.I)
_FORMS = {
    "active": ("base", "past", "participle"),
    "perfect": ("participle", "past"),
    "ongoing": ("gerund",),
    "passive": ("participle", "past"),
}
_PHRASAL = re.compile(r"(?:look into|set up|call for|put in hand|bring forward|draw up|follow up)\b")


_MEETING = re.compile(
    r"\b(?:meetings?|conferences?|seminars?|workshops?|events?|sessions?|visits?|hearings?|talks|discussions?)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a sentence: its duty, its own stretch of the line, and where the words of the act begin."""

    duty: Duty
    start: int
    end: int
    act: int
    later: bool = False  # not the first act of its duty

    def words(self, line: str, when_text: str) -> str:
        """What is to be done, starting with the verb, without its date."""
        return describe(_phrase(line, self), when_text)


def split_acts(flat: Flat, duties: Sequence[Duty], dates: Sequence[tuple[int, int]]) -> list[Act]:
    """Each duty with its own stretch of the line; a duty of several acts makes several. `dates` are places in the line."""
    acts: list[Act] = []
    duties = _merged(flat.text, duties)
    for number, duty in enumerate(duties):
        start = 0 if number == 0 else _own_start(flat.text, duty)
        following = next(
            (one for one in duties[number + 1 :] if _own_start(flat.text, one) > duty.act and not _is_nested(one)), None
        )
        stop = _own_start(flat.text, following) if following else len(flat.text)
        aside = _ASIDE.search(flat.text, duty.act, stop)
        end = _trim(flat.text, aside.start() if aside else stop)
        if duty.reads == "list":
            acts += _members(flat.text, duty, end)
        else:
            acts += _split(flat.text, Act(duty, start, end, duty.act), dates)
    return acts


def describe(words: str, when_text: str) -> str:
    """Words made a short phrase: without the date, with a small first letter, cut where they run on."""
    words = " ".join(words.split())
    if when_text:
        words = words.replace(" ".join(when_text.split()), "", 1)
    words = re.sub(r"\s+([,.;:])", r"\1", " ".join(words.split()))
    words = re.sub(r"\(\s*\)", "", words).strip(" .,;:?*_–-")
    words = _LINK.sub("", words)
    parts = words.split()
    if len(parts) > _WORDS:
        words = " ".join(parts[:_WORDS]) + " …"
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def find_condition(words: str) -> str:
    """The condition that an act stands under ("subject to …", "if …", "once …"); "" where there is none."""
    match = _CONDITION.search(words)
    if not match or re.match(
        r"(?:if|once) (?:possible|necessary|appropriate|not|again|you (?:could|would|can|were))\b", match.group(1), re.I
    ):
        return ""
    return " ".join(match.group(1).split())


def _merged(line: str, duties: Sequence[Duty]) -> list[Duty]:
    """Without "to be published in May" after a passive: what is set out in a paper comes when the paper does."""
    kept: list[Duty] = []
    for duty in duties:
        before = kept[-1].predicate if kept else None
        if duty.reads == "passive" and before and before.voice == "passive" and line[duty.trigger - 2 : duty.trigger] == ", ":
            continue
        kept.append(duty)
    return kept


def _own_start(line: str, duty: Duty) -> int:
    """Where a later duty's stretch starts: at its subject, or at its trigger where it shares the subject of the one before."""
    if duty.reads == "passive":
        return duty.start
    adjoins = (
        duty.subject.end <= duty.trigger
        and not line[duty.subject.end : duty.trigger].strip(" ,")
        and duty.start >= duty.subject.clause_start
    )
    return duty.start if adjoins else duty.trigger


def _is_nested(duty: Duty) -> bool:
    return duty.subject.intro in ("that", "which", "who") and not duty.dated


def _trim(line: str, end: int) -> int:
    return len(_HANGING.sub("", _LINK.sub("", line[:end].rstrip(" ,;–-"))))


def _members(line: str, duty: Duty, end: int) -> list[Act]:
    at = duty.act
    acts: list[Act] = []
    for member in line[duty.act : end].split(";"):
        begin = at + len(member) - len(member.lstrip())
        opener = re.match(r"(?:and|or) ", line[begin:end])
        begin += opener.end() if opener else 0
        stop = at + len(member.rstrip(" ."))
        at += len(member) + 1
        if stop > begin:
            acts.append(Act(duty, begin, stop, begin, later=True))
    return acts


def _split(line: str, act: Act, dates: Sequence[tuple[int, int]]) -> list[Act]:
    inside = [(a, b) for a, b in dates if act.act <= a and b <= act.end]
    cuts = _verb_cuts(line, act, inside) or _date_cuts(line, inside)
    acts: list[Act] = []
    start, begin = act.start, act.act
    for cut, after in [*cuts, (act.end, act.end)]:
        acts.append(Act(act.duty, start, _trim(line, cut), begin, later=bool(acts)))
        start = begin = after
    return acts


def _verb_cuts(line: str, act: Act, dates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a second verb of the same form starts another act: both of single acts, or each part with its own date."""
    predicate = act.duty.predicate
    if predicate is None or predicate.voice not in _FORMS:
        return []
    cuts: list[tuple[int, int, bool]] = []
    pattern = re.compile(r"(?:, and|,| and| but)(?: (?:also|then|will|to|subsequently|later|finally))* (?=([A-Za-z-]+) )")
    for match in pattern.finditer(line, act.act, act.end):
        verb = read_verb(match.group(1))
        if not verb or verb.form not in _FORMS[predicate.voice] or match.start() - predicate.end < 4:
            continue
        if (
            predicate.voice == "active"
            and verb.form != "base"
            and len(dates) < 2
            or verb.form == "base"
            and verb.noun
            and not verb.single
        ):
            continue
        cuts.append((match.start(), match.end(), verb.single))
    bounds = [act.act, *[cut[1] for cut in cuts], act.end]
    if cuts and all(any(a <= x and y <= b for x, y in dates) for a, b in pairwise(bounds)):
        return [(start, end) for start, end, _ in cuts]
    if not (predicate.verb.single or _PHRASAL.match(line, predicate.start)):
        return []
    return [(start, end) for start, end, single in cuts if single and len(line[end : act.end].split()) > 2]


def _date_cuts(line: str, dates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where members of a series each end in a date: "reports for A on the 20th, B on the 28th and C on the 11th"."""
    cuts: list[tuple[int, int]] = []
    for (_, end), (start, _) in pairwise(dates):
        link = re.match(r"\)?(?:,? and|,|;)(?: then| also)? ", line[end:start])
        if link and any(word.lower() not in _SMALL for word in line[end + link.end() : start].split()):
            cuts.append((end, end + link.end()))
    return cuts if cuts and len(cuts) == len(dates) - 1 else []


def _phrase(line: str, act: Act) -> str:
    duty, predicate = act.duty, act.duty.predicate
    rest = line[act.act : act.end]
    if duty.force == "target":
        return rest if act.later else line[duty.trigger : act.end]
    if duty.reads == "whole":
        return line[act.start : act.end]
    if duty.reads == "dated":
        return f"{'hold' if _MEETING.search(duty.subject.words) else 'deliver'} {_lowered(duty.subject.words)}"
    if predicate is None:
        asked = "provide" if duty.reads == "list" else duty.verb
        return f"{asked} {rest}" if asked else rest
    if act.later:
        first = rest.split(" ", 1)[0]
        verb = read_verb(first)
        again = verb is not None and (verb.form in ("base", "participle", "past") or is_gerund(first))
        return f"{verb.base}{rest[len(first) :]}" if verb and again else f"{predicate.verb.base} {rest}"
    tail = line[predicate.start + len(predicate.verb.base) if " " in predicate.verb.base else predicate.end : act.end]
    if duty.reads == "passive":
        return f"{predicate.verb.base} {line[duty.start : duty.trigger].rstrip(' ,')}{tail}"
    if predicate.voice.startswith("passive"):
        patient = (
            duty.subject.words if duty.subject.kind not in ("it", "third", "none") and not duty.words else duty.words or "this"
        )
        particle = _PARTICLE.match(tail)
        tail = _without_agent(tail[particle.end() :] if particle else tail)
        return f"{predicate.verb.base}{particle.group() if particle else ''} {_lowered(patient)}{tail}"
    if predicate.voice == "noun":
        return f"{duty.verb} {rest}"
    if predicate.voice == "delivered" or (predicate.voice == "state" and predicate.verb.base == "be"):
        owner = duty.words or duty.subject.words
        thing = owner and phrase_kind(owner) not in ("first", "second", "party", "third", "it")
        state = line[predicate.start : act.end].removeprefix("be ")
        getting = predicate.verb.base if predicate.verb.base == "make" else "have"
        return f"{getting} {_lowered(owner)} {state}" if thing else f"be {state}"
    return f"{'not ' if predicate.negative else ''}{predicate.verb.base}{tail}"


def _lowered(words: str) -> str:
    """The words that opened a sentence, with a small letter where that made the large one."""
    first = words.split(" ", 1)[0]
    opened = first.casefold() in words_of("determiner") or phrase_kind(words) not in ("party", "first")
    return words[:1].lower() + words[1:] if opened and first[1:].islower() else words


def _without_agent(tail: str) -> str:
    return re.sub(r"^\s*by (?:the |an? )?(?!\d)[A-Z][\w'’ ]+?(?=$|[,.]| (?:by|on|in|from|at|to)\b)", "", tail)
