"""Reads pages that are pictures, with Tesseract where it is installed; and tells how far words read like words.

    a page rendered at 300 dots an inch, a degree askew  ->  [Word("Dear", x0=72.1, …, confidence=0.96), …], tilt 1.0

The picture is cleaned of specks and set straight first: a row that is a degree askew runs into the next before it ends.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from corpus.readers.sheet import Word

DOTS = 300  # an inch
_LONGEST = 120  # seconds on one page
_TICK = 5  # seconds after which the parent is told that work goes on
_WIDEST_TILT = 4.0  # degrees
_FINEST_TILT = 0.1
_LEAST_CONFIDENCE = 0.25  # of a word of one or two characters: specks and lines read as "|", "-." and the like
_ASCENDERS = frozenset("bdfhklt0123456789")
_DESCENDERS = frozenset("gjpqyQ,;()[]{}|/$@_")
_VOWELS = frozenset("aeiouyAEIOUY")
_REFERENCE = re.compile(r"[A-Z]{1,6}[-/(]?\d[\dA-Z/()-]*")
_EDGES = "\"'“”‘’()[]{}.,;:?!*•–—-/…¹²³⁴⁵⁶⁷⁸⁹⁰"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read from a picture: words with boxes in points on the straightened page, and how it was askew, in degrees."""

    words: list[Word]
    tilt: float


def find_tesseract() -> str | None:
    """Where Tesseract is; None where it is not installed."""
    return shutil.which("tesseract")


def installed_languages(tesseract: str) -> frozenset[str]:
    """The languages that Tesseract can read here, by its own names: eng, fra, script/Cyrillic …"""
    told = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, check=False)
    return frozenset(told.stdout.split("\n")[1:]) - {"", "osd"}


def read_picture(
    picture: Any, tesseract: str, on_wait: Callable[[], None], scale: float = DOTS / 72, languages: str = ""
) -> Seen | None:
    """The words on a picture (a Pillow image, `scale` dots a point); None where Tesseract fails or takes too long.

    `languages` are Tesseract's names of those to expect, with + between them; "" leaves it to Tesseract.
    """
    straight, tilt = straighten(picture)
    table = _recognised(straight, tesseract, on_wait, languages)
    return None if table is None else Seen(_words(table, 1 / scale), tilt)


def legibility(words: Iterable[Word]) -> float:
    """The share of words that look like words or numbers, 0 to 1; 1.0 for fewer than ten words, which say too little."""
    texts = [bare for word in words if (bare := word.text.strip(_EDGES))]
    if len(texts) < 10:
        return 1.0
    return sum(map(_looks_like_a_word, texts)) / len(texts)


def _looks_like_a_word(text: str) -> bool:
    if text[0].isdigit():
        return sum(map(str.isalnum, text)) >= 0.6 * len(text)
    parts = [part for part in text.replace("’", "'").replace("/", "-").replace("'", "-").split("-") if part]
    if not all(part.isalpha() for part in parts):
        return "@" in text or "." in text or bool(_REFERENCE.fullmatch(text))
    if len(text) == 1:
        return text in "aIA&"
    mixed = not (text.isupper() or text[1:].islower() or len(parts) > 1 or len(text) < 5)
    return not mixed and (not text.isascii() or len(text) < 4 or text.isupper() or any(letter in _VOWELS for letter in text))


def straighten(picture: Any) -> tuple[Any, float]:
    """A picture in grey without specks, turned upright, and by how many degrees it was askew (to the left: above nothing)."""
    from PIL import Image, ImageFilter  # noqa: PLC0415

    grey = picture.convert("L").filter(ImageFilter.MedianFilter(3))
    tilt = _tilt(grey)
    if abs(tilt) < _FINEST_TILT:
        return grey, 0.0
    return grey.rotate(-tilt, resample=Image.Resampling.BICUBIC, fillcolor=255), tilt


def _tilt(grey: Any) -> float:
    """By how many degrees lines of text rise to the right: the angle at which the rows of a picture differ most in blackness."""
    import numpy as np  # noqa: PLC0415

    small = grey.resize((max(grey.width // 4, 1), max(grey.height // 4, 1)))
    ink = 255 - np.asarray(small, dtype=np.float32)
    ys, xs = np.nonzero(ink > 100)
    if len(ys) < 500:
        return 0.0
    if len(ys) > 60_000:
        chosen = np.linspace(0, len(ys) - 1, 60_000).astype(int)
        ys, xs = ys[chosen], xs[chosen]

    def contrast(degrees: float) -> float:
        rows = np.round(ys + xs * math.tan(math.radians(degrees))).astype(int)
        counts = np.bincount(rows - rows.min())
        return float(np.sum(np.diff(counts.astype(np.float64)) ** 2))

    coarse = max(np.arange(-_WIDEST_TILT, _WIDEST_TILT + 0.01, 0.5), key=contrast)
    fine = max(np.arange(coarse - 0.5, coarse + 0.51, _FINEST_TILT / 2), key=contrast)
    return float(fine) if contrast(float(fine)) > 1.1 * contrast(0.0) else 0.0


def _recognised(picture: Any, tesseract: str, on_wait: Callable[[], None], languages: str) -> str | None:
    """Tesseract's table of words for a picture."""
    command = [tesseract, "stdin", "stdout", "--dpi", str(DOTS), "--psm", "3", *(["-l", languages] if languages else []), "tsv"]
    environment = {
        **os.environ,
        "OMP_THREAD_LIMIT": "1",
    }  # more threads cost more than they bring, and other papers are read beside
    header = f"P5 {picture.width} {picture.height} 255\n".encode()
    began = time.monotonic()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        to_send: bytes | None = header + picture.tobytes()
        while time.monotonic() - began < _LONGEST:
            try:
                out, _ = process.communicate(to_send, timeout=_TICK)
                return out.decode("utf-8", "replace") if process.returncode == 0 else None
            except subprocess.TimeoutExpired:
                to_send = None
                on_wait()
        process.kill()
    return None


def _words(table: str, scale: float) -> list[Word]:
    """The words of a table of Tesseract's, those of a line set on one base line and made one size."""
    lines: dict[tuple[str, ...], list[tuple[str, float, float, float, float, float]]] = defaultdict(list)
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        left, top, wide, high = (int(field) * scale for field in fields[6:10])
        confidence = float(fields[10]) / 100
        text = "".join(fields[11].split())
        if confidence >= (_LEAST_CONFIDENCE if len(text) < 3 else 0):
            lines[tuple(fields[2:5])].append((text, left, top, left + wide, top + high, confidence))
    return [word for line in lines.values() for word in _level(line)]


def _level(line: list[tuple[str, float, float, float, float, float]]) -> Iterable[Word]:
    flat = [bottom for text, _, _, _, bottom, _ in line if not _DESCENDERS & set(text)]
    base = median(flat or [bottom for _, _, _, _, bottom, _ in line])
    tall = [base - top for text, _, top, _, _, _ in line if text[0].isupper() or _ASCENDERS & set(text)]
    height = median(tall) if tall else 1.4 * median(base - top for _, _, top, _, _, _ in line)
    height = max(height, 2.0)
    for text, x0, _, x1, _, confidence in line:
        yield Word(text, x0, base - 1.2 * height, x1, base + 0.3 * height, base, confidence=confidence)
