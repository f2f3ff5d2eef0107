"""The one way in which a page reaches the casebook: as much of it as whoever asks may see, and may change.

    with casebook() as book:                          # held to the ceiling of the user of this request
        return answer(book, list_missing(book), "listing.html")
    find(folder(), wanted, today)                     # the same, for what takes a folder: search, the list of sources
    keep_said(lambda book: [reject(book, record, hand)])   # a change: judged by what the user sees, kept in the casebook itself

No other module of these pages opens a casebook or knows where it is (tests/test_web_access.py). Whatever is left out for a user is left
out of what these give, so that a page has nothing to leave out itself: a record above the ceiling is None, as one that there never was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import abort, current_app

from brief.reading import open_casebook, refresh_links
from brief.reviewing import keep_made
from corpus.casebook import Casebook
from corpus.reviews import Review

CASEBOOK = "CASEBOOK"  # of the application's settings: the folder that is served


def called() -> str:
    """What the casebook is called on pages and in files, whoever asks."""
    return str(_served())


def folder() -> Path:
    """The folder of the casebook as the user of this request may see it: to be read, never to be named or written to."""
    return _served()


@contextmanager
def casebook() -> Iterator[Casebook]:
    """The casebook as the user of this request may see it, open: to be read, never to be written to."""
    with open_casebook(folder()) as book:
        yield book


def may_review() -> bool:
    """May the user of this request change anything?"""
    return True


def keep_said(make: Callable[[Casebook], Iterable[Review]]) -> list[Review]:
    """Keep the reviews that `make` makes of the casebook as the user sees it; they are returned with their ids.

    Where somebody else changes the casebook meanwhile they are made, and judged, anew. Refused where the user may only read.
    """
    with open_casebook(folder_to_change()) as book:
        kept = keep_made(book, lambda: make(book))
        refresh_links(book)
    return kept


def folder_to_change() -> Path:
    """The folder of the casebook itself, for what adds papers to it; nothing that it holds may be told. Refused where the user may only read."""
    if not may_review():
        abort(403, "You may read this casebook and not change it.")
    return _served()


def _served() -> Path:
    found: Path = current_app.config[CASEBOOK]
    return found
