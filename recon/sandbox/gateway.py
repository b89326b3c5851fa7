"""A gateway to the demo company's maestro*, to rehearse the contract with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.wrappers import Request, Response

Row = dict[str, Any]

TOKEN = "demo-token"  # noqa: S105 - opens nothing but the demo company


class Gateway:
    """Answers GET /ENTITY with pages of rows, as a site's gateway would.

    A row may carry `changed_at`, which is never shown: with `since` only rows changed
    at or after that time are given. `statuses` are the statuses of the next answers,
    `hidden` rows that are stated and not given, `amounts` the totals that are stated.
    """

    def __init__(self, tables: dict[str, list[Row]], per_page: int = 500) -> None:
        """Take the rows of each entity by the mapping's field names."""
        self.tables = tables
        self.per_page = per_page
        self.statuses: list[int] = []
        self.hidden: dict[str, int] = {}
        self.amounts: dict[str, str] = {}
        self.broken = ""

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer one request."""
        return self._answer(Request(environ))(environ, start_response)

    def _answer(self, request: Request) -> Response:
        status = self.statuses.pop(0) if self.statuses else 200
        if status != 200:
            return _response({"message": "not now"}, status)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return _response({"message": "the token is not known"}, 401)
        entity = request.path.strip("/")
        if entity not in self.tables:
            return _response({"message": f"{entity} is not given here"}, 404)
        if entity == self.broken:
            return _response({"rows": "none"}, 200)
        since = request.args.get("since", "")
        rows = [
            {name: value for name, value in row.items() if name != "changed_at"}
            for row in self.tables[entity]
            if str(row.get("changed_at", "9")) >= since
        ]
        number = max(request.args.get("page", 1, int), 1)
        begin = (number - 1) * self.per_page
        return _response(
            {
                "entity": entity,
                "page": number,
                "pages": max(-(-len(rows) // self.per_page), 1),
                "total": len(rows) + self.hidden.get(entity, 0),
                "amount": self.amounts.get(entity),
                "rows": rows[begin : begin + self.per_page],
            },
            200,
        )


def _response(content: object, status: int) -> Response:
    text = json.dumps(content, ensure_ascii=False)
    return Response(text, status=status, content_type="application/json")
