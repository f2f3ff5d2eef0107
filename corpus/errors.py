"""Errors: one line each, with what is wrong, where, and what to do next."""

from __future__ import annotations


class DocketError(Exception):
    """Base of all errors that docket raises on purpose; its text is one line for the person at the keyboard."""


class RuleTableError(DocketError):
    """A rule table has a line that can't be used."""


class UnreadableError(DocketError):
    """A paper can't be read; the text says why and what to do. The rest of the batch goes on."""


class CasebookError(DocketError):
    """The casebook can't be opened or used."""


class ChangedMeanwhileError(CasebookError):
    """Another docket changed the casebook between reading and writing; nothing was written, and trying again may do."""
