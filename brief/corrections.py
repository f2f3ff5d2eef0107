"""Corrections of recommendations: which one each is about, what is in force, how each is told.

place_corrections(casebook.corrections(), recommendations, titles)
->  Placed(of={"recommendation-3f2a90c1d4e5": [Correction(field="disposition", …)]}, lost=[])

A recommendation is found again by its report, its number and its words, for its id changes when another version of docket, or
of the paper, has it begin elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from brief.dates import say_when
from brief.plain import one_line
from corpus.corrections import Correction
from corpus.edtf import parse_bounds
from corpus.records import Recommendation
from extract.numbering import number_key
from graph.likeness import likeness

ADDRESSEE, DISPOSITION, PROGRESS = "addressee", "disposition", "progress"
PROGRESS_DATE, PROGRESS_NOTE = "progress date", "progress note"
CORRECTED_FIELDS = (ADDRESSEE, DISPOSITION, PROGRESS, PROGRESS_DATE, PROGRESS_NOTE)
_SAME_NUMBER = 0.5  # how alike two wordings of one report are that have one number
_SAME_WORDS = 0.8  # … and two that stand for one thing although the number, or the report, is read otherwise


@dataclass(frozen=True, slots=True)
class Target:
    """A recommendation as it was when somebody saw it: its id then, its report, source, number and text."""

    id: str
    report: str
    source: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Corrections by the id of the recommendation that they are about, in their order; and those whose recommendation is not here."""

    of: Mapping[str, Sequence[Correction]] = field(default_factory=dict)
    lost: Sequence[Correction] = ()


def place_corrections(corrections: Iterable[Correction], asked: Sequence[Recommendation], titles: Mapping[str, str]) -> Placed:
    """Find the recommendation of each correction; `titles` has the title of the report of each recommendation, by its id."""
    of: dict[str, list[Correction]] = {}
    lost: list[Correction] = []
    found: dict[Target, str | None] = {}
    for one in corrections:
        target = target_of(one)
        if target not in found:
            found[target] = find_target(target, asked, titles)
        id = found[target]
        (lost if id is None else of.setdefault(id, [])).append(one)
    return Placed(of, lost)


def target_of(one: Correction) -> Target:
    """The recommendation that a correction is about, as it was then."""
    return Target(one.id, one.report, one.source, one.number, one.text)


def find_target(target: Target, asked: Sequence[Recommendation], titles: Mapping[str, str]) -> str | None:
    """The id of the recommendation that is meant; None where none is, or two may be."""
    key = number_key(target.number)
    alike = [(one, likeness(one.text, target.text)) for one in asked if _may_be(one, target, key, titles)]
    for one, how in alike:
        if one.id == target.id and number_key(one.number) == key and how >= _SAME_NUMBER:
            return one.id
    near = [(one, how) for one, how in alike if _is_report(one, target, titles)]
    for some in (
        [(one, how) for one, how in near if number_key(one.number) == key and how >= _SAME_NUMBER],
        [(one, how) for one, how in near if how >= _SAME_WORDS],
        [(one, how) for one, how in alike if number_key(one.number) == key and how >= _SAME_WORDS],
    ):
        if some:
            return _only_best(some, target)
    return None


def _may_be(one: Recommendation, target: Target, key: str, titles: Mapping[str, str]) -> bool:
    """Is it worth comparing the words: of one report, or of one number in reports with like titles?"""
    if one.id == target.id or _is_report(one, target, titles):
        return True
    return number_key(one.number) == key and likeness(titles[one.id], target.report) >= _SAME_NUMBER


def _is_report(one: Recommendation, target: Target, titles: Mapping[str, str]) -> bool:
    return one.source == target.source or one_line(titles[one.id]).casefold() == one_line(target.report).casefold()


def _only_best(some: Sequence[tuple[Recommendation, float]], target: Target) -> str | None:
    """The one that is most alike, of the same source first; None where two are equally so."""
    ranked = sorted(((one.source == target.source, how, one.id) for one, how in some), reverse=True)
    return None if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2] else ranked[0][2]


def latest(corrections: Sequence[Correction], name: str) -> Correction | None:
    """The last correction of a field; None where there is none."""
    return next((one for one in reversed(corrections) if one.field == name), None)


def in_force(corrections: Sequence[Correction], name: str) -> str | None:
    """The value that lies over what the papers say; None where none does, or it was set back."""
    last = latest(corrections, name)
    return None if last is None or last.back else last.now


def made_by(corrections: Sequence[Correction], day: date | None, *, answered: bool) -> tuple[Correction, ...]:
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


def say_correction(one: Correction) -> str:
    """A correction in words: "disposition accepted -> rejected, by Ann Lee on 7 May 2024, from tracker.xlsx"."""
    back = " (as the papers say)" if one.back else ""
    return f"{say_change(one)}{back}, by {one.by} on {say_when(one.on)}, from {one.workbook}"


def say_change(one: Correction) -> str:
    """What a correction changed: "disposition accepted -> rejected"."""
    return f"{one.field} {_said(one, one.was)} -> {_said(one, one.now)}"


def _said(one: Correction, value: str) -> str:
    return (say_when(value) if one.field == PROGRESS_DATE else one_line(value)) or "nothing"
