"""What a text refers to: letters and other papers, by their date, by number, or as enclosed. All papers here are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.dates import find_dates
from extract.findings import Context, DateFound, ReferenceFound
from extract.references import bare_dates, find_references, mask_dates

MINE = Context(date="1998-03-10", senders=("Ann Lee",), addressees=("Bo Hart",))


def found(text: str, context: Context = MINE) -> list[ReferenceFound]:
    return find_references(text, find_dates(text, context), context)


@pytest.mark.parametrize(
    ("text", "kind", "date", "sender", "addressee"),
    [
        ("Thank you for your letter of 2 March about the weir.", "letter", "1998-03-02", "Bo Hart", "Ann Lee"),
        ("I set out the case in my minute of 3 February.", "minute", "1998-02-03", "Ann Lee", "Bo Hart"),
        ("Following my letter of 3 December, the weir was mended.", "letter", "1997-12-03", "Ann Lee", "Bo Hart"),
        ("I have seen Mary Holt's letter to you of the 21 February.", "letter", "1998-02-21", "Mary Holt", "Bo Hart"),
        ("Mary Holt's letter to Sam Poole on 20th February says so.", "letter", "1998-02-20", "Mary Holt", "Sam Poole"),
        (
            "This rests on the note which Mary Holt and Sam Poole submitted on 9 March.",
            "note",
            "1998-03-09",
            "Mary Holt; Sam Poole",
            "",
        ),
        ("Thank you for your recent letter of 1st March to Sam Poole.", "letter", "1998-03-01", "Bo Hart", "Sam Poole"),
        ("Your officials wrote to me on 4 March.", "letter", "1998-03-04", "", "Ann Lee"),
        ("Mary Holt wrote to Sam Poole on 4 March about the sluice.", "letter", "1998-03-04", "Mary Holt", "Sam Poole"),
        (
            "The position is in the letter, of 5 March 1998, from Mary Holt to all lock keepers.",
            "letter",
            "1998-03-05",
            "Mary Holt",
            "all lock keepers",
        ),
        ("I refer to your letter of the 3rd about the weir.", "letter", "1998-03-03", "Bo Hart", "Ann Lee"),
        ("I refer to your letter of 28th ult. about the weir.", "letter", "1998-02-28", "Bo Hart", "Ann Lee"),
        ("Your despatch No. 14, January 5, 1998, covers this.", "letter", "1998-01-05", "Bo Hart", "Ann Lee"),
        (
            "In a memorandum of 1 February 1998, Sir John Marsh restated the terms.",
            "memorandum",
            "1998-02-01",
            "Sir John Marsh",
            "",
        ),
        ("It was in the submission sent to ministers on 2 February 1998.", "submission", "1998-02-02", "", "ministers"),
    ],
)
def test_a_paper_named_by_its_date(text: str, kind: str, date: str, sender: str, addressee: str) -> None:
    (one,) = found(text)
    assert (one.kind, one.date, one.sender, one.addressee) == (kind, date, sender, addressee)
    assert one.text in " ".join(text.split())


def test_the_span_is_the_words_as_printed_over_a_line_break() -> None:
    text = "Thank you for your\nletter of 2 March\nabout the weir."
    (one,) = found(text)
    assert text[one.start : one.end] == "your\nletter of 2 March"


def test_two_dates_are_two_papers_and_the_next_day_counts_from_the_first() -> None:
    letters = found("I have your letters of 2 March and 5 March.")
    assert [one.date for one in letters] == ["1998-03-02", "1998-03-05"]
    both = found("I am replying to your letter of 2 March and your e-mail of the following day.")
    assert [(one.kind, one.date) for one in both] == [("letter", "1998-03-02"), ("e-mail", "1998-03-03")]


def test_her_note_is_by_the_writer_of_the_letter_named_before_it() -> None:
    letter, note = found("I have Mary Holt's letter of 2 March and her note of 4 March.")
    assert (letter.sender, note.sender) == ("Mary Holt", "Mary Holt")


def test_she_is_the_person_named_last_in_the_sentence() -> None:
    (one,) = found("I was asked to thank Ms Holt for her letter of 2 March.")
    assert (one.sender, one.text) == ("Ms Holt", "her letter of 2 March")
    (by,) = found("Dr Poole's office replied on 4 March.")
    assert (by.sender, by.date) == ("Dr Poole's office", "1998-03-04")
    (lower,) = found("Please send me the harbour master's note of 4 March.")
    assert (lower.sender, lower.kind) == ("harbour master", "note")


def test_a_verb_far_from_its_subject() -> None:
    (one,) = found("Mary may speak of this at lunch, and minuted you separately today.")
    assert (one.sender, one.addressee, one.date, one.text) == ("Mary", "Bo Hart", "1998-03-10", "minuted you separately today")


def test_a_telegram_goes_by_its_number() -> None:
    (one,) = found("See Deptel 412 for the terms.")
    assert (one.kind, one.text, one.date) == ("telegram", "Deptel 412", "")
    (dated,) = found("REF: QX-4410, February 3, 1998\n\nThe terms stand.")
    assert (dated.kind, dated.date) == ("telegram", "1998-02-03")


def test_what_is_enclosed_counts_where_the_text_says_whose_it_is() -> None:
    (one,) = found("I enclose a copy of Mary Holt's letter to Sam Poole.")
    assert (one.text, one.sender, one.addressee) == ("Mary Holt's letter to Sam Poole", "Mary Holt", "Sam Poole")
    assert found("I enclose a form and the attached note.") == []


@pytest.mark.parametrize(
    "text",
    [
        "A letter was sent to all lock keepers on 20 February.",
        "I am copying this letter to Mary Holt.",
        "The letter was read out on 2 March.",
        "The report will be written by 31 March.",
        "The Weirs Act 1921 was in force.",
        "It took 20 minutes on 2 March.",
        "Please note that on 2 March the lock will close.",
    ],
)
def test_no_paper_is_referred_to(text: str) -> None:
    assert found(text) == []


def test_the_own_heading_of_a_paper_is_no_reference() -> None:
    heading = "Letter from the Weir Board to Mary Holt, 3 March 1998\n\n"
    assert found(heading + "Dear Mary\n\nThe weir is mended.") == []
    assert len(found("The board agreed.\n\n1 Letter from the Weir Board regarding dues, 3 March 1998")) == 1


def test_the_mask_keeps_every_position() -> None:
    text = "of\n3 May.\n\n\nNext ¤ line"
    masked = mask_dates(text, [DateFound(start=3, end=8, text="3 May", value="2003-05-03")])
    assert len(masked) == len(text)
    assert masked[3:8] == "¤¤¤¤¤"
    assert "¤ line" not in masked


def test_a_date_is_read_without_its_preposition_and_full_stop() -> None:
    (one,) = bare_dates([DateFound(start=10, end=19, text="on 3 May.", value="2003-05-03")])
    assert (one.start, one.end, one.text) == (13, 18, "3 May")


def test_the_examples_of_the_handbook_are_true() -> None:
    page = (Path(__file__).parents[1] / "docs" / "graph.md").read_text("utf-8")
    table = page.split("| in a letter of 10 March 1998")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    assert len(rows) > 9
    for text, kind, day, sender, _ in rows:
        read = found(text + ".")
        assert [one.date for one in read] == ([part.strip() for part in day.split(",")]), text
        if kind != "two":
            assert (read[0].kind, read[0].sender) == (kind, "Mary Holt; Sam Poole" if sender == "both" else sender), text


@pytest.mark.parametrize(
    ("text", "kind", "date", "sender", "addressee"),
    [
        ("Thank you for your No. 14 of 3 March.", "telegram", "1998-03-03", "Bo Hart", "Ann Lee"),
        ("In your No. 14 you ask for figures.", "telegram", "", "Bo Hart", "Ann Lee"),
        ("This repeats your 2117 to Port Sel.", "telegram", "", "Bo Hart", "Port Sel"),
        ("Ref A: letter of 3 March 1998 from Mary Holt to Sam Poole.", "letter", "1998-03-03", "Mary Holt", "Sam Poole"),
        ("See Harbour Office letter dated 3 March 1998.", "letter", "1998-03-03", "Harbour Office", ""),
        ("Further to our talk and my e-mail below, the gates are open.", "e-mail", "", "Ann Lee", "Bo Hart"),
        ("Please see Mr Poole's minute to Mr Hart below.", "minute", "", "Mr Poole", "Mr Hart"),
        ("The answer to PQ 12345 says so.", "question", "", "", ""),
        ("I said so in my submission of yesterday.", "submission", "1998-03-09", "Ann Lee", "Bo Hart"),
        ("I attach a letter from Mary Holt to Sam Poole.", "letter", "", "Mary Holt", "Sam Poole"),
        ("It concerns your reference AB/12/3.", "letter", "", "Bo Hart", "Ann Lee"),
        ("I refer to your letter, reference HB/4/2, of 3 March.", "letter", "1998-03-03", "Bo Hart", "Ann Lee"),
        ("I refer to your letter ref. WB/7/12 dated 3 March 1998.", "letter", "1998-03-03", "Bo Hart", "Ann Lee"),
        ("The dues are set out in HW(98)4.", "paper", "", "", ""),
        ("I am in receipt of yours of the 3rd inst.", "letter", "1998-03-03", "Bo Hart", "Ann Lee"),
        ("Sam Poole's letter to you (copied to me) of 3 March was helpful.", "letter", "1998-03-03", "Sam Poole", "Bo Hart"),
        ("Sam Poole asks for figures in his letter (3 March).", "letter", "1998-03-03", "Sam Poole", ""),
        ("I have, in a letter dated 3 March to Mary Holt, set out the dues.", "letter", "1998-03-03", "Ann Lee", "Mary Holt"),
        ("Your enquiry of 3 March has been passed to me.", "letter", "1998-03-03", "Bo Hart", "Ann Lee"),
        ("The Under-Secretary's letter No. 2216/98, dated 3rd March, 1998.", "letter", "1998-03-03", "Under-Secretary", ""),
        ("This office memorandum dated 3 March 1998 stands.", "memorandum", "1998-03-03", "Ann Lee", "Bo Hart"),
    ],
)
def test_a_paper_named_in_other_civil_services(text: str, kind: str, date: str, sender: str, addressee: str) -> None:
    (one,) = found(f"The gates are open. {text}")
    assert (one.kind, one.date, one.sender.removeprefix("The "), one.addressee) == (kind, date, sender, addressee)


@pytest.mark.parametrize(
    "text",
    [
        "Our ref: WB/7/12",
        "Your ref: AB/12/3",
        "I would be glad of comments on the attached draft.",
        "Further to your talk with Mr Poole on 3 March, the gates are open.",
        "Your 300 members to date pay no dues.",
        "I enclose a letter of credit.",
        "The figures below are of 1998.",
    ],
)
def test_labels_figures_and_talks_are_no_papers(text: str) -> None:
    assert found(f"The gates are open.\n\n{text}\n\nThey stay open.") == []
