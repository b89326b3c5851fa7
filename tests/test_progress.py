"""Progress is drawn on stderr, for people who watch, and leaves no trace elsewhere."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

import pytest

from recon.cli.progress import ProgressLines


class Watched(io.TextIOWrapper):
    """A terminal of a code page that cannot show every letter."""

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        self.flush()
        text = self.buffer.raw.getvalue().decode("cp850")  # type: ignore[attr-defined]
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Watched]:
    """Makes stderr a terminal of some width."""

    def of_width(columns: int) -> Watched:
        stderr = Watched(io.BufferedWriter(io.BytesIO()), encoding="cp850")
        monkeypatch.setattr(sys, "stderr", stderr)
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("TERM", "xterm")
        return stderr

    return of_width


def test_a_step_shows_how_far_it_is(terminal: Callable[[int], Watched]) -> None:
    stderr = terminal(100)

    with ProgressLines() as progress:
        progress("Rules", 0, 104)
        progress("Rules", 104, 104)
        progress("Report", 0, 1)

    *_, rules, report = stderr.shown().rstrip().splitlines()
    assert re.search(r"Rules +-{30} 104/104", rules)
    assert "Report" in report
    assert "0/1" in report


def test_a_step_of_nothing_is_done(terminal: Callable[[int], Watched]) -> None:
    stderr = terminal(100)

    with ProgressLines() as progress:
        progress("Procore projects", 0, 0)

    assert "1/1" in stderr.shown()


def test_a_wait_is_counted_down_and_taken_away(
    terminal: Callable[[int], Watched],
) -> None:
    stderr = terminal(100)

    with ProgressLines() as progress:
        progress("Procore projects", 1, 12)
        progress.waiting("Procore's call limit", 41.6)
        progress._lines.live.refresh()  # type: ignore[union-attr]
        assert "Procore's call limit: waiting 42 s" in stderr.shown()
        progress.waiting("Procore's call limit", 0)

    assert "waiting" not in stderr.shown().rstrip().splitlines()[-1]


def test_a_narrow_legacy_console_shows_what_it_can(
    terminal: Callable[[int], Watched],
) -> None:
    stderr = terminal(24)

    with ProgressLines() as progress:
        progress("maestro* exports [all]", 1, 3)
        progress.waiting("Procore's call limit", 3600)

    assert stderr.shown().isascii()


def test_a_stopped_command_leaves_the_terminal_as_it_was(
    terminal: Callable[[int], Watched],
) -> None:
    stderr = terminal(80)

    with suppress(KeyboardInterrupt), ProgressLines() as progress:
        progress("Rules", 1, 104)
        raise KeyboardInterrupt

    raw = stderr.buffer.raw.getvalue()  # type: ignore[attr-defined]
    assert raw.rfind(b"\x1b[?25h") > raw.rfind(b"\x1b[?25l")
    assert sys.stderr is stderr


def test_what_goes_to_stdout_stays_there(
    terminal: Callable[[int], Watched], capsys: pytest.CaptureFixture[str]
) -> None:
    stderr = terminal(80)

    with ProgressLines() as progress:
        progress("Rules", 1, 104)
        print('{"findings": []}')

    assert capsys.readouterr().out == '{"findings": []}\n'
    assert "findings" not in stderr.shown()


def test_nobody_who_watches_means_no_line() -> None:
    script = (
        "import sys\nfrom recon.cli.progress import ProgressLines\n"
        "with ProgressLines() as progress:\n"
        "    progress('Rules', 1, 2)\n    progress.waiting('Procore', 3)\n"
        "print([m for m in sys.modules if m.startswith('rich')])"
    )

    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"FORCE_COLOR": "1", "PYTHONPATH": "."},
    )

    assert run.stdout == "[]\n"
    assert run.stderr == ""
