"""How a response is put together: which recommendations it repeats, and where the answer to them stands.

    "Recommendation 30 – … Recommendation 31 – … Both councils will …"  ->  Reply(numbers=("30", "31"), quoted=(…, …), answer=(…))

Responses repeat a recommendation and answer it, or answer it under its number alone, or say "Government response" between the two; two
recommendations in a row with one answer below them are a group. Used by `extract.recommendations` and `extract.responses`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.rulesets import RuleSet, read_rule_set
from extract.entries import (
    Entry,
    bare_entries,
    bounded,
    known_entries,
    labelled_entries,
    listed_entries,
    matches,
    with_missing,
    without_tags,
)
from extract.findings import Context
from extract.numbering import number_key, parse_numbers, steps_between
from extract.paragraphs import Paragraph, words_of
from extract.schedules import Row, find_rows, has_answers
from extract.trailers import find_trailers

_SENTENCE = re.compile(r"(?<=[.!?)])\s+(?=[A-Z])")
_LETTER_KINDS = frozenset({"letter", "email"})
_LISTED = 3
_MARKED = 2
_HEAD = 12  # paragraphs in which a title can stand
_LONG_TITLE = 30
_ANSWERED = 0.3
_LONGEST = 25
_SHORT_TITLE = 12


@dataclass(frozen=True, slots=True)
class Quoted:
    """A recommendation as a response repeats it: its number and words, where it stands, the way it was told, who is to act."""

    number: str
    start: int
    end: int
    text: str
    rule: str
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with the numbers that it answers and the recommendations as it repeats them."""

    numbers: tuple[str, ...]
    quoted: tuple[Quoted, ...]
    answer: tuple[int, int] | None
    rule: str
    confidence: float
    who: str = ""  # the body that answers, where several do
    words: str = ""  # of the answer, where they stand in several pieces
    statuses: tuple[str, ...] = ()  # where a table says what was decided or how far the work is, beside the answer


@dataclass(frozen=True, slots=True)
class _Manner:
    """The manner of a whole response: does it repeat the recommendations, end them with a paragraph number, give a status on a line of its own?

    Is it a letter?
    """

    quotes: bool
    tagged: bool
    statused: bool
    letter: bool = False


def is_response(text: str, paragraphs: Sequence[Paragraph], context: Context) -> bool:
    """Does the item answer recommendations? By its kind, its title, its marks ("Government response:"), its tables, or how its entries go on."""
    if context.kind == "response" or (
        context.kind != "report" and (_says("title", context.title) or _is_headed(text, paragraphs))
    ):
        return True
    marks = sum(_marker(text, one) is not None or _decides(text[one.start : one.end]) for one in paragraphs)
    if marks >= _MARKED and (
        labelled_entries(text, paragraphs) or bare_entries(text, paragraphs) or _trailing_entries(text, paragraphs)
    ):
        return True
    return has_answers(text, paragraphs) or _is_answered(text, paragraphs) or _is_reply(text, paragraphs, context)


def _is_reply(text: str, paragraphs: Sequence[Paragraph], context: Context) -> bool:
    """Is a letter with entries one to the body that reported: "Thank you for your report …", "Concern 1 – …"?"""
    return (
        context.kind in _LETTER_KINDS
        and bool(labelled_entries(text, paragraphs))
        and any(_says("answering-letter", words_of(text, one)) for one in paragraphs)
    )


def _is_headed(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Does a heading among the first lines say that the paper answers recommendations: "Inquest at Wick: response to recommendations"?"""
    heads = [words_of(text, one) for one in paragraphs[:_HEAD] if one.heading]
    return any(
        _says("title", words) and "recommendation" in words.casefold() for words in heads if len(words.split()) <= _LONG_TITLE
    )


def _is_answered(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Do paragraphs that open as answers do follow the entries of the item?"""
    entries = labelled_entries(text, paragraphs) or listed_entries(text, paragraphs, response=True)
    answered = sum(
        any(opens_answer(words_of(text, one)) for one in paragraphs[entry.first + 1 : entry.last] if not one.numbered)
        for entry in entries
    )
    return answered >= _LISTED and answered >= _ANSWERED * len(entries)


def report_named(text: str, paragraphs: Sequence[Paragraph], context: Context) -> str:
    """The report that a response answers, as its title or its first lines name it; "" where they do not."""
    heads = [words for one in paragraphs[:_HEAD] if len((words := words_of(text, one)).split()) <= _LONG_TITLE]
    for words in [context.title, *heads]:
        for rule in _rules("report"):
            if match := rule.pattern.search(words):
                return str(match.group("report").strip(" .:"))
    return ""


def find_replies(text: str, paragraphs: Sequence[Paragraph], context: Context) -> list[Reply]:
    """The answers of a response with the recommendations that they answer, in order."""
    rows = find_rows(text, paragraphs)
    in_rows = {row.start for row in rows}
    entries = [entry for entry in _entries(text, paragraphs, rows) if paragraphs[entry.first].start not in in_rows]
    manner = replace(_manner(text, paragraphs, entries), letter=context.kind in _LETTER_KINDS)
    replies = _grouped([_reply(text, paragraphs, entry, manner) for entry in entries])
    by_party = [one for reply in replies for one in _by_party(text, paragraphs, reply)]
    return sorted(by_party + [reply for row in rows for reply in _from_row(row)], key=_place)


def opens_answer(words: str, *, strictly: bool = True) -> bool:
    """Do the words begin as answers do? `strictly` leaves out what a report might say of itself ("We agree")."""
    return _says("opening", words) or (not strictly and _says("opening-we", words))


def _rules(label: str) -> RuleSet:
    return read_rule_set("extract.rules", "responses", label)


def _says(label: str, words: str) -> bool:
    return _rules(label).any(words)


def _place(reply: Reply) -> int:
    return reply.answer[0] if reply.answer else (reply.quoted[0].start if reply.quoted else 0)


def _entries(text: str, paragraphs: Sequence[Paragraph], rows: Sequence[Row]) -> list[Entry]:
    """The entries of the style that the response uses."""
    labelled = with_missing(text, paragraphs, labelled_entries(text, paragraphs, headings=True))
    listed = listed_entries(text, paragraphs, response=True)
    if known := known_entries(text, paragraphs, [row.number for row in rows]):
        return known
    if len(labelled) >= 2 and len(labelled) * 2 >= len(listed):
        return _without_themes(labelled)
    trailing = _trailing_entries(text, paragraphs)
    if trailing and trailing[0].rule == "trailer.code" and not labelled:
        return trailing
    if len(listed) >= _LISTED:
        return listed
    return labelled or trailing or bare_entries(text, paragraphs)


def _without_themes(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without those that only head others, which carry their number on: "Recommendation 1: Lamps" over 1a and 1b."""
    keys = [[number_key(number) for number in entry.numbers] for entry in entries]
    return [
        entry
        for entry, own, following in zip(entries, keys, [*keys[1:], []], strict=True)
        if not (
            len(own) == 1
            and entry.last == entry.first + 1
            and following
            and re.fullmatch(re.escape(own[0]) + r"(?:ai?|i|\.1)", following[0])
        )
    ]


def _trailing_entries(text: str, paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """Entries whose number stands in brackets after them."""
    marks = [
        one for one in find_trailers(text, paragraphs) if _is_wording(words_of(text, paragraphs[one.paragraph], end=one.start))
    ]
    places = [(mark, paragraphs[mark.paragraph].begin) for mark in marks]
    return bounded(
        [Entry((m.number,), begin, begin, m.paragraph, m.paragraph + 1, m.rule, m.confidence) for m, begin in places],
        len(paragraphs),
    )


def _manner(text: str, paragraphs: Sequence[Paragraph], entries: Sequence[Entry]) -> _Manner:
    count = max(1, len(entries))
    firsts = [_first_words(text, paragraphs, entry) for entry in entries]
    repeated = sum(_is_wording(words) and not opens_answer(words) for words in firsts)
    tagged = sum(_has_tag(text, paragraphs[entry.first : entry.last]) for entry in entries)
    statused = sum(_status(text, paragraphs[entry.first : entry.last], "status-line") is not None for entry in entries)
    listed = bool(entries) and entries[0].rule == "entry.listed"
    return _Manner(quotes=listed or repeated >= 0.5 * count, tagged=tagged >= 0.5 * count, statused=statused >= 0.5 * count)


def _status(text: str, paragraphs: Sequence[Paragraph], *labels: str) -> tuple[int, int] | None:
    """Where a line says nothing but a status, as in a table whose cells were read line by line."""
    for paragraph in paragraphs:
        for start, end in paragraph.lines:
            for rule in (rule for label in labels for rule in _rules(label)):
                if match := rule.pattern.search(text[start:end]):
                    return start + match.start(), start + match.end()
    return None


def _has_tag(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    return any(matches("tag-paragraph", words_of(text, one)) for one in paragraphs)


def _first_words(text: str, paragraphs: Sequence[Paragraph], entry: Entry) -> str:
    pieces = (words_of(text, one, entry.after) for one in paragraphs[entry.first : entry.last] if one.end > entry.after)
    return next((words for words in pieces if words), "")


def _is_wording(words: str) -> bool:
    return matches("recommending", words) or matches("duty", words) or matches("tag-paragraph", words)


def _marker(text: str, paragraph: Paragraph) -> tuple[int, str] | None:
    """Where the answer begins in a paragraph that opens with "Government response:" or the like, and who answers if it says so."""
    for rule in _rules("marker"):
        if match := rule.pattern.match(text[paragraph.begin : paragraph.end]):
            who = match.group("who") if "who" in match.groupdict() else ""
            return paragraph.begin + match.end(), " ".join(who.split())
    return None


def _reply(text: str, paragraphs: Sequence[Paragraph], entry: Entry, manner: _Manner) -> Reply:
    mine = _before_end(text, [one for one in paragraphs[entry.first : entry.last] if one.end > entry.after])
    mine = _before_others(text, mine, entry) if manner.letter else mine
    for at, paragraph in enumerate(mine):
        marked = _marker(text, paragraph) if paragraph.begin >= entry.after else None
        if marked is not None:
            wording = mine[_skip_title(text, mine, entry) : at]
            made = _made(text, entry, wording, _span(text, mine[at:], marked[0], at_least=True))
            return replace(made, who=marked[1] or made.who)
        if at and _party_head(text[paragraph.start : paragraph.end]):
            wording = [one for n, one in enumerate(mine[:at]) if not (n and one.row)]  # not the head of the table of answers
            return _made(text, entry, wording[_skip_title(text, wording, entry) :], (paragraph.start, mine[-1].end))
    count, split = _wording_count(text, mine, entry, manner)
    answer = _span(text, mine[count - 1 if split else count :], split or entry.after)
    opened = answer is not None and opens_answer(text[answer[0] : answer[1]], strictly=False)
    if manner.statused and not opened and (status := _status(text, mine, "status-line", "status-line-end")):
        return _made(text, entry, mine, status)
    return _made(text, entry, mine[:count], answer, split)


def _before_end(text: str, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    def is_end(paragraph: Paragraph) -> bool:
        words = words_of(text, paragraph)
        return (bool(paragraph.heading) and matches("end", words)) or matches("other", words) or matches("close", words)

    ends = (at for at, one in enumerate(paragraphs) if at and is_end(one))
    return list(paragraphs[: next(ends, len(paragraphs))])


def _before_others(text: str, paragraphs: Sequence[Paragraph], entry: Entry) -> list[Paragraph]:
    """The paragraphs of a letter before one that speaks of another recommendation by its number; "see recommendation 3" only points to it."""
    own = {number_key(number) for number in entry.numbers}

    def is_other(words: str) -> bool:
        matched = [match for rule in _rules("names").likely(words) for match in rule.pattern.finditer(words)]
        named = {number_key(number) for match in matched for number in parse_numbers(match.group("numbers"))}
        return bool(named) and not named & own and not _says("see-also", words) and not _says("pointing", words)

    ends = (at for at, one in enumerate(paragraphs) if at and is_other(words_of(text, one)))
    return list(paragraphs[: next(ends, len(paragraphs))])


def _span(text: str, paragraphs: Sequence[Paragraph], begin: int, *, at_least: bool = False) -> tuple[int, int] | None:
    """From `begin` (or the first paragraph after it) to the last words that are no heading: those belong to what follows."""
    body = list(paragraphs)
    while body and body[-1].heading and not body[-1].begin <= begin < body[-1].end and not _is_answer(text, body[-1]):
        body.pop()
    while body and not at_least and _is_title(text, body[0], begin):
        body.pop(0)
    if not body:
        return None
    start = max(begin, body[0].start)
    start += len(text[start : body[-1].end]) - len(text[start : body[-1].end].lstrip())
    return (start, body[-1].end) if start < body[-1].end else None


def _is_answer(text: str, paragraph: Paragraph) -> bool:
    """Is a line that looks like a heading an answer of few words: "Accept in full", "Joint response: Accept"?"""
    words = words_of(text, paragraph)
    return (
        opens_answer(words)
        or _party_head(words) is not None
        or (_marker(text, paragraph) or (paragraph.end, ""))[0] < paragraph.end
    )


def _is_title(text: str, paragraph: Paragraph, after: int) -> bool:
    words = words_of(text, paragraph, after)
    brief = len(words.split()) <= _SHORT_TITLE and not words.endswith(":")
    return bool(paragraph.heading) and brief and not _is_wording(words) and not opens_answer(words)


def _wording_count(text: str, mine: Sequence[Paragraph], entry: Entry, manner: _Manner) -> tuple[int, int]:
    """How many paragraphs repeat the recommendation, and where the answer begins if it begins inside the last of them (else 0)."""
    at = _skip_title(text, mine, entry)
    if at >= len(mine):
        return at, 0
    words = words_of(text, mine[at], entry.after)
    if len(entry.numbers) > 1 and _says("about", words):
        return at + 1, 0
    if opens_answer(words, strictly=manner.quotes) or not (_is_wording(words) or manner.quotes):
        return at, 0
    wanted = len(entry.numbers) if len(entry.numbers) > 1 else 1
    count = at + 1
    while count < len(mine) and count < _LONGEST and _repeats_on(text, mine, at, count, wanted, manner):
        count += 1
    return count, _split_inside(text, mine[count - 1], entry.after)


def _skip_title(text: str, mine: Sequence[Paragraph], entry: Entry) -> int:
    """The first paragraph after a title ("Recommendation 4 – Crew training")."""
    for at, paragraph in enumerate(mine):
        if not _is_title(text, paragraph, entry.after):
            return at
    return len(mine)


def _repeats_on(text: str, mine: Sequence[Paragraph], first: int, at: int, wanted: int, manner: _Manner) -> bool:
    """Does the paragraph at `at` still repeat the recommendation?"""
    words, before = words_of(text, mine[at]), words_of(text, mine[at - 1])
    if mine[at].heading or opens_answer(words) or matches("tag-paragraph", before) and wanted == 1:
        return False
    if manner.tagged and _has_tag(text, mine[at : at + _LONGEST]) and not _has_tag(text, mine[first:at]):
        return True
    if mine[at].item:
        return before.endswith((":", ";", ",", "and")) or bool(mine[at - 1].marker and at - 1 > first)
    if words[:1].islower() or before.endswith((":", ";")):
        return True
    return matches("restating", words) or (at - first < wanted and _is_wording(words))


def _split_inside(text: str, paragraph: Paragraph, after: int) -> int:
    """Where in a paragraph that repeats a recommendation the answer begins: a later sentence that opens as answers do; 0 for nowhere."""
    low = max(paragraph.begin, after)
    for match in _SENTENCE.finditer(text, low, paragraph.end):
        if opens_answer(text[match.end() : paragraph.end]):
            return match.end()
    return 0


def _made(text: str, entry: Entry, wording: Sequence[Paragraph], answer: tuple[int, int] | None, split: int = 0) -> Reply:
    return Reply(entry.numbers, tuple(_quotes(text, entry, wording, split)), answer, entry.rule, entry.confidence, entry.who)


def _quotes(text: str, entry: Entry, wording: Sequence[Paragraph], split: int) -> list[Quoted]:
    """The recommendations as repeated: one for each number where there are as many paragraphs as numbers, else the whole for each."""
    end = split or (wording[-1].end if wording else 0)
    if not wording:
        return []
    if len(entry.numbers) > 1 and len(wording) == len(entry.numbers):
        pairs = zip(entry.numbers, wording, strict=True)
        return [
            Quoted(number, one.begin, one.end, _words(text, [one], one.begin, one.end), "quoted-in-group")
            for number, one in pairs
        ]
    start = max(entry.after, wording[0].begin)
    if _says("about", words_of(text, wording[0], start)):
        return []
    words = _words(text, wording, start, end)
    rule = "quoted-in-response" if len(entry.numbers) <= 1 else "quoted-in-group"
    return [Quoted(number, entry.start, end, words, rule) for number in entry.numbers or ("",) if words]


def _words(text: str, paragraphs: Sequence[Paragraph], start: int, end: int) -> str:
    words = " ".join(words_of(text, one, start, min(end, one.end)) for one in paragraphs if one.start < end)
    return without_tags(" ".join(words.split()))


def _grouped(replies: Sequence[Reply]) -> list[Reply]:
    """Recommendations in a row with one answer below the last of them, put together. An entry of a list of contents is left out."""
    answered = {number_key(number) for reply in replies if reply.answer for number in reply.numbers}
    out: list[Reply] = []
    pending: list[Reply] = []
    for reply in replies:
        if not reply.answer:
            if reply.quoted and not any(number_key(number) in answered for number in reply.numbers):
                pending.append(reply)
            continue
        if pending and not _follows(pending[-1], reply):
            out, pending = out + pending, []
        numbers = tuple(dict.fromkeys(number for one in [*pending, reply] for number in one.numbers))
        quoted = tuple(quote for one in [*pending, reply] for quote in one.quoted)
        out.append(replace(reply, numbers=numbers, quoted=quoted))
        pending = []
    return out + pending


def _follows(before: Reply, after: Reply) -> bool:
    """Could the number of one recommendation stand after that of the other in a row? Unless both are known, yes."""
    if not before.numbers or not after.numbers:
        return True
    steps = steps_between(before.numbers[-1], after.numbers[0])
    return steps is None or steps > 0


def _by_party(text: str, paragraphs: Sequence[Paragraph], reply: Reply) -> list[Reply]:
    """An answer in which several bodies speak, each after its name ("Scottish Government: Accept."), as one answer of each."""
    if not reply.answer:
        return [reply]
    low, high = reply.answer
    lines = [line for one in paragraphs for line in one.lines if low <= line[0] < high]
    heads = [(start, match) for start, end in lines if (match := _party_head(text[start:end]))]
    if len(heads) < 2 and not (heads and heads[0][0] == low):
        return [reply]
    ends = [start for start, _ in heads[1:]] + [high]
    out = [replace(reply, answer=(low, heads[0][0]))] if text[low : heads[0][0]].strip() else []
    for (start, match), end in zip(heads, ends, strict=True):
        begin, last = start + match.end(), start + len(text[start:end].rstrip())
        if begin < last:
            out.append(replace(reply, answer=(begin, last), who=" ".join(match.group("who").split())))
    return out or [reply]


def _decides(line: str) -> bool:
    """Does a body decide on this line: "Northland: Accept in principle"?"""
    match = _party_head(line)
    return match is not None and opens_answer(line[match.end() :])


def _party_head(line: str) -> re.Match[str] | None:
    return next((match for rule in _rules("party-head") if (match := rule.pattern.match(line))), None)


def _asked_in(row: Row) -> tuple[int, int]:
    """Where a row repeats the recommendation: its own cell, so that what the answers beside it promise counts; the row where that is unclear."""
    own = row.wording
    apart = own is not None and row.start <= own.start and all(cell.start >= own.end for cell in (*row.answers, *row.statuses))
    return (own.start, own.end) if own is not None and apart else (row.start, row.end)


def _from_row(row: Row) -> list[Reply]:
    """The answers of a row, one of each body that answers; one without an answer where the row has none."""
    words = row.wording.text if row.wording else ""
    quoted = (Quoted(row.number, *_asked_in(row), words, "quoted-in-table", row.lead),)
    numbers = (row.number,) if row.number else ()
    whole = Reply(numbers, quoted, None, "table", 0.9, statuses=tuple(cell.text for cell in row.statuses))
    return [replace(whole, answer=(cell.start, cell.end), who=cell.who, words=cell.text) for cell in row.answers] or [whole]
