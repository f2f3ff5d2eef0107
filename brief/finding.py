"""Answers a question from the search index: the best places first, each with its words, source, page and item.

list_hits(find(Path("casebook"), Wanted("who promised guidance by March"), date(2004, 5, 1)), …)
->  1  promise  by 31 March 2004  Home Office  letter.txt p. 2  “We will issue guidance by the end of March.”
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from brief.dates import say_when
from brief.excerpts import Excerpt, cut_excerpt
from brief.facts import gather_facts
from brief.listing import WHERE, Column, Listing, cite, counted, place
from brief.markings import LeftOut
from brief.plain import one_line, shorten
from brief.reading import open_casebook, read
from brief.showing import find_shown, text_of_shown
from corpus.records import Item, Record
from index.casebook_index import search_casebook, search_like
from index.search import Example, Hit, SearchResult, say_title

_SHOWN = 400  # characters of a hit's words in a table
_ECHO = 200  # of a question said back, and of how it was understood
_WHO, _PAPER, _WHAT = 80, 200, 160  # of those who are named, of the paper, of what is to be done
_FACET_VALUES = 12  # of each facet are told
_SAYS = 0.6  # of the words of what is to be done stand in the quote: it need not be said again
_WORD = re.compile(r"\w+")
_FIELDS = (
    *("rank", "kind", "force", "status", "disposition", "when", "who", "what", "date", "subject", "title", "item_kind"),
    *("source", "page", "item", "marking", "start", "end", "copies", "listed", "quote", "score"),
)
COLUMNS = (*map(Column, ("", "Kind", "When", "Who")), Column("What", "below"), Column("Paper", "below"), WHERE, Column("Words"))


class Wanted(NamedTuple):
    """What is searched for: a question, or with `like` the id of something on file whose like is sought in the bounds of it."""

    question: str
    like: str = ""
    limit: int | None = 10
    offset: int = 0


def find(folder: Path, wanted: Wanted, today: date) -> SearchResult:
    """The places that answer a question, best first: at most `limit` of them after the first `offset`; all where it is None.

    A question for what is outstanding or overdue that names no day means `today`.
    """
    with open_casebook(folder):  # what was said of records since the last command is laid over them
        pass
    if wanted.like:
        example = _example(folder, wanted.like)
        return search_like(folder, example, wanted.question, limit=wanted.limit, offset=wanted.offset)
    facts = gather_facts(folder, today)
    return search_casebook(folder, wanted.question, limit=wanted.limit, offset=wanted.offset, facts=facts)


def hold_hits(result: SearchResult, wanted: Wanted, left_out: LeftOut) -> tuple[SearchResult, str]:
    """Of all hits those that were asked for among the papers not left out, and what to say of the others.

    Facets, which count all, go, and so do the spellings of other papers.
    """
    kept = [hit for hit in result.hits if hit.item not in left_out.papers]
    shown = kept[wanted.offset :] if wanted.limit is None else kept[wanted.offset : wanted.offset + wanted.limit]
    told = left_out.say(len(result.hits) - len(kept), len(result.hits))
    listed = None if result.listed is None else sum(hit.listed for hit in kept)
    return replace(result, hits=shown, total=len(kept), listed=listed, facets={}, suggestions=[]), told


def list_hits(result: SearchResult, wanted: Wanted, *, facets: bool = False, held: str = "") -> Listing:
    """A search result as a listing, with the counts of its facets below where asked for; `held` as in `Listing`."""
    ranked = list(enumerate(result.hits, wanted.offset + 1))
    excerpts = [cut_excerpt(hit.quote, hit.marks, _SHOWN) for hit in result.hits]
    return Listing(
        title=_title(_asked(wanted), result.total, len(ranked), wanted.offset),
        columns=COLUMNS,
        rows=tuple(_row(rank, hit, excerpt) for (rank, hit), excerpt in zip(ranked, excerpts, strict=True)),
        fields=_FIELDS,
        records=tuple({**hit.to_json(), "rank": rank} for rank, hit in ranked),
        markings=tuple(hit.marking for hit in result.hits),
        notes=(*_notes(result), *(_facet_lines(result) if facets else ())),
        bold=tuple(excerpt.marks for excerpt in excerpts),
        heading="Search",
        cited=tuple((cite(hit, hit.item),) for hit in result.hits),
        held=held,
    )


def whole_json(result: SearchResult, wanted: Wanted) -> dict[str, Any]:
    """A search result with all that is known of it: hits, how many in all, how it was understood, counts of facets."""
    return {
        "total": result.total,
        "understood": result.understood,
        "suggestions": result.suggestions,
        "facets": result.facets,
        "hits": list(list_hits(result, wanted).records),
    }


def _example(folder: Path, asked: str) -> Example:
    with open_casebook(folder) as casebook:
        shown = find_shown(casebook, asked)
        text = text_of_shown(casebook, shown)
        items = read(casebook, Item)
    if not isinstance(shown, Record):
        return Example(text=text, source=shown.name, start=0, end=len(text))  # a source
    item = shown.id if isinstance(shown, Item) else getattr(shown, "item", "")
    first = next((one.duplicate_of or one.id for one in items if one.id == item), item)
    return Example(
        text=text,
        source=shown.source,
        start=shown.start,
        end=shown.end,
        kind=shown.KIND.removesuffix("s"),
        force=getattr(shown, "force", ""),
        copies=frozenset({first, item}) if isinstance(shown, Item) else frozenset(),
    )


def _asked(wanted: Wanted) -> str:
    said = f"“{shorten(wanted.question, _ECHO)}”" if wanted.question else ""
    return " in ".join(filter(None, (f"what is like {wanted.like}" if wanted.like else "", said)))


def _facet_lines(result: SearchResult) -> Iterator[str]:
    """A line for each facet that has values, commonest first, in the words by which a search is narrowed to it."""
    for name, counts in result.facets.items():
        told = [f"{_as_typed(value)} ({count:,})" for value, count in list(counts.items())[:_FACET_VALUES]]
        more = len(counts) - len(told)
        if told:
            yield f"{name}: {', '.join(told)}{f' and {more:,} more' if more > 0 else ''}"


def _as_typed(value: str) -> str:
    return value if re.fullmatch(r"[\w.-]+", value) else f'"{one_line(value)}"'


def _row(rank: int, hit: Hit, excerpt: Excerpt) -> tuple[str, ...]:
    return (
        str(rank),
        _kind(hit),
        say_when(hit.when),
        shorten(hit.who, _WHO),
        _what(hit),
        shorten(say_title(say_when(hit.date), hit.senders, hit.addressees, one_line(hit.subject)), _PAPER),
        place(hit, hit.item) + (f"; in {hit.copies} copies" if hit.copies else ""),
        excerpt.text,
    )


def _kind(hit: Hit) -> str:
    """What sort of thing it is: "promise, overdue", "response, rejected", "passage of the letter"."""
    sort = hit.force or (f"passage of the {hit.item_kind}" if hit.kind == "item" and hit.item_kind else hit.kind)
    return ", ".join(filter(None, (sort, hit.status, hit.disposition)))


def _what(hit: Hit) -> str:
    """What is to be done or was answered, where most of it does not stand in the words themselves."""
    words, said = _WORD.findall(hit.what.casefold()), set(_WORD.findall(hit.quote.casefold()))
    return "" if sum(word in said for word in words) > _SAYS * len(words) else shorten(hit.what, _WHAT)


def _title(asked: str, total: int, shown: int, offset: int) -> str:
    if not total:
        return f"Nothing found for {asked}"
    told = f"; these are {offset + 1:,} to {offset + shown:,}" if shown and shown < total else ""
    told = told if shown else f"; none is left after leaving out {offset:,}"
    return f"{counted(total, 'place')} for {asked}{told}"


def _notes(result: SearchResult) -> tuple[str, ...]:
    notes = [f"Understood as: {shorten(result.understood, _ECHO)}"] if result.understood else []
    if result.listed is not None:
        others = result.listed < result.total
        told = (
            f"{result.listed:,} of the {counted(result.total, 'place')}; the others hold the words" if others else "all of them"
        )
        notes.append(f"On this list: {told}")
    notes += [f"Did you mean: {', '.join(result.suggestions)}"] if result.suggestions else []
    return tuple(notes)
