"""Makes anew what is derived from a casebook: its links and its search index."""

from __future__ import annotations

from pathlib import Path

from brief.reading import refresh_links
from corpus.casebook import Casebook
from index.casebook_index import rebuild_index


def rebuild(folder: Path) -> None:
    """Link all records of the casebook anew, and write its search index from nothing."""
    with Casebook.open(folder) as casebook:
        refresh_links(casebook)
    rebuild_index(folder)
