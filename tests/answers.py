"""A server that answers as Procore with what a test writes down, and nothing else."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from recon.cli.demo_company import make_demo
from recon.workspace import Workspace, open_workspace

COMPANY = 562949953421000
PROJECT = {"id": 11, "name": "Pont", "project_number": "24-001", "active": True}


class Answers:
    """Each path, as a pattern, and its rows; every other list is empty."""

    def __init__(self, routes: dict[str, Any]) -> None:
        self.routes = routes
        self.company = COMPANY
        self.asked: list[str] = []

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        request = Request(environ)
        self.asked.append(request.full_path)
        return self._answer(request)(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.path == "/oauth/token":
            return _json({"access_token": "t", "token_type": "bearer"})
        body = self._body(request.path)
        if not isinstance(body, list):
            return _json(body)
        response = _json({"data": body} if "/v2.0/" in request.path else body)
        response.headers["Total"] = str(len(body))
        return response

    def _body(self, path: str) -> Any:
        for pattern, body in self.routes.items():
            if re.fullmatch(pattern, path):
                return body
        if path == "/rest/v1.0/companies":
            return [{"id": self.company, "name": "Constructions"}]
        if path == "/rest/v1.1/projects":
            return [PROJECT]
        return {"locked": False} if path.endswith("/budget") else []


def _json(body: Any) -> Response:
    text = body if isinstance(body, str) else json.dumps(body)
    return Response(text, content_type="application/json")


def workspace_for(folder: Path, **settings: str) -> Workspace:
    """A demo workspace whose exports say nothing of money, with settings."""
    make_demo(folder, 1)
    for path in (folder / "exports").glob("*.csv"):
        header, _, _ = path.read_bytes().partition(b"\n")
        path.write_bytes(header + b"\n")
    for path in (folder / "exports").glob("*.xlsx"):
        path.unlink()
    (folder / "exports" / "control_totals.csv").unlink(missing_ok=True)
    path = folder / "recon.toml"
    text = path.read_text(encoding="utf-8")
    for name, value in settings.items():
        text = text.replace("[settings]\n", f'[settings]\n{name} = "{value}"\n')
    path.write_text(text, encoding="utf-8")
    return open_workspace(folder)


@contextmanager
def served(app: Answers) -> Iterator[str]:
    """Serve answers on loopback; gives the address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
