"""The client uses the rate it is given, and never more; time here is scripted."""

from __future__ import annotations

import json
import os
import threading

import httpx
import pytest

from recon.sandbox.limits import CallLimits
from recon.systems.procore.client import ProcoreClient
from tests.clock import ScriptedClock

IS_WHOLE = os.environ.get("RECON_GATES") == "whole"
CASES = [(3600, 50, 4500), (0, 25, 250)]
if IS_WHOLE:
    CASES += [(3600, 50, 7200), (3600, 100, 5000), (600, 25, 1500), (3600, 0, 9000)]
LATENCY = 0.2
WORKERS = 4


class LimitedServer(httpx.BaseTransport):
    """Answers after 200 ms of scripted time, within two windows of calls."""

    def __init__(self, clock: ScriptedClock, limits: CallLimits) -> None:
        self.clock = clock
        self.limits = limits
        self.done = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            token = {"access_token": "t", "token_type": "bearer", "expires_in": 10**6}
            return httpx.Response(200, json=token)
        self.clock.sleep(LATENCY / 2)
        headers, is_within = self.limits.take(self.clock.now())
        self.clock.sleep(LATENCY / 2)
        self.done += is_within
        body = json.dumps([{"id": 1}] if is_within else {"message": "slow down"})
        status = 200 if is_within else 429
        return httpx.Response(
            status, content=body, headers={**headers, "Link": "", "Total": "1"}
        )


def run(limits: CallLimits, calls: int, workers: int = WORKERS) -> float:
    """Ask so many times from several threads; give the seconds it took."""
    clock = ScriptedClock(workers)
    client = ProcoreClient(
        base_url="https://api.example.test",
        login_url="https://login.example.test",
        company_id=9,
        client_id="id",
        client_secret="secret",
        parallel=workers,
        transport=LimitedServer(clock, limits),
        clock=clock,
    )
    client.login.token()
    begun = clock.now()
    left = [calls]
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                if left[0] == 0:
                    break
                left[0] -= 1
            assert client.one("/list").rows == [{"id": 1}]
        clock.leave()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return clock.now() - begun


def soonest(limits: CallLimits, calls: int, workers: int = WORKERS) -> float:
    """The seconds that the limits and the latency leave no way around."""
    took, left = 0.0, calls
    pace = min(limits.spike / 10 or 1e9, workers / LATENCY)
    while left > 0:
        of_hour = min(left, limits.hour or left)
        left -= of_hour
        took += 3600 if left else of_hour / pace
    return took


@pytest.mark.parametrize(("hour", "spike", "calls"), CASES)
def test_uses_the_allowed_rate_without_one_call_too_many(
    hour: int, spike: int, calls: int
) -> None:
    limits = CallLimits(hour, spike)
    share = soonest(limits, calls) / run(limits, calls)
    print(
        f"{hour:>5}/hour, {spike:>4}/10 s: {calls} calls, {share:.1%} of the rate,"
        f" {limits.refused} refused"
    )
    assert limits.refused == 0
    assert share >= 0.94
