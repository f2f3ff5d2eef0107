"""What happened, or was planned to, and on what date: in neutral words, with the sentence as evidence.

    "I am pleased to say that the quay was reopened on 3 May."  ->  2003-05-03  "The quay was reopened"

The rules (`rules/events.jsonl`) read a sentence with its dates masked, as those of `extract.references` do. A letter that the
text refers to is a reference and no event; a deadline ("by 31 March") is an action and no event. A fact without a date is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.edtf import Bounds, parse_bounds
from corpus.ruletables import Rule
from extract.findings import Context, DateFound, EventFound, ReferenceFound, Sentence
from extract.occurrences import BARE_PAST, Occurrence, find_occurrence
from extract.references import bare_dates, facing, find_references, mask_dates
from extract.wording import as_sentence, in_third_person, last_thing, matches, polished, rules_of, without_lead_in
from extract.words import is_legible

_NO_EVENTS = {"register", "cover", "unreadable", "handwritten", "table"}  # kinds of item that list or hide, and tell of nothing
_LONG_SPAN = 366  # days; a fact "in" a longer time than a year is a state of affairs
_YEAR_OF_ACCOUNT = 300  # days of a span; "in 2025/26" is the year of a budget, and no day of it
_TITLE = re.compile(r"\b(?:Act|Bill|Order|Regulations?|Rules|Measure|Treaty|Convention|Directive)s?,?\s*$")
_ABOUT_A_TIME = re.compile(  # "accounts for 1992-93" are of that year, and nothing happens in it
    r"\b(?:accounts?|estimates?|figures?|budgets?|returns?|statistics|reports?|plans?|results?|statements?|programmes?|allocations?|grants?|"
    r"funding|data|records?|targets?|settlements?|dues|fees|expenditure|spending|income|outturn|forecasts?|bids?|claims?)\s+(?:for|in\s+respect\s+of)\s+"
    r"(?:the\s+)?(?:(?:financial\s+)?(?:year|period|quarter|season)s?\s+)?$",
    re.I,
)
_ARRANGED = re.compile(
    r"\bbe(?:en|ing) (?:\w+ )?(?:arranged|scheduled|planned|called|fixed|booked|set|postponed|convened|brought)\b", re.I
)
_TIE = re.compile(
    r"(?:^|,?\s+|\()(?:on|in|at|during|from|since|as from|with effect from|for|of|early in|late in|dated)(?: the)?$",
    re.IGNORECASE,
)

# "announced in December by the board": the line gives the date before the words, and they are whole without it.
_INSIDE_TIE = re.compile(r"(?:^|,?\s+)(?:on|in|at|during)(?: the)?$", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:last|next|this|later|earlier|coming|today|tomorrow|yesterday|tonight)\b", re.IGNORECASE)
_HANGING = re.compile(r"\b(?:by|before|after|until|than|between|and|or|to|of|for|from|since|within)(?: the)?$|'s$", re.IGNORECASE)
_FOOTNOTES = re.compile(r"[¹²³⁰⁴-⁹]+\s+[A-Z].*[¹²³⁰⁴-⁹]", re.DOTALL)
_CITED = re.compile(r"[’'”\"], ¤")  # a title, then its date
_CALLED_OFF = re.compile(r"\b(?:cancell?ed|called off|abandoned|withdrawn)\b", re.IGNORECASE)


def find_events(
    text: str,
    sentences: Sequence[Sentence],
    dates: Sequence[DateFound],
    context: Context,
    references: Sequence[ReferenceFound] | None = None,
) -> list[EventFound]:
    """The dated facts and plans of an item, in order, one a date and clause.

    `sentences`, `dates` and `references` are those that `find_sentences`, `find_dates` and `find_references` found in the same text;
    references that nobody has looked for are looked for here.
    """
    if context.kind in _NO_EVENTS:
        return []
    letters = find_references(text, dates, context) if references is None else references
    taken = [(one.start, one.end) for one in letters]
    bare = bare_dates(dates)
    marked = mask_dates(text, bare)
    found: dict[tuple[str, str], EventFound] = {}
    for sentence, inside in _with_dates(text, sentences, bare):
        for one in inside:
            if _is_of_a_fact(one, text, taken, context) and (event := _event(one, sentence, text, marked, context)):
                found.setdefault((event.date, event.text.casefold()), event)
    return list(found.values())


def _with_dates(
    text: str, sentences: Sequence[Sentence], dates: Sequence[DateFound]
) -> Iterator[tuple[Sentence, Sequence[DateFound]]]:
    """Each statement with the dates in it; one that begins with a day ("28 March: launch …") begins there. Questions state nothing."""
    starts = [one.start for one in dates]
    for sentence in sentences:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        begin = sentence.start
        if first and dates[first - 1].end > begin and _begins_line(text, dates[first - 1].start):
            first -= 1
            begin = dates[first].start
        if first < last and sentence.kind != "heading" and not text[begin : sentence.end].rstrip().endswith("?"):
            yield replace(sentence, start=begin), dates[first:last]


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t-–•*")


def _is_of_a_fact(one: DateFound, text: str, taken: Sequence[tuple[int, int]], context: Context) -> bool:
    """Leaves out dates of letters, of Acts, of deadlines, of the header, and spans longer than a year."""
    bounds = parse_bounds(one.value)
    if bounds is None or bounds.first is None or _days(bounds) > (_YEAR_OF_ACCOUNT if "/" in one.value else _LONG_SPAN):
        return False
    if any(start < one.end and one.start < end for start, end in taken):
        return False
    if _TITLE.search(text[max(0, one.start - 20) : one.start]):
        return False
    if bounds.first != bounds.last and _ABOUT_A_TIME.search(text[max(0, one.start - 60) : one.start]):
        return False
    return not any(zone.start <= one.start < zone.end and zone.label not in ("body", "annex") for zone in context.zones)


def _days(bounds: Bounds) -> int:
    return (bounds.last - bounds.first).days if bounds.first and bounds.last else 0


def _event(one: DateFound, sentence: Sentence, text: str, marked: str, context: Context) -> EventFound | None:
    found = find_occurrence(marked[sentence.start : sentence.end], one.start - sentence.start, is_row=sentence.kind == "row")
    if found is None:
        return None
    if found.rule.label == "planned" or found.rule.id == "event.passive":
        ahead = found.rule.label == "planned" or _ARRANGED.search(found.hit.group()) is not None
        one = replace(one, value=facing(one, context, ahead=ahead))
    if not is_legible(text[sentence.start : sentence.end]) or _is_citation(text, marked, sentence):
        return None
    words = _told(found, one, sentence.start, text, context)
    planned = _is_planned(one, found.rule, context) and not _CALLED_OFF.search(words)
    if not words or (planned and found.rule.id in BARE_PAST):
        return None
    return EventFound(
        start=sentence.start,
        end=sentence.end,
        rule=found.rule.id,
        confidence=0.8 if found.rule.label == "done" else 0.7,
        date=one.value,
        text=words,
        planned=planned,
    )


def _is_citation(text: str, marked: str, sentence: Sentence) -> bool:
    """Notes at the foot of a page, and works cited by title and date, tell of nothing."""
    span = (sentence.start, sentence.end)
    return _FOOTNOTES.search(text, *span) is not None or _CITED.search(marked, *span) is not None


def _is_planned(one: DateFound, rule: Rule, context: Context) -> bool:
    """Planned is what lies after the item's own date; of an undated item, what the words say."""
    bounds, own = parse_bounds(one.value), parse_bounds(context.date)
    if bounds is None or own is None or own.last is None or bounds.first is None:
        return rule.label == "planned"
    if bounds.first > own.last:
        return True
    return rule.label == "planned" and (bounds.last is None or bounds.last > own.last)


def _told(found: Occurrence, one: DateFound, at: int, text: str, context: Context) -> str:
    """The clause as a line, `at` being where its statement begins in the text; "" where it would not be understood by itself."""
    if found.rule.label == "timetable":
        return polished(text[at + found.hit.start("what") : at + found.hit.end("what")])
    noun, begin = "", found.start
    if found.relative:
        noun, begin = f"{last_thing(text[at + found.start : at + found.relative[0]])} ", found.relative[1]
    clause = " ".join((noun + _without_date(text, at + begin, at + found.end, one)).split())
    clause = without_lead_in(as_sentence(clause) if found.participle else clause)
    if found.rule.label == "occasion":
        clause = re.sub(r" (?:scheduled|arranged|planned|held|due|fixed|called|set)$", "", clause)
        if not _is_told_apart(clause):
            return ""
    if matches(clause, "unclear", "no-subject", "empty") or len(clause.split()) < 2:
        return ""
    return polished(in_third_person(clause, context))


def _is_told_apart(occasion: str) -> bool:
    """Is there a name in it, or are there words enough, to know this meeting from any other?"""
    for rule in rules_of("little"):
        occasion = rule.pattern.sub("", occasion)
    words = occasion.split()
    named = any(word[:1].isupper() or word[:1].isdigit() or word.endswith("'s") for word in words)
    return len(words) > 3 or (named and len(words) > 1)


def _without_date(text: str, start: int, end: int, one: DateFound) -> str:
    """The clause without its date where that stands at an end or next to its verb: the line gives the date before the words."""
    before = " ".join(text[start : one.start].split())
    after = " ".join(text[one.end : end].split())
    bare = _TIE.sub("", before).strip(" ,(")
    if not after.strip(" ,.)"):
        return re.sub(r" (?:is|are|will be|to be)$", "", bare)
    if not bare:
        return after.strip(" ,")
    if bare != before and re.match(r"(?:the|a|an|its|his|her|their|that|to|about|with|at|in)\b", after):
        return f"{bare} {after}"
    inside = _INSIDE_TIE.sub("", before)
    if inside != before or (_RELATIVE.search(one.text) and not _HANGING.search(before)):
        return f"{inside}{'' if after[:1] in ',.)' else ' '}{after}"
    return f"{before} {' '.join(text[one.start : one.end].split())}{'' if after[:1] in ',.)' else ' '}{after}"
