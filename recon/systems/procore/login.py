"""Signing in to Procore: as a service account, or as a person who allowed it once.

A service account gets a new token whenever the old one ends. A person's refresh token
serves once and comes back as a pair, which the keyring keeps before either is used.
"""

from __future__ import annotations

import json
import tempfile
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
from filelock import FileLock

from recon.errors import ProcoreError
from recon.systems.rate_limiter import Clock
from recon.systems.secrets import CLIENT_ID, CLIENT_SECRET, keep, kept

_EARLY = 60.0
_OWN_PAGE = "urn:ietf:wg:oauth:2.0:oob"
Token = dict[str, Any]


@dataclass
class Login:
    """The access token of one app at one login host; renewed before it expires."""

    login_url: str
    client_id: str
    client_secret: str
    clock: Clock
    transport: httpx.BaseTransport | None = None
    timeout: float = 60
    is_person: bool = False

    def __post_init__(self) -> None:
        """Hold no token yet."""
        self._token: Token = {}
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """Where tokens are given."""
        return f"{self.login_url}/oauth/token"

    def token(self) -> str:
        """The access token; a new one where there is none, or where it is ending."""
        with self._lock:
            if not self._token or self._ends() - _EARLY <= self.clock.now():
                self._token = self._new()
            return str(self._token["access_token"])

    def renew(self, refused: str) -> None:
        """Get another token for one that was refused, once for all who had it."""
        with self._lock:
            if self._token and self._token["access_token"] == refused:
                self._token = self._new(refused)

    def allow(self, code: str) -> None:
        """Take the code a person was shown, and keep the pair of tokens it gives.

        Raises ProcoreError where Procore refuses the code: it serves once, for ten
        minutes.
        """
        given = {"code": code, "redirect_uri": _OWN_PAGE}
        token = self._ask(lambda c: c.fetch_token(self.address, **given))
        self._keep(token)

    def page(self) -> str:
        """The address at which a person allows the app."""
        with self._client() as client:
            address, _ = client.create_authorization_url(
                f"{self.login_url}/oauth/authorize", redirect_uri=_OWN_PAGE
            )
        return str(address)

    def _ends(self) -> float:
        return float(self._token["ends"])

    def _new(self, refused: str = "") -> Token:
        if not self.is_person:
            given = {"grant_type": "client_credentials"}
            return self._timed(
                self._ask(lambda c: c.fetch_token(self.address, **given))
            )
        name = sha256(self._name().encode()).hexdigest()[:16]
        with FileLock(Path(tempfile.gettempdir()) / f"recon-{name}.lock"):
            held = self._held()
            is_sound = held["ends"] - _EARLY > self.clock.now()
            if is_sound and held["access_token"] != refused:
                return held  # another run has renewed it
            refresh = held["refresh_token"]
            token = self._ask(
                lambda c: c.refresh_token(self.address, refresh_token=refresh)
            )
            return self._keep(token)

    def _keep(self, token: Token) -> Token:
        pair = self._timed(token)
        keep(self._name(), json.dumps(pair))
        return pair

    def _held(self) -> Token:
        held = kept(self._name())
        if held is None:
            raise ProcoreError(
                what="This app has not been authorised on this machine yet",
                where=f"{self.login_url}, app {self.client_id}",
                next_step="Run `recon login` and follow it",
            )
        return dict(json.loads(held))

    def _name(self) -> str:
        return f"tokens of {self.client_id} at {self.login_url}"

    def _timed(self, token: Token) -> Token:
        try:
            lasts = float(token.get("expires_in") or 5400)
            access = str(token["access_token"])
        except (KeyError, TypeError, ValueError):
            raise ProcoreError(
                what="The login gave no access token",
                where=self.address,
                next_step="Check login_url in recon.toml",
            ) from None
        ends = self.clock.now() + lasts
        pair = {"access_token": access, "ends": ends}
        if token.get("refresh_token"):
            pair["refresh_token"] = str(token["refresh_token"])
        return pair

    def _client(self) -> Any:
        return _oauth_client()(
            self.client_id,
            self.client_secret,
            token_endpoint_auth_method="client_secret_post",  # noqa: S106
            transport=self.transport,
            timeout=self.timeout,
        )

    def _ask(self, action: Callable[[Any], Token]) -> Token:
        from authlib.integrations.base_client import OAuthError

        with self._client() as client:
            client.register_compliance_hook("access_token_response", _prove_ready)
            try:
                return dict(action(client))
            except OAuthError as error:
                raise self._refused(error.description or error.error) from None
            except (ValueError, KeyError, TypeError, AttributeError):
                raise ProcoreError(
                    what="The login gave no access token",
                    where=self.address,
                    next_step="Check login_url in recon.toml",
                ) from None

    def _refused(self, message: str) -> ProcoreError:
        if self.is_person:
            return ProcoreError(
                what=f"Procore refused to renew the sign-in: {message}",
                where=self.address,
                next_step="Run `recon login` again; a refresh token serves once",
            )
        return ProcoreError(
            what=f"Procore refused the client id and secret: {message}",
            where=self.address,
            next_step=f"Check {CLIENT_ID} and {CLIENT_SECRET} against the app's page, "
            "and that login_url is of the same environment",
        )


def _oauth_client() -> Any:
    """The library's client, without its advice to developers on standard error."""
    import authlib.deprecate

    with warnings.catch_warnings():
        kind = authlib.deprecate.AuthlibDeprecationWarning
        warnings.simplefilter("ignore", kind)
        from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client


def _prove_ready(response: httpx.Response) -> httpx.Response:
    if response.status_code == 429 or response.status_code >= 500:
        raise LoginBusy(response)
    if 300 <= response.status_code < 400:
        raise ProcoreError(
            what="The login answers from another address; it was not followed",
            where=str(response.url),
            next_step="Check login_url in recon.toml",
        )
    return response


class LoginBusy(Exception):
    """The login host answered that it cannot answer now."""

    def __init__(self, response: httpx.Response) -> None:
        """Take the answer, whose headers say when to come back."""
        super().__init__(f"status {response.status_code}")
        self.response = response
