"""Which names are one: the actors of a casebook and their other names, and the abbreviations that its papers explain.

"Coastal Rescue Service (CRS)"  ->  CRS and Coastal Rescue Service find one another
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from corpus.names import surname
from corpus.normal import normalize_text
from corpus.records import Actor
from index.words import Token, question_words, split_words

_SHORT_FORM = re.compile(r"\([\"'“‘]?([A-Z][A-Za-z]{0,6}[A-Z]s?)[\"'”’]?\)")
_WORDS_BEFORE = re.compile(r"(?:[A-Za-z][\w'&/-]*[ \n]+){2,9}$")
_LONGEST_NAME = 120
_SHORT = 3  # letters: a shorter name is one only where it is typed in capitals
_LITTLE = frozenset(["of", "and", "the", "for", "in", "on", "to", "de", "la", "&"])


class Named(NamedTuple):
    """A stretch of a query that names an actor: which of its words, and all names of that actor, as folded words."""

    first: int
    last: int
    names: tuple[tuple[str, ...], ...]


Years = tuple[int, int]


@dataclass(frozen=True)
class Names:
    """Names that are one, each group with its canonical name first.

    `years` are those of the papers that name a person, by canonical name: an office means whoever held it then.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    years: Mapping[str, Years] = field(default_factory=dict)
    _of: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    _longest: int = 0
    _asked: Years | None = None

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]], years: Mapping[str, Years] | None = None) -> Names:
        """The names in these groups."""
        kept = tuple(tuple(group) for group in groups)
        known: dict[tuple[str, ...], list[int]] = {}
        for number, group in enumerate(kept):
            for name in group:
                words = _folded(name)
                if words and number not in known.setdefault(words, []):
                    known[words].append(number)
        return cls(kept, years or {}, known, max(map(len, known), default=0))

    def within(self, asked: Years | None) -> Names:
        """The same names as they are meant in a question about these years."""
        return replace(self, _asked=asked)

    def canonical(self, name: str) -> tuple[str, ...]:
        """The canonical names of the actors that may be meant."""
        return tuple(self.groups[number][0] for number in self._meant(_folded(name)))

    def all_of(self, name: str) -> tuple[tuple[str, ...], ...]:
        """All names of the actors that may be meant, as folded words, the one asked for first."""
        words = _folded(name)
        others = (_folded(other) for number in self._meant(words) for other in self.groups[number])
        return tuple(dict.fromkeys([words, *(other for other in others if other)]))

    def _meant(self, words: tuple[str, ...]) -> list[int]:
        """The groups that a name may mean: where it means several, those that the papers name in the years asked for, if any."""
        every = self._of.get(words, [])
        asked = self._asked
        if asked is None or len(every) < 2:
            return every
        known = {number: self.years.get(self.groups[number][0]) for number in every}
        then = [number for number, years in known.items() if years and years[0] <= asked[1] and asked[0] <= years[1]]
        return then or every

    def find(self, text: str, tokens: list[Token]) -> Iterator[Named]:
        """The names in a text whose tokens these are: the longest at each place."""
        at = 0
        while at < len(tokens):
            named = next(filter(None, (self._at(text, tokens, at, size) for size in range(self._longest, 0, -1))), None)
            if named:
                yield named
            at = named.last + 1 if named else at + 1

    def _at(self, text: str, tokens: list[Token], at: int, size: int) -> Named | None:
        here = tokens[at : at + size]
        words = tuple(token.word for token in here)
        if len(here) < size or words not in self._of or not _typed_as_name(text, here):
            return None
        return Named(at, at + size - 1, self.all_of(" ".join(words)))


def learn_names(
    actors: Iterable[Actor], abbreviations: Iterable[tuple[str, str]], holders: Iterable[tuple[str, str]] = ()
) -> list[list[str]]:
    """Groups of names: those of each actor, joined by the abbreviations (what it is short for, the short form) of the papers.

    `holders` are persons with an office that a letter shows them to hold; several persons may have held one.
    """
    known = list(actors)
    persons = Counter(surname(actor.name) for actor in known if actor.kind == "person")
    groups = [[actor.name, *actor.aliases, *_surname(actor, persons)] for actor in known]
    of = {_folded(name): group for group in groups for name in group}
    for long, short in dict.fromkeys(abbreviations):
        group = of.get(_folded(long)) or of.get(_folded(short))
        if group is None:
            groups.append(group := [long])
        for name in (long, short):
            of.setdefault(_folded(name), group)
            if _folded(name) not in map(_folded, group):
                group.append(name)
    for person, office in dict.fromkeys(holders):
        holder = of.get(_folded(person))
        if holder and _folded(office) not in map(_folded, holder):
            holder.append(office)
    return [group for group in groups if group]


def find_years(actors: Iterable[Actor], dates: Mapping[str, str]) -> dict[str, Years]:
    """The first and the last year of the papers that name each person, by the dates of items by id."""
    found: dict[str, Years] = {}
    for actor in actors:
        years = [int(date[:4]) for mention in actor.mentions if (date := dates.get(mention.item, ""))[:4].isdigit()]
        if actor.kind == "person" and years:
            found[actor.name] = (min(years), max(years))
    return found


def _surname(actor: Actor, persons: Counter[str]) -> list[str]:
    """The last name of a person, where no other in the papers has it."""
    last = surname(actor.name) if actor.kind == "person" and " " in actor.name else ""
    return [last.title()] if persons[last] == 1 and len(last) > _SHORT else []


def find_abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Abbreviations explained in a text.

    >>> list(find_abbreviations("the Coastal Rescue Service (CRS) and a letter (URGENT)"))
    [('Coastal Rescue Service', 'CRS')]
    """
    for match in _SHORT_FORM.finditer(text):
        before = _WORDS_BEFORE.search(normalize_text(text[max(0, match.start() - _LONGEST_NAME) : match.start()]).text)
        short = match.group(1).removesuffix("s")
        long = _spelt_out(before.group().split(), short) if before else None
        if long:
            yield long, short


def _spelt_out(words: list[str], short: str) -> str | None:
    """The fewest of the last words whose first letters are the short form, little words counted or not."""
    for count in range(2, len(words) + 1):
        long = words[-count:]
        big = [word for word in long if word.casefold() not in _LITTLE]
        if big[:1] == long[:1] and short.casefold() in (_first_letters(big), _first_letters(long)):
            return " ".join(long)
    return None


def _first_letters(words: list[str]) -> str:
    return "".join(part[0] for word in words for part in re.split(r"[-/]", word) if part).casefold()


def _folded(name: str) -> tuple[str, ...]:
    words = split_words(name)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _typed_as_name(text: str, tokens: list[Token]) -> bool:
    """Not a common word that is some actor's short name: *am*, *it*, *who*."""
    typed = text[tokens[0].start : tokens[-1].end]
    if len(tokens) == 1 and (len(typed) <= _SHORT or tokens[0].word in question_words()):
        return typed.isupper()
    return len(tokens) > 1 or typed[:1].isupper() or len(typed) > _SHORT + 3
