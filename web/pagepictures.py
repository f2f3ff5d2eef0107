"""The pages of papers as pictures, with the evidence of their records boxed: drawn once, one at a time, and kept while they are looked at.

GET /items/item-3f2a90c1d4e5/pages/2.png  ->  the second page of its source, as PNG
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from flask import Blueprint, abort, current_app, make_response, request
from flask.typing import ResponseReturnValue

from brief.ceiling import is_held_back
from brief.pictures import PagePicture, draw_source_page, pages_with
from corpus.casebook import Casebook
from corpus.errors import CasebookError, DocketError, UnreadableError
from corpus.records import Item
from web.access import casebook

blueprint = Blueprint("pagepictures", __name__)
LONGEST = 2_000  # dots of a side
_MOST_BYTES = 32 << 20  # of all pictures that are kept
_LINE = 1 << 16  # what a line counts for, so that they too are not kept for ever
_MOST_AT_ONCE = 2  # requests that wait for a picture: a page that takes long must not keep the others from being served
_PATIENCE = 5.0  # seconds
_BUSY = "Other pages are being drawn just now. Load this page again."
_HELD = "This page holds a paper that is not shown to you, and is not shown either."
_Key = tuple[str, int, str]


class Drawn:
    """Pictures that were drawn, or the line that says why one can't be; those not looked at for longest go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, PagePicture | str] = OrderedDict()
        self._lock = threading.Lock()
        self._waiting = threading.BoundedSemaphore(_MOST_AT_ONCE)

    def picture(self, book: Casebook, item: Item, number: int) -> PagePicture | str:
        """The picture of a page on which an item stands, or what keeps it from being drawn, in a line."""
        source = book.source(item.source)
        page = next((one for one in book.pages_of(item.source) if one.number == number), None)
        if source is None or page is None:
            abort(404)
        if is_held_back(book, item.source, page.start, page.end):
            return _HELD
        key = (source.sha256, number, source.revision)
        kept = self._find(key)
        if kept is not None:
            return kept
        if not self._waiting.acquire(timeout=_PATIENCE):
            return _BUSY
        try:
            kept = self._find(key) or draw_source_page(book, source, number, LONGEST)
        except UnreadableError as error:
            kept = str(error)
        except CasebookError:
            raise
        except DocketError as error:  # its file is not where it was: that may be mended
            return str(error)
        finally:
            self._waiting.release()
        self._keep(key, kept)
        return kept

    def _find(self, key: _Key) -> PagePicture | str | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: _Key, drawn: PagePicture | str) -> None:
        with self._lock:
            self._kept[key] = drawn
            while sum(map(_size, self._kept.values())) > _MOST_BYTES:
                self._kept.popitem(last=False)


def _size(drawn: PagePicture | str) -> int:
    return len(drawn.png) if isinstance(drawn, PagePicture) else _LINE


def picture_of(book: Casebook, item: Item, number: int) -> PagePicture | str:
    """The picture of a page on which an item stands, or the line that says why there is none."""
    drawn: Drawn = current_app.extensions["docket-drawn"]
    return drawn.picture(book, item, number)


@blueprint.get("/items/<id>/pages/<int:number>.png")
def page_picture(id: str, number: int) -> ResponseReturnValue:
    """A page of an item, as it looks."""
    with casebook() as book:
        item = book.record(id)
        if not isinstance(item, Item) or number not in pages_with(book, item):
            abort(404)
        drawn = picture_of(book, item, number)
    if isinstance(drawn, str):
        return make_response(f"{drawn}\n", 422, {"Content-Type": "text/plain; charset=utf-8"})
    response = make_response(drawn.png, {"Content-Type": "image/png"})
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"  # may be kept, and is asked for anew: what is boxed changes
    return response.make_conditional(request)
