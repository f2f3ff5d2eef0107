"""What happened and what is to happen, in order: one line an event, with every paper that tells of it.

    3 Feb 2003   Ann Lee wrote to Bo Hart about harbour dues      [the letter; the register; a minute of 9 Feb]
    31 Mar 2003  (planned) Harbour Board to publish the new scale of dues

Lines come from the papers themselves, from the events that they tell of, from deadlines that they set, and from papers that
they refer to or list and that are not on file. The same thing told twice is one line with both sources; second copies count once.
A date that names only a month or a year stands after the whole days of that time, a span at its first day, "by" at its last;
what has no date comes at the end.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.edtf import is_day, overlaps, parse_bounds
from corpus.records import Action, Actor, AnyRecord, Event, Item, Record, Reference, RegisterRow
from graph.likeness import Names, likeness, read_names, split_names, stem_words
from graph.links import first_copy
from graph.missing import find_missing

_LONGEST = 170  # characters of a line's words: with its date they fill two lines of a page
_SAME_LINE = 0.6
_SUBJECT = 90
_VERBS = {
    "letter": "wrote to",
    "draft-letter": "drafted a letter to",
    "e-mail": "e-mailed",
    "minute": "minuted",
    "note": "sent a note to",
    "submission": "put a submission to",
    "paper": "sent a paper to",
    "report": "reported to",
    "response": "responded to",
    "guidance": "issued guidance to",
    "circular": "sent a circular to",
    "telegram": "telegraphed",
    "slides": "gave a presentation to",
}
_NAMED = {
    "minute": "Minute",
    "note": "Note",
    "paper": "Paper",
    "report": "Report",
    "response": "Response",
    "guidance": "Guidance",
    "minutes": "Minutes",
    "slides": "Presentation",
    "web-page": "Web page",
    "e-mail": "E-mail",
    "circular": "Circular",
    "submission": "Submission",
    "telegram": "Telegram",
}
_NO_LINE = {"register", "cover", "unreadable", "handwritten", "table", "annex", "draft-letter"}


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a line comes from: the record, its item and source, the page, and the words on it."""

    record: str
    item: str
    source: str
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chronology. `date` is EDTF, `sort` the day by which it stands: the last of days where it has none."""

    date: str
    sort: datetime.date
    text: str
    planned: bool
    uncertain: bool
    sources: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A line in the making, with whom it concerns and the words by which a topic is found."""

    line: Line
    parties: tuple[str, ...]
    matter: str
    rank: int  # a paper itself comes before what is told of the day


def build_chronology(
    records: Iterable[AnyRecord], *, topic: str = "", first: str = "", last: str = "", who: str = ""
) -> list[Line]:
    """The lines in order.

    `topic` keeps lines with all its words, in any form; `first` and `last` (dates in EDTF) keep what falls between them;
    `who` keeps what a party wrote, received, promised or is named in.
    """
    given = list(records)
    names = read_names(one for one in given if isinstance(one, Actor))
    drafts = _merged(sorted(_drafts(given, names), key=_order), names)
    kept = [one for one in drafts if _on_topic(one, topic) and _between(one.line, first, last) and _concerns(one, who, names)]
    return [one.line for one in sorted(kept, key=_order)]


def _order(draft: _Draft) -> tuple[datetime.date, int, str, tuple[Origin, ...]]:
    return draft.line.sort, draft.rank, draft.line.text, draft.line.sources


def _drafts(records: Sequence[AnyRecord], names: Names) -> Iterator[_Draft]:
    items = {one.id: one for one in records if isinstance(one, Item)}
    told: dict[str, list[Record]] = defaultdict(list)
    for one in records:
        meant = one.resolves_to if isinstance(one, Reference) else one.item if isinstance(one, RegisterRow) else None
        if meant and isinstance(one, Reference | RegisterRow):
            told[first_copy(items[meant], items).id if meant in items else meant].append(one)
    spelling = _spelling(items.values())
    for one in records:
        if isinstance(one, Item) and _has_line(one):
            yield _paper(one, told[one.id], spelling)
        elif isinstance(one, Event) and _counts(one.item, items):
            yield _told(one, items)
        elif isinstance(one, Action) and one.when and _counts(one.item, items):
            yield _due(one, items)
    yield from _not_on_file(records, spelling)


def _counts(item: str, items: dict[str, Item]) -> bool:
    return item not in items or items[item].duplicate_of is None


def _has_line(item: Item) -> bool:
    return item.duplicate_of is None and item.kind not in _NO_LINE and not (item.part_of and not item.senders)


# --- the words of a line ---


def _paper(item: Item, told: Sequence[Record], spelling: dict[str, str]) -> _Draft:
    subject = _in_sentence(item.subject, spelling)
    sources = (
        _origin(item, item.id, _head(item)),
        *sorted(_origin(one, getattr(one, "item", "") or "", one.quote) for one in told),
    )
    words = _wrote(item.kind, _people(item.senders), _people(item.addressees), subject)
    flagged = any("date" in flag.code for flag in item.flags)
    return _Draft(
        _line(item.date, words, planned=False, doubtful=flagged or item.date_from not in ("", "printed"), sources=sources),
        (*item.senders, *item.addressees, *item.copied_to),
        f"{item.subject} {words}",
        0,
    )


def _wrote(kind: str, sender: str, addressee: str, subject: str) -> str:
    """ "Ann Lee wrote to Bo Hart about harbour dues"; what lacks a party is named by its kind: "Letter to Bo Hart about …"."""
    about = f" about {subject}" if subject else ""
    if sender and addressee and kind in _VERBS:
        return f"{sender} {_VERBS[kind]} {addressee}{about}"
    if sender and kind in ("guidance", "report", "response", "minutes", "web-page"):
        return f"{_NAMED[kind]} by {sender}{': ' + _capital(subject) if subject else ''}"
    named = _NAMED.get(kind, "Letter" if kind == "letter" else kind.capitalize())
    by = f" from {sender}" if sender else ""
    to = f" to {addressee}" if addressee else ""
    return f"{named}{by}{to}{about}" if by or to else f"{named}{': ' + _capital(subject) if subject else ''}"


def _told(event: Event, items: dict[str, Item]) -> _Draft:
    item = items.get(event.item)
    matter = f"{event.text} {event.quote} {item.subject if item else ''}"
    doubtful = bool(event.conflicts_with)
    line = _line(
        event.date, event.text, planned=event.planned, doubtful=doubtful, sources=(_origin(event, event.item, event.quote),)
    )
    return _Draft(line, (), matter, 1)


def _due(action: Action, items: dict[str, Item]) -> _Draft:
    item = items.get(action.item)
    what = re.sub(r"^to\s+", "", " ".join(action.what.split()).rstrip("."))
    who = _people(split_names(action.who))
    words = f"{who} to {_small(what)}" if who else f"To be done: {_small(what)}"
    if action.when.endswith("/.."):
        words += f" ({action.when_text})" if action.when_text else ""
    line = _line(action.when, words, planned=True, doubtful=False, sources=(_origin(action, action.item, action.quote),))
    return _Draft(
        line, (*split_names(action.who), *split_names(action.to)), f"{words} {action.quote} {item.subject if item else ''}", 2
    )


def _not_on_file(records: Sequence[AnyRecord], spelling: dict[str, str]) -> Iterator[_Draft]:
    """A dated paper that others refer to or list: it was written, though it is not here."""
    known = {one.id: one for one in records if isinstance(one, Reference | RegisterRow)}
    for one in find_missing(records):
        if not one.date or not (one.sender or one.addressee or one.listed):
            continue
        mentions = [known[mention] for mention in one.mentions]
        subject = _in_sentence(one.subject, spelling) if one.listed else ""
        words = _wrote(one.kind or "letter", _people(split_names(one.sender)), _people(split_names(one.addressee)), subject)
        sources = tuple(_origin(mention, mention.item or "", mention.quote) for mention in mentions)
        line = _line(one.date, f"{words} (not on file)", planned=False, doubtful=False, sources=sources)
        yield _Draft(line, (*split_names(one.sender), *split_names(one.addressee)), f"{one.subject} {words}", 0)


def _line(value: str, words: str, *, planned: bool, doubtful: bool, sources: tuple[Origin, ...]) -> Line:
    return Line(value, _place(value), _short(words), planned, doubtful or _is_vague(value), sources)


def _origin(record: Record, item: str, quote: str) -> Origin:
    return Origin(record.id, item, record.source, record.page, " ".join(quote.split())[:300])


def _head(item: Item) -> str:
    """The opening of a paper stands for it as evidence."""
    return " ".join(item.quote.split())[:160]


def _people(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{names[0]} and {len(names) - 1} others"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _small(words: str) -> str:
    """The first letter small, unless it begins a name or an acronym."""
    second = words[1:2]
    return words if second.isupper() or not second or words.startswith(("I ", "A ")) else words[:1].lower() + words[1:]


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _spelling(items: Iterable[Item]) -> dict[str, str]:
    """How the papers themselves write each word inside sentences, for headings printed in capitals."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        for line in item.quote.splitlines():
            if any(letter.islower() for letter in line):
                for word in re.findall(r"(?<=[a-z,] )[A-Za-z][\w'&-]*", line):
                    seen[word.casefold()][word] += 1
    return {word: max(sorted(forms), key=lambda form: forms[form]) for word, forms in seen.items()}


def _in_sentence(subject: str, spelling: dict[str, str]) -> str:
    """A subject as it stands after "about": capitals as the papers write these words elsewhere."""
    words = " ".join(subject.split()).strip(" .:-–—*#")
    letters = [letter for letter in words if letter.isalpha()]
    if letters and sum(letter.isupper() for letter in letters) > 0.7 * len(letters):
        words = re.sub(r"[A-Za-z][\w'’]*", lambda m: spelling.get(m.group().casefold(), _unseen(m.group())), words)
    if len(words) > _SUBJECT:
        words = words[: _SUBJECT - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return _small(words) if spelling.get(words.split(" ")[0].casefold(), "").islower() else words


def _unseen(word: str) -> str:
    """A word in capitals that the papers write nowhere else: short ones are taken for acronyms."""
    return word if len(word) <= 3 or any(letter.isdigit() for letter in word) else word.lower()


# --- where a date stands ---


def _place(value: str) -> datetime.date:
    bounds = parse_bounds(value)
    if bounds is None:
        return datetime.date.max
    if "/" in value:
        return bounds.first or bounds.last or datetime.date.max
    return bounds.last or bounds.first or datetime.date.max


def _is_vague(value: str) -> bool:
    """About, perhaps, or only a month or a year."""
    if not value:
        return True
    return bool(re.search(r"[~?%]", value)) or ("/" not in value and not is_day(value))


# --- one line an event ---


def _merged(drafts: Sequence[_Draft], names: Names) -> list[_Draft]:
    """Lines of one day, month or span that say the same become one with the sources of both."""
    kept: list[_Draft] = []
    by_date: dict[str, list[int]] = defaultdict(list)
    for one in drafts:
        near = by_date[_due_or_day(one.line.date)]
        place = next((n for n in near if _same(kept[n], one)), None)
        if place is None:
            near.append(len(kept))
            kept.append(one)
        else:
            kept[place] = _joined(kept[place], one)
    return kept


def _due_or_day(value: str) -> str:
    """A plan for a day and a deadline on it are compared with one another."""
    return re.sub(r"[~?%]", "", value.removeprefix("../").removesuffix("/.."))


def _same(left: _Draft, right: _Draft) -> bool:
    if not left.line.date:
        return left.line.text == right.line.text
    one_sentence = {(o.item, o.quote) for o in left.line.sources} & {(o.item, o.quote) for o in right.line.sources}
    if one_sentence and left.rank != right.rank:
        return True
    if left.line.planned != right.line.planned:
        return False
    return likeness(left.line.text, right.line.text) >= _SAME_LINE and overlaps(left.line.date, right.line.date)


def _joined(left: _Draft, right: _Draft) -> _Draft:
    sources = left.line.sources + tuple(one for one in right.line.sources if one not in left.line.sources)
    line = replace(left.line, sources=sources, uncertain=left.line.uncertain and right.line.uncertain)
    return replace(left, line=line, parties=left.parties + right.parties, matter=f"{left.matter} {right.matter}")


# --- what is asked for ---


def _on_topic(draft: _Draft, topic: str) -> bool:
    return set(stem_words(topic)) <= set(stem_words(draft.matter))


def _between(line: Line, first: str, last: str) -> bool:
    """An undated line is shown only where no dates are asked for."""
    low, high = parse_bounds(first), parse_bounds(last)
    bounds = parse_bounds(line.date)
    if bounds is None:
        return low is None and high is None
    if low and low.first and bounds.last and bounds.last < low.first:
        return False
    return not (high and high.last and (bounds.first or bounds.last or datetime.date.max) > high.last)


def _concerns(draft: _Draft, who: str, names: Names) -> bool:
    if not who:
        return True
    if any(names.same(who, party) for party in draft.parties):
        return True
    wanted = re.escape(names.canonical(who))
    return bool(re.search(rf"(?<!\w)(?:{wanted}|{re.escape(who)})(?!\w)", draft.matter, re.I))
