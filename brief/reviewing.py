"""What a person says of a record becomes a review: confirmed, corrected, rejected, added, one with another, or taken back.

correct(casebook, action, "when", "by 4 June 1951", Hand("Ann Lee", date(2024, 5, 7), "the erratum says so"))
->  Review(act="correct", kind="actions", field="when", was="../1951-05-03", now="../1951-06-04", by="Ann Lee", …)

Nothing that another person said is overwritten unseen: what was made on a value that is no longer so is a `ReviewConflictError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from brief.corrections import CORRECTED_FIELDS, PROGRESS_DATE, one_of, parse_disposition, parse_progress
from brief.dates import parse_when
from brief.listing import field_names
from brief.plain import one_line, shorten
from brief.reading import find_places, items_by_id, read, refresh_links
from brief.recommendations import Answered, RecommendationQuery, find_recommendations
from brief.reviewed import reviews_of, say_review, say_value
from brief.showing import find_shown
from corpus.casebook import Casebook, StoredSource
from corpus.edtf import is_valid
from corpus.errors import ChangedMeanwhileError, DocketError
from corpus.records import (
    DISPOSITIONS,
    FORCES,
    ITEM_KINDS,
    PROGRESS,
    RECORD_TYPES,
    Actor,
    AnyRecord,
    Item,
    Recommendation,
    make_id,
    to_json,
)
from corpus.reviews import Review, Target, Value, about, standing, target_of, undone
from graph.reviewing import (
    PARTIES,
    REVIEWED,
    Finder,
    apply_reviews,
    describe,
    find_words,
    new_id,
    parties_of,
    read_reviews,
    report_titles,
)

STATUS = "status"
SETTLED = ("done", "open")  # the status that a person can give; overdue is reckoned
_SHOWN = 60  # characters of a value in a line
_WORDS, _NAMES, _WHEN, _YES_OR_NO = "words", "names", "date", "yes or no"
_ITEM, _RECOMMENDATION, _RECOMMENDATIONS = "item", "recommendation", "recommendations"
# What can be set of each kind of record, under public names, and what may stand there.
SETTABLE: dict[str, dict[str, str | Sequence[str]]] = {
    "items": {
        "kind": ITEM_KINDS,
        "date": _WHEN,
        **dict.fromkeys(("senders", "addressees", "copied_to"), _NAMES),
        **dict.fromkeys(("subject", "reference", "marking"), _WORDS),
        **dict.fromkeys(("part_of", "duplicate_of"), _ITEM),
    },
    "dates": {"value": _WHEN},
    "actors": {"name": _WORDS, "kind": ("person", "office", "body")},
    "actions": {
        "force": FORCES,
        **dict.fromkeys(("who", "what", "to", "condition"), _WORDS),
        "when": _WHEN,
        "about": _RECOMMENDATION,
        STATUS: SETTLED,
    },
    "recommendations": {
        **dict.fromkeys(("number", "text", "report"), _WORDS),
        **dict.fromkeys(CORRECTED_FIELDS, _WORDS),
        PROGRESS_DATE: _WHEN,
    },
    "responses": {
        **dict.fromkeys(("answers", "see_also"), _RECOMMENDATIONS),
        "disposition": DISPOSITIONS,
        "progress": PROGRESS,
        "respondent": _WORDS,
    },
    "references": {"date": _WHEN, "sender": _WORDS, "addressee": _WORDS, "resolves_to": _ITEM},
    "register": {"date": _WHEN, "item": _ITEM, **dict.fromkeys(("from", "to", "subject", "class"), _WORDS)},
    "events": {"date": _WHEN, "text": _WORDS, "planned": _YES_OR_NO},
}
ADDABLE = ("actions", "recommendations", "responses", "events")
_REQUIRED = {"actions": ("force", "what"), "recommendations": ("text",), "responses": ("answers",), "events": ("date", "text")}


class ReviewConflictError(DocketError):
    """A review that was made on a value which is no longer so, or over what another person said."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who says it, on which day, and why. `anyway`: also over what another person said."""

    by: str
    on: date
    why: str = ""
    anyway: bool = False

    def signed(self) -> dict[str, str]:
        """The fields of a review that tell of it."""
        return {"by": one_line(self.by), "on": self.on.isoformat(), "why": one_line(self.why)}


def keep_made(casebook: Casebook, make: Callable[[], Iterable[Review]]) -> list[Review]:
    """Keep what `make` makes of the casebook as it is: where another docket changes it meanwhile, it is made, and judged, anew."""
    while True:
        seen = casebook.revision()
        try:
            return casebook.add_reviews(make(), seen=seen)
        except ChangedMeanwhileError:
            continue


def keep(casebook: Casebook, reviews: Iterable[Review]) -> list[Review]:
    """Keep reviews, and lay them over the records; they are returned with their ids."""
    kept = casebook.add_reviews(reviews)
    refresh_links(casebook)
    return kept


def say_of(
    casebook: Casebook, asked: str, hand: Hand, *, act: str | None, status: str | None, since: str | None, same_as: str | None,
    sets: Sequence[tuple[str, str]],
) -> list[Review]:  # fmt: skip
    """The reviews of one record, named by its id or the beginning of it, of an actor by its name, that a call asks for."""
    if act == "undo":
        return [undo(casebook, _last_review(casebook, asked), hand)]
    if same_as:
        return [merge(casebook, asked, same_as, hand)]
    record = find_reviewed(casebook, asked)
    if act:
        return [{"confirm": confirm, "reject": reject}[act](casebook, record, hand)]
    if status:
        return [correct(casebook, record, STATUS, status, hand, since=since or "")]
    return [correct(casebook, record, name, words, hand) for name, words in sets]


def say_kept(kept: Sequence[Review]) -> list[str]:
    """What was kept, in lines for people: each review with its id."""
    return [f"{one.id}: {one.record}, {say_review(one)}" for one in kept]


def find_reviewed(casebook: Casebook, asked: str) -> AnyRecord:
    """The record that is asked for: by its id, the beginning of it, or the name of an actor. DocketError where there is none."""
    actor = find_actor(casebook, asked)
    found = actor or find_shown(casebook, asked)
    if isinstance(found, StoredSource):
        raise DocketError(f"{found.name} is a source; name one of its records, as docket show {found.name} lists them")
    return found


def _last_review(casebook: Casebook, asked: str) -> Review:
    """The review of this id, or the last one that stands of the record of this id. DocketError where there is none."""
    reviews = casebook.reviews()
    own = [one for one in reviews if one.id == asked]
    if own:
        return own[0]
    places = find_places(casebook, reviews)
    about_it = [one for one in standing(reviews) if asked in (places[one.id], one.record)]
    if not about_it:
        raise DocketError(f"no review of “{shorten(asked, _SHOWN)}” stands; docket reviews lists them with their ids")
    return about_it[-1]


def as_it_stands(casebook: Casebook, id: str) -> AnyRecord:
    """The record of this id with all that was said of it by now, also what is not laid over it yet. DocketError where it is none any more."""
    record = casebook.record(id)
    reviews = casebook.reviews()
    if record is not None and reviews:
        record = next(iter(apply_reviews([record], read_reviews(reviews, Finder(casebook)))), None)
    if record is None:
        raise DocketError(f"{id} is not read any more: somebody said that it is none")
    return record


def confirm(casebook: Casebook, record: AnyRecord, hand: Hand, *, seen: Mapping[str, Value] = MappingProxyType({})) -> Review:
    """A record is right as it stands: its values hold from now on, also where other rules would read it otherwise.

    `seen` has the values that this person saw, as far as they are known.
    """
    values = to_json(record)
    changed = [name for name, value in seen.items() if values.get(name, value) != value]
    if changed and not hand.anyway:
        raise _stale(record.id, changed[0], values[changed[0]], None)
    _let_stand(casebook, record, "", None, hand)
    values = {name: value for name, value in values.items() if name in _own(record.KIND)}
    points = _points(casebook, values.values())
    return about(target_of_record(casebook, record), act="confirm", now=values, points=points, **hand.signed())


def reject(casebook: Casebook, record: AnyRecord, hand: Hand) -> Review:
    """A record is none: it is read no more. DocketError for an item, whose text would be nobody's."""
    if isinstance(record, Item):
        raise DocketError(f"{record.id} is an item and can't be rejected; correct what it is with --set kind=…")
    _let_stand(casebook, record, "", None, hand)
    return about(target_of_record(casebook, record), act="reject", was=text_in_short(record), **hand.signed())


def correct(
    casebook: Casebook, record: AnyRecord, name: str, words: str, hand: Hand, *, seen: Sequence[Value] = (), since: str = ""
) -> Review:
    """Another value of a field, as somebody types it. `seen` holds the value that this person saw, where that is known.

    `since` is the day from which a status is so, EDTF. DocketError where the record has no such field, or the value cannot stand there.
    """
    name = field_named(record.KIND, name)
    now = _parse(casebook, record.KIND, name, words)
    was = value_of(casebook, record, name)
    if seen and was not in (*seen, now) and not hand.anyway:
        raise _stale(record.id, name, was, None)
    _let_stand(casebook, record, name, now, hand)
    target = target_of_record(casebook, record)
    points = _points(casebook, [now]) if SETTABLE[record.KIND][name] in (_ITEM, _RECOMMENDATION, _RECOMMENDATIONS) else ()
    from_day = since or hand.on.isoformat() if name == STATUS else ""
    back = (
        name in CORRECTED_FIELDS
        and isinstance(record, Recommendation)
        and now == _answered(casebook, record).said_by_papers(name)
    )
    said = hand.signed() | {"act": "correct", "field": name, "was": was, "now": now, "since": from_day}
    return about(target, points=points, back=back, **said)


def merge(casebook: Casebook, asked: str, other: str, hand: Hand) -> Review:
    """Two parties are one, who is called as the other is; each is named by its name or its id. DocketError where there is no such two."""
    (id, name), (_, same) = find_party(casebook, asked), find_party(casebook, other)
    if name == same:
        raise DocketError("--same-as makes one of two parties: name two different ones, by their names or ids")
    target = Target(kind=Actor.KIND, record=id, text=name)
    return about(target, act="merge", field="name", was=name, now=same, **hand.signed())


def add_record(casebook: Casebook, kind: str, source: str, quote: str, values: Mapping[str, str], hand: Hand) -> Review:
    """A record that docket missed: the words of a source in which it stands, and its fields as somebody types them."""
    if kind not in ADDABLE:
        raise DocketError(f"{kind} can't be added; add {one_of(ADDABLE)}")
    parsed = {(name := field_named(kind, given)): _parse(casebook, kind, name, words) for given, words in values.items()}
    missing = [name for name in _REQUIRED[kind] if not parsed.get(name)]
    if missing:
        raise DocketError(f"what is added needs {' and '.join(missing)}: add --set {missing[0]}=…")
    stored = casebook.source(source)
    text = casebook.text_of(source)
    start, end = _only_place(text, quote, source)
    empty: dict[str, Value] = {"report": "", "number": "", "numbers": []}
    empty |= {"text": text[start:end]} if kind == "responses" else {}
    now = {name: value for name, value in empty.items() if name in _names(kind)} | parsed | {"quote": text[start:end]}
    what = str(parsed.get("what") or parsed.get("text") or text[start:end])
    sha256 = stored.sha256 if stored else ""
    target = Target(
        kind=kind,
        record=new_id(kind, sha256, start, end, what),
        source=source,
        sha256=sha256,
        start=start,
        end=end,
        number=str(parsed.get("number", "")),
        report=str(parsed.get("report", "")),
        text=what,
        quote=text[start:end],
    )
    return about(target, act="add", now=now, points=_points(casebook, parsed.values()), **hand.signed())


def undo(casebook: Casebook, review: Review, hand: Hand) -> Review:
    """A review is taken back: what was so before it is so again. DocketError where it is taken back already."""
    if review.id in undone(casebook.reviews()):
        raise DocketError(f"{review.id} is taken back already; docket reviews lists what stands")
    if one_line(hand.by) != review.by and not hand.anyway:
        raise ReviewConflictError(f"{say_review(review)}: that is another person's word; add --anyway to take it back")
    said = {"act": "undo", "field": review.field, "was": review.now, "now": review.was, "undoes": review.id}
    return about(target_of(review), **said, **hand.signed())


def target_of_record(casebook: Casebook, record: AnyRecord) -> Target:
    """A record as it was read, before anybody said anything of it: so it is found again."""
    if isinstance(record, Actor):
        given = {one.id: one for one in casebook.records(Actor.KIND, linked=False)}
        return describe(given.get(record.id, record), "", "")
    as_read = {one.id: one for one in casebook.records(record.KIND, source=record.source, linked=False)}
    base = as_read.get(record.id, record)
    stored = casebook.source(record.source)
    title = report_titles([base], items_by_id(casebook))[base.id] if isinstance(base, Recommendation) else ""
    return describe(base, casebook.text_of(record.source), stored.sha256 if stored else "", title)


def value_of(casebook: Casebook, record: AnyRecord, name: str) -> Value:
    """The value of a field as it stands now, also of what only the tracker tells of a recommendation."""
    if isinstance(record, Recommendation) and name in CORRECTED_FIELDS:
        return _answered(casebook, record).value_of(name)
    return to_json(record)[name]


def fits(review: Review) -> bool:
    """Can what a review says stand where it says it? One from elsewhere may say anything."""
    if review.act == "correct":
        return review.field in SETTABLE[review.kind] and _fits(review.kind, review.field, review.now)
    if review.act in ("confirm", "add"):
        given = review.now if isinstance(review.now, dict) else {"": None}
        more = {"quote", "numbers"} if review.act == "add" else set()
        return all(name in more or (name in SETTABLE[review.kind] and _fits(review.kind, name, given[name])) for name in given)
    return isinstance(review.now, str) or review.act == "undo"


def _fits(kind: str, name: str, value: Value) -> bool:
    sort = SETTABLE[kind][name]
    if sort in (_NAMES, _RECOMMENDATIONS):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if sort in (_ITEM, _RECOMMENDATION):
        return value is None or isinstance(value, str)
    if sort == _YES_OR_NO:
        return isinstance(value, bool)
    return isinstance(value, str) and (sort != _WHEN or not value or is_valid(value))


def field_named(kind: str, name: str) -> str:
    """The field that is meant; DocketError where this kind of record has none of that name that can be set."""
    wanted = "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
    for known in SETTABLE[kind]:
        if wanted == known.replace(" ", "_"):
            return known
    raise DocketError(f"“{shorten(name, _SHOWN)}” is nothing that can be set of {kind}; set {one_of(tuple(SETTABLE[kind]))}")


def text_in_short(record: AnyRecord) -> str:
    """The words of a record in a line."""
    values = to_json(record)
    return shorten(
        str(next(filter(None, (values.get(name) for name in ("name", "what", "text", "subject", "quote"))), "")), _SHOWN
    )


def _own(kind: str) -> list[str]:
    """What a person vouches for who confirms a record: what can be set of it, without what only the tracker tells, or time changes."""
    return [name for name in SETTABLE[kind] if name in _names(kind) and name != STATUS]


def _names(kind: str) -> set[str]:
    return set(field_names(RECORD_TYPES[kind]))


def _let_stand(casebook: Casebook, record: AnyRecord, name: str, now: Value, hand: Hand) -> None:
    """Complain where another person said something else of the same: nobody's word is overwritten unseen."""
    if hand.anyway:
        return
    for one in reversed(reviews_of(casebook, record.id)):
        same_field = one.field == name or (not name and one.act == "reject")
        if same_field and one.by != one_line(hand.by) and one.act in ("correct", "reject") and one.now != now:
            raise _stale(record.id, name, one.now, one)
        if same_field:
            return


def _stale(id: str, name: str, is_now: Value, said: Review | None) -> ReviewConflictError:
    told = say_review(said) if said else f"{name} is {say_value(is_now)} now"
    return ReviewConflictError(f"{id} was reviewed already ({told}); look at it with docket show {id}, then add --anyway")


def _answered(casebook: Casebook, record: Recommendation) -> Answered:
    found = [one for one in find_recommendations(casebook, RecommendationQuery()) if one.recommendation.id == record.id]
    return found[0] if found else Answered(record)


def _points(casebook: Casebook, values: Iterable[Value]) -> tuple[Target, ...]:
    """The records that values name by their ids, as they are now."""
    ids = [id for value in values for id in (value if isinstance(value, list) else [value]) if isinstance(id, str)]
    found = [casebook.record(id) for id in dict.fromkeys(ids) if "-" in id and " " not in id]
    return tuple(target_of_record(casebook, one) for one in found if one is not None)


def _only_place(text: str, quote: str, source: str) -> tuple[int, int]:
    """Where words stand in a text; DocketError where they do not, or stand there twice."""
    spans = find_words(text, quote)
    if len(spans) != 1:
        told = "does not stand" if not spans else f"stands {len(spans)} times"
        more = "copy the words from docket show SOURCE --text" if not spans else "add more of the words around it"
        raise DocketError(f"“{shorten(quote, _SHOWN)}” {told} in {source}; {more}")
    return spans[0]


def _parse(casebook: Casebook, kind: str, name: str, words: str) -> Value:
    """The value that somebody typed. DocketError where it cannot stand there."""
    sort = SETTABLE[kind][name]
    if name in CORRECTED_FIELDS and kind == Recommendation.KIND:
        return _TRACKED.get(name, one_line)(words)
    if not isinstance(sort, str):
        return _choice(words, sort, name)
    if sort in (_ITEM, _RECOMMENDATION, _RECOMMENDATIONS):
        return _ids(casebook, words, sort)
    return _SORTS[sort](words)


def _choice(words: str, known: Sequence[str], name: str) -> str:
    word = "-".join(words.casefold().split())
    if word not in known:
        raise DocketError(f"“{shorten(words, _SHOWN)}” is no {name}; write {one_of(tuple(known))}")
    return word


def _when(words: str) -> str:
    """A date as people write it, "by" or "from" before it; EDTF; or nothing."""
    given = one_line(words)
    if not given or is_valid(given):
        return given
    first, _, rest = given.partition(" ")
    if first.casefold() in ("by", "before"):
        return f"../{parse_when(rest)}"
    if first.casefold() in ("from", "since"):
        return f"{parse_when(rest)}/.."
    return parse_when(given)


def _flag(words: str) -> bool:
    return _choice(words, ("yes", "no"), "answer") == "yes"


def _split(words: str) -> list[str]:
    return list(dict.fromkeys(name for part in words.split(";") if (name := one_line(part))))


def _ids(casebook: Casebook, words: str, sort: str) -> Value:
    """The ids of records of the kind that may stand there; None or [] for nothing."""
    kind: type[Item] | type[Recommendation] = Item if sort == _ITEM else Recommendation
    ids = _split(words)
    for id in ids:
        if not isinstance(casebook.record(id), kind):
            raise DocketError(
                f"“{shorten(id, _SHOWN)}” is no {sort.rstrip('s')} of this casebook; write its id, as the listings show it"
            )
    if sort == _RECOMMENDATIONS:
        return ids
    if len(ids) > 1:
        raise DocketError(f"one {sort} can stand there, not {len(ids)}")
    return ids[0] if ids else None


_SORTS: dict[str, Callable[[str], Value]] = {_WORDS: one_line, _NAMES: _split, _WHEN: _when, _YES_OR_NO: _flag}
_TRACKED: dict[str, Callable[[str], str]] = {
    "disposition": parse_disposition,
    "progress": parse_progress,
    PROGRESS_DATE: lambda words: parse_when(words) if words.strip() else "",
}


def find_party(casebook: Casebook, asked: str) -> tuple[str, str]:
    """The id and the name of a party: an actor, or a name that stands in some record. DocketError where there is none, or two may be."""
    actor = find_actor(casebook, asked) or casebook.record(asked)
    if isinstance(actor, Actor):
        return actor.id, actor.name
    names = {name for kind in PARTIES for one in casebook.read_records(kind) for name in parties_of(one)}
    same = [name for name in names if name.casefold() == one_line(asked).casefold()]
    if len(same) != 1:
        raise DocketError(f"no party called “{shorten(asked, _SHOWN)}”; write its name as the listings show it, or its id")
    return make_id(Actor.KIND, REVIEWED, same[0]), same[0]


def find_actor(casebook: Casebook, asked: str) -> Actor | None:
    """The actor of this name, or of this other name where only one has it."""
    name = one_line(asked).casefold()
    actors = read(casebook, Actor)
    own = [one for one in actors if one.name.casefold() == name]
    others = [one for one in actors if name in map(str.casefold, one.aliases)]
    found = own or others
    return found[0] if len(found) == 1 else None
