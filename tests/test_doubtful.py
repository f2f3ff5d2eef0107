"""What docket is unsure of: listed with what matters first, and settled a key a decision, on invented papers and records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import cli
from brief.doubtful import MATTERS, find_doubts, list_doubtful
from brief.listing import render
from brief.reading import refresh_links
from brief.reviewing import Hand, correct, keep
from corpus.casebook import Casebook
from corpus.records import Action, AnyRecord, Event, Flag, Item, Response
from corpus.sources import SourceText

TEXT = "We will light the pier by June 1951. The fares may fall soon. A keeper is to be found."


def at(quote: str) -> dict[str, Any]:
    return {"source": "a.txt", "start": (start := TEXT.index(quote)), "end": start + len(quote), "page": None, "quote": quote}


def act(id: str, quote: str, confidence: float, **given: Any) -> Action:
    return Action(id=id, item="item-letter", force="promise", what=quote, confidence=confidence, **at(quote), **given)


def item(id: str, **given: Any) -> Item:
    known = {"kind": "letter", "date": "1951-03-03", "senders": ("Pier Board",), "marking": "RESTRICTED", **at(TEXT)}
    return Item(id=id, **(known | given))


LAMP = act(
    "action-lamp", "We will light the pier by June 1951.", 0.7, when="../1951-06", who="Pier Board", grounds=("dated", "clause")
)
FARES = act("action-fares", "The fares may fall soon.", 0.55, when_text="soon", who="Pier Board")
KEEPER = act("action-keeper", "A keeper is to be found.", 0.4, who="Pier Board", grounds=("nobody",))
SURE = act("action-sure", "We will light", 0.97, when="1951-06", who="Pier Board")
RECORDS: list[AnyRecord] = [
    item("item-letter"),
    item("item-odd", marking="EYES OF THE MASTER"),
    item("item-bare", marking="", date="", senders=()),
    item("item-copy", marking="", date="", senders=(), duplicate_of="item-letter"),
    item("item-annex", kind="annex", marking="", date="", senders=(), part_of="item-letter"),
    item("item-split", flags=(Flag(code="unsure-split", message="Where this item begins is a guess."),)),
    item("item-date", flags=(Flag(code="date-differs", message="The page says May, the register June."),)),
    LAMP, FARES, KEEPER, SURE, act("action-whose", "by June 1951", 0.95, when="1951-06"),
    Response(id="response-lost", item="item-letter", numbers=("7",), text="We agree.", **at("A keeper")),
    Event(id="event-1", item="item-letter", date="1951-05-01", text="the pier was lit", conflicts_with=("event-2",), **at("the pier")),
    Event(id="event-2", item="item-letter", date="1951-05-09", text="the pier was lit", **at("pier by June")),
]  # fmt: skip


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(tmp_path / "book", create=True) as opened:
        opened.put_source(SourceText("a.txt", "/in/a.txt", "c0ffee", "text", TEXT), RECORDS)
        refresh_links(opened)
        yield opened


def test_what_matters_most_comes_first(casebook: Casebook) -> None:
    found = [(one.matter, one.record.id, one.field) for one in find_doubts(casebook)]
    assert found == [
        ("due date", "action-lamp", "when"),
        ("marking", "item-odd", "marking"),
        ("marking", "item-bare", "marking"),
        ("link", "response-lost", "answers"),
        ("date", "item-bare", "date"),
        ("date", "item-date", "date"),
        ("party", "action-whose", "who"),
        ("party", "item-bare", "senders"),
        ("event", "event-1", "date"),
        ("no date", "action-fares", "when"),
        ("action", "action-keeper", ""),
        ("split", "item-split", "part_of"),
    ]
    assert [one.record.id for one in find_doubts(casebook, "date")] == ["item-bare", "item-date"]


def test_a_list_says_why_and_how_to_settle_it(casebook: Casebook) -> None:
    listing = list_doubtful(casebook, limit=2)
    first = listing.records[0]
    assert first["why"] == "it is due by June 1951, and may be no promise: 70% sure (dated, clause)"
    assert first["settle"] == 'docket review action-lamp --set "when=…" or --confirm or --reject'
    assert (first["value"], first["marking"]) == ("../1951-06", "RESTRICTED")
    assert listing.title == (
        "12 doubtful things (1 due date, 2 marking, 1 link, 2 date, 2 party, 1 event, 1 no date, 1 action, 1 split); these are the first 2"
    )
    told = render(list_doubtful(casebook))
    assert "it may be no promise: 40% sure, and left out of lists (nobody)" in told
    assert "it answers 7, which no report on file has" in told
    assert "another paper gives another day: 9 May 1951 (a.txt)" in told
    assert told.count('item-split --set "part_of=…" or --confirm or --reject') == 0  # an item is none to reject
    assert told.count('item-split --set "part_of=…" or --confirm') == 1


def test_the_choices_of_the_command_are_the_matters() -> None:
    (matter,) = [one for one in cli.main.commands["doubtful"].params if one.name == "matter"]
    assert isinstance(matter.type, click.Choice)
    assert tuple(matter.type.choices) == MATTERS


def call(tmp_path: Path, *arguments: str, keys: str | None = None) -> Result:
    return CliRunner().invoke(
        cli.main, ["--casebook", str(tmp_path / "book"), *arguments], input=keys, env={"DOCKET_NAME": "Ann Lee"}
    )


def said(tmp_path: Path) -> list[tuple[str, str, str, object]]:
    rows = json.loads(call(tmp_path, "reviews", "--format", "json").stdout)
    return [(one["act"], one["record"], one["field"], one["is"]) for one in rows]


def test_a_key_a_decision(casebook: Casebook, tmp_path: Path) -> None:
    # the due date is right; the marking is another; later; the link later; the date is another, and a wrong one is asked again; stop
    done = call(tmp_path, "doubtful", "--settle", keys="yeRESTRICTED\nsselast spring\ne3 May 1951\nq")
    assert done.exit_code == 0, done.output
    assert "1 of 12, due date: it is due by June 1951, and may be no promise: 70% sure (dated, clause)" in done.stdout
    assert "»We will light the pier by June 1951.«" in done.stdout
    assert "docket: “last spring” is no date; write for example" in done.stdout
    assert done.stdout.endswith("Settled 3 of 12. docket reviews lists what was said.\n")
    acts = said(tmp_path)
    assert [one[:3] for one in acts] == [
        ("confirm", "action-lamp", ""),
        ("correct", "item-odd", "marking"),
        ("correct", "item-bare", "date"),
    ]
    assert [one[3] for one in acts[1:]] == ["RESTRICTED", "1951-05-03"]
    left = [one.record.id for one in find_doubts(casebook)]
    assert "action-lamp" not in left and "item-odd" not in left
    assert [one.matter for one in find_doubts(casebook) if one.record.id == "item-bare"] == ["marking", "party"]
    lamp = casebook.record("action-lamp")
    assert isinstance(lamp, Action)
    assert lamp.confidence == 1.0


def test_what_was_settled_of_a_paper_stays_when_more_of_it_is(casebook: Casebook, tmp_path: Path) -> None:
    call(
        tmp_path, "doubtful", "--settle", keys="sseRESTRICTED\nse3 May 1951\nssyq"
    )  # of item-bare its marking, its date; the rest is right
    assert [one[:3] for one in said(tmp_path)][-1] == ("confirm", "item-bare", "")
    bare = casebook.record("item-bare")
    assert isinstance(bare, Item)
    assert (bare.marking, bare.date, bare.senders) == ("RESTRICTED", "1951-05-03", ())


def test_what_another_person_changed_meanwhile_is_told(
    casebook: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = iter(["y", "q"])

    def press() -> str:
        key = next(keys)
        if key == "y":  # while Ann Lee looks at the page
            with Casebook.open(tmp_path / "book") as other:
                lamp = other.record("action-lamp")
                assert lamp is not None
                keep(other, [correct(other, lamp, "when", "9 July 1951", Hand("Bo Hart", date(2024, 5, 7)))])
        return key

    monkeypatch.setattr(cli, "_key", press)
    done = call(tmp_path, "doubtful", "--settle")
    assert "docket: action-lamp was reviewed already (when is 9 July 1951 now); look at it" in done.stdout
    assert [one[0] for one in said(tmp_path)] == ["correct"]


def test_a_decision_is_taken_back_with_a_key(casebook: Casebook, tmp_path: Path) -> None:
    done = call(tmp_path, "doubtful", "--settle", keys="nuyq")
    assert done.stdout.count("1 of 12, due date: ") == 2
    assert [one[0] for one in said(tmp_path)] == ["reject", "undo", "confirm"]
    assert casebook.record("action-lamp") is not None


def test_what_cannot_be_said_is_told_and_asked_again(casebook: Casebook, tmp_path: Path) -> None:
    done = call(tmp_path, "doubtful", "--settle", "--matter", "marking", keys="nxy")
    assert "docket: item-odd is an item and can't be rejected" in done.stdout
    assert [one[:2] for one in said(tmp_path)] == [("confirm", "item-odd")]
    assert "Settled 1 of 2." in done.stdout  # the keys are at their end: what was answered is kept


def test_a_field_is_asked_for_where_all_of_a_record_is_doubtful(casebook: Casebook, tmp_path: Path) -> None:
    call(tmp_path, "doubtful", "--settle", "--matter", "action", keys="eforce\nrequest\n")
    assert said(tmp_path) == [("correct", "action-keeper", "force", "request")]
    assert find_doubts(casebook, "action") == []


def test_interrupting_keeps_what_was_said(casebook: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter("y")

    def press() -> str:
        try:
            return next(keys)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(cli, "_key", press)
    assert call(tmp_path, "doubtful", "--settle").exit_code == 1
    assert casebook.links_fresh()
    assert [one[:2] for one in said(tmp_path)] == [("confirm", "action-lamp")]


def test_without_a_terminal_it_is_told(casebook: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_terminal() -> str:
        raise OSError(6, "No such device or address")

    def ask(*_: object, **__: object) -> str:
        return no_terminal()

    monkeypatch.setattr(click, "getchar", ask)
    done = call(tmp_path, "doubtful", "--settle")
    assert done.exit_code == 2
    assert "docket: --settle asks for keys, and there is no terminal here; leave it out, and use docket review\n" in done.stderr


def test_held_to_a_ceiling(casebook: Casebook, tmp_path: Path) -> None:
    done = call(tmp_path, "doubtful", "--ceiling", "UNCLASSIFIED", "--format", "json")
    assert json.loads(done.stdout) == []
