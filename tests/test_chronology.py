"""A chronology as an official would write it. All records here are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from corpus.records import Action, Actor, AnyRecord, Event, Flag, Item, Recommendation, Reference, RegisterRow, Response
from graph.chronology import Line, build_chronology

BASE: dict[str, Any] = {"source": "a.txt", "start": 0, "end": 1, "page": 2, "quote": "Dear Bo, I write of the weir and the WDA."}
LETTER = Item(
    id="i", kind="letter", date="1998-03-10", date_from="printed", senders=("Ann Lee",), addressees=("Bo Hart",),
    subject="DUES OF THE UPPER WEIR", **BASE,
)  # fmt: skip
MINUTE = replace(LETTER, id="m", kind="minute", date="1998-03-12", subject="Weir Board", start=100, end=101)


def event(id: str, day: str, text: str, **fields: Any) -> Event:
    return Event(
        id=id, date=day, text=text, **(BASE | {"item": "i", "quote": text, "start": hash_of(id), "end": hash_of(id) + 9} | fields)
    )


def action(id: str, when: str, **fields: Any) -> Action:
    given = BASE | {"quote": "x", "force": "promise", "who": "Weir Board", "what": "mend the upper weir"}
    given |= {"start": hash_of(id), "end": hash_of(id) + 9}
    return Action(id=id, item="i", when=when, **(given | fields))


def hash_of(id: str) -> int:
    """A place in the text of its own for each statement."""
    return sum(ord(letter) for letter in id) * 10


def texts(records: list[AnyRecord], **asked: Any) -> list[str]:
    return [line.text for line in build_chronology(records, **asked)]


def test_papers_are_lines_with_their_parties_and_subject() -> None:
    assert texts([LETTER, MINUTE]) == [
        "Ann Lee wrote to Bo Hart about Dues of the Upper Weir",
        "Ann Lee minuted Bo Hart about Weir Board",
    ]
    guidance = replace(LETTER, kind="guidance", senders=("Weir Board",), addressees=(), subject="Keeping locks")
    assert texts([guidance]) == ["Guidance by the Weir Board: Keeping locks"]
    assert texts([replace(LETTER, subject="THE WDA AND XYZ DUES")])[0].endswith("about The WDA and XYZ Dues")
    assert texts([replace(LETTER, senders=())]) == ["Letter to Bo Hart about Dues of the Upper Weir"]


def test_registers_covers_annexes_and_copies_make_no_line() -> None:
    others = [replace(LETTER, id=kind, kind=kind) for kind in ("register", "cover", "annex", "unreadable")]
    assert texts([LETTER, *others, replace(LETTER, id="c", duplicate_of="i")]) == texts([LETTER])


def test_a_letter_stands_with_the_register_row_and_the_references_that_mean_it() -> None:
    row = RegisterRow(
        id="g", register="k", date="1998-03-10", sender="AL", addressee="BH", subject="Dues", marking="", item="i", **BASE
    )
    said = Reference(id="r", item="m", text="my letter", resolves_to="i", **BASE)
    (line,) = build_chronology([replace(LETTER, subject=""), row, said])
    assert line.text == "Ann Lee wrote to Bo Hart about Dues"
    assert [origin.record for origin in line.sources] == ["i", "g", "r"]
    assert line.sources[0].page == 2


def test_events_deadlines_and_plans() -> None:
    lines = build_chronology(
        [
            LETTER,
            event("e", "1998-02-03", "The upper weir was closed"),
            event("p", "1998-05-01", "The harbour is to be opened", planned=True),
            action("a", "../1998-03-31"),
        ]
    )
    assert [(line.date, line.text, line.planned) for line in lines] == [
        ("1998-02-03", "The upper weir was closed", False),
        ("1998-03-10", "Ann Lee wrote to Bo Hart about Dues of the Upper Weir", False),
        ("../1998-03-31", "Weir Board to mend the upper weir", True),
        ("1998-05-01", "The harbour is to be opened", True),
    ]


def test_an_undated_action_makes_no_line_and_one_without_a_name_is_told_in_its_own_words() -> None:
    assert texts([action("a", "")]) == []
    nobody = action(
        "a", "../1998-03-31", who="", quote="- Plans for the locks should be ready by 31 March.", when_text="by 31 March"
    )
    assert texts([nobody]) == ["Plans for the locks should be ready"]
    assert texts([replace(nobody, quote="will double by 31 March")]) == []


def test_i_and_you_are_named() -> None:
    asked = action("a", "../1998-03-31", who="Bo Hart", what="send us our copies of your plan")
    assert texts([LETTER, asked])[1] == "Bo Hart to send them their copies of their plan"


def test_partial_and_unsure_dates_are_placed_and_marked_and_undated_lines_come_last() -> None:
    records: list[AnyRecord] = [
        event("y", "1998", "The dues were doubled"),
        event("m", "1998-03", "The lock was painted"),
        event("d", "1998-03-31", "The sluice was mended"),
        event("s", "1998-03-05~", "The keeper was appointed"),
        event("r", "1998-03-01/1998-03-20", "The talks were held in Port Sel"),
        replace(LETTER, date="", subject="Eels"),
    ]
    lines = build_chronology(records)
    assert [(line.date, line.uncertain) for line in lines] == [
        ("1998-03-01/1998-03-20", False),
        ("1998-03-05~", True),
        ("1998-03-31", False),
        ("1998-03", True),
        ("1998", True),
        ("", True),
    ]
    assert lines[-1].sort == date.max
    flagged = replace(LETTER, flags=(Flag(code="date-suspect", message="?"),))
    assert [line.uncertain for line in build_chronology([LETTER, replace(flagged, id="f", subject="Eels")])] == [False, True]


def test_the_same_told_twice_is_one_line_with_both_sources() -> None:
    left = event("e", "1998-02-03", "The upper weir at Port Sel was closed")
    right = event("f", "1998-02-03", "Closed the upper weir at Port Sel")
    other = event("g", "1998-02-04", "The upper weir at Port Sel was closed")
    lines = build_chronology([left, right, other])
    assert [(line.text, len(line.sources)) for line in lines] == [(left.text, 2), (other.text, 1)]


def test_an_event_and_a_promise_of_one_sentence_are_one_line() -> None:
    told = event(
        "e",
        "1998-05",
        "Ann Lee will mend the upper weir in spring",
        planned=True,
        start=50,
        end=90,
        quote="We will mend the weir",
    )
    promise = action("a", "1998-05", what="mend the upper weir of Port Sel", start=50, end=90)
    assert texts([LETTER, told, promise])[1:] == ["Weir Board to mend the upper weir of Port Sel"]
    assert texts([LETTER, told, replace(promise, who="")])[1:] == [told.text]
    passive = event("e", "1998-05", "The upper weir will be mended", planned=True, start=50, end=90)
    assert texts([passive, promise]) == ["Weir Board to mend the upper weir of Port Sel"]


def test_what_a_copy_states_counts_once() -> None:
    copy = replace(LETTER, id="c", duplicate_of="i")
    assert texts([LETTER, copy, event("e", "1998-02-03", "The weir was closed", item="c")]) == texts([LETTER])


def test_a_letter_that_is_not_on_file_is_a_line() -> None:
    lost = Reference(
        id="r", item="i", text="your letter", kind="letter", date="1998-03-02", sender="Bo Hart", addressee="Ann Lee", **BASE
    )
    assert texts([LETTER, lost])[0] == "Bo Hart wrote to Ann Lee (not on file)"
    assert texts([LETTER, replace(lost, sender="", addressee="")]) == texts([LETTER])


def test_topic_dates_and_party_narrow_it() -> None:
    records: list[AnyRecord] = [
        Actor(id="p", name="Ann Lee", kind="person", aliases=("AL",)),
        LETTER,
        event("e", "1998-02-03", "The lock at Port Sel was painted"),
        action("a", "../1998-06-30", to="Sam Poole"),
    ]
    assert texts(records, topic="locks painting") == ["The lock at Port Sel was painted"]
    assert len(texts(records, first="1998-03", last="1998-05")) == 1
    assert len(texts(records, first="1998-03")) == 2
    assert texts(records, who="AL") == ["Ann Lee wrote to Bo Hart about Dues of the Upper Weir"]
    assert texts(records, who="Sam Poole") == ["Weir Board to mend the upper weir"]
    assert texts(records, who="Nobody Known") == []


def test_a_line_is_at_most_two_lines_long() -> None:
    long = action("a", "../1998-06-30", what="mend " + "the upper weir and " * 30)
    (line,) = build_chronology([long])
    assert isinstance(line, Line)
    assert len(line.text) <= 170
    assert line.text.endswith("…")


def both_ways(*facts: str) -> list[list[str]]:
    """The lines of events of one day that say these, in either order of telling."""
    told = [[event(f"e{number}", "1998-02-03", fact) for number, fact in enumerate(order)] for order in (facts, facts[::-1])]
    return [sorted(texts(list(records))) for records in told]


def test_what_differs_in_a_number_an_amount_or_a_name_is_never_one_line() -> None:
    for facts in (
        ("The Weir Board will release 1.4 million crowns to Upsel", "The Weir Board will release 1.6 million crowns to Upsel"),
        ("The Weir Board will release £4m to Upsel harbour", "The Weir Board will release £4bn to Upsel harbour"),
        ("The Weir Board released four barges to Upsel", "The Weir Board released six barges to Upsel"),
        ("The Weir Board released six barges to Upsel", "The Weir Board released six barges to Wick"),
        ("Upsel will publish the list of locks and weirs", "Wick will publish the list of locks and weirs"),
        ("Upsel will pay the harbour dues of Wick", "Wick will pay the harbour dues of Upsel"),
        ("The keeper wrote about recommendation 4 of the inquiry", "The keeper wrote about recommendation 6 of the inquiry"),
        ("The old lock at Upsel was closed for the winter", "The old lock at Upsel was not closed for the winter"),
        ("The WDA paid the dues of the upper weir", "The XYZ paid the dues of the upper weir"),
        ("The old red lock by the upper weir was closed", "The old blue lock by the upper weir was closed"),
    ):
        assert both_ways(*facts) == [sorted(facts)] * 2, facts


def test_deadlines_of_many_cases_on_one_day_are_as_many_lines() -> None:
    asked = [action(f"a{number:03}", "../1998-06-30", what=f"report on case {number} of the upper weir") for number in range(300)]
    assert len(texts(list(asked))) == 300


def test_a_number_beyond_the_end_of_a_line_tells_two_plans_apart() -> None:
    what = "mend " + "the upper weir and " * 10 + "the lock for {} crowns"
    plans = [
        action(amount, "../1998-06-30", what=what.format(amount), quote=f"We will spend {amount} crowns")
        for amount in ("400", "600")
    ]
    assert len(texts(list(plans))) == 2
    assert len(texts([plans[0], replace(plans[0], id="copy", source="b.txt")])) == 1


def test_two_promises_of_one_sentence_stay_two_beside_the_event_that_tells_of_both() -> None:
    place: dict[str, Any] = {"start": 50, "end": 150}
    told = event("e", "1998-05", "The board will send 4 barges to Upsel and 6 to Wick", planned=True, **place)
    first, second = (
        action(f"a{n}", "1998-05", what=f"send {n} barges to {to}", **place) for n, to in ((4, "Upsel"), (6, "Wick"))
    )
    assert texts([told, first, second])[:2] == [told.text, "Weir Board to send 6 barges to Wick"]


def test_copies_of_a_statement_are_one_line_with_all_their_sources() -> None:
    said = action("a", "../1998-06-30", what="release 1.4 million crowns to Upsel")
    copies = [replace(said, id=f"a{number}", source=f"{number}.txt") for number in range(3)]
    (line,) = build_chronology(copies)
    assert [one.source for one in line.sources] == ["0.txt", "1.txt", "2.txt"]


def test_what_a_search_found_is_on_the_topic_too() -> None:
    told: list[AnyRecord] = [
        event("e", "1998-02-03", "The barrage was closed"),
        event("f", "1998-02-04", "Ann Lee opened the fair"),
    ]
    assert texts([*told, replace(LETTER, subject="")], topic="weir") == []
    assert texts([*told, replace(LETTER, subject="")], topic="weir", found={"e"}) == ["The barrage was closed"]


def test_about_a_recommendation_are_its_report_its_answers_and_what_was_promised_in_them() -> None:
    report = replace(LETTER, id="rep", kind="report", date="1997-01-05", subject="Weirs", senders=(), source="r.txt")
    wanted = Recommendation(id="rec", item="rep", report="Weirs", number="4", text="Light the pier", **BASE)
    reply = Response(id="resp", item="i", answers=("rec",), text="We will.", **(BASE | {"start": 40, "end": 90}))
    inside = event("e", "1998-02-03", "The pier was lit", start=50, end=60)
    beside = event("f", "1998-02-04", "Ann Lee opened the fair", start=400, end=420)
    promise = action("a", "1998-05", what="light the pier at Wick", about="rec", start=700, end=720)
    records: list[AnyRecord] = [LETTER, MINUTE, report, wanted, reply, inside, beside, promise]
    assert texts(records, about="rec") == [
        "Report: Weirs",
        "The pier was lit",
        "Ann Lee wrote to Bo Hart about Dues of the Upper Weir",
        "Weir Board to light the pier at Wick",
    ]
    assert texts(records, about="other") == []


def test_key_events_are_what_changed_the_matter_or_several_papers_tell_of() -> None:
    other = replace(LETTER, id="k", source="b.txt", date="1998-04-01", subject="Locks")
    mention = Reference(id="r", item="k", text="your letter", date="1998-03-10", resolves_to="i", **BASE)
    told = [event("e", "1998-02-03", "The river plan was published"), event("f", "1998-02-04", "Ann Lee visited the fair")]
    guidance = replace(LETTER, id="g", kind="guidance", source="c.txt", date="1998-06-01", subject="Keeping locks")
    assert texts([LETTER, other, mention, *told, guidance], key=True) == [
        "The river plan was published",
        "Ann Lee wrote to Bo Hart about Dues of the Upper Weir",
        "Ann Lee issued guidance to Bo Hart about Keeping locks",
    ]


def test_officials_are_those_of_the_body_that_owes_it() -> None:
    told = event("e", "1998-05-02", "Officials will list the barges", planned=True, start=50, end=90)
    promise = action("a", "1998-05-02", who="Weir Board officials", what="list the barges", start=50, end=90)
    assert texts([told, promise]) == ["Weir Board officials to list the barges"]


def test_ticks_brackets_and_unended_phrases_of_tables_are_left_out() -> None:
    day = "1998-05-02"
    assert texts([action("a", day, what="mend the upper weir. √ √ (30)")]) == ["Weir Board to mend the upper weir"]
    assert texts([action("a", day, who="", quote="(total 3m) The weir will be mended")]) == ["The weir will be mended"]
    assert texts([action("a", day, who="", quote="Money will be spent on works including")]) == []
    assert texts([action("a", day, what="accounts of the weir to be published")]) == [
        "Weir Board: accounts of the weir to be published"
    ]
