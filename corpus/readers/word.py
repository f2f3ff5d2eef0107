"""Reads a DOCX: paragraphs with the numbers that Word sets, tables as rows with tabs, head and foot once, notes at the end.

    letter.docx  ->  SourceText(format="docx", text="RESTRICTED\\n\\nDear Minister\\n\\n1. Thank you for …¹\\n\\n¹ Of 3 May.")

python-docx opens the package and finds its parts. Its own `text` leaves out what officials' papers are full of (list numbers,
content controls, insertions, text boxes, notes), so the walk over the elements is here. Deleted and hidden text is left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.errors import UnreadableError
from corpus.readers.numbering import Numbering
from corpus.readers.pieces import Piece, is_tight, table_pieces, write_pieces
from corpus.readers.sheet import RAISED
from corpus.readers.wordxml import W, child, is_on, local, value
from corpus.readers.zips import check_office_zip
from corpus.sources import SourceText

_INTO = frozenset("hyperlink ins moveTo smartTag sdt sdtContent customXml dir bdo fldSimple".split())
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b")
_TEXT_BOX = f".//{W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_APART = 12.0  # points
_SYMBOLS = re.compile("[\ue000-\uf8ff]")


def read_word(data: bytes) -> SourceText:
    """The text of a DOCX; UnreadableError where it is none."""
    check_office_zip(data, "DOCX")
    import docx  # noqa: PLC0415
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError) as error:
        raise UnreadableError("is no DOCX, or broken; open it in a word processor and save a copy") from error
    return SourceText("", "", "", "docx", write_pieces(_Walk(document).pieces()))


class _Walk:
    """One way through a document: the state of its lists, fields and notes."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.body = document.element.body
        self.styles = _Styles(document.styles.element)
        self.numbering = Numbering(_part_element(document, "numbering"))
        self.notes = {kind: _notes(document, kind) for kind in ("footnote", "endnote")}
        self.called: list[Any] = []
        self.fields: list[bool] = []  # of the fields that the walk is in: is it a page number?

    def pieces(self) -> Iterator[Piece]:
        head, foot = self._margins()
        yield from head
        yield Piece("")
        yield from self.blocks(self.body)
        yield Piece("")
        yield from foot
        number = 0
        while number < len(self.called):  # a note may call another
            text = " ".join(piece.text.strip() for piece in self.blocks(self.called[number]) if piece.text.strip())
            number += 1
            yield Piece(f"{str(number).translate(RAISED)} {text}", tight=number > 1)

    def _margins(self) -> tuple[list[Piece], list[Piece]]:
        """The head and foot of the first page; each line once, though it may stand in the text too."""
        if not len(self.document.sections):  # a document without page settings, as some programs write it
            return [], []
        section = self.document.sections[0]
        first = section.different_first_page_header_footer
        head = section.first_page_header if first else section.header
        foot = section.first_page_footer if first else section.footer
        found = [
            [piece for piece in self.blocks(part._element) if piece.text.strip()] if not part.is_linked_to_previous else []
            for part in (head, foot)
        ]
        above = {piece.text.strip() for piece in found[0]}
        return found[0], [piece for piece in found[1] if piece.text.strip() not in above]

    def blocks(self, container: Any) -> Iterator[Piece]:
        """The paragraphs and tables in an element, in order."""
        before: tuple[Any, str, bool] | None = None
        for element in container:
            name = local(element)
            if name == "p":
                piece = self._paragraph(element, before)
                yield piece
                before = (element, piece.text, piece.listed) if piece.text.strip() else None
                for box in self._text_boxes(element):
                    yield from [Piece(""), *self.blocks(box), Piece("")]
            elif name == "tbl":
                yield from table_pieces([self._row(row) for row in _rows(element)])
                before = None
            elif name in _INTO:
                yield from self.blocks(element)

    def _paragraph(self, element: Any, before: tuple[Any, str, bool] | None) -> Piece:
        text = "".join(self._runs(element))
        label = self._label(element) if text.strip() else ""
        tight = False
        if before is not None:
            space = self.styles.space_between(before[0], element)
            tight = is_tight(before[1], space) or (bool(label) and before[2] and space < 2)
        return Piece(f"{label} {text.lstrip()}" if label else text, tight, bool(label))

    def _label(self, element: Any) -> str:
        list_id, level = self.styles.list_of(element)
        return self.numbering.label(list_id, level) if list_id else ""

    def _runs(self, element: Any) -> Iterator[str]:
        for part in element:
            name = local(part)
            if name == "r":
                yield from self._run(part)
            elif name in _INTO and not (name == "fldSimple" and _PAGE_FIELD.match(part.get(f"{W}instr", ""))):
                yield from self._runs(part)

    def _run(self, run: Any) -> Iterator[str]:
        properties = child(run, "rPr")
        hidden = is_on(properties, "vanish")
        raised = value(properties, "vertAlign") == "superscript"
        for part in run:
            name = local(part)
            if name in ("fldChar", "instrText"):
                self._field(part, name)
            elif not hidden and not any(self.fields):
                text = self._text(part, name)
                yield text.translate(RAISED) if raised and text.isdigit() else text

    def _text(self, part: Any, name: str) -> str:
        if name == "t":
            return _SYMBOLS.sub("•", part.text or "")
        if name in ("footnoteReference", "endnoteReference"):
            return self._call(name.removesuffix("Reference"), part.get(f"{W}id"))
        if name == "br":
            return "" if part.get(f"{W}type") in ("page", "column") else "\n"
        return {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "sym": "•"}.get(name, "")

    def _call(self, kind: str, note_id: str) -> str:
        note = self.notes[kind].get(note_id)
        if note is None:
            return ""
        self.called.append(note)
        return str(len(self.called)).translate(RAISED)

    def _field(self, part: Any, name: str) -> None:
        if name == "instrText" and self.fields and _PAGE_FIELD.match(part.text or ""):
            self.fields[-1] = True
        elif part.get(f"{W}fldCharType") == "begin":
            self.fields.append(False)
        elif part.get(f"{W}fldCharType") == "end" and self.fields:
            self.fields.pop()

    @staticmethod
    def _text_boxes(element: Any) -> Iterator[Any]:
        for box in element.iterfind(_TEXT_BOX):
            if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                yield box

    def _row(self, row: Any) -> list[list[Piece]]:
        """The cells of a row by column: a cell over several columns stands in the first, one that goes on from the row above is empty."""
        cells: list[list[Piece]] = []
        for cell in _cells(row):
            properties = child(cell, "tcPr")
            goes_on = child(properties, "vMerge") is not None and value(properties, "vMerge") != "restart"
            cells.append([] if goes_on else list(self.blocks(cell)))
            wide = value(properties, "gridSpan")
            cells += [[] for _ in range(min(int(wide), 64) - 1 if wide.isdigit() else 0)]
        return cells


class _Styles:
    """What paragraph styles say of spacing and numbering, through the styles that they are based on."""

    def __init__(self, root: Any) -> None:
        self.styles = {style.get(f"{W}styleId"): style for style in root.iterfind(f"{W}style")}
        self.defaults = child(root, "docDefaults", "pPrDefault", "pPr")
        self.normal = next(
            (
                key
                for key, style in self.styles.items()
                if style.get(f"{W}default") == "1" and style.get(f"{W}type") == "paragraph"
            ),
            "",
        )

    def _chain(self, paragraph: Any) -> Iterator[Any]:
        """The properties that hold for a paragraph, nearest first."""
        properties = child(paragraph, "pPr")
        if properties is not None:
            yield properties
        style_id = value(properties, "pStyle") or self.normal
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            if (found := child(self.styles[style_id], "pPr")) is not None:
                yield found
            style_id = value(self.styles[style_id], "basedOn")
        if self.defaults is not None:
            yield self.defaults

    def list_of(self, paragraph: Any) -> tuple[str, int]:
        """The list that a paragraph belongs to and its level in it; ("", 0) for none."""
        list_id = level = ""
        for properties in self._chain(paragraph):
            numbered = child(properties, "numPr")
            list_id = list_id or value(numbered, "numId")
            level = level or value(numbered, "ilvl")
        return ("", 0) if list_id in ("", "0") else (list_id, int(level) if level.isdigit() else 0)

    def space_between(self, above: Any, below: Any) -> float:
        """Points of space between two paragraphs; where one is set to the right and the other is not, they stand apart."""
        if self._aligned(above) != self._aligned(below):
            return _APART
        if self._style(above) == self._style(below) and any(
            is_on(properties, "contextualSpacing") for properties in self._chain(below)
        ):
            return 0.0
        return max(self._space(above, "after"), self._space(below, "before"))

    def _aligned(self, paragraph: Any) -> str:
        found = next((aligned for properties in self._chain(paragraph) if (aligned := value(properties, "jc"))), "")
        return "" if found in ("left", "start", "both", "distribute") else found

    @staticmethod
    def _style(paragraph: Any) -> str:
        return value(paragraph, "pPr", "pStyle")

    def _space(self, paragraph: Any, side: str) -> float:
        for properties in self._chain(paragraph):
            spacing = child(properties, "spacing")
            if spacing is None:
                continue
            if spacing.get(f"{W}{side}Autospacing") in ("1", "true", "on"):
                return 14.0
            if (set_to := spacing.get(f"{W}{side}")) is not None:
                return int(set_to) / 20 if set_to.lstrip("-").isdigit() else 0.0
        return 0.0


def _rows(table: Any) -> Iterable[Any]:
    return _through(table, "tr")


def _cells(row: Any) -> Iterable[Any]:
    return _through(row, "tc")


def _through(element: Any, name: str) -> Iterator[Any]:
    """The children of this name, those in content controls and insertions too."""
    for part in element:
        if local(part) == name:
            yield part
        elif local(part) in _INTO:
            yield from _through(part, name)


def _part_element(document: Any, kind: str) -> Any:
    from docx.oxml.parser import parse_xml  # noqa: PLC0415

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            return parse_xml(relation.target_part.blob)
    return None


def _notes(document: Any, kind: str) -> dict[str, Any]:
    root = _part_element(document, f"{kind}s")
    notes = [] if root is None else root.iterfind(f"{W}{kind}")
    return {note.get(f"{W}id"): note for note in notes if note.get(f"{W}type") in (None, "normal")}
