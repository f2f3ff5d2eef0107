"""Changes of an index: killed at any moment, read meanwhile, damaged on purpose, and without a trace of what was taken out."""

from __future__ import annotations

import os
import pickle
import random
import re
import signal
import struct
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import whoosh_commits
from index.engine import Document
from index.errors import IndexFileError
from index.query import Every, Phrase, Prefix, Word
from index.whoosh_engine import WhooshEngine
from index.whoosh_segments import open_segments, read_contents
from index.whoosh_writing import write_documents
from tests.engine_contract import document

ROOT = Path(__file__).parents[1]
WRITER = """
import sys
from pathlib import Path
from index import whoosh_commits
from index.whoosh_engine import WhooshEngine
from tests.engine_contract import document
whoosh_commits.LARGEST = 30
engine = WhooshEngine.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 10**6):
    source = f"s{number % 12}.txt"
    add = (document(f"{number}-{at}", f"version{number} tug", source=source) for at in range(8))
    engine.replace(delete=[source], add=add)
    print(number, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "whoosh"


@pytest.fixture
def engine(folder: Path) -> Iterator[WhooshEngine]:
    engine = WhooshEngine.create(folder)
    engine.replace(
        delete=[], add=[document(f"{name}{at}", f"tug {name} crew", who=f"{name} board") for name in "abc" for at in range(3)]
    )
    yield engine
    engine.close()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def listed(folder: Path) -> list[str]:
    contents = read_contents(folder)
    return sorted([f"_MAIN_{contents.generation}.toc", "MAIN_WRITELOCK", *(f"{one.name}.seg" for one in contents.segments)])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs to kill a process")
def test_a_killed_writer_loses_nothing_and_leaves_nothing(folder: Path) -> None:
    WhooshEngine.create(folder).close()
    rng, number = random.Random(5), 0
    for _ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(number)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.15))
        writer.kill()
        told = [first, *writer.stdout.read().splitlines()]
        writer.wait()
        done = [int(line) for line in told if line.strip()]
        engine = WhooshEngine.open(folder)
        assert files(folder) == listed(folder)
        held = {
            int(word.removeprefix("version"))
            for segment in open_segments(folder)[1]
            for word in segment.words("exact", "version")
        }
        last = max(held)  # one more than was told where it was killed between the two
        assert last in {max(done), max(done) + 1}
        assert held == set(range(max(0, last - 11), last + 1))
        assert engine.count() == 8 * len(held) == engine.search(Word("text", "tug"), limit=0).total
        started = time.monotonic()
        engine.replace(delete=["other.txt"], add=[])
        assert time.monotonic() - started < 5
        engine.close()
        number = last + 1


def test_what_was_not_committed_is_cleared_away_at_the_next_opening(engine: WhooshEngine, folder: Path) -> None:
    for name in ("MAIN_killed0000000000.seg", "_MAIN_9.toc.1700000000.5", "MAIN_x.pst"):
        (folder / name).write_bytes(b"half")
    WhooshEngine.open(folder).close()
    assert files(folder) == listed(folder)
    assert engine.count() == 9


def test_a_writer_at_work_is_not_disturbed_and_one_who_waits_is_told(
    engine: WhooshEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.locking._WAIT_SECONDS", 0.2)

    def slowly() -> Iterator[Document]:
        yield document("d1", "one at work")
        other = WhooshEngine.open(folder)
        assert other.count() == 9
        assert list(folder.glob("*.seg"))
        with pytest.raises(IndexFileError, match="another docket is writing"):
            other.replace(delete=["a.txt"], add=[])
        other.close()

    engine.replace(delete=[], add=slowly())
    assert engine.count() == 10


def test_what_is_not_as_it_was_written_is_not_committed(
    engine: WhooshEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_commits, "write_documents", lambda *given: write_documents(*given)._replace(size=7))
    with pytest.raises(IndexFileError, match="not as it was written"):
        engine.replace(delete=["a.txt"], add=[document("d1", "lighthouse")])
    monkeypatch.undo()
    again = WhooshEngine.open(folder)
    assert again.count() == 9
    assert files(folder) == listed(folder)
    again.close()


def test_a_reader_goes_on_while_others_write(engine: WhooshEngine, folder: Path) -> None:
    reader = WhooshEngine.open(folder)
    assert reader.count() == 9
    engine.replace(delete=["a.txt", "b.txt", "c.txt"], add=[document("d1", "lighthouse")])
    assert reader.search(Phrase("exact", ("tug", "b", "crew")), limit=None).total == 3
    assert {one.stored for one in reader.search(Every(), limit=None).best} >= {"a0", "c2"}
    reader.close()
    again = WhooshEngine.open(folder)
    assert [one.stored for one in again.search(Every(), limit=None).best] == ["d1"]
    again.close()


def test_readers_that_open_while_others_write_find_one_state_or_the_next(engine: WhooshEngine, folder: Path) -> None:
    found: list[set[str]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            reader = WhooshEngine.open(folder)
            found.append({one.stored[0] for one in reader.search(Prefix("exact", "state"), limit=None).best})
            reader.close()

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for name in "defghijklmnop":
        engine.replace(delete=[f"{chr(ord(name) - 1)}.txt"], add=[document(f"{name}{at}", "state") for at in range(3)])
    done.set()
    for reader in readers:
        reader.join()
    assert found
    assert all(len(names) <= 1 for names in found)


def test_what_is_taken_out_leaves_no_trace(engine: WhooshEngine, folder: Path) -> None:
    secret = [document(f"xylophone{at}", "zanzibar tug crew", who="zeppelin board", kind="zodiac") for at in range(3)]
    engine.replace(delete=[], add=[*secret, document("d1", "tug crew")])
    assert any(word in path.read_bytes() for path in folder.iterdir() for word in (b"zanzibar", b"zeppelin", b"zodiac"))
    engine.replace(delete=["x.txt"], add=[document("x9", "lighthouse")])
    for path in folder.iterdir():
        kept = path.read_bytes()
        packed = b"".join(unpacked(kept[match.start() :]) for match in re.finditer(b"\x78\x01", kept))
        for word in (b"zanzibar", b"zeppelin", b"zodiac", b"xylophone"):
            assert word not in kept
            assert word not in packed
    assert engine.count() == 11
    assert engine.frequency("exact", "zanzibar") == 0


def unpacked(kept: bytes) -> bytes:
    """What is packed here; nothing where these bytes only look like it."""
    try:
        return zlib.decompressobj().decompress(kept)
    except zlib.error:
        return b""


def test_one_more_is_added_without_writing_the_others_anew(
    engine: WhooshEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_commits, "LARGEST", 600)
    engine.replace(delete=[], add=[document(f"m{at}", "many tugs") for at in range(590)])
    large = max(folder.glob("*.seg"), key=lambda path: path.stat().st_size)
    kept, most = large.read_bytes(), 0
    for at in range(150):
        engine.replace(delete=[], add=[document(f"n{at}", f"one more {at}", source=f"{at}.txt")])
        most = max(most, len(list(folder.glob("*.seg"))))
    assert large.read_bytes() == kept
    assert most <= 20
    assert engine.count() == 9 + 590 + 150
    assert engine.search(Word("exact", "more"), limit=0).total == 150
    assert [one.stored for one in engine.search(Phrase("exact", ("one", "more", "140")), limit=None).best] == ["n140"]


class _Harm:
    """Pickled, it makes a folder when it is read."""

    def __init__(self, made: Path) -> None:
        self.made = made

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.made),)


@pytest.mark.parametrize("where", ["contents", "parts", "postings", "fields", "stored"])
def test_a_file_made_to_do_harm_does_none(engine: WhooshEngine, folder: Path, tmp_path: Path, where: str) -> None:
    harm = pickle.dumps(_Harm(tmp_path / "harmed"), 2)
    pickle.loads(harm)
    assert (tmp_path / "harmed").is_dir()  # so it would
    (tmp_path / "harmed").rmdir()
    plant(folder, where, harm)
    with pytest.raises((pickle.UnpicklingError, KeyError)):
        opened = WhooshEngine.open(folder)
        opened.search(Word("text", "tug"), limit=None)
    assert not (tmp_path / "harmed").exists()


def plant(folder: Path, where: str, harm: bytes) -> None:
    """Put what does harm in the place of what is kept."""
    if where == "contents":
        toc = next(folder.glob("*.toc"))
        kept = toc.read_bytes()
        toc.write_bytes(kept[: kept.rindex(b"\x80\x05\x95")] + harm)  # the last pickle: the segments
        return
    segment = next(folder.glob("*.seg"))
    data = bytearray(segment.read_bytes())
    (start,) = struct.unpack_from("!q", data)
    names = pickle.loads(data[start:])
    parts = {name.partition(".")[2]: place for name, place in names.items()}
    if where == "parts":
        data[:12] = struct.pack("!qi", len(data), len(harm))
        data += harm
    elif where == "postings":
        first, end = parts["pst"]["offset"], parts["pst"]["offset"] + parts["pst"]["length"]
        for match in re.finditer(b"W3Bl", data[first:end]):
            at = first + match.end() + 4
            data[at : at + len(harm)] = harm
    elif where == "fields":
        end = parts["trm"]["offset"] + parts["trm"]["length"]
        (beyond,) = struct.unpack_from("!i", data, end - 4)
        data[end - 4 - beyond : end - 4 - beyond + len(harm)] = harm
    else:
        packed, count = zlib.compress(harm), read_contents(folder).segments[0].size
        column = packed + struct.pack(f"!{2 * count}I", *[len(packed)] * count, *[0] * count) + b"IIX"
        names[f"{segment.stem}._stored.col"] = {"offset": len(data), "length": len(column)}
        told = pickle.dumps(names, 2)
        data += column + told
        data[:12] = struct.pack("!qi", len(data) - len(told), len(told))
    segment.write_bytes(data)
