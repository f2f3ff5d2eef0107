"""Pieces of text of a format without pages, and how they are written out.

[Piece("Dear Minister"), Piece("Ms A Bell"), Piece("Head of Roads", tight=True)]  ->  "Dear Minister\\n\\nMs A Bell\\nHead of Roads"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.sheet import is_header_label, is_lead

_PASSAGE = 3_000  # characters; a cell with more is text that a table holds in place, not an entry
_SHORT = 100  # characters: a line as short stands with the next where no space is set between them
_SET_APART = re.compile(  # a second column set with blanks: a label, a copy list, a marking, a date at the right
    r"(?<=\S)[ \u00a0]{4,}(?=[A-Z][A-Za-z /]{1,18}:|cc\b|(?:TOP )?(?:SECRET|CONFIDENTIAL|RESTRICTED|OFFICIAL)\b"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}[.,]?[ ]*$)",
    re.M,
)
_BLANKS = re.compile(r"[ \u00a0]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading, list item ("listed") or table row; `tight`: on the line below the piece before it, without a blank one."""

    text: str
    tight: bool = False
    listed: bool = False
    row: bool = False


def write_pieces(pieces: Iterable[Piece]) -> str:
    """The pieces as text. One without words only parts those on both sides of it."""
    out: list[str] = []
    parted = False
    for piece in pieces:
        text = piece.text if piece.row else tidy(piece.text)
        if not text:
            parted = True
            continue
        if out:
            out.append("\n" if piece.tight and not parted else "\n\n")
        out.append(text)
        parted = False
    return "".join(out)


def tidy(text: str) -> str:
    """A piece without blanks that nobody sees: at the ends of its lines, doubled, and the tab after a number or a label."""
    lines = []
    for line in _SET_APART.sub("\t", text).split("\n"):
        fields = [_BLANKS.sub(" ", part).strip() for part in line.split("\t")]
        while len(fields) > 1 and (not fields[0] or is_lead(fields[0])) and fields[1]:
            fields[:2] = [f"{fields[0]} {fields[1]}".strip()]
        lines.append("\t".join(fields).rstrip())
    return "\n".join(lines).strip("\n")


def table_pieces(rows: Sequence[Sequence[Sequence[Piece]]]) -> list[Piece]:
    """A table's rows, each a list of cells, each a list of pieces: lines with tabs; boxes, passages and letterheads as paragraphs."""
    used = {number for row in rows for number, cell in enumerate(row) if any(piece.text.strip() for piece in cell)}
    out: list[Piece] = []
    side_by_side = _side_by_side(rows)
    for row in rows:
        texts = [_cell(row[number]) if number < len(row) else "" for number in sorted(used)]
        if len(used) < 2 or side_by_side or any(len(text) > _PASSAGE for text in texts):
            out += [piece for cell in row for piece in [Piece(""), *cell]]
        elif len(used) == 2 and is_header_label(texts[0]):
            out.append(Piece(f"{texts[0]} {_lines(row[max(used)])}".rstrip(), tight=bool(out)))
        elif any(texts):
            out.append(Piece("\t".join(texts).rstrip(), tight=bool(out) and out[-1].row, row=True))
    return [Piece(""), *out, Piece("")]


def _side_by_side(rows: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    """Does a table hold a letterhead or two signatures in place: a row or two, of cells that are several lines each?

    In a table of one row, one such cell beside another with words is enough: a row alone has no columns to compare.
    """
    heights = [len(lines.split("\n")) for row in rows for cell in row if (lines := _lines(cell))]
    tall = sum(height > 2 for height in heights)
    return len(rows) <= 2 and (tall > 1 or (len(rows) == 1 and tall == 1 and len(heights) > 1))


def _lines(pieces: Sequence[Piece]) -> str:
    return "\n".join(line for piece in pieces for line in tidy(piece.text).split("\n") if line.strip())


def _cell(pieces: Sequence[Piece]) -> str:
    return " ".join(" ".join(tidy(piece.text).split()) for piece in pieces if piece.text.strip())


def is_tight(before: str, space: float) -> bool:
    """Does a paragraph stand close below the one before it: little space set between them (in points), and that one a short line?"""
    return space < 2 and len(before) < _SHORT
