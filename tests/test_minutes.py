"""Minutes read whole: who met, and what each of the forms in which minutes record actions makes of whom."""

from __future__ import annotations

import pytest

from corpus.records import Action, Item
from corpus.sources import SourceText
from extract.attendance import find_attendance, find_speakers
from extract.header import read_header
from extract.papers import build_pipeline, extract_source

_WARD = """Minutes of the Quay Ward Council Meeting held on
Monday 3rd June 2019 at 7.15 p.m. in the Net Loft
1) Present: Cllrs O. Tennick (OT)(Chair), R Ferro (RF), M.Brandt and K.O'Hare (Clerk)
2) Apologies: I Holm
3) Matters arising
 3.1 The chain of the north mooring is worn – OT & MB to inspect
 3.2 Agreed – to ask the Harbour Board for a second lamp – RF to action
 3.3 Chart of the basin to be updated.
 3.4 Action from last meeting: Clerk to add the slipway to the next agenda.
 3.5 The Council RESOLVED for Rolf Tamm to paint the rail. It was resolved that the rail be approved as drawn.
 3.6 Tennick noted that the lamp is dark. Tennick to write to the lamp makers by 30 June.
 3.7 The state of the wall was put before the members, who were shown the cracks in it.
ACTION: Clerk
 3.8 The Chair suggested that the Harbour Board also consider the depth of the dredged channel.
"""

_GROUP = """Chain Gauge Working Group call

15 July 2003

Attendees: Osbert Quill, Žofie Brandt, Yara Tamm

Action items

- Žofie Brandt: Further talks with the makers about a second gauge
- Osbert Quill & Yara Tamm: Draw up the table of links

Actions of the last call

ACTION: Chairs, keep a place on the agenda for the gauge
New ACTION: Yara ask the makers for a drawing

Yara took the task to weigh the links.

Plan to publish the table in August
"""


def _read(text: str) -> tuple[list[Item], list[Action]]:
    source = SourceText(path="paper.txt", name="paper.txt", sha256="0" * 64, format="text", text=text)
    records = extract_source(build_pipeline(), source)
    return [one for one in records if isinstance(one, Item)], [one for one in records if isinstance(one, Action)]


def _by_what(actions: list[Action]) -> dict[str, tuple[str, str]]:
    return {one.what: (one.who, one.when) for one in actions}


def test_ward_minutes_give_each_action_its_owner() -> None:
    items, actions = _read(_WARD)
    assert [(one.kind, one.date) for one in items] == [("minutes", "2019-06-03")]
    found = _by_what(actions)
    assert found["the chain of the north mooring to inspect"] == ("O. Tennick and M. Brandt", "")
    assert found["update chart of the basin"] == ("", "")
    assert found["add the slipway to the next agenda"][0] == "Clerk"
    assert found["paint the rail"][0] == "Rolf Tamm"
    assert found["write to the lamp makers"] == ("O. Tennick", "../2019-06-30")
    assert found["consider the depth of the dredged channel"][0] == "Harbour Board"
    owners = [(one.rule, one.who) for one in actions if one.rule in ("request.name-to-action", "owner.line")]
    assert owners == [("request.name-to-action", "R Ferro"), ("owner.line", "Clerk")]


def test_what_is_resolved_and_done_at_once_is_no_action() -> None:
    assert not [one for one in _read(_WARD)[1] if "approve" in one.what]


def test_action_items_of_a_working_group() -> None:
    found = _by_what(_read(_GROUP)[1])
    assert found["further talks with the makers about a second gauge"][0] == "Žofie Brandt"
    assert found["draw up the table of links"][0] == "Osbert Quill and Yara Tamm"
    assert found["keep a place on the agenda for the gauge"][0] == "Chairs"
    assert found["ask the makers for a drawing"][0] == "Yara Tamm"
    assert found["weigh the links"][0] == "Yara Tamm"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Present: Cllrs I. Holm (IH), B Crane and A.Quill", ["I. Holm", "B Crane", "A. Quill"]),
        ("Also in attendance were:\n\n- Ida Holm (Harbours)\n- Žofie Brandt, Net Makers' Guild\n\nText follows", ["Ida Holm", "Žofie Brandt"]),
        ("Present plans are for a pier.", []),
    ],
)  # fmt: skip
def test_attendance(text: str, names: list[str]) -> None:
    assert find_attendance(text) == names


def test_speakers_are_names_and_no_common_words() -> None:
    text = "Osbert noted that the chain is old. Harbour agreed. The harbour is deep. Members asked about it. Quill is to answer."
    assert find_speakers(text, ["Ada Quill"]) == ["Ada", "Quill", "Osbert"]


def test_a_verb_alone_is_what_the_body_that_met_is_to_do_unless_it_is_an_agenda() -> None:
    text = "Minutes of the Chain Board of 3 May 2019\n\nPresent: Ida Holm\n\nLamps\n\nTo set up a fund for the crews of the lamp boats.\n\nTo receive the report of the warden on the lamp.\n"
    assert [(one.who, one.what) for one in _read(text)[1]] == [("Chain Board", "set up a fund for the crews of the lamp boats")]


def test_an_owner_in_brackets_is_that_of_the_act_in_its_paragraph() -> None:
    text = "Notes of a meeting of the Chain Board of 3 May 2019\n\nPresent: Ida Holm and Ben Crane\n\n1. The Warden asked the makers to weigh the chain. It was thought that the old scale might serve. (Action: Ben Crane)\n"
    assert [(one.who, one.what) for one in _read(text)[1]] == [("Ben Crane", "weigh the chain")]


def test_emphasis_in_the_middle_of_a_duty_is_left_out() -> None:
    _, actions = _read("1.  ***Within 90 days, the Harbour Board\n    will** publish the chart.*\n")
    assert [(one.who, one.what) for one in actions] == [("Harbour Board", "publish the chart")]


@pytest.mark.parametrize(
    ("head", "group", "day"),
    [
        ("Minutes of the of the Quay Ward Council Meeting held on Tuesday 9th May 2017 at 7.00pm in the Net Loft.", "Quay Ward Council", "2017-05-09"),
        ("Minutes of quay ward council meeting held on October 30th 2023", "quay ward council", "2023-10-30"),
        ("North Quay Chain WG conference call\n\n15th July 2003, 1pm", "North Quay Chain WG", "2003-07-15"),
        ("March 12, 2018 at 6:30 PM - Board of Education Special Meeting\nMinutes\n1. Preliminaries\n1.1. Roll call", "Board of Education", "2018-03-12"),
        ("Meeting Notes\nSteering Committee – October 1, 1999", "Steering Committee", "1999-10-01"),
        ("ST. OSYTH WARD COUNCIL\n\nMinutes from the Ordinary Meeting held on\nMonday 4th December 2017", "ST. OSYTH WARD COUNCIL", "2017-12-04"),
    ],
)  # fmt: skip
def test_group_and_day_of_a_meeting(head: str, group: str, day: str) -> None:
    found = read_header(
        f"{head}\n\nPresent: Ida Holm and Ben Crane\n\nThe chair opened the meeting and told the members of the new lamp.\n"
    )
    assert (found.kind, found.date, [one.name for one in found.senders]) == ("minutes", day, [group])


def test_a_memorandum_for_the_record_is_about_the_line_under_its_heading() -> None:
    found = read_header(
        "3 December 1968\nMEMORANDUM FOR THE RECORD\nMorning Meeting of 3 December 1968\nThe Warden noted that the chain of the north mooring was of no use to the boats."
    )
    assert (found.subject, found.date) == ("Morning Meeting of 3 December 1968", "1968-12-03")


def test_a_post_signs_where_no_name_is_left() -> None:
    found = read_header(
        "10 July 1972\nMEMORANDUM FOR THE RECORD\nSUBJECT: Chains\n1. The chains of the north mooring are of no use to\nthe boats and will be\nsold.\nActing Chief, North Quay Staff\nDistribution:\n1 - Chrono"
    )
    assert [one.name for one in found.senders] == ["Acting Chief, North Quay Staff"]


def test_guidance_is_for_the_group_it_binds() -> None:
    text = "Chain Logs - Guidance\n\nThis guidance is about the logs of chains. Harbour Boards must keep a log, and Harbour Boards should publish it in May.\n\nLogs must be kept in a dry place.\n"
    items, actions = _read(text)
    assert (items[0].kind, items[0].addressees) == ("guidance", ("Harbour Boards",))
    assert _by_what(actions)["keep logs in a dry place"][0] == "Harbour Boards"


def test_a_log_is_kept_by_the_secretariat_that_it_names() -> None:
    items, actions = _read(
        "Chain Board Action Log – 14 May 2013\n\nSecretariat\n\nCirculate the minutes\tNew\nWeigh the chain\tOngoing\n"
    )
    assert (items[0].senders, items[0].addressees) == (("Chain Board secretariat",), ("Chain Board",))
    assert [one.who for one in actions] == ["Secretariat", "Secretariat"]


def test_a_row_ends_with_its_page() -> None:
    text = "Action Log of the Chain Board\n\nDue\tAction\tOwner\nMay 2013 (not in the letter)\tWeigh the chain\tWarden\fJune 2013\tNew charts of the basin to be drawn for boats\tClerk\n"
    assert {(one.what, one.who, one.when) for one in _read(text)[1]} == {
        ("weigh the chain", "Warden", "2013-05"),
        ("new charts of the basin to be drawn for boats", "Clerk", "2013-06"),
    }
