"""Headers: invented letters, minutes and reports as they come, and what a clerk would enter of each."""

from __future__ import annotations

import pytest

from extract.header import read_header
from tests.header_fields import told

BODY = (
    "We have looked at the banks of the river with care, and I will write to you again when the engineers have reported to me.\n"
)

PAPERS: dict[str, tuple[str, dict[str, object]]] = {
    "letter with address and copy line": (
        "DEPARTMENT FOR RIVERS\n26 Quay Street, Ostley OS1 2WH\n\nOur ref: RV/12/3\n\nThe Rt Hon Ben Crane MP\nMinister for Roads\n1 Bridge Road\nOstley OS1 1AA\n\n"
        f"7th March 2014\n\nDear Ben\n\nDREDGING OF THE BASIN\n\n{BODY}\nI am copying this letter to the Mayor, Ida Holm and the Prime Minister.\n\nYours ever\n\nADA PENROSE\n",
        {
            "kind": "letter",
            "date": "2014-03-07",
            "from": ["Ada Penrose"],
            "to": ["Ben Crane"],
            "subject": "DREDGING OF THE BASIN",
            "cc": ["Mayor", "Ida Holm", "Prime Minister"],
            "reference": "RV/12/3",
        },
    ),
    "private secretary's letter, addressee at the foot": (
        f"CONFIDENTIAL\n\nThe Private Secretary to the Minister for Rivers\n\n9 March 2014\n\nDear Colin\n\n{BODY}\nYours sincerely\n\nIDA HOLM\n\nColin Marsh\nHarbour Board\n",
        {"kind": "letter", "date": "2014-03-09", "from": ["Ida Holm"], "to": ["Colin Marsh"], "marking": "CONFIDENTIAL"},
    ),
    "minute with labels, two senders and initials": (
        f"RESTRICTED - POLICY\n\nFrom: Ada Penrose\n\nBen Crane\n\nDate: 11 March 2014\n\nPRIME MINISTER\n\ncc: JH, CM,\n\nIda Holm\n\n# LOWER BASIN\n\n{BODY}",
        {
            "kind": "minute",
            "date": "2014-03-11",
            "from": ["Ada Penrose", "Ben Crane"],
            "to": ["Prime Minister"],
            "cc": ["JH", "CM", "Ida Holm"],
            "subject": "LOWER BASIN",
            "marking": "RESTRICTED",
        },
    ),
    "offices after From: give way to those who sign": (
        f"From: Home Secretary,\nSecretary of State for Health\n\nTo: Chairs of Harbour Boards\n\n3 May 2014\n\nDear Colleague\n\nSAFER HARBOURS\n\n{BODY}\nYours,\n\nAda Penrose\nHome Secretary\n\nBen Crane\nSecretary of State for Health\n",
        {"from": ["Ada Penrose", "Ben Crane"], "to": ["Chairs of Harbour Boards"], "subject": "SAFER HARBOURS"},
    ),
    "handwriting and OCR damage": (
        f"Fre cest mbabe\n\nl0 February 20l4\n\nTHE PRIME MINISTER\n\nDen Alan.\n\n{BODY}\ny our ever, Ida\n\nThe Right Honourable Alan Marsh MP\n",
        {"date": "2014-02-10", "from": ["Prime Minister"], "to": ["Alan Marsh"]},
    ),
    "United States memorandum": (
        f"MEMORANDUM FOR: Director of Harbours\nFROM : Chief, Survey Branch\nSUBJECT : Soundings in the Lower Basin\n21 March 1960\n\n{BODY}\nJames P. Holm\nChief, Survey Branch\n",
        {
            "kind": "minute",
            "date": "1960-03-21",
            "from": ["James P. Holm"],
            "to": ["Director of Harbours"],
            "subject": "Soundings in the Lower Basin",
        },
    ),
    "editor's heading over a printed letter": (
        f"Letter From the Ambassador to Norland (Penrose) to the Director of the Office of River Affairs (Crane)\n\nOstley, March 3, 1955.\n\nDear Ben: {BODY}\nAda Penrose\n",
        {"kind": "letter", "date": "1955-03-03", "from": ["Ada Penrose"], "to": ["Crane"]},
    ),
    "an e-mail as printed": (
        f"From: Penrose, Ada (Rivers)\nSent: 14 October 2015 16:42\nTo: Crane, Ben (Harbours); Holm, Ida (Roads)\nCc: Marsh, Colin (Rivers)\nSubject: RE: dredging\n\nBen\n\n{BODY}",
        {
            "kind": "e-mail",
            "date": "2015-10-14",
            "from": ["Ada Penrose"],
            "to": ["Ben Crane", "Ida Holm"],
            "cc": ["Colin Marsh"],
            "subject": "RE: dredging",
        },
    ),
    "minutes of a board": (
        f"Minutes of the Harbour Safety Board held on 3 August 2011\n\nPresent:\n\nAda Penrose – CHAIR\n\nBen Crane, Harbour Office\n\n1. Welcome\n\n{BODY}",
        {"kind": "minutes", "date": "2011-08-03", "from": ["Harbour Safety Board"], "to": []},
    ),
    "a report, ordered and published": (
        f"HARBOUR COMMITTEE\n\nSafety in the Strait\n\nReport of the inquiry chaired by Ada Penrose\n\nOrdered to be printed 4 May 2012 and published 15 May 2012\n\n{BODY}",
        {"kind": "report", "date": "2012-05-15", "from": ["Ada Penrose"], "to": []},
    ),
    "a report, with who chaired the inquiry under its title": (
        f"# Report of the Ferry Inquiry\n\nChaired by Dame Ada Penrose\n\nPublished 9 May 2011\n\n## Summary\n\n{BODY}",
        {"kind": "report", "from": ["Dame Ada Penrose"], "subject": "Report of the Ferry Inquiry"},
    ),
    "a response": (
        f"Government response to the report of the Ferry Inquiry\n\n{BODY}",
        {"kind": "response", "from": ["Government"], "subject": "Government response to the report of the Ferry Inquiry"},
    ),
    "a name that is in no table, under the close": (
        f"3 May 2014\n\nDear Mr Crane\n\n{BODY}\nYours sincerely\n\nTheodwyn Askgarth\nHarbour Master\n",
        {"from": ["Theodwyn Askgarth"]},
    ),
    "a letterhead in small letters": (
        "Harbours Department\n\n3 March 2004\n\nDear Ms Orrin\n\nI will write to you by 28 April 2004.\n\nYours sincerely\n\nADA PENROSE\n",
        {"from": ["Ada Penrose"], "subject": ""},
    ),
    "today's marking": (
        f"OFFICIAL-SENSITIVE: POLICY\n\nFrom: Ada Penrose\nTo: Ben Crane\nDate: 3 May 2016\n\n{BODY}",
        {"marking": "OFFICIAL-SENSITIVE"},
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_header(name: str) -> None:
    from corpus.normal import normalize_text

    text, expected = PAPERS[name]
    found = told(read_header(normalize_text(text).text))
    assert {field: found[field] for field in expected} == expected


def test_zones_cover_head_and_body() -> None:
    text, _ = PAPERS["letter with address and copy line"]
    labels = [zone.label for zone in read_header(text).zones]
    assert {"letterhead", "reference", "addressee", "date", "salutation", "subject", "body", "close", "signatory"} <= set(labels)
