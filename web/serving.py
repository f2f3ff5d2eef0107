"""Serves a casebook to a browser on this machine.

serve(Path("casebook"), host="127.0.0.1", port=8731, say=print)  ->  http://127.0.0.1:8731/
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from waitress.server import create_server

from corpus.errors import DocketError
from web.app import create_app
from web.safety import check_host

_THREADS = 4
_SLOWEST = 30  # seconds in which a browser must have sent its request


def serve(folder: Path, *, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve the casebook in this folder until it is interrupted; `say` is told the address. DocketError where it can't listen there."""
    app, address = create_app(folder), check_host(host)
    try:
        listening = socket.create_server((address, port))
    except OSError as error:
        raise DocketError(f"{address}:{port} can't be listened on ({error.strerror}); name another with --port") from error
    server = create_server(app, sockets=[listening], threads=_THREADS, ident="docket", channel_timeout=_SLOWEST)
    say(f"{folder} is at http://{address}:{listening.getsockname()[1]}/ for whoever uses this machine; Ctrl-C ends it.")
    try:
        server.run()
    finally:
        server.close()
        listening.close()
