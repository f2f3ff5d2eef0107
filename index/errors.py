"""What can go wrong in a search: one line that says what, where, and what to write instead."""

from __future__ import annotations

from corpus.errors import DocketError


class QueryError(DocketError):
    """The search can't be understood; the text shows the words in question and what to write instead."""


class IndexFileError(DocketError):
    """The search index can't be written; the text says where and what to do."""
