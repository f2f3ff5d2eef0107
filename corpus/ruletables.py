"""Reads rule tables: JSON Lines files with one rule a line, so that a new form of words is a line of data.

    {"id": "when.by-day", "label": "by", "pattern": "\\\\bby <<DAY>>", "example": "by 3 May", "near_miss": "by three men", "note": ""}

`<<NAME>>` in a pattern stands for the pattern of the row of the same table whose label is "macro" and whose id is NAME.
Patterns are Python regular expressions; they ignore case unless the row says `"case": true`.
Tables of facts (offices, bodies, titles) are CSV files with a header line, read by `read_table`.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from corpus.errors import RuleTableError

_MACRO = re.compile(r"<<([A-Z_]+)>>")


@dataclass(frozen=True)
class Rule:
    """One line of a rule table, its pattern as written. `extra` holds the columns that only this table has."""

    id: str
    label: str
    written: str
    example: str = ""
    near_miss: str = ""
    note: str = ""
    case: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first tried: most commands try few rules. RuleTableError where it is none."""
        try:
            return re.compile(self.written, re.MULTILINE if self.case else re.MULTILINE | re.IGNORECASE)
        except re.error as error:
            raise RuleTableError(f"rule {self.id}: {error}") from error


@cache
def read_rules(package: str, name: str) -> tuple[Rule, ...]:
    """The rules of table `name` (without .jsonl) in `package`, in the order of the file. RuleTableError where a line is broken."""
    text = (files(package) / f"{name}.jsonl").read_text("utf-8")
    rows = [_row(package, name, number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    macros = {row["id"]: row["pattern"] for row in rows if row["label"] == "macro"}
    return tuple(_rule(row, macros) for row in rows if row["label"] != "macro")


@cache
def read_table(package: str, name: str) -> tuple[dict[str, str], ...]:
    """The rows of the CSV file `name` (without .csv) in `package`, by column name."""
    text = (files(package) / f"{name}.csv").read_text("utf-8")
    return tuple(dict(row) for row in csv.DictReader(text.splitlines()))


def _row(package: str, name: str, number: int, line: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = json.loads(line)
        return {"id": row["id"], "label": row["label"], "pattern": row["pattern"], **row}
    except (ValueError, KeyError) as error:
        raise RuleTableError(
            f"{package}/{name}.jsonl line {number}: {error!r}; a rule is one JSON object with id, label, pattern"
        ) from error


def _rule(row: dict[str, Any], macros: dict[str, str]) -> Rule:
    known = {"id", "label", "pattern", "example", "near_miss", "note", "case"}
    return Rule(
        id=row["id"],
        label=row["label"],
        written=_expand(row["pattern"], macros),
        **{name: row[name] for name in ("example", "near_miss", "note", "case") if name in row},
        extra={key: value for key, value in row.items() if key not in known},
    )


def _expand(pattern: str, macros: dict[str, str], depth: int = 0) -> str:
    if depth > 8:
        raise RuleTableError(f"macros go round in a circle in: {pattern}")
    return _MACRO.sub(lambda m: "(?:" + _expand(macros[m.group(1)], macros, depth + 1) + ")", pattern)
