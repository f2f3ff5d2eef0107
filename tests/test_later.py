"""What later papers tell of a recommendation, and the history that comes of it, from invented papers through the whole of docket."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brief.adding import add_papers
from brief.reading import open_casebook
from brief.recommendations import Answered, RecommendationQuery, find_recommendations, say_recommendations
from brief.sheet import lay_out

ASKED = (
    "The Bridges Agency should fit wind gauges to every crossing over the Marrow estuary.",
    "The Department for Inland Ports should publish a code of practice for toll keepers.",
    "Lorries should be weighed before they cross.",
)
PAPERS = {
    "report.txt": "REPORT OF THE INQUIRY INTO THE MARROW BRIDGE\n\nMay 2009\n\nRecommendations\n\n"
    + "\n\n".join(f"Recommendation {n}: {text}" for n, text in enumerate(ASKED, 1)),
    "response.txt": "Government response to the Inquiry into the Marrow Bridge\n\nJuly 2009\n\n"
    + "\n\n".join(
        f"Recommendation {n}: {text}\n\n{answer}"
        for n, (text, answer) in enumerate(
            zip(
                ASKED,
                ("Accepted. The Agency will fit gauges by March 2010.", "Accepted in principle.", "We are considering this."),
                strict=True,
            ),
            1,
        )
    ),
    "letter.txt": "Bridges Agency\n1 Quay Street\n\n12 May 2010\n\nDear Minister,\n\nTOLLS\n\nThe toll offices were painted in March 2010. "
    "The Department will publish its code of practice for toll keepers by 30 September 2010.\n\nYours sincerely,\n\nAda Penrose\nChief Executive\n",
    "progress.txt": "Department for Inland Ports\n\n4 November 2010\n\nDear Ms Penrose,\n\nMARROW BRIDGE INQUIRY: PROGRESS\n\n"
    "Recommendation 3 of the inquiry into the Marrow Bridge is now complete: two weighbridges opened on 1 October 2010. As regards your "
    "second recommendation, work is under way.\n\nYours sincerely,\n\nBoris Oake\n",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("later")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, "utf-8")
    add_papers(folder / "book", sorted(folder.glob("*.txt")), ocr="never")
    return folder / "book"


def one(book: Path, number: str, as_of: date | None = None) -> Answered:
    with open_casebook(book) as casebook:
        (found,) = find_recommendations(casebook, RecommendationQuery(number=number, as_of=as_of))
    return found


def test_a_response_that_repeats_a_whole_report_is_no_copy_of_it(book: Path) -> None:
    assert [one(book, number).dispositions for number in "123"] == [
        ("accepted",),
        ("accepted-in-principle",),
        ("under-consideration",),
    ]
    assert one(book, "1").report == "REPORT OF THE INQUIRY INTO THE MARROW BRIDGE"


def test_a_later_letter_tells_how_far_the_work_is(book: Path) -> None:
    assert [(one(book, number).progress, one(book, number).progress_date) for number in "123"] == [
        ("", ""),
        ("in-progress", "2010-11-04"),
        ("complete", "2010-11-04"),
    ]
    assert not one(book, "3").outstanding
    before = one(book, "3", date(2010, 11, 1))
    assert (before.progress, before.outstanding) == ("", True)


def test_what_is_told_of_the_matter_without_the_number(book: Path) -> None:
    (told,) = one(book, "2").later
    assert (told.source, told.item != "", told.quote[:15]) == ("letter.txt", True, "The Department ")
    assert one(book, "2", date(2010, 5, 1)).later == ()
    assert one(book, "3").later == ()


def test_the_history_of_a_recommendation(book: Path) -> None:
    assert [(step.date, step.text) for step in one(book, "2").history] == [
        ("2009-05", "recommended"),
        ("2009-07", "Government: accepted-in-principle"),
        ("2010-05-12", "on this matter: promise of Department: publish its code of practice for toll keepers"),
        ("2010-11-04", "Boris Oake: accepted; progress in-progress"),
    ]
    with open_casebook(book) as casebook:
        lines = lay_out(say_recommendations(casebook, RecommendationQuery(number="1"))).splitlines()
    history = lines[lines.index("History:") + 1 :]
    assert [line.strip().split(" (")[0] for line in history] == [
        "May 2009: recommended",
        "July 2009: Government: accepted",
        "31 March 2010: due: Bridges Agency: fit gauges",
    ]
