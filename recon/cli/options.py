"""Options and arguments that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from recon.decisions.propose import Selection

Folder = Annotated[
    str, typer.Option("--workspace", envvar="RECON_WORKSPACE", help="The workspace.")
]
Names = Annotated[
    bool, typer.Option("--with-names", help="Show employees' names and rates.")
]
PlanName = Annotated[
    str, typer.Argument(help="The plan's name or its start; the newest if not given.")
]
Findings = Annotated[
    list[str] | None, typer.Option("--finding", help="A finding's id; may be repeated.")
]
Rules = Annotated[list[str] | None, typer.Option("--rule", help="Only this rule.")]
Projects = Annotated[
    list[str] | None, typer.Option("--project", help="Only this project.")
]
Who = Annotated[
    str | None,
    typer.Option("--as", help="Who you are; else the system's account is named."),
]


def selection_of(
    finding: list[str] | None, rule: list[str] | None, project: list[str] | None
) -> Selection:
    """The options --finding, --rule and --project of a command, as one value."""
    from recon.decisions.propose import Selection

    return Selection(tuple(finding or ()), tuple(rule or ()), tuple(project or ()))
