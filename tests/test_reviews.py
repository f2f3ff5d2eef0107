"""Reviews: what a person says of a record lies over what was read, and lasts, on invented papers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from brief.listing import field_names
from brief.reading import open_casebook, refresh_links
from brief.reviewing import SETTABLE, Hand, confirm, correct, fits, keep, merge, reject, undo
from cli import main
from corpus.casebook import Casebook
from corpus.records import RECORD_TYPES, Action, Actor, AnyRecord, Date, Item, Reference, Response
from corpus.reviews import Review, review_from_json, review_to_json, standing, undone
from corpus.sources import SourceText

LETTER = """HARBOUR OFFICE
1 Quay Street, Port Sel

3 March 1951

Dear Mrs Lowe

LAMPS ON THE NORTH PIER

The Harbour Office will light the north pier by 1 May 1951. The Ferry Board will publish its fares by 4 June 1951.

A keeper for the lamps is to be found meanwhile, and the pilots told.

Yours sincerely

Bo Hart
Harbour Master
"""
BEFORE = "The weather was bad this winter, and the old lamps were lost.\n\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    run(tmp_path / "book", "add", tmp_path / "letter.txt")
    return tmp_path / "book"


def call(book: Path, *arguments: object, by: str = "Ann Lee") -> Result:
    return CliRunner().invoke(main, ["--casebook", str(book), *map(str, arguments)], env={"DOCKET_NAME": by})


def run(book: Path, *arguments: object, by: str = "Ann Lee") -> str:
    done = call(book, *arguments, by=by)
    assert done.exit_code == 0, done.output
    return done.stdout


def rows(book: Path, *arguments: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(book, *arguments, "--format", "json"))
    return found


def promise(book: Path, what: str = "light the north pier") -> dict[str, Any]:
    (found,) = [one for one in rows(book, "promises", "--all") if one["what"].startswith(what)]
    return found


def promises(book: Path) -> list[str]:
    return [one["what"] for one in rows(book, "promises", "--all")]


def reviewed(book: Path, what: str = "light the north pier", *said: object, by: str = "Ann Lee") -> str:
    return run(book, "review", promise(book, what)["id"], *said, by=by)


# What a review changes, and where that is seen


def test_a_correction_is_seen_wherever_records_are(book: Path, tmp_path: Path) -> None:
    told = reviewed(
        book, "light the north pier", "--set", "when=by 9 July 1951", "--set", "who=Pier Board", "--why", "the erratum"
    )
    assert "when by 1 May 1951 -> by 9 July 1951, by Ann Lee on " in told
    now = promise(book)
    assert (now["when"], now["who"], now["confidence"]) == ("../1951-07-09", "Pier Board", 1.0)
    hit = rows(book, "search", "who:pier due:1951-07")[0]
    assert (hit["who"], hit["when"]) == ("Pier Board", "../1951-07-09")
    assert any(one["date"] == "../1951-07-09" for one in rows(book, "chronology"))
    run(book, "export", tmp_path / "out")
    exported = [json.loads(line) for line in (tmp_path / "out" / "actions.jsonl").read_text("utf-8").splitlines()]
    assert [one["when"] for one in exported if one["id"] == now["id"]] == ["../1951-07-09"]
    assert len((tmp_path / "out" / "reviews.jsonl").read_text("utf-8").splitlines()) == 2
    shown = run(book, "show", now["id"])
    assert "Reviewed: when by 1 May 1951 -> by 9 July 1951, by Ann Lee on " in shown
    assert "(the erratum)" in shown
    assert "Reviewed: 2 reviews of records; docket reviews lists them." in run(book, "status")


def test_what_was_extracted_stays_as_it_is(book: Path) -> None:
    with Casebook.open(book) as casebook:
        before = casebook.records("actions", linked=False)
    reviewed(book, "light the north pier", "--set", "what=light both piers")
    reviewed(book, "publish its fares", "--reject")
    with Casebook.open(book) as casebook:
        assert casebook.records("actions", linked=False) == before
        assert [one.what for one in casebook.records("actions") if isinstance(one, Action) and one.force == "promise"] == [
            "light both piers"
        ]


def test_what_is_rejected_is_gone_and_comes_back(book: Path) -> None:
    id = promise(book)["id"]
    run(book, "review", id, "--reject")
    assert promises(book) == ["publish its fares"]
    assert all(hit["kind"] == "item" for hit in rows(book, "search", "light north pier kind:action") if "light" in hit["quote"])
    assert call(book, "show", id).exit_code == 1
    run(book, "review", id, "--undo")
    assert len(promises(book)) == 2


def test_undoing_lays_bare_what_was_before(book: Path) -> None:
    for when in ("9 July 1951", "10 July 1951"):
        reviewed(book, "light the north pier", "--set", f"when={when}")
    for expected in ("1951-07-09", "../1951-05-01"):
        reviewed(book, "light the north pier", "--undo")
        assert promise(book)["when"] == expected
    undo = [one for one in rows(book, "reviews") if one["act"] == "undo"][-1]
    run(book, "review", undo["id"], "--undo")  # taking back is taken back
    assert promise(book)["when"] == "1951-07-09"
    again = call(book, "review", rows(book, "reviews")[1]["id"], "--undo")
    assert again.stderr.endswith("is taken back already; docket reviews lists what stands\n")


def test_status_is_so_from_its_day(book: Path) -> None:
    reviewed(book, "light the north pier", "--status", "done", "--since", "20 April 1951")
    assert promise(book)["status"] == "done"

    def status(day: str) -> str:
        (one,) = [one for one in rows(book, "promises", "--as-of", day) if one["what"].startswith("light")]
        return str(one["status"])

    assert (status("1951-04-01"), status("1951-04-20"), status("1951-06-01")) == ("open", "done", "done")
    reviewed(book, "light the north pier", "--status", "open", "--since", "1951-05-20")  # the lamps blew out
    assert (status("1951-05-15"), status("1951-06-01")) == ("done", "overdue")


def test_a_missed_action_is_added(book: Path) -> None:
    arguments = ("--quote", "A keeper for the lamps is to be found", "--set", "force=requirement", "--set", "what=find a keeper")
    told = run(book, "review", "--add", "action", "--in", "letter.txt", *arguments, "--set", "who=Harbour Office")
    assert ", added, by Ann Lee on " in told
    (added,) = [one for one in rows(book, "promises", "--force", "requirement") if one["what"] == "find a keeper"]
    assert (added["who"], added["quote"], added["confidence"]) == ("Harbour Office", "A keeper for the lamps is to be found", 1.0)
    assert LETTER[added["start"] : added["end"]] == added["quote"]
    assert rows(book, "search", "find a keeper kind:action")[0]["quote"] == added["quote"]
    assert "find a keeper" in run(book, "show", added["item"])
    counted = json.loads(run(book, "status", "--format", "json"))[0]["actions"]
    run(book, "review", added["id"], "--set", "who=Ferry Board")
    (again,) = [one for one in rows(book, "promises", "--force", "requirement") if one["what"] == "find a keeper"]
    assert again["who"] == "Ferry Board"
    run(book, "review", rows(book, "reviews")[0]["id"], "--undo")
    assert json.loads(run(book, "status", "--format", "json"))[0]["actions"] == counted - 1


def test_two_actors_become_one(book: Path) -> None:
    other = LETTER.replace("Ferry Board will publish its fares", "Board of Ferries will sell its boats").replace(
        "3 March", "5 March"
    )
    (book.parent / "other.txt").write_text(other, "utf-8")
    run(book, "add", book.parent / "other.txt")
    assert promise(book, "sell its boats")["who"] == "Board of Ferries"
    run(book, "review", "Board of Ferries", "--same-as", "Ferry Board")
    assert promise(book, "sell its boats")["who"] == "Ferry Board"
    assert {one["what"] for one in rows(book, "promises", "--who", "Ferry Board")} == {"publish its fares", "sell its boats"}
    run(book, "review", rows(book, "reviews")[0]["id"], "--undo")
    assert promise(book, "sell its boats")["who"] == "Board of Ferries"


def test_the_one_actor_goes_by_all_its_names(tmp_path: Path) -> None:
    text = "The Board of Ferries will sell its boats."
    sale = Action(id="action-1", item="item-a", force="promise", who="Board of Ferries; Pier Board", **at(text, text))
    ferries = Actor(id="actor-1", name="Board of Ferries", kind="body", aliases=("BoF",))
    with Casebook.open(tmp_path, create=True) as casebook:
        put(casebook, text, sale, ferries, Actor(id="actor-2", name="Ferry Board", kind="body"))
        (kept,) = keep(casebook, [merge(casebook, "BoF", "actor-2", HAND)])
        assert [one.who for one in casebook.records("actions") if isinstance(one, Action)] == ["Ferry Board; Pier Board"]
        (actor,) = casebook.records("actors")
        assert isinstance(actor, Actor)
        assert (actor.name, actor.aliases) == ("Ferry Board", ("BoF", "Board of Ferries"))
        keep(casebook, [undo(casebook, kept, HAND)])
        assert len(casebook.records("actors")) == 2
        keep(casebook, [reject(casebook, ferries, HAND)])
        assert [one.id for one in casebook.records("actors")] == ["actor-2"]


def test_tracker_and_review_are_one_thing(tmp_path: Path) -> None:
    report = "REPORT ON PIERS\n\nJanuary 1951\n\nRecommendation 1: The Harbour Office should light the pier.\n"
    (tmp_path / "report.txt").write_text(report, "utf-8")
    book = tmp_path / "book"
    run(book, "add", tmp_path / "report.txt")
    (asked,) = rows(book, "recommendations")
    run(
        book,
        "review",
        asked["id"],
        "--set",
        "disposition=Rejected",
        "--set",
        "progress_note=no money",
        "--set",
        "addressee=Pier Board",
    )
    (now,) = rows(book, "recommendations")
    assert (now["disposition"], now["progress_note"], now["addressee"]) == ("rejected", "no money", "Pier Board")
    assert "Disposition: rejected (corrected; the papers say no-response)" in run(book, "recommendations", "1")
    assert "To: Pier Board (corrected; the papers say " in run(book, "recommendations", "1")
    assert rows(book, "search", "who:pier kind:recommendation")[0]["who"] == "Pier Board"
    run(book, "review", asked["id"], "--undo")
    assert rows(book, "recommendations")[0]["addressee"] == asked["addressee"]


# It lasts


def change(book: Path, text: str) -> None:
    (book.parent / "letter.txt").write_text(text, "utf-8")
    run(book, "add", book.parent / "letter.txt")


def test_reviews_outlive_reading_anew_reindexing_and_a_changed_paper(book: Path) -> None:
    reviewed(book, "light the north pier", "--set", "when=9 July 1951")
    reviewed(book, "publish its fares", "--reject")
    run(
        book,
        "review",
        "--add",
        "action",
        "--in",
        "letter.txt",
        "--quote",
        "and the pilots told",
        "--set",
        "force=promise",
        "--set",
        "what=tell pilots",
    )
    first = promise(book)["id"]
    expected = ["light the north pier", "tell pilots"]
    for arguments in (("add", book.parent / "letter.txt", "--again"), ("reindex",)):
        run(book, *arguments)
        assert (sorted(promises(book)), promise(book)["when"]) == (expected, "1951-07-09")
    change(book, LETTER.replace("The Harbour", BEFORE + "The Harbour").replace("and the pilots", "and the\npilots"))
    assert (sorted(promises(book)), promise(book)["when"]) == (expected, "1951-07-09")
    assert promise(book)["id"] != first
    assert {one["state"] for one in rows(book, "reviews")} == {"stands"}


def test_the_file_may_get_another_name(book: Path) -> None:
    reviewed(book, "light the north pier", "--set", "when=9 July 1951")
    with Casebook.open(book) as casebook:
        casebook.remove_source("letter.txt")
    (book.parent / "elsewhere.txt").write_text(LETTER, "utf-8")
    run(book, "add", book.parent / "elsewhere.txt")
    assert promise(book)["when"] == "1951-07-09"


def test_what_finds_no_record_is_listed_and_holds_again(book: Path) -> None:
    reviewed(book, "light the north pier", "--set", "when=9 July 1951")
    change(book, LETTER.replace("The Harbour Office will light the north pier by 1 May 1951. ", ""))
    told = run(book, "status")
    assert "Reviews whose record is not here (1); they hold again once it is:" in told
    assert "  “light the north pier” of letter.txt: when by 1 May 1951 -> 9 July 1951, by Ann Lee on " in told
    assert rows(book, "reviews")[0]["state"] == "not here"
    change(book, LETTER)
    assert promise(book)["when"] == "1951-07-09"
    assert "not here" not in run(book, "status")


def at(text: str, quote: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return {"source": "a.txt", "start": start, "end": start + len(quote), "page": None, "quote": quote}


def put(casebook: Casebook, text: str, *records: AnyRecord) -> None:
    item = Item(id="item-a", kind="letter", source="a.txt", start=0, end=len(text), page=None, quote=text, date="1951-03-03")
    casebook.put_source(SourceText("a.txt", "/in/a.txt", f"sha-{text}", "text", text), [item, *records])
    refresh_links(casebook)


HAND = Hand("Ann Lee", date(2024, 5, 7))


def test_of_two_acts_of_one_sentence_the_same_is_found(tmp_path: Path) -> None:
    text = "We will light the pier and pay the keepers."
    pier = Action(id="action-1", item="item-a", force="promise", what="light the pier", **at(text, text))
    keepers = replace(pier, id="action-2", what="pay the keepers")
    with Casebook.open(tmp_path, create=True) as casebook:
        put(casebook, text, pier, keepers)
        keep(casebook, [correct(casebook, keepers, "when", "1951-06-01", HAND)])
        # Other rules give other ids, begin the words elsewhere, and find the acts in another order.
        put(
            casebook,
            text,
            replace(keepers, id="action-8", what="pay keepers"),
            replace(pier, id="action-9", start=0, end=22, quote=text[:22]),
        )
        found = {one.id: one.when for one in casebook.records("actions") if isinstance(one, Action)}
        assert found == {"action-8": "1951-06-01", "action-9": ""}
        put(
            casebook, text, replace(pier, id="action-7")
        )  # the one that was corrected is found no more: the other is not taken for it
        assert [one.when for one in casebook.records("actions") if isinstance(one, Action)] == [""]


def test_of_two_dates_alike_the_words_around_tell(tmp_path: Path) -> None:
    def dates(text: str) -> list[AnyRecord]:
        return [
            Date(id=f"date-{n}-{len(text)}", item="item-a", text="3 May", value="1951-05-03", **at(text, "3 May", n))
            for n in (0, 1)
        ]

    text = "The pier was lit on 3 May last year, as everybody knows.\n\nThe fares of the ferries fall on 3 May next."
    with Casebook.open(tmp_path, create=True) as casebook:
        put(casebook, text, *dates(text))
        keep(casebook, [correct(casebook, casebook.records("dates")[1], "value", "3 May 1952", HAND)])
        assert [one.value for one in casebook.records("dates") if isinstance(one, Date)] == ["1951-05-03", "1952-05-03"]
        longer = BEFORE + text
        put(casebook, longer, *dates(longer))
        assert [one.value for one in casebook.records("dates") if isinstance(one, Date)] == ["1951-05-03", "1952-05-03"]
        assert len(casebook.records("dates", linked=False)) == 2


def test_what_is_confirmed_stays_so_under_other_rules(tmp_path: Path) -> None:
    text = "We will light the pier by May."
    pier = Action(
        id="action-1", item="item-a", force="promise", what="light the pier", who="Pier Board", confidence=0.4, **at(text, text)
    )
    with Casebook.open(tmp_path, create=True) as casebook:
        put(casebook, text, pier)
        keep(casebook, [confirm(casebook, pier, HAND)])
        put(casebook, text, replace(pier, who="the Master", force="request"))
        (found,) = casebook.records("actions")
    assert isinstance(found, Action)
    assert (found.who, found.force, found.confidence) == ("Pier Board", "promise", 1.0)


def test_a_settled_date_takes_the_flag_with_it_and_links_are_made_from_it(book: Path) -> None:
    answer = "FERRY BOARD\n\n9 April 1951\n\nDear Mr Hart\n\nThank you for your letter of 7 March 1951. The fares will be published by June.\n\nYours sincerely\n\nEve Lowe\n"
    (book.parent / "answer.txt").write_text(answer, "utf-8")
    run(book, "add", book.parent / "answer.txt")
    with open_casebook(book) as casebook:
        (letter,) = [one for one in casebook.records("items", source="letter.txt") if isinstance(one, Item)]
        (reference,) = [one for one in casebook.records("references") if isinstance(one, Reference)]
        assert reference.resolves_to is None
    run(book, "review", letter.id, "--set", "date=7 March 1951")
    with open_casebook(book) as casebook:
        (letter,) = [one for one in casebook.records("items", source="letter.txt") if isinstance(one, Item)]
        (reference,) = [one for one in casebook.records("references") if isinstance(one, Reference)]
    assert (letter.date, letter.date_from, letter.date_printed) == ("1951-03-07", "review", "1951-03-03")
    assert reference.resolves_to == letter.id
    run(book, "review", reference.id, "--set", "resolves_to=")  # a person's word stands over what linking finds
    with open_casebook(book) as casebook:
        assert [one.resolves_to for one in casebook.records("references") if isinstance(one, Reference)] == [None]


def test_a_link_by_hand_follows_what_it_points_to(tmp_path: Path) -> None:
    report = "REPORT ON PIERS\n\nJanuary 1951\n\nRecommendation 1: The Harbour Office should light the pier.\n\n{}Recommendation 2: Keepers should be paid monthly.\n"
    (tmp_path / "report.txt").write_text(report.format(""), "utf-8")
    text = "We agree."
    with Casebook.open(tmp_path / "book", create=True) as casebook:
        put(casebook, text, Response(id="response-1", item="item-a", text=text, disposition="accepted", **at(text, text)))
    run(tmp_path / "book", "add", tmp_path / "report.txt")
    second = rows(tmp_path / "book", "recommendations", "2")[0]["id"]
    run(tmp_path / "book", "review", "response-1", "--set", f"answers={second}")
    (tmp_path / "report.txt").write_text(report.format("The pier is old.\n\n"), "utf-8")
    run(tmp_path / "book", "add", tmp_path / "report.txt")
    (now,) = rows(tmp_path / "book", "recommendations", "2")
    assert now["id"] != second
    assert now["disposition"] == "accepted"


# Several people


def test_another_persons_word_is_not_overwritten_unseen(book: Path) -> None:
    id = promise(book)["id"]
    run(book, "review", id, "--set", "when=9 July 1951")
    refused = call(book, "review", id, "--set", "when=8 July 1951", by="Bo Hart")
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"docket: {id} was reviewed already (when by 1 May 1951 -> 9 July 1951, by Ann Lee on ")
    assert refused.stderr.endswith(f"; look at it with docket show {id}, then add --anyway\n")
    assert call(book, "review", id, "--undo", by="Bo Hart").exit_code == 1
    assert promise(book)["when"] == "1951-07-09"
    run(book, "review", id, "--set", "who=Pier Board", by="Bo Hart")  # another field is another matter
    run(book, "review", id, "--set", "when=8 July 1951", "--anyway", by="Bo Hart")
    assert (promise(book)["when"], promise(book)["who"]) == ("1951-07-08", "Pier Board")
    assert [one["state"] for one in rows(book, "reviews")] == ["overruled", "stands", "stands"]


def twin(book: Path) -> Path:
    """Another casebook of the same papers."""
    other = book.parent / "other"
    run(other, "add", book.parent / "letter.txt")
    return other


def test_reviews_go_to_a_colleague_and_are_taken_once(book: Path, tmp_path: Path) -> None:
    reviewed(book, "light the north pier", "--set", "when=9 July 1951")
    reviewed(book, "light the north pier", "--set", "when=10 July 1951")
    reviewed(book, "publish its fares", "--reject")
    reviewed(book, "light the north pier", "--undo")
    other, file = twin(book), tmp_path / "reviews.jsonl"
    assert run(book, "review", "--export", file) == f"Wrote 4 reviews to {file}.\n"
    assert run(other, "review", "--import", file).startswith("Took 4 reviews from reviews.jsonl:\n")
    assert (promise(other)["when"], promises(other)) == ("1951-07-09", ["light the north pier"])
    assert run(other, "review", "--import", file) == "Took 0 reviews from reviews.jsonl; 4 were here already.\n"
    assert rows(other, "reviews") == rows(book, "reviews")


def test_what_was_made_on_a_stale_value_is_told_and_not_taken(book: Path, tmp_path: Path) -> None:
    other, file = twin(book), tmp_path / "reviews.jsonl"
    reviewed(book, "light the north pier", "--set", "when=9 July 1951")
    reviewed(book, "publish its fares", "--set", "who=Pier Board")
    run(book, "review", "--export", file)
    reviewed(other, "light the north pier", "--set", "when=8 July 1951", by="Bo Hart")
    done = call(other, "review", "--import", file)
    assert done.exit_code == 1
    assert "Not taken (1); look at each, then add --anyway:" in done.stdout
    assert "but here: when by 1 May 1951 -> 8 July 1951, by Bo Hart on " in done.stdout
    assert (promise(other)["when"], promise(other, "publish its fares")["who"]) == ("1951-07-08", "Pier Board")
    run(other, "review", "--import", file, "--anyway")
    assert promise(other)["when"] == "1951-07-09"


def test_a_paper_that_reads_otherwise_here_makes_a_review_stale(book: Path, tmp_path: Path) -> None:
    other, file = twin(book), tmp_path / "reviews.jsonl"
    reviewed(book, "light the north pier", "--set", "when=9 July 1951")
    row = review_to_json(Casebook.open(book).reviews()[0])
    file.write_text(json.dumps(row | {"was": "1950"}) + "\n", "utf-8")
    done = call(other, "review", "--import", file)
    assert (done.exit_code, "it is by 1 May 1951 here" in done.stdout) == (1, True)
    assert promise(other)["when"] == "../1951-05-01"


def test_reviews_of_papers_that_are_not_here_wait(book: Path, tmp_path: Path) -> None:
    reviewed(book, "light the north pier", "--set", "when=9 July 1951")
    run(book, "review", "--export", tmp_path / "reviews.jsonl")
    (tmp_path / "note.txt").write_text("A note on lamps of 3 March 1951.\n", "utf-8")
    other = tmp_path / "other"
    run(other, "add", tmp_path / "note.txt")
    assert "Of records that are not here (1); they hold once they are:" in run(
        other, "review", "--import", tmp_path / "reviews.jsonl"
    )
    run(other, "add", tmp_path / "letter.txt")
    assert promise(other)["when"] == "1951-07-09"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("oops", "line 1: no JSON ("),
        ("[1]", "line 1: no review: it has no act, kind, record, by, on; nothing was taken"),
        ('{"act": "burn", "kind": "actions", "record": "a", "by": "b", "on": "c"}', "line 1: no review that this docket knows: burn of actions"),
        ('{"act": "correct", "kind": "actions", "record": "a", "by": "b", "on": "c", "why": 3}', "line 1: no review: its “why” is of another type"),
        ('{"act": "correct", "kind": "actions", "record": "a", "by": "b", "on": "c", "field": "when", "is": "soonish", "id": "d"}', "“is” cannot stand in when"),
        ('{"act": "add", "kind": "actions", "record": "a", "by": "b", "on": "c", "is": {"id": "x"}, "id": "d"}', "“is” cannot stand in actions"),
        ('{"act": "reject", "kind": "actions", "record": "a", "by": "b", "on": "c"}', "line 1: no review: it has no id"),
        ('{"act": "reject", "kind": "actions", "record": "a", "by": "b", "on": "c", "id": "d", "points": [3]}', "its “points” are no records"),
    ],
)  # fmt: skip
def test_a_file_of_anything_else_is_one_line(book: Path, tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "reviews.jsonl").write_text(line + "\n", "utf-8")
    done = call(book, "review", "--import", tmp_path / "reviews.jsonl")
    assert done.exit_code == 1
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert rows(book, "reviews") == []


def test_reviews_are_held_to_a_ceiling_with_their_papers(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(LETTER, "utf-8")
    (tmp_path / "secret.txt").write_text("SECRET\n\n" + LETTER.replace("3 March", "5 March").replace("north", "south"), "utf-8")
    book = tmp_path / "book"
    run(book, "add", tmp_path / "plain.txt", tmp_path / "secret.txt")
    reviewed(book, "light the north pier", "--set", "when=9 July 1951")
    reviewed(book, "light the south pier", "--reject")
    assert len(rows(book, "reviews")) == 2
    (row,) = rows(book, "reviews", "--ceiling", "RESTRICTED")
    assert row["source"] == "plain.txt"
    assert "south" not in run(book, "reviews", "--ceiling", "RESTRICTED")


# The call


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ID", "--set", "when=soonish"), "“soonish” is no date; write for example"),
        (("ID", "--set", "force=wish"), "“wish” is no force; write promise, request, requirement or target"),
        (("ID", "--set", "colour=red"), "“colour” is nothing that can be set of actions; set force, who, what, "),
        (("ID", "--set", "about=item-1"), "“item-1” is no recommendation of this casebook; write its id"),
        (("ID", "--undo"), "no review of “action-"),
        (("letter.txt", "--confirm"), "letter.txt is a source; name one of its records"),
        (("nothing", "--confirm"), "nothing called “nothing” in "),
        (("Ferry Board", "--same-as", "ferry board"), "--same-as makes one of two parties"),
        (("Ferry Board", "--same-as", "Ferryman"), "no party called “Ferryman”; write its name"),
        (("--add", "action", "--in", "letter.txt", "--quote", "will", "--set", "force=promise", "--set", "what=x"), "“will” stands 2 times in letter.txt"),
        (("--add", "action", "--in", "letter.txt", "--quote", "pumps", "--set", "force=promise", "--set", "what=x"), "“pumps” does not stand in letter.txt"),
        (("--add", "action", "--in", "letter.txt", "--quote", "A keeper", "--set", "what=x"), "what is added needs force: add --set force=…"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_one_line(book: Path, arguments: tuple[str, ...], told: str) -> None:
    id = promise(book)["id"]
    done = call(book, "review", *(id if one == "ID" else one for one in arguments))
    assert (done.exit_code, told in done.stderr, done.stderr.count("\n")) == (1, True, 1), done.stderr
    assert rows(book, "reviews") == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ID",), "name one RECORD and one thing to say of it"),
        (("--confirm",), "name one RECORD and one thing to say of it"),
        (("ID", "--confirm", "--status", "done"), "name one RECORD and one thing to say of it"),
        (("ID", "--set", "when"), "--set is written FIELD=VALUE"),
        (("ID", "--confirm", "--since", "1951"), "--since goes with --status"),
        (("--add", "action", "--quote", "x"), "--add takes no RECORD, but --in SOURCE"),
    ],
)
def test_a_wrong_call_is_told(book: Path, arguments: tuple[str, ...], told: str) -> None:
    done = call(book, "review", *(promise(book)["id"] if one == "ID" else one for one in arguments))
    assert (done.exit_code, told in done.stderr) == (2, True)


def test_a_review_wants_a_name(book: Path) -> None:
    done = call(book, "review", promise(book)["id"], "--confirm", by="")
    assert (done.exit_code, done.stderr) == (2, "docket: a review keeps who made it: add --by NAME, or set DOCKET_NAME\n")


def test_an_item_is_no_thing_to_reject(book: Path) -> None:
    item = rows(book, "show", "letter.txt")[0]["id"]
    assert call(book, "review", item, "--reject").stderr == (
        f"docket: {item} is an item and can't be rejected; correct what it is with --set kind=…\n"
    )


# The records


def review(id: str, act: str = "correct", **said: Any) -> Review:
    return Review(id=id, act=act, kind="actions", record="action-1", by="Ann Lee", on="2024-05-07", **said)


def test_what_undoes_may_be_undone() -> None:
    given = [review("a"), review("b"), review("c", "undo", undoes="b"), review("d", "undo", undoes="c")]
    assert [one.id for one in standing(given)] == ["a", "b"]
    assert [one.id for one in standing(given[:3])] == ["a"]
    assert undone(given) == {"c"}


def test_a_review_goes_round_whole() -> None:
    one = review("a", field="when", was="", now="1951", points=(review("x"),)[:0], since="1951")
    assert review_from_json(json.loads(json.dumps(review_to_json(one)))) == one


def test_saying_a_thing_twice_is_two_reviews(tmp_path: Path) -> None:
    with Casebook.open(tmp_path, create=True) as casebook:
        ids = [casebook.add_reviews([review("", now="1951")])[0].id for _ in (1, 2)]
    assert len(set(ids)) == 2


@pytest.mark.parametrize("kind", list(RECORD_TYPES))
def test_what_can_be_set_stands_in_the_records(kind: str) -> None:
    tracked = {"disposition", "progress", "progress date", "progress note"} if kind == "recommendations" else set()
    assert set(SETTABLE[kind]) - tracked <= set(field_names(RECORD_TYPES[kind]))


def test_only_what_can_stand_there_fits() -> None:
    assert fits(review("a", field="when", now="../1951-05-03"))
    assert not fits(review("a", field="when", now="soon"))
    assert not fits(review("a", field="quote", now="x"))
    assert not fits(review("a", "confirm", now="x"))
