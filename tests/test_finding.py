"""What an official sees of a search: excerpts with the words marked, the block of a hit, facets, likes, searches kept by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from brief.drawing import draw_blocks
from brief.excerpts import cut_excerpt
from brief.finding import Wanted, find, hold_hits, list_hits, whole_json
from brief.listing import Column, Listing, render
from brief.markings import LeftOut
from brief.saved import expand, forget_search, list_saved, save_search
from corpus.casebook import Casebook
from corpus.errors import DocketError
from tests.test_search import write_papers

TODAY = date(2016, 1, 1)


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("finding") / "casebook"
    write_papers(folder)
    yield folder


def listed(casebook: Path, question: str, like: str = "", *, facets: bool = False) -> Listing:
    wanted = Wanted(question, like)
    return list_hits(find(casebook, wanted, TODAY), wanted, facets=facets)


# Excerpts


def words_at(text: str, marks: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in marks]


def test_an_excerpt_is_one_line_with_the_same_words_marked() -> None:
    quote = "The Board\n  will \x1b[31mreport\x1b[0m\tin May."
    marks = [(quote.index("Board"), quote.index("Board") + 5), (quote.index("report"), quote.index("report") + 6)]
    text, kept = cut_excerpt(quote, marks, 400)
    assert text == "The Board will report in May."
    assert words_at(text, kept) == ["Board", "report"]


def test_of_a_long_quote_the_stretch_with_the_most_marks_is_shown() -> None:
    quote = "A tug sank. " + "Nothing more was heard. " * 30 + "The second tug, a new tug, was launched." + " It rained." * 40
    marks = [match.span() for match in re.finditer(r"\btug\b", quote)]
    text, kept = cut_excerpt(quote, marks, 120)
    assert text.startswith("… ") and text.endswith(" …") and len(text) <= 126
    assert "The second tug, a new tug, was launched." in text
    assert words_at(text, kept) == ["tug", "tug"]


def test_an_excerpt_begins_at_the_beginning_where_that_shows_as_much() -> None:
    text, kept = cut_excerpt("The tug sank. " + "It rained. " * 50, [(4, 7)], 60)
    assert text.startswith("The tug sank.") and words_at(text, kept) == ["tug"]


# Blocks


def test_a_block_sets_off_the_marked_words_and_fits_the_terminal() -> None:
    columns = (Column(""), Column("Kind"), Column("Who"), Column("Paper", "below"), Column("Words"))
    row = ["1", "promise", "", "letter.txt", "We will publish " + "the survey " * 20]
    drawn = draw_blocks(columns, [row], width=60, bold=[[(8, 15)]])
    assert "We will \x1b[1mpublish\x1b[0m the" in drawn
    bare = re.sub(r"\x1b\[[0-9;]*m", "", drawn).splitlines()
    assert bare[0] == "1  promise" and bare[-1].strip() == "letter.txt"
    assert max(map(len, bare)) <= 60


def test_a_hit_tells_what_who_when_and_where(casebook: Path) -> None:
    row = dict(
        zip([column.title for column in listed(casebook, "x").columns], listed(casebook, "train crews").rows[0], strict=True)
    )
    assert (row["Kind"], row["When"], row["Who"]) == ("promise", "autumn 2015", "Coastal Rescue Service")
    assert row["Paper"] == "3 March 2015, Ada Penrose → Wilfred Oake: SECOND TUG FOR THE NARROWS"
    assert row["Where"].startswith("letter.txt p. 1, item-") and row["Where"].endswith("; in 2 copies")
    assert row["Words"].startswith("the Coastal Rescue Service (CRS) will train")


def test_an_answer_tells_how_and_a_list_of_what_is_owed_its_state(casebook: Path) -> None:
    assert "response, rejected" in listed(casebook, "Which recommendations were rejected?").rows[0]
    overdue = listed(casebook, "What was overdue on 1 May 2015?")
    assert "promise, overdue" in overdue.rows[0]
    assert overdue.records[0]["status"] == "overdue" and overdue.records[0]["force"] == "promise"


def test_a_list_says_how_many_are_on_it(casebook: Path) -> None:
    notes = listed(casebook, "Which letters were copied to the Harbour Board?").notes
    assert any(re.fullmatch(r"On this list: 1 of the \d+ places?; the others hold the words", note) for note in notes)
    assert "On this list: all of them" in listed(casebook, "What was overdue on 1 May 2015?").notes


def test_what_is_withheld_is_not_counted_on_a_list(casebook: Path) -> None:
    wanted = Wanted("Which letters were copied to the Harbour Board?", limit=None)
    result = find(casebook, wanted, TODAY)
    held, _ = hold_hits(result, wanted, LeftOut("OFFICIAL", frozenset({result.hits[0].item}), 4))
    assert (result.listed, held.listed, held.suggestions) == (1, 0, [])


def test_nothing_but_text_goes_into_a_pipe(casebook: Path) -> None:
    assert "\x1b" not in render(listed(casebook, "What did Ada Penrose promise?"))


# Facets


def test_facets_are_told_as_they_are_typed_to_narrow(casebook: Path) -> None:
    notes = listed(casebook, "kind:action", facets=True).notes
    assert "force: promise (2), request (1)" in notes
    whos = next(note for note in notes if note.startswith("who:"))
    assert '"Ada Penrose" (1)' in whos
    assert len(listed(casebook, 'kind:action who:"Ada Penrose"').rows) == 1
    assert not [note for note in listed(casebook, "kind:action").notes if note.startswith("force")]


def test_a_search_as_json_with_facets_has_all_that_is_known_of_it(casebook: Path) -> None:
    wanted = Wanted("kind:action", limit=1)
    whole = whole_json(find(casebook, wanted, TODAY), wanted)
    assert whole["total"] == 3 and len(whole["hits"]) == 1
    assert whole["facets"]["force"] == {"promise": 2, "request": 1}


def test_every_facet_narrows_a_search(casebook: Path) -> None:
    facets = whole_json(find(casebook, Wanted("tug OR moorings OR radio"), TODAY), Wanted(""))["facets"]
    assert {"who", "kind", "force", "year", "source", "disposition", "marking"} == facets.keys()
    for name, counts in facets.items():
        for value, count in counts.items():
            narrowed = find(casebook, Wanted(f'(tug OR moorings OR radio) {name}:"{value}"', limit=None), TODAY)
            assert narrowed.total >= count, (name, value)


# More like this


def test_what_is_like_a_record_is_found_without_itself_and_its_copies(casebook: Path) -> None:
    found = find(casebook, Wanted("kind:recommendation"), TODAY).hits
    twelve = next(hit for hit in found if "second radio" in hit.quote)
    with Casebook.open(casebook) as opened:
        id = next(one.id for one in opened.records("recommendations") if getattr(one, "number", "") == "12")
    like = listed(casebook, "", id)
    assert "second radio would add weight" in like.rows[0][-1] + like.rows[1][-1]
    assert all((hit["source"], hit["start"]) != (twelve.source, twelve.start) for hit in like.records)
    assert like.title.endswith(f"what is like {id}")


def test_the_like_of_a_letter_is_no_copy_of_it(casebook: Path) -> None:
    with Casebook.open(casebook) as opened:
        letter = next(one.id for one in opened.records("items") if getattr(one, "source", "") == "letter.txt")
    assert {hit["source"] for hit in listed(casebook, "", letter).records} <= {"report.txt", "response.txt"}


def test_what_is_like_nothing_on_file_is_named(casebook: Path) -> None:
    with pytest.raises(DocketError, match="nothing called “action-0”"):
        find(casebook, Wanted("", "action-0"), TODAY)


# Searches kept by name


def test_a_search_is_kept_asked_again_replaced_and_forgotten(casebook: Path) -> None:
    with Casebook.open(casebook) as opened:
        save_search(opened, "tugs", "What was promised on tugs?")
        save_search(opened, "tugs", "What was promised on tugs?")  # the same again is no change
        assert expand(opened, "@tugs who:CRS") == "What was promised on tugs? who:CRS"
        with pytest.raises(DocketError, match=r"there is a saved search tugs already .*add --replace"):
            save_search(opened, "tugs", "tug")
        save_search(opened, "tugs", "tug", replace=True)
        assert list_saved(opened).rows == (("tugs", "tug"),)
        assert forget_search(opened, "@tugs") == "tug"
        assert list_saved(opened).rows == ()


def test_a_saved_search_that_is_not_there_is_named(casebook: Path) -> None:
    with Casebook.open(casebook) as opened:
        with pytest.raises(DocketError, match="no saved search is called tug; none is saved yet"):
            expand(opened, "@tug")
        save_search(opened, "boats", "boat")
        with pytest.raises(DocketError, match="no saved search is called tug; there are boats"):
            forget_search(opened, "tug")
        forget_search(opened, "boats")


@pytest.mark.parametrize("name", ["", "a b", "../x", "-x", "x" * 41])
def test_a_name_for_a_search_is_one_word(casebook: Path, name: str) -> None:
    with Casebook.open(casebook) as opened, pytest.raises(DocketError, match="no name for a search"):
        save_search(opened, name, "tug")


def test_a_damaged_file_of_saved_searches_is_named(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "book", create=True) as opened:
        (tmp_path / "book" / "searches.json").write_text('["tug"')
        with pytest.raises(DocketError, match=r"searches.json is damaged"):
            list_saved(opened)
