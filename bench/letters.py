"""Invented letters in any number, each a little different: what the benches of memory and of large casebooks read.

letter(7)  ->  SourceText(name="letter-00007.txt", text="From: Ada Crane\\nDate: 8 January 2010\\n…")
"""

from __future__ import annotations

import hashlib
import random
from datetime import date, timedelta

from corpus.sources import SourceText

_GIVEN = (
    "Ada Ben Clara David Edith Frank Grace Henry Irene James Kate Leonard Mary Neil Olive Peter Ruth Simon Tessa Victor".split()
)
_FAMILY = (
    "Crane Penrose Holm Marsh Quill Tarn Wragge Sedge Lowick Fenner Brock Rudd Tolland Varley Ashby Garth Hollis Sark".split()
)
_BODIES = "Harbour Rivers Bridges Lamps Ferries Roads Forests Fisheries Markets Quarries Wells Dykes".split()
_DEEDS = "publish the register|repair the quay|write to the boards|appoint a warden|review the dues|open the lock|survey the piles".split(
    "|"
)
_THINGS = "the ferry dues|the wardens' pay|dredging at the mole|the register of boats|lamps on the piers|the spring floods".split(
    "|"
)
_PROSE = (
    "I have read the figures with care and the district clerks have no quarrel with them.",
    "Traffic through the lower basin has been steady since the new cranes were set up.",
    "Several of the smaller boards find it hard to keep enough people for the night watch.",
    "The committee met twice and heard from pilots, merchants and two of the insurers.",
    "There was some doubt whether the older charts can still be relied upon at low water.",
)


def letter(number: int) -> SourceText:
    """The letter of this number; the same number gives the same letter."""
    chance = random.Random(number)
    text = _text(chance, date(2010, 1, 1) + timedelta(days=number % 3650))
    name = f"letter-{number:05}.txt"
    return SourceText(name=name, path=name, sha256=hashlib.sha256(text.encode()).hexdigest(), format="txt", text=text)


def _text(chance: random.Random, day: date) -> str:
    sender, reader = (f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}" for _ in range(2))
    thing, before = chance.choice(_THINGS), day - timedelta(days=chance.randint(5, 60))
    prose = [chance.choice(_PROSE) for _ in range(chance.randint(4, 9))]
    promise = f"The {chance.choice(_BODIES)} Board will {chance.choice(_DEEDS)} by {_said(day + timedelta(days=90))}."
    request = f"I should be grateful if you would let me have your views on {thing} by {_said(day + timedelta(days=20))}."
    return (
        f"{chance.choice(_BODIES)} Office\n\n{_said(day)}\n\nDear {reader}\n\n{thing.upper()}\n\n"
        f"Thank you for your letter of {_said(before)} about {thing}.\n\n{' '.join(prose[:3])} {promise}\n\n"
        f"{' '.join(prose[3:])} {request}\n\nYours sincerely\n\n{sender}\n"
    )


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
