"""A file's own list of contents: its rows, and which item each row lists.

"09/01/2014\\tPD(AP)\\tMinister\\tFerry timetables\\tR"
    ->  Row(date="2014-01-09", sender="PD(AP)", addressee="Minister", subject="Ferry timetables", marking="R")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from corpus.edtf import is_day, parse_bounds
from corpus.rulesets import read_rule_set
from extract.dates import parse_date_line

_COLUMNS = (
    ("date", re.compile(r"^date", re.I)),
    ("sender", re.compile(r"^(?:from|author|sender|originator)", re.I)),
    ("addressee", re.compile(r"^(?:to|addressee|recipient)", re.I)),
    ("subject", re.compile(r"^(?:subject|title|description|about)", re.I)),
    ("marking", re.compile(r"^(?:class|marking|security|classification)", re.I)),
)
_SUBJECT_WITH_ADDRESSEE = re.compile(
    r"^(?:TO|To|to)?:? ?(?P<to>(?:[A-Z][\w.'-]+ ){1,3}[A-Z][\w.'-]+|[A-Z]{2,5}) [-–—] (?P<subject>\S.+)$"
)
_NUMBER = re.compile(r"\(?\d{1,3}[.)]?")
# What speaks for a row and an item being the same paper, found by hand on registers; a match needs the date or both subject and a party.
_SAME_DATE, _NEAR_DATE, _NO_DATE, _OTHER_DATE = 3.0, 1.5, 0.5, -2.0
_SUBJECT_SAME, _SUBJECT_LIKE = 2.5, 1.0
_PARTY = 1.5
_ENOUGH = 3.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a register as printed; offsets into the normal text of the register item."""

    start: int
    end: int
    date: str
    sender: str
    addressee: str
    subject: str
    marking: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is compared with a row: an item's date, subject and the names its parties go by."""

    date: str
    subject: str
    senders: frozenset[str]
    addressees: frozenset[str]


def find_rows(text: str) -> list[Row]:
    """The rows of a register item, by the columns that its head line names, or by what each row says ("Letter, X to Y")."""
    columns: dict[str, int] = {}
    rows: list[Row] = []
    for start, line in _lines(text):
        cells = _cells(line)
        if not columns and len(cells) > 2 and "date" in (named := _columns(cells)):
            columns = named
            continue
        row = _described(start, line, _unnumbered(cells)) or (_headed(start, line, cells, columns) if len(cells) > 2 else None)
        rows += [row] if row else []
    return rows


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their offsets; a row whose date stands on its second line is one."""
    at, opened = 0, ""
    for line in text.splitlines(keepends=True):
        if opened and not line.strip():
            yield at - len(opened), opened.rstrip()
            opened = ""
        opened, at = opened + line, at + len(line)
        opens = opened == line and read_rule_set("extract.rules", "register", "opening").first(line.strip())
        if not opens or _date_at_end(_cells(line)[-1]):
            yield at - len(opened), opened.rstrip()
            opened = ""
    if opened:
        yield at - len(opened), opened.rstrip()


def _cells(line: str) -> list[str]:
    """The cells of a line: what tabs part, or else runs of spaces."""
    line = re.sub(r"\s*\n\s*", " ", line.strip())
    parted = line.split("\t") if "\t" in line else re.split(r" {2,}", line)
    return [" ".join(cell.split()) for cell in parted]


def _unnumbered(cells: list[str]) -> list[str]:
    """The cells without the number that leads a row in."""
    if len(cells) > 1 and _NUMBER.fullmatch(cells[0]):
        return cells[1:]
    dated = parse_date_line(" ".join(cells[0].split()[:3]))  # "2 March 1984"
    return cells if dated else [re.sub(rf"^{_NUMBER.pattern} (?=\S)", "", cells[0]), *cells[1:]]


def _described(start: int, line: str, cells: list[str]) -> Row | None:
    """A row that says what paper it lists, who wrote it and to whom, with a date before or after."""
    date, words = "", cells
    for n in (0, -1) if len(cells) > 1 else ():
        if not date and (date := parse_date_line(cells[n])):
            words = cells[1:] if n == 0 else cells[:-1]
    if not date and (found := _date_at_end(cells[-1])):
        date, words = parse_date_line(found["date"]), [*cells[:-1], cells[-1][: found.start()]]
    match = read_rule_set("extract.rules", "register", "parties").first("\t".join(words))
    if not date or match is None:
        return None
    said = match[1]
    return Row(start, start + len(line), date, said["from"].strip(), said["to"].strip(), said["subject"] or "", "")


def _date_at_end(cell: str) -> re.Match[str] | None:
    found = read_rule_set("extract.rules", "register", "date-last").first(cell)
    return found[1] if found else None


def _headed(start: int, line: str, cells: list[str], columns: dict[str, int]) -> Row | None:
    """A row by the head of its columns; without one the date is first, then who, to whom, what about."""
    if not columns:
        cells, columns = _unnumbered(cells), {"date": 0, "sender": 1, "addressee": 2, "subject": 3, "marking": 4}
    date = parse_date_line(_cell(cells, columns, "date"))
    return _row(start, start + len(line), date, cells, columns) if date else None


def _columns(cells: Sequence[str]) -> dict[str, int]:
    return {name: n for name, pattern in _COLUMNS for n, cell in reversed(list(enumerate(cells))) if pattern.match(cell)}


def _cell(cells: Sequence[str], columns: dict[str, int], name: str) -> str:
    n = columns.get(name, len(cells))
    return cells[n] if n < len(cells) else ""


def _row(start: int, end: int, date: str, cells: Sequence[str], columns: dict[str, int]) -> Row:
    addressee, subject = _cell(cells, columns, "addressee"), _cell(cells, columns, "subject")
    if not addressee and (match := _SUBJECT_WITH_ADDRESSEE.match(subject)):
        addressee, subject = match["to"], match["subject"]
    return Row(start, end, date, _cell(cells, columns, "sender"), addressee, subject, _cell(cells, columns, "marking"))


def match_rows(
    rows: Sequence[Row], candidates: Sequence[Candidate], same_party: Callable[[str, frozenset[str]], bool]
) -> dict[int, int]:
    """Row index -> candidate index, best pairs first, each used once; a row that nothing fits is left out.

    `same_party(cell, names)` says whether a cell of the register ("PD(AP)") can mean one of an item's parties.
    """
    pairs = [
        (score, -abs(_share(r, rows) - (1 - _share(c, candidates))), r, c)
        for r, row in enumerate(rows)
        for c, candidate in enumerate(candidates)
        if (score := _score(row, candidate, same_party)) >= _ENOUGH
    ]
    matched: dict[int, int] = {}
    used: set[int] = set()
    for _, _, r, c in sorted(pairs, key=lambda pair: (-pair[0], -pair[1], pair[2], pair[3])):
        if r not in matched and c not in used:
            matched[r] = c
            used.add(c)
    return matched


def _share(n: int, of: Sequence[object]) -> float:
    return n / max(1, len(of) - 1)


def _score(row: Row, candidate: Candidate, same_party: Callable[[str, frozenset[str]], bool]) -> float:
    date = _date_score(row.date, candidate.date)
    likeness = (
        fuzz.token_set_ratio(row.subject.casefold(), candidate.subject.casefold()) if row.subject and candidate.subject else 0.0
    )
    subject = _SUBJECT_SAME if likeness >= 85 else _SUBJECT_LIKE if likeness >= 65 else 0.0
    if candidate.subject and row.subject and likeness < 40:
        subject = -0.5
    parties = _PARTY * (
        bool(row.sender and same_party(row.sender, candidate.senders))
        + bool(row.addressee and same_party(row.addressee, candidate.addressees))
    )
    if date < _NEAR_DATE and subject < _SUBJECT_LIKE:
        return 0.0
    if date < _SAME_DATE and subject + parties < _SUBJECT_SAME:
        return 0.0
    return date + subject + parties


def _date_score(row: str, item: str) -> float:
    if not item:
        return _NO_DATE
    if row == item:
        return _SAME_DATE
    a, b = parse_bounds(row), parse_bounds(item)
    if a is None or b is None or a.first is None or b.first is None or b.last is None:
        return _NO_DATE
    if not is_day(item) and b.first <= a.first <= b.last:
        return _NEAR_DATE
    if (a.first.year, a.first.month) == (b.first.year, b.first.month) and str(b.first.day) in str(a.first.day):
        return _NEAR_DATE  # a digit of the day lost: "2 November" for "28 November"
    return _OTHER_DATE
