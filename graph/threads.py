"""The exchange that a paper belongs to: what it answers, what answered it, what went with it, gaps included.

    the letter of 10 March  ->  1  2 March   Bo Hart -> Ann Lee    (not on file)   referred to in 2
                                2  10 March  Ann Lee -> Bo Hart    Weir dues       answers 1
                                3  10 March                        Scale of dues   enclosed in 2

Papers hang together by references, enclosures and copies, and by having the same parties and subject. Paths go through every paper but
those that many unlike exchanges cite: a report, guidance or a circular ends a path, unless it is asked for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import networkx as nx

from corpus.edtf import parse_bounds, sort_key
from corpus.records import Actor, AnyRecord, Item, Recommendation, Reference, RegisterRow, Response
from graph.likeness import Names, likeness, read_names, split_names, stem_words
from graph.missing import Missing, find_missing
from graph.referring import first_copy

ANSWERS, FOLLOWS, REFERS, ENCLOSED, COPY, ALIKE = "answers", "follows", "refers to", "enclosed in", "copy of", "same subject as"
_ENDS = {"report", "guidance", "circular", "register", "web-page"}
_SAME_SUBJECT = 0.75
_TELLING = 2  # stems: "Dues" alone may be the subject of any letter
_LONG_AGO = 366  # days between two letters of one exchange of which neither names the other
_OUTSIDE = {"register", "cover", "unreadable", "handwritten"}


@dataclass(frozen=True, slots=True)
class Tie:
    """How one paper of an exchange hangs on another: by `kind`, to the paper `other`, shown by a record with these words.

    `other` is the id of an item, or of the first mention of a paper that is not on file. A tie by subject has no record.
    """

    kind: str
    other: str
    record: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of an exchange. `id` is that of its item; of a paper that is not on file, of the first record that mentions it."""

    id: str
    kind: str
    date: str
    senders: tuple[str, ...]
    addressees: tuple[str, ...]
    subject: str
    on_file: bool
    source: str = ""
    page: int | None = None
    ties: tuple[Tie, ...] = ()


@dataclass
class _Exchanges:
    """All papers with the ties between them; a copy is tied to its first and to nothing else."""

    papers: dict[str, Paper] = field(default_factory=dict)
    graph: nx.Graph[str] = field(default_factory=nx.Graph)
    ties: dict[str, list[Tie]] = field(default_factory=lambda: defaultdict(list))

    def tie(self, paper: str, tie: Tie) -> None:
        if paper != tie.other and not any(one.kind == tie.kind and one.other == tie.other for one in self.ties[paper]):
            self.ties[paper].append(tie)
            self.graph.add_edge(paper, tie.other)


def build_thread(records: Iterable[AnyRecord], item: str) -> list[Paper]:
    """The papers of the exchange that an item belongs to, in order, each with its ties to others of them; [] for no item.

    Of a copy it is the exchange of the first. Undated papers stand after what they are tied to.
    """
    given = list(records)
    items = {one.id: one for one in given if isinstance(one, Item)}
    if item not in items:
        return []
    found = _tie_all(given, items)
    near = _within_reach(found, first_copy(items[item], items).id)
    return _in_order([replace(found.papers[id], ties=_told(found.ties[id], near)) for id in near])


def _told(ties: Sequence[Tie], near: set[str]) -> tuple[Tie, ...]:
    """The ties within the exchange; that two papers share a subject is said only where nothing better ties them."""
    inside = [one for one in ties if one.other in near]
    better = [one for one in inside if one.kind != ALIKE]
    return tuple(better or inside)


def _tie_all(records: Sequence[AnyRecord], items: dict[str, Item]) -> _Exchanges:
    names = read_names(one for one in records if isinstance(one, Actor))
    found = _Exchanges()
    for one in items.values():
        if one.kind not in _OUTSIDE:
            found.papers[one.id] = _paper(one)
            found.graph.add_node(one.id)
    for one in items.values():
        _tie_item(one, items, found)
    for record in records:
        if isinstance(record, Reference) and record.resolves_to:
            _tie_reference(record, items, names, found)
    _tie_answers(records, items, found)
    _tie_missing(records, items, names, found)
    for paper, before in _alike(found, items, names):
        found.tie(paper, Tie(ALIKE, before))
    return found


def _paper(item: Item) -> Paper:
    return Paper(item.id, item.kind, item.date, item.senders, item.addressees, item.subject, True, item.source, item.page)


def _tie_item(item: Item, items: dict[str, Item], found: _Exchanges) -> None:
    if item.id not in found.papers:
        return
    if item.duplicate_of in found.papers:
        found.tie(item.id, Tie(COPY, first_copy(item, items).id, item.id))
    elif item.part_of in items and (whole := first_copy(items[item.part_of], items).id) in found.papers:
        found.tie(item.id, Tie(ENCLOSED, whole, item.id))


def _tie_reference(one: Reference, items: dict[str, Item], names: Names, found: _Exchanges) -> None:
    if one.item not in items or one.resolves_to not in items:
        return
    own, meant = first_copy(items[one.item], items), first_copy(items[one.resolves_to], items)
    if own.id in found.papers and meant.id in found.papers:
        kind = _how(found.papers[own.id], found.papers[meant.id], names)
        found.tie(own.id, Tie(kind, meant.id, one.id, one.quote))


def _how(own: Paper, meant: Paper, names: Names) -> str:
    """A letter answers one that came from its addressee, follows one of its own sender, and refers to any other."""
    earlier = not own.date or not meant.date or sort_key(meant.date) <= sort_key(own.date)
    if earlier and names.any_same(meant.senders, own.addressees):
        to_another = names.any_same(meant.addressees, own.senders) is False and names.any_same(meant.senders, own.senders)
        return REFERS if to_another else ANSWERS
    return FOLLOWS if earlier and names.any_same(meant.senders, own.senders) else REFERS


def _tie_answers(records: Sequence[AnyRecord], items: dict[str, Item], found: _Exchanges) -> None:
    """A response answers the report whose recommendations it answers."""
    reports = {one.id: one.item for one in records if isinstance(one, Recommendation)}
    for one in records:
        if isinstance(one, Response) and one.answers and one.item in found.papers:
            for report in dict.fromkeys(reports[answer] for answer in one.answers if answer in reports):
                if report in found.papers and report != one.item and items[one.item].part_of != report:
                    found.tie(one.item, Tie(ANSWERS, report, one.id, one.quote))


def _tie_missing(records: Sequence[AnyRecord], items: dict[str, Item], names: Names, found: _Exchanges) -> None:
    """Gaps: what papers refer to and the file does not hold. A register that lists one is no paper of the exchange."""
    told = {one.id: one for one in records if isinstance(one, Reference | RegisterRow)}
    for one in find_missing(records):
        paper = _gap(one)
        ties = [told[id] for id in one.mentions]
        for mention in ties:
            if isinstance(mention, Reference) and mention.item in items:
                own = first_copy(items[mention.item], items).id
                if own in found.papers:
                    found.papers[paper.id] = paper
                    found.tie(own, Tie(_how(found.papers[own], paper, names), paper.id, mention.id, mention.quote))


def _gap(one: Missing) -> Paper:
    senders, addressees = split_names(one.sender), split_names(one.addressee)
    return Paper(one.mentions[0], one.kind, one.date, senders, addressees, one.subject, False)


def _alike(found: _Exchanges, items: dict[str, Item], names: Names) -> Iterator[tuple[str, str]]:
    """Papers between the same two parties on the same subject, each with the last one before it."""
    groups: dict[tuple[frozenset[str], str], list[Paper]] = defaultdict(list)
    for paper in found.papers.values():
        if paper.on_file and items[paper.id].duplicate_of is None and len(set(stem_words(paper.subject))) >= _TELLING:
            for parties in _pairs(paper, names):
                groups[parties, min(stem_words(paper.subject))].append(paper)
    for group in groups.values():
        ordered = sorted(group, key=lambda one: (sort_key(one.date), one.id))
        for place, paper in enumerate(ordered):
            before = next((one for one in reversed(ordered[:place]) if _is_same_matter(paper, one)), None)
            if before is not None:
                yield paper.id, before.id


def _pairs(paper: Paper, names: Names) -> set[frozenset[str]]:
    pairs = {frozenset((names.canonical(one), names.canonical(other))) for one in paper.senders for other in paper.addressees}
    return {pair for pair in pairs if len(pair) > 1}


def _is_same_matter(one: Paper, other: Paper) -> bool:
    a, b = parse_bounds(one.date), parse_bounds(other.date)
    if not a or not b or not a.first or not b.first or abs((a.first - b.first).days) > _LONG_AGO:
        return False
    return likeness(one.subject, other.subject) >= _SAME_SUBJECT


def _within_reach(found: _Exchanges, start: str) -> set[str]:
    """All papers that a path from this one leads to; what is published ends a path."""
    if start not in found.graph:
        return set()
    reached, ahead = {start}, [start]
    while ahead:
        paper = ahead.pop()
        if paper != start and found.papers[paper].kind in _ENDS:
            continue
        beyond = set(found.graph.neighbors(paper)) - reached
        reached |= beyond
        ahead.extend(beyond)
    return reached


def _in_order(papers: Sequence[Paper]) -> list[Paper]:
    by_id = {one.id: one for one in papers}

    def place(one: Paper, seen: frozenset[str] = frozenset()) -> tuple[date, int, str]:
        """Its own day; what is enclosed or a copy stands behind its paper, what has no date behind the papers that it is tied to."""
        behind = [by_id[tie.other] for tie in one.ties if tie.kind in (ENCLOSED, COPY) or not one.date]
        behind = [other for other in behind if other.id not in seen]
        if behind:
            day, depth, id = max(place(other, seen | {one.id}) for other in behind)
            return day, depth + 1, id
        return sort_key(one.date)[0], 0, one.id

    return sorted(papers, key=lambda one: (*place(one), sort_key(one.date), one.source, one.id))
