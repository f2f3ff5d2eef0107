"""A date from the name of a file, for a paper that prints none.

board-minutes_2014-03-11.pdf  ->  2014-03-11, date_from "file-name", flagged
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.edtf import is_day
from corpus.records import Flag, Item

_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-_. ](0?[1-9]|1[0-2])[-_. ]((?:19|20)\d\d)(?!\d)")
_NOT_DATED = frozenset({"cover", "register", "handwritten", "unreadable"})


def parse_file_date(name: str) -> str:
    """The day that a file's name gives, as EDTF; "" where it gives none or more than one. All-numeric days are read day first."""
    found = {f"{year}-{month}-{day}" for year, month, day in _YEAR_FIRST.findall(name)}
    found |= {f"{year}-{int(month):02}-{int(day):02}" for day, month, year in _DAY_FIRST.findall(name)}
    days = [value for value in found if is_day(value)]
    return days[0] if len(days) == 1 else ""


def date_by_file_name(items: Sequence[Item], name: str) -> list[Item]:
    """The items, with the date of the file's name for its only paper where that prints none."""
    papers = [item for item in items if item.part_of is None and item.kind not in _NOT_DATED]
    value = parse_file_date(name)
    if len(papers) != 1 or papers[0].date or not value:
        return list(items)
    flag = Flag(code="date-from-file-name", message=f"No date could be read on the page; the name of the file gives {value}.")
    dated = replace(papers[0], date=value, date_from="file-name", flags=(*papers[0].flags, flag))
    return [dated if item is papers[0] else item for item in items]
