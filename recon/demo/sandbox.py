"""A sandbox that answers as Procore: a plain WSGI application over a company's state.

The same object is the client's transport in tests and a server on loopback. What is
written changes its state as the real API would, and fails where it is told to.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from recon.demo.bulk import bulk_rows
from recon.demo.sandbox_answers import answer, keep_state, page
from recon.demo.sandbox_contracts import (
    CONTRACT_ROUTES,
    Refused,
    nested,
    package_detail,
)
from recon.demo.sandbox_faults import Faults
from recon.demo.sandbox_writes import SINGLE, WRITE_ROUTES, Writes
from recon.demo.sites import NESTED

Row = dict[str, Any]
Answer = tuple[object, bool]

_PROJECT = "/rest/v1.0/projects/<int:project_id>"
_WBS = f"{_PROJECT}/work_breakdown_structure"
_ROUTES = Map(
    [
        Rule("/oauth/token", endpoint="token", methods=["POST"]),
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
_TOKEN = "demo-token"  # noqa: S105 - opens nothing but the demo company
VIEWS = (
    *("ids", "compact", "normal", "extended", "default", "erp_compact"),
    *("items", "ids_only", "list", "name", "minimal"),
)
_HOUR = 3600


class Sandbox:
    """Answers Procore's reading endpoints from a company's state.

    A text "@number:1.10" in the state is sent as the JSON number 1.10, digit for digit.
    """

    def __init__(self, state: Row, folder: Path | None = None) -> None:
        """Take what `sandbox_state` gives, or the same read from its file.

        `folder` is the demo workspace: there costs by the million lie, and there
        the state is kept after each write. `faults` is what writes meet.
        """
        self.state = state
        self.folder = folder
        self.requests = 0
        self.faults = Faults()
        self.log: list[tuple[str, str, str]] = []
        self._lock = threading.Lock()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer one request."""
        self.requests += 1
        request = Request(environ)
        response = self._answer(request)
        response.headers["X-Rate-Limit-Limit"] = str(_HOUR)
        response.headers["X-Rate-Limit-Remaining"] = str(_HOUR - self.requests % _HOUR)
        response.headers["X-Rate-Limit-Reset"] = str(int(time.time()) + _HOUR)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        try:
            endpoint, found = _ROUTES.bind_to_environ(request.environ).match()
            values = dict(found)
            if endpoint == "token":
                return answer(self._token(request))
            self._admit(request)
            if request.method != "GET":
                return self.faults.meet(
                    lambda: self._write(endpoint, request, values), request.environ
                )
            rows, is_paged = self._read(endpoint, request, values)
        except Refused as refused:
            return answer(refused.body, refused.status)
        except NotFound:
            return answer({"errors": "Resource not found"}, 404)
        except HTTPException as error:
            return answer({"message": error.description}, error.code or 500)
        if not is_paged or not isinstance(rows, Sequence):
            return answer(rows)
        hidden = self.state["hidden_rows"].get(
            f"{_project_id(request, values)}/{endpoint}", 0
        )
        return page(request, rows, hidden, is_enveloped="/v2.0/" in request.path)

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

    def _token(self, request: Request) -> Row:
        given = request.get_json(silent=True) or request.form
        identity = given.get("client_id"), given.get("client_secret")
        basic = request.headers.get("Authorization", "")
        if basic.startswith("Basic "):
            client_id, _, secret = base64.b64decode(basic[6:]).decode().partition(":")
            identity = client_id, secret
        if given.get("grant_type") != "client_credentials":
            raise Refused(
                400,
                {
                    "error": "unsupported_grant_type",
                    "error_description": "The grant type is not supported",
                },
            )
        if identity != (self.state["client_id"], self.state["client_secret"]):
            raise Refused(
                401,
                {
                    "error": "invalid_client",
                    "error_description": "Client authentication failed",
                },
            )
        return {
            "access_token": _TOKEN,
            "token_type": "Bearer",
            "expires_in": 5400,
            "created_at": int(time.time()),
        }

    def _admit(self, request: Request) -> None:
        if request.headers.get("Authorization", "").lower() != f"bearer {_TOKEN}":
            raise Refused(401, {"code": 401, "message": "The access token is invalid"})
        company = request.headers.get("Procore-Company-Id")
        if company is None:
            raise Refused(
                400, {"code": 400, "message": "Missing Procore-Company-Id header!"}
            )
        named = request.args.get("company_id", company)
        own = str(self.state["company_id"])
        if {company, named} != {own} and not request.path.endswith("/companies"):
            raise Refused(
                403, {"code": 403, "message": "You are not connected to this company"}
            )

    def _read(self, endpoint: str, request: Request, values: Row) -> Answer:
        _prove_choices(request)
        company_wide: dict[str, Callable[[Request], list[Row]]] = {
            "companies": self._companies,
            "projects": self._projects,
            "vendors": self._vendors,
            "inactive": self._inactive,
            "users": self._users,
        }
        if endpoint in company_wide:
            return company_wide[endpoint](request), True
        if endpoint in SINGLE:
            project = request.args.get("project_id", "")
            return Writes(self.state).show(endpoint, values, project), False
        return self._read_site(endpoint, request, values)

    def _read_site(self, endpoint: str, request: Request, values: Row) -> Answer:
        project_id = _project_id(request, values)
        if not project_id:
            raise Refused(400, {"code": 400, "message": "param is missing: project_id"})
        site = self.state["sites"].get(project_id)
        if site is None:
            raise Refused(404, {"code": 404, "message": "Project not found"})
        if f"{project_id}/{endpoint}" in self.state["unreadable"]:
            raise Refused(
                403, {"errors": "You do not have permission to perform this action"}
            )
        if endpoint in ("detail_rows", "budget_detail_columns") and (
            values["view_id"] != site["view_id"]
        ):
            raise Refused(
                404,
                {
                    "message": "Couldn't find the budget view",
                    "exception": "RecordNotFound",
                },
            )
        special: dict[str, Callable[[], Answer]] = {
            "budget_views": lambda: (_views(site, project_id), True),
            "budget_detail_columns": lambda: (_columns(site), False),
            "detail_rows": lambda: (_budgeted(site["detail_rows"], request), True),
            "budget": lambda: ({"locked": site["locked"]}, False),
            "patterns": lambda: (
                {"id": site["view_id"], "segments": site["segments"]},
                False,
            ),
            "segments": lambda: (site["segments"], False),
            "segment_items": lambda: (_items(site, values["segment_id"]), True),
        }
        if endpoint in special:
            return special[endpoint]()
        if endpoint == "project_vendors":
            members = set(site["project_vendors"])
            return [
                _shown(v) for v in self.state["vendors"] if v["id"] in members
            ], True
        if endpoint in NESTED:
            return nested(site, endpoint, values), True
        if endpoint == "package_detail":
            return package_detail(site, values), False
        if self.folder is not None and endpoint.startswith("direct_cost"):
            return bulk_rows(site, endpoint, project_id, self.folder), True
        return site[endpoint], True

    def _companies(self, request: Request) -> list[Row]:
        return [
            {
                "id": self.state["company_id"],
                "name": self.state["company_name"],
                "is_active": True,
                "logo_url": "",
                "my_company": True,
            }
        ]

    def _projects(self, request: Request) -> list[Row]:
        status = request.args.get("filters[by_status]", "Active")
        rows = [
            row
            for row in self.state["projects"]
            if status == "All" or row["active"] == (status == "Active")
        ]
        if request.args.get("view", "normal") == "extended":
            return rows
        left_out = ("description", "estimated_start_date", "estimated_completion_date")
        return [{k: v for k, v in row.items() if k not in left_out} for row in rows]

    def _vendors(self, request: Request) -> list[Row]:
        search = request.args.get("filters[search]", "").casefold()
        return [
            _shown(row)
            for row in self.state["vendors"]
            if row["is_active"] and (not search or _mentions(row, search))
        ]

    def _users(self, request: Request) -> list[Row]:
        return [row for row in self.state["users"] if row["is_active"]]

    def _inactive(self, request: Request) -> list[Row]:
        return [_shown(row) for row in self.state["vendors"] if not row["is_active"]]


def _prove_choices(request: Request) -> None:
    """Refuse a value outside a parameter's list, as the API does."""
    choices = {
        "view": VIEWS,
        "filters[by_status]": ("Active", "Inactive", "All"),
        "budget_row_type": ("all", "budgeted", "unbudgeted"),
    }
    for name, valid in choices.items():
        given = request.args.get(name)
        if given is not None and given not in valid:
            problem = {name: [f"'{given}' is not included in the list"]}
            raise Refused(422, {"errors": problem})


def _project_id(request: Request, values: Row) -> str:
    return str(values.get("project_id") or request.args.get("project_id", ""))


def _shown(vendor: Row) -> Row:
    """A vendor as the API shows it: its tags are searchable, never shown."""
    return {key: value for key, value in vendor.items() if key != "keywords"}


def _mentions(vendor: Row, search: str) -> bool:
    texts = (vendor["name"], vendor["origin_code"] or "", *vendor["keywords"])
    return any(search in text.casefold() for text in texts)


def _views(site: Row, project_id: str) -> list[Row]:
    path = f"/rest/v1.0/budget_views/{site['view_id']}"
    return [
        {
            "id": site["view_id"],
            "name": site["view"],
            "role": "budgeting",
            "links": {
                "detail_rows": f"{path}/detail_rows?project_id={project_id}",
                "summary_rows": f"{path}/summary_rows?project_id={project_id}",
            },
        }
    ]


def _columns(site: Row) -> list[Row]:
    return [
        {"id": str(number), "name": name, "type": "currency", "position": number}
        for number, name in enumerate(site["columns"], start=1)
    ]


def _budgeted(rows: list[Row], request: Request) -> list[Row]:
    if request.args.get("budget_row_type", "budgeted") == "all":
        return rows
    return [row for row in rows if row["budgeted"]]


def _items(site: Row, segment_id: int) -> list[Row]:
    segment = next((s for s in site["segments"] if s["id"] == segment_id), None)
    if segment is None:
        raise Refused(
            404, {"message": "Couldn't find Segment", "exception": "RecordNotFound"}
        )
    if segment["type"] == "cost_code":
        return list(site["segment_items"])
    if segment["type"] != "line_item_type":
        return []
    return [
        {
            "id": kind["id"],
            "code": kind["code"],
            "name": kind["name"],
            "parent_id": None,
            "path_code": kind["code"],
            "path_codes": [kind["code"]],
            "status": "active",
        }
        for kind in site["line_item_types"]
    ]


def _content(request: Request) -> Row:
    """A body as written; its numbers keep their digits."""
    try:
        given = json.loads(request.get_data() or b"{}", parse_float=str)
    except ValueError:
        given = {}
    return given if isinstance(given, dict) else {}
