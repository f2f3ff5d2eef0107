"""Released files of other offices and decades, invented: where each paper in them begins, and what a clerk would enter of it.

`tests/bundles/NAME.txt` is a file as it comes; `NAME.json` lists its papers in order, each with the words that it begins with and the
fields that its form puts at risk.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Item, RegisterRow
from corpus.sources import SourceText
from extract.papers import build_pipeline, extract_source

BUNDLES = Path(__file__).parent / "bundles"
NAMES = sorted(path.stem for path in BUNDLES.glob("*.txt"))


def read(name: str) -> tuple[str, list[Item], list[RegisterRow]]:
    text = (BUNDLES / f"{name}.txt").read_text("utf-8")
    records = extract_source(build_pipeline(), SourceText(f"{name}.txt", "", "0" * 64, "text", text))
    items = sorted((record for record in records if isinstance(record, Item)), key=lambda item: item.start)
    return text, items, [record for record in records if isinstance(record, RegisterRow)]


def entered(item: Item, items: list[Item]) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "date": item.date,
        "from": list(item.senders),
        "to": list(item.addressees),
        "cc": list(item.copied_to),
        "subject": item.subject,
        "marking": item.marking,
        "part_of": next((n for n, one in enumerate(items) if one.id == item.part_of), None),
    }


@pytest.mark.parametrize("name", NAMES)
def test_papers_of_a_released_file(name: str) -> None:
    text, items, rows = read(name)
    expected = json.loads((BUNDLES / f"{name}.json").read_text("utf-8"))
    begins = [text[item.start : item.start + 400].lstrip() for item in items]
    assert [words.startswith(one["begins"]) for words, one in zip(begins, expected["items"], strict=True)] == [True] * len(items)
    wrong = [
        f"{number} {field}: {entered(item, items)[field]!r}, not {value!r}"
        for number, (item, one) in enumerate(zip(items, expected["items"], strict=True))
        for field, value in one.items()
        if field != "begins" and entered(item, items)[field] != value
    ]
    assert wrong == []
    listed = [next((n for n, item in enumerate(items) if item.id == row.item), None) for row in rows]
    assert listed == expected.get("register", [])
