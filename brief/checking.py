"""Proves a casebook: the database is whole, every quote is what stands on the page, links and index are of today, the papers are as read.

check_casebook(Path("casebook"))
->  Checked(looked_at=["4 sources, 212 quotes", …], wrong=["letter.txt action-3f…: its quote is not what stands at 210 to 260"], moved=["…"])

Nothing is changed. What is wrong in what is derived (links, index) `repair` makes anew; what is wrong in the database a backup mends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from brief.listing import counted
from brief.plain import one_line
from brief.rebuilding import rebuild
from corpus.casebook import Casebook, StoredSource
from corpus.records import RECORD_TYPES, Actor, Record
from index.casebook_index import is_index_behind, is_index_fresh

_SHOWN = 20  # lines of one sort


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, in lines: what is wrong in the casebook, what in what is derived from it, and papers that are not as read.

    A paper that was moved, changed or deleted takes nothing from the casebook, which holds its text: that is no fault of it. Nor is an
    index that is merely `behind` what was last said of a record: the next search brings it up to date.
    """

    sources: int
    quotes: int
    wrong: tuple[str, ...]
    stale: tuple[str, ...]
    papers: tuple[str, ...]
    behind: bool = False


def check_casebook(folder: Path) -> Checked:
    """Look at all that can be proved of the casebook in this folder. CasebookError where it can't be opened at all."""
    with Casebook.open(folder) as casebook:
        sources = casebook.sources()
        wrong, quotes = casebook.find_damage(), 0
        for source in [] if wrong else sources:
            counted_here, found = _check_quotes(casebook, source)
            quotes += counted_here
            wrong += found
        linked = casebook.links_fresh()
    stale = [] if linked else ["the links between papers are older than the papers"]
    behind = is_index_behind(folder)
    if not behind and not is_index_fresh(folder):
        stale.append("the search index is missing, damaged, or of another casebook")
    papers = [line for source in sources for line in _check_paper(source)]
    return Checked(len(sources), quotes, tuple(wrong), tuple(stale), tuple(papers), behind)


def repair_casebook(folder: Path) -> Checked:
    """Make anew all that is derived, then check."""
    rebuild(folder)
    return check_casebook(folder)


def back_up(folder: Path, path: Path) -> str:
    """Write a whole copy of the casebook to a file; what was written, in words."""
    with Casebook.open(folder) as casebook:
        casebook.copy_to(path)
        count = len(casebook.sources())
    return f"Wrote a copy of {counted(count, 'source')} to {path}; to use it, put it into an empty folder as casebook.db."


def say_check(checked: Checked) -> list[str]:
    """What a check found, in lines for people."""
    lines = [f"Looked at {counted(checked.sources, 'source')} and {counted(checked.quotes, 'quote')}."]
    lines += _headed("Wrong in the casebook", checked.wrong)
    lines += _headed("Not up to date (docket repair makes it anew)", checked.stale)
    lines += _headed("Papers that are not where, or what, they were when they were read", checked.papers)
    if checked.behind:
        lines.append("The search index has not yet what was last added or said: the next search brings it up to date.")
    if checked.wrong:
        lines.append("Take the casebook from a backup, or make it again by adding the papers to a new folder.")
    elif not checked.stale:
        lines.append("The casebook is whole.")
    return lines


def _check_quotes(casebook: Casebook, source: StoredSource) -> tuple[int, list[str]]:
    """How many quotes the records of a source have, and a line for each that is not what stands there."""
    text, count, wrong = casebook.text_of(source.name), 0, []
    if len(text) != source.chars:
        wrong.append(f"{source.name}: its text has {len(text):,} characters, and had {source.chars:,} when it was read")
    for kind in RECORD_TYPES:
        for record in casebook.read_records(kind, source=source.name, linked=False) if kind != Actor.KIND else ():
            if isinstance(record, Record):
                count += 1
                if text[record.start : record.end] != record.quote:
                    told = f"its quote is not what stands at {record.start:,} to {record.end:,}"
                    wrong.append(f"{source.name} {record.id}: {told}")
    return count, wrong


def _check_paper(source: StoredSource) -> Iterator[str]:
    path = Path(source.path)
    try:
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == source.sha256
    except FileNotFoundError:
        yield f"{source.name}: {one_line(source.path)} is not there; add it from where it is now, and docket knows it again"
    except OSError as error:
        yield f"{source.name}: {one_line(source.path)} can't be read ({error.strerror})"
    else:
        if not same:
            yield f"{source.name}: {one_line(source.path)} was changed since it was read; add it again to read what it says now"


def _headed(head: str, lines: tuple[str, ...]) -> list[str]:
    more = [f"  … and {len(lines) - _SHOWN:,} more"] if len(lines) > _SHOWN else []
    return [f"{head} ({len(lines):,}):", *(f"  {line}" for line in lines[:_SHOWN]), *more] if lines else []
