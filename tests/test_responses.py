"""Responses in every style, on invented papers; dispositions; floors on the real ones."""

from __future__ import annotations

import pytest

from corpus.normal import normalize_text
from extract.dispositions import judge_disposition, judge_progress
from extract.findings import Context, ResponseFound
from extract.responses import answer_at, find_responses
from extract.sentences import find_sentences

RESPONSE = Context(kind="response", title="Government response to the Lantern Inquiry")


def found(text: str, context: Context = RESPONSE) -> list[ResponseFound]:
    text = normalize_text(text).text
    return find_responses(text, find_sentences(text, context), context)


def answers(text: str, context: Context = RESPONSE) -> dict[tuple[str, ...], str]:
    return {one.numbers: one.text for one in found(text, context)}


STYLES = [
    (
        "repeated after a dash, answered below",
        "Recommendation 1 – We recommend that the Office keep a log.\n\nA log has been kept since May.\n\nIt will be published.\n\n"
        "Recommendation 2 - We recommend that the log be public.\n\nThe Government agrees.",
        {("1",): "A log has been kept since May. It will be published.", ("2",): "The Government agrees."},
    ),
    (
        "answered under the number alone",
        "Recommendation 1\n\nThe Government accepts this. A log will be kept.\n\nRecommendations 2-4\n\nThe Government does not accept these.",
        {("1",): "The Government accepts this. A log will be kept.", ("2", "3", "4"): "The Government does not accept these."},
    ),
    (
        "marked answers",
        "Recommendation 1\nThe Office should keep a log of:\nlamps that fail\nkeepers on duty\nGovernment response to recommendation 1\n"
        "The government supports this.\nIt will keep a log.\nRecommendation 2\nThe log should be public.\n"
        "Government response to recommendation 2\nThis has been done.",
        {("1",): "The government supports this. It will keep a log.", ("2",): "This has been done."},
    ),
    (
        "a group, each repeated, one answer",
        "## Recommendations 6-8:\n\nThe service must have a boat. We find the delay absurd.\n\nThe boat must have a name.\n\n"
        "There must be a crew.\n\nA boat has been ordered. It arrives in May.\n\nIts crew is in training.\n\n"
        "Recommendation 9 – We recommend a horn.\n\nThe horn is ordered.",
        {("6", "7", "8"): "A boat has been ordered. It arrives in May. Its crew is in training.", ("9",): "The horn is ordered."},
    ),
    (
        "two in a row with one answer below",
        "Recommendation 1 – We recommend a horn.\n\nIt is ordered.\n\nRecommendation 30 – We recommend that the ports be dredged.\n\n"
        "Recommendation 31 - We recommend this as the first call on funds.\n\nBoth ports are being dredged.\n\n"
        "Recommendation 32 – We recommend a bell.\n\nIt has rung since May.",
        {("1",): "It is ordered.", ("30", "31"): "Both ports are being dredged.", ("32",): "It has rung since May."},
    ),
    (
        "numbered paragraphs with references, no marks",
        "Report recommendation\n8.1. The Office must explain the log\nto all (paragraph 2.20).\nThe Government agrees.\nA note will be sent.\n"
        "Report recommendation\n8.2. There is no log at sea (paragraph\n3.10).\n8.3. We urge the Office to keep one (paragraph 4.7).\n"
        "It is essential that logs are kept.",
        {("8.1",): "The Government agrees. A note will be sent.", ("8.2", "8.3"): "It is essential that logs are kept."},
    ),
    (
        "answer in the same paragraph",
        "Recommendation 1: The Office should keep a log. The Government accepts this recommendation.\n\n"
        "Recommendation 2: The log should be public. The Department does not agree that it should.",
        {("1",): "The Government accepts this recommendation.", ("2",): "The Department does not agree that it should."},
    ),
    (
        "status on the line of the label",
        "Recommendation 1 – Accepted\n\nRecommendation 2 – Accepted in part. A log will be kept.\n\nRecommendation 3 – Not accepted",
        {("1",): "Accepted", ("2",): "Accepted in part. A log will be kept.", ("3",): "Not accepted"},
    ),
    (
        "a title after the number",
        "Recommendation 1: Logs\n\nThe Office should keep a log.\n\nResponse: Accept. It will.\n\nRecommendation 2: Horns\n\n"
        "The horn should sound.\n\nResponse: Accept in principle.",
        {("1",): "Accept. It will.", ("2",): "Accept in principle."},
    ),
    (
        "Treasury minute",
        "1. PAC conclusion: Lamps are dim.\n\n1. PAC recommendation: The Office should report by May.\n\n"
        "1.1 The government agrees with the Committee's recommendation.\n\nTarget implementation date: May 2031\n\n"
        "1.2 The Office will report.\n\n2. PAC conclusion: Nobody knows the cost.\n\n2. PAC recommendation: The cost should be published.\n\n"
        "2.1 The government disagrees with the Committee's recommendation.",
        {
            (
                "1",
            ): "The government agrees with the Committee's recommendation. Target implementation date: May 2031 The Office will report.",
            ("2",): "The government disagrees with the Committee's recommendation.",
        },
    ),
    (
        "a table",
        "No.\tRecommendation\tResponse\n1\tKeep a log.\tAccepted\n2\tMake it public.\tUnder consideration",
        {("1",): "Accepted", ("2",): "Under consideration"},
    ),
    (
        "a table of statuses: the newest counts",
        "Recommendations of the Inquiry\n\nInquiry\tRec no.\tIssued\tStatus at June 2030\tStatus at June 2031\n"
        "MV-2024-001\t011/24\t3 May 2024\tBeing implemented\tImplemented\nMV-2024-002\t012/24\t3 May 2024\tUnder consideration\tRejected",
        {("011/24",): "Implemented", ("012/24",): "Rejected"},
    ),
    (
        "a table whose cells were read line by line",
        "Annex: response to the recommendations\n\n1 The Office should keep a log of lamps and show it to all that ask for\nAccept\n"
        "it at the pier.\n\n2 Each keeper should hold a copy of the log and a key to the store of\nAccept in part\noil and wicks.\n\n"
        "3 The horn should be sounded at six each morning of the winter and in\nTBC\nfog.",
        {("1",): "Accept", ("2",): "Accept in part", ("3",): "TBC"},
    ),
    (
        "the committee's word with the number in brackets",
        "Committee recommendation (Recommendation 5, paragraph 40)\n\nThe lamps should be replaced.\n\nGovernment response\n\n"
        "The Government agrees.\n\nCommittee recommendation (Recommendation 6, paragraph 44)\n\nThe log should be public.\n\n"
        "Government response\n\nIt is not persuaded.",
        {("5",): "The Government agrees.", ("6",): "It is not persuaded."},
    ),
    (
        "a conclusion answered with a recommendation, a conclusion alone",
        "Conclusion 1 and Recommendation 2\n\nThe lamps were dim. They should be replaced.\n\nThe Government agrees.\n\n"
        "Conclusion 3\n\nKeepers are tired.\n\nThe Government notes this.\n\nRecommendation 4\n\nMore keepers should be hired.\n\n"
        "The Government does not agree.",
        {("1", "2"): "The Government agrees.", ("4",): "The Government does not agree."},
    ),
    (
        "sub-numbers",
        "Recommendation 4a) i: The lamps should be replaced.\n\nResponse: Accept in full.\n\nRecommendation 4a) ii: The log should be "
        "public.\n\nResponse: Accept in principle.",
        {("4a) i",): "Accept in full.", ("4a) ii",): "Accept in principle."},
    ),
    (
        "numbered paragraphs of the answer",
        "1. We recommend that the lamps be replaced before winter.\n\n1.1 The Government agrees with the recommendation.\n\n"
        "1.2 It will replace them.\n\n2. The log should be public, as the Office said in May.\n\n2.1 The Government disagrees.\n\n"
        "3. We urge the Office to hire keepers.\n\n3.1 It has done so.",
        {
            ("1",): "The Government agrees with the recommendation. It will replace them.",
            ("2",): "The Government disagrees.",
            ("3",): "It has done so.",
        },
    ),
    (
        "quotations with the number after them",
        'The Committee said:\n\n"The Office should replace the lamps." (Recommendation 1)\n\nWe accept this.\n\n'
        '"The log should be public." (Recommendation 2)\n\nWe are considering this.',
        {("1",): "We accept this.", ("2",): "We are considering this."},
    ),
    (
        "headings with the numbers that they are about",
        "Lamps (Recommendations 1-3 and 7)\n\nWe accept these.\n\nLogs (Recommendation 4)\n\nAccepted in principle.",
        {("1", "2", "3", "7"): "We accept these.", ("4",): "Accepted in principle."},
    ),
    (
        "by paragraph of the report",
        "Paragraph 12: We recommend that the lamps be replaced.\n\nThe Government accepts this.\n\nParagraph 19: We recommend that the "
        "log be public.\n\nThe Government rejects this.",
        {("12",): "The Government accepts this.", ("19",): "The Government rejects this."},
    ),
    (
        "no numbers",
        "Recommendation: The Office should keep a log.\nResponse:\nWe will keep one.\nRecommendation: The log should be public.\n"
        "Response:\nIt is.",
        {(): "It is."},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in STYLES], ids=[row[0] for row in STYLES])
def test_style(text: str, expected: dict[tuple[str, ...], str]) -> None:
    assert answers(text) == expected


def test_the_span_is_the_answer() -> None:
    text = "Recommendation 1 – We recommend a horn.\n\nIt is ordered.\n\nRecommendation 2 – We recommend a bell.\n\nIt rings already."
    first, second = found(text)
    assert text[first.start : first.end] == "It is ordered."
    assert text[second.start : second.end] == "It rings already."
    assert first.quoted == "We recommend a horn."
    assert answer_at(second.start + 2, [first, second]) == "2"
    assert answer_at(0, [first, second]) == ""


SEE_ALSO = [
    ("See answer to Recommendation 3. Work goes on.", ("3",)),
    ("As Recommendation 18, collection will go on.", ("18",)),
    ("This is explained in our response to recommendations 4 and 5.", ("4", "5")),
    ("Please see our response to recommendation 8.3 above.", ("8.3",)),
    ("The Government accepts this recommendation.", ()),
]


@pytest.mark.parametrize(("answer", "numbers"), SEE_ALSO)
def test_see_also(answer: str, numbers: tuple[str, ...]) -> None:
    (one,) = found(f"Recommendation 1 – We recommend a horn.\n\n{answer}")
    assert one.see_also_numbers == numbers


def test_an_answer_that_only_points_comes_to_what_the_other_comes_to() -> None:
    first, second = found(
        "Recommendation 1 – We recommend a horn.\n\nThe Government rejects this recommendation.\n\n"
        "Recommendation 2 – We recommend a bell.\n\nSee answer to recommendation 1."
    )
    assert first.disposition == second.disposition == "rejected"
    assert second.confidence < first.confidence


LETTERS = [
    (
        "Dear Oriel,\n\nRecommendation 1 is complete. The limits were published in June. We will review them.",
        {("1",): "accepted"},
    ),
    ("Dear Oriel,\n\nThe Department has accepted recommendations 1, 3 and 4. It was glad to.", {("1", "3", "4"): "accepted"}),
    (
        "Dear Oriel,\n\nThank you for your report.\n\nRecommendation 1: accepted. The limits were published in June.\n\nThey are the same for all.\n\n"
        "Recommendation 2: the board does not accept that.\n\nThe talks on recommendation 3 have closed. We shall accept what they say.\n\n"
        "Yours sincerely,\n\nIda Holm",
        {("1",): "accepted", ("2",): "rejected"},
    ),
    ("Dear Oriel,\n\nI enclose the report. Its recommendations are many.", {}),
    ("Dear Oriel,\n\nI write about recommendation 7 and hope to see you.", {}),
]


@pytest.mark.parametrize(("text", "expected"), LETTERS)
def test_letters_that_report_on_recommendations(text: str, expected: dict[tuple[str, ...], str]) -> None:
    assert {one.numbers: one.disposition for one in found(text, Context(kind="letter"))} == expected


DISPOSITIONS = [
    ("accepted", "The Government accepts this recommendation. The Office will publish a list by May."),
    ("accepted", "Accepted. The Service has begun a course."),
    ("accepted", "The Board supports this recommendation and will fund the boat."),
    ("accepted", "Work on the pier has begun and will be finished in June."),
    ("accepted", "The Office has begun the process of revising its guide, with a view to publication next year."),
    ("accepted", "Being implemented"),
    ("accepted-in-part", "The Government accepts this recommendation in part."),
    (
        "accepted-in-part",
        "The Government accepts this recommendation in part. It will publish a list by May, and will fund the boat from June.",
    ),
    ("accepted-in-part", "Partially accepted"),
    ("accepted-in-part", "Maritime House has implemented this recommendation in part."),
    ("accepted-in-part", "The Board accepts the first clause of the recommendation, but not the second."),
    ("accepted-in-principle", "The Government agrees in principle that the post is needed."),
    ("accepted-in-principle", "Accept in principle"),
    ("accepted-in-principle", "The Government supports this recommendation in-principle."),
    ("accepted-in-principle", "We share the aim of this recommendation. How it is best met will depend on funds."),
    ("in-place", "This is already done. The log has been kept since May, and this practice will continue."),
    ("in-place", "For the last seven years the Board has set annual targets."),
    ("in-place", "There are already national standards for crews."),
    ("under-consideration", "The Government is considering this recommendation and will reply when the group has reported."),
    ("under-consideration", "TBC"),
    ("under-consideration", "The Government notes this recommendation."),
    ("under-consideration", "Recommendations 5 and 6 remain under consideration; I will write again in June."),
    ("under-consideration", "The Treasury is consulting other departments and will respond in due course."),
    ("rejected", "The Government does not accept this recommendation. There is no evidence that it would help."),
    ("rejected", "The Office cannot enforce this, and it would not be practicable for small ports."),
    ("rejected", "We have no plans to change the law."),
    ("rejected", "The government disagrees with the Committee's recommendation."),
    ("rejected", "The sentence is a matter for the courts alone."),
    ("for-others", "This is a matter for each island council."),
    ("for-others", "It is for harbour boards to decide how they train their crews."),
    ("for-others", "This is a discretionary decision for each school and its governors."),
    ("no-response", "The lamp was built in 1889."),
    ("no-response", "The brokers will be paid by the end of June."),
    ("no-response", "The pier is being considered as a potential trial site."),
    ("under-consideration", "The Agency doubts whether a dredger can be hired. You will hear from us by the end of June."),
    ("accepted", "The Agency will publish a guide by the end of June."),
    ("accepted-in-part", "This proposal is being considered as a possible addition to the guide."),
]


@pytest.mark.parametrize(("disposition", "answer"), DISPOSITIONS)
def test_disposition(disposition: str, answer: str) -> None:
    judged = judge_disposition(answer)
    assert judged.disposition == disposition
    assert judged.deciding in answer
    assert (judged.confidence > 0) == (disposition != "no-response")


PROGRESS = [
    ("complete", "Recommendation 1 is complete."),
    ("in-progress", "The tug is being refitted and will not be ready in time."),
    ("not-started", "Work has not yet begun."),
    ("unknown", "The Government accepts this recommendation."),
]


@pytest.mark.parametrize(("progress", "answer"), PROGRESS)
def test_progress(progress: str, answer: str) -> None:
    assert judge_progress(answer) == progress
