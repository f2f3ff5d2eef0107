"""Reads text and Markdown: finds the encoding and evens out line ends; changes nothing else.

b"Dear Minister\\r\\n\\x93Keeping order\\x94"  ->  SourceText(format="text", text='Dear Minister\\n“Keeping order”')
"""

from __future__ import annotations

import codecs
import re

from corpus.errors import UnreadableError
from corpus.sources import SourceText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.02  # of the first bytes; text that was scanned or sent by wire has a stray one here and there
_SAMPLE = 65_536


def read_plain(data: bytes) -> SourceText:
    """The text of a .txt or .md file; UnreadableError where the bytes are no text."""
    return SourceText("", "", "", "text", decode(data).replace("\r\n", "\n").replace("\r", "\n"))


def decode(data: bytes) -> str:
    """Bytes as text: by their byte order mark, as UTF-8, else as the old encoding that they look like."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    sample = data[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MOST_CONTROL * len(sample) or b"\0" in sample:
        raise UnreadableError("is not text, whatever its name says; give it the ending of what it is")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"begins as {encoding} but goes on as something else; save it again as UTF-8") from error


def _guessed(data: bytes) -> str:
    """Text in an old encoding: Windows-1252, the rule in English papers, unless that gives too many letters with accents."""
    from charset_normalizer import from_bytes  # noqa: PLC0415

    western = data.decode("cp1252", "replace")
    if western.count("\ufffd") == 0 and _plain_share(western) > 0.9:
        return western
    best = from_bytes(data[:_SAMPLE]).best()
    try:
        return data.decode(best.encoding) if best else western
    except UnicodeDecodeError:
        return western


def _plain_share(text: str) -> float:
    """The share of letters that are plain A to Z."""
    letters = [letter for letter in text[:_SAMPLE] if letter.isalpha()]
    return sum(letter.isascii() for letter in letters) / len(letters) if letters else 1.0
