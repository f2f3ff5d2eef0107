"""Recommendations in every style that reports use, on invented reports; floors on the real ones."""

from __future__ import annotations

import pytest

from corpus.normal import normalize_text
from extract.findings import Context, RecommendationFound
from extract.numbering import is_next, parse_numbers
from extract.recommendations import find_recommendations
from extract.sentences import find_sentences

REPORT = Context(kind="report", title="Report of the Lantern Inquiry")


def found(text: str, context: Context = REPORT) -> list[RecommendationFound]:
    text = normalize_text(text).text
    return find_recommendations(text, find_sentences(text, context), context)


def numbered(text: str, context: Context = REPORT) -> dict[str, str]:
    return {one.number: one.text for one in found(text, context)}


STYLES = [
    (
        "number in brackets after the sentence",
        "Lamps went out on nine nights. We recommend that the Lamp Office keep a log (recommendation 1).\n\n"
        "The log was lost. We recommend that each keeper hold a copy (2).\n\nNobody checked. We recommend a yearly audit (3).",
        {
            "1": "We recommend that the Lamp Office keep a log",
            "2": "We recommend that each keeper hold a copy",
            "3": "We recommend a yearly audit",
        },
    ),
    (
        "bare numbers from the first",
        "We recommend that oil be tested (1).\n\nWe recommend that wicks be trimmed(2).\n\nWe recommend that glass be cleaned (3).",
        {
            "1": "We recommend that oil be tested",
            "2": "We recommend that wicks be trimmed",
            "3": "We recommend that glass be cleaned",
        },
    ),
    (
        "lettered list under a heading, numbers after",
        "We recommend a new lamp (recommendation 1).\n\n## We have three specific recommendations for the keepers:\n\n"
        "- a) Keepers must live at the light. We saw that they do not (2).\n- b) A keeper needs a deputy (3).\n- c) Rest days must be kept (4).",
        {
            "1": "We recommend a new lamp",
            "2": "Keepers must live at the light. We saw that they do not",
            "3": "A keeper needs a deputy",
            "4": "Rest days must be kept",
        },
    ),
    (
        "several in one paragraph",
        "We recommend that the tower be painted (recommendation 1). It is grey. We recommend that it be white (recommendation 2).",
        {"1": "We recommend that the tower be painted", "2": "We recommend that it be white"},
    ),
    (
        "label with a colon in the body",
        "The keepers were tired.\n\nRecommendation 1: The Office should hire four keepers.\n\n5.3 Many letters said so.\n\n"
        "Recommendation 2: The Office should pay them monthly.\n\n5.4 We heard more.",
        {"1": "The Office should hire four keepers.", "2": "The Office should pay them monthly."},
    ),
    (
        "label with a dash, capitals",
        "RECOMMENDATION 1 – The Office should hire four keepers.\n\nRECOMMENDATION 2 - Keepers should be paid.",
        {"1": "The Office should hire four keepers.", "2": "Keepers should be paid."},
    ),
    (
        "label alone with the text on the next line",
        "Recommendation 1\nThe Office should hire four keepers.\n\nRecommendation 2\nKeepers should be paid monthly. The sum should be published.",
        {"1": "The Office should hire four keepers.", "2": "Keepers should be paid monthly. The sum should be published."},
    ),
    (
        "label in bold with a paragraph number",
        "**Recommendation 4.2 (paragraph 31)**: The lamp should turn.\n\n**Recommendation 4.3 (paragraph 35)**: The horn should sound.",
        {"4.2": "The lamp should turn.", "4.3": "The horn should sound."},
    ),
    (
        "R and a number",
        "R1. The Office should publish its accounts.\nR2. The Office should publish its minutes.\nR3. Keepers should be named.",
        {
            "R1": "The Office should publish its accounts.",
            "R2": "The Office should publish its minutes.",
            "R3": "Keepers should be named.",
        },
    ),
    (
        "words for numbers",
        "Recommendation One: The horn should sound.\n\nRecommendation Two: The lamp should turn.",
        {"1": "The horn should sound.", "2": "The lamp should turn."},
    ),
    (
        "sub-recommendations",
        "Recommendation 1a: The horn should sound.\n\nRecommendation 1b: The horn should be heard.\n\nRecommendation 2: The lamp should turn.",
        {"1a": "The horn should sound.", "1b": "The horn should be heard.", "2": "The lamp should turn."},
    ),
    (
        "numbered list under a heading",
        "## Recommendations\n\n1. The Office should hire keepers.\n2. The Office should train them at the Sound.\n3. Keepers should be paid monthly.\n\n"
        "## Annex A\n\n1. Letter from a keeper dated May",
        {
            "1": "The Office should hire keepers.",
            "2": "The Office should train them at the Sound.",
            "3": "Keepers should be paid monthly.",
        },
    ),
    (
        "conclusions and recommendations with paragraph numbers",
        "Conclusions and recommendations\n\nThe lamps\n\n1. We find that the lamps were dim. (Paragraph 9)\n\n"
        "2. We recommend that they be replaced\nbefore the winter. (Paragraph 12)\n\nThe keepers\n\n"
        "3. Keepers should be paid. (Paragraph 23)",
        {
            "1": "We find that the lamps were dim.",
            "2": "We recommend that they be replaced before the winter.",
            "3": "Keepers should be paid.",
        },
    ),
    (
        "conclusions told from recommendations",
        "Conclusions and recommendations\n\n1. The lamps were dim. (Conclusion, Paragraph 9)\n\n"
        "2. We recommend that they be replaced. (Recommendation, Paragraph 12)\n\n3. Keepers work hard. (Conclusion,\nParagraph 20)\n\n"
        "4. Keepers should be paid. (Recommendation, Paragraph 23)",
        {"2": "We recommend that they be replaced.", "4": "Keepers should be paid."},
    ),
    (
        "numbers with a chapter",
        "CHAPTER 8: CONCLUSIONS AND RECOMMENDATIONS\n\n8.1. The Office must explain the log (paragraph 2.20).\n\n"
        "8.2. There is no log at sea. To mend this, the Office will need one (paragraph 3.10).\n\nTraining\n\n"
        "8.3. We urge the Office to train keepers (paragraph 4.7).",
        {
            "8.1": "The Office must explain the log",
            "8.2": "There is no log at sea. To mend this, the Office will need one",
            "8.3": "We urge the Office to train keepers",
        },
    ),
    (
        "an item with bullets of its own",
        "## Our recommendations\n\n1. The Office should:\n- hire keepers;\n- train them; and\n- pay them monthly.\n2. The horn should be tested daily.",
        {"1": "The Office should: hire keepers; train them; and pay them monthly.", "2": "The horn should be tested daily."},
    ),
    (
        "Treasury minute",
        "1. PAC conclusion: The lamps are dim.\n\n1. PAC recommendation: The Office should report by May.\n\n"
        "2. PAC conclusion: Nobody knows the cost.\n\n2. PAC recommendation: The Office should publish the cost.",
        {"1": "The Office should report by May.", "2": "The Office should publish the cost."},
    ),
    (
        "a table",
        "No.\tRecommendation\tLead\n1\tThe Office should hire keepers.\tOffice\n2\tKeepers should be paid.\tTreasury",
        {"1": "The Office should hire keepers.", "2": "Keepers should be paid."},
    ),
    (
        "a table in Markdown",
        "| No | Recommendation | Owner |\n| --- | --- | --- |\n| 1 | Hire keepers. | Office |\n| 2 | Pay keepers. | Treasury |",
        {"1": "Hire keepers.", "2": "Pay keepers."},
    ),
    (
        "the summary repeats the body",
        "List of recommendations\n\n1. Hire keepers for the winter lights.\n2. Pay the keepers of the lights monthly.\n\n## 1. The lights\n\n"
        "Recommendation 1: The Office should hire keepers for the winter lights.\n\nWe saw it.\n\n"
        "Recommendation 2: The Office should pay the keepers of the lights monthly.\n\nWe heard it.",
        {
            "1": "The Office should hire keepers for the winter lights.",
            "2": "The Office should pay the keepers of the lights monthly.",
        },
    ),
    (
        "a damaged number between two whole ones",
        "Recommendation 11 – The horn should sound.\n\nRecommendation l2 – The lamp should turn.\n\nRecommendation 13 – The bell should ring.",
        {"11": "The horn should sound.", "12": "The lamp should turn.", "13": "The bell should ring."},
    ),
    (
        "a damaged number in brackets",
        "We recommend a horn (recommendation 1).\n\nWe recommend a lamp ( 2).\n\nWe recommend a bell (3).\n\nWe recommend paint (4}.\n\n"
        "We recommend a boat (5).",
        {
            "1": "We recommend a horn",
            "2": "We recommend a lamp",
            "3": "We recommend a bell",
            "4": "We recommend paint",
            "5": "We recommend a boat",
        },
    ),
    (
        "brackets in the body, labels further on",
        "We recommend a horn (recommendation 1).\n\nWe recommend a lamp (recommendation 2).\n\n5.2 It was late.\n\n"
        "Recommendation 3: The bell should ring.\n\n5.3 It rang.\n\nRecommendation 4: The boat should float.",
        {"1": "We recommend a horn", "2": "We recommend a lamp", "3": "The bell should ring.", "4": "The boat should float."},
    ),
    (
        "a list that completes a sentence",
        "SUMMARY\n\nWe recommend that:-\n\n(1) the lamps be replaced before the winter;\n\n(2) the log be public;\n\n(3) keepers be paid.",
        {"1": "the lamps be replaced before the winter;", "2": "the log be public;", "3": "keepers be paid."},
    ),
    (
        "codes of an investigating board",
        "The Board makes these recommendations.\n\nTo the Harbor Administration:\n\nRequire each keeper to hold a copy of the log. (M-21-14)\n\nReplace the lamps. (M-21-15)",
        {"M-21-14": "Require each keeper to hold a copy of the log.", "M-21-15": "Replace the lamps."},
    ),
    (
        "known by the paragraphs that they stand in",
        "4.11 The lamps were dim.\n\n4.12 We recommend that the lamps be replaced.\n\n4.13 Keepers are few. We recommend that more be hired.",
        {"4.12": "We recommend that the lamps be replaced.", "4.13": "We recommend that more be hired."},
    ),
    (
        "Roman numbers on lines of their own",
        "RECOMMENDATIONS\n\nI\n\nThe joint must be changed.\n\nII\n\nThe structure should be reviewed.",
        {"I": "The joint must be changed.", "II": "The structure should be reviewed."},
    ),
    (
        "the word alone, no numbers at all: known by their text",
        "The lamps were dim.\n\nRecommendation\n\nThe Office should replace the lamps.\n\n12. We heard more.\n\nRecommendation\n\n"
        "The Office should publish the log.",
        {"": "The Office should publish the log."},
    ),
    (
        "a table of contents is no recommendation",
        "Contents\nRecommendation 1: Keepers ........ 4\nRecommendation 2: Lamps ........ 9\n\nRecommendation 1: Keepers should be paid.\n\n"
        "Recommendation 2: Lamps should be lit.",
        {"1": "Keepers should be paid.", "2": "Lamps should be lit."},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in STYLES], ids=[row[0] for row in STYLES])
def test_style(text: str, expected: dict[str, str]) -> None:
    assert numbered(text) == expected


NOTHING = [
    ("a mention in a letter", "Recommendation 3 is complete. We recommended as much.", "letter"),
    ("a minister is advised", "I recommend that you agree to the draft.", "minute"),
    (
        "a report of other recommendations",
        "The 1998 report made recommendations (12) that were ignored. It had (3) parts.",
        "report",
    ),
    (
        "numbered paragraphs of a chapter",
        "## 1. The lights\n\n1.1 The lamps were dim.\n\n1.2 We looked at recommendations made before.",
        "report",
    ),
    ("brackets that count", "There were fires (1). There were floods (2). We recommended nothing (3).", "paper"),
    ("a register of risks", "R1: The lamps may fail.\n\nR2: The keepers may tire.\n\nR3: The log may be lost.", "paper"),
    ("years in brackets", "We recommend reading the Act (1998).", "report"),
]


@pytest.mark.parametrize(("text", "kind"), [row[1:] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_nothing(text: str, kind: str) -> None:
    assert found(text, Context(kind=kind)) == []


ADDRESSEES = [
    ("We recommend that the Lamp Office publish its accounts (recommendation 1).", "Lamp Office"),
    (
        "We recommend that thought be given, by Port Trusts and the government, to a merger (recommendation 1).",
        "Port Trusts and the government",
    ),
    ("We recommend to government and the Port Trusts that wages be raised (recommendation 1).", "government and the Port Trusts"),
    ("Recommendation 1: The Coast Guard should train its crews.", "Coast Guard"),
    ("Recommendation 1: We urge the Department of Lights to publish its log.", "Department of Lights"),
    ("Recommendation 1: Each harbour board should adopt a plan.", "each harbour board"),
    ("We recommend (a) that the Coast Service station a boat at the pier (recommendation 1).", "Coast Service"),
    ("We recommend that the Coast Service be abolished (recommendation 1).", ""),
    ("We recommend that more be done (recommendation 1).", ""),
    ("Recommendation 1: The lamps should be lit.", ""),
]


@pytest.mark.parametrize(("text", "who"), ADDRESSEES)
def test_addressee(text: str, who: str) -> None:
    assert [one.addressee for one in found(text)] == [who]


def test_span_covers_the_recommendation() -> None:
    text = "It failed. We recommend that the Lamp Office keep a log (recommendation 1). It did not."
    (one,) = found(text)
    assert text[one.start : one.end] == "We recommend that the Lamp Office keep a log (recommendation 1)"
    assert one.report == "Report of the Lantern Inquiry"


def test_a_wording_over_a_page_break_is_whole() -> None:
    text = "Recommendation 1\n\nThe Office should keep a log of every\n\n\f34\n\nlamp that fails.\n\nRecommendation 2\n\nThe log should be public."
    assert numbered(text)["1"] == "The Office should keep a log of every lamp that fails."


RESPONSE = Context(kind="response", title="Government response to the Lantern Inquiry")


def test_a_response_yields_what_it_repeats() -> None:
    text = (
        "Recommendation 1 – We recommend that the Office keep a log.\n\nThe Government accepts this. A log will be kept.\n\n"
        "Recommendation 2 – We recommend that the log be public.\n\nThis is already done."
    )
    assert numbered(text, RESPONSE) == {
        "1": "We recommend that the Office keep a log.",
        "2": "We recommend that the log be public.",
    }
    assert {one.rule for one in found(text, RESPONSE)} == {"quoted-in-response"}
    assert {one.report for one in found(text, RESPONSE)} == {"Lantern Inquiry"}


NUMBERS = [
    ("12", ("12",)),
    ("6-9", ("6", "7", "8", "9")),
    ("30 and 31", ("30", "31")),
    ("1, 3 and 5 to 7", ("1", "3", "5", "6", "7")),
    ("8.9 to 8.11", ("8.9", "8.10", "8.11")),
    ("R3", ("R3",)),
    ("011/20", ("011/20",)),
    ("4a) ii", ("4a) ii",)),
    ("Twelve", ("12",)),
    ("IV", ("IV",)),
]


@pytest.mark.parametrize(("printed", "numbers"), NUMBERS)
def test_numbers_as_printed(printed: str, numbers: tuple[str, ...]) -> None:
    assert parse_numbers(printed) == numbers


NEXT = [
    ("3", "4"),
    ("8.9", "8.10"),
    ("8.9", "9.1"),
    ("2a", "2b"),
    ("2b", "3"),
    ("R3", "4"),
    ("III", "IV"),
    ("M-21-14", "M-21-15"),
]
NOT_NEXT = [("3", "5"), ("8.9", "8.1"), ("4", "3"), ("011/20", "012/20")]


@pytest.mark.parametrize(("before", "after", "follows"), [(*pair, True) for pair in NEXT] + [(*pair, False) for pair in NOT_NEXT])
def test_sequence(before: str, after: str, follows: bool) -> None:
    assert is_next(before, after) == follows
