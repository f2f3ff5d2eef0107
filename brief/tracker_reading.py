"""Reads a workbook of the tracker back in: what a person changed in it becomes corrections.

read_tracker(casebook, Path("tracker.xlsx"), by="Ann Lee", on=date(2024, 5, 7))
->  ReadBack(taken=(Review(number="2", field="disposition", was="accepted", now="rejected", …),), left=("row 9: …",), …)

A change is what differs from the workbook as docket wrote it (its hidden sheet), not from the casebook of today: a workbook that
lay on a desk for a month undoes nothing that was added or corrected meanwhile.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from brief.corrections import (
    ADDRESSEE,
    CORRECTED_FIELDS,
    DISPOSITION,
    PROGRESS,
    PROGRESS_DATE,
    PROGRESS_NOTE,
    latest,
    parse_disposition,
    parse_progress,
    say_change,
)
from brief.dates import parse_when, say_when
from brief.handout import Cell, Sheet
from brief.listing import counted
from brief.plain import clean, one_line, shorten
from brief.reading import items_by_id
from brief.recommendations import Answered, RecommendationQuery, find_recommendations
from brief.tracker_files import AS_WRITTEN, MARK, stamp_of
from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.records import TRACKED, Recommendation
from corpus.reviews import Review, Target
from graph.reviewing import find_recommendation, report_titles

_SHEET = "Recommendations"
_OTHERS = ("Answers", "Promises", "History", "Counts")
_HEADS = {
    ADDRESSEE: "Addressee",
    DISPOSITION: "Disposition",
    PROGRESS: "Progress",
    PROGRESS_DATE: "Progress date",
    PROGRESS_NOTE: "Progress note",
}
_NEEDED = {"Report", "No.", "Recommendation", "Source", "Id", *_HEADS.values()}
# What leads somewhere. Programs that sort or remove rows leave links where they were, and show the address in a cell that is
# empty now: what stands in these columns says nothing of what a person did.
_LINKED = {"Source", "Answered in"}
_MOST_MISSING = 20  # rows that are named one by one
_SHOWN = 60  # characters of a value in a line

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What came of a workbook: the corrections that it holds, a line for each thing that was not taken, notes of no consequence."""

    workbook: str
    taken: tuple[Review, ...]
    left: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    """The workbook as docket wrote it: its heads, its rows by the ids of then, what tells it from others, and its other sheets."""

    stamp: str
    heads: tuple[str, ...]
    rows: dict[str, Row]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    """A row as it is now: its place in the sheet, its cells, and the heads of those cells that hold a formula or an error."""

    number: int
    cells: Row
    computed: frozenset[str]


@dataclass(slots=True)
class _Reader:
    """Compares rows; gathers what is taken and what is not."""

    written: _Written
    sign: Mapping[str, Any]  # by, on, workbook and stamp of every correction
    taken: list[Review] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_tracker(casebook: Casebook, path: Path, *, by: str, on: date) -> ReadBack:
    """What a person changed in a workbook that `docket recommendations --format xlsx` wrote; the casebook is not changed.

    DocketError where the file is no such workbook, lacks a column, or has none of its recommendations in this casebook.
    """
    book = _opened(path)
    written = _as_written(book, path)
    given = _rows_of(book, written, path)
    reader = _Reader(written, {"by": one_line(by), "on": on.isoformat(), "workbook": path.name, "stamp": written.stamp})
    here = _recommendations_here(casebook, written, path)
    by_id = _by_recommendation(given, reader)
    for id, rows in by_id.items():
        if not rows:
            continue  # its row is told of already
        if id not in here:
            told = f"{_rows_said(rows)}: {_called(written.rows[id])} is in no report of this casebook"
            reader.left.append(f"{told}; nothing was taken: add its report, or write a new tracker")
        elif _agree(rows, reader):
            _compare(rows[0], here[id], id, reader)
    _tell_missing(by_id, reader)
    _tell_other_sheets(book, written, reader)
    return ReadBack(path.name, tuple(reader.taken), tuple(reader.left), tuple(reader.notes))


def read_back(casebook: Casebook, path: Path, *, by: str, on: date) -> ReadBack:
    """Like `read_tracker`, and the corrections are kept in the casebook."""
    found = read_tracker(casebook, path, by=by, on=on)
    casebook.add_reviews(found.taken)
    return found


def say_read_back(found: ReadBack) -> list[str]:
    """What came of a workbook, in lines for people."""
    head = (
        f"Took {counted(len(found.taken), 'correction')} from {found.workbook}"
        if found.taken
        else f"Took nothing from {found.workbook}"
    )
    lines = [f"{head}{f', by {found.taken[0].by}:' if found.taken else ': no value in it was changed that can be taken.'}"]
    lines += [
        f"  {_named(one.number, one.text)} of {shorten(one.report, _SHOWN)}: {say_change(one)}"
        f"{' (as the papers say)' if one.back else ''}"
        for one in found.taken
    ]
    lines += [f"Not taken ({len(found.left)}):", *(f"  {line}" for line in found.left)] if found.left else []
    return [*lines, *found.notes]


def _opened(path: Path) -> Workbook:
    try:
        return load_workbook(path)
    except OSError as error:
        raise DocketError(f"{path}: {error.strerror or error}; name a workbook that you may read") from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, SyntaxError) as error:
        raise DocketError(f"{path} is no workbook (.xlsx), or is damaged; save the tracker as .xlsx and read that") from error


def _as_written(book: Workbook, path: Path) -> _Written:
    """The hidden sheet. DocketError where there is none: without it nobody can tell what was changed."""
    page = book[AS_WRITTEN] if AS_WRITTEN in book.sheetnames else None
    rows = [[_words(cell.value) for cell in row] for row in page.iter_rows()] if page is not None else []
    if len(rows) < 2 or rows[0][0] != MARK or not set(rows[1]) >= _NEEDED or _SHEET not in book.sheetnames:
        missing = (
            f"{'its hidden sheet “' + AS_WRITTEN + '”' if not rows else 'its sheet “' + _SHEET + '”'} is missing or is another"
        )
        raise DocketError(
            f"{path} is no tracker of this docket ({missing}); write one with docket recommendations --format xlsx --output FILE, and correct that"
        )
    heads = tuple(filter(None, rows[1]))
    found = [dict(zip(heads, row, strict=False)) for row in rows[2:]]
    return _Written(rows[0][1], heads, {row["Id"]: row for row in found if row.get("Id")}, tuple(rows[0][2:]))


def _rows_of(book: Workbook, written: _Written, path: Path) -> list[_Given]:
    """The rows of the sheet that people correct. DocketError where a column is missing, renamed or there twice."""
    lines = book[_SHEET].iter_rows()
    heads = [one_line(_words(cell.value)) for cell in next(iter(islice(lines, 1)), ())]
    missing = [head for head in written.heads if head not in heads]
    twice = [head for head in written.heads if heads.count(head) > 1]
    if missing or twice:
        others = [head for head in heads if head and head not in written.heads]
        told = [f"the column {_quoted(missing)} is missing or renamed"] if missing else []
        told += [f"the column {_quoted(twice)} is there twice"] if twice else []
        told += [f"docket does not know {_quoted(others)}"] if others and missing else []
        raise DocketError(
            f"{path.name}, sheet {_SHEET}: {'; '.join(told)}; nothing was taken: put the heads back as docket wrote them"
        )
    found = []
    for number, cells in enumerate(lines, 2):
        pairs = [(head, cell) for head, cell in zip(heads, cells, strict=False) if head]
        row = _Given(number, {h: _words(c.value) for h, c in pairs}, frozenset(h for h, c in pairs if c.data_type in ("f", "e")))
        found += [row] if any(words for head, words in row.cells.items() if head not in _LINKED) else []
    return found


def _recommendations_here(casebook: Casebook, written: _Written, path: Path) -> dict[str, Answered]:
    """The recommendation of the casebook for each id of the workbook. DocketError where there is none for any."""
    answered = {one.recommendation.id: one for one in find_recommendations(casebook, RecommendationQuery())}
    asked = [one.recommendation for one in answered.values()]
    titles = report_titles(asked, items_by_id(casebook))
    here = {}
    for id, row in written.rows.items():
        found = find_recommendation(_target(id, row), asked, titles)
        if found is not None:
            here[id] = answered[found]
    if written.rows and not here:
        reports = _quoted(list(dict.fromkeys(shorten(row["Report"], _SHOWN) for row in written.rows.values())))
        raise DocketError(
            f"{path} is the tracker of another casebook: none of its recommendations ({reports}) is in {casebook.folder}; name its casebook with --casebook"
        )
    return here


def _target(id: str, row: Row) -> Target:
    source = re.sub(r" p\. \d+$", "", row["Source"])
    report = row["Report"].removesuffix(f" ({source})")
    return Target(
        kind=Recommendation.KIND, record=id, report=report, source=source, number=row["No."], text=row["Recommendation"]
    )


def _by_recommendation(given: Sequence[_Given], reader: _Reader) -> dict[str, list[_Given]]:
    """The rows by the recommendation that they are about; one whose number or report is no longer that of its id is about none."""
    found: dict[str, list[_Given]] = {}
    for row in given:
        id = _id_of(row, reader.written)
        was = reader.written.rows.get(id, {})
        moved = [head for head in ("Report", "No.") if was and not _same(row.cells[head], was[head])]
        if not was:
            reader.left.append(
                f"row {row.number}: {_called(row.cells)} is in no report of this tracker; nothing was taken from the row"
            )
            continue
        rows = found.setdefault(id, [])
        if moved or row.computed & {"Report", "No.", "Id"}:
            reader.left.append(
                f"row {row.number}: {_called(row.cells)} is in no report of this tracker, the row was that of {_called(was)}; nothing was taken from it"
                if moved
                else f"row {row.number}: a formula stands in what names the recommendation; nothing was taken from the row"
            )
        else:
            rows.append(row)
    return found


def _id_of(row: _Given, written: _Written) -> str:
    """The id of a row; of one that has lost it, that of the only recommendation of its report and number."""
    if row.cells["Id"] in written.rows:
        return row.cells["Id"]
    same = [id for id, was in written.rows.items() if all(_same(row.cells[head], was[head]) for head in ("Report", "No."))]
    return same[0] if len(same) == 1 and row.cells["No."] else ""


def _agree(rows: Sequence[_Given], reader: _Reader) -> bool:
    """Do the rows of one recommendation say the same? A line where they do not."""
    compared = (head for head in reader.written.heads if head not in _LINKED)
    heads = [head for head in compared if len({one_line(row.cells[head]) for row in rows}) > 1]
    if heads:
        called = _called(reader.written.rows[_id_of(rows[0], reader.written)])
        reader.left.append(
            f"{_rows_said(rows)}: {called} is there {len(rows)} times and differs in {_quoted(heads)}; nothing was taken from them"
        )
    return bool(rows) and not heads


def _compare(row: _Given, here: Answered, id: str, reader: _Reader) -> None:
    """Take what was changed in a row; a line for each change that docket does not take."""
    was = reader.written.rows[id]
    for head in reader.written.heads:
        if head in row.computed:
            reader.left.append(f"row {row.number}, {head}: a formula, or what one came to as an error; write the value itself")
        elif head not in _LINKED and head not in _HEADS.values() and not _same(row.cells[head], was[head]):
            reader.left.append(
                f"row {row.number}, {head}: was changed, and is shown only; {_called(was)} stays as its paper has it"
            )
    for name in CORRECTED_FIELDS:
        if _HEADS[name] not in row.computed:
            _take(name, row, here, was, reader)


def _take(name: str, row: _Given, here: Answered, was: Row, reader: _Reader) -> None:
    """Take one value where this person changed it since the workbook was written, or since it was last read in."""
    try:
        now, before = _PARSERS[name](row.cells[_HEADS[name]], was[_HEADS[name]]), was[_HEADS[name]]
    except DocketError as error:
        reader.left.append(f"row {row.number}, {_HEADS[name]}: {error}")
        return
    mine = [one for one in here.corrections if one.stamp == reader.sign["stamp"] and one.by == reader.sign["by"]]
    last, current = latest(mine, name), here.value_of(name)
    untouched = _same(now, last.now) if last else now == _PARSERS[name](before, before)
    if untouched or _same(now, current):
        _tell_other_hand(name, row, here, reader, untouched=untouched and not last)
        return
    asked = here.recommendation
    reader.taken.append(
        Review(
            act="correct", kind=asked.KIND, record=asked.id, report=_title(here), source=asked.source, number=asked.number,
            text=asked.text, field=name, was=current, now=now, back=now == here.said_by_papers(name), **reader.sign,
        )
    )  # fmt: skip


def _tell_other_hand(name: str, row: _Given, here: Answered, reader: _Reader, *, untouched: bool) -> None:
    """A copy of a workbook in which somebody else corrected a value that is untouched here: theirs stands, and that is said."""
    last = latest(here.corrections, name)
    if untouched and last and not last.back and last.stamp == reader.sign["stamp"]:
        told = f"row {row.number}, {_HEADS[name]}: stays {last.now or 'empty'}, as {last.by} corrected it on {say_when(last.on)}"
        reader.notes.append(f"{told}; to set it back, correct a tracker that is written anew")


def _title(here: Answered) -> str:
    return here.report.removesuffix(f" ({here.recommendation.source})")


def _tell_missing(by_id: Mapping[str, object], reader: _Reader) -> None:
    missing = [row for id, row in reader.written.rows.items() if id not in by_id]
    if missing:
        named = [_called(row) for row in missing[:_MOST_MISSING]]
        named += [f"{len(missing) - _MOST_MISSING:,} more"] if len(missing) > _MOST_MISSING else []
        said = f"{counted(len(missing), 'row')} {'is' if len(missing) == 1 else 'are'} missing, and nothing was deleted"
        reader.left.append(f"{said}: {'; '.join(named)}")


def _tell_other_sheets(book: Workbook, written: _Written, reader: _Reader) -> None:
    """A line for each other sheet in which somebody changed something: docket reads only one back."""
    for name, stamp in zip(_OTHERS, written.others, strict=False):
        if name not in book.sheetnames or stamp_of([_sheet(book, name)]) != stamp:
            reader.left.append(f"sheet {name}: was changed; only what is changed in the sheet {_SHEET} is taken")


def _sheet(book: Workbook, name: str) -> Sheet:
    rows = [tuple(Cell(_words(cell.value)) for cell in row) for row in islice(book[name].iter_rows(), 1, None)]
    return Sheet(name, (), tuple(row for row in rows if any(cell.text for cell in row)))


def _progress_date(cell: str, before: str) -> str:
    """The date as EDTF; what docket itself wrote there is a date in words, and is left as it stands."""
    if not cell.strip() or (cell == before and not _is_date(cell)):
        return cell.strip()
    return parse_when(cell)


def _is_date(cell: str) -> bool:
    try:
        return bool(parse_when(cell))
    except DocketError:
        return False


def _plain(cell: str, before: str) -> str:
    return one_line(cell)


_PARSERS: dict[str, Callable[[str, str], str]] = {
    ADDRESSEE: _plain,
    DISPOSITION: lambda cell, _: parse_disposition(cell, TRACKED),
    PROGRESS: lambda cell, _: parse_progress(cell),
    PROGRESS_DATE: _progress_date,
    PROGRESS_NOTE: _plain,
}


def _words(value: Any) -> str:
    """The value of a cell as words: a day as a date, a whole number without its fraction."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else clean(str(value)).strip()


def _same(left: str, right: str) -> bool:
    return one_line(left) == one_line(right)


def _called(row: Row) -> str:
    """What to call a recommendation: its number and report, or its words where it has no number."""
    return f"{_named(row['No.'], row['Recommendation'])} of {shorten(row['Report'], _SHOWN) or 'no report'}"


def _named(number: str, text: str) -> str:
    return f"recommendation {one_line(number)}" if number else f"“{shorten(text, _SHOWN)}”"


def _rows_said(rows: Sequence[_Given]) -> str:
    return f"{'row' if len(rows) == 1 else 'rows'} {', '.join(str(row.number) for row in rows)}"


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{one_line(name)}”" for name in names)
