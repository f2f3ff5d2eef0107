"""Names: who is a person, how lists of names are read, and who is meant by which name."""

from __future__ import annotations

import pytest

from corpus.names import parse_person, parse_spoilt_person
from extract.findings import Context
from extract.mentions import find_parties
from extract.namelists import leading_person, split_names
from extract.parties import Holding, body_of, build_directory


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("ADA PENROSE", "Ada Penrose"),
        ("The Rt Hon Ben Crane MP", "Ben Crane"),
        ("James P. O'CONNOR", "James P. O'Connor"),
        ("Sir Ben Crane KCB", "Ben Crane"),
        ("Commodore Ida Holm", "Ida Holm"),
        ("Mr Marsh", "Mr Marsh"),
        ("DRAINAGE WORKS", None),
        ("PRIME MINISTER", None),
        ("Hope Street", None),
        ("AC, SS, DH", None),
        ("Ada", None),
        ("Ada Penrose Director", None),
        ("Ian Head", "Ian Head"),
    ],
)
def test_person(text: str, person: str | None) -> None:
    assert parse_person(text) == person


def test_a_given_name_spoilt_by_one_letter() -> None:
    assert parse_spoilt_person("IOHN CRANE") == "Iohn Crane"
    assert parse_spoilt_person("IRON BRIDGE") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Penrose, Ben Crane and the Mayor.", ["Ada Penrose", "Ben Crane", "Mayor"]),
        (
            "the private secretaries to Ada Penrose and Ben Crane, and to Sir Ian Holm",
            ["private secretaries to Ada Penrose and Ben Crane", "Sir Ian Holm"],
        ),
        ("members of the Rivers Committee and Sir Ian Holm", ["members of the Rivers Committee", "Sir Ian Holm"]),
        (
            "Ben Crane (No. 10 Quay Office) and Ida Holm (Roads, Ostley)",
            ["Ben Crane (No. 10 Quay Office)", "Ida Holm (Roads, Ostley)"],
        ),
        ("JH, CM, IH", ["JH", "CM", "IH"]),
        ("Secretary of State for Work and Pensions, Ida Holm", ["Secretary of State for Work and Pensions", "Ida Holm"]),
        ("HB and RB Chairs", ["HB and RB Chairs"]),
        ("Ida Holm, Principal Private Secretary (PPS), and Ben Crane", ["Ida Holm", "Ben Crane"]),
        ("Ida Holm Ben Crane Colin Marsh", ["Ida Holm", "Ben Crane", "Colin Marsh"]),
        ("Ida Holm at the Treasury", ["Ida Holm"]),
    ],
)
def test_lists_of_names(text: str, names: list[str]) -> None:
    assert split_names(text) == names


def test_leading_person_of_an_address() -> None:
    assert leading_person("The Rt Hon Ada Penrose MP Home Secretary 1 Quay Street Ostley") == "Ada Penrose"
    assert leading_person("Principal Private Secretary 10 Quay Street") == ""


TEXT = (
    "The National Rivers Agency (NRA) met the Home Office. The NRA and Ben Crane, Head of Locks (BC) agreed. Mr Crane told the HO that the Harbour Safety Board "
    "would meet. The Harbour Safety Board met. IOHN MARSH signed; John Marsh wrote. The Provincial Treasury paid and the Provincial Treasury was thanked."
)


@pytest.fixture(scope="module")
def directory() -> object:
    return build_directory(
        TEXT, ["Ben Crane", "Ada Penrose", "IOHN MARSH", "John Marsh"], [Holding("Ada Penrose", "Minister for Rivers")]
    )


@pytest.mark.parametrize(
    ("mention", "meant"),
    [
        ("the NRA", "National Rivers Agency"),
        ("National Rivers Agency", "National Rivers Agency"),
        ("HO", "Home Office"),
        ("Mr Crane", "Ben Crane"),
        ("BC", "Ben Crane"),
        ("Ben", "Ben Crane"),
        ("the Minister for Rivers", "Ada Penrose"),
        ("Iohn Marsh", "John Marsh"),
        ("Harbour Safety Board", "Harbour Safety Board"),
        ("Provincial Treasury", "Provincial Treasury"),
        ("HM Treasury", None),  # not in this paper
        ("the Treasury", None),  # the paper's own is another
        ("the river", None),
    ],
)
def test_who_is_meant(directory: object, mention: str, meant: str | None) -> None:
    from extract.parties import Directory

    assert isinstance(directory, Directory)
    assert directory.resolve(mention) == meant


def test_two_people_of_one_first_name_are_nobody() -> None:
    both = build_directory("Ben Crane met Ben Holm.", ["Ben Crane", "Ben Holm"], [])
    assert both.resolve("Ben") is None


def test_mentions_are_found_where_they_stand(directory: object) -> None:
    from extract.parties import Directory

    assert isinstance(directory, Directory)
    found = find_parties(TEXT, Context(directory=directory))
    assert {(TEXT[one.start : one.end], one.name) for one in found} >= {
        ("NRA", "National Rivers Agency"),
        ("Mr Crane", "Ben Crane"),
        ("HO", "Home Office"),
    }
    assert all(before.end <= after.start for before, after in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("office", "body"),
    [("Home Secretary", "Home Office"), ("The Private Secretary to the Home Secretary", "Home Office"), ("Harbour Master", "")],
)
def test_body_of_an_office(office: str, body: str) -> None:
    assert body_of(office) == body


@pytest.mark.parametrize(
    ("text", "year", "name", "meant"),
    [
        ("The DfT and the Board will meet.", 2004, "DfT", "Department for Transport"),
        ("The DfT and the Board will meet.", 1985, "DfT", None),
        ("The DfT and the Board will meet.", None, "DfT", "Department for Transport"),
        ("DEFRA asked for a chart.", 1985, "DEFRA", None),
        ("MAFF asked for a chart.", 1985, "MAFF", "Ministry of Agriculture, Fisheries and Food"),
        ("The Foreign Office asked for a chart.", 1941, "Foreign Office", "Foreign Office"),
        ("The Foreign Office asked for a chart.", 2003, "Foreign Office", "Foreign and Commonwealth Office"),
        ("The Department of Health and Social Care wrote.", 2020, "Department of Health", None),
        ("The Department of Trade and Industry wrote.", 1990, "DTI", "Department of Trade and Industry"),
    ],
)
def test_a_body_is_meant_only_in_its_time(text: str, year: int | None, name: str, meant: str | None) -> None:
    assert build_directory(text, [], [], year=year).resolve(name) == meant


@pytest.mark.parametrize(
    ("office", "year", "body"),
    [
        ("Foreign Secretary", 1941, "Foreign Office"),
        ("Foreign Secretary", 2003, "Foreign and Commonwealth Office"),
        ("Foreign Secretary", 2022, "Foreign, Commonwealth and Development Office"),
        ("Lord Chancellor", 1999, "Lord Chancellor's Department"),
        ("Lord Chancellor", 2010, "Ministry of Justice"),
        ("Secretary of State for Social Services", 1985, "Department of Health and Social Security"),
        ("Foreign Secretary", None, "Foreign and Commonwealth Office"),
    ],
)
def test_the_body_of_an_office_in_a_year(office: str, year: int | None, body: str) -> None:
    assert body_of(office, year) == body


def test_initials_that_are_an_office_at_large_are_nobody_elses() -> None:
    directory = build_directory("Piers Marlow wrote. The PM replied.", ["Piers Marlow", "Ida Holm"], [])
    assert directory.resolve("PM") != "Piers Marlow"
    assert directory.resolve("IH") == "Ida Holm"


def test_initials_and_titles_join_the_one_fuller_name() -> None:
    people = ["Priya Nair", "P. Nair", "Ms Nair", "J. Doolan", "Jane Holm", "John Holm", "J. Holm", "Mr Holm"]
    directory = build_directory("A meeting was held.", people, [])
    assert directory.resolve("P. Nair") == directory.resolve("Ms Nair") == "Priya Nair"
    assert directory.resolve("J. Doolan") == "J. Doolan"
    assert directory.resolve("J. Holm") == "J. Holm"  # Jane or John
