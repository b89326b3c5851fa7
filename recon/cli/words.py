"""What the commands say: a summary that fits one screen, progress on stderr."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from recon.mapping.characters import visible
from recon.plurals import counted

if TYPE_CHECKING:
    from rich.live import Live
    from rich.progress import Progress, TaskID


class ProgressLines:
    """Progress on stderr while it is a terminal; silent otherwise."""

    def __init__(self) -> None:
        """Look once whether somebody watches."""
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


def summary(outcome: dict[str, Any], report: str | None = None) -> str:
    """The outcome of a check in one screen: severities, rules, what did not run."""
    findings = outcome["findings"]
    of_severity = Counter(finding["severity"] for finding in findings)
    of_rule = Counter((f["severity"], f["rule"]) for f in findings)
    order = {"error": 0, "warning": 1, "notice": 2}
    lines = [
        f"{len(findings)} findings: {of_severity['error']} errors, "
        f"{of_severity['warning']} warnings, {of_severity['notice']} notices",
        "",
    ]
    ranked = sorted(of_rule.items(), key=lambda i: (order[i[0][0]], -i[1], i[0][1]))
    lines += [f"  {count:>5}  {s:<8} {rule}" for (s, rule), count in ranked[:11]]
    if len(ranked) > 11:
        rest = sum(count for _, count in ranked[11:])
        lines.append(f"  {rest:>5}  in {len(ranked) - 11} more rules")
    ran = [rule for rule in outcome["rules"] if rule["verdict"] == "ran"]
    partly = [rule for rule in ran if rule["not_run_for"]]
    lines += [
        "",
        f"{len(ran)} of {len(outcome['rules'])} rules ran"
        + (f", {len(partly)} of them not for everything" if partly else ""),
    ]
    gaps = dict.fromkeys(
        (gap["project"] or gap["entity"], gap["reason"].partition(": ")[2])
        for rule in ran
        for gap in rule["not_run_for"]
    )
    lines += [f"  not for {place}: {reason}" for place, reason in [*gaps][:4]]
    if len(gaps) > 4:
        lines.append(f"  and {len(gaps) - 4} more; the report lists them all")
    for rule in outcome["rules"]:
        if rule["verdict"] != "ran":
            lines.append(f"  {rule['verdict']}: {rule['rule']}: {rule['reason']}")
    doubts = outcome.get("doubts", [])
    resting = [doubt for doubt in doubts if doubt["findings"]]
    if doubts:
        count = counted(len(doubts), "doubt")
        lines.append(f"{count} about what was read; see `recon doubts`")
        lines += [
            f"  {counted(d['findings'], 'finding rests', 'findings rest')} on: "
            f"{d['reason']}"
            for d in resting[:1]
        ]
    if "cost_code_hint" in outcome["run"]:
        lines += ["", f"Cost codes: {outcome['run']['cost_code_hint']}"]
    if report is not None:
        lines += ["", f"Report: {report}"]
    return visible("\n".join(lines))
