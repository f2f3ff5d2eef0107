"""Who held which office, as the heads and signatures of letters show it: the line beside the name of a sender or an addressee.

    Treasurer of the Province
    Wilfred Oake MPA            ->  ("Wilfred Oake", "Treasurer of the Province"), ("Wilfred Oake", "Treasurer")

So a search for the office finds its holder, though the letter is signed with a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.ruletables import read_rules
from index.words import cut_words, split_words

_HEAD, _FOOT = 1200, 600  # characters of a letter in which names stand beside offices
_LONGEST = 90  # characters of such a line


def find_holders(text: str, parties: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The offices of the parties of a letter, each pair of person and office once; an office also by its first word alone where
    that means one office in most papers ("Treasurer", not "Director").

    >>> list(find_holders("Wilfred Oake MPA\\nTreasurer of the Province\\n", ["Wilfred Oake"]))
    [('Wilfred Oake', 'Treasurer of the Province'), ('Wilfred Oake', 'Treasurer')]
    """
    parts = [text] if len(text) <= _HEAD + _FOOT else [text[:_HEAD], text[-_FOOT:]]
    found = ((name, post) for part in parts for name, line in _beside(part, parties) for post in _posts(line))
    yield from dict.fromkeys(found)


def _beside(text: str, parties: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The line after each line that names a party, also after a blank one; where that is no office the line right before."""
    lines = [line.strip(" \t*_#>|") for line in text.splitlines()]
    runs = {name: f" {' '.join(split_words(name))} " for name in parties if name}
    named = {at: name for at, line in enumerate(lines) if 0 < len(line) <= _LONGEST for name in runs if runs[name] in _run(line)}
    for at, name in named.items():
        after = next(filter(None, lines[at + 1 : at + 3]), "")
        if any(True for _ in _posts(after)):
            yield name, after
        elif at and not {at - 1, at - 2} & named.keys():
            yield name, lines[at - 1]


def _posts(line: str) -> Iterator[str]:
    for rule in read_rules("index.rules", "holders") if 0 < len(line) <= _LONGEST else ():
        if match := rule.pattern.fullmatch(line):
            yield match.group(rule.label)
            if rule.extra.get("alone") and (match.groupdict().get("core") or "") != match.group(rule.label):
                yield match.group("core")
            return


def _run(line: str) -> str:
    return f" {' '.join(cut_words(line))} "
