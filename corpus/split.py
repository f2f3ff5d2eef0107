"""Splits the text of a source into its items: letters, minutes, papers, annexes, covers, registers.

    "… Yours ever, ADA PENROSE  ⏎⏎⏎  From: Ben Crane  Date: 9 January 2014 …"  ->  two items

An item begins where the marks of a head stand together (letterhead, date line, From/To, addressee, salutation) and, more easily, where the
one before has ended (close, signatory, copy line) or after a gap or page break. What follows an end without a head of its own is attached
to the item that says it encloses something, else it is a note by itself. Paragraph marks come from `corpus.marks`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from corpus.marks import PAGE_GAP, Line, Paragraph, find_paragraphs, greeted_in
from corpus.names import name_words, parse_person, surname
from corpus.sources import Part

# How much each mark speaks for the head of a letter. Found by reading bundles; a head needs several together.
_WEIGHT = {
    "from": 2.0,
    "memo": 2.0,
    "minute": 1.5,
    "telegram": 1.5,
    "heading-letter": 3.0,
    "salutation": 2.0,
    "date": 1.5,
    "date-label": 0.5,
    "from-office": 1.5,
    "to": 1.0,
    "addressee": 1.0,
    "office": 1.0,
    "subject": 1.0,
    "letterhead": 0.75,
    "marking": 0.75,
    "reference": 0.5,
    "cc": 0.5,
}
_HEAD = frozenset({"from", "memo", "heading-letter", "salutation", "date", "from-office", "addressee", "office"})
_START = 4.0  # in the middle of an item
_START_GAP = 2.5  # after a wide gap in a bundle
_START_ENDED = 2.5  # after a name that may be a signature
_START_CLOSED = 1.5  # after a close or a copy line
_OFFICE_FIRST = 0.5  # "PRIME MINISTER" as the first line after an end heads a minute to that office
_LOOK = 14  # paragraphs in which a head stands
_ENCLOSING = re.compile(
    r"\b(?:attach(?:ed|ing)?|[ei]nclos(?:e|ed|ing|ure)|annex(?:ed)?|appendi(?:x|ces)|the (?:following|accompanying) (?:note|paper)"
    r"|(?:transmit(?:ting)?|forward(?:ing)?|send|sending|submit)\b.{0,40}\b(?:cop(?:y|ies)|translations?))\b",
    re.I,
)
_STOPPED = re.compile(r"(?:[a-z]{3}|[Ee]sq|&c|etc)\.,?\W*$")
_DRAFT = re.compile(r"\b(?:draft|suggested|proposed) (?:letter|reply|response|minute)\b", re.I)
_NAME_LINE = re.compile(r"(?:\(?(?:[A-Z][\w.'’-]*|of|for|and|the|de|van|&)\)?,?\s*){1,7}[.,]?")
_INITIALS = re.compile(
    r"(?:[A-Z]\. ?){2,4}|(?:[A-Z] ){1,3}[A-Z]"
)  # "H.R.M.", "H R M"; without points or blanks it is a name in short
_SCRAWL = 15  # characters of what a pen or a stamp has left between printed lines
_POSTED = re.compile(r"The (?:[A-Z][\w'-]+ ){0,3}[A-Z][\w'-]+,")  # "The Clerk,"
_COVER_LOOK = 8  # paragraphs at the top of a file among which its cover says that it is one
_NAMES_OF_FILE = 2  # paragraphs over the title of a register: whose file it is, and which
_TITLED_ROWS, _ROWS = 2, 3  # rows that make a list a register, under a title and by themselves
_BUNDLE_STARTS = 3  # heads in one source that make it a bundle


@dataclass(frozen=True, slots=True)
class ItemSpan:
    """An item's extent in the normal text. `hint` is the kind as far as the split tells it, `parent` the index of what it is attached to."""

    start: int
    end: int
    hint: str = ""
    parent: int | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class _State:
    closed: bool = False  # a close, copy line or caps signature has been seen since the item began
    ended: bool = False  # a name that may be a signature
    prose: int = 0
    encloses: bool = False
    drafts: bool = False  # a draft or suggested letter is said to come with it
    web: bool = False
    senders: frozenset[str] = frozenset()  # people named after From: in the head; their name alone on a line is a signature
    signed: bool = False
    register: bool = False
    over: bool = False  # a cover has ended: whatever follows is another item
    dated: bool = False  # its head has a date
    greeted: frozenset[str] = frozenset()  # the names in its greeting, in small letters


def find_items(text: str, parts: Sequence[Part] = (), paragraphs: list[Paragraph] | None = None) -> list[ItemSpan]:
    """The items of a normal text, in order; at least one where there is any text.

    `parts` are boundaries that the format knows, `paragraphs` those of the text where they have been found already.
    """
    if parts:
        return [ItemSpan(p.start, p.end, p.kind, p.part_of, "part") for p in parts]
    if paragraphs is None:
        paragraphs = find_paragraphs(text)
    if not paragraphs:
        return []
    cuts = _cuts(paragraphs)
    bounds = [paragraphs[cut.index].start for cut in cuts] + [len(text)]
    spans = [ItemSpan(bounds[n], bounds[n + 1], cut.hint, None, cut.rule, cut.confidence) for n, cut in enumerate(cuts)]
    spans[0] = replace(spans[0], start=0)
    return _attach(spans, cuts)


@dataclass(frozen=True, slots=True)
class _Cut:
    index: int
    hint: str
    rule: str
    attached: bool = False
    confidence: float = 1.0


def _attach(spans: list[ItemSpan], cuts: list[_Cut]) -> list[ItemSpan]:
    out: list[ItemSpan] = []
    top: int | None = None
    for number, (span, cut) in enumerate(zip(spans, cuts, strict=True)):
        if cut.attached and top is not None:
            out.append(replace(span, parent=top))
        else:
            out.append(span)
            if cut.hint not in ("cover", "register", "handwritten"):
                top = number
    return out


def _cuts(paragraphs: list[Paragraph]) -> list[_Cut]:
    """Where items begin, with why."""
    bundle = _is_bundle(paragraphs)
    cuts = [_first_cut(paragraphs)]
    state = _State()
    at = 0
    while at < len(paragraphs):
        for foot in paragraphs[at : _foot_end(paragraphs, at, state)]:
            _observe(paragraphs, at, state)
            state.closed, state.dated = True, state.dated or "date" in foot.marks
            at += 1
        if at == len(paragraphs):
            break
        cut = None if at == 0 else _cut_at(paragraphs, at, state, bundle)
        if cut is not None:
            cuts.append(cut)
            state = _State(web=cut.hint == "web-page")
            at = max(at, cut.index)
            at = _enter(paragraphs, at, state, cut)
            continue
        _observe(paragraphs, at, state)
        at += 1
        if at == 1:
            at = max(1, _enter(paragraphs, 0, state, cuts[0]))
    return cuts


def _first_cut(paragraphs: list[Paragraph]) -> _Cut:
    if any("cover" in p.marks for p in paragraphs[:_COVER_LOOK]):
        return _Cut(0, "cover", "cover")
    return _Cut(0, "register" if _register_start(paragraphs, 0) is not None else "", "first")


def _register_start(paragraphs: list[Paragraph], at: int) -> int | None:
    """Where the register that begins at this paragraph has its head or its title: here, or under the name of its file."""
    if _lists_papers(paragraphs, at):
        return at
    if at and paragraphs[at].gap < PAGE_GAP:
        return None
    for index in range(at + 1, min(at + _NAMES_OF_FILE + 1, len(paragraphs))):
        if paragraphs[index - 1].prose or paragraphs[index - 1].marks & _HEAD:
            return None
        if _lists_papers(paragraphs, index):
            return index
    return None


def _lists_papers(paragraphs: list[Paragraph], at: int) -> bool:
    """Does a list of the papers on a file begin here: the head of its columns, its title, or rows by themselves at the top of a page?"""
    p = paragraphs[at]
    if "register-head" in p.marks:
        return True
    titled = "register-title" in p.marks and not p.prose
    listing = takewhile(lambda q: "register-row" in q.marks, paragraphs[at + ("register-row" not in p.marks) :])
    rows = sum("register-row" in line.marks for q in listing for line in q.lines)
    return rows >= _TITLED_ROWS if titled else rows >= _ROWS and "register-row" in p.marks and (at == 0 or p.gap >= PAGE_GAP)


def _is_bundle(paragraphs: list[Paragraph]) -> bool:
    if any("cover" in p.marks or _lists_papers(paragraphs, n) for n, p in enumerate(paragraphs)):
        return True
    starts, at = 0, 1
    while at < len(paragraphs):
        p = paragraphs[at]
        if p.gap >= 1 and not p.prose and p.marks & _HEAD and _score(paragraphs, at, at + 8) >= _START + 1:
            starts += 1
            at = max(at + 1, _run_end(paragraphs, at))  # one head is one start, however many paragraphs it has
        else:
            at += 1
    return starts >= _BUNDLE_STARTS


def _run_end(paragraphs: list[Paragraph], at: int) -> int:
    """End of the run of paragraphs that are not running text, at most `_LOOK` long."""
    end = at
    while end < len(paragraphs) and end - at < _LOOK and not paragraphs[end].prose and "row" not in paragraphs[end].marks:
        end += 1
    return end


def _score(paragraphs: list[Paragraph], start: int, end: int) -> float:
    """How much the marks from here on speak for a head. Each mark counts once; a head ends with its salutation or subject."""
    seen: set[str] = set()
    for paragraph in paragraphs[start : min(end, len(paragraphs))]:
        if paragraph.prose and "inline-head" not in paragraph.marks:
            break
        seen |= paragraph.marks
    return sum(_WEIGHT.get(mark, 0.0) for mark in seen)


def _cut_at(paragraphs: list[Paragraph], at: int, state: _State, bundle: bool) -> _Cut | None:
    """Does an item begin at this paragraph?"""
    p = paragraphs[at]
    if _register_start(paragraphs, at) is not None and not (state.register and "register-row" in p.marks):
        return _Cut(at, "register", "register-head")
    if state.register and "register-row" not in p.marks and "row" not in p.marks:
        return _head_cut(paragraphs, at, "after-register")
    if state.over:
        return _head_cut(paragraphs, at, "after-cover")
    if "inline-head" in p.marks and p.gap >= 1:
        return _Cut(at, "", "inline-head", confidence=0.8)
    if p.prose:
        return _web_cut(paragraphs, at, state, bundle)
    if state.web is False and bundle and p.gap >= PAGE_GAP and (cut := _web_cut(paragraphs, at, state, bundle)):
        return cut
    if _is_minuted(paragraphs, at, state):
        return _Cut(at, "minute", "named-addressee", confidence=0.7)
    if _is_tail(p, paragraphs, at, state):
        return None
    return (
        _front_cut(paragraphs, at, state, bundle)
        or _attached_cut(paragraphs, at, state)
        or _head_cut_here(paragraphs, at, state, bundle)
    )


def _is_minuted(paragraphs: list[Paragraph], at: int, state: _State) -> bool:
    """Does a signed paper end here and a minute to somebody begin: "Mr. Crane." alone, then its text or title and text?

    Whom the letter above greets is its own addressee, at its foot.
    """
    p = paragraphs[at]
    words = p.text.split()
    titled = len(p.lines) == 1 and len(words) > 1 and words[0].strip(".").casefold() in name_words("title")
    if not (titled and state.ended and p.gap and parse_person(p.text)) or surname(p.text) in state.greeted:
        return False
    following = paragraphs[at + 1 : at + 3]
    return bool(following) and (following[0].prose or _opens(following[0]) or (len(following) > 1 and following[1].prose))


def _opens(p: Paragraph) -> bool:
    """Is this a short text of its own ("I agree. Please draft.")?"""
    return p.text.rstrip().endswith(".") and len(p.text.split()) > 3 and not p.marks & _HEAD


def _front_cut(paragraphs: list[Paragraph], at: int, state: _State, bundle: bool) -> _Cut | None:
    p = paragraphs[at]
    if "front-response" in p.marks and bundle and state.prose:
        return _Cut(at, "response", "response-front", attached=state.encloses)
    if "front-report" in p.marks and bundle and p.gap >= PAGE_GAP and state.prose >= 5:
        return _Cut(at, "report", "report-front")
    return None


def _attached_cut(paragraphs: list[Paragraph], at: int, state: _State) -> _Cut | None:
    p = paragraphs[at]
    if not p.marks & {"annex", "draft"} or not state.prose:
        return None
    if p.marks & {"prose", "row"} or (len(p.lines) > 2 and not p.lines[0].marks & {"annex", "draft"}):
        return None
    if not _content_follows(paragraphs, at):
        return None
    hint = "draft-letter" if "draft" in p.marks else "annex"
    return _Cut(at, hint, "annex-heading", attached=True)


def _content_follows(paragraphs: list[Paragraph], at: int) -> bool:
    """Is there something under the heading, so that it is an annex and not a line of a list of annexes?"""
    following = list(takewhile(lambda q: q.prose or not q.marks & {"annex"}, paragraphs[at + 1 : at + 6]))
    return any(p.prose or "row" in p.marks or p.text.lstrip().startswith(("-", "•")) for p in following) or (
        bool(following) and not any(q.marks & {"annex"} for q in following[:1]) and len(following) > 2
    )


def _head_cut_here(paragraphs: list[Paragraph], at: int, state: _State, bundle: bool) -> _Cut | None:
    end = _run_end(paragraphs, at)
    if end < len(paragraphs) and "inline-head" in paragraphs[end].marks:
        end += 1
    score = _score(paragraphs, at, end)
    if end == len(paragraphs) and score < _START:
        return None  # a date or an addressee at the foot: no text follows that it could head
    heads = any(q.marks & _HEAD for q in paragraphs[at:end])
    if not heads:
        return _headless_cut(paragraphs, at, state)
    p = paragraphs[at]
    wide = p.gap >= PAGE_GAP and bundle
    if (state.closed or wide) and _office_heads(paragraphs, at, end):
        score += _OFFICE_FIRST
    need = _START_CLOSED if state.closed else _START_ENDED if state.ended else _START_GAP if wide else _START
    if score + (0.5 if wide else 0.0) < need:
        return _headless_cut(paragraphs, at, state)
    if not p.marks & (_HEAD | {"letterhead", "marking", "garbage", "minute", "telegram"}) and not wide and not state.closed:
        return None
    if not (state.closed or wide or p.gap >= 1):
        return None
    if not state.prose and not state.closed and not wide:
        return None  # still the head of the item that has just begun
    return _head_cut(paragraphs, at, "head", confidence=min(1.0, 0.4 + score / 10), attached=state.encloses and not bundle)


def _office_heads(paragraphs: list[Paragraph], at: int, end: int) -> bool:
    """Is the first line here, a marking and routing apart, an office by itself?"""
    for q in paragraphs[at:end]:
        if "office" in q.marks:
            return q.heading or q.text.startswith("#")
        if q.marks - {"marking", "garbage", "page"}:
            return False
    return False


def _head_cut(paragraphs: list[Paragraph], at: int, rule: str, confidence: float = 0.9, attached: bool = False) -> _Cut:
    """Begin at the widest gap between here and the first mark of the head."""
    first = at
    while first < len(paragraphs) - 1 and not paragraphs[first].marks & (_HEAD | {"marking"}) and first - at < 6:
        first += 1
    index = max(range(at, first + 1), key=lambda n: (min(paragraphs[n].gap, PAGE_GAP), -n))
    while (
        paragraphs[index].marks
        and paragraphs[index].marks <= {"marking", "page"}
        and min(paragraphs[index].gap, PAGE_GAP) < min(_gap_after(paragraphs, index), PAGE_GAP)
    ):
        index += 1  # a marking at the foot of the page before
    greets = any("salutation" in p.marks for p in paragraphs[at : _run_end(paragraphs, at)])
    return _Cut(index, "annex" if attached and not greets else "", rule, attached, confidence)


def _gap_after(paragraphs: list[Paragraph], at: int) -> int:
    return paragraphs[at + 1].gap if at + 1 < len(paragraphs) else 0


def _headless_cut(paragraphs: list[Paragraph], at: int, state: _State) -> _Cut | None:
    """Something follows the end of a letter and has no head of its own."""
    p = paragraphs[at]
    if not state.closed or not state.prose or not p.heading:
        return None
    following = paragraphs[at + 1 : at + 7]
    if not any(q.prose for q in following) or p.marks & {"page", "garbage"} or ("name" in p.marks and not p.text.startswith("#")):
        return None
    to_person = state.drafts and bool(p.marks & {"name", "addressee", "office"})
    hint = "draft-letter" if to_person and state.encloses else "annex" if state.encloses else "note"
    return _Cut(at, hint, "after-close", attached=state.encloses, confidence=0.6)


def _web_cut(paragraphs: list[Paragraph], at: int, state: _State, bundle: bool) -> _Cut | None:
    p = paragraphs[at]
    if state.web or not bundle or p.gap < PAGE_GAP or state.prose < 1:
        return None
    webs = sum(1 for q in paragraphs[at : at + 8] if "web" in q.marks)
    return _Cut(at, "web-page", "web-page", confidence=0.6) if webs >= 2 else None


def _is_tail(p: Paragraph, paragraphs: list[Paragraph], at: int, state: _State) -> bool:
    """Does this paragraph still belong to the end of the item before: close, signature, copy list, foot?"""
    before = paragraphs[at - 1].marks
    if _is_signature(p) and (state.closed or state.ended) and not _new_head(paragraphs, at):
        return True
    if p.marks & {"close", "page"} and not p.marks & {"from", "memo"}:
        return True
    if "close" in before and p.gap <= 2 and not p.marks & {"from", "memo", "salutation"} and len(p.lines) <= 4:
        return True  # whatever stands under the close is the signature
    if (
        before & {"copying", "close-inline"}
        and p.gap < PAGE_GAP
        and len(p.text) <= 40
        and not p.marks & (_HEAD | {"annex", "draft"})
        and not p.text.startswith("##")
    ):
        return True  # a close or signature that OCR has spoilt
    if (
        p.marks & {"name"}
        and not p.marks & (_HEAD - {"addressee"})
        and p.gap < PAGE_GAP
        and len(p.lines) <= 3
        and not state.ended
    ):
        return True
    if (
        "cc" in p.marks
        and not p.marks & {"from", "to", "date", "memo"}
        and p.gap < PAGE_GAP
        and not (state.ended and _is_routed(p))
    ):
        return True
    if (
        _ends_letter(p)
        and p.gap <= 1
        and (state.closed or state.ended)
        and paragraphs[at - 1].marks & {"name", "close", "addressee"}
    ):
        return True
    if (
        p.marks == {"addressee"}
        and p.gap <= 1
        and (state.closed or state.ended)
        and paragraphs[at - 1].marks & {"name", "close", "close-inline", "cc"}
    ):
        return not p.heading  # the addressee at the foot of a letter
    return False


def _ends_letter(p: Paragraph) -> bool:
    """The addressee as the foot of an older letter has him, with a full stop: "Hon. Ada Penrose, ⏎ Secretary of Tides, Ostley."."""
    plain = not p.marks & (_HEAD - {"addressee", "office"} | {"letterhead", "cc", "subject", "reference", "annex"})
    return "addressee" in p.lines[0].marks and plain and len(p.lines) <= 4 and bool(_STOPPED.search(p.text))


def _foot_end(paragraphs: list[Paragraph], at: int, state: _State) -> int:
    """Where the foot ends of an item whose text ended just before `at`: signature, then place and date, then to whom it goes; `at` for none.

    Only what can be the head of nothing else: a date where the head had none, the person that the letter greets.
    """
    if not state.prose or not at or not (paragraphs[at - 1].prose or paragraphs[at - 1].marks & {"close", "close-inline"}):
        return at
    end = at
    while (
        end < len(paragraphs) and paragraphs[end].gap < PAGE_GAP and (_is_close(paragraphs[end]) or _is_scrawl(paragraphs[end]))
    ):
        end += 1
    if end == len(paragraphs) or not _signs(paragraphs[end]) or paragraphs[end].gap >= PAGE_GAP:
        return at
    signed = end + 1
    dated = signed if state.dated or _has_date(paragraphs[end]) else _past_date(paragraphs, signed)
    addressed = _past_addressee(paragraphs, dated, state.greeted)
    known = addressed > signed or _has_date(paragraphs[end])
    return addressed if known and not _heads(paragraphs[end]) else at


def _is_close(p: Paragraph) -> bool:
    return bool(p.marks & {"close"}) and not p.prose and len(p.lines) <= 2


def _is_scrawl(p: Paragraph) -> bool:
    return not p.marks and len(p.text) <= _SCRAWL and not p.text.isupper()


def _signs(p: Paragraph) -> bool:
    """Initials, or a line or three of a few words that all begin with a capital letter: a name with its post, and a date at most."""
    lines = [line for line in p.lines if len(re.findall(r"[A-Za-z]", line.text)) > 1 and "date" not in line.marks]
    named = [bool(_NAME_LINE.fullmatch(line.text.strip(" #*_"))) for line in lines]
    scrawled = all(name or (n and len(line.text) <= _SCRAWL) for n, (name, line) in enumerate(zip(named, lines, strict=True)))
    return 1 <= len(lines) <= 3 and named[0] and scrawled


def _has_date(p: Paragraph) -> bool:
    """Does this signature end with its date?"""
    return len(p.lines) > 1 and "date" in p.lines[-1].marks


def _heads(p: Paragraph) -> bool:
    return bool(
        p.marks & {"from", "to", "memo", "salutation", "heading-letter", "from-office", "subject", "marking", "annex", "draft"}
    )


def _past_date(paragraphs: list[Paragraph], at: int) -> int:
    """Past the place and date under a signature, where nothing that they could head stands before the next gap; else `at`."""
    end = at
    while end < len(paragraphs) and end - at < 4 and paragraphs[end].gap <= 1 and not paragraphs[end].prose:
        p = paragraphs[end]
        if _heads(p) or not (p.marks & {"letterhead", "office", "date"} or _signs(p) or _is_scrawl(p)):
            return at
        end += 1
        if "date" in p.marks:
            ends = end == len(paragraphs) or paragraphs[end].gap > min(p.gap, 1) or _dated_again(paragraphs, end)
            return end if ends else at
    return at


def _dated_again(paragraphs: list[Paragraph], at: int) -> bool:
    """Does another date stand before the next running text?"""
    return any("date" in p.marks for p in paragraphs[at : _run_end(paragraphs, at)])


def _past_addressee(paragraphs: list[Paragraph], at: int, greeted: frozenset[str]) -> int:
    """Past the address under a signature, of the person that the letter greets or, where it greets nobody by name, of a post; else `at`."""
    if at == len(paragraphs) or paragraphs[at].gap >= PAGE_GAP or paragraphs[at].prose or _heads(paragraphs[at]):
        return at
    if not greeted and len(paragraphs[at].lines) > 1 and _POSTED.fullmatch(paragraphs[at].lines[0].text.strip(" #*_")):
        return at + 1
    person = parse_person(_bare(paragraphs[at].lines[0]))
    if person is None or not greeted & {surname(person).casefold(), person.casefold().split()[0], person.casefold()}:
        return at
    return at + 1


def _bare(line: Line) -> str:
    return re.sub(r",?\s*Esq(?:uire)?\.?,?$", "", line.text.strip(" #*_"), flags=re.I)


def _is_routed(p: Paragraph) -> bool:
    """Does a name or office stand before the copy list, to whom this goes ("MR BELL    cc: Mr Crane")?"""
    return "cc" not in p.lines[0].marks and bool(p.lines[0].marks & {"addressee", "office", "name"})


def _is_signature(p: Paragraph) -> bool:
    """A name with nothing but a post under it."""
    return (
        len(p.lines) in (1, 2, 3)
        and not p.text.startswith("#")
        and "name" in p.lines[0].marks
        and not p.marks & {"letterhead", "from", "to", "date", "cc", "salutation"}
    )


def _new_head(paragraphs: list[Paragraph], at: int) -> bool:
    """Does a date line, label or greeting follow before the next running text?"""
    return any(q.marks & {"date", "from", "memo", "salutation", "to"} for q in paragraphs[at : _run_end(paragraphs, at)])


def _enter(paragraphs: list[Paragraph], at: int, state: _State, cut: _Cut) -> int:
    """Pass over the head of an item, remembering who signs it."""
    end = _after_head(paragraphs, at, state, cut)
    state.over, state.register = cut.hint == "cover", cut.hint == "register"
    people = set()
    for p in paragraphs[at:end]:
        if "from" in p.marks and "prose" not in p.marks:
            named = re.sub(r"(?i)^\W*from\W*", "", p.lines[0].text)
            people |= {person.casefold() for one in re.split(r",|\band\b|;", named) if (person := parse_person(one))}
    state.senders = frozenset(people)
    state.dated = any("date" in p.marks for p in paragraphs[at:end])
    greeted = (greeted_in(line.text) for p in paragraphs[at:end] for line in p.lines if "salutation" in line.marks)
    state.greeted = frozenset(name for words in greeted if words for name in (words.casefold(), words.casefold().split()[-1]))
    return end


def _after_head(paragraphs: list[Paragraph], at: int, state: _State, cut: _Cut) -> int:
    """Pass over the head of the item that begins here, so that its own marks do not begin another."""
    first = at
    if cut.hint == "register":
        at = (_register_start(paragraphs, at) or at) + 1
        return at + sum(1 for _ in takewhile(lambda q: "register-row" in q.marks, paragraphs[at:]))
    if cut.hint == "cover":
        while at + 1 < len(paragraphs) and not _lists_papers(paragraphs, at + 1):
            follows = paragraphs[at + 1]
            if (
                (follows.prose and len(follows.text) > 400)
                or follows.marks & {"memo", "heading-letter", "salutation", "from-office"}
                or ("prose" not in follows.marks and _labels_a_head(paragraphs, at + 1))
            ):
                return _before_marking(paragraphs, first, at + 1)
            at += 1
        return at + 1
    while at < len(paragraphs) and at - first < _LOOK:
        p = paragraphs[at]
        if p.prose or "row" in p.marks:
            break
        if at > first and p.marks & {"salutation"}:
            return at + 1
        if at > first and p.gap >= PAGE_GAP and p.marks & {"from", "memo"}:
            break
        at += 1
    return (
        max(at, first + (1 if cut.rule in ("inline-head", "annex-heading", "after-close") else 0))
        if at > first
        else first + 1 * (cut.rule != "web-page")
    )


def _labels_a_head(paragraphs: list[Paragraph], at: int) -> bool:
    """Do From: and To: stand here together? A cover has other columns."""
    near = {mark for p in paragraphs[at : at + 2] for mark in p.marks}
    return bool(paragraphs[at].lines[0].marks & {"from", "to"}) and {"from", "to"} <= near


def _before_marking(paragraphs: list[Paragraph], first: int, at: int) -> int:
    """Before the marking and reference that stand over the head at `at`."""
    while (
        at - 1 > first and paragraphs[at - 1].marks and paragraphs[at - 1].marks <= {"marking", "reference", "page", "letterhead"}
    ):
        at -= 1
    return at


def _observe(paragraphs: list[Paragraph], at: int, state: _State) -> None:
    p = paragraphs[at]
    if len(p.lines) <= 2 and (parse_person(p.lines[0].text) or "").casefold() in state.senders:
        state.signed = True
    if p.prose or "row" in p.marks:
        state.prose += 1
    if _ENCLOSING.search(p.text):
        state.encloses = True
        state.drafts = state.drafts or _DRAFT.search(p.text) is not None
    if p.marks & {"close", "close-inline", "copying"}:
        state.closed = True
    elif p.prose and len(p.text) > 200 and not state.signed and not p.marks & {"close-inline", "copying"}:
        state.closed = state.ended = False  # the text goes on: that was no end
    if "name" in p.marks and not p.prose and state.prose:
        state.ended = True
        letters = re.sub(r"[^A-Za-z]", "", p.lines[0].text)
        state.closed = state.closed or (letters.isupper() and len(p.lines) == 1)
    if state.prose and len(p.lines) <= 2 and _INITIALS.fullmatch(p.lines[0].text.strip(" #*_")) and paragraphs[at - 1].prose:
        state.ended = state.closed = True
    state.closed = state.closed or state.signed
