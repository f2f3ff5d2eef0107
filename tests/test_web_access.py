"""Nobody sees more of a casebook than they may: pages have one way to it, and no module of theirs goes round it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[1] / "web"
# What opens a casebook, or says where it is.
_WAYS = re.compile(r"open_casebook|Casebook\.open|Casebook\(|\bCASEBOOK\b|hold_to|HeldCasebook|refresh_links|keep_made|\bkeep\(")


@pytest.mark.parametrize("path", sorted(ROOM.glob("*.py")), ids=lambda path: path.name)
def test_pages_reach_the_casebook_in_one_way(path: Path) -> None:
    if path.name == "access.py":
        return
    ways = set(_WAYS.findall(path.read_text("utf-8")))
    assert ways <= ({"open_casebook", "CASEBOOK"} if path.name == "app.py" else set()), "use web.access"
