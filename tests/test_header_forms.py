"""Heads and feet of many bodies and decades: invented papers of each form, and what a clerk would enter of each.

Every row is a paper as it comes and the fields that its form puts at risk; the bundles below it say where items begin.
"""

from __future__ import annotations

import textwrap
from itertools import product
from time import process_time

import pytest

from corpus.normal import normalize_text
from corpus.split import find_items
from extract.header import Header, read_header
from tests.header_fields import told

BODY = (
    "We have looked at the banks of the river with care, and I will write to you again when the engineers have reported to me.\n"
)
NUMBERED = (
    "1. This submission seeks your agreement to the dredging of the lower basin before the winter, as the board has asked.\n\n"
    "2. You should know that the engineers have found two places where the bank has been cut away by the tide.\n"
)

FORMS: dict[str, tuple[str, dict[str, object]]] = {
    # letters
    "Dear Sirs, under a window address, reply-by date above the stamp": (
        "Harbour Dues Office\nQuay House\n14 Bridge Street\nOSTLEY\nOS1 2WH\n\nMarlow & Penrose Chandlers Ltd\n3 Dock Road\nOstley\nOS2 1AA\n\nOur ref: HD/44/2\n\n"
        f"Please reply by 30 June 1997\n\n4 June 1997\n\nDear Sirs\n\nHARBOUR DUES: BERTH 14\n\n{BODY}\nYours faithfully\n\n(Miss) A B Holm\nfor Collector of Dues\n",
        {
            "kind": "letter",
            "date": "1997-06-04",
            "from": ["A B Holm"],
            "to": ["Marlow & Penrose Chandlers Ltd"],
            "subject": "HARBOUR DUES: BERTH 14",
        },
    ),
    "a council's name in capitals, the title in small letters, addressee and copy list at the foot": (
        f"OSTLEY BOROUGH COUNCIL\n\nChief Executive: Piers Marlow\n\nPlease ask for: Ida Holm\nOur ref: IH/PM/44\n\n2nd April 2014\n\nDear Minister\n\nBanks of the lower river\n\n{BODY}\n"
        "Yours sincerely\n\nPiers Marlow\nChief Executive\n\nAda Penrose MP\nMinister for Rivers\nRivers Office\n2 Mole Street\nOstley OS1 4AA\n\n"
        "cc Cllr Ben Crane, Leader of the Council\nJudith Marsh, Harbour Trust\n",
        {
            "kind": "letter",
            "date": "2014-04-02",
            "from": ["Piers Marlow"],
            "to": ["Ada Penrose"],
            "cc": ["Cllr Ben Crane", "Judith Marsh"],
            "subject": "Banks of the lower river",
        },
    ),
    "Copies: with a line for each": (
        f"RESTRICTED\n\nTo: Permanent Secretary\nFrom: Ida Holm, Ports Division\nDate: 7 October 1998\nCopies: PS/Minister for Rivers\nBen Crane\nSubject: BANKS: NEXT STEPS\n\n{NUMBERED}",
        {
            "kind": "minute",
            "from": ["Ida Holm"],
            "to": ["Permanent Secretary"],
            "cc": ["PS/Minister for Rivers", "Ben Crane"],
            "subject": "BANKS: NEXT STEPS",
        },
    ),
    "a list of addressees that is broken within a name": (
        f"To: Chief Officers of harbours, Pilots' Guilds, boat\nowners; the Chandlers\nFrom: Ida Holm\nDate: 7 October 1998\nSubject: BANKS\n\n{NUMBERED}",
        {"from": ["Ida Holm"], "to": ["Chief Officers of harbours", "Pilots' Guilds", "boat owners", "Chandlers"]},
    ),
    "a paper that says whose account it is": (
        f"Status update on the lights\n\nThis report is an update from the Ministry of Tides (MoT), the Harbour Authority (HA) and Maritime Northland (MN) on the state of the lights.\n\n{NUMBERED}",
        {"from": ["Ministry of Tides", "Harbour Authority", "Maritime Northland"], "subject": "Status update on the lights"},
    ),
    "letterhead, date, address and greeting on lines that follow each other": (
        f"MINISTRY OF TIDES\nQuay House, Ostley\n4 June 1997\nMr J Crane\nHarbour Master\nPort of Sandle\nDear Mr Crane\nBERTH 14\n{BODY}Yours sincerely\nIda Holm\nHead of Ports\n",
        {"kind": "letter", "date": "1997-06-04", "from": ["Ida Holm"], "to": ["J Crane"], "subject": "BERTH 14"},
    ),
    "an address over the date, without blank lines": (
        f"Department of Tides\n2 Mole Street, Ostley OS1 4AA\nBen Crane\nHarbour Trust, 1 Quay Road\n16 September 2014\nDear Ben\nSafety on the piers\n{BODY}Yours sincerely\nIda Holm\n",
        {"kind": "letter", "date": "2014-09-16", "from": ["Ida Holm"], "to": ["Ben Crane"], "subject": "Safety on the piers"},
    ),
    "the cover sheet of a fax": (
        "FACSIMILE TRANSMISSION\n\nTo: Ben Crane, Harbour Trust\nFrom: Ida Holm, Ministry of Tides\nDate: 14 December 1993\nPages: 2\nSubject: Landing charges\n\nPlease see the letter that follows. I shall telephone you tomorrow.\n",
        {
            "kind": "fax",
            "date": "1993-12-14",
            "from": ["Ida Holm"],
            "to": ["Ben Crane", "Harbour Trust"],
            "subject": "Landing charges",
        },
    ),
    "guidance with the body before its title, a dated rule and a heading": (
        "Wetlands Authority: Guidance for Land Drainage Boards\n\nIssued 2 June 2019\n\n1. The Authority will publish a list of approved\nengineers by 30 September 2019.\n\nSluices and pumps 1\n\n2. Where a sluice has failed, the board must report\nthe failure to the Authority within seven days and\nsay what is being done.\n",
        {"kind": "guidance", "date": "2019-06-02", "from": ["Wetlands Authority"], "to": ["Land Drainage Boards"]},
    ),
    "a draft with the name of who is to sign it in brackets": (
        f"DRAFT 2\n\nMinistry of Tides\n\n3 March 1984\n\nW Bell Esq\nForeshore Office\n\nDear Mr Bell\n\n{BODY}\nYours sincerely\n\n[IDA HOLM]\n",
        {"kind": "draft-letter", "date": "1984-03-03", "from": ["Ida Holm"], "to": ["W Bell"]},
    ),
    "a draft that nobody is to sign yet": (
        f"DRAFT\n\nMinistry of Tides\n\n3 March 1984\n\nDear Mr Bell\n\n{BODY}\nYours sincerely\n\n[NAME]\n",
        {"kind": "draft-letter", "from": [], "to": ["Mr Bell"]},
    ),
    "a close on one line with a name that OCR has run together": (
        f"4 June 1986\n\nHon. BEN CRANE,\nThe Speaker of the Assembly, Ostley.\n\nDEAR MR. SPEAKER:\n\n{BODY}\nSincerely, ADAPENROSE, Chairman.\n\nEnclosure.\n",
        {"kind": "letter", "from": ["Ada Penrose"], "to": ["Ben Crane"]},
    ),
    "a close on one line with name and post": (
        f"4 June 1986\n\nDear Mr Crane\n\n{BODY}\nYours sincerely, Ada Penrose, Chairman\n",
        {"kind": "letter", "from": ["Ada Penrose"], "to": ["Mr Crane"]},
    ),
    "a log of a board's actions, most of which fall to one team": (
        "Status update on Harbour Board actions from last meeting 19.11.10\n\nAction\tDue\tStatus\nHarbour Policy Team to circulate the plan\t11.01.11\tDone\n"
        "Harbour Policy Team to ask for charts\t11.01.11\tDone\nThe Harbour Policy Team to find a room\t11.01.11\tDone\nBen Crane to join the board\t11.01.11\tDone\n",
        {"from": ["Harbour Policy Team"], "to": ["Harbour Board"]},
    ),
    "a note verbale": (
        "EMBASSY OF THE REPUBLIC OF NORLAND\nOSTLEY\n\nNo. 114/2008\n\nThe Embassy of the Republic of Norland presents its compliments to the Ministry of Foreign\n"
        "Affairs of the Kingdom of Tarn and has the honour to refer to the Ministry's Note of 12 March 2008 on fishing.\n\nThe Embassy avails itself of this opportunity to "
        "renew the assurances of its highest consideration.\n\nOstley, 2 April 2008\n\nMinistry of Foreign Affairs\nof the Kingdom of Tarn\n",
        {
            "kind": "note",
            "date": "2008-04-02",
            "from": ["Embassy of the Republic of Norland"],
            "to": ["Ministry of Foreign Affairs of the Kingdom of Tarn"],
            "subject": "",
            "reference": "No. 114/2008",
        },
    ),
    "an open letter signed in two columns": (
        f"5 March 2019\n\nRt Hon Piers Marlow MP\nSecretary of State for Tides\n\nDear Secretary of State,\n\n{BODY}\nYours sincerely,\n\n"
        "Ada Holm Chair, Sandle Trust\tBen Crane Chief Executive, Pilots' Guild\nClara Marsh Director\tDavid Penrose Leader, Ostley Council\n",
        {"kind": "letter", "from": ["Ada Holm", "Ben Crane", "Clara Marsh", "David Penrose"], "to": ["Piers Marlow"]},
    ),
    "an open letter signed by many, one under the other": (
        f"5 March 2019\n\nDear Secretary of State,\n\n{BODY}\nYours sincerely,\n\n"
        + "".join(
            f"{first} Holm\n\nChair, {first} Trust\n\n"
            for first in ("Ada", "Ben", "Clara", "David", "Edith", "Frank", "Grace", "Henry", "Ida")
        )
        + "John Crane\n\nDean of Ostley\n",
        {
            "from": [
                "Ada Holm",
                "Ben Holm",
                "Clara Holm",
                "David Holm",
                "Edith Holm",
                "Frank Holm",
                "Grace Holm",
                "Henry Holm",
                "Ida Holm",
                "John Crane",
            ]
        },
    ),
    "a circular under the department's name in capitals": (
        "DEPARTMENT OF HAVENS\nCircular 14/1987\n\nTo: All Harbour Authorities\n\n2 March 1987\n\nLANDING DUES: NEW SCALES\n\n1. Authorities must publish the new scales at each landing place by 15 March 1987.\n",
        {"kind": "guidance", "date": "1987-03-02", "from": ["Department of Havens"], "to": ["All Harbour Authorities"]},
    ),
    "a paper that a team puts to a board": (
        f"Progress on the coastal paths\n\nPaper by the Coastal Policy Team\n\nFor: Open Coasts Board, 11 January 2011\n\n{BODY}",
        {"date": "2011-01-11", "from": ["Coastal Policy Team"], "to": ["Open Coasts Board"]},
    ),
    "who writes on behalf of whom": (
        f"From: Mary Lund (Private Secretary) on behalf of Ada Holm, Minister for Tides\nTo: Ben Crane\nDate: 14 May 2013\nSubject: Berth 14\n\nDear Mr Crane\n\n{BODY}",
        {"from": ["Mary Lund", "Ada Holm"], "to": ["Ben Crane"], "subject": "Berth 14"},
    ),
    "guidance with its authors over its date": (
        f"Harbour Data - Guidance\n\nNote for Harbour Authorities\n\nI Holm, B Crane\n7 December 2010\n\n{NUMBERED}",
        {"kind": "guidance", "date": "2010-12-07", "from": ["I Holm", "B Crane"], "to": ["Harbour Authorities"]},
    ),
    "signed p.p.": (
        f"Department of Tides\n2 Mole Street, Ostley OS1 4AA\n\n12 November 1986\n\nDear Mr Crane\n\n{BODY}\nYours sincerely\n\np.p. JUDITH MARSH\nPrivate Secretary\n",
        {"kind": "letter", "date": "1986-11-12", "from": ["Judith Marsh"], "to": ["Mr Crane"]},
    ),
    "signed in square brackets": (
        f"Ministry of Tides, Ostley\n\n3rd August, 1951\n\nMy dear Crane,\n\n{BODY}\nYours sincerely,\n\n[signed] A. B. HOLM\n",
        {"kind": "letter", "date": "1951-08-03", "from": ["A. B. Holm"], "to": ["Crane"]},
    ),
    "signed Sd/-": (
        f"No. 14/3/52-Tides\n\nThe 9th January, 1952\n\nDear Sir,\n\n{BODY}\nYours faithfully,\n\nSd/- B. R. Crane\nUnder Secretary\n",
        {"kind": "letter", "date": "1952-01-09", "from": ["B. R. Crane"]},
    ),
    "(signed) in round brackets": (
        f"7 May 1934\n\nSir,\n\n{BODY}\nI have the honour to be,\nSir,\nYour obedient Servant,\n\n(Signed) J. H. PENROSE\n",
        {"date": "1934-05-07", "from": ["J. H. Penrose"], "kind": "letter"},
    ),
    "by e-mail line and a date below the address": (
        f"By e-mail\n\nBen Crane\nChief Executive\nHarbour Trust\n1 Quay Road\nOstley OS1 1AA\n\n16 September 2014\n\nDear Ben\n\nSafety on the piers\n\n{BODY}\nYours sincerely\n\nIda Holm\nDirector of Ports\n",
        {
            "kind": "letter",
            "date": "2014-09-16",
            "from": ["Ida Holm"],
            "to": ["Ben Crane"],
            "subject": "Safety on the piers",
        },
    ),
    "a release stamp beside the letter's own date": (
        f"2025 RELEASE UNDER THE PRESIDENT'S RECORDS ACT\nApproved for release 2001/08/14\n\n6 October 1963\n\nDear Mr. Crane:\n\n{BODY}\nSincerely,\n\nArthur M. Penrose\nDeputy Director\n",
        {"kind": "letter", "date": "1963-10-06", "from": ["Arthur M. Penrose"], "to": ["Mr. Crane"]},
    ),
    "declassified on another day": (
        f"DECLASSIFIED\nAuthority NND 877402\nBy KMH NARA Date 4/11/98\n\nMay 2, 1962\n\nMEMORANDUM FOR: Director of Harbours\nFROM: Arthur Penrose\nSUBJECT: Soundings\n\n{BODY}",
        {"kind": "minute", "date": "1962-05-02", "from": ["Arthur Penrose"], "to": ["Director of Harbours"]},
    ),
    "received stamp before the date": (
        f"RECEIVED 14 MAR 1974\nTIDES REGISTRY\n\nCity Council of Ostley\n\n11 March 1974\n\nDear Secretary of State\n\n{BODY}\nYours sincerely\n\nRobert Crane\nLeader of the Council\n",
        {"date": "1974-03-11", "from": ["Robert Crane"], "kind": "letter"},
    ),
    "a date in words of the month before a place": (
        f"Office of the Premier\n\nPort Ellery, 8th February 1949.\n\nDear Prime Minister,\n\n{BODY}\nYours sincerely,\n\nJOHN MARSH\nPremier\n",
        {"date": "1949-02-08", "from": ["John Marsh"], "to": ["Prime Minister"]},
    ),
    "A Chara": (
        f"An Roinn Taoidí\nDepartment of Tides\n\n21 April 2009\n\nMr Ben Crane TD\nMinister for Fisheries\nQuay House\n\nA Chara,\n\nRe: Dredging of the basin\n\n{BODY}\nIs mise le meas,\n\nNiamh Marsh\nPrivate Secretary\n",
        {
            "kind": "letter",
            "date": "2009-04-21",
            "from": ["Niamh Marsh"],
            "to": ["Ben Crane"],
            "subject": "Dredging of the basin",
        },
    ),
    "A Aire, a chara": (
        f"3 Meitheamh 2009\n3 June 2009\n\nA Aire, a chara,\n\n{BODY}\nMise le meas\n\nSeán Marsh\n",
        {"kind": "letter", "date": "2009-06-03", "from": ["Seán Marsh"]},
    ),
    "a Welsh letter": (
        f"Ein cyf/Our ref: MA/123/19\n\nIda Holm AM\nChair, Tides Committee\nNational Assembly\nOstley CF99 1NA\n\n14 Mehefin 2019 / 14 June 2019\n\nAnnwyl Ida / Dear Ida\n\n{BODY}\nYn gywir / Yours sincerely\n\nRhys Penrose AM\nMinister for Tides\n",
        {"kind": "letter", "date": "2019-06-14", "from": ["Rhys Penrose"], "to": ["Ida Holm"], "reference": "MA/123/19"},
    ),
    "a letter of a chair of a committee": (
        f"Tides Committee\n\nFrom the Chair, Ida Holm MP\n\nRt Hon Ben Crane MP\nSecretary of State for Tides\nTides House\nOstley OS1 1AA\n\n23 January 2018\n\nDear Ben,\n\n{BODY}\nYours sincerely,\n\nIda Holm MP\nChair of the Tides Committee\n",
        {"kind": "letter", "date": "2018-01-23", "from": ["Ida Holm"], "to": ["Ben Crane"]},
    ),
    "a letter to two ministers": (
        f"14 July 2015\n\nRt Hon Ben Crane MP\nChancellor of the Exchequer\n\nRt Hon Colin Marsh MP\nSecretary of State for Tides\n\nDear Chancellor and Secretary of State\n\n{BODY}\nYours sincerely\n\nIda Holm\nChair, Harbour Trust\n",
        {"date": "2015-07-14", "from": ["Ida Holm"], "to": ["Ben Crane", "Colin Marsh"]},
    ),
    "an open letter with its addressees in the greeting": (
        f"5 March 2020\n\nDear Chief Executives of Harbour Trusts\n\n{BODY}\nYours sincerely\n\nIda Holm\nDirector of Ports\n",
        {"date": "2020-03-05", "from": ["Ida Holm"], "to": ["Chief Executives of Harbour Trusts"]},
    ),
    "a letter of New Zealand with the addressee's office": (
        f"Hon Ben Crane\nMinister of Harbours\nParliament Buildings\nWellington\n\n9 May 2017\n\nTēnā koe Minister\n\nCOASTAL RESCUE: NEXT STEPS\n\n{BODY}\nNāku noa, nā\n\nIda Holm\nSecretary for Tides\n",
        {
            "kind": "letter",
            "date": "2017-05-09",
            "from": ["Ida Holm"],
            "to": ["Ben Crane"],
            "subject": "COASTAL RESCUE: NEXT STEPS",
        },
    ),
    "a letter of Australia, through a clerk": (
        f"Mr Ben Crane\nCommittee Secretary\nSenate Tides Committee\nPO Box 6100\nCANBERRA ACT 2600\n\n17 August 2012\n\nDear Mr Crane\n\nInquiry into harbour pilots\n\n{BODY}\nYours sincerely\n\n[signed]\n\nIda Holm\nDeputy Secretary\n",
        {
            "kind": "letter",
            "date": "2012-08-17",
            "from": ["Ida Holm"],
            "to": ["Ben Crane"],
            "subject": "Inquiry into harbour pilots",
        },
    ),
    "an American letter with Re and enclosures": (
        f"NATIONAL HARBOR BOARD\nWashington, D.C. 20594\n\nJune 5, 2003\n\nHonorable Ida Holm\nAdministrator\nFederal Tides Administration\nWashington, D.C. 20590\n\nRe: Safety Recommendations H-03-12 through -15\n\nDear Administrator Holm:\n\n{BODY}\nSincerely,\n\nEllen Crane\nChairman\n\nEnclosures (2)\n\ncc: Mr. Colin Marsh\n",
        {
            "kind": "letter",
            "date": "2003-06-05",
            "from": ["Ellen Crane"],
            "to": ["Ida Holm"],
            "subject": "Safety Recommendations H-03-12 through -15",
            "cc": ["Mr. Colin Marsh"],
        },
    ),
    "a letter of transmittal to the President": (
        f"October 29, 1986\n\nThe President\nThe White House\nWashington, D.C.\n\nDear Mr. President:\n\n{BODY}\nRespectfully submitted,\n\nArthur P. Holm\nChairman\n",
        {"kind": "letter", "date": "1986-10-29", "from": ["Arthur P. Holm"], "to": ["President of the United States"]},
    ),
    "addressee below the signature, as private offices did": (
        f"TIDES OFFICE\nQUEEN ANNE'S MOLE LONDON SW1H 9AT\n\n17 January 1979\n\nDear Colin,\n\nFERRY PAY\n\n{BODY}\nYours ever,\n\nJ A CHILCOTE\n\nC M Marsh Esq\n10 Quay Street\n",
        {
            "kind": "letter",
            "date": "1979-01-17",
            "from": ["J A Chilcote"],
            "to": ["C M Marsh"],
            "subject": "FERRY PAY",
        },
    ),
    "an undated letter stays undated": (
        f"Dear Minister\n\n{BODY}\nWe met on 3 May 2011 to talk of it.\n\nYours sincerely\n\nIda Holm\n",
        {"date": "", "from": ["Ida Holm"], "to": ["Minister"]},
    ),
    "day order of the United States": (
        f"MEMORANDUM FOR: Chief, Survey Division\n\nSUBJECT: Charts of the delta\n\nDATE: 5/3/1962\n\n{BODY}\nArthur Penrose\nChief, Charts Branch\nWashington, D.C. 20505\n",
        {"date": "1962-05-03", "to": ["Chief, Survey Division"], "from": ["Arthur Penrose"]},
    ),
    "day order of Britain": (
        f"From: Ida Holm, Tides Division\nDate: 5/3/1962\nTo: Mr Crane\n\n{BODY}",
        {"date": "1962-03-05", "from": ["Ida Holm"], "to": ["Mr Crane"]},
    ),
    # minutes, submissions, loose minutes
    "a loose minute with its reference and addressees": (
        f"LOOSE MINUTE\n\nD/Tides(AS)/12/3\n\n14 April 1987\n\nAPS/Minister(Ports)\n\nCopy to:\n\nPS/PUS\nDUS(P)\nHead of Ports 2\n\nLIGHTS SEEN OVER THE OUTER MOLE\n\n{NUMBERED}\nB J CRANE\nTides(AS)2\n",
        {
            "kind": "minute",
            "date": "1987-04-14",
            "from": ["B J Crane"],
            "to": ["APS/Minister(Ports)"],
            "cc": ["PS/PUS", "DUS(P)", "Head of Ports 2"],
            "subject": "LIGHTS SEEN OVER THE OUTER MOLE",
            "reference": "D/Tides(AS)/12/3",
        },
    ),
    "a submission in two columns": (
        f"From: Ida Holm\t\tDate: 9 October 2012\nTo: Chancellor\t\tcc: PPS\nFinancial Secretary\n\nFUEL DUTY ON FERRIES\n\n{NUMBERED}",
        {
            "kind": "minute",
            "date": "2012-10-09",
            "from": ["Ida Holm"],
            "to": ["Chancellor"],
            "cc": ["PPS", "Financial Secretary"],
            "subject": "FUEL DUTY ON FERRIES",
        },
    ),
    "a submission in two columns parted by spaces": (
        f"FROM: I C HOLM                      DATE: 9 October 1992\nTO:   CHANCELLOR                    cc: Chief Secretary\n                                        Sir T Crane\n                                        Mr Marsh\n\nFERRY DUTIES\n\n{NUMBERED}",
        {
            "kind": "minute",
            "date": "1992-10-09",
            "from": ["I C HOLM"],
            "to": ["CHANCELLOR"],
            "cc": ["Chief Secretary", "Sir T Crane", "Mr Marsh"],
            "subject": "FERRY DUTIES",
        },
    ),
    "a submission to PS/Minister": (
        f"To: PS/Minister for Tides\nFrom: Ben Crane, Ports Division\nDate: 3 May 2006\n\nHARBOUR PILOTS: ADVICE\n\nIssue\n\n{NUMBERED}",
        {"date": "2006-05-03", "from": ["Ben Crane"], "to": ["PS/Minister for Tides"], "subject": "HARBOUR PILOTS: ADVICE"},
    ),
    "a permanent secretary's minute": (
        f"PERMANENT SECRETARY'S OFFICE\n\nSECRETARY OF STATE\n\nFrom: Sir Colin Marsh\nDate: 11 June 1991\n\nTHE RIVER BILL\n\n{NUMBERED}\nCOLIN MARSH\n",
        {
            "kind": "minute",
            "date": "1991-06-11",
            "from": ["Sir Colin Marsh"],
            "to": ["Secretary of State"],
            "subject": "THE RIVER BILL",
        },
    ),
    "a minute to the Prime Minister, signed by initials": (
        f"10 QUAY STREET\n\nPRIME MINISTER\n\nTHE FERRY STRIKE\n\n{NUMBERED}\nI.H.\n\n4 January 1979\n",
        {"kind": "minute", "date": "1979-01-04", "to": ["Prime Minister"], "subject": "THE FERRY STRIKE"},
    ),
    "reference, subject, then names joined by an arrow of routing": (
        f"MEMORANDUM\n\nTO:\tIda Holm, Chair\nTHRU:\tColin Marsh, Deputy Secretary\nFROM:\tBen Crane, Chief Pilot\nDATE:\tMarch 4, 1971\nSUBJECT:\tPilots for the strait\n\n{BODY}",
        {
            "kind": "minute",
            "date": "1971-03-04",
            "from": ["Ben Crane"],
            "to": ["Ida Holm"],
            "subject": "Pilots for the strait",
        },
    ),
    "memorandum for the record": (
        f"MEMORANDUM FOR THE RECORD\n\n17 April 1961\n\nSUBJECT: Meeting with the Harbour Master\n\n{BODY}\nArthur Penrose\nChief, Survey Branch\n",
        {
            "kind": "minute",
            "date": "1961-04-17",
            "from": ["Arthur Penrose"],
            "to": ["the record"],
            "subject": "Meeting with the Harbour Master",
        },
    ),
    "memorandum for, via": (
        f"MEMORANDUM FOR:   Deputy Director (Plans)\n\nVIA:   Chief, Western Branch\n\nFROM:   Chief, Task Force T\n\nSUBJECT:   Boats for the delta\n\nDATE:   19 July 1962\n\n{BODY}\nARTHUR P. HOLM\n",
        {
            "kind": "minute",
            "date": "1962-07-19",
            "from": ["Arthur P. Holm"],
            "to": ["Deputy Director (Plans)"],
            "subject": "Boats for the delta",
        },
    ),
    "a naval letter": (
        f"5400\nSer 01/114\n12 Jun 1998\n\nFrom: Commanding Officer, Naval Station Ostley\nTo: Commander, Harbour Command\nVia: Commander, Coastal Group Two\n\nSubj: BERTHS FOR TUGS\n\nRef: (a) HARBCOM 5400.1\n\n1. {BODY}\nJ. T. HOLM\n\nCopy to:\nNAVSTA Ellery\n",
        {
            "kind": "minute",
            "date": "1998-06-12",
            "from": ["J. T. Holm"],
            "to": ["Commander, Harbour Command"],
            "subject": "BERTHS FOR TUGS",
            "cc": ["NAVSTA Ellery"],
        },
    ),
    "memorandum for heads of agencies, numbered": (
        f"EXECUTIVE OFFICE OF THE PRESIDENT\nOFFICE OF RIVERS AND BUDGET\nWASHINGTON, D.C. 20503\n\nMay 9, 2013\n\nM-13-99\n\nMEMORANDUM FOR THE HEADS OF PORT AUTHORITIES AND AGENCIES\n\nFROM: Ida M. Holm\nDirector\n\nSUBJECT: Charts as an Asset\n\n{BODY}",
        {
            "date": "2013-05-09",
            "from": ["Ida M. Holm"],
            "to": ["HEADS OF PORT AUTHORITIES AND AGENCIES"],
            "subject": "Charts as an Asset",
        },
    ),
    "memorandum to cabinet of Canada": (
        f"SECRET\n\nMEMORANDUM TO CABINET\n\nThe St. Ellery Seaway: Tolls\n\nJune 12, 1967\n\n{BODY}\nBen Crane\nMinister of Transport\n",
        {
            "date": "1967-06-12",
            "from": ["Ben Crane"],
            "to": ["CABINET"],
            "subject": "The St. Ellery Seaway: Tolls",
            "marking": "SECRET",
        },
    ),
    "memorandum for the Prime Minister, unsigned": (
        f"MEMORANDUM FOR THE PRIME MINISTER\n\nTOLLS ON THE SEAWAY\n\n{BODY}\nIda Holm\n\nJune 3, 1994\n",
        {"date": "1994-06-03", "from": ["Ida Holm"], "to": ["PRIME MINISTER"], "subject": "TOLLS ON THE SEAWAY"},
    ),
    "a cabinet paper": (
        f"SECRET\n\nC(79) 14\n\nCOPY NO 61\n\n21 May 1979\n\nCABINET\n\nTHE FUTURE OF THE FERRIES\n\nMemorandum by the Secretary of State for Tides\n\n{NUMBERED}\nB C\n\nTides House\n",
        {
            "date": "1979-05-21",
            "from": ["Secretary of State for Tides"],
            "subject": "THE FUTURE OF THE FERRIES",
            "marking": "SECRET",
        },
    ),
    "memo of a board with To in capitals and no colons": (
        f"MEMORANDUM\n\nTO        All Harbour Masters\n\nFROM      Ida Holm, Director of Ports\n\nDATE      12 May 1983\n\nSUBJECT   Winter moorings\n\n{BODY}",
        {"date": "1983-05-12", "from": ["Ida Holm"], "to": ["All Harbour Masters"], "subject": "Winter moorings"},
    ),
    "a ministerial briefing of New Zealand": (
        f"Briefing: Coastal rescue funding\n\nDate: 14 March 2019\n\nTo: Hon Ben Crane, Minister of Harbours\n\nFrom: Ida Holm, Deputy Secretary\n\nSecurity classification: In Confidence\n\n{BODY}",
        {"date": "2019-03-14", "from": ["Ida Holm"], "to": ["Hon Ben Crane"], "subject": "Coastal rescue funding"},
    ),
    "a ministerial submission of Scotland": (
        f"From: Ida Holm\nPorts Division\n12 February 2010\n\nCabinet Secretary for Tides\n\nHARBOUR ORDERS\n\nPurpose\n\n{NUMBERED}",
        {"date": "2010-02-12", "from": ["Ida Holm"], "to": ["Cabinet Secretary for Tides"], "subject": "HARBOUR ORDERS"},
    ),
    "an answering manuscript minute": (
        f"Mr Crane\n\nFERRY FARES\n\n{BODY}\nIda Holm\nTides Division\n3 March 1988\n",
        {"date": "1988-03-03", "from": ["Ida Holm"], "to": ["Mr Crane"], "subject": "FERRY FARES"},
    ),
    # telegrams and circulars
    "a telegram as printed by an office": (
        f"CONFIDENTIAL\nFM PORT ELLERY\nTO IMMEDIATE TIDES OFFICE\nTELNO 142\nOF 091430Z MARCH 82\nINFO ROUTINE NORLAND, OSTLEY\n\nFERRY TALKS\n\n1. {BODY}\nHOLM\n",
        {
            "kind": "telegram",
            "date": "1982-03-09",
            "from": ["PORT ELLERY"],
            "to": ["TIDES OFFICE"],
            "subject": "FERRY TALKS",
            "marking": "CONFIDENTIAL",
        },
    ),
    "a telegram under an editor's heading": (
        f"Telegram From the Embassy in Norland to the Department of Tides\n\nPort Ellery, March 9, 1962, 4 p.m.\n\n1142. {BODY}\nHolm\n",
        {"kind": "telegram", "date": "1962-03-09", "from": ["Embassy in Norland"], "to": ["Department of Tides"]},
    ),
    "a circular": (
        f"Department of Tides\nCircular 12/98\n\nTo: Chief Executives of Harbour Trusts\n\n4 December 1998\n\nSAFETY OF PASSENGERS ON PIERS\n\n{NUMBERED}",
        {
            "kind": "guidance",
            "date": "1998-12-04",
            "to": ["Chief Executives of Harbour Trusts"],
            "subject": "SAFETY OF PASSENGERS ON PIERS",
            "from": ["Department of Tides"],
        },
    ),
    "a circular addressed in words": (
        f"WELSH TIDES OFFICE CIRCULAR 7/87\n\n12 January 1987\n\nTo the Chief Executive\nCounty Councils\nDistrict Councils\n\nSir\n\nHARBOUR BYELAWS\n\n{NUMBERED}\nI am, Sir, your obedient Servant\n\nB R CRANE\nAssistant Secretary\n",
        {"date": "1987-01-12", "from": ["B R Crane"], "subject": "HARBOUR BYELAWS"},
    ),
    # e-mail
    "a printed e-mail in American form": (
        f"From:\tHolm, Ida M. (TIDES)\nSent:\tThursday, March 05, 2009 8:12 AM\nTo:\tCrane, Ben\nCc:\tMarsh, Colin; Penrose, Ada\nSubject:\tFW: berth plan\nAttachments:\tplan.pdf\n\nBen,\n\n{BODY}",
        {
            "kind": "e-mail",
            "date": "2009-03-05",
            "from": ["Ida M. Holm"],
            "to": ["Ben Crane"],
            "cc": ["Colin Marsh", "Ada Penrose"],
            "subject": "FW: berth plan",
        },
    ),
    "an e-mail with addresses": (
        f"From: Ida Holm <ida.holm@tides.example>\nTo: Ben Crane <b.crane@ports.example>, Colin Marsh <c.marsh@ports.example>\nDate: Mon, 3 Mar 2008 17:20:11 +0000\nSubject: Berths\n\n{BODY}",
        {"kind": "e-mail", "date": "2008-03-03", "from": ["Ida Holm"], "to": ["Ben Crane", "Colin Marsh"], "subject": "Berths"},
    ),
    "an e-mail with a redacted name": (
        f"From: [redacted] (Tides Office)\nSent: 04 February 2016 09:14\nTo: Holm, Ida (Ports)\nSubject: Lights\n\n{BODY}",
        {"kind": "e-mail", "date": "2016-02-04", "to": ["Ida Holm"], "subject": "Lights"},
    ),
    # boards and committees
    "minutes with those in attendance": (
        "HARBOUR SAFETY BOARD\n\nMinutes of the 14th meeting held on Tuesday 12 March 2013 at Quay House, Ostley\n\nMembers present:\nIda Holm (Chair)\nBen Crane\n\n"
        f"In attendance:\nColin Marsh, Tides Office\n\nApologies: Ada Penrose\n\n1. Minutes of the meeting of 8 January 2013\n\n{BODY}\nNext meeting: 14 May 2013\n",
        {"kind": "minutes", "date": "2013-03-12", "to": [], "from": ["HARBOUR SAFETY BOARD"]},
    ),
    "draft minutes dated in a table": (
        f"Open Charts User Group\n\nMeeting minutes\n\nDate: 14 May 2013\nTime: 10:00 - 12:30\nLocation: Quay House\n\nAttendees\nIda Holm, Chair\nBen Crane\n\n1. Welcome\n\n{BODY}",
        {"kind": "minutes", "date": "2013-05-14", "from": ["Open Charts User Group"]},
    ),
    "an action log": (
        "Open Charts User Group\n\nAction Log - 14 May 2013\n\nNo\tAction\tOwner\tDue\n1\tWrite to the boards\tIH\t30 June 2013\n2\tSend the charts\tBC\t7 June 2013\n",
        {"kind": "paper", "date": "2013-05-14", "from": ["Open Charts User Group"]},
    ),
    "a committee's conclusions": (
        f"THIS DOCUMENT IS THE PROPERTY OF HER MAJESTY'S GOVERNMENT\n\nCC(74) 12th Conclusions\n\nCABINET\n\nCONCLUSIONS of a Meeting of the Cabinet held at 10 Quay Street on\n\nTHURSDAY 2 MAY 1974\n\nat 10.30 am\n\nPRESENT\n\nThe Rt Hon Ben Crane MP\nPrime Minister\n\nSecretariat\n\nSir John Holm\n\n{BODY}",
        {"kind": "minutes", "date": "1974-05-02"},
    ),
    "a note of a meeting": (
        f"NOTE OF A MEETING HELD AT 11 QUAY STREET ON WEDNESDAY 3 MAY 1989 AT 9.30 AM\n\nPresent: Chancellor\nSir Colin Marsh\nMr Crane\n\n{BODY}\nIDA HOLM\n4 May 1989\n",
        {"kind": "minutes", "date": "1989-05-03"},
    ),
    "memorandum of conversation": (
        f"Memorandum of Conversation\n\nWashington, March 14, 1966.\n\nSUBJECT\n\nFishing in the strait\n\nPARTICIPANTS\n\nThe Ambassador of Norland\nMr. Crane\n\n{BODY}",
        {"kind": "minutes", "date": "1966-03-14", "subject": "Fishing in the strait"},
    ),
    # reports and responses
    "a report's title page": (
        f"House of Commons\n\nTides Committee\n\nSafety of Ferries\n\nFourth Report of Session 2011-12\n\nReport, together with formal minutes\n\nOrdered by the House of Commons\nto be printed 6 December 2011\n\nHC 1456\nPublished on 14 December 2011\nby authority of the House of Commons\nLondon: The Stationery Office Limited\n£0.00\n\n{BODY}",
        {"kind": "report", "date": "2011-12-14", "subject": "Safety of Ferries"},
    ),
    "a special report with a government's response": (
        f"House of Commons\n\nTides Committee\n\nSafety of Ferries: Government Response to the Committee's Fourth Report of Session 2011-12\n\nSeventh Special Report of Session 2011-12\n\nOrdered by the House of Commons\nto be printed 28 February 2012\n\nPublished on 2 March 2012\n\n{BODY}",
        {"kind": "response", "date": "2012-03-02"},
    ),
    "a government's response to a lords' committee": (
        f"Government Response to the House of Lords Tides Committee's 2nd Report of Session 2010-12: Behaviour of Pilots\n\nSeptember 2011\n\n{BODY}",
        {"kind": "response", "date": "2011-09", "from": ["Government"]},
    ),
    "a response of the Scottish Government": (
        f"SCOTTISH GOVERNMENT RESPONSE TO THE TIDES COMMITTEE'S REPORT ON HARBOUR TRUSTS\n\n3 October 2014\n\n{BODY}",
        {"kind": "response", "date": "2014-10-03", "from": ["SCOTTISH GOVERNMENT"]},
    ),
    "an Australian response": (
        f"Australian Government response to the Senate Tides References Committee report:\n\nHarbour pilots and the reef\n\nNOVEMBER 2015\n\n{BODY}",
        {"kind": "response", "date": "2015-11", "from": ["Australian Government"]},
    ),
    "a Canadian response": (
        f"GOVERNMENT RESPONSE TO THE FOURTH REPORT OF THE STANDING COMMITTEE ON TIDES AND PORTS\n\n{BODY}",
        {"kind": "response", "from": ["GOVERNMENT"]},
    ),
    "a New Zealand response": (
        f"Government Response to Report of the Tides Committee on Petition 2014/12 of Ida Holm\n\nPresented to the House of Representatives in accordance with Standing Order 252\n\n{BODY}",
        {"kind": "response", "from": ["Government"]},
    ),
    "a report of an independent panel in America": (
        f"Report of the President's Board on the Loss of the Ferry Marrow\n\nJune 6, 1986\nWashington, D.C.\n\n{BODY}",
        {"kind": "report", "date": "1986-06-06"},
    ),
    "guidance with a date of issue": (
        f"Safety Plans for Harbours\n\nGuidance for Harbour Trusts\n\nIssued: 7 December 2010\n\n{BODY}",
        {"kind": "guidance", "date": "2010-12-07", "subject": "Safety Plans for Harbours", "to": ["Harbour Trusts"]},
    ),
    # rough OCR
    "released file, OCR through the label and the name": (
        f"CONFlDENTIAL\n\nFrom: lda HoIm\nDate: l4 March 2OO3\n\nPRlME MINISTER\n\ncc: Ben Crane\n\nLOWER BASlN\n\n{BODY}\nlDA HOLM\n",
        {"date": "2003-03-14", "from": ["Ida Holm"], "to": ["Prime Minister"], "cc": ["Ben Crane"], "marking": "CONFIDENTIAL"},
    ),
    "stamps and page numbers before the head": (
        f"~ .\n\n-2-\n\nhw 45533 DocId:32105840 Page 2\n\nSECRET\n\n26 September 1962\n\nMEMORANDUM FOR: Chief, Task Force T\n\nSUBJECT: Boats\n\n{BODY}\nArthur Penrose\n",
        {
            "date": "1962-09-26",
            "to": ["Chief, Task Force T"],
            "from": ["Arthur Penrose"],
            "subject": "Boats",
            "marking": "SECRET",
        },
    ),
}

FORMS |= {
    # published letters and papers as their readers get them
    "a letter whose letterhead stands beside the address": (
        f"Rt Hon Ben Crane MP\nMinister for Tides\nTides House\nOstley\nOS1 1AA\n\nT 0300 000 1234\nE ps.crane@tides.example\n\nwww.tides.example\n\nIda Holm\nChair\nHarbour Trust\n1 Quay Road\nOstley OS2 1AA\n\n21 July 2016\n\nDear Ida,\n\nPIERS\n\n{BODY}\nBEN CRANE\n",
        {"kind": "letter", "date": "2016-07-21", "from": ["Ben Crane"], "to": ["Ida Holm"], "subject": "PIERS"},
    ),
    "a letter of the Prime Minister to his colleagues": (
        f"10 QUAY STREET\nLONDON SW1A 2AA\n\nTHE PRIME MINISTER\n\n29 May 2010\n\nLetter to Cabinet Ministers on charts\n\nDear Colleagues,\n\n{BODY}\nYours sincerely,\n\nColin Marsh\n",
        {"kind": "letter", "date": "2010-05-29", "from": ["Colin Marsh"]},
    ),
    "a letter with its date at the foot": (
        f"Dear Minister\n\nHARBOUR PILOTS\n\n{BODY}\nYours sincerely\n\nIda Holm\nChair\n\n3 May 2011\n",
        {"date": "2011-05-03", "from": ["Ida Holm"], "to": ["Minister"]},
    ),
    "a letter that cites another's date first": (
        f"Harbour Trust\n1 Quay Road, Ostley OS2 1AA\n\nYour ref: TD/14\nYour letter of 2 March 1998\n\n9 March 1998\n\nDear Mr Crane\n\n{BODY}\nYours sincerely\n\nIda Holm\n",
        {"date": "1998-03-09", "from": ["Ida Holm"], "to": ["Mr Crane"]},
    ),
    "an embargo is not the date": (
        f"EMBARGOED UNTIL 00.01 HOURS ON 12 JUNE 2007\n\nReport of the Pier Inquiry\n\nJune 2007\n\n{BODY}",
        {"kind": "report", "date": "2007-06"},
    ),
    "a letter of a commissioner with several posts": (
        f"Office of the Information Commissioner\n\nIda Holm\nInformation Commissioner\n\nBen Crane\nPermanent Secretary\nTides Office\nQuay House\n\n3 October 2011\n\nDear Ben\n\n{BODY}\nYours sincerely\n\nIda Holm\nInformation Commissioner\n",
        {"date": "2011-10-03", "from": ["Ida Holm"], "to": ["Ben Crane"]},
    ),
    "a letter signed by two": (
        f"9 June 2009\n\nDear Prime Minister\n\n{BODY}\nYours sincerely\n\nIda Holm\nChair\n\nBen Crane\nVice Chair\n",
        {"date": "2009-06-09", "from": ["Ida Holm", "Ben Crane"], "to": ["Prime Minister"]},
    ),
    "a signature with honours on the line": (
        f"9 June 2009\n\nDear Prime Minister\n\n{BODY}\nYours ever\n\nProfessor Ida Holm CBE FRS\nChief Scientific Adviser\n",
        {"from": ["Ida Holm"], "to": ["Prime Minister"]},
    ),
    "signed for the body and not for oneself": (
        f"The Clerk of the Council\nOstley\n\n17th July 1936\n\nSir,\n\nPIER DUES\n\n{BODY}\nI am, Sir,\nYour obedient Servant,\n\nE. W. MARSH\n\nThe Town Clerk,\nPort Ellery\n",
        {"kind": "letter", "date": "1936-07-17", "from": ["E. W. Marsh"], "subject": "PIER DUES"},
    ),
    # United States
    "an information form before a released memorandum": (
        f"178-10003-10099\n2025 RELEASE UNDER THE PRESIDENT'S RECORDS ACT OF 1992\nRecords System\nIdentification Form\nDate: 9/2/201\n\nAgency\nAGENCY: TIDES\nRECORD NUMBER: 178-10003-10099\n\nDocument Information\nORIGINATOR: CTA\nFROM: HOLM, IDA\nTO: CRANE, BEN\nTITLE: SOUNDINGS IN THE DELTA\nDATE: 09/20/1962\nPAGES: 1\nDATE OF LAST REVIEW: 07/15/1993\n\n\fMEMORANDUM FOR: Ben Crane\nFROM: Ida Holm\nSUBJECT: Soundings in the delta\n\n20 September 1962\n\n{BODY}",
        {"date": "1962-09-20", "from": ["Ida Holm"], "to": ["Ben Crane"], "subject": "Soundings in the delta"},
    ),
    "a dispatch with boxes": (
        f"DISPATCH\n\nCLASSIFICATION\nSECRET\n\nTO: Chief, Western Division\nINFO: Chief of Station, Ellery\nFROM: Chief of Station, Norland\nSUBJECT: Boats in the delta\nREFERENCE: NORL-4412, 6 May 1964\n\n{BODY}\nArthur P. HOLM\n\nDATE: 11 May 1964\n",
        {
            "date": "1964-05-11",
            "from": ["Arthur P. Holm"],
            "to": ["Chief, Western Division"],
            "subject": "Boats in the delta",
            "marking": "SECRET",
        },
    ),
    "an office memorandum of the United States Government": (
        f"Office Memorandum • UNITED STATES GOVERNMENT\n\nTO : Director, Federal Bureau of Tides\t\tDATE: 11/22/63\n\nFROM : SAC, Port Ellery (105-1234)\n\nSUBJECT: BEN CRANE\nIS - N\n\n{BODY}",
        {
            "kind": "minute",
            "date": "1963-11-22",
            "from": ["SAC, Port Ellery (105-1234)"],
            "to": ["Director, Federal Bureau of Tides"],
        },
    ),
    "a board's safety letter": (
        f"National Pilots Board\nWashington, D.C. 20594\n\nSafety Recommendation\n\nDate: September 12, 1996\n\nIn reply refer to: M-96-12 through -14\n\nHonorable Ida Holm\nCommandant\nCoastal Guard\nWashington, D.C. 20593\n\n{BODY}\nBen Crane\nChairman\n",
        {"date": "1996-09-12", "from": ["Ben Crane"], "to": ["Ida Holm"]},
    ),
    "a White House memorandum in two columns of names": (
        f"THE WHITE HOUSE\nWASHINGTON\n\nJanuary 21, 2009\n\nMEMORANDUM FOR THE HEADS OF PORT AUTHORITIES AND AGENCIES\n\nSUBJECT: Charts and Open Tides\n\n{BODY}\nBEN CRANE\n",
        {
            "date": "2009-01-21",
            "from": ["Ben Crane"],
            "to": ["HEADS OF PORT AUTHORITIES AND AGENCIES"],
            "subject": "Charts and Open Tides",
        },
    ),
    "a memorandum with a routing of several": (
        f"MEMORANDUM FOR THE SECRETARY OF HARBORS\n\nTHROUGH: Under Secretary of Harbors (Policy)\n\nFROM: Ida Holm, Assistant Secretary of Harbors\n\nSUBJECT: Delta base—ACTION MEMORANDUM\n\nAugust 4, 1981\n\n{BODY}",
        {"date": "1981-08-04", "from": ["Ida Holm"], "to": ["SECRETARY OF HARBORS"], "subject": "Delta base—ACTION MEMORANDUM"},
    ),
    # boards and panels
    "minutes in Markdown with a title": (
        f"---\nlayout: default\ntitle: 2017-05-26 Open Charts Board\n---\n\nThe Board met to consider:\n\n1. A proposal of two charts\n\n## Summary\n\n{BODY}",
        {"kind": "minutes", "date": "2017-05-26", "from": ["Open Charts Board"]},
    ),
    "minutes under a heading with its date": (
        f"# Open Charts Foundation Board monthly meeting, October 19, 2023\n\nIda Holm led the meeting.\n\n- Ben Crane\n- Colin Marsh\n\n## Finances\n\n{BODY}",
        {"kind": "minutes", "date": "2023-10-19"},
    ),
    "minutes with date and place on lines": (
        f"TIDES TRANSPARENCY PANEL\n\nMeeting held on 5 February 2013, 10.00 to 12.00\nRoom 4, Quay House\n\nAttendees:\nIda Holm (Chair)\nBen Crane\n\nApologies: Colin Marsh\n\nItem 1: Minutes and actions of the last meeting, 4 December 2012\n\n{BODY}",
        {"kind": "minutes", "date": "2013-02-05", "from": ["TIDES TRANSPARENCY PANEL"]},
    ),
    "an action log with the meeting in its title": (
        "UNCLASSIFIED\n\nOCUG Action Log – 14 May 2013\n\n- All actions for next meeting unless otherwise stated\n\nSecretariat\n\nSend round the minutes\tNew\nPublish the note\tNew\n",
        {"kind": "paper", "date": "2013-05-14", "subject": "OCUG Action Log – 14 May 2013"},
    ),
    "a paper for a board": (
        f"TIDES TRANSPARENCY BOARD\n\nPaper for the meeting of 19 November 2010\n\nProgress against commitments\n\nPaper by: Tides Office\n\n{BODY}",
        {"kind": "paper", "date": "2010-11-19"},
    ),
    "a guidance note with its authors under it": (
        f"Chart Data - Guidance\n\n{BODY}\nI Holm and B Crane - Ostley University/Borough of Ellery and\n7/12/2010\n",
        {"kind": "guidance", "date": "2010-12-07", "from": ["I Holm", "B Crane"]},
    ),
    "guidance of a body named on its own line": (
        f"# SAFETY PLANS: GUIDANCE TO HARBOUR TRUSTS\n\nTidal Standards Office\n\nIssued 30 March 2015\n\n## Purpose\n\n{BODY}",
        {"kind": "guidance", "date": "2015-03-30", "from": ["Tidal Standards Office"], "to": ["Harbour Trusts"]},
    ),
    # responses
    "a response presented to parliament": (
        f"Government response to the Tides Committee's Third Report: Ferries\n\nPresented to Parliament by the Secretary of State for Tides by Command of Her Majesty\n\nMarch 2014\n\nCm 8812\n\n{BODY}",
        {"kind": "response", "date": "2014-03", "from": ["Government"]},
    ),
    "a department's response": (
        f"DEPARTMENT OF TIDES\n\nResponse to the report of the independent review of pilots\n\n12 October 2018\n\n{BODY}",
        {"kind": "response", "date": "2018-10-12"},
    ),
    "a minister's letter that is the response": (
        f"Ida Holm MSP\nConvener\nTides Committee\nScottish Parliament\n\n14 November 2014\n\nDear Ida\n\nGOVERNMENT RESPONSE TO THE REPORT ON PILOTS\n\n{BODY}\nYours sincerely\n\nBEN CRANE\n",
        {
            "date": "2014-11-14",
            "from": ["Ben Crane"],
            "to": ["Ida Holm"],
            "subject": "GOVERNMENT RESPONSE TO THE REPORT ON PILOTS",
        },
    ),
    # rough OCR
    "OCR with a label broken from its colon and a name run together": (
        f"SECRET\n\nMEMORANDUM FOR : Director of Harbours\n\nFROM ; Chief, Survey Branch\n\nSUBJEC1 : Soundings\n\nREF : A. NORL 1142 dated 3 May 1960\n\n2l March l96O\n\n1. {BODY}\nJAMES P. HOLM\n",
        {"date": "1960-03-21", "from": ["James P. Holm"], "to": ["Director of Harbours"], "marking": "SECRET"},
    ),
    "OCR with stamps among the head": (
        f"RECEIVED IN\nPRIVATE OFFICE\n-4 JUL 1979\n\nTIDES OFFICE\nQUAY HOUSE\n\n3 July 1979\n\nDear Ben,\n\nFERRY PAY\n\n{BODY}\nYours ever\nIda\n\nIDA HOLM\n",
        {"date": "1979-07-03", "from": ["Ida Holm"], "to": ["Ben"]},
    ),
}


def top_header(text: str) -> Header:
    """The header of the first item of a paper that is not a cover."""
    normal = normalize_text(text).text
    span = next(one for one in find_items(normal) if one.hint != "cover")
    return read_header(normal[span.start : span.end], span.hint)


@pytest.mark.parametrize("name", FORMS)
def test_header_of_form(name: str) -> None:
    text, expected = FORMS[name]
    found = told(top_header(text))
    assert {field: found[field] for field in expected} == expected


@pytest.mark.parametrize("name", FORMS)
def test_form_is_one_item(name: str) -> None:
    spans = [one for one in find_items(normalize_text(FORMS[name][0]).text) if one.hint != "cover"]
    assert [span.parent for span in spans] == [None]


LETTER = f"DEPARTMENT OF TIDES\n2 Mole Street, Ostley OS1 4AA\n\n9 March 2014\n\nDear Ben\n\nDREDGING\n\n{BODY}\nYours sincerely\n\nADA PENROSE\n"
MAIL = "From: Holm, Ida (Ports)\nSent: 14 October 2015 16:42\nTo: Crane, Ben (Harbours)\nSubject: RE: dredging\n\nBen\n\nThe dredger comes on Monday, so the berth must be clear by then.\n\nIda\n"
QUOTED = "From: Crane, Ben (Harbours)\nSent: 13 October 2015 09:10\nTo: Holm, Ida (Ports)\nSubject: dredging\n\nIda\n\nDo you know when the dredger comes, and which berth it will need?\n\nBen\n"
MEMO = f"MEMORANDUM FOR: Director of Harbours\nFROM: Chief, Survey Branch\nSUBJECT: Soundings in the basin\n21 March 1960\n\n{BODY}\nJames P. Holm\n"

BUNDLES: dict[str, tuple[str, list[tuple[str, int | None]]]] = {
    "the mail that an e-mail answers is an item of its own": (
        MAIL + "\n" + QUOTED,
        [("2015-10-14", None), ("2015-10-13", None)],
    ),
    "mails one under another, a rule between them": (
        MAIL + "\n-----Original Message-----\n" + QUOTED,
        [("2015-10-14", None), ("2015-10-13", None)],
    ),
    "quoted mails as phones write them": (
        MAIL + "\n" + "________________________________\n" + QUOTED.replace("Sent:", "Date:"),
        [("2015-10-14", None), ("2015-10-13", None)],
    ),
    "two memoranda in one file": (
        MEMO + "\n\n" + MEMO.replace("21 March", "28 March").replace("Soundings", "Charts"),
        [("1960-03-21", None), ("1960-03-28", None)],
    ),
    "two memoranda on pages of their own": (
        MEMO + "\f" + MEMO.replace("21 March", "28 March").replace("Soundings", "Charts"),
        [("1960-03-21", None), ("1960-03-28", None)],
    ),
    "a transmittal slip before a memorandum": (
        "2025 RELEASE UNDER THE PRESIDENT'S RECORDS ACT\n\n" + MEMO,
        [("1960-03-21", None)],
    ),
    "a letter with its enclosure": (
        LETTER.replace("\nYours", "\nI enclose a note of the works.\n\nYours")
        + "\f"
        + f"ENCLOSURE\n\nNote of the works in the lower basin\n\n{BODY}",
        [("2014-03-09", None), ("", 0)],
    ),
    "a letter and its reply": (
        LETTER
        + "\n\n\n"
        + f"HARBOUR TRUST\n1 Quay Road, Ostley OS1 1AA\n\n16 March 2014\n\nDear Ada\n\nDREDGING\n\nThank you for your letter.\n\n{BODY}\nYours sincerely\n\nBEN CRANE\n",
        [("2014-03-09", None), ("2014-03-16", None)],
    ),
    "a submission with annexes and a draft reply": (
        f"From: Ida Holm\nDate: 3 May 2006\nTo: Minister for Tides\n\nHARBOUR PILOTS\n\n{NUMBERED}\nA draft reply is attached at Annex A.\n\nIDA HOLM\n\n"
        f"ANNEX A\n\nDRAFT REPLY TO THE HARBOUR TRUST\n\n{BODY}\n\nANNEX B: Costs\n\n{BODY}",
        [("2006-05-03", None), ("", 0), ("", 0)],
    ),
    "a manuscript minute at the foot of a loose minute stays with it": (
        "LOOSE MINUTE\n\nD/Tides(AS)/12/3\n\n14 April 1987\n\nPS/Minister(Ports)\n\nLIGHTS OVER THE MOLE\n\n"
        + NUMBERED
        + "\nB J CRANE\nTides(AS)2\nMB 7249 2140MB\n",
        [("1987-04-14", None)],
    ),
    "loose minutes on pages of their own": (
        "LOOSE MINUTE\n\nD/Tides(AS)/12/3\n\n14 April 1987\n\nPS/Minister(Ports)\n\nLIGHTS OVER THE MOLE\n\n"
        + NUMBERED
        + "\nB J CRANE\nTides(AS)2\n\fLOOSE MINUTE\n\nD/Tides(AS)/12/3\n\n20 April 1987\n\nHead of Ports 2\n\nLIGHTS OVER THE MOLE\n\n"
        + NUMBERED
        + "\nI HOLM\nTides(AS)1\n",
        [("1987-04-14", None), ("1987-04-20", None)],
    ),
    "a date of release between two letters is neither's": (
        LETTER + "\n\nReleased 3 January 2019\n\n\n" + LETTER.replace("9 March", "12 March"),
        [("2014-03-09", None), ("2014-03-12", None)],
    ),
    "minutes with an action log under them": (
        f"HARBOUR SAFETY BOARD\n\nMinutes of the meeting held on 12 March 2013\n\nPresent:\nIda Holm (Chair)\nBen Crane\n\n1. Welcome\n\n{BODY}\n"
        "Annex A: Action log\n\nNo\tAction\tOwner\tDue\n1\tWrite to the trusts\tIH\t30 June 2013\n",
        [("2013-03-12", None), ("", 0)],
    ),
    "a report with chapters and appendices is one paper with its appendices": (
        f"Report of the Ferry Inquiry\n\n6 June 1986\n\nFOREWORD\n\n{BODY}\nIda Holm\n\nCHAPTER 1\n\nThe loss of the ferry\n\n{BODY}\n\nCHAPTER 2\n\nWhat was done\n\n{BODY}\n\nAPPENDIX 1\n\nList of witnesses\n\n{BODY}",
        [("1986-06-06", None), ("", 0)],
    ),
    "a suggested reply under a minute": (
        f"3 May 2006\n\nMINISTER FOR TIDES\n\nPILOTS\n\n{BODY}\nI enclose a suggested reply to the Mayor for your consideration.\n\nIDA HOLM\n\n## Ben Crane MP\n\n{BODY}\nCOLIN\n",
        [("2006-05-03", None), ("", 0)],
    ),
    "telegrams one after another": (
        f"FM PORT ELLERY\nTO IMMEDIATE TIDES OFFICE\nTELNO 142\nOF 091430Z MARCH 82\n\nFERRY TALKS\n\n1. {BODY}\nHOLM\n\f"
        f"FM PORT ELLERY\nTO PRIORITY TIDES OFFICE\nTELNO 143\nOF 101030Z MARCH 82\n\nFERRY TALKS\n\n1. {BODY}\nHOLM\n",
        [("1982-03-09", None), ("1982-03-10", None)],
    ),
}


@pytest.mark.parametrize("name", BUNDLES)
def test_items_of_bundle(name: str) -> None:
    text, expected = BUNDLES[name]
    normal = normalize_text(text).text
    found = [(read_header(normal[one.start : one.end], one.hint).date, one.parent) for one in find_items(normal)]
    assert found == expected


@pytest.mark.parametrize("piece", ["A", "Ada Penrose, ", "From: A ", " ", ".", "1/2/", "X/Y(", "- ", "cc: A; ", "of the "])
def test_long_lines_take_no_long_time(piece: str) -> None:
    line = piece * (100_000 // len(piece))
    before = process_time()
    top_header(f"From: {line}\nTo: {line}\n\nDear Ben\n\n{line}\n\nYours sincerely\n\n{line}\n")
    assert process_time() - before < 10


@pytest.mark.parametrize(
    ("heading", "sender", "addressee"),
    [
        ("Memorandum From Robert W. Holm of the Rivers Council Staff to President Crane", "Robert W. Holm", "President Crane"),
        ("Letter From the Chairman of the Council of Norland (Holm) to President Crane", "Holm", "President Crane"),
        ("Letter From the Ambassador to Norland (Holm) to the Assistant Secretary of Tides (Marsh)", "Holm", "Marsh"),
        (
            "Memorandum From the Joint Chiefs of Tides to Secretary of Harbors Marsh",
            "Joint Chiefs of Tides",
            "Secretary of Harbors Marsh",
        ),
        ("Memorandum by the Assistant Secretary of Tides (Holm) to the Secretary of Tides", "Holm", "Secretary of Tides"),
        ("The Ambassador in Norland (Holm) to the Secretary of Tides", "Holm", "Secretary of Tides"),
        ("Memorandum for the Record by the Clerk of the Basin (Holm)", "Holm", "the record"),
        ("Telegram 1234 From the Embassy in Norland to the Department of Tides", "Embassy in Norland", "Department of Tides"),
    ],
)
def test_editors_headings(heading: str, sender: str, addressee: str) -> None:
    header = top_header(f"{heading}\n\nOstley, March 3, 1965.\n\n{BODY}")
    assert (header.date, [p.name for p in header.senders], [p.name for p in header.addressees]) == (
        "1965-03-03",
        [sender],
        [addressee],
    )


SHORT_HEADS = {
    "letterhead and address": "Department of Tides\n2 Mole Street\nOstley\n\n10 January 1998\n\nMr Edgar Crane\nRivers Agency\n\n",
    "letterhead": "Department of Tides\n2 Mole Street, Ostley OS1 4AA\n\n10 January 1998\n\n",
    "date": "10 January 1998\n\n",
}
SHORT_TEXTS = (
    "Thank you.",
    "May I have your answer by Friday?",
    "I will publish the survey by 3 March 1998.",
    "Thank you for your letter of 4 January about the basin. Ida Holm has now seen the engineers, and we think that it ought to be "
    "dredged before the winter comes. I shall write again in May.",
)
SIGNED = {
    "name and post": "\n\nAda Penrose\nDirector of Tides",
    "post apart": "\n\nAda Penrose\n\nDirector of Tides",
    "capitals": "\n\n\nADA PENROSE",
    "right under the close": "\nAda Penrose",
    "first name": "\n\nAda",
}
SHORT_FEET = {
    "nothing": "",
    "copy list": "\n\ncc Ben Marlow\nJoan Tidy",
    "window address": "\n\nMr Edgar Crane\nRivers Agency\n14 Bridge Street\nOstley OS1 2WH",
    "Rt Hon": "\n\nThe Rt Hon Edgar Crane MP\nMinister for Rivers",
    "Esquire": "\n\nEdgar Crane Esq., C.B.",
}


@pytest.mark.parametrize(("head", "signed", "foot"), list(product(SHORT_HEADS, SIGNED, SHORT_FEET)))
def test_short_and_narrow_letters_are_from_who_signs(head: str, signed: str, foot: str) -> None:
    for greeting, subject, words, width in product(
        ("Dear Mr Crane", "Dear Edgar,"), ("", "THE LOWER BASIN\n\n"), SHORT_TEXTS, (30, 40, 60, 72)
    ):
        close = "Yours ever," if "Edgar" in greeting else "Yours sincerely"
        text = f"{SHORT_HEADS[head]}{greeting}\n\n{subject}{textwrap.fill(words, width)}\n\n{close}{SIGNED[signed]}{SHORT_FEET[foot]}\n"
        header = top_header(text)
        assert [p.name for p in header.senders] == ["Ada" if signed == "first name" else "Ada Penrose"], text
        assert [p.name.split()[-1] for p in header.addressees] in (["Crane"], ["Edgar"]), text
        assert (header.kind, header.date, header.subject) == ("letter", "1998-01-10", subject.strip()), text


@pytest.mark.parametrize("signed", SIGNED)
def test_letters_without_blank_lines_are_from_who_signs(signed: str) -> None:
    for head, words, width in product(SHORT_HEADS.values(), SHORT_TEXTS, (30, 60)):
        text = f"{head}Dear Mr Crane\n{textwrap.fill(words, width)}\nYours sincerely{SIGNED[signed]}\n"
        header = top_header(text)
        assert [p.name for p in header.senders] == ["Ada" if signed == "first name" else "Ada Penrose"], text
        assert [p.name.split()[-1] for p in header.addressees] == ["Crane"], text
