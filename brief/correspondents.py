"""A picture of who wrote to whom: the correspondents on an oval, a line for the papers between each two.

draw_correspondents(letters, {"Ann Lee": "person"}, facts)  ->  Scene("Who wrote to whom", …)

Half of them stand on the left and half on the right, at equal heights, their names outside: so no label meets another or a line, however
many there are. Where there are too many to read, those with the strongest ties are shown, and how many are not.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from brief.framing import MARGIN, frame
from brief.listing import counted
from brief.scene import BLACK, GREY, PALE, WHITE, Dot, Point, Scene, Shape, Stroke, Thing, Words, cut_to
from corpus.records import Item

_MOST_PARTIES, _MOST_TIES = 24, 40
_WIDTH, _HALF_WIDTH = 840.0, 190.0  # of the page; of the oval
_STEP = 44.0  # between two correspondents of one side
_NEAR, _FAR = 0.25, 0.45  # how far a line leans to the middle between neighbours, and more from one side to the other
_KINDS = (("person", "person"), ("office", "office"), ("body", "body or not known"))


@dataclass(frozen=True, slots=True)
class Tie:
    """Two correspondents, and how many papers went from the first to the second and back; at least one went there."""

    left: str
    right: str
    there: int
    back: int

    @property
    def papers(self) -> int:
        """All papers between the two."""
        return self.there + self.back


def find_ties(letters: Iterable[Item]) -> list[Tie]:
    """Who wrote to whom, the strongest tie first; of equal ones that between those who have most papers in all."""
    went = Counter((by, to) for one in letters for by in set(one.senders) for to in set(one.addressees) if by != to)
    pairs = {tuple(sorted(pair)) for pair in went}
    ties = [Tie(a, b, went[a, b], went[b, a]) for a, b in pairs]
    busy = Counter[str]()
    for tie in ties:
        busy.update({tie.left: tie.papers, tie.right: tie.papers})
    return sorted(ties, key=lambda tie: (-tie.papers, -busy[tie.left] - busy[tie.right], tie.left, tie.right))


def strongest(ties: Sequence[Tie]) -> list[Tie]:
    """As many of the strongest ties as can be read."""
    kept: list[Tie] = []
    parties: set[str] = set()
    for tie in ties:
        if len(parties | {tie.left, tie.right}) <= _MOST_PARTIES and len(kept) < _MOST_TIES:
            kept.append(tie)
            parties |= {tie.left, tie.right}
    return kept


def draw_correspondents(letters: Sequence[Item], kinds: Mapping[str, str], facts: Sequence[tuple[str, str]]) -> Scene:
    """The picture; `kinds` are those of the parties, by name."""
    ties = find_ties(letters)
    kept = strongest(ties)
    around = _in_order(kept)
    half = math.ceil(len(around) / 2)
    height = max(half, 3) * _STEP
    places = _places(around, height)
    wrote, received = _papers_of(letters)
    things: list[Thing] = [_line(tie, places) for tie in reversed(kept)]
    things += [head for tie in kept for head in _heads(tie, places)]
    for name in around:
        x, y = places[name]
        things.append(_mark(x, y, kinds.get(name, ""), wrote[name] + received[name]))
        things += _label(name, x, y, wrote[name], received[name])
    notes = _notes(kept, ties, around)
    return frame("Who wrote to whom", things, (_WIDTH, height), facts, notes, _legend(kept))


def _papers_of(letters: Iterable[Item]) -> tuple[Counter[str], Counter[str]]:
    """How many papers each party wrote, and received."""
    wrote, received = Counter[str](), Counter[str]()
    for one in letters:
        wrote.update(set(one.senders))
        received.update(set(one.addressees))
    return wrote, received


def _in_order(ties: Sequence[Tie]) -> list[str]:
    """The parties round the oval, those who wrote to each other near each other: swapped until no swap brings any nearer."""
    weight = Counter[str]()
    for tie in ties:
        weight.update({tie.left: tie.papers, tie.right: tie.papers})
    around = sorted(weight, key=lambda name: (-weight[name], name))
    better = True
    while better:
        better = False
        for a in range(len(around)):
            for b in range(a + 1, len(around)):
                swapped = [*around]
                swapped[a], swapped[b] = around[b], around[a]
                if _reach(swapped, ties) < _reach(around, ties):
                    around, better = swapped, True
    return around


def _reach(around: Sequence[str], ties: Sequence[Tie]) -> int:
    """How far apart round the oval the two of each tie stand, in all."""
    at = {name: place for place, name in enumerate(around)}
    apart = (abs(at[tie.left] - at[tie.right]) for tie in ties)
    return sum(min(one, len(around) - one) for one in apart)


def _places(around: Sequence[str], height: float) -> dict[str, Point]:
    """Down the right side and up the left, at equal heights."""
    half = math.ceil(len(around) / 2)
    places = {}
    for number, name in enumerate(around):
        side, row = (1, number) if number < half else (-1, len(around) - 1 - number)
        y = (row + 0.5) * _STEP + (0 if side > 0 or len(around) % 2 == 0 else _STEP / 2)
        out = math.sqrt(max(1 - (2 * y / height - 1) ** 2, 0.05))
        places[name] = (_WIDTH / 2 + side * _HALF_WIDTH * out, y)
    return places


def _bend(tie: Tie, places: Mapping[str, Point]) -> tuple[Point, Point, Point]:
    """From the one to the other, leaning to the middle of the oval, so that no line runs through a third."""
    (x0, y0), (x1, y1) = places[tie.left], places[tie.right]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    tall = max(one for _, one in places.values()) + _STEP / 2
    lean = _NEAR + _FAR * min(math.dist((x0, y0), (x1, y1)) / tall, 1)
    return (x0, y0), (x + lean * (_WIDTH / 2 - x), y + lean * (tall / 2 - y)), (x1, y1)


def _width(papers: int) -> float:
    return min(0.8 + 1.1 * math.log2(papers), 7.0)


def _line(tie: Tie, places: Mapping[str, Point]) -> Stroke:
    return Stroke(_bend(tie, places), width=_width(tie.papers), grey=GREY if tie.papers > 1 else PALE, bent=True)


def _heads(tie: Tie, places: Mapping[str, Point]) -> list[Shape]:
    """A head of an arrow for each way in which papers went."""
    start, lean, end = _bend(tie, places)
    return [_head(lean, end, tie.papers)] * bool(tie.there) + [_head(lean, start, tie.papers)] * bool(tie.back)


def _head(lean: Point, end: Point, papers: int) -> Shape:
    long, wide = 8 + _width(papers), 3 + _width(papers) / 2
    way = math.atan2(end[1] - lean[1], end[0] - lean[0])
    tip = (end[0] - 9 * math.cos(way), end[1] - 9 * math.sin(way))
    back = (tip[0] - long * math.cos(way), tip[1] - long * math.sin(way))
    side = (wide * math.sin(way), -wide * math.cos(way))
    corners = (tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    return Shape(corners, BLACK if papers > 1 else GREY, WHITE)


def _mark(x: float, y: float, kind: str, papers: int) -> Thing:
    """A person is round, an office square, a body a diamond; the more papers, the larger."""
    r = min(4 + math.log2(max(papers, 1)) * 0.6, 8)
    if kind == "person":
        return Dot(x, y, r, BLACK, WHITE)
    if kind == "office":
        return Shape(((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)), BLACK, WHITE)
    r *= 1.3
    return Shape(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), BLACK, WHITE)


def _label(name: str, x: float, y: float, wrote: int, received: int) -> list[Thing]:
    right = x > _WIDTH / 2
    at = x + (14 if right else -14)
    room = (_WIDTH - at if right else at) - MARGIN
    return [
        Words(at, y - 1, cut_to(name, room, 10, bold=True), 10, bold=True, anchor="start" if right else "end"),
        Words(at, y + 10, f"wrote {wrote:,}, received {received:,}", 8, anchor="start" if right else "end"),
    ]


def _notes(kept: Sequence[Tie], ties: Sequence[Tie], around: Sequence[str]) -> list[str]:
    if not ties:
        return ["No paper on file says both who wrote it and to whom."]
    parties = {name for tie in ties for name in (tie.left, tie.right)}
    if len(kept) == len(ties):
        return [f"All {counted(len(parties), 'correspondent')} and {counted(len(ties), 'tie')} between two of them are shown."]
    shown = f"The {len(kept):,} strongest of {len(ties):,} ties, between {len(around):,} of {len(parties):,} correspondents, are shown."
    weakest = min(tie.papers for tie in kept)
    return [f"{shown} The weakest of them is of {counted(weakest, 'paper')}; of equal ones those of the busiest are taken."]


def _legend(kept: Sequence[Tie]) -> list[tuple[list[Thing], str]]:
    """What each mark means: the thing drawn about (0, 0), and its words."""
    told: list[tuple[list[Thing], str]] = [([_mark(0, 0, kind, 8)], words) for kind, words in _KINDS]
    most = max((tie.papers for tie in kept), default=1)
    for papers in sorted({1, min(5, most), most}):
        tie = Stroke(((-12, 0), (12, 0)), width=_width(papers), grey=GREY if papers > 1 else PALE)
        told.append(([tie], counted(papers, "paper")))
    told.append(([_head((-10, 0), (14, 0), 2)], "to whom"))
    return told
