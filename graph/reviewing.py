"""Lays over the records what people said of them: each review finds its record again, also where papers are read anew.

    Review(act="correct", field="when", now="../1951-06-04", quote="We will light the pier by …", …)
    ->  the one action of that source with these words, whatever its id is now, is due by 4 June 1951

A record is the same where it stands in the same place of the same content, or says the same in a source of the same name; a
recommendation is known by its report, its number and its words, an actor by its name. Where two may be meant, none is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from corpus.casebook import Casebook
from corpus.records import (
    Action,
    Actor,
    AnyRecord,
    Date,
    Event,
    Item,
    PaperRecord,
    Recommendation,
    Reference,
    RegisterRow,
    Response,
    from_json,
    make_id,
    to_storage,
)
from corpus.reviews import Review, Target, standing, target_of
from extract.numbering import number_key
from graph.likeness import likeness, split_names

T = TypeVar("T")
REVIEWED = "review"  # where a value comes from that a person gave
QUOTED = 400  # characters of a record's words that a review keeps
AROUND = 80  # … and of the words on either side
_ANNEX = re.compile(r"(?:annex|appendix|schedule|attachment)\b", re.IGNORECASE)
_SAME_NUMBER = 0.5  # how alike two wordings of one report are that have one number
_SAME_WORDS = 0.8  # … and two that stand for one thing although the number, the report or the place is another
_SAME_PLACE = 0.5  # of two stretches of one text that both cover
PARTIES: dict[str, tuple[str, ...]] = {
    "items": ("senders", "addressees", "copied_to"),
    "actions": ("who", "to"),
    "recommendations": ("addressee",),
    "responses": ("respondent",),
    "references": ("sender", "addressee"),
    "register": ("from", "to"),
}
_SETTLES = {
    "date": "date",
    "senders": "sender",
    "addressees": "addressee",
    "part_of": "unsure-split",
}  # how the codes of flags begin


@dataclass(slots=True)
class Reviewed:
    """What the standing reviews come to.

    `fields` are values by the id of the record and their public name, `rejected` the ids of what is none, `added` what a person
    found, `names` one name for another, `places` the id of the record that each review is about, "" where it is not here.
    """

    fields: dict[str, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    rejected: set[str] = field(default_factory=set)
    added: list[PaperRecord] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def describe(record: AnyRecord, source_text: str, sha256: str, title: str = "") -> Target:
    """A record as a review keeps it; `source_text` and `sha256` are those of its source, `title` that of a recommendation's report."""
    if isinstance(record, Actor):
        return Target(kind=record.KIND, record=record.id, text=record.name)
    target = Target(
        kind=record.KIND,
        record=record.id,
        source=record.source,
        sha256=sha256,
        start=record.start,
        end=record.end,
        text=text_of(record),
        quote=record.quote[:QUOTED],
        around=_around(source_text, record.start, record.end),
    )
    if isinstance(record, Recommendation):
        return replace(target, report=title or record.report, number=record.number)
    return target


def text_of(record: AnyRecord) -> str:
    """What a record says, in the words by which it is known again."""
    match record:
        case Actor():
            return record.name
        case Action():
            return record.what
        case Item() | RegisterRow():
            return record.subject
        case Date() | Recommendation() | Response() | Reference() | Event():
            return record.text


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a text, however they are broken into lines."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    return [match.span() for match in re.finditer(spaced, text)] if spaced else []


class Finder:
    """Finds records of a casebook, as they were extracted, by what reviews tell of them. `records` are those of all kinds, where read already."""

    def __init__(self, casebook: Casebook, records: Sequence[AnyRecord] | None = None) -> None:
        self._casebook = casebook
        self._hashes = {one.name: one.sha256 for one in casebook.sources()}
        self._given = records
        self._kinds: dict[str, dict[str, AnyRecord]] = {}
        self._found: dict[Target, str | None] = {}
        self._titles: dict[str, str] = {}
        self._named: set[str] = set()
        self.added: dict[str, PaperRecord] = {}  # what people found, by id

    def find(self, target: Target) -> str | None:
        """The id of the record that is meant; None where none is, or two may be."""
        if target.record in self.added:
            return target.record
        if target not in self._found:
            self._found[target] = self._find(target)
        return self._found[target]

    def get(self, kind: str, id: str) -> AnyRecord | None:
        """The record of this id, as it was extracted or added."""
        return self.added[id] if id in self.added else self._of(kind).get(id)

    def place(self, target: Target, quote: str) -> dict[str, Any] | None:
        """The evidence of words that a person marked: source, start, end, page, quote; None where they are not there, or who can tell where."""
        for source in self._sources(target):
            text, span = self._casebook.text_of(source), (target.start, target.end)
            if text[target.start : target.end] != quote:
                ranked = [(likeness(_around(text, *found), target.around), found) for found in find_words(text, quote)]
                span = _only_best(ranked) or (0, 0)
            if span[1]:
                page = self._page_at(source, span[0])
                return {"source": source, "start": span[0], "end": span[1], "page": page, "quote": text[slice(*span)]}
        return None

    def item_at(self, source: str, start: int) -> str:
        """The id of the innermost item that begins before this place and ends behind it; "" where there is none."""
        around = [one for one in self._of("items").values() if isinstance(one, Item) and one.source == source]
        inside = [(one.end - one.start, one.id) for one in around if one.start <= start < one.end]
        return min(inside)[1] if inside else ""

    def _page_at(self, source: str, start: int) -> int | None:
        """The page of a place in a source."""
        return next((one.number for one in reversed(self._casebook.pages_of(source)) if one.start <= start), None)

    def _of(self, kind: str) -> dict[str, AnyRecord]:
        if kind not in self._kinds:
            records = self._casebook.records(kind, linked=False) if self._given is None else self._given
            self._kinds[kind] = {one.id: one for one in records if kind == one.KIND}
        return self._kinds[kind]

    def _parties(self) -> set[str]:
        """The names of parties in the records, also of those that no list of actors has."""
        if not self._named:
            self._named = {name for kind in PARTIES for one in self._of(kind).values() for name in parties_of(one)}
        return self._named

    def _sources(self, target: Target) -> list[str]:
        """The source of that content; where there is none, that of that name."""
        same = [name for name, sha256 in self._hashes.items() if sha256 == target.sha256]
        return same or [name for name in self._hashes if name == target.source]

    def _find(self, target: Target) -> str | None:
        if target.kind == Actor.KIND:
            known = find_actor(target, [one for one in self._of(target.kind).values() if isinstance(one, Actor)])
            return known or (target.record if target.text in self._parties() else None)
        if target.kind == Recommendation.KIND:
            asked = [one for one in self._of(target.kind).values() if isinstance(one, Recommendation)]
            self._titles = self._titles or report_titles(asked, self._of("items"))
            return find_recommendation(target, asked, self._titles)
        return self._find_in_source(target)

    def _find_in_source(self, target: Target) -> str | None:
        one = self._of(target.kind).get(target.record)
        if one and not isinstance(one, Actor) and self._hashes[one.source] == target.sha256 and _says(one, target):
            return one.id
        sources = self._sources(target)
        near = [one for one in self._of(target.kind).values() if not isinstance(one, Actor) and one.source in sources]
        if sources and self._hashes[sources[0]] == target.sha256:
            shared = [(_shared(one, target), one) for one in near]
            if best := _only_best([(how, one.id) for how, one in shared if how >= _SAME_PLACE and _says(one, target)]):
                return best
        words = target.quote.split()
        same = [one for one in near if one.quote[:QUOTED].split() == words and _says(one, target)]
        alike = [(one, 1.0) for one in same] or [(one, likeness(one.quote[:QUOTED], target.quote)) for one in near]
        alike = [(one, how) for one, how in alike if how >= _SAME_WORDS and (same or _says(one, target))]
        if len(alike) == 1:
            return alike[0][0].id
        return _only_best([((how, likeness(self._around(one), target.around)), one.id) for one, how in alike])

    def _around(self, record: PaperRecord) -> str:
        return _around(self._casebook.text_of(record.source), record.start, record.end)


def parties_of(record: AnyRecord) -> list[str]:
    """The names of the parties that a record gives: who does something, to whom, who wrote and to whom."""
    row, names = to_storage(record), list[str]()
    for name in PARTIES.get(record.KIND, ()):
        value = row[name]
        names += value if isinstance(value, list) else [value, *split_names(value)]
    return [name for name in dict.fromkeys(names) if name]


def find_actor(target: Target, actors: Sequence[Actor]) -> str | None:
    """The actor of this name, else the only one that goes by it too."""
    name = target.text.casefold()
    for some in (
        [one.id for one in actors if one.name.casefold() == name],
        [one.id for one in actors if name in map(str.casefold, one.aliases)],
    ):
        if some:
            return some[0] if len(some) == 1 else target.record if target.record in some else None
    return None


def find_recommendation(target: Target, asked: Sequence[Recommendation], titles: Mapping[str, str]) -> str | None:
    """The id of the recommendation that is meant; None where none is, or two may be."""
    key = number_key(target.number)
    alike = [(one, likeness(one.text, target.text)) for one in asked if _may_be(one, target, key, titles)]
    for one, how in alike:
        if one.id == target.record and number_key(one.number) == key and how >= _SAME_NUMBER:
            return one.id
    near = [(one, how) for one, how in alike if _is_report(one, target, titles)]
    for some in (
        [(one, how) for one, how in near if number_key(one.number) == key and how >= _SAME_NUMBER],
        [(one, how) for one, how in near if how >= _SAME_WORDS],
        [(one, how) for one, how in alike if number_key(one.number) == key and how >= _SAME_WORDS],
    ):
        if some:
            return _only_best(
                [((one.source == target.source, how, _has_title(one, target, titles)), one.id) for one, how in some]
            )
    return None


def report_titles(asked: Iterable[Recommendation], items: Mapping[str, AnyRecord]) -> dict[str, str]:
    """The title of the report of each recommendation, by its id: else the subject of the paper, else the name of its source.

    An annex whose title says no more than that it is one has the title of the paper that it belongs to.
    """
    titles = {}
    for one in asked:
        item = items.get(one.item)
        subject = item.subject if isinstance(item, Item) else ""
        whole = items.get(item.part_of) if isinstance(item, Item) and item.part_of else None
        over = whole.subject if isinstance(whole, Item) and _ANNEX.match(one.report or subject) else ""
        titles[one.id] = " ".join((over or one.report or subject or one.source).split())
    return titles


def read_reviews(reviews: Sequence[Review], finder: Finder) -> Reviewed:
    """What the reviews of a casebook come to; the later of two of one field holds."""
    found, kept = Reviewed(), standing(reviews)
    for one in kept:
        if one.act == "add" and (record := _added(one, finder)):
            finder.added[record.id] = record
            found.added.append(record)
    for one in reviews:
        found.places[one.id] = found.places.get(one.undoes, "") if one.act == "undo" else _place(one, finder)
    for one in kept:
        if id := found.places[one.id]:
            _lay(one, id, found, finder)
    return found


def link_reviewed(
    records: Sequence[AnyRecord], found: Reviewed, link: Callable[[Iterable[AnyRecord]], list[AnyRecord]]
) -> list[AnyRecord]:
    """The records linked by `link`, with what people said of them: links are made from their values, and never over them."""
    given = apply_reviews([*records, *found.added], found)
    linked = link([one for one in given if not isinstance(one, Date)])
    return apply_reviews([*linked, *(one for one in given if isinstance(one, Date))], found)


def apply_reviews(records: Sequence[AnyRecord], found: Reviewed) -> list[AnyRecord]:
    """The records as people left them."""
    kept = [one for one in records if one.id not in found.rejected]
    if found.names:
        kept = _renamed(kept, found.names)
    return [_with_fields(one, found.fields[one.id]) if one.id in found.fields else one for one in kept]


def _place(review: Review, finder: Finder) -> str:
    return (
        (review.record if review.record in finder.added else "") if review.act == "add" else finder.find(target_of(review)) or ""
    )


def _lay(review: Review, id: str, found: Reviewed, finder: Finder) -> None:
    """Add what one review says to what those before it came to."""
    values = found.fields[id]
    if review.act == "reject":
        found.rejected.add(id)
    elif review.act == "merge":
        found.names[review.text] = str(review.now)
    elif review.act == "confirm":
        found.rejected.discard(id)
        values |= {name: _pointed(value, review, finder) for name, value in review.now.items()} | {"confidence": 1.0, "flags": []}
    elif review.act == "correct" and review.back:
        values.pop(review.field, None)
    elif review.act == "correct" and review.kind == Actor.KIND and review.field == "name":
        found.names[review.text] = str(review.now)
    elif review.act == "correct":
        values |= {review.field: _pointed(review.now, review, finder), "confidence": 1.0}
        _settle(review.field, finder.get(review.kind, id), values)


def _settle(name: str, record: AnyRecord | None, values: dict[str, Any]) -> None:
    """What follows from a value of an item's header: where its date comes from, and that nobody needs to look at it any more."""
    if not isinstance(record, Item):
        return
    if name == "date":
        values["date_from"] = REVIEWED
    if name in _SETTLES:
        flags = values.get("flags", to_storage(record)["flags"])
        values["flags"] = [one for one in flags if not one["code"].startswith(_SETTLES[name])]


def _pointed(value: Any, review: Review, finder: Finder) -> Any:
    """A value with the ids that the records which it names have now; one that is not here is left out."""
    now = {one.record: finder.find(one) for one in review.points}
    if isinstance(value, list):
        return [now.get(one, one) for one in value if now.get(one, one)]
    return now.get(value, value) if isinstance(value, str) else value


def _added(review: Review, finder: Finder) -> PaperRecord | None:
    """The record that a person found, where its words stand now."""
    values = dict(review.now)
    placed = finder.place(review, str(values.get("quote", "")))
    if placed is None:
        return None
    values = {name: _pointed(value, review, finder) for name, value in values.items()} | placed
    values |= {
        "id": review.record,
        "rule": REVIEWED,
        "confidence": 1.0,
        "item": finder.item_at(placed["source"], placed["start"]),
    }
    record = from_json(review.kind, values)
    return None if isinstance(record, Actor) else record


def new_id(kind: str, sha256: str, start: int, end: int, what: str) -> str:
    """The id of a record that a person found."""
    return make_id(kind, REVIEWED, sha256, start, end, what)


def _renamed(records: Sequence[AnyRecord], names: Mapping[str, str]) -> list[AnyRecord]:
    """The records with one name for another wherever parties stand, and one actor for those that are one."""
    final = {name: _follow(name, names) for name in names}
    actors = [one for one in records if isinstance(one, Actor)]
    known = {one.name: one for one in actors}
    out: list[AnyRecord] = []
    for one in records:
        if not isinstance(one, Actor):
            out.append(_with_names(one, final))
        elif final.get(one.name, one.name) == one.name or final[one.name] not in known:
            out.append(_absorbing(one, final, known))
    return out


def _absorbing(actor: Actor, final: Mapping[str, str], known: Mapping[str, Actor]) -> Actor:
    """An actor under its name of now, which goes by the names of all that it stands for too."""
    name = final.get(actor.name, actor.name)
    others = [other for other, meant in final.items() if meant == name]
    aliases = {*actor.aliases, *others, *(alias for other in others if other in known for alias in known[other].aliases)}
    return replace(actor, name=name, aliases=tuple(sorted(aliases - {name}))) if others else actor


def _follow(name: str, names: Mapping[str, str]) -> str:
    """The name at the end of a chain; of names that stand for one another, the first again."""
    seen = {name}
    while name in names and names[name] not in seen:
        name = names[name]
        seen.add(name)
    return name


def _with_names(record: AnyRecord, final: Mapping[str, str]) -> AnyRecord:
    row, changed = to_storage(record), {}
    for name in PARTIES.get(record.KIND, ()):
        value = row[name]
        if isinstance(value, list):
            new: Any = list(dict.fromkeys(final.get(one, one) for one in value))
        else:
            new = final.get(value) or "; ".join(dict.fromkeys(final.get(one, one) for one in split_names(value))) or value
            new = value if not {*split_names(value), value} & final.keys() else new
        if new != value:
            changed[name] = new
    return from_json(record.KIND, row | changed) if changed else record


def _with_fields(record: AnyRecord, values: Mapping[str, Any]) -> AnyRecord:
    row = to_storage(record)
    return from_json(record.KIND, row | {name: value for name, value in values.items() if name in row})


def _says(record: PaperRecord, target: Target) -> bool:
    """Does a record say what is meant? One that says nothing of itself is known by its words alone."""
    said = text_of(record)
    return _alike(said, target.text) >= _SAME_NUMBER if said and target.text else bool(said) == bool(target.text)


def _alike(left: str, right: str) -> float:
    return 1.0 if left.casefold().split() == right.casefold().split() else likeness(left, right)


def _shared(record: PaperRecord, target: Target) -> float:
    """How much of the stretch of text that either covers both cover."""
    both = min(record.end, target.end) - max(record.start, target.start)
    return max(both, 0) / max(max(record.end, target.end) - min(record.start, target.start), 1)


def _around(text: str, start: int, end: int) -> str:
    return " ".join((text[max(start - AROUND, 0) : start] + " " + text[end : end + AROUND]).split())


def _only_best(ranked: Sequence[tuple[Any, T]]) -> T | None:
    """What has the highest rank; None where there is none, or two have it."""
    best = sorted(ranked, key=lambda one: one[0], reverse=True)
    return best[0][1] if best and (len(best) == 1 or best[0][0] != best[1][0]) else None


def _may_be(one: Recommendation, target: Target, key: str, titles: Mapping[str, str]) -> bool:
    """Is it worth comparing the words: of one report, or of one number in reports with like titles?"""
    if one.id == target.record or _is_report(one, target, titles):
        return True
    return number_key(one.number) == key and likeness(titles[one.id], target.report) >= _SAME_NUMBER


def _is_report(one: Recommendation, target: Target, titles: Mapping[str, str]) -> bool:
    return one.source == target.source or _has_title(one, target, titles)


def _has_title(one: Recommendation, target: Target, titles: Mapping[str, str]) -> bool:
    return titles[one.id].casefold() == target.report.casefold()
