"""A casebook held to a marking, as a casebook of its own: made of what is not above the marking, and of nothing else.

held_casebook(Path("casebook"), "RESTRICTED")  ->  Path("casebook/held/restricted"), up to date with the casebook

What stands above the ceiling is not hidden in it but absent: texts have blanks in its place, links are made and the index is written from
what is there. So no count, facet, spelling, picture, or export of it can tell of more. Its records have the ids, and stand in the places,
that they have in the casebook itself. It is derived: whoever deletes it has it made anew, and nobody writes to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from json import dumps, loads
from pathlib import Path
from shutil import rmtree
from threading import RLock
from typing import Any

from brief.ceiling import papers_above
from brief.reading import open_casebook, read, refresh_links
from corpus.casebook import Casebook, StoredSource
from corpus.errors import CasebookError
from corpus.records import RECORD_TYPES, Actor, AnyRecord, Item, PaperRecord, RegisterRow, from_json, to_storage
from corpus.reviews import Review
from corpus.sources import Page, SourceText
from graph.likeness import split_names
from graph.reviewing import PARTIES, parties_of
from index.casebook_index import update_index
from index.locking import locked

FOLDER = "held"
_VERSION = "1"  # of what is left out and how; another makes every such casebook anew
_REVISION, _SOURCES = "held of", "held sources"
_LOCK = "LOCK"
_ITS_OWN = ("", "printed", "file-name")  # where a date of an item comes from that no other paper gave
_ALONE = ("unsure-split", "date-from-file-name")  # flags that tell of no other paper
_WORD = re.compile(r"\w+")
_TITLES = ("subject", "reference", "report")
Span = tuple[int, int]
_MOST_KNOWN = 50_000  # sources whose names are remembered
_known_names: dict[tuple[str, str, str], frozenset[str]] = {}  # as they were read, by the casebook and the source
_making: dict[Path, RLock] = {}
_guard = RLock()


def held_casebook(folder: Path, ceiling: str) -> Path:
    """The folder of the casebook held to a ceiling, brought up to date; the folder itself where there is no ceiling.

    Where the casebook is changed while that is done, what changed is left out, and comes in the next time.
    """
    if not ceiling:
        return folder
    held = folder / FOLDER / re.sub(r"[^a-z]+", "-", ceiling.casefold())
    with open_casebook(folder) as book:
        if _is_fresh(book, held):
            return held
        _make_folder(held)
        with _lock_of(held), locked(held / _LOCK):
            if not _is_fresh(book, held):
                _bring_up_to_date(book, held, ceiling)
    return held


def forget_held(folder: Path, ceilings: Collection[str]) -> None:
    """Delete what was made for other ceilings than these."""
    kept = {re.sub(r"[^a-z]+", "-", one.casefold()) for one in ceilings}
    for path in (folder / FOLDER).iterdir() if (folder / FOLDER).is_dir() else ():
        if path.name not in kept:
            rmtree(path, ignore_errors=True)


def _make_folder(held: Path) -> None:
    try:
        held.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CasebookError(f"{held} can't be made ({error.strerror}); see that you may write there") from error


def _lock_of(held: Path) -> RLock:
    with _guard:
        return _making.setdefault(held.resolve(), RLock())


def _is_fresh(book: Casebook, held: Path) -> bool:
    try:
        with Casebook.open(held) as copy:
            return copy.note(_REVISION) == _named(book.revision()) and copy.links_fresh()
    except Exception:  # there is none yet, or it is damaged: it is made anew
        return False


def _named(revision: str) -> str:
    return f"{_VERSION} {revision}"


def _bring_up_to_date(book: Casebook, held: Path, ceiling: str) -> None:
    with book.reading():
        revision, sources = book.revision(), book.sources()
        items, left_out = read(book, Item), papers_above(book, ceiling).papers
    of_source: dict[str, list[Item]] = {one.name: [] for one in sources}
    for item in items:
        of_source[item.source].append(item)
    cuts = {source.name: Cut(source, of_source[source.name], left_out) for source in sources}
    wanted = {name: cut.state for name, cut in cuts.items() if not cut.is_empty}
    with _opened(held) as copy:
        _put_sources(book, copy, cuts, wanted)
        copy.replace_reviews(_reviews(book, copy, cuts))
        refresh_links(copy)
    update_index(held)
    with Casebook.open(held) as copy:
        copy.keep_note(_REVISION, _named(revision))


def _opened(held: Path) -> Casebook:
    try:
        return Casebook.open(held, create=True)
    except Exception:  # damaged: all of it can be made anew
        for path in held.iterdir():
            if path.name != _LOCK:
                rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        return Casebook.open(held, create=True)


def _put_sources(book: Casebook, copy: Casebook, cuts: Mapping[str, Cut], wanted: Mapping[str, str]) -> None:
    """Bring the sources of the copy up to date; one that is not what it was when the cuts were made is left out."""
    there = {source.name for source in copy.sources()}
    known = {name: state for name, state in loads(copy.note(_SOURCES) or "{}").items() if name in there}
    copy.keep_note(_SOURCES, "{}")
    for name in there:
        if name not in known or known[name] != wanted.get(name):
            copy.remove_source(name)
            known.pop(name, None)
    for name in wanted.keys() - known.keys():
        with book.reading():
            now = book.source(name)
            if now is None or now.state != cuts[name].source.state:
                continue
            text, pages = book.text_of(name), book.pages_of(name)
            records = [one for kind in RECORD_TYPES for one in book.records(kind, source=name, linked=False)]
        source, kept = cuts[name].made(text, pages, records)
        copy.put_source(source, kept, model=now.model)
        known[name] = wanted[name]
    copy.keep_note(_SOURCES, dumps(known))


class Cut:
    """A source without some of its items: which characters of it are left, and which of its records, as they were read."""

    def __init__(self, source: StoredSource, items: Sequence[Item], left_out: frozenset[str]) -> None:
        self.source = source
        self._items = items
        self._left_out = frozenset(one.id for one in items) & left_out

    @property
    def is_whole(self) -> bool:
        """Is nothing left out?"""
        return not self._left_out

    @property
    def is_empty(self) -> bool:
        """Is nothing left?"""
        return bool(self._items) and len(self._left_out) == len(self._items)

    @property
    def state(self) -> str:
        """A name for what is made of the source: it changes with it, and with what is left out."""
        kept = replace(self.source, revision="")  # which changes with links too
        return sha256(repr((kept, sorted(self._left_out))).encode("utf-8", "replace")).hexdigest()[:16]

    @cached_property
    def gaps(self) -> list[Span]:
        """The stretches of the text that are left out: all that stands in no item that is kept, the narrowest item deciding."""
        if self.is_whole:
            return []
        shown: list[Span] = []
        for item in sorted(self._items, key=lambda one: (one.start - one.end, one.id in self._left_out)):
            span = (item.start, item.end)
            shown = list(_without(shown, span)) + ([] if item.id in self._left_out else [span])
        return list(_without([(0, self.source.chars)], *shown))

    def is_shown(self, start: int, end: int) -> bool:
        """Is all of this stretch of the text left?"""
        return not any(first < end and last > start for first, last in self.gaps)

    def made(self, text: str, pages: Sequence[Page], records: Iterable[AnyRecord]) -> tuple[SourceText, list[AnyRecord]]:
        """The source as it is shown, and the records that are kept of it."""
        whole = SourceText(self.source.name, self.source.path, self.source.sha256, self.source.format, text, tuple(pages))
        if self.is_whole:
            return replace(whole, faults=self.source.faults), list(records)
        blank = self.blanked(text)
        shown = tuple(page for one in pages if (page := self._page(one)))
        seen = {page.number for page in shown if page.width or page.words}
        faults = tuple(one for one in self.source.faults if one.page in seen)
        names = _Names.of(text, blank, (one for one in records if isinstance(one, Actor)))
        kept = [one for record in records if (one := self._kept(record, blank, names))]
        return replace(whole, text=blank, pages=shown, faults=faults), kept

    def blanked(self, text: str) -> str:
        """The text with blanks in place of what is left out, as long as it was."""
        parts, at = [], 0
        for start, end in self.gaps:
            parts += [text[at:start], " " * (min(end, len(text)) - start)]
            at = end
        return "".join([*parts, text[at:]])

    def _page(self, page: Page) -> Page | None:
        """A page as it is shown; without size and words, so that it is never drawn, where part of it is left out."""
        if self.is_shown(page.start, page.end):
            return page
        some = any(max(page.start, item.start) < min(page.end, item.end) for item in self._items if item.id not in self._left_out)
        return Page(page.number, page.start, page.end) if some else None

    def _kept(self, record: AnyRecord, blank: str, names: _Names) -> AnyRecord | None:
        """The record without what it has from papers that are left out; None where it stands in one."""
        if isinstance(record, Actor):
            mentions = tuple(
                one for one in record.mentions if one.item not in self._left_out and self.is_shown(one.start, one.end)
            )
            known = names.actor(record)
            return replace(known, mentions=mentions) if known and mentions else None
        if self._paper_of(record) not in {one.id for one in self._items} - self._left_out:
            return None
        if isinstance(record, Item):
            return _alone(self._cleared(record, names), self._left_out, blank)
        return self._cleared(record, names) if self.is_shown(record.start, record.end) else None

    def _paper_of(self, record: PaperRecord) -> str:
        if isinstance(record, Item):
            return record.id
        return record.register if isinstance(record, RegisterRow) else record.item

    def _cleared(self, record: PaperRecord, names: _Names) -> Any:
        row = to_storage(record)
        values = {name: _without_ids(value, self._left_out) for name, value in row.items()}
        for name in PARTIES.get(record.KIND, ()):
            values[name] = names.cleared(values[name])
        values |= {name: "" for name in _TITLES if isinstance(values.get(name), str) and names.tells(values[name])}
        return from_json(record.KIND, values)


def _alone(item: Item, left_out: frozenset[str], blank: str) -> Item:
    """An item with what its own page says of it, without what papers that are left out said."""
    item = replace(
        item, quote=blank[item.start : item.end], flags=tuple(one for one in item.flags if one.code in _ALONE), copy_keys=()
    )
    return (
        item
        if item.date_from in _ITS_OWN
        else replace(item, date=item.date_printed, date_from="printed" if item.date_printed else "")
    )


@dataclass(frozen=True)
class _Names:
    """The words that stand only in what is left out of a source, and what to call those who are called by them."""

    words: frozenset[str]
    others: Mapping[str, str]

    @classmethod
    def of(cls, text: str, blank: str, actors: Iterable[Actor]) -> _Names:
        """Of a text and what is left of it; an actor whose name tells goes by the longest other name that does not."""
        here = cls(_words(text) - _words(blank), {})
        others = {one.name: max((name for name in one.aliases if not here.tells(name)), key=len, default="") for one in actors}
        return cls(here.words, others)

    def tells(self, name: str) -> bool:
        """Does a name tell of what is left out?"""
        return not self.words.isdisjoint(_words(name))

    def cleared(self, value: Any) -> Any:
        """A name, or several, without those that tell."""
        if isinstance(value, list):
            return [one for name in value if (one := self._called(name))]
        if not isinstance(value, str) or not self.tells(value):
            return value
        return self._called(value) or "; ".join(filter(None, map(self._called, split_names(value))))

    def actor(self, actor: Actor) -> Actor | None:
        """An actor under names that do not tell; None where it has none."""
        name = self._called(actor.name)
        aliases = tuple(one for one in actor.aliases if not self.tells(one) and one != name)
        return replace(actor, name=name, aliases=aliases) if name else None

    def _called(self, name: str) -> str:
        return self.others.get(name, "") if self.tells(name) else name


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _without(spans: Iterable[Span], *taken: Span) -> Iterator[Span]:
    """The spans without what others cover of them."""
    for start, end in spans:
        at = start
        for first, last in sorted(taken):
            if first < end and last > at:
                if first > at:
                    yield at, first
                at = last
        if at < end:
            yield at, end


def _without_ids(value: Any, ids: Collection[str]) -> Any:
    """A value, or the values in it, without these ids."""
    if isinstance(value, list):
        return [_without_ids(one, ids) for one in value if not (isinstance(one, str) and one in ids)]
    if isinstance(value, dict):
        return {name: _without_ids(one, ids) for name, one in value.items()}
    return None if isinstance(value, str) and value in ids else value


# Reviews


def _reviews(book: Casebook, copy: Casebook, cuts: Mapping[str, Cut]) -> list[Review]:
    """What people said of records that are kept, as far as it tells of nothing else."""
    given = book.reviews()
    if not given:
        return []
    judge = _Judge(book, copy, cuts)
    kept: dict[str, Review] = {}
    for one in given:
        if (one.act != "undo" or one.undoes in kept) and (shown := judge.shown(one)):
            kept[one.id] = shown
    return list(kept.values())


class _Judge:
    """Says which reviews may be shown beside the papers of a copy."""

    def __init__(self, book: Casebook, copy: Casebook, cuts: Mapping[str, Cut]) -> None:
        self._book = book
        self._copy = copy
        self._cuts = cuts
        self._here = {source.name for source in copy.sources()}
        self._added: set[str] = set()  # the ids of records that people found, where they are shown

    def shown(self, review: Review) -> Review | None:
        """The review as far as it may be shown; None where it is about, or tells of, what is left out."""
        if not self._is_here(review) or self._tells(review):
            return None
        cut = self._cuts.get(review.source)
        around = "" if cut and not cut.is_whole else review.around
        points = tuple(replace(one, around="") for one in review.points)
        return replace(review, around=around, points=points, why="" if self._names_hidden(review.why) else review.why)

    def _is_here(self, review: Review) -> bool:
        if review.kind == Actor.KIND:
            return review.text.casefold() in self._known
        cut = self._cuts.get(review.source)
        if cut is None or review.source not in self._here:
            return False
        if cut.is_whole or review.record in self._added or self._copy.as_read(review.record):
            return True
        added = self._book.as_read(review.record) if review.act == "add" else None
        if added is None or isinstance(added, Actor) or not cut.is_shown(added.start, added.end):
            return False
        self._added.add(review.record)
        return True

    def _tells(self, review: Review) -> bool:
        """Does a review name a record or a party that is left out?"""
        if any(self._is_hidden(one.record) for one in review.points):
            return True
        return any(
            self._is_hidden(one) or self._names_hidden(one) for value in (review.was, review.now) for one in _strings(value)
        )

    def _is_hidden(self, id: str) -> bool:
        """Is this the id of a record of the casebook that is not in the copy?"""
        return self._book.as_read(id) is not None and self._copy.as_read(id) is None and self._copy.record(id) is None

    @cached_property
    def _known(self) -> frozenset[str]:
        return _named_in(self._copy)

    @cached_property
    def _hidden(self) -> re.Pattern[str] | None:
        """The names that stand in papers left out alone, with a word that is in no name beside them."""
        words = frozenset(word for name in self._known for word in _WORD.findall(name))
        hidden = {name for name in _named_in(self._book) - self._known if not words.issuperset(_WORD.findall(name))}
        told = "|".join(map(re.escape, sorted(hidden, key=len, reverse=True)))
        return re.compile(rf"(?<!\w)(?:{told})(?!\w)") if told else None

    def _names_hidden(self, words: str) -> bool:
        return bool(words and self._hidden and self._hidden.search(words.casefold()))


def _named_in(book: Casebook) -> frozenset[str]:
    """All names of actors and parties in a casebook, as they were read, in small letters."""
    return frozenset(name for source in book.sources() for name in _names_of(book, source))


def _names_of(book: Casebook, source: StoredSource) -> frozenset[str]:
    key = (book.stamp(), source.name, source.state)
    if key not in _known_names:
        names = {
            name
            for kind in PARTIES
            for one in book.read_records(kind, source=source.name, linked=False)
            for name in parties_of(one)
        }
        for actor in book.read_records(Actor.KIND, source=source.name, linked=False):
            names |= {actor.name, *actor.aliases} if isinstance(actor, Actor) else set()
        if len(_known_names) >= _MOST_KNOWN:
            _known_names.clear()
        _known_names[key] = frozenset(name.casefold() for name in names)
    return _known_names[key]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
