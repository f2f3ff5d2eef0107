"""Where known actors are named in a text.

"The NTA and Ada Penrose agreed"  ->  National Treatment Agency at 4-7, Ada Penrose at 12-23
"""

from __future__ import annotations

import re

from extract.findings import Context, PartyFound
from extract.parties import Directory, fold_name

_WORD = re.compile(r"[\w'&/().-]*[\w)]")
_LONGEST = 9  # words of the longest name looked for


def find_parties(text: str, context: Context) -> list[PartyFound]:
    """Every mention of an actor of the context's directory, longest name first, none within another."""
    names = context.directory.by_name
    if not names:
        return []
    firsts = {key.split(" ", 1)[0] for key in names}
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    found: list[PartyFound] = []
    at = 0
    while at < len(words):
        start, end = words[at]
        word = text[start:end]
        if not (word[:1].isupper() or word[:1] in "([\"'") or fold_name(word).split(" ", 1)[0] not in firsts:
            at += 1
            continue
        size = _match(text, words, at, context.directory)
        if size:
            actor = names[fold_name(text[start : words[at + size - 1][1]])]
            found.append(PartyFound(start=start, end=words[at + size - 1][1], rule="known-name", name=actor.name))
        at += size or 1
    return found


def _match(text: str, words: list[tuple[int, int]], at: int, directory: Directory) -> int:
    """How many words from here are a known name; 0 where none are."""
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        piece = text[words[at][0] : words[at + size - 1][1]]
        if "\n\n" in piece:
            continue
        if fold_name(piece) in directory.by_name and (size > 1 or _is_name_here(piece)):
            return size
    return 0


def _is_name_here(word: str) -> bool:
    """A single word is a name where it is written as one: capital first; short ones all in capitals."""
    return word[:1].isupper() and (len(word) > 3 or sum(c.isupper() for c in word) >= 2)
