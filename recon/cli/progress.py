"""Progress of a command on stderr, drawn while that is a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.live import Live
    from rich.progress import Progress, TaskID


class ProgressLines:
    """Progress on stderr while it is a terminal; silent otherwise."""

    def __init__(self) -> None:
        """Find out once whether stderr is a terminal."""
        self._lines = _lines() if sys.stderr.isatty() else None
        self._step: tuple[str, TaskID] | None = None

    def __enter__(self) -> ProgressLines:
        """Begin to draw."""
        if self._lines is not None:
            self._lines.live.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the lines as they stand, and the terminal as it was."""
        if self._lines is not None:
            self._lines.live.stop()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Draw one bar a step."""
        if self._lines is None:
            return
        bars = self._lines.bars
        if self._step is None or self._step[0] != step:
            self._step = step, bars.add_task(step, total=max(total, 1))
        completed = done if total else 1
        bars.update(self._step[1], completed=completed, total=max(total, 1))

    def waiting(self, why: str, seconds: float) -> None:
        """Count down a wait; 0 takes the line away."""
        if self._lines is None:
            return
        text = f"{why}: waiting {seconds:.0f} s"
        waits = self._lines.waits
        waits.update(waits.task_ids[0], description=text, visible=seconds > 0)


class _Lines(NamedTuple):
    """What is drawn: a bar for each step, and below them what is waited for."""

    live: Live
    bars: Progress
    waits: Progress


def _lines() -> _Lines:
    """Lines that a legacy console can show: too long ones are cut, without a mark.

    What goes to stdout stays there: it may be a file that a program reads.
    """
    from rich.console import Console, Group
    from rich.live import Live
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.table import Column

    def cut() -> Column:
        return Column(overflow="crop", no_wrap=True)

    def words() -> TextColumn:
        return TextColumn("{task.description}", markup=False, table_column=cut())

    console = Console(stderr=True)
    bars = Progress(
        words(),
        BarColumn(30, table_column=cut()),
        MofNCompleteColumn(table_column=cut()),
        TimeElapsedColumn(table_column=cut()),
        console=console,
    )
    waits = Progress(words(), console=console)
    waits.add_task("", visible=False)
    live = Live(Group(bars, waits), console=console, redirect_stdout=False)
    return _Lines(live, bars, waits)
