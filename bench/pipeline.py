"""How fast the whole pipeline reads papers, against spaCy's bare tokeniser on the same text; both in one run, as processor time.

.venv/bin/python bench/pipeline.py            the sample papers, ten times over
.venv/bin/python bench/pipeline.py FOLDER     the papers of a folder
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from corpus.read import find_papers, read_source
from corpus.sample import papers
from corpus.sources import SourceText
from extract.papers import build_pipeline, extract_source

ROUNDS = 3


def main(arguments: Sequence[str]) -> None:
    folder = Path(arguments[0]) if arguments else papers()
    sources = [read_source(path) for path in find_papers([folder])[0]] * (1 if arguments else 10)
    characters = sum(len(source.text) for source in sources)
    nlp, bare = build_pipeline(), spacy.blank("en")
    extract_source(nlp, sources[0])  # rule tables are read once
    tokens = _best(lambda: _tokenise(bare, sources))
    whole = _best(lambda: _extract(nlp, sources))
    print(f"{len(sources)} papers, {characters:,} characters")
    print(f"tokeniser  {characters / tokens / 1e6:6.2f} million characters a second of processor time")
    print(f"pipeline   {characters / whole / 1e6:6.2f} million characters a second of processor time")
    print(f"ratio      {tokens / whole:6.3f}")


def _tokenise(nlp: Language, sources: Sequence[SourceText]) -> None:
    for source in sources:
        nlp.make_doc(source.text)


def _extract(nlp: Language, sources: Sequence[SourceText]) -> None:
    for source in sources:
        extract_source(nlp, source)


def _best(work: Callable[[], None]) -> float:
    """The least processor time of a few rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main(sys.argv[1:])
