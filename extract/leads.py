"""Leads: the line or heading that a list completes, and the duty that it leaves open for its members.

    "We would be grateful if you could:" + "send a list of moorings;"  ->  a request to the addressee to send a list of moorings

A lead is open when its last duty runs to its end ("The Board will:", "I suggest you ask for reassurance on"), or when it is a heading
of the table `rules/leads.jsonl` ("Action points", "What we need"). "including:" and "such as:" give examples, and open nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.ruletables import Rule, read_rules
from extract.cases import Duty
from extract.duties import find_duties
from extract.findings import Sentence

_OPEN_WORDS = 9
_CLOSED = re.compile(
    r"\b(?:including|include|includes|such as|for example|for instance|e\.?g\.?|i\.?e\.?|because|namely|considerations?|reasons?|points|facts|that|"
    r"questions|issues|whether|areas|principles|criteria|key)\W*$",
    re.I,
)
_ENUMERATED = re.compile(r"^\W*(?:\(?[A-Za-z]\)|[A-Z][.)]|\(?\d{1,2}[.)]|\(?[ivx]{1,4}[.)])\s")
_NUMBERED = re.compile(r"(?:^|\n)[ \t]*(?:[-•][ \t]+)?\(?(?:\d{1,2}|[a-z])[.)][ \t]*$")
_FOLLOWED = re.compile(r"\b(?:the following\b[^.;]*|as follows)\.$", re.I)
_FOLLOWING = re.compile(
    r"\b(?:take |undertake |carry out |complete |do )?(?:all of )?(?:the following|these|the below|as follows)\b.*$", re.I
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence to read, with the words of its lead and the heading of actions that it stands under ("" where there is none)."""

    sentence: Sentence
    lead: str = ""
    heading: str = ""
    leads: bool = False  # other units complete this one
    listed: bool = False  # it is a member of a list, by bullet, letter or number


@dataclass(frozen=True, slots=True)
class Opening:
    """What a lead leaves open: its force, whose duty it is, and the words that come before each member's own."""

    duty: Duty | None
    force: str
    line: str
    verb: str = ""
    tail: str = ""
    rule: str = ""
    of_reader: bool = False  # the heading asks the reader, as "Two things from you" does


def read_units(text: str, sentences: Sequence[Sentence]) -> list[Unit]:
    """Sentences and list members with their leads; headings fall away, but for those that ask a question."""
    units: list[Unit] = []
    for sentence, lead_span, heading in _with_leads(text, sentences):
        lead = " ".join(text[lead_span[0] : lead_span[1]].split()) if lead_span else ""
        listed = sentence.kind == "item" or bool(_NUMBERED.search(text[max(0, sentence.start - 8) : sentence.start]))
        units.append(Unit(sentence, lead, heading, listed=listed))
        for number in range(len(units) - 2, -1, -1):
            if not lead_span or units[number].sentence.start < lead_span[0]:
                break
            if units[number].sentence.start == lead_span[0]:
                units[number] = replace(units[number], leads=True)
    return units


def _with_leads(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, tuple[int, int] | None, str]]:
    before: Sentence | None = None
    opened: Sentence | None = None
    action_heading, fresh = "", False  # fresh: nothing has followed the last heading yet
    for sentence in sentences:
        words = text[sentence.start : sentence.end].strip("*_# ")
        numbered = (
            sentence.kind == "heading" and action_heading and _NUMBERED.search(text[max(0, sentence.start - 8) : sentence.start])
        )
        if numbered:
            yield replace(sentence, kind="item", heading=action_heading), None, action_heading
            continue
        if sentence.kind == "heading":
            if words.endswith("?"):
                yield sentence, None, ""
            if not (opened and _ENUMERATED.match(words)):
                opened = sentence if words.endswith(":") else None
                action_heading = words if heading_rule(words) else ""
            before, fresh = None, True
            continue
        span = sentence.lead_span
        if span is None and sentence.kind == "item" and before is not None and not words_end(text, before):
            span = (before.start, before.end)
        if opened is not None and (span is None or span[0] <= opened.start) and (fresh or sentence.kind == "item"):
            span = (opened.start, opened.end)
        fresh = False
        if sentence.kind == "sentence":
            before = sentence
        yield sentence, span, action_heading


def words_end(text: str, sentence: Sentence) -> bool:
    """Does a sentence end as sentences do, so that no list completes it? One that ends in "the following." is completed by a list."""
    words = text[sentence.start : sentence.end].rstrip("*_ ")
    return words.endswith((".", "!", "?", ";")) and not _FOLLOWED.search(words)


def heading_rule(words: str) -> Rule | None:
    """The line of the table for a heading over things to be done."""
    if len(words) > 90:
        return None
    return next((rule for rule in _headings() if rule.pattern.match(words.strip("*_# "))), None)


def owner_line(words: str) -> str:
    """Who is to act on what stands before a line that says nothing else ("ACTION: Ida Holm"); "" for any other line."""
    rule = next(rule for rule in read_rules("extract.rules", "leads") if rule.id == "owner.line")
    match = rule.pattern.match(words)
    return match["who"] if match else ""


def is_log(words: str) -> bool:
    """Is a paper of this title an action log, so that its rows are actions?"""
    return any(rule.pattern.search(words) for rule in read_rules("extract.rules", "leads") if rule.id == "log.title")


def open_lead(lead: str, kind: str, known: frozenset[str]) -> Opening | None:
    """The duty that a lead leaves open; None where it is closed."""
    line = lead.strip("*_# ").rstrip(":-–—. ")
    if _CLOSED.search(line):
        return None
    line = _FOLLOWING.sub("", line).rstrip() if line.count(".") == 0 and _FOLLOWED.search(f"{line}.") else line
    duties = find_duties(line + " do", kind, known) or find_duties(line, kind, known)
    duties = [duty for duty in duties if len(line[duty.act :].split()) <= _OPEN_WORDS]
    if not duties:
        return None
    duty = duties[-1]
    if duty.predicate is not None and duty.predicate.voice.startswith("passive") and not line.endswith(("to", "that")):
        return None
    tail = _FOLLOWING.sub("", line[min(duty.act, len(line)) :]).strip(" ,:")
    return Opening(duty, duty.force, line, verb=duty.verb, tail=tail, rule=duty.rule)


def open_heading(heading: str) -> Opening | None:
    """What a heading over things to be done leaves open."""
    rule = heading_rule(heading)
    return (
        Opening(
            None,
            rule.label,
            heading,
            verb=rule.extra.get("verb", ""),
            rule=rule.id,
            of_reader=rule.extra.get("actor") == "addressee",
        )
        if rule
        else None
    )


@cache
def _headings() -> tuple[Rule, ...]:
    return tuple(rule for rule in read_rules("extract.rules", "leads") if rule.id.startswith("lead."))
