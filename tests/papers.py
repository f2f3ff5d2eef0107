"""Invented papers rendered in every format that docket reads, for the readers' tests.

    write_pdf(path, [Page([Text(72, 90, "Dear Minister")])])  ->  a PDF of one page

Everything is placed in points from the top left of an A4 page, so that a test can say what stands where.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
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


def write_msg(
    path: Path,
    sender: str,
    subject: str,
    body: str,
    people: Sequence[tuple[str, str, int]],
    attached: Sequence[tuple[str, bytes]],
) -> Path:
    """Writes an Outlook message; `people` are (name, address, 1 for to or 2 for copied to), `attached` are (name, bytes)."""
    root = {**_strings({0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: sender, 0x0042: sender, 0x1000: body})}
    root["__properties_version1.0"] = struct.pack(
        "<8x4I8x", len(people), len(attached), len(people), len(attached)
    ) + _properties(root, {})
    tree: Tree = {**root, "__nameid_version1.0": {}}
    for number, (name, address, kind) in enumerate(people):
        fields: dict[str, bytes] = _strings({0x3001: name, 0x39FE: address})
        tree[f"__recip_version1.0_#{number:08X}"] = {
            **fields,
            "__properties_version1.0": bytes(8) + _properties(fields, {0x0C15: kind}),
        }
    for number, (name, data) in enumerate(attached):
        fields = {**_strings({0x3707: name}), "__substg1.0_37010102": data}
        tree[f"__attach_version1.0_#{number:08X}"] = {
            **fields,
            "__properties_version1.0": bytes(8) + _properties(fields, {0x3705: 1}),
        }
    path.write_bytes(_compound_file(tree))
    return path


Tree = dict[str, "bytes | Tree"]


def _strings(values: dict[int, str]) -> dict[str, bytes]:
    return {f"__substg1.0_{number:04X}001F": text.encode("utf-16-le") for number, text in values.items()}


def _properties(streams: dict[str, bytes], numbers: dict[int, int]) -> bytes:
    """The entries of a property stream: the sizes of those that have a stream of their own, and whole numbers."""
    out = b""
    for name, data in streams.items():
        tag = int(name.removeprefix("__substg1.0_"), 16)
        out += struct.pack("<IIII", tag, 6, len(data) + (2 if tag & 0xFFFF == 0x1F else 0), 0)
    for number, value in numbers.items():
        out += struct.pack("<IIII", number << 16 | 3, 6, value, 0)
    return out


@dataclass
class _Entry:
    """An entry of a compound file's directory."""

    name: str
    kind: int
    data: bytes = b""
    right: int = -1
    below: int = -1
    start: int = 0


def _compound_file(tree: Tree) -> bytes:
    """A tree of streams as a compound file: all of them in sectors of 64 bytes, so the small test files need no other."""
    entries = [_Entry("Root Entry", 5)]
    _enter(tree, entries, 0)
    mini, chain = b"", []
    for entry in entries:
        if entry.kind == 2 and entry.data:
            entry.start = len(mini) // 64
            count = -(-len(entry.data) // 64)
            chain += [*range(entry.start + 1, entry.start + count), -2]
            mini += entry.data.ljust(count * 64, b"\0")
    directory = b"".join(map(_directory_entry, entries))
    directory += bytes(-len(directory) % 512)
    minifat = struct.pack(f"<{len(chain)}i", *chain)
    minifat += b"\xff" * (-len(minifat) % 512)
    mini += bytes(-len(mini) % 512)
    sizes = [len(directory) // 512, len(minifat) // 512, len(mini) // 512]
    starts = [1, 1 + sizes[0], 1 + sizes[0] + sizes[1]]
    fat = [-3]
    for start, size in zip(starts, sizes, strict=True):
        fat += [*range(start + 1, start + size), -2]
    assert len(fat) <= 128
    root = struct.pack("<iQ", starts[2], len(mini))
    directory = directory[:116] + root + directory[128:]
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIiIIiIiI", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, starts[1], sizes[1], -2, 0)
    )
    head += struct.pack("<109i", 0, *[-1] * 108)
    return head + struct.pack("<128i", *fat, *[-1] * (128 - len(fat))) + directory + minifat + mini


def _enter(tree: Tree, entries: list[_Entry], above: int) -> None:
    before = -1
    for name, content in tree.items():
        number = len(entries)
        entries.append(_Entry(name, 2, content) if isinstance(content, bytes) else _Entry(name, 1))
        if before < 0:
            entries[above].below = number
        else:
            entries[before].right = number
        before = number
        if not isinstance(content, bytes):
            _enter(content, entries, number)


def _directory_entry(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    start = entry.start if entry.data else -2
    return name.ljust(64, b"\0") + struct.pack(
        "<HBBiii16x4x16xiQ", len(name) + 2, entry.kind, 1, -1, entry.right, entry.below, start, len(entry.data)
    )


def write_scan(
    path: Path, pages: Sequence[Page], *, tilt: float = 0.0, noise: float = 0.0, quarter: int = 0, layer: str = ""
) -> Path:
    """Renders pages as a scanner would, in a PDF of pictures; see `scan`. `layer` is text that somebody's OCR is said to have made of each page."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    size = (WIDTH, HEIGHT) if quarter % 2 == 0 else (HEIGHT, WIDTH)
    for picture in scan(path, pages, tilt=tilt, noise=noise, quarter=quarter):
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(picture), 0, 0, *size)
        for number, line in enumerate(layer.splitlines()):
            canvas.drawString(LEFT, 700 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def write_picture(path: Path, pages: Sequence[Page], *, dots: int = 300, **scanned: float) -> Path:
    """Renders pages as a scanner would, in one picture file (of several pages where it is a TIFF), `dots` an inch; see `scan`."""
    first, *rest = scan(path, pages, **scanned)  # type: ignore[arg-type]
    if rest:
        first.save(path, dpi=(dots, dots), save_all=True, append_images=rest)
    else:
        first.save(path, dpi=(dots, dots))
    return path


def scan(path: Path, pages: Sequence[Page], *, tilt: float = 0.0, noise: float = 0.0, quarter: int = 0) -> list[Image.Image]:
    """Pages as pictures of 300 dots an inch, `tilt` degrees askew, with a share of their dots made noise; `quarter` turns the paper on the glass."""
    document = pypdfium2.PdfDocument(write_pdf(path.with_suffix(".source.pdf"), pages))
    dice = np.random.default_rng(7)
    pictures = []
    for page in document:
        picture = (
            page.render(scale=300 / 72, grayscale=True).to_pil().rotate(tilt, fillcolor=255, resample=Image.Resampling.BICUBIC)
        )
        dots = np.asarray(picture.rotate(90 * quarter, expand=True), dtype=np.int16)
        dots = dots + dice.normal(0, 200 * noise, dots.shape).astype(np.int16)
        specks = dice.random(dots.shape)
        dots[specks < noise / 10] = 0
        dots[specks > 1 - noise / 10] = 255
        pictures.append(Image.fromarray(dots.clip(0, 255).astype(np.uint8)))
    return pictures
