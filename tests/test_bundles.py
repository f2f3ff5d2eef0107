"""Released files of other offices and decades, invented: where each paper in them begins, and what a clerk would enter of it.

`tests/bundles/NAME.txt` is a file as it comes; `NAME.json` lists its papers in order, each with the words that it begins with and the
fields that its form puts at risk.
"""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Item, RegisterRow
from corpus.sources import SourceText
from extract.papers import build_pipeline, extract_source

BUNDLES = Path(__file__).parent / "bundles"
NAMES = sorted(path.stem for path in BUNDLES.glob("*.txt"))


# Letters that OCR takes for each other.
MISREAD = {
    "l": "1I",
    "1": "lI",
    "I": "l1",
    "0": "O",
    "O": "0",
    "e": "c",
    "c": "e",
    "h": "b",
    "a": "o",
    "n": "u",
    "u": "n",
    "S": "5",
    ",": ".",
}
SHARE = 0.01  # of the letters that can be misread


def spoilt(text: str, seed: int) -> str:
    """The text as OCR might give it: letters misread, some lines in capitals marked as headings, scrawls of a pen between lines."""
    dice = random.Random(seed)
    out = []
    for line in text.split("\n"):
        misread = "".join(
            dice.choice(MISREAD[letter]) if letter in MISREAD and dice.random() < SHARE else letter for letter in line
        )
        if dice.random() < 0.02:
            out += ["".join(dice.choice("abcdefg hijk/\\-~ lmnopA") for _ in range(dice.randint(4, 14))), ""]
        out.append(f"## {misread}" if line.isupper() and len(line) < 60 and dice.random() < 0.3 else misread)
    return "\n".join(out)


@cache
def pipeline() -> Any:
    return build_pipeline()


def read(name: str, seed: int | None = None) -> tuple[str, list[Item], list[RegisterRow]]:
    text = (BUNDLES / f"{name}.txt").read_text("utf-8")
    text = text if seed is None else spoilt(text, seed)
    records = extract_source(pipeline(), SourceText(f"{name}.txt", "", "0" * 64, "text", text))
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


def test_papers_of_spoilt_files_are_told_apart_and_dated() -> None:
    wrong, total = [], 0
    for name in NAMES:
        expected = [one for one in json.loads((BUNDLES / f"{name}.json").read_text("utf-8"))["items"] if "date" in one]
        for seed in range(4):
            found = [(item.kind, item.date) for item in read(name, seed)[1]]
            total += len(expected)
            wrong += [(name, seed, one["kind"], one["date"]) for one in expected if (one["kind"], one["date"]) not in found]
    assert len(wrong) <= 0.05 * total, wrong
