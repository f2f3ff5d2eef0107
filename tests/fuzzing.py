"""Damages papers of every format for a while and looks what their readers make of them: python -m tests.fuzzing --seconds 60

    docx: 412 damaged papers, 291 read, 121 refused

A reader may read a damaged paper or refuse it in one line. It may not raise anything else, give offsets outside its text, or hang. What a
paper says is damaged too, and the records drawn from it must still stand where they say. The papers are invented ones, and those of the
folders named. A paper that breaks a reader is kept in `fuzz-failures/`, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx

from corpus.errors import UnreadableError
from corpus.read import READABLE, read_source
from corpus.readers import child
from corpus.records import Actor
from corpus.sample import papers
from corpus.sources import SourceText
from extract.papers import build_pipeline, extract_source
from tests.papers import LEFT, Page, grid, lines, write_msg, write_pdf

LARGEST = 300_000  # bytes; a larger paper takes too long to be damaged often
PAGE_SECONDS = 10.0
KEPT = Path("fuzz-failures")
LETTER = (papers() / "isles-to-protection.txt").read_text("utf-8")
TOKENS = (
    *(
        b"<",
        b">",
        b"&",
        b"\x00",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"%",
        b"endobj",
        b"/Kids",
        b"<w:p>",
        b"</w:tbl>",
        b"<table>",
        b"&#x0;",
    ),
    *(
        b"\r\n\r\n",
        b"--",
        b"Content-Type: message/rfc822\r\n",
        b"9999999999",
        b"-1",
        b"\f",
        b"\x1b[31m",
        b"\xc2\xad",
        b"99/99/2003",
        b"|",
    ),
)

Damage = Callable[[bytes, random.Random], bytes]


def whole_papers(folder: Path) -> Iterator[tuple[str, bytes]]:
    """An undamaged paper of each format, as (ending, bytes)."""
    yield ".txt", LETTER.encode()
    yield ".pdf", (papers() / "joint-letter-to-chairs.pdf").read_bytes()
    page = Page([*lines(LEFT, 100, LETTER.splitlines()[:30]), *grid([70, 300, 520], [600, 640, 680])])
    yield ".pdf", write_pdf(folder / "whole.pdf", [page, page]).read_bytes()
    yield ".docx", _word()
    yield ".html", f"<html><body><h1>Piers</h1><table><tr><td>a<td>b</table><p>{LETTER}</body></html>".encode()
    yield ".eml", _mail()
    people = [("Tom Orrin", "tom@piers.example", 1), ("Ada Wren", "ada@piers.example", 2)]
    yield ".msg", write_msg(folder / "whole.msg", "Ada Wren", "Piers", LETTER, people, [("note.txt", b"A note")]).read_bytes()


def _word() -> bytes:
    document = docx.Document()
    for paragraph in LETTER.split("\n\n"):
        document.add_paragraph(paragraph)
    table = document.add_table(3, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"entry {number}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ada Wren <ada@piers.example>", "tom@piers.example", "Piers"
    message.set_content(LETTER)
    message.add_alternative(f"<p>{LETTER}", subtype="html")
    message.add_attachment(_word(), maintype="application", subtype="octet-stream", filename="note.docx")
    return bytes(message)


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The bytes with one to eight things changed in them."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        dice.choice(CHANGES)(out, dice)
    return bytes(out)


def damaged_inside(data: bytes, dice: random.Random) -> bytes:
    """A zip archive with one of its files damaged and the archive itself whole: checksums would else stop it at the door."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        names = archive.namelist()
        chosen = dice.choice([*names, *["word/document.xml"] * len(names)])
        for name in names:
            content = archive.read(name)
            changed.writestr(name, damaged(content, dice) if name == chosen else content)
    return out.getvalue()


def _place(data: bytearray, dice: random.Random) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + int(dice.expovariate(1 / 40)))


def _flip(data: bytearray, dice: random.Random) -> None:
    if data:
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _cut(data: bytearray, dice: random.Random) -> None:
    start, end = _place(data, dice)
    del data[start:end]


def _repeat(data: bytearray, dice: random.Random) -> None:
    start, end = _place(data, dice)
    data[start:start] = bytes(data[start:end]) * dice.choice((1, 2, 50))


def _insert(data: bytearray, dice: random.Random) -> None:
    start, _ = _place(data, dice)
    data[start:start] = dice.choice(TOKENS) * dice.choice((1, 1, 1, 30))


def _move(data: bytearray, dice: random.Random) -> None:
    start, end = _place(data, dice)
    piece = bytes(data[start:end])
    del data[start:end]
    at = dice.randrange(len(data) + 1)
    data[at:at] = piece


def _end(data: bytearray, dice: random.Random) -> None:
    if dice.random() < 0.2:
        del data[dice.randrange(len(data) + 1) :]


CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _flip, _cut, _repeat, _insert, _insert, _move, _end)


def fault_of(path: Path) -> tuple[str, str]:
    """("read" or "refused", what is wrong with how that was done: "" for nothing)."""
    try:
        source = read_source(path, ocr="never")
    except UnreadableError as error:
        said = str(error)
        return "refused", "" if said.startswith(f"{path.name} ") and "\n" not in said else f"refused in other words: {said!r}"
    return "read", _misplaced(source)


def _misplaced(source: SourceText) -> str:
    last = len(source.text)
    spans = [(page.start, page.end) for page in source.pages] + [(part.start, part.end) for part in source.parts]
    spans += [(word.start, word.end) for page in source.pages for word in page.words]
    wrong = [start for start, end in spans if not 0 <= start <= end <= last]
    try:
        source.text.encode("utf-8")
    except UnicodeEncodeError:
        return "text that can't be written"
    return f"{len(wrong)} offsets outside the text" if wrong else ""


def record_fault_of(nlp: Any, text: str) -> str:
    """What is wrong with the records of a text; "" for nothing."""
    source = SourceText("damaged.txt", "damaged.txt", "0" * 64, "text", text)
    for record in extract_source(nlp, source):
        if isinstance(record, Actor):
            continue  # it stands in many places
        if record.quote and text[record.start : record.end] != record.quote:
            return f"the quote of {record.id} is not what stands at {record.start}"
    return ""


def fuzz_reader(ending: str, seeds: list[bytes], until: float, dice: random.Random, folder: Path) -> dict[str, int]:
    """Counts of papers "read", "refused" and "failed"; those that failed are kept."""
    counts = {"read": 0, "refused": 0, "failed": 0}
    path = folder / f"damaged{ending}"
    while time.monotonic() < until:
        seed = dice.choice(seeds)
        damage: Damage = damaged_inside if ending == ".docx" and dice.random() < 0.8 else damaged
        data = damage(seed, dice)
        path.write_bytes(data)
        try:
            how, wrong = fault_of(path)
        except Exception as error:  # what this looks for
            how, wrong = "failed", f"{type(error).__name__}: {error}"
        if wrong:
            how = "failed"
            _keep(ending, data, wrong)
        counts[how] += 1
    return counts


def fuzz_records(seeds: list[str], until: float, dice: random.Random) -> dict[str, int]:
    """The same for the records of texts that are damaged; a text is never refused."""
    nlp = build_pipeline()
    counts = {"read": 0, "refused": 0, "failed": 0}
    while time.monotonic() < until:
        text = dice.choice(seeds)
        start = dice.randrange(len(text))
        data = damaged(text[start : start + 6_000].encode(), dice)
        text = data.decode("utf-8", "replace")
        try:
            wrong = record_fault_of(nlp, text)
        except Exception as error:  # what this looks for
            wrong = f"{type(error).__name__}: {error}"
        if wrong:
            _keep(".records.txt", text.encode(), wrong)
        counts["failed" if wrong else "read"] += 1
    return counts


def _keep(ending: str, data: bytes, wrong: str) -> None:
    KEPT.mkdir(exist_ok=True)
    path = KEPT / f"{len(list(KEPT.iterdir())) + 1}{ending}"
    path.write_bytes(data)
    print(f"{path}: {wrong}", flush=True)


def main() -> int:
    """Fuzzes each reader for its share of the time."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument(
        "folders", nargs="*", type=Path, help="folders with more papers to damage; those that are not there are passed over"
    )
    asked.add_argument("--seconds", type=float, default=60, help="how long in all")
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32), help="to do the same again")
    given = asked.parse_args()
    dice = random.Random(given.seed)
    child.PAGE_SECONDS = PAGE_SECONDS
    print(f"seed {given.seed}")
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        seeds = _seeds(Path(name), given.folders)
        share = given.seconds / (len(seeds) + 1)
        for ending, data in seeds.items():
            counts = fuzz_reader(ending, data, time.monotonic() + share, dice, Path(name))
            failed += _tell(ending[1:], counts)
        texts = [data.decode("utf-8", "replace") for data in seeds[".txt"]]
        failed += _tell("records", fuzz_records(texts, time.monotonic() + share, dice))
    child.end_child()
    return 1 if failed else 0


def _seeds(folder: Path, folders: list[Path]) -> dict[str, list[bytes]]:
    seeds: dict[str, list[bytes]] = {}
    for ending, data in whole_papers(folder):
        seeds.setdefault(ending, []).append(data)
    for path in sorted(path for more in [papers(), *folders] for path in more.rglob("*") if path.is_file()):
        if READABLE.get(path.suffix.lower()) and path.suffix in seeds and path.stat().st_size <= LARGEST:
            seeds[path.suffix].append(path.read_bytes())
    return seeds


def _tell(name: str, counts: dict[str, int]) -> int:
    total = sum(counts.values())
    told = f"{name}: {total} damaged papers, {counts['read']} read, {counts['refused']} refused"
    print(told + (f", {counts['failed']} FAILED" if counts["failed"] else ""), flush=True)
    return counts["failed"]


if __name__ == "__main__":
    sys.exit(main())
