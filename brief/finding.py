"""Answers a question from the search index: the best places first, each with its words, source, page and item.

list_hits(Path("casebook"), "who promised guidance by March", limit=10, today=date(2004, 5, 1))
->  1  promise  by 31 March 2004  Home Office  letter.txt p. 2  “We will issue guidance by the end of March.”
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brief.dates import say_when
from brief.facts import gather_facts
from brief.listing import WHERE, Column, Listing, counted, place
from brief.plain import one_line, shorten
from index.casebook_index import search_casebook
from index.search import Hit, SearchResult

_SHOWN = 400  # characters of a hit's words in a table
_ECHO = 200  # of a question said back, and of how it was understood
_FIELDS = ("rank", "kind", "when", "who", "what", "title", "source", "page", "item", "marking", "start", "end", "quote", "score")


def list_hits(folder: Path, question: str, *, limit: int | None, offset: int = 0, today: date) -> Listing:
    """The places that answer a question, best first: at most `limit` of them after the first `offset`; all where it is None.

    A question for what is outstanding or overdue that names no day means `today`.
    """
    result = search_casebook(folder, question, limit=limit, offset=offset, facts=gather_facts(folder, today))
    ranked = list(enumerate(result.hits, offset + 1))
    return Listing(
        title=_title(question, result.total, len(ranked), offset),
        columns=(*map(Column, ("", "Kind", "When", "Who")), WHERE, Column("Paper", "above"), Column("Words")),
        rows=tuple(_row(rank, hit) for rank, hit in ranked),
        fields=_FIELDS,
        records=tuple({**hit.to_json(), "rank": rank} for rank, hit in ranked),
        markings=tuple(hit.marking for hit in result.hits),
        notes=_notes(result),
    )


def _row(rank: int, hit: Hit) -> tuple[str, ...]:
    return (
        str(rank),
        hit.kind,
        say_when(hit.when),
        hit.who,
        place(hit, hit.item),
        one_line(hit.title),
        shorten(hit.quote, _SHOWN),
    )


def _title(question: str, total: int, shown: int, offset: int) -> str:
    asked = shorten(question, _ECHO)
    if not total:
        return f"Nothing found for “{asked}”"
    told = f"; these are {offset + 1:,} to {offset + shown:,}" if shown and shown < total else ""
    told = told if shown else f"; none is left after leaving out {offset:,}"
    return f"{counted(total, 'place')} for “{asked}”{told}"


def _notes(result: SearchResult) -> tuple[str, ...]:
    notes = [f"Understood as: {shorten(result.understood, _ECHO)}"] if result.understood else []
    notes += [f"Did you mean: {', '.join(result.suggestions)}"] if result.suggestions else []
    return tuple(notes)
