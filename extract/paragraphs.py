"""Paragraphs of an item as a reader sees them: with their number or letter, across page breaks, without running heads.

    "8.1. Ministers should publish\\nthe list (paragraph 2.4).\\nThe Board agrees."  ->  two paragraphs, the first marked "8.1."

Text from a page has hard line ends and often no blank lines between paragraphs: a short last line, a number or a heading then
shows where the next one begins. Text from other formats has one paragraph a line. Works on the normal text of an item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.findings import Context, Sentence

_BULLET = r"(?P<bullet>[-–—•·●○▪■□➢✓*+]|o(?=\s))\s+"
_LETTER = r"\(?(?P<letter>[a-z]|[ivx]{1,5})[.)]\s+"
_NUMBER = (
    r"(?P<number>\(?(?:[A-Z]{1,2})?\d{1,3}(?:\.\d{1,3}){0,3}(?:[a-h]\b)?(?:[.)]|\s*[:–—-](?=\s))?)\s+(?=[\"'(\[]*[A-Za-z£$])"
    r"|(?P<glued>\d{1,2}(?:\.\d{1,3})+\.)(?=[A-Z])"  # the space after a number that a page lost
)
_MARKER = re.compile(rf"(?:[-–—•*]\s+)?{_LETTER}|{_BULLET}|{_NUMBER}")
_HASHES = re.compile(r"(#{1,6})\s+")
_TERMINAL = re.compile(r"[.!?:;][\"')\]*_]*(?:\d{1,2})?\s*$")
_TRAILER = re.compile(
    r"[(\[](?:[a-z]+,? )?(?:para(?:graph)?s?|pp?\.|pages?|recommendation|conclusion) ?[\d., and-]+[)\]][\"']?\.?$"
    r"|\(\s?(?:\d{3}/\d{2}|[A-Z]{1,3}-\d{2,4}-\d{1,4})\s?\)\.?$",
    re.IGNORECASE,
)
# "On 3 May 2011 the chief executive of the Harbour Office replied:", below a recommendation in the report itself
_REPLIED = re.compile(r"On \d{1,2} [A-Z][a-z]+ \d{4},? .{3,140}\b(?:replied|responded|advised|wrote)\b.{0,60}:$")
_RUNNING = re.compile(r"\d{1,4}|[ivxl]{1,6}|(?:\d{1,3} )?https?://\S+.*|[Pp](?:age|AGE) \d+(?: (?:of|OF) \d+)?")
_FIGURES = re.compile(r"\d+")
_ROMAN = re.compile(r"[IVX]{1,6}\.?")  # a number that stands on a line of its own
# A line that opens an entry or an answer: "Recommendation 4", "Government response to recommendation 4:", "Recommendation: …".
_LABEL = re.compile(
    r"(?:(?:[A-Z][\w']+ ){0,3}[Rr]ecommendations?(?: (?:[Nn]o\.? ?)?(?=[\dIVXR]))?"
    r"|(?:The )?(?:[A-Z][\w']+ ){0,3}(?:[Rr]esponse|[Rr]eply|[Uu]pdate)(?: to [Rr]ecommendations?)?)"
    r"\s*(?:[A-Z]?[\d.,/ IVX-]*(?:(?:and|to) [\d.]+)?)(?P<more>[a-h]?\s*(?:[:–—-]|\((?:para|Para)).*)?$"
)
_BROKEN_HYPHEN = re.compile(r"(?<=[a-z])- (?=[a-z])")
# A line of a boxed recommendation that says to whom it is made.
_TO_WHOM = re.compile(
    r"(?:(?:R ?|Recommendation )\d{1,3}[a-h]?[.:]?\s+)?(?:Addressees?|Addressed to|Directed to|Recipients?|Lead (?:body|agency|department)|Owner)"
    r":\s+\S.*"
)
_CONTENTS = re.compile(r"(?:\.{3,}|(?:\. ){3,}|…+)\s*\d{1,3}$")
_HEADING_WORDS = 14
_A_CLAUSE = 4  # words of a line that may run on
_HEADING_CHARS = 110
_SHORT = 0.8  # of a full line
_WRAPPED = 200  # no page has lines longer than this
_OFTEN = 3
_BLANKS = " \n\r\f"  # a tab at the head of a row is an empty cell
_SIDES = "│┃║"  # of a box around a paragraph
_RULE = re.compile(r"[\s─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╒╕╘╛╭╮╰╯+|_=~*-]{5,}")  # a line drawn with signs, as around a box


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `start` with its marker, `begin` without it; `lines` are the pieces of it without running heads.

    `marker` is the number, letter or bullet before it; `heading` its depth as a heading, 0 for none; `row` a row of a table.
    """

    start: int
    begin: int
    end: int
    lines: tuple[tuple[int, int], ...]
    marker: str = ""
    numbered: bool = False
    heading: int = 0
    row: bool = False

    @property
    def item(self) -> bool:
        """Is it an item of a list with letters or bullets?"""
        return bool(self.marker) and not self.numbered


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    after_blank: bool
    heading: int = 0
    page_top: bool = False
    repeated: bool = False


def find_paragraphs(text: str, sentences: Sequence[Sentence], context: Context) -> list[Paragraph]:
    """The paragraphs of a text, in order. Headings that `sentences` names count as such here too."""
    lines = _lines(text, context)
    width = _width(lines)
    headings = {one.start: one.level for one in sentences if one.kind == "heading"}
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and not _breaks(groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, headings) for group in groups]


def words_of(text: str, paragraph: Paragraph, start: int = -1, end: int = -1) -> str:
    """The words of a paragraph (or of the part of it between two positions) on one line, without running heads."""
    low, high = max(paragraph.begin, start), paragraph.end if end < 0 else end
    pieces = [text[max(low, first) : min(high, last)] for first, last in paragraph.lines if first < high and last > low]
    words = " ".join(" ".join(pieces).split())
    return _BROKEN_HYPHEN.sub("-", words) if "- " in words else words


def _lines(text: str, context: Context) -> list[_Line]:
    """The lines that are words of the item: no page numbers, running heads or rubbish."""
    hidden = [(zone.start, zone.end) for zone in context.zones if zone.label in ("page", "garbage")]
    running = _running_heads(text)
    found: list[_Line] = []
    at, blank, page_top = 0, True, True
    for raw in re.split(r"(?<=[\n\f])", text):
        under = raw.startswith("\t") and bool(found) and _is_row(found[-1].text) and not blank  # a row whose first cell is empty
        kept = raw.strip(_BLANKS) if under or "\t" in raw.strip() else raw.strip().strip(_SIDES).strip()
        start, at, bare = at, at + len(raw), kept if kept.strip() else ""
        bare = "" if _RULE.fullmatch(bare) else bare
        begin = start + (raw.index(bare) if bare else 0)
        if not bare:
            blank = blank or not page_top
        elif not (any(low <= begin < high for low, high in hidden) or _RUNNING.fullmatch(bare) or _shape(bare) in running):
            found.append(_line(begin, bare, after_blank=blank, page_top=page_top))
            blank, page_top = False, False
        page_top = page_top or raw.endswith("\f")
    often = {words for words, count in Counter(line.text for line in found).items() if count >= _OFTEN}
    return [replace(line, repeated=line.text in often and _is_brief(line.text)) for line in found]


def _line(begin: int, bare: str, *, after_blank: bool, page_top: bool) -> _Line:
    hashes = _HASHES.match(bare)
    skip = hashes.end() if hashes else 0
    return _Line(begin + skip, begin + len(bare), bare[skip:], after_blank, len(hashes.group(1)) if hashes else 0, page_top)


def _running_heads(text: str) -> set[str]:
    """Shapes of the lines that stand at the head or foot of half of the pages."""
    pages = text.split("\f")
    if len(pages) < 4:
        return set()
    edges: Counter[str] = Counter()
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        edges.update({_shape(line) for line in lines[:2] + lines[-2:]})
    return {shape for shape, count in edges.items() if count >= max(_OFTEN, len(pages) // 2)}


def _shape(line: str) -> str:
    return _FIGURES.sub("#", line)


def _width(lines: Sequence[_Line]) -> int:
    """How long a full line is: hard-wrapped text has many lines of nearly one length; 0 where lines are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 20)
    longest = lengths[int(0.9 * len(lengths))] if lengths else 0
    return 0 if longest > _WRAPPED else longest


def _breaks(group: Sequence[_Line], line: _Line, width: int) -> bool:
    """Does a new paragraph begin with this line?"""
    last = group[-1]
    if _TO_WHOM.fullmatch(last.text) and line.text[:1].isupper():
        return True
    if line.heading or last.heading or line.repeated or _is_row(line.text) or _is_row(last.text):
        return True
    if _TRAILER.search(last.text) or _CONTENTS.search(last.text) or _REPLIED.match(line.text) or _REPLIED.match(last.text):
        return True
    if last.text.count("(") > last.text.count(")") and not line.text[:1].isupper() and not _MARKER.match(line.text):
        return False
    if line.page_top and _is_heading(line, width):
        return True
    return _opens_entry(last, line, width) or _is_marked(last, line, width) or _ends(group, line, width)


def _opens_entry(last: _Line, line: _Line, width: int) -> bool:
    label = _LABEL.match(line.text)
    return bool(label and line.text[:1].isupper() and (_has_ended(last) or not label.group("more") or _is_short(last, width)))


def _is_marked(last: _Line, line: _Line, width: int) -> bool:
    """Does the line begin with a bullet, or with a number that is no part of the sentence before it?"""
    marked = _MARKER.match(line.text)
    if not marked:
        return False
    number = marked.group("number") or marked.group("glued") or ""
    full = number.endswith((".", ")", ":")) or "." in number
    return bool(marked.group("bullet")) or full or _has_ended(last) or line.after_blank or _is_short(last, width)


def _ends(group: Sequence[_Line], line: _Line, width: int) -> bool:
    """Is the paragraph over, by a blank line, a short last line or a heading?"""
    last, ended = group[-1], _has_ended(group[-1])
    opened = line.text[:1].isupper() or line.text[:1] in "\"'(["
    if line.after_blank:
        over_the_page = line.page_top and bool(width) and not _is_short(last, width)
        goes_on = not ended and (line.text[:1].islower() or over_the_page) and len(last.text.split()) >= _A_CLAUSE
        return not goes_on
    if not width:
        return ended or not line.text[:1].islower()
    if ended:
        return _is_short(last, width) or (opened and _is_heading(line, width))
    return opened and len(group) <= 2 and _is_heading(group[0], width) and _is_short(last, width)


def _has_ended(line: _Line) -> bool:
    return bool(_TERMINAL.search(line.text))


def _is_short(line: _Line, width: int) -> bool:
    return len(line.text) < _SHORT * width


def _is_brief(words: str) -> bool:
    return len(words.split()) <= _HEADING_WORDS


def _is_heading(line: _Line, width: int) -> bool:
    return (
        _is_brief(line.text)
        and (not width or _is_short(line, width))
        and line.text[:1].isalnum()
        and not line.text[:1].islower()
        and not line.text.endswith((".", ",", ";", "-"))
        and bool(re.search(r"[A-Za-z]{3}", line.text))
        and not re.search(r"[a-z)][.!?]\s|\(para", line.text, re.IGNORECASE)
    )


def _is_row(line: str) -> bool:
    return "\t" in line.strip() or line.startswith(("|", "\t"))


def _paragraph(lines: Sequence[_Line], headings: dict[int, int]) -> Paragraph:
    first = lines[0]
    marked = (
        None if _is_row(first.text) else _MARKER.match(first.text) or (_ROMAN.fullmatch(first.text) if len(lines) == 1 else None)
    )
    begin = first.start + (marked.end() if marked else 0)
    level = first.heading or headings.get(first.start, 0) or headings.get(begin, 0)
    whole = replace(first, text=" ".join(line.text for line in lines))
    if not level and len(lines) <= 2 and len(whole.text) < _HEADING_CHARS and _is_heading(whole, 0):
        level = 7
    return Paragraph(
        start=first.start,
        begin=begin,
        end=lines[-1].end,
        lines=tuple((line.start, line.end) for line in lines),
        marker=marked.group().strip() if marked else "",
        numbered=bool(marked and (marked.re is _ROMAN or marked.group("number") or marked.group("glued"))),
        heading=level,
        row=_is_row(first.text),
    )
