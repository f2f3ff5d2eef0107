"""Several rules tried on one text: those whose tell-tale words are not in it are passed over.

    RuleSet(read_rules("corpus.rules", "marks")).found("Dear Mr Crane,")  ->  [Rule(id="salutation.plain", …)]

Which words those are is read from the patterns (`corpus.telltales`), so a new rule needs nothing said about it. A text is
walked once for the words of all rules; what remains is searched for as ever, with the same outcome.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from corpus.phrases import Phrases
from corpus.ruletables import Rule, read_rules
from corpus.telltales import begins_line, fold, holds, needs_of, opens_with

_LETTER = re.compile(r"\w")
_FEW = 3  # rules: so few are asked one by one sooner than a walk through the text is set up


@dataclass(frozen=True, slots=True)
class _Member:
    """A rule with how to search for it, in a text and in one line, and with the needs that are still to be asked for."""

    number: int
    rule: Rule
    search: Callable[[str], re.Match[str] | None]
    search_line: Callable[[str], re.Match[str] | None]
    needs: tuple[tuple[str, ...], ...]


class RuleSet:
    """Rules in their order, to be tried together."""

    __slots__ = ("_bits", "_members", "_openings", "_opens_anyhow", "_unsure", "_words", "rules")

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        asked = 0 if len(self.rules) <= _FEW else 1  # needs that the walk asks for
        self._members = [_member(number, rule, asked) for number, rule in enumerate(self.rules)]
        needs = [needs_of(rule.pattern.pattern) for rule in self.rules]
        self._unsure = 0  # one bit a rule, here those that the walk knows nothing of
        bits: dict[str, int] = {}
        for number, own in enumerate(needs):
            self._unsure |= 0 if own[:asked] else 1 << number
            for word in own[0] if own[:asked] else ():
                bits[word] = bits.get(word, 0) | 1 << number
        self._bits = list(bits.values())
        self._words = Phrases(list(bits)) if bits else None
        self._openings, self._opens_anyhow = _openings(self.rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def likely(self, text: str) -> list[Rule]:
        """The rules that may match in this text; the others surely do not."""
        return [member.rule for member in self._likely(text)]

    def numbered(self, text: str) -> list[tuple[int, Rule]]:
        """The rules that may match in this text, each with its number in `rules`."""
        return [(member.number, member.rule) for member in self._likely(text)]

    def found(self, text: str) -> list[Rule]:
        """The rules whose pattern is found somewhere in this text."""
        if "\n" in text:
            return [member.rule for member in self._likely(text) if member.search(text)]
        return [member.rule for member in self._likely(text, line=True) if member.search_line(text)]

    def first(self, text: str) -> tuple[Rule, re.Match[str]] | None:
        """The first rule whose pattern is found somewhere in this text, with what it matched."""
        for member in self._likely(text):
            if match := member.search(text):
                return member.rule, match
        return None

    def any(self, text: str) -> bool:
        """Is the pattern of one of the rules found somewhere in this text?"""
        return self.first(text) is not None

    def _likely(self, text: str, *, line: bool = False) -> list[_Member]:
        """Those that have a word in the text, and, in a line, of those that begin it the ones that may open with its first letter."""
        folded, bits = fold(text), self._unsure
        if self._words:
            for number in self._words.numbers_in(folded):
                bits |= self._bits[number]
        if line:
            letter = _LETTER.search(folded)
            bits &= self._opens_anyhow | self._openings.get(letter.group() if letter else "", 0)
        members = []
        while bits:
            lowest = bits & -bits
            bits ^= lowest
            member = self._members[lowest.bit_length() - 1]
            if not member.needs or holds(folded, member.needs):
                members.append(member)
        return members


def _openings(rules: Iterable[Rule]) -> tuple[dict[str, int], int]:
    """By first letter, the rules that stand at the beginning of a line and may open so, one bit each; and the bits of all others."""
    openings: dict[str, int] = {}
    anyhow = 0
    for number, rule in enumerate(rules):
        letters = opens_with(rule.pattern.pattern) if begins_line(rule.pattern.pattern) else None
        if letters is None:
            anyhow |= 1 << number
        for letter in letters or ():
            openings[letter] = openings.get(letter, 0) | 1 << number
    return openings, anyhow


@cache
def read_rule_set(package: str, name: str, *labels: str) -> RuleSet:
    """The rules of a table that bear one of these labels, or all of them where none is named, as a set."""
    return RuleSet(rule for rule in read_rules(package, name) if not labels or rule.label in labels)


def _member(number: int, rule: Rule, asked: int) -> _Member:
    """In a line, a pattern that begins with ^ need not be tried anywhere but at the start."""
    pattern = rule.pattern
    search_line = pattern.match if begins_line(pattern.pattern) else pattern.search
    return _Member(number, rule, pattern.search, search_line, needs_of(pattern.pattern)[asked:])
