"""A child process that reads papers which could hang or crash what parses them; it is started once and asked again and again.

    read_in_child("pdf", b"%PDF-1.4 …", ocr="auto")  ->  SourceText(format="pdf", …)
    draw_in_child(b"%PDF-1.4 …", "pdf", page, boxes)  ->  PNG bytes, from a child of its own, so that nobody waits for OCR to see a page

The child says which page it is at. If it stays on one for too long it is ended and a new one is asked to read the rest without
that page, so a page that hangs its parser costs that page, and a paper that crashes it costs that paper, never the batch.
"""

from __future__ import annotations

import atexit
import os
import pickle
import select
import struct
import subprocess
import sys
import threading
from array import array
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from corpus.errors import UnreadableError
from corpus.sources import Fault, Page, SourceText, WordBox

if TYPE_CHECKING:
    from corpus.pagepicture import Box

PAGE_SECONDS = 30.0
DRAWING_SECONDS = 10.0
MEMORY_BYTES = 4 << 30
_MOST_HUNG_PAGES = 3
_HEAD = struct.Struct("<Q")
_DRAW = "draw"  # in place of a format: what is wanted is a picture


class _HungError(Exception):
    """The child stayed on one page for too long."""

    def __init__(self, page: int) -> None:
        self.page = page


class _Child:
    """The process and the pipes to it; None until it is needed."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0  # the process that started it; another, forked from that, needs one of its own
        self.lock = threading.Lock()

    def ask(self, message: tuple[Any, ...], seconds: float = 0.0) -> Any:
        """The answer to a message; _HungError where none comes in time, UnreadableError where the child says so or dies."""
        if self.process is None or self.owner != os.getpid() or self.process.poll() is not None:
            self.process, self.owner = _started(), os.getpid()
        assert self.process.stdin and self.process.stdout
        page = 0
        try:
            send(self.process.stdin, message)
            while True:
                if not _ready(self.process.stdout, seconds or PAGE_SECONDS):
                    raise _HungError(page)
                kind, answer = receive(self.process.stdout)
                if kind != "page":
                    break
                page = answer
        except (EOFError, OSError) as error:
            self.end()
            raise UnreadableError(_crashed(page)) from error
        except _HungError:
            self.end()
            raise
        if kind == "unreadable":
            raise UnreadableError(answer)
        return answer

    def end(self) -> None:
        """Ends the process, if there is one."""
        if self.process is not None and self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
        self.process = None


_CHILD, _PAINTER = _Child(), _Child()


@atexit.register
def end_child() -> None:
    """Ends the children, if there are any; the next paper starts another."""
    _CHILD.end()
    _PAINTER.end()


def read_in_child(format_name: str, data: bytes, **options: Any) -> SourceText:
    """A paper read by the child; UnreadableError says what is wrong with it."""
    skip: list[int] = []
    with _CHILD.lock:
        while True:
            try:
                packed = _CHILD.ask((format_name, data, {**options, "skip": skip}))
                break
            except _HungError as hung:
                if not hung.page or len(skip) >= _MOST_HUNG_PAGES or hung.page in skip:
                    raise UnreadableError("takes too long to read; open it in a viewer and save a copy") from hung
                skip.append(hung.page)
    source = unpack(packed)
    slow = tuple(Fault(f"the page took more than {PAGE_SECONDS:.0f} seconds and is left out", page) for page in skip)
    return replace(source, faults=tuple(sorted((*source.faults, *slow), key=lambda fault: fault.page or 0)))


def draw_in_child(data: bytes, format_name: str, page: Page, boxes: Sequence[Box], longest: int = 0) -> bytes:
    """A page as `corpus.pagepicture.draw_page` draws it; UnreadableError says what is wrong with the paper."""
    with _PAINTER.lock:
        try:
            drawn: bytes = _PAINTER.ask((_DRAW, data, (format_name, page, boxes, longest)), DRAWING_SECONDS)
        except _HungError as hung:
            raise UnreadableError("takes too long to draw; open it in a viewer") from hung
    return drawn


def _crashed(page: int) -> str:
    where = f" at page {page}" if page else ""
    return f"breaks what reads it{where}; open it in a viewer and save a copy"


def _started() -> subprocess.Popen[bytes]:
    """A new child. `-P`: the folder that docket was started in holds papers, and a module among them must not be imported."""
    own = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, dict.fromkeys([*sys.path, own])))
    return subprocess.Popen(
        [sys.executable, "-P", "-c", "from corpus.readers.child import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,  # what a buffer has read ahead, `select` can't see
        env={**os.environ, "PYTHONPATH": paths},
    )


def _ready(stream: Any, seconds: float) -> bool:
    return bool(select.select([stream], [], [], seconds)[0])


# Both ends


def send(stream: IO[bytes], message: Any) -> None:
    """Writes a message with its length before it."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    rest = memoryview(_HEAD.pack(len(body)) + body)
    while rest:
        rest = rest[stream.write(rest) :]
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message; EOFError where the other end is gone."""
    return pickle.loads(_exactly(stream, _HEAD.unpack(_exactly(stream, _HEAD.size))[0]))


def _exactly(stream: IO[bytes], count: int) -> bytes:
    pieces: list[bytes] = []
    while count:
        piece = stream.read(count)
        if not piece:
            raise EOFError
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def pack(source: SourceText) -> tuple[Any, ...]:
    """A source with its words as bare numbers, boxes to a tenth of a point: a paper of 100 pages has 50,000 words."""
    pages = []
    for page in source.pages:
        numbers = array("i")
        for word in page.words:
            numbers.extend(
                (
                    word.start,
                    word.end,
                    *(round(side * 10) for side in (word.x0, word.top, word.x1, word.bottom)),
                    round(word.confidence * 1000),
                )
            )
        pages.append((page.number, page.start, page.end, page.width, page.height, numbers.tobytes()))
    return replace(source, pages=()), pages


def unpack(packed: tuple[Any, ...]) -> SourceText:
    """The source that `pack` was given."""
    source: SourceText = packed[0]
    return replace(
        source,
        pages=tuple(
            Page(number, start, end, width, height, _words(numbers)) for number, start, end, width, height, numbers in packed[1]
        ),
    )


def _words(packed: bytes) -> tuple[WordBox, ...]:
    numbers = array("i")
    numbers.frombytes(packed)
    each = iter(numbers)
    return tuple(
        WordBox(start, end, x0 / 10, top / 10, x1 / 10, bottom / 10, confidence / 1000)
        for start, end, x0, top, x1, bottom, confidence in zip(*[each] * 7, strict=True)
    )


def serve() -> None:
    """What the child does: reads messages from its input until that is closed, and answers each."""
    _limit_memory()
    into, out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    while True:
        try:
            format_name, data, options = receive(into)
        except EOFError:
            return
        answer: tuple[str, Any]
        try:
            answer = ("done", _draw(data, *options) if format_name == _DRAW else pack(_read(format_name, data, options, out)))
        except UnreadableError as error:
            answer = ("unreadable", str(error))
        except MemoryError:
            answer = ("unreadable", "needs more memory than docket allows a paper; split it and add the parts")
        except RecursionError:
            answer = (
                "unreadable",
                "holds things nested too deep to read; save what matters in it as a file of its own and add that",
            )
        except Exception as error:  # one paper's fault, whatever it is, must not end the batch
            answer = ("unreadable", f"can't be read ({type(error).__name__}: {error}); open it in a viewer and save a copy")
        send(out, answer)


def _read(format_name: str, data: bytes, options: dict[str, Any], out: IO[bytes]) -> SourceText:
    from corpus.readers.formats import read_format  # noqa: PLC0415

    return read_format(format_name, data, on_page=lambda number: send(out, ("page", number)), **options)


def _draw(data: bytes, format_name: str, page: Page, boxes: Sequence[Box], longest: int) -> bytes:
    from corpus.pagepicture import draw_page  # noqa: PLC0415

    return draw_page(data, format_name, page, boxes, longest)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
