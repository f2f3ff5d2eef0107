"""How much of what careful people found in papers docket finds too, and how much of what it finds is right.

score(annotations, records, texts)  ->  Scores(figures=(Figure("actions", right=184, found=186, gold=190), …), …)

Pure. Only papers that are annotated count, and of their records only the kinds that are. A record is found where it covers half of the
shorter of the two stretches; one annotation and one record at most answer each other, the best covered first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rapidfuzz import fuzz

from brief.gold import Extent, Gold, GoldError, Row, bare_date, extent_of_lines, find_quote
from brief.plain import shorten
from corpus.edtf import parse_bounds
from corpus.records import Action, AnyRecord, Date, Event, Item, Recommendation, Record, Reference, RegisterRow, Response
from extract.parties import fold_name

LEVELS = (0.0, 0.5, 0.7, 0.9)  # confidences from which the precision of actions is told
_HALF = 0.5
_NEAR = 4  # lines between where an item begins for two readers
_ALIKE, _SUBJECT_ALIKE, _NAME_ALIKE = 0.85, 0.9, 85
_MOST = 0.75  # of a short name's words stand in the long one
_COPIES = 0.8  # of a copy list must be found
# Parts of a bundle that two careful people need not both make an item of.
_SCRAPS = frozenset("cover register handwritten annex slides table draft-letter paper unreadable other enclosure".split())
_SMALL = frozenset("the of and for in to a on".split())

R = TypeVar("R", bound=Record)
Check = tuple[str, bool, Any, Any]  # a field, whether it is right, what is annotated, what docket has


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: how many are right of so many annotated and, where docket can find too much, of so many found."""

    name: str
    right: int
    gold: int
    found: int | None = None

    @property
    def recall(self) -> float:
        """The share of what is annotated that is right; 1 where nothing is annotated and nothing found."""
        return self.right / self.gold if self.gold else float(not self.found)

    @property
    def precision(self) -> float:
        """The share of what is found that is right; 1 where nothing is found and nothing annotated."""
        return self.right / self.found if self.found else float(not self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Level:
    """Actions of at least this confidence: how many there are, how many of them are actions, how many are right in every field."""

    confidence: float
    kept: int
    right: int
    whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperScore:
    """The actions of one paper; `who` and `when` are the figures of those found."""

    doc: str
    source: str
    start: int
    actions: Figure
    who: Figure
    when: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that docket has not as annotated: missed, too much, or wrong, with where it stands."""

    figure: str
    fault: str
    source: str
    start: int
    words: str
    want: Any = ""
    got: Any = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """All that was measured."""

    figures: tuple[Figure, ...]
    levels: tuple[Level, ...]
    papers: tuple[PaperScore, ...]
    faults: tuple[Fault, ...]
    docs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()  # ids of the items that the annotated documents are
    judged: tuple[tuple[Action, bool], ...] = ()  # the actions that were held against the annotations, and whether each is one


def score(gold: Gold, records: Iterable[AnyRecord], texts: Mapping[str, str], names: Mapping[str, str]) -> Scores:
    """Measure records against annotations.

    `texts` are those of the sources by name, `names` turns the files of the annotations into names of sources. Annotations of files
    that `names` lacks are passed over.
    """
    measure = _Measure(_Placed(gold, texts, names), list(records))
    measure.items()
    measure.dates()
    measure.actions()
    measure.recommendations()
    measure.references()
    measure.register()
    measure.events()
    return Scores(
        figures=tuple(measure.figures),
        levels=tuple(measure.levels),
        papers=tuple(measure.papers),
        faults=tuple(measure.faults),
        docs=tuple(measure.gold.extents),
        items=tuple(item.id for item in measure.item_of.values()),
        judged=tuple(measure.judged),
    )


@dataclass(frozen=True, slots=True)
class _Marked:
    """An annotation at its place in the text."""

    row: Row
    at: Extent
    doc: str = ""


class _Placed:
    """Annotations with their places in the sources that the casebook holds."""

    def __init__(self, gold: Gold, texts: Mapping[str, str], names: Mapping[str, str]) -> None:
        self._gold, self._texts, self._names = gold, texts, names
        self.documents = [row for row in gold.of("documents") if row.text("file") in names]
        self.extents = {row.text("id"): self._extent(row) for row in self.documents}
        self.names = Names(gold.of("actors"))

    def _extent(self, row: Row) -> Extent:
        source = self._names[row.text("file")]
        return extent_of_lines(source, self._texts[source], row.number("start_line"), row.number("end_line"))

    def line(self, source: str, offset: int) -> int:
        """The line of a source's text on which an offset stands, from 1."""
        return self._texts[source].count("\n", 0, offset) + 1

    def rows(self, kind: str, name: str = "doc") -> list[Row]:
        """The lines of a kind whose document is held, or that name none."""
        return [row for row in self._gold.of(kind) if not row.text(name) or row.text(name) in self.extents]

    def quoted(self, kind: str) -> list[_Marked]:
        """The lines of a kind that quote a document, each where its words stand."""
        return [_Marked(row, self._found(row, row.text("quote"), "start"), row.text("doc")) for row in self.rows(kind)]

    def _found(self, row: Row, words: str, hint: str) -> Extent:
        """Where words stand in the document of a line; `hint` is the field that says about where."""
        within = self.extents[row.text("doc")]
        near = row.number(hint) if row.values.get(hint) is not None else None
        found = find_quote(self._texts[within.source], words, within, near)
        if found is None:
            told = f"“{shorten(words, 60)}” does not stand in {row.text('doc')} of {within.source}"
            raise GoldError(f"{row.where}: {told}; copy the words from docket show {within.source} --text")
        return found

    def dates(self, kind: str = "dates") -> list[_Marked]:
        """The dates, or the doubtful ones, each at its offsets."""
        rows = [row for row in self._gold.of(kind) if row.text("file") in self._names or row.text("doc") in self.extents]
        return [_Marked(row, self._dated(row)) for row in rows]

    def _dated(self, row: Row) -> Extent:
        """Of a date that names its document the words count, nearest to its offsets; of others the offsets alone."""
        if row.text("doc") in self.extents:
            return self._found(row, row.text("text"), "char_start")
        return Extent(self._names[row.text("file")], row.number("char_start"), row.number("char_end"))

    def marked_docs(self, kind: str, *others: str) -> set[str]:
        """The documents that are annotated in full for a kind: said so, listed, or with such a line."""
        said = {row.text("id") for row in self.documents if kind in row.list("annotated")}
        return said | {row.text("doc") for other in (kind, *others) for row in self.rows(other)} & set(self.extents)

    def windows(self) -> list[Extent]:
        """The stretches in which every date is annotated."""
        told = [row for row in self._gold.of("date_windows") if row.text("file") in self._names]
        windows = [Extent(self._names[row.text("file")], row.number("start"), row.number("end")) for row in told]
        whole = [self.extents[row.text("id")] for row in self.documents if "dates" in row.list("annotated")]
        return windows + whole


class Names:
    """Whether two names mean one actor, by the other names that annotations give and by how alike they are."""

    def __init__(self, actors: Iterable[Row]) -> None:
        self._canonical: dict[str, str] = {}
        for row in actors:
            for name in (row.text("name"), *row.list("aliases")):
                self._canonical.setdefault(fold_name(name), fold_name(row.text("name")))

    def same(self, one: str, other: str) -> bool:
        """Do the names mean one actor: equal, other names of one, a letter or two apart, or most words of the shorter in the longer?"""
        a, b = (self._canonical.get(fold_name(name), fold_name(name)) for name in (one, other))
        if a == b or not a or not b:
            return a == b
        words = sorted(({word for word in re.findall(r"\w+", name) if word not in _SMALL} for name in (a, b)), key=len)
        within = len(words[0]) > 1 and len(words[0] & words[1]) >= _MOST * len(words[0])
        return within or fuzz.ratio(a, b) >= _NAME_ALIKE

    def any_same(self, name: str, others: Iterable[str]) -> bool:
        """Does the name mean one of these?"""
        return any(self.same(name, other) for other in others)


def same_date(one: str, other: str) -> bool:
    """Two EDTF values are the same when they cover the same days.

    >>> same_date("../2004-02", "../2004-02-29"), same_date("2004-02~", "2004-02")
    (True, True)
    """
    bounds = parse_bounds(bare_date(one))
    return one == other or (bounds is not None and bounds == parse_bounds(bare_date(other)))


def alike(one: str, other: str) -> float:
    """How alike two stretches of words are, 0 to 1, letters and figures alone."""
    a, b = (" ".join(re.findall(r"[^\W_]+", re.sub(r"<[^>]+>", "", text).casefold())) for text in (one, other))
    return 1.0 if a == b else fuzz.ratio(a, b) / 100


def bare_number(number: str) -> str:
    """The number of a recommendation without the word or letter before it.

    >>> bare_number("Recommendation 12."), bare_number("R3"), bare_number("4.2")
    ('12', '3', '4.2')
    """
    return re.sub(r"(?i)^(?:recommendations?|rec|r)\W*(?=\d)", "", number.strip()).strip(" .)(").casefold()


def pair_up(
    golds: Sequence[Extent], found: Sequence[Record], wrong: Callable[[int, int], int] = lambda g, f: 0
) -> dict[int, int]:
    """Which annotation is which record: one to one, as many as can be; the best covered first, then the one with fewest fields `wrong`.

    Of several acts in one sentence each annotation so meets the record that says the same.
    """
    fits: dict[int, list[int]] = defaultdict(list)
    pairs = []
    for g, at in enumerate(golds):
        for f, one in enumerate(found):
            cover = at.overlap(one.source, one.start, one.end)
            if cover >= _HALF:
                other = (at.start, at.end) != (one.start, one.end)
                pairs.append((-cover, wrong(g, f), other, g, f))
    of_found: dict[int, int] = {}
    paired: set[int] = set()
    for *_, g, f in sorted(pairs):
        fits[g].append(f)
        if g not in paired and f not in of_found:
            of_found[f] = g
            paired.add(g)
    for g in sorted(fits.keys() - paired):
        _make_room(g, fits, of_found, set())
    return {g: f for f, g in of_found.items()}


def _make_room(g: int, fits: Mapping[int, Sequence[int]], of_found: dict[int, int], tried: set[int]) -> bool:
    """Give an annotation a record that another has, where that one fits another record too."""
    for f in fits[g]:
        if f not in tried:
            tried.add(f)
            if f not in of_found or _make_room(of_found[f], fits, of_found, tried):
                of_found[f] = g
                return True
    return False


@dataclass
class _Tally:
    """How many of so many are right."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.of += 1


@dataclass
class _Measure:
    """Measures one kind of record after another; the items first, which the others refer to."""

    gold: _Placed
    records: list[AnyRecord]
    figures: list[Figure] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    papers: list[PaperScore] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    item_of: dict[str, Item] = field(default_factory=dict)
    judged: list[tuple[Action, bool]] = field(default_factory=list)

    def of(self, kind: type[R]) -> list[R]:
        """The records of a type."""
        return [one for one in self.records if isinstance(one, kind)]

    def in_docs(self, kind: type[R], docs: Collection[str]) -> list[R]:
        """The records of a type that begin in one of these documents."""
        extents = [self.gold.extents[doc] for doc in docs]
        return [one for one in self.of(kind) if any(_begins_in(one, at) for at in extents)]

    def item_id(self, doc: str) -> str | None:
        """The item that an annotated document is, or the id as it stands, which may be one of docket's own; None for none."""
        return self.item_of[doc].id if doc in self.item_of else doc or None

    # --- items ---

    def items(self) -> None:
        """Which documents were found as items, and what their headers say."""
        if not self.gold.documents:
            return
        found = self.of(Item)
        core = [row for row in self.gold.documents if not _is_optional(row)]
        for row in [*core, *(row for row in self.gold.documents if _is_optional(row))]:
            if hit := self._nearest(row, found):
                self.item_of[row.text("id")] = hit
        used = {item.id for item in self.item_of.values()}
        tops = [item for item in found if item.part_of is None and item.kind not in _SCRAPS and item.id not in used]
        inside = [item for item in tops if any(_begins_in(item, at) for at in self.gold.extents.values())]
        right = sum(row.text("id") in self.item_of for row in core)
        self.figures.append(Figure("items", right, len(core), right + len(inside)))
        for item in inside:
            self._fault("items", "too much", item, item.subject or item.kind)
        self._headers(core)

    def _headers(self, core: Iterable[Row]) -> None:
        tallies: dict[str, _Tally] = defaultdict(_Tally)
        for row in core:
            at, item = self.gold.extents[row.text("id")], self.item_of.get(row.text("id"))
            if item is None:
                self._fault("items", "missed", at, row.text("subject") or row.text("id"))
            for name, right, want, got in _header_checks(row, item, self):
                tallies[f"items.{name}"].add(right)
                if not right and item is not None:
                    self._fault(f"items.{name}", "wrong", at, row.text("subject"), want, got)
        self._shares(tallies)

    def _nearest(self, row: Row, items: Iterable[Item]) -> Item | None:
        """The item that begins nearest to a document's first line, and is no other document's."""
        at, taken = self.gold.extents[row.text("id")], {item.id for item in self.item_of.values()}
        away = [
            (abs(self.gold.line(at.source, item.start) - row.number("start_line")), item.id != row.text("id"), item.id, item)
            for item in items
            if item.source == at.source and item.id not in taken
        ]
        return next((item for lines, _, _, item in sorted(away, key=lambda one: one[:3]) if lines <= _NEAR), None)

    # --- statements ---

    def dates(self) -> None:
        """Dates and their values, where every date is annotated."""
        windows = self.gold.windows()
        marked, doubtful = self.gold.dates(), self.gold.dates("dates_optional")
        inside = [one for one in self.of(Date) if any(_begins_in(one, at) for at in windows)]
        found = [one for one in inside if _hits(one, marked) or not _hits(one, doubtful)]
        if marked or windows:
            self._spans("dates", marked, found, _date_checks)

    def actions(self) -> None:
        """Actions with force, who and when; their deadlines; how precise they are from each confidence; every paper alone."""
        docs = self.gold.marked_docs("actions", "action_docs")
        marked, doubtful = self.gold.quoted("actions"), self.gold.quoted("actions_optional")
        found = [one for one in self.in_docs(Action, docs) if _hits(one, marked) or not _hits(one, doubtful)]
        if not docs:
            return

        def checks(row: Row, one: Action) -> Iterator[Check]:
            return _action_checks(row, one, self.gold.names)

        pairs = self._spans("actions", marked, found, checks)
        right = {f: all(ok for _, ok, _, _ in checks(marked[g].row, found[f])) for g, f in pairs.items()}
        self.judged = [(one, f in right) for f, one in enumerate(found)]
        for level in LEVELS:
            kept = [f for f, one in enumerate(found) if one.confidence >= level]
            self.levels.append(Level(level, len(kept), sum(f in right for f in kept), sum(right.get(f, False) for f in kept)))
        due = [one for one in marked if one.row.text("when")]
        dated = [one for one in found if one.when]
        self.figures.append(Figure("deadlines", len(pair_up([one.at for one in due], dated)), len(due), len(dated)))
        self._papers(docs, marked, found, pairs)

    def _papers(
        self, docs: Collection[str], marked: Sequence[_Marked], found: Sequence[Action], pairs: Mapping[int, int]
    ) -> None:
        for doc in sorted(docs, key=lambda doc: (self.gold.extents[doc].source, self.gold.extents[doc].start)):
            at = self.gold.extents[doc]
            mine = {g: f for g, f in pairs.items() if marked[g].doc == doc}
            also = [f for f, one in enumerate(found) if f not in pairs.values() and _begins_in(one, at)]
            tallies: dict[str, _Tally] = defaultdict(_Tally)
            for g, f in mine.items():
                for name, right, _, _ in _action_checks(marked[g].row, found[f], self.gold.names):
                    tallies[name].add(right)
            figure = Figure("actions", len(mine), sum(one.doc == doc for one in marked), len(mine) + len(also))
            who, when = (Figure(name, tallies[name].right, tallies[name].of) for name in ("who", "when"))
            self.papers.append(PaperScore(doc=doc, source=at.source, start=at.start, actions=figure, who=who, when=when))

    def references(self) -> None:
        """Papers referred to, their dates and what they resolve to."""
        docs = self.gold.marked_docs("references", "action_docs")
        if self.gold.rows("references") or any("references" in row.list("annotated") for row in self.gold.documents):
            self._spans("references", self.gold.quoted("references"), self.in_docs(Reference, docs), self._reference_checks)

    def _reference_checks(self, row: Row, one: Reference) -> Iterator[Check]:
        yield "date", same_date(row.text("date"), one.date), row.text("date"), one.date
        want = self.item_id(row.text("resolves_to"))
        yield "resolves_to", want == one.resolves_to, want, one.resolves_to

    def events(self) -> None:
        """Events with their dates, and whether they were still to come."""
        docs = self.gold.marked_docs("events")
        if docs:
            self._spans("events", self.gold.quoted("events"), self.in_docs(Event, docs), _event_checks)

    # --- recommendations, responses, registers ---

    def recommendations(self) -> None:
        """Recommendations by number and words, the responses that answer them together, and their dispositions."""
        tallies: dict[str, _Tally] = defaultdict(_Tally)
        right: set[str] = set()
        rows = [
            row for row in self.gold.rows("recommendations", "report") if row in self.gold.rows("recommendations", "response_doc")
        ]
        for row in rows:
            hits = self._numbered(row)
            if row.text("report"):
                ok = len(hits) == 1 and alike(row.text("text"), hits[0].text) >= _ALIKE
                tallies["recommendations"].add(ok)
                right |= {hits[0].id} if ok else set()
                if not ok:
                    self._row_fault("recommendations", row, "report", row.text("text"), [shorten(one.text, 80) for one in hits])
            if row.text("response_doc"):
                self._response(row, {one.id for one in hits}, tallies)
        if "recommendations" in tallies:
            tally, docs = tallies.pop("recommendations"), self._docs_said("recommendations")
            extra = [one for one in self.in_docs(Recommendation, docs) if one.id not in right] if docs else []
            self.figures.append(Figure("recommendations", tally.right, tally.of, tally.right + len(extra) if docs else None))
        self._shares(tallies)

    def _docs_said(self, kind: str) -> set[str]:
        return {row.text("id") for row in self.gold.documents if kind in row.list("annotated")}

    def _numbered(self, row: Row) -> list[Recommendation]:
        """The recommendations of a row's report that have its number."""
        docs = [row.text("report")] if row.text("report") else []
        return [one for one in self.in_docs(Recommendation, docs) if bare_number(one.number) == bare_number(row.text("number"))]

    def _response(self, row: Row, ids: set[str], tallies: dict[str, _Tally]) -> None:
        placed = self.in_docs(Response, [row.text("response_doc")])
        numbers = {one.id: bare_number(one.number) for one in self.of(Recommendation)}
        number = bare_number(row.text("number"))
        if row.text("report"):
            mine = [one for one in placed if ids & set(one.answers)]
            group = {numbers[id] for one in mine for id in one.answers if id in numbers}
        else:
            mine = [one for one in placed if number in map(bare_number, one.numbers)]
            group = {bare_number(told) for one in mine for told in one.numbers}
        want = {bare_number(told) for told in row.list("answered_with")} or {number}
        tallies["responses.linked"].add(bool(mine) and group == want)
        if not mine or group != want:
            self._row_fault("responses.linked", row, "response_doc", row.text("text"), sorted(group), sorted(want))
        got = [one.disposition for one in mine]
        right = bool(set(got) & set(row.list("dispositions")))
        tallies["responses.disposition"].add(right)
        if not right:
            self._row_fault("responses.disposition", row, "response_doc", row.text("text"), got, row.list("dispositions"))

    def register(self) -> None:
        """The rows of a file's own list of contents, and the items that they list."""
        rows, tally = self.gold.rows("register"), _Tally()
        for row in rows:
            same = [one for one in self.of(RegisterRow) if one.date == row.text("date")]
            hits = [one for one in same if alike(one.subject, row.text("subject")) >= _COPIES]
            want = self.item_id(row.text("item"))
            right = any(one.item == want for one in hits)
            tally.add(right)
            if not right:
                words = f"{row.text('date')} {row.text('subject')}"
                self._row_fault("register", row, "doc", words, [one.item for one in hits], want)
        if rows:
            self.figures.append(Figure("register", tally.right, tally.of))

    # --- sums ---

    def _spans(
        self, name: str, marked: Sequence[_Marked], found: Sequence[R], checks: Callable[[Row, R], Iterable[Check]]
    ) -> dict[int, int]:
        """The figures of a kind that is matched by its place in the text, and of its fields."""
        pairs = pair_up(
            [one.at for one in marked], found, lambda g, f: sum(not ok for _, ok, *_ in checks(marked[g].row, found[f]))
        )
        self.figures.append(Figure(name, len(pairs), len(marked), len(found)))
        for g, one in enumerate(marked):
            if g not in pairs:
                self._fault(name, "missed", one.at, one.row.text("quote") or one.row.text("text"))
        taken = set(pairs.values())
        for f, other in enumerate(found):
            if f not in taken:
                self._fault(name, "too much", other, other.quote)
        tallies: dict[str, _Tally] = defaultdict(_Tally)
        for g, f in sorted(pairs.items()):
            for part, right, want, got in checks(marked[g].row, found[f]):
                tallies[f"{name}.{part}"].add(right)
                if not right:
                    self._fault(f"{name}.{part}", "wrong", found[f], found[f].quote, want, got)
        self._shares(tallies)
        return pairs

    def _shares(self, tallies: Mapping[str, _Tally]) -> None:
        self.figures += [Figure(name, tally.right, tally.of) for name, tally in tallies.items()]

    def _row_fault(self, figure: str, row: Row, doc: str, words: str, got: Any, want: Any = "") -> None:
        at = self.gold.extents.get(row.text(doc))
        told = f"{row.text('number')} {words}".strip()
        self._fault(figure, "wrong" if got else "missed", at, told, want, got)

    def _fault(self, figure: str, fault: str, at: Extent | Record | None, words: str, want: Any = "", got: Any = "") -> None:
        source, start = (at.source, at.start) if at else ("", 0)
        self.faults.append(Fault(figure=figure, fault=fault, source=source, start=start, words=words, want=want, got=got))


def _begins_in(one: Record, at: Extent) -> bool:
    return one.source == at.source and at.start <= one.start < at.end


def _hits(one: Record, marked: Iterable[_Marked]) -> bool:
    return any(other.at.overlap(one.source, one.start, one.end) >= _HALF for other in marked)


def _is_optional(row: Row) -> bool:
    """Need docket not make an item of this document: it says so, or is a part or scrap of a bundle?"""
    told = row.values.get("optional")
    return bool(told) if told is not None else bool(row.text("part_of")) or row.text("kind") in _SCRAPS


def _header_checks(row: Row, item: Item | None, measure: _Measure) -> Iterator[Check]:
    """Each field of a header against its annotation; all wrong where the item was not found."""
    names = measure.gold.names

    def check(name: str, right: bool, want: Any, got: Any) -> Check:
        return name, right and item is not None, want, got

    got_item = item or Item(id="", source="", start=0, end=0, page=None, quote="", kind="")
    values = row.values
    if "kind" in values:
        yield check("kind", row.text("kind") == got_item.kind, row.text("kind"), got_item.kind)
    if "date" in values:
        yield check("date", row.text("date") == got_item.date, row.text("date"), got_item.date)
    if row.text("date_printed"):
        flagged = bool(got_item.flags) or got_item.date_from not in ("", "printed")
        yield check("date_flagged", flagged or got_item.date_printed == row.text("date_printed"), "a flag", got_item.date_from)
    for name, got in (("from", got_item.senders), ("to", got_item.addressees), ("cc", got_item.copied_to)):
        want = row.list(name)
        if name in values and (want or got):
            yield check(name, _same_parties(want, got, names, copies=name == "cc"), list(want), list(got))
    if "subject" in values and (row.text("subject") or row.values.get("optional") is False):
        right = alike(row.text("subject"), got_item.subject) >= _SUBJECT_ALIKE
        yield check("subject", right, row.text("subject"), got_item.subject)
    if "marking" in values:
        right = row.text("marking").casefold() == got_item.marking.casefold()
        yield check("marking", right, row.text("marking"), got_item.marking)
    if "duplicate_of" in values:
        want_id = measure.item_id(row.text("duplicate_of"))
        yield check("duplicate_of", want_id == got_item.duplicate_of, want_id, got_item.duplicate_of)


def _same_parties(want: Sequence[str], got: Sequence[str], names: Names, *, copies: bool) -> bool:
    """The same parties: as many and each found; of a long copy list most of them, and few too many."""
    hit = sum(names.any_same(name, got) for name in want)
    if copies:
        return hit >= _COPIES * len(want) and len(got) <= 1.25 * len(want) + 1
    return len(want) == len(got) == hit


def _date_checks(row: Row, one: Date) -> Iterator[Check]:
    allowed = (row.text("value_edtf"), *row.list("also"))
    yield "value", any(same_date(value, one.value) for value in allowed), row.text("value_edtf"), one.value


def _action_checks(row: Row, one: Action, names: Names) -> Iterator[Check]:
    force, who, when = row.text("force"), row.text("who"), row.text("when")
    yield "force", one.force in (force, *row.list("force_also")), force, one.force
    yield "who", names.any_same(one.who, (who, *row.list("who_also"))), who, one.who
    if when or one.when:
        yield "when", any(same_date(value, one.when) for value in (when, *row.list("when_also"))), when, one.when


def _event_checks(row: Row, one: Event) -> Iterator[Check]:
    yield "date", same_date(row.text("date"), one.date), row.text("date"), one.date
    if "planned" in row.values:
        yield "planned", bool(row.values["planned"]) == one.planned, row.values["planned"], one.planned
