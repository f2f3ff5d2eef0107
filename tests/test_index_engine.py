"""The engine against a table: each node finds what it says, over several segments, with documents taken out and put in again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import GAP, Document
from index.query import And, Best, Days, Every, Like, Most, Node, Not, Or, Phrase, Prefix, Word
from index.whoosh_engine import WhooshEngine


def document(
    key: str, text: str, *, who: str = "", due: tuple[int | None, int | None] | None = None, kind: str = "item"
) -> Document:
    words = text.split()
    return Document(
        key=key,
        source=f"{key[0]}.txt",
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


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    engine = WhooshEngine.create(tmp_path_factory.mktemp("engine"))
    engine.replace(delete=[], add=FIRST)
    engine.replace(delete=["b.txt"], add=SECOND)
    engine.replace(delete=[], add=THIRD)
    yield engine
    engine.close()


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
    (And((Not(Word("text", "tug")),)), "b3 c2"),
    (And((Every(), Word("text", "lights"))), "b3"),
    (And(()), "a1 a2 b1 b3 c1 c2"),
    (Or((Word("text", "lights"), Word("text", "second"))), "a1 b3"),
    (Or((Not(Word("text", "tug")), Word("text", "second"))), "a1 b3 c2"),
    (Best((Word("text", "lights"), Word("text", "second"))), "a1 b3"),
    (Most((Word("text", "lights"), Word("text", "second"))), "a1 b3"),
    (Most(()), ""),
    (Not(Days("due", None, None)), "b1 b3 c2"),
]


@pytest.mark.parametrize(("node", "keys"), FOUND, ids=[str(node) for node, _ in FOUND])
def test_a_node_finds_what_it_says(engine: WhooshEngine, node: Node, keys: str) -> None:
    found = engine.search(node, limit=None)
    assert sorted(one.stored for one in found.best) == keys.split()
    assert found.total == len(keys.split())


def test_rarer_words_and_more_of_them_come_first(engine: WhooshEngine) -> None:
    assert engine.search(Word("text", "tug"), limit=1).best[0].stored == "c1"
    both = Or((Word("text", "tug"), Word("text", "second")))
    assert engine.search(both, limit=1).best[0].stored == "a1"
    assert engine.search(both, limit=1).total == 4


def test_a_weight_counts(engine: WhooshEngine) -> None:
    node = Best((Word("text", "tug", 0.01), Word("text", "ferry", 5.0)))
    assert {one.stored for one in engine.search(node, limit=2).best} == {"a2", "b1"}


def test_what_has_no_day_comes_last(engine: WhooshEngine) -> None:
    found = [one.stored for one in engine.search(Every(), limit=None, sort="due").best]
    assert found[:3] == ["a2", "a1", "c1"]
    assert sorted(found[3:]) == ["b1", "b3", "c2"]
    assert engine.search(Every(), limit=2, sort="due").best[1].stored == "a1"


def test_facets_count_what_is_found(engine: WhooshEngine) -> None:
    facets = engine.facets(Word("text", "tug"))
    assert facets["kind"] == {"action": 2, "item": 2}
    assert facets["year"] == {"2015": 3}
    assert facets["marking"] == {}


def test_the_words_are_known(engine: WhooshEngine) -> None:
    assert engine.count() == 6
    assert engine.frequency("text", "ferry") == 2
    assert engine.frequency("text", "nowhere") == 0
    assert engine.words_like("exact", "moorings", 2) == ["mooring", "rnoorings"]


def test_the_same_change_twice_is_the_change_once(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path)
    for _ in range(2):
        engine.replace(delete=["a.txt", "b.txt"], add=FIRST)
    assert engine.count() == len(FIRST)
    engine.close()
    again = WhooshEngine.open(tmp_path)
    assert again.search(Word("text", "tug"), limit=None).total == 3
    again.close()


def test_many_documents_are_written_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.whoosh_commits.LARGEST", 2)
    engine = WhooshEngine.create(tmp_path)
    engine.replace(delete=[], add=iter(FIRST))
    assert engine.count() == len(FIRST)
    assert {one.stored for one in engine.search(Word("text", "tug"), limit=None).best} == {"a1", "a2", "b1"}
    engine.close()
