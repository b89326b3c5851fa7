"""Writes to Procore: one call, sent once, and what is known of it afterwards.

A write is never sent again by itself: an answer that leaves doubt is reported as such.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from recon.errors import ApplyRefused
from recon.systems.procore.body import written
from recon.systems.procore.client import ProcoreClient, message_of
from recon.systems.procore.login import LoginBusy
from recon.systems.secrets import secret
from recon.workspace import Workspace
from recon.workspace.config import Config

CLIENT_ID = "RECON_PROCORE_WRITE_CLIENT_ID"
CLIENT_SECRET = "RECON_PROCORE_WRITE_CLIENT_SECRET"  # noqa: S105 - a variable's name
Row = dict[str, Any]

# Answers after which it is not known whether the write was done.
_DOUBTFUL = {408, 409, 429, 500, 502, 503, 504}
_TEST_HOSTS = (
    "sandbox.procore.com",
    "login-sandbox.procore.com",
    "api-monthly.procore.com",
    "login-sandbox-monthly.procore.com",
)
_HOUR = 3600
_LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class WriteAnswer:
    """What came back: `done`, `refused`, `unsent`, or `doubtful` if it is not known."""

    outcome: str
    status: int | None
    body: Any
    message: str
    wait: float = 0


class ProcoreWriter(ProcoreClient):
    """A client with write credentials of its own; it reads as any other."""

    def send(self, method: str, path: str, query: Row, body: Row | None) -> WriteAnswer:
        """Send one write once. Amounts go out digit for digit, never as floats."""
        try:
            token = self.login.token()
            answer = self._once(method, path, query, body, token)
            if answer.status == 401:  # refused at the door: nothing was done
                self.login.renew(token)
                answer = self._once(method, path, query, body, self.login.token())
        except (LoginBusy, httpx.HTTPError) as error:
            return WriteAnswer("unsent", None, None, f"not signed in: {error}")
        return answer

    def _once(
        self, method: str, path: str, query: Row, body: Row | None, token: str
    ) -> WriteAnswer:
        content = None if body is None else written(body).encode()
        headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {token}",
            "Procore-Company-Id": str(self.company_id),
            "Content-Type": "application/json",
        }
        url = self.base_url + path.replace("{company}", str(self.company_id))
        number, response = self.rate_limiter.enter(), None
        try:
            response = self._http.request(
                method, url, params=query or None, content=content, headers=headers
            )
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return WriteAnswer("unsent", None, None, f"not connected: {error}")
        except httpx.TimeoutException:
            return WriteAnswer("doubtful", None, None, "no answer in time")
        except httpx.HTTPError as error:
            return WriteAnswer("doubtful", None, None, f"the answer broke off: {error}")
        finally:
            self.rate_limiter.leave(
                number, None if response is None else response.headers
            )
        return _read(response)


def _read(response: httpx.Response) -> WriteAnswer:
    status, wait = response.status_code, _wait_of(response)
    if status in _DOUBTFUL:
        return WriteAnswer("doubtful", status, None, message_of(response), wait)
    if not 200 <= status < 300:
        return WriteAnswer("refused", status, None, message_of(response), wait)
    try:
        body = json.loads(response.content) if response.content else None
    except ValueError:
        return WriteAnswer("doubtful", status, None, "the answer is not whole JSON")
    if isinstance(body, dict) and body.get("errors"):
        message = json.dumps(body["errors"], ensure_ascii=False)[:400]
        return WriteAnswer("refused", status, body, message)
    return WriteAnswer("done", status, body, "")


def _wait_of(response: httpx.Response) -> float:
    """Seconds until looking again makes sense: as stated, else the limit's reset."""
    stated = response.headers.get("Retry-After", "")
    if stated.isdecimal():
        return float(stated)
    reset = response.headers.get("X-Rate-Limit-Reset", "")
    if response.status_code == 429 and reset.isdecimal():
        return min(max(float(reset) - time.time(), 1), _HOUR)
    return 1.0


def writer_of(
    workspace: Workspace,
    *,
    client_id: str | None = None,
    client_secret: str | None = None,
    transport: httpx.BaseTransport | None = None,
) -> ProcoreWriter:
    """A writer for the workspace's Procore company, with credentials of its own.

    Raises ApplyRefused where the environment has no write credentials, or where the
    two companies are not of one kind.
    """
    prove_pairing(workspace.config)
    known = client_id or secret(CLIENT_ID)
    password = client_secret or secret(CLIENT_SECRET)
    if not known or not password:
        raise ApplyRefused(
            what="No write credentials are set; those for reading never write",
            where=f"{CLIENT_ID} and {CLIENT_SECRET}, in the environment or the keyring",
            next_step="Set both to those of an app that may write, then apply again",
        )
    return ProcoreWriter.of(workspace.config.procore, known, password, transport)


def prove_pairing(config: Config) -> None:
    """Refuse a production company beside a test one. Raises ApplyRefused.

    Both environments of recon.toml must be the same, and so must be what the hosts
    say: Procore's sandbox hosts are never production, its own never the sandbox.
    """
    ours, theirs = config.maestro.environment, config.procore.environment
    hosts = [urlsplit(u).hostname or "" for u in _addresses(config)]
    if ours != theirs:
        problem = f"maestro* is {ours!r} and Procore is {theirs!r}"
    elif theirs == "production" and any(h in (*_TEST_HOSTS, *_LOOPBACK) for h in hosts):
        problem = f"Procore is called 'production', and answers at {', '.join(hosts)}"
    elif len({host in _TEST_HOSTS for host in hosts}) > 1:
        problem = f"login and API are of two environments: {', '.join(hosts)}"
    else:
        return
    raise ApplyRefused(
        what=f"A production company cannot be paired with a test company: {problem}",
        where="recon.toml, [maestro] and [procore] environment, base_url, login_url",
        next_step="Correct the wrong one; nothing was written",
    )


def _addresses(config: Config) -> tuple[str, str]:
    return config.procore.login_url, config.procore.base_url
