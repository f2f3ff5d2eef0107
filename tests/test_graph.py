"""The network of the papers, what is missing, and where an action stands. All records here are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from corpus.records import Action, Actor, AnyRecord, Event, Item, Recommendation, Reference, RegisterRow, Response
from graph.missing import find_missing
from graph.network import TIES, build_graph, party_node
from graph.status import find_done, status_as_of

BASE: dict[str, Any] = {"source": "a.txt", "start": 0, "end": 1, "page": None, "quote": "x"}
LETTER = Item(
    id="i", kind="letter", date="1998-03-10", senders=("Ann Lee",), addressees=("Bo Hart",), copied_to=("Weir Board",), **BASE
)
ANNEX = Item(id="x", kind="annex", part_of="i", **BASE)
COPY = Item(id="c", kind="letter", date="1998-03-10", duplicate_of="i", **BASE)
REPORT = Item(id="rep", kind="report", **BASE)
PEOPLE = [Actor(id="p", name="Ann Lee", kind="person"), Actor(id="q", name="Bo Hart", kind="person")]


def action(**fields: Any) -> Action:
    return Action(id="a", item="i", **(BASE | {"force": "promise", "what": "mend the upper weir"} | fields))


def ties(*records: AnyRecord) -> set[tuple[str, str, str]]:
    return {(left, right, key) for left, right, key in build_graph([*PEOPLE, *records]).edges(keys=True)}


def test_a_letter_ties_its_parties_its_enclosure_and_its_copy() -> None:
    assert ties(LETTER, ANNEX, COPY) == {
        ("person:Ann Lee", "item:i", "sent"),
        ("item:i", "person:Bo Hart", "addressed"),
        ("item:i", "body:Weir Board", "copied"),
        ("item:i", "item:x", "encloses"),
        ("item:c", "item:i", "copy-of"),
    }


def test_promises_and_requests_tie_those_who_owe_and_those_who_asked() -> None:
    promise = ties(action(who="Ann Lee", to="Bo Hart", about="rec"))
    assert {("action:a", "person:Ann Lee", "promised-by"), ("action:a", "person:Bo Hart", "promised-to")} <= promise
    assert ("action:a", "recommendation:rec", "answers") in promise
    assert ("action:a", "person:Bo Hart", "asked-of") in ties(action(force="request", who="Bo Hart", to="Ann Lee"))


def test_a_response_ties_to_the_recommendation_and_its_paper_to_the_report() -> None:
    wanted = Recommendation(id="rec", item="rep", report="Weirs", number="4", text="Mend it", **BASE)
    reply = Response(id="resp", item="i", answers=("rec",), text="We will.", **BASE)
    found = ties(LETTER, REPORT, wanted, reply)
    assert {("response:resp", "recommendation:rec", "responds-to"), ("item:i", "item:rep", "answers")} <= found


def test_only_a_resolved_reference_is_drawn_and_evidence_adds_up() -> None:
    first = Reference(id="r1", item="i", text="your letter", resolves_to="rep", **BASE)
    second = Reference(id="r2", item="i", text="your letter", resolves_to="rep", **BASE)
    lost = Reference(id="r3", item="rep", text="your letter", **BASE)
    graph = build_graph([LETTER, REPORT, first, second, lost])
    assert graph.edges["item:i", "item:rep", "mentions"]["evidence"] == ("r1", "r2")
    assert not graph.has_edge("item:rep", "item:i")


def test_every_node_has_a_type_and_every_tie_a_known_kind_and_its_evidence() -> None:
    told = Event(id="e", item="i", date="1998-02-03", text="The weir was mended", conflicts_with=("f",), **BASE)
    graph = build_graph([*PEOPLE, LETTER, ANNEX, told, action(who="Ann Lee")])
    assert all(node.partition(":")[0] == data["type"] for node, data in graph.nodes(data=True))
    assert all(data["kind"] in TIES and data["evidence"] for *_, data in graph.edges(data=True))
    assert ("event:e", "event:f", "contradicts") in set(graph.edges(keys=True))
    assert party_node("Weir Board", {}) == "body:Weir Board"


@pytest.mark.parametrize(
    ("fields", "day", "status"),
    [
        ({"when": "../1998-03-31"}, date(1998, 3, 31), "open"),
        ({"when": "../1998-03-31"}, date(1998, 4, 1), "overdue"),
        ({"when": "1998-04"}, date(1998, 4, 30), "open"),
        ({"when": "1998-04"}, date(1998, 5, 1), "overdue"),
        ({"when": "1998-04-01/.."}, date(2000, 1, 1), "open"),
        ({}, date(1998, 4, 1), "open"),
        ({"force": "request"}, date(1998, 4, 1), "open"),
        ({"force": "requirement"}, date(1998, 4, 1), "unknown"),
        ({"force": "target"}, date(1998, 4, 1), "unknown"),
        ({"force": "requirement", "when": "../1998-03-31"}, date(1998, 4, 1), "overdue"),
        ({"status": "done", "when": "../1998-03-31"}, date(1998, 4, 1), "done"),
    ],
)
def test_status_as_of_a_day(fields: dict[str, Any], day: date, status: str) -> None:
    assert status_as_of(action(**fields), day) == status


def test_done_counts_from_its_day() -> None:
    due = action(when="../1998-03-31")
    done = {"a": date(1998, 4, 6)}
    assert status_as_of(due, date(1998, 4, 5), done) == "overdue"
    assert status_as_of(due, date(1998, 4, 6), done) == "done"


def test_a_later_paper_that_reports_the_thing_shows_it_done() -> None:
    told = Event(id="e", item="i", date="1998-04-06", text="The Board has mended the upper weir", **BASE)
    promise = action(what="mend the upper weir, after asking the board")
    assert find_done([LETTER, promise, told]) == {"a": date(1998, 4, 6)}
    before = Event(id="e", item="i", date="1998-01-06", text="The Board mended the upper weir", **BASE)
    ahead = Event(id="e", item="i", date="1998-04-06", text="The Board to mend the upper weir", planned=True, **BASE)
    like = Event(id="e", item="i", date="1998-04-06", text="The Board painted the upper lock", **BASE)
    assert find_done([LETTER, promise, before, ahead, like]) == {}


def paper(id: str, day: str, subject: str, **fields: Any) -> Item:
    return Item(id=id, kind="guidance", date=day, subject=subject, **{**BASE, **fields})


def test_a_later_paper_that_is_the_thing_shows_it_done() -> None:
    promise = action(what="publish the guidance on weirs, after the harvest")
    mine, before = paper("g", "1998-05-02", "GUIDANCE ON WEIRS"), paper("h", "1998-01-02", "GUIDANCE ON WEIRS")
    assert find_done([LETTER, promise, mine, before]) == {"a": date(1998, 5, 2)}
    copy = paper("c", "1998-05-02", "GUIDANCE ON WEIRS", duplicate_of="g")
    assert find_done([LETTER, promise, mine, copy]) == {"a": date(1998, 5, 2)}
    second = paper("s", "1998-06-02", "GUIDANCE ON WEIRS AND LOCKS")
    assert find_done([LETTER, promise, mine, second]) == {}, "which of two is meant is not known"
    assert find_done([LETTER, action(what="publish a second guidance on weirs"), mine]) == {}
    assert find_done([LETTER, action(what="publish guidance"), mine]) == {}, "one word is too little"


def test_a_title_that_many_papers_have_must_share_the_matter() -> None:
    promise = action(what="publish the Government's response")
    letter = paper(promise.item, "1998-03-01", "UPPER WEIR INQUIRY")
    other = paper("o", "1998-05-02", "The Government's response to the bell review")
    assert find_done([letter, promise, other]) == {}
    same = paper("r", "1998-05-02", "The Government's response to the Upper Weir inquiry")
    assert find_done([letter, promise, same]) == {"a": date(1998, 5, 2)}


def reference(id: str, of: str, **fields: Any) -> Reference:
    return Reference(id=id, item=of, **(BASE | {"text": "a letter", "kind": "letter"} | fields))


def test_a_missing_paper_is_told_once_with_all_who_mention_it() -> None:
    reply = Item(id="j", kind="letter", date="1998-03-12", subject="Weir dues", **BASE)
    one = reference("r1", "i", date="1998-03-02", sender="Bo Hart", addressee="Ann Lee")
    two = reference("r2", "j", date="1998-03-02", sender="Mr Hart")
    row = RegisterRow(
        id="g", register="k", date="1998-03-02", sender="Bo Hart", addressee="Ann Lee", subject="Dues", marking="", **BASE
    )
    (missing,) = find_missing([LETTER, reply, one, two, row])
    assert missing.mentions == ("g", "r1", "r2")
    assert (missing.kind, missing.sender, missing.addressee, missing.subject, missing.listed) == (
        "letter", "Bo Hart", "Ann Lee", "Dues", True,
    )  # fmt: skip


def test_other_days_other_senders_and_found_papers_are_not_one_missing_paper() -> None:
    one = reference("r1", "i", date="1998-03-02", sender="Bo Hart")
    day = reference("r2", "i", date="1998-03-03", sender="Bo Hart")
    sender = reference("r3", "i", date="1998-03-02", sender="Mary Holt")
    found = reference("r4", "i", date="1998-03-02", sender="Sam Poole", resolves_to="rep")
    in_copy = reference("r5", "c", date="1998-03-02", sender="Eve Moss")
    assert [one.mentions for one in find_missing([LETTER, COPY, one, day, sender, found, in_copy])] == [("r1",), ("r3",), ("r2",)]
