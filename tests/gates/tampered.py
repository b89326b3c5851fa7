"""A server in front of the sandbox, which changes some of its answers on their way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

Row = dict[str, Any]
App = Callable[[Any, Any], Iterable[bytes]]


@dataclass(frozen=True)
class Listed:
    """One list of one project, or of the company: where it is asked for, its rows."""

    name: str
    project: str | None
    request: str
    rows: tuple[Row, ...]

    def is_asked(self, environ: Row) -> bool:
        """Whether a request asks for this list."""
        if environ["PATH_INFO"] != self.request:
            return False
        asked = parse_qs(environ.get("QUERY_STRING", "")).get("project_id", [])
        return not asked or asked == [self.project]


@dataclass
class Answer:
    """An answer on its way: status, headers in lower case, and its rows or body."""

    status: str
    headers: dict[str, str]
    body: Any
    raw: bytes | None = None

    @property
    def rows(self) -> list[Any]:
        """The rows of the body, to be changed in place; a single object is one row."""
        if isinstance(self.body, dict):
            listed = self.body.get("data")
            return listed if isinstance(listed, list) else [self.body]
        return self.body if isinstance(self.body, list) else []


@dataclass(frozen=True)
class MadeAnswer:
    """One damage of one list: how its answers are changed, and which rows it touches.

    `is_outside`: nothing in the answers shows it; `is_blind`: the codes of the rows
    that it touches cannot be trusted any more.
    """

    listed: Listed
    change: Callable[[Answer], None]
    effect: str
    touched: tuple[Row, ...] = ()
    is_blind: bool = False
    is_outside: bool = False
    told: str = ""


class Tampered:
    """A server in front of another, which changes some of its answers."""

    def __init__(self, app: App, damages: Iterable[MadeAnswer]) -> None:
        self._app = app
        self._damages = list(damages)

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        own = [d for d in self._damages if d.listed.is_asked(environ)]
        if not own or environ["REQUEST_METHOD"] != "GET":
            return self._app(environ, start_response)
        begun: list[Any] = []
        content = b"".join(self._app(environ, lambda *a: begun.append(a)))
        status, headers = begun[0][:2]
        named = {n.lower(): v for n, v in headers}
        if not status.startswith("200"):
            start_response(status, headers)
            return [content]
        answer = Answer(status, named, json.loads(content))
        for damage in own:
            damage.change(answer)
        body = json.dumps(answer.body).encode() if answer.raw is None else answer.raw
        named.pop("content-length", None)
        start_response(answer.status, list(answer.headers.items()))
        return [body]
