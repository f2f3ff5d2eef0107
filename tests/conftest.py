"""What all tests share: where the real papers are, and the reason a test that needs them is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real corpus, its annotations and scorers; skips the test where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the real papers in ../shared, which are not part of the repository")
    return SHARED
