"""Units of statement: sentences, list items with the line that leads them in, table rows, headings.

    "Partnerships should:\\n- hold joint meetings;"  ->  item "hold joint meetings;" with lead "Partnerships should:"

Letters in rough text break sentences over pages, number their paragraphs and put duties into lists; an extractor that reads
line by line or by full stops alone loses the half of them. Works on the normal text of an item (see `corpus.normal`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.marks import mark_line
from extract.findings import Context, Sentence

_BULLET = re.compile(r"[ \t]*(?:[-–—•·●○▪■□➢✓>*+]|o(?= [A-Za-z]))[ \t]+(?=\S)")
_LETTERED = re.compile(
    r"[ \t]*(?:[-•][ \t]+)?\(?(?:[a-z]|[ivx]{1,5})\)[ \t]+(?=\S)|[ \t]*(?:[a-h]|[ivx]{1,4})\.[ \t]+(?=[A-Za-z])"
)
_NUMBER = re.compile(  # not the "3 May" or "4 weeks" with which a line broken in two may begin
    r"[ \t]*(?:[-•][ \t]+)?\(?\d{1,3}(?:\.\d{1,3}){0,3}(?:[.)][ \t]+(?=[\"'(]?[A-Za-z£$\[])|[ \t]+(?=[\"'(]?[A-Z£$\[]))"
    r"(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]+)?\.?\b)"
)
_LEAD_LINE = re.compile(r"[A-Z][\w'’-]*(?: [\w'’-]+){0,4}:")  # under a list, it opens the next
_ACTION_LINE = re.compile(
    r"(?:(?:New|NEW) )?(?:ACTION|Action)S?s?(?: (?:[Pp]oint|[Ii]tem|POINT|ITEM))?(?: (?:\d[\d.]*|by|BY|for|FOR))? ?:"
)  # minutes
_COLUMN_GAP = 4
_OWNER_COLUMN = re.compile(
    r"[A-Z][A-Za-z]{1,11}(?:/[A-Z][A-Za-z]{1,11})*[ \t]*\n\s*(?=[A-Z])"
)  # whose act it is, at the right edge of minutes
_LED = re.compile(r"[–-] ?[Ll]ead:? [A-Z]\w*(?:[/&] ?[A-Z]\w*)*$")  # "Moorings, with the old quay and its store - Lead MF"
_HASHES = re.compile(r"[ \t]*(#{1,6})[ \t]+")
_SPACED = re.compile(r"[^\s.?!:;] {2,}(?=\S)")  # between two columns
_SPACED_HEAD = re.compile(  # "Ref     Action                    Lead     Due"
    r"(?:(?:Ref(?:erence)?|No|Item|#)\.? {2,})?(?:Agreed |Key |Proposed )?(?:Actions?|Tasks?|Milestones?|Commitments?|Deliverables?)\b[\w ]*? {2,}"
    r".*\b(?:Lead|Owner|Who|By whom|Responsib\w+|Due|Deadline|When|By when|Date|Target|Timescale|Officer)\b",
    re.I,
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:Mr|Mrs|Ms|Messrs|Dr|Prof|St|Rt|Hon|Gen|Col|Lt|Capt|Maj|Sgt|Sec|Amb|Gov|Sen|Rep|Jr|Sr|Inc|Ltd|Co|Corp|Bros|"
    r"No|Nos|Cm|Cmnd|Cd|Art|Arts|para|paras|pp?|ss?|sec|vols?|ch|cf|eg|ie|e\.g|i\.e|viz|approx|vs?|ca?|ref|refs|ext|tel|fig|figs|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Weds?|Thurs?|Fri|[A-Z]|(?:[A-Z]\.)+[A-Z])\.$"
)
_END = re.compile(r"[.!?][\"')\]]*(?:\d{1,2})?(?=\s+[\"'(\[£$]*[A-Z0-9]|\s*$)|[.!?][\"')\]]*(?=\n)")
_PROSE_WORDS = 8
_HEADING_CHARS = 110


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that belong together: kind "prose", "item", "row" or "heading"; `text` starts at `start` after any bullet."""

    kind: str
    start: int
    end: int
    level: int = 0


def find_sentences(text: str, context: Context | None = None) -> list[Sentence]:
    """The units of statement of a text, in order. Headings are units too, so that others can name the one they stand under."""
    found: list[Sentence] = []
    heading, lead, lead_span, lead_is_heading = "", "", None, False
    for read in _joined(text, list(_blocks(text))):
        # "(1) …" under a lead is a member of its list, else a paragraph
        block = replace(read, kind="item" if lead else "prose") if read.kind == "numbered" else read
        words = _words(text, block.start, block.end)
        if block.kind == "heading":
            found.append(Sentence(start=block.start, end=block.end, rule="heading", kind="heading", level=block.level))
            if "marking" in mark_line(words.strip("#* ")):
                continue  # at the head of a page: what stands under it goes on
            heading = words.strip("#* ")
            if words.rstrip("* ").endswith(":"):
                lead, lead_span, lead_is_heading = heading, (block.start, block.end), True
            elif not lead_is_heading:
                lead, lead_span = "", None
            continue
        led = block.kind in ("item", "row")
        if not led:
            lead_is_heading = False
        for start, end in _split(text, block.start, block.end):
            found.append(
                Sentence(
                    start=start,
                    end=end,
                    rule=block.kind,
                    kind="sentence" if block.kind == "prose" else block.kind,
                    lead=lead if led else "",
                    lead_span=lead_span if led else None,
                    heading=heading,
                )
            )
        if not led:
            last = found[-1] if found else None
            ends_in_colon = words.rstrip("* ").endswith((":", ":-", ": -", "…", "..."))
            lead, lead_span = (text[last.start : last.end], (last.start, last.end)) if last and ends_in_colon else ("", None)
    return found


def strip_number(text: str) -> tuple[str, str]:
    """The paragraph number at the start of a text and the rest; ("", text) where it has none.

    >>> strip_number("2.1 Partnerships should")
    ('2.1', 'Partnerships should')
    """
    match = _NUMBER.match(text) or _LETTERED.match(text)
    return (match.group().strip(" \t-•"), text[match.end() :]) if match else ("", text)


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _blocks(text: str) -> Iterator[_Block]:
    """Lines gathered into blocks by what they look like."""
    pending: list[tuple[int, int]] = []
    kind, spaced = "prose", False  # spaced: in a table whose columns only spaces part

    def flush() -> Iterator[_Block]:
        if pending:
            yield _Block(kind, pending[0][0], pending[-1][1])
            pending.clear()

    at = 0
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        bare = line.strip()
        if not bare:
            yield from flush()
            kind = "prose"
            continue
        indent = len(line) - len(line.lstrip())
        begin, end = start + indent, start + len(line.rstrip())
        spaced = bool(_SPACED.search(bare)) and (spaced or bool(_SPACED_HEAD.match(bare)))
        if hashes := _HASHES.match(line):
            yield from flush()
            yield _Block("heading", start + hashes.end(), end, len(hashes.group(1)))
            kind = "prose"
        elif "\t" in bare or bare.startswith("|") or spaced:
            yield from flush()
            yield _Block("row", begin, end)
            kind = "prose"
        elif bullet := (_LETTERED.match(line) or _BULLET.match(line)):
            yield from flush()
            number = _NUMBER.match(line)
            kind = "prose" if number else "item"
            pending.append((start + (number.end() if number else bullet.end()), end))
        elif number := _NUMBER.match(line):
            yield from flush()
            kind = "numbered" if bare.startswith("(") else "prose"
            pending.append((start + number.end(), end))
        else:
            if (kind == "item" and _LEAD_LINE.fullmatch(bare)) or _ACTION_LINE.match(bare):
                yield from flush()
                kind = "prose"
            pending.append((begin, end))
    yield from flush()


def _joined(text: str, blocks: list[_Block]) -> Iterator[_Block]:
    """Headings told from prose, and prose that a page break cut in two put together again."""
    out: list[_Block] = []
    for read in blocks:
        titled = read.kind == "prose" and _is_heading(text[read.start : read.end])
        block = replace(read, kind="heading", level=7) if titled else read
        last = out[-1] if out else None
        if last and block.kind == "prose" and last.kind in ("prose", "item", "numbered") and _runs_on(text, last, block):
            out[-1] = replace(last, end=block.end)
            continue
        out.append(block)
    yield from out


def _runs_on(text: str, last: _Block, block: _Block) -> bool:
    before, after = text[last.start : last.end].rstrip("*_ "), text[block.start : block.end]
    if before.endswith((".", "!", "?", ":", ";")) or len(before.split()) < _PROSE_WORDS or _ACTION_LINE.match(after):
        return False
    if _ACTION_LINE.match(before) and not after[:1].islower():
        return False
    numbered = block.start > 0 and text[block.start - 1] not in "\n" and text.rfind("\n", 0, block.start) + 1 != block.start
    if numbered and re.search(r"[\d.)]\s*$", text[max(0, block.start - 8) : block.start]):
        return False
    return after[:1].islower() or (
        last.kind in ("prose", "numbered") and len(after.split()) >= _PROSE_WORDS and not after.startswith(("Dear ", "Yours "))
    )


def _is_heading(paragraph: str) -> bool:
    """A short paragraph without a full stop that looks like a title, not like a sentence or a name line."""
    bare = " ".join(paragraph.strip("*_ ").split())
    if not bare or len(bare) > _HEADING_CHARS or bare.endswith((".", ",", ";", "?", "!")) or "\n\n" in paragraph:
        return False
    if not re.search(r"[A-Za-z]{3}", bare) or re.match(rf"{_ACTION_LINE.pattern} ?\S", bare):
        return False
    words = bare.split()
    if _LED.search(bare):
        return True
    capital = [w for w in words if w[:1].isupper()]
    if bare.isupper():
        return len(words) >= 1
    if bare.endswith(":"):
        return len(words) <= 6 and bare[:1].isupper()
    return len(words) <= 9 and bare[:1].isupper() and (len(capital) >= len(words) / 2 or len(words) <= 4)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of a stretch of running text."""
    at = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        before = text[max(at, match.start() - 24) : match.start() + 1]
        if stop < end and match.group()[0] == "." and _ABBREVIATION.search(before):
            continue
        if text[at:stop].strip():
            yield _trimmed(text, at, stop)
        at = stop
    if text[at:end].strip():
        yield _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    if (owner := _OWNER_COLUMN.match(piece)) and text[max(0, start - _COLUMN_GAP) : start].endswith(" " * _COLUMN_GAP):
        start, piece = start + owner.end(), piece[owner.end() :]
    elif (owner := _OWNER_COLUMN.match(piece.lstrip())) and piece.startswith(" " * _COLUMN_GAP):
        start = start + len(piece) - len(piece.lstrip()) + owner.end()
        piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
