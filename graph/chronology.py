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
from extract.findings import Context
from extract.wording import in_neutral_words, possessive
from graph.likeness import Names, read_names, split_names, stem_words
from graph.missing import find_missing
from graph.referring import first_copy

_LONGEST = 170  # characters of a line's words: with its date they fill two lines of a page
_SAME_LINE = 0.6
_SUBJECT = 90
# Stems of occasions that a day may have several of: the word alone does not make two lines one.
_ANY_DAY = frozenset(stem_words("meeting visit talks discussion conference session hearing event statement briefing debate"))
_OWNER = re.compile(r"^(?:[A-Z][\w-]*\s){0,3}[A-Z][\w-]*'s?\s")
_PLENTY = 4  # stems: what says so much in the same words on the same day is the same
_SMALL_IN_TITLES = frozenset("a an and as at but by for from in into of on or the to with w/c".split())
_OURSELVES = re.compile(r"\b(?:I|[Ww]e)\b")
_BROKEN_OFF = re.compile(
    r"(?:will|would|is|are|has|have|and|or|with|to|of|by \d)\b|(?:\S+\s*){0,3}$", re.IGNORECASE
)  # half a statement
_THIRD_PERSON = (
    (r"\b(?:I|we) (?:am|are|was|were)\b", "they are"),
    (r"\b(?:I|we)\b", "they"),
    (r"\b(?:my|our)\b", "their"),
    (r"\b(?:me|us)\b", "them"),
    (r"\s*\((?:probably|possibly|by|in|on|at|from|for)?\s*\)|(?<=\s)\)", ""),  # brackets that lost their date
)
_VERBS = {
    "letter": "wrote to",
    "draft-letter": "drafted a letter to",
    "e-mail": "e-mailed",
    "minute": "minuted",
    "memorandum": "sent a memorandum to",
    "note": "sent a note to",
    "submission": "put a submission to",
    "paper": "sent a paper to",
    "report": "reported to",
    "response": "responded to",
    "guidance": "issued guidance to",
    "circular": "sent a circular to",
    "telegram": "telegraphed",
    "airgram": "sent an airgram to",
    "message": "sent a message to",
    "slides": "gave a presentation to",
}
_NAMED = {
    "minute": "Minute",
    "memorandum": "Memorandum",
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
_PUBLISHED = {"guidance", "report", "response", "minutes", "web-page"}  # told by their title rather than as sent to somebody
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
    rank: int  # a paper itself comes before what is told of the day, and that before what is due
    spot: tuple[str, int] = ("", 0)  # the statement: its source and where it begins
    named: bool = False  # says who is to act
    stems: frozenset[str] = frozenset()


def build_chronology(
    records: Iterable[AnyRecord], *, topic: str = "", first: str = "", last: str = "", who: str = ""
) -> list[Line]:
    """The lines in order.

    `topic` keeps lines with all its words, in any form; `first` and `last` (dates in EDTF) keep what falls between them;
    `who` keeps what a party wrote, received, promised or is named in.
    """
    given = list(records)
    names = read_names(one for one in given if isinstance(one, Actor))
    drafts = _merged(sorted((_stemmed(one) for one in _drafts(given)), key=_order))
    kept = [one for one in drafts if _on_topic(one, topic) and _between(one.line, first, last) and _concerns(one, who, names)]
    return [one.line for one in sorted(kept, key=_order)]


def _order(draft: _Draft) -> tuple[datetime.date, bool, int, str, tuple[Origin, ...]]:
    vague = _is_vague(draft.line.date) and not re.search(r"[~?%]", draft.line.date)
    return draft.line.sort, vague, draft.rank, draft.line.text, draft.line.sources


def _drafts(records: Sequence[AnyRecord]) -> Iterator[_Draft]:
    items = {one.id: one for one in records if isinstance(one, Item)}
    told: dict[str, list[Reference | RegisterRow]] = defaultdict(list)
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
        elif isinstance(one, Action) and one.when and _counts(one.item, items) and (due := _due(one, items)).line.text:
            yield due
    yield from _not_on_file(records, spelling)


def _counts(item: str, items: dict[str, Item]) -> bool:
    return item not in items or items[item].duplicate_of is None


def _has_line(item: Item) -> bool:
    return item.duplicate_of is None and item.kind not in _NO_LINE and not (item.part_of and not item.senders)


# --- the words of a line ---


def _paper(item: Item, told: Sequence[Reference | RegisterRow], spelling: dict[str, str]) -> _Draft:
    subject = item.subject or next((one.subject for one in told if isinstance(one, RegisterRow)), "")
    sources = (_origin(item, item.id, _head(item)), *sorted(_origin(one, one.item or "", one.quote) for one in told))
    words = _wrote(_called(item), _people(item.senders), _people(item.addressees), _as_title(subject, spelling))
    flagged = any("date" in flag.code for flag in item.flags)
    return _Draft(
        _line(item.date, words, planned=False, doubtful=flagged or item.date_from not in ("", "printed"), sources=sources),
        (*item.senders, *item.addressees, *item.copied_to),
        f"{subject} {words}",
        0,
    )


def _called(item: Item) -> str:
    """The kind as the paper calls itself: what one civil service calls a minute is another's memorandum."""
    return "memorandum" if item.kind == "minute" and re.search(r"\bmemorandum\b", item.quote[:400], re.I) else item.kind


def _wrote(kind: str, sender: str, addressee: str, subject: str) -> str:
    """ "Ann Lee wrote to Bo Hart about harbour dues"; what lacks a party is named by its kind: "Letter to Bo Hart about …"."""
    about = f" about {subject}" if subject else ""
    if sender and addressee and kind in _VERBS:
        return f"{sender} {_VERBS[kind]} {addressee}{about}"
    named = _NAMED.get(kind, "Letter" if kind == "letter" else kind.capitalize())
    if kind in _PUBLISHED or not (sender or addressee):
        by = f" {'of' if kind == 'minutes' else 'by'} {sender}" if sender and sender.casefold() not in subject.casefold() else ""
        head = f"{named}{by}: " if by or named.casefold() not in subject.casefold() else ""
        return (head + _capital(subject)).rstrip(": ") or named
    return f"{named}{f' from {sender}' if sender else ''}{f' to {addressee}' if addressee else ''}{about}"


def _told(event: Event, items: dict[str, Item]) -> _Draft:
    item = items.get(event.item)
    matter = f"{event.text} {event.quote} {item.subject if item else ''}"
    sources = (_origin(event, event.item, event.quote),)
    line = _line(event.date, event.text, planned=event.planned, doubtful=bool(event.conflicts_with), sources=sources)
    return _Draft(line, (), matter, 1, (event.source, event.start))


def _due(action: Action, items: dict[str, Item]) -> _Draft:
    item = items.get(action.item)
    context = Context(senders=item.senders, addressees=item.addressees) if item else Context()
    who, what = _people(split_names(action.who)), re.sub(r"^to\s+", "", " ".join(action.what.split()).rstrip("."))
    words = f"{_capital(who)} to {_of_them(_small(what), who, context)}" if who and what else _as_printed(action, context)
    line = _line(action.when, words, planned=True, doubtful=False, sources=(_origin(action, action.item, action.quote),))
    matter = f"{words} {action.quote} {item.subject if item else ''}"
    parties = (*split_names(action.who), *split_names(action.to))
    return _Draft(line, parties, matter, 2, (action.source, action.start), bool(who))


def _of_them(what: str, who: str, context: Context) -> str:
    """What somebody is to do, told by a third: "send us our copies" -> "send them their copies"."""
    for pattern, said in _THIRD_PERSON:
        what = re.sub(pattern, said, what)
    what = re.sub(r"(?<=[a-z] )(?:A|An|The)(?= [a-z])", lambda m: m.group().lower(), what)
    you = _people(context.addressees) or "the addressee"
    if you == who:
        return re.sub(r"\byou(r)?\b", lambda m: "their" if m.group(1) else "they", what)
    return re.sub(r"\byou(r)?\b", lambda m: possessive(you) if m.group(1) else you, what)


def _as_printed(action: Action, context: Context) -> str:
    """Where nobody is named the paper's own words say it best: "Plans should be ready"; the date at their end is left to the line."""
    words = re.sub(r"<[^<>]{1,10}>|[*_#|]+", "", " ".join(action.quote.split()))
    words = re.sub(r"^(?:[-–•·>\s]|\(?(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]{1,4})[.)]\s)+", "", words).rstrip(" .;,")
    if action.when_text and words.endswith(action.when_text):
        words = re.sub(r"[\s,]+(?:on|in|at|by|before|from|for|until)?$", "", words[: -len(action.when_text)])
    return "" if _BROKEN_OFF.match(words) else in_neutral_words(words, context)


def _not_on_file(records: Sequence[AnyRecord], spelling: dict[str, str]) -> Iterator[_Draft]:
    """A dated paper that others refer to or list: it was written, though it is not here."""
    known = {one.id: one for one in records if isinstance(one, Reference | RegisterRow)}
    for one in find_missing(records):
        if not one.date or not (one.sender or one.addressee or one.listed):
            continue
        mentions = [known[mention] for mention in one.mentions]
        subject = _as_title(one.subject, spelling) if one.listed else ""
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
    """How the papers themselves write each word in running text, so that an acronym in a heading is known for one."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        for line in item.quote.splitlines():
            if any(letter.islower() for letter in line):
                for word in re.findall(r"[A-Za-z][\w'&/-]*", line):
                    seen[word.casefold()][word] += 1
    return {word: max(sorted(forms), key=lambda form: forms[form]) for word, forms in seen.items()}


def _as_title(subject: str, spelling: dict[str, str]) -> str:
    """A subject as a title; one printed in capitals gets small letters, but acronyms and small words keep their own form."""
    words = re.sub(r"^(?:(?:re|fwd?)\s*:\s*)+", "", " ".join(subject.split()), flags=re.IGNORECASE).strip(" .:-–—*#")
    letters = [letter for letter in words if letter.isalpha()]
    if letters and sum(letter.isupper() for letter in letters) > 0.7 * len(letters):
        words = _capital(" ".join(_respelt(word, spelling) for word in words.split(" ")))
    if len(words) > _SUBJECT:
        words = words[: _SUBJECT - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return words


def _respelt(word: str, spelling: dict[str, str]) -> str:
    bare = word.strip(".,;:()'\"")
    known = spelling.get(bare.casefold(), "")
    if bare.casefold() in _SMALL_IN_TITLES:
        return word.lower()
    if (known.isupper() and len(known) > 1) or (not known and (1 < len(bare) <= 3 or any(letter.isdigit() for letter in bare))):
        return word
    return re.sub(r"[^\W\d_]+('[^\W\d_]+)?", lambda m: m.group()[0].upper() + m.group()[1:].lower(), word)


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


def _merged(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Lines of one day, month or span that say the same, or are drawn from one statement, become one with the sources of both."""
    kept: list[_Draft] = []
    by_date: dict[str, list[int]] = defaultdict(list)
    by_spot: dict[tuple[str, int], list[int]] = defaultdict(list)
    for one in drafts:
        day = _due_or_day(one.line.date)
        place = next((n for n in (*by_spot[one.spot], *by_date[day]) if _same(kept[n], one)), None)
        if place is not None:
            kept[place] = _joined(kept[place], one)
            continue
        by_date[day].append(len(kept))
        if one.rank:
            by_spot[one.spot].append(len(kept))
        kept.append(one)
    return kept


def _due_or_day(value: str) -> str:
    """A plan for a day and a deadline on it are compared with one another."""
    return re.sub(r"[~?%]", "", value.removeprefix("../").removesuffix("/.."))


def _same(left: _Draft, right: _Draft) -> bool:
    if not left.line.date:
        return left.line.text == right.line.text
    if {left.rank, right.rank} == {1, 2} and left.spot == right.spot:
        return overlaps(left.line.date, right.line.date)
    if left.line.planned != right.line.planned or (left.rank != right.rank and 0 in (left.rank, right.rank)):
        return False
    fewer, shared = min(left.stems, right.stems, key=len), left.stems & right.stems
    if not fewer:
        return False
    within = shared == fewer and (len(fewer) >= _PLENTY or (left.rank == right.rank == 1 and bool(fewer - _ANY_DAY)))
    return (within and left.rank > 0) or len(shared) / len(left.stems | right.stems) >= _SAME_LINE


def _stemmed(draft: _Draft) -> _Draft:
    """With the stems of its words, less the owner that it begins with: "Ann Lee's board meeting" is of the board meeting."""
    return replace(draft, stems=frozenset(stem_words(_OWNER.sub("", draft.line.text))))


def _joined(left: _Draft, right: _Draft) -> _Draft:
    """The better told of two lines with the sources of both: the fuller; or of "we will publish the plan" that which says who."""
    sources = left.line.sources + tuple(one for one in right.line.sources if one not in left.line.sources)
    first_person = any(_OURSELVES.search(origin.quote) for origin in left.line.sources)
    named = (left.rank, right.rank) == (1, 2) and right.named and first_person and len(stem_words(right.line.text)) >= _PLENTY
    fuller = left.rank == right.rank > 0 and len(right.line.text) > len(left.line.text)
    line = replace(right.line if named or fuller else left.line, sources=sources)
    line = replace(line, uncertain=left.line.uncertain and right.line.uncertain)
    stems = right.stems if named or fuller else left.stems
    return replace(left, line=line, stems=stems, parties=left.parties + right.parties, matter=f"{left.matter} {right.matter}")


# --- what is asked for ---


def _on_topic(draft: _Draft, topic: str) -> bool:
    return not topic or set(stem_words(topic)) <= set(stem_words(draft.matter))


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
