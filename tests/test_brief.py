"""What officials are handed: dates in words, safe text, markings, tables, and the listings of a small invented casebook."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brief.actions import ActionQuery, list_actions
from brief.dates import parse_when, say_when
from brief.drawing import draw_table
from brief.exporting import export_jsonl
from brief.listing import Column, Listing, render
from brief.markings import highest_marking, say_marking
from brief.people import name_matcher
from brief.plain import clean, csv_cell, json_text, one_line, shorten
from brief.recommendations import RecommendationQuery, list_recommendations, say_recommendations
from brief.sheet import Line, lay_out
from brief.showing import find_shown, json_of_shown, list_items, say_item, say_record, text_of_shown
from brief.timeline import ChronologyQuery, list_chronology
from corpus.casebook import Casebook, StoredSource
from corpus.errors import DocketError
from corpus.records import (
    DISPOSITIONS,
    RECORD_TYPES,
    Action,
    Actor,
    AnyRecord,
    Event,
    Flag,
    Item,
    Mention,
    Recommendation,
    RegisterRow,
    Response,
    from_json,
)
from corpus.sources import Page, SourceText

# Dates


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2004-03-31", "31 March 2004"),
        ("2004-03", "March 2004"),
        ("2004", "2004"),
        ("../2004-03-31", "by 31 March 2004"),
        ("/2004-03", "by March 2004"),
        ("2004-04-01/..", "from 1 April 2004"),
        ("2004-04-01/2005-03-31", "1 April 2004 to 31 March 2005"),
        ("2003-21", "spring 2003"),
        ("2003-22~", "about summer 2003"),
        ("1999-24", "winter 1999/00"),
        ("2003-01-15~", "about 15 January 2003"),
        ("1951?", "perhaps 1951"),
        ("1951-05%", "perhaps about May 1951"),
        ("../2003-12-31~", "by about 31 December 2003"),
        ("", ""),
        ("shortly", "shortly"),
        ("2003-13", "2003-13"),
    ],
)
def test_dates_are_said_in_words(value: str, said: str) -> None:
    assert say_when(value) == said


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2003-04-01", "2003-04-01"),
        ("1 April 2003", "2003-04-01"),
        ("01 april 2003", "2003-04-01"),
        ("1st of Apr. 2003", "2003-04-01"),
        ("April 22nd, 2003", "2003-04-22"),
        ("Sept 2003", "2003-09"),
        ("1/4/2003", "2003-04-01"),
        ("31.12.1951", "1951-12-31"),
        ("2003", "2003"),
        ("2003-21", "2003-21"),
        ("../2003-04", "../2003-04"),
        (" 2003-04~ ", "2003-04~"),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, value: str) -> None:
    assert parse_when(typed) == value


@pytest.mark.parametrize(
    "typed", ["", "soon", "31 June 2003", "0/4/2003", "1/13/2003", "ma 2003", "../..", "1 April 03", "2003-02-30"]
)
def test_what_is_no_date_is_told_what_to_write(typed: str) -> None:
    with pytest.raises(DocketError) as error:
        parse_when(typed)
    assert str(error.value) == f"“{typed}” is no date; write for example 2003-04-01, 1 April 2003, April 2003 or 2003"


# Safe text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x1b[2J\x1b[1;31mHarbour\x1b[0m Office", "Harbour Office"),
        ("Harbour\x07\x08 Office\x9b", "Harbour Office"),
        ("fares \u202egnihton\u202c", "fares gnihton"),
        ("one\r\ntwo\ftwo\tb", "one\ntwo\ntwo\tb"),
        ("Thé “Board” — £5", "Thé “Board” — £5"),
    ],
)
def test_terminal_gets_no_control_characters(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=SUM(A1:A9)", "'=SUM(A1:A9)"),
        ("+441", "'+441"),
        ("-2", "'-2"),
        ("@fares", "'@fares"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("a = b", "a = b"),
        ("", ""),
    ],
)
def test_spreadsheet_gets_no_formula(text: str, cell: str) -> None:
    assert csv_cell(text) == cell


def test_json_breaks_no_line_and_moves_no_cursor() -> None:
    value = {"text": "a\u2028b\u0085c\x0cd\x9be\ud800é"}
    written = json_text(value)
    assert written == '{"text": "a\\u2028b\\u0085c\\fd\\u009be\\ud800é"}'
    assert len(written.splitlines()) == 1
    assert json.loads(written) == value


def test_text_is_shortened_at_a_word() -> None:
    assert one_line(" a\n b\tc ") == "a b c"
    assert shorten("The Board will publish, in time, its fares.", 24) == "The Board will publish…"
    assert shorten("The Board", 24) == "The Board"


# Markings


@pytest.mark.parametrize(
    ("markings", "highest"),
    [
        ([], ""),
        (["", ""], ""),
        (["RESTRICTED", "UNCLASSIFIED", "CONFIDENTIAL"], "CONFIDENTIAL"),
        (["OFFICIAL", "OFFICIAL-SENSITIVE"], "OFFICIAL-SENSITIVE"),
        (["RESTRICTED", "OFFICIAL"], "RESTRICTED; OFFICIAL"),
        (["SECRET", "CONFIDENTIAL", "OFFICIAL"], "SECRET"),
        (["TOP SECRET", "SECRET"], "TOP SECRET"),
        (["PROTECT", "COSMIC"], "PROTECT; COSMIC"),
    ],
)
def test_highest_marking_of_either_scheme(markings: list[str], highest: str) -> None:
    assert highest_marking(markings) == highest


def test_marking_is_said_also_where_there_is_none() -> None:
    assert say_marking(["SECRET"]) == "Highest protective marking: SECRET"
    assert say_marking([""]) == "Highest protective marking: none on the papers listed"


# Listings


LISTING = Listing(
    title="2 fares",
    columns=(Column("When"), Column("Empty"), Column("Where", "below"), Column("Paper", "above"), Column("What")),
    rows=(
        ("1951", "", "letter.txt item-1", "Fares", "a penny\nmore"),
        ("by 3 May 1951", "", "minute.txt", "", "=\x1b[0m2 " + "pence " * 20),
    ),
    fields=("when", "what", "pages", "to"),
    records=(
        {"when": "1951", "what": "a penny\nmore", "pages": None, "to": ["A", "B"]},
        {"when": "", "what": "=2", "pages": 3, "to": []},
    ),
    markings=("RESTRICTED",),
    notes=("Also 1 toll.",),
)


def test_plain_table_has_a_line_a_row_and_no_empty_column() -> None:
    assert render(LISTING).splitlines() == [
        "2 fares",
        "Highest protective marking: RESTRICTED",
        "",
        "When           Where              Paper  What",
        "1951           letter.txt item-1  Fares  a penny; more",
        "by 3 May 1951  minute.txt                =2 " + ("pence " * 20).strip(),
        "",
        "Also 1 toll.",
    ]


def test_drawn_table_wraps_to_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    drawn = render(LISTING, draw=lambda columns, rows: draw_table(columns, rows, width=60)).splitlines()
    assert drawn == [
        "2 fares",
        "Highest protective marking: RESTRICTED",
        "",
        "When           What",
        "1951           Fares",
        "               a penny",
        "               more",
        "               letter.txt item-1",
        "",
        "by 3 May 1951  =2 pence pence pence pence pence pence pence",
        "               pence pence pence pence pence pence pence",
        "               pence pence pence pence pence pence",
        "               minute.txt",
        "",
        "Also 1 toll.",
    ]


@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_cell_is_cut_at_any_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    columns = [Column(title) for title in ("When", "Who", "To", "What")]
    row = [
        "by 3 May 1951",
        "Harbour Office of the Northern Isles",
        "a-very-long-name-of-a-scanned-file.pdf",
        "publish its fares " * 9,
    ]
    drawn = draw_table(columns, [row], width=width)
    assert sorted("".join(row).replace(" ", "")) == sorted(drawn.split("\n", 1)[1].replace(" ", "").replace("\n", ""))


@pytest.mark.parametrize("width", [20, 40])
def test_on_a_narrow_terminal_cells_stand_under_one_another(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    columns = [Column("When"), Column(""), Column("Where", "below"), Column("What")]
    drawn = draw_table(columns, [["by 3 May 1951", "planned", "", "fares"], ["1952", "", "a.txt", "publish " * 9]], width=width)
    assert drawn.startswith("When: by 3 May 1951\nplanned\nWhat: fares\n\nWhen: 1952\nWhere: a.txt\nWhat: publish")
    assert drawn.count("publish") == 9
    assert max(map(len, drawn.splitlines())) <= width


@pytest.mark.parametrize("disposition", DISPOSITIONS)
def test_no_disposition_is_broken_at_80(disposition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    columns = [Column(title) for title in ("No.", "Disposition", "Progress", "To", "Text")]
    row = ["12a", disposition, "in-progress", "Harbour Office of the Northern Isles", "publish its fares " * 9]
    assert disposition in draw_table(columns, [row], width=80)


def test_csv_has_every_field_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(render(LISTING, "csv"))))
    assert rows == [["when", "what", "pages", "to"], ["1951", "a penny\nmore", "", "A; B"], ["", "'=2", "3", ""]]


def test_json_is_a_list_of_objects() -> None:
    assert json.loads(render(LISTING, "json")) == list(LISTING.records)


def test_sheet_wraps_under_its_label() -> None:
    line = Line("The Board will publish its fares.\nSoon.", indent=2, label="Text:")
    assert lay_out([line], width=60) == "  Text: The Board will publish its fares.\n        Soon.\n"
    assert lay_out([line], width=40) == "  Text: The Board will publish its\n        fares.\n        Soon.\n"
    assert lay_out([Line(""), line]) == "\n  Text: The Board will publish its fares.\n        Soon.\n"


# Names


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("harbour office", {"Harbour Office"}),
        ("Harb", {"Harbour Office", "Harbour Police"}),
        ("HO", {"Harbour Office"}),
        ("ice", set()),
        ("Office", {"Harbour Office"}),
        ("chief", {"Ada Holm"}),
        ("Ho", {"Harbour Office"}),
        ("Holm", {"Ada Holm"}),
        ("(HP)", set()),
    ],
)
def test_names_are_found_by_part_and_by_other_names(asked: str, found: set[str]) -> None:
    actors = [
        Actor(id="1", name="Harbour Office", kind="body", aliases=("HO",)),
        Actor(id="2", name="Ada Holm", kind="person", aliases=("Chief Inspector of Piers",)),
    ]
    matches = name_matcher(asked, actors)
    assert {name for name in ("Harbour Office", "Harbour Police", "Ada Holm", "") if matches(name)} == found


# A small casebook

LETTER = (
    "RESTRICTED\n2 April 1951\nDear Mr Quill\n\nThe Ferry Board will publish its fares by 3 May 1951.\n"
    "We shall also paint the pier shortly.\nPlease send us your list.\n"
)
REPORT = (
    "Report on the Piers\f1. The Board should publish its fares.\n2. The Office should mend the pier.\n10. It should be lit.\f"
)


def at(text: str, words: str, source: str, pages: tuple[Page, ...] = ()) -> dict[str, Any]:
    start = text.index(words)
    page = next((one.number for one in pages if one.start <= start < one.end), None)
    return {"source": source, "start": start, "end": start + len(words), "quote": words, "page": page}


PAGES = (Page(1, 0, 19), Page(2, 20, len(REPORT) - 1))


def letter_records() -> list[AnyRecord]:
    def here(words: str) -> dict[str, Any]:
        return at(LETTER, words, "letter.txt")

    flag = Flag(code="addressee", message="The addressee is named only in the salutation.")
    return [
        Item(
            id="item-letter", kind="letter", date="1951-04-02", senders=("Ferry Board",), addressees=("Mr Quill",),
            subject="Fares", marking="RESTRICTED", flags=(flag,), **here(LETTER),
        ),
        Action(
            id="action-fares", item="item-letter", force="promise", who="Ferry Board", what="publish its fares",
            to="Harbour Office", when_text="by 3 May 1951", when="../1951-05-03", about="recommendation-1",
            **here("The Ferry Board will publish its fares by 3 May 1951."),
        ),
        Action(
            id="action-paint", item="item-letter", force="promise", who="Ferry Board", what="paint the pier", when_text="shortly",
            **here("We shall also paint the pier shortly."),
        ),
        Action(
            id="action-list", item="item-letter", force="request", who="Mr Quill", what="send the list",
            **here("Please send us your list."),
        ),
        Response(
            id="response-1", item="item-letter", numbers=("1",), answers=("recommendation-1",), disposition="accepted",
            deciding="will publish", text="The Ferry Board will publish its fares by 3 May 1951.",
            **here("The Ferry Board will publish its fares by 3 May 1951."),
        ),
        Response(id="response-7", item="item-letter", numbers=("7",), disposition="rejected", **here("shortly")),
        Actor(
            id="actor-fb", name="Ferry Board", kind="body", aliases=("FB",),
            mentions=(Mention(item="item-letter", start=0, end=3),),
        ),
    ]  # fmt: skip


def report_records() -> list[AnyRecord]:
    def here(words: str) -> dict[str, Any]:
        return at(REPORT, words, "report.pdf", PAGES)

    report: dict[str, Any] = {"item": "item-report", "report": "Report on the Piers"}
    texts = [("1", "The Board should publish its fares."), ("10", "It should be lit."), ("2", "The Office should mend the pier.")]
    return [
        Item(id="item-report", kind="report", date="1951-01", subject="Piers", **here(REPORT[:-1])),
        *(
            Recommendation(id=f"recommendation-{number}", number=number, text=text, **report, **here(text))
            for number, text in texts
        ),
        Event(
            id="event-1", item="item-report", date="1950-12-24", text="The pier was struck by a ferry", **here("mend the pier")
        ),
        RegisterRow(
            id="register-1",
            register="item-report",
            date="1950-12-27",
            sender="",
            addressee="",
            subject="",
            marking="",
            **here("It should"),
        ),
    ]


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(tmp_path / "book", create=True) as opened:
        opened.put_source(SourceText("letter.txt", "/in/letter.txt", "a1", "text", LETTER), letter_records())
        opened.put_source(SourceText("report.pdf", "/in/report.pdf", "b2", "pdf", REPORT, PAGES), report_records())
        yield opened


def test_promises_are_listed_by_when_they_are_due(casebook: Casebook) -> None:
    assert render(list_actions(casebook, ActionQuery())).splitlines() == [
        "2 promises",
        "Highest protective marking: RESTRICTED",
        "",
        "When           Who          To              Where                                            What",
        "by 3 May 1951  Ferry Board  Harbour Office  letter.txt, letter of 2 April 1951, item-letter  publish its fares",
        "“shortly”      Ferry Board                  letter.txt, letter of 2 April 1951, item-letter  paint the pier",
        "",
        "Also 1 request: add --force all",
    ]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (ActionQuery(force="all"), ["action-fares", "action-paint", "action-list"]),
        (ActionQuery(force="request"), ["action-list"]),
        (ActionQuery(who="FB"), ["action-fares", "action-paint"]),
        (ActionQuery(who="quill", force="all"), ["action-list"]),
        (ActionQuery(to="harbour"), ["action-fares"]),
        (ActionQuery(by="1951-05-03"), ["action-fares"]),
        (ActionQuery(by="1951-05"), ["action-fares"]),
        (ActionQuery(by="1951-05-02"), []),
        (ActionQuery(after="1951-05-02"), ["action-fares"]),
        (ActionQuery(after="1951-05"), []),
        (ActionQuery(status="overdue", as_of=date(1951, 5, 4)), ["action-fares"]),
        (ActionQuery(status="open", as_of=date(1951, 5, 3)), ["action-fares", "action-paint"]),
        (ActionQuery(as_of=date(1951, 4, 2)), ["action-fares", "action-paint"]),
        (ActionQuery(as_of=date(1951, 4, 1)), []),
    ],
)
def test_promises_are_chosen(casebook: Casebook, query: ActionQuery, ids: list[str]) -> None:
    assert [one["id"] for one in list_actions(casebook, query).records] == ids


def test_overdue_is_explained_and_other_forces_are_counted(casebook: Casebook) -> None:
    notes = list_actions(casebook, ActionQuery(as_of=date(1951, 6, 1))).notes
    assert notes[0] == "Overdue: the day has passed, and no paper in the casebook reports it done by then."
    assert notes[1] == "Also 1 request: add --force all"
    assert list_actions(casebook, ActionQuery(force="all")).notes == ()


def test_promise_as_a_row_for_other_programs(casebook: Casebook) -> None:
    row = list_actions(casebook, ActionQuery(as_of=date(1951, 6, 1))).records[0]
    assert (row["status"], row["status_as_of"], row["marking"], row["when"]) == (
        "overdue",
        "1951-06-01",
        "RESTRICTED",
        "../1951-05-03",
    )


def test_every_recommendation_is_listed_with_its_answer(casebook: Casebook) -> None:
    lines = render(list_recommendations(casebook, RecommendationQuery())).splitlines()
    here, answered = "report.pdf p. 2, report of January 1951, item-report", "letter.txt, letter of 2 April 1951, item-letter"
    assert [re.split(" {2,}", line) for line in lines] == [
        ["3 recommendations of Report on the Piers, 2 outstanding"],
        ["Highest protective marking: RESTRICTED"],
        [""],
        ["No.", "Disposition", "Where", "Answered in", "Text"],
        ["1", "accepted", here, f"answered in {answered}", "The Board should publish its fares."],
        ["2", "no-response", here, "The Office should mend the pier."],
        ["10", "no-response", here, "It should be lit."],
        [""],
        ["Answered, but the recommendation itself is not on file:"],
        ["", f"7: {answered}"],
    ]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (RecommendationQuery(number="10"), ["10"]),
        (RecommendationQuery(report="piers"), ["1", "2", "10"]),
        (RecommendationQuery(report="report.pdf"), ["1", "2", "10"]),
        (RecommendationQuery(report="roads"), []),
        (RecommendationQuery(disposition="accepted"), ["1"]),
        (RecommendationQuery(disposition="no-response"), ["2", "10"]),
        (RecommendationQuery(outstanding=True), ["2", "10"]),
        (RecommendationQuery(outstanding=True, as_of=date(1951, 5, 1)), ["1", "2", "10"]),
        (RecommendationQuery(disposition="no-response", as_of=date(1951, 3, 1)), ["1", "2", "10"]),
        (RecommendationQuery(as_of=date(1950, 12, 31)), []),
    ],
)
def test_recommendations_are_chosen(casebook: Casebook, query: RecommendationQuery, numbers: list[str]) -> None:
    assert [one["number"] for one in list_recommendations(casebook, query).records] == numbers


def test_reports_are_named_where_none_is_meant(casebook: Casebook) -> None:
    listing = list_recommendations(casebook, RecommendationQuery(report="roads"))
    assert listing.title == "0 recommendations of reports called “roads”"
    assert listing.notes == ("The reports are: Report on the Piers",)


def test_recommendation_whole(casebook: Casebook) -> None:
    query = RecommendationQuery(number="1", as_of=date(1951, 6, 1))
    assert lay_out(say_recommendations(casebook, query)).splitlines() == [
        "Recommendation 1, Report on the Piers",
        "Highest protective marking: RESTRICTED",
        "  In: report.pdf p. 2, report of January 1951, recommendation-1",
        "  Text: The Board should publish its fares.",
        "  Disposition: accepted",
        "",
        "Response: accepted (“will publish”)",
        "  By: Ferry Board, 2 April 1951",
        "  In: letter.txt, letter of 2 April 1951, response-1",
        "  Text: The Ferry Board will publish its fares by 3 May 1951.",
        "",
        "Promise (overdue): Ferry Board: publish its fares",
        "  When: by 3 May 1951",
        "  In: letter.txt, letter of 2 April 1951, action-fares",
        "",
        "History:",
        "  January 1951: recommended (report.pdf p. 2, recommendation-1)",
        "  2 April 1951: Ferry Board: accepted (letter.txt, response-1)",
        "  3 May 1951: due: Ferry Board: publish its fares (overdue) (letter.txt, action-fares)",
    ]


def test_reports_without_a_title_are_told_apart_by_subject_or_source(casebook: Casebook) -> None:
    text = "1. The lamp should be lit."
    for name, subject in (("lamps.txt", "Lamps"), ("bare.txt", "")):
        here = at(text, text, name)
        item = Item(id=f"item-{name}", kind="report", date="1951-01", subject=subject, **here)
        asked = Recommendation(id=f"recommendation-{name}", item=item.id, number="1", text=text, report="", **here)
        casebook.put_source(SourceText(name=name, path=name, sha256=name, format="txt", text=text, pages=()), [item, asked])
    query = RecommendationQuery(number="1")
    heads = [line.text for line in say_recommendations(casebook, query) if line.text.startswith("Recommendation")]
    assert sorted(heads) == ["Recommendation 1, Lamps", "Recommendation 1, Report on the Piers", "Recommendation 1, bare.txt"]
    assert list_recommendations(casebook, query).title == "3 recommendations with number 1, 2 outstanding"


def test_response_that_gives_no_answer_is_not_told_as_a_response(casebook: Casebook) -> None:
    text = "Recommendation 2 is in hand."
    here = at(text, text, "news.txt")
    news = Response(
        id="response-2", item="item-news", numbers=("2",), answers=("recommendation-2",), disposition="no-response",
        progress="in-progress", **here,
    )  # fmt: skip
    item = Item(id="item-news", kind="letter", date="1951-05-05", **here)
    casebook.put_source(SourceText(name="news.txt", path="news.txt", sha256="n", format="txt", text=text, pages=()), [item, news])
    told = lay_out(say_recommendations(casebook, RecommendationQuery(number="2"))).splitlines()
    assert "Mentioned, no answer given; progress: in-progress" in told
    assert not any(line.startswith("Response:") for line in told)


def test_recommendation_that_is_not_there(casebook: Casebook) -> None:
    assert lay_out(say_recommendations(casebook, RecommendationQuery(number="7"))).splitlines() == [
        "0 recommendations with number 7",
        "",
        "Answered, but the recommendation itself is not on file:",
        "  7: letter.txt, letter of 2 April 1951, item-letter",
    ]


def test_chronology_leads_back_to_the_papers(casebook: Casebook) -> None:
    listing = list_chronology(casebook, ChronologyQuery(topic="pier", last="1951-01"))
    assert listing.title == "Chronology: 2 lines on “pier” to January 1951"
    assert listing.rows[0][0] == "24 December 1950"
    assert listing.rows[0][-1] == "report.pdf p. 2, report of January 1951, item-report"
    assert [row["date"] for row in listing.records] == ["1950-12-24", "1951-01"]


# Showing


def test_source_is_shown_with_its_items(casebook: Casebook) -> None:
    source = find_shown(casebook, "report.pdf")
    assert isinstance(source, StoredSource)
    assert render(list_items(casebook, source)).splitlines() == [
        f"report.pdf: pdf, 2 pages, {len(REPORT)} characters, 1 item, 3 recommendations, 1 register row, 1 event",
        "Read from /in/report.pdf",
        "Highest protective marking: none on the papers listed",
        "",
        "Date          Kind    Where             Subject",
        "January 1951  report  p. 1 item-report  Piers",
        "",
        "The register lists 1 paper; 0 are on file",
        "Listed but not on file: 27 December 1950",
        "On file but not listed: report of January 1951, Piers, item-report",
    ]


def test_item_is_shown_with_its_records_and_text(casebook: Casebook) -> None:
    item = find_shown(casebook, "item-letter")
    assert isinstance(item, Item)
    lines = lay_out(say_item(casebook, item)).splitlines()
    assert lines[:14] == [
        "Letter, 2 April 1951",
        "Highest protective marking: RESTRICTED",
        "  In: letter.txt, item-letter",
        "  date: 2 April 1951 (1951-04-02)",
        "  senders: Ferry Board",
        "  addressees: Mr Quill",
        "  subject: Fares",
        "  marking: RESTRICTED",
        "  Look at: The addressee is named only in the salutation. (addressee)",
        "",
        "Actions (3)",
        "  action-fares promise, by 3 May 1951, Ferry Board, publish its fares",
        "  action-paint promise, Ferry Board, paint the pier",
        "  action-list request, Mr Quill, send the list",
    ]
    assert lines[-len(LETTER.splitlines()) - 1 :] == ["Text", *(f"  {line}".rstrip() for line in LETTER.splitlines())]


def test_record_is_shown_in_its_context(casebook: Casebook) -> None:
    record = find_shown(casebook, "action-paint")
    assert isinstance(record, Action)
    lines = lay_out(say_record(casebook, record)).splitlines()
    assert lines[:3] == ["action-paint", "Highest protective marking: RESTRICTED", "  id: action-paint"]
    assert "  when text: shortly" in lines
    assert "  »We shall also paint the pier shortly.«" in lines


def test_actor_is_shown_with_how_often_it_is_named(casebook: Casebook) -> None:
    record = find_shown(casebook, "actor-fb")
    assert isinstance(record, Actor)
    assert lay_out(say_record(casebook, record)).splitlines()[-2:] == ["  aliases: FB", "  mentioned: 1 time in 1 item"]
    with pytest.raises(DocketError, match="actor-fb is an actor and has no text"):
        text_of_shown(casebook, record)


def test_json_of_an_item_holds_its_records(casebook: Casebook) -> None:
    shown = json_of_shown(casebook, find_shown(casebook, "item-letter"))
    assert [one["id"] for one in shown["actions"]] == ["action-fares", "action-paint", "action-list"]
    assert "recommendations" not in shown
    assert [one["id"] for one in json_of_shown(casebook, find_shown(casebook, "report.pdf"))] == ["item-report"]
    assert json_of_shown(casebook, find_shown(casebook, "action-paint"))["what"] == "paint the pier"


def test_register_shows_its_rows(casebook: Casebook) -> None:
    assert [one["id"] for one in json_of_shown(casebook, find_shown(casebook, "item-report"))["register"]] == ["register-1"]


@pytest.mark.parametrize(
    ("asked", "page", "text"),
    [
        ("letter.txt", None, LETTER),
        ("report.pdf", None, REPORT),
        ("report", 1, "Report on the Piers"),
        ("recommendation-2", 2, REPORT[20:-1]),
        ("action-paint", None, "We shall also paint the pier shortly."),
    ],
)
def test_text_is_shown_exactly(casebook: Casebook, asked: str, page: int | None, text: str) -> None:
    assert text_of_shown(casebook, find_shown(casebook, asked), page) == text


@pytest.mark.parametrize(
    ("asked", "page", "said"),
    [
        ("r", None, "2 sources have “r” in their names; name one: letter.txt, report.pdf"),
        ("minute", None, "nothing called “minute” in {}; docket status lists the sources, every listing the ids"),
        ("letter", 1, "letter.txt has no pages; leave out --page to see all of its text"),
        ("report", 3, "report.pdf has no page 3; its pages are 1 to 2"),
    ],
)
def test_what_cannot_be_shown_is_told(casebook: Casebook, asked: str, page: int | None, said: str) -> None:
    with pytest.raises(DocketError) as error:
        text_of_shown(casebook, find_shown(casebook, asked), page)
    assert str(error.value) == said.format(casebook.folder)


# Export


def test_export_writes_every_kind_as_the_contract_says(casebook: Casebook, tmp_path: Path) -> None:
    written = export_jsonl(casebook, tmp_path / "out" / "jsonl")
    files = {path.name: path.read_text("utf-8").splitlines() for path in (tmp_path / "out" / "jsonl").iterdir()}
    assert sorted(files) == sorted(f"{kind}.jsonl" for kind in (*RECORD_TYPES, "reviews"))
    assert {f"{kind}.jsonl": count for kind, count in written.items()} == {name: len(lines) for name, lines in files.items()}
    assert files["dates.jsonl"] == []
    for kind in RECORD_TYPES:
        rows = [json.loads(line) for line in files[f"{kind}.jsonl"]]
        assert [from_json(kind, row) for row in rows] == casebook.records(kind)
        assert all(list(row) == sorted(row) for row in rows)
    assert {"date", "from", "to", "subject", "class", "item"} <= set(json.loads(files["register.jsonl"][0]))


def test_export_into_a_file_is_told(casebook: Casebook, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(DocketError, match="name a place that you may write to"):
        export_jsonl(casebook, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
