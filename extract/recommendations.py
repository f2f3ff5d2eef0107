"""Numbered recommendations of a report, in the styles that real reports use.

    "We recommend that the Harbour Office publish its list (recommendation 12)."  ->  number "12", addressee "Harbour Office"

One record a number: where a summary repeats what the body says, the fuller wording is kept. In a response the recommendations that it
repeats are found too, under a rule that begins with "quoted"; linking drops them where the report itself is on file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from extract.acting import Acting, known_names
from extract.bodies import is_party, party_name
from extract.concerns import find_concerns
from extract.entries import (
    Entry,
    bare_entries,
    labelled_entries,
    led_entries,
    listed_entries,
    matches,
    rules_of,
    with_missing,
    with_parts,
    without_tags,
)
from extract.findings import Context, RecommendationFound, Sentence
from extract.numbering import is_next, number_key
from extract.paragraphs import Paragraph, find_paragraphs, words_of
from extract.replies import find_replies, is_response, report_named
from extract.schedules import Cell, Row, find_rows
from extract.trailers import find_trailers

_ALIKE = 70
_FULLER = 1.6
_BRIEF = 60
_MOSTLY = 0.6
_LONGEST = 12
_LONG_TITLE = 12
_WORTH = re.compile(
    r"recommend|\bmatters? of concern\b|^\W*R ?\d+\b|\([A-Z]{1,3}-\d{2,4}-\d{1,4}\)", re.IGNORECASE | re.MULTILINE
)
_TITLED = re.compile(r"^[A-Z][\w',-]*(?: [\w',-]+){0,5}:\s+(?=[A-Z])")  # a title before the words: "Records: Each board should …"
_REPORTING_KINDS = frozenset({"report", "annex", "web-page"})  # other papers have recommendations to those they are written for
_UNKNOWN_KINDS = frozenset({"note", "paper"})
_HEAD = 8  # lines, and words of a line, in which a paper says what it is
_LETTER_KINDS = frozenset(
    {"letter", "email"}
)  # an ombudsman's or an inspector's: their lists only, led in by words that recommend
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
    acting = Acting(text, context, known_names(context))
    named = [_with_addressee(one, acting, context) for one in found]
    return sorted(_as_headed(text, paragraphs, named, context), key=lambda one: (one.start, one.end))


def _quoted(text: str, paragraphs: Sequence[Paragraph], context: Context) -> list[RecommendationFound]:
    report = report_named(text, paragraphs, context)
    found = [
        RecommendationFound(
            start=one.start,
            end=one.end,
            rule=one.rule,
            confidence=0.8,
            number=one.number,
            text=one.text,
            report=report,
            addressee=one.addressee,
        )
        for one in dict.fromkeys(one for reply in find_replies(text, paragraphs, context) for one in reply.quoted)
    ]
    return _one_a_number(found)


def _in_report(
    text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], context: Context
) -> list[RecommendationFound]:
    labelled = [one for one in with_missing(text, paragraphs, labelled_entries(text, paragraphs)) if len(one.numbers) == 1]
    rows = find_rows(text, paragraphs) if context.kind in _LISTING_KINDS else []
    in_rows = {row.start for row in rows}
    labelled = with_parts(text, paragraphs, [one for one in labelled if paragraphs[one.first].start not in in_rows])
    styles = [
        [one for entry in labelled if (one := _found(text, paragraphs, entry, labelled))],
        _with_trailers(text, paragraphs, sentences),
    ]
    if context.kind in _LISTING_KINDS:
        listed = listed_entries(text, paragraphs, response=False)
        styles.append(_told_apart(text, paragraphs, listed))
        styles.append([_from_row(row, row.wording) for row in rows if row.wording])
    elif context.kind in _LETTER_KINDS:
        led = led_entries(text, paragraphs)
        styles.append([one for entry in led if (one := _found(text, paragraphs, entry, led))])
    merged = _merged([style for style in styles if style])
    if not merged and _is_report(text, paragraphs, context):
        merged = _in_bullets(text, paragraphs)
    merged = merged or find_concerns(text, paragraphs)
    if not merged and context.kind == "report":
        merged = (
            _in_paragraphs(text, paragraphs, sentences) or _unnumbered(text, paragraphs) or _in_prose(text, paragraphs, sentences)
        )
    return [replace(one, report=context.title) for one in merged if _stands(one, merged, context)]


def _unnumbered(text: str, paragraphs: Sequence[Paragraph]) -> list[RecommendationFound]:
    """Recommendations that a report sets apart by the word alone."""
    bare = bare_entries(text, paragraphs)
    return [one for entry in bare if len(bare) > 1 and (one := _found(text, paragraphs, entry, bare))]


def _in_paragraphs(text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence]) -> list[RecommendationFound]:
    """Recommendations that are known by the numbers of the paragraphs in which they stand: "4.12 We recommend that …"."""
    found = []
    for paragraph in (one for one in paragraphs if one.numbered and not one.heading):
        mine = [one for one in sentences if paragraph.begin <= one.start < paragraph.end]
        saying = [one for one in mine if matches("restating", text[one.start : one.end])]
        if saying:
            start, end = saying[0].start, min(saying[-1].end, paragraph.end)
            number = paragraph.marker.strip(" .:()–—-")
            words = words_of(text, paragraph, start, end)
            found.append(RecommendationFound(start=start, end=end, rule="paragraph", confidence=0.6, number=number, text=words))
    return found if len(found) > 1 else []


def _is_report(text: str, paragraphs: Sequence[Paragraph], context: Context) -> bool:
    """Does a paper report, by its kind or, where that is not known, by its first lines?"""
    heads = (words_of(text, one) for one in paragraphs[:_HEAD])
    return context.kind in _REPORTING_KINDS or (
        context.kind in _UNKNOWN_KINDS and any("report" in words.casefold().split()[:_HEAD] for words in heads)
    )


def _in_bullets(text: str, paragraphs: Sequence[Paragraph]) -> list[RecommendationFound]:
    """The bullets under a heading of recommendations, where nothing has a number; a line that leads bullets in says who is to act."""
    found: list[RecommendationFound] = []
    open_, lead = False, ""
    for paragraph in paragraphs:
        words = words_of(text, paragraph)
        if paragraph.heading or matches("heading", words):
            open_, lead = (
                (True, "") if matches("heading", words) and not words.endswith(".") else (open_ and words.endswith(":"), words)
            )
            continue
        if not open_ or paragraph.row:
            continue
        if not paragraph.item:
            lead = words if words.endswith(":") else ""
        elif matches("duty", words) or matches("duty", lead) or matches("recommending", lead):
            asked = RecommendationFound(
                start=paragraph.start, end=paragraph.end, rule="bullet", confidence=0.6, number="", text=words.rstrip(" ;,")
            )
            leader = re.match(r"(?:We recommend that )?(.{3,80}?)\s+(?:should|must|ought to|needs? to)\b", lead)
            found.append(replace(asked, addressee=leader.group(1) if leader else ""))
    return found if len(found) > 1 else []


def _in_prose(text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence]) -> list[RecommendationFound]:
    """Recommendations of a report that numbers none: each sentence that recommends, with the items of a list that it leads in."""
    found: list[RecommendationFound] = []
    for paragraph in (one for one in paragraphs if not one.heading and not one.row):
        for sentence in (one for one in sentences if paragraph.begin <= one.start < paragraph.end):
            words = words_of(text, paragraph, sentence.start, sentence.end)
            if matches("recommending-plainly", words):
                found.append(
                    RecommendationFound(
                        start=sentence.start,
                        end=min(sentence.end, paragraph.end),
                        rule="prose",
                        confidence=0.5,
                        number="",
                        text=words,
                    )
                )
            elif found and sentence.lead_span and sentence.lead_span[0] == found[-1].start:
                found[-1] = replace(found[-1], end=min(sentence.end, paragraph.end), text=f"{found[-1].text} {words}")
    return found if len(found) > 1 else []


def _stands(one: RecommendationFound, found: Sequence[RecommendationFound], context: Context) -> bool:
    """Outside reports a single number is believed only with words of recommending."""
    if not one.text:
        return False
    return context.kind in _LISTING_KINDS or len(found) > 1 or matches("recommending", one.text) or matches("duty", one.text)


def _from_row(row: Row, wording: Cell) -> RecommendationFound:
    return RecommendationFound(
        start=wording.start,
        end=wording.end,
        rule="table",
        confidence=0.8,
        number=row.number,
        text=wording.text,
        addressee=row.lead,
    )


# Entries of a list, or told by the word.


def _found(text: str, paragraphs: Sequence[Paragraph], entry: Entry, entries: Sequence[Entry]) -> RecommendationFound | None:
    taken = wording_of(text, paragraphs, entry, whole=_is_list(text, paragraphs, entries))
    taken, who = _without_addressee(text, paragraphs, entry, taken)
    if not taken:
        return None
    end = taken[-1].end
    taken = taken[1:] if len(taken) > 1 and _is_title(text, taken[0], entry) else taken
    start = max(entry.after, taken[0].begin)
    words = without_tags(" ".join(words_of(text, one, start) for one in taken))
    number = entry.numbers[0] if entry.numbers else ""
    return RecommendationFound(
        start=entry.start,
        end=end,
        rule="entry.again" if entry.again else entry.rule,
        confidence=entry.confidence,
        number=number,
        text=words,
        addressee=who or entry.who,
    )


def _is_title(text: str, paragraph: Paragraph, entry: Entry) -> bool:
    """Is this no more than a title after the number: "Recommendation 4: Crews"?"""
    words = words_of(text, paragraph, entry.after)
    asks = matches("duty", words) or matches("recommending", words)
    return len(words.split()) <= _LONG_TITLE and not asks and not words.endswith((":", ";", ".", ",")) and not paragraph.item


def _without_addressee(
    text: str, paragraphs: Sequence[Paragraph], entry: Entry, taken: Sequence[Paragraph]
) -> tuple[list[Paragraph], str]:
    """The paragraphs of a recommendation without a line that only says to whom it is made ("Addressee: Harbour Office"), and who that is."""
    last = paragraphs[min(entry.last, len(paragraphs)) - 1]
    for at, paragraph in enumerate(taken):
        if who := _addressed(words_of(text, paragraph, entry.after)):
            rest = [one for n, one in enumerate(taken) if n != at]
            return rest or list(wording_of(text, paragraphs, replace(entry, after=paragraph.end), whole=True)), who
    around = [one for one in (paragraphs[entry.first], last) if one not in taken]
    return list(taken), next(filter(None, (_addressed(words_of(text, one, entry.after)) for one in around)), "")


def _addressed(words: str) -> str:
    for rule in rules_of("addressee-line"):
        if match := rule.pattern.search(words):
            return str(match.group("who")).strip(" .")
    return ""


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
    if (
        paragraph.heading
        or paragraph.row
        or matches("addressee-heading", words)
        or matches("tag-paragraph", before)
        or matches("tag", before)
        or matches("end", words)
    ):
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


def _with_trailers(text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence]) -> list[RecommendationFound]:
    """Recommendations with their number in brackets after them: "(recommendation 1)", then bare "(2)", "(3)" …"""
    found: list[RecommendationFound] = []
    last_end = 0
    for mark in find_trailers(text, paragraphs):
        paragraph = paragraphs[mark.paragraph]
        begin = _trailer_begin(text, paragraph, sentences, mark.start, last_end)
        words = words_of(text, paragraph, begin, mark.start).rstrip(" ;,")
        if not words and mark.paragraph and paragraphs[mark.paragraph - 1].end > last_end:  # a blank line cut the number off
            before = paragraphs[mark.paragraph - 1]
            begin = _trailer_begin(text, before, sentences, before.end, last_end)
            words = words_of(text, before, begin).rstrip(" ;,")
        found.append(
            RecommendationFound(
                start=begin, end=mark.end, rule=mark.rule, confidence=mark.confidence, number=mark.number, text=words
            )
        )
        last_end = mark.end
    return found


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
    """Do two styles number the same things: the same words under the same numbers, or one carrying on where the other stops?"""
    by_number = {number_key(one.number): one.text for one in best}
    both = [(one.text, by_number[number_key(one.number)]) for one in other if number_key(one.number) in by_number]
    if not both:
        return any(is_next(a.number, b.number) or is_next(b.number, a.number) for a in best for b in other)
    return sum(fuzz.token_set_ratio(a, b) >= _ALIKE for a, b in both) >= _MOSTLY * len(both)


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
    twice = one.rule == "entry.again" or one.rule == other.rule == "quoted-in-response"
    return twice and fuzz.token_set_ratio(one.text, other.text) < _ALIKE


def _is_fuller(one: RecommendationFound, other: RecommendationFound) -> bool:
    """Is the second finding of a number to be kept? Where it says more, but not where it ran on into other matter."""
    if not other.text:
        return bool(one.text)
    ran_on = (
        len(one.text) > _FULLER * max(len(other.text), _BRIEF) and fuzz.ratio(one.text[: len(other.text)], other.text) > _ALIKE
    )
    return len(one.text) > len(other.text) and not (ran_on and other.text.endswith("."))


def _as_headed(
    text: str, paragraphs: Sequence[Paragraph], found: Sequence[RecommendationFound], context: Context
) -> list[RecommendationFound]:
    """The recommendations, those without an addressee with the one that the heading over them names: "To the Harbour Office:"."""
    marks: list[tuple[int, str]] = []
    own = {one.start for one in found}
    for paragraph in paragraphs:
        words = words_of(text, paragraph)
        match = next((hit for rule in rules_of("addressee-heading") if (hit := rule.pattern.search(words))), None)
        if match:
            marks.append((paragraph.start, party_name(match.group("who"), context)))
        elif paragraph.heading and paragraph.start not in own:
            marks.append((paragraph.start, ""))
    out = []
    for one in found:
        above = [who for start, who in marks if start < one.start]
        out.append(replace(one, addressee=above[-1]) if above and not one.addressee else one)
    return out


def _with_addressee(one: RecommendationFound, acting: Acting, context: Context) -> RecommendationFound:
    """The recommendation with who is to act, by the name that the paper's directory gives the party; "" where no party is named."""
    if one.addressee and party_name(one.addressee, context):
        return replace(one, addressee=party_name(one.addressee, context))
    one = replace(one, addressee="")
    words = _TITLED.sub("", one.text)
    for rule in rules_of("addressee"):
        match = rule.pattern.search(words)
        if match and not (rule.extra.get("known") and not is_party(match.group("who"), context)):
            who = re.sub(r"^[Tt]he\s+", "", acting.name(match.group("who")))
            return replace(one, addressee=re.sub(r"^(?:Each|Every|All)\b", lambda word: word.group().lower(), who))
    return one
