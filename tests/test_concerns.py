"""A coroner's concerns: in a cell of a form, in paragraphs, with letters; and papers that only speak of concern."""

from __future__ import annotations

import pytest

from extract.findings import Context
from extract.recommendations import find_recommendations
from extract.sentences import find_sentences

ROW = "4\tCORONER'S CONCERNS The MATTERS OF CONCERN are: (1) The lamp on the pier was dark for a week. (2) Nobody on the pier knew it.\n5\tACTION SHOULD BE TAKEN (3) Lamps must be lit by June, I believe.\n"
LISTED = "The matters of concern are as follows. –\n\n1. The lamp on the pier was dark\nfor a week.\n\n2. Nobody on the pier knew it was dark.\n\nACTION SHOULD BE TAKEN\n\n3. In my opinion action should be taken.\n"
LETTERED = "MATTERS OF CONCERN\n\n(a) The lamp on the pier was dark for a week.\n\n(b) Nobody on the pier knew it was dark.\n"


def numbers(text: str) -> list[tuple[str, str]]:
    found = find_recommendations(text, find_sentences(text), Context(kind="report"))
    return [(one.number, one.text) for one in found]


@pytest.mark.parametrize(("text", "want"), [(ROW, ["1", "2"]), (LISTED, ["1", "2"]), (LETTERED, ["a", "b"])])
def test_concerns_are_numbered_where_the_form_lists_them(text: str, want: list[str]) -> None:
    found = numbers(text)
    assert [number for number, _ in found] == want
    assert all("pier" in words for _, words in found)


def test_a_concern_goes_over_its_lines_and_no_further() -> None:
    assert numbers(LISTED)[0][1] == "The lamp on the pier was dark for a week."


def test_a_report_that_has_a_matter_of_concern_without_a_list_has_none() -> None:
    assert numbers("The dark lamp is a matter of concern. It was lit in May. (1) See the log of the pier.\n") == []
