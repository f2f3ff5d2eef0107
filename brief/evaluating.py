"""Measures a casebook against annotations of its papers, for people to read and for programs.

evaluate(casebook, read_gold(Path("gold")), asked="gold")  ->  Evaluation(…), of which `listings` are tables and `as_json` is one object
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from brief.gold import Gold, GoldError, match_sources
from brief.listing import Column, Listing, counted
from brief.plain import json_text, one_line, shorten
from brief.reading import items_by_id, markings_of, read_linked
from brief.scoring import Fault, Figure, Level, PaperScore, Scores, score
from corpus.casebook import Casebook
from corpus.records import AnyRecord, Date, Item
from corpus.sources import page_number

_WORDS = 160  # characters of a quotation in a list of errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was measured, on which page and line of a source an offset stands, and which annotated files the casebook does not hold."""

    asked: str
    scores: Scores
    page_of: Callable[[str, int], int | None]
    line_of: Callable[[str, int], int]
    items: dict[str, Item]
    absent: tuple[str, ...]
    passed_over: tuple[str, ...]

    def listings(self, *, errors: bool) -> list[Listing]:
        """The figures, the precision of actions by confidence, and the actions of each paper; with `errors` what is wrong."""
        found = [self._figures(), self._levels(), self._papers()]
        return [one for one in found if one.rows] + ([self._errors()] if errors else [])

    def as_json(self, *, errors: bool) -> dict[str, Any]:
        """The same as JSON values; precision, recall and shares are fractions from 0 to 1."""
        told: dict[str, Any] = {
            "annotations": self.asked,
            "figures": {one.name: _figure_json(one) for one in self.scores.figures},
            "confidence": [_level_json(level, self.scores) for level in self.scores.levels],
            "papers": [self._paper_json(one) for one in self.scores.papers],
            "absent_sources": list(self.absent),
            "passed_over": list(self.passed_over),
        }
        return told | ({"errors": [self._fault_json(one) for one in self.scores.faults]} if errors else {})

    def _figures(self) -> Listing:
        rows = tuple(
            (one.name, *_spoken(one, one.found is not None), _number(one.gold), _number(one.found)) for one in self.scores.figures
        )
        return Listing(
            title=f"Measured on {counted(len(self.scores.docs), 'paper')} of {self.asked}",
            columns=tuple(map(Column, ("", "Precision", "Recall", "F1", "Right", "Annotated", "Found"))),
            rows=rows,
            fields=(),
            records=(),
            markings=None,
            notes=tuple(self._notes()),
        )

    def _notes(self) -> Iterable[str]:
        if self.absent:
            yield f"Left out, not in this casebook: {', '.join(self.absent)}"
        if self.passed_over:
            yield f"Left out, no annotations: {', '.join(self.passed_over)}"

    def _levels(self) -> Listing:
        return Listing(
            title="Actions by confidence: how many are kept from it, how many of them are actions, and right in force, who and when too",
            columns=tuple(map(Column, ("Confidence", "Kept", "Precision", "Recall", "Wholly right"))),
            rows=tuple(_level_row(level, self.scores) for level in self.scores.levels),
            fields=(),
            records=(),
            markings=None,
        )

    def _papers(self) -> Listing:
        return Listing(
            title="Actions by paper",
            columns=tuple(map(Column, ("Paper", "Precision", "Recall", "F1", "Who", "When", "Annotated", "Found", "Source"))),
            rows=tuple(self._paper_row(one) for one in self.scores.papers),
            fields=(),
            records=(),
            markings=None,
        )

    def _paper_row(self, one: PaperScore) -> tuple[str, ...]:
        shares = [_share(figure.recall) if figure.gold else "" for figure in (one.who, one.when)]
        counts = (_number(one.actions.gold), _number(one.actions.found))
        return (one.doc, *_spoken(one.actions, True)[:3], *shares, *counts, self._place(one.source, one.start))

    def _paper_json(self, one: PaperScore) -> dict[str, Any]:
        fields = {"doc": one.doc, "source": one.source, "page": self.page_of(one.source, one.start)}
        return fields | {name: _figure_json(getattr(one, name)) for name in ("actions", "who", "when")}

    def _errors(self) -> Listing:
        return Listing(
            title=f"{counted(len(self.scores.faults), 'error')}",
            columns=(*map(Column, ("Measure", "Error", "Annotated", "Docket")), Column("Where", "below"), Column("Words")),
            rows=tuple(self._fault_row(one) for one in self.scores.faults),
            fields=(),
            records=(),
            markings=markings_of(self.items, self.scores.items),
        )

    def _fault_row(self, one: Fault) -> tuple[str, ...]:
        return (
            one.figure,
            one.fault,
            _said(one.want),
            _said(one.got),
            self._place(one.source, one.start),
            shorten(one.words, _WORDS),
        )

    def _fault_json(self, one: Fault) -> dict[str, Any]:
        where = {"source": one.source, "page": self.page_of(one.source, one.start), "start": one.start}
        return {"measure": one.figure, "error": one.fault, **where, "words": one.words, "want": one.want, "got": one.got}

    def _place(self, source: str, start: int) -> str:
        """The source and the page, or the line of its text where it has no pages; "" where there is no place."""
        page = self.page_of(source, start)
        return f"{source} p. {page}" if page else f"{source} line {self.line_of(source, start)}" if source else ""


def evaluate(casebook: Casebook, gold: Gold, asked: str) -> Evaluation:
    """Measure the casebook against annotations; GoldError where it holds none of the papers that they are of."""
    named = gold.sources()
    names = match_sources(named, [source.name for source in casebook.sources()])
    if not names:
        told = ", ".join(named[:3]) + (" …" if len(named) > 3 else "") or "no file"
        raise GoldError(
            f"{asked} is of {told}, and {casebook.folder} holds no such source; add the papers first, or name their casebook"
        )
    held = sorted(set(names.values()))
    texts = {name: casebook.text_of(name) for name in held}
    records: list[AnyRecord] = [one for one in read_linked(casebook) if getattr(one, "source", "") in texts]
    for name in held:
        records += casebook.read_records(Date.KIND, source=name)
    return Evaluation(
        asked=asked,
        scores=score(gold, records, texts, names),
        page_of=_pages_of(casebook, held),
        line_of=lambda source, start: texts[source].count("\n", 0, start) + 1,
        items=items_by_id(casebook),
        absent=tuple(name for name in named if name not in names),
        passed_over=gold.passed_over,
    )


def _pages_of(casebook: Casebook, names: Iterable[str]) -> Callable[[str, int], int | None]:
    """Says on which page of a source an offset stands; None where it has no pages."""
    pages = {name: casebook.pages_of(name) for name in names}
    return lambda source, offset: page_number(pages.get(source, ()), offset)


def _figure_json(one: Figure) -> dict[str, Any]:
    if one.found is None:
        return {"accuracy": round(one.recall, 3), "gold": one.gold}
    shares = {"precision": one.precision, "recall": one.recall, "f1": one.f1}
    return {name: round(share, 3) for name, share in shares.items()} | {"gold": one.gold, "found": one.found}


def _level_json(level: Level, scores: Scores) -> dict[str, Any]:
    recall = level.right / _annotated(scores) if _annotated(scores) else None
    return {
        "at_least": level.confidence,
        "kept": level.kept,
        "of": scores.levels[0].kept,
        "precision": round(level.right / level.kept, 3) if level.kept else None,
        "recall": None if recall is None else round(recall, 3),
        "wholly_right": round(level.whole / level.kept, 3) if level.kept else None,
    }


def _annotated(scores: Scores) -> int:
    return next((one.gold for one in scores.figures if one.name == "actions"), 0)


def _level_row(level: Level, scores: Scores) -> tuple[str, ...]:
    told = _level_json(level, scores)
    shares = [_share(told[name]) for name in ("precision", "recall", "wholly_right")]
    return (f"{level.confidence:g} and more" if level.confidence else "all", f"{level.kept:,} of {told['of']:,}", *shares)


def _spoken(one: Figure, full: bool) -> tuple[str, str, str, str]:
    if full:
        return _share(one.precision), _share(one.recall), _share(one.f1), ""
    return "", "", "", _share(one.recall)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(one_line(str(one)) for one in value)
    return one_line(value) if isinstance(value, str) else json_text(value)
