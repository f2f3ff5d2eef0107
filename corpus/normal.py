"""The normal form of a text: OCR damage and markup mended *beside* the text, every position traceable to the text as read.

    "7<sup>th</sup> February"  ->  "7th February"        "НО" (Cyrillic)  ->  "HO"        "**From:** A"  ->  "From: A"

Extractors work on the normal form; records point into the text as read. Line breaks are kept, so line numbers are the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# Letters of other alphabets that OCR takes for Latin ones (Unicode confusables, single letters).
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTXYaeopcyxisjABEZHIKMNOPTYXo",
)
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f"), " ")
_ZERO_WIDTH = "\u200b\u200c\u200d\ufeff\u00ad"
_NOTE_NUMBERS = "⁰¹²³⁴⁵⁶⁷⁸⁹"  # what a note is called by: readers write it so, that "2010⁵" is never taken for another year
_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&quot;": '"', "&#39;": "'", "&apos;": "'"}
_QUOTES = str.maketrans("‘’‚‛“”„‟′", "''''\"\"\"\"'")
_PLAIN: dict[int, str | int] = {**_SPACES, **_QUOTES}
_LOOKALIKE = re.compile(f"[{''.join(map(chr, _LOOKALIKES))}]")
_CHANGE = re.compile(
    r"</?(?:sup|sub|b|i|u|em|strong|small|span|br)\b[^<>\n]{0,80}/?>"  # remnants of markup
    r"|\*\*|(?<![\w*])\*(?=\w)|(?<=[\w.,;:!?'\")])\*(?![\w*])"  # Markdown emphasis
    r"|&(?:amp|lt|gt|nbsp|quot|apos|#\d{2,5});"
    r"|[ﬁﬂﬀﬃﬄ]|[" + _ZERO_WIDTH + _NOTE_NUMBERS + r"]|(?<=[a-z])[-\u2010\u00ac]\n(?=[a-z])"
)

_WORD = re.compile(r"[^\W\d_]+(?:['’/()-][^\W\d_]+)*")
# l, I and 1, O and 0, where only one of them can stand. Each keeps the length of the text. The letter comes first and what stands
# before it is asked afterwards: a text is walked several times as fast so.
# Words that follow "I" in letters, by which a lone stroke that OCR reads as l or | is known for an I.
_OF_MINE = (
    "am|have|had|was|will|would|should|shall|can|could|cannot|may|might|must|do|did|never|also|therefore|now|very|fully|only|"
    "think|hope|know|see|want|wish|look|feel|believe|propose|intend|expect|understand|recognise|agree|attach|enclose|suggest|recommend|"
    "asked|ask|told|promised|wrote|write|said|say|met|saw|found|find|agreed|thought|hoped|gave|made|took|heard|understood|trust|doubt|regret|note|welcome"
)
_MISREAD = (
    (
        re.compile(
            r"[lI|](?:(?<=\d[lI|])(?=[\d\s.,;:)/]|$)|(?<=\b[lI|])(?=\d{1,3}(?:[^\w.]|(?:st|nd|rd|th)\b|$))|(?<=\d/[lI])(?=\d))",
            re.M,
        ),
        "1",
    ),  # "l0 June 20l4"
    (re.compile(r"[Oo](?:(?<=\d[Oo])(?=\d|(?:st|nd|rd|th)\b)|(?<=\b[123]O)\b(?! ?clock))"), "0"),  # "2Oth"
    (re.compile(r"l(?<=[A-Z]l)(?:(?<=\b[A-Z]l)(?=[A-Z]{2})|(?<=[A-Z]{2}l)(?=[A-Z])|(?<=[A-Z]{3}l)\b)"), "I"),  # "ClVIL"
    (re.compile(r"I(?<=[a-z]I)(?<![MF]cI)(?<!MacI)(?<!itzI)(?=[a-z]|\b(?<=\w{4}))"), "l"),  # "soId", "gratefuI"
    (re.compile(r"l(?<![\w'.-]l)(?=[nstf]\b|[dnmrs][a-z]{2}|t(?!d)[a-z]|[A-Z]{2,}\b)"), "I"),  # "ls", "lda", "lDA HOLM"
    (
        re.compile(rf"[l|](?<![\w'.|-][l|])(?:(?= (?:{_OF_MINE})\b)(?! \w+ *\|)|(?<=l)(?=am [a-z]+ing\b))"),
        "I",
    ),
)

_MONTHS = tuple("January February March April May June July August September October November December".split())
_SHORT_MONTHS = frozenset(month[:3] for month in _MONTHS)
_DIGITS = str.maketrans("lIOSBZ", "110582")
_SPOILT_DATE = re.compile(
    rf"(\b[0-3]?\d(?:st|nd|rd|th)?,? )(?!(?:{'|'.join(_MONTHS)}),? \d{{4}})"
    r"([A-Z][A-Za-z0-9]{2,8})(,? )((?:1[5-9]|20)[\dlIOSBZ]{2})\b"
)


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal form with its way back. `text` is what extractors read."""

    text: str
    _starts: tuple[int, ...]  # positions in `text` where the shift changes …
    _shifts: tuple[int, ...]  # … and the shift to the text as read from there on

    def to_source(self, position: int) -> int:
        """The offset in the text as read of the character at this position of the normal form."""
        return position + self._shifts[bisect_right(self._starts, position) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text as read of a stretch of the normal form (end exclusive)."""
        if end <= start:
            at = self.to_source(start)
            return at, at
        return self.to_source(start), self.to_source(end - 1) + 1

    def from_source(self, offset: int) -> int:
        """The first position of the normal form that stands at or after this offset of the text as read."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self.to_source(middle) < offset:
                low = middle + 1
            else:
                high = middle
        return low


def normalize_text(text: str) -> Normal:
    """The normal form of a text as read."""
    out: list[str] = []
    starts, shifts = [0], [0]
    length = at = 0
    for match in _CHANGE.finditer(text):
        new = _replacement(match.group())
        if new is None:
            continue
        piece = text[at : match.start()]
        out += [piece, new]
        length += len(piece)
        for n in range(1, len(new)):  # every letter of a ligature stands where the ligature stands
            starts.append(length + n)
            shifts.append(match.start() - length - n)
        length += len(new)
        at = match.end()
        starts.append(length)
        shifts.append(at - length)
    out.append(text[at:])
    return Normal(_letters("".join(out)), tuple(starts), tuple(shifts))


def _replacement(found: str) -> str | None:
    if found in _LIGATURES:
        return _LIGATURES[found]
    if found in _ENTITIES:
        return _ENTITIES[found]
    if found.startswith("&#"):
        return chr(int(found[2:-1]))
    if found.lower().startswith("<br"):
        return " "
    return "" if "\n" not in found else None  # a word broken over a line keeps its line; see `extract`


def _letters(text: str) -> str:
    """Same length: look-alike letters where they stand in for Latin ones, one kind of quotation mark and of space."""
    if not text.isascii():
        text = text.translate(_PLAIN)
    if _LOOKALIKE.search(text):
        text = _WORD.sub(_latin, text)
    for pattern, right in _MISREAD:
        text = pattern.sub(right, text)
    return _SPOILT_DATE.sub(_mended_date, text)


def _mended_date(match: re.Match[str]) -> str:
    """ "15 Fcbruary 19B3" -> "15 February 1983"; what is near no month or near two stays as it is."""
    before, word, between, year = match.groups()
    if word in _MONTHS or word in _SHORT_MONTHS:
        return f"{before}{word}{between}{year.translate(_DIGITS)}"
    near = [month for month in _MONTHS if len(word) > 3 and len(month) == len(word) and _differing(word, month) <= len(word) // 4]
    return f"{before}{near[0]}{between}{year.translate(_DIGITS)}" if len(near) == 1 else match.group()


def _differing(word: str, month: str) -> int:
    return sum(one != other for one, other in zip(word.casefold(), month.casefold(), strict=True))


def _latin(match: re.Match[str]) -> str:
    word = match.group()
    if word.isascii():
        return word
    mended = word.translate(_LOOKALIKES)
    return mended if mended.isascii() else word  # a word that stays foreign is foreign
