"""What keeps the pages to whoever sits at this machine: who may be asked for, what a page may load, what a form must carry.

A page of another site that has the browser send a form here  ->  refused: it knows no token, and the browser says whence it comes
"""

from __future__ import annotations

import hmac
import secrets

from flask import Flask, Response, abort, request, session

from corpus.errors import DocketError

LOOPBACK = ("127.0.0.1", "localhost")
_LARGEST_FORM = 64 * 1024  # bytes
_TOKEN = "token"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def guard(app: Flask) -> None:
    """Have the app refuse what was not asked by its own pages, and its pages load nothing but their own style."""
    app.config.update(
        SECRET_KEY=secrets.token_bytes(32),  # of this run: nothing that was signed before it holds
        TRUSTED_HOSTS=list(LOOPBACK),  # a name that leads here by somebody else's doing is refused
        SESSION_COOKIE_NAME="docket",
        SESSION_COOKIE_SAMESITE="Strict",
        MAX_CONTENT_LENGTH=_LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=_LARGEST_FORM,
    )
    app.before_request(_check_form)
    app.after_request(_with_headers)
    app.context_processor(lambda: {"form_token": form_token})


def check_host(host: str) -> str:
    """The address to listen on, of this name. DocketError where it is any but this machine's own."""
    if host not in LOOPBACK:
        raise DocketError(
            f"docket serve knows no users, so that it shows a casebook to this machine alone: {host} is not 127.0.0.1; leave --host out"
        )
    return LOOPBACK[0]


def form_token() -> str:
    """What a form of this browser must carry."""
    if _TOKEN not in session:
        session[_TOKEN] = secrets.token_urlsafe(32)
    return str(session[_TOKEN])


def _check_form() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    whence = request.headers.get("Sec-Fetch-Site", "same-origin")
    token = request.form.get("token", "")
    if (
        whence not in ("same-origin", "none")
        or not hmac.compare_digest(token.encode(), str(session.get(_TOKEN, "")).encode())
        or not token
    ):
        abort(
            400,
            "This form was not sent by a page of docket that is still good. Go back, load the page again, and send it once more.",
        )


def _with_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        if name != "Cache-Control" or not response.cache_control.private:  # a picture says itself how it may be kept
            response.headers[name] = value
    return response
