"""Faults of the sandbox: a script of what goes wrong, call by call."""

from __future__ import annotations

import threading
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from werkzeug.wrappers import Request, Response

from recon.sandbox.damaged_answers import cut, dropped, moved, refusal, spoiled

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
    "reset_before_answer",
    "reset_mid_body",
    "slow_body",
    "timeout",
    "truncated_json",
    "no_json",
    "duplicate_page",
    "shifted_page",
    "empty_page",
    "missing_link",
    "missing_total",
    "wrong_total",
)
# Faults that take information away, or change what it says.
LOSING = (
    "not_permitted",
    "not_found",
    "field_dropped",
    "field_renamed",
    "field_retyped",
    "redirected",
)
# Faults of writes: answers that leave the sender in doubt, or another person's edit.
WRITING = (
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
KINDS = {"read": (*PASSING, *LOSING), "write": WRITING, "login": ("login_busy",)}


@dataclass
class Fault:
    """One fault: of which calls, from which on, how often, and for which paths.

    `on` is read, write or login; `at` counts calls of that kind from 1; with `times` 0
    the fault never ends. `path` is a pattern of request paths, and `field` what a field
    fault is about.
    """

    kind: str
    at: int = 1
    times: int = 1
    path: str = "*"
    field: str = ""
    seconds: float = 1.0
    on: str = "read"


class Faults:
    """Follows a script of faults; what was met is kept in `met`.

    `edit` is a change by another person between a reading and the write that follows.
    """

    def __init__(self, script: Iterable[Fault] = ()) -> None:
        """Take the faults to answer with; none is a server without faults."""
        self.script = list(script)
        self.met: list[tuple[str, str]] = []
        self.sleep: Callable[[float], None] = time.sleep
        self.edit: Callable[[], None] = lambda: None
        self._calls: Counter[str] = Counter()
        self._lock = threading.Lock()

    def answer(self, request: Request, answered: Answered, on: str) -> Response:
        """Answer one call as the script says."""
        fault = self._due(request.path, on)
        if fault is None:
            return answered(request)
        if on == "login":
            return refusal(503, {"Retry-After": "1"})
        if on == "write":
            return self._answer_write(fault, request, answered)
        return self._answer_read(fault, request, answered)

    def _due(self, path: str, on: str) -> Fault | None:
        with self._lock:
            self._calls[on] += 1
            for fault in self.script:
                is_due = fault.on == on and fault.at <= self._calls[on]
                if not is_due or not fnmatchcase(path, fault.path):
                    continue
                if fault.times == 1:
                    self.script.remove(fault)
                fault.times -= fault.times > 0
                self.met.append((fault.kind, path))
                return fault
        return None

    def _answer_read(
        self, fault: Fault, request: Request, answered: Answered
    ) -> Response:
        kind = fault.kind
        if kind in _STATUSES:
            return refusal(_STATUSES[kind], _headers(kind, fault.seconds))
        if kind == "reset_before_answer":
            return dropped(request.environ)
        if kind == "timeout":
            self.sleep(fault.seconds)
            return dropped(request.environ)
        if kind == "redirected":
            return refusal(302, {"Location": "https://elsewhere.example/rest"})
        if kind in ("duplicate_page", "shifted_page"):
            return answered(moved(request, by=1 if kind == "shifted_page" else None))
        response = answered(request)
        if kind == "reset_mid_body":
            return cut(response, request.environ)
        if kind == "slow_body":
            self.sleep(fault.seconds)
            return response
        return spoiled(kind, fault.field, response)

    def _answer_write(
        self, fault: Fault, request: Request, answered: Answered
    ) -> Response:
        kind = fault.kind
        if kind in ("502", "503", "429"):
            return refusal(int(kind), {"Retry-After": "0"})
        if kind == "timeout_before_commit":
            self.sleep(fault.seconds)
            return dropped(request.environ)
        if kind == "edited_between":
            self.edit()
            return answered(request)
        done = answered(request)
        if kind == "duplicate_delivery":
            return answered(request)
        if kind == "502_after_commit":
            return refusal(502, {"Retry-After": "0"})
        if kind == "reset_mid_body":
            return cut(done, request.environ)
        self.sleep(fault.seconds)
        return dropped(request.environ)


def _headers(kind: str, seconds: float) -> dict[str, str]:
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
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    faults = []
    for number, one in enumerate(content.get("fault", []), start=1):
        if one.get("kind") == "login_busy":
            one["on"] = "login"
        on = one.get("on", "read")
        if on not in KINDS:
            raise ValueError(f"fault {number}: on is one of {', '.join(KINDS)}")
        if one.get("kind") not in KINDS[on]:
            raise ValueError(f"fault {number}: kind is one of {', '.join(KINDS[on])}")
        try:
            faults.append(Fault(**one))
        except TypeError as error:
            raise ValueError(f"fault {number}: {error}") from None
    return faults
