"""What the links, the network and the chronology of a large casebook cost, and what one more paper costs then.

.venv/bin/python bench/links.py             100,000 invented records
.venv/bin/python bench/links.py 20000       as many as you say

The records are of an invented ministry: letters that answer one another, events and promises in them, reports with answers.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count, islice
from random import Random
from typing import Any, TypeVar

from corpus.records import Action, Actor, AnyRecord, Event, Item, Recommendation, Reference, Response
from graph.chronology import build_chronology
from graph.conflicts import find_conflicts
from graph.links import link_records
from graph.missing import find_missing
from graph.network import build_graph, update_graph
from graph.threads import build_thread

T = TypeVar("T")
_PEOPLE = 400
_FIRST = date(1990, 1, 1)
_PLACES = "weir lock harbour quay sluice barge ferry pier beacon pilot tide gate towpath culvert mooring dredger buoy basin wharf".split()
_WORDS = [
    f"{place}{part}"
    for place in _PLACES
    for part in " side head foot wall house road yard bank end field works master".split(" ")
]


def main(arguments: Sequence[str]) -> None:
    size = int(arguments[0]) if arguments else 100_000
    records = [*people(), *islice(papers(), size - _PEOPLE)]
    print(f"{len(records):,} records")
    linked = _timed("links between all of them", lambda: link_records(records))
    graph = _timed("network of all of them", lambda: build_graph(linked))
    print(f"    {graph.number_of_nodes():,} nodes, {graph.number_of_edges():,} ties")
    letter = next(one for one in reversed(linked) if isinstance(one, Item))
    new = [one for one in linked if one.id == letter.id or getattr(one, "item", "") == letter.id]
    _timed("  one paper anew in it", lambda: update_graph(graph, new, new))
    _timed("what is missing", lambda: find_missing(linked))
    _timed("where papers differ", lambda: find_conflicts(linked))
    _timed("exchange of one paper", lambda: build_thread(linked, letter.id))
    _timed("chronology", lambda: build_chronology(linked))
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB of memory")


def _timed(what: str, work: Callable[[], T]) -> T:
    start = time.process_time()
    done = work()
    print(f"{time.process_time() - start:7.2f} s  {what}")
    return done


def people() -> list[AnyRecord]:
    return [Actor(id=f"actor-{n}", name=_person(n), kind="person") for n in range(_PEOPLE)]


def _person(number: int) -> str:
    return (
        f"{'Ann Bo Mary Sam Eve Tom Una Ivo'.split()[number % 8]} {chr(65 + number // 26 % 26)}{chr(97 + number % 26)}row{number}"
    )


def papers() -> Iterator[AnyRecord]:
    """Letter after letter with what is in it; every hundredth paper is a report, and the next one answers it."""
    chance = Random(7)
    for number in count():
        if number % 100 == 98:
            yield from _report(number, chance)
        elif number % 100 == 99:
            yield from _response(number, chance)
        else:
            yield from _letter(number, chance)


def _evidence(number: int, start: int, quote: str) -> dict[str, Any]:
    return {"source": f"{number}.txt", "start": start, "end": start + len(quote), "page": None, "quote": quote}


def _day(number: int) -> str:
    return (_FIRST + timedelta(days=number // 8)).isoformat()


def _matter(chance: Random) -> str:
    return " ".join(chance.sample(_WORDS, 4))


def _letter(number: int, chance: Random) -> Iterator[AnyRecord]:
    item, subject = f"item-{number}", _matter(chance)
    pair = (_person(chance.randrange(_PEOPLE)), _person(chance.randrange(_PEOPLE)))
    yield Item(
        id=item, kind="letter", date=_day(number), senders=pair[:1], addressees=pair[1:], subject=subject, copy_keys=(f"k{number}",),
        **_evidence(number, 0, f"{subject}\n\n{_matter(chance)} is to be seen to."),
    )  # fmt: skip
    for n in range(2):
        words = f"{chance.choice(_WORDS).title()} {number}: the {_matter(chance)} was opened"
        yield Event(id=f"event-{number}-{n}", item=item, date=_day(number - n), text=words, **_evidence(number, 100 + n, words))
        words = f"mend the {_matter(chance)}"
        yield Action(
            id=f"action-{number}-{n}", item=item, force="promise", who=pair[0], what=words, to=pair[1],
            when=f"../{_day(number + 400)}", **_evidence(number, 200 + n, words),
        )  # fmt: skip
    words = "your letter"
    yield Reference(
        id=f"reference-{number}", item=item, text=words, kind="letter", date=_day(max(number - chance.randrange(1, 99), 0)),
        sender=pair[1], addressee=pair[0], **_evidence(number, 300, words),
    )  # fmt: skip


def _report(number: int, chance: Random) -> Iterator[AnyRecord]:
    title = f"Inquiry {number} into {_matter(chance)}"
    yield Item(id=f"item-{number}", kind="report", date=_day(number), subject=title, **_evidence(number, 0, title))
    for n in range(1, 21):
        words = f"The board should mend the {_matter(chance)} {number}"
        yield Recommendation(
            id=f"recommendation-{number}-{n}", item=f"item-{number}", report=title, number=str(n), text=words,
            **_evidence(number, 100 * n, words),
        )  # fmt: skip


def _response(number: int, chance: Random) -> Iterator[AnyRecord]:
    title = f"Response to Inquiry {number - 1}"
    yield Item(id=f"item-{number}", kind="response", date=_day(number + 60), subject=title, **_evidence(number, 0, title))
    for n in range(1, 21):
        words = f"The board will mend the {_matter(chance)}"
        yield Response(
            id=f"response-{number}-{n}", item=f"item-{number}", numbers=(str(n),), report=f"Inquiry {number - 1}", text=words,
            disposition="accepted", **_evidence(number, 100 * n, words),
        )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
