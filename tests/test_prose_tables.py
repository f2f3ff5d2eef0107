"""Tables of prose without drawn lines, and columns of running text that are none."""

from __future__ import annotations

from pathlib import Path

from corpus.read import read_source
from tests.papers import Page, Text, lines, write_pdf

HEAD = ("Recommendation", "Government of Arran", "Government of Lorne")
ENTRIES = (
    (("1. A scheme should be set up", "for donors who were harmed,", "and for their families."), ("Accepted. It will open in the", "spring of next year."), ("Under consideration. We", "shall see first what it", "costs in Arran, and how", "many have claimed.")),
    (("2. The blood services should", "test each donor for iron."), ("Accepted. Tests began in all", "clinics in September."), ("Not accepted. Every third", "donation is enough.")),
    (("3. Each service should keep", "its records for thirty years."), ("Accepted in part. The law", "allows twenty years."), ("Accepted. They will all be", "kept from January on.")),
    (("4. A memorial should be put", "up in each capital."), ("Accepted. The families will", "say where it is to stand.", "We meet them in May."), ("Under consideration. The", "city owns the sites.")),
)  # fmt: skip
PLACES = (72.0, 235.0, 398.0)


def page_of(columns: int, *, step: float = 13, gap: float = 10) -> Page:
    page, y = Page([Text(72, 80, "Response to the inquiry into donors", size=14)]), 130.0
    for entry in [tuple((head,) for head in HEAD), *ENTRIES]:
        for place, cell in zip(PLACES[:columns], entry, strict=False):
            page.things += lines(place, y, cell, step=step, size=10)
        y += step * max(len(cell) for cell in entry[:columns]) + gap
    return page


def text_of(folder: Path, page: Page) -> str:
    return read_source(write_pdf(folder / "paper.pdf", [page])).text


def test_three_columns_of_prose_are_a_table(tmp_path: Path) -> None:
    rows = [line.split("\t") for line in text_of(tmp_path, page_of(3)).splitlines() if "\t" in line]
    assert [len(row) for row in rows] == [3] * 5
    assert rows[0] == list(HEAD)
    assert rows[1][2] == "Under consideration. We shall see first what it costs in Arran, and how many have claimed."
    assert rows[4] == [" ".join(cell) for cell in ENTRIES[3]]


def test_two_columns_of_prose_under_a_head_are_a_table(tmp_path: Path) -> None:
    rows = [line.split("\t") for line in text_of(tmp_path, page_of(2)).splitlines() if "\t" in line]
    assert [row[0].split()[0] for row in rows] == ["Recommendation", "1.", "2.", "3.", "4."]
    assert rows[3][1] == "Accepted in part. The law allows twenty years."


def test_columns_without_white_space_across_them_stay_columns(tmp_path: Path) -> None:
    page = Page([Text(72, 80, "Harbour news", size=14)])
    for place, words in zip(
        PLACES, ("The ferry was late again and", "Lamps on the pier were lit by", "The council met on Monday to"), strict=True
    ):
        page.things += lines(place, 130, [f"{words} {number}" for number in range(18)], step=13, size=10)
    text = text_of(tmp_path, page)
    assert "\t" not in text
    assert text.index("late again and 17") < text.index("lit by 0")
