"""What an item's text alone tells of it, where nothing was read beforehand.

"2 March 2011 … Dear Dr Quill … Margaret Holm"  ->  Context(date="2011-03-02", senders=("Margaret Holm",), addressees=("Dr Quill",), …)
"""

from __future__ import annotations

from corpus.offices import year_of
from extract.findings import Context
from extract.header import read_header
from extract.parties import Holding, build_directory, resolve_names
from extract.seen import Seen
from extract.shortnames import with_short_names


def read_context(text: str, seen: Seen | None = None) -> Context:
    """The context of an item whose normal text is all there is: its own header, and the actors that the text teaches.

    `seen` is what other components of the pipeline saw in it.
    """
    seen = seen or Seen()
    header = read_header(text)
    parties = (*header.senders, *header.addressees)
    holdings = [Holding(one.name, one.office) for one in parties if one.office and one.office != one.name]
    people = [*(one.name for one in parties), *header.copied_to, *seen.people]
    directory = build_directory(text, people, holdings, year=year_of([header.date]), bodies=seen.bodies)
    return Context(
        date=header.date,
        kind=header.kind or "letter",
        title=header.subject,
        senders=resolve_names([one.name for one in header.senders], directory),
        addressees=resolve_names([one.name for one in header.addressees], directory),
        zones=header.zones,
        directory=with_short_names(directory, text, header.body_name),
        seen=seen,
    )
