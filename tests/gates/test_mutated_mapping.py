"""A mapping that is wrong in one declaration comes out otherwise in a company.

Nothing that compares the mapping, or a page made from it, with a copy counts: a mutant
is killed by what is received, typed, found or called for, or where it stops the run.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.gates.mapping_equivalents import EQUIVALENTS, OPEN
from tests.gates.mutated_mapping import (
    FOLDER,
    Mutant,
    entities_of,
    in_a_child,
    mutants,
)

WHOLE = os.environ.get("RECON_GATES") == "whole"
# The steps at which a mutant of each kind may show. Who wins and which way a field goes
# is asked when fixes are planned, and nowhere before: the company is checked once.
STEPS = {
    "list path": ("pull",),
    "maestro* header": ("drawn exports", "typed exports", "check"),
    "kind": ("drawn exports", "typed exports", "check"),
    "requiredness": ("drawn exports", "typed exports", "check"),
    "Procore name": ("typed lists", "check"),
    "kind in Procore": ("typed lists", "check"),
    **dict.fromkeys(
        ("length", "overflow", "overflow severity", "compare", "drift severity"),
        ("drawn values", "check"),
    ),
    **dict.fromkeys(("direction", "who wins"), ("plan",)),
}
EVERY = (
    "pull",
    "typed exports",
    "typed lists",
    "drawn exports",
    "drawn values",
    "plan",
    "check",
)
MODULES = sorted(
    path for path in FOLDER.glob("*.py") if next(mutants(path), None) is not None
)


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """The demo company as it should be, and what each step gives of it."""
    folder = tmp_path_factory.mktemp("mapped") / "company"
    return folder, in_a_child(None, ("made", folder, entities_of("")))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_mutant_is_killed(path: Path, company: tuple[Path, Any]) -> None:
    every = list(mutants(path))
    every = [mutant for mutant in every if WHOLE or mutant.kind not in OPEN]
    chosen = every if WHOLE else every[len(path.stem) % 60 :: 60]

    killed = {mutant: _killed(mutant, company) for mutant in chosen}

    survivors = {m.what for m, at in killed.items() if not at and m.kind not in OPEN}
    if WHOLE:
        of = Counter(mutant.kind for mutant in chosen)
        by = Counter(mutant.kind for mutant, at in killed.items() if at)
        for kind in sorted(of):
            print(f"MUTANTS {path.stem} {kind}: {by[kind]}/{of[kind]}")
        for what in sorted(survivors):
            print(f"SURVIVOR {what}")
    assert {what for what in survivors if not _explained(what)} == set()


@pytest.mark.parametrize(
    ("module", "before"),
    [("budget", "'original_budget_amount'"), ("project_cost", "'direct_cost_date'")],
)
def test_a_name_that_procore_does_not_have_shows(
    module: str, before: str, company: tuple[Path, Any]
) -> None:
    [mutant] = [m for m in mutants(FOLDER / f"{module}.py") if m.before == before]

    assert _killed(mutant, company) == "typed lists"


@pytest.mark.skipif(not WHOLE, reason="a long matrix")
def test_the_company_comes_out_the_same_twice(company: tuple[Path, Any]) -> None:
    assert in_a_child(None, ("differing", *company, EVERY, entities_of(""))) == ""


def _killed(mutant: Mutant, company: tuple[Path, Any]) -> str:
    """At what a mutant shows; the step where it should show goes first."""
    steps, entities = STEPS[mutant.kind], entities_of(mutant.module)
    return str(in_a_child(mutant, ("differing", *company, steps, entities)))


def _explained(what: str) -> bool:
    return any(what.startswith(start) for start in EQUIVALENTS)
