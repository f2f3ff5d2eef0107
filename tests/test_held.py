"""A casebook held to a marking is one of its own, in which nothing of what is above it stands, on invented papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from brief.ceiling import papers_above
from brief.checking import check_casebook
from brief.finding import Wanted, find
from brief.held import FOLDER, Cut, forget_held, held_casebook
from brief.reading import open_casebook
from brief.reviewing import Hand, correct, keep, undo
from corpus.casebook import Casebook, StoredSource
from corpus.records import Action, Actor, Flag, Item, Mention, Response
from corpus.sources import Page, SourceText, WordBox
from tests.held_papers import PAPERS, SECRET_WORDS, make_casebook, secret_ids, told_in
from tests.test_tracker import here

HAND = Hand("Ann Lee", date(2024, 5, 8))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook that no test changes."""
    return make_casebook(tmp_path_factory.mktemp("held"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return make_casebook(tmp_path)


def files(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.rglob("*") if path.is_file())


def action(folder: Path, words: str) -> Action:
    with open_casebook(folder) as book:
        (found,) = [one for one in book.records("actions") if isinstance(one, Action) and words in one.what]
    return found


def test_no_file_of_it_has_a_word_or_an_id_of_what_is_above(made: Path) -> None:
    ids = secret_ids(made)
    assert set(told_in((made / "casebook.db").read_bytes(), ids)) >= set(SECRET_WORDS)  # the proof can fail
    held = held_casebook(made, "RESTRICTED")
    find(held, Wanted("Marigold"), date.today())
    for path in files(held):
        assert list(told_in(path.read_bytes(), ids)) == [], path
    assert len(list(files(held))) > 4


def test_what_is_not_above_is_there_as_it_stands_in_the_casebook(made: Path) -> None:
    held = held_casebook(made, "RESTRICTED")
    with open_casebook(made) as book, open_casebook(held) as copy:
        assert [one.name for one in copy.sources()] == ["bundle.txt", "open.txt", "report.txt"]
        left_out = papers_above(book, "RESTRICTED").papers
        for kind in ("items", "dates", "recommendations"):
            wanted = {one.id for one in book.records(kind) if getattr(one, "item", one.id) not in left_out}
            assert {one.id for one in copy.records(kind)} == wanted
        whole, shown = book.text_of("bundle.txt"), copy.text_of("bundle.txt")
        assert (len(whole), shown[:124], shown[124:].strip()) == (len(shown), whole[:124], "")
        assert [one.name for one in copy.records("actors") if isinstance(one, Actor)] == ["Ann Lee", "Miss Lee", "Mr Hart"]
    assert check_casebook(held).wrong == ()


def test_links_are_those_of_what_is_there(made: Path) -> None:
    with open_casebook(held_casebook(made, "RESTRICTED")) as copy:
        assert [one for one in copy.records("responses") if isinstance(one, Response)] == []
        letters = [one for one in copy.records("items") if isinstance(one, Item)]
        assert {one.part_of for one in letters} == {None}


def test_what_people_said_is_shown_where_it_tells_of_nothing_else(made: Path) -> None:
    with open_casebook(held_casebook(made, "RESTRICTED")) as copy:
        said = [(one.act, one.field, one.why, one.around) for one in copy.reviews()]
    # Not: what was said of the barge, to whom the promise was made (a name of the secret papers), and of which the letter is a part.
    assert said == [("correct", "when", "", ""), ("confirm", "", "", "")]
    assert action(held_casebook(made, "RESTRICTED"), "publish").when == action(made, "publish").when


def test_without_a_ceiling_it_is_the_casebook(made: Path) -> None:
    assert held_casebook(made, "") == made
    with open_casebook(held_casebook(made, "TOP SECRET")) as copy:
        assert len(copy.sources()) == len(PAPERS)
        assert len(copy.reviews()) == 6


def test_a_marking_that_is_in_no_table_is_above_every_ceiling(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "book", create=True) as book:
        item = Item(id="item-1", kind="letter", marking="BURN AFTER READING", **here("odd"))
        bare = Item(id="item-2", kind="letter", **here("bare"))
        for name, one in (("odd", item), ("bare", bare)):
            book.put_source(SourceText(one.source, f"/in/{name}", f"sha-{name}", "text", one.quote), [one])
    with open_casebook(held_casebook(tmp_path / "book", "TOP SECRET")) as copy:
        assert [one.id for one in copy.records("items")] == ["item-2"]


def test_it_follows_the_casebook(own: Path) -> None:
    held = held_casebook(own, "RESTRICTED")
    before = held.stat().st_ino
    assert action(held, "north pier").when == "../1951-05-01"
    with open_casebook(own) as book:
        (kept,) = keep(book, [correct(book, action(own, "north pier"), "when", "by 9 May 1951", HAND)])
    assert action(held_casebook(own, "RESTRICTED"), "north pier").when == "../1951-05-09"
    with open_casebook(own) as book:
        keep(book, [undo(book, kept, HAND)])
    assert action(held_casebook(own, "RESTRICTED"), "north pier").when == "../1951-05-01"
    assert held.stat().st_ino == before


def test_a_paper_whose_marking_is_raised_is_gone_at_once(own: Path) -> None:
    held = held_casebook(own, "RESTRICTED")
    with open_casebook(own) as book:
        letter = book.record(action(own, "north pier").item)
        assert isinstance(letter, Item)
        keep(book, [correct(book, letter, "marking", "SECRET", HAND)])
    held_casebook(own, "RESTRICTED")
    with open_casebook(held) as copy:
        assert copy.source("open.txt") is None
        assert copy.record(letter.id) is None
    assert not find(held, Wanted("lamps"), date.today()).hits
    with Casebook.open(own) as book:
        book.remove_source("report.txt")
    with open_casebook(held_casebook(own, "RESTRICTED")) as copy:
        assert [one.name for one in copy.sources()] == ["bundle.txt"]


def test_a_damaged_one_is_made_anew(own: Path) -> None:
    held = held_casebook(own, "RESTRICTED")
    (held / "casebook.db").write_bytes(b"no casebook at all")
    assert action(held_casebook(own, "RESTRICTED"), "north pier").when == "../1951-05-01"


def test_those_that_nobody_needs_are_deleted(own: Path) -> None:
    for ceiling in ("RESTRICTED", "OFFICIAL-SENSITIVE"):
        held_casebook(own, ceiling)
    forget_held(own, ["OFFICIAL-SENSITIVE"])
    assert [path.name for path in (own / FOLDER).iterdir()] == ["official-sensitive"]


# A file of several papers

TEXT = "HEAD of all\nOpen words by Quill\nHidden words of Marigold\nOpen again"
LOW, HIGH, NEXT = (12, 31), (32, 56), (57, len(TEXT))
SOURCE = StoredSource("f", "/in/f", "c0ffee", "pdf", len(TEXT), 2, (), "r")


def piece(id: str, span: tuple[int, int], **more: object) -> Item:
    start, end = span
    given: dict[str, object] = {"kind": "letter", "marking": "RESTRICTED", **more}
    return Item(id=id, source="f", start=start, end=end, page=None, quote=TEXT[start:end], **given)  # type: ignore[arg-type]


def cut(*items: Item, without: str) -> Cut:
    return Cut(SOURCE, items, frozenset({without}))


def test_a_text_has_blanks_where_something_is_left_out() -> None:
    made = cut(piece("low", LOW), piece("high", HIGH), piece("next", NEXT), without="high")
    shown = made.blanked(TEXT)
    assert len(shown) == len(TEXT)
    assert shown.split() == ["Open", "words", "by", "Quill", "Open", "again"]  # nor is the head shown, which is nobody's


def test_of_papers_within_papers_the_narrower_decides() -> None:
    inner = cut(piece("whole", (0, len(TEXT))), piece("high", HIGH), without="high")
    assert "Marigold" not in inner.blanked(TEXT)
    assert "HEAD" in inner.blanked(TEXT)
    _, records = inner.made(TEXT, (), [piece("whole", (0, len(TEXT))), piece("high", HIGH)])
    (whole,) = records
    assert isinstance(whole, Item)
    assert whole.quote == inner.blanked(TEXT)
    outer = cut(piece("whole", (0, len(TEXT))), piece("low", LOW), without="whole")
    assert outer.blanked(TEXT).strip() == "Open words by Quill"


def test_a_page_that_is_not_shown_whole_is_never_drawn() -> None:
    words = (WordBox(12, 16, 1, 1, 2, 2),)
    pages = (Page(1, 12, 31, 100, 100, words), Page(2, 32, 60, 100, 100, words), Page(3, 33, 50, 100, 100, words))
    made = cut(piece("low", LOW), piece("high", HIGH), piece("next", NEXT), without="high")
    source, _ = made.made(TEXT, pages, [])
    assert source.pages == (pages[0], Page(2, 32, 60))


def test_what_an_item_has_from_a_paper_left_out_is_taken_from_it() -> None:
    flags = (Flag(code="unsure-split", message="a guess"), Flag(code="date-from-register", message="Marigold has it on 3 May"))
    low = piece(
        "low", LOW, date="1951-05-03", date_printed="1951-05", date_from="register", senders=("Marigold", "Quill"), subject="On Marigold",
        flags=flags, part_of="high", duplicate_of="high",
    )  # fmt: skip
    made = cut(low, piece("high", HIGH), without="high")
    quill = Actor(
        id="actor-1",
        name="Marigold Quill",
        kind="person",
        aliases=("Quill", "Q Marigold"),
        mentions=(Mention(item="low", start=26, end=31),),
    )
    promise = Action(
        id="action-1",
        item="low",
        source="f",
        start=12,
        end=31,
        page=None,
        quote=TEXT[12:31],
        force="promise",
        who="Marigold Quill",
    )
    _, records = made.made(TEXT, (), [low, piece("high", HIGH), quill, promise])
    item, actor, action = records
    assert isinstance(item, Item) and isinstance(actor, Actor) and isinstance(action, Action)
    assert (item.date, item.date_from, item.senders, item.subject) == ("1951-05", "printed", ("Quill",), "")
    assert ([one.code for one in item.flags], item.part_of, item.duplicate_of) == (["unsure-split"], None, None)
    assert (actor.name, actor.aliases, action.who) == ("Quill", (), "Quill")


def test_a_source_that_is_changed_meanwhile_comes_in_the_next_time(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(book: Casebook, name: str) -> StoredSource | None:
        return None if name == "open.txt" else found(book, name)

    found = Casebook.source
    monkeypatch.setattr(Casebook, "source", gone)
    held = held_casebook(own, "RESTRICTED")
    monkeypatch.setattr(Casebook, "source", found)
    with open_casebook(held) as copy:
        assert [one.name for one in copy.sources()] == ["bundle.txt", "report.txt"]
    with open_casebook(own) as book:
        keep(book, [correct(book, action(own, "north pier"), "when", "by 9 May 1951", HAND)])
    with open_casebook(held_casebook(own, "RESTRICTED")) as copy:
        assert copy.source("open.txt") is not None
