"""Answers a search: reads it, asks the engine, puts the answers in order, folds what is the same, marks the words.

Searcher(engine, names).search("when must the board report")  ->  SearchResult(hits=[Hit(…)], total=3, understood="…")
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from corpus.edtf import sort_key
from index.engine import FACETS, Engine
from index.entries import Entry
from index.errors import QueryError
from index.folding import fold
from index.language import HIT_KINDS, WEIGHT_HEAD, Query, parse_query
from index.listed import Facts, Listed, find_listed
from index.marking import Wanted, find_marks, wanted_by_groups, wanted_by_query
from index.names import Names
from index.query import And, Best, Every, Most, Node, Phrase, Word
from index.ranking import Ranked, rank
from index.reading import Group, Reading, Vocabulary, is_question, read_example, read_question, read_words
from index.spelling import Speller
from index.words import stem

_CANDIDATES = 200  # as many of the engine's best are compared word by word
_FETCHED = 1000  # as many are folded and counted
_NEVER = date.max.toordinal()
_LEAST_COVER = 0.3  # what covers less of a question than this is no answer
_TELLING, _LEAST_LIKE = 14, 0.2  # words by which things are compared; what covers less of them is not alike
_NAME_FIELDS = ("who", "to", "sender", "addressee", "copied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found. `quote` is exactly the text of the source between `start` and `end`; `marks` are offsets into it.

    `date`, `senders`, `addressees` and `subject` are those of the item; `status` is told where a question asks for it; `copies` is how many
    copies of the paper say the same, `listed` that it is on the list that the question asks for.
    """

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
    marking: str = ""
    score: float = 0.0
    marks: tuple[tuple[int, int], ...] = ()
    force: str = ""
    status: str = ""
    disposition: str = ""
    item_kind: str = ""
    date: str = ""
    senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    subject: str = ""
    copies: int = 0
    listed: bool = False

    @property
    def title(self) -> str:
        """The item in a line: its date, who to whom, its subject."""
        return say_title(self.date, self.senders, self.addressees, self.subject)

    def to_json(self) -> dict[str, Any]:
        """The hit under the public names of the exchange format; who, what, when and the like only where it has them."""
        always = {name: getattr(self, name) for name in _ALWAYS}
        found = {name: getattr(self, name) for name in _WHERE_KNOWN if getattr(self, name)}
        return {**always, **found, "score": round(self.score, 4), "marks": [list(mark) for mark in self.marks]}


_ALWAYS = ("source", "start", "end", "quote", "item", "kind", "page", "title", "marking")
_WHERE_KNOWN = ("who", "what", "when", "force", "status", "disposition", "item_kind", "date", "subject", "copies", "listed")


def say_title(date: str, senders: Sequence[str], addressees: Sequence[str], subject: str) -> str:
    """A paper in a line.

    >>> say_title("2015-03-03", ["Ada Penrose"], ["Wilfred Oake"], "Moorings")
    '2015-03-03, Ada Penrose → Wilfred Oake: Moorings'
    """
    parties = " → ".join(", ".join(names) for names in (senders, addressees) if names)
    return ": ".join(part for part in (", ".join(part for part in (date, parties) if part), subject) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a search found: the hits asked for, how many there are in all, how the question was understood, and what else.

    `listed` is how many are on the list that the question asks for, None where it asks for none.
    """

    hits: list[Hit]
    total: int
    listed: int | None = None
    understood: str = ""
    facets: dict[str, dict[str, int]]
    suggestions: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Something on file whose like is sought: its words, where it stands, and its copies by the ids of their items."""

    text: str
    source: str
    start: int
    end: int
    kind: str = "item"
    force: str = ""
    copies: frozenset[str] = frozenset()

    def holds(self, entry: Entry) -> bool:
        """Is an entry the example itself, a part of it, or of a copy of it?"""
        itself = entry.source == self.source and entry.start < self.end and self.start < entry.end
        return itself or bool(self.copies & {entry.item, entry.copy_of})


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was found for a query, how it was read, what to mark; `exactly` where all of it was asked for in query words.

    `beyond` counts what `node` finds beyond `ranked`; `status` is that of actions, by key, where the question asks for it. `lists` says
    that the question asks for a list."""

    ranked: list[Ranked]
    understood: str
    wanted: Wanted
    exactly: bool = False
    beyond: int = 0
    node: Node = field(default_factory=Every)
    status: Mapping[str, str] = field(default_factory=dict)
    lists: bool = False


class Searcher:
    """Asks one engine, with the names of one casebook."""

    def __init__(self, engine: Engine, names: Names) -> None:
        self._engine, self._names = engine, names
        self._speller = Speller(engine)
        self._vocabulary = Vocabulary(names, self._speller.rarity, self._speller.like)

    def search(
        self, question: str, *, limit: int | None = 20, offset: int = 0, kinds: Sequence[str] = (), facts: Facts | None = None
    ) -> SearchResult:
        """The hits for a search in docket's query words or in plain words."""
        query = parse_query(question, self._names, self._speller.spellings)
        fetched = None if limit is None else max(_FETCHED, offset + limit)
        answer = self._answer(query, _only(kinds), fetched, facts or Facts())
        kept = fold(answer.ranked, briefly=answer.exactly)
        page = kept[offset : None if limit is None else offset + limit]
        mended = self._speller.mend(query.bare)
        return SearchResult(
            hits=[_hit(one, answer.wanted, answer.status) for one in page],
            total=len(kept) + answer.beyond,
            listed=sum(one.on_list for one in kept) if answer.lists else None,
            understood=answer.understood,
            facets=self._engine.facets(answer.node) if answer.beyond else _facets(kept),
            suggestions=[mended] if mended != query.bare else [],
        )

    def about(self, topic: str) -> list[Entry]:
        """All entries that hold every word of a topic, in the text or the head of its item: other forms, related words and names count."""
        groups = read_words(topic, self._vocabulary).groups
        found = self._engine.search(And(tuple(map(_group_node, groups))), limit=None).best if groups else []
        return [Entry.from_stored(one.stored) for one in found]

    def like(self, example: Example, narrowed: str = "", *, limit: int | None = 20, offset: int = 0) -> SearchResult:
        """What is like an example, without itself and its copies, in the bounds of some query words."""
        query = parse_query(narrowed, self._names, self._speller.spellings)
        reading = read_example(example.text, example.kind, example.force, self._vocabulary)
        found = [(Entry.from_stored(stored), score) for stored, score in self._candidates(reading, query.node).items()]
        others = [(entry, score) for entry, score in found if not example.holds(entry)]
        reading = _shared(reading, [entry for entry, _ in others])
        ranked = [one for one in rank(others, reading) if one.cover >= _LEAST_LIKE]
        kept = fold(ranked, briefly=True)
        wanted = wanted_by_groups(reading.groups, wanted_by_query(query.fields))
        words = ", ".join(group.label for group in reading.groups)
        page = kept[offset : None if limit is None else offset + limit]
        return SearchResult(
            hits=[_hit(one, wanted, {}) for one in page],
            total=len(kept),
            understood="; ".join(filter(None, (f"words: {words}" if words else "", query.understood))),
            facets=_facets(kept),
            suggestions=[],
        )

    def _answer(self, query: Query, only: Node, fetched: int | None, facts: Facts) -> _Answer:
        fields = And((query.fields, only))
        if query.bare and is_question(query.bare):
            reading = self._read(query.bare)
            listed = find_listed(reading, facts)
            understood = "; ".join(filter(None, (reading.in_words(), listed.said if listed else "")))
            return self._nearest(reading, fields, query, understood, listed)
        reading = read_words(query.bare, self._vocabulary)
        answer = self._strictly(query, only, fetched, reading)
        if answer.ranked or not reading.groups:
            return answer
        words = ", ".join(group.label for group in reading.groups)
        nearest = self._nearest(reading, fields, query, f"nothing has all of this, so what has most of it: {words}")
        return nearest if nearest.ranked else replace(nearest, understood=query.understood)

    def _read(self, question: str) -> Reading:
        """A question as typed; where that says nothing of what is sought, with its words put right."""
        reading = read_question(question, self._vocabulary)
        mended = reading if reading.kinds or reading.listed else read_question(self._speller.mend(question), self._vocabulary)
        return mended if mended.kinds or mended.listed else reading

    def _strictly(self, query: Query, only: Node, fetched: int | None, reading: Reading) -> _Answer:
        """What holds all that the search says, in the order asked for."""
        node = And((query.node, only))
        found = self._engine.search(node, limit=fetched, sort=query.sort)
        entries = [(Entry.from_stored(one.stored), one.score) for one in found.best]
        ranked = [Ranked(entry, score) for entry, score in entries]
        if query.sort in _ORDERS:
            ranked.sort(key=_ORDERS[query.sort])
        elif reading.groups:
            ranked[:_CANDIDATES] = rank(entries[:_CANDIDATES], reading)
        return _Answer(ranked, query.understood, wanted_by_query(query.node), True, found.total - len(entries), node)

    def _nearest(
        self,
        reading: Reading,
        fields: Node,
        query: Query,
        understood: str,
        listed: Listed | None = None,
    ) -> _Answer:
        """What covers the most of a question's words, what its reading points to, and the list that it asks for."""
        found = [(Entry.from_stored(stored), score) for stored, score in self._candidates(reading, fields).items()]
        if listed:
            known = {entry.key for entry, _ in found}
            more = map(Entry.from_stored, self._on_list(listed, reading, fields))
            found += [(entry, 0.0) for entry in more if entry.key not in known and listed.holds(entry)]
        ranked = rank(found, reading, listed)
        least = min(_LEAST_COVER, max((one.cover for one in ranked), default=0.0))
        ranked = [one for one in ranked if one.on_list or one.numbered or one.cover >= least]
        if query.sort in _ORDERS:
            ranked.sort(key=_ORDERS[query.sort])
        wanted = wanted_by_groups(reading.groups, wanted_by_query(query.fields))
        return _Answer(ranked, understood, wanted, status=listed.status if listed else {}, lists=listed is not None)

    def _candidates(self, reading: Reading, fields: Node) -> dict[str, float]:
        """What has some of a question's words, or its number, with the engine's score."""
        scores: dict[str, float] = {}
        for node in (Most(tuple(map(_group_node, reading.groups))), *map(_number_node, reading.numbers)):
            for one in self._engine.search(And((fields, node)), limit=_CANDIDATES).best:
                scores.setdefault(one.stored, one.score if isinstance(node, Most) else 0.0)
        return scores

    def _on_list(self, listed: Listed, reading: Reading, fields: Node) -> list[str]:
        """What may be on a list: all, or where the question is about more than its fields, what has some word of the rest."""
        about = (Most(tuple(map(_group_node, reading.subject))),) if reading.subject else ()
        found = self._engine.search(And((fields, listed.node, *about)), limit=_CANDIDATES if about else None).best
        return [one.stored for one in found]


def _shared(reading: Reading, entries: Sequence[Entry]) -> Reading:
    """A reading without the words that none of the entries holds, and of the others only the most telling."""
    held = {stem(word) for entry in entries for word in entry.words.split()}
    groups = [group for group in reading.groups if any(root in held for root, _ in group.stems)]
    telling = sorted(groups, key=lambda group: -group.weight)[:_TELLING]
    return replace(reading, groups=tuple(group for group in groups if group in telling))


def _by_due(one: Ranked) -> tuple[int, str, int, str]:
    days = one.entry.due_days()
    return (days[1] or _NEVER if days else _NEVER, one.entry.source, one.entry.start, one.entry.key)


def _by_date(one: Ranked) -> tuple[date, date, str, str, int, str]:
    return (*sort_key(one.entry.date), one.entry.source, one.entry.start, one.entry.key)


_ORDERS: dict[str, Callable[[Ranked], Any]] = {"due": _by_due, "date": _by_date}


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


def _number_node(number: str) -> Node:
    """What bears the number of a recommendation, or says it."""
    said = (Phrase("exact", ("recommendation", number)), Phrase("exact", ("recommendations", number)))
    return Best((Word("number", number), Word("about", number), *said))


def _facets(kept: Iterable[Ranked]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for one in kept:
        for name, value in one.entry.facets().items():
            if value:
                counts[name][value] += 1
    return {name: dict(sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))) for name, count in counts.items()}


def _hit(one: Ranked, wanted: Wanted, status: Mapping[str, str]) -> Hit:
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
        marking=entry.marking,
        score=one.score,
        marks=find_marks(entry.text, wanted),
        force=entry.force,
        status=status.get(entry.key, ""),
        disposition=entry.disposition,
        item_kind=entry.item_kind,
        date=entry.written,
        senders=entry.senders,
        addressees=entry.addressees,
        subject=entry.subject,
        copies=len(one.copies),
        listed=one.on_list,
    )
