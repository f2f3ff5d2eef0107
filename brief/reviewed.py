"""What people said of records, in words.

Review(act="correct", field="when", was="../1951-05-03", now="../1951-06-04", by="Ann Lee", …)
->  "when by 3 May 1951 -> by 4 June 1951, by Ann Lee on 7 May 2024 (the erratum says so)"
"""

from __future__ import annotations

from brief.dates import say_when
from brief.plain import one_line, shorten
from brief.reading import find_places
from corpus.casebook import Casebook
from corpus.reviews import Review, Value, standing

_SHOWN = 60  # characters of a value in a line


def reviews_of(casebook: Casebook, id: str) -> list[Review]:
    """The reviews that stand and are about the record of this id, in their order."""
    reviews = casebook.reviews()
    if not reviews:
        return []
    places = find_places(casebook, reviews)
    return [one for one in standing(reviews) if places[one.id] == id]


def say_review(review: Review) -> str:
    """A review in words: "when by 3 May 1951 -> by 4 June 1951, by Ann Lee on 7 May 2024 (the erratum says so)"."""
    since = f" since {say_when(review.since)}" if review.since and review.since != review.on else ""
    why = f" ({review.why})" if review.why else ""
    source = f", from {review.workbook}" if review.workbook else ""
    return one_line(f"{say_act(review)}{since}, by {review.by} on {say_when(review.on)}{source}{why}")


def say_act(review: Review) -> str:
    """What a review does: "when by 3 May 1951 -> by 4 June 1951", "rejected", "is Ann Lee"."""
    if review.act == "correct":
        return f"{review.field} {say_value(review.was)} -> {say_value(review.now)}"
    if review.act == "merge":
        return f"{review.text} is {review.now}"
    if review.act == "undo":
        return f"took back {review.undoes}"
    return {"confirm": "confirmed", "reject": "rejected", "add": "added"}[review.act]


def say_value(value: Value) -> str:
    """A value in words: dates as people say them, names with "; " between them, what is empty as "nothing"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return shorten("; ".join(map(str, value)), _SHOWN) or "nothing"
    return shorten(say_when(value) if isinstance(value, str) else "", _SHOWN) or "nothing"
