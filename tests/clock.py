"""Time as tests want it: it passes at once, or only when everybody waits for it."""

from __future__ import annotations

import heapq
import threading


class QuickClock:
    """Waits are over as soon as they begin; what was waited is counted."""

    def __init__(self, start: float = 1_800_000_000.0) -> None:
        self._at = start
        self._lock = threading.Lock()
        self.waits: list[float] = []

    def now(self) -> float:
        return self._at

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.waits.append(seconds)
            self._at += seconds


class ScriptedClock:
    """Time of a known number of threads: it goes on when all of them wait for it."""

    def __init__(self, threads: int, start: float = 1_800_000_000.0) -> None:
        self._at = start
        self._awake = threads
        self._asleep: list[tuple[float, int, threading.Event]] = []
        self._lock = threading.Lock()
        self._count = 0

    def now(self) -> float:
        return self._at

    def sleep(self, seconds: float) -> None:
        woken = threading.Event()
        with self._lock:
            self._count += 1
            heapq.heappush(self._asleep, (self._at + seconds, self._count, woken))
            self._awake -= 1
            self._go_on()
        woken.wait()

    def leave(self) -> None:
        """A thread has done its work, and waits for nothing any more."""
        with self._lock:
            self._awake -= 1
            self._go_on()

    def _go_on(self) -> None:
        if self._awake == 0 and self._asleep:
            self._at, _, woken = heapq.heappop(self._asleep)
            self._awake += 1
            woken.set()
