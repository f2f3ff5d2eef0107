"""Actions measured on the annotated papers, with the headers as annotated: figures may not fall below these floors."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus.normal import normalize_text
from extract.actions import find_actions
from extract.dates import find_dates
from extract.findings import Context
from extract.parties import Directory, Holding, build_directory
from extract.sentences import find_sentences

FLOORS = {
    "actions": {"precision": 0.95, "recall": 0.94, "f1": 0.95},
    "actions.force": {"accuracy": 0.96},
    "actions.who": {"accuracy": 0.78},
    "actions.when": {"accuracy": 0.85},
    "deadlines": {"precision": 0.93, "recall": 0.88, "f1": 0.92},
}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def scorer(shared: Path) -> ModuleType:
    """The scorer that comes with the annotated papers."""
    spec = importlib.util.spec_from_file_location("gold_scorer", shared / "evaluate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def directory(text: str, items: list[dict[str, Any]], actors: list[dict[str, Any]]) -> Directory:
    """What headers and the annotated actors teach, as reading whole files does."""
    people = [name for item in items for name in (*item["from"], *item["to"], *item["cc"])]
    holdings = [Holding(actor["name"], alias) for actor in actors for alias in actor["aliases"]]
    return build_directory(text, [*people, *(actor["name"] for actor in actors)], holdings)


def export(shared: Path, folder: Path) -> None:
    """The actions of every annotated item as exported records, each copy of a paper read once."""
    items, actors = rows(shared / "gold/documents.jsonl"), rows(shared / "gold/actors.jsonl")
    out: list[dict[str, Any]] = []
    for file in sorted({item["file"] for item in items}):
        source = (shared / "corpus" / file).read_text("utf-8")
        normal = normalize_text(source)
        lines = source.split("\n")
        known = directory(normal.text, [item for item in items if item["file"] == file], actors)
        for item in (item for item in items if item["file"] == file and not item["duplicate_of"]):
            start = sum(len(line) + 1 for line in lines[: item["start_line"] - 1])
            end = min(start + sum(len(line) + 1 for line in lines[item["start_line"] - 1 : item["end_line"]]), len(source))
            first = normal.from_source(start)
            text = normal.text[first : normal.from_source(end)]
            context = Context(
                date=item["date"],
                kind=item["kind"],
                title=item["subject"],
                senders=tuple(item["from"]),
                addressees=tuple(item["to"]),
                directory=known,
            )
            for one in find_actions(text, find_sentences(text, context), find_dates(text, context), context):
                begin, stop = normal.span(first + one.start, first + one.end)
                out.append(
                    {
                        "source": file,
                        "item": item["id"],
                        "start": begin,
                        "end": stop,
                        "quote": source[begin:stop],
                        "force": one.force,
                        "who": one.who,
                        "when": one.when,
                    }
                )
    (folder / "actions.jsonl").write_text("".join(json.dumps(one) + "\n" for one in out), "utf-8")


@pytest.fixture(scope="module")
def figures(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    folder = tmp_path_factory.mktemp("export")
    export(shared, folder)
    score = scorer(shared).Scorer(folder, shared / "gold", shared / "corpus")
    score.score_actions()
    result: dict[str, dict[str, float]] = score.result
    return result


@pytest.mark.parametrize("field", FLOORS)
def test_figures_do_not_fall(figures: dict[str, dict[str, float]], field: str) -> None:
    got = {name: figures[field][name] for name in FLOORS[field]}
    assert all(got[name] >= floor for name, floor in FLOORS[field].items()), got
