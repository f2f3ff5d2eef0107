"""Actions in forms that letters, e-mails, minutes, logs and evidence take beside the plain ones. All papers here are invented."""

from __future__ import annotations

import pytest

from brief.people import name_matcher
from corpus.records import Action, Actor
from corpus.sources import SourceText
from extract.datescan import scan
from extract.papers import build_pipeline, extract_source
from graph.network import build_graph

NLP = build_pipeline()
LETTER = "Department for Weirs\n\n3 May 2014\n\nDear Ada\n\n{}\n\nYours sincerely\n\nBEN CRANE\n"
MAIL = "From: Ada Quill\nSent: 17 October 2012 18:47\nTo: Ben Crane\nSubject: Weirs\n\nBen,\n\n{}\n\nAda\n"
MINUTES = "Weir Board\n\nMinutes of the meeting of 12 March 2014\n\nPresent: Ada Quill (AQ), Ben Crane (BC)\n\n{}\n\nDate of next meeting: 9 May 2014\n"


def read(text: str) -> list[Action]:
    records = extract_source(NLP, SourceText("paper.txt", "", "0" * 64, "text", text))
    return [one for one in records if isinstance(one, Action)]


def test_initials_that_the_paper_spells_nowhere_stay_initials() -> None:
    (only_short,) = read(LETTER.format("The CPS will publish the list in June."))
    assert only_short.who == "CPS"
    spelt = read(LETTER.format("The Crown Prosecution Service has the list. The CPS will publish it in June."))
    assert [one.who for one in spelt] == ["Crown Prosecution Service"]


def test_who_is_known_by_initials_is_found_by_the_full_name() -> None:
    actor = Actor(id="a", name="Crown Prosecution Service", kind="body", aliases=("CPS",))
    assert name_matcher("Crown Pros", [actor])("CPS")
    assert not name_matcher("Harbour", [actor])("CPS")
    act = Action(
        id="b", source="x", start=0, end=1, page=None, quote="q", rule="r", confidence=1.0, item="i", force="promise", who="CPS"
    )
    assert ("action:b", "body:Crown Prosecution Service") in build_graph([actor, act]).edges()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Complete", "done"),
        ("Closed", "done"),
        ("Discharged 4 May", "done"),
        ("In progress", "open"),
        ("Slipped to June", "open"),
        ("Not yet complete", "open"),
        ("Cancelled", "unknown"),
    ],
)
def test_a_table_says_how_far_an_action_is(words: str, status: str) -> None:
    table = f"WEIR BOARD\n\nACTION LOG - 6 May 2014\n\nRef\tAction\tOwner\tDue\tStatus\n1\tMend the sluice\tMina Ferro\t1 May 2014\t{words}\n"
    assert [(one.what, one.who, one.status) for one in read(table)] == [("mend the sluice", "Mina Ferro", status)]


def test_a_log_without_a_head_says_it_at_the_end_of_a_row() -> None:
    log = "Weir Forum Action Log – 6 May 2014\n\nSluices – Lead MF\n\nMend the north sluice\tCompleted\nWrite to the Guild\tCarried forward\n"
    assert [(one.what, one.status) for one in read(log)] == [("mend the north sluice", "done"), ("write to the Guild", "open")]


def test_a_table_may_have_no_head_over_what_is_to_be_done() -> None:
    table = MINUTES.format(
        "Risks\n\t\tLead\tRAG\tReview\nR1\tReplace the north pump\tBC\tRED\tJune\nR2\tTest the siren under load\tAQ\tAMBER\tJuly"
    )
    assert [(one.who, one.what, one.status) for one in read(table)] == [
        ("Ben Crane", "replace the north pump", "open"),
        ("Ada Quill", "test the siren under load", "open"),
    ]


@pytest.mark.parametrize(
    ("words", "who", "what", "when"),
    [
        ("The Board undertook to bring the number below 200 by June.", "Board", "bring the number below 200", "../2014-06"),
        ("The Board has agreed in principle to meet half the cost.", "Board", "meet half the cost", ""),
        ("The Minister has promised us his memorandum by 25 May.", "Minister", "provide his memorandum", "../2014-05-25"),
        ("You'll get the list on Monday.", "Ben Crane", "send the list", "2014-05-05"),
        ("You will have our reply by 12 May.", "Ben Crane", "send our reply", "../2014-05-12"),
        ("The Minister would like a short note by Friday.", "Ada", "provide a short note", "../2014-05-09"),
        ("Can Legal confirm that we are free to go on?", "Legal", "confirm that we are free to go on", ""),
        ("The gate mustn't be opened.", "", "not open the gate", ""),
        ("Patients may not receive more than two visitors.", "Patients", "not receive more than two visitors", ""),
        ("The Chairman has asked that the file be re-opened.", "", "re-open the file", ""),
        ("They meant to finish in June but now plan to do so in July.", "", "finish", "2014-07"),
        ("I will send the letter of 3 April on Thursday.", "Ben Crane", "send the letter of 3 April", "2014-05-08"),
        ("I will let you have it Thursday morning.", "Ben Crane", "let you have it", "2014-05-08"),
        (
            "The Board will lay its accounts for 2012-13 by the end of July.",
            "Board",
            "lay its accounts for 2012-13",
            "../2014-07-31",
        ),
        ("Ministers intend that it should come into force early in 2015.", "Ministers", "come into force", "2015~"),
        ("Your officers expect to finish it by Halloween.", "officers of Ada", "finish it", "../2014-10-31"),
        ("I would ask fishermen in particular to answer.", "fishermen", "answer", ""),
    ],
)
def test_forms_of_letters(words: str, who: str, what: str, when: str) -> None:
    (found,) = read(LETTER.format(words))
    assert (found.who, found.when) == (who, when)
    assert found.what.startswith(what)


@pytest.mark.parametrize(
    "words",
    [
        "The tide will turn on 5 June.",
        "Prices will go up in June.",
        "Traffic is expected to grow during 2015.",
        "Interest in boats will increase by 2016.",
        "Would you prefer to announce it yourself on 5 June?",
        "You will get wet.",
        "I have been asked to put our position to you.",
        "Nothing in this letter should be taken as a comment on it.",
    ],
)
def test_what_only_happens_is_no_action(words: str) -> None:
    assert read(LETTER.format(words)) == []


def test_that_month_is_the_one_named_before() -> None:
    found = read(
        LETTER.format("We shall test it in the first half of November and will report to the Board on the 28th of that month.")
    )
    assert [one.when for one in found] == ["2014-11-01/2014-11-15", "2014-11-28"]


def test_an_email_asks_in_its_own_way() -> None:
    found = read(MAIL.format("A line back by noon on Friday would be ideal. I have told Rolf that he'll get it on Monday."))
    assert (found[0].who, found[0].when) == ("Ben Crane", "../2012-10-19")


def test_minutes_report_plans() -> None:
    found = read(
        MINUTES.format(
            "BC said the pump had been ordered; he expected to fit it by the next meeting. The plan was to go to Guild in June."
        )
    )
    assert (found[0].who, found[0].when) == ("Ben Crane", "../2014-05-09")


def test_after_a_semicolon_another_is_named() -> None:
    found = read(MINUTES.format("ACTION: AQ to write to the Guild; BC to report the figures in June."))
    assert [(one.who, one.what) for one in found] == [("Ada Quill", "write to the Guild"), ("Ben Crane", "report the figures")]


def test_an_undated_paper_gives_no_value_to_a_time_from_its_day() -> None:
    text = "MEMORANDUM FOR HARBOUR BOARDS\n\nFROM: Ada Quill\n\nSUBJECT: Tables\n\nThe Order of March 3, 2013 stands. Within six months of this memorandum, Boards must publish tables.\n"
    (found,) = read(text)
    assert (found.when_text, found.when) == ("Within six months of this memorandum", "")


def test_answers_of_witnesses_are_theirs() -> None:
    evidence = (
        "WEDNESDAY 9 MAY 2001\n\nMr Prosser\n114. Could you let us have a note on it?\n(Captain Strand) I will write to you before July.\n\n"
        "115. And the cost?\n(Captain Strand) I will send that too.\n\nDr Nance\n116. Will you come to Ness?\n"
        "(Ms Boone) I should be glad to. Perhaps your office could suggest some dates.\n\nChairman\n117. Thank you.\n"
    )
    assert [(one.who, one.what) for one in read(evidence)] == [
        ("Captain Strand", "let us have a note on it"),
        ("Captain Strand", "write to you"),
        ("Captain Strand", "send that too"),
        ("Ms Boone", "come to Ness"),
        ("office of Dr Nance", "suggest some dates"),
    ]


def test_she_is_the_last_woman_named() -> None:
    found = read(
        MINUTES.format("Thanks were given to Mrs Pettifer, who had painted the gates. She promised to repair the bridge in June.")
    )
    assert [one.who for one in found] == ["Mrs Pettifer"]


@pytest.mark.parametrize(
    ("words", "value"),
    [("the spring of next year", "2013-21"), ("summer last year", "2011-22"), ("the autumn of this year", "2012-23")],
)
def test_a_season_of_next_year(words: str, value: str) -> None:
    assert [(words[one.start : one.end], one.value) for one in scan(words, "2012-10-17")] == [(words, value)]


def test_rows_keep_their_heading_over_a_page_break_and_a_long_heading_its_owner() -> None:
    log = (
        "Weir Forum Action Log – 6 May 2014\n\nSluices – Lead MF\n\nMend the north sluice\tNew\n\fOFFICIAL\n\nMend the south sluice\tNew\n\n"
        "The old weirs with their keepers' houses and the rights of way over them - Lead GS\n\nMeet with the Guild about the houses\tNew\n"
    )
    assert [(one.what, one.who) for one in read(log)] == [
        ("mend the north sluice", "MF"),
        ("mend the south sluice", "MF"),
        ("meet with the Guild about the houses", "GS"),
    ]


def test_what_a_response_repeats_lays_nothing_on_the_government() -> None:
    text = (
        "Government response to the Weir Committee's report\n\n12 May 2014\n\nRecommendation 1: weirs\n\n"
        "Detail: we should firstly assess the weirs.\n\nThe Government will assess the weirs by June.\n"
    )
    assert [(one.force, one.who) for one in read(text) if "firstly" in one.quote] == []
    assert [(one.force, one.who) for one in read(text) if "June" in one.quote] == [("promise", "Government")]


@pytest.mark.parametrize(
    "words",
    [
        "The Board agreed that the scheme should end in May.",
        "You agreed that officials should look at it.",
        "I agree that the ferry should stop in June.",
    ],
)
def test_how_things_ought_to_be_is_only_agreed(words: str) -> None:
    assert read(LETTER.format(words)) == []


def test_links_and_noise_under_a_heading_of_actions_are_none() -> None:
    text = MINUTES.format(
        "Next steps\n\n- Report a weir (https://www.weirs.example/x)\n- See also: Weirs Act 1974\n- Mend the sluice\n- Mend ~j x7# |i ¬ vv"
    )
    assert [one.what for one in read(text)] == ["mend the sluice"]


def test_a_manifesto_commits_the_government_that_writes() -> None:
    (found,) = read(LETTER.format("This meets the manifesto commitment of repairing two piers by the end of 2016."))
    assert (found.who, found.what, found.when) == ("Ben Crane", "repair two piers", "../2016-12-31")
