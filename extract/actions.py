"""Promises, requests, requirements and targets in an item's text: who is to do what, by when, for whom.

    "We will issue guidance by the end of May."  in a letter of 2011-03-02 from the Rivers Office
      ->  promise, who "Rivers Office", what "issue guidance", when_text "by the end of May", when "../2011-05-31"

The forms of words are data (`rules/actions.jsonl`, `rules/not_actions.jsonl`, see `extract.duties`); here they are put on sentences, list
items and table rows, several acts of one sentence are told apart, and each gets its actor, its deadline and its condition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.edtf import parse_bounds
from extract.acting import Acting, known_names
from extract.actionrows import ActionRow, read_rows
from extract.acts import Act, describe, find_condition, split_acts
from extract.deadlines import find_when
from extract.duties import find_duties, has_rules_word
from extract.findings import ActionFound, Context, DateFound, Sentence
from extract.forces import Duty
from extract.leads import Opening, Unit, heading_rule, open_heading, open_lead, read_units
from extract.lines import Flat, flatten
from extract.nouns import head_noun, phrase_kind
from extract.recommendations import find_recommendations
from extract.verbs import read_verb

MIN_CONFIDENCE = 0.5  # a form of words that is less sure than this is not reported
_LEAST_WORDS = 2
_ROW_CONFIDENCE = 0.8
_LED_CONFIDENCE = 0.05  # what a list member loses against its lead
_NEAR = 110  # characters between a verb in the present and the date that makes a future of it
_QUOTING_KINDS = ("report", "response")
_SOON = re.compile(
    r"\b(?:shortly|(?<!as )soon|next|later (?:this|in)|coming|in due course|forthcoming|this (?:week|month|autumn|spring|summer|winter|year))\b",
    re.I,
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did)\b", re.I)


def find_actions(text: str, sentences: Sequence[Sentence], dates: Sequence[DateFound], context: Context) -> list[ActionFound]:
    """The actions of an item's normal text, in text order. Recommendations of an inquiry and their repeats are passed over."""
    reader = _Reader(text, sentences, dates, context)
    units = read_units(text, sentences)
    rows = read_rows(text, units, dates, context.title)
    found = [reader.row(row) for row in rows]
    for unit in units:
        if not any(row.start <= unit.sentence.start < row.end for row in rows):
            found += reader.unit(unit)
    return _distinct(sorted(found, key=lambda one: (one.start, one.end)))


class _Reader:
    """Reads the units of one item in order."""

    def __init__(self, text: str, sentences: Sequence[Sentence], dates: Sequence[DateFound], context: Context) -> None:
        self._text, self._dates, self._context = text, dates, context
        self._known = known_names(context)
        self._acting = Acting(text, context, self._known)
        self._quoted = (
            [(one.start, one.end) for one in find_recommendations(text, sentences, context)]
            if context.kind in _QUOTING_KINDS
            else []
        )
        self._leads: dict[str, Opening | None] = {}

    def row(self, row: ActionRow) -> ActionFound:
        """A row of an action table, or a figure of a table of targets."""
        when_text, when = row.column
        if row.when:
            when_text, when = find_when(self._text, *row.when, self._dates, self._context)
            whole = row.rule == "table.action" and row.when[0] > row.start
            when_text = when_text or (self._text[row.when[0] : row.when[1]] if whole else "")
        return ActionFound(
            start=row.start,
            end=row.end,
            rule=row.rule,
            confidence=_ROW_CONFIDENCE,
            force=row.force,
            who=self._acting.name(row.who) if row.who else "",
            what=describe(row.what, ""),
            when_text=when_text,
            when=when,
        )

    def unit(self, unit: Unit) -> list[ActionFound]:
        """The actions of one sentence or list member."""
        sentence = unit.sentence
        flat = flatten(self._text, sentence.start, sentence.end)
        self._acting.begin(sentence.start)
        headed = bool(unit.heading) or bool(heading_rule(unit.lead))
        bare = headed or sentence.kind != "sentence" or self._context.kind == "minutes"
        duties: list[Duty] = []
        if has_rules_word(flat.text) or headed:
            duties = find_duties(
                flat.text,
                self._context.kind,
                self._known,
                headed=headed,
                bare=bare,
                after_party=lambda: self._acting.follows_party,
            )
        duties = [duty for duty in duties if not self._is_quoted(flat.at(duty.trigger))]
        opening = self._opening(unit)
        if opening and not _stands_alone(flat, duties, unit) and not self._is_quoted(sentence.start):
            found = self._completed(flat, opening)
        elif unit.leads and self._lead(" ".join(flat.text.split())):
            found = []
        else:
            found = []
            for act in split_acts(flat, duties, self._places(sentence, flat)):
                if action := self._action(flat, act, found[-1].who if found else ""):
                    found.append(action)
        self._acting.remember(flat.text, found[-1].who if found else "")
        return found

    def _is_quoted(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self._quoted)

    def _opening(self, unit: Unit) -> Opening | None:
        """What the unit completes: its lead, or the heading over it where it has no verb of its own."""
        if unit.lead and unit.sentence.kind != "row" and (opening := self._lead(unit.lead)):
            return opening
        heading = (unit.heading if unit.listed else "") or (unit.lead if heading_rule(unit.lead) else "")
        return open_heading(heading) if heading and unit.sentence.kind != "row" else None

    def _lead(self, lead: str) -> Opening | None:
        if lead not in self._leads:
            self._leads[lead] = open_lead(lead, self._context.kind, self._known)
        return self._leads[lead]

    def _completed(self, flat: Flat, opening: Opening) -> list[ActionFound]:
        """A list member with the duty that its lead leaves open."""
        words = flat.text.strip(" .;,")
        first = re.match(r"[A-Za-z-]+", words)
        verb = read_verb(first.group().lower()) if first else None
        is_verb = verb is not None and verb.form == "base"
        if opening.force == "target":
            if not re.search(r"\d", words):
                return []
        elif opening.duty is None and not is_verb and (not opening.verb or len(words.split()) < _LEAST_WORDS):
            return []
        start, end = flat.span(0, len(re.sub(r"[ ,;]+(?:and|or)?$", "", flat.text.rstrip())) or len(flat.text))
        when_text, when = find_when(self._text, start, end, self._dates, self._context)
        duty = opening.duty
        who = self._who(duty, opening.line) if duty else ""
        tail = opening.tail if opening.tail else "" if is_verb else opening.verb
        return [
            ActionFound(
                start=start, end=end, rule=opening.rule, confidence=round((duty.confidence if duty else 0.6) - _LED_CONFIDENCE, 2), force=opening.force,
                who=who, what=describe(f"{tail} {_small_article(words)}" if tail else words, when_text), to=self._to(opening.force, who, duty), when_text=when_text, when=when,
                condition=find_condition(words),
            )
        ]  # fmt: skip

    def _places(self, sentence: Sentence, flat: Flat) -> list[tuple[int, int]]:
        """The dates of the sentence in places of its line."""
        inside = [one for one in self._dates if sentence.start <= one.start and one.end <= sentence.end]
        return [(flat.place(one.start), flat.place(one.end - 1) + 1) for one in inside]

    def _action(self, flat: Flat, act: Act, before: str) -> ActionFound | None:
        """An act with its actor and date; `before` is who was to do the act before it in the same sentence."""
        duty = act.duty
        start, end = flat.span(act.start, act.end)
        when_text, when = find_when(self._text, start, end, self._dates, self._context)
        if duty.confidence < MIN_CONFIDENCE or not self._date_fits(duty, act, flat, when_text, when):
            return None
        who = self._who(duty, flat.text) or (
            before if (duty.subject.relative or duty.reads == "passive") and duty.force == "promise" else ""
        )
        return ActionFound(
            start=start, end=end, rule=duty.rule, confidence=round(duty.confidence, 2), force=duty.force, who=who, what=act.words(flat.text, when_text),
            to=self._to(duty.force, who, duty), when_text=when_text, when=when, condition=find_condition(flat.text[act.start : act.end]),
        )  # fmt: skip

    def _date_fits(self, duty: Duty, act: Act, flat: Flat, when_text: str, when: str) -> bool:
        """Does a duty that needs a date, or one to come, have it, and in its own clause?"""
        if not (duty.dated or duty.future):
            return True
        if not (when or _SOON.search(when_text)) or self._is_past(when):
            return False
        if not duty.future:
            return True
        at = flat.text.find(" ".join(when_text.split()), duty.trigger)
        if at >= 0 and (at - duty.trigger > _NEAR or _FINITE.search(flat.text, duty.act + 1, max(at, duty.act + 1))):
            return False
        return self._is_to_come(when_text, when)

    def _is_past(self, when: str) -> bool:
        bounds, own = parse_bounds(when), parse_bounds(self._context.date)
        return bool(bounds and own and bounds.last and own.first and bounds.last < own.first)

    def _is_to_come(self, when_text: str, when: str) -> bool:
        bounds, own = parse_bounds(when), parse_bounds(self._context.date)
        if not bounds:
            return bool(_SOON.search(when_text))
        if own is None or own.last is None:
            return bool(_SOON.search(when_text)) or bool(re.match(r"(?:by|from|until|before)\b", when_text))
        if bounds.first is not None and bounds.first > own.last:
            return True
        return (
            bool(_SOON.search(when_text))
            and (bounds.last is None or bounds.last >= own.last)
            or (bounds.first is None and (bounds.last or own.last) > own.last)
        )

    def _who(self, duty: Duty, line: str) -> str:
        acting = self._acting
        if duty.actor in ("addressee", "asked") and not duty.words:
            return acting.addressee()
        if duty.words:
            if duty.rule.startswith("request.grateful-if") and phrase_kind(duty.words, self._known) not in (
                "party",
                "second",
                "first",
            ):
                return acting.addressee()
            return acting.name(duty.words)
        if duty.actor == "sender":
            return acting.sender(plural=True)
        if duty.actor == "none":
            return ""
        if duty.predicate and duty.predicate.voice.startswith("passive"):
            return acting.agent(line, duty.predicate.end) or acting.runner(duty.subject, promise=duty.force == "promise")
        if duty.subject.kind in ("thing", "plan") and (duty.force == "request" or _is_bound(duty)):
            return acting.name(duty.subject.words)
        return acting.subject(duty.subject, line)

    def _to(self, force: str, who: str, duty: Duty | None) -> str:
        """The party that asked, or that it was promised to."""
        if force == "promise":
            to = self._acting.addressee()
        elif force in ("request", "requirement"):
            to = self._acting.name(duty.asker) if duty and duty.asker else self._acting.sender()
        else:
            to = ""
        return to if to != who else ""


def _is_bound(duty: Duty) -> bool:
    """Is the subject of a requirement a party by what it must do ("All ports must keep a log"), though not by its name?"""
    words, predicate = duty.subject.words, duty.predicate
    several = re.match(r"(?:all|each|every|any|both)\b", words, re.I) or head_noun(words).endswith("s")
    return duty.force == "requirement" and bool(
        several and predicate and predicate.voice == "active" and predicate.verb.kind == "deed"
    )


def _small_article(words: str) -> str:
    return re.sub(r"^(?:A|An|The)\b", lambda match: match.group().lower(), words)


def _stands_alone(flat: Flat, duties: Sequence[Duty], unit: Unit) -> bool:
    """Is a list member a sentence of its own, rather than the end of its lead?"""
    if any(
        duty.subject.start <= 3 and duty.actor == "subject" and duty.subject.kind != "none" or duty.words and duty.trigger <= 3
        for duty in duties
    ):
        return True
    if unit.sentence.kind == "item" and unit.lead and not heading_rule(unit.lead):
        return False
    words = re.split(r"\b(?:that|which|who|whether|how|what|if|when|where)\b", flat.text, maxsplit=1)[0]
    return bool(duties) or bool(_FINITE.search(words)) or len(flat.text) > 400


def _distinct(found: Sequence[ActionFound]) -> list[ActionFound]:
    kept: dict[tuple[int, int, str, str, str], ActionFound] = {}
    for one in found:
        kept.setdefault((one.start, one.end, one.force, one.what, one.when_text), one)
    return list(kept.values())
