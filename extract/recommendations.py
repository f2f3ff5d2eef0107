"""Numbered recommendations of a report, in the styles that real reports use.

    "We recommend that the Harbour Office publish its list (recommendation 12)."  ->  number "12", addressee "Harbour Office"

One record a number: where a summary repeats what the body says, the fuller wording is kept. In a response the recommendations that it
repeats are found too, under a rule that begins with "quoted"; linking drops them where the report itself is on file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from corpus.ruletables import Rule
from extract.entries import (
    Entry,
    bare_entries,
    labelled_entries,
    listed_entries,
    matches,
    rules_of,
    with_missing,
)
from extract.findings import Context, RecommendationFound, Sentence
from extract.numbering import is_next, mend_number, number_key, numbers_between, parse_numbers, steps_between
from extract.paragraphs import Paragraph, find_paragraphs, words_of
from extract.replies import find_replies, is_response, report_named
from extract.schedules import find_rows

_ALIKE = 70
_FULLER = 1.6
_BRIEF = 60
_A_SERIES = 3
_MOSTLY = 0.6
_LONGEST = 12
_WORTH = re.compile(r"recommend|^\W*R ?\d+\b", re.IGNORECASE | re.MULTILINE)
_LISTING_KINDS = frozenset({"report", "response", "paper", "annex", "note", "table", "web-page", "slides", "guidance"})


def find_recommendations(text: str, sentences: Sequence[Sentence], context: Context) -> list[RecommendationFound]:
    """The numbered recommendations of an item, in order, one a number.

    In: the normal text of the item, its sentences, what is known of it. A response yields the recommendations that it repeats.
    """
    if not _WORTH.search(text):
        return []
    paragraphs = find_paragraphs(text, sentences, context)
    response = is_response(text, paragraphs, context)
    found = _quoted(text, paragraphs, context) if response else _in_report(text, paragraphs, sentences, context)
    return sorted((_with_addressee(one) for one in found), key=lambda one: (one.start, one.end))


def _quoted(text: str, paragraphs: Sequence[Paragraph], context: Context) -> list[RecommendationFound]:
    report = report_named(text, context)
    found = [
        RecommendationFound(
            start=one.start, end=one.end, rule=one.rule, confidence=0.8, number=one.number, text=one.text, report=report
        )
        for reply in find_replies(text, paragraphs, context)
        for one in reply.quoted
    ]
    return _one_a_number(found)


def _in_report(
    text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], context: Context
) -> list[RecommendationFound]:
    labelled = with_missing(text, paragraphs, labelled_entries(text, paragraphs))
    styles = [
        [one for entry in labelled if (one := _found(text, paragraphs, entry, labelled))],
        _with_trailers(text, paragraphs, sentences),
    ]
    if context.kind in _LISTING_KINDS:
        listed = listed_entries(text, paragraphs, response=False)
        styles.append(_told_apart(text, paragraphs, listed))
        styles.append([_from_row(row.number, row.wording, text) for row in find_rows(text, paragraphs) if row.wording])
    merged = _merged([style for style in styles if style])
    if not merged and context.kind == "report":
        bare = bare_entries(text, paragraphs)
        merged = [one for entry in bare if len(bare) > 1 and (one := _found(text, paragraphs, entry, bare))]
    return [replace(one, report=context.title) for one in merged if _stands(one, merged, context)]


def _stands(one: RecommendationFound, found: Sequence[RecommendationFound], context: Context) -> bool:
    """Outside reports a single number is believed only with words of recommending."""
    if not one.text:
        return False
    return context.kind in _LISTING_KINDS or len(found) > 1 or matches("recommending", one.text) or matches("duty", one.text)


def _from_row(number: str, span: tuple[int, int], text: str) -> RecommendationFound:
    return RecommendationFound(
        start=span[0], end=span[1], rule="table", confidence=0.8, number=number, text=" ".join(text[span[0] : span[1]].split())
    )


# Entries of a list, or told by the word.


def _found(text: str, paragraphs: Sequence[Paragraph], entry: Entry, entries: Sequence[Entry]) -> RecommendationFound | None:
    taken = wording_of(text, paragraphs, entry, whole=_is_list(text, paragraphs, entries))
    if not taken:
        return None
    start, end = max(entry.after, taken[0].begin), taken[-1].end
    words = _without_tag(" ".join(words_of(text, one, start) for one in taken))
    number = entry.numbers[0] if entry.numbers else ""
    return RecommendationFound(
        start=entry.start, end=end, rule=entry.rule, confidence=entry.confidence, number=number, text=words
    )


def wording_of(text: str, paragraphs: Sequence[Paragraph], entry: Entry, *, whole: bool) -> list[Paragraph]:
    """The paragraphs that make up a recommendation of a report; `whole` where the entries follow one another without other prose."""
    taken: list[Paragraph] = []
    for paragraph in paragraphs[entry.first : min(entry.last, entry.first + _LONGEST)]:
        if entry.after >= paragraph.end:
            continue
        if not taken:
            if not paragraph.heading or entry.after > paragraph.begin or words_of(text, paragraph).endswith(":"):
                taken.append(paragraph)
            continue
        if not _goes_on(text, taken, paragraph, whole=whole):
            break
        taken.append(paragraph)
    return taken


def _goes_on(text: str, taken: Sequence[Paragraph], paragraph: Paragraph, *, whole: bool) -> bool:
    words, before = words_of(text, paragraph), words_of(text, taken[-1])
    if paragraph.heading or paragraph.row or matches("tag-paragraph", before) or matches("tag", before) or matches("end", words):
        return False
    if paragraph.item:
        return before.endswith((":", ";", ",", "and", "or")) or taken[-1].item or whole
    if words[:1].islower() or before.endswith((":", ";")):
        return True
    if paragraph.numbered:
        return False
    return whole and (matches("duty", words) or matches("recommending", words))


def _is_list(text: str, paragraphs: Sequence[Paragraph], entries: Sequence[Entry]) -> bool:
    """Do the entries follow one another closely, as in a chapter of recommendations?"""
    gaps = [after.first - before.first for before, after in pairwise(entries)]
    return bool(gaps) and sum(gap <= _LONGEST for gap in gaps) >= 0.75 * len(gaps)


def _without_tag(words: str) -> str:
    for label in ("tag", "tag-conclusion", "tag-paragraph"):
        for rule in rules_of(label):
            words = rule.pattern.sub("", words).rstrip()
    return words


def _told_apart(text: str, paragraphs: Sequence[Paragraph], listed: Sequence[Entry]) -> list[RecommendationFound]:
    """The entries of a list; without its conclusions where the report tells the two apart."""
    whole = [(entry, _body(text, paragraphs, entry)) for entry in listed]
    apart = any(matches("tag", words) for _, words in whole) and any(matches("tag-conclusion", words) for _, words in whole)
    found = [
        _found(text, paragraphs, entry, listed) for entry, words in whole if not (apart and matches("tag-conclusion", words))
    ]
    return [one for one in found if one]


def _body(text: str, paragraphs: Sequence[Paragraph], entry: Entry) -> str:
    """The words of an entry up to the reference to its paragraph, or to a heading."""
    words: list[str] = []
    for paragraph in paragraphs[entry.first : entry.last]:
        if words and paragraph.heading:
            break
        words.append(words_of(text, paragraph))
        if matches("tag-paragraph", words[-1]) or matches("tag", words[-1]) or matches("tag-conclusion", words[-1]):
            break
    return " ".join(words)


# The number after the text.


@dataclass(frozen=True, slots=True)
class _Mark:
    """Brackets with a number in them: the paragraph that they stand in, where they start and end."""

    number: str
    paragraph: int
    start: int
    end: int
    rule: str
    confidence: float

    @property
    def named(self) -> bool:
        """Does it say "recommendation"?"""
        return self.rule == "trailer.named"


def _with_trailers(text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence]) -> list[RecommendationFound]:
    """Recommendations with their number in brackets after them: "(recommendation 1)", then bare "(2)", "(3)" …"""
    found: list[RecommendationFound] = []
    last_end = 0
    for mark in _trailer_series(text, paragraphs):
        begin = _trailer_begin(text, paragraphs[mark.paragraph], sentences, mark.start, last_end)
        words = " ".join(text[begin : mark.start].split()).rstrip(" ;,")
        found.append(
            RecommendationFound(
                start=begin, end=mark.end, rule=mark.rule, confidence=mark.confidence, number=mark.number, text=words
            )
        )
        last_end = mark.end
    return found


def _trailer_series(text: str, paragraphs: Sequence[Paragraph]) -> list[_Mark]:
    """Brackets with numbers that make a series; a bare number counts when the series runs or its words recommend."""
    series: list[_Mark] = []
    for mark in _marks(text, paragraphs, "trailer", "trailer-bare"):
        if _carries_on(text, paragraphs, series, mark):
            series.append(mark)
    recommending = sum(_recommends(text, paragraphs, mark) for mark in series)
    if not any(mark.named for mark in series) and (len(series) < _A_SERIES or recommending < _MOSTLY * len(series)):
        return []
    return _with_damaged(text, paragraphs, series)


def _carries_on(text: str, paragraphs: Sequence[Paragraph], series: Sequence[_Mark], mark: _Mark) -> bool:
    """Does a bracket begin a series or carry it on: the next number, or one soon after whose words recommend?"""
    if not series:
        return mark.named or number_key(mark.number) == "1"
    before = series[-1].number
    steps = steps_between(before, mark.number) or 0
    soon = 1 < steps <= _A_SERIES and _recommends(text, paragraphs, mark)
    return is_next(before, mark.number) or (mark.named and steps > 0) or soon


def _recommends(text: str, paragraphs: Sequence[Paragraph], mark: _Mark) -> bool:
    words = words_of(text, paragraphs[mark.paragraph], end=mark.start)
    return matches("recommending", words) or matches("duty", words)


def _marks(text: str, paragraphs: Sequence[Paragraph], *labels: str) -> list[_Mark]:
    found = [
        mark
        for at, paragraph in enumerate(paragraphs)
        for label in labels
        for rule in rules_of(label)
        for mark in _marks_in(text, at, paragraph, rule)
    ]
    return sorted(found, key=lambda mark: (mark.start, not mark.named))


def _marks_in(text: str, at: int, paragraph: Paragraph, rule: Rule) -> list[_Mark]:
    found = []
    for match in rule.pattern.finditer(text[paragraph.begin : paragraph.end]):
        printed = match.group("numbers")
        number = mend_number(printed) if rule.label.startswith("weak") else parse_numbers(printed)[0]
        start, end = paragraph.begin + match.start(), paragraph.begin + match.end()
        found.append(_Mark(number, at, start, end, rule.id, float(rule.extra["confidence"])))
    return found


def _with_damaged(text: str, paragraphs: Sequence[Paragraph], series: list[_Mark]) -> list[_Mark]:
    """The series with numbers that it lacks, found again in brackets that OCR damaged."""
    weak = _marks(text, paragraphs, "weak-trailer")
    out = list(series)
    for before, after in pairwise(series):
        for number in numbers_between(before.number, after.number):
            out += [
                one for one in weak if before.end <= one.start < after.start and number_key(one.number) == number_key(number)
            ][:1]
    return sorted(out, key=lambda mark: mark.start)


def _trailer_begin(text: str, paragraph: Paragraph, sentences: Sequence[Sentence], at: int, last_end: int) -> int:
    """Where a recommendation begins whose number stands at `at`: its list item, or the first sentence before it that recommends."""
    low = max(paragraph.begin, last_end)
    if paragraph.item:
        return _words_from(text, low, at)
    mine = [one for one in sentences if low <= one.start < at] or [Sentence(start=low, end=at)]
    saying = [one for one in mine if matches("recommending", text[one.start : min(one.end, at)])]
    return _words_from(text, (saying or mine[-1:])[0].start, at)


def _words_from(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(" \n\t.;,")) if piece.strip(" \n\t.;,") else start


# One record a number.


def _merged(styles: Sequence[Sequence[RecommendationFound]]) -> list[RecommendationFound]:
    """The findings of all styles, one a number. A style that numbers other things than the fullest style is left out."""
    if not styles:
        return []
    best = max(styles, key=_weight)
    kept = [style for style in styles if style is best or _same_series(best, style)]
    return _one_a_number([one for style in kept for one in style])


def _weight(style: Sequence[RecommendationFound]) -> float:
    said = sum(1.0 if matches("recommending", one.text) or matches("duty", one.text) else 0.4 for one in style)
    return said * max(one.confidence for one in style)


def _same_series(best: Sequence[RecommendationFound], other: Sequence[RecommendationFound]) -> bool:
    by_number = {number_key(one.number): one.text for one in best}
    both = [(one.text, by_number[number_key(one.number)]) for one in other if number_key(one.number) in by_number]
    return bool(both) and sum(fuzz.token_set_ratio(a, b) >= _ALIKE for a, b in both) >= 0.6 * len(both)


def _one_a_number(found: Iterable[RecommendationFound]) -> list[RecommendationFound]:
    """The findings, one a number. A number that a response prints twice for two different wordings stays twice."""
    kept: dict[str, RecommendationFound] = {}
    others: list[RecommendationFound] = []
    for one in found:
        key = number_key(one.number)
        if not key or (key in kept and _is_misprint(one, kept[key])):
            others.append(one)
        elif key not in kept or _is_fuller(one, kept[key]):
            kept[key] = one
    return list(kept.values()) + others


def _is_misprint(one: RecommendationFound, other: RecommendationFound) -> bool:
    return one.rule == other.rule == "quoted-in-response" and fuzz.token_set_ratio(one.text, other.text) < _ALIKE


def _is_fuller(one: RecommendationFound, other: RecommendationFound) -> bool:
    """Is the second finding of a number to be kept? Where it says more, but not where it ran on into other matter."""
    if not other.text:
        return bool(one.text)
    ran_on = len(one.text) > _FULLER * max(len(other.text), _BRIEF)
    return len(one.text) > len(other.text) and not (ran_on and other.text.endswith("."))


def _with_addressee(one: RecommendationFound) -> RecommendationFound:
    for rule in rules_of("addressee"):
        if match := rule.pattern.search(one.text):
            who = re.sub(r"^(?:the|each|every|all)\s+", "", match.group("who").strip(), flags=re.IGNORECASE)
            return replace(one, addressee=who)
    return one
