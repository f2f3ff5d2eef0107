"""How fast the index is made, kept and searched, beside SQLite FTS5 and a plain Whoosh index of the same records.

    python bench/search.py [--records 10000 100000]

                       docket   FTS5  plain  | docket/FTS5
    term               1.9 ms   4.0   21.0   | 0.48   (p95 3.1)

The casebooks are invented: the same seed makes the same on every machine. Times are CPU milliseconds of one process, in one run;
each engine is asked with what it kept of the search before thrown away (SQLite keeps its pages). Every count is compared. With
--casebook FOLDER only docket's searches run, on that casebook.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from invented import BODIES, SEARCHES, Vocabulary, fill, letter
from corpus.casebook import Casebook
from index.casebook_index import search_casebook, update_index
from index.entries import Entry, known_recommendations, read_entries
from index.marking import find_marks, wanted_by_query
from index.query import And, Days, Node, Or, Phrase, Word
from index.whoosh_engine import WhooshEngine
from index.words import stem

_FACETS = ("kind", "who", "source", "marking", "year")
_UNDATED = 4_000_000
_OPEN = (1, 3_652_059)
_PER_LETTER = 11  # entries: five promises, and the passages


class Asked(NamedTuple):
    """A search of a sort, with the words, the days and the party that the sort takes."""

    sort: str
    words: tuple[str, ...]
    days: tuple[int, int] = (0, 0)
    party: str = ""


class Answer(NamedTuple):
    """How many records were found, and what else was made: ten records, counts by facet, or texts with marks."""

    count: int
    made: Any


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds, and what came of it."""
    started = time.process_time()
    made = work()
    return time.process_time() - started, made


# ------------------------------------------------------------------ the three engines


class Docket:
    """The engine of docket, over the index of the casebook itself."""

    name = "docket"

    def __init__(self, folder: Path) -> None:
        self._folder = next((folder / "index").glob("whoosh*"))
        self._engine = WhooshEngine.open(self._folder)

    def forget(self) -> None:
        self._engine.close()
        self._engine = WhooshEngine.open(self._folder)
        self._engine.count()

    def ask(self, asked: Asked) -> Answer:
        node = self._node(asked)
        if asked.sort == "facets":
            facets = self._engine.facets(node)
            return Answer(sum(facets["kind"].values()), facets)
        found = self._engine.search(node, limit=10, sort="due" if asked.sort == "sorted listing" else "relevance")
        if asked.sort == "ten with marks":
            texts = [Entry.from_stored(one.stored).text for one in found.best]
            wanted = wanted_by_query(node)
            return Answer(found.total, [(text, find_marks(text, wanted)) for text in texts])
        return Answer(found.total, [one.stored for one in found.best])

    def _node(self, asked: Asked) -> Node:
        words = tuple(Word("text", stem(word)) for word in asked.words)
        match asked.sort:
            case "any of three":
                return Or(words)
            case "all of three":
                return And(words)
            case "phrase":
                return Phrase("exact", asked.words)
            case "due dates, term":
                return And((*words, Days("due", *asked.days)))
            case "party, term":
                return And((*words, Phrase("who", tuple(asked.party.lower().split()))))
        return words[0]


class Fts5:
    """SQLite: a table of the records, words and stems each in an FTS5 table of its own, parties in one."""

    name = "FTS5"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.sqlite"
        self._db = sqlite3.connect(self._path)
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-131072; PRAGMA mmap_size=2000000000;"
            "CREATE TABLE rec(id INTEGER PRIMARY KEY, key TEXT, kind TEXT, who TEXT, source TEXT, marking TEXT, year TEXT,"
            " due_first INT, due_last INT, words TEXT, stems TEXT, stored TEXT);"
            "CREATE TABLE act(party TEXT, rec INT, PRIMARY KEY(party, rec)) WITHOUT ROWID;"
            "CREATE VIRTUAL TABLE in_words USING fts5(words, content='rec', content_rowid='id');"
            "CREATE VIRTUAL TABLE in_stems USING fts5(stems, content='rec', content_rowid='id');"
        )
        self._next = 1

    def add(self, entries: Iterable[tuple[Entry, Any]]) -> None:
        rows, acts = [], []
        for entry, document in entries:
            facets = [document.facets.get(name, "") for name in _FACETS]
            first, last = document.days.get("due", (_UNDATED, _UNDATED))
            due = (first or _OPEN[0], last or _OPEN[1])
            stems = " ".join(document.words["text"])
            rows.append((self._next, entry.key, *facets, *due, " ".join(document.words["exact"]), stems, document.stored))
            acts += [(party, self._next) for party in entry.who]
            self._next += 1
        with self._db:
            self._db.executemany(f"INSERT INTO rec VALUES({','.join('?' * 12)})", rows)
            self._db.executemany("INSERT INTO in_words(rowid, words) VALUES(?, ?)", [(row[0], row[9]) for row in rows])
            self._db.executemany("INSERT INTO in_stems(rowid, stems) VALUES(?, ?)", [(row[0], row[10]) for row in rows])
            self._db.executemany("INSERT OR IGNORE INTO act VALUES(?, ?)", acts)

    def finish(self) -> None:
        with self._db:
            self._db.executescript(
                "CREATE INDEX rec_due ON rec(due_first, due_last); INSERT INTO in_words(in_words) VALUES('optimize');"
                "INSERT INTO in_stems(in_stems) VALUES('optimize'); ANALYZE;"
            )

    def forget(self) -> None:
        pass

    def ask(self, asked: Asked) -> Answer:
        ask, stems = self._db.execute, [f'"{stem(word)}"' for word in asked.words]
        match asked.sort:
            case "facets":
                return self._facets(stems[0])
            case "phrase":
                return self._plain("in_words", '"' + " ".join(asked.words) + '"')
            case "ten with marks":
                return self._marked(f'"{asked.words[0]}"')
            case "any of three":
                return self._plain("in_stems", " OR ".join(stems))
            case "due dates, term":
                where = "FROM in_stems JOIN rec ON rec.id = in_stems.rowid WHERE in_stems MATCH ? AND due_first <= ? AND due_last >= ?"
                return self._joined(where, (stems[0], asked.days[1], asked.days[0]))
            case "party, term":
                where = "FROM in_stems JOIN rec ON rec.id = in_stems.rowid WHERE in_stems MATCH ?"
                return self._joined(f"{where} AND +in_stems.rowid IN (SELECT rec FROM act WHERE party = ?)", (stems[0], asked.party))
            case "sorted listing":
                count = ask("SELECT count(*) FROM in_stems WHERE in_stems MATCH ?", stems).fetchone()[0]
                sql = "SELECT key, stored FROM in_stems JOIN rec ON rec.id = in_stems.rowid WHERE in_stems MATCH ? ORDER BY due_last, id LIMIT 10"
                return Answer(count, ask(sql, stems).fetchall())
        return self._plain("in_stems", " ".join(stems))

    def _plain(self, table: str, match: str) -> Answer:
        count = self._db.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", (match,)).fetchone()[0]
        best = f"SELECT rowid AS k, rank AS r FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT 10"
        return Answer(count, self._db.execute(f"SELECT key, stored FROM ({best}) JOIN rec ON id = k ORDER BY r", (match,)).fetchall())

    def _joined(self, where: str, given: tuple[object, ...]) -> Answer:
        count = self._db.execute(f"SELECT count(*) {where}", given).fetchone()[0]
        return Answer(count, self._db.execute(f"SELECT key, stored {where} ORDER BY rank LIMIT 10", given).fetchall())

    def _facets(self, match: str) -> Answer:
        where = "FROM in_stems JOIN rec ON rec.id = in_stems.rowid WHERE in_stems MATCH ?"
        counts = {
            name: dict(self._db.execute(f"SELECT {name}, count(*) {where} GROUP BY 1", (match,)).fetchall()) for name in _FACETS
        }
        return Answer(sum(counts["kind"].values()), counts)

    def _marked(self, match: str) -> Answer:
        count = self._db.execute("SELECT count(*) FROM in_words WHERE in_words MATCH ?", (match,)).fetchone()[0]
        sql = "SELECT highlight(in_words, 0, '[', ']') FROM in_words WHERE in_words MATCH ? ORDER BY rank LIMIT 10"
        return Answer(count, self._db.execute(sql, (match,)).fetchall())

    def count_phrase(self, words: tuple[str, ...]) -> int:
        """How many records hold these words in this order, by reading all of them."""
        sql = "SELECT count(*) FROM rec WHERE instr(' ' || words || ' ', ?)"
        return int(self._db.execute(sql, (f" {' '.join(words)} ",)).fetchone()[0])


class Plain:
    """Whoosh as its manual shows it: one schema, the standard analyser, the standard writer and searcher."""

    name = "plain"

    def __init__(self, folder: Path) -> None:
        from whoosh import fields, index
        from whoosh.analysis import SpaceSeparatedTokenizer

        self._folder = folder / "plain"
        self._folder.mkdir()
        days = partial(fields.NUMERIC, int, bits=32, signed=True, sortable=True)
        schema = fields.Schema(
            words=fields.TEXT(stored=True),
            stems=fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False),
            who=fields.KEYWORD(commas=True),
            key=fields.ID(stored=True),
            due_first=days(),
            due_last=days(),
            **{name: fields.ID(sortable=True) for name in ("f_" + one for one in _FACETS)},
        )
        self._index: Any = index.create_in(str(self._folder), schema)
        self._writer: Any = self._index.writer(limitmb=256)

    def add(self, entries: Iterable[tuple[Entry, Any]]) -> None:
        for entry, document in entries:
            first, last = document.days.get("due", (_UNDATED, _UNDATED))
            self._writer.add_document(
                words=" ".join(document.words["exact"]),
                stems=" ".join(document.words["text"]),
                who=",".join(entry.who),
                key=entry.key,
                due_first=first or _OPEN[0],
                due_last=last or _OPEN[1],
                **{f"f_{name}": document.facets.get(name, "") for name in _FACETS},
            )

    def finish(self) -> None:
        self._writer.commit()
        self._searcher = self._index.searcher()

    def add_one(self, entries: list[tuple[Entry, Any]]) -> None:
        self._writer = self._index.writer()
        self.add(entries)
        self._writer.commit()

    def forget(self) -> None:
        pass

    def ask(self, asked: Asked) -> Answer:
        from whoosh import query, sorting

        words: list[Any] = [query.Term("stems", stem(word)) for word in asked.words]
        node: Any = words[0]
        match asked.sort:
            case "any of three":
                node = query.Or(words)
            case "all of three":
                node = query.And(words)
            case "phrase":
                cut = self._index.schema["words"].analyzer
                kept = [token.text for token in cut(" ".join(asked.words))]
                node = query.Phrase("words", kept) if kept else query.NullQuery
            case "ten with marks":
                node = query.Term("words", asked.words[0])
            case "due dates, term":
                first = query.NumericRange("due_first", None, asked.days[1])
                node = query.And([node, first, query.NumericRange("due_last", asked.days[0], None)])
            case "party, term":
                node = query.And([node, query.Term("who", asked.party)])
            case "facets":
                given: Any = {name: sorting.FieldFacet(f"f_{name}", maptype=sorting.Count) for name in _FACETS}
                found = self._searcher.search(node, limit=1, groupedby=given)
                return Answer(len(found), {name: found.groups(name) for name in _FACETS})
        given = {"sortedby": "due_last"} if asked.sort == "sorted listing" else {}
        found = self._searcher.search(node, limit=10, terms=asked.sort == "ten with marks", **given)
        if asked.sort == "ten with marks":
            return Answer(len(found), [hit.highlights("words") for hit in found])
        return Answer(len(found), [hit["key"] for hit in found])


# ------------------------------------------------------------------ what is asked

SORTS = (
    "term",
    "any of three",
    "all of three",
    "phrase",
    "due dates, term",
    "party, term",
    "sorted listing",
    "facets",
    "ten with marks",
)


def make_searches(entries: list[Entry], each: int) -> dict[str, list[Asked]]:
    """Searches of every sort, their words taken at random from the records: common words and rare ones."""
    rng = random.Random(11)

    def some(sort: str) -> Asked:
        entry = rng.choice(entries)
        known = [word for word in entry.words.split() if word in vocabulary]
        if len(known) < 3:
            return some(sort)
        first = rng.randrange(730_000, 733_000)
        chosen = tuple(rng.sample(known, 3)) if sort.endswith("of three") else (rng.choice(known),)
        if sort == "phrase":
            run = entry.words.split()
            start = rng.randrange(len(run) - 2)
            chosen = tuple(run[start : start + rng.choice((2, 2, 3))])
        return Asked(sort, chosen, (first, first + rng.choice((30, 90, 365))), rng.choice(BODIES))

    vocabulary = Vocabulary().content
    return {sort: [some(sort) for _ in range(each)] for sort in SORTS}


def compare(engines: list[Any], searches: dict[str, list[Asked]], rounds: int, fts: Fts5) -> None:
    print(f"\n{'milliseconds: median (p95)':28}" + "".join(f"{one.name:>18}" for one in engines) + "   docket/FTS5  docket/plain")
    differing: Counter[str] = Counter()
    for sort, all_asked in searches.items():
        times: dict[str, list[float]] = {one.name: [] for one in engines}
        for asked in all_asked:
            counts = {}
            for engine in engines:
                for _ in range(rounds if engine.name != "plain" else 1):
                    engine.forget()
                    seconds, answer = timed(partial(engine.ask, asked))
                    times[engine.name].append(1000 * seconds)
                counts[engine.name] = answer.count
            if len(set(counts.values())) > 1:
                _tell(asked, counts, fts, differing)
        middle = {name: statistics.median(some) for name, some in times.items()}
        slow = {name: statistics.quantiles(some, n=20)[-1] for name, some in times.items()}
        cells = "".join(f"{middle[one.name]:9.2f} ({slow[one.name]:5.1f})" + " " for one in engines)
        print(f"{sort:28}{cells}  {middle['docket'] / middle['FTS5']:10.2f}  {middle['docket'] / middle.get('plain', 1):12.2f}")
    print("counts differ: " + (", ".join(f"{what} {count}" for what, count in differing.items()) or "nowhere"))


def _tell(asked: Asked, counts: dict[str, int], fts: Fts5, differing: Counter[str]) -> None:
    """Who is right, where it can be counted another way: in phrases, by reading all records."""
    if asked.sort != "phrase":
        differing[f"{asked.sort} {asked.words} {counts}"] += 1
        return
    right = fts.count_phrase(asked.words)
    for name, count in counts.items():
        if count != right:
            differing[f"phrases that {name} counts wrongly:"] += 1


# ------------------------------------------------------------------ making and keeping


def entries_of(folder: Path) -> Iterator[tuple[Entry, Any]]:
    with Casebook.open(folder) as casebook:
        numbers = known_recommendations(casebook)
        for source in casebook.sources():
            for entry in read_entries(casebook, source.name, numbers):
                yield entry, entry.document()


def size(folder: Path) -> float:
    """Megabytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measure(records: int, work: Path, *, each: int, rounds: int, plain: bool) -> None:
    folder = work / "casebook"
    letters = records // _PER_LETTER + 1
    fill(folder, letters)
    made, _ = timed(partial(update_index, folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    fts = Fts5(work)
    others: list[Any] = [fts, Plain(work)] if plain else [fts]
    spent, count, sample = {one.name: 0.0 for one in others}, 0, []
    coming = entries_of(folder)
    rng = random.Random(5)
    while batch := list(islice(coming, 2000)):
        count += len(batch)
        sample += [entry for entry, _ in rng.sample(batch, min(len(batch), 40))]
        for one in others:
            spent[one.name] += timed(partial(one.add, batch))[0]
    for one in others:
        spent[one.name] += timed(one.finish)[0]
    print(f"\n{count:,} records of {letters:,} letters: the index made from the casebook at {count / made:,.0f} records a second")
    print(f"(one core, {made:.1f} s, peak of memory {peak} MB, {size(folder / 'index'):.1f} MB on disk);")
    print("records given ready: " + ", ".join(f"{name} {count / seconds:,.0f} a second" for name, seconds in spent.items()))
    compare([Docket(folder), *others], make_searches(sample, each), rounds, fts)
    keep(folder, letters, others)
    cold_start(folder)


def keep(folder: Path, letters: int, others: list[Any]) -> None:
    """One paper more; and the first paper, which lies deep in the index, once more."""
    for what, number in (("one paper added", letters), ("an old paper replaced", 0)):
        with Casebook.open(folder) as casebook:
            casebook.put_source(*letter(number, random.Random(8 + number)))
        seconds, _ = timed(partial(update_index, folder))
        print(f"{what}: {seconds:.3f} s, with the casebook read for what changed")
    with Casebook.open(folder) as casebook:
        name = casebook.sources()[-1].name
        batch = [(entry, entry.document()) for entry in read_entries(casebook, name, {})]
    engine = WhooshEngine.open(next((folder / "index").glob("whoosh*")))
    documents = [document for _, document in batch]
    print(f"its {len(batch)} records: docket {timed(lambda: engine.replace(delete=[], add=documents))[0] * 1000:.0f} ms", end="")
    engine.replace(delete=[name], add=documents)
    for one in others:
        print(f", {one.name} {timed(partial(getattr(one, 'add_one', one.add), batch))[0] * 1000:.0f} ms", end="")
    print()


def cold_start(folder: Path, rounds: int = 9) -> None:
    """Whole processes, CPU seconds of each: an interpreter that only imports Whoosh, and one search."""
    search = "import sys, cli; sys.argv = ['docket', '--casebook', sys.argv[1], 'search', 'kind:promise', '--limit', '5']; cli.main()"
    bare = min(_process([sys.executable, "-c", "import whoosh.index"]) for _ in range(rounds))
    parser = min(_process([sys.executable, "-c", "import whoosh.index, whoosh.qparser, whoosh.searching"]) for _ in range(rounds))
    whole = min(_process([sys.executable, "-c", search, str(folder)]) for _ in range(rounds))
    print(f"cold start: docket search {whole * 1000:.0f} ms, import of Whoosh {bare * 1000:.0f} ms, ratio {whole / bare:.2f};", end="")
    print(f" with its searcher and parser {parser * 1000:.0f} ms, ratio {whole / parser:.2f}")


def _process(command: list[str]) -> float:
    before = os.times()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def measure_searches(folder: Path, rounds: int = 10) -> None:
    """Whole searches: the question read, the answers put in order and marked."""
    print()
    for name, searches in SEARCHES.items():
        times = [timed(partial(search_casebook, folder, search))[0] for search in searches for _ in range(rounds)]
        slow = statistics.quantiles(times, n=10)[-1]
        print(f"{name:24}{statistics.median(times) * 1000:6.0f} ms (slowest tenth {slow * 1000:.0f} ms)")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--searches", type=int, default=25, help="of each sort")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-plain", action="store_true", help="leave out the plain Whoosh index, which takes longest to make")
    parser.add_argument("--casebook", type=Path)
    asked = parser.parse_args()
    if asked.casebook:
        measure_searches(asked.casebook)
        return
    for records in asked.records:
        with tempfile.TemporaryDirectory() as work:
            measure(records, Path(work), each=asked.searches, rounds=asked.rounds, plain=not asked.no_plain)
            measure_searches(Path(work) / "casebook")


if __name__ == "__main__":
    main()
