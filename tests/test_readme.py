"""The README's console blocks are what docket prints over the sample papers. DOCKET_UPDATE=1 writes them anew."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from corpus.sample import papers

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"```console\n\$ docket (?P<call>[^\n]+)\n(?P<output>.*?)```", re.S)
PAGES = [ROOT / "README.md"]


@pytest.fixture(scope="module")
def sample_casebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme") / "casebook"
    done = CliRunner().invoke(main, ["--casebook", str(folder), "add", str(papers())])
    assert done.exit_code == 0, done.output
    return folder


def printed(call: str, casebook: Path) -> str:
    done = CliRunner().invoke(main, ["--casebook", str(casebook), *shlex.split(call)])
    assert done.exit_code == 0, done.output
    return "\n".join(line.rstrip() for line in done.output.splitlines()) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_what_the_page_shows_is_what_docket_prints(page: Path, sample_casebook: Path) -> None:
    text = page.read_text("utf-8")
    told = BLOCK.sub(lambda m: f"```console\n$ docket {m['call']}\n{printed(m['call'], sample_casebook)}```", text)
    if os.environ.get("DOCKET_UPDATE"):
        page.write_text(told, "utf-8")
    else:
        assert told == text


def test_every_command_is_documented() -> None:
    told = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for name, command in main.commands.items():
        assert f"docket {name}" in told, f"{name} is not in docs/commands.md"
        assert f"docket {name}" in (command.help or ""), f"{name} --help shows no call"


def test_links_of_the_pages_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
