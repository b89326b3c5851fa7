"""Options that many commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Folder = Annotated[
    str, typer.Option("--workspace", envvar="RECON_WORKSPACE", help="The workspace.")
]
