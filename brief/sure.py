"""What is too unsure to list: docket abstains below a confidence, and says how much it left out.

leave_out_unsure([Action(…, confidence=0.96), Action(…, confidence=0.34)])  ->  ([Action(…, confidence=0.96)], 1)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from brief.listing import counted
from corpus.records import UNDECIDED, Action, AnyRecord, Response

# Of what is less sure than this, fewer than half were actions on papers that the rules were not written on (docs/actions.md).
LEAST_SURE = 0.5
# Of an answer that is less sure than this either the words hardly decide, or it is hardly an answer to this (docs/recommendations.md).
LEAST_DECIDED = 0.3
_NONE = "no-response"

R = TypeVar("R", bound=AnyRecord)


def leave_out_unsure(records: Iterable[R], *, every: bool = False) -> tuple[list[R], int]:
    """The records without actions that are too unsure, and how many those are; `every` leaves none out."""
    given = list(records)
    kept = [one for one in given if every or not isinstance(one, Action) or one.confidence >= LEAST_SURE]
    return kept, len(given) - len(kept)


def decide(response: Response) -> str:
    """The disposition of a response as a tracker counts it: "undecided" where it is too unsure."""
    return response.disposition if response.disposition == _NONE or response.confidence >= LEAST_DECIDED else UNDECIDED


def say_disposition(response: Response) -> str:
    """The disposition of a response in words: "accepted", or "undecided, perhaps accepted"."""
    decided = decide(response)
    return f"{decided}, perhaps {response.disposition}" if decided == UNDECIDED else decided


def say_unsure(count: int) -> Sequence[str]:
    """The line below a list that tells what was left out.

    >>> say_unsure(2), say_unsure(0)
    (('Left out: 2 actions of a confidence below 0.5: add --all',), ())
    """
    return (f"Left out: {counted(count, 'action')} of a confidence below {LEAST_SURE}: add --all",) if count else ()
