"""The pages that show: search, lists, one item, one record, one recommendation; each can be had as a file too.

GET /promises?who=Home+Office&format=csv  ->  the same promises as CSV
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from brief.actions import ANY_FORCE, ActionQuery, list_actions
from brief.doubtful import MATTERS, Doubt, find_doubts
from brief.finding import Wanted, find, list_hits
from brief.markings import say_marking
from brief.missing import list_missing
from brief.reading import items_by_id
from brief.recommendations import Answered, RecommendationQuery, find_recommendations, list_recommendations
from brief.reviewed import reviews_of
from brief.reviewing import SETTABLE
from brief.reviews import list_reviews
from brief.showing import in_context, list_items, list_records, records_of, text_of_shown
from brief.state import list_sources
from brief.threads import list_thread
from brief.timeline import ChronologyQuery, list_chronology
from corpus.casebook import Casebook
from corpus.records import (
    FORCES,
    RECORD_TYPES,
    STATUSES,
    TRACKED,
    Actor,
    AnyRecord,
    Date,
    Item,
    PaperRecord,
    Recommendation,
    to_json,
)
from corpus.reviews import Review
from web.access import called, casebook, folder
from web.answering import TYPES, FileForm, answer, choice, date_given, day_given, file_address, given, here, number_given
from web.itempage import neighbours, relations, shown_page
from web.text import Span, cut_parts

blueprint = Blueprint("pages", __name__)
PAGES = (
    ("Search", "/"),
    ("Promises", "/promises"),
    ("Recommendations", "/recommendations"),
    ("Chronology", "/chronology"),
    ("Missing", "/missing"),
    ("Sources", "/sources"),
    ("Doubtful", "/doubtful"),
    ("Reviews", "/reviews"),
)
_FEW = 8  # values of a facet
_AT_ONCE = 20  # hits, or doubtful things, on a page
_LAST = ["source", "page", "rule", "confidence"]  # told after what a record says
_HIDDEN = frozenset({"quote", "mentions", "zones", "flags", "id", "start", "end"})


@blueprint.app_context_processor
def _frame() -> dict[str, Any]:
    """What stands on every page."""
    return {
        "pages": PAGES,
        "file_forms": list(TYPES),
        "file_address": file_address,
        "settable": SETTABLE,
        "said_review": _said_review,
        "here": here,
    }


def _said_review() -> Review | None:
    """The review that was made just now, on the way to this page."""
    id = request.args.get("said", "")
    if not id:
        return None
    with casebook() as book:
        return next((one for one in book.reviews() if one.id == id), None)


@blueprint.get("/")
def search() -> ResponseReturnValue:
    """Search: a question, and the places that answer it."""
    question, start = given("q"), number_given("from")
    if not any(letter.isalnum() for letter in question):
        return render_template("search.html", question=question, listing=None)
    wanted = Wanted(question, "", _AT_ONCE, start)
    result = find(folder(), wanted, date.today())
    listing = list_hits(result, wanted)
    more = start + len(result.hits) if start + len(result.hits) < result.total else 0
    marked = [(hit, row, _cut(row[-1], bold)) for hit, row, bold in zip(result.hits, listing.rows, listing.bold, strict=True)]
    facets = {
        name: [(value, count, f"{question} {name}:{_typed(value)}") for value, count in list(counts.items())[:_FEW]]
        for name, counts in result.facets.items()
        if counts and f" {name}:" not in question  # narrowed to one of them already
    }
    shown: dict[str, Any] = {
        "question": question,
        "marked": marked,
        "facets": facets,
        "more": more,
        "start": start,
        "step": _AT_ONCE,
    }
    with casebook() as book:
        return answer(book, listing, "search.html", **shown)


@blueprint.get("/promises")
def promises() -> ResponseReturnValue:
    """Who promised what, to whom, by when, and what became of it by a day."""
    day = day_given("as_of") or date.today()
    query = ActionQuery(
        who=given("who"), to=given("to"), by=date_given("by"), after=date_given("after"), force=choice("force", (*FORCES, ANY_FORCE), "promise"),
        status=choice("status", STATUSES, ""), as_of=day, every=bool(given("all")),
    )  # fmt: skip
    with casebook() as book:
        forces = (*FORCES, ANY_FORCE)
        return answer(book, list_actions(book, query), "promises.html", query=query, forces=forces, statuses=STATUSES)


@blueprint.get("/recommendations")
def recommendations() -> ResponseReturnValue:
    """The tracker: every recommendation and its answer."""
    query = RecommendationQuery(
        report=given("report"), disposition=choice("disposition", TRACKED, ""), outstanding=bool(given("outstanding")), as_of=day_given("as_of"),
    )  # fmt: skip
    with casebook() as book:
        return answer(book, list_recommendations(book, query), "recommendations.html", query=query, dispositions=TRACKED)


@blueprint.get("/chronology")
def chronology() -> ResponseReturnValue:
    """What happened, and was to, in order."""
    asked = {"topic": given("topic"), "first": date_given("from"), "last": date_given("to"), "who": given("who")}
    query = ChronologyQuery(**asked, key=bool(given("key")))
    with casebook() as book:
        return answer(book, list_chronology(book, query, every=bool(given("all"))), "chronology.html")


@blueprint.get("/missing")
def missing() -> ResponseReturnValue:
    """Papers that are referred to and not on file."""
    with casebook() as book:
        return answer(book, list_missing(book), "listing.html", name="Missing")


@blueprint.get("/sources")
def sources() -> ResponseReturnValue:
    """The sources, with what was found in them."""
    with casebook() as book:
        return answer(book, list_sources(folder(), called=called()), "sources.html")


@blueprint.get("/sources/<path:name>")
def source(name: str) -> ResponseReturnValue:
    """One source: its items."""
    with casebook() as book:
        stored = book.source(name)
        if stored is None:
            abort(404)
        return answer(book, list_items(book, stored), "listing.html", name=stored.name)


@blueprint.get("/reviews")
def reviews() -> ResponseReturnValue:
    """What people said of records."""
    with casebook() as book:
        return answer(book, list_reviews(book), "listing.html", name="Reviews")


@blueprint.get("/doubtful")
def doubtful() -> ResponseReturnValue:
    """What docket is unsure of, what matters most first, to be settled here."""
    matter, start = choice("matter", MATTERS, ""), number_given("from")
    with casebook() as book:
        found, items = find_doubts(book), items_by_id(book)
        counts = {name: sum(one.matter == name for one in found) for name in MATTERS}
        asked = [one for one in found if matter in ("", one.matter)]
        shown = [_doubt(book, one, items) for one in asked[start : start + _AT_ONCE]]
    more = start + _AT_ONCE if start + _AT_ONCE < len(asked) else 0
    marking = say_marking(one["item"].marking for one in shown if one["item"])
    return render_template(
        "doubtful.html", shown=shown, matter=matter, counts=counts, count=len(asked), more=more, start=start, marking=marking
    )


@blueprint.get("/records/<id>")
def record(id: str) -> ResponseReturnValue:
    """One record: an item and a recommendation have pages of their own."""
    with casebook() as book:
        found = book.record(id)
        if found is None:
            return _gone(book, id)
        if isinstance(found, Item):
            return redirect(url_for("pages.item", id=id, said=_said()))
        if isinstance(found, Recommendation):
            return redirect(url_for("pages.recommendation", id=id, said=_said()))
        item = book.record(getattr(found, "item", None) or "")
        return render_template("record.html", **_shown(book, found), item=item)


@blueprint.get("/items/<id>")
def item(id: str) -> ResponseReturnValue:
    """One item: its text with its parts and evidence, its records, its exchange."""
    with casebook() as book:
        found = book.record(id)
        if not isinstance(found, Item):
            return _gone(book, id)
        records = [one for one in _records_in(book, found) if not isinstance(one, Date)]
        thread = list_thread(book, found.id)
        shown: dict[str, Any] = {
            "parts": cut_parts(book.text_of(found.source), found, records, _span()),
            "kinds": [kind for kind in RECORD_TYPES if any(kind == one.KIND for one in records)],
            "page": shown_page(book, found, number_given("page"), _span()),
            "beside": neighbours(book, found),
            "related": relations(found.id, thread),
            "thread": thread,
        }
        text = FileForm(lambda _: text_of_shown(book, found).encode("utf-8", "replace"), "text/plain; charset=utf-8", "txt")
        return answer(book, list_records(book, found), "item.html", forms={"txt": text}, **shown | _shown(book, found))


def _records_in(book: Casebook, found: Item) -> list[PaperRecord]:
    return [one for records in records_of(book, found).values() for one in records]


@blueprint.get("/recommendations/<id>")
def recommendation(id: str) -> ResponseReturnValue:
    """One recommendation whole: its answers, the promises made in them, its history."""
    with casebook() as book:
        found = [one for one in find_recommendations(book, RecommendationQuery()) if one.recommendation.id == id]
        if not found:
            return _gone(book, id)
        (one,) = found
        items = items_by_id(book)
        marking = say_marking(items[id].marking for id in _papers(one) if id in items)
        return render_template(
            "recommendation.html", **_shown(book, one.recommendation) | {"marking": marking}, one=one, items=items
        )


def _papers(one: Answered) -> Iterator[str]:
    yield one.recommendation.item
    for record in (*one.responses, *one.promises, *one.later):
        yield record.item


def _shown(book: Casebook, found: AnyRecord) -> dict[str, Any]:
    """What the page of a record tells of it."""
    values = to_json(found)
    paper = found if isinstance(found, Item) else book.record(getattr(found, "item", None) or "")
    marked = [paper.marking] if isinstance(paper, Item) else []
    evidence = {} if isinstance(found, Actor | Item) else _evidence(book, found)
    return {
        "record": found,
        "told": {name: values[name] for name in sorted(values, key=_LAST.count) if _is_told(name, values)},
        "reviews": reviews_of(book, found.id),
        "seen": {name: values[name] for name in SETTABLE[found.KIND] if name in values},
        "marking": say_marking(marked),
        **evidence,
    }


def _is_told(name: str, values: Mapping[str, Any]) -> bool:
    """Is a field shown: one that says something, and not what another says already?"""
    repeated = name == "date_printed" and values[name] == values.get("date")
    return name not in _HIDDEN and not repeated and values[name] not in (None, "", [])


def _evidence(book: Casebook, found: PaperRecord) -> dict[str, Any]:
    before, _, rest = in_context(book.text_of(found.source), found).partition("»")
    words, _, after = rest.rpartition("«")
    return {"before": before, "words": words, "after": after}


def _doubt(book: Casebook, one: Doubt, items: Mapping[str, Item]) -> dict[str, Any]:
    paper = one.record.id if isinstance(one.record, Item) else getattr(one.record, "item", "")
    values = to_json(one.record)
    return {
        "doubt": one,
        "item": items.get(paper),
        "seen": {one.field: values[one.field]} if one.field else {},
        **_evidence_of(book, one.record),
    }


def _evidence_of(book: Casebook, found: PaperRecord) -> dict[str, Any]:
    """The words around a record; of an item, how it begins."""
    if isinstance(found, Item):
        return {"before": "", "words": found.quote[:400], "after": "…" if len(found.quote) > 400 else ""}
    return _evidence(book, found)


def _gone(book: Casebook, id: str) -> ResponseReturnValue:
    """A record that is not read any more: rejected, perhaps, and to be had back."""
    said = reviews_of(book, id)
    if not said:
        abort(404)
    return make_response(render_template("gone.html", id=id, reviews=said), 410)


def _cut(text: str, marks: Sequence[Span]) -> list[tuple[str, bool]]:
    """A line in pieces, each with whether it is to be set off."""
    edges = sorted({0, len(text), *(edge for mark in marks for edge in mark)})
    return [(text[start:end], any(left <= start < right for left, right in marks)) for start, end in pairwise(edges)]


def _typed(value: str) -> str:
    """A value as it is written in a question."""
    return value if re.fullmatch(r"[\w.-]+", value) else '"' + value.replace('"', " ") + '"'


def _span() -> Span:
    """The place in a text to which an address leads: "at=120-164"."""
    start, _, end = request.args.get("at", "").partition("-")
    return (int(start), int(end)) if start.isascii() and start.isdigit() and end.isascii() and end.isdigit() else (0, 0)


def _said() -> str | None:
    return request.args.get("said")
