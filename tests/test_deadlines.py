"""Deadlines: what the words mean, and which words of a sentence are the deadline."""

from __future__ import annotations

import pytest

from extract.dates import find_dates, find_when, resolve_when
from extract.findings import Context

LETTER = Context(date="2003-02-07")  # a Friday


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("by 1 April 2004", "../2004-04-01"),
        ("before Easter", "../2003-04-20"),
        ("no later than the end of next week", "../2003-02-16"),
        ("no earlier than April 2004", "2004-04/.."),
        ("not until June", "2003-06/.."),
        ("from April", "2003-04/.."),
        ("from the beginning of April", "2003-04-01/.."),
        ("with effect from 1 April 2004", "2004-04-01/.."),
        ("until the beginning of May", "../2003-05-01~"),
        ("by the end of January", "../2004-01-31"),
        ("by end 2002/03", "../2003-03-31"),
        ("by mid January 2004", "../2004-01-15~"),
        ("within six months", "../2003-08-07"),
        ("within 20 working days of receipt", "../2003-03-07"),
        ("in early March", "2003-03~"),
        ("mid-March", "2003-03-15~"),
        ("early in the New Year", "2004-01~"),
        ("in spring 2003", "2003-21"),
        ("2003/4 academic year", "2003-09/2004-08"),
        ("over the next 2-5 years", "2003-02/2008-02"),
        ("for the next three years from April 2003", "2003-04/2006-03"),
        ("from 2003/04 to 2005/06", "2003-04-01/2006-03-31"),
        ("between 1 May and 3 June", "2003-05-01/2003-06-03"),
        ("2004/05 and for 2005/06", "2004-04-01/2006-03-31"),
        ("later this month", "2003-02"),
        ("this week", "2003-02-03/2003-02-09"),
        ("next Tuesday (11/2)", "2003-02-11"),
        ("by close of play on Thursday", "../2003-02-13"),
        ("by 2pm on 3 May", "../2003-05-03"),
        ("over the weekend", "2003-02-08/2003-02-09"),
        ("from now on", "2003-02-07/.."),
        ("shortly", ""),
        ("as soon as possible", ""),
        ("in due course", ""),
        ("in the coming weeks", ""),
        ("", ""),
    ],
)
def test_words_of_a_deadline_in_a_letter_of_7_february_2003(words: str, value: str) -> None:
    assert resolve_when(words, "2003-02-07") == (words, value)


def test_a_paper_dated_by_its_month_leaves_days_open() -> None:
    assert resolve_when("within six months", "2002-09") == ("within six months", "../2003-03")
    assert resolve_when("next week", "2002-09") == ("next week", "")
    assert resolve_when("from now on", "") == ("from now on", "")


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("We will issue the guidance by 31 March.", "by 31 March", "../2003-03-31"),
        ("By the end of May they will have named a harbour master.", "By the end of May", "../2003-05-31"),
        ("I would be grateful for a reply by noon on Thursday 13 February.", "by noon on Thursday 13 February", "../2003-02-13"),
        ("The board will meet on 4 March at 11am in the custom house.", "on 4 March at 11am", "2003-03-04"),
        ("Boards must report quarterly from April.", "from April", "2003-04/.."),
        ("We will collect returns from April onwards.", "from April onwards", "2003-04/.."),
        ("The work will not start before June.", "not start before June", "2003-06/.."),
        # not the dates of papers, past facts and events
        ("As your letter of 10 January asks, we will report by June.", "by June", "../2003-06"),
        ("The pilots met on 20 January and agreed to report in May.", "in May", "2003-05"),
        ("Papers for the board meeting on 4 March should be here by 25 February.", "by 25 February", "../2003-02-25"),
        ("We will prepare a paper for the meeting on 4 March.", "on 4 March", "2003-03-04"),
        ("On 30 January the board announced that it will close the quay in May.", "in May", "2003-05"),
        ("Following last year's survey we will repair the pier in 2004.", "in 2004", "2004"),
        ("The survey of 3 March 2001 will be published.", "", ""),
        # words without a date
        ("The survey will be published shortly.", "shortly", ""),
        ("Please let me have a note as soon as possible.", "as soon as possible", ""),
        ("From now on boards will keep a log of drills.", "From now on", "2003-02-07/.."),
        ("We will meet weekly from 3 March.", "from 3 March", "2003-03-03/.."),
        ("Staff will be trained over four years.", "over four years", ""),
        ("We will act when these surveys are complete.", "when these surveys are complete", ""),
        ("We will paint the lighthouse.", "", ""),
        # tables and lists of actions
        ("March 2003\tPublish the survey\tHarbour Office", "March 2003", "2003-03"),
        ("| Publish the survey | 14/3/2003 | Harbour Office |", "14/3/2003", "2003-03-14"),
    ],
)
def test_deadline_of_a_sentence(sentence: str, words: str, value: str) -> None:
    before = "I wrote to you on 3 January.\n"
    text = before + sentence + "\nWe met in May."
    dates = find_dates(text, LETTER)
    assert find_when(text, len(before), len(before) + len(sentence), dates, LETTER) == (words, value)


def test_a_line_after_the_act_may_hold_its_deadline() -> None:
    text = "Action: the Harbour Office to publish the survey.\nDue: March 2003\n"
    dates = find_dates(text, LETTER)
    assert find_when(text, 0, text.index("\n"), dates, LETTER) == ("March 2003", "../2003-03")
