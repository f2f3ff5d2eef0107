"""Sample papers of an invented government, installed with the package for `docket demo`."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any


def papers() -> Path:
    """The folder of the sample papers, ready to be added to a casebook."""
    return _here() / "papers"


def facts() -> dict[str, Any]:
    """What a careful reader finds in the sample papers, marked by hand: actors, and for each paper its records."""
    marked: dict[str, Any] = json.loads((_here() / "facts.json").read_text("utf-8"))
    return marked


def _here() -> Path:
    """Packages are installed as files and not zipped, so the resource is a plain folder."""
    return Path(str(files(__name__)))
