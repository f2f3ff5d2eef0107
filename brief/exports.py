"""The casebook as files for other programs: records, a calendar, a list of letters, a network, pictures.

export(casebook, Path("out"), ExportQuery("ics", Asked("ferries", "docket export --format ics"), today=date(2004, 1, 1)))
->  "12 deadlines", in out/deadlines.ics
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brief.asof import papers_after
from brief.ceiling import HeldCasebook, papers_above
from brief.correspondents import draw_correspondents
from brief.deadlines import calendar_file, find_deadlines
from brief.exporting import export_jsonl, write_bytes
from brief.handout import Asked, say_facts
from brief.letter_list import find_letters, letters_file
from brief.listing import counted, say_counts
from brief.reading import items_by_id, markings_of, read, read_linked
from brief.scene import Scene, png, svg
from brief.sure import leave_out_unsure
from brief.time_line import draw_time_line
from corpus.casebook import Casebook
from corpus.records import Actor
from graph.chronology import build_chronology
from graph.network import build_graph
from graph.network_files import gexf, graphml, without_papers


@dataclass(frozen=True, slots=True)
class ExportQuery:
    """What is exported: the form of the files, the call that asks, the marking to hold to, and the day on which it is asked.

    With a day in `asked`, only papers written by then count, and deadlines have their status on it; else on `today`.
    """

    form: str
    asked: Asked
    today: date
    ceiling: str = ""

    @property
    def day(self) -> date:
        """The day of the statuses."""
        return self.asked.as_of or self.today


@dataclass(frozen=True, slots=True)
class _Export:
    """The casebook without the papers that are left out, where its files go, and what is to be told of it."""

    casebook: Casebook
    folder: Path
    query: ExportQuery
    left_out: frozenset[str]
    held: str

    def facts(self, papers: Iterable[str]) -> Sequence[tuple[str, str]]:
        """What every file tells: the highest marking of these papers, the casebook, the query, the day, the marking that it is held to."""
        facts = say_facts(self.query.asked, markings_of(items_by_id(self.casebook), papers))
        return (*facts, *[("Held to", self.held)] * bool(self.held))

    def write(self, name: str, data: bytes) -> None:
        """Write a file into the folder."""
        write_bytes(self.folder / name, data)


def export(casebook: Casebook, folder: Path, query: ExportQuery) -> str:
    """Write the files of one form into a folder, which is made where there is none; what was written, in words."""
    later = papers_after(items_by_id(casebook), query.asked.as_of)
    above = papers_above(casebook, query.ceiling) if query.ceiling else None
    left_out = later | (above.papers if above else frozenset())
    book = HeldCasebook(casebook, left_out) if left_out else casebook
    held = above.say_papers() if above else ""
    written = EXPORTS[query.form](_Export(book, folder, query, left_out, held))
    return f"Wrote {written} to {folder}." + (f"\nHeld to {held}." if held else "")


def _jsonl(export: _Export) -> str:
    return say_counts(export_jsonl(export.casebook, export.folder))


def _ics(export: _Export) -> str:
    found = find_deadlines(export.casebook, export.query.day)
    facts = export.facts(one.item for one in found)
    export.write("deadlines.ics", calendar_file(export.casebook, found, facts))
    return counted(len(found), "deadline")


def _cmif(export: _Export) -> str:
    found = find_letters(export.casebook)
    facts = export.facts(one.id for one in found)
    export.write("letters.xml", letters_file(export.casebook, found, facts, export.query.day))
    return counted(len(found), "letter")


def _network(write: Callable[..., bytes], name: str) -> Callable[[_Export], str]:
    def written(export: _Export) -> str:
        graph = without_papers(build_graph(read_linked(export.casebook)), export.left_out)
        facts = {name.casefold().replace(" ", "_"): value for name, value in export.facts(items_by_id(export.casebook))}
        export.write(name, write(graph, facts))
        return f"{counted(len(graph), 'node')} and {counted(graph.number_of_edges(), 'tie')}"

    return written


def _pictures(draw: Callable[[Scene], bytes], ending: str) -> Callable[[_Export], str]:
    """Who wrote to whom, and what happened when."""

    def written(export: _Export) -> str:
        letters, kinds = find_letters(export.casebook), {one.name: one.kind for one in read(export.casebook, Actor)}
        facts = export.facts(one.id for one in letters)
        export.write(f"correspondents.{ending}", draw(draw_correspondents(letters, kinds, facts)))
        lines = build_chronology(leave_out_unsure(read_linked(export.casebook))[0])
        facts = export.facts(origin.item for line in lines for origin in line.sources)
        export.write(f"timeline.{ending}", draw(draw_time_line(lines, facts)))
        return "a picture of the correspondents and one of the time line"

    return written


EXPORTS: dict[str, Callable[[_Export], str]] = {
    "jsonl": _jsonl,
    "ics": _ics,
    "cmif": _cmif,
    "graphml": _network(graphml, "network.graphml"),
    "gexf": _network(gexf, "network.gexf"),
    "svg": _pictures(svg, "svg"),
    "png": _pictures(png, "png"),
}
