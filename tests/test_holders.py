"""Who held which office, from the lines beside the names of those who write and are written to, in invented letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.casebook import Casebook
from corpus.records import Actor, make_id
from index.casebook_index import search_casebook
from index.holders import find_holders
from index.names import learn_names
from tests.test_search import Paper

HELD = [
    ("Wilfred Oake MPA\nTreasurer of the Province\n1 Dock Street", [("Wilfred Oake", "Treasurer of the Province"), ("Wilfred Oake", "Treasurer")]),
    ("PROVINCIAL TREASURY\nTreasurer\n**Wilfred Oake MPA**\nRef: 12", [("Wilfred Oake", "Treasurer")]),
    ("Yours,\n\nWilfred Oake\n\nHead of the Ferries Division", [("Wilfred Oake", "Head of the Ferries Division")]),
    ("Ada Penrose\nMinister for Tides\nWilfred Oake\nDirector, Harbours", [("Ada Penrose", "Minister for Tides"), ("Wilfred Oake", "Director, Harbours")]),
    ("Minister for Tides\n\nTo: Wilfred Oake\n3 March 2015", []),  # a blank line parts them
    ("Dear Wilfred Oake\nThe Minister has asked me to thank you.", []),
    ("I met Wilfred Oake\nand the treasurer of the club", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "held"), HELD, ids=[text[:30] for text, _ in HELD])
def test_the_line_beside_a_name_tells_the_office(text: str, held: list[tuple[str, str]]) -> None:
    assert list(find_holders(text, ["Ada Penrose", "Wilfred Oake"])) == held


def test_two_may_have_held_one_office() -> None:
    people = [Actor(id=name, name=name, kind="person") for name in ("Ada Penrose", "Wilfred Quay")]
    groups = learn_names(people, [], [("Ada Penrose", "Treasurer"), ("Wilfred Quay", "Treasurer"), ("Nobody", "Chair")])
    assert groups == [["Ada Penrose", "Penrose", "Treasurer"], ["Wilfred Quay", "Quay", "Treasurer"]]


def test_who_wrote_to_an_office_is_found_by_its_holder(tmp_path: Path) -> None:
    text = "Wilfred Oake MPA\nTreasurer of the Province\n\nDear Wilfred\n\nThe moorings are worn.\n\nAda Penrose\n"
    letter = Paper("a.txt", text, kind="letter", date="2015-03-03", senders=("Ada Penrose",), addressees=("Wilfred Oake",))
    letter.records += [Actor(id=make_id("actors", name), name=name, kind="person") for name in ("Ada Penrose", "Wilfred Oake")]
    with Casebook.open(tmp_path / "book", create=True) as opened:
        letter.put(opened)
    result = search_casebook(tmp_path / "book", "Who wrote to the Treasurer?")
    assert (result.listed, result.hits[0].source) == (1, "a.txt")
    assert "to Treasurer (Wilfred Oake)" in result.understood
