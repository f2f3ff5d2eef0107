"""An invented casebook of papers of several markings, in which all that is secret says so in words that stand nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from brief.reading import open_casebook
from brief.reviewing import Hand, confirm, correct, keep, reject
from cli import main
from corpus.records import RECORD_TYPES, Action, Actor, Item

# Words of papers above RESTRICTED, each of which stands in no other paper.
SECRET_WORDS = (
    "Marigold",
    "Zephyrine",
    "Quillfeather",
    "Basalt",
    "Oxbury",
    "Tarnhelm",
    "Vexley",
    "Skerrow",
    "Lanthorn",
    "Wrasse",
)
OPEN = """RESTRICTED

HARBOUR OFFICE

4 March 1951

Dear Mr Hart

Thank you for your letter of 2 February 1951. We will light the north pier by 1 May 1951. The Chief Keeper should count the lamps.

Yours sincerely

Ann Lee
"""
SECRET = """SECRET

VEXLEY BUREAU

9 March 1951

Dear Mrs Lee

Thank you for your letter of 4 March 1951, and for that of 7 January 1951 about Tarnhelm. We will sink the barge Marigold at Oxbury by 3 June 1951.
The light at the north pier was lit on 20 April 1951 for Operation Basalt. The lamps must be counted by the Wrasse party.

Yours sincerely

Zephyrine Quillfeather
"""
BUNDLE = """RESTRICTED

FERRY BOARD

2 February 1951

Dear Miss Lee

We will publish our fares by 4 June 1951.

Yours sincerely

Bo Hart

\f
SECRET

SKERROW OFFICE

5 February 1951

Dear Mr Hart

Your fares must pay for Lanthorn by 8 July 1951. Thank you for your letter of 2 February 1951.

Yours sincerely

Zephyrine Quillfeather
"""
REPORT = "REPORT ON PIERS\n\nJanuary 1951\n\nRecommendation 1: The Harbour Office should light the pier.\n\nRecommendation 2: Keepers should be paid monthly.\n"
SECRET_ANSWER = """SECRET

VEXLEY BUREAU

Response to the Report on Piers

3 April 1951

Recommendation 1: The Harbour Office should light the pier.

We reject this recommendation, for Tarnhelm must lie in the dark.

Recommendation 2: Keepers should be paid monthly.

We accept this recommendation. The Vexley Bureau will pay the keepers of Oxbury by 9 September 1951.
"""
PAPERS = {"open": OPEN, "secret-wrasse": SECRET, "bundle": BUNDLE, "report": REPORT, "answer-wrasse": SECRET_ANSWER}


def make_casebook(folder: Path) -> Path:
    """The casebook in this folder, with reviews by somebody who saw all of it."""
    (folder / "papers").mkdir()
    for name, text in PAPERS.items():
        (folder / "papers" / f"{name}.txt").write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["--casebook", str(folder / "book"), "add", str(folder / "papers")])
    assert done.exit_code == 0, done.output
    review_all(folder / "book")
    return folder / "book"


def review_all(folder: Path) -> None:
    """What somebody says who sees all: of records above the ceiling, of those below it, and of both."""
    with open_casebook(folder) as book:
        actions = [one for one in book.records("actions") if isinstance(one, Action)]
        (lit,) = [one for one in actions if "light the north pier" in one.what]
        (fares,) = [one for one in actions if "publish" in one.what]
        (sunk,) = [one for one in actions if "Marigold" in one.what]
        (secret,) = [one for one in book.records("items") if isinstance(one, Item) and "Marigold" in one.quote]
        (opened,) = [one for one in book.records("items") if isinstance(one, Item) and "north pier by 1 May" in one.quote]
        of_all = Hand("Eve Lowe", date(2024, 5, 7), "as Zephyrine Quillfeather says")
        keep(
            book,
            [
                correct(book, sunk, "when", "5 June 1951", of_all),
                correct(book, lit, "to", "Zephyrine Quillfeather", of_all),
                correct(book, fares, "when", "by 11 June 1951", of_all),
                confirm(book, fares, of_all),
                correct(book, opened, "part_of", secret.id, of_all),
                *(reject(book, one, of_all) for one in actions if "Wrasse" in one.quote),
            ],
        )


def secret_ids(folder: Path) -> set[str]:
    """The ids of all records that stand in papers above RESTRICTED, as they were read and as they are."""
    found: set[str] = set()
    with open_casebook(folder) as book:
        secret = {one.id for one in book.records("items") if isinstance(one, Item) and one.marking == "SECRET"}
        for kind in RECORD_TYPES:
            for linked in (False, True):
                for one in book.records(kind, linked=linked):
                    if isinstance(one, Actor):
                        found |= {one.id} if {mention.item for mention in one.mentions} <= secret else set()
                    elif one.id in secret or getattr(one, "item", getattr(one, "register", "")) in secret:
                        found.add(one.id)
    return found


def told_in(data: bytes, more: set[str]) -> Iterator[str]:
    """The words and ids of what is secret that stand in these bytes."""
    small = data.lower()
    for word in (*SECRET_WORDS, *more):
        if word.lower().encode() in small:
            yield word
