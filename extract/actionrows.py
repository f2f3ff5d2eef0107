"""Rows of tables that are actions: an action log with its owners and dates, a table of targets by year.

    "Action | Owner | Due" over "Mend the slipway | Mina Ferro | 3 May"  ->  who Mina Ferro, what "Mend the slipway", when 3 May
    "maximum waits:" with years over columns and "Moorings | 4 weeks | 2 weeks"  ->  two targets, one for each year

In a paper that is an action log, rows without a head are actions too; their owner stands in the row ("Clerk to write"), or in the
heading over them ("Moorings – Lead MF").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.ruletables import Rule, read_rules
from extract.findings import DateFound
from extract.leads import Unit, is_log
from extract.nouns import phrase_kind
from extract.verbs import read_verb

_TARGETS = re.compile(r"\b(?:targets?|goals?|trajector(?:y|ies)|milestones)\b", re.I)
_QUANTITY = re.compile(r"[£$€]?\d[\d,.]*\s*(?:%|[a-z]+)?")
_BORDER = re.compile(r"[\s|:-]*")
_OWNED = re.compile(r"(?P<who>(?:the )?(?:[\w'’&/().-]+,? ){1,12}?)(?:to|will|should) (?=(?P<verb>[a-z]+)\b)", re.I)
_LEAD = re.compile(
    r"\b[Ll]ead(?:s|er)?(?: by| on)?\s*[:–-]?\s*(?P<who>[A-Z]\w*(?:(?:/| and |, )[A-Z]\w*)*)$|[–-] (?P<owner>[A-Z]{2,4}(?:/[A-Z]\w{1,3})*)$"
)
_CELLS = re.compile(r"[^\t|]*(?:[\t|]|$)")
_SPACED_CELLS = re.compile(r"\S(?:[^\n]*?\S)??(?= {2,}|$)")
_PASSIVE = re.compile(r"be (?:\w+ly )?\w+(?:ed|en|wn)\b")  # "The chart to be drawn": the chart owns nothing
_TO_LINE_END = re.compile(r"[^\n\f]*")
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its words and offsets in the text."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells, and the lead and heading that it stands under."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    lead: str
    heading: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A row read as an action: the words of its owner and act, the stretch of its date, or the printed head and EDTF of its column.

    `status` is what the row says of how far the act is: open, done or unknown.
    """

    start: int
    end: int
    what: str
    who: str = ""
    when: tuple[int, int] | None = None
    column: tuple[str, str] = ("", "")
    status: str = "unknown"
    force: str = "request"
    rule: str = "table.action"


def read_rows(text: str, units: Sequence[Unit], dates: Sequence[DateFound], title: str) -> list[ActionRow]:
    """The actions that the rows of an item's tables state."""
    out: list[ActionRow] = []
    for table in tables_of(text, units):
        columns = columns_of(text, table)
        if "table.what" in columns and len(columns) > 1:
            out += [action for row in table[1:] if (action := _action(_aligned(text, row, table[0]), columns))]
        elif _TARGETS.search(table[0].lead or table[0].heading):
            out += _targets(table, dates)
        elif is_log(title) or any(is_log(unit.sentence.heading) for unit in units[:1]):
            out += [action for row in table if (action := _logged(row))]
    return out


def tables_of(text: str, units: Iterable[Unit]) -> list[list[Row]]:
    """Runs of lines with cells; a line that was read as several sentences is one row."""
    tables: list[list[Row]] = []
    last_end, in_table = -1, False
    for unit in units:
        sentence = unit.sentence
        if sentence.kind != "row":
            in_table = False
            continue
        if sentence.start < last_end:
            continue
        row = _row(text, unit)
        last_end = row.end
        if in_table and tables[-1][-1].lead == row.lead:
            tables[-1].append(row)
        else:
            tables.append([row])
        in_table = True
    return tables


def _row(text: str, unit: Unit) -> Row:
    """The whole line of a row. An empty cell at the head of the line, which the sentence's span leaves out, does not count."""
    start = unit.sentence.start
    line = _TO_LINE_END.match(text, start)  # a page may end without a line break
    end = start + len(line.group().rstrip()) if line else start
    cells = []
    for match in (_CELLS if re.search(r"[\t|]", text[start:end]) else _SPACED_CELLS).finditer(text[start:end]):
        words = match.group().strip("\t|")
        begin = start + match.start() + len(words) - len(words.lstrip())
        cells.append(Cell(words.strip(" *_"), begin, begin + len(words.strip())))
    first, last = int(text[start] == "|"), -1 if len(cells) > 1 and not cells[-1].words else None
    return Row(start, end, tuple(cells[first:last]), unit.lead, unit.heading or unit.sentence.heading)


def _aligned(text: str, row: Row, header: Row) -> Row:
    """A row with fewer cells than its head, where only spaces part them: each cell under the nearest head, an empty one where none is."""
    if len(row.cells) >= len(header.cells) or re.search(r"[\t|]", text[row.start : row.end]):
        return row
    places = [_place(text, cell) for cell in header.cells]
    cells = [Cell("", row.end, row.end) for _ in places]
    for cell in row.cells:
        nearest = min(range(len(places)), key=lambda n: abs(places[n] - _place(text, cell)))
        cells[nearest] = cell
    return replace(row, cells=tuple(cells))


def _place(text: str, cell: Cell) -> int:
    """How far to the right a cell begins."""
    return cell.start - (text.rfind("\n", 0, cell.start) + 1)


def columns_of(text: str, table: Sequence[Row]) -> dict[str, int]:
    """Which column says what, who, when and how far it is; without a head over what is to be done, the one whose cells begin with verbs."""
    header, width = table[0], max(len(row.cells) for row in table)
    before = text[text.rfind("\n", 0, header.start) + 1 : header.start].count("\t")
    shift = before if before and len(header.cells) + before == width else 0
    found: dict[str, int] = {}
    for number, cell in enumerate(header.cells, shift):
        for rule in _column_rules():
            if rule.id not in found and rule.pattern.match(cell.words):
                found[rule.id] = number
                break
    if "table.what" not in found and len(found) > 1:
        acts = [number for number in range(width) if number not in found.values() and _begins_with_verbs(table[1:], number)]
        found |= {"table.what": acts[0]} if len(acts) == 1 else {}
    return found


def _begins_with_verbs(rows: Sequence[Row], number: int) -> bool:
    """Are most cells of a column some words that begin with a verb?"""
    words = [row.cells[number].words for row in rows if number < len(row.cells) and row.cells[number].words]
    acts = [one for one in words if len(one.split()) > _LEAST_WORDS and read_verb(one.split()[0].casefold(), "base")]
    return bool(rows) and 2 * len(acts) > len(rows)


@cache
def _column_rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in read_rules("extract.rules", "leads") if rule.label == "column")


def _status(words: str) -> str | None:
    """The status that a cell says: open, done, or unknown where it says another; None where it says none."""
    rule = next((one for one in _status_rules() if one.pattern.match(words)), None)
    return rule.extra["status"] if rule else None


@cache
def _status_rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in read_rules("extract.rules", "leads") if rule.label == "status")


def _cell(row: Row, number: int | None) -> Cell | None:
    return row.cells[number] if number is not None and number < len(row.cells) else None


def _action(row: Row, columns: dict[str, int]) -> ActionRow | None:
    what, who, when = (_cell(row, columns.get(name)) for name in ("table.what", "table.who", "table.when"))
    if what is None or len(what.words.split()) < _LEAST_WORDS or _BORDER.fullmatch(what.words):
        return None
    owner, act = _owner(what.words)
    dated = (when.start, when.end) if when and when.words else None
    said = _cell(row, columns.get("table.status"))
    status = (said and _status(said.words)) or "unknown"
    return ActionRow(row.start, row.end, act, who.words if who and who.words else owner, dated, status=status)


def _owner(words: str) -> tuple[str, str]:
    """The owner that the words of an act name ("Clerk to write to the Board"), and the act without it."""
    match = _OWNED.match(words)
    if not match or not read_verb(match.group("verb"), "base") or _PASSIVE.match(words, match.end()):
        return "", words
    who = match.group("who").strip().rsplit(", ", 1)[-1]
    kind = phrase_kind(who)
    return (
        (who, words[match.end() :])
        if kind == "party" or (who[:1].isupper() and len(who.split()) <= _LEAST_WORDS)
        else ("", words)
    )


def _logged(row: Row) -> ActionRow | None:
    """A row of an action log without a head: an act that starts with its verb or its owner, or that has a status beside it."""
    words = row.cells[0].words if row.cells else ""
    owner, act = _owner(words)
    first = re.match(r"[A-Za-z-]+", words)
    starts = bool(first and (read_verb(first.group().lower(), "base")))
    status = _status(row.cells[-1].words) if len(row.cells) > 1 else None
    if len(words.split()) < _LEAST_WORDS or not (owner or starts or status):
        return None
    dated = (row.cells[0].start, row.cells[0].end)
    return ActionRow(row.start, row.end, act, owner or _heading_owner(row.heading), dated, status=status or "unknown")


def _heading_owner(heading: str) -> str:
    match = _LEAD.search(heading)
    if match:
        return match.group("who") or match.group("owner")
    return heading if phrase_kind(heading) == "party" and len(heading.split()) <= _LEAST_WORDS else ""


def _targets(table: Sequence[Row], dates: Sequence[DateFound]) -> list[ActionRow]:
    """A target for each figure that stands under a year."""
    header = table[0].cells
    years = [next((one.value for one in dates if cell.start <= one.start and one.end <= cell.end), "") for cell in header]
    out = []
    for row in table[1:]:
        for number, cell in enumerate(row.cells):
            head = number - len(row.cells) + len(header)
            if number and 0 <= head < len(header) and years[head] and _QUANTITY.fullmatch(cell.words):
                what = f"reach {cell.words} for {row.cells[0].words}"
                out.append(
                    ActionRow(
                        row.start, cell.end, what, column=(header[head].words, years[head]), force="target", rule="table.target"
                    )
                )
    return out
