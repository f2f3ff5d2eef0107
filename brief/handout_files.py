"""Writes a handout as a file that people open: a workbook, a Word document, a web page, Markdown.

write_handout(handout, "xlsx", Path("promises.xlsx"))  ->  'Wrote 3 promises by the Home Office to promises.xlsx.'

Text that a spreadsheet would take for a formula is kept as text in everything that a spreadsheet opens.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from brief.exporting import write_bytes
from brief.handout import Asked, Cell, Citation, Handout, Links, Sheet, handout_of, say_facts
from brief.listing import Listing, csv_text, render
from brief.plain import clean, csv_cell, one_line, shorten
from brief.word_file import UNMARKED, word_file

_LONGEST_CELL = 32_000  # characters; a workbook holds 32,767
_NARROW = 15
_WIDE = 10  # columns, from which on a table is printed small
_LINE, _HIGHEST = 15.0, 405.0  # points: of a line, and the most that a row of a workbook takes
_WIDTHS = {
    "Recommendation": 70,
    "Answer": 70,
    "Promises": 60,
    "Promise": 60,
    "Step": 60,
    "What": 60,
    "Words": 70,
    "Text": 70,
    "Words on the page": 60,
    "Report": 30,
    "Addressee": 24,
    "By": 24,
    "Who": 24,
    "To": 24,
    "Date": 20,
    "When": 20,
    "Source": 60,
    "Paper": 30,
    "Progress note": 40,
    "Corrected": 40,
}
WORDS = "s"  # the type of a cell of words, so that what begins with "=" is no formula
_CSS = """
body{font:10pt/1.4 Arial,Helvetica,sans-serif;color:#000;margin:2em auto;max-width:75em;padding:0 1em}
h1{font-size:16pt;margin:.5em 0}h2{font-size:13pt}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1em 1em}dt{font-weight:bold}dd{margin:0}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #767676;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:break-word}
td{white-space:pre-line}
th{background:#eee}.marking,.marking th,.marking td{background:none;border:0;font-weight:bold;text-align:center}
q{display:block;margin:.2em 0 .4em}a{color:#000}
@page{size:A4 landscape;margin:15mm;@bottom-right{content:"Page " counter(page) " of " counter(pages);font:8pt Arial,sans-serif}}
@media print{body{margin:0;max-width:none;padding:0;font-size:9pt}thead{display:table-header-group}tfoot{display:table-footer-group}
tr{break-inside:avoid}.wide{font-size:7pt}.wide tr{break-inside:auto}th{print-color-adjust:exact;-webkit-print-color-adjust:exact}h2{break-after:avoid}}
"""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~])")


def write_listing(listing: Listing, form: str, path: Path, asked: Asked, links: Links) -> str:
    """Write a listing as one of `FORMS`, as "csv", "json" or "table"; what was written, in words.

    A file of CSV begins with a byte order mark, without which Excel reads £ and é in the machine's old code page when somebody
    double-clicks it; and each row says what it answers, for rows are copied from one sheet to another. What is printed as CSV for
    programs has neither, since most take the mark for a part of the first name.
    """
    if form in FORMS:
        return write_handout(handout_of(listing, asked, links), form, path)
    if form == "csv":
        facts = [(name.casefold().replace(" ", "_"), value) for name, value in say_facts(asked, listing.markings or ())]
        text = "\ufeff" + csv_text(listing, facts)
    else:
        text = render(listing, form)
    return write_bytes(path, text.encode("utf-8", "replace"))


def write_handout(handout: Handout, form: str, path: Path) -> str:
    """Write a handout as "xlsx", "docx", "html" or "md"; what was written, in words. DocketError where the file cannot be written."""
    write_bytes(path, FORMS[form](handout))
    return f"Wrote {handout.title} to {path}."


def workbook(handout: Handout) -> Workbook:
    """A workbook: a sheet a table, with filters and a head that stays in sight and on every printed page; what it answers on the last."""
    book = Workbook()
    about = book.active
    for number, sheet in enumerate(handout.sheets):
        _fill(book.create_sheet(_sheet_name(sheet.name), number), _with_sources(sheet), handout.marking)
    about.title = "About"
    for number, line in enumerate([*handout.lines(), *handout.notes], 1):
        about.cell(number, 1, clean(line)).data_type = WORDS
    about.column_dimensions["A"].width = 100
    book.active = 0
    return book


def workbook_file(book: Workbook) -> bytes:
    """A workbook as the bytes of its file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fitted(text: str) -> str:
    """The text as a cell of a workbook holds it."""
    return clean(text) if len(text) <= _LONGEST_CELL else shorten(text, _LONGEST_CELL)


def web_page(handout: Handout) -> str:
    """A page that stands by itself, without a script: printed, each page has the heads of its table and the marking."""
    facts = "".join(f"<dt>{_escaped(name)}</dt><dd>{_escaped(value)}</dd>\n" for name, value in handout.told())
    named = len(handout.sheets) > 1
    tables = "".join(_html_table(sheet, handout.marking, named=named) for sheet in handout.sheets if sheet.rows)
    notes = "".join(f"<p>{_escaped(note)}</p>\n" for note in handout.notes)
    marking = f'<p class="marking">{_escaped(handout.marking or UNMARKED)}</p>\n'
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_escaped(handout.heading)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n{marking}"
        f"<h1>{_escaped(handout.heading)}</h1>\n<p>{_escaped(handout.title)}</p>\n<dl>\n{facts}</dl>\n{tables}{notes}{marking}"
        "</body>\n</html>\n"
    )


def markdown(handout: Handout) -> str:
    """Tables in Markdown, under what they answer."""
    parts = [f"# {_marked_down(handout.heading)}", _marked_down(handout.title)]
    parts.append("\n".join(f"- {_marked_down(name)}: {_marked_down(value)}" for name, value in handout.told()))
    for sheet in handout.sheets:
        parts += [f"## {_marked_down(sheet.name)}"] if len(handout.sheets) > 1 else []
        parts += [_markdown_table(_with_sources(sheet))] if sheet.rows else []
    return "\n\n".join([*parts, *map(_marked_down, handout.notes)]) + "\n"


def _fill(page: Worksheet, sheet: Sheet, marking: str) -> None:
    """A sheet with its head in bold and in sight, filters, wrapped words, and links where cells lead somewhere."""
    for column, head in enumerate(sheet.heads, 1):
        page.cell(1, column, head).font = Font(bold=True)
        page.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(head, _NARROW)
    for number, row in enumerate(sheet.rows, 2):
        for column, cell in enumerate(row, 1):
            made = page.cell(number, column)
            made.value = fitted(cell.text)
            made.data_type = WORDS
            if cell.link:
                made.hyperlink, made.style = cell.link, "Hyperlink"
            made.alignment = Alignment(vertical="top", wrap_text=True)
        page.row_dimensions[number].height = _height(sheet.heads, row)
    page.freeze_panes = "C2" if sheet.heads[:2] == ("Report", "No.") else "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.heads))}{max(2, len(sheet.rows) + 1)}"
    _lay_out_print(page, marking or UNMARKED)


def _height(heads: Sequence[str], row: Sequence[Cell]) -> float:
    """The height of a row in points, so that all of its words are seen; programs do not find it where a cell is a link."""
    widths = [_WIDTHS.get(head, _NARROW) for head in heads]
    lines = [
        sum(1 + len(line) // width for line in cell.text.splitlines() or [""]) for cell, width in zip(row, widths, strict=True)
    ]
    return min(_LINE * max(lines), _HIGHEST)


def _lay_out_print(page: Worksheet, marking: str) -> None:
    """How it prints: on its side, as wide as the paper, its head and the marking on every page."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    page.oddHeader.center.text = page.oddFooter.center.text = marking.replace("&", "&&")
    page.oddFooter.right.text = "Page &P of &N"


def _with_sources(sheet: Sheet) -> Sheet:
    """The sources of the rows as columns: where they stand, and their words."""
    if not sheet.sources:
        return sheet
    rows = tuple(
        (
            *row,
            Cell("\n".join(one.place for one in cited), next((one.link for one in cited if one.link), "")),
            Cell("\n".join(one.quote for one in cited)),
        )
        for row, cited in zip(sheet.rows, sheet.sources, strict=True)
    )
    return Sheet(sheet.name, (*sheet.heads, "Source", "Words on the page"), rows)


def _sheet_name(name: str) -> str:
    """A name that a workbook takes."""
    return re.sub(r"[\[\]:*?/\\]", " ", clean(name))[:31].strip() or "Sheet"


def _html_table(sheet: Sheet, marking: str, *, named: bool) -> str:
    span = len(sheet.heads) + bool(sheet.sources)
    heads = "".join(f'<th scope="col">{_escaped(head)}</th>' for head in (*sheet.heads, *["Source"] * bool(sheet.sources)))
    marked = f'<tr class="marking"><td colspan="{span}">{_escaped(marking or UNMARKED)}</td></tr>'
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{_linked(cell.text, cell.link)}</td>" for cell in row)
        + (f"<td>{''.join(map(_html_source, sheet.sources[number]))}</td>" if sheet.sources else "")
        + "</tr>\n"
        for number, row in enumerate(sheet.rows)
    )
    title = f"<h2>{_escaped(sheet.name)}</h2>\n" if named else ""
    wide = ' class="wide"' if span >= _WIDE else ""
    return f"{title}<table{wide}>\n<thead>{marked}<tr>{heads}</tr></thead>\n<tfoot>{marked}</tfoot>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _html_source(one: Citation) -> str:
    words = f"<q>{_escaped(shorten(one.quote, 300))}</q>" if one.quote else "<br>"
    return _linked(one.place, one.link) + words


def _linked(text: str, link: str) -> str:
    words = _escaped(csv_cell(text))
    return f'<a href="{html.escape(link)}">{words}</a>' if link else words


def _escaped(text: str) -> str:
    return html.escape(clean(text))


def _markdown_table(sheet: Sheet) -> str:
    lines = [sheet.heads, tuple("---" for _ in sheet.heads), *(tuple(cell.text for cell in row) for row in sheet.rows)]
    head, rule, *rows = lines
    made = ["| " + " | ".join(map(_marked_down, head)) + " |", "| " + " | ".join(rule) + " |"]
    return "\n".join([*made, *("| " + " | ".join(map(_markdown_cell, row)) + " |" for row in rows)])


def _markdown_cell(text: str) -> str:
    return "<br>".join(_marked_down(line) for line in csv_cell(text).splitlines())


def _marked_down(text: str) -> str:
    """Words that Markdown takes for nothing but words."""
    return _MARKDOWN.sub(r"\\\1", one_line(text))


FORMS: dict[str, Callable[[Handout], bytes]] = {
    "xlsx": lambda handout: workbook_file(workbook(handout)),
    "docx": word_file,
    "html": lambda handout: web_page(handout).encode("utf-8", "replace"),
    "md": lambda handout: markdown(handout).encode("utf-8", "replace"),
}
