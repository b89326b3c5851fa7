"""A mapping that is wrong in one declaration comes out otherwise in a company.

Nothing that compares the mapping, or a page made from it, with a copy counts: a mutant
is killed by what is received, typed, found or called for, or where it stops the run.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from recon.workspace import Workspace
from tests.gates.mapping_equivalents import EQUIVALENTS
from tests.gates.mutated_company import make_company
from tests.gates.mutated_mapping import FOLDER, Company, Mutant, mutants

WHOLE = os.environ.get("RECON_GATES") == "whole"
# At what a mutant of each kind shows first; who wins and which way a field goes is asked
# when fixes are planned, and nowhere before. Beyond these the whole check is asked.
STEPS = {
    "list path": ("pull",),
    "Procore name": ("typed lists",),
    "kind in Procore": ("typed lists",),
    "maestro* header": ("drawn exports", "typed exports", "drawn values", "plan"),
    **dict.fromkeys(("kind", "requiredness"), ("drawn exports", "typed exports")),
    **dict.fromkeys(
        ("length", "overflow", "overflow severity", "compare", "drift severity"),
        ("drawn values",),
    ),
    **dict.fromkeys(("direction", "who wins", "length in Procore"), ("plan",)),
}
EVERY = [m for path in sorted(FOLDER.glob("*.py")) for m in mutants(path)]
NAMED = ("'original_budget_amount'", "'direct_cost_date'")


@pytest.fixture(scope="session")
def company(demo: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The demo company, laid out for the steps."""
    folder = tmp_path_factory.mktemp("mapped") / "company"
    make_company(demo.folder, folder)
    return Company(folder)


@pytest.mark.skipif(not WHOLE, reason="a long matrix")
@pytest.mark.parametrize("module", sorted({mutant.module for mutant in EVERY}))
def test_every_mutant_is_killed_but_those_explained(
    module: str, company: Company
) -> None:
    chosen = [mutant for mutant in EVERY if mutant.module == module]

    survivors = [mutant for mutant in chosen if not killed_at(mutant, company)]

    left = Counter(mutant.kind for mutant in survivors)
    for kind, count in sorted(Counter(mutant.kind for mutant in chosen).items()):
        print(f"MUTANTS {module} {kind}: {count - left[kind]}/{count}")
    assert survivors == [mutant for mutant in chosen if explained(mutant)]


def test_one_mutant_of_each_kind_is_killed(company: Company) -> None:
    own = [m for m in EVERY if m.module in ("budget", "project_cost")]
    chosen = {m.kind: m for m in (*EVERY, *own) if not explained(m)}

    survivors = [m.what for m in chosen.values() if not killed_at(m, company)]

    assert len(chosen) == len(STEPS)
    assert survivors == []


@pytest.mark.parametrize("before", NAMED)
def test_a_name_that_procore_does_not_have_shows(before: str, company: Company) -> None:
    [mutant] = [m for m in EVERY if (m.kind, m.before) == ("Procore name", before)]

    assert killed_at(mutant, company) == "typed lists"


@pytest.mark.parametrize("step", sorted({s for of in STEPS.values() for s in of}))
@pytest.mark.skipif(not WHOLE, reason="a long matrix")
def test_the_company_comes_out_the_same_twice(step: str, company: Company) -> None:
    assert company.differs(None, step) == ""


def killed_at(mutant: Mutant, company: Company) -> str:
    """At what a mutant shows; empty where nothing tells it from what is right."""
    for step in (*STEPS[mutant.kind], "check"):
        found = company.differs(mutant, step)
        if found:
            return found
    return ""


def explained(mutant: Mutant) -> bool:
    """Whether the reason is given why nothing can kill a mutant."""
    return any(mutant.what.startswith(start) for start in EQUIVALENTS)
