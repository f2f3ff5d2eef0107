"""Paragraphs of an item as a reader sees them: with their number or letter, across page breaks, without running heads.

    "8.1. Ministers should publish\\nthe list (paragraph 2.4).\\nThe Government agrees."  ->  two paragraphs, the first marked "8.1."

Text from a page has hard line ends and often no blank lines between paragraphs; a short last line, a number or a heading then shows
where the next one begins. Text from other formats has one paragraph a line. Works on the normal text of an item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.findings import Context, Sentence

_MARKER = re.compile(
    r"(?:(?P<bullet>[-–—•·●○▪■□➢✓*+]|o(?=\s))\s+"
    r"|\(?(?P<letter>[a-z]|[ivx]{1,5})[.)]\s+"
    r"|(?P<number>\(?(?:[A-Z]{1,2})?\d{1,3}(?:\.\d{1,3}){0,3}(?:[a-h]\b)?(?:[.)]|\s*[:–—-](?=\s))?)\s+(?=[\"'(\[]*[A-Za-z£$]))"
)
_HASHES = re.compile(r"(#{1,6})\s+")
_TERMINAL = re.compile(r"[.!?:;][\"')\]*_]*(?:\d{1,2})?\s*$")
_TRAILER = re.compile(r"\((?:[a-z]+, )?para(?:graph)?s? [\d., and-]+\)\.?$", re.IGNORECASE)
_RUNNING = re.compile(r"\d{1,4}|[ivxl]{1,6}|(?:\d{1,3} )?https?://\S+.*|page \d+(?: of \d+)?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:[A-Z][\w']+ ){0,3}[Rr]ecommendations?(?: (?:[Nn]o\.? ?)?(?=[\dIVXR]))?|(?:The )?(?:[A-Z][\w']+ ){0,3}(?:[Rr]esponse|[Rr]eply|[Uu]pdate)"
    r"(?: to [Rr]ecommendations?)?)\s*(?:[A-Z]?[\d.,/ IVX-]*(?:(?:and|to) [\d.]+)?)(?P<open>[a-h]?\s*(?:[:–—-]|\((?:para|Para)).*)?$"
)
_HEADING_WORDS = 14
_SHORT = 0.8
_WRAPPED = 200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `start` with its marker, `begin` without it; `lines` are the pieces of it without running heads.

    `marker` is the number, letter or bullet before it, `heading` its depth as a heading (0 for none), `row` whether it is a table row.
    """

    start: int
    begin: int
    end: int
    lines: tuple[tuple[int, int], ...]
    marker: str = ""
    numbered: bool = False
    heading: int = 0
    row: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    after_blank: bool
    heading: int = 0


def find_paragraphs(text: str, sentences: Sequence[Sentence], context: Context) -> list[Paragraph]:
    """The paragraphs of a text, in order. Headings that `sentences` names count as such here too."""
    lines = _lines(text, context)
    width = _width(lines)
    often = {
        shape
        for shape, count in Counter(line.text for line in lines).items()
        if count >= 3 and len(shape.split()) <= _HEADING_WORDS
    }
    hashed = {one.start: one.level for one in sentences if one.kind == "heading"}
    found: list[Paragraph] = []
    pending: list[_Line] = []
    for number, line in enumerate(lines):
        if pending and (line.text in often or _breaks(pending, line, width)):
            found.append(_paragraph(pending, hashed))
            pending = []
        pending.append(line)
        if number + 1 == len(lines):
            found.append(_paragraph(pending, hashed))
    return found


def words_of(text: str, paragraph: Paragraph, start: int = -1, end: int = -1) -> str:
    """The words of a paragraph (or of the part of it between two positions) on one line, without running heads."""
    low, high = max(paragraph.begin, start), paragraph.end if end < 0 else end
    pieces = [text[max(low, first) : min(high, last)] for first, last in paragraph.lines if first < high and last > low]
    return " ".join(" ".join(pieces).split())


def _lines(text: str, context: Context) -> list[_Line]:
    hidden = [(zone.start, zone.end) for zone in context.zones if zone.label in ("page", "garbage")]
    running = _running_heads(text)
    found: list[_Line] = []
    at, blank, page_top = 0, True, True
    for raw in re.split(r"(?<=[\n\f])", text):
        start, at = at, at + len(raw)
        bare = raw.strip()
        if not bare:
            blank = blank or not page_top
            page_top = page_top or raw.endswith("\f")
            continue
        begin = start + raw.index(bare[0])
        skip = any(low <= begin < high for low, high in hidden) or _RUNNING.fullmatch(bare) or _shape(bare) in running
        if not skip:
            hashes = _HASHES.match(bare)
            found.append(
                _Line(
                    begin + (hashes.end() if hashes else 0),
                    begin + len(bare),
                    bare[hashes.end() :] if hashes else bare,
                    blank,
                    len(hashes.group(1)) if hashes else 0,
                )
            )
            blank = False
        page_top = raw.endswith("\f")
    return found


def _running_heads(text: str) -> set[str]:
    """Shapes of the lines that stand at the head or foot of half of the pages."""
    pages = text.split("\f")
    if len(pages) < 4:
        return set()
    edges: Counter[str] = Counter()
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        edges.update({_shape(line) for line in lines[:2] + lines[-2:]})
    return {shape for shape, count in edges.items() if count >= max(3, len(pages) // 2)}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _width(lines: Sequence[_Line]) -> int:
    """How long a full line is: hard-wrapped text has many lines of nearly one length; 0 where lines are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 20)
    if not lengths or lengths[int(0.9 * len(lengths))] > _WRAPPED:
        return 0
    return lengths[int(0.9 * len(lengths))]


def _breaks(pending: Sequence[_Line], line: _Line, width: int) -> bool:
    """Does a new paragraph begin with this line?"""
    last = pending[-1]
    if line.heading or last.heading or _is_row(line.text) or _is_row(last.text):
        return True
    if _TRAILER.search(last.text):
        return True
    marked, ended = _MARKER.match(line.text), bool(_TERMINAL.search(last.text))
    label = _LABEL.match(line.text)
    if label and line.text[:1].isupper() and (ended or not label.group("open") or _is_short(last, width)):
        return True
    if line.after_blank:
        return ended or not line.text[:1].islower() or bool(marked) or len(last.text.split()) < 4
    if marked and (marked.group("bullet") or ended or _full_marker(marked) or _is_short(last, width)):
        return True
    if not width:
        return ended or not line.text[:1].islower()
    if ended and _is_short(last, width):
        return True
    opened = line.text[:1].isupper() or line.text[:1] in "\"'(["
    if opened and not ended and _is_heading(pending[0], width) and len(pending) <= 2 and _is_short(last, width):
        return True
    return ended and opened and _is_heading(line, width)


def _full_marker(marked: re.Match[str]) -> bool:
    number = marked.group("number") or ""
    return number.endswith((".", ")", ":")) and not re.search(r"\d{4}", number)


def _is_short(line: _Line, width: int) -> bool:
    return len(line.text) < _SHORT * width


def _is_heading(line: _Line, width: int) -> bool:
    words = line.text.split()
    return (
        len(words) <= _HEADING_WORDS
        and (not width or len(line.text) < _SHORT * width)
        and line.text[:1].isalnum()
        and not line.text[:1].islower()
        and not line.text.endswith((".", ",", ";", "-"))
        and bool(re.search(r"[A-Za-z]{3}", line.text))
    )


def _is_row(line: str) -> bool:
    return "\t" in line.strip() or line.startswith("|")


def _paragraph(lines: Sequence[_Line], headings: dict[int, int]) -> Paragraph:
    first = lines[0]
    marked = None if _is_row(first.text) else _MARKER.match(first.text)
    begin = first.start + (marked.end() if marked else 0)
    level = first.heading or headings.get(first.start, 0) or headings.get(begin, 0)
    if (
        not level
        and len(lines) <= 2
        and all(_is_heading(line, 0) for line in lines)
        and sum(len(line.text) for line in lines) < 110
    ):
        level = 7
    return Paragraph(
        start=first.start,
        begin=begin,
        end=lines[-1].end,
        lines=tuple((line.start, line.end) for line in lines),
        marker=marked.group().strip() if marked else "",
        numbered=bool(marked and marked.group("number")),
        heading=level,
        row=_is_row(first.text),
    )
