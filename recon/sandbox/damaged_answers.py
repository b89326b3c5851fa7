"""Faulty answers for rehearsals: refused, dropped, cut short or changed."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterable, Iterator
from typing import Any

from werkzeug.wrappers import Request, Response

from recon.sandbox.answers import answer

Row = dict[str, Any]


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


def refusal(status: int, headers: dict[str, str]) -> Response:
    """A refusal in the API's words."""
    text = json.dumps({"message": f"The sandbox is set to answer {status}"})
    response = Response(text, status=status, content_type="application/json")
    response.headers.update(headers)
    return response


def moved(request: Request, by: int | None) -> Request:
    """The request for another page: the one before, or one that begins `by` earlier.

    A list that grew at its front between two pages shows the last rows again.
    """
    environ = dict(request.environ)
    number = max(request.args.get("page", 1, int), 1)
    query = request.query_string.decode()
    if by is None:
        query = re.sub(r"(^|&)page=\d+", rf"\g<1>page={max(number - 1, 1)}", query)
    else:
        environ["recon.shift"] = by
    environ["QUERY_STRING"] = query
    return Request(environ)


def spoiled(kind: str, field: str, response: Response) -> Response:
    """A whole answer with something wrong in it."""
    body = response.get_data()
    if kind == "truncated_json":
        response.set_data(body[: len(body) * 2 // 3])
    elif kind == "no_json":
        response.set_data(b"<html><body>Please wait</body></html>")
    elif kind == "missing_link":
        response.headers.pop("Link", None)
    elif kind == "missing_total":
        response.headers.pop("Total", None)
    elif kind == "wrong_total":
        stated = response.headers.get("Total")
        if stated is not None:
            response.headers["Total"] = str(int(stated) + 3)
    elif kind == "empty_page":
        if "Total" in response.headers:
            response.set_data(b'{"data": []}' if body.startswith(b"{") else b"[]")
    else:
        response.set_data(_with_field(kind, field, body))
    return response


def _with_field(kind: str, field: str, body: bytes) -> bytes:
    content = json.loads(body, parse_float=lambda digits: f"@number:{digits}")
    rows = content.get("data", [content]) if isinstance(content, dict) else content
    for row in rows:
        if isinstance(row, dict) and field in row:
            value = row.pop(field)
            if kind == "field_renamed":
                row[f"{field}_v2"] = value
            elif kind == "field_retyped":
                row[field] = [{"value": value}]
    return answer(content).get_data()
