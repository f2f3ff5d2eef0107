"""The front door: options in, one call, result out.

docket add papers/
docket promises --who "Department for Education" --by 2004-03-31
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from corpus.errors import DocketError
from corpus.records import FORCES, STATUSES, TRACKED

if TYPE_CHECKING:
    from brief.checking import Checked
    from brief.doubtful import Doubt
    from brief.handout import Asked
    from brief.listing import Column, Listing
    from brief.reviewing import Hand
    from brief.sheet import Line
    from corpus.casebook import Casebook
    from corpus.reviews import Review

F = TypeVar("F", bound=Callable[..., Any])
_DEFAULT = "casebook"


class _Docket(click.Group):
    """Says what docket complains of in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which somebody needs them."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DocketError as error:
            from index.errors import QueryError

            raise (_WrongCall if isinstance(error, QueryError) else _Failure)(str(error)) from error


class _Failure(click.ClickException):
    def show(self, file: Any = None) -> None:
        click.echo(f"docket: {' '.join(self.message.split())}", file=file, err=file is None)


class _WrongCall(_Failure):
    """The call itself is wrong, in a way that one line tells better than the options do."""

    exit_code = 2


class _Folder(click.Path):
    """The folder of a casebook; no name at all is not the folder one stands in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, Path) and not value.strip():
            raise _WrongCall("--casebook has no name after it; write --casebook DIR, or leave it out")
        return super().convert(value, param, ctx)


class _When(click.ParamType[str]):
    """A date as people write it, or EDTF; the value is EDTF."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from brief.dates import parse_when

        try:
            return parse_when(value)
        except DocketError as error:
            self.fail(str(error), param, ctx)


class _Ceiling(click.ParamType[str]):
    """A protective marking as people write it; the value is as records have it."""

    name = "marking"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from brief.ceiling import parse_marking

        try:
            return parse_marking(value)
        except DocketError as error:
            self.fail(str(error), param, ctx)


class _Day(_When):
    """The last day of a date as people write it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from corpus.edtf import due_day

        return value if isinstance(value, date) else due_day(super().convert(value, param, ctx))


def _in_order(first: str | None, last: str | None, names: str) -> None:
    """Complain of two dates between which no day lies; `names` are their options."""
    from brief.dates import say_when
    from corpus.edtf import parse_bounds

    low, high = parse_bounds(first or ""), parse_bounds(last or "")
    if low and high and low.first and high.last and low.first > high.last:
        raise _WrongCall(f"{names}: {say_when(first or '')} is later than {say_when(last or '')}; put the earlier date first")


def _casebook_option(command: F) -> F:
    """--casebook, before or after the name of the command; the one after it wins."""

    def choose(ctx: click.Context, _: click.Parameter, value: Path | None) -> Path:
        return value or ctx.find_root().params["casebook"] or Path(_DEFAULT)

    return click.option(
        "--casebook", type=_Folder(path_type=Path), callback=choose, metavar="DIR", help="Folder of the casebook."
    )(command)


def _format_option(*forms: str) -> Callable[[F], F]:
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True, help="How to print it."
    )


_MATTERS = ("due date", "marking", "link", "date", "party", "event", "no date", "action", "split")  # those of brief.doubtful
_FILES = ("docx", "xlsx", "html")  # which no terminal shows
_PICTURES = ("svg", "png")
_listing_format = _format_option("table", "json", "csv")
_handout_format = _format_option("table", "json", "csv", "md", *_FILES)
_output = click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to this file.")
_ceiling = click.option(
    "--ceiling",
    type=_Ceiling(),
    callback=lambda _ctx, _param, value: value or "",
    metavar="MARKING",
    help="Leave out papers marked above this.",
)
_every = click.option("--all", "every", is_flag=True, help="List those too that docket is unsure of.")
_as_of = click.option("--as-of", type=_Day(), metavar="DATE", help="As known on this day: papers written by then, status on it.")


@click.group(cls=_Docket, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="docket")
@click.option(
    "--casebook",
    type=_Folder(path_type=Path),
    envvar="DOCKET_CASEBOOK",
    metavar="DIR",
    help=f"Folder of the casebook; default $DOCKET_CASEBOOK, else ./{_DEFAULT}.",
)
def main(casebook: Path | None) -> None:
    """Read officials' papers into a casebook and ask it who promised what by when.

    \b
      docket add papers/
      docket search "who will issue the guidance, and when?"
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--ocr", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Read scanned pages."
)
@click.option(
    "--ocr-language", default="", metavar="LANGS", help="What scans are written in: eng, eng+fra, … (Tesseract's names)."
)
@click.option("--again", is_flag=True, help="Read anew also what is in the casebook.")
@click.option("--model", default="", metavar="NAME", help="Use this installed spaCy pipeline's names and parse too.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Read so many papers at once; default as many as there are cores, fewer for few papers.",
)
@_casebook_option
@click.pass_context
def add(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    ocr: str,
    ocr_language: str,
    again: bool,
    model: str,
    workers: int | None,
    casebook: Path,
) -> None:
    """Read papers into the casebook.

    \b
      docket add letters/ "Minutes 2003.pdf"

    Of a folder all papers in it are read. Papers that are in the casebook are not read again unless --again says so; a paper that
    changed replaces what it said before. The exit code is 1 where a paper could not be read; the others are kept.
    """
    from brief.adding import add_papers, find_new_papers, say_left_out, say_report
    from brief.workers import workers_for

    papers, problems, left_out = find_new_papers(paths, casebook)
    count = workers or workers_for(len(papers))
    with click.progressbar(papers, file=sys.stderr, label="Reading", hidden=not sys.stderr.isatty()) as bar:
        report = add_papers(casebook, bar, ocr=ocr, languages=ocr_language, again=again, model=model, workers=count)
    report.failed[:0] = problems
    _print("".join(f"{line}\n" for line in say_report(report, casebook) + say_left_out(left_out)))
    ctx.exit(1 if report.failed or report.interrupted else 0)


@main.command()
@click.argument("question", nargs=-1, metavar="QUESTION...")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="How many places to list.")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Leave out the first so many.")
@click.option("--all", "every", is_flag=True, help="List all places.")
@click.option("--facets", is_flag=True, help="Count all places by who, kind, force, year, source, disposition, marking.")
@click.option("--like", default="", metavar="ID", help="Find what is like this record, item or source.")
@click.option("--save", default="", metavar="NAME", help="Keep the question under this name; ask it again as @NAME.")
@click.option("--replace", is_flag=True, help="With --save: in place of a question of this name.")
@click.option("--saved", is_flag=True, help="List the saved searches.")
@click.option("--forget", default="", metavar="NAME", help="Forget a saved search.")
@_ceiling
@_handout_format
@_output
@_casebook_option
def search(
    *,
    question: tuple[str, ...],
    limit: int,
    offset: int,
    every: bool,
    facets: bool,
    like: str,
    save: str,
    replace: bool,
    saved: bool,
    forget: str,
    ceiling: str,
    form: str,
    output: Path | None,
    casebook: Path,
) -> None:
    """Find the places that answer a question.

    \b
      docket search "when must harbour boards send in their plans?"
      docket search "What is overdue?" --save overdue
      docket search @overdue who:Treasury --facets
      docket search --like action-3f2a90c1d4e5
    """
    from brief.finding import Wanted, find, hold_hits, list_hits, whole_json
    from brief.plain import json_text
    from brief.reading import open_casebook
    from brief.saved import expand, forget_search, list_saved, save_search

    _check_output(form, output)
    if saved or forget:
        with open_casebook(casebook) as opened:
            if saved:
                return _hand_over(list_saved(opened), form, output, casebook)
            return _print(f"Forgot the saved search {forget}: {forget_search(opened, forget)}\n")
    if facets and (form not in ("table", "json") or output):
        raise _WrongCall("--facets is printed as table or json; leave it out, or take one of these")
    if facets and ceiling:
        raise _WrongCall("--facets counts all papers, those above the ceiling too: leave --facets or --ceiling out")
    asked = " ".join(question)
    if asked.startswith("@"):
        with open_casebook(casebook) as opened:
            asked = expand(opened, asked)
    if not like and not any(letter.isalnum() for letter in asked):
        raise _WrongCall('there is nothing to search for; write docket search "who promised what?"')
    wanted = Wanted(asked, like, None if every else limit, offset)
    found, held = find(casebook, wanted._replace(limit=None, offset=0) if ceiling else wanted, date.today()), ""
    if ceiling:
        from brief.ceiling import papers_above

        with open_casebook(casebook) as opened:
            found, held = hold_hits(found, wanted, papers_above(opened, ceiling))
    if save:
        with open_casebook(casebook) as opened:
            save_search(opened, save, asked, replace=replace)
    if facets and form == "json":
        return _print(json_text(whole_json(found, wanted), indent=1) + "\n")
    return _hand_over(list_hits(found, wanted, facets=facets, held=held), form, output, casebook, blocks=True)


@main.command()
@click.option("--who", default="", metavar="NAME", help="Who is to act: part of a name or of another name of it.")
@click.option("--to", default="", metavar="NAME", help="To whom it was promised, or who asked for it.")
@click.option("--by", type=_When(), metavar="DATE", help="Due on or before this date.")
@click.option("--after", type=_When(), metavar="DATE", help="Due after this date.")
@click.option(
    "--force",
    type=click.Choice([*FORCES, "all"]),
    default="promise",
    show_default=True,
    help="What sort of action.",
)
@click.option("--status", type=click.Choice(STATUSES), help="Only these; as of today unless --as-of.")
@click.option("--outstanding", is_flag=True, help="Only those open or overdue; as of today unless --as-of.")
@_as_of
@_every
@_ceiling
@_handout_format
@_output
@_casebook_option
def promises(
    *,
    status: str | None,
    outstanding: bool,
    as_of: date | None,
    every: bool,
    ceiling: str,
    form: str,
    output: Path | None,
    casebook: Path,
    **asked: str | None,
) -> None:
    """List who promised what, to whom, by when.

    \b
      docket promises --who "Home Office" --by "31 December 2003"
      docket promises --outstanding --format docx --output outstanding.docx

    With --force, what was asked for, required, or set as a target.
    """
    from brief.actions import ActionQuery, list_actions
    from brief.ceiling import hold_to
    from brief.reading import open_casebook

    _in_order(asked["after"], asked["by"], "--after and --by")
    _check_output(form, output)
    day = as_of or (date.today() if status or outstanding else None)
    given = {name: value or "" for name, value in asked.items()}
    query = ActionQuery(status=status or "", outstanding=outstanding, as_of=day, every=every, **given)
    with open_casebook(casebook) as opened:
        listing = hold_to(opened, ceiling, lambda book: list_actions(book, query))
        _hand_over(listing, form, output, casebook, day)


@main.command()
@click.argument("number", required=False, default="")
@click.option("--report", default="", metavar="TITLE", help="Part of the title of the report, or of its source.")
@click.option("--disposition", type=click.Choice(TRACKED), default=None, help="Only those answered like this.")
@click.option("--outstanding", is_flag=True, help="Only those undecided, or with a promise that is not done.")
@click.option(
    "--by", type=click.Choice(["disposition", "progress", "party", "report"]), help="Count them by this, instead of listing them."
)
@_output
@click.option(
    "--read",
    "workbook",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="XLSX",
    help="Take corrections from this workbook.",
)
@click.option("--corrected-by", default="", metavar="NAME", help="With --read: who corrected it; default $DOCKET_NAME.")
@_as_of
@_ceiling
@_handout_format
@_casebook_option
@click.pass_context
def recommendations(
    ctx: click.Context,
    *,
    number: str,
    report: str,
    disposition: str | None,
    outstanding: bool,
    by: str | None,
    output: Path | None,
    workbook: Path | None,
    corrected_by: str,
    as_of: date | None,
    ceiling: str,
    form: str,
    casebook: Path,
) -> None:
    """List every recommendation and its answer.

    \b
      docket recommendations --outstanding --as-of 2004-01-01
      docket recommendations 12
      docket recommendations --by disposition
      docket recommendations --format xlsx --output tracker.xlsx
      docket recommendations --read tracker.xlsx --corrected-by "Ann Lee"

    With NUMBER, the recommendation of this number is shown whole, with its answers and the promises made in them. A workbook, a
    document or a web page is written with --output; the other forms are printed, or written there too.
    With --read, what a person changed in such a workbook is kept as corrections; the exit code is 1 where something was not taken.
    """
    if workbook is not None:
        _read_workbook(ctx, workbook, corrected_by, casebook)
        return
    if corrected_by:
        raise _WrongCall("--corrected-by says who corrected a workbook: add --read FILE.xlsx, or leave it out")
    from brief.ceiling import hold_to
    from brief.reading import open_casebook
    from brief.recommendations import RecommendationQuery, list_recommendations, say_recommendations
    from brief.tracker import make_tracker, roll_up

    _check_output(form, output)
    if form in _FILES and by:
        raise _WrongCall(f"--by counts and --format {form} lists: leave one of them out; the file has the counts too")
    query = RecommendationQuery(number=number, report=report, disposition=disposition or "", outstanding=outstanding, as_of=as_of)
    with open_casebook(casebook) as opened:
        if number and form == "table" and output is None and not ceiling:
            _print_sheet(say_recommendations(opened, query))
        elif form in _FILES and output is not None:
            from brief.tracker_files import write_tracker

            asked = _asked(casebook, as_of)
            tracker = hold_to(opened, ceiling, lambda book: make_tracker(book, query, asked))
            _print(write_tracker(tracker, form, output) + "\n")
        else:
            listing = hold_to(opened, ceiling, lambda book: roll_up(book, query, by) if by else list_recommendations(book, query))
            _hand_over(listing, form, output, casebook, as_of)


@main.command()
@click.argument("topic", nargs=-1, metavar="[TOPIC...]")
@click.option("--from", "first", type=_When(), metavar="DATE", help="From this date.")
@click.option("--to", "last", type=_When(), metavar="DATE", help="To this date.")
@click.option("--who", default="", metavar="NAME", help="Only what this party wrote, received, promised or is named in.")
@click.option("--about", default="", metavar="RECOMMENDATION", help="Only what concerns this recommendation: its number or id.")
@click.option("--key", is_flag=True, help="Only the key events.")
@_every
@_ceiling
@_format_option("table", "json", "csv", "md", *_FILES, *_PICTURES)
@_output
@_casebook_option
def chronology(
    *,
    topic: tuple[str, ...],
    first: str | None,
    last: str | None,
    who: str,
    about: str,
    key: bool,
    every: bool,
    ceiling: str,
    form: str,
    output: Path | None,
    casebook: Path,
) -> None:
    """List what happened, and was to, in order.

    \b
      docket chronology school meals --from "January 2003" --to 2003-06
      docket chronology school meals --format docx --output meals.docx --ceiling OFFICIAL
      docket chronology school meals --format svg --output meals.svg
    """
    from brief.ceiling import hold_to
    from brief.reading import open_casebook
    from brief.timeline import ChronologyQuery, list_chronology

    _in_order(first, last, "--from and --to")
    _check_output(form, output)
    query = ChronologyQuery(topic=" ".join(topic), first=first or "", last=last or "", who=who, about=about, key=key)
    with open_casebook(casebook) as opened:
        listing = hold_to(opened, ceiling, lambda book: list_chronology(book, query, every=every))
        if form in _PICTURES and output is not None:
            from brief.time_line import write_time_line

            _print(write_time_line(listing, form, output, _asked(casebook, None)) + "\n")
        else:
            _hand_over(listing, form, output, casebook)


@main.command()
@_ceiling
@_handout_format
@_output
@_casebook_option
def missing(*, ceiling: str, form: str, output: Path | None, casebook: Path) -> None:
    """List papers referred to and not on file.

    \b
      docket missing
      docket missing --format csv

    Each paper once, with all who mention it, its likely date, parties and subject; the rows of registers without a paper too.
    """
    from brief.ceiling import hold_to
    from brief.missing import list_missing
    from brief.reading import open_casebook

    _check_output(form, output)
    with open_casebook(casebook) as opened:
        _hand_over(hold_to(opened, ceiling, list_missing), form, output, casebook)


@main.command()
@_ceiling
@_handout_format
@_output
@_casebook_option
def conflicts(*, ceiling: str, form: str, output: Path | None, casebook: Path) -> None:
    """List where papers differ from one another.

    \b
      docket conflicts
      docket conflicts --format docx --output conflicts.docx

    An event with two dates, planned on one day and held on another, a letter older than what it answers, a due date that was moved, a figure
    that changed: each with the words of both papers. Nothing is settled.
    """
    from brief.ceiling import hold_to
    from brief.conflicts import list_conflicts
    from brief.reading import open_casebook

    _check_output(form, output)
    with open_casebook(casebook) as opened:
        _hand_over(hold_to(opened, ceiling, list_conflicts), form, output, casebook)


@main.command()
@click.argument("asked", metavar="ITEM")
@_ceiling
@_handout_format
@_output
@_casebook_option
def thread(*, asked: str, ceiling: str, form: str, output: Path | None, casebook: Path) -> None:
    """Show the exchange that a paper belongs to.

    \b
      docket thread item-3f2a90c1d4e5

    ITEM is the id of an item or the beginning of one. What it answers, what answered it and what went with it are listed in order,
    papers that are referred to and not on file too.
    """
    from brief.ceiling import hold_to
    from brief.reading import open_casebook
    from brief.threads import list_thread

    _check_output(form, output)
    with open_casebook(casebook) as opened:
        _hand_over(hold_to(opened, ceiling, lambda book: list_thread(book, asked)), form, output, casebook)


@main.command()
@click.argument("asked", metavar="ID_OR_SOURCE")
@click.option("--text", is_flag=True, help="Print its text exactly.")
@click.option("--page", type=click.IntRange(min=1), metavar="N", help="Print the text of page N of its source exactly.")
@click.option(
    "--image",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.png",
    help="Draw page N of a PDF or scan, records boxed.",
)
@_format_option("table", "json")
@_casebook_option
def show(*, asked: str, text: bool, page: int | None, image: Path | None, form: str, casebook: Path) -> None:
    """Show one source, item or record whole.

    \b
      docket show letter.txt --text
      docket show action-3f2a90c1d4e5
      docket show letter.pdf --page 2 --image page2.png

    Of a source its items are listed; an item is shown with its records and text, a record with the words around it.
    """
    from brief import showing
    from brief.plain import json_text
    from brief.reading import open_casebook
    from corpus.casebook import StoredSource
    from corpus.records import Item

    with open_casebook(casebook) as opened:
        shown = showing.find_shown(opened, asked)
        if image:
            from brief.pictures import write_page_picture

            source = shown if isinstance(shown, StoredSource) else opened.source(getattr(shown, "source", ""))
            number = page or getattr(shown, "page", None)
            if source is None or number is None:
                raise click.UsageError("--image needs a page: name a record of a PDF, or a PDF with --page N")
            _print(write_page_picture(opened, source, number, image) + "\n")
        elif text or page:
            _print_exactly(showing.text_of_shown(opened, shown, page))
        elif form == "json":
            _print(json_text(showing.json_of_shown(opened, shown), indent=1) + "\n")
        elif isinstance(shown, StoredSource):
            _print_listing(showing.list_items(opened, shown), form)
        else:
            _print_sheet(showing.say_item(opened, shown) if isinstance(shown, Item) else showing.say_record(opened, shown))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "ics", "cmif", "graphml", "gexf", "svg", "png"]),
    default="jsonl",
    show_default=True,
    help="Form of the files.",
)
@_as_of
@_ceiling
@_casebook_option
def export(*, folder: Path, form: str, as_of: date | None, ceiling: str, casebook: Path) -> None:
    """Write records, calendars, networks, pictures.

    \b
      docket export --format jsonl out/
      docket export --format ics --ceiling OFFICIAL out/

    DIR gets one file for each kind of record (jsonl), the deadlines as a calendar (ics), the list of letters in TEI (cmif), the
    network of papers and parties (graphml, gexf), or pictures of who wrote to whom and of what happened when (svg, png).
    """
    from brief.exports import ExportQuery
    from brief.exports import export as write
    from brief.reading import open_casebook

    query = ExportQuery(form, _asked(casebook, as_of, "form"), date.today(), ceiling)
    with open_casebook(casebook) as opened:
        _print(write(opened, folder, query) + "\n")


@main.command()
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.option("--errors", is_flag=True, help="List what was missed and what is wrong, with source and page.")
@_format_option("table", "json")
@_casebook_option
def evaluate(*, gold: Path, errors: bool, form: str, casebook: Path) -> None:
    """Measure the casebook against annotations.

    \b
      docket evaluate gold/ --errors

    GOLD is a file that docket annotate wrote and a person corrected, or a folder of such files.
    """
    from brief.evaluating import evaluate
    from brief.gold import read_gold
    from brief.plain import json_text
    from brief.reading import open_casebook

    with open_casebook(casebook) as opened:
        found = evaluate(opened, read_gold(gold), str(gold))
    if form == "json":
        _print(json_text(found.as_json(errors=errors), indent=1) + "\n")
        return
    for number, listing in enumerate(found.listings(errors=errors)):
        _print("\n" * (number > 0))
        _print_listing(listing, form)


@main.command()
@click.argument("asked", metavar="ITEM")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to this new file.")
@_casebook_option
def annotate(*, asked: str, output: Path | None, casebook: Path) -> None:
    """Write what was read in an item, to correct by hand.

    \b
      docket annotate item-3f2a90c1d4e5 --output gold/letter.jsonl

    ITEM is the id of an item, or a source of which all items are written. The corrected file goes to docket evaluate.
    """
    from brief.annotating import annotate, as_text, write_annotations
    from brief.reading import open_casebook

    with open_casebook(casebook) as opened:
        lines = annotate(opened, asked)
    _print(as_text(lines) if output is None else write_annotations(lines, output) + "\n")


@main.command()
@click.argument("asked", required=False, default="", metavar="[RECORD]")
@click.option("--confirm", "act", flag_value="confirm", help="It is right as it stands.")
@click.option("--reject", "act", flag_value="reject", help="It is none: read it no more.")
@click.option("--undo", "act", flag_value="undo", help="Take back the last review of it, or the review of this id.")
@click.option("--set", "sets", multiple=True, metavar="FIELD=VALUE", help="Another value of a field; may be given several times.")
@click.option("--status", type=click.Choice(["done", "open"]), help="Say that an action is done, or is not.")
@click.option("--since", type=_When(), metavar="DATE", help="With --status: so from this day; else from today.")
@click.option("--same-as", metavar="ACTOR", help="RECORD, an actor, is this one: by its name or id.")
@click.option(
    "--add", "kind", type=click.Choice(["action", "recommendation", "response", "event"]), help="Add what docket missed."
)
@click.option("--in", "source", metavar="SOURCE", help="With --add: the source in which it stands.")
@click.option("--quote", metavar="WORDS", help="With --add: the words in which it stands.")
@click.option("--by", default="", metavar="NAME", help="Who says so; default $DOCKET_NAME.")
@click.option("--why", default="", metavar="TEXT", help="Why.")
@click.option("--anyway", is_flag=True, help="Also over what another person said.")
@click.option(
    "--export", "out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write all reviews to a file."
)
@click.option(
    "--import", "taken", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Take the reviews of a file."
)
@_casebook_option
@click.pass_context
def review(ctx: click.Context, /, *, anyway: bool, out: Path | None, taken: Path | None, casebook: Path, **asked: Any) -> None:
    """Confirm, correct, reject or add a record.

    \b
      docket review action-3f2a90c1d4e5 --set "when=by 4 June 1951" --by "Ann Lee"
      docket review action-3f2a90c1d4e5 --status done --since 1951-05-30
      docket review --add action --in letter.txt --quote "…" --set force=promise --set what="…"
      docket review --export reviews.jsonl

    A review lies over what was read and outlives reading anew; docket reviews lists them. The exit code of --import is 1 where
    a review was not taken.
    """
    from brief import reviews
    from brief.reading import open_casebook, refresh_links
    from brief.reviewing import keep_made, say_kept

    with open_casebook(casebook) as opened:
        if out is not None:
            _print(f"{reviews.export_reviews(opened, out)}\n")
        elif taken is not None:
            found = reviews.import_reviews(opened, taken, anyway=anyway)
            _print("".join(f"{line}\n" for line in reviews.say_imported(found, taken)))
            ctx.exit(1 if found.left else 0)
        else:
            kept = keep_made(opened, lambda: _said(opened, anyway=anyway, **asked))
            refresh_links(opened)
            _print("".join(f"{line}\n" for line in say_kept(kept)))


@main.command()
@click.option("--matter", type=click.Choice(_MATTERS), help="Only what is doubtful about this.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many things to list.")
@click.option("--all", "every", is_flag=True, help="List all of them.")
@click.option("--settle", is_flag=True, help="Settle them one after another, a key a decision.")
@click.option("--by", default="", metavar="NAME", help="With --settle: who decides; default $DOCKET_NAME.")
@_ceiling
@_handout_format
@_output
@_casebook_option
def doubtful(
    *,
    matter: str | None,
    limit: int,
    every: bool,
    settle: bool,
    by: str,
    ceiling: str,
    form: str,
    output: Path | None,
    casebook: Path,
) -> None:
    """List what docket is unsure of.

    \b
      docket doubtful
      docket doubtful --matter "due date" --settle --by "Ann Lee"

    What matters most comes first: a due date before a marking, that before a link, and what is least sure of each first.
    """
    from brief.ceiling import hold_to
    from brief.doubtful import find_doubts, list_doubtful
    from brief.reading import open_casebook

    _check_output(form, output)
    with open_casebook(casebook) as opened:
        if settle:
            name = _name_of(by, "--settle keeps who decides: add --by NAME, or set DOCKET_NAME")
            return _settle(opened, find_doubts(opened, matter or ""), name)
        shown = None if every else limit
        listing = hold_to(opened, ceiling, lambda book: list_doubtful(book, matter=matter or "", limit=shown))
        return _hand_over(listing, form, output, casebook)


@main.command("reviews")
@_ceiling
@_handout_format
@_output
@_casebook_option
def list_reviews(*, ceiling: str, form: str, output: Path | None, casebook: Path) -> None:
    """List what people said of records.

    \b
      docket reviews
      docket reviews --format csv
    """
    from brief import reviews
    from brief.ceiling import hold_to
    from brief.reading import open_casebook

    _check_output(form, output)
    with open_casebook(casebook) as opened:
        _hand_over(hold_to(opened, ceiling, reviews.list_reviews), form, output, casebook)


@main.command()
@_casebook_option
@click.pass_context
def check(ctx: click.Context, *, casebook: Path) -> None:
    """Prove that the casebook is whole.

    \b
      docket check

    Looks at the database, at every quote, at links and search index, and at the papers. Changes nothing. The exit code is 1 where something
    is wrong or not up to date; papers that were moved or changed are told of, and count for nothing.
    """
    from brief.checking import check_casebook

    _say_checked(ctx, check_casebook(casebook))


@main.command()
@_casebook_option
@click.pass_context
def repair(ctx: click.Context, *, casebook: Path) -> None:
    """Make links and search index anew, then check.

    \b
      docket repair
    """
    from brief.checking import repair_casebook

    _say_checked(ctx, repair_casebook(casebook))


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_casebook_option
def backup(*, file: Path, casebook: Path) -> None:
    """Write a whole copy of the casebook to a file.

    \b
      docket backup casebook-2024-05-07.db

    Others may read and write meanwhile. The papers themselves are not in it; their text is.
    """
    from brief.checking import back_up

    _print(f"{back_up(casebook, file)}\n")


@main.command()
@_listing_format
@_casebook_option
def status(*, form: str, casebook: Path) -> None:
    """List the sources and what to look at.

    \b
      docket status
    """
    from brief.state import list_sources

    _print_listing(list_sources(casebook), form)


@main.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Listen here; only this machine's own address will do.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8731, show_default=True, help="Listen on this port; 0 for any that is free."
)
@_casebook_option
def serve(*, host: str, port: int, casebook: Path) -> None:
    """Show the casebook in a browser.

    \b
      docket serve

    Prints the address to open. Whoever uses this machine can open it and review records; nobody else can. Ctrl-C ends it.
    """
    from web.serving import serve as listen

    listen(casebook, host=host, port=port, say=lambda line: _print(f"{line}\n"))


@main.command()
@_casebook_option
def reindex(*, casebook: Path) -> None:
    """Make links and search index anew.

    \b
      docket reindex
    """
    from brief.rebuilding import rebuild

    rebuild(casebook)
    _print(f"Links and search index of {casebook} are made anew.\n")


@main.command()
@click.option("--into", type=click.Path(path_type=Path), metavar="DIR", help="Keep the casebook in this folder.")
def demo(*, into: Path | None) -> None:
    """Try it all on sample papers.

    \b
      docket demo --into demo-casebook
    """
    from brief.demo import demo_folder, demo_steps

    with demo_folder(into) as folder:
        for saying, arguments in demo_steps():
            click.echo(f"\n{saying}\n")
            click.echo(f"$ docket {' '.join(map(_quoted, arguments))}\n")
            main.main(["--casebook", str(folder), *arguments], prog_name="docket", standalone_mode=False)


def _said(opened: Casebook, *, by: str, why: str, anyway: bool, **asked: Any) -> list[Review]:
    """The reviews that a call asks for, of one record."""
    from brief import reviewing

    name = _name_of(by, "a review keeps who made it: add --by NAME, or set DOCKET_NAME")
    hand = reviewing.Hand(name, date.today(), why, anyway)
    sets = [one.partition("=")[::2] for one in asked["sets"]]
    if any(not name.strip() for name, _ in sets) or any("=" not in one for one in asked["sets"]):
        raise _WrongCall('--set is written FIELD=VALUE, for instance --set "when=by 4 June 1951"')
    ways = [way for way in ("act", "status", "same_as", "kind") if asked[way]]
    if asked["kind"]:
        if ways != ["kind"] or asked["asked"] or not asked["source"] or not asked["quote"]:
            raise _WrongCall("--add takes no RECORD, but --in SOURCE, --quote WORDS and --set FIELD=VALUE")
        return [reviewing.add_record(opened, f"{asked['kind']}s", asked["source"], asked["quote"], dict(sets), hand)]
    if not asked["asked"] or len(ways) + bool(sets) != 1:
        raise _WrongCall("name one RECORD and one thing to say of it: --confirm, --reject, --set, --status, --same-as or --undo")
    if asked["since"] and not asked["status"]:
        raise _WrongCall("--since goes with --status: leave it out, or add --status done")
    return reviewing.say_of(
        opened, asked["asked"], hand, **{way: asked[way] for way in ("act", "status", "since", "same_as")}, sets=sets
    )


_KEYS = "y right, n none, e another value, s later, u take back, q stop"


def _settle(opened: Casebook, doubts: Sequence[Doubt], name: str) -> None:
    """Ask of each doubtful thing, and keep what is answered at once; what comes of it is laid over the records at the end."""
    from brief.doubtful import say_doubt
    from brief.reading import refresh_links

    kept: list[tuple[int, Review]] = []
    at: int | None = 0
    try:
        while at is not None and at < len(doubts):
            _print_sheet(say_doubt(opened, doubts[at], at + 1, len(doubts)))
            at = _decide(opened, doubts[at], at, kept, name)
    finally:
        refresh_links(opened)
    _print(f"Settled {len(kept)} of {len(doubts)}. docket reviews lists what was said.\n")


def _decide(opened: Casebook, doubt: Doubt, at: int, kept: list[tuple[int, Review]], name: str) -> int | None:
    """What is decided of one thing: the number of the thing to ask of next; None to stop."""
    from brief.reviewing import Hand, keep_made, undo

    hand = Hand(name, date.today())
    while True:
        click.echo(f"[{_KEYS}] ", nl=False)
        key = _key()
        click.echo(key if key.isprintable() else "")
        try:
            if key in ("y", "n", "e"):
                kept += [(at, one) for one in keep_made(opened, _saying(opened, doubt, key, hand))]
            if key in ("y", "n", "e", "s", " "):
                return at + 1
            if key == "u" and kept:
                opened.add_reviews([undo(opened, kept[-1][1], hand)])
                return kept.pop()[0]
            if key in ("q", "", "\x03", "\x04", "\x1b"):
                return None
        except DocketError as error:
            click.echo(f"docket: {error}")


def _key() -> str:
    """The key that is pressed; "" at the end of the input."""
    try:
        return click.getchar()
    except EOFError:
        return ""
    except OSError as error:
        raise _WrongCall("--settle asks for keys, and there is no terminal here; leave it out, and use docket review") from error


def _saying(opened: Casebook, doubt: Doubt, key: str, hand: Hand) -> Callable[[], list[Review]]:
    """What makes the review that a key asks for, of the record as it stands then; of another value, once it is typed."""
    from brief.reviewing import as_it_stands, confirm, correct, reject
    from corpus.records import to_json

    id, seen = doubt.record.id, to_json(doubt.record)
    if key == "y":
        return lambda: [confirm(opened, as_it_stands(opened, id), hand, seen={doubt.field: seen.get(doubt.field)})]
    if key == "n":
        return lambda: [reject(opened, as_it_stands(opened, id), hand)]
    field = doubt.field or click.prompt("which field")
    words = click.prompt(field, default="", show_default=False)
    known = [seen[doubt.field]] if doubt.field else []
    return lambda: [correct(opened, as_it_stands(opened, id), field, words, hand, seen=known)]


def _name_of(given: str, told: str) -> str:
    """The name of who does it; a wrong call where it is not said."""
    name = (given or os.environ.get("DOCKET_NAME", "")).strip()
    if not name:
        raise _WrongCall(told)
    return name


def _say_checked(ctx: click.Context, checked: Checked) -> None:
    from brief.checking import say_check

    _print("".join(f"{line}\n" for line in say_check(checked)))
    ctx.exit(1 if checked.wrong or checked.stale else 0)


def _read_workbook(ctx: click.Context, workbook: Path, corrected_by: str, casebook: Path) -> None:
    """Take the corrections in a workbook, and say what was taken and what was not."""
    others = [name for name in ctx.params if name not in ("workbook", "corrected_by", "casebook")]
    given = [name for name in others if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if given:
        named = ", ".join(
            "NUMBER" if name == "number" else "--" + {"form": "format"}.get(name, name).replace("_", "-") for name in given
        )
        raise _WrongCall(f"--read takes all corrections of a workbook: leave out {named}")
    name = _name_of(corrected_by, "--read keeps who corrected the workbook: add --corrected-by NAME, or set DOCKET_NAME")
    from brief.reading import open_casebook
    from brief.tracker_reading import read_back, say_read_back

    with open_casebook(casebook) as opened:
        found = read_back(opened, workbook, by=name, on=date.today())
    _print("".join(f"{line}\n" for line in say_read_back(found)))
    ctx.exit(1 if found.left else 0)


def _check_output(form: str, output: Path | None) -> None:
    if form in (*_FILES, *_PICTURES) and output is None:
        raise _WrongCall(f"--format {form} is written to a file: add --output FILE")


def _asked(casebook: Path, as_of: date | None, *told: str) -> Asked:
    """The call that is being answered, so that somebody who is handed the answer can ask again; `told` are options of form to tell too."""
    from brief.handout import Asked

    ctx = click.get_current_context()
    words = ["docket", ctx.info_name or ""]
    for param in ctx.command.params:
        given = ctx.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
        if not given or param.name in {"casebook", "form", "output", "folder"} - set(told):
            continue
        value = ctx.params[param.name or ""]
        if isinstance(param, click.Option):
            words += [param.opts[0]] if param.is_flag else [param.opts[0], _quoted(str(value))]
        else:
            words += [_quoted(one) for one in (value if isinstance(value, tuple) else (value,))]
    return Asked(casebook.resolve().name, " ".join(words), as_of)


def _hand_over(
    listing: Listing, form: str, output: Path | None, casebook: Path, as_of: date | None = None, *, blocks: bool = False
) -> None:
    """Print a listing, or write it to a file."""
    if output is None and form != "md":
        _print_listing(listing, form, blocks=blocks)
        if listing.held and form != "table":
            click.echo(listing.held_line(), err=True)  # not among the rows, which a program reads
        return
    from brief.handout import Links, handout_of
    from brief.handout_files import markdown, write_listing
    from corpus.casebook import Casebook

    with Casebook.open(casebook) as opened:
        links = Links(opened)
    asked = _asked(casebook, as_of)
    if output is None:
        _print(markdown(handout_of(listing, asked, links)))
    else:
        _print(write_listing(listing, form, output, asked, links) + "\n")


def _quoted(argument: str) -> str:
    return f'"{argument}"' if " " in argument else argument


def _width() -> int | None:
    """The width of the terminal; None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _print_listing(listing: Listing, form: str, *, blocks: bool = False) -> None:
    """On a terminal as a table to its width, or as blocks."""
    from brief.listing import render

    width = _width()
    if width is None or form != "table":
        _print(render(listing, form))
        return
    from brief.drawing import draw_blocks, draw_table

    def draw(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
        if blocks:
            return draw_blocks(columns, rows, width=width, bold=listing.bold)
        return draw_table(columns, rows, width=width)

    _print(render(listing, form, draw=draw))


def _print_sheet(lines: Iterable[Line]) -> None:
    from brief.sheet import lay_out

    _print(lay_out(lines, width=_width()))


def _print_exactly(text: str) -> None:
    """The text as it is; on a terminal without what would steer it."""
    from brief.plain import clean

    if sys.stdout.isatty():
        _print(clean(text) + "\n")
    else:
        click.echo(text.encode("utf-8", "surrogatepass"), nl=False)


def _print(text: str) -> None:
    """Characters that the terminal's encoding lacks are replaced."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding), nl=False)


if __name__ == "__main__":
    main()
