"""Guards against archives that unpack to more than any paper holds.

a DOCX of 40 KB that unpacks to 4 GB  ->  UnreadableError
"""

from __future__ import annotations

import io
import zipfile

from corpus.errors import UnreadableError

MOST_UNPACKED = 400 << 20  # bytes
_MOST_FILES = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_office_zip(data: bytes, format_name: str) -> None:
    """Raises UnreadableError where these bytes are no sound archive of a sensible size."""
    if data.startswith(_OLE):
        raise UnreadableError(
            f"is encrypted, or an older format under the name of a {format_name}; save a copy without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError(
            f"is no {format_name}, or broken or cut off; open it in a word processor and save a copy"
        ) from error
    unpacked = sum(file.file_size for file in files)
    if unpacked > MOST_UNPACKED or len(files) > _MOST_FILES:
        raise UnreadableError(f"unpacks to {unpacked >> 20:,} MB in {len(files):,} files, more than any paper; it is not read")
