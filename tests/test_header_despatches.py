"""Heads of despatches, telegrams and letters of a century and a half and of several governments: invented papers, and what a clerk would enter.

Printed volumes put an editor's heading over each; the rows here say what heading, dateline, number, markings and foot must give.
"""

from __future__ import annotations

import pytest

from corpus.marks import find_paragraphs, mark_line
from corpus.normal import normalize_text
from corpus.split import find_items
from extract.dates import parse_date_line
from extract.header import find_marking, read_header
from tests.header_fields import told

BODY = (
    "I have the honor to report that the banks of the river have been looked at with care, and that the engineers will write to"
    " you again when they have been to the upper basin and to the two places that the tide has cut.\n"
)

PAPERS: dict[str, tuple[str, dict[str, object]]] = {
    "a despatch of the nineteenth century, addressee at the foot": (
        f"Mr. Holm to Mr. Crane.\n\nLegation of Norland,\nOstley, August 23, 1861.\n\nNo. 32.]\n\nSir: {BODY}\n"
        "I have the honor to be, sir, your obedient servant,\n\nCHARLES F. HOLM.\n\nHon. William H. Crane,\nSecretary of Tides, Port Ellery.\n",
        {
            "kind": "letter",
            "date": "1861-08-23",
            "from": ["Charles F. Holm"],
            "to": ["William H. Crane"],
            "reference": "No. 32",
            "subject": "",
        },
    ),
    "a despatch that says when it was received": (
        f"Mr. Crane to Mr. Holm.\n\nLegation of Norland,\nPort-au-Sable, February 15, 1897. (Received March 1.)\n\nNo. 153.]\n\nSir: {BODY}\nI have, etc.,\n\nJohn E. Crane.\n",
        {"kind": "letter", "date": "1897-02-15", "from": ["John E. Crane"], "to": ["Mr. Holm"], "reference": "No. 153"},
    ),
    "a governor's despatch to a duke": (
        f"Governor Sir J. Farquhar to the Duke of Selwood.—(Received September 30.)\n\n(No. 47.)\n\nGovernment House, Port Adair,\nJuly 11, 1854.\n\nMy Lord Duke,\n\n{BODY}\nI have, &c.\n(Signed) J. FARQUHAR.\n\nHis Grace the Duke of Selwood,\n&c. &c. &c.\n",
        {
            "kind": "letter",
            "date": "1854-07-11",
            "from": ["Governor Sir J. Farquhar"],
            "to": ["Duke of Selwood"],
            "reference": "No. 47",
        },
    ),
    "a telegram with its hour": (
        f"The Ambassador in Norland (Penrose) to the Secretary of Tides\n\nPuerto Azul, October 1, 1934—6 p.m.\n[Received 9:50 p.m.]\n\n254. My telegram No. 253, September 30, 2 p.m. {BODY}\nPenrose\n",
        {"kind": "telegram", "date": "1934-10-01", "from": ["Penrose"], "to": ["Secretary of Tides"]},
    ),
    "a telegram under the name of a post of several lands": (
        "The Minister in Norland, Eastmark, and the Isles (Penrose) to the Secretary of Tides\n\nLegation,\nPort Ellery, September 10, 1914, 5 p.m.\n"
        f"[Received September 11, 6:53 a.m.]\n\n[Telegram]\n\n{BODY}\nPenrose\n",
        {"kind": "telegram", "date": "1914-09-10", "from": ["Penrose"], "to": ["Secretary of Tides"]},
    ),
    "a telegram between posts without names": (
        f"The Secretary of Tides to the Embassy in Norland\n\nPort Ellery, August 4, 1951—2 p. m.\n\nTOP SECRET   PRIORITY\n\n295. Embtel 440 Aug 1 {BODY}\nCrane\n",
        {
            "kind": "telegram",
            "date": "1951-08-04",
            "from": ["Secretary of Tides"],
            "to": ["Embassy in Norland"],
            "marking": "TOP SECRET",
            "subject": "",
        },
    ),
    "a telegram that names its subject in its first lines": (
        f"Telegram From the Department of Tides to Certain Posts\n\nPort Ellery, April 21, 1971, 1630Z.\n\n67590. For Ambassador From Crane. Subject: Balance of Ferry Dues.\n\n1. {BODY}",
        {
            "kind": "telegram",
            "date": "1971-04-21",
            "from": ["Department of Tides"],
            "to": ["Certain Posts"],
            "subject": "Balance of Ferry Dues",
        },
    ),
    "a note of one ministry to another embassy, dated at its foot": (
        "The Norland Ministry for Foreign Affairs to the Embassy of the Isles in Norland\n\n[Translation]\n\nNo. 56717\n\n"
        f"The Ministry for Foreign Affairs greets the Embassy most cordially. {BODY}\nOstley, September 10, 1941.\n",
        {
            "date": "1941-09-10",
            "from": ["Norland Ministry for Foreign Affairs"],
            "to": ["Embassy of the Isles in Norland"],
            "reference": "No. 56717",
        },
    ),
    "a despatch signed for the head of the post": (
        f"The Ambassador in Norland (Penrose) to the Secretary of Tides\n\nNo. 5380\n\nPuerto Azul, September 16, 1941.\n[Received September 22.]\n\nSir: {BODY}\nRespectfully yours,\n\nFor the Ambassador:\nJohn F. Marsh\nCounselor of Embassy\n",
        {"kind": "letter", "date": "1941-09-16", "from": ["Penrose"], "to": ["Secretary of Tides"], "reference": "No. 5380"},
    ),
    "a memorandum by one official, the place in brackets": (
        f"Memorandum by Mr. Wallace M. Holm, of the Office of the Harbour Adviser\n\n[Port Ellery,] December 17, 1925.\n\n{BODY}",
        {"date": "1925-12-17", "from": ["Mr. Wallace M. Holm"], "to": [], "subject": ""},
    ),
    "a memorandum of conversation by a secretary": (
        f"Memorandum of Conversation, by the Secretary of Tides\n\nTOP SECRET\n[Port Ellery,] September 13, 1949.\n\nSubject: Conversation with Mr. Marsh on the Far Isles\n\nParticipants: Mr. Marsh\nMr. Crane\n\n{BODY}",
        {
            "date": "1949-09-13",
            "from": ["Secretary of Tides"],
            "subject": "Conversation with Mr. Marsh on the Far Isles",
            "marking": "TOP SECRET",
        },
    ),
    "a talk on the telephone": (
        f"Memorandum of a Telephone Conversation Between the Secretary of Tides in Port Ellery and the Envoy (Marsh) in Ostley, February 12, 1957, 2:22 p.m.\n\nOstley, February 12, 1957, 2:22 p.m.\n\n{BODY}",
        {"date": "1957-02-12", "to": []},
    ),
    "an editor's number over the heading": (
        f"No. 57.\nMr. Cheng Tsao to Mr. Crane.\n\nLegation of Norland,\nOstley, July 12, 1884. (Received July 12.)\n\nSir: {BODY}\nAccept, &c.,\n\nCHENG TSAO.\n",
        {"kind": "letter", "date": "1884-07-12", "from": ["Mr. Cheng Tsao"], "to": ["Mr. Crane"]},
    ),
    "a secretary's letter to a president": (
        f"The Secretary of Tides to President Holm\n\nPort Ellery, April 6, 1936.\n\nMy Dear Mr. President: {BODY}\nFaithfully yours,\n\nAda Penrose\n",
        {"kind": "letter", "date": "1936-04-06", "from": ["Secretary of Tides"], "to": ["President Holm"]},
    ),
    "a report to a council": (
        f"Report to the Harbour Council by the Chairman of the Dredging Board (Holm)\n\nTOP SECRET\nPort Ellery, October 13, 1948.\n\n{BODY}",
        {"kind": "report", "date": "1948-10-13", "from": ["Holm"], "to": ["Harbour Council"], "marking": "TOP SECRET"},
    ),
    "a paper prepared by an office": (
        f"Memorandum Prepared by the Office of Tidal Estimates, Harbour Department\n\nPort Ellery, March 23, 1971\n\nWhat the tides are doing in the Inner Isles\n\nSUBJECT:\nWhat the tides are doing in the Inner Isles\n\n{BODY}",
        {
            "date": "1971-03-23",
            "from": ["Office of Tidal Estimates"],
            "to": [],
            "subject": "What the tides are doing in the Inner Isles",
        },
    ),
    "a margin number broken off its bracket is no subject": (
        f"The Minister in Norland (Penrose) to the Secretary of Tides\n\nPort Ellery, July 30, 1914,\n[Received September 12.]\n\nNorland Series]\n\nNo. 28]\n\nSir: {BODY}",
        {"date": "1914-07-30", "from": ["Penrose"], "subject": "", "reference": "No. 28"},
    ),
    "a minute whose first line routes it, copies to the right": (
        f"Mr Marsh                                    cc  Mr Holm\n                                                Miss Penrose\n\nHARBOUR LIGHTS\n\n{BODY}\nB C CRANE\n3 December 1975\n",
        {"date": "1975-12-03", "from": ["B C Crane"], "subject": "HARBOUR LIGHTS"},
    ),
    "a personal minute with its day in figures at the foot": (
        f"PRIME MINISTER'S PERSONAL MINUTE\nSERIAL No. M.388/3\n\nFirst Lord of the Admiralty.\n\n1. {BODY}\nW. S. CRANE\n\n11.6.43\n",
        {"date": "1943-06-11", "from": ["W. S. Crane"], "to": ["First Lord of the Admiralty"]},
    ),
    "honours with their points": (
        f"Department of Tides\n\nMs Ida Holm, T.D.\nDublin 2\n\n5 November 2003\n\nDear Deputy Holm,\n\n{BODY}\nYours sincerely,\n\nMartin Kavanagh, T.D.\nMinister for Tides\n",
        {"kind": "letter", "date": "2003-11-05", "from": ["Martin Kavanagh"], "to": ["Ida Holm"]},
    ),
    "a telegram whose first line holds post, hour and day": (
        "SECRET\nDESKBY 021200Z\nFM PORT ELLERY 021000Z APR 82\nTO FLASH TIDES OFFICE\nTELEGRAM NUMBER 142 OF 2 APRIL\nINFO IMMEDIATE OSTLEY, NORLAND\n\nFERRY SEIZED\n\n"
        "1. THE FERRY WAS BOARDED AT 0600 THIS MORNING. THE HARBOUR MASTER HAS PROTESTED AND WILL REPORT BY NOON.\n\nPENROSE\n",
        {
            "kind": "telegram",
            "date": "1982-04-02",
            "from": ["PORT ELLERY"],
            "to": ["TIDES OFFICE"],
            "cc": ["OSTLEY", "NORLAND"],
            "subject": "FERRY SEIZED",
            "marking": "SECRET",
        },
    ),
    "an office and its body at the foot of an old letter": (
        f"BOARD OF TIDES,\nWHITEHALL, S.W.1.\n\n14th August, 1922.\n\nSir,\n\n{BODY}\nI am, Sir,\nYour obedient Servant,\n\nA. B. HOLM.\n\nThe Under-Secretary of State,\nColonial Office.\n",
        {"kind": "letter", "date": "1922-08-14", "from": ["A. B. Holm"], "to": ["Under-Secretary of State"]},
    ),
    "an office with its box above the greeting": (
        f"Republic of Norland\nMINISTRY OF TIDES\nP.O. Box 30026\nOSTLEY\n\n19th November, 1968\n\nThe Permanent Secretary,\nMinistry of Works,\nP.O. Box 30260,\nOSTLEY.\n\nDear Sir,\n\nRE: TRANSFER OF THE PILOTS\n\n{BODY}\nYours faithfully,\n\nJ. N. PENROSE\n",
        {
            "kind": "letter",
            "date": "1968-11-19",
            "from": ["J. N. Penrose"],
            "to": ["Permanent Secretary, Ministry of Works"],
            "subject": "TRANSFER OF THE PILOTS",
        },
    ),
    "copies end where an address begins": (
        f"To: Port trust chief executives\n\ncc. Regional directors\n\nPorts England\nWellington House\n133-155 Mole Road\nLondon\nSE1 8UG\n\n13 October 2022\n\nDear colleagues\n\nWinter plan for the ports\n\n{BODY}\nYours sincerely,\n\nSir Daniel Okoro\nChief Operating Officer\n",
        {"date": "2022-10-13", "cc": ["Regional directors"], "subject": "Winter plan for the ports"},
    ),
    "a minute's title in small letters under its labels and marking": (
        f"From: Colin Marsh, Director General, Ports\nTo: Ben Crane\nCC: Ida Holm; Ports Private Office\nDate: 22/05/2018\n\nOFFICIAL – SENSITIVE\n\nFollow-up to the inspection of the basin\n\nBen,\n\n{BODY}\nColin\n",
        {
            "kind": "minute",
            "date": "2018-05-22",
            "from": ["Colin Marsh"],
            "to": ["Ben Crane"],
            "subject": "Follow-up to the inspection of the basin",
            "marking": "OFFICIAL-SENSITIVE",
        },
    ),
    "a letter of 2020 to colleagues": (
        "Department for Schools and Families\nSanctuary House\n20 Great Mole Street\nLondon SW1P 3XX\n\nBaroness Holm of Leyburn\nMinister for the School System\n\n"
        "To: Directors of Children's Services\ncc: Chief executives of academy trusts\n\n14 September 2020\n\nDear Colleague,\n\nSchool transport: guidance for the autumn term\n\n"
        f"{BODY}\nYours sincerely,\n\nBaroness Holm of Leyburn\nMinister for the School System\n",
        {
            "kind": "letter",
            "date": "2020-09-14",
            "from": ["Baroness Holm of Leyburn"],
            "to": ["Directors of Children's Services"],
            "cc": ["Chief executives of academy trusts"],
            "subject": "School transport: guidance for the autumn term",
        },
    ),
    "a Scottish minister's reply": (
        "Minister for Rural Affairs and the Natural Environment\nElspeth Penrose MSP\n\nF/T: 0300 555 4000\nE: ministers@example.scot\n\nMr Hamish Crane\nConvener\nGlen Torrin Community Council\nBy email: convener@glentorrin.example\n\n"
        f"Our Reference: 201900018842\n6 March 2019\n\nDear Mr Crane\n\nPEATLAND AT GLEN TORRIN\n\n{BODY}\nKind regards\n\nELSPETH PENROSE\n\nSt Aidan's House, Regent Road, Edinburgh EH1 3DG\nwww.example.scot\n",
        {
            "kind": "letter",
            "date": "2019-03-06",
            "from": ["Elspeth Penrose"],
            "to": ["Hamish Crane"],
            "subject": "PEATLAND AT GLEN TORRIN",
            "reference": "201900018842",
        },
    ),
    "a demi-official letter of an Indian department": (
        "S. K. Raghavan, IAS\nJoint Secretary\nTel. 2338 0000\n\nD.O. No. 11-42/2013-RW(Pt.)\n\nGovernment of India\nMinistry of Rural Wells\nKrishi Bhavan, New Delhi - 110 001\n\nDated the 22nd August, 2014\n\n"
        f"Subject: Release of the second instalment\n\nDear Shri Chaturvedi,\n\n{BODY}\nWith regards,\n\nYours sincerely,\n\n(S. K. Raghavan)\n\nShri P. N. Chaturvedi, IAS\nPrincipal Secretary (Wells)\nBhopal\n",
        {
            "kind": "letter",
            "date": "2014-08-22",
            "from": ["S. K. Raghavan"],
            "to": ["P. N. Chaturvedi"],
            "subject": "Release of the second instalment",
            "reference": "D.O. No. 11-42/2013-RW(Pt.)",
        },
    ),
    "an Australian department's letter, dated under the signature": (
        "Australian Government\nDepartment of Inland Waters\n\nRef: EC11-000482\n\nMs Kylie Crane\nCommittee Secretary\nSenate Committee on Inland Affairs\nPO Box 6100\nParliament House\nCANBERRA ACT 2600\n\nDear Ms Crane\n\n"
        f"Request for information: weir audit\n\n{BODY}\nYours sincerely\n\nGeoffrey Holm\nA/g First Assistant Secretary\nWater Compliance Division\n3 May 2011\n\nGPO Box 787 Canberra ACT 2601 Telephone 02 6274 0000\n",
        {
            "kind": "letter",
            "date": "2011-05-03",
            "from": ["Geoffrey Holm"],
            "to": ["Kylie Crane"],
            "subject": "Request for information: weir audit",
            "reference": "EC11-000482",
        },
    ),
    "a memorandum of New Zealand, action required by a day": (
        "MINISTRY OF COASTAL RESOURCES\n\nMEMORANDUM\n\nDate:      17 November 2006\nTo:        Hon Ruth Penrose, Minister of Fisheries\nFrom:      Wiremu Tamihana, Deputy Chief Executive\nFile ref:  KIN-06/221\n"
        f"Subject:   Kina fishery: total allowable catch\nPriority:  Medium\nAction required by: 8 December 2006\n\n1. {BODY}\nWiremu Tamihana\nDeputy Chief Executive\n",
        {
            "kind": "minute",
            "date": "2006-11-17",
            "from": ["Wiremu Tamihana"],
            "subject": "Kina fishery: total allowable catch",
            "reference": "KIN-06/221",
        },
    ),
    "an old letter with the addressee's address at its foot": (
        "BOARD OF WATERS\n12 Marsham Row, London SW1\n\nYour reference: TC/PJT\nOur reference: W/1184/72\n\n29th February 1972\n\nSir\n\nGRANT TOWARDS SLUDGE DISPOSAL\n\n"
        f"{BODY}\nI am, Sir,\nYour obedient Servant\n\nH. J. Ormerod\n\nP. J. Tuckwell Esq\nTown Clerk\nBorough of Wexcombe\nTown Hall\nWexcombe\n",
        {
            "kind": "letter",
            "date": "1972-02-29",
            "from": ["H. J. Ormerod"],
            "to": ["P. J. Tuckwell"],
            "subject": "GRANT TOWARDS SLUDGE DISPOSAL",
            "reference": "W/1184/72",
        },
    ),
    "a day to reply by above the letter's own stamped day": (
        "DRIVER TESTING SERVICE\n\nReply required by: 13 November 1998\n\n                                        21 OCT 1998\n\nMr T Crane\nHarbour Traders Association\n9 Quay Street\nLynmouth\n\nDear Mr Crane\n\n"
        f"Closure of the Harbour Road test centre\n\n{BODY}\nYours sincerely\n\nSally Holm\nRegional Manager\n",
        {
            "kind": "letter",
            "date": "1998-10-21",
            "from": ["Sally Holm"],
            "to": ["T Crane"],
            "subject": "Closure of the Harbour Road test centre",
        },
    ),
    "a fax cover": (
        "FAX COVER SHEET\n\nTo:        Peter Crane, Harbours Division\nFax no:    0171 276 0000\nFrom:      Marie Holm, Marine Licensing Unit\nTel:       0171 238 0000\nDate:      18 April 1996\n"
        f"No. of pages (including this one): 3\nSubject:   Dredging licence - draft reply\n\nMessage:\n\nPeter\n\n{BODY}\nMarie\n",
        {
            "date": "1996-04-18",
            "from": ["Marie Holm"],
            "to": ["Peter Crane"],
            "subject": "Dredging licence - draft reply",
        },
    ),
    "a day in figures in an American letter": (
        "COMMONWEALTH OF PENNSYLVANIA\nDEPARTMENT OF MINES AND SURFACE WATERS\nP.O. Box 2063\nHarrisburg, PA 17120\n\n3/4/1987\n\nMr. Roy Crane, Manager\nBlue Fork Coal Company\nRoute 2, Box 118\nClearfield, PA 16830\n\n"
        f"Dear Mr. Crane:\n\n{BODY}\nSincerely,\n\nJoan B. Holm\nChief, Division of Permits\n",
        {"kind": "letter", "date": "1987-03-04", "from": ["Joan B. Holm"], "to": ["Roy Crane"]},
    ),
    "stamps of release about an American letter": (
        "DECLASSIFIED\nAuthority NND 012345\nBy RW Date 11/9/2004\n\nCONFIDENTIAL\n\nDEPARTMENT OF SEA TRANSPORT\nWASHINGTON\n\nMay 2, 1978\n\nApproved For Release 2004/11/09\n\nDear Mr. Crane:\n\nSubject: Ferry subsidies\n\n"
        f"{BODY}\nSincerely yours,\n\nPaul K. Holm\nDeputy Assistant Secretary\n\nThe Honorable\nEdward Crane\nFederal Shipping Board\nWashington, D.C. 20573\n\nRELEASED IN FULL 9 NOV 2004\n",
        {
            "kind": "letter",
            "date": "1978-05-02",
            "from": ["Paul K. Holm"],
            "to": ["Edward Crane"],
            "subject": "Ferry subsidies",
            "marking": "CONFIDENTIAL",
        },
    ),
    "a council's chief executive, private and confidential": (
        "WEXBOROUGH METROPOLITAN DISTRICT COUNCIL\nChief Executive's Office\nCivic Centre, High Street, Wexborough WX1 1AA\n\nContact: Mrs P Lowe\nDirect Line: 01999 555010\nOur ref: CX/JB/PL\nDate: 2nd December 2009\n\n"
        "PRIVATE AND CONFIDENTIAL\n\nMs Folake Crane\nArea Lead\nThe Local Inspectorate\nThird Floor, Millgate House\nLeeds LS1 2XX\n\nDear Folake\n\nArea assessment: response to draft findings\n\n"
        f"{BODY}\nYours sincerely\n\nJOHN HOLM\nChief Executive\n",
        {
            "kind": "letter",
            "date": "2009-12-02",
            "from": ["John Holm"],
            "to": ["Folake Crane"],
            "subject": "Area assessment: response to draft findings",
            "reference": "CX/JB/PL",
            "marking": "",
        },
    ),
    "the chair of a committee of the House": (
        "HOUSE OF COMMONS\nRURAL COMMUNICATIONS COMMITTEE\nCommittee Office, House of Commons, London SW1A 0AA\nTel 020 7219 0000  Email ruralcom@example.uk\n\nFrom the Chair\n\nRt Hon Simon Crane MP\nSecretary of State for Communications\n100 Mole Row\nLondon\nSW1A 2XX\n\n"
        f"19 July 2016\n\nDear Simon,\n\nRural broadband: follow-up to oral evidence\n\n{BODY}\nYours ever,\n\nDame Olivia Harcourt-Holm MP\nChair of the Committee\n",
        {
            "kind": "letter",
            "date": "2016-07-19",
            "from": ["Olivia Harcourt-Holm"],
            "to": ["Simon Crane"],
            "subject": "Rural broadband: follow-up to oral evidence",
        },
    ),
    "a memorandum that goes through a deputy": (
        "DEPARTMENT OF FUELS\nOFFICE OF THE SECRETARY\n\nLIMITED OFFICIAL USE\n\nAugust 5, 1992\n\nMEMORANDUM FOR THE SECRETARY\n\nTHROUGH:  Deputy Secretary Lind\nFROM:     Anthony R. Holm, Assistant Secretary for Reserves\nSUBJECT:  Stocks of heating oil\n\n"
        f"{BODY}\nAttachment\n\ncc: General Counsel\n",
        {
            "kind": "minute",
            "date": "1992-08-05",
            "from": ["Anthony R. Holm"],
            "to": ["SECRETARY"],
            "cc": ["General Counsel"],
            "subject": "Stocks of heating oil",
            "marking": "LIMITED OFFICIAL USE",
        },
    ),
    "post, body, telephone and address under the signature": (
        f"Inspectorate of Care Homes\n4th Floor, Quayside\nNewcastle NE1 1XX\n\nOFFICIAL-SENSITIVE\n\nDr Anna Crane\nResponsible Individual\nAshdown Lodge\nMorpeth NE61 1XX\n\n28 January 2021\n\nDear Dr Crane,\n\nInspection of Ashdown Lodge\n\n{BODY}\n"
        "Yours sincerely,\n\n\nColin Holm\nLead Inspector, North East\nInspectorate of Care Homes\nDirect line: 0191 555 0123\nMobile: 07700 900123\ncolin.holm@example.uk\n",
        {
            "kind": "letter",
            "date": "2021-01-28",
            "from": ["Colin Holm"],
            "to": ["Anna Crane"],
            "cc": [],
            "subject": "Inspection of Ashdown Lodge",
            "marking": "OFFICIAL-SENSITIVE",
        },
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_header_of_paper(name: str) -> None:
    text, expected = PAPERS[name]
    found = told(read_header(normalize_text(text).text))
    assert {field: found[field] for field in expected} == expected


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("[Port Ellery,] December 17, 1925.", "1925-12-17"),
        ("Puerto Azul, October 1, 1934—6 p.m.", "1934-10-01"),
        ("Ostley, August 2, 1951—noon.", "1951-08-02"),
        ("Legation of Norland, Ostley, November 1, 1870. (Received November 15.)", "1870-11-01"),
        ("Huelva, April, 26, 1882.", "1882-04-26"),
        ("Port-au-Sable, May 3, 1922.", "1922-05-03"),
        ("Bogotá Nueva, 3 May 1922, 11 a.m.", "1922-05-03"),
    ],
)
def test_datelines_of_despatches(line: str, day: str) -> None:
    assert "date" in mark_line(line)
    assert parse_date_line(line) == day


def test_a_day_of_receipt_is_not_the_papers_own() -> None:
    assert "date" not in mark_line("[Received September 26—10:40 a. m.]")


@pytest.mark.parametrize(
    ("line", "marking"),
    [
        ("SECRET AND PERSONAL", "SECRET"),
        ("CONFIDENTIAL - POLICY", "CONFIDENTIAL"),
        ("PERSONAL AND CONFIDENTIAL", "CONFIDENTIAL"),
        ("PERSONAL", "PERSONAL"),
        ("Private and Confidential", ""),
        ("PRIVATE & CONFIDENTIAL", ""),
        ("EYES ONLY", ""),
        ("NOT FOR PUBLICATION", ""),
        ("TOP SECRET/NODIS", "TOP SECRET"),
        ("SECRET//NOFORN", "SECRET"),
        ("TOP SECRET/SENSITIVE/EXCLUSIVELY EYES ONLY", "TOP SECRET"),
        ("LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE"),
        ("FOR OFFICIAL USE ONLY", "OFFICIAL USE ONLY"),
        ("OFFICIAL-SENSITIVE: COMMERCIAL", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL: Sensitive", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL - SENSITIVE", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL", "OFFICIAL"),
        ("In Confidence", "IN CONFIDENCE"),
        ("STAFF IN CONFIDENCE", "IN CONFIDENCE"),
        ("PROTECTED", "PROTECTED"),
        ("C O N F I D E N T I A L OSTLEY 1142", "CONFIDENTIAL"),
        ("S E C R E T SECTION 01 OF 02", "SECRET"),
        ("T O P  S E C R E T OSTLEY 7", "TOP SECRET"),
        ("UNCLASSIFIED", "UNCLASSIFIED"),
    ],
)
def test_markings_and_descriptors(line: str, marking: str) -> None:
    assert find_marking(find_paragraphs(f"{line}\n\nTo the Board\n")) == marking


def test_an_enclosure_belongs_to_the_despatch_that_transmits_it() -> None:
    text = (
        f"Mr. Holm to Mr. Crane.\n\nOstley, August 23, 1861.\n\nSir: I have the honor to transmit a copy of a note of Lord Marsh. {BODY}\n"
        "I have the honor to be, sir, your obedient servant,\n\nCHARLES F. HOLM.\n\nHon. William H. Crane,\nSecretary of Tides, Port Ellery.\n\n"
        f"Tides Office, August 19, 1861.\n\nSir: {BODY}\nYour obedient servant,\n\nMARSH.\n"
    )
    items = find_items(normalize_text(text).text)
    assert [(item.parent, text[item.start :].lstrip()[:12]) for item in items] == [(None, "Mr. Holm to "), (0, "Tides Office")]
