"""Questions for a list are answered by fields: letters by parties and days, actions by their state on a day, recommendations by answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brief.facts import gather_facts
from corpus.casebook import Casebook
from corpus.records import Actor, Recommendation, Response, make_id
from index.casebook_index import search_casebook
from index.names import Names
from index.reading import Vocabulary, is_question, read_question
from index.search import Hit
from tests.test_search import Paper

LETTERS = [  # name, date, from, to, copied to, text
    (
        "a.txt",
        "2015-03-03",
        "Ada Penrose",
        "Wilfred Oake",
        ("Harbour Board",),
        "The moorings are worn. I am copying this to the Harbour Board.",
    ),
    (
        "b.txt",
        "2015-03-20",
        "Wilfred Oake",
        "Ada Penrose",
        (),
        "Thank you for your letter about the Harbour Board and its moorings.",
    ),
    (
        "c.txt",
        "2015-04-02",
        "Ada Penrose",
        "Wilfred Oake",
        ("Isles Treasury", "Harbour Board"),
        "The dredger sails in May. Copies go to the Treasury and the Board.",
    ),
    ("d.txt", "2014-12-01", "Isles Treasury", "Ada Penrose", (), "Money for a dredger has been found."),
]
PROMISES = """Harbour Board

We will survey the moorings by 30 April 2015. We will paint the lighthouse. The Treasury is to pay for the dredger by 1 June 2015.
We will drain the dock by 3 March 2015, and sell the tug by 30 September 2016.
"""
DUE = [
    ("We will survey the moorings by 30 April 2015", "promise", "Harbour Board", "../2015-04-30"),
    ("We will paint the lighthouse", "promise", "Harbour Board", ""),
    ("The Treasury is to pay for the dredger by 1 June 2015", "requirement", "Isles Treasury", "../2015-06-01"),
    ("We will drain the dock by 3 March 2015", "promise", "Harbour Board", "../2015-03-03"),
]
LATER = "We will buy a bell by 1 May 2015."
REPORT = """Report on the loss of the Petrel

1. We recommend that a radio be carried.

2. We recommend that a bell be hung.

3. We recommend that a lamp be lit.
"""
ANSWERS = """Response to the report on the loss of the Petrel

Recommendation 1: We can't take this up.

Recommendation 2: This will be done.
"""


def write_papers(folder: Path) -> None:
    with Casebook.open(folder, create=True) as casebook:
        actors = [Actor(id=make_id("actors", name), name=name, kind="body") for name in ("Harbour Board", "Isles Treasury")]
        actors += [Actor(id=make_id("actors", name), name=name, kind="person") for name in ("Ada Penrose", "Wilfred Oake")]
        for name, day, sender, addressee, copied, words in LETTERS:
            text = f"{sender} to {addressee}\n\n{words}\n"
            letter = Paper(name, text, kind="letter", date=day, senders=(sender,), addressees=(addressee,), copied_to=copied)
            letter.records += [actors.pop()] if actors else []
            letter.put(casebook)
        minutes = Paper("promises.txt", PROMISES, kind="minutes", date="2015-02-01")
        for quote, force, who, when in DUE:
            minutes.action(quote, force=force, who=who, what=quote, when=when)
        minutes.put(casebook)
        later = Paper("later.txt", LATER, kind="minute", date="2015-12-01")
        later.action(LATER, force="promise", who="Harbour Board", what=LATER, when="../2015-05-01")
        later.put(casebook)
        report = Paper("report.txt", REPORT, kind="report", date="2015-01", subject="Loss of the Petrel")
        known = {}
        for number in ("1", "2", "3"):
            quote = REPORT[REPORT.index("We", REPORT.index(f"{number}. ")) : REPORT.index(".\n", REPORT.index(f"{number}. ")) + 1]
            evidence = dict[str, Any](report.evidence(quote, "recommendations"))
            known[number] = Recommendation(**evidence, report="Loss of the Petrel", number=number, text=quote)
        report.records += list(known.values())
        report.put(casebook)
        answers = Paper("answers.txt", ANSWERS, kind="response", date="2015-06", senders=("Isles Treasury",))
        for number, quote, disposition in (("1", "We can't take this up.", "rejected"), ("2", "This will be done.", "accepted")):
            evidence = dict[str, Any](answers.evidence(quote, "responses"))
            answers.records.append(
                Response(**evidence, numbers=(number,), report="Loss of the Petrel", text=quote, disposition=disposition)
            )
        answers.put(casebook)


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("lists") / "casebook"
    write_papers(folder)
    yield folder


def found(casebook: Path, question: str) -> list[Hit]:
    return search_casebook(casebook, question, facts=gather_facts(casebook, date(2016, 1, 1))).hits


LISTED = [
    ("Which letters were copied to the Harbour Board?", ["a.txt", "c.txt"]),
    ("Which letters were copied to the Harbour Board and the Isles Treasury?", ["c.txt"]),
    ("letters copied to the Harbour Board in April 2015", ["c.txt"]),
    ("Who wrote to Ada Penrose?", ["d.txt", "b.txt"]),
    ("Who wrote to Ada Penrose in March 2015?", ["b.txt"]),
    ("Which letters did Ada Penrose send to Wilfred Oake?", ["a.txt", "c.txt"]),
    ("letters from Ada Penrose to Wilfred Oake after March 2015", ["c.txt"]),
    ("correspondence between Wilfred Oake and Ada Penrose", ["b.txt"]),
    ("What letters did Ada Penrose receive in March 2015?", ["b.txt"]),
    ("Which letters went to Ada Penrose?", ["d.txt", "b.txt"]),
    ("all letters in March 2015", ["a.txt", "b.txt"]),
    ("letters of 2 April 2015", ["c.txt"]),
    ("Did the Isles Treasury write to Ada Penrose?", ["d.txt"]),
    ("Was the Isles Treasury copied in?", ["c.txt"]),
    ("How many letters did Ada Penrose send in March 2015?", ["a.txt"]),
    ("To whom did Ada Penrose write in April 2015?", ["c.txt"]),
]


@pytest.mark.parametrize(("question", "sources"), LISTED, ids=[question for question, _ in LISTED])
def test_letters_are_listed_by_their_heads_in_order_of_date(casebook: Path, question: str, sources: list[str]) -> None:
    assert [hit.source for hit in found(casebook, question)][: len(sources)] == sources


def test_the_passage_that_says_to_whom_it_is_copied_stands_for_a_letter(casebook: Path) -> None:
    assert "copying this to the Harbour Board" in found(casebook, "Which letters were copied to the Harbour Board?")[0].quote


def test_of_several_letters_that_fit_the_one_about_the_subject_comes_first(casebook: Path) -> None:
    assert found(casebook, "Who wrote to Wilfred Oake about the dredger?")[0].source == "c.txt"


OWED = [
    ("What was outstanding on 1 March 2015?", ["drain", "survey", "pay for", "paint"]),
    ("What was outstanding on 1 March 2015 from the Isles Treasury?", ["pay for"]),
    ("What was overdue on 1 May 2015?", ["drain", "survey"]),
    ("Which promises of the Harbour Board were overdue on 1 May 2015?", ["drain", "survey"]),
    ("overdue requirements", ["pay for"]),
    ("Which of the Harbour Board's promises were not kept on 1 May 2015?", ["drain", "survey", "paint"]),
]


@pytest.mark.parametrize(("question", "words"), OWED, ids=[question for question, _ in OWED])
def test_what_is_owed_is_listed_by_its_state_on_the_day(casebook: Path, question: str, words: list[str]) -> None:
    hits = found(casebook, question)
    assert [next((word for word in words if word in hit.quote), hit.quote) for hit in hits[: len(words)]] == words


DUE_THEN = [
    ("What was due by the end of April 2015?", ["survey", "drain"]),
    ("Which promises of the Harbour Board were due in March 2015?", ["drain"]),
    ("deadlines after April 2015", ["bell", "pay for"]),
    ("Which requirements are due in 2015?", ["pay for"]),
    ("What was to be done by the Harbour Board by March 2015?", ["drain"]),
]


@pytest.mark.parametrize(("question", "words"), DUE_THEN, ids=[question for question, _ in DUE_THEN])
def test_what_is_due_then_is_listed_and_what_is_due_on_the_very_day_first(
    casebook: Path, question: str, words: list[str]
) -> None:
    hits = found(casebook, question)
    assert [next((word for word in words if word in hit.quote), hit.quote) for hit in hits[: len(words)]] == words


def test_what_was_promised_later_was_not_outstanding_then(casebook: Path) -> None:
    assert not any("bell" in hit.quote for hit in found(casebook, "What was outstanding on 1 March 2015?"))
    assert any("bell" in hit.quote for hit in found(casebook, "What is overdue?"))  # on the day of asking


ANSWERED = [
    ("Which recommendations were rejected?", "We can't take this up."),
    ("Which recommendations did the Treasury not accept?", "We can't take this up."),
    ("How many recommendations were accepted?", "This will be done."),
    ("Which recommendations have not been answered?", "We recommend that a lamp be lit."),
    ("Which recommendations on radios were rejected?", "We can't take this up."),
    ("unanswered recommendations", "We recommend that a lamp be lit."),
]


@pytest.mark.parametrize(("question", "quote"), ANSWERED, ids=[question for question, _ in ANSWERED])
def test_recommendations_are_listed_by_their_answer(casebook: Path, question: str, quote: str) -> None:
    assert found(casebook, question)[0].quote == quote


def test_a_chronology_is_in_order_of_date(casebook: Path) -> None:
    hits = found(casebook, "Chronology of the dredger")
    assert [hit.source for hit in hits if "dredger" in hit.quote][:3] == ["d.txt", "promises.txt", "c.txt"]


def test_how_many_are_on_the_list_is_told(casebook: Path) -> None:
    result = search_casebook(casebook, "Which letters were copied to the Harbour Board?", limit=1)
    assert result.listed == 2 and [hit.listed for hit in result.hits] == [True]
    assert result.understood.startswith("all letters; copied to Harbour Board; words: ")
    assert search_casebook(casebook, "What did Ada Penrose say of the dredger?").listed is None
    assert search_casebook(casebook, "Which letters were copied to Ada Penrose?").listed == 0


def test_what_happened_then_is_listed_by_its_day(casebook: Path) -> None:
    result = search_casebook(casebook, "What happened in March 2015?")
    assert [hit.source for hit in result.hits][: result.listed] == ["promises.txt", "a.txt", "b.txt"]


def test_a_list_leaves_what_the_words_find_in_reach(casebook: Path) -> None:
    hits = found(casebook, "Which letters were copied to the Harbour Board?")
    assert "b.txt" in [hit.source for hit in hits]  # speaks of the Board, though it had no copy


READINGS = [
    ("Which recommendations were partly accepted?", "answers", ("accepted-in-part",)),
    ("Which recommendations were accepted in principle?", "answers", ("accepted-in-principle",)),
    ("recommendations that are still under consideration", "answers", ("under-consideration",)),
    ("List the recommendations that were not accepted", "answers", ("rejected",)),
    ("Which recommendation has not been answered?", "answers", ("no-response",)),
    ("What happened about the moorings?", "chronology", ()),
    ("timeline for the second tug", "chronology", ()),
    ("What did the inquiry recommend on radios?", "", ()),
    ("What did the Treasurer tell the Board in May 2015?", "letters", ()),
    ("What is due before June 2015?", "due", ()),
    ("requests from the Treasurer to the Board", "", ()),
    ("show me what the Board said", "", ()),
    ("Was the drilling rig outstanding?", "owed", ()),
]


@pytest.mark.parametrize(("question", "listed", "dispositions"), READINGS, ids=[question for question, *_ in READINGS])
def test_a_list_is_read(question: str, listed: str, dispositions: tuple[str, ...]) -> None:
    reading = read_question(question, Vocabulary(Names(), lambda word: 1.0, lambda word: []))
    assert (reading.listed, reading.dispositions) == (listed, dispositions)
    assert is_question(question)
