"""Answers linked to recommendations across files, on invented records."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from corpus.normal import normalize_text
from corpus.records import Item, Recommendation, Response, make_id
from extract.findings import Context
from extract.recommendations import find_recommendations
from extract.responses import find_responses
from extract.sentences import find_sentences
from graph.answers import drop_quoted, link_answers
from graph.links import link_records


def item(name: str, kind: str, subject: str = "", **more: object) -> Item:
    values: dict[str, object] = {"source": f"{name}.txt", "start": 0, "end": 9000, "page": None, "quote": "", **more}
    return Item(id=name, kind=kind, subject=subject, **values)  # type: ignore[arg-type]


def asked(where: Item, number: str, text: str, start: int = 0, rule: str = "label.separated") -> Recommendation:
    return Recommendation(
        id=make_id("recommendations", where.id, start, number),
        source=where.source,
        start=start,
        end=start + len(text),
        page=None,
        quote=text,
        rule=rule,
        item=where.id,
        report=where.subject,
        number=number,
        text=text,
    )


def answered(where: Item, numbers: tuple[str, ...], text: str, start: int = 5000, also: tuple[str, ...] = ()) -> Response:
    return Response(
        id=make_id("responses", where.id, start, *numbers),
        source=where.source,
        start=start,
        end=start + len(text),
        page=None,
        quote=text,
        item=where.id,
        numbers=numbers,
        text=text,
        see_also_numbers=also,
    )


REPORT = item("report", "report", "The Lantern Inquiry")
OTHER = item("other", "report", "Report on the Dredging of Ports")
REPLY = item("reply", "response", "Government response to the Lantern Inquiry")
LAMPS = "The Office should replace the lamps before the winter."
LOGS = "Each keeper should hold a copy of the log and show it to visitors."
HORNS = "The horn should be sounded every morning at six for one minute."
IN_REPORT = [asked(REPORT, "1", LAMPS, 100), asked(REPORT, "2", LOGS, 300), asked(REPORT, "3", HORNS, 500)]
IN_OTHER = [
    asked(OTHER, "1", "Ports should be dredged each year to a depth of nine feet.", 100),
    asked(OTHER, "2", "Dredgers must be lit.", 300),
]


def test_by_number_and_the_title_that_names_the_report() -> None:
    (linked,) = link_answers(IN_REPORT + IN_OTHER, [answered(REPLY, ("2", "3"), "Yes.", also=("1",))], [REPORT, OTHER, REPLY])
    assert linked.answers == (IN_REPORT[1].id, IN_REPORT[2].id)
    assert linked.see_also == (IN_REPORT[0].id,)


def test_by_the_words_that_the_response_repeats() -> None:
    plain = item("plain", "paper")
    repeated = [asked(plain, "1", LAMPS, 100, "quoted-in-response"), asked(plain, "2", LOGS, 700, "quoted-in-response")]
    linked = link_answers(
        [*IN_REPORT, *IN_OTHER, *repeated],
        [answered(plain, ("1",), "Yes.", 300), answered(plain, ("2",), "No.", 900)],
        [REPORT, OTHER, plain],
    )
    assert [one.answers for one in linked] == [(IN_REPORT[0].id,), (IN_REPORT[1].id,)]
    assert drop_quoted([*IN_REPORT, *IN_OTHER, *repeated], [REPORT, OTHER, plain]) == [*IN_REPORT, *IN_OTHER]


def test_without_numbers_by_the_words_alone() -> None:
    plain = item("plain", "paper")
    repeated = [
        asked(plain, "", HORNS, 100, "quoted-in-response"),
        asked(plain, "", "We thank the lighthouse keepers.", 700, "quoted-in-response"),
    ]
    linked = link_answers(
        [*IN_REPORT, *repeated], [answered(plain, (), "Yes.", 300), answered(plain, (), "They are kind.", 900)], [REPORT, plain]
    )
    assert linked[0].answers == (IN_REPORT[2].id,)
    assert linked[1].answers == (repeated[1].id,)


def test_a_misprinted_number_is_set_right_by_the_words() -> None:
    repeated = [asked(REPLY, "2", LOGS, 100, "quoted-in-response"), asked(REPLY, "2", HORNS, 700, "quoted-in-response")]
    linked = link_answers(
        [*IN_REPORT, *repeated], [answered(REPLY, ("2",), "Yes.", 300), answered(REPLY, ("2",), "No.", 900)], [REPORT, REPLY]
    )
    assert [one.answers for one in linked] == [(IN_REPORT[1].id,), (IN_REPORT[2].id,)]
    assert drop_quoted([*IN_REPORT, *repeated], [REPORT, REPLY]) == IN_REPORT


def test_an_answer_to_a_part_answers_the_whole() -> None:
    asks = [
        asked(REPORT, "1", "Lamps should be lit: (a) at dusk; (b) in fog."),
        asked(REPORT, "2", "A bell should be cast.", 100),
    ]
    (answer,) = link_answers(asks, [answered(REPLY, ("1b",), "Accepted.")], [REPORT, REPLY])
    assert answer.answers == (asks[0].id,)


def test_a_title_under_the_number_is_no_other_wording() -> None:
    asks = [asked(REPORT, "1", "Lamps should be lit at dusk and in fog."), asked(REPORT, "2", "A bell should be cast.", 100)]
    quoted = asked(REPLY, "2", "the founders", rule="quoted-in-response")
    (answer,) = link_answers([*asks, quoted], [answered(REPLY, ("2",), "Accepted.")], [REPORT, REPLY])
    assert answer.answers == (asks[1].id,)


def test_without_numbers_rare_words_decide() -> None:
    asks = [
        asked(REPORT, "", "I recommend that the Board measure the oil of each lamp."),
        asked(REPORT, "", "I recommend that the Board have the bell cast anew.", 100),
        asked(REPORT, "", "I recommend that the Board publish its accounts.", 200),
    ]
    words = ("The review asks that the bell be cast anew. The Board agrees.", "The Board agrees that it is a good Board.")
    answers = [answered(REPLY, (), text, 5000 + at) for at, text in enumerate(words)]
    assert [one.answers for one in link_answers(asks, answers, [REPORT, REPLY])] == [(asks[1].id,), ()]


def test_prose_that_only_reads_like_an_answer_is_left_out_where_answers_have_numbers() -> None:
    ask = asked(REPORT, "1", "Lamps should be lit at dusk and in fog.")
    prose = replace(answered(REPLY, (), "The Government agrees that the sea is cold.", 6000), rule="by-words")
    numbered = answered(REPLY, ("1",), "Accepted.")
    kept = [one.id for one in link_records([REPORT, REPLY, ask, numbered, prose]) if isinstance(one, Response)]
    assert kept == [numbered.id]
    assert prose.id in [one.id for one in link_records([REPORT, REPLY, ask, prose])]


def test_numbers_in_another_dress_are_the_same() -> None:
    report = item("dress", "report", "The Lantern Inquiry")
    recommendations = [asked(report, "R1", LAMPS, 100), asked(report, "R2", LOGS, 300)]
    (linked,) = link_answers(recommendations, [answered(REPLY, ("Recommendation 2",), "Yes.")], [report, REPLY])
    assert linked.answers == (recommendations[1].id,)


def test_what_is_repeated_stands_where_the_report_is_not_on_file() -> None:
    repeated = [asked(REPLY, "1", LAMPS, 100, "quoted-in-response"), asked(REPLY, "2", LOGS, 700, "quoted-in-response")]
    (linked,) = link_answers([*IN_OTHER, *repeated], [answered(REPLY, ("1", "2"), "Yes.", 900)], [OTHER, REPLY])
    assert linked.answers == (repeated[0].id, repeated[1].id)
    assert drop_quoted([*IN_OTHER, *repeated], [OTHER, REPLY]) == [*IN_OTHER, *repeated]


def test_a_report_that_answers_itself_in_a_table() -> None:
    status = item("status", "report", "Status of recommendations")
    rows = [asked(status, "011/24", "", 100, "quoted-in-table"), asked(status, "012/24", LOGS, 200, "quoted-in-table")]
    (linked,) = link_answers(rows, [answered(status, ("011/24",), "Implemented", 150)], [status])
    assert linked.answers == (rows[0].id,)
    assert drop_quoted(rows, [status]) == rows


def test_a_letter_about_the_only_report_that_it_names() -> None:
    letter = item("letter", "letter", "THE LANTERN INQUIRY: PROGRESS")
    (linked,) = link_answers(
        IN_REPORT + IN_OTHER, [answered(letter, ("1",), "Recommendation 1 is complete.")], [REPORT, OTHER, letter]
    )
    assert linked.answers == (IN_REPORT[0].id,)


UNDECIDED = [
    ("nothing says which report", "YOUR LETTER", ("1",)),
    ("a number that the report does not have", "The Lantern Inquiry", ("9",)),
    ("no number and other words", "The Lantern Inquiry", ()),
]


@pytest.mark.parametrize(("subject", "numbers"), [row[1:] for row in UNDECIDED], ids=[row[0] for row in UNDECIDED])
def test_unsure_stays_unlinked(subject: str, numbers: tuple[str, ...]) -> None:
    letter = item("letter", "letter", subject)
    (linked,) = link_answers(
        IN_REPORT + IN_OTHER, [answered(letter, numbers, "We are grateful for it.")], [REPORT, OTHER, letter]
    )
    assert linked.answers == ()


def test_an_attached_response_answers_the_report_it_is_filed_with() -> None:
    report = item("untitled", "report", source="file.txt")
    recommendations = [asked(report, "1", LAMPS, 100), asked(report, "2", LOGS, 300)]
    reply = item("annexed", "response", source="file.txt", part_of="untitled")
    (linked,) = link_answers([*IN_OTHER, *recommendations], [answered(reply, ("2",), "Yes.")], [OTHER, report, reply])
    assert linked.answers == (recommendations[1].id,)


def test_a_recommendation_found_twice_in_one_paper_is_kept_once() -> None:
    annex = item("annex", "annex", "Summary of recommendations", source="report.txt", part_of="report")
    summary = asked(annex, "2", LOGS, 8000)
    assert drop_quoted([*IN_REPORT, summary], [REPORT, annex]) == IN_REPORT


def gold_item(shared: Path, row: dict[str, Any]) -> tuple[Item, str]:
    """An item of the real corpus by its marked lines, and its normal text."""
    lines = (shared / "corpus" / row["file"]).read_text("utf-8").split("\n")
    text = normalize_text("\n".join(lines[row["start_line"] - 1 : row["end_line"]])).text
    return item(row["id"], row["kind"], row["subject"], source=row["file"], end=len(text)), text


def records_of(where: Item, text: str) -> tuple[list[Recommendation], list[Response]]:
    context = Context(kind=where.kind, title=where.subject)
    sentences = find_sentences(text, context)
    recommendations = [
        replace(asked(where, one.number, one.text, one.start, one.rule), report=one.report)
        for one in find_recommendations(text, sentences, context)
    ]
    responses = [
        replace(
            answered(where, one.numbers, one.text, one.start, one.see_also_numbers),
            disposition=one.disposition,
            report=one.report,
        )
        for one in find_responses(text, sentences, context)
    ]
    return recommendations, responses


def test_floors_on_a_real_report_and_its_response(shared: Path) -> None:
    """Every recommendation found once, every group right, nineteen dispositions of twenty."""
    gold = [json.loads(line) for line in (shared / "gold" / "recommendations.jsonl").read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in (shared / "gold" / "documents.jsonl").read_text("utf-8").splitlines()]
    found = [gold_item(shared, row) for row in rows if row["id"] in {gold[0]["report"], gold[0]["response_doc"]}]
    read = [records_of(where, text) for where, text in found]
    items = [where for where, _ in found]
    recommendations = drop_quoted([one for pair in read for one in pair[0]], items)
    linked = link_answers([one for pair in read for one in pair[0]], [one for pair in read for one in pair[1]], items)
    by_number = {one.number: one for one in recommendations}
    assert sorted(map(int, by_number)) == list(range(1, 40))
    assert len(recommendations) == 39
    groups = {row["number"]: [one for one in linked if by_number[str(row["number"])].id in one.answers] for row in gold}
    assert all(fuzz.ratio(by_number[str(row["number"])].text, row["text"]) >= 85 for row in gold)
    assert all([len(one.answers) for one in groups[row["number"]]] == [len(row["answered_with"])] for row in gold)
    assert sum(groups[row["number"]][0].disposition in row["dispositions"] for row in gold) >= 19
    assert len({number for one in linked for number in one.answers}) == 39
