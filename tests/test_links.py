"""Links between records of different sources. All records here are invented."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corpus.records import Action, Actor, AnyRecord, Event, Item, Recommendation, Reference, Response
from graph.likeness import cover, likeness, read_names, split_names, stem_words
from graph.links import link_records

BASE: dict[str, Any] = {"source": "a.txt", "start": 0, "end": 1, "page": None, "quote": "x"}


def item(id: str, kind: str = "letter", **fields: Any) -> Item:
    return Item(id=id, kind=kind, **(BASE | fields))


def reference(id: str, of: str, **fields: Any) -> Reference:
    return Reference(id=id, item=of, **(BASE | {"text": "your letter", "kind": "letter"} | fields))


def event(id: str, of: str, **fields: Any) -> Event:
    return Event(id=id, item=of, **(BASE | fields))


MINE = item("mine", date="1998-03-10", senders=("Ann Lee",), addressees=("Bo Hart",), subject="Weir dues")
HIS = item("his", date="1998-03-02", senders=("Bo Hart",), addressees=("Ann Lee",), subject="Weir dues", source="b.txt")


def resolved(one: Reference, *others: AnyRecord) -> str | None:
    (linked,) = [record for record in link_records([MINE, one, *others]) if record.id == one.id]
    assert isinstance(linked, Reference)
    return linked.resolves_to


YOURS = reference("r", "mine", date="1998-03-02", sender="Bo Hart", addressee="Ann Lee")


def test_a_reference_means_the_letter_of_that_day_and_those_parties() -> None:
    other = item("other", date="1998-03-02", senders=("Mary Holt",), addressees=("Bo Hart",))
    assert resolved(YOURS, HIS, other) == "his"
    assert resolved(YOURS, other) is None


def test_a_body_by_its_initials_is_written_out_where_one_paper_has_its_name() -> None:
    log = item("log", kind="paper", senders=("HBF secretariat",), addressees=("HBF",))
    minutes = item("minutes", kind="minutes", senders=("Harbour Boards Forum",), source="b.txt")
    person = item("person", senders=("Helen Bruce Frey",), source="c.txt")
    found = {one.id: one for one in link_records([log, minutes, person]) if isinstance(one, Item)}
    assert (found["log"].addressees, found["person"].senders) == (("Harbour Boards Forum",), ("Helen Bruce Frey",))
    other = replace(minutes, id="other", senders=("Hill Burials Fund",))
    assert {one.addressees for one in link_records([log, minutes, other]) if isinstance(one, Item)} == {("HBF",), ()}


def test_two_that_fit_alike_mean_neither() -> None:
    assert resolved(YOURS, HIS, replace(HIS, id="twin", source="c.txt")) is None


def test_a_copy_gives_way_to_the_first_and_an_annex_to_its_letter() -> None:
    copy = replace(HIS, id="copy", duplicate_of="his")
    annex = replace(HIS, id="annex", kind="annex", part_of="his")
    assert resolved(YOURS, copy, annex, HIS) == "his"


def test_a_paper_is_never_the_one_it_refers_to() -> None:
    own = reference("r", "mine", date="1998-03-10", sender="Ann Lee", addressee="Bo Hart")
    assert resolved(own) is None
    assert resolved(own, replace(MINE, id="again", duplicate_of="mine")) is None
    second = reference("r", "again", date="1998-03-10", sender="Ann Lee", addressee="Bo Hart")
    assert resolved(second, replace(MINE, id="again", duplicate_of="mine")) is None


@pytest.mark.parametrize("sender", ["Bo", "B Hart", "Mr Hart", "Sir Bo Hart", "BH"])
def test_a_sender_may_go_by_any_of_his_names(sender: str) -> None:
    assert resolved(replace(YOURS, sender=sender, addressee=""), HIS) == "his"


def test_an_office_goes_by_its_holder_where_the_actors_say_so() -> None:
    actor = Actor(id="a", name="Bo Hart", kind="person", aliases=("Minister for Rivers",))
    named = replace(YOURS, sender="the Minister for Rivers", addressee="")
    assert resolved(named, HIS, actor) == "his"
    assert resolved(named, replace(HIS, subject="Eels")) is None


def test_a_month_needs_both_parties() -> None:
    assert resolved(replace(YOURS, date="1998-03"), HIS) == "his"
    assert resolved(replace(YOURS, date="1998-03", addressee="", sender="Bo Hart"), replace(HIS, subject="Locks")) is None


def test_an_undated_note_takes_date_and_sender_from_the_reference_that_pins_it_down() -> None:
    note = item("note", kind="minute", addressees=("Minister for Rivers",), subject="WEIR DUES")
    said = reference("r", "mine", kind="note", date="1998-03-01", sender="Mary Holt; Sam Poole")
    linked = {one.id: one for one in link_records([MINE, note, said])}
    found = linked["note"]
    assert isinstance(found, Item)
    assert (found.date, found.date_from, found.senders) == ("1998-03-01", "reference", ("Mary Holt", "Sam Poole"))
    two = reference("s", "mine", kind="note", date="1998-03-05", sender="Mary Holt")
    again = {one.id: one for one in link_records([MINE, note, said, two])}
    assert getattr(again["note"], "date") == ""  # noqa: B009 - any record type
    assert getattr(again["r"], "resolves_to") is None  # noqa: B009


def test_a_telegram_is_found_by_its_number() -> None:
    telegram = item("t", kind="telegram", date="1998-01-05", reference="Port Sel 412")
    assert resolved(reference("r", "mine", kind="telegram", text="Deptel 412"), telegram) == "t"
    assert resolved(reference("r", "mine", kind="telegram", text="Deptel 41"), telegram) is None


def test_what_is_enclosed_is_among_the_enclosures() -> None:
    enclosed = replace(HIS, part_of="mine", date="")
    assert resolved(replace(YOURS, date="", text="Bo Hart's letter"), enclosed) == "his"


def test_the_number_of_a_recommendation_becomes_its_id() -> None:
    report = item("report", kind="report", subject="The Weirs Inquiry")
    answer = item("answer", kind="response", subject="Response to the Weirs Inquiry")
    wanted = Recommendation(id="rec-4", item="report", report="The Weirs Inquiry", number="4", text="Mend the upper weir", **BASE)
    reply = Response(
        id="resp", item="answer", numbers=("4",), text="We will mend the upper weir.", **(BASE | {"source": "b.txt", "end": 90})
    )
    promise = Action(
        id="act", item="answer", force="promise", what="mend the weir", about="4", **(BASE | {"source": "b.txt", "start": 5})
    )
    lost = replace(promise, id="lost", about="9")
    linked = {one.id: one for one in link_records([report, answer, wanted, reply, promise, lost])}
    assert getattr(linked["act"], "about") == "rec-4"  # noqa: B009
    assert getattr(linked["resp"], "answers") == ("rec-4",)  # noqa: B009
    assert getattr(linked["lost"], "about") is None  # noqa: B009


def test_the_same_thing_told_for_two_days_contradicts() -> None:
    told = event("e", "mine", date="1998-02-03", text="The upper weir at Port Sel was reopened")
    other = event("f", "his", date="1998-02-05", text="The upper weir at Port Sel was reopened")
    meeting = event("g", "his", date="1998-02-09", text="The upper weir board of Port Sel met")
    plan = event("h", "his", date="1998-02-20", text="The upper weir at Port Sel was reopened", planned=True)
    linked = {one.id: getattr(one, "conflicts_with", ()) for one in link_records([MINE, HIS, told, other, meeting, plan])}
    assert (linked["e"], linked["f"], linked["g"], linked["h"]) == (("f",), ("e",), (), ())


def test_an_occasion_that_takes_place_once_has_one_day() -> None:
    told = event("e", "mine", date="1998-02-03", text="The harbour exercise was held")
    other = event("f", "his", date="1998-02-10", text="The harbour exercise of 10 February went well apart from the boats")
    spring = event("g", "his", date="1998-05-10", text="The harbour exercise was held")
    meeting = event("h", "his", date="1998-02-10", text="The harbour board was held")
    linked = {one.id: getattr(one, "conflicts_with", ()) for one in link_records([MINE, HIS, told, other, spring, meeting])}
    assert (linked["e"], linked["f"], linked["g"], linked["h"]) == (("f",), ("e",), (), ())


def test_the_only_letter_of_its_day_needs_no_more_than_its_subject() -> None:
    office = replace(YOURS, sender="the Minister", addressee="Sam Poole")
    assert resolved(office, HIS) == "his"
    assert resolved(office, replace(HIS, subject="Eels")) is None
    response = reference("r", "mine", kind="response", text="the response of 2 March", date="1998-03-02")
    assert resolved(response, item("resp", kind="response", date="1998-03-02", subject="Eels")) == "resp"


def test_links_keep_the_order_and_depend_on_no_order() -> None:
    records: list[AnyRecord] = [MINE, YOURS, HIS]
    assert [one.id for one in link_records(records)] == ["mine", "r", "his"]
    assert {one.id: one for one in link_records(records)} == {one.id: one for one in link_records(records[::-1])}
    assert link_records(link_records(records)) == link_records(records)


def test_names_and_wordings_are_compared() -> None:
    names = read_names([Actor(id="a", name="Ann Lee", kind="person", aliases=("AL", "Ann"))])
    assert names.same("AL", "Ann Lee") is True
    assert names.same("Ann Lee", "Bo Hart") is False
    assert names.same("Weir Board", "the Treasury") is None
    assert names.same("Ionathan Marsh", "Jonathan Marsh") is True
    assert names.any_same(("Bo Hart", "Ann"), ("Ann Lee",)) is True
    assert names.any_same((), ("Ann Lee",)) is None
    assert split_names("Ann Lee; Bo Hart") == ("Ann Lee", "Bo Hart")
    assert stem_words("The plans were published") == ["plan", "publish"]
    assert likeness("The plan was published", "publishing plans") == 1.0
    assert cover("weir dues", "the new dues of the upper weir") == 1.0


def test_a_quoted_reference_means_the_paper_that_bears_it() -> None:
    theirs = item("theirs", date="1998-03-02", reference="AB/12/3", source="c.txt")
    quoted = reference("r", "mine", text="your reference AB/12/3", sender="", addressee="")
    assert resolved(quoted, theirs) == "theirs"
    assert resolved(replace(quoted, text="HW(98)4", kind="paper"), item("paper", "paper", reference="HW (98) 4")) == "paper"
    assert resolved(quoted, theirs, replace(theirs, id="twin", source="d.txt")) is None
    assert resolved(replace(quoted, text="your reference AB/12/4"), theirs) is None


def test_a_telegram_means_the_one_of_its_number_but_a_quoted_file_does_not() -> None:
    telegram = item("telegram", "telegram", reference="No. 2117", source="c.txt")
    assert resolved(reference("r", "mine", text="your 2117 to Port Sel", kind="telegram"), telegram) == "telegram"
    assert resolved(reference("r", "mine", text="PQ 2117", kind="question"), telegram) is None


def test_an_e_mail_below_is_the_next_one_of_its_sender_in_the_chain() -> None:
    chain = [
        item("mine", "e-mail", date="1998-03-10", senders=("Ann Lee",), start=0),
        item("his", "e-mail", date="1998-03-09", senders=("Bo Hart",), start=100),
        item("hers", "e-mail", date="1998-03-08", senders=("Ann Lee",), start=200),
        item("first", "e-mail", date="1998-03-07", senders=("Ann Lee",), start=300),
    ]
    below = reference("r", "mine", text="my e-mail below", kind="e-mail", sender="Ann Lee")
    (linked,) = [one for one in link_records([*chain, below]) if one.id == "r"]
    assert isinstance(linked, Reference)
    assert linked.resolves_to == "hers"
    above = replace(below, item="first", text="Mr Hart's e-mail above", sender="Bo Hart")
    (linked,) = [one for one in link_records([*chain, above]) if one.id == "r"]
    assert isinstance(linked, Reference)
    assert linked.resolves_to == "his"
