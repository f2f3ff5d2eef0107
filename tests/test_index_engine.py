"""Where Whoosh is known to go wrong, docket's engine is held against reading every document; and Whoosh opens what it wrote."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from index.engine import GAP, Document
from index.query import And, Days, Every, Node, Or, Phrase, Word
from index.whoosh_engine import WhooshEngine
from tests.table_engine import TableEngine

STOPS = "the of and to in a".split()
WORDS = [*STOPS, *(f"w{number}" for number in range(40))]
NAMES = ("harbour board", "board of trade", "ada penrose")


def some_documents(count: int, seed: int) -> list[Document]:
    rng = random.Random(seed)
    weights = [1 / (rank + 1) for rank in range(len(WORDS))]
    made = []
    for number in range(count):
        words = rng.choices(WORDS, weights, k=rng.randint(3, 9))
        first = rng.randint(700_000, 700_400)
        days = rng.choice([(first, first + rng.randint(0, 60)), (first, None), (None, first), None])
        made.append(
            Document(
                key=str(number),
                source=f"s{number % 7}.txt",
                words={
                    "exact": words,
                    "text": [word for word in words if word not in STOPS],
                    "who": [*rng.choice(NAMES).split(), GAP],
                },
                values={"kind": [rng.choice(["action", "item"])]},
                days={"due": days} if days else {},
                facets={"kind": "action"},
                stored=str(number),
            )
        )
    return made


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WhooshEngine, TableEngine]]:
    """The same 400 documents in both engines, in several segments."""
    engine, table = WhooshEngine.create(tmp_path_factory.mktemp("engine") / "whoosh"), TableEngine()
    documents = some_documents(400, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.whoosh_commits.LARGEST", 120)
        engine.replace(delete=[], add=documents)
    table.replace(delete=[], add=documents)
    yield engine, table
    engine.close()


def keys(found: Sequence[Any]) -> list[str]:
    return sorted(one.stored for one in found)


def test_ranges_of_days_find_what_overlaps(both: tuple[WhooshEngine, TableEngine]) -> None:
    engine, table = both
    rng = random.Random(2)
    bounds = [None, 1, 3_652_059, *(rng.randint(699_990, 700_470) for _ in range(40))]
    for first, last in itertools.product(bounds, bounds):
        node = Days("due", first, last)
        assert keys(engine.search(node, limit=None).best) == keys(table.search(node, limit=None).best)


def test_the_ten_best_of_all_of_any_are_right(both: tuple[WhooshEngine, TableEngine]) -> None:
    engine, table = both
    rng = random.Random(3)
    for _ in range(60):
        words = [Word("text", word, rng.choice([1.0, 0.4])) for word in rng.sample(WORDS[6:], 6)]
        node = And((Or(tuple(words[:3])), Or(tuple(words[3:])), Days("due", None, rng.randint(700_000, 700_400))))
        best = engine.search(node, limit=10)
        assert [one.score for one in best.best] == pytest.approx([one.score for one in table.search(node, limit=10).best])
        assert best.total == table.search(node, limit=None).total


def test_phrases_across_stop_words_are_counted_right(both: tuple[WhooshEngine, TableEngine]) -> None:
    engine, table = both
    found = 0
    for one, other in itertools.product(STOPS, WORDS[:12]):
        for node in (Phrase("exact", (one, other)), Phrase("exact", (other, one, "w0")), Phrase("exact", ("w0", one, other), 3)):
            found += engine.search(node, limit=0).total
            assert engine.search(node, limit=0).total == table.search(node, limit=0).total
    assert found > 500


def test_a_word_far_from_the_start_is_found_in_its_place(tmp_path: Path) -> None:
    words = [*(["a"] * 700), "tug", *(["b"] * 70_000), "tug", "crew"]
    long = Document(key="1", source="a.txt", words={"exact": words}, values={}, stored="1")
    engine = WhooshEngine.create(tmp_path / "whoosh")
    engine.replace(delete=[], add=[long])
    asked = [("a", "tug"), ("tug", "b"), ("tug", "crew"), ("b", "tug", "crew"), ("crew", "tug"), ("a", "crew")]
    found = [engine.search(Phrase("exact", words), limit=None).total for words in asked]
    engine.close()
    assert found == [1, 1, 1, 1, 0, 0]


def test_many_documents_are_written_a_segment_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.whoosh_commits.LARGEST", 20)
    folder = tmp_path / "whoosh"
    engine = WhooshEngine.create(folder)
    written: list[int] = []

    def coming() -> Iterator[Document]:
        for one in some_documents(110, 4):
            written.append(len(list(folder.glob("*.seg"))))
            yield one

    engine.replace(delete=[], add=coming())
    assert engine.count() == 110
    assert written[0] == 0
    assert written[-1] == 5  # of twenty each: no more than one is ever in memory
    engine.close()


def test_whoosh_opens_what_was_written(both: tuple[WhooshEngine, TableEngine]) -> None:
    engine, table = both
    index: Any = import_module("whoosh.index").open_dir(str(engine.folder))
    query: Any = import_module("whoosh.query")
    asked: list[tuple[Node, Any]] = [
        (Every(), query.Every()),
        (Word("text", "w3"), query.Term("text", "w3")),
        (Word("who", "board"), query.Term("who", "board")),
        (And((Word("text", "w1"), Word("kind", "item"))), query.And([query.Term("text", "w1"), query.Term("kind", "item")])),
        (Phrase("exact", ("the", "of")), query.Phrase("exact", ["the", "of"])),
        (Phrase("exact", ("w0", "the", "w1")), query.Phrase("exact", ["w0", "the", "w1"])),
    ]
    with index.searcher() as searcher:
        for ours, theirs in asked:
            found = searcher.search(theirs, limit=None)
            assert keys(table.search(ours, limit=None).best) == sorted(hit["stored"] for hit in found)
        assert searcher.search(query.Term("text", "w3"), limit=5, sortedby="due_last")
        assert searcher.reader().field_length("text") == sum(len(one.words["text"]) for one in some_documents(400, 1))
    index.close()
