"""Rows of tables that are actions: an action log with its owners and dates, a table of targets by year.

"Action | Owner | Due" over "Mend the slipway | Mina Ferro | 3 May"  ->  who Mina Ferro, what "Mend the slipway", when 3 May
"maximum waits:" with years over columns and "Moorings | 4 weeks | 2 weeks"  ->  two targets, one for each year
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.ruletables import Rule, read_rules
from extract.findings import DateFound
from extract.leads import Unit

_TARGETS = re.compile(r"\b(?:targets?|goals?|trajector(?:y|ies)|milestones)\b", re.I)
_QUANTITY = re.compile(r"[£$€]?\d[\d,.]*\s*(?:%|[a-z]+)?")
_BORDER = re.compile(r"[\s|:-]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its words and offsets in the text."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A row read as an action: the words of its owner, act and date, or a target with the year over its column."""

    unit: Unit
    what: str
    who: str = ""
    when: tuple[int, int] | None = None
    value: str = ""
    force: str = "request"
    rule: str = "table.action"
    end: int = 0  # where the row's evidence ends, if before its own end


def read_rows(text: str, units: Sequence[Unit], dates: Sequence[DateFound]) -> list[ActionRow]:
    """The actions that the rows of an item's tables state."""
    out: list[ActionRow] = []
    for table in _tables(units):
        cells = [_cells(text, unit) for unit in table]
        columns = _columns(cells[0])
        if "table.what" in columns and len(columns) > 1:
            out += [
                row for unit, row_cells in zip(table[1:], cells[1:], strict=True) if (row := _action(unit, row_cells, columns))
            ]
        elif _TARGETS.search(table[0].lead or table[0].heading or table[0].sentence.heading):
            out += _targets(table, cells, dates)
    return out


def _tables(units: Sequence[Unit]) -> list[list[Unit]]:
    """Runs of rows."""
    tables: list[list[Unit]] = []
    before: Unit | None = None
    for unit in units:
        if unit.sentence.kind == "row":
            if before is not None and before.sentence.kind == "row" and before.sentence.lead_span == unit.sentence.lead_span:
                tables[-1].append(unit)
            else:
                tables.append([unit])
        before = unit
    return [table for table in tables if len(table) > 1]


def _cells(text: str, unit: Unit) -> list[Cell]:
    """The cells of a row; an empty one at the head of the line, which the row's span leaves out, does not count."""
    start, end = unit.sentence.start, unit.sentence.end
    cells = []
    for match in re.finditer(r"[^\t|]*(?:[\t|]|$)", text[start:end]):
        words = match.group().strip("\t|")
        begin = start + match.start() + len(words) - len(words.lstrip())
        cells.append(Cell(words.strip(" *_"), begin, begin + len(words.strip())))
    edges = text[start:end].startswith("|"), not cells[-1].words
    return cells[1 if edges[0] else 0 : -1 if edges[1] else None]


def _columns(header: Sequence[Cell]) -> dict[str, int]:
    """Which column says what, who and when."""
    found: dict[str, int] = {}
    for number, cell in enumerate(header):
        for rule in _column_rules():
            if rule.id not in found and rule.pattern.match(cell.words):
                found[rule.id] = number
                break
    return found


@cache
def _column_rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in read_rules("extract.rules", "leads") if rule.label == "column")


def _action(unit: Unit, cells: Sequence[Cell], columns: dict[str, int]) -> ActionRow | None:
    what, who, when = (_cell(cells, columns.get(name)) for name in ("table.what", "table.who", "table.when"))
    if what is None or len(what.words.split()) < 2 or _BORDER.fullmatch(what.words):
        return None
    return ActionRow(unit, what.words, who.words if who else "", (when.start, when.end) if when and when.words else None)


def _cell(cells: Sequence[Cell], number: int | None) -> Cell | None:
    return cells[number] if number is not None and number < len(cells) else None


def _targets(table: Sequence[Unit], cells: Sequence[Sequence[Cell]], dates: Sequence[DateFound]) -> list[ActionRow]:
    """A target for each figure that stands under a year."""
    heads = [next((one.value for one in dates if cell.start <= one.start and one.end <= cell.end), "") for cell in cells[0]]
    texts = [cell.words for cell in cells[0]]
    if not any(heads):
        return []
    out = []
    for unit, row in zip(table[1:], cells[1:], strict=True):
        for number, cell in enumerate(row):
            head = number - len(row) + len(heads)
            if number and 0 <= head < len(heads) and heads[head] and _QUANTITY.fullmatch(cell.words):
                out.append(
                    ActionRow(
                        unit,
                        f"reach {cell.words} for {row[0].words}",
                        value=f"{texts[head]}\t{heads[head]}",
                        force="target",
                        rule="table.target",
                        end=cell.end,
                    )
                )
    return out
