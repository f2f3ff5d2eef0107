"""The lines of a chronology in the making: one for each paper, event, deadline and missing paper.

Item(kind="letter", senders=("Ann Lee",), addressees=("Bo Hart",), subject="WEIR DUES")
->  "Ann Lee wrote to Bo Hart about Weir Dues"
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.edtf import is_day, parse_bounds
from corpus.records import Action, Actor, AnyRecord, Event, Item, Record, Reference, RegisterRow
from extract.findings import Context
from extract.verbs import read_verb
from extract.wording import LONGEST, called, cut, first_clause, in_neutral_words, matches, possessive
from graph.likeness import Telling, read_telling, split_names, stem_words
from graph.missing import find_missing
from graph.phrasing import read_short_names, takes_article, with_articles, with_full_names, with_subject, without_run_in
from graph.referring import first_copy
from graph.titles import as_title, read_spelling

_BROKEN_OFF = re.compile(r"(?:will|would|and|or|with a view|by \d)\b|(?:\S+\s*){0,3}$", re.IGNORECASE)  # half a statement
_LONG_SPAN = 366  # days
_ASKS_WHETHER = re.compile(
    r"(?:Do|Does|Is|Are|Should|Shall|Did|Was|Were|Have|Has)\b|(?:Would|Will) you (?:prefer|rather|mind|like)\b"
)
_RELATIVE = re.compile(r"(?:last|next|this|later this|earlier this) \w+$", re.IGNORECASE)
_DANGLES = re.compile(r"\b(?:of|for|in|on|at|by|with|to|from|the|a|an)$|^\S+ (?:forward|out|up|down|about)$")
_TICKS = re.compile(r"(?:\s*[√✓✔☑■□▪●]+)+(?:\s*\(\d+\))?\s*$")
_UNENDED = re.compile(r"\b(?:is|are|including|such as|namely|into)$|:$")
_ASIDE = re.compile(r",? but (?:I|we|they|he|she|it) |,? and (?:I|we|they) ")
_OF_THE_SUBJECT = {"answer", "decide", "reply", "report", "respond"}  # alone, they are of what the paper is about
_TO_BE_DONE = re.compile(r"\bto be \w+(?:ed|en|t)\b")
_VERB = re.compile(r"^(?:not |also |jointly |first |then )+")
_HAS_VERB = re.compile(
    r"\b(?:will|shall|should|must|would|may|can|could|to|is|are|was|were|be|been|has|have|had|need\w*|require\w*|expect\w*|due|plan\w*"
    r"|intend\w*|agree\w*|ask\w*)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"^(?:[A-Z][\w-]*\s){0,3}[A-Z][\w-]*'s?\s")
_THIRD_PERSON = (
    (r"\b(?:I|we) (?:am|are|was|were)\b", "they are"),
    (r"\b(?:I|we)\b", "they"),
    (r"\b(?:my|our)\b", "their"),
    (r"\b(?:me|us)\b", "them"),
    (r"\b(?:my|your|our)sel(?:f|ves)\b", "themselves"),
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
    "fax": "faxed",
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
    "fax": "Fax",
}
_PUBLISHED = {"guidance", "report", "response", "minutes", "web-page"}  # told by their title rather than as sent to somebody
_KEY_KINDS = {"guidance", "report", "response", "circular", "submission"}
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
    """One line of a chronology. `date` is EDTF, `sort` the day by which it stands: the last of days where it has none.

    `key` marks what changed the matter: what was published, decided, announced, signed, set up or called off, or several papers tell of.
    """

    date: str
    sort: datetime.date
    text: str
    planned: bool
    uncertain: bool
    sources: tuple[Origin, ...]
    key: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A line in the making, with whom it concerns and the words by which a topic is found.

    `rank`: a paper itself (0) comes before what is told of the day (1), and that before what is due (2). `spot` is the
    statement: its source, where it begins and ends. `own`: an event told of the writer, whom "we" hides, or an action that
    says well enough who is to do what. `stems` are those of the line's words before it was cut to its length, less the owner that
    it begins with; `telling` are its numbers and names; `deed` is what an action says is to be done.
    """

    line: Line
    parties: tuple[str, ...]
    matter: str
    rank: int
    spot: tuple[str, int, int] = ("", 0, 0)
    own: bool = False
    stems: frozenset[str] = frozenset()
    telling: Telling = field(default_factory=Telling)
    deed: str = ""


def draft_lines(records: Sequence[AnyRecord]) -> Iterator[Draft]:
    """A draft for each paper, event, dated action and missing paper; what second copies state counts once."""
    items = {one.id: one for one in records if isinstance(one, Item)}
    told: dict[str, list[Reference | RegisterRow]] = defaultdict(list)
    for one in records:
        meant = one.resolves_to if isinstance(one, Reference) else one.item if isinstance(one, RegisterRow) else None
        if meant and isinstance(one, Reference | RegisterRow):
            told[first_copy(items[meant], items).id if meant in items else meant].append(one)
    spelling = read_spelling(one.quote for one in items.values())
    short = read_short_names((one for one in records if isinstance(one, Actor)), items)
    known = {id: _About(one, _topic(one, items, told, spelling), short.get(id, {})) for id, one in items.items()}
    for one in records:
        if isinstance(one, Item) and _has_line(one):
            yield _paper(one, told[one.id], spelling)
        elif isinstance(one, Event) and _counts(one.item, items):
            yield _told(one, known.get(one.item, _UNKNOWN))
        elif isinstance(one, Action) and one.when and _counts(one.item, items) and _can_be_due(one):
            due = _due(one, known.get(one.item, _UNKNOWN))
            if due.line.text:
                yield due
    yield from _not_on_file(records, spelling)


def _can_be_due(action: Action) -> bool:
    """Not what is asked only for information, nor what is spread over years: no day of it could be told."""
    bounds = parse_bounds(action.when)
    long = bool(bounds and bounds.first and bounds.last and (bounds.last - bounds.first).days > _LONG_SPAN)
    return not long and not (action.quote.rstrip().endswith("?") and _ASKS_WHETHER.match(action.quote))


@dataclass(frozen=True, slots=True)
class _About:
    """What a line must know of the paper that it comes from: the paper, its subject, the short names that it uses."""

    item: Item | None = None
    subject: str = ""
    short: Mapping[str, str] = field(default_factory=dict)

    @property
    def context(self) -> Context:
        return Context(senders=self.item.senders, addressees=self.item.addressees) if self.item else Context()

    def finished(self, words: str, *parties: str) -> str:
        """The words with names in full and articles."""
        own = (*self.item.senders, *self.item.addressees) if self.item else ()
        return with_articles(with_full_names(without_run_in(words), self.short), dict.fromkeys((*own, *parties)))


_UNKNOWN = _About()


def _subject(item: Item, told: Sequence[Reference | RegisterRow]) -> str:
    return item.subject or next((one.subject for one in told if isinstance(one, RegisterRow)), "")


def _topic(
    item: Item, items: dict[str, Item], told: Mapping[str, Sequence[Reference | RegisterRow]], spelling: dict[str, str]
) -> str:
    """What a paper is about, as a title: an annex is about what the paper is about that it is attached to, unless it says more."""
    own = as_title(_subject(item, told.get(item.id, ())), spelling)
    whole = items.get(item.part_of or "")
    return own if whole is None or len(set(stem_words(own))) > 1 else as_title(_subject(whole, told.get(whole.id, ())), spelling)


def _counts(item: str, items: dict[str, Item]) -> bool:
    return item not in items or items[item].duplicate_of is None


def _has_line(item: Item) -> bool:
    return item.duplicate_of is None and item.kind not in _NO_LINE and not (item.part_of and not item.senders)


def _paper(item: Item, told: Sequence[Reference | RegisterRow], spelling: dict[str, str]) -> Draft:
    subject = _subject(item, told)
    sources = (_origin(item, item.id, _head(item)), *sorted(_origin(one, one.item or "", one.quote) for one in told))
    words = _wrote(_called(item), item.senders, item.addressees, as_title(subject, spelling))
    flagged = any("date" in flag.code for flag in item.flags)
    line = _line(item.date, words, planned=False, doubtful=flagged or item.date_from not in ("", "printed"), sources=sources)
    return _draft(
        replace(line, key=item.kind in _KEY_KINDS),
        words,
        (*item.senders, *item.addressees, *item.copied_to),
        f"{subject} {words}",
        0,
    )


def _called(item: Item) -> str:
    """The kind as the paper calls itself: what one civil service calls a minute is another's memorandum."""
    return "memorandum" if item.kind == "minute" and re.search(r"\bmemorandum\b", item.quote[:400], re.I) else item.kind


def _wrote(kind: str, senders: Sequence[str], addressees: Sequence[str], subject: str) -> str:
    """ "Ann Lee wrote to Bo Hart about harbour dues"; what lacks a party is named by its kind: "Letter to Bo Hart about …"."""
    about = f" about {subject}" if subject else ""
    by, to = _people(senders, within=True), _people(addressees, within=True)
    if by and to and kind in _VERBS:
        return f"{_people(senders)} {_VERBS[kind]} {to}{about}"
    named = _NAMED.get(kind, "Letter" if kind == "letter" else kind.capitalize())
    if kind in _PUBLISHED or not (by or to):
        whose = (
            f" {'of' if kind == 'minutes' else 'by'} {by}" if by and _people(senders).casefold() not in subject.casefold() else ""
        )
        head = f"{named}{whose}: " if whose or named.casefold() not in subject.casefold() else ""
        return (head + _capital(subject)).rstrip(": ") or named
    return f"{named}{f' from {by}' if by else ''}{f' to {to}' if to else ''}{about}"


def _told(event: Event, about: _About) -> Draft:
    item = about.item
    matter = f"{event.text} {event.quote} {item.subject if item else ''}"
    sources = (_origin(event, event.item, event.quote),)
    words = about.finished(event.text)
    shown = with_subject(words, about.subject)
    line = _line(event.date, shown, planned=event.planned, doubtful=bool(event.conflicts_with), sources=sources)
    of_writer = bool(item and item.senders) and called(item.senders if item else ()) in event.text
    return _draft(line, words, (), matter, 1, spot=(event.source, event.start, event.end), own=of_writer)


def _due(action: Action, about: _About) -> Draft:
    context = about.context
    who = _people(split_names(action.who))
    what = _ASIDE.split(re.sub(r"^to\s+", "", _TICKS.sub("", " ".join(action.what.split())).rstrip(".")), maxsplit=1)[0]
    plain = bool(who) and len(set(stem_words(what))) > 1 and not _DANGLES.search(what)
    words = _to_do(who, what, context) if plain else "" if _DANGLES.search(what) else _as_printed(action, context)
    bare = bool(who) and bool(about.subject) and what in _OF_THE_SUBJECT
    words = _to_do(who, what, context) if bare else words
    words = about.finished(words, *split_names(action.who), *split_names(action.to)) if words else ""
    shown = f"{words} ({about.subject})" if bare else with_subject(words, about.subject)  # "Government to decide" says not what
    line = _line(action.when, shown, planned=True, doubtful=False, sources=(_origin(action, action.item, action.quote),))
    matter = f"{words} {action.quote} {about.item.subject if about.item else ''}"
    parties = (*split_names(action.who), *split_names(action.to))
    spot = (action.source, action.start, action.end)
    return _draft(line, words, parties, matter, 2, spot=spot, own=plain, deed=what if plain else words)


def _to_do(who: str, what: str, context: Context) -> str:
    """Who is to do what; a thing to be done that begins with no verb stands after a colon: "Weir Board: accounts to be published"."""
    told = _of_them(_small(what), who, context)
    return (
        f"{_capital(who)} to {told}"
        if read_verb(_VERB.sub("", told).split(maxsplit=1)[0], "base")
        else f"{_capital(who)}: {told}"
    )


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
    """Where nobody is named the paper's own words say it best: "Plans should be ready"; "" where they would not be understood."""
    words = re.sub(r"<[^<>]{1,10}>|[*_#|]+", "", " ".join(action.quote.split()))
    words = re.sub(r"^(?:[-–•·>\s]|\(?(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]{1,4})[.)]\s)+", "", words).rstrip(" .;,")
    if action.when_text and words.startswith(action.when_text):
        words = _capital(words[len(action.when_text) :].lstrip(" ,"))
    words = first_clause(words, action.when_text)
    if action.when_text and words.endswith(action.when_text):
        words = re.sub(r"[\s,]+(?:on|in|at|by|before|from|for|until)?$", "", words[: -len(action.when_text)])
    elif _RELATIVE.match(action.when_text):
        words = re.sub(rf"\s{re.escape(action.when_text)}(?=[\s,])", "", words, count=1)
    words = in_neutral_words(words, context)
    unended = _BROKEN_OFF.match(words) or _UNENDED.search(words)
    told = _HAS_VERB.search(words) and not unended and not matches(words, "unclear", "empty")
    return words if told else ""


def _not_on_file(records: Sequence[AnyRecord], spelling: dict[str, str]) -> Iterator[Draft]:
    """A dated paper that others refer to or list: it was written, though it is not here."""
    known = {one.id: one for one in records if isinstance(one, Reference | RegisterRow)}
    for one in find_missing(records):
        if not one.date or not (one.sender or one.addressee or one.listed):
            continue
        mentions = [known[mention] for mention in one.mentions]
        subject = as_title(one.subject, spelling) if one.listed else ""
        to = split_names(one.addressee)
        by = split_names(one.sender)
        words = _wrote(one.kind or "letter", by, to, subject)
        sources = tuple(_origin(mention, mention.item or "", mention.quote) for mention in mentions)
        line = _line(one.date, f"{words} (not on file)", planned=False, doubtful=False, sources=sources)
        yield _draft(line, line.text, (*by, *to), f"{one.subject} {words}", 0)


def _draft(
    line: Line,
    words: str,
    parties: tuple[str, ...],
    matter: str,
    rank: int,
    *,
    spot: tuple[str, int, int] = ("", 0, 0),
    own: bool = False,
    deed: str = "",
) -> Draft:
    """`words` are those of the line before it was cut to its length; `deed` what is to be done, without who does it."""
    stems = frozenset(stem_words(_OWNER.sub("", words)))
    return Draft(line, parties, matter, rank, spot, own, stems, read_telling(words), deed)


def _line(value: str, words: str, *, planned: bool, doubtful: bool, sources: tuple[Origin, ...]) -> Line:
    return Line(value, _place(value), _short(words), planned, doubtful or is_vague(value), sources, matches(words, "key"))


def _origin(record: Record, item: str, quote: str) -> Origin:
    return Origin(record.id, item, record.source, record.page, " ".join(quote.split())[:300])


def _head(item: Item) -> str:
    """The opening of a paper stands for it as evidence."""
    return " ".join(item.quote.split())[:160]


def _people(names: Sequence[str], *, within: bool = False) -> str:
    """Several names in one breath; offices and bodies have their article `within` a line."""
    names = ["colleagues" if name == "colleague" else name for name in names]
    names = [f"the {name}" if within and takes_article(name) else name for name in names]
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
    """At most as long as a line may be, without a bracket at its head or one that the cut left open."""
    words = re.sub(r"^\([^()]*\)\s*(?=\w)|,(?=;)", "", " ".join(words.split()))
    words = words if len(words) <= LONGEST else cut(words)
    if words.endswith("…") and words.count("(") > words.count(")"):
        words = words[: words.rfind("(")].rstrip(" ,;:") + "…"
    return _capital(words)


def _place(value: str) -> datetime.date:
    bounds = parse_bounds(value)
    if bounds is None:
        return datetime.date.max
    if "/" in value:
        return bounds.first or bounds.last or datetime.date.max
    return bounds.last or bounds.first or datetime.date.max


def is_vague(value: str) -> bool:
    """Is this date about, or perhaps, or only a month or a year, or none?"""
    if not value:
        return True
    return bool(re.search(r"[~?%]", value)) or ("/" not in value and not is_day(value))
