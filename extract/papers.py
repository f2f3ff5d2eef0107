"""A source as read -> all its records: split, headers, register, copies, then the pipeline over each item.

    extract_source(build_pipeline(), read_source(Path("file.txt")))  ->  [Item(…), Date(…), Action(…), …]

Pure: the source comes in as text, records go out, in a stable order and with ids that depend on the source's bytes alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import spacy
from spacy.language import Language

from corpus.edtf import is_day
from corpus.errors import DocketError
from corpus.records import Actor, AnyRecord, Flag, Item, Mention, Reference
from corpus.sources import SourceText
from extract.components import PIPES, see
from extract.filenames import date_by_file_name
from extract.items import build_items, build_register, find_pieces, learn_directory, read_registers
from extract.paper import Paper, Piece
from extract.parties import Directory
from extract.seen import Seen
from extract.statements import UNREAD, Statement, context_of, read_statements
from extract.undated import date_by_reference

_LONGEST = 20_000_000  # characters of one item; spaCy's own limit guards trained models, which are not needed here


def build_pipeline(model: str = "") -> Language:
    """The extractors in one spaCy pipeline: on a blank English one, or after the components of an installed, trained `model`.

    DocketError where that is not installed or does not fit.
    """
    nlp = _load(model) if model else spacy.blank("en")
    nlp.max_length = max(nlp.max_length, _LONGEST)
    for name in PIPES:
        if f"docket_{name}" not in nlp.pipe_names:
            nlp.add_pipe(f"docket_{name}")
    return nlp


def _load(model: str) -> Language:
    try:
        return spacy.load(model)
    except OSError as error:
        told = f"install it (python -m spacy download {model}), name the folder of one, or leave out --model"
        raise DocketError(f"no spaCy pipeline called {model} is installed; {told}") from error
    except (ImportError, KeyError, ValueError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise DocketError(f"the spaCy pipeline {model} cannot be used ({reason}); install one that fits this spaCy") from error


def name_of_model(nlp: Language) -> str:
    """What a trained pipeline is called, with its version ("en_core_web_sm 3.8.0"); "" of one with docket's own components alone."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}" if _is_trained(nlp) else ""


def _is_trained(nlp: Language) -> bool:
    return any(not name.startswith("docket_") for name in nlp.pipe_names)


def extract_source(nlp: Language, source: SourceText) -> list[AnyRecord]:
    """All records of one source."""
    paper = Paper.read(source)
    pieces = find_pieces(paper)
    registers = read_registers(pieces)
    seen = [see(nlp, piece.text) for piece in pieces] if _is_trained(nlp) else []
    directory = learn_directory(paper.normal.text, pieces, registers, seen)
    items, listed = build_items(pieces, registers, directory)
    items = date_by_file_name(items, source.name)
    read = {
        n: _read(nlp, paper, pieces, items, n, directory, seen=seen) for n, item in enumerate(items) if item.kind not in UNREAD
    }
    references = [record for records, _ in read.values() for record in records if isinstance(record, Reference)]
    for n, item in _mended(items, references):
        items[n] = item
        read[n] = _read(nlp, paper, pieces, items, n, directory, seen=seen)
    items = [_with_contradictions(item, [one for one in references if one.item == item.id]) for item in items]
    out: list[AnyRecord] = [*items, *build_register(paper, pieces, registers, listed)]
    for n in sorted(read):
        out += read[n][0]
    return [*out, *_actors(directory, [mentions for _, mentions in read.values()])]


def _read(
    nlp: Language,
    paper: Paper,
    pieces: Sequence[Piece],
    items: Sequence[Item],
    n: int,
    directory: Directory,
    *,
    seen: Sequence[Seen],
) -> tuple[list[Statement], dict[str, list[Mention]]]:
    parent = next((one for one in items if one.id == items[n].part_of), None)
    return read_statements(
        nlp, paper, pieces[n], items[n], context_of(items[n], pieces[n], parent, directory, seen[n] if seen else None)
    )


def _mended(items: Sequence[Item], references: Sequence[Reference]) -> Iterator[tuple[int, Item]]:
    """Items that a reference of another paper dates: their relative dates must be read anew."""
    mended = date_by_reference(items, references)
    yield from ((n, mended[item.id]) for n, item in enumerate(items) if item.id in mended)


def _with_contradictions(item: Item, references: Sequence[Reference]) -> Item:
    """An item that refers to a paper of a later day than its own is flagged: one of the two dates is wrong."""
    later = [one for one in references if is_day(item.date) and is_day(one.date) and one.date > item.date]
    flags = tuple(
        Flag(
            code="date-contradicts",
            message=f"Dated {item.date}, but it refers to “{' '.join(one.quote.split())}”: one date is wrong.",
        )
        for one in later
    )
    return replace(item, flags=(*item.flags, *flags)) if flags else item


def _actors(directory: Directory, mentions: Sequence[dict[str, list[Mention]]]) -> Iterator[Actor]:
    """The actors that the items name."""
    for actor in directory.actors:
        named = [mention for one in mentions for mention in one.get(actor.name, [])]
        if named:
            yield replace(actor, mentions=tuple(named))
