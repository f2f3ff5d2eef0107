"""Annotations: what careful people found in papers, one JSON object a line, to measure docket against.

    {"record": "actions", "doc": "L1", "force": "promise", "who": "Harbour Board", "quote": "We will mend the lock by 3 May.", …}
      ->  Row(kind="actions", values={…}, where="letter.jsonl, line 3")

A file says in each line what kind of record the line is (`record`); in a folder a file named for a kind (`actions.jsonl`) need not.
Field names are those of the annotated papers that docket is developed on, and of what `docket annotate` writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from brief.plain import shorten
from corpus.edtf import is_valid
from corpus.errors import DocketError
from corpus.records import DISPOSITIONS, FORCES

# The kinds of lines, with the fields that each must have.
NEEDED: dict[str, tuple[str, ...]] = {
    "documents": ("id", "file", "start_line", "end_line"),
    "actors": ("name",),
    "dates": ("text",),
    "dates_optional": ("text",),
    "date_windows": ("file", "start", "end"),
    "actions": ("doc", "quote", "force"),
    "actions_optional": ("doc", "quote"),
    "action_docs": ("doc",),
    "recommendations": ("number",),
    "references": ("doc", "quote"),
    "register": ("subject",),
    "events": ("doc", "quote"),
}
MARKED = ("dates", "actions", "recommendations", "references", "events")  # kinds that a document can be marked for in full
_NUMBERS = ("start_line", "end_line", "char_start", "char_end", "start", "end")
_LISTS = frozenset("from to cc annotated aliases also force_also who_also when_also answered_with dispositions see_also".split())
_EDTF = ("date", "date_printed", "value_edtf", "when")
_PARTIES = ("from", "to")  # lists of a document, one name elsewhere


class GoldError(DocketError):
    """Annotations that cannot be used: which file and line, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of annotations: its kind, its fields, and the file and line that it stands in."""

    kind: str
    values: dict[str, Any]
    where: str

    def text(self, name: str) -> str:
        """A field that holds words; "" where it is not there or null."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int:
        """A field that holds a number."""
        return int(self.values[name])

    def list(self, name: str) -> tuple[str, ...]:
        """A field that holds several words; empty where it is not there."""
        return tuple(str(one) for one in self.values.get(name) or ())


@dataclass(frozen=True, slots=True)
class Gold:
    """All annotations that were read, by kind, and the files that hold none."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    passed_over: tuple[str, ...] = ()

    def of(self, kind: str) -> list[Row]:
        """The lines of a kind, in order."""
        return self.rows.get(kind, [])

    def sources(self) -> list[str]:
        """The names of the files that the annotations are of."""
        rows = (row for kind in ("documents", "dates", "dates_optional", "date_windows") for row in self.of(kind))
        return list(dict.fromkeys(row.text("file") for row in rows))


def read_gold(path: Path) -> Gold:
    """The annotations of a file, or of all .jsonl files of a folder. GoldError where there are none or a line cannot be used."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not path.exists():
        raise GoldError(f"{path} does not exist; name a file that docket annotate wrote, or a folder of such files")
    if not files:
        raise GoldError(f"{path} holds no .jsonl file; docket annotate ITEM --output {path / 'letter.jsonl'} makes one")
    rows: dict[str, list[Row]] = {}
    passed_over = []
    for file in files:
        found = list(_rows_of(file))
        passed_over += [] if found else [file.name]
        for row in found:
            rows.setdefault(row.kind, []).append(row)
    if not rows:
        raise GoldError(f"{path} holds no annotations; docket annotate ITEM writes some to correct by hand")
    _check_documents(rows)
    return Gold(rows, tuple(passed_over))


def _rows_of(file: Path) -> Iterator[Row]:
    """The lines of a file; none of a file of another name whose lines do not say what they are."""
    kind = file.stem if file.stem in NEEDED else ""
    for number, line in enumerate(_text_of(file).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{file.name}, line {number}"
        values = _object(line, where)
        told = values.get("record", kind)
        if not told:
            if number == 1 and file.suffix == ".jsonl":
                return  # a file of something else that lies in the folder
            raise GoldError(f'{where}: it does not say what it is; add "record", one of {", ".join(NEEDED)}')
        row = Row(str(told), values, where)
        _check(row)
        yield row


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GoldError(f"{file} is no UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise GoldError(f"{file}: {error.strerror}; see that you may read it") from error


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{where}: no JSON ({error.msg} at character {error.colno}); a line is one object in braces") from error
    if not isinstance(values, dict):
        raise GoldError(f"{where}: a line is one JSON object in braces, not {shorten(line, 30)}")
    return values


def _check(row: Row) -> None:
    if row.kind not in NEEDED:
        raise GoldError(f"{row.where}: “{row.kind}” is no kind of record; write one of {', '.join(NEEDED)}")
    for name in NEEDED[row.kind]:
        if row.values.get(name) in (None, ""):
            raise GoldError(f"{row.where}: {row.kind} need “{name}”")
    if (
        row.kind in ("dates", "dates_optional")
        and not row.text("doc")
        and not {"file", "char_start", "char_end"} <= row.values.keys()
    ):
        raise GoldError(f"{row.where}: a date needs the “doc” in which its words stand, or “file”, “char_start” and “char_end”")
    for name, value in row.values.items():
        _check_value(row, name, value)


def _check_value(row: Row, name: str, value: Any) -> None:
    if name in _NUMBERS and value is not None and not (isinstance(value, int) and value >= 0):
        raise GoldError(f"{row.where}: “{name}” is a whole number from 0, not {value!r}")
    listed = name in _LISTS and not (name in _PARTIES and row.kind != "documents")
    if listed and value is not None and not isinstance(value, list):
        raise GoldError(f"{row.where}: “{name}” is a list in square brackets, not {value!r}")
    if name in _EDTF and value and not is_valid(bare_date(str(value))):
        raise GoldError(f"{row.where}: “{name}” is {value!r}, which is no EDTF date; write 2004-04-01, 2004-04, ../2004-04 …")
    for told, allowed in (("force", FORCES), ("dispositions", DISPOSITIONS), ("annotated", MARKED)):
        wrong = [one for one in (value if isinstance(value, list) else [value]) if name == told and one and one not in allowed]
        if wrong:
            raise GoldError(f"{row.where}: “{name}” is {wrong[0]!r}; write one of {', '.join(allowed)}")


def bare_date(value: str) -> str:
    """An EDTF value without a time of day.

    >>> bare_date("2003-02-04T11:00")
    '2003-02-04'
    """
    return re.sub(r"T[\d:.Z+-]+", "", value)


def _check_documents(rows: dict[str, list[Row]]) -> None:
    """Every document that a line names is there, and none twice but for one that elsewhere is only pointed to."""
    known: dict[str, Row] = {}
    for row in rows.get("documents", []):
        id = row.text("id")
        if id in known and not (row.values.get("optional") or known[id].values.get("optional")):
            raise GoldError(f"{row.where}: the document “{id}” stands in {known[id].where} already; each document once")
        known[id] = known[id] if id in known and row.values.get("optional") else row
        if not 1 <= row.number("start_line") <= row.number("end_line"):
            raise GoldError(f"{row.where}: lines count from 1, and “end_line” is not before “start_line”")
    for row in (row for found in rows.values() for row in found):
        for name in ("doc", "report", "response_doc"):
            if row.text(name) and row.text(name) not in known:
                raise GoldError(f"{row.where}: no document “{row.text(name)}” is annotated; add its line, or mend “{name}”")
    if known:
        rows["documents"] = list(known.values())


# --- where annotations stand in the text ---


@dataclass(frozen=True, slots=True)
class Extent:
    """Where something stands: the source, and offsets into its text."""

    source: str
    start: int
    end: int

    def overlap(self, source: str, start: int, end: int) -> float:
        """The share of the shorter of two stretches that both cover, 0 to 1."""
        cover = min(self.end, end) - max(self.start, start)
        return cover / max(1, min(self.end - self.start, end - start)) if source == self.source and cover > 0 else 0.0


def extent_of_lines(source: str, text: str, first: int, last: int) -> Extent:
    """The stretch of these lines of a text, which count from 1; line breaks are line feeds alone.

    >>> extent_of_lines("a.txt", "one\\ntwo\\nthree\\n", 2, 3)
    Extent(source='a.txt', start=4, end=14)
    """
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: first - 1])
    return Extent(source, start, min(len(text), start + sum(len(line) + 1 for line in lines[first - 1 : last])))


def lines_of_extent(text: str, start: int, end: int) -> tuple[int, int]:
    """The first and last line, from 1, that a stretch of a text touches."""
    return text.count("\n", 0, start) + 1, text.count("\n", 0, max(start, end - 1)) + 1


def find_quote(text: str, quote: str, within: Extent, near: int | None = None) -> Extent | None:
    """Where a quotation stands in a part of a text: the place nearest to `near`, else the first. Line breaks and spaces are one.

    None where it does not stand there.
    """
    words = quote.split()
    if not words:
        return None
    last = min(len(text), within.end + len(quote))  # the last words of a document may run over its last line
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    exact = [match.start() for match in re.finditer(re.escape(quote), text[within.start : last])]
    places = [(within.start + at, within.start + at + len(quote)) for at in exact] or [
        (match.start(), match.end()) for match in pattern.finditer(text, within.start, last)
    ]
    if not places:
        return None
    start, end = min(places, key=lambda place: abs(place[0] - near)) if near is not None else places[0]
    return Extent(within.source, start, end)


def match_sources(names: Sequence[str], held: Iterable[str]) -> dict[str, str]:
    """Names of files in annotations -> names of sources that the casebook holds; a name that could mean two means none."""
    known = list(held)
    found = {}
    for name in names:
        like = [name] if name in known else [one for one in known if one.endswith("/" + name) or name.endswith("/" + one)]
        if len(like) == 1:
            found[name] = like[0]
    return found
