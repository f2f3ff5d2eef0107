"""The date an item bears, by zone and never "the first date in the text".

    head "Date: 7th February 2014"  ->  ("2014-02-07", "7th February 2014")

In order: after its label; a date line of the head, before the greeting; the day a title names; a date line of the foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from corpus.edtf import is_day
from corpus.marks import Line, Paragraph
from corpus.ruletables import read_rules
from extract.dates import find_dates, parse_date_line
from extract.findings import Context
from extract.layout import LABEL, Layout

_TITLE_LOOK = 40  # paragraphs of a paper among which its title page stands
_TITLE_CHARS = 160
_SIGNED_LINES = 5
_FRONT_CHARS = 400  # a longer paragraph is text, and what it says was published is something else
_CENTURY = 30  # two figures below this are of this century
_DAYS = re.compile(r"(\d{4}-\d\d)-\d\d(?:/\1-\d\d)?")  # one day, or days of one month
_PARTIAL = re.compile(r"\d{4}(?:-\d\d)?")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WEEKDAY = re.compile(
    rf"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTHS})\b(?!,? \d)"
)
_AT_END = re.compile(rf"\b(?:\d{{1,2}} )?(?:{_MONTHS}) \d{{4}}$")
_GROUP = re.compile(r"(?P<day>\d\d)\d{4}Z (?P<month>[A-Za-z]{3,9}) (?P<year>(?:\d\d)?\d\d)\W*$")  # "091430Z MARCH 82"
_SHORT_YEAR = re.compile(r"\d[/.-]\d\d\W*$")
_STAMPED = re.compile(r"(?<=[A-Z.] )([0-3]) (\d)(?=,? (?:19|20)\d\d\b)")  # "OCT 1 6 1985"
_FIGURES = re.compile(r"(?P<month>\d{1,2})(?P<sep>[/.-])(?P<day>\d{1,2})(?P=sep)(?P<year>(?:1[6-9]|20)?\d\d)\b")
_BEFORE = re.compile(
    r"\b(?:last|previous|next) (?:meeting|report|letter|review)\b", re.I
)  # a title that names another paper's day
_BEFELL = re.compile(  # a title that names the day of what it reports on
    r"\b(?:accidents?|collisions?|incidents?|derailments?|crash|fires?|explosions?|sinking|foundering|capsize|grounding|loss|deaths?|fatal\w*"
    r"|shootings?|attacks?|riots?|disturbances?|escapes?|disaster|flooding|floods?|failure|near miss|investigation|inquiry|enquiry|inquest)\b",
    re.I,
)
_ON = re.compile(r"\w,? (?:on|of) (?:the )?(?:[A-Z][a-z]+day,? )?(?:the )?\d{1,2}(?:st|nd|rd|th)? ")
_HELD = re.compile(
    r"\W*(?:(?:The |A )?[Mm]eeting )?(?:was )?[Hh]eld (?:at|in|on|by|via)\b"
)  # the line under the title of minutes
_SENTENCE = re.compile(r"[.;:]\s*$")
_COLUMN = re.compile(  # "Chief Executive            Date      6 February 2013"
    r"\S(?:\t| {3,})\s*(?:Dated?:?\s+)?(?P<date>(?:[A-Z][a-z]+day,? )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?,? [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2}),? \d{4})$"
)
_AROUND = re.compile(r"^\w{1,6} (?=\d{1,2} [A-Z])|\s\d{7,}$")  # scraps of a signature before a date, a telephone number after it


def item_date(layout: Layout) -> tuple[str, str]:
    """The date the item bears (EDTF) and its words; ("", "") where it bears none."""
    for find in (
        _labelled_date,
        _head_date,
        _column_date,
        _published_date,
        _title_date,
        _weekday_date,
        _signed_date,
        _foot_date,
        _last_words,
    ):
        if found := next(find(layout), None):
            return _month_first(found) if _is_american(layout) else found
    return "", ""


def _is_american(layout: Layout) -> bool:
    """Does head or foot show a paper of the United States, where 5/3/1962 is the third of May?"""
    return any("american" in line.marks for p in (*layout.head, *layout.foot) for line in p.lines)


def _month_first(found: tuple[str, str]) -> tuple[str, str]:
    """A date in figures read with the month before the day; any other as it is."""
    match = _FIGURES.search(found[1])
    if not match or int(match["month"]) > 12 or len(match["day"]) + len(match["month"]) > 4:
        return found
    value = parse_date_line(f"{match['day']} {_MONTHS.split('|')[int(match['month']) - 1]} {match['year']}")
    return (value or found[0], found[1])


def _dated(words: str) -> tuple[str, str] | None:
    if len(words) > _TITLE_CHARS:
        return None
    group = _GROUP.search(words)
    plain = (
        f"{group['day']} {group['month'].capitalize()} {_whole_year(group['year'])}" if group else _STAMPED.sub(r"\1\2", words)
    )
    value = parse_date_line(plain)
    if _SHORT_YEAR.search(words) and value[:4] >= f"20{_CENTURY}":
        value = f"19{value[2:]}"  # "11.6.43" on a paper is no day to come
    return (value, words.strip()) if value else None


def _whole_year(year: str) -> str:
    """ "82" -> "1982", "07" -> "2007": telegrams give two figures; none of them is older than 1930."""
    if len(year) == 4:
        return year
    return ("20" if int(year) < _CENTURY else "19") + year


def _head_lines(layout: Layout) -> list[Line]:
    return [line for p in layout.head for line in p.lines]


def _labelled_date(layout: Layout) -> Iterator[tuple[str, str]]:
    lines = _head_lines(layout)
    for n, line in enumerate(lines):
        if "date-label" in line.marks:
            following = lines[n + 1].text if n + 1 < len(lines) else ""
            yield from filter(None, map(_dated, (LABEL.sub("", line.text, count=1), following)))


def _head_date(layout: Layout) -> Iterator[tuple[str, str]]:
    """A whole day before a month or year alone: a form's "February 2003" gives way to the letter's own line."""
    lines = [line for p in layout.head if not _is_stamped(p) for line in p.lines if not _is_of_event(p, line)]
    greeted = next((n for n, line in enumerate(lines) if "salutation" in line.marks), len(lines))
    dated = [found for line in lines[:greeted] if "date" in line.marks and (found := _dated(line.text))]
    yield from sorted(dated, key=lambda found: _PARTIAL.fullmatch(found[0]) is not None)


def _column_date(layout: Layout) -> Iterator[tuple[str, str]]:
    """A whole day that stands to the right of an address or a reference, in a column of its own."""
    for line in _head_lines(layout):
        if "salutation" in line.marks:
            return
        column = _COLUMN.search(line.text)
        if column and (found := _dated(column["date"])) and is_day(found[0]):
            yield found


def _is_stamped(p: Paragraph) -> bool:
    """Is this a registry's stamp? One that says its own day on its own line ("[Received May 3.]") leaves the date above it the paper's."""
    return any("stamp" in line.marks and "other-date" not in line.marks for line in p.lines)


def _is_of_event(p: Paragraph, line: Line) -> bool:
    """Is the day of a title line that of what the paper reports on ("the collision of the ferry and the dredger / off Quern Head on 9 October 2010")?"""
    return (
        _BEFELL.search(p.text) is not None and _ON.search(line.text) is not None and not p.marks & {"minutes-title", "salutation"}
    )


def _title_date(layout: Layout) -> Iterator[tuple[str, str]]:
    """The one day or span of days that a title line names ("Minutes of the meeting of 3 August 2011")."""
    greeting = next((n for n, p in enumerate(layout.head) if "salutation" in p.marks), None)
    region = layout.head[:greeting] if greeting is not None else (*layout.head, *layout.body[:_TITLE_LOOK])
    for p in region:
        if not _is_title_line(p) or (_BEFELL.search(p.text) and "minutes-title" not in p.marks):
            continue
        dates = [one for one in find_dates(p.text, Context()) if _DAYS.fullmatch(one.value)]
        if len(dates) == 1:
            yield dates[0].value, dates[0].text


def _is_title_line(p: Paragraph) -> bool:
    if len(p.text) > _TITLE_CHARS:
        return False
    if _HELD.match(p.text):
        return True
    barred = p.prose or p.marks & {"row", "salutation", "cc", "addressee", "cover", "other-date"} or _BEFORE.search(p.text)
    return not barred and ("minutes-title" in p.marks or p.text[:1].isdigit() or not _SENTENCE.search(p.text))


def _published_date(layout: Layout) -> Iterator[tuple[str, str]]:
    """The day that the front of a report says it was published, else ordered to be printed; a letter's date never comes from here."""
    if any(p.marks & {"salutation", "from", "memo"} for p in layout.head):
        return
    front = (*layout.head, *layout.body[:_TITLE_LOOK])
    for rule in read_rules("extract.rules", "published"):
        for p in front:
            if "row" in p.marks or len(p.text) > _FRONT_CHARS:
                continue
            if (match := rule.pattern.search(" ".join(p.text.split()))) and (found := _dated(match["date"])):
                yield found


def _weekday_date(layout: Layout) -> Iterator[tuple[str, str]]:
    """A day of the week and month without its year ("Tuesday 4th June"), where one year that the paper names makes it that day."""
    years = {int(year) for p in (*layout.head, *layout.body, *layout.foot) for year in _YEAR.findall(p.text)}
    for p in layout.head:
        for line in p.lines:
            match = _WEEKDAY.search(line.text) if len(line.text) <= _TITLE_CHARS else None
            if match and len(days := _days_of(match, years)) == 1:
                yield days[0], match.group()


def _days_of(match: re.Match[str], years: set[int]) -> list[str]:
    """The days that a weekday, a day and a month can be in these years."""
    days = [parse_date_line(f"{match['day']} {match['month']} {year}") for year in sorted(years)]
    return [day for day in days if is_day(day) and date.fromisoformat(day).strftime("%A") == match["weekday"]]


def _signed_date(layout: Layout) -> Iterator[tuple[str, str]]:
    """The date under the name of the office that signs a paper off, before its annexes or case studies."""
    for p in layout.body:
        if not p.prose and 2 <= len(p.lines) <= _SIGNED_LINES and "date" in p.lines[-1].marks and "row" not in p.marks:
            yield from filter(None, [_dated(p.lines[-1].text)])


def _foot_date(layout: Layout) -> Iterator[tuple[str, str]]:
    for p in layout.foot:
        for line in p.lines:
            bare = _AROUND.sub("", line.text)
            if "date" in line.marks or bare != line.text:
                yield from filter(None, map(_dated, (line.text, bare, _AROUND.sub("", bare))))


def _last_words(layout: Layout) -> Iterator[tuple[str, str]]:
    """A month at the end of the last lines ("Department for Rivers February 2014")."""
    for p in layout.foot:
        for line in p.lines[-2:] if not p.prose else ():
            if (match := _AT_END.search(line.text)) and (found := _dated(match.group())):
                yield found
