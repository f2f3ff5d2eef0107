"""Questions of an official about the sample papers, put in the official's own words; the answer is to be among the first hits.

The shares are held to floors of what was measured; `pytest -s tests/test_search_sample.py` prints what is not found first.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.adding import add_papers
from corpus.sample import papers
from index.casebook_index import search_casebook

FIRST, AMONG_THREE = 0.65, 0.9

# Question, and words of the passage or record that answers it.
QUESTIONS = [
    ("By when must harbour boards submit their safety plans?", "Boards must submit plans by 30 June 2015"),
    ("When will the second tug be on station?", "We now expect her to be on station by 30 September 2016"),
    ("What did the Treasurer agree to pay for the tug, and on what conditions?", "release 1.4 million crowns"),
    ("What was the response to recommendation 10 on public ownership?", "does not accept this recommendation"),
    ("What did the Government say to recommendation 4?", "This is already done"),
    ("Which recommendation has not been answered?", "No department has offered a line on recommendation 13"),
    ("What did the inquiry recommend about the recordings?", "should be released to the families who ask for them"),
    ("Who asked Commodore Tennick to arrange exercises?", "He has asked Commodore Tennick to arrange"),
    ("When did the joint exercise take place and what went wrong?", "went well apart from the radios"),
    ("How many passengers were on the Karrow Belle?", "143 passengers"),
    ("How long did the tug take to arrive on the night?", "four hours and ten minutes"),
    ("What is the deadline for grant applications by harbour boards?", "must arrive no later than 15 May 2015"),
    ("What targets has the Maritime Standards Office set?", "all four plans in force by 31 December 2015"),
    ("When do the two officers go back to their posts?", "went back to their own posts on 30 September"),
    ("What must the Great Oskel Harbour Board repair?", "must repair it under the terms of the licence"),
    ("Who was copied into the letter about progress to Dame Oriel Quenby?", "I am copying this letter to Tobias Hallend"),
    ("What did the Treasurer refuse?", "I cannot agree to the four posts"),
    ("By when will all volunteer crews be certified?", "certified by March 2017"),
    ("Why do Strait Ferries object to two engineers on every sailing?", "640,000 crowns"),
    ("What was Adela Moss to prepare for the families?", "Adela Moss will prepare a letter to each of them"),
    ("When was the inquiry appointed?", "appointed this inquiry on 3 February 2014"),
    ("What did PL promise on the Ardlow limit?", "daylight limit at Ardlow"),
    ("Who was at the second meeting of the Safety Board?", "Callum Deverell, Strait Ferries"),
    ("What had the MSO noted when it inspected the ferry?", "four defects were noted"),
    ("Were the chairs released from reporting each winter?", "they are released from that request"),
    (
        "What is to happen about cancelled sailings and compensation?",
        "we will reply to the recommendation when the group has reported",
    ),
]


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "casebook"
    add_papers(folder, sorted(papers().iterdir()))
    return folder


def place(casebook: Path, question: str, answer: str) -> int | None:
    """The place of the first hit that holds the answer, from 1; None where it is not among ten."""
    hits = search_casebook(casebook, question, limit=10).hits
    return next((at for at, hit in enumerate(hits, 1) if answer in " ".join(hit.quote.split())), None)


def test_an_official_finds_the_answer(casebook: Path) -> None:
    places = {question: place(casebook, question, answer) for question, answer in QUESTIONS}
    for question, found in places.items():
        if found != 1:
            print(f"{found or '-':>3}  {question}")
    first = sum(found == 1 for found in places.values()) / len(places)
    among_three = sum(found is not None and found <= 3 for found in places.values()) / len(places)
    print(f"first {first:.2f}, among three {among_three:.2f}, of {len(places)} questions")
    assert first >= FIRST
    assert among_three >= AMONG_THREE
