"""An accident report whose recommendations companies answer in letters, one of them twice: the tracker on three days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brief.adding import add_papers
from brief.reading import open_casebook
from brief.recommendations import Answered, RecommendationQuery, find_recommendations, list_recommendations
from tests.pair_scores import PAIRS

PAPERS = sorted((PAIRS / "accident").glob("*.txt"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("accident") / "book"
    add_papers(folder, PAPERS, ocr="never")
    return folder


def find(book: Path, number: str, as_of: date | None = None) -> Answered:
    with open_casebook(book) as casebook:
        (found,) = find_recommendations(casebook, RecommendationQuery(number=number, as_of=as_of))
    return found


def test_a_body_that_changes_its_mind_has_decided_as_it_did_last(book: Path) -> None:
    assert find(book, "2011/042", date(2011, 8, 1)).dispositions == ("rejected",)
    assert find(book, "2011/042").dispositions == ("accepted",)
    assert [one.disposition for one in find(book, "2011/042").responses] == ["rejected", "accepted"]


def test_two_bodies_that_answer_one_recommendation_both_count(book: Path) -> None:
    assert len(find(book, "2011/044").responses) == 2


def test_the_report_has_the_day_of_its_publication_and_not_of_the_accident(book: Path) -> None:
    with open_casebook(book) as casebook:
        assert find(book, "2011/041", date(2011, 6, 30)).responses == ()
        assert list_recommendations(casebook, RecommendationQuery(as_of=date(2010, 12, 31))).records == ()


def test_a_promise_in_one_answer_to_two_recommendations_is_about_both(tmp_path: Path) -> None:
    add_papers(tmp_path / "book", sorted((PAIRS / "one-list").glob("*.txt")), ocr="never")
    for number in ("1", "2"):
        (promise,) = find(tmp_path / "book", number).promises
        assert promise.what == "publish a count each September"
    assert find(tmp_path / "book", "3").promises == ()
