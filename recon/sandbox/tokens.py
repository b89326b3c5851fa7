"""Tokens of the sandbox: for a service account, and for a person's refresh tokens."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from werkzeug.wrappers import Request

from recon.sandbox.contracts import Refused

Row = dict[str, Any]

LASTS = 5400


class Tokens:
    """Gives access tokens that end; a refresh token or a code serves once."""

    def __init__(self, state: Row, now: Callable[[], float]) -> None:
        """Take the state that knows the app's id and secret."""
        self.state = state
        self.lasts = LASTS
        self._now = now
        self._ends: dict[str, float] = {}
        self._once: set[str] = set()
        self._count = 0

    def is_valid(self, header: str) -> bool:
        """Whether an Authorization header holds a token that has not ended."""
        kind, _, token = header.partition(" ")
        return kind.lower() == "bearer" and self._ends.get(token, 0) > self._now()

    def info(self, request: Request) -> Row:
        """What is known of the token sent. Raises Refused for an invalid one."""
        header = request.headers.get("Authorization", "")
        if not self.is_valid(header):
            raise _refused(401, "invalid_token", "The access token is invalid")
        end = self._ends[header.partition(" ")[2]]
        return {
            "resource_owner_id": self.state["company_id"],
            "scopes": [],
            "expires_in_seconds": int(end - self._now()),
            "application": {"uid": self.state["client_id"]},
            "created_at": int(end - self.lasts),
        }

    def allow(self) -> str:
        """A code as a person is shown it who allows the app."""
        return self._new("code")

    def give(self, request: Request) -> Row:
        """A token for what was sent. Raises Refused for what is not known."""
        given: Row = dict(request.get_json(silent=True) or request.form)
        identity = given.get("client_id"), given.get("client_secret")
        basic = request.headers.get("Authorization", "")
        if basic.startswith("Basic "):
            client_id, _, secret = base64.b64decode(basic[6:]).decode().partition(":")
            identity = client_id, secret
        grant = given.get("grant_type")
        if grant not in ("client_credentials", "authorization_code", "refresh_token"):
            raise _refused(400, "unsupported_grant_type", "The grant is not supported")
        if identity != (self.state["client_id"], self.state["client_secret"]):
            raise _refused(401, "invalid_client", "Client authentication failed")
        token: Row = {
            "access_token": self._new("demo-token"),
            "token_type": "Bearer",
            "expires_in": self.lasts,
            "created_at": int(self._now()),
        }
        if grant != "client_credentials":
            once = str(given.get("code") or given.get("refresh_token"))
            if once not in self._once:
                raise _refused(400, "invalid_grant", "The grant was used or is invalid")
            self._once.remove(once)
            token["refresh_token"] = self._new("refresh")
        self._ends[token["access_token"]] = self._now() + self.lasts
        return token

    def _new(self, kind: str) -> str:
        self._count += 1
        text = f"{kind}-{self._count}"
        if kind != "demo-token":
            self._once.add(text)
        return text


def _refused(status: int, error: str, message: str) -> Refused:
    return Refused(status, {"error": error, "error_description": message})
