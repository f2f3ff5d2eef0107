"""Deadlines: the words of a sentence that say when the act is to be done, and their EDTF value.

    "We will report by the end of January." in a letter of 2003-01-13  ->  ("by the end of January", "../2003-01-31")

A deadline is a date with the words before it that open one of its sides ("by", "from", "until"), or words without a date
("shortly", "in due course"), which keep their text and have no value. The words are lines of `rules/when.jsonl`: `by`, `from`
and `at` stand before a date, `tail` after one; `not` and `weak` tell dates that are no deadline, or one only for want of
another; `vague` needs no date; `due` heads a line of its own after the act; `act` marks where the act begins. The weight of a
line says how surely its words are a deadline; of the phrases of a sentence the weightiest one is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.edtf import parse_bounds
from corpus.rulesets import RuleSet, read_rule_set
from corpus.ruletables import Rule
from extract.datescan import scan
from extract.findings import Context, DateFound

_LEFT, _RIGHT = 110, 60  # characters beside a date that tell what it is
_BARE = 1.0  # weight of a date without a preposition
_WITHIN = 4.0  # … of one that says itself up to when ("within six weeks")
_CELL = 6.0  # … of one that fills a cell of a table
_DUE = 8.0  # … of one on a line headed "Due:"
_WEAK = 3.0  # taken from a date that belongs to the name of an event
_NEAR = 200.0  # characters over which nearness to the act tells
_OWN_WORD = re.compile(r"(?:by|before|until|till|from|after)\s+(?=the\s+\d)", re.I)
_DAYS = (10, 16)  # characters of a day, and of one with its hour
_HELD_ON = (  # between an event and its day
    r"(?: to [a-z]+(?: [\w']+){0,3})?"
    r"(?:,? which| that)?(?: (?:is|will be|is to be|has been|are|to be))?"
    r"(?: (?:held|planned|arranged|scheduled|fixed|set|due|taking place|take place))?"
    r",? (?:on|for|of)\s+(?:the\s+)?$"
)
_TO = re.compile(r"\s*(?:[-–—]|to|until|till|through|up to)?\s*(?:the\s+)?")
_AND = re.compile(r"\s*(?:and|or)(?:\s+(?:for|in))?\s+(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class _Phrase:
    start: int
    end: int
    value: str
    weight: float


def resolve_when(words: str, context_date: str) -> tuple[str, str]:
    """A deadline phrase and its EDTF value, resolved against the document's date; "" where it names no date.

    >>> resolve_when("by the end of January", "2003-01-13")
    ('by the end of January', '../2003-01-31')
    """
    dates = [
        DateFound(start=seen.start, end=seen.end, text=words[seen.start : seen.end], value=seen.value)
        for seen in scan(words, context_date, lean="due")
    ]
    if dates:
        return words, _phrase(words, 0, len(words), dates[0], dates[1] if len(dates) > 1 else None).value
    return words, next((phrase.value for phrase in _vague(words, 0, len(words), context_date)), "")


def find_when(text: str, start: int, end: int, dates: Sequence[DateFound], context: Context) -> tuple[str, str]:
    """The deadline of the act that the sentence text[start:end] states: its words as printed and its EDTF; ("", "") where none.

    `dates` are the dates of the whole text, in order, as `find_dates` returns them.
    """
    dated = list(_dated(text, start, end, dates, context.date))
    phrases = [*dated, *(one for one in _vague(text, start, end, context.date, dates) if not _is_among(one, dated))]
    if not phrases:
        return "", ""
    act = _act(text, start, end)
    best = max(phrases, key=lambda phrase: (phrase.weight + _nearness(phrase, act), -phrase.start))
    return text[best.start : best.end], best.value


def _is_among(one: _Phrase, dated: Sequence[_Phrase]) -> bool:
    """Do its words stand in a phrase whose date has a value?"""
    return any(other.value and one.start < other.end and other.start < one.end for other in dated)


def _dated(text: str, start: int, end: int, dates: Sequence[DateFound], today: str) -> Iterator[_Phrase]:
    """The phrases with a date, those left out that name papers and past facts."""
    at = bisect_left(dates, start, key=lambda one: one.start)
    for number in range(at, len(dates)):
        one = dates[number]
        if one.end > end:
            if _is_due_line(text, end, one):
                yield _Phrase(one.start, one.end, one.value and f"../{_last(one.value)}", _DUE)
            break
        if _fills_cell(text, one):
            yield _Phrase(one.start, one.end, one.value, _CELL)
            continue
        window = f"{text[max(start, one.start - _LEFT) : one.start]}⟦{one.text}⟧{text[one.end : min(end, one.end + _RIGHT)]}"
        if _any("not", window):
            continue
        following = dates[number + 1] if number + 1 < len(dates) and dates[number + 1].end <= end else None
        phrase = _phrase(text, start, end, one, following)
        if not _is_over(phrase.value, today):
            yield _Phrase(phrase.start, phrase.end, phrase.value, phrase.weight - _WEAK * _any("weak", window))


def _phrase(text: str, start: int, end: int, one: DateFound, following: DateFound | None) -> _Phrase:
    """A date with the words before and after it that belong to it, and with a second date that it runs up to."""
    rule, first = _frame(text, start, one)
    frame = rule.label if rule else "at"
    weight = float(rule.extra["weight"]) if rule else _WITHIN if one.value.startswith("../") else _BARE
    between = text[one.end : following.start] if following else ""
    if following and (_TO.fullmatch(between) or (frame == "at" and _AND.fullmatch(between))):
        whole = _from_to(one.value, following.value)
        return _Phrase(first, following.end, f"../{_last(whole)}" if frame == "by" and whole else whole, weight)
    return _Phrase(first, _tail(text, one.end, end), _framed(frame, one.value), weight)


def _vague(text: str, start: int, end: int, today: str, dates: Sequence[DateFound] = ()) -> Iterator[_Phrase]:
    """The phrases without a date; "from now on" has a value, and "before the meeting" where the paper says once when the meeting is."""
    for rule in _rules("vague").likely(text[start:end]):
        for match in rule.pattern.finditer(text, start, end):
            value = f"{today}/.." if rule.extra.get("opens") and today else ""
            if rule.id == "vague.event":
                value = _of_event(text, match, dates, today)
            yield _Phrase(match.start(), match.end(), value, float(rule.extra["weight"]))


def _of_event(text: str, match: re.Match[str], dates: Sequence[DateFound], today: str) -> str:
    """The value of "before the meeting" by the one day to come on which the paper says that meeting is; "" where it names none or two.

    "This meeting" is one of which the same paragraph tells.
    """
    phrase = match.group()
    noun = phrase.rsplit(maxsplit=1)[-1]
    following = rf"|\bnext (?:\w+ )?{re.escape(noun)}:\s*(?:on )?(?:the )?$" if re.search(r"\bnext\b", phrase, re.I) else ""
    said = re.compile(rf"\b{re.escape(noun)}\b{_HELD_ON}{following}", re.I)
    if re.search(r"\bthis\b", phrase, re.I):
        dates = dates[bisect_left(dates, text.rfind("\n\n", 0, match.start()), key=lambda one: one.start) :]
    days = {
        one.value
        for one in dates
        if len(one.value) in _DAYS
        and one.value[:10] != today
        and said.search(text, max(0, one.start - _LEFT), one.start)
        and not _is_over(one.value, today)
    }
    if len(days) != 1:
        return ""
    frame = "from" if re.match(r"(?:following|after)\b", phrase, re.I) else "at" if re.match(r"at\b", phrase, re.I) else "by"
    return _framed(frame, days.pop()[:10])


def _frame(text: str, start: int, one: DateFound) -> tuple[Rule | None, int]:
    """The line whose words stand right before a date, and where they begin; None and the date's own start without one."""
    left = max(start, one.start - _LEFT)
    own = _OWN_WORD.match(one.text)  # the expression may hold the word itself: "before the 20th"
    at = one.start + (own.end() if own else 0)
    window = f"{text[left:at]}⟦{text[at : one.end]}⟧"
    found = _rules("by", "from", "at").first(window)
    return (found[0], left + found[1].start()) if found else (None, one.start)


def _tail(text: str, date_end: int, end: int) -> int:
    window = f"⟧{text[date_end : min(end, date_end + _RIGHT)]}"
    for rule in _rules("tail").likely(window):
        if match := rule.pattern.match(window):
            return date_end + match.end() - 1
    return date_end


def _is_due_line(text: str, end: int, one: DateFound) -> bool:
    """Does a line "Due: March 2014" follow the sentence at once?"""
    return one.start - end < _RIGHT and _any("due", f"{text[end : one.start]}⟦{one.text}⟧")


def _fills_cell(text: str, one: DateFound) -> bool:
    """Does the date stand alone between two bars or tabs, or between one and the edge of its line?"""
    before, after = text[: one.start].rstrip(" ")[-1:], text[one.end : one.end + 3].lstrip(" ")[:1]
    return before in ("\t", "|", "\n", "") and after in ("\t", "|", "\n", "") and bool({before, after} & {"\t", "|"})


def _act(text: str, start: int, end: int) -> int:
    likely = _rules("act").likely(text[start:end])
    return min((match.start() for rule in likely if (match := rule.pattern.search(text, start, end))), default=start)


def _nearness(phrase: _Phrase, act: int) -> float:
    """Up to one point: of two deadlines alike, the one that stands nearer to the act, rather after it."""
    distance = phrase.start - act if phrase.start >= act else 2 * (act - phrase.end)
    return max(0.0, 1.0 - abs(distance) / _NEAR)


def _is_over(value: str, today: str) -> bool:
    """A date before the document's own is no deadline; what runs "from" one still does."""
    due, now = parse_bounds(value), parse_bounds(today)
    return bool(due and now and due.last and now.first and due.last < now.first)


def _from_to(first: str, last: str) -> str:
    """One span from the beginning of the first to the end of the last."""
    left, right = parse_bounds(first), parse_bounds(last)
    if left is None or right is None or left.first is None or right.last is None or left.first > right.last:
        return ""
    return f"{left.first.isoformat()}/{right.last.isoformat()}" if "/" in first + last else f"{first}/{last}"


def _framed(frame: str, value: str) -> str:
    """The value with the side open that the words before it open: "by" everything up to it, "from" everything after."""
    if not value or frame == "at" or ".." in value:
        return value
    return f"../{_last(value)}" if frame == "by" else f"{_first(value)}/.."


def _first(value: str) -> str:
    """The beginning of a span; "the beginning of April" is 1 April when something runs from it."""
    first = value.partition("/")[0]
    return first.rstrip("~") if first.count("-") == 2 else first


def _last(value: str) -> str:
    return value.rpartition("/")[2]


def _any(label: str, window: str) -> bool:
    return _rules(label).any(window)


def _rules(*labels: str) -> RuleSet:
    """Lines that hold the words of another ("not before", "before") are tried first, as they stand in the table."""
    return read_rule_set("extract.rules", "when", *labels)
