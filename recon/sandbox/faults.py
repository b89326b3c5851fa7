"""Faults of the sandbox: it can be set to fail on writes."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from werkzeug.wrappers import Response

Row = dict[str, Any]
Work = Callable[[], Response]

# Each is an answer that leaves the sender in doubt, or a change by somebody else.
FAULTS = (
    "timeout_after_commit",
    "timeout_before_commit",
    "reset_mid_body",
    "502_after_commit",
    "502",
    "503",
    "429",
    "duplicate_delivery",
    "edited_between",
)


class Faults:
    """Faults in the order in which the next writes meet them; None is none.

    `edit` is what somebody else does between a reader's look and its write.
    """

    def __init__(self, seconds: float = 1.0) -> None:
        """Take how long a time-out keeps a writer waiting."""
        self.seconds = seconds
        self.script: list[str | None] = []
        self.met: list[str] = []
        self.edit: Callable[[], None] = lambda: None

    def meet(self, work: Work, environ: Row) -> Response:
        """Answer one write as the script says."""
        fault = self.script.pop(0) if self.script else None
        if fault is None:
            return work()
        self.met.append(fault)
        if fault == "timeout_before_commit":
            time.sleep(self.seconds)
            return dropped(environ)
        if fault in ("502", "503", "429"):
            return _refusal(int(fault))
        if fault == "edited_between":
            self.edit()
            return work()
        if fault == "duplicate_delivery":
            work()
            return work()
        return self._after_commit(fault, work(), environ)

    def _after_commit(self, fault: str, done: Response, environ: Row) -> Response:
        if fault == "502_after_commit":
            return _refusal(502)
        if fault == "reset_mid_body":
            return cut(done, environ)
        time.sleep(self.seconds)
        return dropped(environ)


def _refusal(status: int) -> Response:
    words = {429: "Too Many Requests", 502: "Bad Gateway", 503: "Unavailable"}[status]
    response = Response(
        json.dumps({"message": words}), status=status, content_type="application/json"
    )
    response.headers["Retry-After"] = "0"
    return response


def dropped(environ: Row) -> Response:
    """No answer at all."""
    _hang_up(environ)
    raise ConnectionResetError


def cut(done: Response, environ: Row) -> Response:
    """The first half of an answer that says it is whole."""
    body = done.get_data()

    def half() -> Iterator[bytes]:
        yield body[: len(body) // 2]
        _hang_up(environ)
        raise ConnectionResetError

    halved: Iterable[bytes] = half()
    response = Response(halved, done.status, content_type="application/json")
    response.headers["Content-Length"] = str(max(len(body), 2))
    return response


def _hang_up(environ: Row) -> None:
    connection = environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)
