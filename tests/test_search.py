"""Searches of a small casebook of invented papers: what is found first, what is folded, how it was understood."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.records import Action, Actor, AnyRecord, Event, Item, Recommendation, Response, make_id
from corpus.sources import Page, SourceText
from index.casebook_index import search_casebook
from index.search import Hit

LETTER = """Ministry of Tides
3 March 2015

Dear Wilfred

SECOND TUG FOR THE NARROWS

Thank you for coming to see me. I will publish the survey of the Narrows by 30 April 2015, and the Coastal Rescue
Service (CRS) will train two more crews in the autumn.

I would be grateful if the Harbour Board could report on the state of the moorings before the end of May.

Yours, Ada Penrose
"""
COPY = LETTER.replace("Narrows", "Narr0ws").replace("grateful", "gratefull")
REPORT = """Report of the inquiry into the loss of the ferry Petrel

12. We recommend that every ferry carry a second radio.

13. We recommend that the Harbour Board keep a register of moorings.
"""
RESPONSE = """Response of the Ministry of Tides

Recommendation 12: The Ministry does not agree. A second radio would add weight, and a better aerial serves as well.

Recommendation 13: The Ministry accepts this and the register was opened on 1 June 2015.
"""


class Paper:
    """A source in the making: records by the words that carry them."""

    def __init__(self, name: str, text: str, **item: object) -> None:
        self.name, self.text = name, text
        self.item = Item(id=make_id("items", name), source=name, start=0, end=len(text), page=1, quote=text, **item)  # type: ignore[arg-type]
        self.records: list[AnyRecord] = [self.item]

    def evidence(self, quote: str, kind: str) -> dict[str, object]:
        start = self.text.index(quote)
        id = make_id(kind, self.name, kind, start)
        return {
            "id": id,
            "source": self.name,
            "start": start,
            "end": start + len(quote),
            "page": 1,
            "quote": quote,
            "item": self.item.id,
        }

    def action(self, quote: str, **fields: object) -> None:
        self.records.append(Action(**self.evidence(quote, "actions"), **fields))  # type: ignore[arg-type]

    def put(self, casebook: Casebook) -> None:
        sha256 = hashlib.sha256((self.name + self.text).encode()).hexdigest()
        pages = (Page(1, 0, len(self.text)),)
        source = SourceText(name=self.name, path=self.name, sha256=sha256, format="txt", text=self.text, pages=pages)
        casebook.put_source(source, self.records)


def letter(name: str = "letter.txt", text: str = LETTER, **more: object) -> Paper:
    paper = Paper(
        name,
        text,
        kind="letter",
        date="2015-03-03",
        senders=("Ada Penrose",),
        addressees=("Wilfred Oake",),
        copied_to=("Harbour Board",),
        subject="SECOND TUG FOR THE NARROWS",
        marking="RESTRICTED",
        **more,
    )
    survey = text[text.index("I will publish") : text.index(", and the Coastal")]
    paper.action(survey, force="promise", who="Ada Penrose", what="publish the survey", to="Wilfred Oake", when="../2015-04-30")
    crews = text[text.index("the Coastal Rescue") : text.index(" in the autumn") + 14]
    paper.action(crews, force="promise", who="Coastal Rescue Service", what="train two more crews", when="2015-23")
    asked = text[text.index("I would be") : text.index("end of May") + 10]
    paper.action(
        asked, force="request", who="Harbour Board", what="report on the moorings", to="Ada Penrose", when="../2015-05-31"
    )
    return paper


def write_papers(folder: Path) -> None:
    """A casebook of a letter, its second copy, a report and the response to it."""
    first = letter()
    names = ("Ada Penrose", ("Minister for Tides",)), ("Coastal Rescue Service", ("CRS",)), ("Harbour Board", ())
    first.records += [Actor(id=make_id("actors", name), name=name, kind="body", aliases=aliases) for name, aliases in names]
    report = Paper("report.txt", REPORT, kind="report", date="2015-01", subject="Inquiry into the loss of the ferry Petrel")
    for number in ("12", "13"):
        start = REPORT.index("We recommend", REPORT.index(f"{number}. "))
        quote = REPORT[start : REPORT.index(".\n", start) + 1]
        evidence = report.evidence(quote, "recommendations")
        report.records.append(Recommendation(**evidence, report="Loss of the ferry Petrel", number=number, text=quote))  # type: ignore[arg-type]
    response = Paper("response.txt", RESPONSE, kind="response", date="2015-06", senders=("Ministry of Tides",))
    answers = (("12", "The Ministry does not", "as well.", "rejected"), ("13", "The Ministry accepts", "2015.", "accepted"))
    for number, first_words, last_words, disposition in answers:
        start = RESPONSE.index(first_words)
        quote = RESPONSE[start : RESPONSE.index(last_words, start) + len(last_words)]
        evidence = response.evidence(quote, "responses")
        response.records.append(Response(**evidence, numbers=(number,), text=quote, disposition=disposition))  # type: ignore[arg-type]
    opened = response.evidence("the register was opened on 1 June 2015", "events")
    response.records.append(Event(**opened, date="2015-06-01", text="the register was opened"))  # type: ignore[arg-type]
    with Casebook.open(folder, create=True) as casebook:
        for paper in (first, letter("copy.txt", COPY, duplicate_of=first.item.id), report, response):
            paper.put(casebook)


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("search") / "casebook"
    write_papers(folder)
    yield folder


def found(casebook: Path, question: str, **options: object) -> list[Hit]:
    return search_casebook(casebook, question, **options).hits  # type: ignore[arg-type]


QUESTIONS = [
    ("By when must the Harbour Board report on the moorings?", "action", "the Harbour Board could report"),
    ("What did Ada Penrose promise to publish?", "action", "I will publish the survey"),
    ("When will the CRS train more crews?", "action", "train two more crews"),
    ("What was the response to recommendation 12?", "response", "The Ministry does not agree"),
    ("What was said to recommendation 13?", "response", "The Ministry accepts this"),
    ("What did the inquiry recommend on radios?", "recommendation", "every ferry carry a second radio"),
    ("Who wrote about a second tug for the Narrows in March 2015?", "item", "SECOND TUG"),
    ("Which letter was copied to the Harbour Board?", "item", "Dear Wilfred"),
    ("When was the register of moorings opened?", "event", "the register was opened"),
    ("What did the Minister for Tides ask the Harbour Board for?", "action", "the Harbour Board could report"),
]


@pytest.mark.parametrize(("question", "kind", "words"), QUESTIONS, ids=[question for question, *_ in QUESTIONS])
def test_the_first_hit_answers(casebook: Path, question: str, kind: str, words: str) -> None:
    first = found(casebook, question)[0]
    assert words in first.quote
    assert first.kind == kind


@pytest.mark.parametrize(("question", "kind", "words"), QUESTIONS, ids=[question for question, *_ in QUESTIONS])
def test_a_quote_is_the_text_at_its_offsets(casebook: Path, question: str, kind: str, words: str) -> None:
    with Casebook.open(casebook) as opened:
        for hit in found(casebook, question):
            assert opened.text_of(hit.source)[hit.start : hit.end] == hit.quote
            assert all(hit.quote[start:end].strip() for start, end in hit.marks)


FOUND = [
    ("due:before 2015-05", [], ["I will publish"]),
    ("due:2015-05..2015-06 kind:request", [], ["I would be grateful"]),
    ("due:2015-10", [], ["the Coastal Rescue"]),  # a season covers its months
    ("who:CRS", [], ["the Coastal Rescue"]),
    ("kind:promise sort:due", [], ["I will publish", "the Coastal Rescue"]),
    ("about:13", [], ["The Ministry accepts"]),
    ("number:12", [], ["We recommend that every ferry"]),
    ("disposition:rejected", [], ["The Ministry does not"]),
    (
        'cc:"Harbour Board" kind:action marking:restricted from:"Ada Penrose" sort:due',
        [],
        ["I will", "I would be", "the Coastal"],
    ),
    ("date:2015-06-01 kind:event", [], ["the register was opened"]),
    ('"every ferry carry"', ["recommendation"], ["We recommend that every ferry"]),
    ("register NOT keep", ["event", "recommendation"], ["the register was opened"]),
    ("aerial OR survey", ["action", "response"], ["The Ministry does not", "I will publish"]),
    ('"survey april"~6', ["action"], ["I will publish"]),
    ("moor* kind:request", [], ["I would be grateful"]),
    ("mooorings~", ["action"], ["I would be grateful"]),
    ("zebra", [], []),
]


@pytest.mark.parametrize(("typed", "kinds", "firsts"), FOUND, ids=[typed for typed, *_ in FOUND])
def test_query_words_find_what_they_say(casebook: Path, typed: str, kinds: list[str], firsts: list[str]) -> None:
    hits = found(casebook, typed, kinds=kinds)
    quotes = [hit.quote for hit in hits]
    assert len(quotes) == len(firsts), quotes
    if "sort:" not in typed:
        quotes, firsts = sorted(quotes), sorted(firsts)
    assert all(quote.startswith(first) for quote, first in zip(quotes, firsts, strict=True)), quotes


def test_a_second_copy_folds_into_the_first(casebook: Path) -> None:
    hits = found(casebook, "train two more crews")
    assert [hit.source for hit in hits] == ["letter.txt"]
    assert found(casebook, "Narr0ws")[0].source == "copy.txt"  # what only the copy has is found in the copy


def test_what_a_better_hit_shows_is_not_shown_again(casebook: Path) -> None:
    hits = found(casebook, "Dear Wilfred thank survey crews moorings")
    assert [hit.kind for hit in hits if hit.start < LETTER.index("Yours")] == ["item"]


def test_a_passage_that_shows_more_than_the_record_in_it_stays(casebook: Path) -> None:
    hits = found(casebook, "What did Ada Penrose promise to publish?")
    assert hits[0].kind == "action"
    assert any(hit.kind == "item" and hit.start <= hits[0].start and hits[0].end <= hit.end for hit in hits[1:])


def test_plain_words_that_stand_nowhere_together_find_the_nearest(casebook: Path) -> None:
    result = search_casebook(casebook, "survey narrows zebra")
    assert "I will publish the survey" in result.hits[0].quote
    assert result.understood.startswith("nothing has all of this")


def test_a_misspelt_word_is_reached_and_put_right(casebook: Path) -> None:
    result = search_casebook(casebook, "moorings regster")
    assert "register of moorings" in result.hits[0].quote
    assert result.suggestions == ["moorings register"]


def test_a_question_with_a_misspelt_word_is_read_as_if_it_were_right(casebook: Path) -> None:
    result = search_casebook(casebook, "Wich radios did the inquiry reccomend?")
    assert result.hits[0].kind == "recommendation"
    assert result.suggestions == ["Wich radios did the inquiry recommend"]


def test_exact_words_in_a_question_must_be_there(casebook: Path) -> None:
    hits = found(casebook, 'What was said of "a better aerial" (or a radio)?')
    assert hits and all("a better aerial" in hit.quote for hit in hits)
    assert "aerial" in {hits[0].quote[start:end] for start, end in hits[0].marks}


def test_a_question_can_be_sorted(casebook: Path) -> None:
    hits = found(casebook, "What did Ada Penrose promise? kind:action sort:due")
    assert [hit.when for hit in hits] == sorted(hit.when for hit in hits)
    assert len(hits) > 1


def test_a_word_of_the_subject_alone_does_not_find_every_passage(casebook: Path) -> None:
    assert all("tug" in hit.quote.casefold() for hit in found(casebook, "tug"))


def test_understood_shows_the_reading(casebook: Path) -> None:
    understood = search_casebook(casebook, "By when must the Harbour Board report before June 2015?").understood
    assert understood.startswith("requirement; action; who Harbour Board; date ../2015-05-31; words: ")


def test_pages_of_hits_follow_one_another(casebook: Path) -> None:
    whole = search_casebook(casebook, "kind:action sort:due", limit=None)
    parts = [hit for offset in (0, 1, 2, 3) for hit in found(casebook, "kind:action sort:due", limit=1, offset=offset)]
    assert parts == whole.hits
    assert whole.total == 3


def test_facets_count_the_hits(casebook: Path) -> None:
    facets = search_casebook(casebook, "kind:action").facets
    assert facets["kind"] == {"action": 3}
    assert facets["force"] == {"promise": 2, "request": 1}
    assert facets["year"] == {"2015": 3}
    assert facets["marking"] == {"RESTRICTED": 3}


def test_a_hit_as_json_has_the_public_names(casebook: Path) -> None:
    row = found(casebook, "kind:promise sort:due")[0].to_json()
    assert row["kind"] == "action" and row["who"] == "Ada Penrose" and row["what"] == "publish the survey"
    assert row["when"] == "../2015-04-30" and row["page"] == 1 and row["marking"] == "RESTRICTED"
    assert row["title"] == "2015-03-03, Ada Penrose → Wilfred Oake: SECOND TUG FOR THE NARROWS"
    assert {"source", "start", "end", "quote", "item"} <= row.keys()
    assert "who" not in found(casebook, "Dear Wilfred", kinds=["item"])[0].to_json()


def test_an_unknown_kind_of_hit_is_named(casebook: Path) -> None:
    with pytest.raises(DocketError, match="no kind of hit letters"):
        search_casebook(casebook, "tug", kinds=["letters"])


@pytest.mark.parametrize("question", ["", "?", "what", "   ", "who when"])
def test_a_question_without_words_finds_nothing_or_all_and_does_not_fail(casebook: Path, question: str) -> None:
    assert search_casebook(casebook, question).total >= 0


NOUNS = [
    ("promises of the Harbour Board due before June 2015", "who Harbour Board", "../2015-05-31", "promise"),
    ("Promises made by Ada Penrose due before June 2015", "who Ada Penrose", "../2015-05-31", "promise"),
    ("promise from the CRS due after August 2015", "who CRS (Coastal Rescue Service)", "2015-09-01/..", "promise"),
    ("requests by Ada Penrose due in May 2015", "to Ada Penrose", "2015-05", "request"),
    ("pledges of the Isles Treasurer due before June 2015", "who Isles Treasurer", "../2015-05-31", "promise"),
]


@pytest.mark.parametrize(("asked", "party", "days", "force"), NOUNS)
def test_a_noun_with_a_party_and_a_day_is_a_question(casebook: Path, asked: str, party: str, days: str, force: str) -> None:
    understood = search_casebook(casebook, asked).understood
    assert f"{force}; " in understood
    assert f"{party}; date {days}; words: " in understood


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("promises by Ada Penrose due before June 2015", "publish the survey"),
        ("promises by the CRS due after August 2015", "train two more crews"),
        ("requests by Ada Penrose due in May 2015", "report on the moorings"),
    ],
)
def test_what_is_due_then_comes_first(casebook: Path, asked: str, first: str) -> None:
    assert search_casebook(casebook, asked).hits[0].what == first


def test_nothing_found_is_not_told_as_the_nearest(casebook: Path) -> None:
    assert search_casebook(casebook, "zebra zoo").understood == "zebra zoo"
