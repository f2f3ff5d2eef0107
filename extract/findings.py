"""What extractors hand back: stretches of an item's normal text with what they mean.

Offsets count characters of the **normal text of the item** (`corpus.normal`); `extract.papers` turns them into records
with offsets into the source. Every finding names the rule that found it and how sure that rule is (0 to 1).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.parties import Directory
from extract.seen import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stretch of text, the rule that found it, and how sure it is."""

    start: int
    end: int
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone(Found):
    """A part of an item as a clerk reads it.

    Labels: marking, letterhead, reference, addressee, date, sender, copy-list, salutation, subject, body, close,
    signatory, annex, page (running heads and page numbers), garbage.
    """

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Found):
    """A unit of statement: a sentence, a list item, a row of a table, or a heading.

    `kind` is "sentence", "item", "row" or "heading". `lead` is the line that a list item or row completes ("Partnerships
    should:"), `heading` the heading it stands under; both "" where there is none. `level` is the depth of a heading, 0 otherwise.
    """

    kind: str = "sentence"
    lead: str = ""
    lead_span: tuple[int, int] | None = None
    heading: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFound(Found):
    """An expression of calendar time and its EDTF value, resolved against the item's date."""

    text: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFound(Found):
    """A mention of an actor, by canonical name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFound(Found):
    """A promise, request, requirement or target; the span is the sentence or list item that carries it."""

    force: str
    who: str = ""
    what: str = ""
    to: str = ""
    when_text: str = ""
    when: str = ""
    condition: str = ""
    about: str = ""  # number of the recommendation whose answer it stands in
    grounds: tuple[str, ...] = ()  # what speaks for and against it, by the names of `rules/grounds.csv`
    status: str = "unknown"  # what a table says of it: open, done


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationFound(Found):
    """A numbered recommendation; `number` as printed, `text` without its number."""

    number: str
    text: str
    report: str = ""
    addressee: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFound(Found):
    """An answer to recommendations by number; the span is the answer's text."""

    numbers: tuple[str, ...]
    text: str
    report: str = ""
    quoted: str = ""  # the recommendation as the response repeats it
    disposition: str = "no-response"
    deciding: str = ""  # the words that decided the disposition
    respondent: str = ""  # the body that answers, where the paper says which of several it is
    progress: str = "unknown"
    see_also_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFound(Found):
    """Another paper referred to by its date."""

    text: str
    kind: str = "letter"
    date: str = ""
    sender: str = ""
    addressee: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFound(Found):
    """What happened or was planned, in neutral words."""

    date: str
    text: str
    planned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of an item before its body is read: an extractor's only source besides the text.

    `date` is the item's own date (EDTF, "" where unknown); senders and addressees are canonical names.
    """

    date: str = ""
    kind: str = "letter"
    title: str = ""
    senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()
    directory: Directory = field(default_factory=Directory)
    seen: Seen = field(default_factory=Seen)  # by a trained pipeline, where one is in use
