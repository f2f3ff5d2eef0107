"""What the readers of DOCX, HTML, EML, MSG, DOC, RTF and ODT make of invented papers, and of files that are none."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableError
from corpus.read import read_source
from corpus.readers import zips
from corpus.readers.legacy import read_legacy
from corpus.readers.numbering import written
from tests.papers import LEFT, Page, lines, write_msg, write_pdf

ROOT = Path(__file__).parents[1]


def read(tmp_path: Path, name: str, data: bytes | str) -> str:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_source(path).text


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# DOCX


def letter() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "RESTRICTED"
    document.sections[0].footer.paragraphs[0].text = "12 Quay Street, Northam"
    for line in ("Mrs Hilda Orrin", "Clerk to the Harbour Board"):
        document.add_paragraph(line).paragraph_format.space_after = Pt(0)
    document.add_paragraph("")
    document.add_paragraph("Dear Mrs Orrin")
    for words in ("We will survey the north pier by 3 May 2031.", "We ask the Board to close the crane."):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("at once", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells), ("Action", "Owner", "Due", "Survey", "Ms Tarn", "May"), strict=True
    ):
        cell.text = words
    table.rows[1].cells[0].add_paragraph("of the pier")
    document.add_paragraph("Yours sincerely")
    return saved(document)


def test_docx_letter(tmp_path: Path) -> None:
    assert read(tmp_path, "letter.docx", letter()) == (
        "RESTRICTED\n\nMrs Hilda Orrin\nClerk to the Harbour Board\n\nDear Mrs Orrin\n\n"
        "1. We will survey the north pier by 3 May 2031.\n2. We ask the Board to close the crane.\n\n• at once\n\n"
        "Action\tOwner\tDue\nSurvey of the pier\tMs Tarn\tMay\n\nYours sincerely\n\n12 Quay Street, Northam"
    )


def element(name: str, text: str = "", **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    if text:
        made.text = text
    return made


def nested(*names: str, text: str = "") -> Any:
    """Elements one in the other, the text in the last."""
    outer = inner = OxmlElement(names[0])
    for name in names[1:]:
        made = OxmlElement(name)
        inner.append(made)
        inner = made
    inner.text = text
    return outer


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("w:ins", "w:r", "w:t"), True),
        (("w:sdt", "w:sdtContent", "w:r", "w:t"), True),
        (("w:hyperlink", "w:r", "w:t"), True),
        (("w:del", "w:r", "w:delText"), False),
        (("w:moveFrom", "w:r", "w:t"), False),
    ],
)
def test_docx_insertions_are_read_and_deletions_are_not(tmp_path: Path, names: tuple[str, ...], shown: bool) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The Board agreed")
    paragraph._p.append(nested(*names, text=" in part"))
    assert read(tmp_path, "a.docx", saved(document)) == "The Board agreed" + (" in part" if shown else "")


def test_docx_hidden_text_and_page_numbers_are_left_out_and_labels_keep_their_words(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("To:\tMrs Orrin")
    document.add_paragraph("2.\tThe Board met.")
    document.add_paragraph("seen").add_run("unseen").font.hidden = True
    field = document.sections[0].footer.paragraphs[0].add_run("Page ")
    for kind, words in (("begin", ""), ("", "PAGE"), ("separate", "")):
        field._r.append(element("w:fldChar", fldCharType=kind) if kind else element("w:instrText", words))
    field._r.append(element("w:t", "7"))
    field._r.append(element("w:fldChar", fldCharType="end"))
    assert read(tmp_path, "a.docx", saved(document)) == "To: Mrs Orrin\n\n2. The Board met.\n\nseen\n\nPage"


def test_docx_without_page_settings_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("We will survey the north pier by 3 May 2031.")
    body = document.element.body
    body.remove(body.find(qn("w:sectPr")))
    assert read(tmp_path, "letter.docx", saved(document)) == "We will survey the north pier by 3 May 2031."


def test_no_module_beside_the_papers_is_imported(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for name in ("json", "struct", "docx", "lxml"):
        (tmp_path / f"{name}.py").write_text(f"open({str(ran)!r}, 'w')\n", "utf-8")
    (tmp_path / "letter.docx").write_bytes(letter())
    code = (
        f"import sys; sys.path[:] = [path for path in sys.path if path]; sys.path.append({str(ROOT)!r})\n"
        "from pathlib import Path; from corpus.read import read_source; print(read_source(Path('letter.docx')).text)"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "Dear Mrs Orrin" in done.stdout
    assert not ran.exists()


def test_docx_notes_stand_at_the_end_with_raised_numbers(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The Surveyor reported.").add_run()._r.append(element("w:footnoteReference", id="2"))
    notes = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:type="separator" w:id="0"/>'
        b'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> On 3 May.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(
        PackURI("/word/footnotes.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml", notes
    )
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    assert read(tmp_path, "a.docx", saved(document)) == "The Surveyor reported.¹\n\n¹ On 3 May."


def test_docx_letterhead_in_a_table_is_read_column_by_column(tmp_path: Path) -> None:
    document = docx.Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, words in ((left, ("Mrs Orrin", "Clerk", "Sandle")), (right, ("Ministry of Ferries", "Quay Street", "Northam"))):
        cell.text = words[0]
        for line in words[1:]:
            cell.add_paragraph(line)
    found = read(tmp_path, "a.docx", saved(document)).split("\n")
    assert [line for line in found if line] == ["Mrs Orrin", "Clerk", "Sandle", "Ministry of Ferries", "Quay Street", "Northam"]


def test_docx_letterhead_of_one_tall_cell_is_read_cell_by_cell(tmp_path: Path) -> None:
    document = docx.Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "Ministry of\nFerries"
    right.text = "Ada Wren\nMinister for Piers\n\nQuay Street\nNortham"
    found = read(tmp_path, "a.docx", saved(document)).split("\n")
    assert [line for line in found if line] == [
        "Ministry of",
        "Ferries",
        "Ada Wren",
        "Minister for Piers",
        "Quay Street",
        "Northam",
    ]


def test_docx_labels_in_a_table_keep_the_lines_that_stand_by_each(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for row, (label, words) in zip(
        table.rows, (("To:", "Ada Wren"), ("Copies:", "Tom Orrin\nClerk of Works"), ("Subject:", "PIERS")), strict=True
    ):
        row.cells[0].text, row.cells[1].text = label, words
    assert read(tmp_path, "a.docx", saved(document)) == "To: Ada Wren\nCopies: Tom Orrin\nClerk of Works\nSubject: PIERS"


def test_docx_merged_cells_keep_the_columns(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "What and who"
    table.cell(0, 2).text = "When"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Survey"
    for row, who, when in ((1, "Tarn", "May"), (2, "Wren", "June")):
        table.cell(row, 1).text, table.cell(row, 2).text = who, when
    assert read(tmp_path, "a.docx", saved(document)) == "What and who\t\tWhen\nSurvey\tTarn\tMay\n\tWren\tJune"


@pytest.mark.parametrize(
    ("count", "form", "expected"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"),
        (9, "lowerRoman", "ix"),
        (44, "upperRoman", "XLIV"),
        (1, "none", ""),
    ],
)
def test_numbers_are_written_as_lists_write_them(count: int, form: str, expected: str) -> None:
    assert written(count, form) == expected


def test_docx_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 2_000_000)
    monkeypatch.setattr(zips, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(UnreadableError, match="unpacks to 1 MB in 1 files, more than any paper"):
        zips.check_office_zip(out.getvalue(), "DOCX")


# HTML

PAGE = """<!DOCTYPE html><html><head><title>Piers</title><style>p {}</style></head><body><nav>Home</nav><header>Ministry</header><main>
<h1>Guidance on   piers</h1><p>Harbour boards <b>must</b>:</p><ol type="a"><li>survey each pier<ul><li>in spring</li></ul></li><li>report.</li></ol>
<table><thead><tr><th>Pier</th><th>Built</th></tr></thead><tbody><tr><td>North</td><td>1931</td></tr></tbody></table>
<p>See the Act of 2010<sup>5</sup>.<br>It is &pound;3.</p><p style="display:none">unseen</p><script>var x = "unseen";</script></main><footer>Contact</footer></body></html>"""


def test_html_page_without_its_menus(tmp_path: Path) -> None:
    assert read(tmp_path, "page.html", PAGE) == (
        "Guidance on piers\n\nHarbour boards must:\na. survey each pier\n• in spring\nb. report.\n\n"
        "Pier\tBuilt\nNorth\t1931\n\nSee the Act of 2010⁵.\nIt is £3."
    )


def test_html_from_a_mail_program_keeps_lines_and_blank_lines(tmp_path: Path) -> None:
    rows = ["Dear Tom", "&nbsp;", "Please write to the Board.", "&nbsp;", "Ada Wren", "Minister for Piers"]
    page = "".join(f"<p class=MsoNormal>{row}</p>" for row in rows)
    assert read(tmp_path, "mail.htm", page) == "Dear Tom\n\nPlease write to the Board.\n\nAda Wren\nMinister for Piers"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_html_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    declared = '<meta charset="windows-1252">' if encoding == "cp1252" else ""
    assert (
        read(tmp_path, "page.html", f"<html>{declared}<body><p>The café “at the pier”</p></body></html>".encode(encoding))
        == "The café “at the pier”"
    )


# E-mail


def message() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Cc"] = (
        "Ada Wren <ada@ferries.example>",
        "Tom Sallow <tom@roads.example>",
        "Zoë Tarn <zoe@ferries.example>",
    )
    made["Date"], made["Subject"] = "Mon, 5 May 2031 10:00:00 +0100", "The north pier – survey"
    made.set_content("Dear Tom\n\nPlease see the letter.\n\nAda\n")
    return made


def test_eml_with_attachments_is_one_text_with_its_parts(tmp_path: Path) -> None:
    made = message()
    pdf = write_pdf(tmp_path / "x.pdf", [Page(lines(LEFT, 100, ["The pier is closed."]))]).read_bytes()
    made.add_attachment(pdf, maintype="application", subtype="pdf", filename="letter.pdf")
    made.add_attachment(b"not a drawing", maintype="application", subtype="octet-stream", filename="plan.dwg")
    made.add_attachment(b"%PDF-1.4 cut", maintype="application", subtype="pdf", filename="cut.pdf")
    inner = message()
    inner.replace_header("Subject", "Before that")
    made.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(bytes(made))
    source = read_source(tmp_path / "a.eml")
    assert source.text.startswith(
        "From: Ada Wren <ada@ferries.example>\nTo: Tom Sallow <tom@roads.example>\nCc: Zoë Tarn <zoe@ferries.example>\n"
        "Date: Mon, 05 May 2031 10:00:00 +0100\nSubject: The north pier – survey\n\nDear Tom\n\nPlease see the letter.\n\nAda\n\nThe pier is closed.\n\nFrom:"
    )
    assert [(part.kind, part.title, part.part_of) for part in source.parts] == [
        ("e-mail", "The north pier – survey", None),
        ("", "letter.pdf", 0),
        ("e-mail", "Before that", 0),
    ]
    assert source.text[source.parts[1].start : source.parts[1].end] == "The pier is closed."
    assert [source.page_at(part.start) for part in source.parts] == [None, 1, None]
    assert dict(source.parts[0].headers)["Subject"] == "The north pier – survey"
    assert [fault.message for fault in source.faults] == [
        "attachment cut.pdf is broken or cut off; fetch it again, or open it in a PDF viewer and save a copy"
    ]


def test_eml_with_nothing_but_html(tmp_path: Path) -> None:
    made = message()
    made.set_content("<p>Dear Tom</p><p>Please write.</p>", subtype="html")
    assert read(tmp_path, "a.eml", bytes(made)).endswith("\n\nDear Tom\n\nPlease write.")


def test_eml_attached_to_itself_again_and_again_comes_to_an_end(tmp_path: Path) -> None:
    made = message()
    for _ in range(12):
        outer = message()
        outer.add_attachment(made)
        made = outer
    (tmp_path / "deep.eml").write_bytes(bytes(made))
    source = read_source(tmp_path / "deep.eml")
    assert len(source.parts) == 7
    assert [fault.message.count("attachment ") for fault in source.faults] == [1]
    assert source.faults[0].message.endswith("is attached 7 deep, which no letter is; it is left out")


def test_eml_nested_deeper_than_any_is_refused_in_plain_words(tmp_path: Path) -> None:
    data = b"From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n" * 600 + b"From: a@b.example\r\n\r\nDear Tom\r\n"
    with pytest.raises(UnreadableError, match=r"deep\.eml holds things nested too deep to read; save what matters in it"):
        read(tmp_path, "deep.eml", data)


def test_msg(tmp_path: Path) -> None:
    attached = [("note.txt", b"The pier is closed.")]
    people = [("Tom Sallow", "tom@roads.example", 1), ("Zoe Tarn", "zoe@ferries.example", 2)]
    path = write_msg(tmp_path / "a.msg", "Ada Wren", "Piers", "Dear Tom\r\n\r\nPlease see the note.", people, attached)
    source = read_source(path)
    assert source.text == (
        "From: Ada Wren\nTo: Tom Sallow <tom@roads.example>\nCc: Zoe Tarn <zoe@ferries.example>\nSubject: Piers\n\n"
        "Dear Tom\n\nPlease see the note.\n\nThe pier is closed."
    )
    assert [(part.kind, part.title) for part in source.parts] == [("e-mail", "Piers"), ("", "note.txt")]


def test_a_name_of_an_address_book_stays_one_in_msg(tmp_path: Path) -> None:
    path = write_msg(tmp_path / "a.msg", "Ada Wren", "Piers", "Dear Tom", [("Sallow, Tom", "tom@roads.example", 1)], [])
    assert 'To: "Sallow, Tom" <tom@roads.example>' in read_source(path).text


# DOC, RTF, ODT

RTF = rb"{\rtf1\ansi Dear Mrs Orrin\par\par The pier is {\b closed}.\par}"


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_rtf_and_its_like_are_read_through_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(RTF)
    source = read_source(tmp_path / "a.rtf")
    assert (source.format, source.text) == ("rtf", "Dear Mrs Orrin\n\nThe pier is closed.")


def test_without_libreoffice_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(
        UnreadableError, match="is RTF, which is read through LibreOffice; install LibreOffice, or save the paper as DOCX"
    ):
        read_legacy("rtf", RTF)


# What is none of these


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.docx", b"Dear Minister", "is no DOCX, or broken or cut off"),
        ("a.docx", letter()[:2_000], "is no DOCX, or broken or cut off"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is encrypted, or an older format under the name of a DOCX"),
        ("a.eml", b"just some words", "is no e-mail: it has no From, To, Date or Subject"),
        ("a.msg", b"just some words", "is no Outlook message, or broken"),
        ("a.html", b"\x00\x01\x02\x03" * 40, "is not text, whatever its name says"),
        ("a.doc", b"just some words", "is no DOC, whatever its name says"),
        ("a.rtf", b"just some words", "is no RTF, whatever its name says"),
        ("a.odt", b"just some words", "is no ODT, whatever its name says"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read_source(tmp_path / name)
    assert str(caught.value).startswith(f"{name} {message}") and "\n" not in str(caught.value)


def whole(name: str, folder: Path) -> bytes:
    if name == "a.docx":
        return letter()
    if name == "a.html":
        return PAGE.encode()
    if name == "a.eml":
        made = message()
        made.add_attachment(b"words", maintype="text", subtype="plain", filename="note.txt")
        return bytes(made)
    return write_msg(folder / "whole.msg", "Ada Wren", "Piers", "Dear Tom", [("Tom", "tom@roads.example", 1)], []).read_bytes()


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.eml", "a.msg"])
@settings(max_examples=40, deadline=None, derandomize=True)
@given(cuts=st.lists(st.tuples(st.integers(0, 60_000), st.binary(max_size=6)), min_size=1, max_size=12))
def test_damaged_files_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, cuts: list[tuple[int, bytes]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    data = bytearray(whole(name, folder))
    for at, piece in cuts:
        data[at % len(data) : at % len(data) + len(piece)] = piece
    (folder / name).write_bytes(data)
    try:
        source = read_source(folder / name)
    except UnreadableError as error:
        assert str(error).startswith(f"{name} ") and "\n" not in str(error)
        assert "Error:" not in str(error)
    else:
        assert all(0 <= part.start <= part.end <= len(source.text) for part in source.parts)


def test_the_real_report_in_docx_keeps_its_tables(shared: Path) -> None:
    source = read_source(shared / "more/papers/taic_sr_2022.docx")
    assert sum(line.count("\t") == 4 for line in source.text.splitlines()) > 50
