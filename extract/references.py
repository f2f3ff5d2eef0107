"""Other papers that a text refers to: by their date, by their number, or as enclosed under somebody's name.

    "Thank you for your letter of 12 May."  ->  letter, 2003-05-12, from the addressee of this one, to its sender

The rules (`rules/references.jsonl`) read a text in which every date is masked: ¤ for each of its characters, so that a rule says
"your letter of ¤" and need not know how dates are written. Letters refer back: a day without a year is the last one before
the item's own date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.edtf import parse_bounds
from corpus.rulesets import read_rule_set
from corpus.ruletables import Rule
from extract.findings import Context, DateFound, ReferenceFound

MASK = "¤"
_PARAGRAPH = "¶"
_YOU = {"you", "your", "yours"}
_ME = {"i", "we", "my", "our", "me", "us", "mine", "ours", "this office", "this department", "this ministry"}
_THIRD = {"he", "she", "they", "him", "her", "them", "his", "their", "its"}
_KINDS = {
    "minute": "minute",
    "minuted": "minute",
    "memo": "memorandum",
    "memorandum": "memorandum",
    "memoranda": "memorandum",
    "email": "e-mail",
    "e-mail": "e-mail",
    "emailed": "e-mail",
    "e-mailed": "e-mail",
    "note": "note",
    "submission": "submission",
    "circular": "circular",
    "response": "response",
    "report": "report",
    "paper": "paper",
    "briefing": "paper",
    "statement": "paper",
    "proposal": "paper",
    "draft": "paper",
    "advice": "paper",
    "comment": "paper",
    "request": "paper",
    "telegram": "telegram",
    "tel": "telegram",
    "cable": "telegram",
    "cabled": "telegram",
    "airgram": "telegram",
    "telegraphed": "telegram",
}
_BARE_DAY = re.compile(
    r"(?<=\bof )(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)(?: (?P<when>inst(?:ant)?|ult(?:imo)?)\b\.?)?"
    r"(?! *\w+ (?:19|20)\d\d)(?= *(?:[,.;)]|$|[a-z]))"
)
_SAME_DAY = re.compile(r"(?<=\bof )(?:the )?(?:same|even|following|next|previous|preceding) (?:day|date)\b")
_SUBJECT = re.compile(r"((?:[Tt]he )?[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,3}) [a-z]+ ")
_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prof|Professor)\.? (?:[A-Z][\w'-]+ ?){1,3}|(?:[A-Z][a-z'-]+ ){1,2}[A-Z][a-z'-]+"
)
_SENTENCE_END = re.compile(r"(?<!\b[MD]r)(?<!\bM[rs]s)(?<!\bMs)[.!?]\s")
_AND_WROTE = re.compile(r"(?:,| and| but) *(?:and |but )?$")
_WORTH_READING = re.compile(
    r"tel\b|tel \d|airgram|\benclos|\battach|\baccompanying|\bcop(?:y|ies) of\b|\b(?:your|my|our|their) (?:\w+ )?(?:no\b|nos\b|ref|file|\d)"
    r"|\bquestions? (?:no|\d)|\bW?PQs? *(?:no|\d)|[A-Z]\)? ?\(\d\d|\b(?:below|above|underneath|overleaf)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(?:on|in|at|by|of|from|since|dated|before|until|during|for)\s+", re.I)
_YEAR_PRINTED = re.compile(r"\b(?:1[5-9]|20)\d\d\b|[/.-]\d\d\b|\b(?:week|month|year|today|yesterday)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text with what is known when a reference in it is read: its dates, its item, and the references before this one."""

    text: str
    dates: Sequence[DateFound]
    context: Context
    before: list[ReferenceFound]


def find_references(text: str, dates: Sequence[DateFound], context: Context) -> list[ReferenceFound]:
    """The papers that the text of an item refers to, in order; overlapping readings are settled for the longest.

    `dates` are those that `extract.dates.find_dates` found in the same text.
    """
    reading = _Reading(text, _with_bare_days(text, dates, context), context, [])
    marked = mask_dates(text, reading.dates)
    for rule, match in _apart(_matches(marked)):
        if rule.label != "cited" or not _is_own_heading(marked, match.start()):
            reading.before.extend(_read(rule, match, reading))
    return reading.before


def _matches(marked: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """What the rules match, paragraph by paragraph; most paragraphs name neither a date nor a paper and are passed over."""
    rules = read_rule_set("extract.rules", "references")
    for paragraph in re.finditer(f"[^{_PARAGRAPH}]+", marked):
        if MASK in paragraph.group() or _WORTH_READING.search(paragraph.group()):
            for rule in rules.likely(paragraph.group()):
                for match in rule.pattern.finditer(marked, paragraph.start(), paragraph.end()):
                    yield rule, match


def bare_dates(dates: Iterable[DateFound]) -> list[DateFound]:
    """The dates in order, each without a preposition before it or a full stop after it: "on 3 May." -> "3 May"."""
    bare: list[DateFound] = []
    for one in sorted(dates, key=lambda one: (one.start, -one.end)):
        head = _PREPOSITION.match(one.text)
        start = one.start + (head.end() if head else 0)
        end = one.end - len(one.text) + len(one.text.rstrip(" .,;:"))
        if start < end and (not bare or start >= bare[-1].end):
            bare.append(replace(one, start=start, end=end, text=one.text[start - one.start : len(one.text) - (one.end - end)]))
    return bare


def facing(found: DateFound, context: Context, *, ahead: bool) -> str:
    """The value of a date as its sentence faces: letters and past facts look back, plans look ahead.

    Where no year is printed and the value lies on the wrong side of the item's own date, it is moved by a year.
    """
    bounds, own = parse_bounds(found.value), parse_bounds(context.date)
    if not bounds or not own or not bounds.first or not own.last or _YEAR_PRINTED.search(found.text):
        return found.value
    wrong = (bounds.last or bounds.first) < own.last if ahead else bounds.first > own.last
    return re.sub(r"\b\d{4}\b", lambda m: f"{int(m.group()) + (1 if ahead else -1):04}", found.value) if wrong else found.value


def mask_dates(text: str, dates: Iterable[DateFound]) -> str:
    """The text, character for character, with dates as ¤, a paragraph's end as ¶ and line breaks as spaces.

    >>> mask_dates("of\\n3 May.\\n\\nB", [DateFound(start=3, end=8, text="3 May", value="2003-05-03")])
    'of ¤¤¤¤¤. ¶B'
    """
    marked = text.replace(MASK, " ").replace(_PARAGRAPH, " ")
    marked = re.sub(r"\n[ \t]*\n\s*", lambda m: " " * (len(m.group()) - 1) + _PARAGRAPH, marked)
    marked = re.sub(r"[\n\t]", " ", marked)
    letters = list(marked)
    for one in dates:
        letters[one.start : one.end] = MASK * (one.end - one.start)
    return "".join(letters)


def _with_bare_days(text: str, dates: Sequence[DateFound], context: Context) -> list[DateFound]:
    """The dates, and with them days that only a letter's date can be: "of the 3rd", "of 30th ult", "of the same date"."""
    known = bare_dates(dates)
    own = parse_bounds(context.date)
    for match in _BARE_DAY.finditer(text):
        if own and own.first and not _touches(match, known):
            value = _day_before(int(match["day"]), own.first, ultimo=(match["when"] or "").startswith("ult"))
            known += [DateFound(start=match.start(), end=match.end(), text=match.group(), value=value)] if value else []
    for match in _SAME_DAY.finditer(text):
        if not _touches(match, known) and (value := _beside(match, known, context)):
            known.append(DateFound(start=match.start(), end=match.end(), text=match.group(), value=value))
    return sorted(known, key=lambda one: one.start)


def _touches(match: re.Match[str], dates: Iterable[DateFound]) -> bool:
    return any(one.start < match.end() and match.start() < one.end for one in dates)


def _day_before(day: int, own: date, *, ultimo: bool) -> str:
    """The last such day of the month before the item's date; "" where the month has none."""
    month = own.replace(day=1)
    if ultimo or day > own.day:
        month = (month - timedelta(days=1)).replace(day=1)
    try:
        return month.replace(day=day).isoformat()
    except ValueError:
        return ""


def _beside(match: re.Match[str], known: Sequence[DateFound], context: Context) -> str:
    """The date that "of the following day" counts from is the one before it in the text."""
    before = [one for one in known if one.end <= match.start() and match.start() - one.end < 200]
    bounds = parse_bounds(facing(before[-1], context, ahead=False)) if before else None
    if not bounds or not bounds.first or bounds.first != bounds.last:
        return ""
    words = match.group()
    step = 1 if "following" in words or "next" in words else -1 if "pre" in words else 0
    return (bounds.first + timedelta(days=step)).isoformat()


def _apart(matches: Iterable[tuple[Rule, re.Match[str]]]) -> list[tuple[Rule, re.Match[str]]]:
    """Readings that do not overlap: those with a date, and of them the longest, first; then in the order of the text."""
    kept: list[tuple[Rule, re.Match[str]]] = []
    for rule, match in sorted(matches, key=lambda one: (one[0].label == "enclosed", -len(one[1].group()), one[1].start())):
        if all(match.end() <= other.start() or other.end() <= match.start() for _, other in kept):
            kept.append((rule, match))
    return sorted(kept, key=lambda one: one[1].start())


def _is_own_heading(marked: str, start: int) -> bool:
    """A reference at the head of a text ("Letter from … to …, 3 May") is its own title."""
    return not marked[:start].strip(f" {_PARAGRAPH}#*")


def _read(rule: Rule, match: re.Match[str], reading: _Reading) -> list[ReferenceFound]:
    """One finding a date: "your letters of 1 and 9 May" are two. What has the form of a date and is none makes no reference."""
    parts = {name: value or "" for name, value in match.groupdict().items()}
    sender, addressee = _parties(rule, parts, match, reading)
    spans = [match.span(name) for name in ("date", "date2") if parts.get(name)]
    values = [_value(span, reading) for span in spans] or [""]
    start = match.start("owner") if rule.label == "enclosed" else match.start()
    found = []
    for number, value in enumerate(values):
        if spans and not value:
            continue
        end = match.end("date") if number == 0 and len(values) > 1 else match.end()
        found.append(
            ReferenceFound(
                start=start,
                end=end,
                rule=rule.id,
                confidence=0.9 if value else 0.6,
                text=" ".join(reading.text[start:end].split()),
                kind=str(rule.extra.get("kind", "")) or _kind(parts.get("kind", "")),
                date=value,
                sender=sender,
                addressee=addressee,
            )
        )
    return found


def _value(span: tuple[int, int], reading: _Reading) -> str:
    inside = [one for one in reading.dates if span[0] <= one.start and one.end <= span[1]]
    return facing(inside[0], reading.context, ahead=False) if inside else ""


def _kind(word: str) -> str:
    word = word.casefold().replace("e mail", "e-mail")
    return _KINDS.get(word, _KINDS.get(word.rstrip("s"), "letter"))


def _parties(rule: Rule, parts: dict[str, str], match: re.Match[str], reading: _Reading) -> tuple[str, str]:
    """Sender and addressee: as named, or by whose paper it is; "your letter" went to those who write now."""
    context = reading.context
    owner = parts.get("owner", "") if rule.id != "reference.telegram" else _telegram_owner(parts.get("owner", ""))
    way_to, way_from = _way(parts.get("way", ""))
    said = parts.get("sender") or parts.get("sender_after") or way_from or ("" if _is_article(owner) else owner)
    to = parts.get("addressee") or parts.get("addressee_after") or way_to
    if rule.label == "wrote" and not said:
        said = _subject(match)
    sender = _name(said, context) or _antecedent(said, match.start(), reading)
    addressee = _name(to, context)
    if not to and said.casefold() in _YOU | _ME:
        addressee = _join(context.senders if said.casefold() in _YOU else context.addressees)
    return sender, addressee


def _is_article(owner: str) -> bool:
    return owner.casefold().split()[-1:] in (["the"], ["a"], ["an"], ["that"])


def _telegram_owner(prefix: str) -> str:
    return {"our": "our", "my": "my", "your": "your", "ur": "your"}.get(prefix.casefold(), "")


def _way(words: str) -> tuple[str, str]:
    """Addressee and sender as named between the paper and its date: " to Ann Lee from Bo Hart"."""
    to = re.search(r"\b(?:to) +(.+?)(?: +from +.*)?$", words)
    by = re.search(r"\bfrom +(.+?)(?: +(?:copied +|addressed +)?to +.*)?$", words)
    return (to.group(1) if to else ""), (by.group(1) if by else "")


def _subject(match: re.Match[str]) -> str:
    """Who wrote, where verb and subject stand apart: "Ann may mention this, and wrote to you today"."""
    before = re.split(r"[.;:¶?!] ", match.string[max(0, match.start() - 160) : match.start()])[-1]
    subject = _SUBJECT.match(before)
    return subject.group(1) if subject and _AND_WROTE.search(before) else ""


def _name(words: str, context: Context) -> str:
    """The party meant by words as printed; "" where they are a pronoun for somebody else."""
    plain = re.sub(r"'[sS]?$", "", " ".join(words.split())).strip(" ,")
    folded = plain.casefold()
    if folded in _YOU:
        return _join(context.addressees)
    if folded in _ME:
        return _join(context.senders)
    if not plain or folded in _THIRD:
        return ""
    return context.directory.resolve(plain) or _split_pair(plain, context)


def _split_pair(plain: str, context: Context) -> str:
    names = [name.strip() for name in re.split(r",? and |, ", plain)]
    if len(names) > 1 and all(name[:1].isupper() for name in names):
        return _join([context.directory.resolve(name) or re.sub(r"^the ", "", name, flags=re.I) for name in names])
    return re.sub(r"^the (?=[A-Z])", "", plain, flags=re.I)


def _antecedent(said: str, start: int, reading: _Reading) -> str:
    """Who "she" is: whoever wrote the paper named just before in the same sentence, else the person named last in it.

    Else the person with whom the sentence before begins: "Ann Lee answered. I enclose her reply."
    """
    if said.casefold() not in _THIRD:
        return ""
    *earlier, sentence = _SENTENCE_END.split(reading.text[max(0, start - 300) : start].rpartition("\n\n")[2])
    if reading.before and reading.before[-1].sender and start - reading.before[-1].end < len(sentence):
        return reading.before[-1].sender
    people = _PERSON.findall(" ".join(sentence.split()))
    if not people and earlier and (subject := _PERSON.match(" ".join(earlier[-1].split()))):
        people = [subject.group()]
    return _name(people[-1], reading.context) if people else ""


def _join(names: Iterable[str]) -> str:
    return "; ".join(names)
