"""What happened and what is to happen, in order: one line an event, with every paper that tells of it.

    3 Feb 2003   Ann Lee wrote to Bo Hart about harbour dues      [the letter; the register; a minute of 9 Feb]
    31 Mar 2003  (planned) Harbour Board to publish the new scale of dues

Lines come from the papers themselves, from the events that they tell of, from deadlines that they set, and from papers that
they refer to or list and that are not on file. The same thing told twice is one line with both sources; second copies count once.
What differs in a number, an amount or a name is never the same thing, however alike the words are.
A date that names only a month or a year stands after the whole days of that time, a span at its first day, "by" at its last;
what has no date comes at the end.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from corpus.edtf import overlaps, parse_bounds
from corpus.records import Action, Actor, AnyRecord, Event, Recommendation, Reference, Response
from graph.later import find_later
from graph.likeness import Names, read_names, same_telling, stem_words
from graph.lines import Draft, Line, Origin, draft_lines, is_vague

__all__ = ["Line", "Origin", "build_chronology"]

_SAME_LINE = 0.6  # of the stems of two lines, where all of one stand in the other
_PAGE = 2000  # characters: statements further apart are never one
_SAME_DEED = 0.5  # of its words
_NOBODY = re.compile(r"\b(?:will|is to|are to|shall|should) be \w+(?:ed|en|t|n)\b(?!.* by (?:the )?[A-Z])")
_SOMEBODY = re.compile(r"^(?:(?:My|Our|The) )?(?:[Oo]fficials|[Ss]taff|[Cc]olleagues)\b")
_PLENTY = 4  # stems: what says so much in the same words on the same day is the same
# Stems of occasions that a day may have several of: the word alone does not make two lines one.
_ANY_DAY = frozenset(stem_words("meeting visit talks discussion conference session hearing event statement briefing debate"))


def build_chronology(
    records: Iterable[AnyRecord],
    *,
    topic: str = "",
    found: Collection[str] = (),
    first: str = "",
    last: str = "",
    who: str = "",
    about: str = "",
    key: bool = False,
) -> list[Line]:
    """The lines in order.

    `topic` keeps lines with all its words, in any form, and those drawn from the records whose ids are in `found` (of a search, which
    knows related words and other names); `first` and `last` (dates in EDTF) keep what falls between them; `who` keeps what a party
    wrote, received, promised or is named in; `about` (the id of a recommendation) what concerns it; `key` the key events alone.
    """
    given = list(records)
    names = read_names(one for one in given if isinstance(one, Actor))
    drafts = _merged(sorted(draft_lines(given), key=_order))
    drafts = [_marked(one) for one in _merged_again(drafts)]
    kept = [
        one for one in drafts if _on_topic(one, topic, found) and _between(one.line, first, last) and _concerns(one, who, names)
    ]
    if about:
        ids = find_concerning(given, about)
        kept = [one for one in kept if any(origin.record in ids for origin in one.line.sources)]
    return [one.line for one in sorted(kept, key=_order) if one.line.key or not key]


def find_concerning(records: Iterable[AnyRecord], recommendation: str) -> frozenset[str]:
    """The ids of the records that concern a recommendation: the papers of its report and of the answers to it, the references to the
    report, what was promised in answer to it, and what later papers tell of its matter."""
    given = list(records)
    report = {one.item for one in given if isinstance(one, Recommendation) and one.id == recommendation}
    answers = [one for one in given if isinstance(one, Response) and recommendation in one.answers]
    papers = report | {one.item for one in answers}
    spans = [(one.source, one.start, one.end) for one in answers]
    ids = papers | {one.id for one in find_later(given).get(recommendation, [])}
    for one in given:
        if isinstance(one, Reference) and one.resolves_to in report:
            ids.add(one.id)
        elif isinstance(one, Action | Event):
            inside = any(one.source == source and start <= one.start < end for source, start, end in spans)
            if inside or (isinstance(one, Action) and one.about == recommendation):
                ids.add(one.id)
    return frozenset(ids)


def _marked(draft: Draft) -> Draft:
    """With whether it is a key event: by its words, or because several papers tell of it."""
    papers = {origin.item for origin in draft.line.sources if origin.item}
    return replace(draft, line=replace(draft.line, key=draft.line.key or len(papers) > 1))


def _order(draft: Draft) -> tuple[datetime.date, bool, int, str, tuple[Origin, ...]]:
    vague = is_vague(draft.line.date) and not re.search(r"[~?%]", draft.line.date)
    return draft.line.sort, vague, draft.rank, draft.line.text, draft.line.sources


def _merged(drafts: Sequence[Draft]) -> list[Draft]:
    """Lines of one day, month or span that say the same, or are drawn from one statement, become one with the sources of both."""
    kept: list[Draft] = []
    by_date: dict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)
    by_place: dict[tuple[str, int], list[int]] = defaultdict(list)
    for one in drafts:
        day = (_due_or_day(one.line.date), one.telling.numbers)
        source, start, _ = one.spot
        near = (*by_place[source, start // _PAGE], *by_place[source, start // _PAGE - 1], *by_date[day])
        place = next((n for n in near if _same(kept[n], one)), None)
        if place is not None:
            kept[place] = _joined(kept[place], one)
            continue
        by_date[day].append(len(kept))
        if one.rank:
            by_place[source, start // _PAGE].append(len(kept))
        kept.append(one)
    return kept


def _merged_again(drafts: Sequence[Draft]) -> list[Draft]:
    """What became one line may be told without its agent by another: the dates of such lines are looked through once more."""
    dates = {_due_or_day(one.line.date) for one in drafts if one.rank and _NOBODY.search(one.line.text)}
    again = [one for one in drafts if _due_or_day(one.line.date) in dates]
    rest = [one for one in drafts if _due_or_day(one.line.date) not in dates]
    return [*rest, *_merged(sorted(again, key=_order))]


def _due_or_day(value: str) -> str:
    """A plan for a day and a deadline on it are compared with one another."""
    return re.sub(r"[~?%]", "", value.removeprefix("../").removesuffix("/.."))


def _same(left: Draft, right: Draft) -> bool:
    if not left.line.date:
        return left.line.text == right.line.text
    if 0 not in (left.rank, right.rank) and _is_told_of_nobody(left, right):
        return True
    if {left.rank, right.rank} == {1, 2} and _is_one_statement(left, right) and _shares_deed(left, right):
        return overlaps(left.line.date, right.line.date) and _has_all_numbers(left, right)
    if not same_telling(left.telling, right.telling):
        return False
    if _due_or_day(left.line.date) != _due_or_day(right.line.date):
        return False
    if left.line.planned != right.line.planned or (left.rank != right.rank and 0 in (left.rank, right.rank)):
        return False
    fewer, more = sorted((left.stems, right.stems), key=len)
    if not fewer or not fewer <= more:
        return False
    within = len(fewer) >= _PLENTY or (left.rank == right.rank == 1 and bool(fewer - _ANY_DAY))
    return (within and left.rank > 0) or len(fewer) / len(more) >= _SAME_LINE


def _shares_deed(left: Draft, right: Draft) -> bool:
    """Has the event half of the words of what is to be done? Two acts of one sentence are two lines."""
    event, action = (left, right) if left.rank == 1 else (right, left)
    deed = set(stem_words(action.deed))
    return (
        not deed
        or len(deed & set(stem_words(event.matter))) >= _SAME_DEED * len(deed)
        and (len(deed & event.stems) >= _SAME_DEED * min(len(deed), len(event.stems)))
    )


def _is_told_of_nobody(left: Draft, right: Draft) -> bool:
    """ "The plan will be published" is "Weir Board to publish the plan" without its agent."""
    if left.line.planned != right.line.planned or _due_or_day(left.line.date) != _due_or_day(right.line.date):
        return False
    pairs = ((left, right), (right, left))
    return any(
        _NOBODY.search(one.line.text) and other.own and one.stems == frozenset(stem_words(other.deed)) for one, other in pairs
    )


def _has_all_numbers(left: Draft, right: Draft) -> bool:
    fewer, more = sorted((left.telling.numbers, right.telling.numbers), key=len)
    return fewer <= more


def _is_one_statement(left: Draft, right: Draft) -> bool:
    (source, start, end), (other, first, last) = left.spot, right.spot
    return source == other and start < last and first < end


def _joined(left: Draft, right: Draft) -> Draft:
    """The better told of two lines with the sources of both: the fuller; or of "we will publish the plan" that which says who."""
    sources = left.line.sources + tuple(one for one in right.line.sources if one not in left.line.sources)
    cut = left.line.text.endswith("…") and not right.line.text.endswith("…")
    nobody = any(rule.search(left.line.text) and not rule.search(right.line.text) for rule in (_NOBODY, _SOMEBODY))
    named = right.own and (nobody or ((left.rank, right.rank) == (1, 2) and (left.own or cut)))
    fuller = left.rank == right.rank > 0 and not _NOBODY.search(right.line.text) and len(right.line.text) > len(left.line.text)
    best = right if named or fuller else left
    uncertain, key = left.line.uncertain and right.line.uncertain, left.line.key or right.line.key
    line = replace(best.line, sources=sources, uncertain=uncertain, key=key)
    parties = left.parties + right.parties
    matter = f"{left.matter} {right.matter}"
    # An event that an action stands for now is no event that takes in a second action of the statement.
    rank = max(left.rank, right.rank)
    deed = left.deed or right.deed
    return replace(best, line=line, spot=left.spot, rank=rank, parties=parties, matter=matter, deed=deed)


def _on_topic(draft: Draft, topic: str, found: Collection[str]) -> bool:
    if not topic or set(stem_words(topic)) <= set(stem_words(draft.matter)):
        return True
    return any(origin.record in found for origin in draft.line.sources)


def _between(line: Line, first: str, last: str) -> bool:
    """An undated line is shown only where no dates are asked for."""
    low, high = parse_bounds(first), parse_bounds(last)
    bounds = parse_bounds(line.date)
    if bounds is None:
        return low is None and high is None
    if low and low.first and bounds.last and bounds.last < low.first:
        return False
    return not (high and high.last and (bounds.first or bounds.last or datetime.date.max) > high.last)


def _concerns(draft: Draft, who: str, names: Names) -> bool:
    if not who:
        return True
    if any(names.same(who, party) for party in draft.parties):
        return True
    wanted = re.escape(names.canonical(who))
    return bool(re.search(rf"(?<!\w)(?:{wanted}|{re.escape(who)})(?!\w)", draft.matter, re.I))
