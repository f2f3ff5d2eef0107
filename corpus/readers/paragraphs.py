"""Lines to paragraphs, and the notes at the foot of a page told from the text.

lines 13.8 points apart, then one 27.6 below the last  ->  two blocks
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.sheet import RAISED, RAISED_FIGURES, SENTENCE_END, Block, Line, is_label

_NOTE_MARK = re.compile(rf"(?:[{RAISED_FIGURES}]+|\d{{1,3}}|[*†‡§]{{1,3}})(?=\s|$|[A-Z‘“])")
_WIDEST_STEP = 1.6  # times the size of type, where there are too few lines to tell that they are spaced more widely
_PARAGRAPH_STEP = 1.3  # times the step from line to line: the least that may be a space between paragraphs
_NOTE_SIZE = 0.93  # of the paper's size of type: notes are in smaller type than this


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in a region: the step from line to line for each size of type, its left and right edge."""

    steps: dict[int, float]
    left: float
    right: float


def make_paragraphs(lines: Sequence[Line]) -> list[Block]:
    """Lines cut into paragraphs at wider spacing, at a change of type and at indents."""
    if not lines:
        return []
    measure = _Measure(_usual_steps(lines), min(line.x0 for line in lines), max(line.x1 for line in lines))
    blocks = [Block([lines[0]])]
    for index in range(1, len(lines)):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if _is_new(blocks[-1], lines[index], after, measure):
            blocks.append(Block([]))
        blocks[-1].lines.append(lines[index])
    return blocks


def mark_notes(blocks: list[Block], size: float, height: float) -> None:
    """Makes the blocks at the foot of a page that are in smaller type, and have a note's number before them, notes."""
    first = len(blocks)
    while first and _may_be_note(blocks[first - 1], size, height):
        first -= 1
    if not any(_NOTE_MARK.match(block.lines[0].text) for block in blocks[first:]):
        return
    for block in blocks[first:]:
        block.kind = "note"
    _raise_numbers([line for block in blocks[first:] for line in block.lines])


def _may_be_note(block: Block, size: float, height: float) -> bool:
    return block.kind == "" and max(line.size for line in block.lines) < _NOTE_SIZE * size and block.lines[0].base > 0.3 * height


def _raise_numbers(lines: list[Line]) -> None:
    """Writes the numbers of notes as where they are called, in raised figures: those that count up from the first.

    Where the first is printed raised all are, and nothing is left to do.
    """
    expected = 0
    for line in lines:
        first = line.words[0]
        if not expected and first.text.strip(RAISED_FIGURES) == "":
            return
        if first.text.isdecimal() and len(line.words) > 1 and int(first.text) == (expected or int(first.text)) < 1000:
            expected = int(first.text) + 1
            first.text = first.text.translate(RAISED)


def _usual_steps(lines: Sequence[Line]) -> dict[int, float]:
    steps: dict[int, list[float]] = defaultdict(list)
    for last, line in pairwise(lines):
        step = line.base - last.base
        if abs(line.size - last.size) < 0.12 * line.size and 0.5 * line.size < step < 2.6 * line.size:
            steps[round(line.size)].append(step)
    usual = {size: sorted(values)[(len(values) - 1) // 3] for size, values in steps.items()}
    usual = {size: step if len(steps[size]) > 2 else min(step, _WIDEST_STEP * size) for size, step in usual.items()}
    near = {size: min(step for other in (size - 1, size, size + 1) for step in steps.get(other, ())) for size in usual}
    return {size: near[size] if _parts(lines, near[size], step, size) else step for size, step in usual.items()}


def _parts(lines: Sequence[Line], least: float, usual: float, size: int) -> bool:
    """Is the usual step the space between paragraphs, of which a short letter has more than lines that follow each other?

    Then most lines above such a space are at an end; of lines that are all spaced widely few are.
    """
    if least > _WIDEST_STEP * size or usual < _PARAGRAPH_STEP * least:
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    above = [last for last, line in pairwise(lines) if line.base - last.base > (least + usual) / 2]
    ended = [last.x1 < left + 0.86 * (right - left) or bool(SENTENCE_END.search(last.words[-1].text)) for last in above]
    return sum(ended) >= 0.8 * len(ended)


def _is_new(block: Block, line: Line, after: Line | None, measure: _Measure) -> bool:
    """Does this line start a new paragraph after this block?"""
    last = block.lines[-1]
    step = line.base - last.base
    usual = measure.steps.get(round(line.size), 1.15 * line.size)
    if step < 0 or (step > max(1.22 * usual, usual + 1.5) and step > 1.05 * max(line.size, last.size)):
        return True
    if line.x1 <= last.x0 or line.x0 >= last.x1:  # from an address at the right to one at the left
        return True
    change = (last.size - line.size) / max(line.size, last.size)
    if abs(change) > 0.14 or (change > 0.07 and _NOTE_MARK.match(line.text)):
        return True
    return _type_changes(block, line, measure) or _is_indented(last, line, after, measure)


def _type_changes(block: Block, line: Line, measure: _Measure) -> bool:
    """A bold heading before text, or after it, without more space than between lines."""
    last = block.lines[-1]
    if last.bold == line.bold or last.x1 > measure.left + 0.86 * (measure.right - measure.left):
        return False
    if last.bold:
        return len(block.lines) <= 3 and all(each.bold for each in block.lines) and not SENTENCE_END.search(last.words[-1].text)
    return line.text[:1].isupper() or line.text[:1].isdigit()


def _is_indented(last: Line, line: Line, after: Line | None, measure: _Measure) -> bool:
    """The first line of a paragraph that is told by its indent alone, as typed letters have it."""
    indent = line.x0 - last.x0
    if not 1.2 * line.size < indent < 6 * line.size or abs(last.x0 - measure.left) > line.size:
        return False
    if is_label(last.words[:1]) or is_label(line.words[:1]) or (after is not None and after.x0 > line.x0 - line.size):
        return False
    return bool(SENTENCE_END.search(last.words[-1].text)) and not line.text[:1].islower()
