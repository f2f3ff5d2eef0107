"""The reviews of a casebook: listed, written to a file for colleagues, taken from such a file.

list_reviews(casebook)
->  7 May 2024  Ann Lee  when by 3 May 1951 -> by 4 June 1951  letter.txt, action-3f2a90c1d4e5  light the pier

A review that comes from elsewhere is taken once, however often its file is read, and never lies unseen over what is here: it
carries what its maker saw, and where that is no longer so it is told and not taken.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from brief.dates import say_when
from brief.exporting import write_bytes
from brief.listing import WHERE, Column, Listing, counted
from brief.plain import json_text, one_line, shorten
from brief.reading import find_places, items_by_id, markings_of
from brief.reviewed import say_act, say_review, say_value
from brief.reviewing import fits, keep, value_of
from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.records import Actor, AnyRecord, Item
from corpus.reviews import Review, Value, review_from_json, review_to_json, standing, undone

_SHOWN = 80  # characters of the words of a record
_FIELDS = (
    "id", "act", "kind", "record", "now_record", "state", "field", "was", "is", "by", "on", "since", "why", "undoes", "back", "workbook",
    "stamp", "source", "sha256", "start", "end", "report", "number", "text", "quote", "around", "points", "marking",
)  # fmt: skip
STANDS, UNDONE, OVERRULED, LOST = "stands", "undone", "overruled", "not here"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file of reviews: those that were taken, how many were here already, a line for each that was not taken."""

    taken: tuple[Review, ...]
    known: int
    left: tuple[str, ...]
    waiting: tuple[Review, ...] = ()  # taken, but their records are not here


def list_reviews(casebook: Casebook) -> Listing:
    """Every review in the order in which it came in, with the record that it is about now, and whether it stands."""
    reviews = casebook.reviews()
    places, states = find_places(casebook, reviews), states_of(casebook, reviews)
    undoing = {one.id for one in reviews if one.act == "undo"}
    items = items_by_id(casebook)
    marked = {one.id: _item_of(casebook.record(places[one.id]) if places[one.id] else None) for one in reviews}
    records = tuple(
        review_to_json(one)
        | {"now_record": places[one.id], "state": states[one.id]}
        | {"marking": items[marked[one.id]].marking if marked[one.id] in items else ""}
        for one in reviews
    )
    return Listing(
        title=f"{counted(len(reviews), 'review')}, {sum(state == STANDS for id, state in states.items() if id not in undoing):,} standing",
        columns=(*map(Column, ("When", "By", "State", "What")), Column("Why", "below"), WHERE, Column("Record")),
        rows=tuple(_row(one, states[one.id], places[one.id]) for one in reviews),
        fields=_FIELDS,
        records=records,
        markings=markings_of(items, marked.values()),
        heading="Reviews",
    )


def states_of(casebook: Casebook, reviews: Sequence[Review]) -> dict[str, str]:
    """Whether each review stands, was undone, has a later one over it, or is about a record that is not here."""
    places, gone = find_places(casebook, reviews), undone(reviews)
    last: dict[tuple[str, str], str] = {}
    for one in standing(reviews):
        last[places[one.id], one.field] = one.id
    states = {}
    for one in reviews:
        if one.id in gone:
            states[one.id] = UNDONE
        elif not places[one.id]:
            states[one.id] = LOST
        else:
            states[one.id] = STANDS if one.act == "undo" or last[places[one.id], one.field] == one.id else OVERRULED
    return states


def say_lost(casebook: Casebook, reviews: Sequence[Review]) -> list[str]:
    """A line for each of these reviews whose record is not here."""
    places = find_places(casebook, casebook.reviews())
    return [f"  {_called(one)}: {say_review(one)}, {one.id}" for one in reviews if not places[one.id]]


def export_reviews(casebook: Casebook, path: Path) -> str:
    """Write all reviews to a file, one JSON object a line; what was written, in words."""
    reviews = casebook.reviews()
    write_bytes(path, "".join(json_text(review_to_json(one)) + "\n" for one in reviews).encode())
    return f"Wrote {counted(len(reviews), 'review')} to {path}."


def import_reviews(casebook: Casebook, path: Path, *, anyway: bool = False) -> Imported:
    """Take the reviews of a file that are not here yet. DocketError where the file is none of reviews; nothing is taken then."""
    given, here = read_file(path), {one.id for one in casebook.reviews()}
    new = [one for one in given if one.id not in here]
    places = find_places(casebook, [*casebook.reviews(), *new])
    judge = _Judge(casebook, places, {one.id for one in given}, anyway=anyway)
    taken = tuple(one for one in new if judge.takes(one))
    keep(casebook, taken)
    waiting = tuple(one for one in taken if not places[one.id] and one.act != "undo")
    return Imported(taken, len(given) - len(new), tuple(judge.left), waiting)


def say_imported(found: Imported, path: Path) -> list[str]:
    """What came of a file of reviews, in lines for people."""
    known = f"; {found.known:,} were here already" if found.known else ""
    lines = [f"Took {counted(len(found.taken), 'review')} from {path.name}{known}{':' if found.taken else '.'}"]
    lines += [f"  {_called(one)}: {say_review(one)}" for one in found.taken]
    if found.waiting:
        lines += [f"Of records that are not here ({len(found.waiting)}); they hold once they are:"]
        lines += [f"  {_called(one)}: {say_act(one)}" for one in found.waiting]
    if found.left:
        lines += [f"Not taken ({len(found.left)}); look at each, then add --anyway:", *(f"  {line}" for line in found.left)]
    return lines


def read_file(path: Path) -> list[Review]:
    """The reviews of a file, one JSON object a line, each with its id. DocketError that names the line where one is none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise DocketError(f"{path}: {told}; name a file that docket review --export wrote") from error
    found: dict[str, Review] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            one = _read_line(line, f"{path.name}, line {number}")
            found.setdefault(one.id, one)
    return list(found.values())


def _read_line(line: str, where: str) -> Review:
    try:
        review = review_from_json(json.loads(line))
    except ValueError as error:
        raise DocketError(f"{where}: no JSON ({error}); nothing was taken") from error
    except DocketError as error:
        raise DocketError(f"{where}: {error}; nothing was taken") from error
    if not fits(review):
        raise DocketError(f"{where}: no review: “is” cannot stand in {review.field or review.kind}; nothing was taken")
    if not review.id:
        raise DocketError(f"{where}: no review: it has no id; nothing was taken")
    return review


class _Judge:
    """Says which reviews from elsewhere may be taken, and keeps a line for each that may not."""

    def __init__(self, casebook: Casebook, places: dict[str, str], given: set[str], *, anyway: bool) -> None:
        self._casebook = casebook
        self._places = places
        self._anyway = anyway
        self._others = [one for one in standing(casebook.reviews()) if one.id not in given]
        self._values: dict[tuple[str, str], Value] = {}  # as the reviews that were taken leave them
        self._here = {one.id for one in casebook.reviews()}
        self.left: list[str] = []

    def takes(self, review: Review) -> bool:
        """May this review be taken?"""
        told = "" if self._anyway else self._objection(review)
        if told:
            self.left.append(f"{_called(review)}: {say_review(review)}; {told}")
            return False
        self._here.add(review.id)
        if id := self._places[review.id]:
            self._values[id, review.field] = review.now
        return True

    def _objection(self, review: Review) -> str:
        """What speaks against a review: what it saw is no longer so, or somebody here said something else of the same."""
        id = self._places[review.id]
        if review.act == "undo" and review.undoes not in self._here:
            return f"it takes back {review.undoes}, which is not here"
        if review.act in ("undo", "add") or not id:
            return ""
        against = [one for one in self._others if self._places[one.id] == id and _contradict(one, review)]
        if against:
            return f"but here: {say_review(against[-1])}"
        saw, now = self._saw_and_now(review, id)
        return "" if saw in (now, None) or review.now == now else f"it is {say_value(now)} here"

    def _saw_and_now(self, review: Review, id: str) -> tuple[Value, Value]:
        """The value that the maker of a review saw, and the one of now; None where the review is of no one value."""
        record = self._casebook.record(id)
        if review.act != "correct" or record is None or review.points:
            return None, None
        if (id, review.field) in self._values:
            return review.was, self._values[id, review.field]
        return review.was, value_of(self._casebook, record, review.field)


def _contradict(one: Review, other: Review) -> bool:
    """Do two people say different things of one record?"""
    if one.act == other.act == "correct" or one.act == other.act == "merge":
        return one.field == other.field and one.now != other.now
    return {one.act, other.act} in ({"reject", "confirm"}, {"reject", "correct"})


def _row(review: Review, state: str, place: str) -> tuple[str, ...]:
    where = ", ".join(filter(None, (review.source, place or review.record)))
    return (
        say_when(review.on),
        review.by,
        state,
        say_act(review),
        review.why,
        where,
        shorten(review.text or review.quote, _SHOWN),
    )


def _called(review: Review) -> str:
    """What a review is about, in words."""
    number = f"recommendation {review.number}" if review.number else ""
    said = f"“{shorten(review.text or review.quote, _SHOWN)}”"
    return one_line(" of ".join(filter(None, (number or said, review.report or review.source))))


def _item_of(record: AnyRecord | None) -> str:
    if record is None or isinstance(record, Actor):
        return ""
    return record.id if isinstance(record, Item) else getattr(record, "item", None) or ""
