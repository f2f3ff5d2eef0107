"""The pages that show: search, lists, one item, one record, one recommendation; each can be had as a file too.

GET /promises?who=Home+Office&format=csv  ->  the same promises as CSV
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from brief.actions import ANY_FORCE, ActionQuery, list_actions
from brief.dates import parse_when
from brief.doubtful import MATTERS, Doubt, find_doubts
from brief.finding import Wanted, find, list_hits
from brief.handout import Asked, Links, handout_of
from brief.handout_files import FORMS
from brief.listing import Listing, render
from brief.markings import say_marking
from brief.missing import list_missing
from brief.reading import items_by_id, open_casebook, read
from brief.recommendations import Answered, RecommendationQuery, find_recommendations, list_recommendations
from brief.reviewed import reviews_of
from brief.reviewing import SETTABLE
from brief.reviews import list_reviews
from brief.showing import in_context, list_items, records_of
from brief.state import list_sources
from brief.threads import list_thread
from brief.timeline import ChronologyQuery, list_chronology
from corpus.casebook import Casebook
from corpus.edtf import due_day
from corpus.records import FORCES, STATUSES, TRACKED, Actor, AnyRecord, Date, Item, PaperRecord, Recommendation, to_json
from corpus.reviews import Review
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
_HIDDEN = frozenset({"quote", "mentions", "zones", "flags", "id", "start", "end"})
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.app_context_processor
def _frame() -> dict[str, Any]:
    """What stands on every page."""
    return {
        "pages": PAGES,
        "file_forms": list(_TYPES),
        "file_address": _file_address,
        "settable": SETTABLE,
        "said_review": _said_review,
        "here": _here,
    }


def _said_review() -> Review | None:
    """The review that was made just now, on the way to this page."""
    id = request.args.get("said", "")
    if not id:
        return None
    with _casebook() as book:
        return next((one for one in book.reviews() if one.id == id), None)


def _here() -> str:
    """The address of the page that is shown, without what was said on the way to it."""
    return _address({name: value for name, value in request.args.items() if name != "said"})


def _address(asked: Mapping[str, str]) -> str:
    """The address of the page that is shown, asked otherwise."""
    return quote(request.path) + (f"?{urlencode(asked)}" if asked else "")


@blueprint.get("/")
def search() -> ResponseReturnValue:
    """Search: a question, and the places that answer it."""
    question, start = _given("q"), max(request.args.get("from", 0, int), 0)
    if not any(letter.isalnum() for letter in question):
        return render_template("search.html", question=question, listing=None)
    wanted = Wanted(question, "", _AT_ONCE, start)
    result = find(_folder(), wanted, date.today())
    listing = list_hits(result, wanted)
    more = start + len(result.hits) if start + len(result.hits) < result.total else 0
    marked = [(hit, row, _cut(row[-1], bold)) for hit, row, bold in zip(result.hits, listing.rows, listing.bold, strict=True)]
    facets = {
        name: [(value, count, f"{question} {name}:{_typed(value)}") for value, count in list(counts.items())[:_FEW]]
        for name, counts in result.facets.items()
        if counts and f" {name}:" not in question  # narrowed to one of them already
    }
    return _answer(listing, "search.html", question=question, marked=marked, facets=facets, more=more, start=start, step=_AT_ONCE)


@blueprint.get("/promises")
def promises() -> ResponseReturnValue:
    """Who promised what, to whom, by when, and what became of it by a day."""
    day = _day("as_of") or date.today()
    query = ActionQuery(
        who=_given("who"), to=_given("to"), by=_date("by"), after=_date("after"), force=_choice("force", (*FORCES, ANY_FORCE), "promise"),
        status=_choice("status", STATUSES, ""), as_of=day, every=bool(_given("all")),
    )  # fmt: skip
    with _casebook() as book:
        return _answer(list_actions(book, query), "promises.html", query=query, forces=(*FORCES, ANY_FORCE), statuses=STATUSES)


@blueprint.get("/recommendations")
def recommendations() -> ResponseReturnValue:
    """The tracker: every recommendation and its answer."""
    query = RecommendationQuery(
        report=_given("report"), disposition=_choice("disposition", TRACKED, ""), outstanding=bool(_given("outstanding")), as_of=_day("as_of"),
    )  # fmt: skip
    with _casebook() as book:
        return _answer(list_recommendations(book, query), "recommendations.html", query=query, dispositions=TRACKED)


@blueprint.get("/chronology")
def chronology() -> ResponseReturnValue:
    """What happened, and was to, in order."""
    asked = {"topic": _given("topic"), "first": _date("from"), "last": _date("to"), "who": _given("who")}
    query = ChronologyQuery(**asked, key=bool(_given("key")))
    with _casebook() as book:
        return _answer(list_chronology(book, query, every=bool(_given("all"))), "chronology.html")


@blueprint.get("/missing")
def missing() -> ResponseReturnValue:
    """Papers that are referred to and not on file."""
    with _casebook() as book:
        return _answer(list_missing(book), "listing.html", name="Missing")


@blueprint.get("/sources")
def sources() -> ResponseReturnValue:
    """The sources, with what was found in them."""
    return _answer(list_sources(_folder()), "sources.html")


@blueprint.get("/sources/<path:name>")
def source(name: str) -> ResponseReturnValue:
    """One source: its items."""
    with _casebook() as book:
        stored = book.source(name)
        if stored is None:
            abort(404)
        return _answer(list_items(book, stored), "listing.html", name=stored.name)


@blueprint.get("/reviews")
def reviews() -> ResponseReturnValue:
    """What people said of records."""
    with _casebook() as book:
        return _answer(list_reviews(book), "listing.html", name="Reviews")


@blueprint.get("/doubtful")
def doubtful() -> ResponseReturnValue:
    """What docket is unsure of, what matters most first, to be settled here."""
    matter, start = _choice("matter", MATTERS, ""), max(request.args.get("from", 0, int), 0)
    with _casebook() as book:
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
    with _casebook() as book:
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
    with _casebook() as book:
        found = book.record(id)
        if not isinstance(found, Item):
            return _gone(book, id)
        by_kind = records_of(book, found)
        inside = [one for kind, records in by_kind.items() if kind != Date.KIND for one in records if not isinstance(one, Actor)]
        parts = cut_parts(book.text_of(found.source), found, inside, _span())
        copies = [one for one in read(book, Item) if found.id in (one.duplicate_of, one.part_of)]
        return render_template(
            "item.html", **_shown(book, found), parts=parts, by_kind=by_kind, attached=copies, thread=list_thread(book, found.id)
        )


@blueprint.get("/recommendations/<id>")
def recommendation(id: str) -> ResponseReturnValue:
    """One recommendation whole: its answers, the promises made in them, its history."""
    with _casebook() as book:
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
        "told": {name: value for name, value in values.items() if name not in _HIDDEN and value not in (None, "", [])},
        "reviews": reviews_of(book, found.id),
        "seen": {name: values[name] for name in SETTABLE[found.KIND] if name in values},
        "marking": say_marking(marked),
        **evidence,
    }


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


def _answer(listing: Listing, template: str, **context: Any) -> ResponseReturnValue:
    """A listing as the page or the file that was asked for."""
    form = _given("format")
    if not form:
        return render_template(template, listing=listing, columns=_used(listing), marking=_marking(listing), **context)
    if form not in _TYPES:
        abort(404)
    return _file(listing, form)


def _file(listing: Listing, form: str) -> Response:
    if form in FORMS:
        with _casebook() as book:
            handout = handout_of(listing, Asked(str(_folder()), request.path + _query(), _day("as_of")), Links(book))
        data = FORMS[form](handout)
    else:
        data = render(listing, form).encode("utf-8", "replace")
    name = f"docket-{request.path.strip('/').replace('/', '-') or 'search'}.{form}"
    return send_file(io.BytesIO(data), mimetype=_TYPES[form], as_attachment=True, download_name=name)


def _file_address(form: str) -> str:
    """The address of the page that is shown, as a file."""
    return _address({**request.args.to_dict(), "format": form})


def _query() -> str:
    asked = "&".join(f"{name}={value}" for name, value in request.args.items() if name != "format" and value)
    return f"?{asked}" if asked else ""


def _used(listing: Listing) -> list[int]:
    """The columns in which something stands."""
    return [number for number in range(len(listing.columns)) if any(row[number].strip() for row in listing.rows)]


def _marking(listing: Listing) -> str:
    return "" if listing.markings is None else say_marking(listing.markings)


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


def _given(name: str) -> str:
    return request.args.get(name, "").strip()


def _choice(name: str, known: Sequence[str], otherwise: str) -> str:
    given = _given(name)
    return given if given in known else otherwise


def _date(name: str) -> str:
    return parse_when(given) if (given := _given(name)) else ""


def _day(name: str) -> date | None:
    return due_day(_date(name))


def _folder() -> Path:
    folder: Path = current_app.config["CASEBOOK"]
    return folder


@contextmanager
def _casebook() -> Iterator[Casebook]:
    with open_casebook(_folder()) as book:
        yield book
