"""Responses of the sandbox: pages with links, exact numbers; and its stored state."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from werkzeug.wrappers import Request, Response

from recon.sandbox.query_parameters import view_of

Row = dict[str, Any]

# How many rows a page has where nothing is asked for, and at the most.
_SIZES = {"projects": (100, 300)}
_IDS = 200_000

_NUMBER = re.compile(r'"@number:(-?[0-9.]+)"')


def page(request: Request, rows: Sequence[Any], hidden: int, endpoint: str) -> Response:
    """One page of a list, with its links and the total."""
    is_enveloped = "/v2.0/" in request.path
    usual, most = (10, 100) if is_enveloped else _SIZES.get(endpoint, (100, 2000))
    size = min(max(request.args.get("per_page", usual, int), 1), most)
    if endpoint == "projects" and view_of(endpoint, request) == "ids":
        size = _IDS
    number = max(request.args.get("page", 1, int), 1)
    last = max(-(-len(rows) // size), 1)
    shift = request.environ.get("recon.shift", 0) if number > 1 else 0
    shown_rows = list(rows[(number - 1) * size - shift : number * size - shift])
    response = answer({"data": shown_rows} if is_enveloped else shown_rows)
    links = {"first": 1, "prev": number - 1, "next": number + 1, "last": last}
    shown = {rel: at for rel, at in links.items() if 1 <= at <= last and at != number}
    response.headers["Link"] = ", ".join(
        f'<{url_of(request, at)}>; rel="{rel}"' for rel, at in shown.items()
    )
    response.headers["Total"] = str(len(rows) + hidden)
    response.headers["Per-Page"] = str(size)
    return response


def url_of(request: Request, number: int) -> str:
    """The address of another page of the same list."""
    given = request.args.items(multi=True)
    query = [*((k, v) for k, v in given if k != "page"), ("page", str(number))]
    return f"{request.base_url}?{urlencode(query)}"


def answer(content: object, status: int = 200) -> Response:
    """A body as JSON; "@number:1.10" is sent as the number 1.10, digit for digit."""
    text = _NUMBER.sub(r"\1", json.dumps(content, ensure_ascii=False))
    return Response(text, status=status, content_type="application/json")


def keep_state(state: Row, folder: Path) -> None:
    """Keep the state of a demo workspace, whole or not at all."""
    text = json.dumps(state, ensure_ascii=False, indent=1)
    fresh = folder / "sandbox.json.new"
    fresh.write_text(text + "\n", encoding="utf-8", newline="\n")
    fresh.replace(folder / "sandbox.json")
