"""One writer at a time: a lock on a file, which falls with the process that holds it.

with locked(Path("casebook/index/LOCK")): …
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from index.errors import IndexFileError

_WAIT_SECONDS = 30.0


@contextmanager
def locked(path: Path, *, wait: float | None = None) -> Iterator[None]:
    """Hold the lock; IndexFileError where another holds it for longer than `wait` seconds (half a minute)."""
    locks: Any = import_module("whoosh.util.filelock")  # untyped, and loaded to write alone
    lock = locks.FileLock(str(path))
    if not locks.try_for(lock.acquire, timeout=_WAIT_SECONDS if wait is None else wait):
        raise IndexFileError("another docket is writing the search index; try again when it is done")
    try:
        yield
    finally:
        lock.release()


def sync_folder(folder: Path) -> None:
    """See that what was made and renamed in a folder is on the disk; systems that can't open a folder need not be asked."""
    if hasattr(os, "O_DIRECTORY"):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
