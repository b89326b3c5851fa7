"""Serve a sandbox on this machine (loopback) while a block of code runs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import WSGIRequestHandler, make_server

from recon.sandbox.app import Sandbox


class _Quiet(WSGIRequestHandler):
    """Keeps connections open, and logs no requests."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Log nothing: the client shows its own progress."""


@contextmanager
def served(sandbox: Sandbox, port: int = 0) -> Iterator[str]:
    """Serve on 127.0.0.1 while the block runs; give the base URL. Port 0 picks one."""
    server = make_server(
        "127.0.0.1", port, sandbox, threaded=True, request_handler=_Quiet
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
