"""The casebook: what is put in comes out, whole or not at all, in the same order everywhere."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.casebook import DATABASE, SCHEMA_VERSION, Casebook
from corpus.errors import CasebookError
from corpus.records import Action, Actor, AnyRecord, Item, Mention, Reference, make_id
from corpus.sources import Fault, Page, SourceText, WordBox

TEXT = "The Ferry Board will publish its fares by 3 May 1951.\fIt wrote to the Harbour Office."


def paper(name: str, text: str = TEXT, path: str = "") -> SourceText:
    path = path or f"/papers/{name}"
    return SourceText(name=name, path=path, sha256=make_id("sha", text), format="txt", text=text)


def found_in(source: SourceText, *, who: str = "Ferry Board", alias: str = "the Board") -> list[AnyRecord]:
    item = make_id("items", source.sha256)
    at: dict[str, Any] = {"source": source.name, "page": None, "quote": source.text[:20], "start": 0, "end": 20}
    mention = Mention(item=item, start=4, end=15)
    return [
        Item(id=item, kind="letter", date="1951-04-02", senders=(who,), **at),
        Action(id=make_id("actions", source.sha256), item=item, force="promise", who=who, what="publish its fares", **at),
        Reference(id=make_id("references", source.sha256), item=item, text="your letter", **at),
        Actor(id=make_id("actors", who), name=who, kind="body", aliases=(alias,), mentions=(mention,)),
    ]


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(tmp_path / "book", create=True) as opened:
        yield opened


def put(casebook: Casebook, name: str, text: str = TEXT, path: str = "") -> SourceText:
    source = paper(name, text, path)
    casebook.put_source(source, found_in(source))
    return source


# What goes in comes out


def test_what_is_put_comes_out(casebook: Casebook) -> None:
    pages = (Page(1, 0, 54, 595.0, 842.0, (WordBox(0, 3, 72.0, 70.5, 90.25, 82.0, 0.5),)), Page(2, 55, 83))
    source = replace(paper("letter.pdf"), pages=pages, faults=(Fault("page 3 is blank; scan it again", 3),))
    records = found_in(source)
    casebook.put_source(source, records)
    assert casebook.text_of("letter.pdf") == TEXT
    assert casebook.pages_of("letter.pdf") == pages
    stored = casebook.sources()[0]
    assert (stored.name, stored.path, stored.sha256, stored.format) == ("letter.pdf", source.path, source.sha256, "txt")
    assert (stored.chars, stored.pages, stored.faults) == (len(TEXT), 2, source.faults)
    assert [casebook.records(kind) for kind in ("items", "actions", "references", "actors")] == [[one] for one in records]
    assert all(casebook.record(one.id) == one for one in records)


@pytest.mark.parametrize("text", ["", "\x00\x0b\u2028 é 𝔄\r\n", "x" * 100_000], ids=["empty", "odd", "long"])
def test_text_is_kept_to_the_character(casebook: Casebook, text: str) -> None:
    put(casebook, "odd.txt", text)
    assert casebook.text_of("odd.txt") == text


def test_records_come_by_source_place_and_id(casebook: Casebook) -> None:
    for name in ("b.txt", "a.txt"):
        source = paper(name, name)
        action = found_in(source)[1]
        assert isinstance(action, Action)
        casebook.put_source(source, [replace(action, id=f"{name}{n}", start=start) for n, start in enumerate((20, 100, 3))])
    assert [one.id for one in casebook.records("actions")] == ["a.txt2", "a.txt0", "a.txt1", "b.txt2", "b.txt0", "b.txt1"]
    assert [one.id for one in casebook.records("actions", source="b.txt")] == ["b.txt2", "b.txt0", "b.txt1"]
    assert casebook.records("actions", source="c.txt") == []


def test_counts_name_every_kind(casebook: Casebook) -> None:
    put(casebook, "a.txt", "one")
    put(casebook, "b.txt", "two")
    counts = casebook.counts()
    assert (counts["items"], counts["actors"], counts["register"]) == (2, 1, 0)
    assert casebook.counts_by_source()["a.txt"]["actors"] == 1
    assert set(casebook.counts_by_source()["b.txt"]) == set(counts)


def test_what_is_not_there_is_none_or_told(casebook: Casebook) -> None:
    assert casebook.record("item-000000000000") is None
    assert casebook.source("letter.txt") is None
    for call in (casebook.text_of, casebook.pages_of, casebook.remove_source):
        with pytest.raises(CasebookError, match=r"no source called letter\.txt in .*; docket status lists"):
            call("letter.txt")


# The same thing once


def test_changed_paper_replaces_its_own_records_only(casebook: Casebook) -> None:
    other = put(casebook, "other.txt", "Another letter altogether.")
    old = put(casebook, "letter.txt", "The first draft of a letter.")
    new = put(casebook, "letter.txt", "The letter as it was sent.")
    assert casebook.text_of("letter.txt") == new.text
    assert [one.id for one in casebook.records("items")] == [make_id("items", new.sha256), make_id("items", other.sha256)]
    assert casebook.record(make_id("items", old.sha256)) is None
    assert (casebook.has_content(old.sha256), casebook.has_content(new.sha256)) == (None, "letter.txt")


def test_same_content_from_another_path_is_refused(casebook: Casebook) -> None:
    put(casebook, "letter.txt")
    with pytest.raises(CasebookError, match="nothing was changed"):
        put(casebook, "moved.txt", path="/elsewhere/moved.txt")
    assert [source.name for source in casebook.sources()] == ["letter.txt"]


def test_names_take_as_many_folders_as_they_need(casebook: Casebook) -> None:
    names = []
    for path in ("/in/south/letter.txt", "/in/north/letter.txt", "/out/north/letter.txt", "/letter.txt"):
        names.append(casebook.name_for(path))
        put(casebook, names[-1], path, path)
    assert names == ["letter.txt", "north/letter.txt", "out/north/letter.txt", "letter.txt (2)"]
    assert casebook.name_for("/in/north/letter.txt") == "north/letter.txt"
    assert casebook.at_path("/in/north/letter.txt") == "north/letter.txt"


def test_actor_of_one_name_is_one_with_all_its_names_and_mentions(casebook: Casebook) -> None:
    sources = [paper("a.txt", "one"), paper("b.txt", "two")]
    for source, alias in zip(sources, ("the Board", "FB"), strict=True):
        casebook.put_source(source, found_in(source, alias=alias))
    (actor,) = casebook.records("actors")
    assert isinstance(actor, Actor)
    assert (actor.name, actor.aliases) == ("Ferry Board", ("FB", "the Board"))
    assert [mention.item for mention in actor.mentions] == [make_id("items", source.sha256) for source in sources]
    assert casebook.record(actor.id) == actor


# All or nothing


def test_interrupted_put_leaves_the_old(casebook: Casebook) -> None:
    put(casebook, "letter.txt", "The first draft of a letter.")
    before = (casebook.revision(), casebook.records("items"), casebook.counts())

    def records() -> Iterator[AnyRecord]:
        yield found_in(paper("letter.txt", "new"))[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        casebook.put_source(paper("letter.txt", "new"), records())
    twice = [found_in(paper("letter.txt", "new"))[0]] * 2
    with pytest.raises(CasebookError):
        casebook.put_source(paper("letter.txt", "new"), twice)
    assert (casebook.revision(), casebook.records("items"), casebook.counts()) == before


def test_plain_copy_of_an_open_casebook_is_whole(casebook: Casebook, tmp_path: Path) -> None:
    put(casebook, "letter.txt")
    assert [path.name for path in casebook.folder.iterdir()] == [DATABASE]
    shutil.copytree(casebook.folder, tmp_path / "copy")
    with Casebook.open(tmp_path / "copy") as copy:
        assert copy.records("actions") == casebook.records("actions")


# Links


def answered(records: list[AnyRecord]) -> list[AnyRecord]:
    first = next(one.id for one in records if isinstance(one, Item))
    return [replace(one, resolves_to=first) if isinstance(one, Reference) else one for one in records]


def test_links_lie_over_the_records_and_can_be_made_anew(casebook: Casebook) -> None:
    put(casebook, "letter.txt")
    (bare,) = casebook.records("references")
    assert casebook.replace_links(answered) == 1
    (linked,) = casebook.records("references")
    assert isinstance(linked, Reference)
    assert linked == replace(bare, resolves_to=casebook.records("items")[0].id)  # type: ignore[arg-type]
    assert casebook.record(bare.id) == linked
    assert casebook.records("references", linked=False) == [bare]
    assert casebook.replace_links(lambda records: records) == 0
    assert casebook.records("references") == [bare]


def test_record_that_linking_leaves_out_is_read_no_more(casebook: Casebook) -> None:
    put(casebook, "letter.txt")
    (repeated,) = casebook.records("references")
    casebook.replace_links(lambda records: [one for one in records if one.id != repeated.id])
    assert casebook.records("references") == []
    assert casebook.record(repeated.id) is None
    assert casebook.counts()["references"] == casebook.counts_by_source()["letter.txt"]["references"] == 0
    assert casebook.records("references", linked=False) == [repeated]
    casebook.replace_links(lambda records: records)
    assert casebook.records("references") == [repeated]


def test_linking_changes_no_evidence(casebook: Casebook) -> None:
    put(casebook, "letter.txt")
    (bare,) = casebook.records("references")
    casebook.replace_links(
        lambda records: [replace(one, start=5, quote="") if isinstance(one, Reference) else one for one in records]
    )
    assert casebook.records("references") == [bare]


def test_actor_that_linking_merges_is_read_under_its_new_name(casebook: Casebook) -> None:
    for name, who in (("a.txt", "Ferry Board"), ("b.txt", "Board of Ferries")):
        source = paper(name, name)
        casebook.put_source(source, found_in(source, who=who))

    def merge(records: list[AnyRecord]) -> list[AnyRecord]:
        kept = [one for one in records if not isinstance(one, Actor)]
        actor = next(one for one in records if isinstance(one, Actor) and one.name == "Ferry Board")
        return [*kept, replace(actor, aliases=(*actor.aliases, "Board of Ferries"))]

    casebook.replace_links(merge)
    (actor,) = casebook.records("actors")
    assert isinstance(actor, Actor)
    assert (actor.name, actor.aliases, len(actor.mentions)) == ("Ferry Board", ("Board of Ferries", "the Board"), 2)
    assert len(casebook.records("actors", linked=False)) == 2


def test_links_are_stale_after_every_change(casebook: Casebook) -> None:
    states = []
    for change in (
        lambda: put(casebook, "letter.txt"),
        lambda: casebook.replace_links(answered),
        lambda: casebook.remove_source("letter.txt"),
        lambda: casebook.replace_links(lambda records: records),
    ):
        change()
        states.append(casebook.links_fresh())
    assert states == [False, True, False, True]


def test_casebook_that_changes_while_it_is_linked_keeps_its_old_links(casebook: Casebook) -> None:
    put(casebook, "letter.txt")

    def slow(records: list[AnyRecord]) -> list[AnyRecord]:
        with Casebook.open(casebook.folder) as other:
            put(other, "late.txt", "A letter that came in late.")
        return answered(records)

    with pytest.raises(CasebookError, match="changed by another docket meanwhile"):
        casebook.replace_links(slow)
    assert not casebook.links_fresh()


# Revisions


def test_revision_changes_with_every_change_and_only_then(casebook: Casebook) -> None:
    seen = [casebook.revision()]
    put(casebook, "letter.txt")
    seen.append(casebook.revision())
    casebook.replace_links(answered)
    seen.append(casebook.revision())
    casebook.replace_links(answered)
    assert casebook.revision() == seen[-1]
    casebook.remove_source("letter.txt")
    seen.append(casebook.revision())
    assert len(set(seen)) == len(seen)


def test_revision_of_a_source_changes_with_its_records_and_their_links(casebook: Casebook) -> None:
    source = put(casebook, "letter.txt")
    put(casebook, "other.txt", "Another letter altogether.")

    def revisions() -> list[str]:
        return [one.revision for one in casebook.sources()]

    first = revisions()
    casebook.replace_links(lambda records: [answered(records)[0], *records[1:]])
    assert revisions() == first
    casebook.replace_links(
        lambda records: [answered(records)[n] if one.KIND == "references" else one for n, one in enumerate(records)]
    )
    assert revisions() != first
    casebook.put_source(source, found_in(source)[:1])
    assert revisions()[0] not in first


def test_same_papers_make_the_same_revision_on_another_machine(tmp_path: Path) -> None:
    revisions = set()
    for name in ("here", "there"):
        with Casebook.open(tmp_path / name, create=True) as casebook:
            put(casebook, "letter.txt")
            revisions.add((casebook.revision(), casebook.sources()[0].revision))
    assert len(revisions) == 1


# What is no casebook


def test_casebook_is_made_in_a_folder_with_other_things_in_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with Casebook.open(tmp_path, create=True) as casebook:
        assert casebook.sources() == []
    assert (tmp_path / "notes.txt").read_text() == "mine"


def make_nothing(folder: Path) -> None:
    pass


def make_file(folder: Path) -> None:
    folder.write_text("a list of ferries")


def make_other_database(folder: Path) -> None:
    folder.mkdir()
    with sqlite3.connect(folder / DATABASE) as connection:
        connection.execute("CREATE TABLE ferries (name)")
    connection.close()


def make_rubbish(folder: Path) -> None:
    folder.mkdir()
    (folder / DATABASE).write_bytes(b"\x00\x01 no database " * 200)


def make_newer(folder: Path) -> None:
    Casebook.open(folder, create=True).close()
    with sqlite3.connect(folder / DATABASE) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()


@pytest.mark.parametrize(
    ("make", "create", "said"),
    [
        (make_nothing, False, "no casebook at {0}; make one with: docket --casebook {0} add PAPERS"),
        (make_file, False, "{0} is a file; a casebook is a folder: name another with --casebook"),
        (make_file, True, "{0} is a file; a casebook is a folder: name another with --casebook"),
        (make_other_database, True, "{0}/casebook.db is no casebook of docket; name another folder with --casebook"),
        (make_other_database, False, "{0}/casebook.db is no casebook of docket; name another folder with --casebook"),
        (
            make_rubbish,
            True,
            "{0}/casebook.db is no casebook or is damaged (file is not a database); name another with --casebook",
        ),
        (make_newer, False, "{0} was made by a newer docket (version 5, this one knows 4); update docket to open it"),
    ],
)
def test_what_is_no_casebook_is_told_in_one_line(tmp_path: Path, make: object, create: bool, said: str) -> None:
    folder = tmp_path / "book"
    assert callable(make)
    make(folder)
    with pytest.raises(CasebookError) as error:
        Casebook.open(folder, create=create)
    assert str(error.value) == said.format(folder)


def test_casebook_left_empty_by_a_crash_is_made_again(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()
    with Casebook.open(tmp_path, create=True) as casebook:
        assert casebook.sources() == []


def test_nothing_is_sorted_or_scanned_to_read_in_order(casebook: Casebook) -> None:
    put(casebook, "letter.txt")
    plan: list[str] = []
    casebook._connection.set_trace_callback(plan.append)
    casebook.records("actions")
    casebook._connection.set_trace_callback(None)
    steps = [row[3] for row in casebook._connection.execute(f"EXPLAIN QUERY PLAN {plan[-1]}")]
    assert not [step for step in steps if "TEMP B-TREE" in step or step.startswith("SCAN records")], steps


def test_a_casebook_has_a_stamp_of_its_own_from_an_earlier_version_on(tmp_path: Path) -> None:
    stamps = []
    for name in ("one", "other"):
        with Casebook.open(tmp_path / name, create=True) as opened:
            stamps.append(opened.stamp())
    connection = sqlite3.connect(tmp_path / "one" / "casebook.db")
    connection.execute("DELETE FROM meta WHERE key = 'stamp'")
    connection.execute("PRAGMA user_version = 3")
    connection.commit()
    connection.close()
    for _ in range(2):
        with Casebook.open(tmp_path / "one") as opened:
            stamps.append(opened.stamp())
    assert len({*stamps}) == 3
    assert stamps[2] == stamps[3]
    assert all(len(stamp) == 32 for stamp in stamps)
