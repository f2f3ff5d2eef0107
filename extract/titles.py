"""The subject of an item: after its label, or the title that stands before the text.

    "Dear Ada ⏎ FERRY TIMETABLES ⏎ Thank you for …"  ->  "FERRY TIMETABLES"

A letter's title stands under its greeting; a paper's or a set of minutes' is its first.
"""

from __future__ import annotations

import re
from itertools import dropwhile, takewhile

from corpus.marks import Line, Paragraph, cased_post
from corpus.ruletables import Rule, read_rules
from extract.layout import LABEL, LABELS, Layout, is_date_line
from extract.namelists import split_names
from extract.parties import resolve_body

_SUBJECT_CHARS = 220
_SUBJECT_LINES = 3  # that a subject may go on for
_FULL_LINE = 52  # characters; a subject that fills its line may go on in the next
_FRONT = 6  # paragraphs after the head that may belong to a title page
_LEADS_ON = re.compile(r"[a-z]:\W*$")  # "They cover:" opens a list
_OPEN_END = re.compile(r"(?::|\b(?:the|of|and|to|on|in|for|a|an|into|with|by))\W*$")  # a title goes on after these
_FRONT_CHARS = 90  # a longer line of a title page is text
_TITLE_WORDS = 3
_RECORDED_WORDS = 5
_DATED_TITLE = 7  # words; a date line with its place has fewer
_REPORT_LOOK = 60  # paragraphs of a report among which its title stands, after a foreword and contents
_NO_SUBJECT = LABELS | frozenset(
    {
        "letterhead",
        "series",
        "minute",
        "addressee",
        "name",
        "office",
        "from-office",
        "page",
        "cover",
        "web",
        "garbage",
        "heading-letter",
        "front-report",
        "other-date",
    }
)
_RUN_IN = re.compile(
    r"\W*(?:[A-Z]{1,7}[-–—]?)?\d{1,6}\. (?:[^\n]{0,160}\. )?(?:Subj(?:ect)?|SUBJ(?:ECT)?|Re|RE): (?P<subject>[A-Z][^\n]{3,140}?)(?<![A-Z])\.(?:\s|$)"
)
_FILE_NUMBER = re.compile(r"[A-Z]{1,8}(?:[/.-][A-Z0-9]{1,8}){1,5}")
_NUMBERED = re.compile(r"\W*\d+(?:\.\d+)*[.)]?\s")
_BARE_ANNEX = re.compile(r"\W*(?:ANNEX|Annex|APPENDIX|Appendix)E?e?(?: ?[A-Z\d])?\W*")
_MEETING = re.compile(r"^(?:[^.:]|(?<=\d)[.:](?=\d)){0,90}\b(?:Meeting|MEETING|Minutes|MINUTES)\b")
_FOR_RECORD = re.compile(r"\bfor the (?:record|files?)\W*$", re.I)
_FRONT_MATTER = re.compile(r"^title:\s*[\"']?(?P<title>\S.*?)[\"']?\s*$", re.M)


def find_subject(layout: Layout, hint: str, copied: tuple[str, ...]) -> str:
    """The subject of an item; "" where it has none. `copied` are the names of its copy list, which are no titles."""
    if labelled := _labelled_subject(layout):
        return labelled
    if recorded := _recorded_subject(layout):
        return clean_title(recorded)
    if front := _front_title(layout):
        return clean_title(front)
    titles = [p for p in layout.head if is_subject(p) and not set(split_names(p.text)) & set(copied)]
    titles = [p for p in titles if not _is_unmarked_letterhead(p, layout)]
    titles = [p for p in titles if not _LEADS_ON.search(p.text)] or titles
    titles = [p for p in titles if not _NUMBERED.match(p.text)] or titles
    titles = [p for p in titles if not _heads_part(p.text)] or titles
    minuted = _minutes_title(layout)
    if minuted is not None and all(_NUMBERED.match(p.text) for p in titles):
        return clean_title(minuted.text)
    plain = _plain_title(layout)
    if plain is not None and (not titles or plain.start < titles[0].start) and _tells_kind(plain.text):
        return clean_title(plain.text)
    greeted = _line_under_greeting(layout)
    chosen = _chosen(titles, layout) if titles else None
    if greeted and chosen is not None and _is_letterhead(chosen, layout):
        return clean_title(greeted)
    if chosen is not None:
        return clean_title(chosen.text)
    if under := greeted or _line_above_greeting(layout) or _line_under_labels(layout):
        return clean_title(under)
    if plain is not None:
        return clean_title(plain.text)
    if hint == "report" or not layout.head:
        found = (p for p in layout.body[:_REPORT_LOOK] if p.text.startswith("# ") and "front-report" not in p.marks)
        title = next(found, None)
        return clean_title(title.text) if title else ""
    return ""


def _recorded_subject(layout: Layout) -> str:
    """What a memorandum for the record is about, where no label says it: the line or lines right under that heading; "" elsewhere."""
    for p in layout.head:
        for n, line in enumerate(p.lines):
            if "memo" in line.marks and _FOR_RECORD.search(line.text):
                under = list(takewhile(_may_be_recorded, p.lines[n + 1 :]))
                words = " ".join(one.text for one in under)
                return words if len(words.split()) >= _TITLE_WORDS and not words.endswith((".", ":", ";")) else ""
    return ""


def _may_be_recorded(line: Line) -> bool:
    """Can this line say what is recorded? One without marks, or a title that names a day ("Morning meeting of 3 May 1968")."""
    return not line.marks or (line.marks == {"date"} and len(line.text.split()) >= _RECORDED_WORDS)


def _front_title(layout: Layout) -> str:
    """The title on the title page of a printed report: its first line or lines that are no body's name and no number; "" elsewhere."""
    front = [*layout.head, *layout.body[:_FRONT]]
    marks = {mark for p in front for mark in p.marks}
    if not marks & {"series", "front-report"} or marks & {"salutation", "from", "to", "memo", "front-response"}:
        return ""
    run: list[str] = []
    for p in front:
        more = [] if p.prose else list(takewhile(_is_front_line, dropwhile(lambda line: not _is_front_line(line), p.lines)))
        if run and not (more and _OPEN_END.search(run[-1])):
            break
        run += [line.text for line in more]
    return " ".join(run) if run and run[0].lstrip(" #*_\"'")[:1].isupper() else ""


def _is_front_line(line: Line) -> bool:
    """A short line without a full stop, which is no body's name, by-line, number, date or head."""
    bare = line.text.strip(" #*_,")
    titled = len(bare) <= _FRONT_CHARS and not bare.endswith((".", ";")) and not _heads_part(bare)
    named = _names_body(bare) or any(rule.pattern.fullmatch(bare) for rule in _groups())
    plain = not line.marks & (_NO_SUBJECT | {"series", "date", "other-date", "row", "cc"})
    return titled and plain and not named and not _is_byline(bare) and re.search(r"[A-Za-z]{4}", bare) is not None


def _is_byline(bare: str) -> bool:
    """Does a line say whose paper it is ("Chaired by Dame Ida Holm")?"""
    return any(rule.pattern.search(bare) for rule in read_rules("extract.rules", "bylines"))


def _is_unmarked_letterhead(p: Paragraph, layout: Layout) -> bool:
    """Above a letter's greeting, does the name of a body stand alone? Then it is where the letter comes from."""
    greetings = [q.start for q in layout.head if "salutation" in q.marks]
    bare = p.text.strip(" #*_,")
    return bool(greetings) and p.start < greetings[0] and _names_body(bare)


def _names_body(bare: str) -> bool:
    bare = cased_post(bare)
    return any(rule.pattern.fullmatch(bare) for rule in read_rules("extract.rules", "bodies")) or resolve_body(bare) is not None


def _groups() -> list[Rule]:
    return [rule for rule in read_rules("extract.rules", "groups") if rule.label == "group"]


def _is_letterhead(p: Paragraph, layout: Layout) -> bool:
    """Where a line under the greeting may be the title: is this, above the greeting, none: in small letters, or the first line of all?"""
    first = next((q for q in layout.head if not q.marks <= {"marking", "page"} or not q.marks), None)
    return _is_above_greeting(p, layout) and (not p.text.isupper() or p is first)


def _is_above_greeting(p: Paragraph, layout: Layout) -> bool:
    return any("salutation" in q.marks and p.start < q.start for q in layout.head)


def _line_above_greeting(layout: Layout) -> str:
    """A letter's title right above the greeting and under its date, in small letters and without a full stop; "" where there is none."""
    at = next((n for n, p in enumerate(layout.head) if "salutation" in p.marks), 0)
    if at < 2 or not any(is_date_line(p) for p in layout.head[:at]):
        return ""
    p = layout.head[at - 1]
    bare = p.text.strip(" #*_")
    titled = len(p.lines) == 1 and len(bare.split()) > _TITLE_WORDS and len(bare) <= _SUBJECT_CHARS and bare[:1].isupper()
    return bare if titled and not p.marks and bare[-1] not in ".,;:?!" and not _names_body(bare) else ""


def _line_under_greeting(layout: Layout) -> str:
    """A letter's title in small letters: the line right under the greeting, without the stop that a sentence has; "" where none."""
    at = next((n for n, p in enumerate(layout.head) if "salutation" in p.marks), len(layout.head))
    for p in layout.head[at + 1 : at + 2]:
        bare = p.text.strip(" #*_")
        titled = len(p.lines) <= 2 and len(bare.split()) >= 2 and len(bare) <= _SUBJECT_CHARS and bare[:1].isupper()
        named = (
            {"name"} if len(bare.split()) >= _TITLE_WORDS else set()
        )  # "Grant towards the quay": right under a greeting no name stands
        barred = _NO_SUBJECT - {"reference"} - named | {"row", "close"}
        return bare if titled and bare[-1] not in ".,;:?!" and not p.marks & barred else ""
    return ""


def _minutes_title(layout: Layout) -> Line | None:
    """The line of a head that names a meeting or its minutes."""
    lines = [line for p in layout.head if not p.prose for line in p.lines]
    return next((line for line in lines if "minutes-title" in line.marks or _MEETING.search(line.text)), None)


def _line_under_labels(layout: Layout) -> str:
    """A minute's title in small letters: the line that stands apart right under From: and To:, some words and no stop; "" where none."""
    labelled = [n for n, p in enumerate(layout.head) if p.marks & {"from", "to", "cc", "date-label"}]
    if not labelled or any("salutation" in p.marks for p in layout.head):
        return ""
    rest = [p for p in layout.head[labelled[-1] + 1 :] if not p.marks or not p.marks <= {"marking", "page"}]
    bare = rest[0].text.strip(" #*_") if rest else ""
    titled = len(bare.split()) >= _TITLE_WORDS and len(bare) <= _SUBJECT_CHARS and len(rest[0].lines) == 1 and bare[:1].isupper()
    return bare if titled and bare[-1] not in ".,;:?!" and not rest[0].marks & (_NO_SUBJECT | {"row", "close"}) else ""


def _plain_title(layout: Layout) -> Paragraph | None:
    """The first line of a paper without letterhead or greeting, where it reads like a title: some words and no full stop.

    A first line that says what kind of paper it heads is the title whatever follows.
    """
    marks = {mark for p in layout.head for mark in p.marks}
    if marks & {"salutation", "from", "from-office", "heading-letter"}:
        return None
    first = next((p for p in layout.head if not p.marks <= {"marking", "page"} or not p.marks), None)
    if marks & {"letterhead", "office"} and not (first is not None and not first.marks and _tells_kind(first.text)):
        return None
    for p in layout.head[:3]:
        bare = p.text.strip(" #*_")
        if p.marks & {"marking", "page", "cover", "date"} and len(p.lines) == 1 or len(bare.split()) < _TITLE_WORDS:
            continue
        titled = (
            len(p.lines) <= 2
            and len(bare) <= _SUBJECT_CHARS
            and not bare.endswith((".", ",", ";", ":"))
            and not p.marks & {"cc", "row", "name", "heading-letter"}
            and not _is_byline(bare)
        )
        return p if titled and not p.prose else None
    return None


def _tells_kind(title: str) -> bool:
    """Does the title say what kind of paper it heads?"""
    return any(rule.pattern.search(title) for rule in read_rules("extract.rules", "kinds"))


def _heads_part(title: str) -> bool:
    """Is this the heading of a part ("Conclusions and recommendations"), which says nothing of the paper?"""
    return any(rule.pattern.search(title) for rule in read_rules("extract.rules", "sections"))


def is_subject(p: Paragraph) -> bool:
    """Could this paragraph be a title: in capitals, a heading, or the title of a response?"""
    if p.marks & _NO_SUBJECT or is_date_line(p) or _BARE_ANNEX.fullmatch(p.text) or resolve_body(p.text.strip(" #*_.,")):
        return False
    bare = p.text.strip(" #*_")
    if any(rule.pattern.match(bare) for rule in read_rules("extract.rules", "groups") if rule.label == "for"):
        return False
    if _FILE_NUMBER.fullmatch(bare) or ("]" in bare and "[" not in bare):
        return False  # "Harbour Series]": the end of a bracket that a printer set against the margin
    if not re.search(r"[A-Za-z]{4}", bare) or len(bare) > _SUBJECT_CHARS or len(p.lines) > 3:
        return False
    return p.text.startswith("#") or bare.isupper() or (p.heading and len(bare.split()) >= 2) or "front-response" in p.marks


def clean_title(text: str) -> str:
    """A title on one line, without marks of headings and emphasis."""
    return " ".join(re.sub(r"^[\s#*_>]+|[\s*_]+$|\{:[^}]*\}", "", text).split())


def _labelled_subject(layout: Layout) -> str:
    """What stands after "Subject:", on its line or, where that is empty, the next; a title in capitals may run on."""
    lines = [line for p in layout.head for line in p.lines]
    for n, line in enumerate(lines):
        if "subject" not in line.marks:
            continue
        value = LABEL.sub("", line.text, count=1).strip(" -:")
        following = [one for one in lines[n + 1 : n + 3] if _may_be_subject(one)]
        if not value:
            return clean_title(following[0].text) if following else ""
        if following and value.isupper() and following[0].text.isupper():
            value = f"{value} {following[0].text}"
        else:
            value = " ".join([value, *_rest_of_subject(line, layout)])
        return clean_title(value)
    if inline := _telegram_subject(layout):
        return clean_title(inline)
    front = _FRONT_MATTER.search("\n".join(p.text for p in layout.head[:2])) if layout.head else None
    return clean_title(front["title"]) if front else ""


def _rest_of_subject(line: Line, layout: Layout) -> list[str]:
    """The lines over which a subject runs on after its first: one right below another, while each was too full or too open to end there."""
    lines = next(p.lines for p in layout.head if line in p.lines)
    run: list[str] = []
    before = line.text
    for follow in lines[lines.index(line) + 1 :][:_SUBJECT_LINES]:
        goes_on = follow.text[:1].islower() or _OPEN_END.search(before) or len(before) >= _FULL_LINE
        if follow.marks or not goes_on or before.endswith(".") or not re.search(r"[A-Za-z]{3}", follow.text):
            break
        run.append(follow.text)
        before = follow.text
    return run


def _telegram_subject(layout: Layout) -> str:
    """What a telegram or airgram says in its first lines that it is about ("1142. For Crane. Subject: Ferry dues."); "" elsewhere."""
    for p in (*layout.head, *layout.body[:1]):
        if match := _RUN_IN.match(p.text):
            return match["subject"]
    return ""


def _may_be_subject(line: Line) -> bool:
    """Can this line under an empty "Subject" be what it is about? A date at the end of some words may ("Talks with the Mayor, May 3, 1965")."""
    dated = "date" in line.marks and len(line.text.split()) < _DATED_TITLE
    return not dated and not line.marks & (LABELS | {"letterhead"})


def _chosen(titles: list[Paragraph], layout: Layout) -> Paragraph:
    """The title of a response; the first under greeting or labels; the first of all where there is neither."""
    if front := next((p for p in titles if "front-response" in p.marks), None):
        return front
    opened = max((q.start for q in layout.head if q.marks & {"salutation", "from", "cc", "to"}), default=-1)
    dated = max((q.start for q in layout.head if is_date_line(q)), default=-1)
    if opened < 0 and not any("letterhead" in q.marks for q in layout.head):
        return titles[0]
    return next((p for p in titles if p.start > max(opened, dated)), titles[0])
