"""Writes a Word document: headings, tables whose head is repeated on every page, sources as footnotes, the marking at head and foot.

    file = WordFile("Chronology", marking="RESTRICTED")
    file.add_table(sheet)
    file.as_bytes()

python-docx has no footnotes: their part, its two separators and the styles are made here through its package API, as Word makes them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph

from brief.handout import Citation, Handout, Sheet
from brief.plain import clean, shorten

UNMARKED = "No protective marking on the papers listed"
_FONT = "Arial"  # on every office machine, or a font of the same widths
_WIDE = 5  # columns, from which on a page lies on its side
_LETTER = 115  # twentieths of a point, on average
_WIDEST, _FULL = 22, 44  # letters of a column that is not the fullest; more than so many have half as much room again
_LEAST_FOR_FULLEST = 0.4  # of the width of the page
_QUOTED = 300  # characters of a source's words in a footnote
_FIRST_NOTE = 2  # 0 and 1 are the separators
_NOTE_MARK = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{tag}/></w:r>'
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for id, kind in enumerate(("separator", "continuationSeparator"))
)


class WordFile:
    """A document in the making. Footnotes are kept until it is asked for its bytes."""

    def __init__(self, heading: str, *, marking: str, wide: bool = False) -> None:
        self._document = Document()
        self._notes: list[str] = []
        self._dress(wide=wide)
        self._mark_pages(clean(marking) or UNMARKED)
        self._document.core_properties.title = clean(heading)
        self._document.core_properties.author = "docket"
        self._document.core_properties.comments = ""
        self._document.add_heading(clean(heading), 0)

    def add_heading(self, text: str, level: int = 1) -> None:
        """A heading, which a reader of the document finds in its outline."""
        self._document.add_heading(clean(text), level)

    def add_paragraph(self, text: str, *, style: str | None = None, sources: Sequence[Citation] = ()) -> None:
        """A paragraph, its sources in a footnote at its end."""
        made = self._document.add_paragraph(clean(text), style=style)
        if sources:
            made._p.append(parse_xml(self._noted(sources).replace("<w:r>", f"<w:r {nsdecls('w')}>", 1)))

    def add_table(self, sheet: Sheet) -> None:
        """A table with its sources in footnotes at the end of each row, its head repeated on every page, no row broken over two."""
        rows = [[cell.text for cell in row] for row in sheet.rows]
        table = self._document.add_table(rows=0, cols=len(sheet.heads), style="Table Grid")
        table.autofit = False
        section = self._document.sections[0]
        room = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
        widths = _widths(sheet.heads, rows, room // Twips(1))
        for column, wide in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.set(qn("w:w"), str(wide))
        table._tbl.append(_row_xml(sheet.heads, widths, head=True))
        for number, row in enumerate(rows):
            note = self._noted(sheet.sources[number]) if sheet.sources and sheet.sources[number] else ""
            table._tbl.append(_row_xml(row, widths, note=note))
        self._document.add_paragraph()

    def as_bytes(self) -> bytes:
        """The whole file."""
        self._add_notes()
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _noted(self, sources: Sequence[Citation]) -> str:
        """A new footnote with these sources, a paragraph each; the mark that leads to it."""
        id = len(self._notes) + _FIRST_NOTE
        marks = [_NOTE_MARK.format(tag="footnoteRef"), *[""] * (len(sources) - 1)]
        paragraphs = (
            f'<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{mark}{_run(" " * bool(mark) + _cited(one))}</w:p>'
            for mark, one in zip(marks, sources, strict=True)
        )
        self._notes.append(f'<w:footnote w:id="{id}">{"".join(paragraphs)}</w:footnote>')
        return _NOTE_MARK.format(tag=f'footnoteReference w:id="{id}"')

    def _add_notes(self) -> None:
        """The part of the footnotes, and the settings that name its separators."""
        package = self._document.part.package
        if not self._notes or package is None:
            return
        body = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {nsdecls("w")}>{_SEPARATORS}{"".join(self._notes)}</w:footnotes>'
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, body.encode("utf-8"), package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self._document.settings.element
        named = parse_xml(f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr>')
        compat = settings.find(qn("w:compat"))
        settings.append(named) if compat is None else compat.addprevious(named)

    def _dress(self, *, wide: bool) -> None:
        """Page, fonts and the styles of footnotes."""
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        if wide:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(22)
        styles = self._document.styles
        for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 14), ("Heading 2", 11), ("Heading 3", 10)):
            font = styles[name].font
            font.name, font.size, font.color.rgb = _FONT, Pt(size), RGBColor(0, 0, 0)
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in [one for one in fonts.attrib if "Theme" in str(one)]:
                del fonts.attrib[attribute]  # or the theme's font wins over the one that is named
        styles["Normal"].paragraph_format.space_after = Pt(4)
        for border in list(styles["Title"].element.iter(qn("w:pBdr"))):
            border.getparent().remove(border)
        text = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
        text.element.set(qn("w:styleId"), "FootnoteText")
        text.base_style, text.font.size, text.paragraph_format.space_after = styles["Normal"], Pt(8), Pt(1)
        mark = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
        mark.element.set(qn("w:styleId"), "FootnoteReference")
        mark.font.superscript = True

    def _mark_pages(self, marking: str) -> None:
        """The marking at head and foot of each page, and which page of how many it is."""
        section: Section = self._document.sections[0]
        foot = section.footer.paragraphs[0]
        for paragraph in (section.header.paragraphs[0], foot):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(marking).bold = True
        number = section.footer.add_paragraph()
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
            number.add_run(words)
            _add_field(number, field)


def word_file(handout: Handout) -> bytes:
    """A handout as a Word document."""
    wide = any(len(sheet.heads) >= _WIDE for sheet in handout.sheets)
    file = WordFile(handout.heading, marking=handout.marking, wide=wide)
    for line in handout.lines():
        file.add_paragraph(line)
    for sheet in handout.sheets:
        if len(handout.sheets) > 1:
            file.add_heading(sheet.name)
        if sheet.rows:
            file.add_table(sheet)
    for note in handout.notes:
        file.add_paragraph(note)
    return file.as_bytes()


def _cited(one: Citation) -> str:
    """A source as a footnote tells it."""
    return one.place + (f": “{shorten(one.quote, _QUOTED)}”" if one.quote else "")


def _run(text: str) -> str:
    """A run of words; what XML cannot hold is left out, line breaks are kept."""
    lines = re.sub("[\ud800-\udfff￾￿]", "", clean(text)).split("\n")
    return "<w:r>" + "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines) + "</w:r>"


def _row_xml(texts: Iterable[str], widths: Sequence[int], *, head: bool = False, note: str = "") -> object:
    """A row. Made as XML at once, for python-docx counts all cells anew for each one."""
    cells, last = list(texts), len(widths) - 1
    bold = "<w:rPr><w:b/></w:rPr>"
    made = [
        f'<w:tc><w:tcPr><w:tcW w:w="{widths[number]}" w:type="dxa"/>{_SHADED if head else ""}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="30" w:after="30"/></w:pPr>{_run(text).replace("<w:r>", f"<w:r>{bold * head}", 1)}'
        f"{note if number == last else ''}</w:p></w:tc>"
        for number, text in enumerate(cells)
    ]
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * head}</w:trPr>{''.join(made)}</w:tr>")


_SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The widths of the columns in twentieths of a point: what most of a column's cells need, and the rest of the room to the fullest."""
    columns = [[head, *(row[number] for row in rows)] for number, head in enumerate(heads)]
    needed = [_needed(column) * _LETTER for column in columns]
    fullest = max(range(len(columns)), key=lambda number: sum(map(len, columns[number])))
    others = sum(needed) - needed[fullest]
    shrink = min(1.0, room * (1 - _LEAST_FOR_FULLEST) / others) if others else 1.0
    widths = [round(one * shrink) for one in needed]
    widths[fullest] = room - (sum(widths) - widths[fullest])
    return widths


def _needed(texts: Sequence[str]) -> float:
    """How many letters wide a column should be: its longest word has room, and all but the longest tenth of its lines if they are short."""
    longest_word = max(len(word) for text in texts for word in text.split() or [""])
    lines = sorted(len(line) for text in texts for line in text.splitlines() or [""])
    most = lines[len(lines) * 9 // 10]
    return max(min(longest_word, _WIDEST) * 1.1, min(most, _WIDEST * 1.5 if most > _FULL else _WIDEST)) + 3


def _add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in: the page, the number of pages."""
    for kind in ("begin", "separate", "end"):
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>'))
        if kind == "begin":
            paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'))
        elif kind == "separate":
            paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
