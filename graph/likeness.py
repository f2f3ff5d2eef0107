"""When two names mean the same party, and two wordings the same matter.

    "David" / "David Blake" -> same    "Ann Lee" / "Bo Hart" -> different    "HO" / "Ann Lee" -> cannot say

Papers name one person in five ways and say one thing in five. Everything that links records asks these few functions, so that
a letter, a reference to it and a row of a register are compared by one measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from corpus.records import Actor
from extract.parties import fold_name

_SMALL_WORDS = """
a about after all also an and any are as at be been before being but by can could did do does for from further had has
have he her his i if in into is it its may more most must my no not of on or our she should so some such than that the
their them then there these they this those to under up upon us was we were what when which while who will with would
you your re
"""
_STOP = frozenset(_SMALL_WORDS.split())
_ENDINGS = re.compile(r"(?:'s|ings?|edly|ed|ies|es|s|ly|ements?|ments?|ations?|ions?|al)$")
_TITLES = re.compile(
    r"^(?:(?:rt|right)\.? hon(?:ourable)?\.?|the|mr|mrs|ms|miss|dr|sir|dame|lord|lady|baroness|prof(?:essor)?|hon|messrs|general"
    r"|gen|colonel|col|lt|major|capt(?:ain)?|admiral|air commodore|president|secretary|ambassador|senator|congressman|governor"
    r"|minister|(?:deputy )?under secretary|assistant secretary|commissioner|judge|councillor|cllr|alderman)\b\.?\s+",
    re.I,
)
_AFTER = re.compile(
    r"[,\s]+(?:mp|qc|kc|cb|cbe|obe|mbe|kcb|gcb|dl|jp|esq|frs|phd|jr|sr|mep|msp|ms|am|td)\b\.?$|\s*\([^)]*\)$", re.I
)

_NUMBER_WORDS = """
no not never neither nor without none one two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty
sixty seventy eighty ninety hundred thousand million billion half third quarter first second fourth fifth
"""
_COUNTS = frozenset(_NUMBER_WORDS.split())  # and what denies: a thing not done is another fact
_FORMS_OF_ADDRESS = frozenset("mr mrs ms miss dr sir dame lord lady".split())
_TELLING = re.compile(r"[£$€]?\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b|[a-z%]*)|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """What makes a statement that of one thing and no other: its numbers, and its words with a capital, the first apart.

    All in small letters. `words` are all its words: a name may be printed without its capital elsewhere.
    """

    numbers: frozenset[str] = frozenset()
    opening: str = ""
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def read_telling(text: str) -> Telling:
    """The numbers and names of a statement.

    >>> told = read_telling("Ann Lee to send 4th plan to Port Sel")
    >>> sorted(told.numbers), told.opening, sorted(told.names)
    (['4'], 'ann', ['lee', 'port', 'sel'])
    """
    found = [match.group() for match in _TELLING.finditer(text)]
    folded = [word.casefold() for word in found]
    numbers = {re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word) for word in folded if word in _COUNTS or re.search(r"\d", word)}
    plain = [bool(word in _STOP or word in _COUNTS or word in _FORMS_OF_ADDRESS) for word in folded]
    names = {low for word, low, small in zip(found[1:], folded[1:], plain[1:], strict=True) if word[:1].isupper() and not small}
    opening = folded[0] if found and found[0][:1].isupper() and not plain[0] else ""
    return Telling(frozenset(numbers), opening, frozenset(names), frozenset(folded))


def same_telling(left: Telling, right: Telling) -> bool:
    """Do two statements have the same numbers and name the same? "Upsel to pay Wick" and "Wick to pay Upsel" do not."""
    if left.numbers != right.numbers or not (_named_in(left, right) and _named_in(right, left)):
        return False
    return left.opening == right.opening or not (left.opening in right.names and right.opening in left.names)


def _named_in(one: Telling, other: Telling) -> bool:
    return one.names | ({one.opening} - {""}) <= other.words


@dataclass(frozen=True, slots=True)
class Names:
    """The actors on file, by every name that they go by."""

    _canonical: dict[str, str] = field(default_factory=dict)
    _kind: dict[str, str] = field(default_factory=dict)

    def canonical(self, name: str) -> str:
        """The actor's own name for any of its names; the name as given where it is nobody's on file."""
        return self._canonical.get(fold_name(name), " ".join(name.split()))

    def same(self, left: str, right: str) -> bool | None:
        """Do both name one party? None where that cannot be said: an office may be held by any person."""
        left, right = self.canonical(left), self.canonical(right)
        if fold_name(left) == fold_name(right):
            return True
        a, b = _person_words(left), _person_words(right)
        if not a or not b:
            return None
        bare = a == b and 1 in (len(left.split()), len(right.split()))  # "Ganton" signs as Lord Ganton does
        if bare or _fits(a, b) or _fits(b, a):
            return True
        return False if self._is_person(left, a) and self._is_person(right, b) else None

    def _is_person(self, name: str, words: Sequence[str]) -> bool:
        kind = self._kind.get(fold_name(name), "")
        return kind == "person" or (not kind and len(words) == 2 and name.istitle())

    def any_same(self, wanted: Iterable[str], given: Sequence[str]) -> bool | None:
        """True if one of the wanted is among the given; False if all are known to be others; None if that cannot be said."""
        answers = [self.same(one, other) for one in wanted for other in given]
        if any(answers):
            return True
        return False if answers and all(answer is False for answer in answers) else None


def read_names(actors: Iterable[Actor]) -> Names:
    """The names of the actors on file; a name that two of them share means neither."""
    canonical: dict[str, str] = {}
    shared: set[str] = set()
    kinds: dict[str, str] = {}
    for actor in sorted(actors, key=lambda one: one.id):
        kinds[fold_name(actor.name)] = actor.kind
        for name in (actor.name, *actor.aliases):
            key = fold_name(name)
            if canonical.setdefault(key, actor.name) != actor.name:
                shared.add(key)
    return Names({key: name for key, name in canonical.items() if key not in shared or fold_name(name) == key}, kinds)


def fuller(left: str, right: str) -> str:
    """Of two names of one party the one that says more.

    >>> fuller("Mr Hart", "Bo Hart")
    'Bo Hart'
    """
    return max(left, right, key=lambda name: (len(_person_words(name)), len(name)))


def split_names(names: str) -> tuple[str, ...]:
    """The single names of a field that may hold several: "Ann Lee; Bo Hart"."""
    return tuple(name.strip() for name in names.split(";") if name.strip())


def stem_words(text: str) -> list[str]:
    """The words that carry the matter of a text, without their endings: "The plans were published" -> ["plan", "publish"].

    >>> stem_words("Publication of the plans")
    ['public', 'plan']
    """
    words = re.findall(r"[^\W\d_]+(?:'s)?|\d+", text.casefold())
    return [stem_word(word) for word in words if word not in _STOP]


def stem_word(word: str) -> str:
    """The word without its ending, by a few rules: good enough to compare wordings of one file."""
    short = _ENDINGS.sub("", word)
    return short.rstrip("e") if len(short) > 3 else word.rstrip("s") if len(word) > 4 else word


def likeness(left: str, right: str) -> float:
    """How alike two wordings are, 0 to 1: the shared part of the words that both have."""
    a, b = set(stem_words(left)), set(stem_words(right))
    return len(a & b) / len(a | b) if a and b else 0.0


def cover(part: str, whole: str) -> float:
    """How much of one wording stands in another, 0 to 1."""
    a, b = set(stem_words(part)), set(stem_words(whole))
    return len(a & b) / len(a) if a else 0.0


def _person_words(name: str) -> tuple[str, ...]:
    """The words of a name without titles and honours; () where there are none or it is no name of a person."""
    before = None
    while before != name:
        before, name = name, _AFTER.sub("", _TITLES.sub("", name.strip()))
    words = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", name)
    return tuple(word.casefold() for word in words) if 0 < len(words) <= 4 and all(word[:1].isupper() for word in words) else ()


def _fits(short: Sequence[str], full: Sequence[str]) -> bool:
    """A first name, a surname, initials, or first initial and surname of the fuller name; a letter misread is let pass."""
    if len(short) == 1:
        initials = "".join(word[0] for word in full)
        return len(full) > 1 and (short[0] in (full[0], full[-1]) or (len(initials) > 1 and short[0] == initials))
    if short[-1] != full[-1]:
        return False
    if 1 in (len(short[0]), len(full[0])):
        return short[0][0] == full[0][0]
    return Levenshtein.distance(short[0], full[0], score_cutoff=1) <= 1 if len(short[0]) > 4 else short[0] == full[0]
