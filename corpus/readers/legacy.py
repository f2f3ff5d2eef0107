"""Reads DOC, RTF and ODT: LibreOffice, where it is installed, makes a DOCX of them, and that is read.

letter.doc  ->  SourceText(format="doc", text="Dear Minister\\n\\n…")
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.errors import UnreadableError
from corpus.readers.word import read_word
from corpus.readers.zips import check_office_zip
from corpus.sources import SourceText

_BEGINS = {"doc": (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"<html", b"<HTML"), "rtf": (b"{\\rtf",), "odt": (b"PK",)}
_NAMES = ("soffice", "libreoffice")
_LONGEST = 120  # seconds
_TICK = 5  # seconds after which the parent is told that work goes on


def read_legacy(format_name: str, data: bytes, on_wait: Callable[[], None] = lambda: None) -> SourceText:
    """The text of a DOC, RTF or ODT; `on_wait` is called every few seconds. UnreadableError says what is missing or wrong."""
    if not data.lstrip().startswith(_BEGINS[format_name]):
        raise UnreadableError(f"is no {format_name.upper()}, whatever its name says; give it the ending of what it is")
    if format_name == "odt":
        check_office_zip(data, "ODT")
    office = next(filter(None, map(shutil.which, _NAMES)), None)
    if office is None:
        raise UnreadableError(
            f"is {format_name.upper()}, which is read through LibreOffice; install LibreOffice, or save the paper as DOCX"
        )
    return replace(read_word(_converted(office, format_name, data, on_wait)), format=format_name)


def _converted(office: str, format_name: str, data: bytes, on_wait: Callable[[], None]) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"paper.{format_name}").write_bytes(data)
        command = [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",  # its own, so that an office that is open is no hindrance
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(folder / f"paper.{format_name}"),
        ]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            _wait(process, on_wait)
        made = folder / "out" / "paper.docx"
        if not made.is_file():
            raise UnreadableError("can't be read by LibreOffice: it is broken or wants a password; open it and save it as DOCX")
        return made.read_bytes()


def _wait(process: subprocess.Popen[bytes], on_wait: Callable[[], None]) -> None:
    for _ in range(_LONGEST // _TICK):
        try:
            process.wait(_TICK)
            return
        except subprocess.TimeoutExpired:
            on_wait()
    process.kill()
    raise UnreadableError(f"keeps LibreOffice busy for more than {_LONGEST} seconds; open it and save it as DOCX")
