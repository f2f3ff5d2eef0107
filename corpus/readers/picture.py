"""Reads a paper that is a picture: a scan or photograph of one page, or of several in one TIFF.

    scan.tif of two pages  ->  SourceText(format="picture", text="Dear Minister\\n\\n…\\f…", pages=(Page(1, …), Page(2, …)))

Each picture is read by OCR as a scanned page of a PDF is (`corpus.readers.scans`), and its pages are laid out as a PDF's are.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

from corpus.errors import UnreadableError
from corpus.readers.pdf import MOST_PAGES, as_source
from corpus.readers.scans import look_at
from corpus.readers.sheet import Sheet
from corpus.sources import Fault, SourceText

MOST_DOTS = 200_000_000  # of one picture: a sheet of A2 at 600 dots an inch
_A4_HEIGHT = 842.0  # points; what a picture without a believable resolution is taken to be high
_BELIEVABLE = (72.5, 1_300.0)  # dots an inch; 72 and less is what programs write that do not know
_LEAST_SIDE = 600  # dots; what is smaller is a logo, not a page of writing
_NO_WORDS = "holds no words that OCR can see; if it is a scan of a paper, scan it again at 300 dots an inch"


def read_picture_file(
    data: bytes,
    *,
    ocr: str = "auto",
    languages: str = "",
    skip: Collection[int] = (),
    on_page: Callable[[int], None] = lambda number: None,
) -> SourceText:
    """The text of a picture. `skip` are pages not to be read; `on_page` is told the number of each page before work on it begins."""
    picture = _opened(data)
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    for number, frame in enumerate(_frames(picture), 1):
        on_page(number)
        sheet, fault = (
            (Sheet(0, 0, []), None) if number in skip else _sheet(frame, number, ocr, languages, partial(on_page, number))
        )
        sheets.append(sheet)
        faults += [fault] if fault else []
    if not faults and not skip and not any(sheet.words for sheet in sheets):
        raise UnreadableError(_NO_WORDS)
    return as_source("picture", sheets, faults, on_page)


def frame_of(data: bytes, number: int) -> tuple[Any, float]:
    """Page `number` (from 1) of a picture file as a Pillow image, upright, and its dots a point."""
    picture = _opened(data)
    picture.seek(number - 1)
    return _upright(picture)


def is_page_like(data: bytes) -> bool:
    """Is a picture large enough to be a page of writing? False for logos, for other files and for broken ones."""
    try:
        return bool(min(_opened(data).size) >= _LEAST_SIDE)
    except UnreadableError:
        return False


def _opened(data: bytes) -> Any:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is judged below, with a line of our own
            picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
    except UnidentifiedImageError as error:
        raise UnreadableError("is not a picture, whatever its name says; give it the ending of what it is") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableError("is broken, cut off or too large; scan it again, or open it in a viewer and save a copy") from error
    if picture.width * picture.height > MOST_DOTS:
        raise UnreadableError(
            f"is {picture.width:,} by {picture.height:,} dots, more than docket reads; scan it at 300 dots an inch"
        )
    pages = getattr(picture, "n_frames", 1)
    if pages > MOST_PAGES:
        raise UnreadableError(f"has {pages:,} pages, more than docket reads at once ({MOST_PAGES:,}); split it and add the parts")
    return picture


def _frames(picture: Any) -> Iterator[tuple[Any, float] | None]:
    """Each page upright with its dots a point; None for one that is broken."""
    for index in range(getattr(picture, "n_frames", 1)):
        try:
            picture.seek(index)
            if picture.width * picture.height > MOST_DOTS:
                raise ValueError("too large")
            yield _upright(picture)
        except (OSError, ValueError, SyntaxError, EOFError):
            yield None


def _upright(picture: Any) -> tuple[Any, float]:
    from PIL import ImageOps  # noqa: PLC0415

    turned = ImageOps.exif_transpose(picture)
    grey = _on_white(turned).convert("L")
    return grey, _dots_a_point(picture, max(grey.size))


def _on_white(picture: Any) -> Any:
    """A picture with nothing to be seen through: writing on a clear ground would else stand on black."""
    from PIL import Image  # noqa: PLC0415

    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)


def _dots_a_point(picture: Any, longest: int) -> float:
    """How finely it was scanned, as the file says where that can be believed; else as if it were a sheet of A4."""
    said = float(max(picture.info.get("dpi", (0.0,))))
    low, high = _BELIEVABLE
    return said / 72 if low <= said <= high else longest / _A4_HEIGHT


def _sheet(
    frame: tuple[Any, float] | None, number: int, ocr: str, languages: str, on_wait: Callable[[], None]
) -> tuple[Sheet, Fault | None]:
    if frame is None:
        return Sheet(0, 0, []), Fault("the page is broken and left out; scan it again", number)
    picture, dots = frame
    sheet = Sheet(picture.width / dots, picture.height / dots, [], picture=1.0)
    return look_at(partial(_scaled, picture, dots), sheet, number, ocr, on_wait, languages)


def _scaled(picture: Any, dots: float, scale: float) -> Any:
    """The picture with `scale` dots a point."""
    size = (max(round(picture.width * scale / dots), 1), max(round(picture.height * scale / dots), 1))
    return picture if size == picture.size else picture.resize(size)
