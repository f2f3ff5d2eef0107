"""What is said of a record on a page becomes a review.

POST /reviews  record=action-3f2a… act=correct field=when value="by 4 June 1951" seen={"when": "../1951-05-03"} by="Ann Lee"
->  kept, and back to the page of the record
"""

from __future__ import annotations

import json
from datetime import date

from flask import Blueprint, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from brief.reviewing import Hand, ReviewConflictError, confirm, correct, field_named, reject, undo
from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.reviews import Review, Value
from web.access import keep_said

blueprint = Blueprint("settling", __name__)
_LONGEST_NAME = 80


@blueprint.post("/reviews")
def settle() -> ResponseReturnValue:
    """Keep one review, and go back to the page on which it was made."""
    by = _given("by") or str(session.get("by", ""))
    if not by or len(by) > _LONGEST_NAME:
        raise DocketError("A review keeps who made it: write your name")
    hand = Hand(by, date.today(), _given("why"), bool(_given("anyway")))
    try:
        (kept,) = keep_said(lambda book: [_said(book, hand)])
    except ReviewConflictError as error:
        return render_template("conflict.html", told=str(error), form=request.form), 409
    session["by"] = by
    return redirect(_back(kept), 303)


def _said(book: Casebook, hand: Hand) -> Review:
    """The review that a form asks for."""
    if _given("act") == "undo":
        found = [one for one in book.reviews() if one.id == _given("review")]
        if not found:
            raise DocketError(f"there is no review {_given('review')}; it may have been made in another casebook")
        return undo(book, found[0], hand)
    record = book.record(_given("record"))
    if record is None:
        raise DocketError(f"{_given('record')} is not read any more; its page tells why")
    match _given("act"):
        case "confirm":
            return confirm(book, record, hand, seen=_seen())
        case "reject":
            return reject(book, record, hand)
        case "correct":
            return correct(
                book, record, _given("field"), _given("value"), hand, seen=_value_seen(record.KIND), since=_given("since")
            )
    raise DocketError("say of a record that it is right, none, or another")


def _seen() -> dict[str, Value]:
    """The values that stood on the page, as far as they are known."""
    try:
        seen = json.loads(request.form.get("seen", "{}"))
    except ValueError:
        return {}
    return seen if isinstance(seen, dict) else {}


def _value_seen(kind: str) -> list[Value]:
    """The value of the field that is corrected, as it stood on the page; none where that is not known."""
    name, seen = field_named(kind, _given("field")), _seen()
    return [seen[name]] if name in seen else []


def _back(kept: Review) -> str:
    """The page to go to: one of this site, or that of the record."""
    page = _given("back")
    inside = page.startswith("/") and not page.startswith(("//", "/\\"))
    page = page if inside else f"/records/{kept.record}"
    return f"{page}{'&' if '?' in page else '?'}said={kept.id}"


def _given(name: str) -> str:
    return request.form.get(name, "").strip()
