"""The one way through the house: corpus <- extract <- index, graph <- brief <- cli; engines stay in their rooms."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.casebook import Casebook
from corpus.sources import SourceText

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "corpus": set(),
    "extract": {"corpus"},
    "index": {"corpus", "extract"},
    "graph": {"corpus", "extract"},
    "brief": {"corpus", "extract", "index", "graph"},
    "web": {"corpus", "extract", "index", "graph", "brief"},
    "cli": {"corpus", "extract", "index", "graph", "brief", "web"},
}
ENGINE_ROOMS = {
    "spacy": "extract",
    "pdfplumber": "corpus",
    "sqlite3": "corpus",
    "whoosh": "index",
    "networkx": "graph",
    "click": "cli",
    "flask": "web",
    "waitress": "web",
}
MODULES = [path for room in MAY_IMPORT for path in ([ROOT / "cli.py"] if room == "cli" else sorted((ROOT / room).rglob("*.py")))]


def _imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", MODULES, ids=[path.relative_to(ROOT).as_posix() for path in MODULES])
def test_imports_point_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0].removesuffix(".py")
    names = _imports(path)
    assert names & set(MAY_IMPORT) <= MAY_IMPORT[room] | {room}
    assert not {engine for engine in names & set(ENGINE_ROOMS) if ENGINE_ROOMS[engine] != room}


# What only some commands need: none of it is loaded by a command that does not.
ON_DEMAND = {"spacy", "pdfplumber", "networkx", "rich", "docx", "openpyxl", "icalendar", "reportlab", "pypdfium2", "lxml"}


@pytest.mark.parametrize("arguments", [["--help"], ["search", "--help"], ["add", "--help"]])
def test_help_loads_no_engine(arguments: list[str]) -> None:
    code = (
        "import sys, cli\n"
        f"try: cli.main({arguments!r})\nexcept SystemExit: pass\n"
        f"print(sorted({ON_DEMAND | {'whoosh'}!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stderr.strip() == "[]"


def test_search_loads_nothing_that_writes_files(tmp_path: Path) -> None:
    with Casebook.open(tmp_path, create=True) as casebook:
        casebook.put_source(SourceText("a.txt", "/in/a.txt", "a", "text", "The quay"), [])
    code = (
        "import sys, cli\n"
        f"try: cli.main(['--casebook', {str(tmp_path)!r}, 'search', 'quay'])\nexcept SystemExit: pass\n"
        f"print(sorted({ON_DEMAND!r} & set(sys.modules)), file=sys.stderr)"
    )
    for _ in range(2):  # the first time makes the index
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "for “quay”" in done.stdout
    assert done.stderr.strip() == "[]"
