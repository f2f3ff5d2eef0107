"""What kind of paper an item is, from its split, heading, title and marks.

    "Government response to the report of the Ferry Inquiry"  ->  "response"

Words of titles that tell a kind are in `extract/rules/kinds.jsonl`, the most telling first.
"""

from __future__ import annotations

import re

from corpus.ruletables import read_rules
from extract.layout import Layout

_NOTE_PARAGRAPHS = 30  # a paper without any head longer than this is a paper, not a note
_PRESENT = frozenset({"present", "attendees", "apologies", "in attendance", "attending", "members present"})


def item_kind(layout: Layout, hint: str, subject: str, salutation: str, heading: str) -> str:
    """The kind of an item. `hint` is what the split told, `heading` the kind that an editor's heading names."""
    if hint and hint not in ("annex", "note"):
        return hint
    told = _told(layout, subject)
    if hint == "annex":
        return "response" if told == "response" else "annex"
    form = _by_form(layout, heading, bool(salutation))
    return "draft-letter" if form == "letter" and _is_draft(layout) else form or told or _by_length(layout, hint)


def _is_draft(layout: Layout) -> bool:
    """Does a line of the head say nothing but that this is a draft?"""
    rules = [rule for rule in read_rules("extract.rules", "kinds") if rule.label == "draft"]
    return any(rule.pattern.search(line.text) for rule in rules for p in layout.head for line in p.lines)


def _by_form(layout: Layout, heading: str, greeted: bool) -> str:
    """The kind by the form of the head: e-mail, what a heading names, letter, fax, minute."""
    marks = {m for p in layout.head for m in p.marks}
    told = _told(layout, "")
    if _is_mail(layout):
        return "e-mail"
    if "telegram" in marks and marks & {"from", "to"}:
        return "telegram"
    if heading:
        word = heading.rsplit(maxsplit=1)[-1].rstrip("s")
        return {"memorandum": "minute", "email": "e-mail"}.get(word, word)
    if greeted or "salutation" in marks:
        return "letter"
    if told == "fax" and marks & {"from", "to", "date-label"}:
        return "fax"
    if told in ("response", "minutes") or _looks_like_minutes(layout):
        return told if told == "response" else "minutes"
    closed = any("close" in p.marks for p in layout.foot)
    letter = closed or "from-office" in marks or {"letterhead", "addressee", "date"} <= marks
    to_office = "office" in marks and not marks & {"letterhead", "from-office"}
    if (
        marks & {"from", "memo", "minute"}
        or to_office
        or _is_routed(layout, marks)
        or (not letter and "office" in marks and marks & {"date", "letterhead"})
    ):
        return "minute"
    return "letter" if letter else ""


def _is_routed(layout: Layout, marks: set[str]) -> bool:
    """Does it begin with somebody's name and a copy list, without letterhead: "MR BELL    cc: Mr Crane"?"""
    first = next((p for p in layout.head if p.marks - {"marking", "page", "reference", "date"}), None)
    named = first is not None and bool(first.lines[0].marks & {"name", "addressee"})
    return named and "cc" in marks and not marks & {"letterhead", "salutation"}


def _is_mail(layout: Layout) -> bool:
    """An e-mail says when it was sent, or gives addresses after From: or To:."""
    lines = [line for p in layout.head for line in p.lines]
    return any(re.match(r"\W*(?:Sent|SENT):", line.text) or (line.marks & {"from", "to"} and "@" in line.text) for line in lines)


def _told(layout: Layout, subject: str) -> str:
    """The kind that the titles name."""
    parties = {"from", "to", "cc"}
    lines = [p.text if not p.marks & parties else line.text for p in layout.head for line in p.lines if not line.marks & parties]
    titles = "\n".join([subject, *dict.fromkeys(lines)])
    rules = (rule for rule in read_rules("extract.rules", "kinds") if rule.label != "draft")
    return next((rule.label for rule in rules if rule.pattern.search(titles)), "")


def _by_length(layout: Layout, hint: str) -> str:
    if any("front-report" in p.marks for p in layout.head):
        return "report"
    return hint or ("note" if len(layout.body) < _NOTE_PARAGRAPHS else "paper")


def _looks_like_minutes(layout: Layout) -> bool:
    lines = [line.text for p in (*layout.head, *layout.body[:12]) for line in p.lines]
    cells = (cell.split(":", 1)[0] for line in lines for cell in line.split("\t"))  # "Present", "Present: Ida Holm"
    return bool({cell.strip(" *#").casefold() for cell in cells} & _PRESENT)
