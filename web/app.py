"""The pages of a casebook as one application of the server framework.

create_app(Path("casebook")).test_client().get("/promises")  ->  the page that lists who promised what
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from brief.dates import say_when
from brief.plain import clean, one_line
from brief.reading import open_casebook
from brief.reviewed import say_review
from corpus.errors import CasebookError, DocketError
from corpus.records import RECORD_TYPES, make_id
from web import pagepictures, pages, safety, settling
from web.access import CASEBOOK

_KINDS = "|".join(make_id(kind).rpartition("-")[0] for kind in RECORD_TYPES)
_ID = re.compile(rf"\b(?:{_KINDS})-[0-9a-f]{{12}}\b")


def create_app(folder: Path) -> Flask:
    """The application that shows the casebook in this folder. CasebookError where there is none."""
    with open_casebook(folder):
        pass
    app = Flask(__name__)
    app.config[CASEBOOK] = folder
    app.jinja_options = {**app.jinja_options, "finalize": _shown}
    app.jinja_env.filters |= {"linked": linked, "when": say_when, "told": told, "review": say_review, "line": one_line}
    app.jinja_env.globals |= {"casebook": folder.name or str(folder)}
    safety.guard(app)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(settling.blueprint)
    app.register_blueprint(pagepictures.blueprint)
    app.extensions["docket-drawn"] = pagepictures.Drawn()
    app.register_error_handler(DocketError, _told)
    app.register_error_handler(HTTPException, _refused)
    return app


def linked(text: object) -> Markup:
    """Words for a page: shown as they are, whatever they look like; the ids of records lead to their pages.

    >>> str(linked("<b> in item-3f2a90c1d4e5"))
    '&lt;b&gt; in <a href="/records/item-3f2a90c1d4e5">item-3f2a90c1d4e5</a>'
    """
    told, at, words = Markup(), 0, clean(str(text))
    for match in _ID.finditer(words):
        told += escape(words[at : match.start()]) + Markup('<a href="/records/{0}">{0}</a>').format(match.group())
        at = match.end()
    return told + escape(words[at:])


def _shown(value: object) -> object:
    """Whatever a page prints: without the marks that turn its words round or hide them."""
    return clean(value) if type(value) is str else value


def told(value: object) -> str:
    """A value of a record in words, whole."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return say_when(value) if isinstance(value, str) else str(value)


def _told(error: DocketError) -> tuple[str, int]:
    """What docket complains of, on a page."""
    return _page("docket can't do that", str(error)), 500 if isinstance(error, CasebookError) else 400


def _refused(error: HTTPException) -> Response | tuple[str, int]:
    if error.code is None or error.code < 400:
        return error.get_response()
    told = "There is no such page." if error.code == 404 else str(error.description)
    return _page(error.name, told), error.code


def _page(title: str, told: str) -> str:
    context: dict[str, Any] = {"title": title, "told": one_line(told)}
    return render_template("error.html", **context)
