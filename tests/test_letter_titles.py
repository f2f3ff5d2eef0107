"""Letters as committees and web pages print them: titles that name who wrote to whom, titles beside the greeting, posts beside the signature."""

from __future__ import annotations

import pytest

from extract.header import Header, read_header

_TEXT = "Thank you for your letter of 9 May about the record of the meetings of the Harbour Board, which I have read with care.\nWe will send you the record in June."


def _names(found: Header) -> tuple[list[str], list[str]]:
    return [one.name for one in found.senders], [one.name for one in found.addressees]


@pytest.mark.parametrize(
    ("text", "senders", "addressees", "subject", "date"),
    [
        (
            f"Letter to the Chairman of the Committee\nfrom the Minister for Rivers, Department for Rivers and Harbours\nSHARING OF RECORDS\n{_TEXT}\nIda Holm MP\n26 May 2008",
            ["Ida Holm"], ["Chairman of the Committee"], "SHARING OF RECORDS", "2008-05-26",
        ),
        (
            f"TQ(NP) 12: Letter to the Chairman of the Committee from Rt Hon Ida Holm MP, Minister for Rivers\n\n{_TEXT}\n\n1 September 2009",
            ["Rt Hon Ida Holm MP"], ["Chairman of the Committee"], "", "2009-09-01",
        ),
        (
            f"Letter to the Minister for Rivers, 16 December 2021\n{_TEXT}\nKind regards",
            [], ["Minister for Rivers"], "", "2021-12-16",
        ),
        (
            f"Office of Hon Ida Holm\nMinister for Rivers\n\n22 December 2008\n\nDear statutory board Chairs,\n\nLasting Letter of Wishes\n\n{_TEXT}",
            ["Ida Holm"], ["statutory board Chairs"], "Lasting Letter of Wishes", "2008-12-22",
        ),
        (
            f"Ben Crane AM\n\nChair, Harbour Committee\n\n20 March 2019\n\nDear Ben,\n\nSpeaking of the Tides in Two Tongues\n\n{_TEXT}\n\nYours sincerely,\n\nIda Holm",
            ["Ida Holm"], ["Ben Crane"], "Speaking of the Tides in Two Tongues", "2019-03-20",
        ),
        (
            f"14 November 2023\n\nGiving evidence for the plan of the basin 2024\n\n\nDear Ben,\n\n{_TEXT}\n\nYours sincerely,\n\nIda Holm AC / AM",
            ["Ida Holm"], ["Ben"], "Giving evidence for the plan of the basin 2024", "2023-11-14",
        ),
        (
            f"1 Quay Row Ostley OS1 2HQ\n\n12 June 2020\n\nFor enquiries about the sending of these letters please contact the Clerk of the Basin at the quay\n\nDear Accounting Warden\n\nLater days for the mending of chains\n\n{_TEXT}",
            [], ["Accounting Warden"], "Later days for the mending of chains", "2020-06-12",
        ),
        (
            f"Quay Office\nBY EMAIL\n4 March 2021\nDear Warden,\nLists of Chains\n{_TEXT}\nYours sincerely,\nDeputy Inna Brandt, Chair, Harbour Committee\n",
            ["Inna Brandt"], ["Warden"], "Lists of Chains", "2021-03-04",
        ),
    ],
)  # fmt: skip
def test_titles_and_signatures(text: str, senders: list[str], addressees: list[str], subject: str, date: str) -> None:
    found = read_header(text)
    assert _names(found) == (senders, addressees)
    assert (found.date, found.subject if subject else "") == (date, subject)
