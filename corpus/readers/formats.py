"""Which reader reads what: endings to formats, and bytes of a format to a source.

READABLE[".pdf"] == "pdf";  read_format("html", b"<p>Dear Minister")  ->  SourceText(format="html", text="Dear Minister")
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import PurePath
from types import MappingProxyType

from corpus.errors import UnreadableError
from corpus.sources import SourceText

_ENDINGS = {
    "text": ".txt .text .md .markdown",
    "pdf": ".pdf",
    "picture": ".tif .tiff .png .jpg .jpeg",
    "docx": ".docx",
    "html": ".html .htm .xhtml",
    "eml": ".eml",
    "msg": ".msg",
    "doc": ".doc",
    "rtf": ".rtf",
    "odt": ".odt",
}
READABLE: Mapping[str, str] = MappingProxyType({ending: name for name, endings in _ENDINGS.items() for ending in endings.split()})
"""The endings of the files that docket reads, in lower case, each with the name of its format."""

OnPage = Callable[[int], None]


def _silent(number: int) -> None:
    """Tells nobody that work on a page begins."""


def read_format(
    name: str,
    data: bytes,
    *,
    ocr: str = "auto",
    languages: str = "",
    skip: Collection[int] = (),
    on_page: OnPage = _silent,
    depth: int = 0,
) -> SourceText:
    """A source out of a file's bytes. `on_page` hears what page work begins on, 0 where there are none; `depth` counts how deep it is attached."""
    on_page(0)
    if name == "text":
        from corpus.readers.plain import read_plain  # noqa: PLC0415

        return read_plain(data)
    if name == "pdf":
        from corpus.readers.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data, ocr=ocr, languages=languages, skip=skip, on_page=on_page)
    if name == "picture":
        from corpus.readers.picture import read_picture_file  # noqa: PLC0415

        return read_picture_file(data, ocr=ocr, languages=languages, skip=skip, on_page=on_page)
    if name == "docx":
        from corpus.readers.word import read_word  # noqa: PLC0415

        return read_word(data)
    if name == "html":
        from corpus.readers.html import read_html  # noqa: PLC0415

        return read_html(data)
    if name in ("eml", "msg"):
        from corpus.readers.mail import read_eml, read_msg  # noqa: PLC0415

        return (read_eml if name == "eml" else read_msg)(
            data, partial(_attached, ocr=ocr, languages=languages, on_page=on_page), depth
        )
    from corpus.readers.legacy import read_legacy  # noqa: PLC0415

    return read_legacy(name, data, lambda: on_page(0))


def _attached(name: str, data: bytes, depth: int, *, ocr: str, languages: str, on_page: OnPage) -> SourceText | None:
    """What is attached to an e-mail as a source; None where docket does not read its format, and for the pictures in a signature."""
    from corpus.readers.mail import DEEPEST  # noqa: PLC0415

    format_name = READABLE.get(PurePath(name).suffix.lower())
    if format_name is None or not data.strip() or (format_name == "picture" and not _is_page(data)):
        return None
    if depth > DEEPEST:
        raise UnreadableError(f"is attached {depth} deep, which no letter is; it is left out")
    return read_format(format_name, data, ocr=ocr, languages=languages, on_page=lambda number: on_page(0), depth=depth)


def _is_page(data: bytes) -> bool:
    from corpus.readers.picture import is_page_like  # noqa: PLC0415

    return is_page_like(data)
