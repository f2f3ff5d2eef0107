"""The tracker of recommendations as a file that people keep: a workbook, a document, a web page.

write_tracker(casebook, RecommendationQuery(), "xlsx", Path("tracker.xlsx"))
->  a workbook with a sheet of recommendations, of answers, of promises, of counts, each with filters and a head that stays in sight

Text that a spreadsheet would take for a formula is kept as text.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable, Iterable
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from brief.plain import clean, one_line, shorten
from brief.recommendations import RecommendationQuery
from brief.tracker import Cell, Sheet, Tracker, make_tracker
from corpus.casebook import Casebook
from corpus.errors import DocketError

_LONGEST_CELL = 32_000  # characters; a workbook holds 32,767
_LONG_HEADING = 120
_NARROW = 15
_WIDTHS = {
    "Recommendation": 70,
    "Answer": 70,
    "Promises": 60,
    "Promise": 60,
    "Step": 60,
    "Report": 30,
    "Addressee": 24,
    "By": 24,
    "Who": 24,
    "Source": 26,
    "Progress note": 40,
    "Corrected": 40,
}
AS_WRITTEN = "As written"  # the hidden sheet
MARK = "docket tracker 1"  # its first words, with the version of its form
_WORDS = "s"  # the type of a cell of words, so that what begins with "=" is no formula


def write_tracker(casebook: Casebook, query: RecommendationQuery, form: str, path: Path) -> str:
    """Write the tracker as "xlsx", "docx" or "html"; what was written, in words. DocketError where the file cannot be written."""
    tracker = make_tracker(casebook, query)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _WRITERS[form](tracker, path)
    except OSError as error:
        raise DocketError(f"{path}: {error.strerror}; name a file that you may write to") from error
    return f"Wrote {tracker.title} to {path}."


def _write_xlsx(tracker: Tracker, path: Path) -> None:
    book = Workbook()
    about = book.active
    for number, sheet in enumerate(tracker.sheets):
        _fill(book.create_sheet(sheet.name, number), sheet)
    about.title = "About"
    about["A1"], about["A2"] = clean(tracker.title), clean(tracker.marking)
    about.column_dimensions["A"].width = 100
    _keep_as_written(book, tracker)
    book.active = 0
    book.save(path)


def _keep_as_written(book: Workbook, tracker: Tracker) -> None:
    """A hidden copy of the sheet that people correct: what they changed is known by it, also once the casebook has moved on."""
    page = book.create_sheet(AS_WRITTEN)
    page.sheet_state = "hidden"
    asked, *others = tracker.sheets
    page.append([MARK, stamp_of(tracker.sheets), *(stamp_of([sheet]) for sheet in others)])
    for number, row in enumerate((asked.heads, *(tuple(cell.text for cell in row) for row in asked.rows)), 2):
        for column, text in enumerate(row, 1):
            made = page.cell(number, column)
            made.value, made.data_type = fitted(text), _WORDS


def stamp_of(sheets: Iterable[Sheet]) -> str:
    """What tells sheets from others by their words, whatever the order of their rows."""
    rows = sorted("\x1f".join(one_line(fitted(cell.text)) for cell in row) for sheet in sheets for row in sheet.rows)
    return hashlib.sha256("\x1e".join(rows).encode("utf-8", "replace")).hexdigest()[:16]


def fitted(text: str) -> str:
    """The text as a cell of a workbook holds it."""
    return clean(text) if len(text) <= _LONGEST_CELL else shorten(text, _LONGEST_CELL)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    """A sheet with its head in bold and in sight, filters, wrapped words, and links where cells lead somewhere."""
    for column, head in enumerate(sheet.heads, 1):
        page.cell(1, column, head).font = Font(bold=True)
        page.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(head, _NARROW)
    for number, row in enumerate(sheet.rows, 2):
        for column, cell in enumerate(row, 1):
            made = page.cell(number, column)
            made.value = fitted(cell.text)
            made.data_type = _WORDS
            if cell.link:
                made.hyperlink, made.style = cell.link, "Hyperlink"
            made.alignment = Alignment(vertical="top", wrap_text=True)
    page.freeze_panes = "C2" if sheet.heads[:2] == ("Report", "No.") else "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.heads))}{max(2, len(sheet.rows) + 1)}"


def _write_docx(tracker: Tracker, path: Path) -> None:
    """The counts, then every recommendation with its answers and promises."""
    document = Document()
    asked, answers, promises, history, counts = tracker.sheets
    document.add_heading("Tracker of recommendations", 0)
    for words in (tracker.title, tracker.marking):
        document.add_paragraph(clean(words))
    _add_table(document, counts)
    for row in asked.rows:
        fields = dict(zip(asked.heads, row, strict=True))
        title = f"{fields['No.'].text or '–'}. {shorten(fields['Recommendation'].text, _LONG_HEADING)}"
        document.add_heading(clean(title), 2)
        document.add_paragraph(clean(fields["Recommendation"].text))
        for head in (
            "Report",
            "Addressee",
            "Disposition",
            "Progress",
            "Progress date",
            "Progress note",
            "Next due",
            "Corrected",
            "Source",
        ):
            if fields[head].text:
                document.add_paragraph(clean(f"{head}: {fields[head].text}"))
        _add_bullets(document, answers, fields["Id"].text, ("By", "Date", "Disposition", "Answer", "Source"))
        _add_bullets(document, promises, fields["Id"].text, ("Who", "Promise", "Due", "Status", "Source"))
        _add_bullets(document, history, fields["Id"].text, ("Date", "Step", "Source"))
    document.save(str(path))


def _add_table(document: WordDocument, sheet: Sheet) -> None:
    table = document.add_table(rows=0, cols=len(sheet.heads), style="Light Grid Accent 1")
    for words in (sheet.heads, *(tuple(cell.text for cell in row) for row in sheet.rows)):
        for made, word in zip(table.add_row().cells, words, strict=True):
            made.text = clean(word)


def _add_bullets(document: WordDocument, sheet: Sheet, asked: str, heads: tuple[str, ...]) -> None:
    """The rows of a sheet that are about a recommendation; the last cell of each is its id."""
    for row in (one for one in sheet.rows if one[-1].text == asked):
        fields = dict(zip(sheet.heads, row, strict=True))
        document.add_paragraph(clean("; ".join(fields[head].text for head in heads if fields[head].text)), style="List Bullet")


def _write_html(tracker: Tracker, path: Path) -> None:
    """A page that stands by itself: every table, each with its head and links."""
    body = "".join(_html_table(sheet) for sheet in tracker.sheets)
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Tracker of recommendations</title>\n'
        "<style>body{font-family:sans-serif}table{border-collapse:collapse}th,td{border:1px solid #999;padding:.3em;"
        "text-align:left;vertical-align:top;white-space:pre-line}th{background:#eee;position:sticky;top:0}</style>\n</head>\n"
        f"<body>\n<h1>Tracker of recommendations</h1>\n<p>{_escaped(tracker.title)}</p>\n<p>{_escaped(tracker.marking)}</p>\n"
        f"{body}</body>\n</html>\n"
    )
    path.write_text(page, "utf-8", newline="\n")


def _html_table(sheet: Sheet) -> str:
    heads = "".join(f'<th scope="col">{_escaped(head)}</th>' for head in sheet.heads)
    rows = "".join("<tr>" + "".join(f"<td>{_html_cell(cell)}</td>" for cell in row) + "</tr>\n" for row in sheet.rows)
    return f"<h2>{_escaped(sheet.name)}</h2>\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _html_cell(cell: Cell) -> str:
    words = _escaped(cell.text)
    return f'<a href="{html.escape(cell.link)}">{words}</a>' if cell.link else words


def _escaped(text: str) -> str:
    return html.escape(clean(text))


_WRITERS: dict[str, Callable[[Tracker, Path], None]] = {"xlsx": _write_xlsx, "docx": _write_docx, "html": _write_html}
