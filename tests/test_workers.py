"""Papers read by several processes at once: the same casebook, whoever is done first, and nothing lost when a process dies."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from brief.adding import AddReport, add_papers, find_new_papers, say_report
from brief.exporting import export_jsonl
from brief.workers import Reading, _Process, _There, open_workers, workers_for
from corpus.casebook import DATABASE, Casebook
from corpus.errors import DocketError
from corpus.sample import papers

LETTER = (
    "Department for Weirs\n\n{} May 2014\n\nDear Ada\n\nWe will mend weir {} by 30 June 2014.\n\nYours sincerely\n\nBEN CRANE\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two folders with papers of the same names, a second copy, and files that cannot be read."""
    for name in ("north", "south"):
        shutil.copytree(papers(), tmp_path / "store" / name)
    for n, name in enumerate(("north", "south")):
        (tmp_path / "store" / name / "weir.txt").write_text(LETTER.format(3 + n, n), "utf-8")
    (tmp_path / "store" / "empty.txt").write_bytes(b"")
    (tmp_path / "store" / "no.pdf").write_bytes(b"no PDF")
    return tmp_path / "store"


def add(folder: Path, store: Path, workers: int) -> AddReport:
    found, _, _ = find_new_papers([store], folder)
    return add_papers(folder, found, ocr="never", workers=workers)


def test_several_workers_make_the_same_casebook(tmp_path: Path, store: Path) -> None:
    told, files = [], []
    for workers in (1, 3):
        folder = tmp_path / f"by-{workers}"
        report = add(folder, store, workers)
        told.append([line.replace(str(folder), "book") for line in say_report(report, folder)])
        with Casebook.open(folder) as casebook:
            export_jsonl(casebook, tmp_path / f"out-{workers}")
        files.append({path.name: path.read_bytes() for path in (tmp_path / f"out-{workers}").iterdir()})
        assert [line.split(" ")[0].rstrip(":").rsplit("/", 1)[-1] for line in report.failed] == ["empty.txt", "no.pdf"]
    assert files[0] == files[1]
    assert sorted(told[0]) == sorted(told[1])
    with Casebook.open(tmp_path / "by-3") as casebook:
        names = [source.name for source in casebook.sources() if source.name.endswith("weir.txt")]
    assert names == ["south/weir.txt", "weir.txt"]


def test_a_worker_that_died_is_replaced(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.txt" for n in (1, 2)]
    for n, path in enumerate(paths, 1):
        path.write_text(LETTER.format(n, n), "utf-8")
    there = _There(1, Reading(ocr="never"), "")
    try:
        first, _ = there.submit(paths[0], "1.txt")()
        there._started[0]._popen.kill()
        second, records = there.submit(paths[1], "2.txt")()
    finally:
        there.end()
    assert (first.name, second.name, len(there._started)) == ("1.txt", "2.txt", 2)
    assert any(record.KIND == "actions" for record in records)
    assert all(process._popen.poll() is not None for process in there._started)


def test_a_paper_that_ends_every_worker_costs_that_paper(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = _Process.read

    def dies(self: _Process, path: Path, name: str) -> object:
        if path.name == "weir.txt":
            self._popen.kill()
        return read(self, path, name)

    monkeypatch.setattr(_Process, "read", dies)
    report = add(tmp_path / "book", store, 2)
    lost = [line for line in report.failed if "weir.txt" in line]
    assert len(lost) == 2
    assert all("ended what reads it, twice" in line for line in lost)
    assert len(report.added) == len(add(tmp_path / "other", papers(), 1).added)


def test_a_model_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(DocketError, match="no spaCy pipeline called"), open_workers(2, Reading(model="no_such_model")):
        pass


def test_few_papers_start_no_worker() -> None:
    assert (workers_for(0), workers_for(5)) == (1, 1)
    assert workers_for(10_000) >= 1


def test_what_was_kept_outlives_the_end_of_docket(tmp_path: Path) -> None:
    """Killed in the middle, it leaves a casebook that opens, whole papers in it, and the same command goes on."""
    folder, store = tmp_path / "book", tmp_path / "store"
    store.mkdir()
    for n in range(120):
        (store / f"{n:03}.txt").write_text(LETTER.format(1 + n % 28, n), "utf-8")
    command = [sys.executable, "-m", "cli", "--casebook", str(folder), "add", "--workers", "2", str(store)]
    running = subprocess.Popen(
        command, cwd=Path(__file__).parents[1], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    until = time.monotonic() + 60
    while _kept(folder) < 3 and time.monotonic() < until and running.poll() is None:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    with Casebook.open(folder) as casebook:
        kept = [source.name for source in casebook.sources()]
        assert all(casebook.records("actions", source=name) for name in kept)
    assert len(kept) >= 3
    report = add(folder, store, 2)
    assert (len(report.added), len(report.already)) == (120 - len(kept), len(kept))


def _kept(folder: Path) -> int:
    try:
        with sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM sources").fetchone()[0])
    except sqlite3.Error:
        return 0
