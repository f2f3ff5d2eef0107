"""A source -> its records: an invented released file read whole; and the real ones against their annotations."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language

from corpus.read import read_source
from corpus.records import Action, AnyRecord, Date, Item, Record, Reference, RegisterRow, from_json, to_json, to_storage
from corpus.sources import SourceText
from corpus.split import find_items
from extract.copies import copy_keys, find_copies
from extract.papers import build_pipeline, extract_source
from extract.register import find_rows
from graph.links import link_records

LETTER = """DEPARTMENT FOR RIVERS
26 Quay Street, Ostley OS1 2WH

{date}

{name}
12 Harbour Row
Ostley OS2 1AA

Dear {first}

{subject}

Thank you for your letter of 2 March about the state of the banks below the bridge. The engineers have looked at both of the places that you name,
and they tell me that the work is urgent. We will publish their report by 30 June 2014. I would be grateful if you could send me the old drawings by
the end of April, since nobody here has been able to find them since the move to Quay Street.

Yours sincerely

ADA PENROSE
"""
REGISTER = "Date\tFrom\tTo\tSubject\tClass\n09/03/2014\tDR\tBen Crane\tBanks below the bridge\tU\n11/03/2014\tDR\tIda Holm\tLower basin\tU\n12/03/2014\tIH\tAP\tA letter that is lost\tR\n"
FILE = (
    "File Title: RIVERS\n\nPART CLOSED\n\n\n\n\n"
    + REGISTER
    + "\n\n\n\n"
    + LETTER.format(date="9 March 2014", name="Ben Crane", first="Ben", subject="BANKS BELOW THE BRIDGE")
    + "\n\n\n\n"
    + LETTER.format(date="March 2014", name="Ida Holm", first="Ida", subject="LOWER BASIN")
    .replace("the banks below the bridge", "the lower basin")
    .replace("the old drawings", "a copy of the lease")
    .replace("both of the places that you name", "the sluices, the steps and the eastern wall")
    .replace("Quay Street.", "Ostley, as you know.")
    + "\n\n\n\n"
    + LETTER.format(date="9 March 20l4", name="Ben Crane", first="Bcn", subject="BANKS BELOW THE BRIDGE").replace(
        "engineers", "enginccrs"
    )
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build_pipeline()


def source(text: str, name: str = "file.txt") -> SourceText:
    return SourceText(name=name, path=name, sha256="c0ffee", format="text", text=text)


@pytest.fixture(scope="module")
def records(nlp: Language) -> list[AnyRecord]:
    return extract_source(nlp, source(FILE))


def items(records: list[AnyRecord]) -> list[Item]:
    return [record for record in records if isinstance(record, Item)]


def test_cover_register_and_letters(records: list[AnyRecord]) -> None:
    assert [item.kind for item in items(records)] == ["cover", "register", "letter", "letter", "letter"]


def test_register_rows_find_their_items_and_one_is_missing(records: list[AnyRecord]) -> None:
    rows = [record for record in records if isinstance(record, RegisterRow)]
    by_id = {item.id: item for item in items(records)}
    assert [by_id[row.item].subject if row.item else None for row in rows] == ["BANKS BELOW THE BRIDGE", "LOWER BASIN", None]


def test_a_date_without_its_day_comes_from_the_register_and_is_flagged(records: list[AnyRecord]) -> None:
    mended = items(records)[3]
    assert (mended.date, mended.date_printed, mended.date_from) == ("2014-03-11", "2014-03", "register")
    assert [flag.code for flag in mended.flags] == ["date-from-register"]


def test_a_second_copy_is_known_and_its_statements_count_once(records: list[AnyRecord]) -> None:
    first, _, copy = items(records)[2:]
    assert copy.duplicate_of == first.id
    assert not [record for record in records if isinstance(record, Action) and record.item == copy.id]
    assert [record for record in records if isinstance(record, Date) and record.item == copy.id]


def test_a_letter_older_than_the_letter_that_it_answers_is_flagged(nlp: Language) -> None:
    text = LETTER.format(date="2 March 2014", name="Ben Crane", first="Ben", subject="BANKS").replace(
        "of 2 March", "of 19 March 2014"
    )
    (item,) = items(extract_source(nlp, source(text)))
    assert [flag.code for flag in item.flags] == ["date-contradicts"]


def test_every_record_is_the_words_at_its_offsets(records: list[AnyRecord]) -> None:
    for record in records:
        if isinstance(record, Record):
            assert FILE[record.start : record.end] == record.quote


def test_records_survive_json(records: list[AnyRecord]) -> None:
    assert [from_json(record.KIND, json.loads(json.dumps(to_storage(record)))) for record in records] == records


def test_same_in_same_out(nlp: Language, records: list[AnyRecord]) -> None:
    assert extract_source(nlp, source(FILE)) == records


def test_ids_are_unique(records: list[AnyRecord]) -> None:
    assert len({record.id for record in records}) == len(records)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "\n\n\n",
        "\t\t\t",
        "From:",
        "Dear",
        "1.",
        "# ",
        "Date\tFrom\tTo\n",
        "RESTRICTED",
        "12/03/2014\t\t\t",
        "\f\f",
        "“”",
        "𝔘nicode 𝔗ext 2014",
    ],
)
def test_scraps_of_text_do_no_harm(nlp: Language, text: str) -> None:
    assert all(
        text[record.start : record.end] == record.quote
        for record in extract_source(nlp, source(text))
        if isinstance(record, Record)
    )


def test_register_with_its_columns_in_another_order() -> None:
    rows = find_rows("Date\tSubject\tFrom\tTo\n3.5.2014\tFerries\tAda Penrose\tBen Crane\n")
    assert [(row.date, row.sender, row.addressee, row.subject) for row in rows] == [
        ("2014-05-03", "Ada Penrose", "Ben Crane", "Ferries")
    ]


LISTED = [
    ("2 March 1984", "Lord Ganton", "Miss Fairley", "the north channel"),
    ("9 March 1984", "Miss Fairley", "Lord Ganton", "the north channel"),
]


@pytest.mark.parametrize(
    "row",
    [
        "{n}   Letter, {who} to {whom} about {what}     {date}",
        "{n}. {date}    Letter, {who} to {whom}    {what}",
        "{n}\tLetter\t{who} to {whom}\t{what}\t{date}",
        "{n}   {date}   {who}   {whom}   {what}",
        "({n}) Letter from {who} to {whom} about\n      {what}, {date}",
    ],
)
def test_a_list_of_papers_without_a_head_is_a_register(row: str) -> None:
    rows = [row.format(n=n, date=d, who=a, whom=b, what=c) for n, (d, a, b, c) in enumerate(LISTED, 1)]
    letter = "Ministry of Ferries\n\n9 March 1984\n\nDear Lord Ganton\n\nWe have read your letter.\n\nClara Fairley"
    text = f"PORT OF SANDLE: FILE 3\n\nLIST OF PAPERS\n\n{chr(10).join(rows)}\n\n\n\n{letter}\n"
    listing, item = find_items(text)
    assert (listing.hint, text[item.start :]) == ("register", letter + "\n")
    found = find_rows(text[: listing.end])
    assert [(one.date, one.sender, one.addressee, one.subject) for one in found] == [
        ("1984-03-02", "Lord Ganton", "Miss Fairley", "the north channel"),
        ("1984-03-09", "Miss Fairley", "Lord Ganton", "the north channel"),
    ]


def test_one_paper_named_in_a_letter_is_no_register() -> None:
    text = "Ministry of Ferries\n\nDear Lord Ganton\n\nWe send you this:\n\n1  Letter, Mr Tuke to Miss Fairley   2 March 1984\n\nPlease read it.\n"
    assert [span.hint for span in find_items(text)] == [""]


PEERS = """SANDLE PORT COMPANY
Dock Road, Sandle

2 March 1984

Miss C Fairley
Department of Havens

Dear Miss Fairley

DREDGING

The Company has looked at the channel and asks whether grant will be paid for the dredging of it.

Yours sincerely

GANTON
Chairman



CONFIDENTIAL

FROM: SIR PETER RUSK
DATE: 5 March 1984

MISS FAIRLEY

DREDGING AT SANDLE

1. Lord Ganton's letter of 2 March asks whether grant will be paid. The Treasury is content that it should be.

PETER RUSK



CONFIDENTIAL

FROM: C FAIRLEY
DATE: 9 March 1984

SECRETARY OF STATE

DREDGING AT SANDLE

1. You have seen Sir Peter's minute of 5 March and Lord Ganton's letter of 2 March. I recommend that you agree to them.

CLARA FAIRLEY
"""


def test_a_peer_and_a_knight_are_known_by_the_names_that_others_use(nlp: Language) -> None:
    linked = link_records(extract_source(nlp, source(PEERS)))
    letter, minute, _ = items(linked)
    assert [letter.senders, minute.senders] == [("Lord Ganton",), ("Peter Rusk",)]
    references = [record for record in linked if isinstance(record, Reference)]
    assert [(one.date, one.resolves_to) for one in references] == [
        ("1984-03-02", letter.id),
        ("1984-03-05", minute.id),
        ("1984-03-02", letter.id),
    ]


def test_copies_need_more_than_a_common_close() -> None:
    long, other = (" ".join(f"{word}{n}" for n in range(80)) for word in ("bank", "cost"))
    close = " Yours sincerely Ada Penrose"
    texts = [long + close, other + close, long.replace("bank7 ", "bcnk7 ")]
    assert find_copies(texts, [copy_keys(text) for text in texts]) == {2: 0}


def test_the_same_words_to_two_people_are_two_letters() -> None:
    words = " ".join(f"bank{n}" for n in range(80))
    assert find_copies([words, words], [copy_keys(words)] * 2, lambda n, other: False) == {}


@pytest.mark.parametrize(
    ("days", "copies"),
    [
        (("2003-05-03", "2003-05-04"), {}),
        (("2003-05-03", "2003-05-03"), {1: 0}),
        (("", "2003-05-03"), {1: 0}),
        (("2003-05-03", ""), {1: 0}),
    ],
)
def test_letters_of_two_days_are_not_compared(days: tuple[str, str], copies: dict[int, int]) -> None:
    words = " ".join(f"word{n}" for n in range(60))
    assert find_copies([words, words], [copy_keys(words)] * 2, days=days) == copies


def test_a_letter_in_two_files_is_one_letter_and_counts_once(nlp: Language) -> None:
    text = LETTER.format(date="9 March 2014", name="Ben Crane", first="Ben", subject="BANKS BELOW THE BRIDGE")
    other = text.replace("engineers", "enginccrs")
    twice = extract_source(nlp, source(text, "a.txt")) + extract_source(nlp, replace(source(other, "b.txt"), sha256="beef"))
    linked = link_records(twice)
    first, copy = items(linked)
    assert copy.duplicate_of == first.id
    assert {record.item for record in linked if isinstance(record, Action)} == {first.id}
    assert [record for record in linked if isinstance(record, Date) and record.item == copy.id]


def test_one_form_letter_to_two_people_in_two_files_is_two(nlp: Language) -> None:
    texts = [
        LETTER.format(date="9 March 2014", name=name, first=name.split()[0], subject="BANKS")
        for name in ("Ben Crane", "Ida Holm")
    ]
    linked = link_records(
        [one for n, text in enumerate(texts) for one in extract_source(nlp, replace(source(text, f"{n}.txt"), sha256=str(n)))]
    )
    assert [item.duplicate_of for item in items(linked)] == [None, None]


# What the annotations of the real papers must at least give; a floor moves up when the figure does.
FLOORS = {
    "items.f1": 1.0,
    "item.kind": 1.0,
    "item.date": 1.0,
    "item.from": 1.0,
    "item.to": 1.0,
    "item.cc": 1.0,
    "item.subject": 1.0,
    "item.marking": 1.0,
    "item.duplicate_of": 1.0,
    "item.date_flagged": 1.0,
    "register": 1.0,
    "dates.f1": 0.995,
    "dates.value": 0.99,
    "actions.f1": 0.97,
    "actions.force": 0.99,
    "actions.who": 0.83,
    "deadlines.f1": 0.96,
    "recommendations": 1.0,
    "responses.linked": 1.0,
    "responses.disposition": 0.95,
    "references.f1": 1.0,
    "references.resolves_to": 1.0,
}


def test_annotated_papers(shared: Path, nlp: Language, tmp_path: Path) -> None:
    found = [record for path in sorted((shared / "corpus").glob("*.txt")) for record in extract_source(nlp, read_source(path))]
    by_kind: dict[str, list[str]] = {}
    for record in link_records(found):
        by_kind.setdefault(record.KIND, []).append(json.dumps(to_json(record)))
    for kind, lines in by_kind.items():
        (tmp_path / f"{kind}.jsonl").write_text("\n".join(lines), "utf-8")
    done = subprocess.run(
        [sys.executable, str(shared / "evaluate.py"), str(tmp_path), "--json"], capture_output=True, text=True, check=True
    )
    figures = json.loads(done.stdout)
    for name, floor in FLOORS.items():
        area, _, field = name.partition(".")
        value = figures[area][field] if field == "f1" else figures.get(name, {"accuracy": 1.0})["accuracy"]
        assert value >= floor, f"{name} {value} < {floor}"
