"""The index follows its casebook: only what changed is read again; what is damaged or of another version is made anew."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brief.reading import refresh_links
from corpus.casebook import Casebook
from corpus.records import Item
from index import casebook_index
from index.casebook_index import rebuild_index, search_casebook, update_index
from index.entries import read_entries
from index.errors import IndexFileError
from index.passages import LONGEST, cut_passages
from index.state import write_state
from index.whoosh_engine import WhooshEngine
from tests.test_search import Paper, write_papers


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    folder = tmp_path / "casebook"
    write_papers(folder)
    update_index(folder)
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are read for the index from here on."""
    names: list[str] = []

    def noted(casebook: Casebook, source: str, numbers: Any) -> Any:
        names.append(source)
        return read_entries(casebook, source, numbers)

    monkeypatch.setattr(casebook_index, "read_entries", noted)
    return names


def add(folder: Path, name: str, text: str) -> None:
    with Casebook.open(folder) as opened:
        Paper(name, text, kind="note").put(opened)


def test_an_index_up_to_date_is_not_touched(casebook: Path, read: list[str]) -> None:
    before = sorted((path.name, path.stat().st_mtime_ns) for path in (casebook / "index").rglob("*"))
    update_index(casebook)
    search_casebook(casebook, "tug")
    assert read == []
    assert sorted((path.name, path.stat().st_mtime_ns) for path in (casebook / "index").rglob("*")) == before


def test_only_a_new_source_is_read(casebook: Path, read: list[str]) -> None:
    add(casebook, "note.txt", "The lighthouse is to be painted.")
    assert [hit.source for hit in search_casebook(casebook, "lighthouse").hits] == ["note.txt"]
    assert read == ["note.txt"]
    assert search_casebook(casebook, "moorings").hits


def test_a_changed_source_takes_the_place_of_the_old(casebook: Path, read: list[str]) -> None:
    add(casebook, "note.txt", "The lighthouse is to be painted.")
    add(casebook, "note.txt", "The beacon is to be painted.")
    assert search_casebook(casebook, "beacon").total == 1
    assert search_casebook(casebook, "kind:note lighthouse").total == 0
    assert read == ["note.txt"]


def test_a_removed_source_is_found_no_more(casebook: Path, read: list[str]) -> None:
    with Casebook.open(casebook) as opened:
        opened.remove_source("response.txt")
    assert search_casebook(casebook, "aerial", kinds=["response"]).total == 0
    assert read == []


def engine_folder(folder: Path) -> Path:
    return next((folder / "index").glob("whoosh-*"))


def damage_state(folder: Path) -> None:
    (folder / "index" / "state.json").write_text('{"schema": ')


def damage_segments(folder: Path) -> None:
    for path in engine_folder(folder).glob("*.seg"):
        path.write_bytes(path.read_bytes()[:40])


def damage_postings(folder: Path) -> None:
    for path in engine_folder(folder).glob("*.seg"):
        kept = path.read_bytes()
        tenth = len(kept) // 10
        path.write_bytes(kept[:tenth] + bytes(8 * tenth) + kept[9 * tenth :])


def damage_contents(folder: Path) -> None:
    for path in engine_folder(folder).glob("*.toc"):
        path.write_bytes(b"no index")


def lose_files(folder: Path) -> None:
    for path in engine_folder(folder).iterdir():
        path.unlink()


def make_foreign(folder: Path) -> None:
    state = json.loads((folder / "index" / "state.json").read_text())
    (folder / "index" / "state.json").write_text(json.dumps({**state, "proof": "0" * 64}))


@pytest.mark.parametrize("harm", [damage_state, damage_segments, damage_postings, damage_contents, lose_files, make_foreign])
def test_a_damaged_or_foreign_index_is_made_anew(casebook: Path, read: list[str], harm: Any) -> None:
    harm(casebook)
    assert search_casebook(casebook, "aerial").total >= 1
    assert read == ["copy.txt", "letter.txt", "report.txt", "response.txt"]


def test_a_damaged_list_of_sources_is_made_anew(casebook: Path, read: list[str]) -> None:
    for path in (casebook / "index").glob("sources-*.json"):
        path.write_text("[]")
    add(casebook, "note.txt", "The lighthouse is to be painted.")
    assert search_casebook(casebook, "lighthouse").total == 1
    assert len(read) == 5


def test_an_index_of_another_casebook_is_not_opened(casebook: Path, tmp_path: Path, read: list[str]) -> None:
    other = tmp_path / "other"
    write_papers(other)
    update_index(other)
    shutil.rmtree(casebook / "index")
    shutil.copytree(other / "index", casebook / "index")
    read.clear()
    assert search_casebook(casebook, "aerial").total >= 1
    assert len(read) == 4


def test_a_new_index_that_is_broken_off_leaves_the_old(casebook: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(casebook_index, "write_state", broken_off)
        with pytest.raises(KeyboardInterrupt):
            rebuild_index(casebook)
    read.clear()
    assert len(list((casebook / "index").glob("whoosh-*"))) == 2
    assert search_casebook(casebook, "aerial").total >= 1
    assert read == []
    add(casebook, "note.txt", "The lighthouse is to be painted.")
    assert search_casebook(casebook, "lighthouse").total == 1
    assert len(list((casebook / "index").glob("whoosh-*"))) == 1


def test_searches_go_on_while_the_index_is_made_anew(casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []

    def searched_meanwhile(*given: Any) -> None:
        found.append(search_casebook(casebook, "aerial").total)
        write_state(*given)

    monkeypatch.setattr(casebook_index, "write_state", searched_meanwhile)
    rebuild_index(casebook)
    assert found == [search_casebook(casebook, "aerial").total]


def test_a_removed_source_leaves_no_trace(casebook: Path) -> None:
    add(casebook, "note.txt", "The Zanzibar Zeppelin Office (ZZO) is to be painted.")
    update_index(casebook)
    assert any(trace in kept for kept in everything_kept(casebook) for trace in (b"zanzibar", b"ZZO"))
    with Casebook.open(casebook) as opened:
        opened.remove_source("note.txt")
    update_index(casebook)
    for kept in everything_kept(casebook):
        for trace in (b"zanzibar", b"Zanzibar", b"ZZO", b"zeppelin", b"note.txt"):
            assert trace not in kept


def everything_kept(folder: Path) -> Iterator[bytes]:
    """The files of the index, and what is packed in them."""
    for path in (folder / "index").rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            yield kept
            for match in re.finditer(b"\x78\x01", kept):
                with contextlib.suppress(zlib.error):
                    yield zlib.decompressobj().decompress(kept[match.start() :])


def test_an_index_of_another_version_is_made_anew(casebook: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casebook_index, "SCHEMA_VERSION", casebook_index.SCHEMA_VERSION + 1)
    assert search_casebook(casebook, "aerial").total >= 1
    assert len(read) == 4


def test_an_index_from_increments_finds_what_a_new_one_finds(casebook: Path, tmp_path: Path) -> None:
    add(casebook, "note.txt", "The lighthouse is to be painted.")
    update_index(casebook)
    fresh = tmp_path / "fresh"
    write_papers(fresh)
    add(fresh, "note.txt", "The lighthouse is to be painted.")
    for question in ("lighthouse", "tug crews", "When must the Harbour Board report?", "kind:promise sort:due"):
        assert search_casebook(casebook, question) == search_casebook(fresh, question)


def test_an_index_that_cannot_be_written_says_so(casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: WhooshEngine, **_: object) -> None:
        raise PermissionError(13, "Permission denied")

    add(casebook, "note.txt", "The lighthouse is to be painted.")
    monkeypatch.setattr(WhooshEngine, "replace", refuse)
    with pytest.raises(IndexFileError, match="can't be written"):
        update_index(casebook)


def item(id: str, start: int, end: int) -> Item:
    return Item(id=id, source="a.txt", start=start, end=end, page=None, quote="", kind="letter")


def test_passages_cover_the_text_and_keep_to_their_item() -> None:
    paragraph = "The tug was late. The crew had no orders, and nobody had written any. " * 4
    text = f"Cover sheet\n\n{paragraph}\n\n{paragraph * 4}\n\n{'x' * 2500}\n\nEnd.\n"
    outer, inner = item("outer", 13, 900), item("inner", 400, 700)
    passages = cut_passages(text, [outer, inner])
    assert all(one.end - one.start <= LONGEST for one in passages)
    assert [one.item for one in passages[:1]] == [""]
    for one in passages:
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        for border in (13, 400, 700, 900):
            assert not one.start < border < one.end
    covered = "".join("".join(text[one.start : one.end].split()) for one in passages)
    assert covered == "".join(text.split())


def test_a_source_that_another_docket_indexed_meanwhile_is_not_there_twice(
    casebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(casebook, "note.txt", "The lighthouse is to be painted.")
    before = {path: path.read_text() for path in (casebook / "index").glob("*.json")}
    update_index(casebook)
    for path, kept in before.items():
        path.write_text(kept)
    assert search_casebook(casebook, "lighthouse").total == 1


def test_an_ocr_spelling_reaches_its_word(casebook: Path) -> None:
    text = "The rnoorings were surveyed. " + "Nothing else was done. " * 20
    add(casebook, "scan.txt", text)
    assert "scan.txt" in {hit.source for hit in search_casebook(casebook, "moorings surveyed").hits}


def test_more_hits_than_are_fetched_are_counted(casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.search._FETCHED", 1)
    result = search_casebook(casebook, "kind:action from:Penrose", limit=1)
    assert result.total >= 3
    assert sum(result.facets["kind"].values()) >= 3


def test_a_search_loads_only_what_it_needs(casebook: Path) -> None:
    with Casebook.open(casebook) as opened:
        refresh_links(opened)
    update_index(casebook)
    code = (
        "import sys, cli\n"
        f"try: cli.main(['--casebook', {str(casebook)!r}, 'search', 'tug crews'])\nexcept SystemExit: pass\n"
        "print(sorted({'spacy', 'pdfplumber', 'networkx', 'numpy', 'whoosh.index', 'whoosh.writing', 'graph.links'} & set(sys.modules)),"
        " file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[1], check=True)
    assert done.stderr.strip() == "[]"
    assert "letter.txt" in done.stdout
