"""Limits the rate of calls to what Procore's response headers allow.

Two windows run at once, of an hour and of ten seconds. Each answer describes the one
that is nearer its end, so what is known of both is kept, and counted down by every
call that goes out.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Protocol

Waiting = Callable[[str, float], None]

_LONGEST = 3700.0
_SKEW = 5.0
_PROBE = 0.02


class Clock(Protocol):
    """Unix seconds, and a way to let them pass. Tests bring one of their own."""

    def now(self) -> float:
        """The present time in Unix seconds."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""


class WallClock:
    """The clock of this machine."""

    def now(self) -> float:
        """The present time in Unix seconds."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)


@dataclass
class _Window:
    """One limit as its last header stated it, less what was sent since."""

    remaining: int
    reset: float


class RateLimiter:
    """Lets a call start while both limits allow it; calls under way count too.

    Not more than `most` calls are on their way at once; after a window's reset it
    begins with one, so that nothing is sent on stale figures.
    """

    def __init__(
        self, most: int = 4, clock: Clock | None = None, waiting: Waiting | None = None
    ) -> None:
        """Know nothing yet: the first call goes alone."""
        self.clock: Clock = clock or WallClock()
        self.waiting: Waiting = waiting or (lambda _why, _seconds: None)
        self.calls = 0
        self.waited = 0.0
        self._most = most
        self._windows: dict[int, _Window] = {}
        self._on_way = 0
        self._width = 1
        self._closed_until = 0.0
        self._lock = threading.Lock()

    def enter(self) -> int:
        """Wait until a call may go; give its number, to be handed to `leave`."""
        while True:
            with self._lock:
                wait = self._wait()
                if wait <= 0 and self._on_way < self._width:
                    self.calls += 1
                    self._on_way += 1
                    for window in self._windows.values():
                        window.remaining -= 1
                    return self.calls
            if wait > 0:
                self.sleep("Procore's call limit", wait)
            else:
                self.clock.sleep(_PROBE)

    def leave(self, number: int, headers: Mapping[str, str] | None) -> None:
        """Learn from the answer of a call; None where there was no answer."""
        with self._lock:
            self._on_way -= 1
            if headers is not None:
                self._width = min(self._width * 2, self._most)
                self._learn(number, headers)

    def close(self, seconds: float) -> None:
        """Let no call start for some seconds, as the server asked."""
        with self._lock:
            self._closed_until = max(self._closed_until, self.clock.now() + seconds)
            self._width = 1

    def sleep(self, why: str, seconds: float) -> None:
        """Wait, and report the seconds left."""
        until = self.clock.now() + seconds
        self.waited += seconds
        while (left := until - self.clock.now()) > 0:
            self.waiting(why, left)
            self.clock.sleep(min(left, 1.0))
        self.waiting(why, 0)

    def until_reset(self, headers: Mapping[str, str]) -> float | None:
        """Seconds to the reset that an answer states, at least one."""
        reset = _whole(headers.get("X-Rate-Limit-Reset"))
        if reset is None:
            return None
        return min(max(reset - self._now_there(headers), 1.0), _LONGEST)

    def _wait(self) -> float:
        now = self.clock.now()
        over = [n for n, window in self._windows.items() if window.reset <= now]
        for limit in over:
            del self._windows[limit]
            self._width = 1
        full = [w.reset for w in self._windows.values() if w.remaining <= 0]
        return max([*full, self._closed_until], default=0.0) - now

    def _learn(self, number: int, headers: Mapping[str, str]) -> None:
        limit = _whole(headers.get("X-Rate-Limit-Limit"))
        remaining = _whole(headers.get("X-Rate-Limit-Remaining"))
        seconds = self.until_reset(headers)
        if limit is None or remaining is None or seconds is None:
            return
        reset = self.clock.now() + seconds
        left = remaining - self._on_way
        known = self._windows.get(limit)
        if known is None or reset > known.reset + _SKEW:
            self._windows[limit] = _Window(left, reset)
        elif number == self.calls or left < known.remaining:
            known.remaining = left

    def _now_there(self, headers: Mapping[str, str]) -> float:
        """The server's time, where its clock and ours are far apart."""
        now = self.clock.now()
        try:
            there = parsedate_to_datetime(headers.get("Date", "")).timestamp()
        except (TypeError, ValueError):
            return now
        return there if abs(there - now) > _SKEW else now


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None
