"""A sheet: one thing whole, as lines with indents, wrapped to the width of a terminal or not at all.

lay_out([Line("Recommendation 6"), Line("publish limits …", indent=2)], width=80)
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from brief.plain import clean


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph of a sheet. `label` stands before it, and its further lines stand under its first."""

    text: str
    indent: int = 0
    label: str = ""


def lay_out(lines: Iterable[Line], *, width: int | None = None) -> str:
    """The sheet as text without control characters, ending with a line break; without a width nothing is wrapped."""
    return "".join(f"{drawn}\n" for line in lines for drawn in _drawn(line, width))


def _drawn(line: Line, width: int | None) -> list[str]:
    first = " " * line.indent + (f"{clean(line.label)} " if line.label else "")
    after = " " * len(first)
    paragraphs = clean(line.text).splitlines() or [""]
    drawn: list[str] = []
    for paragraph in paragraphs:
        lead = after if drawn else first
        wrapped = textwrap.wrap(paragraph, max(width - len(after), 30), break_on_hyphens=False) if width else [paragraph]
        drawn += [(lead if not number else after) + text for number, text in enumerate(wrapped or [""])]
    return [text.rstrip() for text in drawn]
