"""Short names of bodies within one item: the letterhead's own first, then the only one the text leaves; else nobody."""

from __future__ import annotations

import pytest

from extract.parties import build_directory
from extract.shortnames import with_short_names

TEXT = "The Coastal Rescue Service met the Harbour Safety Board and the River Board. The Coastal Rescue Service and the Harbour Safety Board and the River Board agreed."


@pytest.mark.parametrize(
    ("mention", "meant"),
    [
        ("the Department", "Department for Rivers"),
        ("this Department", "Department for Rivers"),
        ("the Service", "Coastal Rescue Service"),
        ("the Board", None),  # two boards
        ("this Service", None),  # not the writer's own
        ("the Office", None),
    ],
)
def test_short_names_of_an_item(mention: str, meant: str | None) -> None:
    directory = with_short_names(build_directory(TEXT, [], []), TEXT, "DEPARTMENT FOR RIVERS")
    assert directory.resolve(mention) == meant


def test_without_a_letterhead_the_department_is_nobody() -> None:
    assert with_short_names(build_directory(TEXT, [], []), TEXT, "").resolve("the Department") is None
