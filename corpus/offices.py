"""When an office or body of the table was: initials in a paper of 1985 cannot mean a department that began in 2001.

    row "Department for Transport", from 2002, in a paper of 1985  ->  not begun, so that "DfT" there is not it

The columns `from` and `to` of `corpus/rules/offices.csv` are years; an empty one sets no bound, and so does a paper without a date.
"""

from __future__ import annotations

from collections.abc import Mapping


def begun(row: Mapping[str, str], year: int | None) -> bool:
    """Had this office or body begun by the year? True where either is unknown."""
    return year is None or not row["from"] or int(row["from"]) <= year


def existed(row: Mapping[str, str], year: int | None) -> bool:
    """Was there this office or body in the year? True where the table or the paper does not say."""
    return begun(row, year) and (year is None or not row["to"] or year <= int(row["to"]))


def names_of(row: Mapping[str, str]) -> list[str]:
    """All names of a row of the table, the canonical one first."""
    return [row["name"], *filter(None, row["aliases"].split("|"))]


def year_of(dates: list[str]) -> int | None:
    """The latest year that some EDTF dates name; None where none does.

    >>> year_of(["1985-03-04", "", "1984"])
    1985
    """
    years = [int(date[:4]) for date in dates if date[:4].isdigit()]
    return max(years, default=None)
