"""Actions: what is a promise, a request, a requirement or a target, and what is none; who, what, by when."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.records import Actor
from extract.actions import MIN_CONFIDENCE, find_actions
from extract.dates import find_dates
from extract.findings import ActionFound, Context
from extract.naming import can_act
from extract.parties import Directory, fold_name
from extract.sentences import find_sentences

_ACTORS = (
    Actor(id="1", name="Ada Quill", kind="person", aliases=("Minister for Rivers",)),
    Actor(id="2", name="Rivers Office", kind="body", aliases=("RO",)),
    Actor(id="3", name="Harbour Board", kind="body", aliases=("the Board", "HB")),
    Actor(id="4", name="Rolf Tamm", kind="person", aliases=("Harbour Secretary",)),
)
DIRECTORY = Directory(_ACTORS, {fold_name(name): actor for actor in _ACTORS for name in (actor.name, *actor.aliases)})


def actions(text: str, kind: str = "letter", *, title: str = "", known: bool = True) -> list[ActionFound]:
    """The actions of an invented paper from Ada Quill to Rolf Tamm of 2 March 2011."""
    context = Context(
        date="2011-03-02",
        kind=kind,
        title=title,
        senders=("Ada Quill",),
        addressees=("Rolf Tamm",),
        directory=DIRECTORY if known else Directory(),
    )
    return find_actions(text, find_sentences(text, context), find_dates(text, context), context)


PROMISES = [
    ("We will publish the chart by 3 May.", "Ada Quill", "publish the chart", "../2011-05-03"),
    ("I shall write to the pilots again next month.", "Ada Quill", "write to the pilots", "2011-04"),
    ("We'll send you the list shortly.", "Ada Quill", "send you the list", ""),
    ("The Harbour Board will be surveying the moorings in June.", "Harbour Board", "survey the moorings", "2011-06"),
    ("HB plans to rebuild the wall from April.", "Harbour Board", "rebuild the wall", "2011-04/.."),
    ("The RO intend to consult the ferrymen.", "Rivers Office", "consult the ferrymen", ""),
    ("I intend closing the old quay.", "Ada Quill", "close the old quay", ""),
    ("We expect by mid-April to have the tide tables.", "Ada Quill", "have the tide tables", "../2011-04-15~"),
    ("The Board has agreed to fund two lifeboats.", "Harbour Board", "fund two lifeboats", ""),
    ("The Rivers Office has undertaken to reply by the end of March.", "Rivers Office", "reply", "../2011-03-31"),
    ("They are on track to finish the survey by June.", "", "finish the survey", "../2011-06"),
    ("The new berth will be opened in July.", "", "open the new berth", "2011-07"),
    ("The survey will be carried out by the Harbour Board.", "Harbour Board", "carry out the survey", ""),
    ("The report is due to be published next month.", "", "publish the report", "2011-04"),
    ("Mina Ferro is joining the team later this month.", "Mina Ferro", "join the team", "2011-03"),
    ("By the end of April the Board will have named a warden in each port.", "Harbour Board", "name a warden", "../2011-04-30"),
    ("We are going to replace the buoys.", "Ada Quill", "replace the buoys", ""),
    ("It is intended that each review will look at one port in depth.", "", "look at one port", ""),
    ("It is currently planned to move the lightship in May.", "", "move the lightship", "2011-05"),
    ("It is our intention to reopen the ferry by 2013.", "Ada Quill", "reopen the ferry", "../2013"),
    ("The Harbour Board is committed to keeping the light.", "Harbour Board", "keep the light", ""),
    ("The Board has committed £2m to repair the slipway.", "Harbour Board", "provide £2m to repair the slipway", ""),
    ("I would be happy to send you the plans.", "Ada Quill", "send you the plans", ""),
    ("Subject to your views we would like to send the note on Monday 7 March.", "Ada Quill", "send the note", "2011-03-07"),
    ("Our office is prepared to meet your staff.", "office of Ada Quill", "meet your staff", ""),
    ("There will be training for new pilots in May.", "", "training for new pilots", "2011-05"),
    ("The figures should be available from July.", "", "make the figures available", "2011-07/.."),
    ("You will be notified of the date.", "Ada Quill", "notify", ""),
    ("The new code, to be issued in May, is short.", "", "issue", "2011-05"),
    ("I understand that the Board will be holding a fair.", "Harbour Board", "hold a fair", ""),
    ("The next meeting of the forum is planned for June.", "", "hold the next meeting of the forum", "2011-06"),
    ("The Board has met twice and will report in May.", "Harbour Board", "report", "2011-05"),
    ("Consultants, who are looking at the lock gates, will report next week.", "Consultants", "report", "2011-03-07/2011-03-13"),
    ("The Board, in collaboration with the Rivers Office, will dredge the channel.", "Harbour Board", "dredge the channel", ""),
    ("In due course the Rivers Office will set up a panel.", "Rivers Office", "set up a panel", ""),
    ("The Board’s review will cover the lights.", "Harbour Board", "cover the lights", ""),
    ("My officials will meet the pilots on 5 April.", "officials of Ada Quill", "meet the pilots", "2011-04-05"),
]
REQUESTS = [
    ("I would be grateful, therefore, if you could both attend on 7 March.", "Rolf Tamm", "attend", "2011-03-07"),
    ("We look forward to receiving the drawings by 8 March.", "Rolf Tamm", "send the drawings", "../2011-03-08"),
    ("I look forward to hearing from you by 20 March.", "Rolf Tamm", "reply", "../2011-03-20"),
    ("I urge you, therefore, to count the buoys.", "Rolf Tamm", "count the buoys", ""),
    ("I would be grateful if you could put the survey in hand by June.", "Rolf Tamm", "put the survey in hand", "../2011-06"),
    ("We should be obliged if the Board would send a list.", "Harbour Board", "send a list", ""),
    (
        "I would be grateful if final drafts could be with Mina Ferro by Monday 7 March.",
        "Rolf Tamm",
        "with Mina Ferro",
        "../2011-03-07",
    ),
    ("I would be grateful for your views on the plan.", "Rolf Tamm", "give your views on the plan", ""),
    ("We would very much welcome your comments.", "Rolf Tamm", "give your comments", ""),
    ("Please send the log books to the Board.", "Rolf Tamm", "send the log books", ""),
    ("If the date is wrong, please let Mina know.", "Rolf Tamm", "let Mina know", ""),
    ("Can you confirm the date?", "Rolf Tamm", "confirm the date", ""),
    ("Would you be willing to open the fair?", "Rolf Tamm", "open the fair", ""),
    ("It would be helpful to have drafts by Friday.", "Rolf Tamm", "have drafts", "../2011-03-04"),
    ("I have asked the Harbour Board to examine the lock.", "Harbour Board", "examine the lock", ""),
    ("You asked RO to name a lead in each port.", "Rivers Office", "name a lead", ""),
    ("I suggest you press for an answer.", "Rolf Tamm", "press for an answer", ""),
    ("You should make it clear that this will not do.", "Rolf Tamm", "make it clear", ""),
    ("We should press for a date.", "Ada Quill", "press for a date", ""),
    ("We want the Harbour Board and the wardens to work together.", "Harbour Board and the wardens", "work together", ""),
    ("I urge you to look again at the tolls.", "Rolf Tamm", "look again at the tolls", ""),
    ("My preference would be for the Harbour Board to lead.", "Harbour Board", "lead", ""),
    ("I ask that the accounts be sent by 1 April.", "", "send", "../2011-04-01"),
    ("Each port is asked to name a warden by 9 May.", "each port", "name a warden", "../2011-05-09"),
    ("I trust that you will give this your attention.", "Rolf Tamm", "give this your attention", ""),
    ("Mina has asked for a list of the wrecks.", "", "provide a list of the wrecks", ""),
    ("Are you content for us to proceed?", "Rolf Tamm", "agree", ""),
]
REQUIREMENTS = [
    ("We expect that each harbour board will keep a log.", "each harbour board", "keep a log"),
    ("Wardens must keep a log.", "Wardens", "keep a log"),
    ("The Harbour Board should publish its accounts.", "Harbour Board", "publish its accounts"),
    ("All ports are required to keep a log.", "ports", "keep a log"),
    ("The Rivers Office needs to mend the weir.", "Rivers Office", "mend the weir"),
    ("Wardens have to report every wreck.", "Wardens", "report every wreck"),
    ("The Board ought to answer.", "Harbour Board", "answer"),
    ("The lists must be produced by the Harbour Board.", "Harbour Board", "produce the lists"),
    ("The Board has been tasked with checking the lights.", "Harbour Board", "check the lights"),
    ("It is essential that the Harbour Board keep the light.", "Harbour Board", "keep the light"),
    ("There is a new duty on wardens to carry a radio.", "wardens", "carry a radio"),
    ("The Order requires wardens to carry a lamp.", "wardens", "carry a lamp"),
    ("Wardens must not leave the wheel.", "Wardens", "not leave the wheel"),
    ("The Rivers Office expects boards to keep a log.", "boards", "keep a log"),
]
TARGETS = [
    ("There is a target of 400 berths by 2013.", "400 berths", "../2013"),
    ("Increase the use of the ferry by 40% by 2014.", "40%", "../2014"),
    ("The number of berths will double by March 2012.", "double", "../2012-03"),
    ("The slip has a target date for opening in June.", "target date", "2011-06"),
]
NOTHING = [
    "I look forward to hearing from you.",
    "The Board resolved to approve the accounts.",
    "A letter was sent to the Board on 20 January.",
    "The Board published the chart in May 2010.",
    "I am copying this letter to the Harbour Board.",
    "I look forward to the report that will follow.",
    "Please find attached the plan.",
    "If you have any questions, please contact the Clerk.",
    "Please do not hesitate to write.",
    "You will recall that the pier is old.",
    "As you will know, the Board has met.",
    "I believe that the Board will find it hard.",
    "Higher tolls could lead to fewer ships.",
    "The tide will turn.",
    "The change will help the ports.",
    "The tolls will not be cut.",
    "We will not publish the chart.",
    "Boards will continue to be bodies of statute.",
    "The light will be visible at night.",
    "It should be noted that the pier is old.",
    "You should be aware that the pier is old.",
    "We do not know whether the Board will report.",
    "When will the Board report?",
    "What evidence is there that pilots are trained?",
    "Conditions which will be attached to the grant are not known.",
    "The Board would have opened the fair in May.",
    "It remains to be seen what the Board thinks.",
    "It may be helpful to have a warden in each port.",
    "We have met the Board, and I am grateful for its help.",
    "The delay is due to the weather.",
    "The aim is to keep the light.",
    "The Board will probably close the quay.",
    "I must thank you for the note.",
    "The pilots are keeping a log.",
    "The Board has the means and the will to defend itself.",
    "The log that pilots need to keep is long.",
    "Most boards were asked about it.",
    "I shall outline below what we found.",
    "The Minister has asked me to thank you for your letter.",
    "All correspondence should be addressed to the Clerk.",
    'He wrote that "we shall come to the fair in May if the ferry still runs then" and left.',
]


@pytest.mark.parametrize(("text", "who", "what", "when"), PROMISES, ids=[row[0][:50] for row in PROMISES])
def test_promise(text: str, who: str, what: str, when: str) -> None:
    (found,) = actions(text)
    assert (found.force, found.who, found.when) == ("promise", who, when)
    assert what in found.what


@pytest.mark.parametrize(("text", "who", "what", "when"), REQUESTS, ids=[row[0][:50] for row in REQUESTS])
def test_request(text: str, who: str, what: str, when: str) -> None:
    (found,) = actions(text)
    assert (found.force, found.who, found.when) == ("request", who, when)
    assert what in found.what


@pytest.mark.parametrize(("text", "who", "what"), REQUIREMENTS, ids=[row[0][:50] for row in REQUIREMENTS])
def test_requirement(text: str, who: str, what: str) -> None:
    (found,) = actions(text, "guidance")
    assert found.force == "requirement"
    assert found.who == who
    assert what in found.what


@pytest.mark.parametrize(("text", "what", "when"), TARGETS, ids=[row[0][:50] for row in TARGETS])
def test_target(text: str, what: str, when: str) -> None:
    (found,) = actions(text, "paper")
    assert (found.force, found.when) == ("target", when)
    assert what in found.what


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    assert [found.what for found in actions(text)] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "We will announce the plan in April and hold a fair in June.",
            [("announce the plan", "2011-04"), ("hold a fair", "2011-06")],
        ),
        (
            "The Board will send reports to the Lord Warden on 10 March, the Mayor on 18 March and the Guild on 25 March.",
            [("to the Lord Warden", "2011-03-10"), ("the Mayor", "2011-03-18"), ("the Guild", "2011-03-25")],
        ),
        (
            "Please send the log and ask your staff to meet the pilots.",
            [("send the log", ""), ("ask your staff to meet the pilots", "")],
        ),
        ("The Board will monitor and review the lights.", [("monitor and review the lights", "")]),
        ("Dredging will start in April, and the quay in June.", [("start", "2011-04"), ("the quay", "2011-06")]),
        (
            "The Board has committed to: a new pier; two lifeboats in 2012; and a warden for each port.",
            [("a new pier", ""), ("two lifeboats", "2012"), ("a warden for each port", "")],
        ),
        (
            "The Board will publish a chart, which will be reprinted in May.",
            [("publish a chart", ""), ("reprint", "2011-05")],
        ),
    ],
)
def test_several_acts_in_one_sentence(text: str, wanted: list[tuple[str, str]]) -> None:
    found = actions(text)
    assert [one.when for one in found] == [when for _, when in wanted]
    assert all(what in one.what for one, (what, _) in zip(found, wanted, strict=True)), [one.what for one in found]
    assert len({(one.start, one.end) for one in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "force", "who", "first"),
    [
        ("Harbour boards should:\n\n- hold a fair each year;\n- keep a log.", "requirement", "Harbour boards", "hold a fair"),
        (
            "I would be grateful if you could:\n\n- send a list of wrecks;\n- name a warden.",
            "request",
            "Rolf Tamm",
            "send a list",
        ),
        (
            "I suggest you ask for news of\n\n- the new lock;\n- a start date for the works.",
            "request",
            "Rolf Tamm",
            "ask for news of the new lock",
        ),
        ("The Rivers Office will:\n\n- dredge the channel;\n- mend the weir.", "promise", "Rivers Office", "dredge the channel"),
        ("## What we need\n\n1. A new lock\n2. Drying sheds for the nets", "request", "", "provide a new lock"),
    ],
)
def test_list_under_a_lead(text: str, force: str, who: str, first: str) -> None:
    found = actions(text, "minute")
    assert len(found) == 2, [one.what for one in found]
    assert {one.force for one in found} == {force}
    assert {one.who for one in found} == {who}
    assert found[0].what.startswith(first)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("In 2012 some 12,500 berths will be dredged by the Harbour Board.", "dredge some 12,500 berths"),
        ("Nearly £4,000 million will be spent on mending quays.", "spend nearly £4,000 million on mending quays"),
        ("The keepers of the toll will be freed by May 2012.", "free the keepers of the toll"),
        ("The plan will be consulted on, with the chart, in May.", "consult on the plan, with the chart"),
        ("Next month £3,500 will be spent on buoys.", "spend £3,500 on buoys"),
        ("The list will be sent out in May.", "send out the list"),
        (
            "From April Ferry Teams and Quay Groups (QGs) will be brought together in all the ports.",
            "bring together Ferry Teams and Quay Groups (QGs) in all the ports",
        ),
        (
            "I should be grateful for an early sight of the list, if possible by the end of May, because",
            "give an early sight of the list",
        ),
    ],
)
def test_what_keeps_amounts_names_and_particles_whole(text: str, what: str) -> None:
    assert [one.what for one in actions(text)] == [what]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The pilot will begin in April.", "begin the pilot"),
        ("The Minister's reply will be sent by 4 June.", "send the Minister's reply"),
        ("The next audits will take place during May 2012.", "hold the next audits"),
        ("The study is due to report in the spring of 2013.", "the study to report"),
        ("The removal will take place in May.", "the removal to take place"),
        ("The form must reach the Harbour Board by 3 May.", "the form to reach the Harbour Board"),
    ],
)
def test_what_happens_names_the_thing_that_it_happens_to(text: str, what: str) -> None:
    assert [one.what for one in actions(text)] == [what]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "We promised in the reply of 9 May 2010 to report to the Guild within a year, and we shall do so on 16 April.",
            "report to the Guild",
        ),
        (
            "The wardens want to see the chart. I was asked to publish the list of lights. I will do so by 3 May.",
            "publish the list of lights",
        ),
        ("It is a fine quay. We will do so by 3 May.", "we will do so"),
        ("We will do something about the quay by 3 May.", "do something about the quay"),
        (
            "The Guild asked us to count the boats. We will do this by sending out wardens in May.",
            "count the boats by sending out wardens",
        ),
    ],
)
def test_do_so_says_what_is_to_be_done(text: str, what: str) -> None:
    assert actions(text)[-1].what == what


@pytest.mark.parametrize(
    ("name", "acts"),
    [
        ("Will May", True),
        ("wardens", True),
        ("improvements in the lights", False),
        ("of the Board's teams", False),
        ("Harbour Reform White Paper", False),
        ("ONLY POINT IS", False),
        ("&lt;sup>1 the Board", False),
    ],
)
def test_who_is_a_party(name: str, *, acts: bool) -> None:
    assert can_act(name) is acts


def test_all_of_a_bodys_teams_are_named_without_of() -> None:
    (one,) = actions("All of the Harbour Board's wardens will adopt the rules by April 2012.")
    assert one.who == "Harbour Board's wardens"


def test_a_season_in_a_name_stays_in_it() -> None:
    (one,) = actions("The Board will hold a drill before the start of the winter timetable.")
    assert one.what == "hold a drill before the start of the winter timetable"


def test_what_keeps_nothing_of_the_date() -> None:
    (one,) = actions("The Board will publish a chart (probably in the last week of May).")
    assert one.what == "publish a chart"
    (one,) = actions("We will publish the chart some time next month.")
    assert one.what == "publish the chart"


def test_we_in_reported_speech_are_the_speakers_side() -> None:
    (one,) = actions("The Harbour Board has assured the Guild that we would share the chart in May.", "minutes")
    assert one.who == "Harbour Board"


def test_a_date_of_another_clause_is_no_deadline() -> None:
    (one,) = actions("We will write guidance for when the rules come into force on 6 April 2012.")
    assert (one.what, one.when) == ("write guidance for when the rules come into force on 6 April 2012", "")


@pytest.mark.parametrize(
    "text",
    [
        "A survey estimated that, without help, storms will cost the ports £49.9 million a year by 2050.",
        "The Guild will cease to exist in May 2012.",
        "Plus &lt;sup>1 the Board will mend the &lt;sup>1 cot by 3 May.",
        "We will x7q ~j |i bttl &lt; vv% q&lt;z by 3 May.",
    ],
)
def test_forecasts_and_noise_are_no_actions(text: str) -> None:
    assert actions(text) == []


def test_a_date_to_fall_back_on_makes_no_second_action() -> None:
    text = "We should be grateful for an early talk, and in any case before 6 April, because the list goes to the binder on 12 April."
    (one,) = actions(text)
    assert (one.when, one.when_text) == ("../2011-04-06", "before 6 April")
    assert one.what.startswith("give an early talk, because")


@pytest.mark.parametrize(
    "text",
    [
        "The Board has paid for works including:\n\n- a new pier\n- two lifeboats",
        "The ports have these in common:\n\n- a light\n- a slip",
    ],
)
def test_list_of_examples_is_no_list_of_actions(text: str) -> None:
    assert actions(text) == []


@pytest.mark.parametrize(
    ("text", "who", "what", "when"),
    [
        ("ACTION: MF to circulate the minutes by 12 March", "MF", "circulate the minutes", "../2011-03-12"),
        ("Action 3: Mina Ferro will write to the Guild.", "Mina Ferro", "write to the Guild", ""),
        ("Secretary to seek the pilots' views.", "Secretary", "seek the pilots' views", ""),
        ("The Chair and the Clerk to meet the Guild before the fair.", "Chair and the Clerk", "meet the Guild", ""),
        ("It was agreed that the Clerk would draft a reply.", "Clerk", "draft a reply", ""),
        ("Copies of the chart to be circulated.", "", "circulate copies of the chart", ""),
    ],
)
def test_minutes_of_a_meeting(text: str, who: str, what: str, when: str) -> None:
    (found,) = actions(text, "minutes", known=False)
    assert (found.who, found.when) == (who, when)
    assert what in found.what


def test_action_items_by_name() -> None:
    found = actions(
        "## Action items\n\n- Mina Ferro: Announce the fair\n- Olaf Berg: Mend the nets by May", "minutes", known=False
    )
    assert [(one.who, one.what, one.when) for one in found] == [
        ("Mina Ferro", "announce the fair", ""),
        ("Olaf Berg", "mend the nets", "../2011-05"),
    ]


def test_table_of_actions() -> None:
    text = (
        "Action\tOwner\tDue\tStatus\n"
        "Mend the north slipway.\tMina Ferro\t3 May 2011\tOpen\n"
        "Clerk to write to the Guild\t\tJune 2011\tDone\n"
    )
    found = actions(text, "paper", known=False)
    assert [(one.who, one.what, one.when) for one in found] == [
        ("Mina Ferro", "mend the north slipway", "2011-05-03"),
        ("Clerk", "write to the Guild", "2011-06"),
    ]


def test_log_without_a_head() -> None:
    text = "Lights – Lead MF\n\nMend the north light\tNew\nClerk to write to the Guild\tCarried forward\n"
    found = actions(text, "paper", title="Harbour Forum Action Log", known=False)
    assert [(one.who, one.what) for one in found] == [("MF", "mend the north light"), ("Clerk", "write to the Guild")]


def test_table_of_targets_by_year() -> None:
    text = (
        "The Board set targets for the longest wait:\n\n\t2011/12\t2012/13\nMoorings\t4 weeks\t2 weeks\nPilots\t3 days\t1 day\n"
    )
    found = actions(text, "paper")
    assert [(one.force, one.what, one.when) for one in found] == [
        ("target", "reach 4 weeks for Moorings", "2011-04-01/2012-03-31"),
        ("target", "reach 2 weeks for Moorings", "2012-04-01/2013-03-31"),
        ("target", "reach 3 days for Pilots", "2011-04-01/2012-03-31"),
        ("target", "reach 1 day for Pilots", "2012-04-01/2013-03-31"),
    ]
    assert len({(one.start, one.end) for one in found}) == 4


def test_one_rise_to_two_dates() -> None:
    found = actions("Increase the number of berths by 55% by 2013 and by 100% by 2015.", "paper")
    assert [(one.force, one.when) for one in found] == [("target", "../2013"), ("target", "../2015")]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Subject to the Treasury's agreement, we will rebuild the pier.", "Subject to the Treasury's agreement"),
        ("Once the survey is in, the Board will publish it.", "Once the survey is in"),
        ("We will rebuild the pier if the money is found.", "if the money is found"),
        ("We will rebuild the pier.", ""),
    ],
)
def test_condition(text: str, condition: str) -> None:
    (found,) = actions(text)
    assert found.condition == condition


def test_pronouns_stand_for_the_last_party() -> None:
    found = actions("The Harbour Board has surveyed the quay. They will report in May. The report will be printed.")
    assert [one.who for one in found] == ["Harbour Board", ""]


def test_this_goes_on_about_the_sentence_before() -> None:
    found = actions("The Rivers Office will draw up a plan. This will be sent out in May.")
    assert [one.who for one in found] == ["Rivers Office", "Rivers Office"]


def test_we_are_the_department_where_its_private_secretary_writes() -> None:
    text = "The Private Secretary to the Home Secretary\n\nWe will send you the list. I will write again. The list will be printed in May."
    context = Context(date="2011-03-02", kind="letter", senders=("Olaf Berg",), addressees=("Rolf Tamm",))
    found = find_actions(text, find_sentences(text, context), find_dates(text, context), context)
    assert [one.who for one in found] == ["Home Office", "Olaf Berg", "Home Office"]


def test_many_ministers_speak_for_the_government() -> None:
    senders = ("Home Secretary", "Secretary of State for Health", "Defence Secretary")
    context = Context(date="2011-03-02", kind="letter", senders=senders, addressees=("Rolf Tamm",))
    text = "We will publish the list."
    (found,) = find_actions(text, find_sentences(text, context), [], context)
    assert found.who == "Government"


def test_to_whom_it_is_promised_and_who_asks() -> None:
    promise, request = actions("We will publish the chart. Please send the log.")
    assert (promise.to, request.to) == ("Rolf Tamm", "Ada Quill")


def test_recommendations_of_a_report_are_no_actions() -> None:
    text = "1. We recommend that the Board publish its accounts.\n\nThe Board should keep the light. The Board has agreed to fund it."
    assert [one.what for one in actions(text, "report")] == ["fund it"]


def test_recommendation_repeated_in_a_response_is_no_action() -> None:
    text = (
        "Recommendation 1 - We recommend that the Board publish its accounts by May.\n\n"
        "The Government accepts this recommendation and will publish them by June.\n\n"
        "Recommendation 2 - We recommend that pilots must carry a radio.\n\nThis will be considered."
    )
    found = actions(text, "response")
    assert [(one.what, one.when) for one in found] == [("publish them", "../2011-06"), ("consider this", "")]


def test_promise_to_come_needs_a_date_to_come() -> None:
    assert [one.what for one in actions("Mina Ferro is joining the team next week.")] == ["join the team"]
    assert actions("Mina Ferro is joining the teams together.") == []


def test_lines_broken_in_rough_text() -> None:
    text = "The Harbour\nBoard  will publish\nthe chart by\n3 May."
    (found,) = actions(text)
    assert (found.who, found.what, found.when) == ("Harbour Board", "publish the chart", "../2011-05-03")
    assert text[found.start : found.end] == text


def test_spans_are_of_the_sentence_and_sure_enough() -> None:
    text = "Thank you. We will publish the chart by 3 May. It rained."
    (found,) = actions(text)
    assert text[found.start : found.end] == "We will publish the chart by 3 May."
    assert MIN_CONFIDENCE <= found.confidence <= 1
    assert found.rule == "promise.will"


def test_long_papers_are_read_quickly() -> None:
    text = (
        "The Harbour Board will publish the chart by 3 May, and pilots must keep a log of every ship that they bring in. "
        "I would be grateful if you could send the lists that we need. The tide was high and the quay was wet all night. "
    ) * 300
    context = Context(date="2011-03-02", senders=("Ada Quill",))
    sentences, dates = find_sentences(text, context), find_dates(text, context)
    begun = time.perf_counter()
    found = find_actions(text, sentences, dates, context)
    assert len(found) == 900
    assert time.perf_counter() - begun < 5


def page_rows(columns: int) -> list[list[str]]:
    """The rows of the tables of docs/actions.md with so many columns, without their heads."""
    page = (Path(__file__).parents[1] / "docs" / "actions.md").read_text("utf-8")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| ")]
    return [row for row in cells if len(row) == columns and row[0].endswith((".", "?"))]


@pytest.mark.parametrize("row", page_rows(5), ids=[row[0][:40] for row in page_rows(5)])
def test_page_of_actions_tells_what_is_found(row: list[str]) -> None:
    sentence, force, who, what, when = row
    (found,) = actions(sentence, "paper" if force == "target" else "letter")
    assert (found.force, found.who, found.when) == (force, who, when)
    assert found.what.startswith(what)


@pytest.mark.parametrize("row", page_rows(2), ids=[row[0][:40] for row in page_rows(2)])
def test_page_of_actions_tells_what_is_none(row: list[str]) -> None:
    assert [found.what for found in actions(row[0])] == []


@pytest.mark.parametrize(
    ("text", "force", "who", "what"),
    [
        ("The Board has undertaken that it will not raise the toll.", "promise", "Harbour Board", "not raise the toll"),
        ("The Board told us that it would paint the quay in May.", "promise", "Harbour Board", "paint the quay"),
        (
            "I am informed by the Harbour Board that it expects to paint the quay in May.",
            "promise",
            "Harbour Board",
            "paint the quay",
        ),
        ("The Board has given us an assurance that the quay will be painted.", "promise", "Harbour Board", "paint the quay"),
        ("I shall not fail to send the log.", "promise", "Ada Quill", "send the log"),
        ("My adviser, Mr Ben Ostley, will ring you on Monday.", "promise", "Mr Ben Ostley", "ring you"),
        ("I spoke to Mr Ostley about the quay. He will send a plan.", "promise", "Mr Ostley", "send a plan"),
        ("Wardens may not charge for water.", "requirement", "Wardens", "not charge for water"),
        ("On no account is it to be printed.", "requirement", "", "not print"),
        ("Could we also have two copies of the chart?", "request", "Rolf Tamm", "provide two copies of the chart"),
        ("A reply by Friday would be appreciated.", "request", "Rolf Tamm", "give a reply"),
        ("Your office might like to keep the day free.", "request", "Rolf Tamm", "keep the day free"),
    ],
)
def test_forms_of_other_letters(text: str, force: str, who: str, what: str) -> None:
    found = actions(text)[-1]
    assert (found.force, found.who) == (force, who)
    assert found.what.startswith(what)


@pytest.mark.parametrize(
    "text",
    [
        "We shall watch your progress with interest.",
        "The Board may not agree.",
        "The Committee recommended that two boats be sold.",
        "The number of boats will rise to 900 by 2013 on present trends.",
        "You no longer need to send the list.",
    ],
)
def test_what_other_letters_only_say(text: str) -> None:
    assert actions(text) == []


def test_in_a_transcript_the_speaker_promises_and_the_one_who_answers_is_asked() -> None:
    text = (
        "Q1  Chair: Will you undertake to publish the chart by May?\n\nMina Ferro: We will publish it in June.\n\n"
        "Q2  Chair: Thank you.\n\nMina Ferro: I will write to you next week about the log.\n"
    )
    found = actions(text, "other")
    assert [(one.force, one.who) for one in found] == [
        ("request", "Mina Ferro"),
        ("promise", "Mina Ferro"),
        ("promise", "Mina Ferro"),
    ]


def test_a_table_of_actions_may_have_its_columns_parted_by_spaces() -> None:
    text = (
        "Ref   Action                          Lead         Due         Status\n"
        "1     Mend the slipway at Ostley      Mina Ferro   3/5/11      Open\n"
        "2     Write to the pilots             RO                       Open\n"
    )
    found = actions(text, "paper")
    assert [(one.who, one.what, one.when) for one in found] == [
        ("Mina Ferro", "mend the slipway at Ostley", "2011-05-03"),
        ("Rivers Office", "write to the pilots", ""),
    ]


def test_members_numbered_in_brackets_complete_their_lead() -> None:
    text = "The Harbour Board is requested to:\n\n(1) withdraw the notice;\n(2) disclose the survey; and\n(3) confirm that no work will start.\n"
    assert [(one.force, one.what) for one in actions(text)] == [
        ("request", "withdraw the notice"),
        ("request", "disclose the survey"),
        ("request", "confirm that no work will start"),
    ]


def test_an_event_has_the_date_that_the_paper_gives_it_once() -> None:
    text = "The meeting will be held on 9 March. Please send the list in advance of the meeting."
    assert [one.when for one in actions(text) if one.force == "request"] == ["../2011-03-09"]
    twice = f"{text} The second meeting is on 12 May."
    assert [one.when for one in actions(twice) if one.force == "request"] == [""]


def test_it_that_launches_is_the_thing_before() -> None:
    assert actions("The scheme is ready. It will launch in May.")[-1].what == "the scheme to launch"


AT_WORK = [
    (
        "The Board is rewriting its guide to moorings. The revised guide will be open to comment until June.",
        "Harbour Board",
    ),
    (
        "The Rivers Office has surveyed the locks. Boats were moored. The survey of the locks will be published in May.",
        "Rivers Office",
    ),
    ("The Board is updating the chart with pilots. The intention is to publish the chart in May.", "Harbour Board"),
    ("The Board met in Lent.\n\nThe revised guide will be published in June.", ""),
    ("The Board has met in Lent. The revised guide will be published in June.", ""),
    ("The Board is rewriting its guide. A kiosk beside the guide post will be painted in June.", ""),
]


@pytest.mark.parametrize(("text", "who"), AT_WORK)
def test_in_a_response_the_party_at_work_on_a_thing_does_what_will_be_done_to_it(text: str, who: str) -> None:
    found = actions(text, "response")
    assert found[-1].who == who


def test_a_party_is_not_carried_from_sentence_to_sentence_of_a_letter() -> None:
    (found,) = actions("The Board is rewriting its guide. The revised guide will be published in June.")
    assert found.who == ""


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Board, alongside the pilots, continues to see that the target is reached of 90% of berths.", "Harbour Board"),
        ("The Rivers Office will mend the wall. This has a target date for opening of June.", "Rivers Office"),
        ("The Rivers Office will mend the wall. This includes the target of 90% of berths.", "Rivers Office"),
        ("There is a target of 90% of berths.", ""),
    ],
)
def test_who_has_a_target(text: str, who: str) -> None:
    assert actions(text, "response")[-1].who == who


def test_what_should_come_of_an_act_is_its_party_s_doing() -> None:
    found = actions("The Board will take over the count from April and figures should be available from July.")
    assert [one.who for one in found] == ["Harbour Board", "Harbour Board"]


def test_both_bodies_are_those_named_before() -> None:
    found = actions("The Harbour Board and the Rivers Office have met. Both organisations will publish the chart in May.", "note")
    assert found[-1].who == "Harbour Board and Rivers Office"


def test_initials_that_ocr_misread_are_those_that_the_paper_has() -> None:
    actor = Actor(id="5", name="Harbour Inspection Board", kind="body", aliases=("HIB",))
    directory = Directory((actor,), {"hib": actor})
    text = "HIB and HIB alone inspects. HLB will report in May."
    context = Context(date="2011-03-02", kind="note", directory=directory)
    (found,) = find_actions(text, find_sentences(text, context), find_dates(text, context), context)
    assert found.who == "Harbour Inspection Board"


def test_a_response_of_the_government_that_nobody_signs_speaks_for_it() -> None:
    text = "We will mend the locks by May."
    context = Context(date="2011-03-02", kind="response", title="The Government's response to the report on locks")
    (found,) = find_actions(text, find_sentences(text, context), find_dates(text, context), context)
    assert found.who == "Government"


def test_a_party_for_its_part_is_that_party() -> None:
    (found,) = actions("The Board for its part will mend the wall by May.")
    assert found.who == "Harbour Board"


def test_what_an_act_is_done_in_view_of_is_its_party_s_too() -> None:
    found = actions("The Board will print the guide in April with a view to issue in June.")
    assert [one.who for one in found] == ["Harbour Board", "Harbour Board"]


def test_a_participle_before_a_noun_puts_no_month_in_the_past() -> None:
    (found,) = actions("The lists will be published in October, alongside the refreshed harbour plan.")
    assert found.when == "2011-10"
