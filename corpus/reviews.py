"""What a person said of a record: it lies over what was read and never changes it.

Ann Lee sets the due date of a promise  ->  Review(act="correct", kind="actions", field="when", was="../1951-05-03",
now="../1951-06-04", by="Ann Lee", on="2024-05-07", why="the erratum says so", record="action-3f2a90c1d4e5", quote="We will …", …)

A review carries its target as it was when it was seen, so that it is found again when a paper is read anew and ids change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, TypeVar

from corpus.errors import DocketError
from corpus.records import RECORD_TYPES, make_id

ACTS = ("confirm", "correct", "reject", "add", "merge", "undo")
_PUBLIC = {"now": "is"}  # a Python keyword
_TYPES: dict[str, type] = {"str": str, "int": int, "bool": bool}
_NEEDED = ("act", "kind", "record", "by", "on")

Value = Any  # a plain JSON value: words, a list of names, None, or (of confirm and add) the fields of a record


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A record as it was when somebody saw it, so that it can be found again.

    `record` is its id then, `sha256` the content of its source, `text` what it says, `quote` the beginning of its words,
    `around` the words on either side of them; `report` and `number` are those of a recommendation.
    """

    kind: str
    record: str
    source: str = ""
    sha256: str = ""
    start: int = 0
    end: int = 0
    report: str = ""
    number: str = ""
    text: str = ""
    quote: str = ""
    around: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Target):
    """One thing that a person said of a record: `act` is one of ACTS, `was` what the person saw, `now` what is so instead.

    `back` says that a value is what the papers say, and nothing lies over them any more. `undoes` is the id of the review that this
    one takes back. `since` is the day from which a status is so. `points` are the records that `now` names by their ids. Of
    what was corrected in a workbook, `workbook` is its name and `stamp` tells it from others, whatever its file is called.
    """

    act: str
    by: str
    on: str
    id: str = ""
    field: str = ""
    was: Value = ""
    now: Value = ""
    why: str = ""
    back: bool = False
    undoes: str = ""
    since: str = ""
    workbook: str = ""
    stamp: str = ""
    points: tuple[Target, ...] = ()


T = TypeVar("T", bound=Target)


def review_to_json(review: Review) -> dict[str, Any]:
    """A review as plain JSON values under its public field names."""
    values: dict[str, Any] = asdict(review) | {"points": [asdict(one) for one in review.points]}
    return {_PUBLIC.get(name, name): value for name, value in values.items()}


def review_from_json(row: Any) -> Review:
    """The review that `review_to_json` wrote; fields of a later version are left out. DocketError where it is none."""
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) and row[name] for name in _NEEDED):
        raise DocketError(f"no review: it has no {', '.join(_NEEDED)}")
    if row["act"] not in ACTS or row["kind"] not in RECORD_TYPES:
        raise DocketError(f"no review that this docket knows: {row['act']} of {row['kind']}; update docket to read it")
    names = {_PUBLIC.get(one.name, one.name): one.name for one in fields(Review)}
    values = {names[name]: value for name, value in row.items() if name in names}
    points = values.pop("points", [])
    if not isinstance(points, list) or not all(isinstance(one, dict) and {"kind", "record"} <= one.keys() for one in points):
        raise DocketError("no review: its “points” are no records")
    return _typed(Review(**values, points=tuple(_target(one) for one in points)))


def _target(row: dict[str, Any]) -> Target:
    return _typed(Target(**{one.name: row[one.name] for one in fields(Target) if one.name in row}))


def _typed(given: T) -> T:
    """The same, where every value is of its type: words, numbers of characters, or yes and no. DocketError otherwise."""
    for one in fields(given):
        value, wanted = getattr(given, one.name), _TYPES.get(str(one.type))
        if wanted and type(value) is not wanted:
            raise DocketError(f"no review: its “{_PUBLIC.get(one.name, one.name)}” is of another type")
    return given


def target_of(review: Review) -> Target:
    """The record that a review is about, as it was then."""
    return Target(**{one.name: getattr(review, one.name) for one in fields(Target)})


def about(target: Target, **said: Any) -> Review:
    """A review of this record; `said` are the fields of a review that a target lacks."""
    return Review(**{one.name: getattr(target, one.name) for one in fields(Target)}, **said)


def sign(review: Review, after: str) -> Review:
    """The review with an id: made of all that it says, and of the id of the review before it, so that saying a thing twice is two."""
    plain = review_to_json(replace(review, id=""))
    return replace(review, id=make_id("reviews", *(f"{name}={plain[name]!r}" for name in sorted(plain)), after))


def undone(reviews: Iterable[Review]) -> set[str]:
    """The ids of the reviews that were taken back and are so still: what takes back may be taken back too."""
    found: set[str] = set()
    for one in reversed(list(reviews)):
        if one.act == "undo" and one.id not in found:
            found.add(one.undoes)
    return found


def standing(reviews: Iterable[Review]) -> list[Review]:
    """The reviews that nobody took back, in their order, without those that only take back."""
    given = list(reviews)
    gone = undone(given)
    return [one for one in given if one.act != "undo" and one.id not in gone]
