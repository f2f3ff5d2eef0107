"""Promises, requests, requirements and targets in an item's text: who is to do what, by when, for whom.

    "We will issue guidance by the end of May."  in a letter of 2011-03-02 from the Rivers Office
      ->  promise, who "Rivers Office", what "issue guidance", when_text "by the end of May", when "../2011-05-31"

The forms of words are data (`rules/actions.jsonl`, `rules/not_actions.jsonl`, see `extract.duties`); here they are put on sentences,
list members and table rows, and each act gets its actor, its deadline and its condition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.acting import Acting, known_names
from extract.actionrows import ActionRow, read_rows
from extract.acts import Act, describe, find_condition, find_deed, split_acts
from extract.cases import Duty
from extract.deadlines import find_when
from extract.duecolumns import DueRow, find_due_rows
from extract.duties import find_duties, has_rules_word
from extract.findings import ActionFound, Context, DateFound, RecommendationFound, Sentence
from extract.grounds import Said, find_grounds, weigh
from extract.leads import Opening, Unit, heading_rule, open_heading, open_lead, owner_line, read_units
from extract.lines import Flat, flatten
from extract.nouns import head_noun, phrase_kind
from extract.recommendations import find_recommendations
from extract.seen import agent_within
from extract.subjects import find_subject, main_subject
from extract.timing import is_of_another_clause, is_timely
from extract.verbs import read_verb
from extract.words import is_legible

MIN_CONFIDENCE = 0.5  # a form of words that is less sure than this is not reported
_ROW_CONFIDENCE = 0.8
_HEADED_CONFIDENCE = 0.6
_LED_CONFIDENCE = 0.05  # what a list member loses against its lead
_LONGEST_MEMBER = 400
_LEAST_WORDS = 2
_QUOTING_KINDS = ("report", "response")
_REPORTING_KINDS = ("response", "annex")
_DEFINITE = re.compile(r"(?:the|this|these|that|those|all|both)\b", re.I)
_INTENTION = re.compile(r"(?:the|our) (?:intention|aim|plan|hope|expectation|ambition)$", re.I)
_PROMISING = ("promise.agreed-to", "promise.took-task")  # only a party does so, however its name looks
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did)\b", re.I)
_OWNER = re.compile(r"(?P<who>[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*| (?:and|&|/)){0,7}) ?: (?=\w)")
_NEW_MINUTE = re.compile(r"\n\s*(?:\n|\d[\d.]*[.)]?\s)")
_DECIDED = re.compile(r"^(?:\d[\d.]* )?(?:.{0,60}\. )?(?:resolved|agreed|decided)\W+(?=to )", re.I)
_DO_SO = re.compile(r"do(?: (?:so|this|that|it|the same)(?!\w))?(?P<rest>(?<!do)[:,]? .*)?")
_TOLD = re.compile(
    r"(?<!was )(?<!were )(?<!been )\b(?:has |have |had )?(?:assured|told|informed|promised|reminded) [^;:.]{2,80}\bthat $"
)
_SAID = re.compile(
    r"(?<!was )(?<!were )(?<!been )\b(?:advised|reported|said|stated|announced|confirmed|explained|noted|indicated) that $"
)
_ASIDE = re.compile(r" [–—-] ")
_LINKED = re.compile(r"\bhttps?:|\bwww\.|^see also\b", re.I)
_SUBCLAUSE = re.compile(r"\b(?:that|which|who|whether|how|what|if|when|where)\b")


def find_actions(
    text: str,
    sentences: Sequence[Sentence],
    dates: Sequence[DateFound],
    context: Context,
    recommendations: Sequence[RecommendationFound] | None = None,
) -> list[ActionFound]:
    """The actions of an item's normal text, in text order. Recommendations of an inquiry and their repeats are passed over.

    `sentences`, `dates` and `recommendations` are those found in the same text; recommendations that nobody has looked for are looked
    for here.
    """
    if recommendations is None:
        recommendations = find_recommendations(text, sentences, context) if context.kind in _QUOTING_KINDS else ()
    reader = _Reader(text, dates, context, recommendations)
    units = read_units(text, sentences)
    rows = read_rows(text, units, dates, context.title)
    found = [reader.row(row) for row in rows]
    before: Unit | None = None
    for unit in units:
        if any(row.start <= unit.sentence.start < row.end for row in rows):
            continue
        owner = owner_line(text[unit.sentence.start : unit.sentence.end]) if before else ""
        if owner and before:
            found = reader.owned(found, before, owner, bracketed=text[unit.sentence.start] in "([")
        else:
            found += reader.unit(unit)
        before = unit
    for due in find_due_rows(text, units):
        found = reader.due(found, due)
    return _distinct(sorted(found, key=lambda one: (one.start, one.end)))


class _Reader:
    """Reads the units of one item in order."""

    def __init__(
        self, text: str, dates: Sequence[DateFound], context: Context, recommendations: Sequence[RecommendationFound]
    ) -> None:
        self._text, self._dates, self._context = text, dates, context
        self._known = known_names(context)
        self._acting = Acting(text, context, self._known)
        quotes = context.kind in _QUOTING_KINDS
        self._quoted = [(one.start, one.end) for one in recommendations] if quotes else []
        self._leads: dict[str, Opening | None] = {}
        self._before: Flat | None = None

    def row(self, row: ActionRow) -> ActionFound:
        """A row of an action table, or a figure of a table of targets."""
        when_text, when = row.column
        if row.when:
            when_text, when = find_when(self._text, *row.when, self._dates, self._context)
            cell = self._text[slice(*row.when)]
            if (
                not when_text and row.what not in cell
            ):  # a column of its own, whatever else it says ("July 2010 (not in the letter)")
                named = next((one for one in self._dates if row.when[0] <= one.start and one.end <= row.when[1]), None)
                when_text, when = (named.text, named.value) if named else (cell, "")
        found = ActionFound(
            start=row.start,
            end=row.end,
            rule=row.rule,
            confidence=_ROW_CONFIDENCE,
            force=row.force,
            who=self._acting.name(row.who) if row.who else "",
            what=describe(row.what, ""),
            when_text=when_text,
            when=when,
            status=row.status,
        )
        return self._weighed(found, row.what, row=True)

    def due(self, found: Sequence[ActionFound], row: DueRow) -> list[ActionFound]:
        """The actions with the officer and the day that a table of recommendations gives to what a response promises, in its columns."""
        inside = [one for one in found if row.answer.start <= one.start < row.answer.end]
        promised = row.promised(self._text)
        if not inside:
            return [*found, self.row(promised)] if promised else list(found)
        day = self.row(ActionRow(row.start, row.end, "", row.who, row.when))
        return [
            replace(one, who=one.who or day.who, when_text=day.when_text, when=day.when)
            if one in inside and not one.when
            else one
            for one in found
        ]

    def _weighed(
        self, found: ActionFound, line: str, duty: Duty | None = None, *, listed: bool = False, row: bool = False
    ) -> ActionFound:
        """The action with the confidence that its form and the grounds for and against it give."""
        said = Said(
            force=found.force,
            rule=found.rule,
            line=line,
            words=self._text[found.start : found.end],
            kind=self._context.kind,
            who=found.who,
            known=self._context.directory.resolve(found.who) is not None,
            when_text=found.when_text,
            when=found.when,
            duty=duty,
            listed=listed,
            row=row,
        )
        grounds = find_grounds(said)
        return replace(found, grounds=grounds, confidence=weigh(found.confidence, grounds))

    def owned(self, found: list[ActionFound], unit: Unit, owner: str, *, bracketed: bool) -> list[ActionFound]:
        """The actions with the owner whom a line names after `unit`: of its last act; where none was found in it, of the whole sentence.

        In brackets the owner may be that of an act further up in the paragraph.
        """
        start, end = unit.sentence.start, unit.sentence.end
        who = " and ".join(name for one in re.split(r",| and | & |/(?=[A-Z])", owner) if (name := self._acting.name(one)))
        body = self._acting.sender(plural=True)  # who is only presumed to act
        reach = max((one.end() for one in _NEW_MINUTE.finditer(self._text, 0, start)), default=0) if bracketed else start
        if found and reach <= found[-1].start and found[-1].end <= end:
            last = found[-1]
            presumed = last.force == "request" or last.who in ("", body)
            return [*found[:-1], replace(last, who=who) if presumed and who else last]
        flat = flatten(self._text, start, end)
        when_text, when = find_when(self._text, start, end, self._dates, self._context)
        what = describe(flat.text, when_text)
        action = ActionFound(
            start=start,
            end=end,
            rule="owner.line",
            confidence=_HEADED_CONFIDENCE,
            force="request",
            who=who,
            what=what,
            when_text=when_text,
            when=when,
        )
        return [*found, self._weighed(action, flat.text, row=True)] if who and len(what.split()) >= _LEAST_WORDS else found

    def unit(self, unit: Unit) -> list[ActionFound]:
        """The actions of one sentence or list member."""
        flat = flatten(self._text, unit.sentence.start, unit.sentence.end)
        self._acting.begin(unit.sentence.start)
        duties = self._duties(unit, flat)
        opening = self._opening(unit)
        if opening and not _stands_alone(flat, duties, unit) and not self._is_quoted(unit.sentence.start):
            found = self._member(flat, opening)
        elif unit.leads and self._lead(" ".join(flat.text.split())):
            found = []  # its members say it
        else:
            found = self._acts(unit, flat, duties)
        self._acting.remember(flat.text, found[-1].who if found else "")
        self._before = flat
        return found

    def _duties(self, unit: Unit, flat: Flat) -> list[Duty]:
        headed = bool(unit.heading) or heading_rule(unit.lead) is not None
        if not headed and not has_rules_word(flat.text):
            return []
        duties = find_duties(
            flat.text,
            self._context.kind,
            self._known,
            headed=headed,
            bare=headed or unit.sentence.kind != "sentence" or self._context.kind == "minutes",
            after_party=lambda: self._acting.follows_party,
        )
        return [duty for duty in duties if not self._is_quoted(flat.at(duty.trigger))]

    def _is_quoted(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self._quoted)

    def _opening(self, unit: Unit) -> Opening | None:
        """What the unit completes: its lead, or the heading over it."""
        if unit.sentence.kind == "row":
            return None
        if unit.lead and (opening := self._lead(unit.lead)):
            return opening
        heading = (unit.heading if unit.listed else "") or (unit.lead if heading_rule(unit.lead) else "")
        return open_heading(heading) if heading else None

    def _lead(self, lead: str) -> Opening | None:
        if lead not in self._leads:
            self._leads[lead] = open_lead(lead, self._context.kind, self._known)
        return self._leads[lead]

    def _member(self, flat: Flat, opening: Opening) -> list[ActionFound]:
        """A list member with the duty that its lead or heading leaves open."""
        words, duty = flat.text.strip(" .;,"), opening.duty
        owned = _OWNER.match(words) if duty is None and opening.force == "request" else None
        owner, words = (self._acting.name(owned["who"]), words[owned.end() :]) if owned else ("", words)
        first = re.match(r"[A-Za-z-]+", words)
        starts_with_verb = bool(first and read_verb(first.group().casefold(), "base"))
        if opening.force == "target" and not re.search(r"\d", words):
            return []
        if duty is None and not owner and (_LINKED.search(words) or not is_legible(words)):
            return []  # the title of a page, and noise
        idle = not starts_with_verb and (not opening.verb or len(words.split()) < _LEAST_WORDS)
        if opening.force != "target" and duty is None and idle and not owner:
            return []
        start, end = flat.span(0, len(re.sub(r"[ ,;]+(?:and|or)?$", "", flat.text.rstrip())) or len(flat.text))
        when_text, when = find_when(self._text, start, end, self._dates, self._context)
        if not duty and opening.of_reader:
            owner = self._acting.addressee()
        who = self._who(duty, opening.line) if duty else owner
        before = opening.tail or ("" if starts_with_verb else opening.verb)
        found = ActionFound(
            start=start,
            end=end,
            rule=opening.rule,
            confidence=(duty.confidence if duty else _HEADED_CONFIDENCE) - _LED_CONFIDENCE,
            force=opening.force,
            who=who,
            what=describe(f"{before} {_small_article(words)}" if before else words, when_text),
            to=self._to(opening.force, who, duty),
            when_text=when_text,
            when=when,
            condition=find_condition(words),
        )
        return [self._weighed(found, flat.text, listed=True)]

    def _acts(self, unit: Unit, flat: Flat, duties: Sequence[Duty]) -> list[ActionFound]:
        """The acts of a sentence that stands for itself."""
        inside = [one for one in self._dates if unit.sentence.start <= one.start and one.end <= unit.sentence.end]
        places = [(flat.place(one.start), flat.place(one.end - 1) + 1) for one in inside]
        found: list[ActionFound] = []
        for act in split_acts(flat.text, duties, places):
            if action := self._action(flat, act, found[-1].who if found else ""):
                found.append(action)
        return found

    def _action(self, flat: Flat, act: Act, before: str) -> ActionFound | None:
        """An act with its actor and date; `before` is who was to do the act before it in the same sentence."""
        duty = act.duty
        start, end = flat.span(act.start, act.end)
        when_text, when = find_when(self._text, start, end, self._dates, self._context)
        if is_of_another_clause(duty, flat.text, when_text):
            when_text = when = ""
        if (
            duty.confidence < MIN_CONFIDENCE
            or not is_legible(flat.text[act.start : act.end])
            or not is_timely(duty, flat.text, when_text, when, self._context.date)
        ):
            return None
        shared = duty.subject.relative or duty.reads == "passive" or duty.rule == "promise.with-a-view"
        goes_on = (duty.force == "promise" and shared) or _is_yield(duty)
        who = before if goes_on and before else self._who(duty, flat.text)
        agent = self._parsed_agent(duty, start, end)
        who = self._acting.name(agent) or who if agent else who
        found = ActionFound(
            start=start,
            end=end,
            rule=duty.rule,
            confidence=duty.confidence,
            force=duty.force,
            who=who,
            what=self._what(flat, act, when_text).replace(f" by {agent}", "") if agent else self._what(flat, act, when_text),
            to=self._to(duty.force, who, duty),
            when_text=when_text,
            when=when,
            condition=find_condition(flat.text[act.start : act.end]),
        )
        return self._weighed(found, flat.text, duty)

    def _parsed_agent(self, duty: Duty, start: int, end: int) -> str:
        """The words of a passive's agent by the parse of a trained pipeline, where one is in use."""
        passive = duty.predicate is not None and duty.predicate.voice.startswith("passive")
        place = agent_within(self._context.seen, start, end) if passive else None
        return self._text[slice(*place)] if place else ""

    def _what(self, flat: Flat, act: Act, when_text: str) -> str:
        """The words of an act; "do so" is what was to be done before, or, where that is not said, the whole clause."""
        if act.duty.reads == "whole" and act.duty.trigger > act.start:  # the owner stands after what is to be done
            return describe(_DECIDED.sub("", flat.text[act.start : act.duty.trigger]), when_text)
        words = act.words(flat.text, when_text)
        match = _DO_SO.fullmatch(words)
        if not match:
            return self._with_thing(words, act.duty)
        rest = match.group("rest") or ""
        if rest.startswith(":"):
            return describe(rest, "")
        for line, end in ((flat, act.duty.trigger), (self._before, None)):
            if line and (place := find_deed(line.text, len(line.text) if end is None else end)):
                said = find_when(self._text, *line.span(*place), self._dates, self._context)[0]
                return describe(f"{describe(line.text[slice(*place)], said)}{rest}", "")
        return describe(flat.text[act.start : act.end], when_text)

    def _with_thing(self, words: str, duty: Duty) -> str:
        """A bare verb of what happens, with the thing that "it" stands for: "It will launch in May" after "The scheme is ready"."""
        predicate = duty.predicate
        bare = predicate is not None and words == predicate.verb.base and predicate.voice == "active"
        if not bare or duty.subject.kind != "it" or self._before is None:
            return words
        thing = main_subject(self._before.text, self._known)
        named = thing.kind in ("plan", "thing") and re.search(r"[a-z]{3}", thing.words)
        return f"{_small_article(thing.words)} to {words}" if named else words

    def _who(self, duty: Duty, line: str) -> str:
        acting = self._acting
        if duty.words:
            asks_reader = duty.rule.startswith("request.grateful-if") and phrase_kind(duty.words, self._known) in (
                "thing",
                "plan",
            )
            return acting.addressee() if asks_reader else acting.name(duty.words)
        said = _SAID.search(line[: duty.subject.start]) if self._context.kind in ("minutes", "note") else None
        if duty.subject.kind == "first" and (told := _TOLD.search(line[: duty.subject.start]) or said):
            speaker = find_subject(line, told.start(), self._known)
            if speaker.kind == "party":
                return acting.name(speaker.words)  # "the Guild has assured the Mayor that we would …"
        if duty.force == "target" and duty.actor == "none":
            return acting.setter(line, duty.trigger)
        if duty.actor in ("addressee", "asked", "sender", "none"):
            return {"sender": acting.sender(plural=True), "none": ""}.get(duty.actor, acting.addressee())
        if duty.predicate and duty.predicate.voice.startswith("passive"):
            done = acting.agent(line, duty.predicate.end) or acting.runner(
                duty.subject, promise=duty.force == "promise", line=line
            )
            return done or (acting.bound() if duty.force == "requirement" else self._at_work(duty, line))
        agreed = duty.rule in _PROMISING and duty.subject.words[:1].isupper()
        if duty.subject.kind in ("thing", "plan") and (duty.force == "request" or agreed or _is_bound(duty)):
            return acting.name(duty.subject.words)
        done = acting.subject(duty.subject, line)
        if not done and duty.force == "requirement" and duty.subject.kind in ("there", "thing", "plan"):
            return acting.bound()
        return done or self._at_work(duty, line)

    def _at_work(self, duty: Duty, line: str) -> str:
        """Who is at work, in a response or an annex, on what will be done or be ready by nobody named; "" where another thing acts."""
        if duty.force != "promise" or self._context.kind not in _REPORTING_KINDS or not duty.predicate:
            return ""
        suffers = duty.predicate.voice.startswith("passive") or duty.predicate.voice in ("delivered", "state")
        known_thing = _DEFINITE.match(duty.subject.words) and duty.subject.kind in ("thing", "plan", "abstract")
        return self._acting.topic(line) if known_thing and (suffers or _INTENTION.match(duty.subject.words)) else ""

    def _to(self, force: str, who: str, duty: Duty | None) -> str:
        """The party that asked, or that it was promised to."""
        if force == "target":
            return ""
        asker = self._acting.name(duty.asker) if duty and duty.asker else self._acting.sender()
        to = self._acting.addressee() if force == "promise" else asker
        return to if to != who else ""


def _is_yield(duty: Duty) -> bool:
    """Is this what comes of the act before it ("The Board will take over the count and figures should be available from May")?"""
    voice = duty.predicate.voice if duty.predicate else ""
    return duty.rule == "requirement.should" and duty.subject.kind in ("thing", "plan") and voice in ("delivered", "state")


def _is_bound(duty: Duty) -> bool:
    """Is the subject of a requirement a party by what it must do ("All ports must keep a log"), though not by its name?"""
    words, predicate = duty.subject.words, duty.predicate
    several = re.match(r"(?:all|each|every|any|both)\b", words, re.I) or head_noun(words).endswith("s")
    acts = predicate is not None and (predicate.voice, predicate.verb.kind) == ("active", "deed")
    return duty.force == "requirement" and bool(several) and acts


def _small_article(words: str) -> str:
    return re.sub(r"^(?:A|An|The)\b", lambda match: match.group().lower(), words)


def _stands_alone(flat: Flat, duties: Sequence[Duty], unit: Unit) -> bool:
    """Is a list member a sentence of its own, rather than the end of its lead?"""
    for duty in duties:
        own_subject = duty.actor == "subject" and duty.subject.kind != "none" and duty.subject.start <= 3
        if own_subject or (duty.words and duty.trigger <= 3):
            return True
    if unit.sentence.kind == "item" and unit.lead and not heading_rule(unit.lead):
        return False
    main = _ASIDE.split(_SUBCLAUSE.split(flat.text, maxsplit=1)[0], maxsplit=1)[0]
    return bool(duties) or bool(_FINITE.search(main)) or len(flat.text) > _LONGEST_MEMBER


def _distinct(found: Sequence[ActionFound]) -> list[ActionFound]:
    kept: dict[tuple[int, int, str, str, str], ActionFound] = {}
    for one in found:
        kept.setdefault((one.start, one.end, one.force, one.what, one.when_text), one)
    return list(kept.values())
