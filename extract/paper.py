"""A source on its way through extraction: its text as read and in normal form, and the way from one to the other.

Paper.read(source).evidence(120, 164)  ->  {"source": "file.txt", "start": 121, "end": 167, "page": 3, "quote": "…"}
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from corpus.normal import Normal, normalize_text
from corpus.records import Zone
from corpus.sources import SourceText
from corpus.split import ItemSpan
from extract.header import Header


class Evidence(TypedDict):
    """Where a record's words stand in the text as read, the words, and the rule that found them."""

    source: str
    start: int
    end: int
    page: int | None
    quote: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A source and its normal form."""

    source: SourceText
    normal: Normal

    @classmethod
    def read(cls, source: SourceText) -> Paper:
        """The source with its normal form made."""
        return cls(source, normalize_text(source.text))

    @property
    def sha256(self) -> str:
        """The hash of the source's bytes, which ids are made of."""
        return self.source.sha256

    def evidence(self, start: int, end: int, rule: str = "", confidence: float = 1.0) -> Evidence:
        """The evidence for a stretch of the normal text."""
        first, last = self.normal.span(start, end)
        return {
            "source": self.source.name,
            "start": first,
            "end": last,
            "page": self.source.page_at(first),
            "quote": self.source.text[first:last],
            "rule": rule,
            "confidence": round(confidence, 2),
        }


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paper that will be one item: its extent, its normal text, its header as read, and its record's id."""

    span: ItemSpan
    text: str
    header: Header
    id: str
    at: Evidence
    zones: tuple[Zone, ...] = ()
