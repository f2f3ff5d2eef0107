"""The casebook as files for other programs: each is opened again by a library that others use, and holds what the records say."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from icalendar import Calendar
from lxml import etree

from brief.exports import EXPORTS, ExportQuery, export
from brief.handout import Asked
from brief.letter_list import date_attributes
from brief.reading import read_linked
from cli import main
from corpus.casebook import Casebook
from corpus.edtf import due_day
from corpus.records import Action, Actor, Item, Mention
from graph.network import build_graph
from graph.network_files import gexf, graphml
from tests.test_tracker import answered, asked, here, paper, promised, put

TODAY = date(1951, 6, 1)
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
# What the interchange format asks of the elements used here, by its documentation and its schema.
CMIF = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="TEI"><element name="teiHeader">
  <element name="fileDesc">
    <element name="titleStmt"><element name="title"><text/></element><oneOrMore><element name="editor"><text/></element></oneOrMore></element>
    <element name="publicationStmt">
      <oneOrMore><element name="publisher"><text/></element></oneOrMore>
      <element name="idno"><attribute name="type"><value>url</value></attribute><data type="anyURI"/></element>
      <element name="date"><attribute name="when"><ref name="day"/></attribute></element>
      <element name="availability">
        <optional><attribute name="status"><choice><value>free</value><value>unknown</value><value>restricted</value></choice></attribute></optional>
        <element name="licence"><attribute name="target"><value>https://creativecommons.org/licenses/by/4.0/</value></attribute><text/></element>
      </element>
    </element>
    <element name="sourceDesc"><oneOrMore><element name="bibl">
      <attribute name="type"><choice><value>print</value><value>online</value><value>hybrid</value></choice></attribute>
      <attribute name="xml:id"><data type="NCName"><param name="pattern">[a-f][0-9a-f]{7}(-[0-9a-f]{4}){3}-[0-9a-f]{12}</param></data></attribute>
      <text/></element></oneOrMore></element>
  </element>
  <element name="profileDesc"><zeroOrMore><element name="correspDesc">
    <attribute name="key"/><attribute name="source"><data type="anyURI"/></attribute>
    <element name="correspAction"><attribute name="type"><value>sent</value></attribute><ref name="parties"/><ref name="dated"/></element>
    <element name="correspAction"><attribute name="type"><value>received</value></attribute><ref name="parties"/><ref name="dated"/></element>
  </element></zeroOrMore></element>
</element><element name="text"><element name="body"><element name="p"><empty/></element></element></element></element></start>
<define name="parties"><oneOrMore><choice>
  <element name="persName"><data type="token"><param name="minLength">1</param></data></element>
  <element name="orgName"><data type="token"><param name="minLength">1</param></data></element></choice></oneOrMore></define>
<define name="dated"><optional><element name="date">
  <choice><attribute name="when"><ref name="day"/></attribute>
    <group><attribute name="notBefore"><ref name="day"/></attribute><optional><attribute name="notAfter"><ref name="day"/></attribute></optional></group>
    <attribute name="notAfter"><ref name="day"/></attribute></choice>
  <optional><attribute name="cert"><choice><value>high</value><value>medium</value><value>low</value></choice></attribute></optional>
  <empty/></element></optional></define>
<define name="day"><choice><data type="date"/><data type="gYearMonth"/><data type="gYear"/></choice></define>
</grammar>"""


def written_by(name: str, day: str, senders: tuple[str, ...], addressees: tuple[str, ...], marking: str = "") -> Item:
    return Item(id=f"item-{name}", kind="letter", date=day, senders=senders, addressees=addressees, marking=marking, **here(name))


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(tmp_path / "book", create=True) as opened:
        put(opened, "north", paper("north"), asked("north", "1", "Light <the> pier\x0b & \ufffe quay."))
        put(
            opened, "reply", paper("reply", kind="response", day="1951-03-01"), answered("reply", "recommendation-north-1", "accepted"),
            promised("reply", "recommendation-north-1", "../1951-05-31"),
        )  # fmt: skip
        put(
            opened, "letter", written_by("letter", "1951-21", ("Ann Lee", "Pier Board"), (), "SECRET"),
            promised("letter", "", "1951-06-02/1951-06-09"), promised("letter", "later", ""),
            Actor(id="actor-1", name="Pier Board", kind="body", mentions=(Mention(item="item-letter", start=0, end=3),)),
        )  # fmt: skip
        put(opened, "late", written_by("late", "1952-01-09~", ("Bo Hart",), ("Ann Lee",)))
        yield opened


def written(casebook: Casebook, form: str, tmp_path: Path, ceiling: str = "", as_of: date | None = None) -> bytes:
    query = ExportQuery(form, Asked("piers", f"docket export --format {form}", as_of), TODAY, ceiling)
    export(casebook, tmp_path / form, query)
    (made,) = (tmp_path / form).iterdir()
    return made.read_bytes()


# Deadlines


def test_deadlines_are_tasks_that_a_calendar_reads(casebook: Casebook, tmp_path: Path) -> None:
    calendar = Calendar.from_ical(written(casebook, "ics", tmp_path))
    assert "Query: docket export --format ics" in str(calendar["x-wr-caldesc"])
    first, second = calendar.walk("VTODO")
    assert (first.decoded("due"), second.decoded("due"), second.decoded("dtstart")) == (
        date(1951, 5, 31),
        date(1951, 6, 9),
        date(1951, 6, 2),
    )
    assert str(first["summary"]) == "Harbour Office: light the pier"
    told = str(first["description"]).splitlines()
    assert told[1:] == ["Due: by 31 May 1951", "Status: overdue", "Source: reply.txt, response of 1 March 1951, item-reply"]
    assert [str(one["status"]) for one in (first, second)] == ["NEEDS-ACTION", "NEEDS-ACTION"]
    assert "Protective marking: SECRET" in str(second["description"])
    assert str(first["url"]) == "file:///in/reply.txt"
    assert len({str(one["uid"]) for one in (first, second)}) == 2


def test_a_calendar_has_every_dated_action_and_no_other(casebook: Casebook, tmp_path: Path) -> None:
    tasks = Calendar.from_ical(written(casebook, "ics", tmp_path)).walk("VTODO")
    dated = {one.id for one in casebook.records("actions") if isinstance(one, Action) and due_day(one.when)}
    assert {str(one["uid"]).removesuffix("@docket") for one in tasks} == dated


def test_a_long_line_is_folded_and_whole_again(casebook: Casebook, tmp_path: Path) -> None:
    data = written(casebook, "ics", tmp_path)
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\r\n" in data


# Letters


def test_letters_are_valid_cmif(casebook: Casebook, tmp_path: Path) -> None:
    tree = etree.fromstring(written(casebook, "cmif", tmp_path))
    etree.RelaxNG(etree.fromstring(CMIF)).assertValid(tree)
    keys = set(tree.xpath("//t:bibl/@xml:id", namespaces=TEI))
    assert {one.removeprefix("#") for one in tree.xpath("//t:correspDesc/@source", namespaces=TEI)} == keys


def test_letters_say_who_wrote_to_whom_and_when(casebook: Casebook, tmp_path: Path) -> None:
    tree = etree.fromstring(written(casebook, "cmif", tmp_path))
    letters = {one.get("key"): one for one in tree.iterfind(".//t:correspDesc", TEI)}
    assert list(letters) == ["item-reply", "item-letter", "item-late"]
    sent, received = letters["item-letter"].iterfind("t:correspAction", TEI)
    assert [(etree.QName(one).localname, one.text, dict(one.attrib)) for one in sent] == [
        ("persName", "Ann Lee", {}),
        ("orgName", "Pier Board", {}),
        ("date", None, {"notBefore": "1951-03-01", "notAfter": "1951-05-31"}),
    ]
    assert [one.text for one in received] == ["Unknown"]


@pytest.mark.parametrize(
    ("value", "attributes"),
    [
        ("1951", {"when": "1951"}),
        ("1951-05-03?", {"when": "1951-05-03", "cert": "low"}),
        ("1951-05-03/1951-06", {"notBefore": "1951-05-03", "notAfter": "1951-06-30"}),
        ("1951-05-03/..", {"notBefore": "1951-05-03"}),
        ("", {}),
        ("soon", {}),
        ("../..", {}),
    ],
)
def test_dates_of_letters(value: str, attributes: dict[str, str]) -> None:
    assert date_attributes(value) == attributes


def test_no_letters_are_a_valid_list(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "book", create=True) as empty:
        tree = etree.fromstring(written(empty, "cmif", tmp_path))
    etree.RelaxNG(etree.fromstring(CMIF)).assertValid(tree)


# Network


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_the_network_opens_again_with_the_same_nodes_and_ties(
    casebook: Casebook, tmp_path: Path, form: str, read: object
) -> None:
    graph = build_graph(read_linked(casebook))
    data = written(casebook, form, tmp_path)
    assert callable(read)
    again = read(io.BytesIO(data))
    assert again.is_directed()
    assert set(again) == set(graph)
    assert len(again.edges) == len(graph.edges) > 0
    assert {(a, b, given["kind"]) for a, b, given in again.edges(data=True)} == set(graph.edges(keys=True))
    assert again.nodes["item:item-letter"]["type"] == "item"
    evidence = {given["evidence"] for _, _, given in again.edges(data=True)}
    assert evidence == {"; ".join(given["evidence"]) for _, _, given in graph.edges(data=True)}
    assert "docket export --format" in data.decode()
    assert again.nodes["recommendation:recommendation-north-1"]["label"] == "1. Light <the> pier &  quay."


def test_several_ties_between_two_are_kept_apart() -> None:
    graph = build_graph([written_by("a", "1951", ("Ann Lee",), ("Ann Lee",))])
    graph.add_edge("item:item-a", "person:Ann Lee", key="copied", kind="copied", evidence=("item-a",))
    for data, read in ((graphml(graph, {}), nx.read_graphml), (gexf(graph, {}), nx.read_gexf)):
        assert len(read(io.BytesIO(data)).edges) == len(graph.edges)


# All forms


@pytest.mark.parametrize("form", [form for form in EXPORTS if form != "jsonl"])
def test_the_same_casebook_gives_the_same_bytes(casebook: Casebook, tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        export(casebook, tmp_path / name, ExportQuery(form, Asked("piers", "docket export"), TODAY))
    names = [path.name for path in (tmp_path / "one").iterdir()]
    assert names
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in names)


@pytest.mark.parametrize("form", [form for form in EXPORTS if form not in ("jsonl", "png")])
def test_exports_are_held_to_a_marking_and_to_a_day(casebook: Casebook, tmp_path: Path, form: str) -> None:
    query = ExportQuery(form, Asked("piers", "docket export", date(1951, 12, 31)), TODAY, "RESTRICTED")
    told = export(casebook, tmp_path / form, query)
    assert told.endswith("\nHeld to RESTRICTED: 1 of 4 papers left out.")
    for path in (tmp_path / form).iterdir():
        text = path.read_text("utf-8")
        assert "SECRET" not in text
        assert "Ann Lee" not in text
        assert "item-letter" not in text
        assert "Bo Hart" not in text
        assert "piers" in text


def test_records_are_held_to_a_marking(casebook: Casebook, tmp_path: Path) -> None:
    export(casebook, tmp_path / "out", ExportQuery("jsonl", Asked("piers", "docket export"), TODAY, "RESTRICTED"))
    items = [json.loads(line)["id"] for line in (tmp_path / "out" / "items.jsonl").read_text("utf-8").splitlines()]
    assert "item-letter" not in items
    assert len(items) == 3


def test_the_command_says_what_it_wrote(casebook: Casebook, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["--casebook", str(tmp_path / "book"), "export", "--format", "cmif", "--ceiling", "secret", str(out)]
    done = CliRunner().invoke(main, arguments)
    assert done.output == f"Wrote 3 letters to {out}.\nHeld to SECRET: 0 of 4 papers left out.\n"
    assert "Query: docket export --format cmif --ceiling SECRET." in (out / "letters.xml").read_text("utf-8")
