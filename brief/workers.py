"""Processes that read and extract papers beside one another; whoever adds papers takes their results in order and writes alone.

with open_workers(2, Reading(ocr="auto")) as workers:
    first, second = workers.submit(path, "letter.txt"), workers.submit(other, "reply.txt")
    source, records = first()          # waits; raises what reading raised

A process is started once and stays. One that dies (it was killed, or a library crashed it) costs its paper a second try in a new one.
With one worker nothing is started: papers are read where they are asked for, so that few papers cost no start.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import DocketError
from corpus.read import read_source, say_path
from corpus.readers.child import pack, receive, send, unpack
from corpus.records import AnyRecord
from corpus.sources import SourceText
from extract.papers import build_pipeline, extract_source, name_of_model

Read = tuple[SourceText, list[AnyRecord]]
Outcome = Callable[[], Read]
_WORTH_A_WORKER = 12  # papers: fewer are read in the time that a process takes to start
_TRIES = 2  # a paper that has killed two workers is at fault, not they


@dataclass(frozen=True, slots=True)
class Reading:
    """How papers are read: OCR of scanned pages and the languages that it expects, the trained pipeline that joins in ("" for none)."""

    ocr: str = "auto"
    languages: str = ""
    model: str = ""


class Workers(Protocol):
    """Whoever reads papers. `model` is the trained pipeline's name as it is kept; `count` how many read at once."""

    model: str
    count: int

    def submit(self, path: Path, name: str) -> Outcome:
        """Have a paper read under this name; what is given back waits for it, and raises what reading raised."""


@contextmanager
def open_workers(count: int, reading: Reading) -> Iterator[Workers]:
    """So many workers until the block ends. DocketError where the model cannot be used."""
    model = name_of_model(build_pipeline(reading.model)) if reading.model else ""
    if count == 1:
        yield _Here(reading, model)
        return
    there = _There(count, reading, model)
    try:
        yield there
    finally:
        there.end()


def workers_for(papers: int) -> int:
    """How many workers so many papers are worth: one for each core that this process may use, one for each dozen papers."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, papers // _WORTH_A_WORKER))


class _Here:
    """Reads in this process, when the result is wanted; the pipeline is built for the first paper."""

    count = 1

    def __init__(self, reading: Reading, model: str) -> None:
        self.model, self._reading = model, reading
        self._nlp: Any = None  # a spaCy pipeline; only `extract` knows spaCy

    def submit(self, path: Path, name: str) -> Outcome:
        return lambda: self._read(path, name)

    def _read(self, path: Path, name: str) -> Read:
        source = _source(path, name, self._reading)
        self._nlp = self._nlp or build_pipeline(self._reading.model)
        return source, extract_source(self._nlp, source)


class _There:
    """A thread for each process, which waits for it."""

    def __init__(self, count: int, reading: Reading, model: str) -> None:
        self.model, self.count, self._reading = model, count, reading
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="docket-worker")
        self._own = threading.local()
        self._started: list[_Process] = []

    def submit(self, path: Path, name: str) -> Outcome:
        return self._threads.submit(self._read, path, name).result

    def _read(self, path: Path, name: str) -> Read:
        for _ in range(_TRIES):
            if getattr(self._own, "process", None) is None:
                self._own.process = _Process(self._reading)
                self._started.append(self._own.process)
            process: _Process = self._own.process
            try:
                return process.read(path, name)
            except (EOFError, OSError):
                process.end()
                self._own.process = None
        raise DocketError(f"{say_path(path)}: ended what reads it, twice; see that there is memory enough, else leave it out")

    def end(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._started:
            process.end()


class _Process:
    """One process and the pipes to it.

    `-P`: the folder that docket was started in holds papers, and a module among them must not be imported. A session of its own: Ctrl-C
    is for whoever writes, who ends the workers.
    """

    def __init__(self, reading: Reading) -> None:
        paths = os.pathsep.join(filter(None, dict.fromkeys([*sys.path, str(Path(__file__).resolve().parents[1])])))
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-c", "from brief.workers import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
            start_new_session=True,
        )
        self._send(reading)

    def read(self, path: Path, name: str) -> Read:
        self._send((path, name))
        assert self._popen.stdout
        done, answer = receive(self._popen.stdout)
        if not done:
            raise answer
        packed, records = answer
        return unpack(packed), records

    def _send(self, message: Any) -> None:
        assert self._popen.stdin
        send(self._popen.stdin, message)

    def end(self) -> None:
        self._popen.kill()
        self._popen.wait()
        for pipe in (self._popen.stdin, self._popen.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()


def serve() -> None:
    """What a worker does: reads the papers named on its input until that is closed, and answers each."""
    into, out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # what a library prints is no answer
    reading: Reading = receive(into)
    here = _Here(reading, "")
    while True:
        try:
            path, name = receive(into)
        except EOFError:
            return
        answer: tuple[bool, Any]
        try:
            source, records = here.submit(path, name)()
            answer = (True, (pack(source), records))
        except (DocketError, OSError) as error:
            answer = (False, error)
        except Exception as error:  # in words: not every exception can be sent
            told = f"{type(error).__name__}: {error}; this is a fault of docket, please report it"
            answer = (False, DocketError(f"{say_path(path)}: {told}"))
        send(out, answer)


def _source(path: Path, name: str, reading: Reading) -> SourceText:
    source = read_source(path, name=say_path(path), ocr=reading.ocr, languages=reading.languages)
    return replace(source, name=name, path=str(path.resolve()))
