"""What comes before what: that which tells the time asked for, names the date, and is no longer than it need be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from index.entries import Entry
from index.names import Names
from index.ranking import rank
from index.reading import Reading, Vocabulary, read_example, read_question
from index.words import cut_words

VOCABULARY = Vocabulary(Names(), lambda word: 1.0, lambda word: [])


def entry(text: str, kind: str = "item", **more: Any) -> Entry:
    return Entry(
        key=text[:40], kind=kind, source="a.txt", start=0, end=len(text), text=text, words=" ".join(cut_words(text)), **more
    )


def order(question: str, *entries: Entry) -> list[str]:
    reading = read_question(question, VOCABULARY)
    placed = [replace(one, source=f"{place}.txt") for place, one in enumerate(entries)]
    return [one.entry.text for one in rank([(one, 1.0) for one in placed], reading)]


def test_what_has_a_time_comes_first_where_one_is_asked_for() -> None:
    undated = entry("The board must report on the moorings of the port.", "action", force="requirement")
    dated = entry("The board must report on moorings by 3 May.", "action", force="requirement", due="../2015-05-03")
    assert order("By when must the board report on the moorings?", undated, dated)[0] == dated.text


def test_a_day_by_which_a_thing_is_asked_for_is_its_deadline() -> None:
    written_then = entry("The Treasurer asked the board for plans.", "action", force="request", date="2015-05-01")
    due_then = entry("The Treasurer asked the board for a sketch.", "action", force="request", due="../2015-05")
    question = "What did the Treasurer ask the board for by May 2015?"
    assert order(question, written_then, due_then)[0] == due_then.text


def test_words_that_name_the_month_of_a_question_count() -> None:
    other, named = entry("The tug sailed in June 2014 for Oskel."), entry("The tug sailed in May 2015 for Oskel.")
    assert order("Did the tug sail in May 2015?", other, named)[0] == named.text


def test_of_two_that_hold_the_same_words_the_shorter_comes_first() -> None:
    long = entry("The tug sank. " + "It rained on the harbour all day. " * 90)
    short = entry("The tug sank. It rained on the harbour.")
    assert order("Did it rain when the tug sank?", long, short)[0] == short.text


def test_a_number_beside_what_is_counted_comes_first() -> None:
    beside = entry("In 2014 the boats were old and many passengers complained of the ferry.")
    counted = entry("Of the boats, the ferry carried 143 passengers.")
    assert order("How many passengers were on the ferry?", beside, counted)[0] == counted.text
    assert order("What number of the passengers did the ferry carry?", beside, counted)[0] == counted.text


def test_who_was_there_is_told_by_the_list_of_those_present() -> None:
    spoke = entry("The Safety Board met again, and the second meeting of the Safety Board was long.")
    present = entry("Safety Board, second meeting\n\nPresent: Ada Penrose, Wilfred Oake")
    assert order("Who attended the second meeting of the Safety Board?", spoke, present)[0] == present.text


def test_who_is_asked_for_is_told_by_what_names_somebody() -> None:
    nobody = entry("The crews will be trained again.", "action", force="promise")
    somebody = entry("The crews will be trained by us.", "action", force="promise", who=("Coastal Rescue Service",))
    assert order("Who promised that the crews will be trained?", nobody, somebody)[0] == somebody.text


def test_a_recommendation_is_asked_for_by_its_number_alone() -> None:
    recommended = entry("We recommend that a radio be carried.", "recommendation", numbers=("12",))
    answered = entry("A radio will be carried.", "response", about=("12",))
    other = entry("We recommend that a text be written and read out.", "recommendation", numbers=("3",))
    assert order("What does recommendation 12 call for?", other, answered, recommended)[0] == recommended.text
    assert order("What was the response to recommendation 12?", other, recommended, answered)[0] == answered.text


def test_whose_letter_it_is_is_read_from_the_possessive() -> None:
    reading = read_question(
        "What was Ada Penrose's advice on tugs?", Vocabulary(Names.of([["Ada Penrose"]]), lambda word: 1.0, lambda word: [])
    )
    assert "from Ada Penrose" in reading.in_words()


def test_a_list_of_contents_comes_after_what_it_lists() -> None:
    contents = entry("12/05/2015 Treasurer Board Second tug", item_kind="register")
    letter = entry("The Treasurer told the board of a second tug.", item_kind="letter")
    assert order("What was said of the second tug?", contents, letter)[0] == letter.text


def test_nothing_is_ranked_where_nothing_was_found() -> None:
    assert rank([], Reading()) == []


@pytest.mark.parametrize("date", ["2015", "2015-21", "../2015-05", ""])
def test_dates_that_no_words_spell_do_no_harm(date: str) -> None:
    one = entry("A tug.", date=date)
    assert order("Where was the tug in spring 2015?", one) == ["A tug."]


def test_a_date_makes_nothing_like_another() -> None:
    reading = read_example("Crews will dredge a quay by 1 February. It is a rule of 3 March 2015.", "action", "", VOCABULARY)
    assert [group.label for group in reading.groups] == ["crews", "dredge", "quay", "rule"]
