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

from extract.cases import Duty
from extract.nouns import phrase_kind
from extract.predicates import Predicate
from extract.verbs import Verb, is_gerund, read_verb
from extract.words import words_of

_GETTING = ("receive", "get", "have")
_WORDS = 45  # of an act, after which it is cut
_LEAST_WORDS = 3  # of a second act
_CONDITION = re.compile(
    r"\b((?:subject to|provided(?: that)?|if|unless|once|as soon as|in the event (?:that|of)|assuming|conditional (?:up)?on|"
    r"contingent (?:up)?on|on condition that|depending on) [^,;.]{3,120})",
    re.I,
)
_NO_CONDITION = re.compile(r"(?:if|once) (?:possible|necessary|appropriate|not|again|you (?:could|would|can|were))\b", re.I)
_SMALL = frozenset(
    "by on in from the end of early mid late before until for at to start beginning middle if possible preferably ideally latest no later "
    "than not".split()
)
_LINK = re.compile(r"[ ,;]+(?:and|but|or|(?<!do )so|while|then|also|as well as|which|that|who|because|if possible)$")
_CUT_OFF = re.compile(r",? and (?:it|we|they|I|he|she) (?:has|have|had) ?$")
_PARTICLE = re.compile(
    r" (?:(?:out|up|down|forward|back|off|together|away|around|into account|in hand)(?= |$)(?! (?:the|a|an|this|that|[A-Z\d]))"
    r"|(?:over|through|on|in)(?=$|,| (?:by|in|at|on|from|for|with|to|until|before|after|as|and)\b))"
)
_HANGING = re.compile(r",? (?:\w+(?:ed|en) )?(?:by|in|with|through|of|as|under|for|on|at|from)$")
_ASIDE = re.compile(r" [–—-] (?=(?:this|it|they|we|these|but|so|i)\b)", re.I)
_SECOND_VERB = re.compile(r"(?:, and|,| and| but)(?: (?:also|then|will|to|subsequently|later|finally))* (?=([A-Za-z-]+) )")
_REASON = re.compile(
    r"(?:because|since|as|given|unless|save|except|that is|i\.?e\.?|namely|viz|so that|when|which|who|where|while|although|though|if|for) ",
    re.I,
)  # no member of a series
_FALLBACK = re.compile(
    r",? (?:and|but|or) (?:in any (?:case|event)|at any rate|at (?:the )?latest|preferably|ideally)(?=[,;]|$)", re.I
)
_RECURRING = re.compile(r"\b(?:each|every|any) $", re.I)
_BESIDE = re.compile(r"(?:with|including|after|following|when|once|before) ", re.I)  # opens no act of its own
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
_CLAUSE_BORDER = re.compile(r"[,;] (?:and |but )?|\.\s+| (?:and|but) (?=(?:I|we|they|it|he|she|the|will|shall)\b)")
_TO_DO = re.compile(r"\b(?:to|will|shall|must|should|would|can|could)(?: (?:also|now|then))? ([a-z]+)\b(?! by\b)")
_LEFT_OVER = re.compile(  # what belonged to the date
    r"\s*\((?:probably|hopefully|provisionally|possibly|expected|ideally|about|around)\s*\)"
    r"|,? (?:some ?time|(?:in|by|from|until|before) (?:early|late|mid)|probably|hopefully|provisionally)(?: (?:to|in|on))?(?=$|[.,;])",
    re.I,
)
_OF_A_NAME = (  # "the winter timetable"
    r"(?!(?:(?<=winter)|(?<=summer)|(?<=spring)|(?<=autumn)) "
    r"(?:timetables?|season|terms?|session|programme|meeting|conference|campaign|break|recess)\b)"
)
_HELD = re.compile(
    r"\b(?:consultations?|audits?|reviews?|exercises?|surveys?|elections?|debates?|trials?|fairs?|briefings?)\b", re.I
)
_SET_GOING = ("begin", "start", "launch", "commence", "open", "finish", "end", "conclude", "close", "resume", "continue")
_SHARED_OBJECT = re.compile(r" (?:(?!(?:for|to|with|of|on|in|by) )[\w'-]+ ){1,5}(?:for|to|with)(?= )")
_BARE_NAME = re.compile(
    r"(?:(?:the|our|your|their|its|his|her|my) )?[A-Z][\w()&'-]*(?: [A-Z][\w()&'-]*)*(?= (?:on|in|by|at|before|from)\b|$)"
)
_AGENT = re.compile(r"^\s*by (?:the |an? )?(?!\d)[A-Z][\w'’ ]+?(?=$|[,.]| (?:by|on|in|from|at|to)\b)")


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


def split_acts(line: str, duties: Sequence[Duty], dates: Sequence[tuple[int, int]]) -> list[Act]:
    """Each duty with its own stretch of the line; a duty of several acts makes several. `dates` are places in the line."""
    acts: list[Act] = []
    duties = _merged(line, duties)
    for number, duty in enumerate(duties):
        start = _first_start(line, duty) if number == 0 else _own_start(line, duty)
        later = (one for one in duties[number + 1 :] if _own_start(line, one) > duty.act and not _is_nested(one))
        following = next(later, None)
        stop = _own_start(line, following) if following else len(line)
        aside = _ASIDE.search(line, duty.act, stop)
        end = _trim(line, aside.start() if aside else stop)
        if duty.reads == "list":
            acts += _members(line, duty, end)
        else:
            acts += _split(line, Act(duty, start, end, duty.act), dates)
    return acts


def describe(words: str, when_text: str) -> str:
    """Words made a short phrase: without the date, with a small first letter, cut where they run on."""
    words = " ".join(words.split())
    if when_text:
        words = _FALLBACK.sub(
            "",
            " ".join(re.sub(re.escape(" ".join(when_text.split())) + _OF_A_NAME, "", words, count=1, flags=re.I).split()).replace(
                " ,", ","
            ),
        )
    words = re.sub(r"\s+([,.;:])", r"\1", " ".join(words.split()))
    words = _LEFT_OVER.sub("", words) if when_text else words
    words = _LINK.sub("", re.sub(r"\(\s*\)", "", words).strip(" .,;:?*_–-"))
    parts = words.split()
    if len(parts) > _WORDS:
        words = " ".join(parts[:_WORDS]) + " …"
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def find_condition(words: str) -> str:
    """The condition that an act stands under ("subject to …", "if …", "once …"); "" where there is none."""
    match = _CONDITION.search(words)
    return " ".join(match.group(1).split()) if match and not _NO_CONDITION.match(match.group(1)) else ""


def find_deed(line: str, end: int) -> tuple[int, int] | None:
    """Where the clause nearest before `end` says what is, or was, to be done ("I was asked to publish the list"); None where none does."""
    stop = len(line[:end].rstrip(" ,;."))
    borders = [match.span() for match in _CLAUSE_BORDER.finditer(line, 0, stop)]
    starts, ends = [0, *(after for _, after in borders)], [*(before for before, _ in borders), stop]
    for start, last in reversed(list(zip(starts, ends, strict=True))):
        for match in _TO_DO.finditer(line, start, last):
            verb = read_verb(match.group(1), "base")
            if verb and verb.kind == "deed" and verb.base != "do":
                return match.start(1), last
    return None


# --- where each act begins and ends ---


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
    subject = duty.subject
    adjoins = (
        subject.end <= duty.trigger and not line[subject.end : duty.trigger].strip(" ,") and duty.start >= subject.clause_start
    )
    return duty.start if adjoins or duty.reads == "passive" else duty.trigger


def _first_start(line: str, duty: Duty) -> int:
    """Where the stretch of the first duty starts: at the head of the line, after the last semicolon before its clause, or at "but now"."""
    stop = line.rfind("; ", 0, max(duty.subject.clause_start, 0) + 1)
    if (turn := line.rfind(" but now ", 0, duty.trigger + 1)) >= 0:
        return turn + 1
    return stop + 2 if stop >= 0 and duty.subject.clause_start <= duty.start else 0


def _is_nested(duty: Duty) -> bool:
    return duty.subject.intro in ("that", "which", "who") and not duty.dated


def _trim(line: str, end: int) -> int:
    return len(_HANGING.sub("", _LINK.sub("", _CUT_OFF.sub("", line[:end]).rstrip(" ,;–-"))))


def _members(line: str, duty: Duty, end: int) -> list[Act]:
    """The members of a list after a colon, one act each."""
    at = duty.act
    acts: list[Act] = []
    for member in line[duty.act : end].split(";"):
        begin = at + len(member) - len(member.lstrip())
        opener = re.match(r"(?:and |or )?(?:\(?[a-z\d]{1,3}\) ?)?(?:to (?=[a-z]))?", line[begin:end])
        begin += opener.end() if opener else 0
        stop = at + len(member.rstrip(" ."))
        at += len(member) + 1
        if stop > begin:
            acts.append(Act(duty, begin, stop, begin, later=True))
    return acts


def _split(line: str, act: Act, dates: Sequence[tuple[int, int]]) -> list[Act]:
    inside = [(start, end) for start, end in dates if act.act <= start and end <= act.end]
    cuts = _verb_cuts(line, act, inside) or _date_cuts(line, inside)
    acts: list[Act] = []
    start, begin = act.start, act.act
    for cut, after in [*cuts, (act.end, act.end)]:
        if not acts or not _BESIDE.match(line, begin):
            acts.append(Act(act.duty, start, _trim(line, cut), begin, later=bool(acts)))
        start = begin = after
    return acts


def _verb_cuts(line: str, act: Act, dates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a second verb of the same form starts another act: both of single acts, or each part with its own date."""
    predicate = act.duty.predicate
    if predicate is None or predicate.voice not in _FORMS:
        return []
    found = [(match.start(), match.end(), read_verb(match.group(1))) for match in _SECOND_VERB.finditer(line, act.act, act.end)]
    cuts = [(start, end, verb) for start, end, verb in found if verb and _is_second(verb, predicate, start, dated=len(dates) > 1)]
    bounds = [act.act, *(end for _, end, _ in cuts), act.end]
    if cuts and all(any(a <= x and y <= b for x, y in dates) for a, b in pairwise(bounds)):
        return [(start, end) for start, end, _ in cuts]
    if cuts and act.duty.reads == "plan" and all(line[:end].endswith("and to ") for _, end, _ in cuts):
        return [(start, end) for start, end, _ in cuts]  # "to keep a log, and to send it in"
    if not (predicate.verb.single or _PHRASAL.match(line, predicate.start)):
        return []
    return [(start, end) for start, end, verb in cuts if verb.single and len(line[end : act.end].split()) >= _LEAST_WORDS]


def _is_second(verb: Verb, predicate: Predicate, start: int, *, dated: bool) -> bool:
    """Can this be a second verb beside the predicate's, and not a noun or the tail of the first?"""
    if verb.form not in _FORMS[predicate.voice] or start - predicate.end < 4:
        return False
    if verb.form == "base":
        return verb.single or not verb.noun
    return predicate.voice != "active" or dated


def _date_cuts(line: str, dates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where members of a series each end in a date: "reports for A on the 20th, B on the 28th and C on the 11th"."""
    dates = [place for place in dates if not _RECURRING.search(line[: place[0]])]
    cuts: list[tuple[int, int]] = []
    for (_, end), (start, _) in pairwise(dates):
        link = re.match(r"\)?(?:,? and|,|;)(?: then| also)? ", line[end:start])
        if (
            link
            and not _REASON.match(line, end + link.end())
            and any(word.lower() not in _SMALL for word in line[end + link.end() : start].split())
        ):
            cuts.append((end, end + link.end()))
    return cuts if cuts and len(cuts) == len(dates) - 1 else []


# --- the words of an act ---


def _phrase(line: str, act: Act) -> str:
    duty, predicate = act.duty, act.duty.predicate
    rest = line[act.act : act.end]
    if duty.reads == "whole":
        return line[act.start : act.end]
    if duty.reads == "wanted":
        return f"{duty.verb} {_small_article(line[act.act : duty.trigger])}"
    if duty.force == "target":
        return rest if act.later else re.sub(r"^(?:\W|aims? |to |and |of )+", "", line[duty.trigger : act.end])
    if duty.reads == "dated":
        return f"{'hold' if _MEETING.search(duty.subject.words) else 'deliver'} {_lowered(duty.subject.words)}"
    if predicate is None:
        acts = read_verb(rest.split(" ", 1)[0], "base") is not None
        asked = duty.verb if duty.reads != "list" else "" if acts else "provide"
        return f"{asked} {rest}" if asked else rest
    if predicate.voice == "noun":
        return f"{duty.verb} {rest}"
    return _later(line, act, predicate) if act.later else _with_verb(line, act, predicate)


def _small_article(words: str) -> str:
    return re.sub(r"^(?:An?|The|Any|Your)\b", lambda match: match.group().lower(), words)


def _later(line: str, act: Act, predicate: Predicate) -> str:
    """A later act has a verb of its own, or shares the first one's; a bare name ("and the Board on the 9th") shares its object too."""
    rest = line[act.act : act.end]
    if _BARE_NAME.match(rest):
        shared = _SHARED_OBJECT.match(line, predicate.end, act.act)
        return f"{predicate.verb.base}{shared.group() if shared else ''} {rest}"
    first = rest.split(" ", 1)[0]
    verb = read_verb(first)
    own = verb is not None and (verb.form in ("base", "participle", "past") or is_gerund(first))
    return f"{verb.base}{rest[len(first) :]}" if verb and own else f"{predicate.verb.base} {rest}"


def _with_verb(line: str, act: Act, predicate: Predicate) -> str:
    duty, base = act.duty, predicate.verb.base
    tail = line[predicate.start + len(base) if " " in base else predicate.end : act.end]
    if duty.reads == "passive":
        return f"{base} {line[duty.start : duty.trigger].rstrip(' ,')}{tail}"
    if predicate.voice.startswith("passive"):
        particle = _PARTICLE.match(tail)
        moved, tail = (particle.group(), tail[particle.end() :]) if particle else ("", tail)
        return f"{'not ' if predicate.negative else ''}{base}{moved} {_patient(duty)}{_AGENT.sub('', tail)}"
    if duty.force == "promise" and duty.subject.kind == "second" and base in _GETTING:
        return f"send{line[predicate.end : act.end]}"  # "You will have our reply by May"
    if predicate.voice == "responsible":
        return f"be {line[predicate.start : act.end]}"
    if predicate.voice == "delivered" or (predicate.voice == "state" and base == "be"):
        return _delivered(line[predicate.start : act.end], duty, base)
    if duty.subject.kind in ("plan", "thing", "abstract") and predicate.voice in ("active", "ongoing") and not predicate.negative:
        return _of_thing(base, _lowered(duty.subject.words), tail, happens=predicate.verb.kind == "event")
    return f"{'not ' if predicate.negative else ''}{base}{tail}"


def _of_thing(base: str, thing: str, tail: str, *, happens: bool) -> str:
    """ "The pilot will begin"  ->  "begin the pilot"; "The fair will take place"  ->  "hold the fair"; else "the form to reach us"."""
    first = tail.split(" ", 2)[1:2]
    alone = not first or first[0] in words_of("preposition") or first[0] in ("early", "late", "mid", "next", "this")
    if base == "take place" and (_MEETING.search(thing) or _HELD.search(thing)):
        return f"hold {thing}{tail}"
    if base in _SET_GOING and alone:
        return f"{base} {thing}{tail}"
    bare = happens or not tail.strip() or base in words_of("arriving") or (base == "report" and alone)
    return f"{thing} to {base}{tail}" if bare else f"{base}{tail}"


def _patient(duty: Duty) -> str:
    """What a passive says something is to be done to."""
    if duty.words:
        return _lowered(duty.words)
    return "this" if duty.subject.kind in ("it", "third", "none") else _lowered(duty.subject.words)


def _delivered(state: str, duty: Duty, base: str) -> str:
    """ "The figures will be available"  ->  "make the figures available"; "We will be in touch"  ->  "be in touch"."""
    owner = duty.words or duty.subject.words
    thing = owner and phrase_kind(owner) not in ("first", "second", "party", "third", "it")
    state = state.removeprefix("be ")
    return f"{base if base == 'make' else 'have'} {_lowered(owner)} {state}" if thing else f"be {state}"


def _lowered(words: str) -> str:
    """The words that opened a sentence, with a small letter where that made the large one."""
    first = words.split(" ", 1)[0]
    opened = first.casefold() in words_of("determiner") or phrase_kind(words) not in ("party", "first")
    return words[:1].lower() + words[1:] if opened and (first[1:].islower() or first == "A") else words
