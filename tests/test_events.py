"""Dated facts and plans in neutral words. All papers here are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.dates import find_dates
from extract.events import find_events
from extract.findings import Context, EventFound
from extract.sentences import find_sentences

MINE = Context(date="1998-03-10", senders=("Ann Lee",), addressees=("Bo Hart",))


def found(text: str, context: Context = MINE) -> list[EventFound]:
    return find_events(text, find_sentences(text, context), find_dates(text, context), context)


def test_a_number_of_what_was_named_before_is_no_event() -> None:
    assert found("I cannot agree to the four clerks. The Weir Board was given six more in 1997 and has still to place two.") == []
    (one,) = found("The Weir Board was given six more clerks in 1997 and has still to place two.")
    assert one.text.startswith("The Weir Board was given six more clerks")


@pytest.mark.parametrize(
    ("text", "date", "words", "planned"),
    [
        (
            "A circular was sent to all lock keepers on 20 February.",
            "1998-02-20",
            "A circular was sent to all lock keepers",
            False,
        ),
        ("I am pleased to say that the weir was reopened on 3 March.", "1998-03-03", "The weir was reopened", False),
        ("On 2 March 1998 the board met in Port Sel.", "1998-03-02", "The board met in Port Sel", False),
        ("The River Plan, published on 5 December 1997, set out the dues.", "1997-12-05", "The River Plan was published", False),
        (
            "The Minister announced on 2 March the new scale of dues.",
            "1998-03-02",
            "The Minister announced the new scale of dues",
            False,
        ),
        ("I met the lock keepers on 4 March.", "1998-03-04", "Ann Lee met the lock keepers", False),
        ("The Minister is chairing the weir board on 11 April.", "1998-04-11", "The Minister is chairing the weir board", True),
        ("You are meeting the lock keepers on 22 March.", "1998-03-22", "Bo Hart is meeting the lock keepers", True),
        (
            "The first meeting of the board has been arranged for 20 April.",
            "1998-04-20",
            "The first meeting of the board has been arranged",
            True,
        ),
        ("The River Plan will be published in May 1998.", "1998-05", "The River Plan will be published", True),
        ("The dues committee meets on 28 March.", "1998-03-28", "The dues committee meets", True),
        (
            "I have the model plan that the Weir Board published on 2 March.",
            "1998-03-02",
            "The Weir Board published the model plan",
            False,
        ),
        (
            "I have read the report on the state of the weir, which was laid on 2 March.",
            "1998-03-02",
            "The report on the state of the weir was laid",
            False,
        ),
        (
            "Mary Holt asked me to let you have the plan on 2 March.",
            "1998-03-02",
            "Mary Holt asked Ann Lee to let Bo Hart have the plan",
            False,
        ),
        ("Following the review announced on 2 March, our plan stands.", "1998-03-02", "The review was announced", False),
    ],
)
def test_a_dated_fact(text: str, date: str, words: str, planned: bool) -> None:
    (one,) = found(text)
    assert (one.date, one.text, one.planned) == (date, words, planned)
    assert text[one.start : one.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "A circular was sent to all lock keepers.",  # no date
        "Thank you for your letter of 2 March.",  # a reference
        "The Weirs Act 1921 was amended.",  # a title
        "Plans must be produced by 31 March 1998.",  # a deadline
        "The weir has not been mended since May 1997.",
        "If the weir were closed on 2 April, boats would wait.",
        "Traffic rose by 12% in 1997.",
        "Was the weir opened on 2 March?",
        "It was published on 2 March.",  # what was?
        "The last was held on 2 March.",
        "A meeting was held on 2 March.",
        "The Minister announced on 2 March 1998.",
    ],
)
def test_no_event(text: str) -> None:
    assert found(text) == []


def test_two_dates_in_one_sentence_are_two_events() -> None:
    events = found("The dues committee meets on 28 March and your harbour talks are on 11 April.")
    assert [(one.date, one.text) for one in events] == [
        ("1998-03-28", "The dues committee meets"),
        ("1998-04-11", "Bo Hart's harbour talks"),
    ]


def test_a_name_is_said_once_and_then_they() -> None:
    (one,) = found("We launched our plan for our lock keepers on 2 March.")
    assert one.text == "Ann Lee launched their plan for their lock keepers"


def test_a_timetable_line_is_an_event_and_a_register_is_none() -> None:
    (one,) = found("- 28 March 1998: Launch of the River Plan at Port Sel")
    assert (one.text, one.planned) == ("Launch of the River Plan at Port Sel", True)
    listing = Context(date="1998-03-10", kind="register")
    assert found("- 28 March 1998: Launch of the River Plan at Port Sel", listing) == []


def test_a_line_stays_short() -> None:
    text = "The Minister opened the new weir at Port Sel" + " with the lock keepers of the upper river" * 6 + " on 2 March."
    assert all(len(one.text) <= 151 for one in found(text))


def test_the_examples_of_the_handbook_are_true() -> None:
    page = (Path(__file__).parents[1] / "docs" / "graph.md").read_text("utf-8")
    table = page.split("| in the same letter | date | event |")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    assert len(rows) > 4
    for text, day, words in rows:
        read = found(text)
        if day == "two":
            assert [one.text for one in read] == words.split("; "), text
        else:
            (one,) = read
            assert one.date == day, text
            assert one.planned if words == "planned" else one.text == words, text


@pytest.mark.parametrize(
    "text",
    [
        "Weir Board, ‘Dues of the Upper Weir were published’, 3 February 1998.",
        "¹² Weir Board was heard on 3 February 1998 ¹³ Lock Council, minutes.",
        "The board said on 3 February that between the first sitting.",
    ],
)
def test_notes_and_works_cited_are_no_events(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words", "planned"),
    [
        ("The dues were announced in January by the board.", "The dues were announced by the board", False),
        (
            "Mary Holt invited the keepers to Port Sel last week to see the weir.",
            "Mary Holt invited the keepers to Port Sel to see the weir",
            False,
        ),
        (
            "The lock keepers' meeting of 28 March has been cancelled.",
            "The lock keepers' meeting of 28 March has been cancelled",
            False,
        ),
        (
            "The work of the board has led to the keepers' guide which was published in February.",
            "The keepers' guide was published",
            False,
        ),
    ],
)
def test_the_date_is_not_said_twice_and_what_is_called_off_is_not_planned(text: str, words: str, planned: bool) -> None:
    (one,) = found(text)
    assert (one.text, one.planned) == (words, planned)
