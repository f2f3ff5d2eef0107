"""What docket asks of any engine. A test class inherits `ComparedContract` and says how its engine is made.

class TestMine(ComparedContract):
    def make(self, folder: Path) -> EngineUnderTest: …
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import FACETS, GAP, Document, Engine
from index.query import And, Best, Days, Every, Like, Most, Node, Not, Or, Phrase, Prefix, Scored, Word
from tests.table_engine import TableEngine

WORDS = "the of tug tugs ferry moor moorings late not".split()
NAMES = (("harbour", "board"), ("board", "of", "trade"), ("ada", "penrose"), ("board",))
SOURCES = ("a.txt", "b.txt", "c.txt", "D one.txt")


class EngineUnderTest(Engine, Protocol):
    def close(self) -> None: ...


def document(
    key: str, text: str, *, who: str = "", due: tuple[int | None, int | None] | None = None, kind: str = "item", source: str = ""
) -> Document:
    words = text.split()
    return Document(
        key=key,
        source=source or f"{key[0]}.txt",
        words={"exact": words, "text": words, "who": [*who.split(), GAP] if who else []},
        values={"kind": [kind]},
        days={"due": due} if due else {},
        facets={"kind": kind, "year": "2015" if due else ""},
        stored=key,
    )


FIRST = [
    document("a1", "the second tug was late", who="harbour board", due=(100, 110), kind="action"),
    document("a2", "the tug and the ferry", who="board of trade", due=(None, 50), kind="action"),
    document("b1", "a ferry was late and a tug was not"),
    document("b2", "old text to be taken out"),
]
SECOND = [document("b1", "a ferry was late and a tug was not"), document("b3", "moorings and lights")]
THIRD = [document("c1", "tug tug tug", due=(200, None)), document("c2", "mooring rnoorings")]

FOUND: list[tuple[Node, str]] = [
    (Every(), "a1 a2 b1 b3 c1 c2"),
    (Word("text", "tug"), "a1 a2 b1 c1"),
    (Word("text", "taken"), ""),
    (Word("text", "nowhere"), ""),
    (Word("kind", "action"), "a1 a2"),
    (Phrase("exact", ("second", "tug")), "a1"),
    (Phrase("exact", ("tug", "second")), ""),
    (Phrase("exact", ("tug", "late"), 2), "a1"),
    (Phrase("exact", ("tug", "late"), 3), "a1 b1"),
    (Phrase("exact", ("late", "tug", "ferry"), 5), "b1"),
    (Phrase("exact", ("and", "the", "ferry")), "a2"),
    (Phrase("exact", ("tug", "ferry")), ""),
    (Phrase("exact", ()), ""),
    (Phrase("who", ("harbour", "board")), "a1"),
    (Phrase("who", ("board",)), "a1 a2"),
    (Phrase("exact", ("mooring",)), "c2"),
    (Prefix("exact", "moor"), "b3 c2"),
    (Prefix("who", "har"), "a1"),
    (Like("exact", "moorings", 1), "b3 c2"),
    (Like("exact", "ferrx", 1), "a2 b1"),
    (Days("due", 105, 120), "a1"),
    (Days("due", None, 100), "a1 a2"),
    (Days("due", 111, None), "c1"),
    (Days("due", None, None), "a1 a2 c1"),
    (Days("date", None, None), ""),
    (And((Word("text", "tug"), Word("text", "late"))), "a1 b1"),
    (And((Word("text", "tug"), Not(Word("text", "late")))), "a2 c1"),
    (And((Word("text", "tug"), Days("due", 51, None))), "a1 c1"),
    (And((Not(Word("text", "tug")),)), "b3 c2"),
    (And((Every(), Word("text", "lights"))), "b3"),
    (And(()), "a1 a2 b1 b3 c1 c2"),
    (Or((Word("text", "lights"), Word("text", "second"))), "a1 b3"),
    (Or((Not(Word("text", "tug")), Word("text", "second"))), "a1 b3 c2"),
    (Or(()), ""),
    (Best((Word("text", "lights"), Word("text", "second"))), "a1 b3"),
    (Most((Word("text", "lights"), Word("text", "second"))), "a1 b3"),
    (Most(()), ""),
    (Not(Days("due", None, None)), "b1 b3 c2"),
]


def _names() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(NAMES), max_size=2).map(lambda names: [word for name in names for word in (*name, GAP)])


_days = st.tuples(st.none() | st.integers(90, 110), st.integers(0, 20)).flatmap(
    lambda pair: st.sampled_from([(pair[0], None), (pair[0], (pair[0] or 90) + pair[1])])
)
_documents = st.builds(
    lambda source, text, head, who, kind, due, date, year: Document(
        key="",
        source=source,
        words={"exact": text, "text": text, "head": head, "who": who},
        values={"kind": kind},
        days={name: days for name, days in (("due", due), ("date", date)) if days},
        facets={"kind": kind[0] if kind else "", "year": year},
    ),
    st.sampled_from(SOURCES),
    st.lists(st.sampled_from(WORDS), max_size=9),
    st.lists(st.sampled_from(WORDS), max_size=3),
    _names(),
    st.lists(st.sampled_from(["action", "promise"]), max_size=2),
    st.none() | _days,
    st.none() | _days,
    st.sampled_from(["", "2015", "2016"]),
)
_changes = st.lists(st.tuples(st.sets(st.sampled_from(SOURCES)), st.lists(_documents, max_size=9)), min_size=1, max_size=4)
_word = st.sampled_from(WORDS)
_weight = st.sampled_from([1.0, 0.3, 2.0])
_leaves: st.SearchStrategy[Node] = st.one_of(
    st.just(Every()),
    st.builds(Word, st.sampled_from(["text", "head", "exact"]), _word, _weight),
    st.builds(Word, st.just("kind"), st.sampled_from(["action", "promise"]), _weight),
    st.builds(Word, st.just("who"), st.sampled_from(["board", "of", "ada"])),
    st.builds(Phrase, st.just("exact"), st.lists(_word, min_size=1, max_size=3).map(tuple), st.sampled_from([0, 0, 3]), _weight),
    st.builds(Phrase, st.just("who"), st.sampled_from([*NAMES, ("of", "trade"), ("trade", "ada")])),
    st.builds(Prefix, st.sampled_from(["exact", "who"]), st.sampled_from(["moo", "t", "boa", "x"])),
    st.builds(Like, st.just("exact"), _word, st.sampled_from([1, 2])),
    st.builds(Days, st.sampled_from(["due", "date"]), st.none() | st.integers(85, 115), st.none() | st.integers(85, 135)),
)
_nodes = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        *(st.builds(kind, st.lists(inner, max_size=3).map(tuple)) for kind in (And, Or, Best, Most)),
    ),
    max_leaves=6,
)


class EngineContract:
    """Tests that every engine must pass."""

    def make(self, folder: Path) -> EngineUnderTest:
        raise NotImplementedError

    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[EngineUnderTest]:
        with closing(self.make(tmp_path / "engine")) as engine:
            engine.replace(delete=[], add=FIRST)
            engine.replace(delete=["b.txt"], add=SECOND)
            engine.replace(delete=[], add=THIRD)
            yield engine

    @pytest.mark.parametrize(("node", "keys"), FOUND, ids=[str(node) for node, _ in FOUND])
    def test_a_node_finds_what_it_says(self, engine: EngineUnderTest, node: Node, keys: str) -> None:
        found = engine.search(node, limit=None)
        assert sorted(one.stored for one in found.best) == keys.split()
        assert found.total == len(keys.split())

    def test_rarer_words_and_more_of_them_come_first(self, engine: EngineUnderTest) -> None:
        assert engine.search(Word("text", "tug"), limit=1).best[0].stored == "c1"
        both = Or((Word("text", "tug"), Word("text", "second")))
        assert engine.search(both, limit=1).best[0].stored == "a1"
        assert engine.search(both, limit=1).total == 4

    def test_a_weight_counts(self, engine: EngineUnderTest) -> None:
        node = Best((Word("text", "tug", 0.01), Word("text", "ferry", 5.0)))
        assert {one.stored for one in engine.search(node, limit=2).best} == {"a2", "b1"}

    def test_what_has_no_day_comes_last(self, engine: EngineUnderTest) -> None:
        found = [one.stored for one in engine.search(Every(), limit=None, sort="due").best]
        assert found[:3] == ["a2", "a1", "c1"]
        assert sorted(found[3:]) == ["b1", "b3", "c2"]

    def test_facets_count_what_is_found(self, engine: EngineUnderTest) -> None:
        facets = engine.facets(Word("text", "tug"))
        assert facets["kind"] == {"action": 2, "item": 2}
        assert facets["year"] == {"2015": 3}
        assert facets.keys() == set(FACETS)

    def test_the_words_are_known(self, engine: EngineUnderTest) -> None:
        assert engine.count() == 6
        assert engine.frequency("text", "ferry") == 2
        assert engine.frequency("text", "nowhere") == 0
        assert engine.words_like("exact", "moorings", 2) == ["mooring", "rnoorings"]

    def test_two_changes_of_one_source_are_the_last(self, engine: EngineUnderTest) -> None:
        for text in ("a lighthouse", "a beacon"):
            engine.replace(delete=["a.txt", "a.txt"], add=[document("a9", text)])
        assert engine.count() == 5
        assert engine.frequency("exact", "lighthouse") == 0
        assert [one.stored for one in engine.search(Word("text", "beacon"), limit=None).best] == ["a9"]

    def test_the_same_change_twice_is_the_change_once(self, engine: EngineUnderTest) -> None:
        for _ in range(2):
            engine.replace(delete=["a.txt", "b.txt", "c.txt"], add=FIRST)
        assert engine.count() == len(FIRST)
        assert engine.search(Word("text", "tug"), limit=None).total == 3

    def test_a_source_that_is_not_there_may_be_taken_out(self, engine: EngineUnderTest) -> None:
        engine.replace(delete=["nowhere.txt"], add=[])
        assert engine.count() == 6

    def test_all_may_be_taken_out(self, engine: EngineUnderTest) -> None:
        engine.replace(delete=["a.txt", "b.txt", "c.txt"], add=[])
        assert engine.count() == 0
        assert engine.search(Or((Every(), Word("text", "tug"))), limit=10).total == 0
        assert engine.facets(Every())["kind"] == {}

    def test_a_change_that_fails_changes_nothing(self, engine: EngineUnderTest) -> None:
        def failing() -> Iterator[Document]:
            yield document("d1", "half a change")
            raise ValueError("the paper can't be read")

        with pytest.raises(ValueError, match="can't be read"):
            engine.replace(delete=["a.txt"], add=failing())
        assert engine.count() == 6
        assert engine.frequency("exact", "half") == 0


class ComparedContract(EngineContract):
    """And tests against the table: any changes, any queries."""

    @contextmanager
    def filled(self, changes: list[tuple[set[str], list[Document]]]) -> Iterator[tuple[EngineUnderTest, TableEngine]]:
        """An engine and the table, each after the same changes; every document stores its number."""
        table, number = TableEngine(), 0
        with tempfile.TemporaryDirectory() as folder, closing(self.make(Path(folder) / "engine")) as engine:
            for delete, documents in changes:
                add = []
                for one in documents:
                    number += 1
                    kept = {name: getattr(one, name) for name in ("source", "words", "values", "days", "facets")}
                    add.append(Document(key=str(number), stored=str(number), **kept))
                engine.replace(delete=delete, add=iter(add))
                table.replace(delete=delete, add=add)
            yield engine, table

    @settings(max_examples=60, deadline=None)
    @given(_changes, st.lists(_nodes, min_size=1, max_size=5))
    def test_it_finds_what_reading_every_document_finds(
        self, changes: list[tuple[set[str], list[Document]]], nodes: list[Node]
    ) -> None:
        with self.filled(changes) as (engine, table):
            assert engine.count() == table.count()
            for node in nodes:
                right = table.search(node, limit=None)
                found = engine.search(node, limit=None)
                assert found.total == right.total == len(found.best)
                assert _by_key(found.best) == pytest.approx(_by_key(right.best))
                assert engine.facets(node) == table.facets(node)

    @settings(max_examples=40, deadline=None)
    @given(_changes, _nodes, st.integers(0, 12))
    def test_the_best_are_the_best_of_all(self, changes: list[tuple[set[str], list[Document]]], node: Node, limit: int) -> None:
        with self.filled(changes) as (engine, table):
            right = [one.score for one in table.search(node, limit=limit).best]
            found = engine.search(node, limit=limit)
            assert [one.score for one in found.best] == pytest.approx(right)
            assert found.total == table.search(node, limit=None).total
            assert found.best == engine.search(node, limit=None).best[:limit]

    @settings(max_examples=40, deadline=None)
    @given(_changes, _nodes, st.sampled_from(["date", "due"]), st.integers(1, 12))
    def test_a_listing_is_in_the_order_of_its_days(
        self, changes: list[tuple[set[str], list[Document]]], node: Node, sort: str, limit: int
    ) -> None:
        with self.filled(changes) as (engine, table):
            found = engine.search(node, limit=limit, sort=sort).best
            right = table.search(node, limit=limit, sort=sort).best
            assert [table.day_of(one.stored, sort) for one in found] == [table.day_of(one.stored, sort) for one in right]
            assert _by_key(engine.search(node, limit=None, sort=sort).best) == pytest.approx(
                _by_key(table.search(node, limit=None).best)
            )


def _by_key(best: list[Scored]) -> dict[str, float]:
    return {one.stored: one.score for one in best}
