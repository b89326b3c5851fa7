"""A sandbox that answers as Procore: a plain WSGI application over a company's state.

The same object is the client's transport in tests and a server on loopback. What is
written changes its state as the real API would, and fails as its script of faults says.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from recon.sandbox.answers import answer, keep_state, page
from recon.sandbox.contracts import CONTRACT_ROUTES, Refused
from recon.sandbox.faults import Faults
from recon.sandbox.limits import CallLimits
from recon.sandbox.query_parameters import select_rows
from recon.sandbox.reads import Reads, project_of
from recon.sandbox.tokens import Tokens
from recon.sandbox.writes import WRITE_ROUTES, Writes

Row = dict[str, Any]

_PROJECT = "/rest/v1.0/projects/<int:project_id>"
_WBS = f"{_PROJECT}/work_breakdown_structure"
_ROUTES = Map(
    [
        Rule("/oauth/token", endpoint="token", methods=["POST"]),
        Rule("/oauth/token/info", endpoint="token_info", methods=["GET"]),
        Rule("/rest/v1.0/companies", endpoint="companies"),
        Rule("/rest/v1.1/projects", endpoint="projects", methods=["GET"]),
        Rule("/rest/v1.0/vendors", endpoint="vendors", methods=["GET"]),
        Rule(
            "/rest/v1.0/companies/<int:company_id>/vendors/inactive",
            endpoint="inactive",
        ),
        Rule("/rest/v1.0/cost_codes", endpoint="cost_codes"),
        Rule("/rest/v1.0/line_item_types", endpoint="line_item_types"),
        Rule("/rest/v1.0/budget_views", endpoint="budget_views"),
        Rule(
            "/rest/v1.0/budget_views/<int:view_id>/budget_detail_columns",
            endpoint="budget_detail_columns",
        ),
        Rule(
            "/rest/v1.0/budget_views/<int:view_id>/detail_rows", endpoint="detail_rows"
        ),
        *WRITE_ROUTES,
        *CONTRACT_ROUTES,
        Rule(f"{_PROJECT}/budget", endpoint="budget"),
        Rule(f"{_WBS}/patterns", endpoint="patterns"),
        Rule(f"{_WBS}/segments", endpoint="segments"),
        Rule(
            f"{_WBS}/segments/<int:segment_id>/segment_items", endpoint="segment_items"
        ),
    ],
    strict_slashes=False,
)


class Sandbox:
    """Answers Procore's reading endpoints from a company's state.

    A text "@number:1.10" in the state is sent as the JSON number 1.10, digit for digit.
    """

    def __init__(self, state: Row, folder: Path | None = None) -> None:
        """Take what `sandbox_state` gives, or the same read from its file.

        `folder` is the demo workspace: there costs by the million lie, and there
        the state is kept after each write. `faults` is what calls meet; `read`
        lists what was asked for. A client that sends no
        Procore-Company-Id is refused, unless `insists_on_company` is set to False.
        """
        self.state = state
        self.folder = folder
        self.insists_on_company = True
        self.now: Callable[[], float] = time.time
        self.tokens = Tokens(state, lambda: self.now())
        self.limits = CallLimits()
        self.faults = Faults()
        self.log: list[tuple[str, str, str]] = []
        self.read: list[str] = []
        self._lock = threading.Lock()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer one request, within the limits, and with the faults of the script."""
        request = Request(environ)
        headers, is_within = self.limits.take(self.now())
        if not is_within:
            response = answer({"message": "Too Many Requests"}, 429)
        elif request.method == "GET":
            self.read.append(request.full_path)
            response = self.faults.answer(request, self._answer, "read")
        elif request.path == "/oauth/token":
            response = self.faults.answer(request, self._answer, "login")
        else:
            response = self._answer(request)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        try:
            endpoint, found = _ROUTES.bind_to_environ(request.environ).match()
            values = dict(found)
            if endpoint == "token":
                return answer(self.tokens.give(request))
            if endpoint == "token_info":
                return answer(self.tokens.info(request))
            self._admit(request)
            if request.method != "GET":
                return self.faults.answer(
                    request, lambda asked: self._write(endpoint, asked, values), "write"
                )
            rows, is_paged = Reads(self.state, self.folder).read(
                endpoint, request, values
            )
        except Refused as refused:
            return answer(refused.body, refused.status)
        except NotFound:
            return answer({"errors": "Resource not found"}, 404)
        except HTTPException as error:
            return answer({"message": error.description}, error.code or 500)
        if not is_paged or not isinstance(rows, Sequence):
            return answer(rows)
        hidden = self.state["hidden_rows"].get(
            f"{project_of(request, values)}/{endpoint}", 0
        )
        return page(request, select_rows(endpoint, rows, request), hidden, endpoint)

    def _write(self, endpoint: str, request: Request, values: Row) -> Response:
        """Do one write alone, and keep what it made."""
        with self._lock:
            given = _content(request)
            try:
                status, body = Writes(self.state).do(endpoint, given, values)
            except Refused as refused:
                return answer(refused.body, refused.status)
            except (KeyError, TypeError) as error:
                return answer({"message": f"param is missing: {error}"}, 400)
            self.log.append((request.method, request.path, json.dumps(given)))
            if self.folder is not None:
                keep_state(self.state, self.folder)
        return Response(status=204) if body is None else answer(body, status)

    def _admit(self, request: Request) -> None:
        if not self.tokens.is_valid(request.headers.get("Authorization", "")):
            raise Refused(401, {"code": 401, "message": "The access token is invalid"})
        company = request.headers.get("Procore-Company-Id")
        own = str(self.state["company_id"])
        if company is None and not self.insists_on_company:
            company = own
        if company is None:
            raise Refused(
                400, {"code": 400, "message": "Missing Procore-Company-Id header!"}
            )
        named = request.args.get("company_id", company)
        if {company, named} != {own} and not request.path.endswith("/companies"):
            raise Refused(
                403, {"code": 403, "message": "You are not connected to this company"}
            )


def _content(request: Request) -> Row:
    """A body as written; its numbers keep their digits."""
    try:
        given = json.loads(request.get_data() or b"{}", parse_float=str)
    except ValueError:
        given = {}
    return given if isinstance(given, dict) else {}
