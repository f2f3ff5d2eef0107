"""Text of papers made safe for where it goes: a terminal, a spreadsheet, a line of JSON.

"\\x1b[2JHome Office"  ->  "Home Office"        "=SUM(A1)"  ->  "'=SUM(A1)"
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

# What moves the cursor, colours, hides or turns text round: control characters but line feed and tab, marks of direction.
_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What a reader of JSON Lines may take for the end of a line, what a terminal obeys, halves of characters (no UTF-8).
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def clean(text: str) -> str:
    """The text without control characters; line breaks and tabs stay."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\f", "\n"))


def one_line(text: str) -> str:
    """The text on one line, without control characters or runs of spaces."""
    return " ".join(clean(text).split())


def shorten(text: str, limit: int) -> str:
    """The text on one line, cut at a word with "…" where it is longer than `limit` characters."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    kept = line[: limit - 1] if line[limit - 1] == " " else line[: limit - 1].rsplit(" ", 1)[0]
    return kept.rstrip(" ,;:.") + "…"


def csv_cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    cell = clean(text)
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


def json_text(value: object, *, indent: int | None = None) -> str:
    """JSON with keys in order, as UTF-8 shows it, but for the characters that break lines or terminals."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent)
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def json_lines(values: Sequence[object]) -> str:
    """A JSON list with one element a line, so that a person and a line-wise tool can read it too."""
    return "[\n" + ",\n".join(json_text(value) for value in values) + "\n]\n" if values else "[]\n"
