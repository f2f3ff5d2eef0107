"""Dates: what is found, what it means, what is left alone."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from corpus.edtf import is_valid
from extract.dates import find_dates, parse_date_line, resolve_when
from extract.datevalues import easter_value, make_anchor, part_of, step, week_in_month, year_of
from extract.findings import Context

LETTER = Context(date="2003-02-07")  # a Friday


def values(text: str, date: str = "2003-02-07") -> dict[str, str]:
    return {one.text: one.value for one in find_dates(text, Context(date=date))}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("31 JAN 2003", "2003-01-31"),
        ("7th February 2003", "2003-02-07"),
        ("the 3rd day of May, 1901", "1901-05-03"),
        ("October 29, 1986", "1986-10-29"),
        ("Washington, March 3, 1965", "1965-03-03"),
        ("Friday, Septelnber 20,2013", "2013-09-20"),
        ("Thursday 6 February 2003", "2003-02-06"),
        ("29/01/2003", "2003-01-29"),
        ("9/7/98", "1998-07-09"),
        ("5/14/2013", "2013-05-14"),
        ("25 / 11 / 2002", "2002-11-25"),
        ("14.5.2013", "2013-05-14"),
        ("2018-04-26", "2018-04-26"),
        ("2002.11.25", "2002-11-25"),
        ("24-Feb-21", "2021-02-24"),
        ("3.xi.1956", "1956-11-03"),
        ("Hull, 12 May '03", "2003-05-12"),
        ("R 081749Z DEC 69", "1969-12-08"),
        ("December 2002", "2002-12"),
        ("// December 2002", "2002-12"),
        ("Spring 2003", "2003-21"),
        ("l0 February 2003", "2003-02-10"),
        ("1O March 2003", "2003-03-10"),
        ("3 l January 2003", "2003-01-31"),
        ("2Oth Febuary 2003", "2003-02-20"),
        ("|2 May 2004", "2004-05-12"),
        ("2 Novernber 2OO1", "2001-11-02"),
        ("3I/12/2001", "2001-12-31"),
        ("11th Septr. 1801", "1801-09-11"),
        ("12 March", ""),
        ("31 February 2003", "2003-02"),
        ("Our ref: PU/12/117", ""),
        ("", ""),
    ],
)
def test_date_line(line: str, value: str) -> None:
    assert parse_date_line(line) == value


def test_a_paragraph_is_no_date_line() -> None:
    assert not parse_date_line("We wrote to every harbour board on 3 May 2003 and asked them to reply before the end of June.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # days
        ("We meet on Thursday 13th February.", {"Thursday 13th February": "2003-02-13"}),
        ("We will open on September 16.", {"September 16": "2003-09-16"}),
        ("Thank you for your letter of 10 December.", {"10 December": "2002-12-10"}),
        ("We met on 20 January and will meet on 4 April.", {"20 January": "2003-01-20", "4 April": "2003-04-04"}),
        ("Replies are due by 15 January.", {"15 January": "2004-01-15"}),
        ("He wrote on Tuesday (4/2).", {"Tuesday (4/2)": "2003-02-04"}),
        ("The board sits on 11/2 and again on 28/3.", {"11/2": "2003-02-11", "28/3": "2003-03-28"}),
        ("the visit of 16th – 18th September 2002", {"16th – 18th September 2002": "2002-09-16/2002-09-18"}),
        ("between 1 and 5 May", {"between 1 and 5 May": "2003-05-01/2003-05-05"}),
        ("a conference on 18/19 March", {"18/19 March": "2003-03-18/2003-03-19"}),
        ("28 February - 3 March", {"28 February - 3 March": "2003-02-28/2003-03-03"}),
        ("June 3-5, 1958", {"June 3-5, 1958": "1958-06-03/1958-06-05"}),
        ("1/4/2003-31/3/2004", {"1/4/2003-31/3/2004": "2003-04-01/2004-03-31"}),
        ("on 4 and 11 June", {"4": "2003-06-04", "11 June": "2003-06-11"}),
        ("We report on the 20th.", {"on the 20th": "2003-02-20"}),
        ("Yours of the 28th ult. is to hand.", {"the 28th ult.": "2003-01-28"}),
        ("on 3 May last year", {"3 May last year": "2002-05-03"}),
        # weeks
        ("the week commencing 10 March", {"the week commencing 10 March": "2003-03-10/2003-03-16"}),
        ("the last week of February", {"the last week of February": "2003-02-24/2003-02-28"}),
        # months
        ("by the end of March", {"the end of March": "2003-03-31"}),
        ("in mid-January 2004", {"mid-January 2004": "2004-01-15~"}),
        ("in early March", {"early March": "2003-03~"}),
        ("at the beginning of April", {"the beginning of April": "2003-04-01~"}),
        ("events (February to April 2003)", {"February to April 2003": "2003-02/2003-04"}),
        ("Late Feb/early March", {"Late Feb/early March": "2003-02~/2003-03~"}),
        ("contracting begins in April 03.", {"April 03": "2003-04"}),
        ("It was agreed in November last year.", {"November last year": "2002-11"}),
        ("It was begun last November.", {"last November": "2002-11"}),
        ("He arrived in November.", {"November": "2002-11"}),
        ("It will be announced in January.", {"January": "2004-01"}),
        # seasons, feasts
        ("It opens next to the quay and will close in the autumn.", {"the autumn": "2003-23"}),
        ("next Spring we open", {"next Spring": "2003-21"}),
        ("early in the New Year", {"early in the New Year": "2004-01~"}),
        ("before Easter", {"Easter": "2003-04-20"}),
        ("on Boxing Day 1999", {"Boxing Day 1999": "1999-12-26"}),
        # financial and other years
        ("grants for 2004/05", {"2004/05": "2004-04-01/2005-03-31"}),
        ("grants for 2002-03", {"2002-03": "2002-04-01/2003-03-31"}),
        ("grants in 03/04", {"03/04": "2003-04-01/2004-03-31"}),
        ("grants for 2003/04, more than in 3/4", {"2003/04": "2003-04-01/2004-03-31", "3/4": "2003-04-01/2004-03-31"}),
        ("financial year 2010-11", {"financial year 2010-11": "2010-04-01/2011-03-31"}),
        ("four weeks by end 2002/03", {"end 2002/03": "2003-03-31"}),
        ("the early months of 2003/04", {"the early months of 2003/04": "2003-04~/2003-06~"}),
        ("in the 2003/4 academic year", {"the 2003/4 academic year": "2003-09/2004-08"}),
        ("fiscal 1962", {"fiscal 1962": "1961-07-01/1962-06-30"}),
        ("over the SR2004 period", {"the SR2004 period": "2005-04-01/2008-03-31"}),
        ("in Q1 2014", {"Q1 2014": "2014-01/2014-03"}),
        ("the first quarter of 2004/05", {"the first quarter of 2004/05": "2004-04/2004-06"}),
        ("the first half of 2003", {"the first half of 2003": "2003-01/2003-06"}),
        ("from 1999 to 2003", {"from 1999 to 2003": "1999/2003"}),
        ("in the 1990s", {"the 1990s": "1990/1999"}),
        ("in 2001, 2002 and 2003", {"2001": "2001", "2002": "2002", "2003": "2003"}),
        ("in early 2004", {"early 2004": "2004~"}),
        # relative
        ("today and tomorrow", {"today": "2003-02-07", "tomorrow": "2003-02-08"}),
        ("this week", {"this week": "2003-02-03/2003-02-09"}),
        ("next week", {"next week": "2003-02-10/2003-02-16"}),
        ("last month", {"last month": "2003-01"}),
        ("next year", {"next year": "2004"}),
        ("the rest of the year", {"the rest of the year": "2003"}),
        ("by the end of the financial year", {"the end of the financial year": "2003-03-31"}),
        ("We see him next Tuesday.", {"next Tuesday": "2003-02-11"}),
        ("We saw him last Tuesday.", {"last Tuesday": "2003-02-04"}),
        ("On Thursday the office appointed a leader.", {"Thursday": "2003-02-06"}),
        ("two years ago", {"two years ago": "2001"}),
        ("in three weeks' time", {"in three weeks' time": "2003-02-28"}),
        ("over the next 2-5 years", {"the next 2-5 years": "2003-02/2008-02"}),
        ("in the last year", {"the last year": "2002-02/2003-02"}),
        ("the next three years from April 2004", {"the next three years from April 2004": "2004-04/2007-03"}),
        ("within six months", {"within six months": "../2003-08-07"}),
        ("within 20 working days of receipt", {"within 20 working days of receipt": "../2003-03-07"}),
        ("three weeks from the date of this letter", {"three weeks from the date of this letter": "../2003-02-28"}),
        ("within 56 days of its publication", {"within 56 days": ""}),
        (
            "grants for 2003/04 and the following 2 years",
            {"2003/04": "2003-04-01/2004-03-31", "the following 2 years": "2004-04/2006-03"},
        ),
        ("before Christmas cards must be sent; we meet at Easter", {"Christmas": "2003-12-25", "Easter": "2003-04-20"}),
        ("DECEMBER, 12, 2001", {"DECEMBER, 12, 2001": "2001-12-12"}),
        ("Given on March, 12.", {"March, 12": "2003-03-12"}),
        ("on 3 March 2001 and the following day", {"3 March 2001": "2001-03-03", "the following day": "2001-03-04"}),
    ],
)
def test_found_in_a_letter_of_7_february_2003(text: str, found: dict[str, str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Telephone 020 7946 0958, extension 3/12, fax 0113 496 0100",
        "file 12/3/1, ref PU/03-04/117, folio 7/2",
        "see paragraph 3.4.12 and sections 4-5",
        "a 24/7 service, open 9-5 Monday to Friday",
        "2/3 weeks, 3/4 of cases, odds of 10/1",
        "£2,004 for 2004 people, 55% of them, a total of 2000",
        "the Harbours Act 1998, the Act of 1964, SI 2002/1234, Cm 4567, Directive 95/46/EC",
        "Room 2004, Mr May, Theresa June, the march to the town",
        "every Friday, on Mondays, the second Monday",
        "We may march. May I say so?",
        "the 3rd Battalion, the 20th floor, the 21st century",
        "Winter fuel payments, summer holidays, spring water",
        "12 months, three weeks, for two years, per year",
        "www.example.org/2014/03/budget",
        "a draft Christmas message, the Easter staff party and a Christmas card",
        "99/99/99 and 00/00/00 and 13/13/03",
    ],
)
def test_left_alone(text: str) -> None:
    assert values(text) == {}


def test_years_and_months_follow_the_date_of_the_paper() -> None:
    assert values("by June", "1957-11-04") == {"June": "1958-06"}
    assert values("in June", "") == {"June": ""}
    assert values("within six months", "2002-09") == {"within six months": "../2003-03"}
    assert values("next week", "2002-09") == {"next week": ""}


def test_a_paper_that_puts_the_month_first_does_so_in_figures_too() -> None:
    assert values("Washington, June 3, 1958. We met on 6/4/58.")["6/4/58"] == "1958-06-04"
    assert values("London, 3 June 1958. We met on 6/4/58.")["6/4/58"] == "1958-04-06"


@pytest.mark.parametrize(
    ("sender", "printed", "value"),
    [
        ("", "within 10 working days of receipt", "../2017-12-13"),
        ("Scottish Ministers", "within 10 working days of receipt", "../2017-12-14"),  # St Andrew's Day is a holiday there
        ("Australian Government", "2017-18", "2017-07-01/2018-06-30"),
        ("", "2017-18", "2017-04-01/2018-03-31"),
        ("Aoife Breen TD", "by the end of the first quarter", "2018-03-31"),
        ("", "by the end of the first quarter", ""),
    ],
)
def test_holidays_and_financial_years_are_those_of_the_senders_country(sender: str, printed: str, value: str) -> None:
    context = Context(date="2017-11-29" if "days" in printed else "2017-12-04", senders=(sender,) if sender else ())
    assert [one.value for one in find_dates(f"It will be sent {printed}.", context)] == [value]


def test_working_days_of_receipt_count_from_the_day_on_which_the_paper_says_it_was_received() -> None:
    text = "Your request was received on 3 May. We must reply within 20 working days of receipt."
    assert values(text, "2016-05-18")["within 20 working days of receipt"] == "../2016-06-01"


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("your despatch of the 3rd of July last was read", "the 3rd of July last", "2002-07-03"),
        ("my despatch, No. 31, of the 6th of March was read", "the 6th of March", "2002-03-06"),
        ("It was not issued until 9 January.", "9 January", "2003-01-09"),
        ("We were told it would be out in January.", "January", "2003-01"),
        ("He goes tomorrow week.", "tomorrow week", "2003-02-15"),
        ("away from the 10th to the 21st", "from the 10th to the 21st", "2003-02-10/2003-02-21"),
        ("in the first fortnight of June", "the first fortnight of June", "2003-06-01/2003-06-14"),
        ("for the quarter ending June 2003", "the quarter ending June 2003", "2003-04/2003-06"),
        ("by the August Bank Holiday", "the August Bank Holiday", "2003-08-25"),
        ("before the close of the present year", "the close of the present year", "2003-12-31"),
        ("before year end", "year end", "2003-12-31"),
        ("by St Andrew's Day", "St Andrew's Day", "2003-11-30"),
        ("In 2002/03 it fell. It will rise by the end of Q2.", "the end of Q2", "2003-09-30"),
    ],
)
def test_forms_of_other_papers(text: str, printed: str, value: str) -> None:
    assert values(text)[printed] == value


def test_a_register_without_a_date_counts_from_its_rows() -> None:
    assert values("09/01/2003\tHS\tPM\tVisit, 13 Jar\tR", "")["13 Jar"] == "2003-01-13"


def test_records_say_where_they_stand() -> None:
    text = "Following my letter of 3 December,\nI write on 7th\nFebruary 2003."
    found = find_dates(text, LETTER)
    assert [text[one.start : one.end] for one in found] == [one.text for one in found] == ["3 December", "7th\nFebruary 2003"]
    assert all(one.rule and 0 < one.confidence <= 1 for one in found)
    assert found[0].confidence < found[1].confidence == 1.0


def test_found_dates_stand_in_order_and_apart() -> None:
    text = "from 1 May 2003 to 3 June 2003, by end March, 10-12 May, Tues 4 March, 2002-05, w/c 3/3, the 4th of July last year, 5/6/7/8 "
    found = find_dates(text * 3, LETTER)
    assert len(found) > 15
    assert all(left.end <= right.start for left, right in zip(found, found[1:], strict=False))
    assert all(is_valid(one.value) for one in found if one.value)


def test_arithmetic() -> None:
    anchor = make_anchor("2003-01-09")
    assert anchor is not None
    assert year_of(12, 20, anchor, "past") == 2002
    assert year_of(12, 20, anchor, "due") == 2003
    assert part_of("2004-02", "end") == "2004-02-29"
    assert step("2003-12-22", 3, "working day") == "2003-12-29"
    assert step("2004-01-31", 1, "month") == "2004-02-29"
    assert step("2003-01-09", 5000, "year") == ""
    assert week_in_month(2003, 3, 0) == "2003-03-03/2003-03-09"
    assert [easter_value(year, 0) for year in (1961, 2003, 2024)] == ["1961-04-02", "2003-04-20", "2024-03-31"]


def test_the_examples_of_the_documents_are_true() -> None:
    page = (Path(__file__).parents[1] / "docs" / "dates.md").read_text("utf-8")
    dates, deadlines = (
        re.findall(r"^\| (?!printed|---)(.+?) \| (.*?) ?\|", part, re.MULTILINE) for part in page.split("## Deadlines")
    )
    assert len(dates) > 25 and len(deadlines) > 8
    for words, value in dates:
        assert list(values(f"It is {words}.").values()) == [value], words
    for words, value in deadlines:
        assert resolve_when(words, "2003-02-07") == (words, value)


def test_a_file_of_280_kb_takes_less_than_a_second() -> None:
    text = (
        "We wrote to the board on 3 May and will reply by the end of June; the harbour has 120 berths and 14 cranes of its own. "
        * 2400
    )
    find_dates("3 May", LETTER)
    start = time.process_time()
    find_dates(text, LETTER)
    assert time.process_time() - start < 4  # twenty times as many dates as a real file has
