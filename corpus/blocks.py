"""Parts the lines of a page that was typed, or read by OCR, without blank lines: its head, its text, its foot.

    "MEMORANDUM FOR: The Warden ⏎ SUBJECT: Moorings ⏎ 1. The moorings are old."  ->  2: the first two lines are the head

Which marks a line bears is told by the caller (`corpus.marks.mark_line`), and asked only of the lines that matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Marker = Callable[[str], frozenset[str]]

_LEAST_LINES = 3  # shorter blocks are read as they are
_HEAD_LINES = 24  # among which a head ends
_FOOT_LINES = 8
_TITLE_LINES = 3  # among which minutes have their title
_HEAD_CHARS = 110  # a longer line is a paragraph
_SENTENCE_WORDS = 4  # so many small words make a line a piece of a sentence
_HEADS = frozenset(
    {
        "memo",
        "minutes-title",
        "heading-letter",
        "date",
        "date-label",
        "subject",
        "from",
        "to",
        "from-office",
        "reference",
        "minute",
    }
)  # marks that text does not bear
_RUN_ON = frozenset({"subject", "minutes-title", "memo", "heading-letter"})  # heads that may take more than one line
_PARTS = _HEADS | {"cc", "letterhead", "office", "addressee", "name", "marking", "page", "via", "stamp", "telegram", "american"}
_FEET = frozenset({"name", "date", "office", "cc", "close"})
_NUMBERED = re.compile(r"\W{0,3}(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)] +\S|\d{1,2}\.\d{1,2}\b")
_TITLE_SHARE = 0.6  # of the line below: a shorter line without a full stop is broken off as titles are
_STOPPED = re.compile(r"[.,;:?!]\s*$")
_LABELLED = re.compile(r"\W*(?:Present|In attendance|Attendees|Apologies|Members present)\b ?:?", re.I)
_MEETING = re.compile(r"\b(?:Meeting|MEETING|Minutes|MINUTES)\b")
_POST = re.compile(
    r"(?:(?:Acting|Deputy|Assistant|Executive|Associate|Vice|Principal|Permanent|Managing) )*"
    r"(?:Chief|Director|Secretary|Chairman|Chair|Commissioner|Clerk|Administrator|Comptroller|Head|President)\b[^.?!]{0,50}$"
)
_ENDED = re.compile(r"[.?!][\"'”’)]*\s*$")
_SMALL = re.compile(
    r"(?<![A-Za-z'])(?:the|of|to|and|in|that|is|was|we|I|you|it|for|on|be|are|as|with|this|have|has|will|not|by|at|from|or|an|which|our|your"
    r"|they|their|been|would|should|a|were|had|its|my|he|she|his|her|who|these)(?![A-Za-z'])"
)


def head_end(lines: Sequence[str], mark: Marker, *, greeted: bool = False) -> int:
    """How many lines at the start are a head; 0 where none is beyond doubt. `greeted` says that the lines stand under a greeting."""
    if len(lines) < _LEAST_LINES - int(greeted):
        return 0
    if greeted:
        broken_off = len(lines[0]) < _TITLE_SHARE * len(lines[1]) and not _STOPPED.search(lines[0]) and " " in lines[0]
        return int((_is_title(lines[0]) or broken_off) and lines[1][:1].isupper() and _is_running(lines[1]))
    sure, end, runs_on = False, 0, False
    for at, line in enumerate(lines[:_HEAD_LINES]):
        marks = frozenset() if len(line) > _HEAD_CHARS else mark(line)
        numbered = bool(_NUMBERED.match(line) or _LABELLED.match(line))
        meeting = (
            at < _TITLE_LINES and not numbered and _MEETING.search(line) and not _is_running(line) and not _ENDED.search(line)
        )
        if (marks & _HEADS or meeting) and not numbered:
            sure, end, runs_on = True, at + 1, bool(marks & _RUN_ON)
        elif runs_on and at == end and not numbered and _is_rest_of_title(line):
            end = at + 1
        elif numbered or _is_running(line) or _ENDED.search(line) and not marks & _PARTS:
            return (at if numbered or runs_on else end) if sure and at >= end else 0
        elif marks & _PARTS or (line.isupper() and len(line) <= _HEAD_CHARS):
            end = at + 1 if sure else end
    return 0


def address_start(lines: Sequence[str], mark: Marker, greeted: str) -> int:
    """Where the address of whom a letter greets begins that stands under letterhead, date or reference without a blank line; 0 where none does.

    `greeted` is the greeting without "Dear": the line with its last word begins the address, or else a person under the date.
    """
    word = greeted.rsplit(maxsplit=1)[-1].casefold() if greeted else ""
    dated = False
    for at, line in enumerate(lines):
        marks = mark(line)
        named = marks & {"name", "addressee"} and "from" not in marks
        if named and (dated or (word and word in re.findall(r"[\w'’-]+", line.casefold()))):
            return at
        dated = dated or bool(marks & {"date", "reference"})
    return 0


def foot_start(lines: Sequence[str], mark: Marker) -> int:
    """Where the signature, date or copy list begins that ends the lines: after their last sentence; their number where there is none."""
    for at in range(len(lines) - 1, max(0, len(lines) - 1 - _FOOT_LINES), -1):
        line = lines[at]
        if _is_running(line) or len(line) > _HEAD_CHARS:
            break
        if _ENDED.search(lines[at - 1]) and (mark(line) & _FEET or _POST.match(line)):
            return at
    return len(lines)


def is_title_under(head: Sequence[str]) -> bool:
    """Does a head in small letters end with a line in capitals, so that this is the title of what follows?"""
    return head[-1].isupper() and len(head[-1].split()) > 1 and not any(line.isupper() for line in head[:-1])


def _is_running(line: str) -> bool:
    """Is this line a piece of a sentence: with several of the small words that sentences are made of?"""
    return len(_SMALL.findall(line)) >= _SENTENCE_WORDS


def _is_rest_of_title(line: str) -> bool:
    """A line that goes on in small letters where a title broke off, and in which every word that matters has a capital."""
    words = [word for word in re.findall(r"[A-Za-z][\w'’-]*", line) if not _SMALL.fullmatch(word)]
    return line[:1].islower() and bool(words) and all(word[0].isupper() for word in words) and not _ENDED.search(line)


def _is_title(line: str) -> bool:
    """Some words without a full stop, most of them with a capital letter."""
    words = re.findall(r"[A-Za-z][\w'’-]*", line)
    large = [word for word in words if word[0].isupper()]
    return len(line.split()) > 1 and 2 * len(large) > len(words) and len(line) <= _HEAD_CHARS and not _STOPPED.search(line)
