"""What a search index was made from, and in which folder its engine keeps its files.

    index/state.json  {"engine": "whoosh-3f2a90c1", "revision": "…", "names": […], "sources": "sources-77d0e3b2.json", …}

The file is the switch: what is written anew stands beside the old until the file names it. It carries a proof that this casebook
wrote it; an index that came from elsewhere is not opened.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from index.locking import sync_folder

_STATE = "state.json"
_LOCK = "LOCK"


class State(NamedTuple):
    """The folder of the engine, the revision of the casebook that it holds, and the file of its sources.

    Beside them what a search needs of the casebook: names that are one, and the years of the papers that name each person.
    """

    engine: str
    revision: str
    names: Any
    years: Any
    sources: str


def lock_file(folder: Path) -> Path:
    """The lock of an index folder, which is made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder / _LOCK


def read_state(folder: Path, stamp: str, schema: int) -> State | None:
    """The state of the index in a folder; None where there is none that the casebook of this stamp wrote in this version."""
    try:
        kept = json.loads((folder / _STATE).read_text("utf-8"))
        state = State(*(kept[name] for name in State._fields))
        return state if kept["proof"] == _proof(state, stamp, schema) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_sources(folder: Path, state: State) -> dict[str, Any] | None:
    """By name the sources in an index, with what is known of each; None where the file is missing or damaged."""
    try:
        sources = json.loads((folder / state.sources).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return sources if isinstance(sources, dict) else None


def write_state(folder: Path, state: State, sources: Mapping[str, Any], stamp: str, schema: int) -> None:
    """Make a state that of the index, and take away all that belongs to another."""
    state = state._replace(sources=fresh_name("sources", ".json"))
    _write(folder / state.sources, sources)
    _write(folder / f"{_STATE}.new", {**state._asdict(), "proof": _proof(state, stamp, schema)})
    (folder / f"{_STATE}.new").replace(folder / _STATE)
    sync_folder(folder)
    for path in folder.iterdir():
        if path.name not in {_STATE, _LOCK, state.engine, state.sources}:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def fresh_name(kind: str, ending: str = "") -> str:
    """A name that nothing has yet."""
    return f"{kind}-{os.urandom(4).hex()}{ending}"


def _proof(state: State, stamp: str, schema: int) -> str:
    told = json.dumps([stamp, schema, state.engine, state.revision, state.sources])
    return hashlib.sha256(told.encode()).hexdigest()


def _write(path: Path, value: Mapping[str, Any]) -> None:
    with path.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
