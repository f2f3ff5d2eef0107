"""The records of an item's text: the pipeline runs over it, and each finding becomes a record with its evidence.

"We will issue guidance by 31 March."  ->  Action(force="promise", who="…", when="../2014-03-31", quote=…), Date(value="2014-03-31", …)
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language

from corpus.records import Action, Date, Event, Item, Mention, Recommendation, Reference, Response, make_id
from extract.components import PIPES, TEXT, findings
from extract.findings import (
    ActionFound,
    Context,
    DateFound,
    EventFound,
    Found,
    PartyFound,
    RecommendationFound,
    ReferenceFound,
    ResponseFound,
)
from extract.paper import Evidence, Paper, Piece
from extract.parties import Directory
from extract.responses import answer_at, respondent_at
from extract.seen import Seen
from extract.shortnames import with_short_names

Statement = Date | Action | Recommendation | Response | Reference | Event

# Pieces of another paper that speak with its voice where they have no head of their own.
_INHERITS = frozenset({"annex", "draft-letter", "table", "slides", "note", "paper", "enclosure"})
_ALWAYS = frozenset({"docket_zones", "docket_sentences", "docket_dates", "docket_parties"})
NO_STATEMENTS = frozenset({"cover", "register"})
UNREAD = frozenset({"handwritten", "unreadable"})


def context_of(item: Item, piece: Piece, parent: Item | None, directory: Directory, seen: Seen | None = None) -> Context:
    """What an item's extractors may know: its own header, and its parent's where it has none of its own."""
    heir = parent if parent is not None and item.kind in _INHERITS else None
    to_others = item.kind == "draft-letter"  # whoever its "you" is, the letter that it is attached to went to somebody else
    return Context(
        date=item.date or (parent.date if parent else ""),
        kind=item.kind,
        title=item.subject,
        senders=item.senders or (heir.senders if heir else ()),
        addressees=item.addressees or (heir.addressees if heir and not to_others else ()),
        zones=piece.header.zones,
        directory=with_short_names(directory, piece.text, piece.header.body_name),
        seen=seen or Seen(),
    )


def read_statements(
    nlp: Language, paper: Paper, piece: Piece, item: Item, context: Context
) -> tuple[list[Statement], dict[str, list[Mention]]]:
    """The records of one item's text, and where it names which actor.

    Of a second copy only dates and mentions: what it states counts once, in the first. A cover or register states nothing.
    """
    doc = nlp.make_doc(piece.text)
    doc._.docket = context
    doc.user_data[TEXT] = piece.text
    silent = item.duplicate_of is not None or item.kind in NO_STATEMENTS
    for name, pipe in nlp.pipeline:
        if name.startswith("docket_") and (not silent or name in _ALWAYS):
            doc = pipe(doc)
    answers = [found for found in findings(doc, "responses") if isinstance(found, ResponseFound)]
    records: dict[str, Statement] = {}
    mentions: dict[str, list[Mention]] = {}
    for found in (found for group in PIPES for found in findings(doc, group)):
        at = paper.evidence(piece.span.start + found.start, piece.span.start + found.end, found.rule, found.confidence)
        if isinstance(found, PartyFound):
            mentions.setdefault(found.name, []).append(Mention(item=item.id, start=at["start"], end=at["end"]))
        elif record := _record(found, at, item, paper, answers):
            records[record.id] = record  # two rules that say the same of the same words make one record
    return list(records.values()), mentions


def _record(found: Found, at: Evidence, item: Item, paper: Paper, answers: Sequence[ResponseFound]) -> Statement | None:
    """The record of a finding; None for findings that are only steps (sentences)."""
    where = (paper.sha256, at["start"], at["end"])
    match found:
        case DateFound():
            return Date(id=make_id("dates", *where, found.value), item=item.id, text=found.text, value=found.value, **at)
        case ActionFound():
            return _action(found, at, item, paper, answers)
        case RecommendationFound():
            return Recommendation(
                id=make_id("recommendations", *where, found.number),
                item=item.id,
                report=found.report or item.subject,
                number=found.number,
                text=found.text,
                addressee=found.addressee,
                **at,
            )
        case ResponseFound():
            return Response(
                id=make_id("responses", *where, *found.numbers),
                item=item.id,
                numbers=found.numbers,
                report=found.report,
                text=found.text,
                disposition=found.disposition,
                deciding=found.deciding,
                see_also_numbers=found.see_also_numbers,
                progress=found.progress,
                respondent=found.respondent,
                **at,
            )
        case ReferenceFound():
            return Reference(
                id=make_id("references", *where),
                item=item.id,
                text=found.text,
                kind=found.kind,
                date=found.date,
                sender=found.sender,
                addressee=found.addressee,
                **at,
            )
        case EventFound():
            event_id = make_id("events", *where, found.date)
            return Event(id=event_id, item=item.id, date=found.date, text=found.text, planned=found.planned, **at)
    return None


def _action(found: ActionFound, at: Evidence, item: Item, paper: Paper, answers: Sequence[ResponseFound]) -> Action:
    """An action; inside the answer to a recommendation it carries the number answered, which links turn into the record's id.

    In the answer of one of several bodies the paper's own voice ("we will …") is that body's.
    """
    speaker = respondent_at(found.start, answers)
    return Action(
        id=make_id("actions", paper.sha256, at["start"], at["end"], found.force, found.what, found.when_text),
        item=item.id,
        force=found.force,
        who=speaker if speaker and found.who in item.senders else found.who,
        what=found.what,
        to=found.to,
        when_text=found.when_text,
        when=found.when,
        condition=found.condition,
        about=found.about or answer_at(found.start, answers) or None,
        grounds=found.grounds,
        status=found.status,
        **at,
    )
