"""The tracker of recommendations as a file that people keep: a workbook, a document, a web page.

write_tracker(make_tracker(casebook, RecommendationQuery(), asked), "xlsx", Path("tracker.xlsx"))
->  a workbook with a sheet of recommendations, of answers, of promises, of counts, each with filters and a head that stays in sight

The workbook can be corrected and read back in (`brief.tracker_reading`), by a hidden sheet that says how it was written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook

from brief.exporting import write_bytes
from brief.handout import Citation, Handout, Sheet
from brief.handout_files import FORMS, WORDS, fitted, workbook, workbook_file
from brief.plain import one_line, shorten
from brief.word_file import WordFile

_LONG_HEADING = 70
_UNKNOWN = "unknown"  # a status of which nothing is said
_IDS = ("Id", "Answers", "About")
AS_WRITTEN = "As written"  # the hidden sheet
MARK = "docket tracker 1"  # its first words, with the version of its form
_ANSWER, _PROMISE, _STEP = ("By", "Date", "Disposition", "Answer"), ("Who", "Promise", "Due", "Status"), ("Date", "Step")
_DETAILS = ("Report", "Addressee", "Disposition", "Progress", "Progress date", "Progress note", "Next due", "Corrected")


def write_tracker(tracker: Handout, form: str, path: Path) -> str:
    """Write the tracker as "xlsx", "docx" or "html"; what was written, in words. DocketError where the file cannot be written."""
    write_bytes(path, _WRITERS[form](tracker))
    return f"Wrote {tracker.title} to {path}."


def stamp_of(sheets: Iterable[Sheet]) -> str:
    """What tells sheets from others by their words, whatever the order of their rows."""
    rows = sorted("\x1f".join(one_line(fitted(cell.text)) for cell in row) for sheet in sheets for row in sheet.rows)
    return hashlib.sha256("\x1e".join(rows).encode("utf-8", "replace")).hexdigest()[:16]


def _xlsx(tracker: Handout) -> bytes:
    book = workbook(tracker)
    _keep_as_written(book, tracker)
    return workbook_file(book)


def _keep_as_written(book: Workbook, tracker: Handout) -> None:
    """A hidden copy of the sheet that people correct: what they changed is known by it, also once the casebook has moved on."""
    page = book.create_sheet(AS_WRITTEN)
    page.sheet_state = "hidden"
    asked, *others = tracker.sheets
    page.append([MARK, stamp_of(tracker.sheets), *(stamp_of([sheet]) for sheet in others)])
    for number, row in enumerate((asked.heads, *(tuple(cell.text for cell in row) for row in asked.rows)), 2):
        for column, text in enumerate(row, 1):
            made = page.cell(number, column)
            made.value, made.data_type = fitted(text), WORDS


def _docx(tracker: Handout) -> bytes:
    """The counts, then every recommendation with its answers and promises, in words: nineteen columns are no page."""
    file = WordFile(tracker.heading, marking=tracker.marking)
    asked, answers, promises, history, counts = tracker.sheets
    for line in tracker.lines():
        file.add_paragraph(line)
    if counts.rows:
        file.add_heading(counts.name)
        file.add_table(counts)
    file.add_heading(asked.name)
    for row in asked.rows:
        fields = {head: cell.text for head, cell in zip(asked.heads, row, strict=True)}
        file.add_heading(f"{fields['No.'] or '–'}. {shorten(fields['Recommendation'], _LONG_HEADING)}", 2)
        file.add_paragraph(fields["Recommendation"], sources=[Citation(fields["Source"])])
        for head in _DETAILS:
            if fields[head]:
                file.add_paragraph(f"{head}: {fields[head]}")
        for sheet, heads in ((answers, _ANSWER), (promises, _PROMISE), (history, _STEP)):
            _add_bullets(file, sheet, fields["Id"], heads)
    for note in tracker.notes:
        file.add_paragraph(note)
    return file.as_bytes()


def _add_bullets(file: WordFile, sheet: Sheet, asked: str, heads: tuple[str, ...]) -> None:
    """The rows of a sheet that are about a recommendation, under its name; the last cell of each is its id."""
    mine = [one for one in sheet.rows if one[-1].text == asked]
    if mine:
        file.add_heading(sheet.name, 3)
    for row in mine:
        fields = {head: cell.text for head, cell in zip(sheet.heads, row, strict=True)}
        words = "; ".join(fields[head] for head in heads if fields[head] not in ("", _UNKNOWN))
        sources = [Citation(fields["Source"])] if fields["Source"] else []
        file.add_paragraph(words, style="List Bullet", sources=sources)


def _html(tracker: Handout) -> bytes:
    """Its tables without the columns by which the workbook is read back in."""
    return FORMS["html"](replace(tracker, sheets=tuple(sheet.without(_IDS) for sheet in tracker.sheets)))


_WRITERS: dict[str, Callable[[Handout], bytes]] = {"xlsx": _xlsx, "docx": _docx, "html": _html}
