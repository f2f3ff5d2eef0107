"""Every recommendation by number, and what was answered: a listing, or one recommendation whole.

list_recommendations(casebook, RecommendationQuery())
->  1  accepted  Report of the …  publish limits for every crossing …
    2  no-response  …
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

from brief.asof import actions_as_of, written_by
from brief.corrections import (
    ADDRESSEE,
    DISPOSITION,
    PROGRESS,
    PROGRESS_DATE,
    PROGRESS_NOTE,
    Placed,
    in_force,
    made_by,
    place_corrections,
    say_correction,
)
from brief.dates import say_when
from brief.history import Step, trace_history
from brief.listing import WHERE, Column, Listing, cite, counted, field_names, place
from brief.markings import highest_marking, say_marking
from brief.plain import one_line, shorten
from brief.reading import items_by_id, markings_of, read
from brief.sheet import Line
from brief.sure import decide, say_disposition
from corpus.casebook import Casebook
from corpus.edtf import parse_bounds
from corpus.records import UNDECIDED, Action, Actor, Event, Item, Recommendation, Record, Response, to_json
from corpus.reviews import Review, review_to_json
from extract.numbering import number_key, numbers_between
from graph.later import Told, find_later
from graph.reviewing import report_titles

R = TypeVar("R", bound=Record)
NO_RESPONSE = "no-response"
# What still waits for a decision of the body that answered.
_MENTION = "mention."  # how the rules begin that find a recommendation by its number in a letter
_OPEN = (NO_RESPONSE, UNDECIDED, "under-consideration")
_SHOWN = 240  # characters of a recommendation's text in a listing
_UNNUMBERED = "–"  # what stands for the number of a recommendation that its report does not number
_FEW = 0.25  # of the numbers of a report: where more are missing, the report numbers other things in the same series
_QUOTED = "quoted"  # the rule of a recommendation that a response repeats
_COLUMNS = (
    *map(Column, ("No.", "Disposition", "Progress", "To")),
    WHERE,
    Column("Answered in", "below"),
    Column("Report", "above"),
    Column("Text"),
)
_FIELDS = field_names(
    Recommendation,
    "report_on_file",
    "disposition",
    "progress",
    "progress_date",
    "progress_note",
    "outstanding",
    "marking",
    "responses",
    "promises",
    "later",
    "corrections",
    "history",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationQuery:
    """Which recommendations are asked for: a number as printed, part of the report's title or source, a disposition.

    `outstanding` keeps those that nothing answers or decides, or with a promise that is not done. With `as_of`, the status of
    promises is that of this day; without, it is what the papers say.
    """

    number: str = ""
    report: str = ""
    disposition: str = ""
    outstanding: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A recommendation with the responses that answer it, the promises made in them, and what a person corrected.

    `recommendation` is as the paper has it.
    """

    recommendation: Recommendation
    responses: tuple[Response, ...] = ()
    promises: tuple[Action, ...] = ()
    report: str = ""  # what to call its report; two with one title are told apart
    on_file: bool = True  # is the report itself in the casebook?
    corrections: tuple[Review, ...] = ()  # in the order in which they were read in
    later: tuple[Told, ...] = ()  # what later papers tell of its matter
    history: tuple[Step, ...] = ()
    overtaken: frozenset[str] = frozenset()  # ids of answers that the same body has since given anew

    @property
    def read_dispositions(self) -> tuple[str, ...]:
        """What the responses say, each disposition once, in the order of the papers; "no-response" where there is none.

        A later paper that only reports how far the work has come decides nothing where an answer does, and an answer that the same body
        has since given anew decides no more. "undecided" where all that answers it is too unsure to decide (`brief.sure.decide`).
        """
        decided = [one for one in self.responses if one.disposition != NO_RESPONSE and one.id not in self.overtaken]
        answers = [one for one in decided if not _reports_progress(one)] or decided
        said = dict.fromkeys(map(decide, answers))
        return tuple(one for one in said if one != UNDECIDED) or tuple(said) or (NO_RESPONSE,)

    @property
    def dispositions(self) -> tuple[str, ...]:
        """What it comes to: what a person corrected, else what the responses say."""
        corrected = in_force(self.corrections, DISPOSITION)
        return self.read_dispositions if corrected is None else tuple(corrected.split("; "))

    @property
    def read_progress(self) -> str:
        """What the latest response that tells of progress says; "" where none does."""
        return next((one.progress for one in reversed(self.responses) if one.progress not in ("", "unknown")), "")

    @property
    def read_progress_date(self) -> str:
        """The date of the paper that tells of the latest progress, EDTF; "" where none does, or it has no date."""
        told = [one.id for one in self.responses if one.progress not in ("", "unknown")]
        return next((step.date for step in self.history if told and step.record and step.record.id == told[-1]), "")

    @property
    def progress(self) -> str:
        """How far the work has come: what a person corrected, else what the responses say."""
        corrected = in_force(self.corrections, PROGRESS)
        return self.read_progress if corrected is None else corrected

    @property
    def progress_date(self) -> str:
        """The day of the progress, EDTF: as a person told it, else that of the paper that tells; "" where nobody tells of progress."""
        corrected = in_force(self.corrections, PROGRESS_DATE)
        if corrected is None and in_force(self.corrections, PROGRESS) is None:
            return self.read_progress_date
        return corrected or ""

    @property
    def progress_note(self) -> str:
        """What a person noted about the progress; "" where none did."""
        return in_force(self.corrections, PROGRESS_NOTE) or ""

    @property
    def addressee(self) -> str:
        """Who is to act: what a person corrected, else what the report says."""
        corrected = in_force(self.corrections, ADDRESSEE)
        return self.recommendation.addressee if corrected is None else corrected

    @property
    def outstanding(self) -> bool:
        """Does nothing decide it, or is a promise made about it not done? Not where a person says that all is done."""
        if in_force(self.corrections, PROGRESS) == "complete":
            return False
        undecided = self.progress != "complete" and all(one in _OPEN for one in self.dispositions)
        return undecided or any(one.status in ("open", "overdue") for one in self.promises)

    def said_by_papers(self, name: str) -> str:
        """The value of a field that can be corrected, as the papers have it."""
        read = {
            ADDRESSEE: self.recommendation.addressee,
            DISPOSITION: "; ".join(self.read_dispositions),
            PROGRESS: self.read_progress,
            PROGRESS_DATE: self.read_progress_date,
        }
        return read.get(name, "")

    def value_of(self, name: str) -> str:
        """The value of a field that can be corrected, as it stands now."""
        if name == PROGRESS_DATE:
            return self.progress_date
        corrected = in_force(self.corrections, name)
        return self.said_by_papers(name) if corrected is None else corrected


def find_recommendations(casebook: Casebook, query: RecommendationQuery) -> list[Answered]:
    """The recommendations that answer the query, every number, by report and number."""
    items = items_by_id(casebook)
    responses = written_by(read(casebook, Response), items, query.as_of)
    answers = _by_recommendation(responses, lambda one: one.answers)
    actions = actions_as_of(casebook, items, query.as_of)
    promises = _by_recommendation(actions, lambda one: (one.about,))
    asked = written_by(read(casebook, Recommendation), items, query.as_of)
    names = _report_names(asked, items)
    placed = find_corrections(casebook, asked, items)
    asked = _as_in_report(casebook, asked, placed)
    events = written_by(read(casebook, Event), items, query.as_of)
    later = find_later([*items.values(), *read(casebook, Actor), *asked, *responses, *actions, *events])
    found = []
    for one in sorted(asked, key=lambda one: (names[one.id], *_order(one))):
        mine = tuple(sorted(answers.get(one.id, ()), key=lambda answer: _written(answer, items)))
        made = _promised(promises.get(one.id, ()), mine, actions)
        corrected = made_by(placed.of.get(one.id, ()), query.as_of, answered=bool(mine))
        told = tuple(later.get(one.id, ()))
        history = trace_history(one, mine, made, told, corrected, items)
        overtaken = _overtaken(mine, items)
        found.append(Answered(one, mine, made, names[one.id], _is_on_file(one, items), corrected, told, history, overtaken))
    return [one for one in found if _answers(one, query)]


def find_corrections(casebook: Casebook, asked: Sequence[Recommendation], items: Mapping[str, Item]) -> Placed:
    """What people corrected, by the recommendations that it is about, and what is about none of them."""
    reviews = casebook.reviews()
    return place_corrections(reviews, asked, report_titles(asked, items)) if reviews else Placed()


def _as_in_report(casebook: Casebook, asked: list[Recommendation], placed: Placed) -> list[Recommendation]:
    """The recommendations addressed to whom the report addresses them."""
    if not any(one.field == ADDRESSEE for mine in placed.of.values() for one in mine):
        return asked
    read_there = {one.id: one for one in casebook.records(Recommendation.KIND, linked=False)}
    papers = {id: one.addressee for id, one in read_there.items() if isinstance(one, Recommendation)}
    return [replace(one, addressee=papers.get(one.id, one.addressee)) for one in asked]


def _report_names(asked: Sequence[Recommendation], items: Mapping[str, Item]) -> dict[str, str]:
    """What the report of each recommendation is called, by the recommendation's id; where two reports have one title, with the source."""
    titles = report_titles(asked, items)
    sources: dict[str, set[str]] = {}
    for one in asked:
        sources.setdefault(titles[one.id], set()).add(one.source)
    return {one.id: titles[one.id] + (f" ({one.source})" if len(sources[titles[one.id]]) > 1 else "") for one in asked}


def _is_on_file(one: Recommendation, items: Mapping[str, Item]) -> bool:
    """Is the report of a recommendation in the casebook, and not only a paper that repeats it? An annex of a report is the report."""
    item = items.get(one.item)
    whole = items.get(item.part_of, item) if item and item.part_of else item
    return not one.rule.startswith(_QUOTED) or (whole is not None and whole.kind == "report")


def _written(answer: Response, items: Mapping[str, Item]) -> tuple[str, str, int]:
    """Answers by the day of their papers; those of undated papers first, for a later one may have more to tell."""
    bounds = parse_bounds(items[answer.item].date) if answer.item in items else None
    return (bounds.first.isoformat() if bounds and bounds.first else "", answer.source, answer.start)


def list_recommendations(casebook: Casebook, query: RecommendationQuery) -> Listing:
    """The recommendations that answer the query with their dispositions."""
    found = find_recommendations(casebook, query)
    items = items_by_id(casebook)
    return Listing(
        title=_title(query, found),
        columns=_COLUMNS,
        rows=tuple(_row(one, items, with_report=len(_reports(found)) > 1) for one in found),
        fields=_FIELDS,
        records=tuple(_public(one, items) for one in found),
        markings=markings_of(items, (id for one in found for id in _items_of(one))),
        notes=_notes(casebook, items, found, query),
        heading=("Outstanding recommendations" if query.outstanding else "Recommendations"),
        cited=tuple((cite(one.recommendation, one.recommendation.item, items.get(one.recommendation.item)),) for one in found),
    )


def say_recommendations(casebook: Casebook, query: RecommendationQuery) -> list[Line]:
    """The recommendations that answer the query, each whole: its text, its answers, the promises made in them."""
    found, items = find_recommendations(casebook, query), items_by_id(casebook)
    lines = [] if found else [Line(_title(query, found))]
    for one in found:
        lines += [*([Line("")] if lines else []), *_say(one, items)]
    notes = [Line(note) for note in _notes(casebook, items, found, query)]
    return [*lines, *([Line("")] if notes else []), *notes]


def _say(one: Answered, items: dict[str, Item]) -> list[Line]:
    asked = one.recommendation
    lines = [
        Line(f"Recommendation {asked.number or _UNNUMBERED}, {one.report}"),
        Line(say_marking(markings_of(items, _items_of(one)))),
        *_details(
            ("To:", _with_papers(one, ADDRESSEE)),
            ("In:", place(asked, asked.id, items.get(asked.item))),
            ("Text:", one_line(asked.text)),
        ),
        *_details(("Report:", "" if one.on_file else "not on file; these are the words in which the answer repeats it")),
        *_details(("Disposition:", _with_papers(one, DISPOSITION)), ("Progress:", _with_papers(one, PROGRESS))),
        *_details(("Progress date:", say_when(one.progress_date)), ("Progress note:", one_line(one.progress_note))),
        *_details(*(("Corrected:", say_correction(correction)) for correction in one.corrections)),
    ]
    for response in one.responses:
        lines += [Line(""), *_say_response(response, items)]
    for promise in one.promises:
        lines += [Line(""), *_say_promise(promise, items)]
    return [*lines, Line(""), Line("History:"), *(_say_step(step) for step in one.history)]


def _say_step(step: Step) -> Line:
    where = f" ({place(step.record, step.record.id)})" if step.record else ""
    return Line(f"{step.text}{where}", indent=2, label=f"{say_when(step.date) or 'undated'}:")


def _with_papers(one: Answered, name: str) -> str:
    """A value, with what the papers say where a person corrected it."""
    if in_force(one.corrections, name) is None:
        return one.value_of(name)
    return f"{one_line(one.value_of(name)) or 'none'} (corrected; the papers say {one.said_by_papers(name) or 'nothing'})"


def _say_response(response: Response, items: dict[str, Item]) -> list[Line]:
    item = items.get(response.item)
    who = response.respondent or ("; ".join(item.senders) if item else "")
    when = say_when(item.date) if item else ""
    because = f" (“{one_line(response.deciding)}”)" if response.deciding else ""
    said = f"Response: {say_disposition(response)}{because}"
    if response.disposition == NO_RESPONSE:
        reported = f"; progress: {response.progress}" if response.progress not in ("", "unknown") else ""
        said = f"Mentioned, no answer given{reported}"
    return [
        Line(said),
        *_details(("By:", ", ".join(filter(None, [who, when]))), ("In:", place(response, response.id, item))),
        *_details(("See also:", ", ".join(response.see_also_numbers)), ("Text:", one_line(response.text or response.quote))),
    ]


def _say_promise(promise: Action, items: dict[str, Item]) -> list[Line]:
    status = f" ({promise.status})" if promise.status != "unknown" else ""
    return [
        Line(f"{promise.force.capitalize()}{status}: {promise.who or 'not said'}: {one_line(promise.what or promise.quote)}"),
        *_details(
            ("When:", say_when(promise.when) or one_line(promise.when_text)),
            ("In:", place(promise, promise.id, items.get(promise.item))),
        ),
    ]


def _details(*pairs: tuple[str, str]) -> list[Line]:
    return [Line(text, indent=2, label=label) for label, text in pairs if text]


def _promised(own: Sequence[Action], answers: Sequence[Response], actions: Sequence[Action]) -> tuple[Action, ...]:
    """The promises about a recommendation, and those made in an answer that it shares with others: they are about all of these."""
    shared = [answer for answer in answers if len(answer.answers) > 1]
    more = [
        action
        for answer in shared
        for action in actions
        if action.about and action.item == answer.item and answer.start <= action.start < answer.end and action not in own
    ]
    return (*own, *more)


def _overtaken(answers: Sequence[Response], items: Mapping[str, Item]) -> frozenset[str]:
    """The ids of the answers that a later paper of the same body, under its own name or that of its writers, decides anew.

    In: the answers to one recommendation, oldest first. An answer that only reports progress overtakes none.
    """
    newest: dict[tuple[str, ...], Response] = {}
    out: set[str] = set()
    for answer in (one for one in answers if decide(one) not in (NO_RESPONSE, UNDECIDED) and not _reports_progress(one)):
        item = items.get(answer.item)
        who = (answer.respondent,) if answer.respondent else item.senders if item else ()
        before = newest.get(who) if who else None
        if before and item and items[before.item].date < item.date:
            out.add(before.id)
        newest[who] = answer
    return frozenset(out)


def _reports_progress(response: Response) -> bool:
    """Does a paper that mentions the recommendation tell how far the work is, rather than answer?"""
    return response.rule.startswith(_MENTION) and response.progress not in ("", "unknown")


def _by_recommendation(records: Iterable[R], of: Callable[[R], Iterable[str | None]]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = {}
    for record in records:
        for id in of(record):
            if id:
                found.setdefault(id, []).append(record)
    return found


def _answers(one: Answered, query: RecommendationQuery) -> bool:
    asked = one.recommendation
    return (
        (not query.number or asked.number.casefold() == query.number.casefold())
        and any(query.report.casefold() in name.casefold() for name in (asked.report, asked.source))
        and (not query.disposition or query.disposition in one.dispositions)
        and (not query.outstanding or one.outstanding)
    )


def _order(one: Recommendation) -> tuple[object, ...]:
    """By report and by number as people count: 2, 10, 10a, R3, R12."""
    parts = re.findall(r"\d+|\D+", one.number.casefold())
    number = tuple((1, int(part), "") if part.isdigit() else (2, 0, part) for part in parts)
    return (one.report, number, one.source, one.start, one.id)


def _row(one: Answered, items: dict[str, Item], *, with_report: bool) -> tuple[str, ...]:
    asked = one.recommendation
    answers = dict.fromkeys(place(answer, answer.item, items.get(answer.item)) for answer in one.responses)
    return (
        asked.number or _UNNUMBERED,
        "; ".join(one.dispositions),
        one.progress,
        one.addressee,
        place(asked, asked.item, items.get(asked.item)),
        f"answered in {'; '.join(answers)}" if answers else "",
        one.report if with_report else "",
        shorten(asked.text, _SHOWN),
    )


def _public(one: Answered, items: dict[str, Item]) -> dict[str, Any]:
    asked = one.recommendation
    return to_json(replace(asked, addressee=one.addressee)) | {
        "report_on_file": one.on_file,
        "disposition": "; ".join(one.dispositions),
        "progress": one.progress,
        "progress_date": one.progress_date,
        "progress_note": one.progress_note,
        "outstanding": one.outstanding,
        "marking": highest_marking(markings_of(items, _items_of(one))),
        "responses": [to_json(response) for response in one.responses],
        "promises": [to_json(promise) for promise in one.promises],
        "later": [to_json(told) for told in one.later],
        "corrections": [review_to_json(correction) for correction in one.corrections],
        "history": [
            {"date": step.date, "text": step.text, "record": step.record.id if step.record else ""} for step in one.history
        ],
    }


def _items_of(one: Answered) -> list[str]:
    return [one.recommendation.item, *(answer.item for answer in one.responses), *(promise.item for promise in one.promises)]


def _reports(found: Iterable[Answered]) -> list[str]:
    return list(dict.fromkeys(one.report for one in found))


def _title(query: RecommendationQuery, found: Sequence[Answered]) -> str:
    waiting = sum(one.outstanding for one in found)
    parts = [counted(len(found), ("outstanding " if query.outstanding else "") + "recommendation")]
    parts += [f"with number {query.number}"] if query.number else []
    parts += [f"of {_reports(found)[0]}"] if len(_reports(found)) == 1 else []
    parts += [f"of reports called “{query.report}”"] if query.report and not found else []
    parts += [f"with disposition {query.disposition}"] if query.disposition else []
    told = "" if query.outstanding or not found else f", {waiting:,} outstanding"
    return " ".join(parts) + told + (f", as of {say_when(query.as_of.isoformat())}" if query.as_of else "")


def _notes(casebook: Casebook, items: dict[str, Item], found: Sequence[Answered], query: RecommendationQuery) -> tuple[str, ...]:
    """Answers to numbers that are on file in no report, which an official should know of; the reports, where none was meant."""
    if query.report:
        known = sorted({one.report or one.source for one in read(casebook, Recommendation)})
        return (f"The reports are: {'; '.join(map(one_line, known))}",) if not found and known else ()
    if query.disposition or query.outstanding:
        return ()
    return (*_odd_numbers(found, query), *_unmatched(casebook, items, query))


def _odd_numbers(found: Sequence[Answered], query: RecommendationQuery) -> tuple[str, ...]:
    """A line for each report whose numbers repeat or skip, and for each that is known only from the answers to it."""
    lines = []
    for report in () if query.number else _reports(found):
        mine = [one for one in found if one.report == report]
        numbers = [one.recommendation.number for one in mine if one.recommendation.number]
        counts = Counter(map(number_key, numbers))
        twice = [number for number in dict.fromkeys(numbers) if counts[number_key(number)] > 1]
        missing = [number for a, b in pairwise(numbers) for number in numbers_between(a, b)]
        missing = missing if len(missing) <= _FEW * len(numbers) else []
        told = [f"{'number' if len(twice) == 1 else 'numbers'} {', '.join(twice)} printed more than once"] if twice else []
        told += [f"no number {', '.join(missing)}"] if missing else []
        lines += [f"Look at the numbers of {report}: {'; '.join(told)}"] if told else []
        if not any(one.on_file for one in mine):
            lines.append(f"Not on file itself, known by the answers that repeat its recommendations: {report}")
    return tuple(lines)


def _unmatched(casebook: Casebook, items: dict[str, Item], query: RecommendationQuery) -> tuple[str, ...]:
    """Answers to numbers that no report on file has."""
    lost = [one for one in read(casebook, Response) if one.numbers and not one.answers]
    numbers: dict[str, list[str]] = {}
    for one in lost:
        if not query.number or query.number in one.numbers:
            numbers.setdefault(place(one, one.item, items.get(one.item)), []).extend(one.numbers)
    told = [f"  {', '.join(dict.fromkeys(named))}: {where}" for where, named in numbers.items()]
    return ("Answered, but the recommendation itself is not on file:", *told) if told else ()
