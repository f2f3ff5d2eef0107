"""A picture as shapes on a page, and as a file: SVG, or PNG of the same.

Scene(400, 300, "Who wrote to whom", (Dot(100, 80, 6), Words(112, 84, "Ann Lee")))

Everything is black, white or grey, and placed in points from the top left. Words are measured as Helvetica, whose widths every office
font of its kind shares. SVG is written as it is; PNG is drawn by way of a page of PDF, because reportlab and pypdfium2 bring that font
with them, and a machine without fonts gives the same picture.
"""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import pypdfium2
from lxml import etree
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from brief.plain import clean, shorten

BLACK, GREY, PALE, WHITE = 0.0, 0.4, 0.75, 1.0
Point: TypeAlias = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
_SVG = "http://www.w3.org/2000/svg"
_FAMILY = "Helvetica, Arial, 'Liberation Sans', sans-serif"
_DASH = (4.0, 3.0)
_SCALE = 2.0  # dots of a PNG to a point


@dataclass(frozen=True, slots=True)
class Words:
    """Words on one base line, from, about or up to a point."""

    x: float
    y: float
    words: str
    size: float = 9
    bold: bool = False
    anchor: Anchor = "start"
    grey: float = BLACK


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; with `bent`, a curve from the first to the last that leans to the one between."""

    points: tuple[Point, ...]
    width: float = 1
    grey: float = BLACK
    dashed: bool = False
    bent: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled shape with corners."""

    points: tuple[Point, ...]
    fill: float = BLACK
    edge: float = BLACK


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: float = BLACK
    edge: float = BLACK


Thing: TypeAlias = Words | Stroke | Shape | Dot


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its size, a title and a description for those who cannot see it, and its things, the last on top."""

    width: float
    height: float
    title: str
    things: tuple[Thing, ...] = field(default=())
    description: str = ""


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """How wide words are in points."""
    return float(stringWidth(_drawable(words), _font(bold), size))


def cut_to(words: str, width: float, size: float, *, bold: bool = False) -> str:
    """The words on one line, cut with "…" where they are wider."""
    text = shorten(words, 1000)
    limit = len(text)
    while width_of(text, size, bold=bold) > width and limit > 1:
        limit = min(limit - 1, int(limit * width / width_of(text, size, bold=bold)) + 1)
        text = shorten(words, limit)
    return text


def wrap(words: str, width: float, size: float, *, most: int) -> list[str]:
    """The words in lines of a width, at most so many; what is left over is cut with "…"."""
    left, lines = clean(words).split(), list[str]()
    while left:
        if len(lines) == most - 1:
            return [*lines, cut_to(" ".join(left), width, size)]
        count = 1
        while count < len(left) and width_of(" ".join(left[: count + 1]), size) <= width:
            count += 1
        lines.append(cut_to(" ".join(left[:count]), width, size))
        left = left[count:]
    return lines


def bounds(one: Words) -> tuple[float, float, float, float]:
    """The box that words fill: left, top, right, bottom."""
    wide = width_of(one.words, one.size, bold=one.bold)
    left = one.x - {"start": 0.0, "middle": wide / 2, "end": wide}[one.anchor]
    return left, one.y - one.size * 0.75, left + wide, one.y + one.size * 0.22


def svg(scene: Scene) -> bytes:
    """The picture as SVG, which can be made any size."""
    root = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})
    root.attrib.update({"viewBox": f"0 0 {_n(scene.width)} {_n(scene.height)}", "role": "img"})
    root.attrib.update({"width": f"{_n(scene.width)}pt", "height": f"{_n(scene.height)}pt"})
    _add(root, "title").text = _xml(scene.title)
    _add(root, "desc").text = _xml(scene.description)
    _add(root, "rect", width="100%", height="100%", fill="#ffffff")
    for thing in scene.things:
        _draw_svg(root, thing)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def png(scene: Scene) -> bytes:
    """The picture as PNG, fine enough for print."""
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(scene.width, scene.height), invariant=1)
    for thing in scene.things:
        _draw_page(canvas, thing, scene.height)
    canvas.save()
    document = pypdfium2.PdfDocument(page.getvalue())
    try:
        picture = document[0].render(scale=_SCALE).to_pil().convert("L")
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "png", dpi=(72 * _SCALE, 72 * _SCALE), optimize=True)
    return out.getvalue()


def _draw_svg(root: etree._Element, thing: Thing) -> None:
    if isinstance(thing, Words):
        given = {
            "x": _n(thing.x),
            "y": _n(thing.y),
            "font-family": _FAMILY,
            "font-size": _n(thing.size),
            "fill": _tone(thing.grey),
        }
        given |= {"font-weight": "bold"} if thing.bold else {}
        given |= {"text-anchor": thing.anchor} if thing.anchor != "start" else {}
        _add(root, "text", **given).text = _xml(thing.words)
    elif isinstance(thing, Stroke):
        given = {"d": _path(thing), "fill": "none", "stroke": _tone(thing.grey), "stroke-width": _n(thing.width)}
        _add(root, "path", **given | ({"stroke-dasharray": f"{_DASH[0]} {_DASH[1]}"} if thing.dashed else {}))
    elif isinstance(thing, Dot):
        given = {"cx": _n(thing.x), "cy": _n(thing.y), "r": _n(thing.radius)}
        _add(root, "circle", **given, fill=_tone(thing.fill), stroke=_tone(thing.edge))
    else:
        corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in thing.points)
        _add(root, "polygon", points=corners, fill=_tone(thing.fill), stroke=_tone(thing.edge))


def _path(stroke: Stroke) -> str:
    first, *others = (f"{_n(x)} {_n(y)}" for x, y in stroke.points)
    return f"M{first} " + (f"Q{' '.join(others)}" if stroke.bent else " ".join(f"L{one}" for one in others))


def _draw_page(canvas: Canvas, thing: Thing, height: float) -> None:
    """The thing on a page of PDF, whose points count from the foot."""
    if isinstance(thing, Words):
        canvas.setFont(_font(thing.bold), thing.size)
        canvas.setFillGray(thing.grey)
        place = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
        place[thing.anchor](thing.x, height - thing.y, _drawable(thing.words))
        return
    canvas.setLineWidth(thing.width if isinstance(thing, Stroke) else 1)
    canvas.setDash(*(_DASH if isinstance(thing, Stroke) and thing.dashed else ()))
    if isinstance(thing, Dot):
        canvas.setFillGray(thing.fill)
        canvas.setStrokeGray(thing.edge)
        canvas.circle(thing.x, height - thing.y, thing.radius, fill=1)
        return
    points = [(x, height - y) for x, y in thing.points]
    path = canvas.beginPath()
    path.moveTo(*points[0])
    if isinstance(thing, Stroke) and thing.bent:
        path.curveTo(*_as_cubic(*points))
    else:
        for point in points[1:]:
            path.lineTo(*point)
    canvas.setStrokeGray(thing.grey if isinstance(thing, Stroke) else thing.edge)
    if isinstance(thing, Shape):
        path.close()
        canvas.setFillGray(thing.fill)
    canvas.drawPath(path, fill=int(isinstance(thing, Shape)), stroke=1)


def _as_cubic(start: Point, lean: Point, end: Point) -> tuple[float, ...]:
    """The two inner points and the end of the curve that PDF, which has no other, draws for the same bend."""
    inner = [(point[axis] + 2 * (lean[axis] - point[axis]) / 3) for point in (start, end) for axis in (0, 1)]
    return (*inner, *end)


def _font(bold: bool) -> str:
    return "Helvetica-Bold" if bold else "Helvetica"


def _drawable(words: str) -> str:
    """The words in letters that the font of a page has: what it lacks loses its marks, or is a question mark."""
    return "".join(one if _has(one) else _bare(one) for one in clean(words))


def _bare(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter)[0]
    return bare if _has(bare) else "?"


def _has(letter: str) -> bool:
    return bool(letter.encode("cp1252", "ignore"))


def _add(parent: etree._Element, name: str, **given: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_SVG}}}{name}", attrib=given)


def _xml(text: str) -> str:
    return re.sub("[\ud800-\udfff\ufffe\uffff]", "", clean(text))


def _tone(grey: float) -> str:
    return f"#{round(grey * 255):02x}" + f"{round(grey * 255):02x}" * 2


def _n(number: float) -> str:
    """A number as short as it can be said."""
    return f"{number:.1f}".removesuffix(".0")
