"""Pages without blank lines: the head, the text and the foot told apart."""

from __future__ import annotations

import pytest

from corpus.marks import find_paragraphs
from extract.header import read_header

_MEMORANDUM = """RV/QY 12-003
4 June 1968
MEMORANDUM FOR: Warden of the North Quay
FROM: Clerk to the Basin
SUBJECT: Moorings on the north side and
their chains
1. The chains of the moorings are older than the men who
look after them, and it is asked that you have them weighed.
2. Please send the weights by 30 June."""

_MINUTES = """Minutes of the Quay Ward Council Meeting held on
Monday 3rd June 2019 at 7.15 p.m. in the Net Loft
1) Chairman
The Chairman welcomed the members and the public to the loft.
2) Apologies
None were sent."""

_LETTER = """Harbour Office
3 May 2017
Dear Warden,
Weights of Chains on the North Quay
Thank you for your letter of 2 April about the chains, which
I have read with care and will answer in June.
Yours sincerely,
Ida Holm"""

_SIGNED = """Thank you for your letter of 2 April about the chains, which
I have read with care and to which the Board will give an answer.
Ida Holm MP
3 May 2017"""


@pytest.mark.parametrize(
    ("text", "first_lines"),
    [
        (_MEMORANDUM, ["RV/QY 12-003", "1. The chains of the moorings are older than the men who"]),
        (_MINUTES, ["Minutes of the Quay Ward Council Meeting held on", "1) Chairman"]),
        (
            _LETTER,
            ["Harbour Office", "Dear Warden,", "Weights of Chains on the North Quay", "Thank you for your letter of 2 April about the chains, which", "Yours sincerely,"],
        ),
        (_SIGNED, ["Thank you for your letter of 2 April about the chains, which", "Ida Holm MP"]),
    ],
)  # fmt: skip
def test_head_text_and_foot_are_parted(text: str, first_lines: list[str]) -> None:
    assert [p.text.splitlines()[0] for p in find_paragraphs(text)] == first_lines


def test_text_under_text_is_not_parted() -> None:
    """A date on a line of its own in the middle of a page's text opens no head there."""
    text = "The Board met at the quay and it was told that the chains were old.\n\n4 June 1968\nwas the day of the storm that took the light\nand all of the boats that were moored to the quay."
    assert len(find_paragraphs(text)) == 2


def test_the_header_of_a_memorandum_without_blank_lines() -> None:
    head = read_header(_MEMORANDUM)
    assert (head.kind, head.date, head.subject) == ("minute", "1968-06-04", "Moorings on the north side and their chains")
    assert [one.name for one in head.senders] == ["Clerk to the Basin"]
    assert [one.name for one in head.addressees] == ["Warden of the North Quay"]
