"""Invented papers rendered in every format that docket reads, for the readers' tests.

    write_pdf(path, [Page([Text(72, 90, "Dear Minister")])])  ->  a PDF of one page

Everything is placed in points from the top left of an A4 page, so that a test can say what stands where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
LEFT = 72.0


@dataclass(frozen=True)
class Text:
    """Words on one base line."""

    x: float
    y: float
    words: str
    size: float = 11
    font: str = "Helvetica"
    turned: int = 0  # degrees


@dataclass(frozen=True)
class Line:
    """A drawn line."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Dot:
    """A drawn bullet."""

    x: float
    y: float


Thing = Text | Line | Dot


@dataclass
class Page:
    """What stands on a page."""

    things: list[Thing] = field(default_factory=list)


def lines(x: float, y: float, words: Sequence[str], step: float = 14, size: float = 11, font: str = "Helvetica") -> list[Thing]:
    """Lines of text below each other; "" leaves a blank line."""
    return [Text(x, y + step * number, line, size, font) for number, line in enumerate(words) if line]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Thing]:
    """The drawn lines of a table."""
    across: list[Thing] = [Line(xs[0], y, xs[-1], y) for y in ys]
    return across + [Line(x, ys[0], x, ys[-1]) for x in xs]


def write_pdf(path: Path, pages: Sequence[Page], *, password: str = "", turned: int = 0) -> Path:
    """Renders pages to a PDF; `turned` sets the /Rotate of every page."""

    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=StandardEncryption(password) if password else None)
    for page in pages:
        for thing in page.things:
            _draw(canvas, thing)
        if turned:
            canvas.setPageRotation(turned)
        canvas.showPage()
    canvas.save()
    return path


def _draw(canvas: Canvas, thing: Thing) -> None:

    if isinstance(thing, Line):
        canvas.line(thing.x0, HEIGHT - thing.y0, thing.x1, HEIGHT - thing.y1)
    elif isinstance(thing, Dot):
        canvas.circle(thing.x, HEIGHT - thing.y, 1.5, fill=1)
    else:
        canvas.saveState()
        canvas.setFont(thing.font, thing.size)
        canvas.translate(thing.x, HEIGHT - thing.y)
        canvas.rotate(thing.turned)
        canvas.drawString(0, 0, thing.words)
        canvas.restoreState()
