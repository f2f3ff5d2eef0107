"""Deadlines: the words of a sentence that say when the act is to be done, and their EDTF value.

    "We will report by the end of January." in a letter of 2003-01-13  ->  ("by the end of January", "../2003-01-31")

A deadline is a date with the words before it that open one of its sides ("by", "from", "until"), or words without a date
("shortly", "in due course"), which keep their text and have no value. The words are lines of `rules/when.jsonl`: `by`, `from`
and `at` stand before a date, `tail` after one; `not` and `weak` tell dates that are no deadline, or one only for want of
another; `vague` needs no date; `act` marks where the act begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.edtf import parse_bounds
from corpus.ruletables import Rule, read_rules
from extract import datereading
from extract.datereading import Setting
from extract.datevalues import make_anchor
from extract.findings import Context, DateFound

_LEFT, _RIGHT = 110, 40
_BARE = 1.0  # weight of a date without a preposition
_WEAK = 3.0
_NEAR = 200.0  # characters over which nearness to the act tells


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
    anchor = make_anchor(context_date)
    dates: list[tuple[int, int, str]] = []
    for seen in datereading.scan(words):
        value = datereading.read_value(seen, Setting(anchor, lambda: "future"))
        if value is not None:
            dates.append((seen.start, seen.end, value))
    if not dates:
        return words, ""
    start, end, value = dates[0]
    rule = _frame(words, 0, start, end)
    if len(dates) > 1 and _spans(words[end : dates[1][0]]):
        return words, _from_to(value, dates[-1][2])
    return words, _framed(rule.label if rule else "at", value)


def find_when(text: str, start: int, end: int, dates: Sequence[DateFound], context: Context) -> tuple[str, str]:
    """The deadline of the act that the sentence text[start:end] states: its words as printed and its EDTF; ("", "") where none.

    `dates` are the dates of the whole text, as `find_dates` returns them.
    """
    phrases = [*_dated(text, start, end, dates), *_vague(text, start, end)]
    if not phrases:
        return "", ""
    act = _act(text, start, end)
    best = max(phrases, key=lambda phrase: (phrase.weight + _nearness(phrase, act), -phrase.start))
    return text[best.start : best.end], best.value


def _dated(text: str, start: int, end: int, dates: Sequence[DateFound]) -> Iterator[_Phrase]:
    inside = [one for one in dates if start <= one.start and one.end <= end]
    for number, one in enumerate(inside):
        window = f"{text[max(start, one.start - _LEFT) : one.start]}⟦{one.text}⟧{text[one.end : min(end, one.end + _RIGHT)]}"
        if any(rule.pattern.search(window) for rule in _rules("not")):
            continue
        rule = _frame(text, start, one.start, one.end)
        weight = float(rule.extra["weight"]) if rule else _BARE
        if any(weak.pattern.search(window) for weak in _rules("weak")):
            weight -= _WEAK
        first = _phrase_start(text, start, one.start, one.end) if rule else one.start
        value, last = one.value, one.end
        following = inside[number + 1] if number + 1 < len(inside) else None
        if following and _spans(text[one.end : following.start]):
            value, last = _from_to(value, following.value), following.end
        else:
            value = _framed(rule.label if rule else "at", value)
        yield _Phrase(first, _tail(text, last, end), value, weight)


def _vague(text: str, start: int, end: int) -> Iterator[_Phrase]:
    for rule in _rules("vague"):
        for match in rule.pattern.finditer(text, start, end):
            yield _Phrase(match.start(), match.end(), "", float(rule.extra["weight"]))


def _frame(text: str, start: int, date_start: int, date_end: int) -> Rule | None:
    match = _frame_match(text, start, date_start, date_end)
    return match[0] if match else None


def _phrase_start(text: str, start: int, date_start: int, date_end: int) -> int:
    match = _frame_match(text, start, date_start, date_end)
    return match[1] if match else date_start


def _frame_match(text: str, start: int, date_start: int, date_end: int) -> tuple[Rule, int] | None:
    """The first frame whose words stand right before the date, and where they begin."""
    left = max(start, date_start - _LEFT)
    window = f"{text[left:date_start]}⟦{text[date_start:date_end]}⟧"
    for rule in _frames():
        if match := rule.pattern.search(window):
            return rule, left + match.start()
    return None


def _tail(text: str, date_end: int, end: int) -> int:
    window = f"⟧{text[date_end : min(end, date_end + _RIGHT)]}"
    for rule in _rules("tail"):
        if match := rule.pattern.match(window):
            return date_end + match.end() - 1
    return date_end


def _act(text: str, start: int, end: int) -> int:
    return min((match.start() for rule in _rules("act") if (match := rule.pattern.search(text, start, end))), default=start)


def _nearness(phrase: _Phrase, act: int) -> float:
    """Up to one point: of two deadlines alike, the one that stands nearer to the act, rather after it."""
    distance = phrase.start - act if phrase.start >= act else 2 * (act - phrase.end)
    return max(0.0, 1.0 - abs(distance) / _NEAR)


def _spans(between: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:[-–—]|to|and(?:\s+(?:for|in))?|until|till|through|up to)?\s*(?:the\s+)?", between))


def _from_to(first: str, last: str) -> str:
    """One span from the beginning of the first to the end of the last."""
    left, right = parse_bounds(first), parse_bounds(last)
    if left is None or right is None or left.first is None or right.last is None or left.first > right.last:
        return ""
    simple = "/" not in first + last
    return f"{first}/{last}" if simple else f"{left.first.isoformat()}/{right.last.isoformat()}"


def _framed(frame: str, value: str) -> str:
    """The value with the side open that the words before it open: "by" everything up to it, "from" everything after."""
    if not value or frame == "at" or ".." in value:
        return value
    first, slash, last = value.partition("/")
    if frame == "by":
        return f"../{last if slash else first}"
    return f"{first.rstrip('~') if len(first) > 8 else first}/.."


@cache
def _rules(label: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in read_rules("extract.rules", "when") if rule.label == label)


@cache
def _frames() -> tuple[Rule, ...]:
    return tuple(
        sorted(
            (*_rules("by"), *_rules("from"), *_rules("at")),
            key=lambda rule: rule.id not in ("frame.not-before", "frame.not-until"),
        )
    )
