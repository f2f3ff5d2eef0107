"""Numbers of recommendations as reports print them, and their order.

    "6-9 and 12"  ->  ("6", "7", "8", "9", "12")        number_key("R3") == number_key("3") == "3"

Reports number in many ways: 12, R12, 4.2, 3a, 011/20, IV, Twelve. `parse_numbers` keeps what is printed; `number_key` is the
form in which two numbers are compared; `is_next` says whether one number follows another in a series.
"""

from __future__ import annotations

import re

NUMBER = (
    r"(?:[A-Z]{1,4}[-. ]?)?\d{1,4}(?:[./-]\d{1,3}){0,2}"
    r"(?:(?:[a-h]\)?|\([a-h]\))(?:\s*\(?(?:i{1,3}|iv|v|vi{1,3})\)?)?(?![a-z])|\s?\((?:i{1,3}|iv|v|vi{1,3}|ix|x)\))?"
    r"|[IVX]{1,6}\b"
)
_ONE = re.compile(rf"{NUMBER}|\([a-z]\)|\b[A-H]\b")
_PREFIX = re.compile(r"^(?:recommendations?|recs?|nos?|numbers?|r)[\s.:-]*(?=\d|[ivx]+$)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|–|—|to|through)\s*(?:recommendation\s+)?", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_COUNTED = {word: n for words in (_WORDS, _ORDINALS) for n, word in enumerate(words, 1)}
_COUNTING = re.compile(r"\b(?:" + "|".join(_COUNTED) + r")\b", re.IGNORECASE)
_LONGEST_RANGE = 60
_WIDEST_GAP = 3
_DAMAGED = str.maketrans("lI|!OoSsZzB", "11110055228")


def parse_numbers(text: str) -> tuple[str, ...]:
    """The numbers that a text names, as printed, with ranges written out. Words up to "twenty" and "twelfth" count as numbers.

    >>> parse_numbers("1, 3 and 5 to 7")
    ('1', '3', '5', '6', '7')
    """
    found: list[str] = []
    at = 0
    text = _COUNTING.sub(lambda match: str(_COUNTED[match.group().lower()]), text)
    text = re.sub(r"(?<=\d)\s*[-–—]\s*(?=[A-Z]?\d)", " to ", text) if "/" not in text else text
    for match in _ONE.finditer(text):
        between = text[at : match.start()]
        if found and _RANGE.fullmatch(between):
            found += _between(found[-1], match.group())
        found.append(_closed(match.group().strip()))
        at = match.end()
    return tuple(dict.fromkeys(found))


def _closed(number: str) -> str:
    """A number with the bracket that a mark after it took: "4(ii" -> "4(ii)"; one without the bracket that closes a list's letter: "4a)" -> "4a"."""
    if re.search(r"\([a-z]+$", number):
        return number + ")"
    return number[:-1] if number.endswith(")") and "(" not in number else number


def number_key(number: str) -> str:
    """The form of a number in which two are compared: without the word or letter R before it, Roman numerals and words as figures.

    >>> number_key("Recommendation IV"), number_key("R12"), number_key("8.10."), number_key("4(a)")
    ('4', '12', '8.10', '4a')
    """
    bare = _PREFIX.sub("", number.strip().strip("()[].:").strip()).casefold()
    if bare in _WORDS:
        return str(_WORDS.index(bare) + 1)
    if bare and all(letter in _ROMAN for letter in bare):
        return str(_roman(bare))
    return re.sub(r"\b0+(?=\d)", "", re.sub(r"[()\s]", "", bare))


def is_next(before: str, after: str) -> bool:
    """Does the second number follow the first in a series? 3 -> 4, 8.9 -> 8.10, 8.9 -> 9.1, 2a -> 2b, 2b -> 3, 2 -> 3a."""
    return number_key(after) in _successors(number_key(before))


def is_first(number: str) -> bool:
    """Could a series begin with this number?"""
    return bool(re.fullmatch(r"(?:[a-z]*-?)?(?:\d{1,2}\.)?1a?", number_key(number)))


def steps_between(before: str, after: str) -> int | None:
    """How many places apart two numbers of one series stand: 1 for neighbours; None where they are not of one series."""
    first, second = _split(number_key(before)), _split(number_key(after))
    if first is None or second is None or first[0] != second[0]:
        return None
    return second[1] - first[1]


def numbers_between(before: str, after: str) -> list[str]:
    """The numbers that a series jumps over, where they are few.

    >>> numbers_between("8.9", "8.12")
    ['8.10', '8.11']
    """
    first, steps = _split(number_key(before)), steps_between(before, after)
    if first is None or steps is None or not 1 < steps <= _WIDEST_GAP + 1:
        return []
    return [f"{first[0]}{first[1] + step}" for step in range(1, steps)]


def mend_number(text: str) -> str:
    """What a number that OCR damaged was likely to be: letters that stand for figures, stray spaces.

    >>> mend_number("l 2")
    '12'
    """
    return re.sub(r"\s+", "", text).translate(_DAMAGED)


def _between(first: str, last: str) -> list[str]:
    steps = steps_between(first, last)
    if steps is None or not 1 < steps <= _LONGEST_RANGE:
        return []
    head = re.sub(r"\d+$", "", first)
    low = int(first[len(head) :])
    return [f"{head}{number}" for number in range(low + 1, low + steps)]


def _split(key: str) -> tuple[str, int] | None:
    match = re.fullmatch(r"(.*?)(\d+)[a-h]?", key)
    return (match.group(1), int(match.group(2))) if match and "/" not in key else None


def _successors(key: str) -> set[str]:
    match = re.fullmatch(r"(.*?)(\d+)([a-h]?)", key)
    if not match or "/" in key:
        return set()
    head, number, letter = match.group(1), int(match.group(2)), match.group(3)
    following = {f"{head}{number + 1}", f"{head}{number + 1}a"}
    if letter:
        following.add(f"{head}{number}{chr(ord(letter) + 1)}")
    else:
        following.add(f"{head}{number}a")
    if chapter := re.fullmatch(r"(\d+)\.", head):
        following |= {f"{int(chapter.group(1)) + 1}.1", f"{int(chapter.group(1)) + 1}.1a"}
    return following


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if any(later > value for later in values[n + 1 : n + 2]) else value for n, value in enumerate(values))
