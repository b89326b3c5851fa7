"""What goes wrong with reads: the sandbox plays a script of faults, call by call."""

from __future__ import annotations

import json
import re
import threading
import time
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from werkzeug.wrappers import Request, Response

from recon.sandbox.answers import answer
from recon.sandbox.faults import cut, dropped

Row = dict[str, Any]
Answered = Callable[[Request], Response]

# What an answer may be instead, by status.
_STATUSES = {
    "429_hour": 429,
    "429_spike": 429,
    "429_retry_after": 429,
    "503": 503,
    "503_retry_after": 503,
    "500": 500,
    "502": 502,
    "504": 504,
    "408": 408,
    "409": 409,
    "expired_token": 401,
    "not_permitted": 403,
    "not_found": 404,
}
# Faults that leave all the information there: asking again gets it.
PASSING = (
    *(kind for kind in _STATUSES if not kind.startswith("not_")),
    *("reset_before_answer", "reset_mid_body", "slow_body", "timeout"),
    *("truncated_json", "no_json", "duplicate_page", "shifted_page", "empty_page"),
    *("missing_link", "missing_total", "wrong_total", "login_busy"),
)
# Faults that take information away, or change what it says.
LOSING = (
    *("not_permitted", "not_found", "field_dropped", "field_renamed"),
    *("field_retyped", "redirected"),
)
KINDS = (*PASSING, *LOSING)


@dataclass
class Fault:
    """One fault: from which reading call on, how often, and for which paths.

    `at` counts reading calls from 1; with `times` 0 it never ends. `path` is a pattern
    of request paths, and `field` what a field fault is about.
    """

    kind: str
    at: int = 1
    times: int = 1
    path: str = "*"
    field: str = ""
    seconds: float = 1.0


class Trouble:
    """Plays faults in the order of the script; what was met is kept in `met`."""

    def __init__(self, script: Iterable[Fault] = ()) -> None:
        """Take the faults to play; none is a quiet server."""
        self.script = list(script)
        self.met: list[tuple[str, str]] = []
        self.sleep: Callable[[float], None] = time.sleep
        self._reads = 0
        self._lock = threading.Lock()

    def meet(self, request: Request, answered: Answered) -> Response:
        """Answer one read as the script says."""
        with self._lock:
            self._reads += 1
            fault = self._due(request.path, is_login=False)
        return (
            answered(request) if fault is None else self._play(fault, request, answered)
        )

    def meet_login(self, request: Request, answered: Answered) -> Response:
        """Answer a login, or a write, which has a script of its own."""
        with self._lock:
            is_login = request.path == "/oauth/token"
            fault = self._due(request.path, is_login=True) if is_login else None
        return (
            answered(request) if fault is None else refusal(503, {"Retry-After": "1"})
        )

    def _due(self, path: str, *, is_login: bool) -> Fault | None:
        for fault in self.script:
            fits = fault.at <= self._reads or is_login
            if not fits or not fnmatchcase(path, fault.path):
                continue
            if is_login != (fault.kind == "login_busy"):
                continue
            if fault.times == 1:
                self.script.remove(fault)
            fault.times -= fault.times > 0
            self.met.append((fault.kind, path))
            return fault
        return None

    def _play(self, fault: Fault, request: Request, answered: Answered) -> Response:
        kind = fault.kind
        if kind in _STATUSES:
            return refusal(_STATUSES[kind], self._headers(kind, fault.seconds))
        if kind == "reset_before_answer":
            return dropped(request.environ)
        if kind == "timeout":
            self.sleep(fault.seconds)
            return dropped(request.environ)
        if kind == "redirected":
            return refusal(302, {"Location": "https://elsewhere.example/rest"})
        if kind in ("duplicate_page", "shifted_page"):
            return answered(_moved(request, by=1 if kind == "shifted_page" else None))
        response = answered(request)
        if kind == "reset_mid_body":
            return cut(response, request.environ)
        if kind == "slow_body":
            self.sleep(fault.seconds)
            return response
        return _spoiled(fault, response)

    def _headers(self, kind: str, seconds: float) -> dict[str, str]:
        reset = str(int(time.time() + seconds))
        if kind in ("429_retry_after", "503_retry_after"):
            return {"Retry-After": str(int(seconds))}
        if kind.startswith("429"):
            limit = "3600" if kind == "429_hour" else "25"
            return {
                "X-Rate-Limit-Limit": limit,
                "X-Rate-Limit-Remaining": "0",
                "X-Rate-Limit-Reset": reset,
            }
        return {}


def read_script(path: Path) -> list[Fault]:
    """The faults of a script file: TOML, one [[fault]] each.

    Raises ValueError for a kind or key that is not known.
    """
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    faults = []
    for number, one in enumerate(given.get("fault", []), start=1):
        if one.get("kind") not in KINDS:
            raise ValueError(f"fault {number}: kind is one of {', '.join(KINDS)}")
        try:
            faults.append(Fault(**one))
        except TypeError as error:
            raise ValueError(f"fault {number}: {error}") from None
    return faults


def refusal(status: int, headers: dict[str, str]) -> Response:
    """A refusal in the API's words."""
    text = json.dumps({"message": f"The sandbox was told to answer {status}"})
    response = Response(text, status=status, content_type="application/json")
    response.headers.update(headers)
    return response


def _moved(request: Request, by: int | None) -> Request:
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


def _spoiled(fault: Fault, response: Response) -> Response:
    """A whole answer with something wrong in it."""
    kind, body = fault.kind, response.get_data()
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
        response.set_data(_with_field(fault, body))
    return response


def _with_field(fault: Fault, body: bytes) -> bytes:
    content = json.loads(body, parse_float=lambda digits: f"@number:{digits}")
    rows = content.get("data", [content]) if isinstance(content, dict) else content
    for row in rows:
        if isinstance(row, dict) and fault.field in row:
            value = row.pop(fault.field)
            if fault.kind == "field_renamed":
                row[f"{fault.field}_v2"] = value
            elif fault.kind == "field_retyped":
                row[fault.field] = [{"value": value}]
    return answer(content).get_data()
