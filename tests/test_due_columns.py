"""An auditor's table with an officer and a day for each recommendation; its appendix is the report; reports of one title by their days."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.adding import add_papers
from brief.reading import open_casebook
from brief.recommendations import Answered, RecommendationQuery, find_recommendations

REPORT = """Office of the Auditor General

The Keeping of the Ferry Fund

Report of the Auditor General to the Assembly, 27 March 2015

1. Introduction

The fund was set up in 1988 to pay for the ferries. We looked at how the Ministry keeps it and found that nobody had counted it.

Appendix: Recommendations and responses of management

No.\tRecommendation\tManagement response\tResponsible officer\tDue date\tStatus
1\tThe Ministry should count the fund every month.\tAgreed. It has been counted since January.\tHarbour Controller\t31 January 2015\tImplemented
2\tThe Ministry should recover what it paid twice.\tAgreed. Recovery will be made in four instalments.\tDirector of Ferries\t31 December 2015\tIn progress
3\tThe contract for fuel should be put out to tender.\tNot agreed. There is one supplier.\tPermanent Secretary\t1 May 2015\tClosed
4\tThe register of boats should be brought up to date.\tAgreed.\tHarbour Controller\t30 September 2015\tNot started
5\tThe Ministry should write to the Board of Pilots.\tAgreed. The Clerk will write by the end of April.\tPermanent Secretary\t31 May 2015\tNot started
"""
PIER = (
    "REPORT OF THE INQUIRY INTO THE PIER\n\n{day}\n\nRecommendations\n\nRecommendation 1: The Harbour Office should {first}.\n\n"
    "Recommendation 2: The Harbour Office should {second}.\n"
)
ANSWER = (
    "Harbour Office\n\n{day}\n\nResponse to the report of the inquiry into the pier\n\nRecommendation 1\n\nAccepted.\n\n"
    "Recommendation 2\n\nNot accepted.\n"
)


def find(folder: Path, papers: dict[str, str]) -> list[Answered]:
    for name, text in papers.items():
        (folder / name).write_text(text, "utf-8")
    add_papers(folder / "book", [folder / name for name in papers], ocr="never")
    with open_casebook(folder / "book") as casebook:
        return find_recommendations(casebook, RecommendationQuery())


def test_officer_and_day_of_a_row_are_those_of_its_promise(tmp_path: Path) -> None:
    found = {one.recommendation.number: one for one in find(tmp_path, {"report.txt": REPORT})}
    owed = {number: [(act.who, act.when) for act in one.promises] for number, one in found.items()}
    assert owed["2"] == [("Director of Ferries", "2015-12-31")]
    assert owed["4"] == [("Harbour Controller", "2015-09-30")]  # "Agreed." alone: what was recommended
    assert owed["5"] == [("Clerk", "../2015-04-30")]  # the response's own words win
    assert owed["1"] == owed["3"] == []  # done, and not agreed
    assert [one.promises[0].what for one in found.values() if one.recommendation.number == "4"] == [
        "the register of boats should be brought up to date"
    ]


def test_an_appendix_has_the_title_of_its_report_and_is_on_file(tmp_path: Path) -> None:
    found = find(tmp_path, {"report.txt": REPORT})
    assert {(one.report, one.on_file) for one in found} == {("The Keeping of the Ferry Fund", True)}
    assert found[3].addressee == "Harbour Controller"


@pytest.mark.parametrize(
    ("days", "answered", "meant"),
    [
        (("May 2001", "June 2009"), "3 September 2009", "new.txt"),
        (("May 2001", "June 2009"), "3 September 2001", "old.txt"),  # the newer one had not come
        (("May 2009", "June 2009"), "3 September 2009", ""),  # too near
    ],
)
def test_of_two_reports_of_one_title_the_newest_before_the_response(
    tmp_path: Path, days: tuple[str, str], answered: str, meant: str
) -> None:
    papers = {
        "old.txt": PIER.format(day=days[0], first="paint the pier", second="mend the lamp"),
        "new.txt": PIER.format(day=days[1], first="close the slip", second="count the boats"),
        "answer.txt": ANSWER.format(day=answered),
    }
    told = {one.recommendation.source for one in find(tmp_path, papers) if one.responses}
    assert told == ({meant} if meant else set())
