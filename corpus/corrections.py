"""What a person corrected in a tracker: it lies over what was read and never changes it.

A workbook in which Ann Lee wrote "rejected" where docket had written "accepted"
->  Correction(number="2", field="disposition", was="accepted", now="rejected", by="Ann Lee", on="2024-05-07", workbook="tracker.xlsx", …)
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

_PUBLIC = {"now": "is"}  # a Python keyword


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One value of one recommendation that a person changed.

    `id`, `report`, `source`, `number` and `text` are those of the recommendation when it was corrected: an id may change when a
    paper is read anew, so that the others find it again. `back` says that the value is what the papers say, and nothing lies over
    them any more. `stamp` tells one written workbook from another, whatever its file is called.
    """

    id: str
    report: str
    source: str
    number: str
    text: str
    field: str
    was: str
    now: str
    by: str
    on: str
    workbook: str
    stamp: str = ""
    back: bool = False


def correction_to_json(correction: Correction) -> dict[str, Any]:
    """A correction as plain JSON values under its public field names."""
    return {_PUBLIC.get(name, name): value for name, value in asdict(correction).items()}


def correction_from_json(row: dict[str, Any]) -> Correction:
    """The correction that `correction_to_json` wrote; fields of a later version are left out."""
    names = {_PUBLIC.get(one.name, one.name): one.name for one in fields(Correction)}
    return Correction(**{names[name]: value for name, value in row.items() if name in names})
