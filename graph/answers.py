"""Links answers to the recommendations that they answer, across files.

    Response(numbers=("12",)) in a response to a report on file  ->  answers=("recommendation-1f…",)

A response item answers one report: the one that its title names, that it is attached to, whose recommendations it repeats. Where two
reports could be meant and nothing decides, nothing is linked. A number that a response misprints is set right by the words that it
repeats; an answer without a number is matched by the words alone, rare ones counting for more than common ones, and stays unmatched
where they are not like enough. An answer to a part ("4a") of what the report numbers as a whole answers the whole.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from math import log

from rapidfuzz import fuzz

from corpus.edtf import Bounds, parse_bounds
from corpus.records import Item, Recommendation, Response
from extract.numbering import number_key
from graph.likeness import stem_words
from graph.parts import whole_of

_QUOTED = "quoted"
_ALIKE = 75.0  # two wordings of one recommendation
_UNLIKE = 45.0  # the number is right but the words are of another one
_CLEARLY_OTHER = 25.0  # how much liker the words must be to another number's than to their own
_NAMED = 70.0  # a title that names the report
_SAMPLE = 8  # recommendations that are compared to tell which report a response repeats
_CLEAR = 8.0  # how far the best report must lead the second
_SHARED = 0.3  # of the weight of a recommendation's words that an answer without a number must share …
_AHEAD = 0.12  # … and how far it must be ahead of the next likest
_HEAD = 1500  # characters in which a paper says what it is
_LEAST_NAMED = 2  # words of a title that tell one report from another
_SEVERAL = 3  # numbers
_LONG_AFTER = timedelta(days=365)  # a report after another with its title
_TITLE = 8  # words
_ANY_TITLE = frozenset(
    stem_words(
        "response responses reply replies answer answers recommendation recommendations report reports inquiry enquiry review committee "
        "government department board council commission ministry independent public first second third final interim update progress "
        "national royal public joint session formal action plan status made following paper letter minister secretary state house office"
    )
)
_PART = re.compile(r"(?:[a-h]|\(?[ivx]{1,5}\)?)$")


@dataclass
class _Report:
    """The recommendations of one report: of an item that is no response and what is attached to it."""

    item: str
    recommendations: list[Recommendation] = field(default_factory=list)
    by_key: dict[str, Recommendation] = field(default_factory=dict)  # of two with one number the first

    def add(self, one: Recommendation) -> None:
        self.recommendations.append(one)
        if key := number_key(one.number):
            self.by_key.setdefault(key, one)

    def counted(self, number: str) -> Recommendation | None:
        """The recommendation in this place of a list with letters, as a letter counts them ("your second recommendation")."""
        lettered = all(re.fullmatch(r"[a-h]", key) for key in self.by_key)
        mine = sorted(self.recommendations, key=lambda one: one.start)
        place = int(number) if number.isdecimal() else 0
        return mine[place - 1] if lettered and 0 < place <= len(mine) else None

    @cached_property
    def weights(self) -> dict[str, float]:
        """What each word of the recommendations weighs: little where many of them have it."""
        counts = Counter(word for one in self.recommendations for word in set(stem_words(one.text)))
        return {word: log(1 + len(self.recommendations) / count) for word, count in counts.items()}


def link_answers(
    recommendations: Sequence[Recommendation], responses: Sequence[Response], items: Sequence[Item]
) -> list[Response]:
    """The responses with `answers` and `see_also` set to the ids of recommendations; those that nothing matches are left as they are.

    In: all recommendations, those that responses repeat included. The ids are of records that `drop_quoted` keeps.
    """
    linking = _Linking(recommendations, items, responses)
    return [linking.link(response) for response in responses]


def drop_quoted(recommendations: Sequence[Recommendation], items: Sequence[Item]) -> list[Recommendation]:
    """The recommendations without those that a response repeats from a report on file: same number, or the same words."""
    linking = _Linking(recommendations, items)
    return [one for one in recommendations if not linking.is_repeated(one)]


class _Linking:
    """What is known of all recommendations and items while answers are linked."""

    def __init__(
        self, recommendations: Sequence[Recommendation], items: Sequence[Item], responses: Sequence[Response] = ()
    ) -> None:
        self.items = {item.id: item for item in items}
        self.numbers: dict[str, set[str]] = defaultdict(set)
        for response in responses:
            self.numbers[response.item] |= {number_key(number) for number in response.numbers}
        self.quoted: dict[str, list[Recommendation]] = defaultdict(list)
        self.reports: dict[str, _Report] = {}
        self.again: set[str] = set()  # found a second time, in an annex or a copy of the same report
        for one in sorted(recommendations, key=lambda one: (one.source, one.start, one.end, one.id)):
            if one.rule.startswith(_QUOTED):
                self.quoted[one.item].append(one)
            else:
                self._file(one)
        self.chosen: dict[tuple[str, str], _Report | None] = {}
        self.heads: dict[str, frozenset[str]] = {}
        self.meant = {one.id: self._meant(one) for quoted in self.quoted.values() for one in quoted}

    def is_repeated(self, one: Recommendation) -> bool:
        return one.id in self.again or self.meant.get(one.id, one) is not one

    def _file(self, one: Recommendation) -> None:
        """Puts a recommendation into its report: the paper that its item is attached to, once for a paper and its copies."""
        if one.item in self.items and self.items[one.item].duplicate_of is not None:
            self.again.add(one.id)
            return
        root = whole_of(one.item, self.items)
        report = self.reports.setdefault(root, _Report(root))
        before = report.by_key.get(number_key(one.number)) if one.number else None
        if before is not None and before.item != one.item and _likeness(before.text, one.text) >= _ALIKE:
            self.again.add(one.id)
        report.add(one)

    def link(self, response: Response) -> Response:
        own = self._quoted_for(response)
        report = self._report_for(response)
        answers = [self._resolve(number, own, report) for number in response.numbers]
        if not response.numbers:
            answers = [self.meant[one.id] for one in own] or [self._by_words(response.text, report)]
        if response.numbers and not any(answers):
            answers = [self._resolve(_PART.sub("", number_key(number)), own, report) for number in response.numbers]
        also = [self._resolve(number, [], report) or self._own(response.item, number) for number in response.see_also_numbers]
        return replace(response, answers=_ids(answers), see_also=_ids(also))

    def _resolve(self, number: str, own: Sequence[Recommendation], report: _Report | None) -> Recommendation | None:
        """The recommendation with this number: the one that the response repeats, or the report's own."""
        for one in own:
            if number_key(one.number) == number_key(number):
                return self.meant[one.id]
        return (report.by_key.get(number_key(number)) or report.counted(number)) if report else None

    def _own(self, item: str, number: str) -> Recommendation | None:
        mine = [one for one in self.quoted.get(item, []) if number_key(one.number) == number_key(number)]
        return self.meant[mine[0].id] if mine else None

    def _quoted_for(self, response: Response) -> list[Recommendation]:
        """The recommendations that a response repeats before its answer (or beside it, in a table)."""
        keys = {number_key(number) for number in response.numbers}
        mine = self.quoted.get(response.item, [])
        if keys:
            near = sorted((one for one in mine if number_key(one.number) in keys), key=lambda one: _distance(one, response))
            return near
        around = [one for one in mine if one.start <= response.start < one.end]  # in one row of a table
        before = [one for one in mine if one.end <= response.start + 1]
        return around[-1:] or before[-1:]

    def _meant(self, one: Recommendation) -> Recommendation:
        """The report's own record of a recommendation that a response repeats; itself where the report is not on file."""
        report = self._report_of(one.item, one.report)
        if report is None:
            return one
        same = report.by_key.get(number_key(one.number)) if one.number else None
        if same is not None and (not one.text or one.rule == "quoted-in-group"):
            return same
        best = max(report.recommendations, key=lambda other: _likeness(other.text, one.text))
        likeness = _likeness(best.text, one.text)
        by_number = _likeness(same.text, one.text) if same is not None else 0.0
        if same is not None and by_number >= _UNLIKE and likeness - by_number < _CLEARLY_OTHER:
            return same
        if same is not None and likeness < _ALIKE and len(one.text.split()) <= _TITLE:
            return same  # a title under the number, not the wording
        return best if likeness >= _ALIKE else one

    def _report_for(self, response: Response) -> _Report | None:
        return self._report_of(response.item, response.report)

    def _report_of(self, item: str, named: str) -> _Report | None:
        """The report that an item answers: the one for which most speaks, if it leads clearly."""
        if (item, named) not in self.chosen:
            scored = sorted(
                ((self._speaks_for(report, item, named), report.item) for report in self.reports.values()), reverse=True
            )
            close = [report for score, report in scored if score > 0 and scored[0][0] - score < _CLEAR]
            meant = close[0] if len(close) == 1 else self._newest(close, item)
            self.chosen[item, named] = self.reports[meant] if meant else None
        return self.chosen[item, named]

    def _newest(self, reports: Sequence[str], item: str) -> str:
        """Of reports for which as much speaks the one before the response, where it came long after the others; "" where that is not clear."""
        own = self._days(item)
        bounds = [(days.first, report) for report in reports if (days := self._days(report)) and days.first]
        if not own or not own.last or len(bounds) < len(reports):
            return ""
        before = sorted(one for one in bounds if one[0] <= own.last)
        clear = before and (len(before) == 1 or before[-1][0] - before[-2][0] >= _LONG_AFTER)
        return before[-1][1] if clear else ""

    def _days(self, item: str) -> Bounds | None:
        return parse_bounds(self.items[item].date) if item in self.items else None

    def _speaks_for(self, report: _Report, item: str, named: str) -> float:
        """How much speaks for a report as the one that an item answers: the words repeated, the name, the file, what is attached to what."""
        score = 100.0 if report.item == whole_of(item, self.items) else 0.0
        mine, theirs = self.items.get(item), self.items.get(report.item)
        score += 3 * self._repeats(report, item)
        titles = [report.recommendations[0].report, theirs.subject if theirs else ""]
        names = [named, mine.subject if mine else ""]
        likeness = max(_title_likeness(name, title) for name in names for title in titles)
        score += likeness if likeness >= _NAMED else 0.0
        if mine and theirs:
            score += 20.0 * (mine.source == theirs.source) + 25.0 * (
                theirs.id in (mine.part_of, mine.id) or mine.id == theirs.part_of
            )
            score += 15.0 * bool(set(theirs.senders) & set(mine.addressees))
            score += self._named_in_head(names, theirs, fits=self._fits(report, item))
        return score

    def _named_in_head(self, names: Sequence[str], report: Item, *, fits: bool) -> float:
        """How much of what a response calls the report stands at the head of a report: 60 for all of its telling words, 0 below four in five.

        One telling word is enough only where the numbers fit too.
        """
        words = {word for name in names for word in stem_words(name)} - _ANY_TITLE
        if not words or (len(words) < _LEAST_NAMED and not fits):
            return 0.0
        if report.id not in self.heads:
            self.heads[report.id] = frozenset(stem_words(report.quote[:_HEAD]))
        share = len(words & self.heads[report.id]) / len(words)
        return 60.0 * share if share >= 0.8 else 0.0

    def _fits(self, report: _Report, item: str) -> bool:
        """Has the report every number that an item answers, and are these several?"""
        numbers = self.numbers[item]
        return len(numbers) >= _SEVERAL and all(number in report.by_key for number in numbers)

    def _repeats(self, report: _Report, item: str) -> float:
        """How like the recommendations that an item repeats are to those of a report, 0 to 100; 0 where it is below half."""
        mine = [one for one in self.quoted.get(item, []) if one.text]
        if not mine:
            return 0.0
        by_key = report.by_key
        likeness = [
            _likeness(by_key[number_key(one.number)].text, one.text)
            if number_key(one.number) in by_key
            else max((_likeness(other.text, one.text) for other in report.recommendations), default=0.0)
            for one in mine[:_SAMPLE]
        ]
        mean = sum(likeness) / len(likeness)
        return mean if mean >= 60 else 0.0

    def _by_words(self, words: str, report: _Report | None) -> Recommendation | None:
        """The one recommendation of a report that an answer without a number is about, by its words."""
        if report is None:
            return None
        said = set(stem_words(words))
        scored = sorted(
            ((_shared(set(stem_words(one.text)), said, report.weights), one.id, one) for one in report.recommendations),
            reverse=True,
        )
        if not scored or scored[0][0] < _SHARED or (len(scored) > 1 and scored[0][0] - scored[1][0] < _AHEAD):
            return None
        return scored[0][2]


def _shared(wanted: set[str], said: set[str], weights: dict[str, float]) -> float:
    """The weight of the words of a recommendation that an answer has too, 0 to 1."""
    whole = sum(weights[word] for word in wanted)
    return sum(weights[word] for word in wanted & said) / whole if whole else 0.0


def _likeness(first: str, second: str) -> float:
    """How alike two wordings are, 0 to 100; one may be cut short."""
    if not first or not second:
        return 0.0
    a, b = first.casefold(), second.casefold()
    return float(
        max(
            fuzz.ratio(a, b),
            fuzz.token_sort_ratio(a, b),
            0.95 * fuzz.partial_ratio(a[:400], b[:400]) if min(len(a), len(b)) > 40 else 0.0,
        )
    )


def _title_likeness(first: str, second: str) -> float:
    if min(len(first), len(second)) < 8:
        return 0.0
    return float(fuzz.token_set_ratio(first.casefold(), second.casefold()))


def _distance(one: Recommendation, response: Response) -> int:
    return min(abs(response.start - one.end), abs(response.start - one.start))


def _ids(found: Iterable[Recommendation | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in found if one is not None))
