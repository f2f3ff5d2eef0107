"""Several bodies that answer one recommendation, groups that an answer tells apart, answers known by words: on invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.adding import add_papers
from brief.reading import open_casebook
from brief.recommendations import RecommendationQuery
from brief.recommendations import find_recommendations as answered_recommendations
from corpus.normal import normalize_text
from extract.bodies import is_body
from extract.findings import Context, RecommendationFound
from extract.recommendations import find_recommendations
from extract.responses import find_responses
from extract.sentences import find_sentences

RESPONSE = Context(kind="response", title="Government response to the Lantern Inquiry")
REPORT = Context(kind="report", title="Report of the Lantern Inquiry")
Told = tuple[str, str, str]  # numbers, who answers, disposition


def told(text: str, context: Context = RESPONSE) -> list[Told]:
    text = normalize_text(text).text
    found = find_responses(text, find_sentences(text, context), context)
    return [(" ".join(one.numbers), one.respondent, one.disposition) for one in found]


def asked(text: str, context: Context = REPORT) -> list[RecommendationFound]:
    text = normalize_text(text).text
    return find_recommendations(text, find_sentences(text, context), context)


RESPONDENTS: list[tuple[str, str, list[Told]]] = [
    (
        "a column for each",
        "No.\tRecommendation\tNorthern Government\tSouthern Executive\n1a)(i)\tLamps should be lit.\tAccept in full\tNot accepted\n"
        "1a)(ii)\tLamps should be red.\t\tAccept in part. In winter.",
        [
            ("1a)(i)", "Northern Government", "accepted"),
            ("1a)(i)", "Southern Executive", "rejected"),
            ("1a)(ii)", "Southern Executive", "accepted-in-part"),
        ],
    ),
    (
        "a row for each",
        "Recommendation\tRespondent\tPosition\tDetail\n2a Lamps should be lit.\tNorthern Government\tAccept in full\tBy May.\n"
        "\tSouthern Executive\tUnder consideration\t",
        [("2a", "Northern Government", "accepted"), ("2a", "Southern Executive", "under-consideration")],
    ),
    (
        "a line for each",
        "Recommendation 6.4\nLamps should be lit.\n\nResponse to Recommendation 6.4\nNorth and South: Accept in principle\n"
        "East: Not accepted\n\nRecommendation 6.5\nLamps should be red.\n\nResponse to Recommendation 6.5\nJoint response: Accept",
        [
            ("6.4", "", "accepted-in-principle"),
            ("6.4", "", "rejected"),
            ("6.5", "", "accepted"),
        ],
    ),
    (
        "a heading that says who",
        "R1 and R5 (Harbour Office)\n\nThe Office accepts both recommendations.\n\nR2 (Pier Company)\n\nRejected. It would cost too much.",
        [("R1 R5", "Harbour Office", "accepted"), ("R2", "Pier Company", "rejected")],
    ),
    (
        "a decision in a column of its own",
        "No.\tRecommendation\tAccepted / Not accepted\tGovernment response\n1\tLamps should be lit.\tNot accepted\tThey are bright.\n"
        "2\tLamps should be red.\tAccepted\tPaint has been bought.",
        [("1", "", "rejected"), ("2", "", "accepted")],
    ),
    (
        "a group told apart",
        "Recommendations 6-8\n\nWe accept recommendations 6 and 8. Paint has been bought. Recommendation 7 we do not accept: it is dear.",
        [("6 8", "", "accepted"), ("7", "", "rejected")],
    ),
    (
        "items passed over",
        "2. We recommend that lamps be lit. (Paragraph 4)\n\nWe accept this recommendation.\n\n5. We recommend that lamps be red. "
        "(Paragraph 9)\n\nWe do not accept this recommendation.\n\n9. We recommend a bell. (Paragraph 11)\n\nWe accept this.",
        [("2", "", "accepted"), ("5", "", "rejected"), ("9", "", "accepted")],
    ),
    (
        "no numbers at all",
        "The lamps\n\nThe inquiry proposes that lamps be lit. The Government agrees.\n\nThe bell\n\nThe bell was cast in 1870.",
        [("", "", "accepted")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in RESPONDENTS], ids=[row[0] for row in RESPONDENTS])
def test_each_answer_is_its_own(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


def test_a_reply_printed_in_the_report_itself() -> None:
    text = (
        "7.3 The bell was silent. The Board recommends that the Harbour Office ring it. (006/13)\n"
        "On 3 May 2011 the Director of the Harbour Office replied:\nThis recommendation is accepted. It will be rung in due course.\n"
        "7.4 The Board recommends that the bell be painted. (007/13)\nOn 4 May 2011 the Pier Company replied:\nNot accepted.\n"
    )
    assert told(text, REPORT) == [
        ("006/13", "Director of the Harbour Office", "accepted"),
        ("007/13", "Pier Company", "rejected"),
    ]
    assert [one.number for one in asked(text)] == ["006/13", "007/13"]


FORMS = [
    (
        "boxes with an addressee",
        "┌─────────────┐\nR1   Addressee: Harbour Office\nThe lamps should be lit each night.\n└─────────────┘\n\nThe lamps were dark.\n\n"
        "┌─────────────┐\nR2   Addressee: Pier Company\nThe pier should be mended.\n└─────────────┘",
        [("R1", "The lamps should be lit each night.", "Harbour Office"), ("R2", "The pier should be mended.", "Pier Company")],
    ),
    (
        "a list with letters",
        "4.1 We have three recommendations:\n\n(a) the lamps should be lit;\n\n(b) the Harbour Office should ring the bell;\n\n(c) the pier should be mended.\n\n4.2 We end here.",
        [("a", "the lamps should be lit;", ""), ("b", "the Harbour Office should ring the bell;", "Harbour Office"), ("c", "the pier should be mended.", "")],
    ),
    (
        "parts under a title",
        "Recommendation 1: Lamps\n\n1a. Lamps should be lit.\n\n1b. Lamps should be red.\n\nRecommendation 2: Bells\n\n(i) A bell should be cast.\n\n(ii) It should ring.",
        [("1a", "Lamps should be lit.", ""), ("1b", "Lamps should be red.", ""), ("2(i)", "A bell should be cast.", ""), ("2(ii)", "It should ring.", "")],
    ),
    (
        "a number printed twice",
        "Conclusions and recommendations\n\n1. The lamps should be lit. (Paragraph 2)\n\n2. The bell should ring. (Paragraph 4)\n\n"
        "2. The pier should be mended by the owners. (Paragraph 6)\n\n3. The crews should be paid. (Paragraph 8)",
        [("1", "The lamps should be lit.", ""), ("2", "The bell should ring.", ""), ("2", "The pier should be mended by the owners.", ""), ("3", "The crews should be paid.", "")],
    ),
    (
        "groups under a heading that says to whom",
        "To the Harbour Office:\n\nLight the lamps each night. (M-12-1)\n\nInspect the bell. (M-12-2)\n\nTo the Pier Company:\n\nMend the pier. (M-12-3)",
        [("M-12-1", "Light the lamps each night.", "Harbour Office"), ("M-12-2", "Inspect the bell.", "Harbour Office"), ("M-12-3", "Mend the pier.", "Pier Company")],
    ),
    (
        "no numbers",
        "The lamps were dark. I recommend that the Harbour Office light them.\n\nThe bell was silent. I recommend that it be rung by the Pier Company.",
        [("", "I recommend that the Harbour Office light them.", "Harbour Office"), ("", "I recommend that it be rung by the Pier Company.", "Pier Company")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS])
def test_form_of_a_report(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.number, one.text, one.addressee) for one in asked(text)] == expected


@pytest.mark.parametrize(
    "words", ["Harbour Office", "the Northern Government", "UK", "Pier Company", "Director of Ports and Harbour Board"]
)
def test_names_of_bodies(words: str) -> None:
    assert is_body(words)


@pytest.mark.parametrize("words", ["Crew training", "Lamps", "The office was shut", "Ann Lee"])
def test_no_names_of_bodies(words: str) -> None:
    assert not is_body(words)


def test_a_table_without_numbers() -> None:
    text = (
        "Progress with the recommendations\n\nRecommendation\tProgress\nLamps lit along the\tOil has been\nwhole pier\tbought. Under way.\n"
        "A bell cast\tNot yet started\n\tThe founder died.\n"
    )
    note = Context(kind="note", title="Progress with the recommendations")
    assert [(one.number, one.text) for one in asked(text, note)] == [("", "Lamps lit along the whole pier"), ("", "A bell cast")]
    whole = normalize_text(text).text
    found = find_responses(whole, find_sentences(whole, note), note)
    assert [(one.text, one.progress) for one in found] == [
        ("Oil has been bought. Under way.", "in-progress"),
        ("Not yet started The founder died.", "not-started"),
    ]


def test_a_report_that_tells_how_bodies_answered() -> None:
    text = (
        "The Harbour Office should light the lamps. (Recommendation 1)\n\nThe Pier Company should mend the pier. (Recommendation 2)\n\n"
        "The Harbour Office concurred with recommendation 1. The Pier Company did not concur with recommendation 2, for want of money."
    )
    assert told(text, REPORT) == [("1", "Harbour Office", "accepted"), ("2", "Pier Company", "rejected")]
    assert [one.number for one in asked(text)] == ["1", "2"]


def test_bullets_under_a_heading() -> None:
    text = "Recommendations\n\nThe Harbour Office should:\n\n- light the lamps;\n- ring the bell.\n\nAnnex A: what we did\n\n- We sailed round the pier."
    assert [(one.number, one.text, one.addressee) for one in asked(text)] == [
        ("", "light the lamps", "Harbour Office"),
        ("", "ring the bell.", "Harbour Office"),
    ]


def test_an_answer_under_a_heading_says_what_it_is_about() -> None:
    text = "Light the lamps\n\nAccepted. Oil was bought in May.\n\nRing the bell\n\nNot accepted. The bell is cracked."
    whole = normalize_text(text).text
    found = find_responses(whole, find_sentences(whole, RESPONSE), RESPONSE)
    assert [(one.text, one.disposition) for one in found] == [
        ("Light the lamps: Accepted. Oil was bought in May.", "accepted"),
        ("Ring the bell: Not accepted. The bell is cracked.", "rejected"),
    ]


def test_what_each_body_promises_in_its_cell_is_its_own_and_about_the_recommendation(tmp_path: Path) -> None:
    report = "LANTERN BAY INQUIRY\n\n20 May 2024\n\nRecommendation 1: A register of boats should be kept.\n\nRecommendation 2: It should be public.\n"
    table = (
        "Government Response to the Lantern Bay Inquiry\n\n17 December 2024\n\nRecommendation\tUpper Government\tLower Government\n"
        "1 A register of boats should be kept.\tAccept in full. A register will be set up by March 2025.\tAccept in principle. We will consult.\n"
        "2 It should be public.\tNot accepted.\tAccept in full. We will print it by May 2026.\n"
    )
    for name, text in (("report.txt", report), ("table.txt", table)):
        (tmp_path / name).write_text(text, "utf-8")
    add_papers(tmp_path / "book", sorted(tmp_path.glob("*.txt")), ocr="never")
    with open_casebook(tmp_path / "book") as casebook:
        found = answered_recommendations(casebook, RecommendationQuery())
    told = [(one.recommendation.number, promise.who, promise.what, promise.when) for one in found for promise in one.promises]
    assert told == [
        ("1", "", "set up a register", "../2025-03"),
        ("1", "Lower Government", "consult", ""),
        ("2", "Lower Government", "print it", "../2026-05"),
    ]
