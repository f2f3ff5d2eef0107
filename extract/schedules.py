"""Tables of recommendations: "No. | Recommendation | Response", "Inquiry | Number | Issued | Status at 30 June".

    "4<TAB>Publish the register.<TAB>Accepted"  ->  Row(number="4", wording=Cell(2, 23, …), answers=(Cell(24, 32, "Accepted"),), …)

A table is known by its head: a column of numbers with a column of recommendations, of responses or of statuses. Where several bodies
answer, each in a column under its name, a row has an answer of each. Of several columns of status the last is the newest; beside a
column of responses they say what was decided and how far the work is. A table without numbers has its recommendations by their words; a
row that carries on the one above it, in small letters or without a recommendation, belongs to that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.ruletables import read_rules
from extract.numbering import NUMBER
from extract.paragraphs import Paragraph

_LETTERS = r"\(?[a-z]\)|\([ivx]{1,5}\)"
_NUMBER = re.compile(rf"(?:recommendation\s+)?({NUMBER}|{_LETTERS}|[a-z])[.:)]?", re.IGNORECASE)
_LEADING = re.compile(rf"(?:recommendation\s+)?({NUMBER}|{_LETTERS})[.:)]?\s+", re.IGNORECASE)
_SAYS = re.compile(r"[\"'(]*[A-Z]")  # a recommendation without a number begins so
_FAR = 12
_LONGEST = 600  # characters of a recommendation in a table without numbers
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that answers: where it stands, who answers in it ("" where the head of its column names nobody)."""

    start: int
    end: int
    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of recommendations: the number as printed ("" for none), its wording, the answers to it.

    `statuses` are short cells beside an answer in words: the decision, how far the work is.
    """

    number: str
    start: int
    end: int
    wording: Cell | None
    answers: tuple[Cell, ...] = ()
    statuses: tuple[Cell, ...] = ()
    lead: str = ""  # who is to act


@dataclass(frozen=True, slots=True)
class _Head:
    number: int | None
    wording: int | None
    answer: tuple[int, ...]
    statuses: tuple[int, ...]
    lead: int | None
    respondent: int | None
    parties: tuple[tuple[int, str], ...]
    width: int


def find_rows(text: str, paragraphs: Sequence[Paragraph]) -> list[Row]:
    """The rows of all tables of recommendations in a text, in order."""
    found: list[Row] = []
    head: _Head | None = None
    last = 0
    for at, paragraph in enumerate(paragraphs):
        if not paragraph.row:
            continue
        cells = _cells(text, paragraph)
        new = _head(text, cells)
        head = new or (head if at - last <= _FAR else None)
        below = bool(found) and at - last == 1 and found[-1].end == paragraphs[last].end
        last = at
        row = _row(text, paragraph, cells, head, found[-1] if found else None) if head and not new else None
        if row and below and _carries_on(row, found[-1]):
            found[-1] = _joined(found[-1], row)
        elif row and (row.number or row.wording):
            found.append(row)
    return [
        row
        for row in found
        if row.number or (row.wording and _SAYS.match(row.wording.text) and len(row.wording.text) <= _LONGEST)
    ]


def _carries_on(row: Row, above: Row) -> bool:
    """Is a row the rest of the one above it, which a page or a cell broke off?"""
    if row.number or (above.answers and any(cell.who for cell in row.answers)):
        return False
    return row.wording is None or row.wording.text[:1].islower()


def _joined(above: Row, row: Row) -> Row:
    """Two rows as one."""
    wording = _with(above.wording, row.wording) if above.wording and row.wording else above.wording or row.wording
    answers = above.answers
    if row.answers:
        answers = (*above.answers[:-1], _with(above.answers[-1], row.answers[0])) if above.answers else row.answers
    return replace(above, end=row.end, wording=wording, answers=answers)


def _with(cell: Cell, more: Cell) -> Cell:
    return replace(cell, end=more.end, text=f"{cell.text} {more.text}")


def has_answers(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Does a table of the text give answers or statuses to recommendations?"""
    return any(row.answers for row in find_rows(text, paragraphs))


def _cells(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    """The cells of a row, trimmed; an empty cell keeps its place."""
    raw = text[paragraph.start : paragraph.end]
    separator = "\t" if "\t" in raw else "|"
    cells, at = [], paragraph.start
    for piece in raw.split(separator):
        bare = piece.strip()
        begin = at + (piece.index(bare) if bare else 0)
        cells.append((begin, begin + len(bare)))
        at += len(piece) + 1
    return cells[1:] if separator == "|" and cells and cells[0][0] == cells[0][1] else cells


def _head(text: str, cells: Sequence[tuple[int, int]]) -> _Head | None:
    labels = [_column(" ".join(text[start:end].split())) for start, end in cells]
    number, wording = _last(labels, "column-number"), _last(labels, "column-recommendation")
    status, answer = _last(labels, "column-response"), tuple(at for at, label in enumerate(labels) if label == "column-answer")
    parties = tuple((at, _party(text[start:end])) for at, (start, end) in enumerate(cells) if labels[at] == "column-party")
    parties = parties if len(parties) > 1 and not answer else ()
    if number is None and wording is not None and cells[0][0] == cells[0][1]:
        number = 0  # a column of numbers often has no head
    known = (number, wording, answer if answer else status, parties or None)
    if sum(column is not None for column in known) < 2 or (number is None and wording is None):
        return None
    statuses = tuple(at for at, label in enumerate(labels) if label == "column-response") if answer else ()
    answer = answer or (() if status is None else (status,))
    return _Head(
        number,
        wording,
        answer,
        statuses,
        _last(labels, "column-lead"),
        _last(labels, "column-respondent"),
        parties,
        len(cells),
    )


def _party(words: str) -> str:
    """The name of a body at the head of a column, without what says that it answers there."""
    return re.sub(
        r"(?:'s?|s')?\s+(?:response|reply|position|status|view)$", "", " ".join(words.split(" ")), flags=re.IGNORECASE
    ).strip()


def _column(words: str) -> str:
    for rule in read_rules("extract.rules", "responses"):
        if rule.label.startswith("column-") and rule.pattern.search(words):
            return rule.label
    return ""


def _last(labels: Sequence[str], label: str) -> int | None:
    places = [at for at, one in enumerate(labels) if one == label]
    return (places[-1] if label == "column-response" else places[0]) if places else None


def _row(text: str, paragraph: Paragraph, cells: Sequence[tuple[int, int]], head: _Head, above: Row | None) -> Row | None:
    def cell(column: int | None) -> Cell | None:
        if column is None or column >= len(cells) or cells[column][1] <= cells[column][0]:
            return None
        return Cell(*cells[column], " ".join(text[slice(*cells[column])].split()))

    if len(cells) < max(2, head.width - 1):
        return None
    wording, numbered = cell(head.wording), cell(head.number)
    if numbered and (match := _NUMBER.fullmatch(numbered.text)) and not _YEAR.fullmatch(match.group(1)):
        number = match.group(1)
    elif (
        wording
        and not numbered
        and (match := _LEADING.match(text[wording.start : wording.end]))
        and not _YEAR.fullmatch(match.group(1))
    ):
        number = match.group(1)
        wording = replace(
            wording, start=wording.start + match.end(), text=" ".join(text[wording.start + match.end() : wording.end].split())
        )
    elif above and head.respondent is not None and cell(head.respondent) and not wording and not numbered:
        number, wording = above.number, above.wording  # the next body that answers the recommendation of the row above
    elif numbered or head.number:
        return None
    else:
        number = ""
    respondent, lead = cell(head.respondent), cell(head.lead)
    answers = [replace(found, who=who) for column, who in head.parties if (found := cell(column))]
    if said := [found for column in head.answer if (found := cell(column))]:
        whole = (
            said[0] if len(said) == 1 else _with(said[0], said[-1])
        )  # the answer, and what is said of it in the column beside it
        answers = [replace(whole, who=respondent.text if respondent else "")]
    statuses = [found for column in head.statuses if (found := cell(column))]
    if not answers and statuses:
        answers = [statuses.pop()]
    return Row(_bare(number), paragraph.start, paragraph.end, wording, tuple(answers), tuple(statuses), lead.text if lead else "")


def _bare(number: str) -> str:
    """A letter without its brackets; another number as printed, without a bracket that closes nothing."""
    if re.fullmatch(_LETTERS, number, re.IGNORECASE):
        return number.strip("()")
    return number[:-1] if number.endswith(")") and "(" not in number else number
