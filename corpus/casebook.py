"""The casebook: one folder that keeps sources, their text, and the records found in them.

    with Casebook.open(Path("casebook"), create=True) as casebook:
        casebook.put_source(source, records)
        casebook.records("actions")     ->  [Action(id="action-3f…", source="letter.txt", …), …]

`casebook.db` in the folder is the truth (SQLite, rollback journal, so that the file alone is the whole and a plain copy of
the folder is a good copy). What links records across sources is kept beside what was extracted, in a table of its own, so
that either can be made anew without the other. What people said of records (reviews) lies in a third, which is never made anew; what
comes of it is made with the links, and every reader of records sees it. No time of day is kept: the same papers make the same casebook.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path, PurePath
from typing import Any, Self

from corpus.errors import CasebookError, ChangedMeanwhileError
from corpus.records import RECORD_TYPES, Actor, AnyRecord, PaperRecord, Record, from_json, to_storage
from corpus.reviews import Review, review_from_json, review_to_json, sign
from corpus.sources import Fault, Page, SourceText, WordBox

DATABASE = "casebook.db"
SCHEMA_VERSION = 4
_REVIEWS = "CREATE TABLE reviews (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, row TEXT NOT NULL);"
_ADDED = "added INTEGER NOT NULL DEFAULT 0"  # of a record: a person found it, and no extractor
_STAMP = "INSERT OR REPLACE INTO meta VALUES ('stamp', lower(hex(randomblob(16))));"
# What a casebook of an earlier version lacks, by that version: it is opened all the same, and is of this version from then on.
_LACKING = {
    1: "ALTER TABLE sources ADD COLUMN model TEXT NOT NULL DEFAULT '';",
    2: f"{_REVIEWS} ALTER TABLE records ADD COLUMN {_ADDED};",
    3: _STAMP,
}
_APPLICATION = 0x646F636B  # "dock": tells a casebook from any other SQLite file
_SCHEMA = f"""
{_REVIEWS}
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
    n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, path TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL, chars INTEGER NOT NULL, pages INTEGER NOT NULL, faults TEXT NOT NULL,
    state TEXT NOT NULL, links_state TEXT NOT NULL DEFAULT '', model TEXT NOT NULL DEFAULT '');
CREATE TABLE texts (source INTEGER PRIMARY KEY, text TEXT NOT NULL, pages BLOB NOT NULL);
CREATE TABLE records (
    source INTEGER NOT NULL, kind TEXT NOT NULL, start INTEGER NOT NULL, id TEXT NOT NULL, row TEXT NOT NULL, {_ADDED});
CREATE INDEX records_in_order ON records (source, kind, start);
CREATE UNIQUE INDEX records_by_id ON records (id, source, kind);
CREATE TABLE links (id TEXT PRIMARY KEY, fields TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('revision', ''), ('linked', '');
{_STAMP}
"""
_EVIDENCE = ("id", "source", "start", "end", "page", "quote", "rule")  # linking never changes these
_LINKED_KINDS = tuple(kind for kind in RECORD_TYPES if kind != "dates")  # a date links to nothing


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source in the casebook; `pages` counts them (0: no pages).

    `revision` changes with its text, its records and their links, `state` with its text and its records as they were read; `model` is
    the trained pipeline that it was read with, if any.
    """

    name: str
    path: str
    sha256: str
    format: str
    chars: int
    pages: int
    faults: tuple[Fault, ...]
    revision: str
    model: str = ""
    state: str = ""


class Casebook:
    """An open casebook. Made by `Casebook.open`; closes itself at the end of a `with` block."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open the casebook in this folder; with `create`, make one where there is none. CasebookError where it can't be."""
        folder = Path(path)
        if folder.exists() and not folder.is_dir():
            raise CasebookError(f"{folder} is a file; a casebook is a folder: name another with --casebook")
        if not create and not (folder / DATABASE).is_file():
            raise CasebookError(f"no casebook at {folder}; make one with: docket --casebook {folder} add PAPERS")
        with _in_words(folder):
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            connection = _connect(folder / DATABASE, create=create)
            try:
                _check(connection, folder, create=create)
            except BaseException:
                connection.close()
                raise
        return cls(folder, connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the casebook can't be used afterwards."""
        self._connection.close()

    # -- sources

    def sources(self) -> list[StoredSource]:
        """All sources, by name."""
        return [_stored(row) for row in self._all(f"SELECT {_SOURCE_COLUMNS} FROM sources ORDER BY name")]

    def source(self, name: str) -> StoredSource | None:
        """The source of this name, or None."""
        rows = self._all(f"SELECT {_SOURCE_COLUMNS} FROM sources WHERE name = ?", name)
        return _stored(rows[0]) if rows else None

    def text_of(self, name: str) -> str:
        """The text of a source, to which the offsets of its records refer."""
        text: str = self._of_source("text", name)
        return text

    def pages_of(self, name: str) -> tuple[Page, ...]:
        """The pages of a source; empty where its format has none."""
        return _unpack_pages(self._of_source("pages", name))

    def has_content(self, sha256: str) -> str | None:
        """The name of the source whose file has this content; None where there is none."""
        rows = self._all("SELECT name FROM sources WHERE sha256 = ?", sha256)
        return str(rows[0][0]) if rows else None

    def at_path(self, path: str) -> str | None:
        """The name of the source that was read from this path; None where there is none."""
        rows = self._all("SELECT name FROM sources WHERE path = ?", path)
        return str(rows[0][0]) if rows else None

    def name_for(self, path: str) -> str:
        """What a source read from this path is called: its file name, with as many parent folders as it takes to be the only one.

        "south/letter.txt" is called "letter.txt", and "north/letter.txt" after it "north/letter.txt".
        """
        known = self.at_path(path)
        if known:
            return known
        parts = [part for part in PurePath(path).parts if part != PurePath(path).anchor]
        tries = ["/".join(parts[-count:]) for count in range(1, len(parts) + 1)]
        tries += [f"{parts[-1]} ({count})" for count in range(2, 1000)]
        return next(name for name in tries if self.source(name) is None)

    def put_source(self, source: SourceText, records: Iterable[AnyRecord], *, model: str = "") -> None:
        """Keep a source and its records, in place of what was read from the same path before. All of it is kept, or nothing.

        `model` names the trained pipeline that it was read with.
        """
        rows = [_row(record) for record in records]
        state = _digest(source.sha256, *(row[-1] for row in rows))
        with self.writing():
            self._delete("path", source.path)
            number = self._connection.execute(
                "INSERT INTO sources (name, path, sha256, format, chars, pages, faults, state, model) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*_source_row(source), state, model),
            ).lastrowid
            self._connection.execute("INSERT INTO texts VALUES (?, ?, ?)", (number, source.text, _pack_pages(source.pages)))
            self._connection.executemany(
                f"INSERT INTO records ({_RECORD_COLUMNS}) VALUES (?, ?, ?, ?, ?)", ((number, *row) for row in rows)
            )
            self._advance("put", source.name, state)

    def move_source(self, name: str, path: str) -> None:
        """Say where the file of a source is now. CasebookError where there is no source of that name."""
        if self.source(name) is None:
            raise self._no_source(name)
        with self.writing():
            self._connection.execute("UPDATE sources SET path = ? WHERE name = ?", (path, name))

    def remove_source(self, name: str) -> None:
        """Take a source and its records out. CasebookError where there is none of that name."""
        if self.source(name) is None:
            raise self._no_source(name)
        with self.writing():
            self._delete("name", name)
            self._advance("remove", name)

    # -- records

    def records(self, kind: str, *, source: str | None = None, linked: bool = True) -> list[AnyRecord]:
        """The records of a kind by source name and place, those of one place as they were read.

        `linked=False` gives them as they were extracted, without what linking and people's reviews added.
        """
        return list(self.read_records(kind, source=source, linked=linked))

    def read_records(self, kind: str, *, source: str | None = None, linked: bool = True) -> Iterator[AnyRecord]:
        """Like `records`, one at a time, for casebooks larger than memory. Actors of one name are one."""
        rows = self._read_rows(kind, source, linked)
        if kind == Actor.KIND:
            return iter(_merge_actors(from_json(kind, row) for row in rows))
        return (from_json(kind, row) for row in rows)

    def record(self, id: str) -> AnyRecord | None:
        """The record with this id, or None."""
        sql = f"SELECT kind, row, fields FROM records {_LINKS} WHERE records.id = ? AND {_KEPT} ORDER BY source"
        rows = self._all(sql, id)
        found = [from_json(kind, _overlaid(row, fields)) for kind, row, fields in rows]
        actors = [one for one in found if isinstance(one, Actor)]
        if actors:
            return next(one for one in self.records(Actor.KIND) if one.id == actors[0].id)
        return found[0] if found else None

    def as_read(self, id: str) -> AnyRecord | None:
        """The record with this id as it was read, or as a person added it, also where another rejected it; None where there is none."""
        rows = self._all("SELECT kind, row FROM records WHERE id = ? ORDER BY source LIMIT 1", id)
        return from_json(rows[0][0], json.loads(rows[0][1])) if rows else None

    def ids_beginning(self, beginning: str, limit: int = 5) -> list[str]:
        """The ids of records that begin so, in order, at most so many."""
        sql = f"SELECT DISTINCT records.id FROM records {_LINKS} WHERE records.id >= ? AND records.id < ? AND {_KEPT} ORDER BY 1 LIMIT ?"
        return [id for (id,) in self._all(sql, beginning, beginning + "\uffff", limit)] if beginning else []

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are; every kind is named."""
        found = dict(self._all(f"SELECT kind, count(*) FROM records {_LINKS} WHERE {_KEPT} GROUP BY kind"))
        return dict.fromkeys(RECORD_TYPES, 0) | found | {Actor.KIND: len(self.records(Actor.KIND))}

    def counts_by_source(self) -> dict[str, dict[str, int]]:
        """How many records of each kind each source has; every source and every kind is named."""
        counts = {source.name: dict.fromkeys(RECORD_TYPES, 0) for source in self.sources()}
        sql = f"SELECT name, kind, count(*) FROM records JOIN sources ON n = source {_LINKS} WHERE {_KEPT} GROUP BY 1, 2"
        for name, kind, count in self._all(sql):
            counts[name][kind] = count
        return counts

    # -- links across sources

    def replace_links(self, link: Callable[[list[AnyRecord]], Iterable[AnyRecord]]) -> int:
        """Let `link` resolve the records as they were extracted, and keep what it changed in place of the links kept before.

        `link` gets all records (dates only where a review is about one) and gives them back with their links. One that it does not
        give back only repeats another, or was rejected, and is read no more until links are made anew; one that it gives beside them
        is kept as added by a person. The number of records that it changed is returned.
        """
        revision = self.revision()
        reviewed = {one.kind for one in self.reviews()}
        kinds = [kind for kind in RECORD_TYPES if kind in _LINKED_KINDS or kind in reviewed]
        base = [record for kind in kinds for record in self.read_records(kind, linked=False)]
        linked = list(link(base))
        changes = _changes(base, linked)
        known = {record.id for record in base}
        added = [one for one in linked if not isinstance(one, Actor) and one.id not in known]
        with self.writing():
            self._check_unchanged(revision)
            self._store_links(base, changes, added)
        return len(changes) + len(added)

    def links_fresh(self) -> bool:
        """Were the links made from the records that are here now?"""
        return self._meta("linked") == self.revision()

    def stamp(self) -> str:
        """A name that the casebook gave itself at random: what was made from it is known by that, and stands in no other file."""
        return self._meta("stamp")

    def revision(self) -> str:
        """A name for the state of the casebook: it changes with every change, so that what is derived knows when it is stale."""
        return self._meta("revision")

    # -- reviews

    def reviews(self) -> list[Review]:
        """What people said of records, in the order in which it came in. Papers that are read anew or taken out leave it as it is."""
        return [review_from_json(json.loads(row)) for (row,) in self._all("SELECT row FROM reviews ORDER BY n")]

    def add_reviews(self, reviews: Iterable[Review], *, seen: str = "") -> list[Review]:
        """Keep these reviews after those that are here: all of them, or none. Those without an id get one; all are returned.

        `seen` is the revision of the casebook in which they were made, ChangedMeanwhileError where it is no longer that; "" for any.
        What comes of them is seen once links are made anew.
        """
        with self.writing():
            if seen:
                self._check_unchanged(seen)
            last = self._connection.execute("SELECT id FROM reviews ORDER BY n DESC LIMIT 1").fetchone()
            after, kept = last[0] if last else "", []
            for one in reviews:
                kept.append(one if one.id else sign(one, after))
                after = kept[-1].id
            rows = [(one.id, _json(review_to_json(one))) for one in kept]
            self._connection.executemany("INSERT INTO reviews (id, row) VALUES (?, ?)", rows)
            if kept:
                self._advance("reviews", *(one.id for one in kept))
        return kept

    def replace_reviews(self, reviews: Iterable[Review]) -> None:
        """Keep these reviews, which have ids, in place of those that are here: for a casebook that is made from another."""
        rows = [(one.id, _json(review_to_json(one))) for one in reviews]
        with self.writing():
            if rows == self._connection.execute("SELECT id, row FROM reviews ORDER BY n").fetchall():
                return
            self._connection.execute("DELETE FROM reviews")
            self._connection.executemany("INSERT INTO reviews (id, row) VALUES (?, ?)", rows)
            self._advance("reviews", *(part for row in rows for part in row))

    # -- the file itself

    def note(self, name: str) -> str:
        """What was noted under this name by whoever made the casebook from another; "" where nothing was."""
        return "".join(value for (value,) in self._all("SELECT value FROM meta WHERE key = ?", f"note {name}"))

    def keep_note(self, name: str, value: str) -> None:
        """Note something under this name, in place of what was noted before."""
        with self.writing():
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"note {name}", value))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read in this block is of one state of the casebook. Others can't write meanwhile: keep it short."""
        with _in_words(self.folder):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    def find_damage(self) -> list[str]:
        """What is wrong with the database file or with how its tables fit together, a line each; [] where it is whole."""
        found = [str(line) for (line,) in self._all("PRAGMA integrity_check(20)") if line != "ok"]
        lost = "SELECT count(*) FROM {0} WHERE {1} NOT IN (SELECT n FROM sources)"
        found += [
            f"{count:,} rows of {table} belong to no source"
            for table in ("records", "texts")
            if (count := self._all(lost.format(table, "source"))[0][0])
        ]
        without = self._all("SELECT name FROM sources WHERE n NOT IN (SELECT source FROM texts) ORDER BY name")
        return found + [f"{name} has no text" for (name,) in without]

    def copy_to(self, path: Path) -> None:
        """Write a whole copy of the database to a file that is not there yet, consistent although others write meanwhile.

        The copy is on disk, under its name, only once it is complete. CasebookError where it can't be written, or the file is there.
        """
        unfinished = path.with_name(f"{path.name}.part")
        with _in_words(path.parent):
            if path.exists():
                raise CasebookError(f"{path} is there already; name a new file")
            try:
                copy = sqlite3.connect(unfinished)
                try:
                    self._connection.backup(copy)
                finally:
                    copy.close()
                with unfinished.open("rb") as written:
                    os.fsync(written.fileno())
                unfinished.rename(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise

    # -- inside

    def _read_rows(self, kind: str, source: str | None, linked: bool) -> Iterator[dict[str, Any]]:
        overlay, join, kept = ("fields", _LINKS, _KEPT) if linked else ("NULL", "", "1")
        where, given = ("", ()) if source is None else ("AND name = ?", (source,))
        # CROSS JOIN keeps the sources outside, so that the rows come in order from the indexes and nothing is sorted.
        kept = f"{kept} AND (added = 0 OR {int(linked)})"
        sql = f"""SELECT row, {overlay} FROM sources CROSS JOIN records ON records.source = n AND kind = ? {join}
                  WHERE {kept} {where} ORDER BY name, start, records.rowid"""
        with _in_words(self.folder):
            for row, fields in self._connection.execute(sql, (kind, *given)):
                yield _overlaid(row, fields)

    def _check_unchanged(self, revision: str) -> None:
        if self.revision() != revision:
            raise ChangedMeanwhileError(f"{self.folder} was changed by another docket meanwhile; run the same command again")

    def _store_links(
        self, base: list[AnyRecord], changes: dict[str, dict[str, Any] | None], added: Sequence[PaperRecord]
    ) -> None:
        rows = [(id, _json(fields)) for id, fields in sorted(changes.items())]
        of_source: dict[str, list[str]] = {}
        for record in base:
            if isinstance(record, Record) and record.id in changes:
                of_source.setdefault(record.source, []).append(record.id + _json(changes[record.id]))
        for one in added:
            of_source.setdefault(one.source, []).append(one.id + _json(to_storage(one)))
        states = {name: _digest(*parts) for name, parts in of_source.items()}
        for name, old in self._connection.execute("SELECT name, links_state FROM sources").fetchall():
            if states.get(name, "") != old:
                self._connection.execute("UPDATE sources SET links_state = ? WHERE name = ?", (states.get(name, ""), name))
        here = self._connection.execute("SELECT id, fields FROM links ORDER BY id").fetchall()
        if self._store_added(added) or rows != here:
            self._connection.execute("DELETE FROM links")
            self._connection.executemany("INSERT INTO links VALUES (?, ?)", rows)
            self._advance("links", *(part for row in rows for part in row))
        self._connection.execute("UPDATE meta SET value = ? WHERE key = 'linked'", (self.revision(),))

    def _store_added(self, added: Sequence[PaperRecord]) -> bool:
        """Keep what people found in place of what they had found before; was there any change?"""
        numbers = dict(self._connection.execute("SELECT name, n FROM sources").fetchall())
        rows = sorted((numbers[one.source], *_row(one)) for one in added if one.source in numbers)
        here = self._connection.execute(f"SELECT {_RECORD_COLUMNS} FROM records WHERE added ORDER BY 1, 2, 3, 4").fetchall()
        if rows == here:
            return False
        self._connection.execute("DELETE FROM records WHERE added")
        self._connection.executemany(f"INSERT INTO records ({_RECORD_COLUMNS}, added) VALUES (?, ?, ?, ?, ?, 1)", rows)
        return True

    def _delete(self, column: str, value: str) -> None:
        for (number,) in self._connection.execute(f"SELECT n FROM sources WHERE {column} = ?", (value,)).fetchall():
            self._connection.execute("DELETE FROM links WHERE id IN (SELECT id FROM records WHERE source = ?)", (number,))
            self._connection.execute("DELETE FROM records WHERE source = ?", (number,))
            self._connection.execute("DELETE FROM texts WHERE source = ?", (number,))
            self._connection.execute("DELETE FROM sources WHERE n = ?", (number,))

    def _advance(self, *parts: str) -> None:
        self._connection.execute("UPDATE meta SET value = ? WHERE key = 'revision'", (_digest(self.revision(), *parts),))

    def _meta(self, key: str) -> str:
        return str(self._all("SELECT value FROM meta WHERE key = ?", key)[0][0])

    def _all(self, sql: str, *given: object) -> list[Any]:
        with _in_words(self.folder):
            return self._connection.execute(sql, given).fetchall()

    def _of_source(self, column: str, name: str) -> Any:
        rows = self._all(f"SELECT texts.{column} FROM texts JOIN sources ON n = source WHERE name = ?", name)
        if not rows:
            raise self._no_source(name)
        return rows[0][0]

    def _no_source(self, name: str) -> CasebookError:
        return CasebookError(f"no source called {name} in {self.folder}; docket status lists those that are there")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written in this block is kept, or nothing; one at a time writes."""
        with _in_words(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise


_LINKS = "LEFT JOIN links ON links.id = records.id"
_KEPT = "fields IS NOT 'null'"
_RECORD_COLUMNS = "source, kind, start, id, row"
_SOURCE_COLUMNS = "name, path, sha256, format, chars, pages, faults, state, links_state, model"


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    """Says what SQLite or the file system complains of in one line that tells what to do."""
    file = folder / DATABASE
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise CasebookError(f"{file} has this already ({error}); nothing was changed") from error
    except sqlite3.OperationalError as error:
        raise CasebookError(f"{file}: {error}; see that you may write there and that no other docket does") from error
    except sqlite3.DatabaseError as error:
        raise CasebookError(f"{file} is no casebook or is damaged ({error}); name another with --casebook") from error
    except OSError as error:
        raise CasebookError(f"{folder}: {error.strerror}; name another with --casebook") from error


def _connect(database: Path, *, create: bool) -> sqlite3.Connection:
    path = str(database.resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")  # what means something in a URI
    uri = f"file:{path}?mode={'rwc' if create else 'rw'}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)
    connection.execute("PRAGMA journal_mode = DELETE")
    return connection


def _check(connection: sqlite3.Connection, folder: Path, *, create: bool) -> None:
    """Is this a casebook that this version knows? An empty file becomes one where `create` says so."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if create and not application and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {SCHEMA_VERSION};"
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} {marks} COMMIT;")
        return
    if application != _APPLICATION:
        raise CasebookError(f"{folder / DATABASE} is no casebook of docket; name another folder with --casebook")
    if version > SCHEMA_VERSION:
        told = f"version {version}, this one knows {SCHEMA_VERSION}"
        raise CasebookError(f"{folder} was made by a newer docket ({told}); update docket to open it")
    lacking = [sql for since, sql in _LACKING.items() if version <= since]
    if lacking:
        connection.executescript(f"BEGIN IMMEDIATE; {' '.join(lacking)} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")


def _row(record: AnyRecord) -> tuple[str, int, str, str]:
    start = record.start if isinstance(record, Record) else 0
    return record.KIND, start, record.id, _json(to_storage(record))


def _overlaid(row: str, fields: str | None) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(row)
    return values | json.loads(fields) if fields else values


def _merge_actors(actors: Iterable[AnyRecord]) -> list[AnyRecord]:
    """One actor a name: other names and mentions of all sources together, in the order in which they were read."""
    of_name: dict[str, list[Actor]] = {}
    for actor in actors:
        if isinstance(actor, Actor):
            of_name.setdefault(actor.name, []).append(actor)
    return [_merged(of_name[name]) for name in sorted(of_name)]


def _merged(same: list[Actor]) -> AnyRecord:
    if len(same) == 1:
        return same[0]
    aliases = {alias for actor in same for alias in actor.aliases} - {same[0].name}
    mentions = dict.fromkeys(mention for actor in same for mention in actor.mentions)
    return replace(same[0], aliases=tuple(sorted(aliases)), mentions=tuple(mentions))


def _changes(base: Iterable[AnyRecord], linked: Iterable[AnyRecord]) -> dict[str, dict[str, Any] | None]:
    """What linking changed, by id: the public fields that differ, evidence aside; None where it left the record out."""
    after = {record.id: record for record in linked}
    by_alias: dict[str, list[Actor]] = {}
    for one in after.values():
        if isinstance(one, Actor):
            for alias in one.aliases:
                by_alias.setdefault(alias, []).append(one)
    changes: dict[str, dict[str, Any] | None] = {}
    for record in base:
        new = after.get(record.id)
        fields = _renamed(record, new, by_alias) if isinstance(record, Actor) else _differing(record, new)
        if fields != {}:
            changes[record.id] = fields
    return changes


def _differing(old: AnyRecord, new: AnyRecord | None) -> dict[str, Any] | None:
    if new is None or new is old:
        return None if new is None else {}
    before = to_storage(old)
    return {name: value for name, value in to_storage(new).items() if value != before[name] and name not in _EVIDENCE}


def _renamed(actor: Actor, new: AnyRecord | None, by_alias: dict[str, list[Actor]]) -> dict[str, Any] | None:
    """What linking changed of an actor: None where it left it out, its names, or the one actor that it turned out to be. Mentions stay with their source."""
    absorbing = by_alias.get(actor.name, [])
    if new is None and len(absorbing) == 1:
        new = absorbing[0]
    if not isinstance(new, Actor):
        return None if new is None and not absorbing else {}
    names = new.aliases if new.id == actor.id else (*actor.aliases, actor.name)
    wanted = replace(new, aliases=tuple(sorted({*names} - {new.name})), mentions=())
    before = to_storage(replace(actor, aliases=tuple(sorted(actor.aliases)), mentions=()))
    return {name: value for name, value in to_storage(wanted).items() if value != before[name]}


def _stored(row: tuple[Any, ...]) -> StoredSource:
    name, path, sha256, format, chars, pages, faults, state, links_state, model = row
    told = tuple(Fault(**one) for one in json.loads(faults))
    return StoredSource(name, path, sha256, format, chars, pages, told, _digest(state, links_state), model, state)


def _source_row(source: SourceText) -> tuple[object, ...]:
    faults = _json([asdict(fault) for fault in source.faults])
    return source.name, source.path, source.sha256, source.format, len(source.text), len(source.pages), faults


def _pack_pages(pages: Iterable[Page]) -> bytes:
    return zlib.compress(_json([astuple(page) for page in pages]).encode())


def _unpack_pages(packed: bytes) -> tuple[Page, ...]:
    rows = json.loads(zlib.decompress(packed))
    return tuple(
        Page(number, start, end, width, height, tuple(WordBox(*word) for word in words))
        for number, start, end, width, height, words in rows
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
