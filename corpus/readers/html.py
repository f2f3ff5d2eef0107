"""Reads HTML: headings, paragraphs, lists with their numbers, tables as rows with tabs; without menus, scripts and forms.

b"<h1>Guidance</h1><ol><li>Tell the Board</li></ol>"  ->  SourceText(format="html", text="Guidance\\n\\n1. Tell the Board")
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.errors import UnreadableError
from corpus.readers.numbering import written
from corpus.readers.pieces import Piece, is_tight, table_pieces, write_pieces
from corpus.readers.plain import decode
from corpus.readers.sheet import RAISED
from corpus.sources import SourceText

_LEFT_OUT = frozenset("script style noscript template nav button form input select textarea svg head iframe object".split())
_AROUND = frozenset("header footer aside".split())  # of a page, where it says what its main part is
_BLOCKS = frozenset(
    "p div section article main header footer aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table blockquote pre address figure figcaption "
    "hr fieldset center body html details summary caption".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre hr table figure section article".split())
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NO_MARGIN = re.compile(r"margin(?:-top|-bottom)?\s*:\s*0|MsoNormal|MsoPlainText", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def read_html(data: bytes) -> SourceText:
    """The text of a web page; UnreadableError where the bytes are none."""
    return SourceText("", "", "", "html", html_text(_decoded(data)))


def html_text(source: str) -> str:
    """The text of HTML: of its main part, where it has one."""
    import lxml.html  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    source = _DECLARATION.sub("", source.replace("\0", ""))
    if not source.strip():
        return ""
    try:
        root = lxml.html.document_fromstring(source)
    except (LxmlError, ValueError) as error:
        raise UnreadableError("is no HTML that can be read; open it in a browser and save it as text") from error
    part = _main_part(root)
    title = root.findtext(".//title") or ""
    pieces = list(_Walk(whole_page=part is root).blocks(part))
    if title.strip() and part.find(".//h1") is None:
        pieces = [Piece(" ".join(title.split())), *pieces]
    return write_pieces(pieces)


def _decoded(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii", "replace"))
        except (LookupError, UnicodeDecodeError):
            pass  # what a page says of itself may be wrong; its bytes are then looked at as those of any text
    return decode(data)


def _main_part(root: Any) -> Any:
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = root.findall(path)
        if len(found) == 1:
            return found[0]
    return root


class _Walk:
    """One way through a page: what is gathered of the paragraph that it is in."""

    def __init__(self, *, whole_page: bool) -> None:
        self.left_out = _LEFT_OUT if whole_page else _LEFT_OUT | _AROUND
        self.gathered: list[str] = []
        self.before = ""  # the last piece, where nothing parts it from the next
        self.lead = ""  # the number or bullet of a list item that has not begun yet
        self.spaced = True

    def blocks(self, element: Any) -> Iterator[Piece]:
        """The pieces in an element."""
        self._add(element.text or "", element)
        for part in element:
            if isinstance(part.tag, str) and part.tag not in self.left_out and not _HIDDEN.search(part.get("style", "")):
                if part.tag in _BLOCKS:
                    yield from self._block(part)
                elif part.tag == "br":
                    self.gathered.append("\n")
                else:
                    yield from self.blocks(part)
            self._add(part.tail or "", element)

    def _add(self, text: str, element: Any) -> None:
        if not text:
            return
        if element.tag == "pre":
            self.gathered.append(text)
            return
        if element.tag == "sup" and text.strip("[] \n").isdigit():
            text = text.translate(RAISED)
        self.gathered.append(_BLANKS.sub(" ", text))

    def _block(self, element: Any) -> Iterator[Piece]:
        yield from self._flush()
        spaced = element.tag in _SPACED and not _NO_MARGIN.search(f"{element.get('style', '')} {element.get('class', '')}")
        self.spaced = self.spaced or spaced
        if element.tag == "table":
            yield from table_pieces([_row(row, self) for row in _rows(element)])
        elif element.tag in ("ol", "ul"):
            yield from self._list(element)
        else:
            yield from self.blocks(element)
            yield from self._flush(spaced_out=_is_blank(element))
        self.spaced = self.spaced or spaced

    def _list(self, element: Any) -> Iterator[Piece]:
        start = element.get("start", "1")
        number = int(start) if start.isdigit() else 1
        for item in element:
            if item.tag != "li":
                continue
            yield from self._flush()
            self.lead = "•" if element.tag == "ul" else written(number, _FORMS.get(element.get("type", ""), "decimal")) + "."
            number += 1
            yield from self.blocks(item)
            yield from self._flush()
            self.lead = ""

    def _flush(self, *, spaced_out: bool = False) -> Iterator[Piece]:
        text = "".join(self.gathered).strip(" \n")
        self.gathered = []
        if text.strip(" \u00a0\n"):
            listed = bool(self.lead)
            tight = listed or not self.spaced
            yield Piece(f"{self.lead} {text}" if listed else text, tight and is_tight("" if listed else self.before, 0), listed)
            self.lead, self.before, self.spaced = "", text, False
        elif spaced_out:
            self.spaced = True


def _is_blank(element: Any) -> bool:
    """An empty line, as e-mail programs write it: <p>&nbsp;</p>, <div><br></div>."""
    return not element.text_content().strip(" \u00a0\n")


def _rows(table: Any) -> Iterator[Any]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in part if row.tag == "tr")


def _row(row: Any, walk: _Walk) -> list[list[Piece]]:
    cells: list[list[Piece]] = []
    for cell in row:
        if cell.tag in ("td", "th"):
            inner = _Walk(whole_page=walk.left_out is _LEFT_OUT)
            cells.append([*inner.blocks(cell), *inner._flush()])
            wide = cell.get("colspan", "1")
            cells += [[] for _ in range(min(int(wide), 64) - 1 if wide.isdigit() else 0)]
    return cells
