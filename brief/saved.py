"""Searches kept by name in a casebook, so that a question is asked again in a word.

save_search(casebook, "overdue", "What is overdue?")        expand(casebook, "@overdue kind:promise")
->  "What is overdue? kind:promise"

They are kept in the file `searches.json` of the casebook.
"""

from __future__ import annotations

import json
import re

from brief.listing import Column, Listing
from brief.plain import shorten
from corpus.casebook import Casebook
from corpus.errors import DocketError

_FILE = "searches.json"
_NAME = re.compile(r"\w[\w.-]{0,39}")
_SHOWN = 80  # characters of a question in a line about it


def save_search(casebook: Casebook, name: str, question: str, *, replace: bool = False) -> None:
    """Keep a question under a name; DocketError where the name is no name or is taken."""
    if not _NAME.fullmatch(name):
        raise DocketError(f"“{name}” is no name for a search; write up to 40 letters, digits, - and . as in overdue-2015")
    saved = read_saved(casebook)
    if name in saved and saved[name] != question and not replace:
        told = shorten(saved[name], _SHOWN)
        raise DocketError(f"there is a saved search {name} already ({told}); add --replace to put this one in its place")
    _write(casebook, {**saved, name: question})


def forget_search(casebook: Casebook, name: str) -> str:
    """Forget a saved search; gives its question."""
    saved = read_saved(casebook)
    question = _question(saved, name.removeprefix("@"))
    _write(casebook, {other: kept for other, kept in saved.items() if other != name.removeprefix("@")})
    return question


def expand(casebook: Casebook, asked: str) -> str:
    """A search whose first word is @NAME with the question kept under that name in its place; any other as it is."""
    first, _, more = asked.strip().partition(" ")
    if not first.startswith("@") or not first[1:]:
        return asked
    return f"{_question(read_saved(casebook), first[1:])} {more}".strip()


def list_saved(casebook: Casebook) -> Listing:
    """The saved searches by name."""
    saved = sorted(read_saved(casebook).items())
    return Listing(
        title=f"{len(saved)} saved search{'' if len(saved) == 1 else 'es'}; ask one again with docket search @NAME",
        columns=(Column("Name"), Column("Question")),
        rows=tuple((name, question) for name, question in saved),
        fields=("name", "question"),
        records=tuple({"name": name, "question": question} for name, question in saved),
        markings=None,
    )


def read_saved(casebook: Casebook) -> dict[str, str]:
    """The questions by name; DocketError where the file is damaged."""
    try:
        text = (casebook.folder / _FILE).read_text("utf-8")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DocketError(f"{casebook.folder / _FILE} can't be read ({error.strerror}); see that you may read it") from error
    try:
        saved = json.loads(text)
        return {str(name): str(question) for name, question in saved.items()}
    except (ValueError, AttributeError) as error:
        raise DocketError(
            f"{casebook.folder / _FILE} is damaged; take it from your backup, or delete it and save the searches anew"
        ) from error


def _question(saved: dict[str, str], name: str) -> str:
    if name not in saved:
        known = f"there are {', '.join(sorted(saved))}" if saved else "none is saved yet"
        raise DocketError(f"no saved search is called {name}; {known}; save one with docket search --save {name} QUESTION")
    return saved[name]


def _write(casebook: Casebook, saved: dict[str, str]) -> None:
    """Written beside and moved into place, so that no reader sees half a file."""
    new = casebook.folder / f"{_FILE}.new"
    try:
        new.write_text(json.dumps(saved, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
        new.replace(casebook.folder / _FILE)
    except OSError as error:
        raise DocketError(
            f"{casebook.folder / _FILE} can't be written ({error.strerror}); see that you may write there"
        ) from error
