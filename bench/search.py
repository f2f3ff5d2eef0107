"""How long a casebook's index takes to make and to keep, and how long a search takes: python bench/search.py [--letters 1000]

    1,000 letters, 7,000 entries: made in 6.1 s, 9.3 MB; one letter changed 0.31 s
    plain question        31 ms (slowest tenth 48 ms)

The letters are invented: the same seed makes the same letters on every machine. Times are CPU seconds of one process.
With --casebook FOLDER the searches run on that casebook instead.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from corpus.casebook import Casebook
from corpus.records import Action, Actor, AnyRecord, Item, make_id
from corpus.sources import SourceText
from index.casebook_index import search_casebook, update_index

BODIES = [
    f"{place} {kind}"
    for place in "Ardlow Brenmouth Callow Dunmere Estwick".split()
    for kind in ("Harbour Board", "Council", "Rescue Service")
]
PEOPLE = [
    f"{first} {last}"
    for first in "Ada Boris Clara Desmond Edith".split()
    for last in "Penrose Oake Farrity Hallend Askerby".split()
]
VERBS = "publish review inspect repair survey fund extend close report on consult on".replace(" on", "_on").split()
THINGS = [
    f"{what} {of}"
    for what in "moorings lights crews drills instruments charts tugs".split()
    for of in ("in the north", "for winter", "at night", "by rota")
]
FILLER = "the sea was calm and boards have met twice this year about costs which rose while crews were trained and papers were filed in order".split()
SEARCHES = {
    "plain question": [
        "By when must the Ardlow Harbour Board survey the moorings?",
        "What did Ada Penrose promise about crews for winter?",
    ],
    "words together": ["tugs winter survey", "instruments charts Brenmouth"],
    "exact words": ['"lights at night"', '"crews by rota"'],
    "field and date": ['who:"Callow Council" due:2004-03..2004-06', "kind:promise due:before 2003-06 sort:due"],
    "beginning, misspelling": ["moor* insp*", "harbor~ lihgts~"],
}


def letter(number: int, rng: random.Random) -> tuple[SourceText, list[AnyRecord]]:
    """One invented letter of about 1,500 characters with five promises in it."""
    name = f"letter-{number:06}.txt"
    sender, addressee = rng.sample(PEOPLE, 2)
    day = f"{rng.randint(2001, 2008)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    text = f"{day}\n\nDear {addressee.split()[0]}\n\n{rng.choice(THINGS).upper()}\n\n"
    item = make_id("items", name)
    records: list[AnyRecord] = []
    for _ in range(5):
        who, what, due = (
            rng.choice(BODIES),
            f"{rng.choice(VERBS).replace('_', ' ')} the {rng.choice(THINGS)}",
            f"{day[:4]}-{rng.randint(1, 12):02}",
        )
        quote = f"The {who} will {what} by {due}."
        start = len(text)
        text += f"{quote} {' '.join(rng.choices(FILLER, k=40)).capitalize()}.\n\n"
        evidence = {
            "id": make_id("actions", name, start),
            "source": name,
            "start": start,
            "end": start + len(quote),
            "page": None,
        }
        records.append(Action(**evidence, quote=quote, item=item, force="promise", who=who, what=what, when=f"../{due}"))  # type: ignore[arg-type]
    text += f"{sender}\n"
    records.append(
        Item(
            id=item,
            source=name,
            start=0,
            end=len(text),
            page=None,
            quote=text,
            kind="letter",
            date=day,
            senders=(sender,),
            addressees=(addressee,),
        )
    )
    records += [Actor(id=make_id("actors", one), name=one, kind="person") for one in (sender, addressee)]
    return SourceText(name=name, path=name, sha256=hashlib.sha256(text.encode()).hexdigest(), format="txt", text=text), records


def fill(folder: Path, letters: int) -> None:
    rng = random.Random(7)
    with Casebook.open(folder, create=True) as casebook:
        for number in range(letters):
            casebook.put_source(*letter(number, rng))


def timed(work: Callable[[], object]) -> float:
    """CPU seconds."""
    started = time.process_time()
    work()
    return time.process_time() - started


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure_index(folder: Path, letters: int) -> None:
    fill(folder, letters)
    made = timed(lambda: update_index(folder))
    with Casebook.open(folder) as casebook:
        casebook.put_source(*letter(letters, random.Random(8)))
    kept = timed(lambda: update_index(folder))
    print(f"{letters:,} letters: made in {made:.2f} s, {size(folder / 'index') / 1e6:.1f} MB; one letter added {kept:.2f} s")


def measure_searches(folder: Path, rounds: int = 10) -> None:
    for name, searches in SEARCHES.items():
        times = [timed(partial(search_casebook, folder, search)) for search in searches for _ in range(rounds)]
        slow = statistics.quantiles(times, n=10)[-1]
        print(f"{name:24}{statistics.median(times) * 1000:6.0f} ms (slowest tenth {slow * 1000:.0f} ms)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--casebook", type=Path)
    asked = parser.parse_args()
    if asked.casebook:
        measure_searches(asked.casebook)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure_index(Path(folder) / "casebook", asked.letters)
        measure_searches(Path(folder) / "casebook")


if __name__ == "__main__":
    main()
