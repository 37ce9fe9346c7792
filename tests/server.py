"""Serves a built folder on the loopback as the host in production would: with its _headers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.serving import make_server

from serve import QuietHandler, StaticSite


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of the served folder, without a slash at the end."""
    server = make_server("127.0.0.1", 0, StaticSite(folder), threaded=True, request_handler=QuietHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
