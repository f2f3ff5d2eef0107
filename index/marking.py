"""Marks the words of a quote that a search was after.

"The Board will report in May.", wanted {report}  ->  ((15, 21),)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from index.query import And, Best, Like, Node, Not, Or, Phrase, Prefix, Word
from index.reading import Group
from index.words import find_tokens, stem


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to mark: by their stem, as folded, by their beginning, or in runs."""

    stems: set[str] = field(default_factory=set)
    starts: set[str] = field(default_factory=set)
    runs: set[tuple[str, ...]] = field(default_factory=set)


def wanted_by_groups(groups: Iterable[Group], also: Wanted) -> Wanted:
    """What to mark for a question in plain words, besides what its query words ask for."""
    wanted = Wanted(set(also.stems), set(also.starts), set(also.runs))
    for group in groups:
        wanted.stems.update(root for root, _ in group.stems)
        wanted.runs.update(group.runs)
    return wanted


def wanted_by_query(node: Node) -> Wanted:
    """What to mark for a search in query words; what must not be there is not marked."""
    wanted = Wanted()
    _collect(node, wanted)
    return wanted


def find_marks(text: str, wanted: Wanted) -> tuple[tuple[int, int], ...]:
    """The offsets of the words to mark, in order."""
    tokens = find_tokens(text)
    words = [token.word for token in tokens]
    marked = {
        at for at, word in enumerate(words) if stem(word) in wanted.stems or any(word.startswith(one) for one in wanted.starts)
    }
    for run in wanted.runs:
        for at in range(len(words) - len(run) + 1):
            if tuple(words[at : at + len(run)]) == run:
                marked.update(range(at, at + len(run)))
    return tuple(sorted({(tokens[at].start, tokens[at].end) for at in marked}))


def _collect(node: Node, wanted: Wanted) -> None:
    match node:
        case Word(name, word, _) if name in ("text", "head"):
            wanted.stems.add(word)
        case Word("exact", word, _):
            wanted.runs.add((word,))
        case Phrase("exact", words, within, _):
            wanted.runs.update([(word,) for word in words] if within else [words])
        case Prefix("exact", start):
            wanted.starts.add(start)
        case Like("exact", word, _, _):
            wanted.runs.add((word,))
        case And(parts) | Or(parts) | Best(parts):
            for part in parts:
                _collect(part, wanted)
        case Not(_):
            pass
