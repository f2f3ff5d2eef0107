"""Answers a search: reads it, asks the engine, puts the answers in order, folds what is the same, marks the words.

Searcher(engine, names).search("when must the board report")  ->  SearchResult(hits=[Hit(…)], total=3, understood="…")
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from index.engine import FACETS, Engine
from index.entries import Entry
from index.errors import QueryError
from index.folding import fold
from index.language import HIT_KINDS, WEIGHT_HEAD, Query, parse_query
from index.marking import Wanted, find_marks, wanted_by_groups, wanted_by_query
from index.names import Names
from index.query import And, Best, Every, Node, Or, Phrase, Word
from index.ranking import Ranked, rank
from index.reading import Group, Reading, Vocabulary, is_question, rarity_of, read_question, read_words
from index.words import split_words, stem, stop_words

_CANDIDATES = 200  # as many of the engine's best are compared word by word
_FETCHED = 1000  # as many are folded and counted
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


class Searcher:
    """Asks one engine, with the names of one casebook."""

    def __init__(self, engine: Engine, names: Names) -> None:
        self._engine, self._names = engine, names
        self._count = engine.count()
        self._vocabulary = Vocabulary(names, self._rarity, self._like)

    def search(self, question: str, *, limit: int | None = 20, offset: int = 0, kinds: Sequence[str] = ()) -> SearchResult:
        """The hits for a search in docket's query words or in plain words."""
        query = parse_query(question, self._names)
        only = _only(kinds)
        fetched = None if limit is None else max(_FETCHED, offset + limit)
        if query.is_plain and query.bare and query.sort == "relevance" and is_question(query.bare):
            reading = read_question(query.bare, self._vocabulary)
            ranked, understood = self._covering(reading, And((query.fields, only)), fetched), reading.in_words()
            wanted = wanted_by_groups(reading.groups)
        else:
            ranked, understood, wanted = self._strictly(query, only, fetched)
        kept = fold(ranked)
        page = kept[offset : None if limit is None else offset + limit]
        return SearchResult(
            hits=[_hit(one, wanted) for one in page],
            total=len(kept),
            understood=understood,
            facets=_facets(kept),
            suggestions=self._suggestions(query),
        )

    def _strictly(self, query: Query, only: Node, fetched: int | None) -> tuple[list[Ranked], str, Wanted]:
        """What holds all that the search says; where plain words are nowhere together, what has the most of them."""
        found = self._engine.search(And((query.node, only)), limit=fetched, sort=query.sort)
        entries = [(Entry.from_stored(one.stored), one.score) for one in found.best]
        reading = read_words(query.bare, self._vocabulary)
        if entries or not reading.groups:
            wanted = wanted_by_query(query.node)
            if query.sort != "relevance" or not reading.groups:
                return [Ranked(entry, score) for entry, score in entries], query.understood, wanted
            rest = [Ranked(entry, 0.0) for entry, _ in entries[_CANDIDATES:]]
            return rank(entries[:_CANDIDATES], reading) + rest, query.understood, wanted
        understood = f"nothing has all of this, so what has most of it: {', '.join(group.label for group in reading.groups)}"
        return self._covering(reading, And((query.fields, only)), fetched), understood, wanted_by_groups(reading.groups)

    def _covering(self, reading: Reading, fields: Node, fetched: int | None) -> list[Ranked]:
        """What covers the most of a question's words, and what its reading points to."""
        if not reading.groups and not reading.numbers:
            return []
        nodes = [_group_node(group) for group in reading.groups]
        found = self._engine.search(And((fields, Or(tuple(nodes)))), limit=_CANDIDATES if fetched else None).best if nodes else []
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
        """Other spellings of a word that the papers know hardly or not at all: OCR's, or the asker's."""
        if len(word) < 5 or not word.isalpha():
            return []
        known = self._engine.frequency("text", stem(word)) + self._engine.frequency("head", stem(word))
        if known > 3:
            return []
        near = self._engine.words_like("exact", word, 1 if known or len(word) < 8 else 2)
        return [(other, 0.4 if known else 0.8) for other in near[:5]]

    def _suggestions(self, query: Query) -> list[str]:
        """The search with the words that no paper has put right."""
        text = query.bare
        if not text:
            return []
        mended = text
        for word in dict.fromkeys(split_words(text)):
            if len(word) < 4 or not word.isalpha() or word in stop_words():
                continue
            if (
                self._engine.frequency("exact", word)
                or self._engine.frequency("text", stem(word))
                or self._engine.frequency("head", stem(word))
            ):
                continue
            near = self._engine.words_like("exact", word, 1 if len(word) < 8 else 2)
            if near:
                mended = _instead(mended, word, near[0])
        return [mended] if mended != text else []


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
