"""What stands round a picture: the marking above and below, its title and facts, a legend, notes.

frame("Who wrote to whom", things, (840, 500), facts, notes, legend)  ->  a Scene with the things in the middle
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brief.scene import GREY, PALE, Dot, Scene, Shape, Stroke, Thing, Words, cut_to, width_of

MARGIN = 30.0
_TITLE, _SMALL, _LINE = 16.0, 8.0, 12.0
_UNMARKED = "No protective marking on the papers shown"
_NONE = "none on the papers listed"


def frame(
    title: str,
    things: Sequence[Thing],
    size: tuple[float, float],
    facts: Sequence[tuple[str, str]],
    notes: Sequence[str],
    legend: Sequence[tuple[list[Thing], str]],
) -> Scene:
    """The things of a picture of this size with all that tells what it is; each of the legend is drawn about (0, 0)."""
    width, height = size
    told = [(name, value) for name, value in facts if "marking" not in name.casefold()]
    marking = next((value for name, value in facts if "marking" in name.casefold()), _NONE)
    marked = _UNMARKED if marking == _NONE else marking
    head = [Words(width / 2, 22, marked, 10, bold=True, anchor="middle"), Words(MARGIN, 48, title, _TITLE, bold=True)]
    y = 48 + _LINE * 1.5
    for name, value in told:
        head.append(Words(MARGIN, y, cut_to(f"{name}: {value}", width - 2 * MARGIN, _SMALL), _SMALL, grey=GREY))
        y += _LINE
    top = y + 4
    drawn = [move(thing, 0, top) for thing in things]
    y = top + height + 10
    below: list[Thing] = [Stroke(((MARGIN, y), (width - MARGIN, y)), 0.5, PALE)]
    rows, y = _legend(legend, width, y + 16)
    below += rows
    for note in notes:
        y += _LINE
        below.append(Words(MARGIN, y, cut_to(note, width - 2 * MARGIN, 9), 9))
    y += 26
    below.append(Words(width / 2, y, marked, 10, bold=True, anchor="middle"))
    said = "; ".join([*notes, *(f"{name}: {value}" for name, value in facts)])
    return Scene(width, y + 14, title, (*head, *drawn, *below), said)


def move(thing: Thing, x: float, y: float) -> Thing:
    """A thing elsewhere: so far to the right and down."""
    if isinstance(thing, Words | Dot):
        return replace(thing, x=thing.x + x, y=thing.y + y)
    points = tuple((px + x, py + y) for px, py in thing.points)
    return replace(thing, points=points) if isinstance(thing, Stroke | Shape) else thing


def _legend(legend: Sequence[tuple[list[Thing], str]], width: float, y: float) -> tuple[list[Thing], float]:
    """The legend in rows, as many as its width takes; and the height of the last."""
    made: list[Thing] = []
    x = MARGIN
    for things, words in legend:
        wide = 34 + width_of(words, 9) + 14
        if x + wide > width - MARGIN and x > MARGIN:
            x, y = MARGIN, y + 18
        made += [move(thing, x + 14, y) for thing in things]
        made.append(Words(x + 32, y + 3, words, 9))
        x += wide
    return made, y + 6
