"""The words of a search, row by row: what is typed, and the query it is read into; what is wrong, and the line that says so."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.records import Actor, Mention
from index.errors import QueryError
from index.language import WEIGHT_HEAD, parse_query
from index.marking import find_marks, wanted_by_query
from index.names import Names, find_abbreviations, find_years, learn_names
from index.query import And, Best, Days, Every, Like, Node, Not, Or, Phrase, Prefix, Word
from index.reading import Vocabulary, read_question
from index.when import find_dates, read_date
from index.words import find_tokens, looks_like, split_words, stem


def word(text: str) -> Node:
    return Word("text", stem(text))


def words(*texts: str) -> Node:
    """All of these, in the text or in the head of the item, and one at least in the text."""
    anywhere = (Best((word(text), Word("head", stem(text), WEIGHT_HEAD))) for text in texts)
    return And((*anywhere, Or(tuple(map(word, texts)))))


def words_exact(*texts: str) -> Node:
    anywhere = (Best((Word("exact", text), Word("head", stem(text), WEIGHT_HEAD))) for text in texts)
    return And((*anywhere, Or(tuple(Word("exact", text) for text in texts))))


def days(field: str, first: str, last: str) -> Days:
    return Days(field, *(date.fromisoformat(one).toordinal() if one else None for one in (first, last)))


def named(*fields: str, name: tuple[str, ...] = ("harbour", "board")) -> Node:
    return Best(tuple(Phrase(field, name) for field in fields))


READ: list[tuple[str, Node]] = [
    ("", Every()),
    ("tug", word("tug")),
    ("Tugs ferry", words("tug", "ferry")),
    ("tug AND ferry", words("tug", "ferry")),
    ("the tug of the isles", words("tug", "isles")),  # no paper is about "the" …
    ("the of", words_exact("the", "of")),  # … unless nothing else is asked
    ("tug OR ferry crew", Or((word("tug"), words("ferry", "crew")))),
    ("(tug OR ferry) crew", And((Or((word("tug"), word("ferry"))), word("crew")))),
    ("tug NOT crew pay", And((word("tug"), Not(word("crew")), word("pay")))),
    ("tug -crew", And((word("tug"), Not(word("crew"))))),
    ("tug or ferry", words("tug", "ferry")),  # only capitals join
    ('"second tug"', Phrase("exact", ("second", "tug"))),
    ("“second tug”", Phrase("exact", ("second", "tug"))),
    ('"tug crew"~5', Phrase("exact", ("tug", "crew"), 5)),
    ("harb*", Prefix("exact", "harb")),
    ("harbr~", Like("exact", "harbr", 1)),
    ("protectoin~", Like("exact", "protectoin", 2)),
    ("stock-take", Best((Word("text", stem("stocktake")), Phrase("exact", ("stock", "take"))))),
    ('who:"Harbour Board"', named("who")),
    ("to:Treasury", Best((Phrase("to", ("treasury",)), Phrase("addressee", ("treasury",))))),
    ("from:Treasury", Best((Phrase("sender", ("treasury",)),))),
    ("cc:Treasury", Best((Phrase("copied", ("treasury",)),))),
    ("kind:promise", Word("kind", "promise")),
    ("kind:Promises", Word("kind", "promise")),
    ("kind:minutes", Word("kind", "minutes")),
    ("force:promise", Word("kind", "promise")),
    ("force:Requests", Word("kind", "request")),
    ("year:2015", days("date", "2015-01-01", "2015-12-31")),
    ("year:2014..2015", days("date", "2014-01-01", "2015-12-31")),
    ("date:31-03-2015", days("date", "2015-03-31", "2015-03-31")),
    ("subject:tugs", Word("subject", "tug")),
    ("about:12", Word("about", "12")),
    ("number:R3", Word("number", "r3")),
    ("number:rec.4.2", Word("number", "4.2")),
    ("marking:Restricted", Word("marking", "restricted")),
    ("disposition:rejected", Word("disposition", "rejected")),
    ("due:before 2015-04-01", days("due", "", "2015-03-31")),
    ("due:by 2015-04", days("due", "", "2015-04-30")),
    ("due:after 2015-04", days("due", "2015-05-01", "")),
    ("due:since 2015-04", days("due", "2015-04-01", "")),
    ("due:<2015-04-01", days("due", "", "2015-03-31")),
    ("due:>=2015-04", days("due", "2015-04-01", "")),
    ("due:March 2015", days("due", "2015-03-01", "2015-03-31")),
    ("due:before 3 March 2015", days("due", "", "2015-03-02")),
    ("date:3/2015 tug", And((days("date", "2015-03-01", "2015-03-31"), word("tug")))),
    ("date:March 2015 tug", And((days("date", "2015-03-01", "2015-03-31"), word("tug")))),
    ("due:in 2015", days("due", "2015-01-01", "2015-12-31")),
    ("due:2015-03..2015-04", days("due", "2015-03-01", "2015-04-30")),
    ("date:2015-03..", days("date", "2015-03-01", "")),
    ("date:..2015-03", days("date", "", "2015-03-31")),
    ('date:"3 March 2015"', days("date", "2015-03-03", "2015-03-03")),
    ("date:3/12/2015", days("date", "2015-12-03", "2015-12-03")),
    ("date:2015-21", days("date", "2015-03-01", "2015-05-31")),
    ("due:any", Days("due", None, None)),
    ("due:none", Not(Days("due", None, None))),
    ("sort:due", Every()),
    ("at 10:30", words("10", "30")),  # a time is no field
    ("Re: tugs", words("re", "tugs")),  # nor is a word before a colon and a space
    ("see http://tug.example/crew", words("see", "http", "tug", "example", "crew")),
    ("kind: promise", Word("kind", "promise")),
]


@pytest.mark.parametrize(("typed", "node"), READ, ids=[typed for typed, _ in READ])
def test_a_search_is_read(typed: str, node: Node) -> None:
    assert parse_query(typed).node == node


WRONG = [
    ("wo:Treasury", "there is no field “wo”; write who:Treasury"),
    ("sender:Treasury", 'no field “sender”; write from:Treasury; to look for the words themselves write "sender Treasury"'),
    (
        'addressee:"Harbour Board"',
        'no field “addressee”; write to:"Harbour Board"; to look for the words themselves write "addressee H',
    ),
    ("deadline:2015", "write due:2015"),
    ("classification:secret", "write marking:secret"),
    ("force:promis", "there is no force promis; write force:promise"),
    ("year:15", "year:15 is no year; write year:2015"),
    ("year:2016..2015", "is no year"),
    ("colour:red", "the fields are who, to, from"),
    ("who:", "has nothing after it"),
    ("due:soon", "due:soon is no date; write due:2015-03-31"),
    ("due:soon 2015", "due:soon is no date"),
    ("date:2015-13", "date:2015-13 is no date"),
    ("kind:promis", "write kind:promise"),
    ("kind:xyzzy", "the kinds are item, action"),
    ("about:tugs", "for a subject write subject:tugs"),
    ("disposition:acepted", "write disposition:accepted"),
    ("sort:dew", "write sort:due"),
    ("subject:the", "has no word to look for"),
    ("(tug OR ferry", "a ( without its )"),
    ("tug) ferry", "a ) without its ("),
    ('"second tug', 'a quotation mark is not closed at: "second tug; write "two words"'),
    ("tug NOT", "nothing after NOT"),
]


@pytest.mark.parametrize(("typed", "line"), WRONG, ids=[typed for typed, _ in WRONG])
def test_what_cannot_be_read_says_what_to_write_instead(typed: str, line: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse_query(typed)
    assert line in str(raised.value)
    assert "\n" not in str(raised.value)


def test_fields_and_plain_words_are_told_apart() -> None:
    query = parse_query('by when must it report who:"Harbour Board"')
    assert query.bare == "by when must it report"
    assert query.fields == And((named("who"),))
    assert parse_query("tug OR ferry").bare == ""


def test_a_question_may_hold_brackets_and_exact_words() -> None:
    query = parse_query('What did the Rescue Service (CRS) say of the "second tug"?')
    assert query.bare == "What did the Rescue Service CRS say of the ?"
    assert query.fields == And((Phrase("exact", ("second", "tug")),))


def test_understood_says_the_search_in_words() -> None:
    said = parse_query('tug who:Treasury due:before 2015-04 NOT "pay rise" sort:due').understood
    assert said == 'tug and who Treasury and due ../2015-03-31 and not "pay rise", sorted by due'


NAMES = Names.of([["Coastal Rescue Service", "CRS", "the Rescue Service"], ["Ada Penrose", "Treasurer", "AM"]])


def test_a_name_is_found_by_all_its_forms() -> None:
    assert parse_query("who:CRS", NAMES).node == Best(
        tuple(Phrase("who", name) for name in (("crs",), ("coastal", "rescue", "service"), ("rescue", "service")))
    )
    node = parse_query("CRS", NAMES).node
    assert isinstance(node, Best) and Phrase("exact", ("coastal", "rescue", "service")) in node.parts


def test_a_common_word_is_a_name_only_in_capitals() -> None:
    assert [one.names[0] for one in NAMES.find("I am here", find_tokens("I am here"))] == []
    assert [one.names[0] for one in NAMES.find("ask AM", find_tokens("ask AM"))] == [("am",)]


ABBREVIATIONS = [
    ("the Coastal Rescue Service (CRS) went", [("Coastal Rescue Service", "CRS")]),
    ("Office of the Harbour Inspector (OHI)", [("Office of the Harbour Inspector", "OHI")]),
    ("Ship-to-Shore Unit (SSU)", []),
    ("Isles Ferry Boards (IFBs)", [("Isles Ferry Boards", "IFB")]),
    ("a letter (URGENT) came", []),
]


@pytest.mark.parametrize(("text", "pairs"), ABBREVIATIONS, ids=[text for text, _ in ABBREVIATIONS])
def test_abbreviations_are_learned_where_they_are_explained(text: str, pairs: list[tuple[str, str]]) -> None:
    assert list(find_abbreviations(text)) == pairs


def test_an_abbreviation_joins_the_actor_of_that_name() -> None:
    assert learn_names([], [("Harbour Safety Unit", "HSU")]) == [["Harbour Safety Unit", "HSU"]]


DATES = [
    ("What was said in October 2015?", ["2015-10"]),
    ("by 7 February 2015, for how many", ["../2015-02-07"]),
    ("before March 3, 1961 or in May 1962", ["../1961-03-02", "1962-05"]),
    ("in 2015/16 and by spring 2017", ["2015-04-01/2016-03-31", "../2017-05-31"]),
    ("by 30 February 2015", ["2015-02"]),  # no such day, but a month
    ("on 3 March, and 2015 more", []),
    ("by the end of March 2015", ["../2015-03-31"]),
    ("at the end of 2015", ["2015"]),
    ("in the end of 2015", ["2015-12-31"]),
]


@pytest.mark.parametrize(("text", "values"), DATES, ids=[text for text, _ in DATES])
def test_dates_in_a_question(text: str, values: list[str]) -> None:
    assert [one.span for one in find_dates(text)] == values


@pytest.mark.parametrize("text", ["soon", "..", "2015-03..x", "3 March", "2015/03..2016/04/05"])
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


WORDS = [
    ("The Boards’ stock-takes", "the boards stock takes"),
    ("7<sup>th</sup> March 1,500 4.2 55%", "7 march 1500 4.2 55"),
    ("НО letter", "ho letter"),
    ("U.S. policy, café", "us policy cafe"),
]


@pytest.mark.parametrize(("text", "words"), WORDS, ids=[text for text, _ in WORDS])
def test_words_are_folded(text: str, words: str) -> None:
    assert split_words(text) == tuple(words.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organise", "organized"),
        ("harbour", "harbors"),
        ("centre", "centers"),
        ("programme", "programs"),
        ("response", "responses"),
    ],
)
def test_forms_and_spellings_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_marks_are_offsets_into_the_quote() -> None:
    text = "The second **tugs** and no ferry; a harbour."
    wanted = wanted_by_query(parse_query('tug harb* "second tugs" NOT ferry').node)
    assert [text[start:end] for start, end in find_marks(text, wanted)] == ["second", "tugs", "harbour"]


LOOKS = [
    ("stocktake", "socktake", True),
    ("harbour", "barbour", True),
    ("modern", "modem", True),
    ("treated", "created", False),
    ("county", "country", False),
    ("moorings", "mooring", False),  # another form, not another reading
]


@pytest.mark.parametrize(("word", "other", "like"), LOOKS, ids=[f"{one}-{other}" for one, other, _ in LOOKS])
def test_what_a_poor_eye_reads_for_a_word(word: str, other: str, like: bool) -> None:
    assert looks_like(word, other) is like


def test_an_office_means_whoever_held_it_in_the_years_asked_for() -> None:
    names = Names.of(
        [["Ada Penrose", "Treasurer"], ["Wilfred Oake", "Treasurer"]], {"Ada Penrose": (2001, 2004), "Wilfred Oake": (2010, 2010)}
    )
    assert names.canonical("Treasurer") == ("Ada Penrose", "Wilfred Oake")
    assert names.within((2003, 2003)).canonical("Treasurer") == ("Ada Penrose",)
    assert names.within((2004, 2012)).canonical("Treasurer") == ("Ada Penrose", "Wilfred Oake")
    assert names.within((1995, 1995)).canonical("Treasurer") == ("Ada Penrose", "Wilfred Oake")  # nobody then: either
    vocabulary = Vocabulary(names, lambda word: 1.0, lambda word: [])
    reading = read_question("What did the Treasurer promise in May 2010?", vocabulary)
    assert "who Treasurer (Wilfred Oake)" in reading.in_words()


def test_the_years_of_a_person_are_those_of_the_papers_that_name_them() -> None:
    mentions = tuple(Mention(item=item, start=0, end=1) for item in ("a", "b", "c"))
    person = Actor(id="p", name="Ada Penrose", kind="person", mentions=mentions)
    body = Actor(id="b", name="Harbour Board", kind="body", mentions=mentions)
    assert find_years([person, body], {"a": "2003-04", "b": "", "c": "1999"}) == {"Ada Penrose": (1999, 2003)}


def test_a_surname_that_one_person_has_is_a_name_of_that_person() -> None:
    people = [Actor(id=name, name=name, kind="person") for name in ("Ada Penrose", "Wilfred Oake", "Edith Oake")]
    assert learn_names(people, []) == [["Ada Penrose", "Penrose"], ["Wilfred Oake"], ["Edith Oake"]]
