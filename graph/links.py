"""Ties records to one another across sources: references to papers, answers to recommendations, actions to what they serve.

    Action(about="12") inside the answer to recommendation 12 of a report on file  ->  Action(about="recommendation-1f…")

A link is made where exactly one record fits, and left open where none does or two do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from corpus.names import parse_person
from corpus.records import Action, Actor, AnyRecord, Event, Item, Recommendation, Reference, Response
from extract.numbering import number_key
from graph.answers import drop_quoted, link_answers
from graph.contradictions import link_contradictions
from graph.copies import link_copies
from graph.referring import date_items, link_references, open_file

R = TypeVar("R")
_FEWEST = 3  # initials of a body; two letters are as often a person's
_BY_WORDS = "by-words"  # the rule of an answer that is told by its words alone


def link_records(records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """The same records in the same order with their links filled in.

    Recommendations that a response only repeats from a report on file are left out: the report's own stand for them. So are paragraphs
    that only read like answers, in a paper that answers by number.
    An undated item that a reference pins down takes its date. What a second copy states is left out: the first states it.
    """
    given = link_copies(list(records))
    items = _of(given, Item)
    file = open_file(items, _of(given, Actor))
    references = link_references(_of(given, Reference), file)
    asked = _of(given, Recommendation)
    responses = link_answers(asked, _of(given, Response), items)
    kept = {one.id: one for one in drop_quoted(asked, items)}
    dated = {one.id: one for one in date_items(references, file)}
    linked: list[AnyRecord] = [
        *references,
        *_named_in_full([dated.get(one.id, one) for one in items], _of(given, Actor)),
        *responses,
        *_link_actions(_of(given, Action), responses, kept),
        *link_contradictions(_of(given, Event), file.items),
    ]
    changed = {one.id: one for one in linked}
    repeated = {one.id for one in asked} - set(kept) | _in_passing(responses)
    return [changed.get(one.id, one) for one in given if one.id not in repeated]


def _named_in_full(items: Sequence[Item], actors: Sequence[Actor]) -> list[Item]:
    """The items whose parties go by initials, with the one body on file in their place whose name those begin ("HBF" -> "Harbour Boards Forum")."""
    parties = {name for one in items for name in (*one.senders, *one.addressees)}
    bodies = parties - {actor.name for actor in actors if actor.kind != "body"} | {a.name for a in actors if a.kind == "body"}
    full: dict[str, set[str]] = defaultdict(set)
    for name in bodies:
        if parse_person(name):
            continue
        full["".join(word[0] for word in name.split() if word[0].isupper())].add(name)
    known = {initials: min(names) for initials, names in full.items() if len(initials) >= _FEWEST and len(names) == 1}

    def written_out(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known.get(name, name) for name in names)

    return [replace(one, senders=written_out(one.senders), addressees=written_out(one.addressees)) for one in items]


def _in_passing(responses: Sequence[Response]) -> set[str]:
    """What only looks like an answer: paragraphs that no recommendation is like, in a paper whose answers have numbers."""
    numbered = {one.source for one in responses if one.numbers}
    return {one.id for one in responses if one.rule == _BY_WORDS and not one.answers and one.source in numbered}


def _of(records: Iterable[AnyRecord], kind: type[R]) -> list[R]:
    return [one for one in records if isinstance(one, kind)]


def _link_actions(actions: Sequence[Action], responses: Sequence[Response], known: Mapping[str, Recommendation]) -> list[Action]:
    """The number of a recommendation in `about` becomes its id; a number that could mean two becomes none."""
    by_item: dict[str, list[Response]] = defaultdict(list)
    for response in responses:
        by_item[response.item].append(response)
    by_number: dict[str, set[str]] = defaultdict(set)
    for one in known.values():
        by_number[number_key(one.number)].add(one.id)
    out = []
    for action in actions:
        if action.about is not None and action.about not in known:
            fits = _answered(action, by_item[action.item], known) or by_number[number_key(action.about)]
            out.append(replace(action, about=min(fits) if len(fits) == 1 else None))
    return out


def _answered(action: Action, responses: Sequence[Response], known: Mapping[str, Recommendation]) -> set[str]:
    """The recommendations of this number that the response around the action answers."""
    number = number_key(action.about or "")
    around = [one for one in responses if one.start <= action.start < one.end]
    return {answer for one in around for answer in one.answers if answer in known and number_key(known[answer].number) == number}
