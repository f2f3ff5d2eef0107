"""What a clerk sees at a glance: paragraphs with the marks of letters on them (date line, salutation, close, letterhead …).

    "From: Ada Penrose\\nDate: 9 January 2014"  ->  one paragraph with marks {"from", "date-label", "date"}

Marks are found line by line from the table `corpus/rules/marks.jsonl`; splitting into items and reading of headers both start here.
Offsets are positions in the normal text (`corpus.normal`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from corpus.blocks import address_start, foot_start, head_end, is_title_under
from corpus.names import parse_person
from corpus.rulesets import RuleSet, read_rule_set
from corpus.ruletables import read_table

# Words that only running prose is full of; a header line has few of them.
_FUNCTION_WORDS = frozenset(
    [
        "the",
        "of",
        "to",
        "and",
        "in",
        "that",
        "is",
        "was",
        "we",
        "i",
        "you",
        "it",
        "for",
        "on",
        "be",
        "are",
        "as",
        "with",
        "this",
        "have",
        "has",
        "will",
        "not",
        "by",
        "at",
        "from",
        "or",
        "an",
        "which",
        "our",
        "your",
        "they",
        "their",
        "been",
        "would",
        "should",
        "can",
        "but",
        "if",
        "all",
        "more",
        "a",
        "were",
        "had",
        "its",
        "my",
        "he",
        "she",
        "there",
        "his",
        "her",
        "who",
        "what",
        "when",
        "so",
        "than",
        "no",
        "do",
        "did",
        "us",
        "me",
        "up",
        "out",
    ]
)
# Marks of lines that are titles or heads however many small words they hold ("From the Secretary of State for …").
_TITLE_MARKS = frozenset(
    {"heading-letter", "addressee", "from-office", "annex", "draft", "front-response", "front-report", "memo", "minutes-title"}
)
_BROKEN_TITLES = frozenset({"front-response", "minutes-title"})  # titles that are known although they run over several lines
_TITLE_LINES = 5
_TITLE_CHARS = 300
_SHORT_TITLE_WORDS = 14
_TITLE_WORDS = 30
_CELL_LABELS = (
    r"(?:From|To|Date|Sent|Subject|Subj|Re|Title|Through|Thru|Via|Ref|Reference|Our ref|File|cc|Cc|Bcc|Copies?(?: to)?|Copy(?: to)?"
    r"|Attachments?|Importance|Tel|Telephone|Ext|FROM|TO|DATE|SENT|SUBJECT|SUBJ|RE|THROUGH|THRU|VIA|REF|FILE|CC|COPIES|COPY TO)"
)
_LABELLED_CELL = re.compile(rf"^\W*{_CELL_LABELS} ?[:;]?\t", re.I)
_NEXT_CELL = re.compile(
    rf"(?<=\S)(?:[ \t]*\t[ \t]*| {{3,}})(?={_CELL_LABELS} ?[:;]|cc +[A-Z]|(?:Our|Your) [Rr]ef\b|Date {{2,}}\d|(?:To|TO) {{2,}}[A-Z])"
)  # where the second column of a head begins
_DATE_CELL = re.compile(
    r"(?<=\S)(?: {3,}|[ \t]*\t[ \t]*)(?=(?:[A-Z][a-z]+,? )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}[.,]?\s*$)"
)  # a date at the right
_BLANKS = re.compile(r"(?<=\S) {3,}(?=\S)")
_SENTENCE_BREAK = re.compile(r"[A-Z]{3}[.?!](?:\s+(?=[A-Z])|\s*$)")
_NOISE_LINE = re.compile(r"[/\\|~^`´'\",.;:]{1,3}")
_PARTED_LINES = 6  # an address or a dateline has no more
_HEAD_CELL = frozenset({"date", "reference", "from-office", "letterhead", "marking", "salutation"})
_LONGEST_LINE = 2000  # characters; a longer line is a paragraph or a table, and no head
_CELLS_LINE = 300  # characters; a longer line is no row of labels
_BLOCK_LINE = 45  # mean length of the lines of an address, in characters
_HEAD_CHARS = 400  # an editor's heading over a printed letter may run this long
_PROSE_WORDS = 9
_PROSE_SHARE = 0.25
_GARBAGE_SHARE = 0.34  # words seen nowhere else in a long source: handwriting as OCR reads it
_GARBAGE_SOURCE = 20_000  # characters; below this a source is too short to know its own words
_INLINE_HEAD = 250  # characters at the start of a one-line letter in which its labels stand
_TAIL = 260  # characters at the end of a paragraph in which a close may stand


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the marks on it."""

    start: int
    end: int
    text: str
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines between blank lines. `gap` counts the blank lines before it; a page break counts as `PAGE_GAP`."""

    start: int
    end: int
    text: str
    gap: int
    lines: tuple[Line, ...]
    marks: frozenset[str] = field(default_factory=frozenset)
    heading: bool = False

    @property
    def prose(self) -> bool:
        """Is it running text?"""
        return "prose" in self.marks


PAGE_GAP = 3
_HEAD_LOOK = 24  # lines over a greeting among which the letterhead may run into an address
_SHORT_LINE = 50  # characters; a longer line is no greeting or close
_ENDED = re.compile(r"[.?!][\"'”’)]*$")
_OFFICE_CHARS = 90
_POST_WORDS = frozenset({"of", "for", "the", "and", "to", "in", "on", "&"})


def find_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a normal text with their marks. A greeting and a close stand apart, blank lines or none."""
    known = _known_words(text) if len(text) >= _GARBAGE_SOURCE else None
    out: list[Paragraph] = []
    lines: list[tuple[int, int]] = []
    gap, at, headed = 0, 0, True  # headed: no running text stands yet on this page, so that a head may

    def flush(greeting: str = "") -> None:
        nonlocal gap, headed
        if headed:
            lines[:] = _parted(text, lines)
        above = _above_greeting(text, lines, greeting) if greeting else 0
        blocks = [lines[:above], lines[above:]] if above else None
        for block in blocks or _blocks(text, lines, headed=headed, greeted=bool(out) and "salutation" in out[-1].marks):
            out.append(_paragraph(text, block, gap, known))
            gap, headed = 0, headed and not out[-1].prose
        lines.clear()

    for raw in re.split(r"(?<=[\n\f])", text):
        start, at = at, at + len(raw)
        bare, greets = raw.strip(), False
        if _NOISE_LINE.fullmatch(bare):
            continue  # a speck or a stroke of the pen
        if bare.startswith("#"):
            flush()
        if bare:
            greets = _stands_apart(bare, "salutation")
            if lines and (greets or (_ENDED.search(text[slice(*lines[-1])]) and _stands_apart(bare, "close"))):
                flush(bare if greets else "")
            lead = len(raw) - len(raw.lstrip())
            lines += _cells(text, start + lead, start + len(raw.rstrip()))
        if not bare or raw.endswith("\f") or bare.startswith("#") or greets:
            flush()
            gap = max(gap, PAGE_GAP) if "\f" in raw else gap + (0 if bare else 1)
            headed = headed or "\f" in raw
    flush()
    return out


def _blocks(text: str, lines: list[tuple[int, int]], *, headed: bool, greeted: bool) -> list[list[tuple[int, int]]]:
    """The lines between blank lines, parted where head, text and foot follow each other without one."""
    words = [text[slice(*line)] for line in lines]
    first = head_end(words, mark_line, greeted=greeted) if headed or greeted else 0
    last = first + foot_start(words[first:], mark_line) if headed or first else len(lines)
    title = first - 1 if first > 1 and is_title_under(words[:first]) else first
    return [block for block in (lines[:title], lines[title:first], lines[first:last], lines[last:]) if block]


def _above_greeting(text: str, lines: list[tuple[int, int]], greeting: str) -> int:
    """How many of the lines right over a greeting are letterhead and date, where an address stands under them; else 0."""
    words = [text[slice(*line)] for line in lines]
    return address_start(words, mark_line, greeted_in(greeting) or "") if 2 < len(words) <= _HEAD_LOOK else 0


def _stands_apart(line: str, label: str) -> bool:
    """Is this short line beyond doubt a greeting ("Dear Mr Crane,") or a close ("Yours sincerely,"), as the label asks?"""
    bare = line.lstrip("#>").strip()
    return len(bare) <= _SHORT_LINE and any(not rule.extra.get("unsure") for rule in _line_rules(label).found(bare))


def _parted(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines of a head, one of them parted where it alone has something at its right: "No. 47.    Government House". More are a table."""
    tabbed = [n for n, (start, end) in enumerate(lines) if "\t" in text[start:end]]
    if len(tabbed) != 1 or len(lines) > _PARTED_LINES:
        return lines
    start, end = lines[tabbed[0]]
    cells = list(re.finditer(r"[^\t]+", text[start:end]))
    if len(cells) != 2 or end - start > _CELLS_LINE or not any(mark_line(cell.group()) & _HEAD_CELL for cell in cells):
        return lines
    pieces = [(start + cell.start(), start + cell.end()) for cell in cells]
    return [*lines[: tabbed[0]], *pieces, *lines[tabbed[0] + 1 :]]


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The line as it stands, or its cells where labels stand side by side ("From: Ada Penrose      Date: 9 January 2014")."""
    joints = list(_NEXT_CELL.finditer(text, start, end)) if end - start <= _CELLS_LINE else []
    if (
        not joints
        and (joint := _DATE_CELL.search(text, start, end) or _marking_cell(text, start, end))
        and _is_head_cell(text[start : joint.start()], joint.group())
    ):
        joints = [joint]
    if joints and _line_rules("register-head", "register-row").first(text[start:end]):
        joints = []  # the row of a list of papers stays whole
    starts, ends = [start, *(joint.end() for joint in joints)], [*(joint.start() for joint in joints), end]
    return list(zip(starts, ends, strict=True))


def _marking_cell(text: str, start: int, end: int) -> re.Match[str] | None:
    """The blanks before a protective marking at the right of a line."""
    joints = list(_BLANKS.finditer(text, start, end)) if end - start <= _CELLS_LINE else []
    right = text[joints[-1].end() : end] if joints else ""
    return joints[-1] if right.isupper() and "marking" in mark_line(right) else None


def _is_head_cell(left: str, joint: str) -> bool:
    """Does a date to the right of these words stand in a head, and not in a table?"""
    return "\t" not in joint or bool(
        mark_line(left) & {"from-office", "from", "letterhead", "reference", "addressee", "salutation"}
    )


def mark_line(text: str) -> frozenset[str]:
    """The marks on one line."""
    bare = text.strip().lstrip("#>").strip()
    if len(bare) > _LONGEST_LINE:
        return frozenset()
    found = _line_rules().found(bare)
    marks = {rule.label for rule in found}
    if "other-date" in marks:
        marks.discard("date")
    office = resolve_office(bare)
    if office:
        marks.add("office")
    if parse_person(bare):
        greetings = [rule for rule in found if rule.label == "salutation"]
        if any(not rule.extra.get("unsure") for rule in greetings):
            return frozenset(marks)  # "A Chara" has the form of a name
        marks.add("name")
        if not bare.endswith((",", ".", ":", ";")):
            marks.discard("salutation")  # "Dean Crane" is a name, not what OCR made of "Dear Crane"
    return frozenset(marks)


def greeted_in(line: str) -> str | None:
    """Whom a line greets ("Minister" of "Dear Minister,"), "" where the greeting names nobody; None where it is no greeting."""
    bare = line.strip().lstrip("#>").strip()
    found = _line_rules("salutation").first(bare)
    return (found[1].groupdict().get("who") or "").strip(" ,.:;") if found else None


def responder_in(line: str) -> str:
    """Whose response a title heads ("Scottish Government" of "Scottish Government response to …"); "" where it heads none."""
    found = _line_rules("front-response").first(line.strip())
    return found[1]["who"] if found else ""


def resolve_office(line: str) -> str | None:
    """The office that a line names and nothing else ("PRIME MINISTER", "Minister for Rivers,"); None otherwise.

    Offices come from the table of offices at large, and from the forms that posts of any government have.
    """
    bare = " ".join(line.strip(" *#_.,:;").split())
    known = _offices().get(bare.casefold())
    if known or len(bare) > _OFFICE_CHARS or not all(w[:1].isupper() or w in _POST_WORDS for w in bare.split()):
        return known
    for rule in read_rule_set("corpus.rules", "posts").likely(bare):
        if match := rule.pattern.fullmatch(bare):
            return cased_post(match.group("post"))
    return None


def known_office(words: str) -> str | None:
    """The office of the table that these words name; forms of posts aside."""
    return _offices().get(" ".join(words.strip(" *#_.,:;").split()).casefold())


def cased_post(post: str) -> str:
    """A post or group in capitals in the form of a title ("HEADS OF HARBOURS" -> "Heads of Harbours"); any other as it is."""
    if not post.isupper():
        return post
    words = enumerate(post.split())
    return " ".join(
        w if "/" in w or "(" in w else w.lower() if n and w.lower() in _POST_WORDS else w.capitalize() for n, w in words
    )


@cache
def _offices() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in read_table("corpus.rules", "offices"):
        if row["kind"] != "office":
            continue
        for name in [row["name"], *filter(None, row["aliases"].split("|"))]:
            if len(name) > 4:
                names.setdefault(name.casefold(), row["name"])
                names.setdefault("the " + name.casefold(), row["name"])
    return names


def _line_rules(*labels: str) -> RuleSet:
    return read_rule_set("corpus.rules", "marks", *labels)


def _paragraph(text: str, spans: Sequence[tuple[int, int]], gap: int, known: frozenset[str] | None) -> Paragraph:
    start, end = spans[0][0], spans[-1][1]
    body = text[start:end]
    words = re.findall(r"[A-Za-z']+", body)
    folded = [word.lower() for word in words]
    share = sum(word in _FUNCTION_WORDS for word in folded) / len(words) if words else 0.0
    rows = "\t" in body and not all(_LABELLED_CELL.match(text[a:b]) for a, b in spans if "\t" in text[a:b])
    long_prose = len(words) >= _PROSE_WORDS and share >= _PROSE_SHARE
    short = len(spans) <= 2 and len(body) <= _HEAD_CHARS
    lines = tuple(
        Line(a, b, text[a:b], frozenset() if long_prose and b - a > 90 and not rows and not short else mark_line(text[a:b]))
        for a, b in spans[:60]
    )
    marks = {mark for line in lines for mark in line.marks}
    if 2 <= len(spans) <= _TITLE_LINES and len(body) <= _TITLE_CHARS and not rows:
        marks |= mark_line(" ".join(body.split())) & _BROKEN_TITLES
    if known is not None and not rows and len(spans) <= 2 and _is_garbage(body, known):
        marks = {"garbage"} | (marks & {"from", "salutation"})
    elif rows:
        marks.add("row")
    elif (
        long_prose
        and not _is_title(body, len(lines))
        and not _is_labelled(body, lines)
        and not _is_block(body, len(spans), marks)
        and not (len(lines) <= _TITLE_LINES and len(body) <= _TITLE_CHARS and marks & _BROKEN_TITLES)
        and not (len(lines) <= 2 and (marks & _TITLE_MARKS or (body.startswith("#") and len(words) <= _TITLE_WORDS)))
    ):
        marks.add("prose")
    if long_prose or len(body) > _INLINE_HEAD:
        marks |= _inline_marks(body)
    hashes = body.lstrip().startswith("#")
    heading = len(lines) <= 2 and "prose" not in marks and (hashes or _looks_like_title(body))
    return Paragraph(start, end, body, gap, lines, frozenset(marks), heading)


def _is_title(body: str, lines: int) -> bool:
    """One line without a full stop that is short, or in which every word that matters is capitalised: a title or a name of a group.

    A title all in capitals may run over a few lines; sentences all in capitals are a telegram's.
    """
    if body.isupper() and len(_SENTENCE_BREAK.findall(body)) > 1:
        return False
    if lines <= _TITLE_LINES and len(body) <= _TITLE_CHARS and body.isupper() and not body.rstrip().endswith((";", ",")):
        return True
    if lines == 1 and len(body.split()) <= _SHORT_TITLE_WORDS and body[:1].isupper() and body.rstrip()[-1:] not in ".?!:;,-–—":
        return True
    words = [w for w in re.findall(r"[A-Za-z][\w'/-]*", body) if w.lower() not in _FUNCTION_WORDS]
    return (
        lines == 1
        and len(words) <= _TITLE_WORDS
        and not body.rstrip().endswith((".", "?", "!", ":", ";", ","))
        and all(w[0].isupper() for w in words)
    )


def _is_labelled(body: str, lines: Sequence[Line]) -> bool:
    """A label with its value ("SUBJECT", then the subject), or a line that is a date: a head, however the rest reads.

    A sentence that runs on over its lines is none, whatever date a line of it ends with.
    """
    if len(lines) > 6 or len(body) > _HEAD_CHARS:
        return False
    labelled = bool(lines[0].marks & {"subject", "from", "to", "memo", "date-label", "reference"})
    runs_on = body.rstrip().endswith(".") and any(line.text[:1].islower() for line in lines[1:])
    return labelled or (len(lines) >= 2 and not runs_on and any("date" in line.marks for line in lines))


def _is_block(body: str, lines: int, marks: set[str]) -> bool:
    """Several short lines with an address or a name in them: a letterhead or address, however many small words it holds."""
    return (
        lines >= 3
        and len(body) / lines < _BLOCK_LINE
        and bool(marks & {"letterhead", "office", "addressee", "name", "from", "to", "cc", "close"})
    )


def _inline_marks(body: str) -> set[str]:
    head, tail = body[:_INLINE_HEAD], body[-_TAIL:]
    found = set()
    if ":" in head and re.search(r"\bFrom: ?[A-Z].*\b(?:Date|To|Subject):|\b(?:Date|To|Subject): ?\w.*\bFrom: ?[A-Z]", head):
        found |= {"from", "date", "inline-head"}
    found |= {rule.label for rule in _line_rules("close-inline").found(tail)}
    return found | {rule.label for rule in _line_rules("copying", "web").found(body)}


def _looks_like_title(body: str) -> bool:
    bare = body.strip(" *_#")
    return bool(bare) and len(bare) <= 160 and (bare.isupper() or bare.istitle()) and not bare.endswith((".", ","))


def _known_words(text: str) -> frozenset[str]:
    counts = Counter(re.findall(r"[a-z']{3,}", text.lower()))
    return frozenset(word for word, count in counts.items() if count >= 3)


def _is_garbage(body: str, known: frozenset[str]) -> bool:
    words = re.findall(r"[^\s]+", body)
    if len(words) < 4:
        return False
    plain = [w.strip(".,;:'\"()-").lower() for w in words]
    strange = sum(
        1
        for w in plain
        if not w
        or (not w.isalpha() and not re.fullmatch(r"[\d£%.,/'-]+|\w+[-'/]\w+", w))
        or (w.isalpha() and len(w) == 1 and w not in "ai")
    )
    unknown = sum(1 for w in plain if len(w) >= 3 and w.isalpha() and w not in known)
    letters = sum(c.isalpha() for c in body)
    return (
        len(words) >= 12
        and (unknown + strange) / len(words) > _GARBAGE_SHARE
        and strange / len(words) > 0.08
        and letters < 0.95 * len(body)
    )
