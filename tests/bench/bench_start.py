"""How long `recon --help` takes, beside an interpreter that does nothing."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path


def _median(command: list[str]) -> float:
    times = []
    for _ in range(20):
        started = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def test_help_beside_an_empty_interpreter() -> None:
    command = Path(sys.executable).with_name("recon")
    help_time = _median([str(command), "--help"])
    empty_time = _median([sys.executable, "-c", "pass"])
    print(
        f"\nrecon --help: median of 20 runs {help_time:.3f} s, "
        f"{help_time / empty_time:.1f} times an empty interpreter"
    )
