"""Reads a PDF: the text of its pages in reading order, joined by form feeds, with the place of every word.

    b"%PDF-1.4 …"  ->  SourceText(format="pdf", text="Dear Minister\\n\\n…\\f…", pages=(Page(1, 0, 1810, …), …))

Runs in a child process (see `corpus.readers.child`), for a broken PDF can hang or crash what parses it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from corpus.errors import UnreadableError
from corpus.layout import lay_out
from corpus.readers.margins import set_margins_aside
from corpus.readers.pages import write_pages
from corpus.readers.pdfwords import MOST_CHARACTERS, TooFullError, read_sheet
from corpus.readers.scans import look_at
from corpus.readers.sheet import Sheet, body_size
from corpus.sources import Fault, SourceText

MOST_PAGES = 2_000
_PASSWORD = 4  # PDFium's number for a document that wants a password


def read_pdf(
    data: bytes,
    *,
    ocr: str = "auto",
    languages: str = "",
    skip: Collection[int] = (),
    on_page: Callable[[int], None] = lambda number: None,
) -> SourceText:
    """A PDF's text. `skip` are pages not to be read; `on_page` is told the number of each page before work on it begins."""
    document = _opened(data)
    count = len(document)
    if count > MOST_PAGES:
        raise UnreadableError(f"has {count:,} pages, more than docket reads at once ({MOST_PAGES:,}); split it and add the parts")
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    for number in range(1, count + 1):
        on_page(number)
        sheet, fault = (
            (Sheet(0, 0, []), None) if number in skip else _sheet(document, number, ocr, languages, partial(on_page, number))
        )
        sheets.append(sheet)
        faults += [fault] if fault else []
    document.close()
    return as_source("pdf", sheets, faults, on_page)


def as_source(format_name: str, sheets: list[Sheet], faults: list[Fault], on_page: Callable[[int], None]) -> SourceText:
    """Sheets laid out and written one after the other; running heads and feet are set aside first."""
    set_margins_aside(sheets)
    size = body_size(word for sheet in sheets for word in sheet.words)
    laid = []
    for number, sheet in enumerate(sheets, 1):
        on_page(number)
        sheet.body = size
        laid.append(lay_out(sheet))
    text, pages = write_pages(sheets, laid)
    return SourceText("", "", "", format_name, text, pages, faults=tuple(faults))


def _opened(data: bytes) -> Any:
    import pypdfium2  # noqa: PLC0415

    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("is not a PDF, whatever its name says; give it the ending of what it is")
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise UnreadableError("is encrypted and wants a password; save a copy without one and add that") from error
        raise UnreadableError("is broken or cut off; fetch it again, or open it in a PDF viewer and save a copy") from error
    if not count:
        raise UnreadableError("has no pages; fetch it again")
    return document


def _sheet(document: Any, number: int, ocr: str, languages: str, on_wait: Callable[[], None]) -> tuple[Sheet, Fault | None]:
    import pypdfium2  # noqa: PLC0415

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return Sheet(0, 0, []), Fault("the page is broken and left out; fetch the PDF again", number)
    try:
        return look_at(partial(_rendered, page), read_sheet(page), number, ocr, on_wait, languages)
    except TooFullError as error:
        return Sheet(0, 0, []), Fault(
            f"the page has {error} characters, more than any page of print ({MOST_CHARACTERS:,}), and is left out", number
        )
    finally:
        page.close()


def _rendered(page: Any, scale: float) -> Any:
    return page.render(scale=scale, grayscale=True).to_pil()
