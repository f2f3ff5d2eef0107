"""Corrections of recommendations, which are reviews of what the tracker tells: which one each is about, what is in force.

place_corrections(casebook.reviews(), recommendations, titles)
->  Placed(of={"recommendation-3f2a90c1d4e5": [Review(act="correct", field="disposition", …)]}, lost=[])

A disposition stands in no recommendation, but comes of all its answers: what a person says of it lies over all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from brief.dates import say_when
from brief.plain import one_line, shorten
from corpus.edtf import parse_bounds
from corpus.errors import DocketError
from corpus.records import DISPOSITIONS, Recommendation
from corpus.records import PROGRESS as PROGRESSES
from corpus.reviews import Review, Target, standing, target_of
from graph.reviewing import find_recommendation

ADDRESSEE, DISPOSITION, PROGRESS = "addressee", "disposition", "progress"
PROGRESS_DATE, PROGRESS_NOTE = "progress date", "progress note"
_SHOWN = 60  # characters of a value in a line
_UNKNOWN = "unknown"
CORRECTED_FIELDS = (ADDRESSEE, DISPOSITION, PROGRESS, PROGRESS_DATE, PROGRESS_NOTE)


@dataclass(frozen=True, slots=True)
class Placed:
    """Corrections by the id of the recommendation that they are about, in their order; and those whose recommendation is not here."""

    of: Mapping[str, Sequence[Review]] = field(default_factory=dict)
    lost: Sequence[Review] = ()


def place_corrections(reviews: Iterable[Review], asked: Sequence[Recommendation], titles: Mapping[str, str]) -> Placed:
    """Find the recommendation of each correction; `titles` has the title of the report of each recommendation, by its id."""
    of: dict[str, list[Review]] = {}
    lost: list[Review] = []
    found: dict[Target, str | None] = {}
    for one in filter(is_correction, standing(reviews)):
        target = target_of(one)
        if target not in found:
            found[target] = find_recommendation(target, asked, titles)
        id = found[target]
        (lost if id is None else of.setdefault(id, [])).append(one)
    return Placed(of, lost)


def is_correction(review: Review) -> bool:
    """Is it about what the tracker tells of a recommendation?"""
    return review.kind == Recommendation.KIND and review.act == "correct" and review.field in CORRECTED_FIELDS


def parse_disposition(words: str, known: Sequence[str] = DISPOSITIONS) -> str:
    """Dispositions as somebody writes them, several with "; " between them. DocketError where one is not among the `known`."""
    given = ["-".join(part.casefold().split()) for part in words.split(";") if part.strip()]
    if not given or any(one not in known for one in given):
        raise DocketError(f"“{shorten(words, _SHOWN)}” is no disposition; write {one_of(DISPOSITIONS)}")
    return "; ".join(dict.fromkeys(given))


def parse_progress(words: str) -> str:
    """Progress as somebody writes it; "" where it is not known. DocketError where it is none."""
    word = "-".join(words.casefold().split())
    if word and word not in PROGRESSES:
        raise DocketError(f"“{shorten(words, _SHOWN)}” is no progress; write {one_of(PROGRESSES)}, or leave it empty")
    return "" if word == _UNKNOWN else word


def one_of(words: Sequence[str]) -> str:
    """A choice in words.

    >>> one_of(("open", "done", "unknown"))
    'open, done or unknown'
    """
    return f"{', '.join(words[:-1])} or {words[-1]}"


def latest(corrections: Sequence[Review], name: str) -> Review | None:
    """The last correction of a field; None where there is none."""
    return next((one for one in reversed(corrections) if one.field == name), None)


def in_force(corrections: Sequence[Review], name: str) -> str | None:
    """The value that lies over what the papers say; None where none does, or it was set back."""
    last = latest(corrections, name)
    return None if last is None or last.back else last.now


def made_by(corrections: Sequence[Review], day: date | None, *, answered: bool) -> tuple[Review, ...]:
    """The corrections that hold on a day; all, where no day is given.

    Who is to act is as in the report, whenever it was corrected; a disposition belongs to the answer, once there is one on that day
    (`answered`); progress counts from the date that was given with it, else from the day of the correction.
    """
    if day is None:
        return tuple(corrections)
    reported = parse_bounds(in_force(corrections, PROGRESS_DATE) or "")
    since = reported.first.isoformat() if reported and reported.first else ""
    always = {ADDRESSEE, DISPOSITION} if answered else {ADDRESSEE}
    return tuple(
        one
        for one in corrections
        if one.field in always or (one.on if one.field == DISPOSITION else since or one.on) <= day.isoformat()
    )


def say_correction(one: Review) -> str:
    """A correction in words: "disposition accepted -> rejected, by Ann Lee on 7 May 2024, from tracker.xlsx"."""
    back = " (as the papers say)" if one.back else ""
    return f"{say_change(one)}{back}, by {one.by} on {say_when(one.on)}{f', from {one.workbook}' if one.workbook else ''}"


def say_change(one: Review) -> str:
    """What a correction changed: "disposition accepted -> rejected"."""
    return f"{one.field} {_said(one, one.was)} -> {_said(one, one.now)}"


def _said(one: Review, value: str) -> str:
    return (say_when(value) if one.field == PROGRESS_DATE else one_line(value)) or "nothing"
