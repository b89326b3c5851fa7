"""Reads manifest.toml, which describes the export files: one table per entity.

[supplier]
file = "fournisseurs.txt"
encoding = "cp850"
delimiter = "\\t"
decimal = ","
date_format = "JJ/MM/AAAA"
exported = "2026-10-31T18:00:00"
rows = 412
amount = "0.00"
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from recon.errors import ExportError
from recon.mapping import EXPORTED
from recon.workspace.config import Profile

MANIFEST = "manifest.toml"
_OF_FILE = ("file", "exported", "rows", "amount", "language", "company", "prefix")
Stated = dict[str, dict[str, str]]


def read_stated(path: Path) -> Stated:
    """The manifest of a folder of exports; empty where there is none.

    Raises ExportError naming the key that is wrong.
    """
    if not path.is_file():
        return {}
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(f"It is not valid TOML: {error}") from None
    known = {entity.name for entity in EXPORTED}
    for entity, stated in given.items():
        if entity not in known or not isinstance(stated, dict):
            raise _wrong(f"{entity!r} is not one of: {', '.join(sorted(known))}")
        profile = {n: v for n, v in stated.items() if n not in _OF_FILE}
        try:
            Profile.model_validate(profile)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join([entity, *(str(part) for part in first["loc"])])
            message = first["msg"].removeprefix("Value error, ")
            raise _wrong(f"{key}: {message}") from None
    return {
        entity: {name: str(value) for name, value in stated.items()}
        for entity, stated in given.items()
    }


def _wrong(message: str) -> ExportError:
    return ExportError(
        what=f"The manifest of the exports cannot be used. {message}",
        where=MANIFEST,
        next_step="Correct that key, or remove the file to use that of recon.toml",
    )
