"""The tracker of recommendations as tables: every recommendation, every answer, every promise; and its roll-ups.

make_tracker(casebook, RecommendationQuery(as_of=date(2004, 1, 1)), asked)
->  Handout(title="39 recommendations, 12 outstanding, as of 1 January 2004", sheets=(Sheet("Recommendations", …), …), …)

Each recommendation has its row, also those that nothing answers; each row leads to its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from brief.corrections import say_correction
from brief.dates import say_when
from brief.handout import Asked, Cell, Handout, Links, Sheet, say_facts
from brief.listing import Column, Listing, counted
from brief.markings import highest_marking
from brief.plain import one_line
from brief.reading import items_by_id, markings_of
from brief.recommendations import NO_RESPONSE, Answered, RecommendationQuery, find_recommendations
from brief.sure import say_disposition
from corpus.casebook import Casebook
from corpus.edtf import due_day
from corpus.records import Action, Item, Record, Response

ROLL_UPS = ("disposition", "progress", "party", "report")
_NOBODY = "nobody named"
_UNKNOWN = "unknown"


def make_tracker(casebook: Casebook, query: RecommendationQuery, asked: Asked) -> Handout:
    """The recommendations that answer the query as tables: one row a recommendation, an answer, a promise, a step; and counts."""
    found, items = find_recommendations(casebook, query), items_by_id(casebook)
    find = _Sources(Links(casebook), items)
    ids = [
        id for one in found for id in (one.recommendation.item, *(a.item for a in one.responses), *(p.item for p in one.promises))
    ]
    when = f", as of {say_when(query.as_of.isoformat())}" if query.as_of else ""
    markings = markings_of(items, ids)
    return Handout(
        heading="Tracker of recommendations",
        title=f"{counted(len(found), 'recommendation')}, {sum(one.outstanding for one in found):,} outstanding{when}",
        facts=say_facts(asked, markings),
        marking=highest_marking(markings),
        sheets=(
            _asked(found, find, query.as_of),
            _answers(found, find),
            _promises(found, find),
            _history(found, find),
            _counts(found),
        ),
    )


def roll_up(casebook: Casebook, query: RecommendationQuery, by: str) -> Listing:
    """How many recommendations there are of each disposition, progress, party or report, and how many of them are outstanding."""
    found = find_recommendations(casebook, query)
    items = items_by_id(casebook)
    groups = _grouped(found, by)
    rows = [(name, len(mine), sum(one.outstanding for one in mine), _overdue(mine)) for name, mine in groups.items()]
    return Listing(
        heading=f"Recommendations by {by}",
        title=f"{counted(len(found), 'recommendation')} by {by}",
        columns=(Column(by.capitalize()), Column("Count"), Column("Outstanding"), Column("Promises overdue")),
        rows=tuple((name, *(f"{number:,}" for number in numbers)) for name, *numbers in rows),
        fields=(by, "count", "outstanding", "overdue"),
        records=tuple({by: name, "count": count, "outstanding": left, "overdue": late} for name, count, left, late in rows),
        markings=markings_of(items, (one.recommendation.item for one in found)),
        notes=(),
    )


def _grouped(found: Sequence[Answered], by: str) -> dict[str, list[Answered]]:
    """The recommendations by what they are counted by, the largest group first; one answered in two ways counts in both groups."""
    groups: dict[str, list[Answered]] = {}
    for one in found:
        for name in _names(one, by):
            groups.setdefault(name, []).append(one)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def _names(one: Answered, by: str) -> tuple[str, ...]:
    if by == "disposition":
        return one.dispositions
    if by == "progress":
        return (one.progress or _UNKNOWN,)
    return (one.report,) if by == "report" else (one.addressee or _NOBODY,)


def _overdue(found: Iterable[Answered]) -> int:
    return len({promise.id for one in found for promise in one.promises if promise.status == "overdue"})


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where records stand, as cells that lead there."""

    links: Links
    items: Mapping[str, Item]

    def cell(self, record: Record) -> Cell:
        """The source and page of a record, with the address of the file."""
        page = f" p. {record.page}" if record.page else ""
        return Cell(record.source + page, self.links.to(record.source, record.page))

    def day(self, record: Response | Action) -> str:
        """The date of the paper in which a record stands, in words."""
        item = self.items.get(record.item)
        return say_when(item.date) if item else ""

    def speaker(self, answer: Response) -> str:
        """Who answers: the body that the answer names, else who wrote the paper."""
        item = self.items.get(answer.item)
        return answer.respondent or ("; ".join(item.senders) if item else "")


def _asked(found: Sequence[Answered], find: _Sources, day: date | None) -> Sheet:
    heads = (
        "Report", "No.", "Recommendation", "Addressee", "Disposition", "Progress", "Progress date", "Progress note", "Outstanding", "By", "Answer", "Promises",
        "Next due", "Overdue", "Source", "Answered in", "Report on file", "Corrected", "Id",
    )  # fmt: skip
    rows = []
    for one in found:
        asked, answers = (
            one.recommendation,
            [answer for answer in one.responses if answer.disposition != NO_RESPONSE] or one.responses,
        )
        due = [promise for promise in one.promises if promise.status in ("open", "overdue") and due_day(promise.when)]
        first = min(due, key=lambda promise: str(due_day(promise.when)), default=None)
        rows.append(
            (
                Cell(one.report), Cell(asked.number), Cell(asked.text), Cell(one.addressee),
                Cell("; ".join(one.dispositions)), Cell(one.progress), Cell(say_when(one.progress_date)),
                Cell(one.progress_note), Cell("yes" if one.outstanding else "no"),
                Cell("; ".join(dict.fromkeys(filter(None, map(find.speaker, answers))))),
                Cell("\n".join(_told(answer, find, len(answers)) for answer in answers)),
                Cell("\n".join(f"{promise.who or _NOBODY}: {one_line(promise.what or promise.quote)}" for promise in one.promises)),
                Cell(say_when(first.when) if first else ""),
                Cell("yes" if any(promise.status == "overdue" for promise in one.promises) else "no"),
                find.cell(asked), find.cell(answers[-1]) if answers else Cell(""),
                Cell("yes" if one.on_file else "no"),
                Cell("\n".join(map(say_correction, one.corrections))), Cell(asked.id),
            )
        )  # fmt: skip
    return Sheet("Recommendations", heads, tuple(rows))


def _told(answer: Response, find: _Sources, count: int) -> str:
    """The words of an answer, with who speaks where there are several."""
    who = find.speaker(answer) if count > 1 else ""
    return f"{who}: {one_line(answer.text)}" if who else one_line(answer.text)


def _answers(found: Sequence[Answered], find: _Sources) -> Sheet:
    heads = (
        "Report",
        "No.",
        "By",
        "Date",
        "Disposition",
        "Decided by",
        "Progress",
        "Answer",
        "See also",
        "Source",
        "Id",
        "Answers",
    )
    rows = [
        (
            Cell(one.report), Cell(one.recommendation.number), Cell(find.speaker(answer)), Cell(find.day(answer)),
            Cell(say_disposition(answer)), Cell(one_line(answer.deciding)),
            Cell("" if answer.progress == _UNKNOWN else answer.progress), Cell(one_line(answer.text)),
            Cell(", ".join(answer.see_also_numbers)), find.cell(answer), Cell(answer.id), Cell(one.recommendation.id),
        )
        for one in found
        for answer in one.responses
    ]  # fmt: skip
    return Sheet("Answers", heads, tuple(rows))


def _promises(found: Sequence[Answered], find: _Sources) -> Sheet:
    heads = ("Report", "No.", "Who", "Promise", "When", "Due", "Status", "Source", "Id", "About")
    rows = [
        (
            Cell(one.report), Cell(one.recommendation.number), Cell(promise.who),
            Cell(one_line(promise.what or promise.quote)), Cell(one_line(promise.when_text)), Cell(say_when(promise.when)),
            Cell(promise.status), find.cell(promise), Cell(promise.id), Cell(one.recommendation.id),
        )
        for one in found
        for promise in one.promises
    ]  # fmt: skip
    return Sheet("Promises", heads, tuple(rows))


def _history(found: Sequence[Answered], find: _Sources) -> Sheet:
    rows = [
        (
            Cell(one.report), Cell(one.recommendation.number), Cell(say_when(step.date)), Cell(step.text),
            find.cell(step.record) if step.record else Cell(""), Cell(step.record.id if step.record else ""), Cell(one.recommendation.id),
        )
        for one in found
        for step in one.history
    ]  # fmt: skip
    return Sheet("History", ("Report", "No.", "Date", "Step", "Source", "Id", "About"), tuple(rows))


def _counts(found: Sequence[Answered]) -> Sheet:
    rows = [
        (Cell(by.capitalize()), Cell(name), Cell(f"{len(mine)}"), Cell(f"{sum(one.outstanding for one in mine)}"))
        for by in ROLL_UPS
        for name, mine in _grouped(found, by).items()
    ]
    return Sheet("Counts", ("By", "Of", "Count", "Outstanding"), tuple(rows))
