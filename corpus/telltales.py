"""The words that a rule cannot do without, read from its pattern: a text without them need not be searched.

    "\\\\b(?:will|shall) +reply\\\\b"  ->  one of {"will", "shall"} and "reply"

Sound by construction: what is not understood of a pattern asks for nothing. Words are compared in small letters (`fold`), so
that a rule that minds case is tried on a few texts too many and never on one too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from re import _parser as parser  # type: ignore[attr-defined]  # the library's own reading of a pattern
from typing import Any

# Letters beyond ASCII that Python's `re` takes for i, s and k where case is ignored.
_ALIKE = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"}
_DIGITS = range(ord("0"), ord("9") + 1)
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_MOST_WORDS = 48  # alternatives of one need; more of them cost more than they spare
_LENGTHS = (None, 12, 8, 6, 5, 4)  # to which words are cut, one after the other, until they are few enough
_MOST_NEEDS = 3
_SHORTEST = 2  # a single letter is in every text
_LARGEST_SET = 12  # characters of a [set] that are written out


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known of the strings that a part of a pattern matches: all of them (`exact`), else which words each must hold."""

    exact: frozenset[str] | None = None
    needs: tuple[frozenset[str], ...] = ()


_ANYTHING, _NOTHING_READ = _Part(), _Part(frozenset({""}))


def fold(text: str) -> str:
    """The text in small letters, as `re` compares it where case is ignored. Not always of the same length."""
    if text.isascii():
        return text.lower()
    for letter, plain in _ALIKE.items():
        if letter in text:
            text = text.replace(letter, plain)
    return _OTHER_DIGIT.sub(lambda match: str(int(match.group())), text).lower()


@cache
def needs_of(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Sets of words: each match of the pattern holds at least one word of each set, in small letters. () where nothing is sure.

    >>> needs_of("(?:will|shall) +reply")
    (('reply',), ('will', 'shall'))
    """
    part = _of_sequence(_parsed(pattern))
    best = sorted(set(_all_needs(part)), key=lambda need: (_worth(need), sorted(need)), reverse=True)[:_MOST_NEEDS]
    return tuple(tuple(_least(need)) for need in best)


@lru_cache(maxsize=1)  # each pattern is asked three questions, one after the other
def _parsed(pattern: str) -> list[tuple[Any, Any]]:
    return list(parser.parse(pattern))


def holds(folded: str, needs: Sequence[Sequence[str]]) -> bool:
    """Does a folded text hold a word of each need?"""
    for need in needs:
        for word in need:
            if word in folded:
                break
        else:
            return False
    return True


def _worth(need: frozenset[str]) -> tuple[int, int]:
    """Needs are tried from the one that rules out most: long words, and few of them."""
    return min(*map(len, need), 4), -len(need)


def _all_needs(part: _Part) -> tuple[frozenset[str], ...]:
    return part.needs if part.exact is None else _need(part.exact)


def _need(words: frozenset[str]) -> tuple[frozenset[str], ...]:
    """The words as a need, cut short where they are too many; none where one of them is in any text."""
    if any(len(word) < _SHORTEST and (not word or word.isalpha() or word in " \n.,") for word in words):
        return ()
    for length in _LENGTHS:
        cut = words if length is None else frozenset(word[:length] for word in words)
        if len(cut) <= _MOST_WORDS:
            return (cut,)
    return ()


def _least(words: frozenset[str]) -> list[str]:
    """The words without those that hold another of them: the shortest first."""
    kept: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(other in word for other in kept):
            kept.append(word)
    return kept


def _of_sequence(nodes: Iterable[tuple[Any, Any]]) -> _Part:
    """Parts that follow each other: exact strings grow together, until a part of which less is known breaks them off."""
    run, whole = frozenset({""}), True
    needs: tuple[frozenset[str], ...] = ()
    for op, value in nodes:
        part = _of_letter(value) if op is parser.LITERAL else _of_node(op, value)
        joined = _joined(run, part)
        if joined is not None:
            run = joined
            continue
        needs += _need(run)
        whole = False
        if part.exact is not None:
            run = part.exact
        else:
            needs += part.needs
            run = frozenset({""})
    return _Part(run) if whole else _Part(None, needs + _need(run))


def _joined(run: frozenset[str], part: _Part) -> frozenset[str] | None:
    if part.exact is None or len(run) * len(part.exact) > _MOST_WORDS:
        return None
    return frozenset([left + right for left in run for right in part.exact])


def _of_node(op: Any, value: Any) -> _Part:
    match str(op):
        case "IN":
            return _of_set(value)
        case "BRANCH":
            return _of_branches([_of_sequence(branch) for branch in value[1]])
        case "SUBPATTERN":
            return _of_sequence(value[3])
        case "ATOMIC_GROUP":
            return _of_sequence(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _of_repeat(*value)
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return _NOTHING_READ
    return _ANYTHING


@cache
def _of_letter(code: int) -> _Part:
    return _of_letters([code])


def _of_letters(codes: Sequence[int]) -> _Part:
    """Single characters. Letters beyond ASCII have ways of their own with case, and are taken for anything."""
    letters = [chr(code) for code in codes]
    if any(not letter.isascii() and letter.lower() != letter.upper() for letter in letters):
        return _ANYTHING
    return _Part(frozenset(letter.lower() for letter in letters))


def _of_set(items: Sequence[tuple[Any, Any]]) -> _Part:
    codes: list[int] = []
    for op, value in items:
        match str(op):
            case "LITERAL":
                codes.append(value)
            case "RANGE" if value[1] - value[0] < _LARGEST_SET:
                codes += range(value[0], value[1] + 1)
            case "CATEGORY" if str(value) == "CATEGORY_DIGIT":
                codes += _DIGITS
            case _:
                return _ANYTHING
    return _of_letters(codes) if len(codes) <= 2 * _LARGEST_SET else _ANYTHING


def _of_branches(parts: Sequence[_Part]) -> _Part:
    if all(part.exact is not None for part in parts):
        union = frozenset(word for part in parts for word in part.exact or ())
        if len(union) <= _MOST_WORDS:
            return _Part(union)
    chosen = [max(_all_needs(part), key=_worth, default=frozenset[str]()) for part in parts]
    return _Part(None, _need(frozenset().union(*chosen))) if all(chosen) else _ANYTHING


def _of_repeat(least: int, most: int, body: Iterable[tuple[Any, Any]]) -> _Part:
    part = _of_sequence(body)
    if least == 0:
        return _Part(part.exact | {""}) if most == 1 and part.exact is not None else _ANYTHING
    return part if least == most == 1 else _Part(None, _all_needs(part))


@cache
def begins_line(pattern: str) -> bool:
    """Can the pattern match at the beginning of a line only, in each of its alternatives?

    >>> begins_line("^(?:Ref|File)"), begins_line("^Ref|File")
    (True, False)
    """
    return "^" in pattern and _begins(_parsed(pattern))


def _begins(nodes: Iterable[tuple[Any, Any]]) -> bool:
    for op, value in nodes:
        match str(op):
            case "AT":
                return str(value) in ("AT_BEGINNING", "AT_BEGINNING_STRING")
            case "SUBPATTERN":
                return _begins(value[3])
            case "BRANCH":
                return all(_begins(branch) for branch in value[1])
            case _:
                return False
    return False


@cache
def opens_with(pattern: str) -> frozenset[str] | None:
    """The letters and digits, in small letters, one of which is the first in any match; None where it may be another, or none.

    >>> sorted(opens_with(r"^\\W*(?:Ref|our file)\\b") or ())
    ['o', 'r']
    """
    letters, goes_on = _first_of(_parsed(pattern))
    return None if goes_on else letters


_First = tuple[frozenset[str] | None, bool]  # the letters, None for any; and may there be none, so that what follows opens too?
_NONE_YET: _First = (frozenset(), True)
_ANY_LETTER: _First = (None, False)


def _first_of(nodes: Iterable[tuple[Any, Any]]) -> _First:
    found: frozenset[str] = frozenset()
    for op, value in nodes:
        letters, goes_on = _first_of_node(str(op), value)
        if letters is None:
            return _ANY_LETTER
        found |= letters
        if not goes_on:
            return found, False
    return found, True


def _first_of_node(op: str, value: Any) -> _First:
    match op:
        case "LITERAL":
            return _first_of_set([(op, value)])
        case "IN":
            return _first_of_set(value)
        case "BRANCH":
            return _either([_first_of(branch) for branch in value[1]])
        case "SUBPATTERN":
            return _first_of(value[3])
        case "ATOMIC_GROUP":
            return _first_of(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            letters, goes_on = _first_of(value[2])
            return letters, goes_on or value[0] == 0
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return _NONE_YET
    return _ANY_LETTER


def _either(parts: Sequence[_First]) -> _First:
    if any(letters is None for letters, _ in parts):
        return _ANY_LETTER
    return frozenset().union(*(letters or () for letters, _ in parts)), any(goes_on for _, goes_on in parts)


def _first_of_set(items: Sequence[tuple[Any, Any]]) -> _First:
    """Of single characters those that words are made of; the others stand before the first letter."""
    letters: set[str] = set()
    goes_on = False
    for op, value in items:
        codes: Sequence[int] = ()
        match str(op):
            case "LITERAL":
                codes = [value]
            case "RANGE" if value[1] < 128:
                codes = range(value[0], value[1] + 1)
            case "CATEGORY" if str(value) == "CATEGORY_DIGIT":
                codes = _DIGITS
            case "CATEGORY" if str(value) in ("CATEGORY_NOT_WORD", "CATEGORY_SPACE"):
                goes_on = True
            case _:
                return _ANY_LETTER
        for letter in map(chr, codes):
            if not (letter.isalnum() or letter == "_"):
                goes_on = True
            elif letter.isascii():
                letters.add(letter.lower())
            else:
                return _ANY_LETTER
    return frozenset(letters), goes_on
