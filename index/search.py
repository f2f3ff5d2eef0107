"""Answers a search: reads it, asks the engine, puts the answers in order, folds what is the same, marks the words.

Searcher(engine, names).search("when must the board report")  ->  SearchResult(hits=[Hit(…)], total=3, understood="…")
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corpus.edtf import sort_key
from index.engine import FACETS, Engine
from index.entries import Entry
from index.errors import QueryError
from index.folding import fold
from index.language import HIT_KINDS, WEIGHT_HEAD, Query, parse_query
from index.marking import Wanted, find_marks, wanted_by_groups, wanted_by_query
from index.names import Names
from index.query import And, Best, Every, Most, Node, Phrase, Word
from index.ranking import Ranked, rank
from index.reading import Group, Reading, Vocabulary, is_question, rarity_of, read_question, read_words
from index.words import looks_like, split_words, stem, stop_words

_CANDIDATES = 200  # as many of the engine's best are compared word by word
_FETCHED = 1000  # as many are folded and counted
_SHORTEST_MENDED, _LONG = 5, 8  # letters of a word that is looked for in other spellings; of one in which two may differ
_HARDLY = 3  # entries: a word found in fewer may be misspelt
_MANY = 50_000  # entries: above it the words of the papers are too many to be looked through for each word of a search
_NEVER = date.max.toordinal()
_LEAST_COVER = 0.3  # what covers less of a question than this is no answer
_NAME_FIELDS = ("who", "to", "sender", "addressee", "copied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found. `quote` is exactly the text of the source between `start` and `end`; `marks` are offsets into it."""

    source: str
    start: int
    end: int
    quote: str
    item: str
    kind: str
    who: str = ""
    what: str = ""
    when: str = ""
    page: int | None = None
    title: str = ""
    marking: str = ""
    score: float = 0.0
    marks: tuple[tuple[int, int], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The hit under the public names of the exchange format; who, what and when only where it has them."""
        always = {
            name: getattr(self, name) for name in ("source", "start", "end", "quote", "item", "kind", "page", "title", "marking")
        }
        found = {name: getattr(self, name) for name in ("who", "what", "when") if getattr(self, name)}
        return {**always, **found, "score": round(self.score, 4), "marks": [list(mark) for mark in self.marks]}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a search found: the hits asked for, how many there are in all, how the question was understood, and what else."""

    hits: list[Hit]
    total: int
    understood: str = ""
    facets: dict[str, dict[str, int]]
    suggestions: list[str]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was found for a query, how it was read, what to mark; `beyond` counts what `node` finds beyond `ranked`."""

    ranked: list[Ranked]
    understood: str
    wanted: Wanted
    beyond: int = 0
    node: Node = field(default_factory=Every)


class Searcher:
    """Asks one engine, with the names of one casebook."""

    def __init__(self, engine: Engine, names: Names) -> None:
        self._engine, self._names = engine, names
        self._count = engine.count()
        self._vocabulary = Vocabulary(names, self._rarity, self._like)

    def search(self, question: str, *, limit: int | None = 20, offset: int = 0, kinds: Sequence[str] = ()) -> SearchResult:
        """The hits for a search in docket's query words or in plain words."""
        query = parse_query(question, self._names, self._spellings)
        answer = self._answer(query, _only(kinds), None if limit is None else max(_FETCHED, offset + limit))
        kept = fold(answer.ranked)
        page = kept[offset : None if limit is None else offset + limit]
        return SearchResult(
            hits=[_hit(one, answer.wanted) for one in page],
            total=len(kept) + answer.beyond,
            understood=answer.understood,
            facets=self._engine.facets(answer.node) if answer.beyond else _facets(kept),
            suggestions=self._suggestions(query),
        )

    def _answer(self, query: Query, only: Node, fetched: int | None) -> _Answer:
        by_relevance = query.sort == "relevance"
        fields = And((query.fields, only))
        if by_relevance and query.bare and is_question(query.bare):
            reading = read_question(query.bare, self._vocabulary)
            return _Answer(self._covering(reading, fields, fetched), reading.in_words(), wanted_by_groups(reading.groups))
        reading = read_words(query.bare, self._vocabulary)
        answer = self._strictly(query, only, fetched, reading)
        if answer.ranked or not reading.groups or not by_relevance:
            return answer
        understood = f"nothing has all of this, so what has most of it: {', '.join(group.label for group in reading.groups)}"
        return _Answer(self._covering(reading, fields, fetched), understood, wanted_by_groups(reading.groups))

    def _strictly(self, query: Query, only: Node, fetched: int | None, reading: Reading) -> _Answer:
        """What holds all that the search says, in the order asked for."""
        node = And((query.node, only))
        found = self._engine.search(node, limit=fetched, sort=query.sort)
        entries = [(Entry.from_stored(one.stored), one.score) for one in found.best]
        if query.sort != "relevance":
            ranked = [Ranked(entry, 0.0) for entry in sorted((entry for entry, _ in entries), key=_ORDERS[query.sort])]
        elif reading.groups:
            rest = [Ranked(entry, 0.0) for entry, _ in entries[_CANDIDATES:]]
            ranked = rank(entries[:_CANDIDATES], reading) + rest
        else:
            ranked = [Ranked(entry, score) for entry, score in entries]
        return _Answer(ranked, query.understood, wanted_by_query(query.node), found.total - len(entries), node)

    def _covering(self, reading: Reading, fields: Node, fetched: int | None) -> list[Ranked]:
        """What covers the most of a question's words, and what its reading points to."""
        if not reading.groups and not reading.numbers:
            return []
        nodes = [_group_node(group) for group in reading.groups]
        found = (
            self._engine.search(And((fields, Most(tuple(nodes)))), limit=_CANDIDATES if fetched else None).best if nodes else []
        )
        scores = {one.stored: one.score for one in found}
        for number in reading.numbers:
            said = (Phrase("exact", ("recommendation", number)), Phrase("exact", ("recommendations", number)))
            numbered = Best((Word("number", number), Word("about", number), *said))
            for one in self._engine.search(And((fields, numbered)), limit=_CANDIDATES).best:
                scores.setdefault(one.stored, 0.0)
        ranked = rank([(Entry.from_stored(stored), score) for stored, score in scores.items()], reading)
        best = max((one.cover for one in ranked), default=0.0)
        return [
            one
            for one in ranked
            if one.cover >= min(_LEAST_COVER, best) or set(reading.numbers) & {*one.entry.numbers, *one.entry.about}
        ]

    def _rarity(self, word: str) -> float:
        root = stem(word)
        return rarity_of(max(self._engine.frequency("text", root), self._engine.frequency("head", root) // 3), self._count)

    def _like(self, word: str) -> list[tuple[str, float]]:
        """Other spellings of a word, with how far each counts: OCR's, and the asker's where the papers hardly know the word."""
        if len(word) < _SHORTEST_MENDED or not word.isalpha():
            return []
        known = self._engine.frequency("text", stem(word)) + self._engine.frequency("head", stem(word))
        if known > _HARDLY:
            return [(other, 0.7) for other in self._spellings(word)]
        near = self._engine.words_like("exact", word, 1 if known or len(word) < _LONG else 2)
        return [(other, 0.4 if known else 0.8) for other in near[:5]]

    def _spellings(self, word: str) -> list[str]:
        """The shapes that OCR gave a word in these papers."""
        if len(word) < _SHORTEST_MENDED or not word.isalpha() or self._count > _MANY:
            return []
        return [other for other in self._engine.words_like("exact", word, 2) if looks_like(word, other)]

    def _suggestions(self, query: Query) -> list[str]:
        """The search with the words that no paper has put right."""
        text = query.bare
        if not text:
            return []
        mended = text
        for word in dict.fromkeys(split_words(text)):
            if len(word) < _SHORTEST_MENDED or not word.isalpha() or word in stop_words():
                continue
            if (
                self._engine.frequency("exact", word)
                or self._engine.frequency("text", stem(word))
                or self._engine.frequency("head", stem(word))
            ):
                continue
            near = self._engine.words_like("exact", word, 1 if len(word) < _LONG else 2)
            if near:
                mended = _instead(mended, word, near[0])
        return [mended] if mended != text else []


def _by_due(entry: Entry) -> tuple[int, str, int, str]:
    days = entry.due_days()
    return (days[1] or _NEVER if days else _NEVER, entry.source, entry.start, entry.key)


def _by_date(entry: Entry) -> tuple[date, date, str, str, int, str]:
    return (*sort_key(entry.date), entry.source, entry.start, entry.key)


_ORDERS: dict[str, Callable[[Entry], Any]] = {"due": _by_due, "date": _by_date}


def _only(kinds: Sequence[str]) -> Node:
    wrong = [kind for kind in kinds if kind not in HIT_KINDS]
    if wrong:
        raise QueryError(f"there is no kind of hit {wrong[0]}; the kinds are {', '.join(HIT_KINDS)}")
    return Best(tuple(Word("kind", kind) for kind in kinds)) if kinds else Every()


def _group_node(group: Group) -> Node:
    parts: list[Node] = []
    for root, share in group.stems:
        parts += [Word("text", root, share * group.weight), Word("head", root, WEIGHT_HEAD * share * group.weight)]
    for run in group.runs:
        parts.append(Phrase("exact", run, weight=group.weight))
        parts += [Phrase(field, run, weight=0.5 * group.weight) for field in _NAME_FIELDS]
    return Best(tuple(parts))


def _instead(text: str, wrong: str, right: str) -> str:
    words = [right if split_words(word) == (wrong,) else word for word in text.split()]
    return " ".join(words)


def _facets(kept: Iterable[Ranked]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for one in kept:
        for name, value in one.entry.facets().items():
            if value:
                counts[name][value] += 1
    return {name: dict(sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))) for name, count in counts.items()}


def _hit(one: Ranked, wanted: Wanted) -> Hit:
    entry = one.entry
    return Hit(
        source=entry.source,
        start=entry.start,
        end=entry.end,
        quote=entry.text,
        item=entry.item,
        kind=entry.kind,
        who="; ".join(entry.who),
        what=entry.what,
        when=entry.due or (entry.date if entry.kind == "event" else ""),
        page=entry.page,
        title=_title(entry),
        marking=entry.marking,
        score=one.score,
        marks=find_marks(entry.text, wanted),
    )


def _title(entry: Entry) -> str:
    """The item in a line: its date, who to whom, its subject."""
    parties = " → ".join(", ".join(names) for names in (entry.senders, entry.addressees) if names)
    return ": ".join(part for part in (", ".join(part for part in (entry.written, parties) if part), entry.subject) if part)
