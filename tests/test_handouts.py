"""What is handed over as a file, on invented rows: that each form opens again, names what it answers, and carries its marking."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from lxml import etree, html

from brief.actions import ActionQuery, list_actions
from brief.handout import Asked, Handout, Links, handout_of
from brief.handout_files import markdown, web_page, write_handout, write_listing
from brief.listing import WHERE, Cited, Column, Listing
from brief.word_file import UNMARKED
from cli import main
from corpus.casebook import Casebook
from corpus.records import Reference
from corpus.sources import SourceText
from tests.office import needs_office, printed_pages
from tests.test_tracker import here, paper, promised, put

ASKED = Asked("quays", "docket promises --who Holm", date(1951, 6, 1))
FACTS = {
    "Highest protective marking": "RESTRICTED",
    "Casebook": "quays",
    "Query": "docket promises --who Holm",
    "As of": "1 June 1951",
}
TOLD = FACTS | {"Held to": "RESTRICTED: 1 of 2 left out; 1 of the 9 papers is above it."}
LONG = "mend the quay and paint every bollard on it before the herring fleet comes in"
REFERENCE = Reference(
    id="reference-1", item="item-reply", text="your letter of 3 May 1950", kind="letter", date="1950-05-03", sender="Holm", **here("reply")
)  # fmt: skip
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def many(count: int) -> Listing:
    """A listing of promises whose first row a spreadsheet would take for a formula."""
    words = ["=1+1 lamps <b>& | more</b>", *[LONG] * (count - 1)]
    return Listing(
        title=f"{count} promises by Holm",
        heading="Who promised what",
        columns=(Column("When"), Column(""), Column("To"), WHERE, Column("What")),
        rows=tuple(("by 3 May 1951", "planned", "", f"letter.txt, item-{n}", what) for n, what in enumerate(words)),
        fields=("what", "marking"),
        records=tuple({"what": what, "marking": "RESTRICTED"} for what in words),
        markings=("RESTRICTED",),
        notes=("Also 1 target.",),
        held="RESTRICTED: 1 of 2 left out; 1 of the 9 papers is above it.",
        cited=tuple(
            (
                Cited("letter.txt", 2, f"letter.txt p. 2, item-{n}", "We will."),
                Cited("minute.pdf", 3, "minute.pdf p. 3", "They \x0bwill."),
            )
            for n in range(count)
        ),
    )


@pytest.fixture
def links(tmp_path: Path) -> Iterator[Links]:
    with Casebook.open(tmp_path / "book", create=True) as casebook:
        casebook.put_source(SourceText("minute.pdf", "/in/minute.pdf", "1", "pdf", "They will."), [])
        yield Links(casebook)


@pytest.fixture
def handout(links: Links) -> Handout:
    return handout_of(many(60), ASKED, links)


def test_a_handout_drops_empty_columns_and_names_the_nameless(handout: Handout) -> None:
    (sheet,) = handout.sheets
    assert sheet.heads == ("When", "Note", "What")
    assert dict(handout.facts) == FACTS
    assert [one.link for one in sheet.sources[0]] == ["", "file:///in/minute.pdf#page=3"]


def test_word_has_headings_a_repeated_head_and_footnotes(handout: Handout, tmp_path: Path) -> None:
    write_handout(handout, "docx", tmp_path / "out.docx")
    document = Document(str(tmp_path / "out.docx"))
    assert document.paragraphs[0].style is not None
    assert (document.paragraphs[0].style.name, document.paragraphs[0].text) == ("Title", "Who promised what")
    told = [one.text for one in document.paragraphs]
    assert [f"{name}: {value}" for name, value in TOLD.items()] == told[2:7]
    (table,) = document.tables
    head, *others = table._tbl.tr_lst
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert not any(row.findall(f"{W}trPr/{W}tblHeader") for row in others)
    section = document.sections[0]
    assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == "RESTRICTED"
    fields = [one.text for one in section.footer._element.iter(f"{W}instrText")]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_each_row_of_a_word_table_leads_to_its_footnote(handout: Handout, tmp_path: Path) -> None:
    write_handout(handout, "docx", tmp_path / "out.docx")
    with zipfile.ZipFile(tmp_path / "out.docx") as file:
        body, notes, settings = (
            etree.fromstring(file.read(f"word/{name}.xml")) for name in ("document", "footnotes", "settings")
        )
        types, relations = file.read("[Content_Types].xml"), file.read("word/_rels/document.xml.rels")
    assert b"/word/footnotes.xml" in types
    assert b"relationships/footnotes" in relations
    marks = [one.get(f"{W}id") for one in body.iter(f"{W}footnoteReference")]
    ids = [one.get(f"{W}id") for one in notes if one.get(f"{W}type") is None]
    assert marks == ids
    assert len(ids) == len(set(ids)) == 60
    first = notes.find(f"{W}footnote[@{W}id='{ids[0]}']")
    assert [re.sub(r"^ ", "", "".join(one.itertext())) for one in first] == [
        "letter.txt p. 2, item-0: “We will.”",
        "minute.pdf p. 3: “They will.”",
    ]
    separators = [one.get(f"{W}id") for one in settings.find(f"{W}footnotePr")]
    assert separators == [one.get(f"{W}id") for one in notes if one.get(f"{W}type")]


@needs_office
def test_word_and_workbook_print_with_head_and_marking_on_every_page(handout: Handout, tmp_path: Path) -> None:
    for form in ("docx", "xlsx"):
        write_handout(handout, form, tmp_path / f"out.{form}")
        pages = printed_pages(tmp_path / f"out.{form}")
        tables = [page for page in pages if "mend the quay" in page]
        assert len(tables) > 1, form
        for number, page in enumerate(tables, 1):
            assert page.count("RESTRICTED") >= 2
            assert re.search(r"When\s+Note\s+What", page), f"page {number} of {form} has no head"
            assert re.search(rf"Page {number} of \d+", page)
        text = "\n".join(pages)
        assert text.count("letter.txt p. 2, item-") == 60
        assert "=1+1 lamps" in text
        assert "docket promises --who Holm" in text


def test_a_workbook_keeps_words_as_words(handout: Handout, tmp_path: Path) -> None:
    write_handout(handout, "xlsx", tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    page = book["Who promised what"]
    assert [cell.value for cell in page[1]] == ["When", "Note", "What", "Source", "Words on the page"]
    assert (page["C2"].value, page["C2"].data_type) == ("=1+1 lamps <b>& | more</b>", "s")
    assert page["D2"].hyperlink.target == "file:///in/minute.pdf#page=3"
    assert (page.freeze_panes, page.print_title_rows) == ("A2", "$1:$1")
    assert page.oddHeader.center.text == page.oddFooter.center.text == "RESTRICTED"
    about = [row[0] for row in book["About"].iter_rows(values_only=True)]
    assert about == [*handout.lines(), *handout.notes]


def test_a_page_prints_its_head_and_marking_again_and_runs_nothing(handout: Handout) -> None:
    page = html.document_fromstring(web_page(handout))
    assert not page.xpath("//script")
    assert {one.tag for one in page.iter() if isinstance(one.tag, str) and (one.get("src") or one.get("onclick"))} == set()
    assert "display:table-header-group" in page.xpath("string(//style)")
    assert page.xpath("//thead/tr[1]/td/text()") == page.xpath("//tfoot/tr/td/text()") == ["RESTRICTED"]
    assert page.xpath("//thead/tr[2]/th/text()") == ["When", "Note", "What", "Source"]
    assert dict(zip(page.xpath("//dt/text()"), page.xpath("//dd/text()"), strict=True)) == TOLD
    assert page.xpath("string(//tbody/tr[1]/td[3])") == "'=1+1 lamps <b>& | more</b>"
    assert page.xpath("//tbody/tr[1]//a/@href") == ["file:///in/minute.pdf#page=3"]
    assert len(page.xpath("//tbody/tr")) == 60


def test_markdown_has_a_table_and_takes_words_for_words(links: Links) -> None:
    lines = markdown(handout_of(many(2), ASKED, links)).splitlines()
    assert lines[:3] == ["# Who promised what", "", "2 promises by Holm"]
    assert lines[4] == "- Highest protective marking: RESTRICTED"
    rows = [re.split(r"(?<!\\)\|", line) for line in lines if line.startswith("|")]
    assert {len(row) for row in rows} == {7}
    assert rows[2][3].strip() == "'=1+1 lamps \\<b\\>& \\| more\\</b\\>"


def test_csv_opens_right_in_a_spreadsheet_and_names_what_it_answers(links: Links, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert write_listing(many(2), "csv", path, ASKED, links) == f"Wrote {path}."
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    first, _ = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
    assert first["what"] == "'=1+1 lamps <b>& | more</b>"
    assert {name.replace("_", " ").capitalize(): value for name, value in list(first.items())[2:]} == FACTS


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "md"])
def test_nothing_found_is_a_file_too(form: str, links: Links, tmp_path: Path) -> None:
    nothing = replace(many(1), title="0 promises", rows=(), records=(), cited=(), markings=(), notes=())
    path = tmp_path / f"out.{form}"
    assert write_listing(nothing, form, path, ASKED, links) == f"Wrote 0 promises to {path}."
    if form == "docx":
        assert Document(str(path)).sections[0].header.paragraphs[0].text == UNMARKED


def test_words_that_xml_cannot_hold_are_left_out(links: Links, tmp_path: Path) -> None:
    odd = replace(many(1), rows=(("1951", "", "", "", "a\x00b\ud800c\ufffe\nd"),))
    write_handout(handout_of(odd, ASKED, links), "docx", tmp_path / "out.docx")
    (table,) = Document(str(tmp_path / "out.docx")).tables
    assert table.rows[1].cells[-1].text == "abc\nd"


def test_the_outstanding_list_has_what_is_open_or_overdue(tmp_path: Path) -> None:
    made = [replace(promised("reply", one, "1951-05-31"), status=one) for one in ("open", "overdue", "done", "unknown")]
    with Casebook.open(tmp_path / "book", create=True) as casebook:
        put(casebook, "reply", paper("reply", kind="letter"), *made)
        found = list_actions(casebook, ActionQuery(outstanding=True))
    assert (found.heading, found.title) == ("Outstanding promises", "2 outstanding promises")
    assert {row["status"] for row in found.records} == {"open", "overdue"}


@pytest.mark.parametrize(("command", "title"), [(["missing"], "Papers not on file"), (["thread", "item-reply"], "Exchange")])
def test_other_lists_are_handed_over_too(tmp_path: Path, command: list[str], title: str) -> None:
    with Casebook.open(tmp_path / "book", create=True) as casebook:
        put(casebook, "reply", paper("reply", kind="letter"), REFERENCE)
    out = tmp_path / "out.docx"
    done = CliRunner().invoke(main, ["--casebook", str(tmp_path / "book"), *command, "--format", "docx", "--output", str(out)])
    assert done.exit_code == 0, done.output
    document = Document(str(out))
    assert document.paragraphs[0].text == title
    assert "3 May 1950" in " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_words_that_a_row_has_are_not_said_again_in_its_source(links: Links) -> None:
    given = replace(many(1), rows=(("1951", "", "", "", "We will."),))
    assert [one.quote for one in handout_of(given, ASKED, links).sheets[0].sources[0]] == ["", "They \x0bwill."]
