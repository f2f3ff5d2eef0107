"""The contract of engines, kept by Whoosh and by a table that is read from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.whoosh_engine import WhooshEngine
from tests.engine_contract import ComparedContract, EngineContract, EngineUnderTest
from tests.table_engine import TableEngine


class TestTable(EngineContract):
    def make(self, folder: Path) -> EngineUnderTest:
        return TableEngine()


class TestWhoosh(ComparedContract):
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def small_segments(cls) -> Iterator[None]:
        """So that a few documents are several segments, written anew and made one."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("index.whoosh_commits.LARGEST", 5)
            yield

    def make(self, folder: Path) -> EngineUnderTest:
        return WhooshEngine.create(folder)
