"""Every rule table: each rule matches its example, not its near miss; ids are unique."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corpus.ruletables import Rule, read_rules

ROOT = Path(__file__).parents[1]
TABLES = sorted((path.parent.relative_to(ROOT).as_posix().replace("/", "."), path.stem) for path in ROOT.glob("*/rules/*.jsonl"))
CSVS = sorted(ROOT.glob("*/rules/*.csv"))
RULES = [(f"{package}/{name}", rule) for package, name in TABLES for rule in read_rules(package, name)]


@pytest.mark.parametrize(("table", "rule"), RULES, ids=[f"{table}:{rule.id}" for table, rule in RULES])
def test_rule_matches_its_example_and_not_its_near_miss(table: str, rule: Rule) -> None:
    assert rule.example, f"{table} {rule.id} has no example"
    assert rule.pattern.search(rule.example), f"{table} {rule.id} misses its example"
    if rule.near_miss:
        assert not rule.pattern.search(rule.near_miss), f"{table} {rule.id} takes its near miss"


@pytest.mark.parametrize(("package", "name"), TABLES)
def test_ids_are_unique(package: str, name: str) -> None:
    ids = [rule.id for rule in read_rules(package, name)]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("path", CSVS, ids=[path.name for path in CSVS])
def test_tables_have_whole_rows_and_no_row_twice(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    assert all(len(row) == len(header) for row in rows), [row for row in rows if len(row) != len(header)]
    assert len({tuple(row) for row in rows}) == len(rows)
