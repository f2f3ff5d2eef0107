"""Dates and deadlines measured on the annotated papers: figures may not fall below these floors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus.edtf import parse_bounds
from corpus.normal import Normal, normalize_text
from extract.dates import find_dates, find_when
from extract.findings import Context, DateFound


@dataclass(frozen=True)
class Item:
    row: dict[str, Any]
    normal: Normal
    first: int
    last: int

    @property
    def text(self) -> str:
        return self.normal.text[self.first : self.last]

    @property
    def context(self) -> Context:
        return Context(date=self.row["date"], kind=self.row["kind"], title=self.row["subject"])

    @property
    def dates(self) -> list[DateFound]:
        return find_dates(self.text, self.context)

    def source_span(self, one: DateFound) -> tuple[int, int]:
        return self.normal.span(self.first + one.start, self.first + one.end)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def same(left: str, right: str) -> bool:
    return left == right or (parse_bounds(left) is not None and parse_bounds(left) == parse_bounds(right))


@pytest.fixture(scope="module")
def items(shared: Path) -> list[Item]:
    found = []
    for row in rows(shared / "gold/documents.jsonl"):
        source = (shared / "corpus" / row["file"]).read_text("utf-8")
        lines = source.split("\n")
        start = sum(len(line) + 1 for line in lines[: row["start_line"] - 1])
        end = start + sum(len(line) + 1 for line in lines[row["start_line"] - 1 : row["end_line"]])
        normal = normalize_text(source)
        found.append(Item(row, normal, normal.from_source(start), normal.from_source(min(end, len(source)))))
    return found


def inside(span: tuple[int, int], windows: list[dict[str, Any]], file: str) -> bool:
    return any(w["file"] == file and w["start"] <= span[0] < w["end"] for w in windows)


def test_dates_are_found_and_read(shared: Path, items: list[Item]) -> None:
    gold, windows = rows(shared / "gold/dates.jsonl"), rows(shared / "gold/date_windows.jsonl")
    met, right, false = set(), 0, 0
    judged: set[tuple[str, int]] = set()
    for item in sorted(items, key=lambda item: len(item.text)):  # an annex before the letter that it is part of
        for one in item.dates:
            start, end = item.source_span(one)
            if (item.row["file"], start) in judged:
                continue
            judged.add((item.row["file"], start))
            near = [
                number
                for number, g in enumerate(gold)
                if g["file"] == item.row["file"]
                and min(end, g["char_end"]) - max(start, g["char_start"]) > 0
                and number not in met
            ]
            if near:
                met.add(near[0])
                right += any(same(one.value, value) for value in [gold[near[0]]["value_edtf"], *gold[near[0]]["also"]])
            else:
                false += inside((start, end), windows, item.row["file"])
    covered = {
        number
        for number, g in enumerate(gold)
        for item in items
        if item.row["file"] == g["file"] and item.first <= item.normal.from_source(g["char_start"]) < item.last
    }
    assert len(met) >= 0.98 * len(covered)
    assert false <= 0.02 * len(met)
    assert right >= 0.96 * len(met)


def sentences(shared: Path, items: list[Item]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each annotated action with the deadline found in its sentence."""
    for item in items:
        dates = item.dates
        for action in rows(shared / "gold/actions.jsonl"):
            quote = normalize_text(action["quote"]).text
            at = item.text.find(quote) if action["doc"] == item.row["id"] else -1
            if at >= 0:
                yield action, find_when(item.text, at, at + len(quote), dates, item.context)[1]


def test_deadlines_are_the_ones_of_the_act(shared: Path, items: list[Item]) -> None:
    judged = [any(same(value, when) for when in [a["when"], *a["when_also"]]) for a, value in sentences(shared, items)]
    assert len(judged) > 150
    assert sum(judged) >= 0.86 * len(judged)
