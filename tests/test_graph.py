"""The network of the papers, what is missing, and where an action stands. All records here are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from corpus.records import Action, Actor, AnyRecord, Event, Item, Mention, Recommendation, Reference, RegisterRow, Response
from graph.missing import find_missing
from graph.network import TIES, build_graph, party_node, update_graph
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
    assert party_node("Weir Board", graph) == "body:Weir Board"
    assert party_node("Ann Lee", graph) == "person:Ann Lee"


def test_a_person_holds_the_offices_that_the_papers_give_them() -> None:
    clerk = Actor(
        id="p", name="Ann Lee", kind="person", aliases=("AL", "Ann", "Minister for Rivers"),
        mentions=(Mention(item="i", start=0, end=1),),
    )  # fmt: skip
    graph = build_graph([clerk, LETTER])
    assert graph.edges["person:Ann Lee", "office:Minister for Rivers", "holds-office"]["evidence"] == ("p", "i")
    assert [key for *_, key in graph.edges(keys=True)].count("holds-office") == 1


def test_what_a_later_paper_reports_fulfils_the_promise() -> None:
    report = Item(id="later", kind="letter", date="1998-05-01", **BASE)
    done = Event(id="e", item="later", date="1998-04-20", text="The upper weir was mended", **BASE)
    graph = build_graph([*PEOPLE, LETTER, action(who="Ann Lee", what="mend the upper weir"), report, done])
    assert graph.edges["event:e", "action:a", "fulfils"]["evidence"] == ("e",)
    notice = Item(id="notice", kind="guidance", date="1998-05-01", subject="Guidance on weir dues", **BASE)
    graph = build_graph([*PEOPLE, LETTER, action(who="Ann Lee", what="publish guidance on weir dues"), notice])
    assert graph.has_edge("item:notice", "action:a", "fulfils")


def test_two_reports_of_one_title_are_two_and_one_in_parts_is_one() -> None:
    def recommendation(id: str, item: str, **fields: str) -> Recommendation:
        return Recommendation(id=id, item=item, **(BASE | {"report": "Weirs", "number": "1", "text": "Mend it"} | fields))

    other = Item(id="other", kind="report", **BASE)
    part = Item(id="part", kind="annex", part_of="rep", **BASE)
    two = [recommendation("r1", "rep"), recommendation("r2", "other"), recommendation("r3", "part", number="2")]
    graph = build_graph([REPORT, other, part, *two, recommendation("r4", "i", rule="quoted")])
    held = {(left, right) for left, right, key in graph.edges(keys=True) if left.startswith("report:")}
    assert held == {
        ("report:rep", "recommendation:r1"),
        ("report:other", "recommendation:r2"),
        ("report:rep", "recommendation:r3"),
        ("report:i Weirs", "recommendation:r4"),
    }


def _drawn(graph: Any) -> tuple[dict[str, Any], dict[tuple[str, str, str], tuple[str, ...]]]:
    ties = {(left, right, key): tuple(sorted(data["evidence"])) for left, right, key, data in graph.edges(keys=True, data=True)}
    return dict(graph.nodes(data=True)), ties


PAPERS: list[AnyRecord] = [
    *PEOPLE,
    LETTER,
    ANNEX,
    REPORT,
    Recommendation(id="rec", item="rep", report="Weirs", number="4", text="Mend it", **BASE),
]
ADDED: list[AnyRecord] = [
    Item(id="new", kind="response", date="1998-06-01", senders=("Sam Poole",), addressees=("Ann Lee",), **BASE),
    Response(id="resp", item="new", answers=("rec",), text="We will.", **BASE),
    Reference(id="ref", item="new", text="your letter", resolves_to="i", **BASE),
    Action(id="act", item="new", force="promise", who="Sam Poole", to="Ann Lee", what="mend the lower weir", **BASE),
    Event(id="ev", item="new", date="1998-05-01", text="The lower weir was closed", **BASE),
]


def test_a_paper_put_in_later_gives_the_network_that_building_it_whole_gives() -> None:
    graph = build_graph(PAPERS)
    update_graph(graph, [], ADDED)
    assert _drawn(graph) == _drawn(build_graph([*PAPERS, *ADDED]))


def test_a_paper_taken_out_leaves_nothing_and_one_put_in_anew_changes_what_changed() -> None:
    graph = build_graph([*PAPERS, *ADDED])
    update_graph(graph, ADDED, [])
    assert _drawn(graph) == _drawn(build_graph(PAPERS))
    moved = [replace(one, addressees=("Bo Hart",)) if isinstance(one, Item) else one for one in ADDED]
    graph = build_graph([*PAPERS, *ADDED])
    update_graph(graph, ADDED, moved)
    assert _drawn(graph) == _drawn(build_graph([*PAPERS, *moved]))


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
