"""The search index of a casebook: kept up to date with it, and asked.

    search_casebook(Path("casebook"), "By when must the Harbour Board report?").hits[0].quote  ->  "… by 31 March 2015 …"

The index lies in the folder `index` of the casebook and can be deleted at any time: it is made anew from the casebook.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.casebook import Casebook
from corpus.errors import DocketError
from corpus.records import Actor, Item
from index.engine import Document
from index.entries import known_recommendations, read_entries
from index.errors import IndexFileError
from index.listed import Facts
from index.names import Names, Years, find_abbreviations, find_years, learn_names
from index.search import Example, Searcher, SearchResult
from index.whoosh_engine import WhooshEngine

SCHEMA_VERSION = 4  # of the fields and of how words are cut; one higher makes every index anew
_FOLDER, _STATE, _ENGINE = "index", "state.json", "whoosh"


def update_index(folder: Path) -> None:
    """Bring the index of the casebook in `folder` up to date: only sources that were added, changed or removed are read."""
    with Casebook.open(folder) as casebook:
        _updated(casebook, folder).close()


def rebuild_index(folder: Path) -> None:
    """Write the index of the casebook in `folder` anew, whatever is there."""
    with Casebook.open(folder) as casebook:
        shutil.rmtree(folder / _FOLDER, ignore_errors=True)
        _updated(casebook, folder).close()


def is_index_fresh(folder: Path) -> bool:
    """Is there an index, made from the casebook as it is now?"""
    with Casebook.open(folder) as casebook:
        return _read_state(folder).get("revision") == casebook.revision()


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


def _asked(folder: Path, ask: Callable[[Searcher], SearchResult]) -> SearchResult:
    try:
        return _searched(folder, ask)
    except DocketError:
        raise
    except Exception:  # damage deep in the files shows only when they are read, as whatever Whoosh stumbles over
        rebuild_index(folder)
        return _searched(folder, ask)


def _searched(folder: Path, ask: Callable[[Searcher], SearchResult]) -> SearchResult:
    with Casebook.open(folder) as casebook:
        engine = _updated(casebook, folder)
    try:
        state = _read_state(folder)
        years = {name: (first, last) for name, (first, last) in state["years"].items()}
        return ask(Searcher(engine, Names.of(state["names"], years)))
    finally:
        engine.close()


def _updated(casebook: Casebook, folder: Path) -> WhooshEngine:
    """The engine of an index that is up to date with the casebook."""
    revision = casebook.revision()
    state = _read_state(folder)
    engine = _opened(folder) if state else None
    if engine and state["revision"] == revision:
        return engine
    try:
        return _brought_up_to_date(casebook, folder, engine, state if engine else {}, revision)
    except OSError as error:
        raise IndexFileError(
            f"the search index in {folder / _FOLDER} can't be written ({error.strerror}); see that you may write there"
        ) from error


def _brought_up_to_date(
    casebook: Casebook, folder: Path, engine: WhooshEngine | None, state: dict[str, Any], revision: str
) -> WhooshEngine:
    if engine is None:
        shutil.rmtree(folder / _FOLDER, ignore_errors=True)
        engine = WhooshEngine.create(folder / _FOLDER / _ENGINE)
    old: dict[str, Any] = state.get("sources", {})
    new = {source.name: source.revision for source in casebook.sources()}
    kept = {name: known for name, known in old.items() if known["revision"] == new.get(name)}
    fresh = [name for name in new if name not in kept]
    stale = {*old, *fresh} - kept.keys()  # fresh ones too: another docket may have put them in meanwhile
    if stale:
        engine.replace(delete=sorted(stale), add=_documents(casebook, fresh))
    for name in fresh:
        kept[name] = {"revision": new[name], "abbreviations": list(find_abbreviations(casebook.text_of(name)))}
    actors = _actors(casebook)
    added = fresh if state and old.keys() <= kept.keys() - set(fresh) else list(new)  # where papers went, all years are read anew
    years = _years(casebook, actors, state.get("years", {}) if added is fresh else {}, added)
    names = learn_names(actors, ((long, short) for name in sorted(kept) for long, short in kept[name]["abbreviations"]))
    _write_state(
        folder,
        {"schema": SCHEMA_VERSION, "revision": revision, "sources": kept, "names": names, "years": years},
    )
    return engine


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


def _opened(folder: Path) -> WhooshEngine | None:
    """The engine on file; None where it is missing or damaged, whichever way."""
    try:
        return WhooshEngine.open(folder / _FOLDER / _ENGINE)
    except Exception:  # Whoosh raises whatever it stumbles over in a damaged file; the index can always be made anew
        return None


def _read_state(folder: Path) -> dict[str, Any]:
    """What the index was made from; empty where there is none, or another version made it."""
    try:
        state: dict[str, Any] = json.loads((folder / _FOLDER / _STATE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) and state.get("schema") == SCHEMA_VERSION else {}


def _write_state(folder: Path, state: dict[str, Any]) -> None:
    """Written beside and moved into place, so that a reader sees a whole file."""
    new = folder / _FOLDER / f"{_STATE}.new"
    new.write_text(json.dumps(state, ensure_ascii=False), "utf-8")
    new.replace(folder / _FOLDER / _STATE)
