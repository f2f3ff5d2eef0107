"""Lines that a reader understands who has not seen the papers: one letter read whole, and the wording by itself. All is invented."""

from __future__ import annotations

import pytest

from brief.adding import add_papers
from brief.reading import open_casebook, read_linked
from corpus.records import Actor, Item, Mention
from extract.wording import cut
from graph.chronology import Line, build_chronology
from graph.phrasing import read_short_names, takes_article, with_articles, with_full_names, with_subject, without_run_in
from graph.titles import as_title

LETTER = """WEIR BOARD
Wharf House, Port Sel

Monday 9 March 1998

Permanent Secretary
Ministry of Waterways

Dear Permanent Secretary,

UPPER WEIR: MENDING OF THE GATES

I am sorry that the gates conference we were due to have on 12 March has had to be cancelled.

Officials will produce progress reports for the Harbour Board on 20 March, Lock Council on 28 March and our Ferry Panel on 11 April.

The new tariff was announced in January by the Board.

Would you prefer to announce the dues yourself on 3 April?

The works at Wick lock will be opened on 24 April. The weir keepers will open the works at Wick lock on 24 April.

We will circulate this to the keepers by 30 April.

The Harbour Board will decide by 20 May.

Ferry Panel 4 weeks 2 May 1998

This has a target date of closing of June 1998.

Yours sincerely,

Ann Lee
Secretary
"""


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    folder = tmp_path_factory.mktemp("lines")
    (folder / "letter.txt").write_text(LETTER)
    add_papers(folder / "book", [folder / "letter.txt"])
    with open_casebook(folder / "book") as casebook:
        return build_chronology(read_linked(casebook))


@pytest.mark.parametrize(
    ("date", "text", "planned"),
    [
        ("1998-03-09", "Ann Lee wrote to the Permanent Secretary about Upper Weir: Mending of the Gates", False),
        ("1998-03-12", "The gates conference Ann Lee was due to have has had to be cancelled", False),
        ("1998-01", "The new tariff was announced by the Board", False),
    ],
)
def test_a_line_says_it_as_an_official_would(lines: list[Line], date: str, text: str, planned: bool) -> None:
    assert (text, planned) in [(line.text, line.planned) for line in lines if line.date == date]


def test_members_of_a_series_share_what_is_sent_to_each(lines: list[Line]) -> None:
    told = {line.date: line.text for line in lines if "progress reports" in line.text}
    assert {"1998-03-20", "1998-03-28", "1998-04-11"} == set(told)
    assert told["1998-03-28"].endswith("to produce progress reports for Lock Council")
    assert told["1998-04-11"].endswith("to produce progress reports for their Ferry Panel")


def test_one_fact_with_and_without_its_agent_is_one_line(lines: list[Line]) -> None:
    assert sum("Wick lock" in line.text for line in lines) == 1


def test_what_points_back_says_to_what(lines: list[Line]) -> None:
    assert next(line.text for line in lines if "circulate" in line.text).endswith(
        "to circulate this to the keepers (Upper Weir: Mending of the Gates)"
    )


def test_what_is_decided_is_what_the_paper_is_about(lines: list[Line]) -> None:
    assert "Harbour Board to decide (Upper Weir: Mending of the Gates)" in [line.text for line in lines]


def test_questions_rows_without_a_verb_and_half_phrases_make_no_line(lines: list[Line]) -> None:
    assert not [line for line in lines if any(words in line.text for words in ("prefer", "4 weeks", "closing of"))]


def test_no_line_is_longer_than_two_lines_of_a_page(lines: list[Line]) -> None:
    assert max(len(line.text) for line in lines) <= 170


@pytest.mark.parametrize(
    ("words", "parties", "told"),
    [
        ("Ann Lee wrote to Prime Minister about dues", ["Prime Minister"], "Ann Lee wrote to the Prime Minister about dues"),
        ("Prime Minister to open the lock", ["Prime Minister"], "Prime Minister to open the lock"),
        ("Bo Hart met the Weir Board", ["Weir Board"], "Bo Hart met the Weir Board"),
        ("Bo Hart met Mary Holt", ["Mary Holt"], "Bo Hart met Mary Holt"),
        ("sent to Weir Board Office", ["Weir Board"], "sent to Weir Board Office"),
    ],
)
def test_offices_and_bodies_have_their_article_within_a_line(words: str, parties: list[str], told: str) -> None:
    assert with_articles(words, parties) == told


@pytest.mark.parametrize(("name", "takes"), [("Ministry of Rivers", True), ("Sam Poole", False), ("The Weir Board", False)])
def test_which_names_take_an_article(name: str, takes: bool) -> None:
    assert takes_article(name) is takes


def test_short_names_are_those_by_which_the_paper_calls_somebody() -> None:
    quote = "BH met Ann. Ann said that Bo knew."
    item = Item(id="i", kind="letter", source="a.txt", start=0, end=len(quote), page=None, quote=quote)
    ann = Actor(id="a", name="Ann Lee", kind="person", aliases=("Ann",), mentions=(Mention(item="i", start=7, end=10),))
    bo = Actor(id="b", name="Bo Hart", kind="person", aliases=("BH", "Bo"), mentions=(Mention(item="i", start=0, end=2),))
    other = Actor(id="c", name="Ann Moss", kind="person", aliases=("Ann",), mentions=(Mention(item="i", start=12, end=15),))
    assert read_short_names([ann, bo], {"i": item}) == {"i": {"Ann": "Ann Lee", "BH": "Bo Hart"}}
    assert read_short_names([ann, other], {"i": item})["i"]["Ann"] == "Ann"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Ann to ask BH for it", "Ann Lee to ask Bo Hart for it"),
        ("Ann Lee to ask BH", "Ann Lee to ask Bo Hart"),
        ("Ann Moss to go", "Ann Moss to go"),
        ("The BHS to close", "The BHS to close"),
    ],
)
def test_first_names_and_initials_are_spelt_out(words: str, told: str) -> None:
    assert with_full_names(words, {"Ann": "Ann Lee", "BH": "Bo Hart"}) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Ann Lee to circulate this", "Ann Lee to circulate this (Harbour Dues)"),
        ("Ann Lee to hold a fair for them", "Ann Lee to hold a fair for them (Harbour Dues)"),
        ("The next meeting is planned", "The next meeting is planned (Harbour Dues)"),
        ("Ann Lee to close the quay this year", "Ann Lee to close the quay this year"),
        ("Ann Lee to raise these harbour dues", "Ann Lee to raise these harbour dues"),
    ],
)
def test_a_line_that_points_back_has_the_subject_of_its_paper(words: str, told: str) -> None:
    assert with_subject(words, "Harbour Dues") == told


def test_headings_that_run_in_are_left_out() -> None:
    assert without_run_in("Dues for 1998: The board will meet") == "The board will meet"
    assert without_run_in("Port Sel: where the board met") == "Port Sel: where the board met"


def test_a_long_line_ends_before_what_is_added() -> None:
    words = (
        "The board will publish the scale of dues for all ferries and barges of the upper river, which will allow the keepers to plan "
        * 2
    )
    assert cut(words).endswith("of the upper river…")
    assert len(cut("word " * 60)) <= 170


def test_a_title_partly_in_capitals_gets_small_letters() -> None:
    assert as_title("WEIR DUES, 3 May 1998", {}) == "Weir Dues, 3 May 1998"
    assert as_title("Dues of the WDA, 3 May", {}) == "Dues of the WDA, 3 May"
