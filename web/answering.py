"""What a request asks, of which casebook, and its answer: a page, or the same as a file.

answer(list_actions(book, query), "promises.html")  ->  the page; the workbook where the address ends in format=xlsx
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

from flask import Response, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from brief.dates import parse_when
from brief.handout import Asked, Links, handout_of
from brief.handout_files import FORMS
from brief.listing import Listing, render
from brief.markings import say_marking
from corpus.casebook import Casebook
from corpus.edtf import due_day
from web.access import called

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class FileForm:
    """A form of file that one page gives beside those that all give: what makes it, its type, the ending of its name."""

    make: Callable[[Asked], bytes]
    mimetype: str
    ending: str


_NO_MORE: Mapping[str, FileForm] = MappingProxyType({})


def given(name: str) -> str:
    """What the address says under this name; "" where it says nothing."""
    return request.args.get(name, "").strip()


def choice(name: str, known: Sequence[str], otherwise: str) -> str:
    """What the address says under this name, as far as it is one of those known."""
    found = given(name)
    return found if found in known else otherwise


def date_given(name: str) -> str:
    """A date of the address, EDTF; "" where there is none. DocketError where it is no date."""
    return parse_when(found) if (found := given(name)) else ""


def day_given(name: str) -> date | None:
    """The last day of a date of the address."""
    return due_day(date_given(name))


def number_given(name: str) -> int:
    """A number of the address, from 0 up; 0 where there is none."""
    return max(request.args.get(name, 0, int), 0)


def here() -> str:
    """The address of the page that is shown, without what was said on the way to it."""
    return address({name: value for name, value in request.args.items() if name != "said"})


def address(asked: Mapping[str, str]) -> str:
    """The address of the page that is shown, asked otherwise."""
    return quote(request.path) + (f"?{urlencode(asked)}" if asked else "")


def file_address(form: str) -> str:
    """The address of the page that is shown, as a file."""
    return address({**request.args.to_dict(), "format": form})


def answer(
    book: Casebook, listing: Listing, template: str, *, forms: Mapping[str, FileForm] = _NO_MORE, **context: Any
) -> ResponseReturnValue:
    """A listing as the page or the file that was asked for; `forms` are those of file that this page alone gives, by name."""
    form = given("format")
    if not form:
        shown = {"listing": listing, "columns": _used(listing), "marking": _marking(listing), "file_forms": [*TYPES, *forms]}
        return render_template(template, **shown | context)
    asked = Asked(called(), request.path + _query(), day_given("as_of"))
    if form in forms:
        return _send(forms[form].make(asked), forms[form].mimetype, forms[form].ending)
    if form not in TYPES:
        abort(404)
    if form in FORMS:
        return _send(FORMS[form](handout_of(listing, asked, Links(book))), TYPES[form], form)
    return _send(render(listing, form).encode("utf-8", "replace"), TYPES[form], form)


def _send(data: bytes, mimetype: str, ending: str) -> Response:
    name = f"docket-{request.path.strip('/').replace('/', '-') or 'search'}.{ending}"
    return send_file(io.BytesIO(data), mimetype=mimetype, as_attachment=True, download_name=name)


def _query() -> str:
    asked = "&".join(f"{name}={value}" for name, value in request.args.items() if name != "format" and value)
    return f"?{asked}" if asked else ""


def _used(listing: Listing) -> list[int]:
    """The columns in which something stands."""
    return [number for number in range(len(listing.columns)) if any(row[number].strip() for row in listing.rows)]


def _marking(listing: Listing) -> str:
    return "" if listing.markings is None else say_marking(listing.markings)
