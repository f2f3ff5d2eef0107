"""Splitting: invented bundles and single papers, told as text; each row says where items begin and what hangs on what."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.normal import normalize_text
from corpus.split import find_items

LETTER = """DEPARTMENT FOR RIVERS
26 Quay Street, Ostley OS1 2WH
Telephone 0555 010 0100

Ben Crane
12 Harbour Row
Ostley OS2 1AA

9 March 2014

Dear Ben

DREDGING OF THE LOWER BASIN

Thank you for your letter of 2 March. I have asked the engineers to look at the two places that you name, and I will write again when they have done so.

I am copying this letter to the Mayor.

Yours sincerely

ADA PENROSE
"""
MINUTE = """RESTRICTED

From: Colin Marsh
Date: 11 March 2014

MINISTER FOR RIVERS

cc: Ben Crane
Permanent Secretary

LOWER BASIN: NEXT STEPS

You asked what could be done before the winter. The engineers say that the work would take six weeks and that it could begin in May.

I recommend that you write to the Mayor as in the attached draft.

COLIN MARSH
"""
DRAFT = """DRAFT LETTER TO THE MAYOR

As you know, we have been looking at the state of the lower basin. We hope to begin the work in May if the tides allow it.
"""
REGISTER = (
    "Date\tFrom\tTo\tSubject\tClass\n09/03/2014\tDR\tCrane\tDredging of the lower basin\tU\n11/03/2014\tCM\tMR\tLower basin\tR\n"
)
COVER = "CONFIDENTIAL\n\nFILE TITLE RIVERS 12  PART 3\n\nDATE CLOSED\n"
GAP = "\n\n\n\n"


def starts(text: str) -> list[str]:
    return [text[item.start :].strip().split("\n")[0] for item in find_items(text)]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("one letter", LETTER, ["DEPARTMENT FOR RIVERS"]),
        ("a letter and a minute, close together", LETTER + "\n" + MINUTE, ["DEPARTMENT FOR RIVERS", "RESTRICTED"]),
        ("two letters on new pages", LETTER + "\f" + LETTER.replace("ADA", "IDA"), ["DEPARTMENT FOR RIVERS"] * 2),
        (
            "cover, register, items",
            COVER + GAP + REGISTER + GAP + LETTER + GAP + MINUTE,
            ["CONFIDENTIAL", "Date\tFrom\tTo\tSubject\tClass", "DEPARTMENT FOR RIVERS", "RESTRICTED"],
        ),
        ("a draft hangs on its minute", MINUTE + "\n" + DRAFT, ["RESTRICTED", "DRAFT LETTER TO THE MAYOR"]),
        (
            "headings and lists do not part a letter",
            LETTER.replace("I am copying", "## Timetable\n\n- by May: survey\n- by June: works\n\nI am copying"),
            ["DEPARTMENT FOR RIVERS"],
        ),
        (
            "a date within the text does not part it",
            LETTER.replace(
                "I am copying",
                "14 April 2014\n\nThat was the day on which the tide was highest, and it did no harm.\n\nI am copying",
            ),
            ["DEPARTMENT FOR RIVERS"],
        ),
        (
            "a list of names does not part minutes",
            "MINUTES OF THE BASIN BOARD\n\nPresent:\n\nAda Penrose\n\nBen Crane\n\n1. Welcome\n\nThe chair welcomed the members and thanked them for coming.\n",
            ["MINUTES OF THE BASIN BOARD"],
        ),
    ],
)
def test_items_begin_where_a_clerk_would_begin_them(name: str, text: str, expected: list[str]) -> None:
    assert starts(text) == expected


def test_a_draft_is_part_of_its_minute() -> None:
    minute, draft = find_items(MINUTE + "\n" + DRAFT)
    assert (minute.parent, draft.parent, draft.hint) == (None, 0, "draft-letter")


def test_items_cover_the_text_without_gap_or_overlap() -> None:
    text = COVER + GAP + REGISTER + GAP + LETTER + GAP + MINUTE + DRAFT
    items = find_items(text)
    assert items[0].start == 0
    assert items[-1].end == len(text)
    assert all(one.end == following.start for one, following in zip(items, items[1:], strict=False))


def test_no_text_has_no_items() -> None:
    assert find_items(" \n\n ") == []


def test_published_letters_of_another_government_stay_whole(shared: Path) -> None:
    papers = sorted((shared / "more" / "frus").glob("*.txt"))
    whole = [
        path
        for path in papers
        if sum(item.parent is None for item in find_items(normalize_text(path.read_text("utf-8")).text)) == 1
    ]
    assert len(whole) / len(papers) >= 0.97
