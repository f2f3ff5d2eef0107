"""Answers to recommendations: which numbers they answer, what they come to, which other answer they point to.

    "Recommendation 8 – … \\n\\nSee answer to Recommendation 3."  ->  numbers ("8",), see_also_numbers ("3",)

The span of a response is the answer itself, not the recommendation that it repeats. Letters and minutes that report on a recommendation
by its number ("Recommendation 1 is complete.") answer it too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.rulesets import RuleSet, read_rule_set
from extract.bodies import party_name
from extract.dispositions import judge_disposition, judge_progress
from extract.entries import matches
from extract.findings import Context, ResponseFound, Sentence
from extract.numbering import number_key, parse_numbers
from extract.paragraphs import Paragraph, find_paragraphs, words_of
from extract.replies import Quoted, Reply, find_replies, is_response, opens_answer, report_named

_WORTH = re.compile(r"recommend|\brec\.|\bR\d|\bconcerns? \(?\d", re.IGNORECASE)
_LETTER_KINDS = frozenset({"letter", "email"})
_LEAST_SURE = 0.3
_MENTIONED = 0.7
_CARRIED = "mention.letter"  # only beside other mentions
_LONG_WORD = re.compile(r"[a-z]{5,}")
_OWN_WORDS = 2  # of a recommendation, in a sentence that is about it
_CLEARLY = 1.5  # times the share that it has of another's
_NUMBERED = re.compile(r"^\d+(?:\.\d+)*[a-h]?:?\s+")  # before the status of one of several: "4.3 Not accepted."
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(]|\d+(?:\.\d+)*:?\s+[A-Z])")


def find_responses(text: str, sentences: Sequence[Sentence], context: Context) -> list[ResponseFound]:
    """The answers to recommendations in an item, in order.

    In: the normal text of the item, its sentences, what is known of it. Out: one finding an answer, with all the numbers that it answers.
    """
    if context.kind != "response" and not _WORTH.search(text):
        return []
    paragraphs = find_paragraphs(text, sentences, context)
    report = report_named(text, paragraphs, context)
    found: list[ResponseFound] = []
    if is_response(text, paragraphs, context):
        replies = find_replies(text, paragraphs, context)
        found = [
            one
            for reply in replies
            if reply.answer
            for one in _apart(text, paragraphs, _from_reply(text, paragraphs, reply, reply.answer, report, context), reply.quoted)
        ]
        found = found or _by_words(text, paragraphs, report)
    if context.kind != "report":
        found += _mentions(text, paragraphs, found, report)
    if context.kind in _LETTER_KINDS and not found:
        found = _under_one_number(text, paragraphs, report)
    found += _comments(text, paragraphs, found, context)
    return sorted((_as_referred(one, found) for one in found), key=lambda one: (one.start, one.end))


def answer_at(position: int, responses: Sequence[ResponseFound]) -> str:
    """The number of the recommendation whose answer covers a position; "" where none does. The first, where the answer is to several."""
    for response in responses:
        if response.start <= position < response.end and response.numbers:
            return response.numbers[0]
    return ""


def respondent_at(position: int, responses: Sequence[ResponseFound]) -> str:
    """The body whose answer covers a position; "" where the paper answers with one voice."""
    return next((one.respondent for one in responses if one.start <= position < one.end), "")


def _from_reply(
    text: str, paragraphs: Sequence[Paragraph], reply: Reply, answer: tuple[int, int], report: str, context: Context
) -> ResponseFound:
    words = reply.words or _words(text, paragraphs, *answer)
    found = ResponseFound(
        start=answer[0],
        end=answer[1],
        rule=reply.rule,
        confidence=reply.confidence,
        numbers=reply.numbers,
        text=words,
        report=report,
        quoted=" ".join(one.text for one in reply.quoted),
        respondent=party_name(reply.who, context),
    )
    judged = _judged(found)
    for status in reply.statuses:
        judged = _with_status(judged, status)
    return judged


def _with_status(one: ResponseFound, status: str) -> ResponseFound:
    """An answer with what a column of statuses beside it says: the decision itself, or how far the work is."""
    if _says("decision", status):
        decided = judge_disposition(status)
        one = replace(one, disposition=decided.disposition, deciding=decided.deciding)
    told = judge_progress(status)
    return replace(one, progress=told if told != "unknown" else one.progress)


def _apart(text: str, paragraphs: Sequence[Paragraph], one: ResponseFound, quoted: Sequence[Quoted] = ()) -> list[ResponseFound]:
    """An answer to a group in which sentences tell its members apart ("Recommendation 11 we do not accept"), as one answer a decision.

    A sentence tells one by its number, or by words that of the recommendations repeated only that one has. The numbers that no such
    sentence names keep what the answer as a whole comes to.
    """
    if len(one.numbers) < 2:
        return [one]
    own = {number_key(number): number for number in one.numbers}
    said: list[tuple[int, int, tuple[str, ...], str, str]] = []
    telling = _telling(quoted)
    for start, end in _clauses(text, one.start, one.end, telling):
        words = " ".join(text[start:end].split())
        named = tuple(own[key] for number in _about(words, telling) if (key := number_key(number)) in own)
        judged = judge_disposition(_NUMBERED.sub("", words))
        if named and len(named) < len(own) and judged.confidence > 0:
            said.append((start, end, named, judged.disposition, judged.deciding))
    if len({disposition for _, _, _, disposition, _ in said} | ({one.disposition} if _rest(one, said) else set())) < 2:
        return [one]
    out = [replace(one, numbers=rest)] if (rest := _rest(one, said)) else []
    taken: set[str] = set()
    for start, end, named, disposition, deciding in said:
        mine = tuple(number for number in named if number not in taken)
        taken |= set(mine)
        if mine:
            decided = replace(one, numbers=mine, disposition=disposition, deciding=deciding)
            if _named(text[start:end]):  # told apart by its words alone it keeps the answer that all have
                decided = replace(decided, start=start, end=end, text=_words(text, paragraphs, start, end))
            out.append(decided)
    return out


def _rest(one: ResponseFound, said: Sequence[tuple[int, int, tuple[str, ...], str, str]]) -> tuple[str, ...]:
    named = {number for _, _, numbers, _, _ in said for number in numbers}
    return tuple(number for number in one.numbers if number not in named)


def _named(words: str) -> list[str]:
    """The numbers of recommendations that a sentence names."""
    return [
        number
        for rule in _rules("names")
        for match in rule.pattern.finditer(words)
        for number in parse_numbers(match.group("numbers"))
    ]


def _telling(quoted: Sequence[Quoted]) -> dict[str, frozenset[str]]:
    """The words of each of several recommendations that the others do not have, by number."""
    words = {one.number: frozenset(_LONG_WORD.findall(one.text.casefold())) for one in quoted}
    rest = {number: frozenset().union(*(mine for other, mine in words.items() if other != number)) for number in words}
    return {number: mine - rest[number] for number, mine in words.items()} if len(words) > 1 else {}


def _about(words: str, telling: Mapping[str, frozenset[str]]) -> list[str]:
    """The numbers that a sentence names, else the one whose own words it has."""
    if named := _named(words):
        return named
    said = set(_LONG_WORD.findall(words.casefold()))
    shares = {number: len(mine & said) / len(mine) for number, mine in telling.items() if len(mine & said) >= _OWN_WORDS}
    best = max(shares, key=lambda number: shares[number], default="")
    return [best] if best and all(shares[best] > _CLEARLY * share for number, share in shares.items() if number != best) else []


def _clauses(text: str, start: int, end: int, telling: Mapping[str, frozenset[str]]) -> list[tuple[int, int]]:
    """The sentences of an answer; the last runs on to the next that names numbers, so that reasons stay with what they are given for."""
    starts = [start, *(match.end() for match in _SENTENCE_END.finditer(text, start, end))]
    heads = [at for at, stop in zip(starts, [*starts[1:], end], strict=True) if at == start or _about(text[at:stop], telling)]
    return [(at, at + len(text[at:stop].rstrip())) for at, stop in zip(heads, [*heads[1:], end], strict=True)]


def _by_words(text: str, paragraphs: Sequence[Paragraph], report: str) -> list[ResponseFound]:
    """The answers of a response without numbers: paragraphs that restate a proposal or open as answers do, and that decide something.

    Which recommendation each is about is told by the words, once the report is known.
    """
    out = []
    for at, paragraph in ((at, one) for at, one in enumerate(paragraphs) if not one.heading and not one.row):
        words = words_of(text, paragraph)
        over = paragraphs[at - 1] if at and paragraphs[at - 1].heading else paragraph  # a heading says what the answer is about
        opened = [at for at in _starts(text, paragraph) if opens_answer(words_of(text, paragraph, at), strictly=False)]
        restated = _says("paraphrase", words)
        if not restated and (not opened or opened[0] > paragraph.begin):
            continue
        begin = opened[0] if opened else paragraph.begin
        whole = ResponseFound(
            start=over.begin, end=paragraph.end, rule="by-words", confidence=0.6, numbers=(), text=words, report=report
        )
        decided = _judged(replace(whole, text=words_of(text, paragraph, begin)))
        if decided.deciding:
            out.append(replace(decided, text=words if over is paragraph else f"{words_of(text, over)}: {words}"))
    return out


def _starts(text: str, paragraph: Paragraph) -> list[int]:
    """Where the sentences of a paragraph begin."""
    return [paragraph.begin, *(match.end() for match in _SENTENCE_END.finditer(text, paragraph.begin, paragraph.end))]


def _words(text: str, paragraphs: Sequence[Paragraph], start: int, end: int) -> str:
    inside = [one for one in paragraphs if one.start < end and one.end > start]
    return " ".join(words_of(text, one, max(start, one.start), min(end, one.end)) for one in inside).strip()


def _judged(one: ResponseFound) -> ResponseFound:
    """The response with what it comes to: a response is as sure as the rule that found it and the words that decide it."""
    judged = judge_disposition(one.text)
    return replace(
        one,
        confidence=round(one.confidence * max(_LEAST_SURE, judged.confidence), 2),
        disposition=judged.disposition,
        deciding=judged.deciding,
        progress=judge_progress(one.text),
        see_also_numbers=_see_also(one.text, one.numbers),
    )


def _rules(label: str) -> RuleSet:
    return read_rule_set("extract.rules", "responses", label)


def _says(label: str, words: str) -> bool:
    return _rules(label).any(words)


def _see_also(words: str, own: Sequence[str]) -> tuple[str, ...]:
    keys = {number_key(number) for number in own}
    found = [
        number
        for rule in _rules("see-also").likely(words)
        for match in rule.pattern.finditer(words)
        for number in parse_numbers(match.group("numbers"))
        if number_key(number) not in keys
    ]
    return tuple(dict.fromkeys(found))


def _as_referred(one: ResponseFound, found: Sequence[ResponseFound]) -> ResponseFound:
    """An answer that says little but "see answer to …" comes to what that answer comes to, less surely."""
    if not one.see_also_numbers or one.deciding:
        return one
    keys = {number_key(number) for number in one.see_also_numbers}
    for other in found:
        if other.deciding and keys & {number_key(number) for number in other.numbers}:
            return replace(
                one, disposition=other.disposition, deciding=other.deciding, confidence=round(0.6 * other.confidence, 2)
            )
    return one


def _comments(
    text: str, paragraphs: Sequence[Paragraph], found: Sequence[ResponseFound], context: Context
) -> list[ResponseFound]:
    """Sentences of a report that say how a body answered it: "The Coast Service concurred with recommendations 1 and 2"."""
    out = []
    for paragraph in (one for one in paragraphs if not one.row and not one.heading):
        if not any(rule.pattern.search(words_of(text, paragraph)) for rule in _rules("comment")):
            continue
        starts = _starts(text, paragraph)
        for start, end in zip(starts, [*starts[1:], paragraph.end], strict=True):
            words = words_of(text, paragraph, start, end)
            for rule in _rules("comment").likely(words):
                match = rule.pattern.search(words)
                who = party_name(match.group("who"), context) if match else ""
                if match and who and not any(one.start <= start < one.end for one in found):
                    said = ResponseFound(
                        start=start,
                        end=start + len(text[start:end].rstrip()),
                        rule=rule.id,
                        confidence=_MENTIONED,
                        numbers=parse_numbers(match.group("numbers")),
                        text=words,
                        report=context.title if context.kind == "report" else "",
                        respondent=who,
                    )
                    out.append(replace(_judged(said), disposition=str(rule.extra["disposition"]), deciding=match.group("said")))
                    break
    return out


def _mentions(text: str, paragraphs: Sequence[Paragraph], found: Sequence[ResponseFound], report: str) -> list[ResponseFound]:
    """Sentences of a letter that report on a recommendation by its number, where no other answer covers it."""
    covered = {number_key(number) for one in found for number in one.numbers}
    out: list[ResponseFound] = []
    for paragraph in paragraphs:
        if any(one.start <= paragraph.begin < one.end for one in found) or paragraph.row:
            continue
        out += [
            one for one in _mentions_in(text, paragraph, report) if not covered & {number_key(number) for number in one.numbers}
        ]
    return out if any(one.rule != _CARRIED for one in (*out, *found)) else []


def _under_one_number(text: str, paragraphs: Sequence[Paragraph], report: str) -> list[ResponseFound]:
    """The answer of a letter that names one recommendation, in its heading or first lines, and then speaks of it as "this recommendation"."""
    numbers = dict.fromkeys(number for one in paragraphs for number in _named(words_of(text, one)))
    body = [one for one in paragraphs if not one.row]
    named = next((at for at, one in enumerate(body) if _named(words_of(text, one))), None)
    if len(numbers) != 1 or named is None:
        return []
    stop = next((at for at in range(named + 1, len(body)) if matches("end", words_of(text, body[at]))), len(body))
    for paragraph in (one for one in body[named:stop] if not one.heading):
        words = words_of(text, paragraph)
        asked = _says("answering-this", words) or opens_answer(words, strictly=False)
        if asked and judge_disposition(words).confidence > 0:
            end = body[stop - 1].end
            said = ResponseFound(
                start=paragraph.begin, end=end, rule="under-one-number", confidence=_MENTIONED, numbers=tuple(numbers),
                text=_words(text, paragraphs, paragraph.begin, end), report=report,
            )  # fmt: skip
            return [_judged(said)]
    return []


def _mentions_in(text: str, paragraph: Paragraph, report: str) -> list[ResponseFound]:
    """A mention with the rest of its paragraph, up to the next mention; only where its words decide something."""
    starts = _starts(text, paragraph)
    ends = [*starts[1:], paragraph.end]
    heads = [
        (start, found) for start, end in zip(starts, ends, strict=True) if (found := _mention(text[start:end])) and found.numbers
    ]
    stops = [start for start, _ in heads[1:]] + [paragraph.end] * bool(heads)
    out = []
    for (start, mention), end in zip(heads, stops, strict=True):
        words = words_of(text, paragraph, start, end)
        if judge_disposition(words).confidence > 0 or judge_progress(words) != "unknown":
            last = start + len(text[start:end].rstrip())
            said_so = ResponseFound(
                start=start, end=last, rule=mention.rule, confidence=_MENTIONED, numbers=mention.numbers, text=words,
                report=mention.report or report,
            )  # fmt: skip
            out.append(_judged(said_so))
    return out


class _Mention(NamedTuple):
    """What a sentence speaks of: the numbers, the report if it names it, the rule that says so."""

    numbers: tuple[str, ...]
    report: str
    rule: str


def _mention(sentence: str) -> _Mention | None:
    words = " ".join(sentence.split())
    found = _rules("mention").first(words) or _rules("mention-carried").first(words)
    if found is None:
        return None
    named = found[1].groupdict()
    return _Mention(parse_numbers(named["numbers"]), (named.get("report") or "").strip(" ,"), found[0].id)
