"""The search index of a casebook: kept up to date with it, and asked.

    search_casebook(Path("casebook"), "By when must the Harbour Board report?").hits[0].quote  ->  "… by 31 March 2015 …"

The index lies in the folder `index` of the casebook and can be deleted at any time: it is made anew from the casebook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.records import Actor, Item
from index.engine import Document
from index.entries import known_recommendations, read_entries
from index.errors import IndexFileError
from index.holders import find_holders
from index.listed import Facts
from index.locking import locked
from index.names import Names, Years, find_abbreviations, find_years, learn_names
from index.search import Example, Searcher, SearchResult
from index.state import State, fresh_name, lock_file, read_sources, read_state, write_state
from index.whoosh_engine import WhooshEngine

T = TypeVar("T")
_LEARNT = ("abbreviations", "holders")  # what is kept of each source to join names by
SCHEMA_VERSION = 7  # of the fields and of how words are cut; one higher makes every index anew
_FOLDER, _ENGINE = "index", "whoosh"


def update_index(folder: Path) -> None:
    """Bring the index of the casebook in `folder` up to date: only sources that were added, changed or removed are read."""
    with Casebook.open(folder) as casebook:
        _updated(casebook, folder).close()


def rebuild_index(folder: Path) -> None:
    """Write the index of the casebook in `folder` anew, whatever is there."""
    with Casebook.open(folder) as casebook:
        _updated(casebook, folder, anew=True).close()


def is_index_fresh(folder: Path) -> bool:
    """Is there an index, made from the casebook as it is now?"""
    with Casebook.open(folder) as casebook:
        state = _read_state(casebook, folder)
        return state is not None and state.revision == casebook.revision()


def is_index_behind(folder: Path) -> bool:
    """Is there an index that this casebook wrote, of an earlier state of it, so that the next search brings it up to date?"""
    with Casebook.open(folder) as casebook:
        state = _read_state(casebook, folder)
        return state is not None and state.revision != casebook.revision() and read_sources(folder / _FOLDER, state) is not None


def search_casebook(
    folder: Path,
    question: str,
    *,
    limit: int | None = 20,
    offset: int = 0,
    kinds: Sequence[str] = (),
    facts: Facts | None = None,
) -> SearchResult:
    """Search a casebook; `kinds` holds the hits to some kinds (item, action, recommendation, response, event).

    `facts` tells what lists need that the index does not hold.
    """
    return _asked(folder, lambda searcher: searcher.search(question, limit=limit, offset=offset, kinds=kinds, facts=facts))


def search_like(folder: Path, example: Example, narrowed: str = "", *, limit: int | None = 20, offset: int = 0) -> SearchResult:
    """What in a casebook is like an example, in the bounds of some query words."""
    return _asked(folder, lambda searcher: searcher.like(example, narrowed, limit=limit, offset=offset))


def find_about(folder: Path, topic: str) -> frozenset[str]:
    """The ids of the items and records that are about a topic: related words and other names of somebody count as its words."""
    found = _asked(folder, lambda searcher: searcher.about(topic))
    return frozenset(one.item if one.kind == "item" else one.key for one in found)


def _asked(folder: Path, ask: Callable[[Searcher], T]) -> T:
    try:
        return _searched(folder, ask)
    except DocketError:
        raise
    except Exception:  # damage deep in the files shows only when they are read, as whatever Whoosh stumbles over
        rebuild_index(folder)
        return _searched(folder, ask)


def _searched(folder: Path, ask: Callable[[Searcher], T]) -> T:
    with Casebook.open(folder) as casebook:
        index = _updated(casebook, folder)
    try:
        years = {name: (first, last) for name, (first, last) in index.state.years.items()}
        return ask(Searcher(index.engine, Names.of(index.state.names, years)))
    finally:
        index.close()


class _Index(NamedTuple):
    """An opened index, and what it was made from."""

    state: State
    engine: WhooshEngine

    def close(self) -> None:
        self.engine.close()


def _updated(casebook: Casebook, folder: Path, *, anew: bool = False) -> _Index:
    """The index up to date with the casebook; `anew` leaves what is there aside."""
    index = None if anew else _opened(casebook, folder)
    if index and index.state.revision == casebook.revision():
        return index
    if index:
        index.close()
    try:
        with locked(lock_file(folder / _FOLDER)):
            index = None if anew else _opened(casebook, folder)  # another docket may have brought it up to date meanwhile
            if index and index.state.revision == casebook.revision():
                return index
            known = read_sources(folder / _FOLDER, index.state) if index else None
            return _brought_up_to_date(casebook, folder / _FOLDER, index if known is not None else None, known or {})
    except OSError as error:
        raise IndexFileError(
            f"the search index in {folder / _FOLDER} can't be written ({error.strerror}); see that you may write there"
        ) from error


def _brought_up_to_date(casebook: Casebook, folder: Path, index: _Index | None, old: Mapping[str, Any]) -> _Index:
    """The sources that changed since the `old` ones are put in: in an index beside the old where that is no good."""
    name = index.state.engine if index else fresh_name(_ENGINE)
    engine = index.engine if index else WhooshEngine.create(folder / name)
    revision = casebook.revision()
    new = {source.name: source.revision for source in casebook.sources()}
    kept = {name: known for name, known in old.items() if known["revision"] == new.get(name)}
    fresh = [name for name in new if name not in kept]
    stale = {*old, *fresh} - kept.keys()  # fresh ones too: a docket that was killed may have put them in
    if stale:
        engine.replace(delete=sorted(stale), add=_documents(casebook, fresh))
    for source in fresh:
        kept[source] = {"revision": new[source], **_learnt(casebook, source)}
    actors = _actors(casebook)
    only_more = index is not None and old.keys() <= kept.keys() - set(fresh)  # where papers went, all years are read anew
    years = _years(casebook, actors, index.state.years if index and only_more else {}, fresh if only_more else list(new))
    pairs = {name: [(one, other) for source in sorted(kept) for one, other in kept[source][name]] for name in _LEARNT}
    names = learn_names(actors, pairs["abbreviations"], pairs["holders"])
    state = State(name, revision, names, years, "")
    write_state(folder, state, kept, casebook.stamp(), SCHEMA_VERSION)
    return _Index(state, engine)


def _learnt(casebook: Casebook, source: str) -> dict[str, list[tuple[str, str]]]:
    """What a source shows of names: abbreviations that it explains, and who holds which office."""
    text = casebook.text_of(source)
    items = [item for item in casebook.records("items", source=source) if isinstance(item, Item)]
    holders = (pair for item in items for pair in find_holders(text[item.start : item.end], (*item.senders, *item.addressees)))
    return {"abbreviations": list(find_abbreviations(text)), "holders": list(dict.fromkeys(holders))}


def _years(casebook: Casebook, actors: Sequence[Actor], known: dict[str, Years], sources: Sequence[str]) -> dict[str, Years]:
    """The years of the papers that name each person: those known, and those of some sources."""
    items = (item for source in sources for item in casebook.records("items", source=source))
    found = find_years(actors, {item.id: item.date for item in items if isinstance(item, Item)})
    for name, (first, last) in known.items():
        low, high = found.get(name, (first, last))
        found[name] = (min(low, first), max(high, last))
    return found


def _actors(casebook: Casebook) -> list[Actor]:
    return [actor for actor in casebook.records("actors") if isinstance(actor, Actor)]


def _documents(casebook: Casebook, sources: Sequence[str]) -> Iterator[Document]:
    numbers = known_recommendations(casebook) if sources else {}
    for name in sources:
        for entry in read_entries(casebook, name, numbers):
            yield entry.document()


def _opened(casebook: Casebook, folder: Path) -> _Index | None:
    """The index on file; None where it is missing, damaged, or was not written by this casebook."""
    state = _read_state(casebook, folder)
    if state is None:
        return None
    try:
        return _Index(state, WhooshEngine.open(folder / _FOLDER / state.engine))
    except Exception:  # whatever is stumbled over in a damaged file; the index can always be made anew
        return None


def _read_state(casebook: Casebook, folder: Path) -> State | None:
    return read_state(folder / _FOLDER, casebook.stamp(), SCHEMA_VERSION)
