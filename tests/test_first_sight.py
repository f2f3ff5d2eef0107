"""Letters as a stranger first tried them: a street that looks like a greeting, a signature with its style in brackets or a post below.

Each invented paper is one that an official put in on a first day, with what stands on the page.
"""

from __future__ import annotations

import pytest

from corpus.marks import greeted_in
from corpus.normal import normalize_text
from corpus.split import find_items
from extract.header import Header, read_header

BODY = "Thank you for your letter of 2 March. I will send you the survey of the channel by the end of April.\n\n"


def head_of(text: str) -> Header:
    normal = normalize_text(text).text
    (span,) = find_items(normal)
    return read_header(normal[span.start : span.end], span.hint)


def letter(greeting: str, foot: str, street: str = "Harbour Row, Ostley") -> str:
    return (
        f"OSTLEY PORT COMPANY\n{street}\n\n12 March 1984\n\nMiss C Fairley\nPorts Directorate\n\n{greeting}\n\n"
        f"DREDGING OF THE CHANNEL\n\n{BODY}Yours sincerely\n\n\n{foot}\n"
    )


@pytest.mark.parametrize("street", ["Dock Road, Ostley", "Down Street", "Deep Lane, Ostley", "Don Street, Ostley"])
def test_a_street_of_the_letterhead_greets_nobody(street: str) -> None:
    assert greeted_in(street) is None
    header = head_of(letter("Dear Miss Fairley", "Ada Penrose\nChairman", street))
    assert ([p.name for p in header.addressees], header.date) == (["C Fairley"], "1984-03-12")


@pytest.mark.parametrize("line", ["Deir Jonas.", "Dezr Minister,"])
def test_a_greeting_that_ocr_spoilt_still_greets(line: str) -> None:
    assert greeted_in(line)


@pytest.mark.parametrize(
    ("foot", "sender"),
    [
        ("H PENROSE (Miss)", "H Penrose"),
        ("Ada Penrose (Mrs)", "Ada Penrose"),
        ("GANTLEY\nChairman", "Gantley"),
        ("GANTLEY", "Gantley"),
    ],
)
def test_who_signs_with_a_style_in_brackets_or_over_a_post(foot: str, sender: str) -> None:
    header = head_of(letter("Dear Miss Fairley", foot))
    assert [p.name for p in header.senders] == [sender]
    assert [p.name for p in header.addressees] == ["C Fairley"]


def test_a_letter_to_colleagues_is_from_the_minister_at_its_foot_and_one_to_a_sir_is_to_him() -> None:
    foot = "Rt Hon Hector Crane MP\nSecretary of State for Rivers"
    text = f"8 July 1998\n\nTo: Chief executives of water companies\n\n{{}}\n\n{BODY}Yours sincerely\n\n{foot}\n"
    assert [p.name for p in head_of(text.format("Dear colleagues")).senders] == ["Hector Crane"]
    assert "Hector Crane" not in [p.name for p in head_of(text.format("Dear Sir")).senders]
