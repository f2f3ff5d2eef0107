"""The search for what breaks a reader finds what breaks one."""

from __future__ import annotations

import random
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from corpus.errors import UnreadableError
from corpus.sources import Page, SourceText
from tests import fuzzing


def reader_that(does: Exception | SourceText) -> object:
    def read(path: Path, *, ocr: str) -> SourceText:
        if isinstance(does, Exception):
            raise does
        return does

    return read


WHOLE = SourceText("a.txt", "a.txt", "", "text", "Dear Tom")


@pytest.mark.parametrize(
    ("does", "how"),
    [
        (WHOLE, "read"),
        (UnreadableError("damaged.txt is broken; fetch it again"), "refused"),
        (UnreadableError("broken\nTraceback"), "failed"),
        (KeyError("word/document.xml"), "failed"),
        (SourceText("a.txt", "a.txt", "", "text", "Dear", pages=(Page(1, 0, 9),)), "failed"),
        (SourceText("a.txt", "a.txt", "", "text", "Dear \ud800"), "failed"),
    ],
)
def test_each_way_to_fail_is_counted_and_its_paper_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: Exception | SourceText, how: str
) -> None:
    monkeypatch.setattr(fuzzing, "read_source", reader_that(does))
    monkeypatch.setattr(fuzzing, "KEPT", tmp_path / "kept")
    counts = fuzzing.fuzz_reader(".txt", [b"Dear Tom"], time.monotonic() + 0.01, random.Random(1), tmp_path)
    assert counts[how] == sum(counts.values()) > 0
    assert (tmp_path / "kept").exists() == (how == "failed")


def test_record_that_does_not_stand_where_it_says_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    record = SimpleNamespace(id="action-1", quote="Dear", start=1, end=5)
    monkeypatch.setattr(fuzzing, "extract_source", lambda nlp, source: [record])
    assert "action-1" in fuzzing.record_fault_of(None, "Dear Tom")
    record.start, record.end = 0, 4
    assert fuzzing.record_fault_of(None, "Dear Tom") == ""


def test_every_change_changes_and_an_archive_stays_an_archive(tmp_path: Path) -> None:
    seeds = dict(fuzzing.whole_papers(tmp_path))
    dice = random.Random(5)
    assert sum(fuzzing.damaged(seeds[".txt"], dice) != seeds[".txt"] for _ in range(50)) > 45
    assert all(fuzzing.damaged_inside(seeds[".docx"], dice).startswith(b"PK") for _ in range(5))
