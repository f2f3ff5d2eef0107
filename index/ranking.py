"""Orders what was found for a question: how much of it an entry covers, and how well it is the kind of thing asked for.

    candidates of an engine, a Reading  ->  the same, best first, each with its score from 0 to about 3

Two orders are made, one by the plain words alone and one with the reading of the question, and joined: what is best by the
plain words is third at the latest, so a question that was misread still finds its words.
"""

from __future__ import annotations

import calendar
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.edtf import due_day, overlaps
from corpus.ruletables import read_rules
from index.entries import Entry
from index.listed import Listed, by_date, has_part
from index.passages import LONGEST
from index.reading import Group, Reading
from index.words import split_words, stem

_HEAD = 0.8  # what a word counts that stands in the head of the item: all of a letter is about its subject
_CLOSENESS, _ENGINE = 0.5, 0.35  # what neighbouring words count, and the engine's own score, against all words covered: 1
_CLOSE = 8  # words between two words of a question that still belong together
_LONG = 0.1  # what every doubling of the length beyond that of a passage costs: a long text has many words
_LATEST = 2  # the place (from 0) at which the best by plain words alone stands at the latest
# What it is worth to be what the question asks for, against all of its words covered: 1. Found by trying on some sixty questions
# about papers of two governments; a third more or less of any of them changes next to nothing.
_KIND, _FORCE = 0.4, 0.2
_NUMBER, _SAYS_NUMBER, _OTHER_WITH_NUMBER = 1.2, 0.4, 0.2
_PARTY, _COPIED = 0.15, 0.3
_DUE_BY, _DUE_THEN, _DUE_EARLIER, _SAYS_DATE, _OF_THEN, _SAYS_YEAR = 0.5, 0.3, 0.15, 0.25, 0.15, 0.05
_ON_LIST = {
    "letters": 0.5,
    "owed": 0.15,
    "due": 0.3,
    "answers": 0.6,
}  # of a question that is about more than the list's own fields
_OPENS = 0.15  # the passage that says who writes to whom stands for a letter
_NEARLY = 0.75  # of the best cover: still about the subject of a chronology
_OF_CONTENTS = 0.3  # what a list of contents or a cover is worth less: it says what is in the file, not what is in the papers
_CONTENTS = ("register", "cover")
_COUNTED, _BESIDE = 0.25, 3  # what a number counts that stands within so many words of the thing that is counted
_UNTOLD = 0.3  # of what it is worth to be of the sort sought is left where it does not tell the time that is sought
_TELLS = {"when": 0.2, "number": 0.05, "undone": 0.3, "refused": 0.3, "present": 0.5}


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry with its score; `cover` is the share of the question that it holds.

    `fits` says that it is of the sort asked for, `on_list` that it is one of the things that the question lists, `numbered` that it is,
    answers or names the recommendation asked for. `copies` are the items in which the same stands, where it stands in several copies of one paper.
    """

    entry: Entry
    score: float
    cover: float = 1.0
    fits: bool = False
    on_list: bool = False
    numbered: bool = False
    copies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Looked:
    """An entry as read for comparing: the place of each stem, the words as one string, the stems around."""

    entry: Entry
    places: dict[str, list[int]]
    run: str
    head: frozenset[str]
    names: str


def rank(entries: Sequence[tuple[Entry, float]], reading: Reading, listed: Listed | None = None) -> list[Ranked]:
    """Order entries (each with the engine's score) for a reading, best first; with what is on the list that it asks for, if any."""
    entries = sorted(entries, key=lambda pair: (pair[0].source, pair[0].start, pair[0].key))  # so that ties fall alike everywhere
    top = max((score for _, score in entries), default=0.0) or 1.0
    weighed = [_weigh(entry, score / top, reading) for entry, score in entries]
    if listed:
        weighed = _with_list(weighed, reading, listed)
    order = sorted(weighed, key=lambda one: -one.read)
    first = max(order, key=lambda one: one.plain, default=None)
    if first and order.index(first) > _LATEST and not (listed and not reading.subject and order[0].on_list):
        order.remove(first)
        order.insert(_LATEST, first._replace(read=order[_LATEST - 1].read))
    if reading.listed == "chronology" and not listed:
        order = _by_day(order, reading)
    return [_ranked(one, reading) for one in order]


def _ranked(one: _Weighed, reading: Reading) -> Ranked:
    named = one.numbered or has_number(one.entry, reading)
    return Ranked(one.entry, one.read, one.cover, _is_sought(one.entry, reading), one.on_list, named)


class _Weighed(NamedTuple):
    """An entry with what it is worth by the plain words alone, and with the reading."""

    entry: Entry
    plain: float
    read: float
    cover: float
    on_list: bool = False
    numbered: bool = False


def _with_list(weighed: Sequence[_Weighed], reading: Reading, listed: Listed) -> list[_Weighed]:
    """What is on the list that a question asks for comes first: in the list's order where the question is about nothing else.

    A letter has many passages: the best of them stands for it.
    """
    chosen: dict[str, _Weighed] = {}
    for one in filter(lambda one: listed.holds(one.entry), weighed):
        thing = one.entry.item if reading.listed == "letters" and one.entry.item else one.entry.key
        better = one._replace(read=one.read + _OPENS * (one.entry.opens and "cc" not in reading.parties), on_list=True)
        if thing not in chosen or better.read > chosen[thing].read:
            chosen[thing] = better
    keys = {one.entry.key for one in chosen.values()}
    others = [one for one in weighed if one.entry.key not in keys]
    if reading.subject:
        return others + [one._replace(read=one.read + _ON_LIST[reading.listed] * one.cover) for one in chosen.values()]
    top = max((one.read for one in weighed), default=0.0) + 1.0
    in_order = sorted(chosen.values(), key=lambda one: listed.order(one.entry))
    return others + [one._replace(read=top + 1 / place) for place, one in enumerate(in_order, 1)]


def _by_day(order: Sequence[_Weighed], reading: Reading) -> list[_Weighed]:
    """What covers nearly as much of the subject as the best and is of the days asked for, in order of date, then the rest."""
    most = max((one.cover for one in order), default=0.0)

    def belongs(one: _Weighed) -> bool:
        then = all(_is_due(one.entry, said.span) or overlaps(one.entry.date, said.span) for said in reading.dates)
        return one.cover >= _NEARLY * most and bool(one.entry.date) and then

    near = [one for one in order if belongs(one)]
    return sorted(near, key=lambda one: by_date(one.entry)) + [one for one in order if not belongs(one)]


def _weigh(entry: Entry, score: float, reading: Reading) -> _Weighed:
    sought = _is_sought(entry, reading)
    looked = _look(entry, plainly=sought and (entry.kind != "item" or "letter" in reading.wants))
    of_force = not (reading.force and entry.force) or entry.force in reading.force
    played = [group for group in reading.groups if group.role and _plays(entry, group, reading)]
    cover = _cover(looked, reading.groups, played, sought=sought and of_force)
    plain = cover + _CLOSENESS * _closeness(looked, reading.groups) + _ENGINE * score
    long = 0.0 if sought or not entry.text else _LONG * max(0.0, math.log2(len(entry.text) / LONGEST))
    return _Weighed(
        entry, plain - long, plain - long + _fit(looked, reading, cover), cover, numbered=_says_number(looked, reading)
    )


def _is_sought(entry: Entry, reading: Reading) -> bool:
    """Is this of the sort that the question asks for, and of the number that it names?"""
    return entry.kind in reading.kinds and (not reading.numbers or has_number(entry, reading))


def has_number(entry: Entry, reading: Reading) -> bool:
    """Is this the recommendation that a question names, or about it?"""
    return bool(set(reading.numbers) & {number.casefold() for number in (*entry.numbers, *entry.about)})


def _look(entry: Entry, *, plainly: bool) -> _Looked:
    """An entry made ready for comparing.

    Unless it is to be read plainly, the first passage of an item has nothing for repeating what the head of the item says: its
    parties and subject are those of every other passage too.
    """
    head = frozenset(map(stem, split_words(entry.head())))
    repeats = head if entry.opens and not plainly else frozenset()
    places: dict[str, list[int]] = {}
    for place, word in enumerate(entry.words.split(" ")):
        if stem(word) not in repeats:
            places.setdefault(stem(word), []).append(place)
    for whole in entry.wholes:
        places.setdefault(stem(whole), [])
    names = (*entry.who, *entry.to, *entry.senders, *entry.addressees)
    return _Looked(
        entry,
        places,
        "" if repeats else f" {entry.words} ",
        head,
        " | ".join(f" {' '.join(split_words(name))} " for name in names),
    )


def _cover(one: _Looked, groups: Sequence[Group], played: Sequence[Group], *, sought: bool) -> float:
    """The share of a question's weight that an entry covers.

    A thing of the sort sought need not say what sort it is, nor name those who have the parts that the question gives them.
    """
    whole = sum(group.weight for group in groups)
    met = sum(group.weight * (1.0 if (sought and group.faint) or group in played else _met(one, group)) for group in groups)
    return met / whole if whole else 0.0


def _plays(entry: Entry, group: Group, reading: Reading) -> bool:
    """Has whom a group names the part in an entry that the question gives to them?"""
    return any(has_part(entry, group.role, one) for one in reading.parties.get(group.role, ()) if set(one.runs) & set(group.runs))


def _met(one: _Looked, group: Group) -> float:
    """How far an entry meets a group, 0 to 1."""
    if group.runs:
        runs = [f" {' '.join(run)} " for run in group.runs]
        if any(run in one.run for run in runs):
            return 1.0
        if any(run in one.names for run in runs):
            return _HEAD
        return sum(share * _present(one, root) for root, share in group.stems)
    return max((share * _present(one, root) for root, share in group.stems), default=0.0)


def _present(one: _Looked, root: str) -> float:
    if root in one.places:
        return 1.0
    return _HEAD if root in one.head else 0.0


def _closeness(one: _Looked, groups: Sequence[Group]) -> float:
    """The share of neighbouring words of the question that are neighbours in the entry too."""
    pairs = list(itertools.pairwise(groups))
    whole = sum(min(left.weight, right.weight) for left, right in pairs)
    if not whole:
        return 0.0
    return sum(min(left.weight, right.weight) for left, right in pairs if _close(one, left, right)) / whole


def _close(one: _Looked, left: Group, right: Group) -> bool:
    first = [place for root, _ in left.stems for place in one.places.get(root, ())]
    second = [place for root, _ in right.stems for place in one.places.get(root, ())]
    return any(0 < abs(a - b) <= _CLOSE for a in first for b in second)


def _fit(one: _Looked, reading: Reading, cover: float) -> float:
    """How well an entry is what the question asks for: its kind, its number, its parties, its dates, what it tells.

    To be of the right sort is worth the more, the more of the question the entry covers.
    """
    entry = one.entry
    kind = _KIND * (entry.kind in reading.kinds) + _FORCE * (entry.force in reading.force)
    fit = cover * kind * (_UNTOLD if _leaves_open(entry, reading) else 1.0)
    if has_number(entry, reading):
        fit += _NUMBER if _is_sought(entry, reading) else _OTHER_WITH_NUMBER
    elif _says_number(one, reading):
        fit += _SAYS_NUMBER
    fit -= _OF_CONTENTS * (entry.item_kind in _CONTENTS)
    told = sum(worth for sought, worth in _TELLS.items() if sought in reading.wants and _tells(sought, entry))
    told += _COUNTED * _counts(one, reading)
    return fit + told + _parties_fit(entry, reading) + _dates_fit(entry, reading)


def _counts(one: _Looked, reading: Reading) -> bool:
    """Does a number stand beside what the question asks the number of: "143 passengers", "the number of passengers was 143"?"""
    words = one.entry.words.split(" ")
    places = [place for root in reading.counted for place in one.places.get(root, ())]
    return any(_is_number(word) for place in places for word in words[max(0, place - _BESIDE) : place + _BESIDE + 1])


def _is_number(word: str) -> bool:
    rules = (rule for rule in read_rules("index.rules", "answers") if rule.label == "number")
    return any(rule.pattern.fullmatch(word) for rule in rules)


def _leaves_open(entry: Entry, reading: Reading) -> bool:
    """Does an entry not tell the time, or not the party, that is sought?"""
    nobody = "who" in reading.wants and entry.kind == "action" and not entry.who
    return nobody or (_is_timed(reading) and not _tells("when", entry))


def _says_number(one: _Looked, reading: Reading) -> bool:
    return any(f" {word} {number} " in one.run for number in reading.numbers for word in ("recommendation", "recommendations"))


def _parties_fit(entry: Entry, reading: Reading) -> float:
    """Are those whom the question names in their parts the parties of the entry? Who asks by letter is its sender."""
    asked = entry.senders if "request" in reading.force else entry.addressees
    of = {"who": entry.who, "to": (*entry.to, *asked), "sender": entry.senders, "addressee": entry.addressees, "cc": entry.copied}
    names = {role: {split_words(name) for name in of[role]} for role in reading.parties}
    met = [role for role, named in reading.parties.items() if any(names[role] & set(one.runs) for one in named)]
    return sum(_COPIED if role == "cc" else _PARTY for role in met)


def _dates_fit(entry: Entry, reading: Reading) -> float:
    """Is the entry due in the days that the question names, or of those days? What is asked as due before a day is due earlier."""
    if "due" in reading.wants:
        return sum(_DUE_THEN * _is_due(entry, one.span) for one in reading.dates)
    if "undone" in reading.wants:
        return sum(_date_fit(entry, one.value, due=0.0, written=_DUE_THEN) for one in reading.dates)
    return sum(
        max(_date_fit(entry, one.value, due=_DUE_BY, written=_SAYS_YEAR), _DUE_EARLIER * _is_due(entry, one.span))
        if _is_timed(reading)
        else _date_fit(entry, one.value, due=_DUE_THEN, written=_OF_THEN)
        for one in reading.dates
    )


def _is_due(entry: Entry, span: str) -> bool:
    day = due_day(entry.due)
    return bool(day and overlaps(day.isoformat(), span))


def _is_timed(reading: Reading) -> bool:
    """Does a question seek a time, or name the time by which a thing is to be done?"""
    named = any(one.relation in ("by", "before") for one in reading.dates) and "action" in reading.kinds
    return "when" in reading.wants or (named and "undone" not in reading.wants)


def _date_fit(entry: Entry, value: str, *, due: float, written: float) -> float:
    """What it is worth to be due in these days, or written in them, or to name their year."""
    day = due_day(entry.due)
    if day and overlaps(day.isoformat(), value):
        return due
    of_then = written if overlaps(entry.date, value) or overlaps(entry.written, value) else 0.0
    return max(of_then, _SAYS_DATE if _says_date(entry, value) else _SAYS_YEAR if value[:4] in entry.text else 0.0)


def _says_date(entry: Entry, value: str) -> bool:
    """Do the words of an entry name a day or month of this year? A plain year and what is no date count for nothing."""
    year, month, day = (*value.split("-"), "", "")[:3]
    if not month.isdigit() or not 1 <= int(month) <= 12 or not (day.isdigit() or not day):
        return False
    name = calendar.month_name[int(month)].casefold()
    said = [f"{day.lstrip('0')} {form} {year}".strip() for form in (name, name[:3])]
    return any(f" {one} " in f" {entry.words} " for one in said)


def _tells(sought: str, entry: Entry) -> bool:
    """Does an entry hold the sort of thing that a question seeks: a time, a number, that a thing is not done?"""
    if sought == "when" and entry.due:
        return True
    return any(rule.label == sought and rule.pattern.search(entry.text) for rule in read_rules("index.rules", "answers"))
