"""Scores what was extracted from the sample papers against what is marked in them, one record and one field at a time.

marked "Boards must submit plans by 30 June 2015."  found the same sentence, when ""  ->  actions right, actions.when wrong
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from corpus.edtf import parse_bounds
from corpus.normal import normalize_text
from corpus.records import RECORD_TYPES, AnyRecord, Item
from corpus.sample import facts

FACTS = facts()
MARKED: dict[str, dict[str, Any]] = FACTS["papers"]
# What a field is called in a record, where the facts call it otherwise.
_MARKED_AS = {"see_also_numbers": "see_also", "sender": "from", "addressee": "to", "marking": "class"}
_OPEN = ("senders", "addressees", "copied_to", "subject")  # null in the facts: not judged


class Pair(NamedTuple):
    """A record as marked and the one found in its place; None where none was."""

    paper: str
    marked: dict[str, Any]
    found: Any


@dataclass(slots=True)
class Score:
    """How many were right, of those found and of those marked; and what went wrong, in lines."""

    right: int = 0
    found: int = 0
    marked: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.marked if self.marked else 0.0

    def judge(self, right: bool, miss: str) -> None:
        """Count one field of a record that is marked."""
        self.right, self.found, self.marked = self.right + right, self.found + 1, self.marked + 1
        if not right and miss:
            self.misses.append(miss)


class Reading(NamedTuple):
    """A paper as read and what was extracted from it."""

    text: str
    records: list[AnyRecord]

    def of(self, kind: str) -> list[Any]:
        return [record for record in self.records if isinstance(record, RECORD_TYPES[kind])]


Readings = dict[str, Reading]


def score_all(readings: Readings) -> dict[str, Score]:
    """The score of every kind of record and of their fields, by name ("actions", "actions.who")."""
    scores: dict[str, Score] = defaultdict(Score)
    for score in (
        _score_items,
        _score_dates,
        _score_actions,
        _score_recommendations,
        _score_responses,
        _score_references,
        _score_register,
    ):
        score(readings, scores)
    return scores


def _score_items(readings: Readings, scores: dict[str, Score]) -> None:
    pairs: list[Pair] = []
    for name, reading in readings.items():
        rows, found = MARKED[name]["items"], [item for item in reading.of("items") if item.part_of is None]
        pairs += _paired(scores["items"], name, rows, found, _line_closeness(reading.text, rows))
    twins = {pair.marked["id"]: pair.found.id for pair in pairs if pair.found}
    exact: dict[str, Callable[[dict[str, Any], Item], bool]] = {
        "kind": lambda row, item: row["kind"] == item.kind,
        "date": lambda row, item: row["date"] == item.date,
        "date_printed": lambda row, item: row["date_printed"] == item.date_printed,
        "date_from": lambda row, item: not row["date"] or row["date_from"] == item.date_from,
        "senders": lambda row, item: _same_parties(row["senders"], item.senders),
        "addressees": lambda row, item: _same_parties(row["addressees"], item.addressees),
        "copied_to": lambda row, item: _same_parties(row["copied_to"], item.copied_to),
        "subject": lambda row, item: any(_fold(subject) == _fold(item.subject) for subject in row["subject"]),
        "reference": lambda row, item: _fold(item.reference) in [_fold(one) for one in _listed(row["reference"])],
        "marking": lambda row, item: row["marking"] == item.marking,
        "duplicate_of": lambda row, item: twins.get(row["duplicate_of"]) == item.duplicate_of,
    }
    for name, is_right in exact.items():
        _judge(scores[f"items.{name}"], pairs, name, is_right)


def _score_dates(readings: Readings, scores: dict[str, Score]) -> None:
    pairs: list[Pair] = []
    for name, reading in readings.items():
        marked = MARKED[name]
        rows = list(_placed_dates(reading.text, marked["dates"]))
        found = reading.of("dates") if marked["dates_complete"] else _touching(reading.of("dates"), rows)
        pairs += _paired(scores["dates"], name, rows, found, _overlap)
    _judge(scores["dates.value"], pairs, "value", lambda row, date: _same_date(date.value, row["value"]))


def _score_actions(readings: Readings, scores: dict[str, Score]) -> None:
    pairs: list[Pair] = []
    for name, reading in readings.items():
        pairs += _paired(scores["actions"], name, _placed(reading.text, MARKED[name]["actions"]), reading.of("actions"), _overlap)
    _judge(scores["actions.force"], pairs, "force", lambda row, action: action.force in row["force"])
    _judge(scores["actions.who"], pairs, "who", lambda row, action: any(_same_party(who, action.who) for who in row["who"]))
    _judge(scores["actions.when"], pairs, "when", lambda row, action: _same_date(action.when, row["when"]))


def _score_recommendations(readings: Readings, scores: dict[str, Score]) -> None:
    pairs: list[Pair] = []
    for name, reading in readings.items():
        rows = [dict(row, quote=row["text"]) for row in MARKED[name]["recommendations"]]
        found = reading.of("recommendations") if rows else []
        pairs += _paired(scores["recommendations"], name, _placed(reading.text, rows), found, _same_number)
    _judge(
        scores["recommendations.addressee"],
        pairs,
        "addressee",
        lambda row, one: any(_same_party(who, one.addressee) for who in _listed(row["addressee"])),
    )


def _score_responses(readings: Readings, scores: dict[str, Score]) -> None:
    pairs: list[Pair] = []
    for name, reading in readings.items():
        rows = [dict(row, quote=row["text"]) for row in MARKED[name]["responses"]]
        answering = [one for one in reading.of("responses") if one.disposition != "no-response" or one.text] if rows else []
        pairs += _paired(scores["responses"], name, _placed(reading.text, rows), answering, _same_numbers)
    _judge(scores["responses.disposition"], pairs, "disposition", lambda row, one: one.disposition in row["disposition"])
    _judge(
        scores["responses.see_also"], pairs, "see_also_numbers", lambda row, one: row["see_also"] == list(one.see_also_numbers)
    )


def _score_references(readings: Readings, scores: dict[str, Score]) -> None:
    pairs: list[Pair] = []
    for name, reading in readings.items():
        pairs += _paired(
            scores["references"], name, _placed(reading.text, MARKED[name]["references"]), reading.of("references"), _overlap
        )
    _judge(scores["references.date"], pairs, "date", lambda row, one: _same_date(one.date, [row["date"]]))


def _score_register(readings: Readings, scores: dict[str, Score]) -> None:
    pairs: list[Pair] = []
    for name, reading in readings.items():
        pairs += _paired(scores["register"], name, MARKED[name]["register"], reading.of("register"), _same_row)
    _judge(scores["register.from"], pairs, "sender", lambda row, one: _same_party(row["from"], one.sender))
    _judge(scores["register.to"], pairs, "addressee", lambda row, one: _same_party(row["to"], one.addressee))
    _judge(scores["register.class"], pairs, "marking", lambda row, one: row["class"] == one.marking)


Likeness = Callable[[dict[str, Any], Any], float]


def _paired(score: Score, paper: str, rows: list[dict[str, Any]], found: list[Any], likeness: Likeness) -> list[Pair]:
    """Match one to one, the likest first, and count. What is optional counts neither when found nor when not."""
    likest = sorted(((likeness(row, one), -r, -f) for r, row in enumerate(rows) for f, one in enumerate(found)), reverse=True)
    matched: dict[int, int] = {}
    for likeness_of, r, f in likest:
        if likeness_of >= 0.5 and -r not in matched and -f not in matched.values():
            matched[-r] = -f
    optional = {f for r, f in matched.items() if rows[r].get("optional")}
    pairs = [Pair(paper, rows[r], found[f]) for r, f in sorted(matched.items()) if f not in optional]
    score.right += len(pairs)
    missed = [row for r, row in enumerate(rows) if r not in matched and not row.get("optional")]
    score.found += len(found) - len(optional)
    score.marked += sum(not row.get("optional") for row in rows)
    score.misses += [f"{paper} missed: {_say(row)}" for row in missed]
    score.misses += [f"{paper} too much: {one.quote[:200]!r}" for f, one in enumerate(found) if f not in matched.values()]
    return pairs + [Pair(paper, row, None) for row in missed]


def _judge(score: Score, pairs: list[Pair], name: str, is_right: Callable[[dict[str, Any], Any], bool]) -> None:
    """Count a field. That of a record that was not found is wrong, so that finding more never lowers the figure."""
    for pair in pairs:
        marked = pair.marked[name if name in pair.marked else _MARKED_AS[name]]
        if marked is None and name in _OPEN:
            continue
        if pair.found is None:
            score.judge(False, "")
            continue
        score.judge(
            is_right(pair.marked, pair.found),
            f"{pair.paper} want {marked!r} got {getattr(pair.found, name)!r} in: {pair.found.quote[:120]!r}",
        )


def _say(row: dict[str, Any]) -> str:
    return repr(next(row[key] for key in ("quote", "begins", "text", "subject") if key in row))[:200]


def _line_closeness(text: str, rows: list[dict[str, Any]]) -> Likeness:
    """1 where an item begins on the line marked, 0.5 four lines off."""
    begins = {row["id"]: text.count("\n", 0, (span_of(text, row["begins"]) or (0, 0))[0]) for row in rows}
    return lambda row, item: 1 - abs(begins[row["id"]] - text.count("\n", 0, item.start)) / 8


def _overlap(row: dict[str, Any], one: Any) -> float:
    """The share of the shorter stretch that both cover."""
    start, end = row["span"]
    covered: int = min(end, one.end) - max(start, one.start)
    shorter: int = min(end - start, one.end - one.start)
    return covered / max(1, shorter)


def _same_number(row: dict[str, Any], one: Any) -> float:
    """The number must be right, and the text must be in the right place."""
    return _overlap(row, one) if re.sub(r"\D", "", one.number) == row["number"] else 0.0


def _same_numbers(row: dict[str, Any], one: Any) -> float:
    return _overlap(row, one) if row["numbers"] == [re.sub(r"\D", "", number) for number in one.numbers] else 0.0


def _same_row(row: dict[str, Any], one: Any) -> float:
    return float(row["date"] == one.date and _fold(row["subject"]) == _fold(one.subject))


def _touching(found: list[Any], rows: list[dict[str, Any]]) -> list[Any]:
    return [one for one in found if any(_overlap(row, one) > 0 for row in rows)]


def _placed(text: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the offsets of their quotes."""
    return [dict(row, span=span_of(text, row["quote"])) for row in rows]


def _placed_dates(text: str, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Dates are marked in the order of the text, because the same words come again."""
    at = 0
    for row in rows:
        span = span_of(text, row["text"], at)
        assert span, row
        at = span[1]
        yield dict(row, span=span)


def span_of(text: str, words: str, at: int = 0) -> tuple[int, int] | None:
    """Where these words stand, wherever the lines break. A PDF's reader may break them elsewhere than ours did."""
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words.split()) + r"(?!\w)"
    match = re.compile(pattern).search(text, at)
    return match.span() if match else None


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _fold(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9/]+", normalize_text(text).text.replace("'s", "").lower()))


_HONOURS = {"the", "mr", "mrs", "ms", "dr", "dame", "sir", "commodore", "captain", "mpa", "of", "for", "and"}


def _plain(name: str) -> str:
    return " ".join(word for word in _fold(name).split() if word not in _HONOURS)


_ALIASES = {_plain(alias): _plain(row["name"]) for row in FACTS["actors"] for alias in row["aliases"]}


def _same_party(marked: str, found: str) -> bool:
    """Do two names mean one actor? One may say more ("officials of the Treasury"), if more than a single word is shared."""
    a, b = (_ALIASES.get(_plain(name), _plain(name)) for name in (marked, found))
    short, long = sorted((set(a.split()), set(b.split())), key=len)
    return a == b or (len(short) >= 2 and short <= long)


def _same_parties(marked: list[str | list[str]], found: tuple[str, ...]) -> bool:
    named = [any(_same_party(name, other) for name in _listed(one) for other in found) for one in marked]
    return len(marked) == len(found) and all(named)


def _same_date(found: str, marked: list[str]) -> bool:
    """Two values are the same when they cover the same days."""
    return any(found == value or (found and value and parse_bounds(found) == parse_bounds(value)) for value in marked)
