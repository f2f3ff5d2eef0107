"""Which date to believe of an item: what the page prints, what the register lists, and whether the text contradicts it.

printed "December 2014", register 11/12/2014  ->  2014-12-11, from the register, with a flag
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.edtf import is_day, overlaps


@dataclass(frozen=True, slots=True)
class Dated:
    """A believed date, where it comes from (printed, register, reference, or "" where there is none), and what to flag."""

    date: str
    source: str
    code: str = ""
    why: str = ""


def believe_date(printed: str, listed: str) -> Dated:
    """The date of an item that prints one date (EDTF or "") and that a register lists under another (EDTF or "")."""
    if not printed:
        if listed:
            return Dated(
                listed,
                "register",
                "date-from-register",
                f"No date could be read on the page; the register lists it under {listed}.",
            )
        return Dated("", "")
    if not listed or printed == listed:
        return Dated(printed, "printed")
    if not is_day(printed) and overlaps(printed, listed):
        return Dated(listed, "register", "date-from-register", f"The page shows only {printed}; the register gives {listed}.")
    return Dated(listed, "register", "date-differs", f"The page seems to say {printed}, the register {listed}: look at the page.")
