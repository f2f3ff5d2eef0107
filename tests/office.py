"""LibreOffice, for tests that prove that a file opens in an office program and prints; skipped where it is not installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="no LibreOffice: install libreoffice-writer and libreoffice-calc to run this"
)


def printed_pages(path: Path) -> list[str]:
    """The text of each page as LibreOffice prints the file."""
    folder = path.parent / f"printed-{path.suffix[1:]}"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{path.parent}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, path],
        check=False, capture_output=True, timeout=180,
    )  # fmt: skip
    made = folder / f"{path.stem}.pdf"
    if not made.exists():
        pytest.skip(f"LibreOffice cannot read {path.suffix} here: install libreoffice-writer and libreoffice-calc to run this")
    document = pypdfium2.PdfDocument(made)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return pages
