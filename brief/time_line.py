"""A picture of what happened when: a time line true to scale, the weightiest lines of the chronology told beside it.

draw_time_line(lines, facts)  ->  Scene("Time line", …)

Each line told stands at its place in time, or as near as the one before leaves room, and a leader goes to its day: in the order of time,
so that no two cross. Stretches in which nothing falls are broken out of the scale, and marked. Bars tell how much falls when, of all lines.
"""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from brief.dates import say_when
from brief.exporting import write_bytes
from brief.framing import frame
from brief.handout import Asked, say_facts
from brief.listing import Listing, counted
from brief.scene import BLACK, GREY, PALE, WHITE, Dot, Scene, Shape, Stroke, Thing, Words, png, svg, wrap
from corpus.edtf import sort_key
from graph.chronology import Line, Origin

_MOST = 30  # lines that are told
_WIDTH = 720.0
_AXIS, _TICKS, _SIGN, _DATE, _TEXT = 175.0, 167.0, 232.0, 246.0, 378.0  # where each column stands
_BAR = 85.0  # the longest bar
_BAR_ROW = 12.0
_SIZE, _ROW, _GAP = 9.0, 11.0, 9.0
_MIN_HEIGHT = 420.0
_EMPTY = 0.2  # of the whole: a stretch without a line that is longer is broken out
_BREAK = 26.0  # what is left of it on the page
_APART, _NEAR = 26.0, 11.0  # between two ticks; between the end of a piece and another
_EVERY = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months between two ticks


@dataclass(frozen=True, slots=True)
class Scale:
    """Days and where they stand on the page: pieces, each from a day and a height on; `breaks` are pieces out of scale."""

    days: tuple[date, ...]
    heights: tuple[float, ...]
    breaks: frozenset[int]

    def at(self, day: date) -> float:
        """Where a day stands."""
        piece = min(max(bisect_right(self.days, day) - 1, 0), len(self.days) - 2)
        first, last = self.days[piece], self.days[piece + 1]
        share = min(max((day - first).days / max((last - first).days, 1), 0), 1)
        return self.heights[piece] + share * (self.heights[piece + 1] - self.heights[piece])

    def is_broken(self, day: date) -> bool:
        """Does a day fall into a stretch that is out of scale?"""
        return min(bisect_right(self.days, day) - 1, len(self.days) - 2) in self.breaks


def write_time_line(listing: Listing, form: str, path: Path, asked: Asked) -> str:
    """Draw the listing of a chronology (`brief.timeline`) as "svg" or "png"; what was written, in words."""
    facts = (*say_facts(asked, listing.markings or ()), *[("Held to", listing.held)] * bool(listing.held))
    scene = draw_time_line(list(_lines_of(listing)), facts)
    write_bytes(path, svg(scene) if form == "svg" else png(scene))
    return f"Wrote {listing.title} to {path}."


def _lines_of(listing: Listing) -> Iterator[Line]:
    for row in listing.records:
        sources = tuple(Origin(one["record"], one["item"], one["source"], one["page"], one["quote"]) for one in row["sources"])
        yield Line(row["date"], sort_key(row["date"])[0], row["text"], row["planned"], row["uncertain"], sources, row["key"])


def weightiest(lines: Sequence[Line]) -> list[Line]:
    """Of dated lines the key events, then what most papers tell of, the sure before the unsure, what happened before what was planned.

    They come in order of time. Where there is no room for all of a sort, every so manieth of them is taken, so that no time is favoured.
    """
    sorts: dict[tuple[bool, int, bool, bool], list[int]] = {}
    for number in sorted(range(len(lines)), key=lambda number: lines[number].sort):
        one = lines[number]
        papers = len({origin.item for origin in one.sources})
        sorts.setdefault((not one.key, -papers, one.uncertain, one.planned), []).append(number)
    kept: list[int] = []
    for _, mine in sorted(sorts.items()):
        room = min(_MOST - len(kept), len(mine))
        kept += [mine[place * len(mine) // room] for place in range(room)]
    return [lines[number] for number in sorted(kept, key=lambda number: (lines[number].sort, number))]


def draw_time_line(lines: Sequence[Line], facts: Sequence[tuple[str, str]]) -> Scene:
    """The picture of a chronology (`graph.chronology.build_chronology`)."""
    dated = [one for one in lines if one.date]
    told = weightiest(dated)
    wrapped = [
        (wrap(_when(one), _TEXT - _DATE - 8, _SIZE * 1.06, most=2), wrap(one.text, _WIDTH - _TEXT - 30, _SIZE, most=2))
        for one in told
    ]
    heights = [max(map(len, words)) * _ROW + _GAP for words in wrapped]
    height = max(sum(heights) + _ROW, _MIN_HEIGHT) if dated else 0.0
    things: list[Thing] = []
    if dated:
        scale = make_scale([one.sort for one in dated], height)
        tops = spread([scale.at(one.sort) for one in told], heights, height)
        things = [*_bars(dated, scale), *_axis(scale)]
        for one, words, top in zip(told, wrapped, tops, strict=True):
            things += _tell(one, words, scale.at(one.sort), top)
    notes = _notes(lines, dated, told)
    return frame("Time line", things, (_WIDTH, height), facts, notes, _legend())


def make_scale(days: Sequence[date], height: float) -> Scale:
    """A scale from the first day to the last, with long stretches between two of them broken out."""
    distinct = sorted(set(days))
    if len(distinct) == 1:
        distinct = [distinct[0] - timedelta(days=15), distinct[0] + timedelta(days=15)]
    gaps = [(b - a).days for a, b in zip(distinct, distinct[1:], strict=False)]
    breaks = frozenset[int]()
    while True:
        left = sum(gap for n, gap in enumerate(gaps) if n not in breaks)
        more = {n for n, gap in enumerate(gaps) if n not in breaks and gap > _EMPTY * left and gap > 60}
        if not more or len(gaps) - len(breaks | more) < 1 or len(breaks | more) * _BREAK > height / 3:
            break
        breaks |= more
    room = height - 2 * _ROW - len(breaks) * _BREAK
    places = [_ROW]
    for n, gap in enumerate(gaps):
        places.append(places[-1] + (_BREAK if n in breaks else gap * room / left))
    return Scale(tuple(distinct), tuple(places), breaks)


def spread(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Where labels begin, in order: each as near to where it is wanted as the others leave room, none over another."""
    tops: list[float] = []
    for want, height in zip(wanted, heights, strict=True):
        below = tops[-1] + heights[len(tops) - 1] if tops else 0.0
        tops.append(max(want - height / 2, below))
    foot = room
    for number in reversed(range(len(tops))):
        tops[number] = min(tops[number], foot - heights[number])
        foot = tops[number]
    return tops


def _tell(one: Line, words: tuple[list[str], list[str]], at: float, top: float) -> list[Thing]:
    """A line: its leader, its sign, its date and its words."""
    y = top + _SIZE
    leader = Stroke(((_AXIS, at), (_AXIS + 12, at), (_SIGN - 12, y - 3), (_SIGN, y - 3)), 0.6, GREY, dashed=one.uncertain)
    dates, texts = (
        [Words(x, y + row * _ROW, text, _SIZE, bold=x == _DATE) for row, text in enumerate(rows)]
        for x, rows in zip((_DATE, _TEXT), words, strict=True)
    )
    return [leader, Dot(_AXIS, at, 2, BLACK, WHITE), *_sign(_kind(one), _SIGN, y - 3), *dates, *texts]


def _when(one: Line) -> str:
    return say_when(one.date) + (" (unsure)" if one.uncertain else "")


def _kind(one: Line) -> str:
    """Of what sort a line is: a plan, a paper on file, one that is only referred to, or what a paper tells of."""
    if one.planned:
        return "planned"
    kind = one.sources[0].record.partition("-")[0] if one.sources else ""
    return {"item": "paper", "reference": "missing", "register": "missing"}.get(kind, "event")


def _sign(kind: str, x: float, y: float) -> list[Thing]:
    r = 4.2
    if kind == "paper":
        return [Shape(((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)))]
    if kind == "planned":
        return [Shape(((x, y - r * 1.3), (x + r * 1.3, y), (x, y + r * 1.3), (x - r * 1.3, y)), WHITE)]
    if kind == "missing":
        return [Shape(((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)), WHITE)]
    return [Dot(x, y, r)]


def _bars(dated: Sequence[Line], scale: Scale) -> list[Thing]:
    """How many of all lines fall at each height of the axis."""
    rows = Counter(int(scale.at(one.sort) // _BAR_ROW) for one in dated)
    most = max(rows.values())
    made: list[Thing] = []
    for row, count in sorted(rows.items()):
        left, top = _AXIS - 62 - _BAR * count / most, row * _BAR_ROW + 1
        corners = ((left, top), (_AXIS - 62, top), (_AXIS - 62, top + _BAR_ROW - 2), (left, top + _BAR_ROW - 2))
        made.append(Shape(corners, PALE, PALE))
        if count == most:
            made.append(Words(left + 3, top + 8, f"{count}", 7.5))
    return made


def _axis(scale: Scale) -> list[Thing]:
    made: list[Thing] = []
    for piece, (top, foot) in enumerate(zip(scale.heights, scale.heights[1:], strict=False)):
        made.append(
            Stroke(
                ((_AXIS, top), (_AXIS, foot)), 1.4, dashed=piece in scale.breaks, grey=GREY if piece in scale.breaks else BLACK
            )
        )
    ticks = _find_ticks(scale)
    years = len(ticks) > 2 and (ticks[1][0] - ticks[0][0]).days > 360
    for day, y in ticks:
        text = f"{day.year}" if years else f"{calendar.month_abbr[day.month]} {day.year}"
        made += [Stroke(((_AXIS - 4, y), (_AXIS, y)), 1), Words(_TICKS, y + 3, text, 8, anchor="end")]
    return made


def _find_ticks(scale: Scale) -> list[tuple[date, float]]:
    """The first days of months to be named, as many as there is room for, at steps of one length; and the two ends."""
    first, last = scale.days[0], scale.days[-1]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    best: list[tuple[date, float]] = []
    for step in _EVERY:
        days = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
        found = [(day, scale.at(day)) for day in days if first <= day <= last and not scale.is_broken(day)]
        best = found
        if all(b[1] - a[1] >= _APART for a, b in zip(found, found[1:], strict=False)):
            break
    ends = {*scale.days[:1], *scale.days[-1:], *(scale.days[piece] for piece in scale.breaks)}
    for day in sorted(ends):
        y = scale.at(day)
        if all(abs(y - other) >= _NEAR for _, other in best):
            best.append((day, y))
    return best


def _notes(lines: Sequence[Line], dated: Sequence[Line], told: Sequence[Line]) -> list[str]:
    if not dated:
        return ["No line of the chronology has a date." if lines else "The chronology has no line."]
    notes = []
    if len(told) < len(dated):
        which = "key events and what most papers tell of, some of every time, the sure and what happened first"
        notes.append(f"{len(told):,} of {counted(len(dated), 'dated line')} are told: {which}.")
    if len(dated) < len(lines):
        notes.append(
            f"{counted(len(lines) - len(dated), 'line')} without a date {'is' if len(lines) - len(dated) == 1 else 'are'} left out."
        )
    return [
        *notes,
        "Bars: how many of all dated lines fall at that time. Dashes in the axis: a long time in which nothing falls.",
    ]


def _legend() -> list[tuple[list[Thing], str]]:
    signs = (("paper", "paper on file"), ("missing", "paper not on file"), ("event", "event"), ("planned", "planned or due"))
    told = [(_sign(kind, 0, 0), words) for kind, words in signs]
    return [*told, ([Stroke(((-12, 0), (12, 0)), 0.8, GREY, dashed=True)], "unsure date")]
