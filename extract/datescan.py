"""Where dates stand in a text, by the lines of `rules/dates.jsonl`.

    "… at the end of January …" in a letter of 2003-01-13  ->  Seen("the end of January", rule "month.bare", "2003-01-31")

The label of a line names the reader of `extract.datereading` that turns its groups into a value. Lines with another label help:
`seed` finds the places worth a look; `need` and `guard` are tried on a window of text with the expression between ⟦ and ⟧, and
ask for or forbid something around it; `past`, `future`, `due` and `ahead` are cues for the year of a date printed without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from corpus.rulesets import RuleSet
from corpus.ruletables import Rule, read_rules
from corpus.telltales import fold, opens_with
from extract.datereading import read_value
from extract.datevalues import Anchor, make_anchor
from extract.datewords import Setting

_FROM_WRITING = frozenset({"relative-within", "relative-span", "relative-ahead", "relative-ago"})  # count from the day of writing
_CUES = ("past", "future", "due", "ahead", "open")
_HELPERS = ("seed", "need", "guard", *_CUES)
_BESIDE = 40  # characters each side that needs and guards see
_SENTENCE = 120  # … and the cues for past and future, within the sentence
_RIGHT_IS_FAR = 25  # a verb before a date says more of it than one after: "told us in May that they would"
_BEFORE_SEED, _AFTER_SEED = 40, 60  # an expression begins and ends no further than this from its tell-tale word
_LONGEST_WORD = 40
_STOP = re.compile(r"(?<!\bNo)(?<!\bNos)[.!?:;](?=\s)|\n[ \t]*\n|\t|\S {3,}(?=\S)")
_WORD = re.compile(r"\w+")
_MONTH_FIRST = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, ?(?:1[5-9]|20)\d\d\b")
_DAY_FIRST = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? (?:1[5-9]|20)\d\d\b")
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FINANCIAL = re.compile(r"\b(?:19|20)(\d\d)[-–/](?:20)?(\d\d)\b(?![-/.]\d)")
_RECEIVED = re.compile(r"\breceived(?:\s+by\s+(?:us|this\s+\w+|the\s+\w+))?(?:\s+here)?(?:\s+on)?(?:\s+the)?\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch of text that a rule takes for a date, and its value ("" where the words and the document do not decide it)."""

    start: int
    end: int
    rule: Rule
    groups: Mapping[str, str]
    value: str


def scan(text: str, date: str = "", lean: str | None = None, country: str = "") -> Iterator[Seen]:
    """The expressions of calendar time in a text, in order and apart from each other.

    `date` is the document's own date (EDTF). `lean` says which way dates without a year lie, as `find_way` does; without it
    the words around each date decide. `country` is the sender's (see `extract.countries`). In a paper without a date of its own,
    as a register is, a date without a year counts from the last full one before it; "within six months" has no value there.
    """
    anchor, before, received = make_anchor(date), "", ""
    habits = _Habits(_is_month_first(text), _counts_financially(text), country)
    last_full: Anchor | None = None
    rules = _scanner().rules
    for first, last in _regions(text):
        at, starts = first, _Starts(text, first, last)
        while place := starts.after(at):
            start, number = place
            outside = _Outside(anchor or last_full, anchor is not None, habits, before, received, lean)
            seen = _read(text, start, rules[number:], outside)
            if seen is None:
                at = _next_word(text, start)
                continue
            yield seen
            at, before = seen.end, seen.value or before
            if _FULL_DAY.fullmatch(seen.value) and _RECEIVED.search(text, max(0, seen.start - _BESIDE), seen.start):
                received = seen.value
            if "y" in seen.groups and _FULL_DAY.fullmatch(seen.value):
                last_full = make_anchor(seen.value)


def find_way(text: str, start: int, end: int) -> str:
    """Which way the words around a date point: "past", "future", "due" (it is a deadline), "ahead" (something
    is to come, said after the date) or "" (they do not say).

    The nearest cue counts, of two that end alike the longer one.
    """
    left, right = _sentence(text, start, end)
    nearest, way = (_SENTENCE + 1, 0), ""
    for rule in _cues():
        on_left = rule.extra["side"] == "left"
        for match in rule.pattern.finditer(left if on_left else right):
            distance = len(left) - match.end() if on_left else match.start() + _RIGHT_IS_FAR
            if (distance, -len(match.group())) < nearest:
                nearest, way = (distance, -len(match.group())), rule.label
    return "" if way == "open" else way


@dataclass(frozen=True, slots=True)
class _Habits:
    """How the paper writes dates: the month before the day, in financial years, by the calendar of which country."""

    month_first: bool
    financial: bool
    country: str


@dataclass(frozen=True, slots=True)
class _Outside:
    """What the rest of the paper says: its date, its habits, the date before, the day of a receipt, and where yearless dates lie."""

    anchor: Anchor | None
    dated: bool  # the anchor is the paper's own date, and not the last one before
    habits: _Habits
    before: str
    received: str
    lean: str | None

    def setting(self, text: str, start: int, end: int) -> Setting:
        way = partial(find_way, text, start, end) if self.lean is None else partial(str, self.lean)
        habits = self.habits
        return Setting(self.anchor, way, habits.month_first, self.before, self.received, habits.country, habits.financial)


class _Starts:
    """Where the rules match in a stretch of text, looked for no further than they are asked, and only by rules that may open so."""

    def __init__(self, text: str, first: int, last: int) -> None:
        self._text, self._last = text, last
        self._likely = frozenset(number for number, _ in _scanner().numbered(text[first:last]))
        self._by_letter: dict[str, list[int]] = {}
        self._places = list(_places(text, first, last)) if self._likely else []

    def after(self, at: int) -> tuple[int, int] | None:
        """The earliest place from `at` on where a rule matches, and the number of the first rule that does; None where none is left."""
        rules = _scanner().rules
        while self._places:
            start, letter = self._places[-1]
            if start >= at:
                for number in self._opening(letter):
                    if rules[number].pattern.match(self._text, start, self._last):
                        return start, number
            self._places.pop()
        return None

    def _opening(self, letter: str) -> list[int]:
        """The likely rules that may open with this letter, in their order."""
        if letter not in self._by_letter:
            anyhow, by_letter = _openings()
            self._by_letter[letter] = sorted(self._likely & (anyhow | by_letter.get(letter, frozenset())))
        return self._by_letter[letter]


def _places(text: str, first: int, last: int) -> Iterator[tuple[int, str]]:
    """The places in a stretch, the last one first, that lie in no word, each with the first letter or figure that follows, in small letters."""
    letter = ""
    for at in range(last - 1, first - 1, -1):
        character = text[at]
        if character.isalnum() or character == "_":
            letter = fold(character)
        before = text[at - 1] if at else " "
        if not (before.isascii() and before.isalnum()):
            yield at, letter


@cache
def _openings() -> tuple[frozenset[int], dict[str, frozenset[int]]]:
    """The numbers of the rules that may open with any letter, and by letter those of the others."""
    anyhow: set[int] = set()
    by_letter: dict[str, set[int]] = {}
    for number, rule in enumerate(_scanner()):
        letters = opens_with(rule.pattern.pattern)
        if letters is None:
            anyhow.add(number)
        for letter in letters or ():
            by_letter.setdefault(letter, set()).add(number)
    return frozenset(anyhow), {letter: frozenset(numbers) for letter, numbers in by_letter.items()}


def _read(text: str, start: int, rules: tuple[Rule, ...], outside: _Outside) -> Seen | None:
    """The first rule that holds at this place, with its value."""
    for rule in rules:
        match = rule.pattern.match(text, start)
        if match is None or not _allowed(text, rule, start, match.end()):
            continue
        groups = {name: found for name, found in match.groupdict().items() if found is not None}
        setting = outside.setting(text, start, match.end())
        value = read_value(
            rule.label, groups, setting if outside.dated or rule.label not in _FROM_WRITING else replace(setting, anchor=None)
        )
        if value is not None:
            return Seen(start, match.end(), rule, groups, value)
    return None


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """The stretches around words and figures that dates are made of; the rest of a text is not looked at twice."""
    lower = text.lower()
    first, last = 0, -1
    for match in _seed().finditer(lower if len(lower) == len(text) else text):
        start = max(0, match.start() - _BEFORE_SEED)
        if start > last:
            if last > first:
                yield first, last
            first = start
        last = _space_after(text, match.end() + _AFTER_SEED)
    if last > first:
        yield first, last


def _space_after(text: str, at: int) -> int:
    """The next space, so that no expression is cut; a word longer than any date is."""
    most = min(len(text), at + _LONGEST_WORD)
    while at < most and not text[at].isspace():
        at += 1
    return min(at, len(text))


@cache
def _seed() -> re.Pattern[str]:
    """Compiled anew to mind case, and tried on the text in small letters: several times as fast."""
    rows = (rule.pattern.pattern for rule in read_rules("extract.rules", "dates") if rule.label == "seed")
    return re.compile("|".join(rows))


@cache
def _scanner() -> RuleSet:
    """The rules that find dates, in the order in which they are believed."""
    return RuleSet(rule for rule in read_rules("extract.rules", "dates") if rule.label not in _HELPERS)


@cache
def _guards(rule: str) -> tuple[re.Pattern[str], ...]:
    guards = (row for row in read_rules("extract.rules", "dates") if row.label == "guard")
    return tuple(row.pattern for row in guards if {rule, "*"} & set(row.extra["of"]))


@cache
def _needs() -> dict[str, re.Pattern[str]]:
    return {row.id: row.pattern for row in read_rules("extract.rules", "dates") if row.label == "need"}


@cache
def _cues() -> tuple[Rule, ...]:
    """Cues to come before cues to the past: "will be announced in" holds both and looks forward."""
    rows = [row for row in read_rules("extract.rules", "dates") if row.label in _CUES]
    return tuple(sorted(rows, key=lambda row: row.label))


def _allowed(text: str, rule: Rule, start: int, end: int) -> bool:
    need, guards = rule.extra.get("needs"), _guards(rule.id)
    if not need and not guards:
        return True
    window = f"{text[max(0, start - _BESIDE) : start]}⟦{text[start:end]}⟧{text[end : end + _BESIDE]}"
    if need and not _needs()[need].search(window):
        return False
    return not any(guard.search(window) for guard in guards)


def _next_word(text: str, start: int) -> int:
    match = _WORD.match(text, start)
    return match.end() if match else start + 1


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence on either side of a date, the left one closed by ⟦ and the right one opened by ⟧."""
    left, right = text[max(0, start - _SENTENCE) : start], text[end : end + _SENTENCE]
    stops = list(_STOP.finditer(left))
    if stops:
        left = left[stops[-1].end() :]
    if stop := _STOP.search(right):
        right = right[: stop.start()]
    return f"{left}⟦", f"⟧{right}"


def _is_month_first(text: str) -> bool:
    """Does the paper write "June 3, 1958" rather than "3 June 1958"? Then 6/3/58 is 3 June too."""
    return len(_MONTH_FIRST.findall(text)) > len(_DAY_FIRST.findall(text))


def _counts_financially(text: str) -> bool:
    """Does the paper speak of financial years ("2018/19")?"""
    return any((int(first) + 1) % 100 == int(second) for first, second in _FINANCIAL.findall(text))
