"""Three ways to hold and search the same records: docket's engine, SQLite FTS5, and Whoosh as its manual shows it.

Fts5(folder).ask(Asked("phrase", ("of", "the", "moorings")))  ->  Answer(12, [("action-3f…", "{…}"), …])
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from index.entries import Entry
from index.marking import find_marks, wanted_by_query
from index.query import And, Days, Node, Or, Phrase, Word
from index.whoosh_engine import WhooshEngine
from index.words import stem

_index: Any = import_module("whoosh.index")  # untyped, as all of these
_fields: Any = import_module("whoosh.fields")
_analysis: Any = import_module("whoosh.analysis")
_query: Any = import_module("whoosh.query")
_sorting: Any = import_module("whoosh.sorting")
FACETS = ("kind", "who", "source", "marking", "year")
UNDATED = 4_000_000
_OPEN = (1, 3_652_059)


class Asked(NamedTuple):
    """A search of a sort, with the words, the days and the party that the sort takes."""

    sort: str
    words: tuple[str, ...]
    days: tuple[int, int] = (0, 0)
    party: str = ""


class Answer(NamedTuple):
    """How many records were found, and what else was made: ten records, counts by facet, or texts with marks."""

    total: int
    made: Any


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
            facets = [document.facets.get(name, "") for name in FACETS]
            first, last = document.days.get("due", (UNDATED, UNDATED))
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
                return self._joined(
                    f"{where} AND +in_stems.rowid IN (SELECT rec FROM act WHERE party = ?)", (stems[0], asked.party)
                )
            case "sorted listing":
                count = ask("SELECT count(*) FROM in_stems WHERE in_stems MATCH ?", stems).fetchone()[0]
                sql = "SELECT key, stored FROM in_stems JOIN rec ON rec.id = in_stems.rowid WHERE in_stems MATCH ? ORDER BY due_last, id LIMIT 10"
                return Answer(count, ask(sql, stems).fetchall())
        return self._plain("in_stems", " ".join(stems))

    def _plain(self, table: str, match: str) -> Answer:
        count = self._db.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", (match,)).fetchone()[0]
        best = f"SELECT rowid AS k, rank AS r FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT 10"
        return Answer(
            count, self._db.execute(f"SELECT key, stored FROM ({best}) JOIN rec ON id = k ORDER BY r", (match,)).fetchall()
        )

    def _joined(self, where: str, given: tuple[object, ...]) -> Answer:
        count = self._db.execute(f"SELECT count(*) {where}", given).fetchone()[0]
        return Answer(count, self._db.execute(f"SELECT key, stored {where} ORDER BY rank LIMIT 10", given).fetchall())

    def _facets(self, match: str) -> Answer:
        where = "FROM in_stems JOIN rec ON rec.id = in_stems.rowid WHERE in_stems MATCH ?"
        counts = {
            name: dict(self._db.execute(f"SELECT {name}, count(*) {where} GROUP BY 1", (match,)).fetchall()) for name in FACETS
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
        self._folder = folder / "plain"
        self._folder.mkdir()
        days = partial(_fields.NUMERIC, int, bits=32, signed=True, sortable=True)
        schema = _fields.Schema(
            words=_fields.TEXT(stored=True),
            stems=_fields.TEXT(analyzer=_analysis.SpaceSeparatedTokenizer(), phrase=False),
            who=_fields.KEYWORD(commas=True),
            key=_fields.ID(stored=True),
            due_first=days(),
            due_last=days(),
            **{name: _fields.ID(sortable=True) for name in ("f_" + one for one in FACETS)},
        )
        self._index: Any = _index.create_in(str(self._folder), schema)
        self._writer: Any = self._index.writer(limitmb=256)

    def add(self, entries: Iterable[tuple[Entry, Any]]) -> None:
        for entry, document in entries:
            first, last = document.days.get("due", (UNDATED, UNDATED))
            self._writer.add_document(
                words=" ".join(document.words["exact"]),
                stems=" ".join(document.words["text"]),
                who=",".join(entry.who),
                key=entry.key,
                due_first=first or _OPEN[0],
                due_last=last or _OPEN[1],
                **{f"f_{name}": document.facets.get(name, "") for name in FACETS},
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
        words: list[Any] = [_query.Term("stems", stem(word)) for word in asked.words]
        node: Any = words[0]
        match asked.sort:
            case "any of three":
                node = _query.Or(words)
            case "all of three":
                node = _query.And(words)
            case "phrase":
                cut = self._index.schema["words"].analyzer
                kept = [token.text for token in cut(" ".join(asked.words))]
                node = _query.Phrase("words", kept) if kept else _query.NullQuery
            case "ten with marks":
                node = _query.Term("words", asked.words[0])
            case "due dates, term":
                first = _query.NumericRange("due_first", None, asked.days[1])
                node = _query.And([node, first, _query.NumericRange("due_last", asked.days[0], None)])
            case "party, term":
                node = _query.And([node, _query.Term("who", asked.party)])
            case "facets":
                given: Any = {name: _sorting.FieldFacet(f"f_{name}", maptype=_sorting.Count) for name in FACETS}
                found = self._searcher.search(node, limit=1, groupedby=given)
                return Answer(len(found), {name: found.groups(name) for name in FACETS})
        given = {"sortedby": "due_last"} if asked.sort == "sorted listing" else {}
        found = self._searcher.search(node, limit=10, terms=asked.sort == "ten with marks", **given)
        if asked.sort == "ten with marks":
            return Answer(len(found), [hit.highlights("words") for hit in found])
        return Answer(len(found), [hit["key"] for hit in found])
