"""Invented letters whose words are spread as words of a language are: a few in every line, most in hardly any paper.

letter(7, random.Random(3))  ->  (SourceText("letter-000007.txt", …), [Action(who="Callow Council", …), …, Item(…)])
"""

from __future__ import annotations

import hashlib
import itertools
import random
from functools import cache
from pathlib import Path

from corpus.casebook import Casebook
from corpus.records import Action, Actor, AnyRecord, Item, make_id
from corpus.sources import SourceText

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
VERBS = "publish review inspect repair survey fund extend close report consult".split()
THINGS = [
    f"{what} {of}"
    for what in "moorings lights crews drills instruments charts tugs".split()
    for of in ("in the north", "for winter", "at night", "by rota")
]
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
_COMMON = (
    "the of and to in a that is was for on are with as be at by this have from or had not but which were all been their".split()
)
_STARTS = "b br c d dr f g gl h k l m n p pl r s st t tr v w".split()
_MIDDLES = "a e i o u ai oa".split()
_ENDS = "n m l r rt nd ck b d g p t".split()


class Vocabulary:
    """Words with how often each is written: common ones of the language, and 12,000 that are none."""

    def __init__(self) -> None:
        syllables = ["".join(parts) for parts in itertools.product(_STARTS, _MIDDLES, _ENDS)]
        rng = random.Random(1)
        made = dict.fromkeys("".join(rng.sample(syllables, 2)) for _ in range(12_500))
        self.content = {word: 1 / (rank + 30) for rank, word in enumerate(list(made)[:12_000])}
        common = {word: 0.6 / (rank + 2) for rank, word in enumerate(_COMMON)}
        self.words = [*common, *self.content]
        self.weights = list(itertools.accumulate([*common.values(), *self.content.values()]))


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary()


def letter(number: int, rng: random.Random) -> tuple[SourceText, list[AnyRecord]]:
    """One invented letter of about 1,500 characters with five promises in it."""
    name = f"letter-{number:06}.txt"
    sender, addressee = rng.sample(PEOPLE, 2)
    day = f"{rng.randint(2001, 2008)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    text = f"{day}\n\nDear {addressee.split()[0]}\n\n{rng.choice(THINGS).upper()}\n\n"
    item = make_id("items", name)
    records: list[AnyRecord] = []
    for _ in range(5):
        who, due = rng.choice(BODIES), f"{day[:4]}-{rng.randint(1, 12):02}"
        what = f"{rng.choice(VERBS)} the {rng.choice(THINGS)} {_words(rng, 8)}"
        quote = f"The {who} will {what} by {due}."
        at = {"id": make_id("actions", name, len(text)), "source": name, "start": len(text), "end": len(text) + len(quote)}
        text += f"{quote} {_words(rng, 40).capitalize()}.\n\n"
        records.append(
            Action(**at, page=None, quote=quote, item=item, force="promise", who=who, what=what, when=f"../{due}")  # type: ignore[arg-type]
        )
    text += f"{sender}\n"
    whole = {"id": item, "source": name, "start": 0, "end": len(text), "page": None, "quote": text}
    records.append(Item(**whole, kind="letter", date=day, senders=(sender,), addressees=(addressee,)))  # type: ignore[arg-type]
    records += [Actor(id=make_id("actors", one), name=one, kind="person") for one in (sender, addressee)]
    return SourceText(name=name, path=name, sha256=hashlib.sha256(text.encode()).hexdigest(), format="txt", text=text), records


def fill(folder: Path, letters: int) -> None:
    """Make a casebook of so many letters."""
    rng = random.Random(7)
    with Casebook.open(folder, create=True) as casebook:
        for number in range(letters):
            casebook.put_source(*letter(number, rng))


def _words(rng: random.Random, count: int) -> str:
    vocabulary = _vocabulary()
    return " ".join(rng.choices(vocabulary.words, cum_weights=vocabulary.weights, k=count))
