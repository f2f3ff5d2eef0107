"""How fast the index is made, kept and searched, beside SQLite FTS5 and a plain Whoosh index of the same records.

    python bench/search.py [--records 10000 100000]

    milliseconds: median (p95)              docket              FTS5             plain   docket/FTS5  docket/plain
    term                             0.97 (  3.8)      1.29 ( 11.2)      2.57 ( 34.0)         0.75          0.38

The casebooks are invented: the same seed makes the same on every machine. Times are CPU milliseconds of one process, in one run;
each engine is asked with what it kept of the search before thrown away (SQLite keeps its pages). Every count is compared. With
--casebook FOLDER only docket's searches run, on that casebook.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from invented import BODIES, SEARCHES, Vocabulary, fill, letter
from rivals import Asked, Docket, Fts5, Plain

from corpus.casebook import Casebook
from index.casebook_index import search_casebook, update_index
from index.entries import Entry, known_recommendations, read_entries
from index.whoosh_engine import WhooshEngine

_PER_LETTER = 11  # entries: five promises, and the passages


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds, and what came of it."""
    started = time.process_time()
    made = work()
    return time.process_time() - started, made


# ------------------------------------------------------------------ what is asked

SORTS = (
    "term",
    "any of three",
    "all of three",
    "phrase",
    "due dates, term",
    "party, term",
    "sorted listing",
    "facets",
    "ten with marks",
)


def make_searches(entries: list[Entry], each: int) -> dict[str, list[Asked]]:
    """Searches of every sort, their words taken at random from the records: common words and rare ones."""
    rng = random.Random(11)

    def some(sort: str) -> Asked:
        entry = rng.choice(entries)
        known = [word for word in entry.words.split() if word in vocabulary]
        if len(known) < 3:
            return some(sort)
        first = rng.randrange(730_000, 733_000)
        chosen = tuple(rng.sample(known, 3)) if sort.endswith("of three") else (rng.choice(known),)
        if sort == "phrase":
            run = entry.words.split()
            start = rng.randrange(len(run) - 2)
            chosen = tuple(run[start : start + rng.choice((2, 2, 3))])
        return Asked(sort, chosen, (first, first + rng.choice((30, 90, 365))), rng.choice(BODIES))

    vocabulary = Vocabulary().content
    return {sort: [some(sort) for _ in range(each)] for sort in SORTS}


def compare(engines: list[Any], searches: dict[str, list[Asked]], rounds: int, fts: Fts5) -> None:
    print(f"\n{'milliseconds: median (p95)':28}" + "".join(f"{one.name:>18}" for one in engines) + "   docket/FTS5  docket/plain")
    differing: Counter[str] = Counter()
    for sort, all_asked in searches.items():
        times: dict[str, list[float]] = {one.name: [] for one in engines}
        for asked in all_asked:
            counts = {}
            for engine in engines:
                for _ in range(rounds if engine.name != "plain" else 1):
                    engine.forget()
                    seconds, answer = timed(partial(engine.ask, asked))
                    times[engine.name].append(1000 * seconds)
                counts[engine.name] = answer.total
            if len(set(counts.values())) > 1:
                _tell(asked, counts, fts, differing)
        middle = {name: statistics.median(some) for name, some in times.items()}
        slow = {name: statistics.quantiles(some, n=20)[-1] for name, some in times.items()}
        cells = "".join(f"{middle[one.name]:9.2f} ({slow[one.name]:5.1f})" + " " for one in engines)
        print(f"{sort:28}{cells}  {middle['docket'] / middle['FTS5']:10.2f}  {middle['docket'] / middle.get('plain', 1):12.2f}")
    print("counts differ: " + (", ".join(f"{what} {count}" for what, count in differing.items()) or "nowhere"))


def _tell(asked: Asked, counts: dict[str, int], fts: Fts5, differing: Counter[str]) -> None:
    """Who is right, where it can be counted another way: in phrases, by reading all records."""
    if asked.sort != "phrase":
        differing[f"{asked.sort} {asked.words} {counts}"] += 1
        return
    right = fts.count_phrase(asked.words)
    for name, count in counts.items():
        if count != right:
            differing[f"phrases that {name} counts wrongly:"] += 1


# ------------------------------------------------------------------ making and keeping


def entries_of(folder: Path) -> Iterator[tuple[Entry, Any]]:
    with Casebook.open(folder) as casebook:
        numbers = known_recommendations(casebook)
        for source in casebook.sources():
            for entry in read_entries(casebook, source.name, numbers):
                yield entry, entry.document()


def size(folder: Path) -> float:
    """Megabytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measure(records: int, work: Path, *, each: int, rounds: int, plain: bool) -> None:
    folder = work / "casebook"
    letters = records // _PER_LETTER + 1
    fill(folder, letters)
    made, _ = timed(partial(update_index, folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    fts = Fts5(work)
    others: list[Any] = [fts, Plain(work)] if plain else [fts]
    spent, count, sample = {one.name: 0.0 for one in others}, 0, []
    coming = entries_of(folder)
    rng = random.Random(5)
    while batch := list(islice(coming, 2000)):
        count += len(batch)
        sample += [entry for entry, _ in rng.sample(batch, min(len(batch), 40))]
        for one in others:
            spent[one.name] += timed(partial(one.add, batch))[0]
    for one in others:
        spent[one.name] += timed(one.finish)[0]
    print(f"\n{count:,} records of {letters:,} letters: the index made from the casebook at {count / made:,.0f} records a second")
    print(f"(one core, {made:.1f} s, peak of memory {peak} MB, {size(folder / 'index'):.1f} MB on disk);")
    print("records given ready: " + ", ".join(f"{name} {count / seconds:,.0f} a second" for name, seconds in spent.items()))
    compare([Docket(folder), *others], make_searches(sample, each), rounds, fts)
    keep(folder, letters, others)
    cold_start(folder)


def keep(folder: Path, letters: int, others: list[Any]) -> None:
    """One paper more; and the first paper, which lies deep in the index, once more."""
    for what, number in (("one paper added", letters), ("an old paper replaced", 0)):
        with Casebook.open(folder) as casebook:
            casebook.put_source(*letter(number, random.Random(8 + number)))
        seconds, _ = timed(partial(update_index, folder))
        print(f"{what}: {seconds:.3f} s, with the casebook read for what changed")
    with Casebook.open(folder) as casebook:
        name = casebook.sources()[-1].name
        batch = [(entry, entry.document()) for entry in read_entries(casebook, name, {})]
    engine = WhooshEngine.open(next((folder / "index").glob("whoosh*")))
    documents = [document for _, document in batch]
    print(f"its {len(batch)} records: docket {timed(lambda: engine.replace(delete=[], add=documents))[0] * 1000:.0f} ms", end="")
    engine.replace(delete=[name], add=documents)
    for one in others:
        print(f", {one.name} {timed(partial(getattr(one, 'add_one', one.add), batch))[0] * 1000:.0f} ms", end="")
    print()


def cold_start(folder: Path, rounds: int = 9) -> None:
    """Whole processes, CPU time of each: interpreters that only import Whoosh, and one search."""
    search = (
        "import sys, cli; sys.argv = ['docket', '--casebook', sys.argv[1], 'search', 'kind:promise', '--limit', '5']; cli.main()"
    )
    with tempfile.TemporaryDirectory() as compiled:  # as in any installation, modules are compiled once
        spent = {
            name: min(_process([sys.executable, "-c", code, str(folder)], compiled) for _ in range(rounds))
            for name, code in (
                ("import of Whoosh", "import whoosh.index"),
                ("with its searcher and parser", "import whoosh.index, whoosh.qparser, whoosh.searching"),
                ("docket --help", "import sys, cli; sys.argv = ['docket', '--help']; cli.main()"),
                ("docket search", search),
            )
        }
    print("cold start: " + ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in spent.items()), end="")
    bare, ready, _, whole = spent.values()
    print(f"; a search is {whole / bare:.2f} times the import, {whole / ready:.2f} times that of all that searches")


def _process(command: list[str], compiled: str) -> float:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env={**kept, "PYTHONPYCACHEPREFIX": compiled})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure_searches(folder: Path, rounds: int = 10) -> None:
    """Whole searches: the question read, the answers put in order and marked."""
    print()
    for name, searches in SEARCHES.items():
        times = [timed(partial(search_casebook, folder, search))[0] for search in searches for _ in range(rounds)]
        slow = statistics.quantiles(times, n=10)[-1]
        print(f"{name:24}{statistics.median(times) * 1000:6.0f} ms (slowest tenth {slow * 1000:.0f} ms)")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--searches", type=int, default=25, help="of each sort")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-plain", action="store_true", help="leave out the plain Whoosh index, which takes longest to make")
    parser.add_argument("--casebook", type=Path)
    asked = parser.parse_args()
    if asked.casebook:
        measure_searches(asked.casebook)
        return
    if len(asked.records) > 1:  # each in a process of its own, so that memory is that of one
        given = ["--searches", str(asked.searches), "--rounds", str(asked.rounds), *(["--no-plain"] if asked.no_plain else [])]
        for records in asked.records:
            subprocess.run([sys.executable, __file__, *given, "--records", str(records)], check=True)
        return
    for records in asked.records:
        with tempfile.TemporaryDirectory() as work:
            measure(records, Path(work), each=asked.searches, rounds=asked.rounds, plain=not asked.no_plain)
            measure_searches(Path(work) / "casebook")


if __name__ == "__main__":
    main()
