"""Subjects as titles: what a letter is about, printed in capitals on the page, in the middle of a line.

    "DUES OF THE WDA'S UPPER WEIR"  ->  "Dues of the WDA's Upper Weir"

Which words are acronyms the papers themselves show, by how they write them in running text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

_LONGEST = 90
_SMALL_WORDS = frozenset("a an and as at but by for from in into of on or the to with w/c".split())


def read_spelling(texts: Iterable[str]) -> dict[str, str]:
    """How the papers mostly write each word in running text, by the word in small letters."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for line in text.splitlines():
            if any(letter.islower() for letter in line):
                for word in re.findall(r"[A-Za-z][\w'&/-]*", line):
                    seen[word.casefold()][word] += 1
    return {word: max(sorted(forms), key=lambda form: forms[form]) for word, forms in seen.items()}


def as_title(subject: str, spelling: dict[str, str]) -> str:
    """A subject as a title, without "RE:"; one printed in capitals gets small letters, but acronyms keep their own form.

    >>> as_title("RE: DUES OF THE WEIR", {"weir": "weir"})
    'Dues of the Weir'
    """
    words = re.sub(r"^(?:(?:re|fwd?)\s*:\s*)+", "", " ".join(subject.split()), flags=re.IGNORECASE).strip(" .:-–—*#")
    letters = [letter for letter in words if letter.isalpha()]
    if letters and sum(letter.isupper() for letter in letters) > 0.7 * len(letters):
        words = " ".join(_respelt(word, spelling) for word in words.split(" "))
        words = words[:1].upper() + words[1:]
    elif re.match(r"[A-Z]{3,},? (?:[A-Z'&-]{2,} )*[A-Z'&-]{4,}\b", words):  # "WEIR DUES, 3 May 1998"
        words = re.sub(r"\b[A-Z][A-Z']+\b", lambda match: _respelt(match.group(), spelling), words)
        words = words[:1].upper() + words[1:]
    if len(words) > _LONGEST:
        words = words[: _LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return words


def _respelt(word: str, spelling: dict[str, str]) -> str:
    """One word of a heading in capitals."""
    bare = word.strip(".,;:()'\"")
    known = spelling.get(bare.casefold(), "")
    if bare.casefold() in _SMALL_WORDS:
        return word.lower()
    if (known.isupper() and len(known) > 1) or (not known and (1 < len(bare) <= 3 or any(letter.isdigit() for letter in bare))):
        return word
    return re.sub(r"[^\W\d_]+('[^\W\d_]+)?", lambda m: m.group()[0].upper() + m.group()[1:].lower(), word)
