"""The sandbox's call limits: two windows, stated in headers as by the API."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

HOUR = 3600
SPIKE = 10


@dataclass
class _Window:
    seconds: int
    limit: int
    reset: float = 0.0
    taken: int = 0


@dataclass
class CallLimits:
    """So many calls an hour and in ten seconds; 0 is no limit.

    A window begins with the first call after the last one ended. Answers describe the
    window that is nearer its end. `refused` counts the calls beyond a limit.
    """

    hour: int = 0
    spike: int = 0
    refused: int = 0
    _windows: list[_Window] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, now: float) -> tuple[dict[str, str], bool]:
        """Count one call; give the headers of its answer, and whether it is within."""
        with self._lock:
            if not self._windows:
                kinds = ((HOUR, self.hour), (SPIKE, self.spike))
                self._windows = [_Window(s, limit) for s, limit in kinds if limit]
            for window in self._windows:
                if window.reset <= now:
                    window.reset, window.taken = now + window.seconds, 0
            if not self._windows:
                return _headers(HOUR, HOUR - 1, now + HOUR), True
            is_within = all(w.taken < w.limit for w in self._windows)
            if is_within:
                for window in self._windows:
                    window.taken += 1
            else:
                self.refused += 1
            near = min(self._windows, key=lambda w: (w.limit - w.taken, -w.reset))
            left = near.limit - near.taken
            return _headers(near.limit, left, near.reset), is_within


def _headers(limit: int, remaining: int, reset: float) -> dict[str, str]:
    return {
        "X-Rate-Limit-Limit": str(limit),
        "X-Rate-Limit-Remaining": str(remaining),
        "X-Rate-Limit-Reset": str(int(-(-reset // 1))),
    }
