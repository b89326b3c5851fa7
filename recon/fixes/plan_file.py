"""Plan files: readable, comparable line by line, protected by a hash."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AliasChoices,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    with_config,
)

from recon.errors import PlanError
from recon.fixes.fix import Fix, Row, as_row, canonical
from recon.fixes.held import Held, held_row
from recon.workspace.invalid import first_problem

_NAME = re.compile(r"[A-Za-z0-9-]+")
# The format of a plan's file, and what each calls the forecast.
_FORMAT = 2
_FORECAST = {1: "counterfactual", 2: "forecast"}


@dataclass(frozen=True)
class Plan:
    """What was read, what is proposed, and what it would leave. Never changed.

    `held` are the fixes that rest on a doubt and are not proposed.
    """

    about: Row
    fixes: tuple[Fix, ...]
    forecast: Row = field(default_factory=dict)
    held: tuple[Held, ...] = ()
    format: int = _FORMAT

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of all the plan says."""
        return hashlib.sha256(canonical(self._content()).encode()).hexdigest()

    @property
    def id(self) -> str:
        """The plan's short name: the pull it was made from, and the hash's start."""
        return f"{self.about['pull']}-{self.hash[:8]}"

    @property
    def writes(self) -> tuple[Fix, ...]:
        """The fixes that go to Procore."""
        return tuple(fix for fix in self.fixes if fix.write is not None)

    @property
    def calls(self) -> int:
        """How many calls to Procore all of it takes."""
        return sum(fix.calls for fix in self.fixes)

    @property
    def brake(self) -> Row:
        """Why the plan is held back whole, and the amount to confirm; often empty."""
        return dict(self.about.get("brake", {}))

    def _content(self) -> Row:
        return {
            "format": self.format,
            "about": self.about,
            "fixes": [as_row(fix) for fix in self.fixes],
            _FORECAST[self.format]: self.forecast,
            **({"held": [held_row(h) for h in self.held]} if self.held else {}),
        }

    def text(self) -> str:
        """The plan as its file holds it."""
        whole = {**self._content(), "hash": self.hash}
        return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


_NAMED = Field(validation_alias=AliasChoices(*_FORECAST.values()))


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True)
class _File:
    """A plan as its file holds it, with the hash that it had."""

    format: Literal[1, 2]
    about: Row
    fixes: tuple[Fix, ...]
    forecast: Annotated[Row, _NAMED]
    hash: str
    held: tuple[Held, ...] = ()


_FILE = TypeAdapter(_File)


def save_plan(folder: Path, plan: Plan) -> Path:
    """Write a plan into the plans folder, under its own name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{plan.id}.json"
    path.write_text(plan.text(), encoding="utf-8", newline="\n")
    return path


def read_plan(folder: Path, name: str) -> Plan:
    """Read a plan by its name, its start, or its file; prove that it was not edited.

    Raises PlanError where there is none, or where its hash is not that of its words.
    """
    path = _path_of(folder, name)
    try:
        file = _FILE.validate_json(path.read_bytes(), strict=True)
    except ValidationError as error:
        raise PlanError(
            what=f"This file is not a plan: {first_problem(error)}",
            where=str(path),
            next_step="Make a fresh one with `recon plan`",
        ) from None
    plan = Plan(file.about, file.fixes, file.forecast, file.held, file.format)
    if plan.hash != file.hash:
        raise PlanError(
            what="The plan file was edited: its hash is not that of its words",
            where=f"{path.name}: {file.hash[:12]} stated, {plan.hash[:12]} found",
            next_step="Make a fresh plan with `recon plan`; leave out what is not "
            "wanted when you approve",
        )
    return plan


def newest_plan(folder: Path) -> Plan | None:
    """The plan that was saved last, or None."""
    found = sorted(folder.glob("*.json"), key=lambda p: p.stat().st_mtime_ns)
    return read_plan(folder, found[-1].stem) if found else None


def _path_of(folder: Path, name: str) -> Path:
    given = Path(name)
    if given.suffix == ".json" and given.is_file():
        return given
    stem = given.stem if given.suffix == ".json" else name
    found = sorted(folder.glob(f"{stem}*.json")) if _NAME.fullmatch(stem) else []
    if len(found) != 1:
        listed = ", ".join(path.stem for path in sorted(folder.glob("*.json"))[-5:])
        raise PlanError(
            what=f"{len(found) or 'No'} plans have a name like {name!r}",
            where=f"{folder}; plans: {listed or 'none'}",
            next_step="Name one of them, or make one with `recon plan`",
        )
    return found[0]
