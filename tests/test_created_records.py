"""What is created where the bridge is retired carries every field that is compared."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from typing import Any

import pytest

from recon.decisions.facts import read_facts
from recon.fixes.creation import plan_procore_records
from recon.fixes.facts import Facts
from recon.fixes.fix import Fix
from recon.fixes.plan import plan_fixes
from recon.fixes.policy import Policy
from recon.mapping import PROJECT, SUPPLIER, Entity, Field
from recon.warehouse.database import open_locked
from recon.workspace import Workspace

RETIRED_OURS = Policy(False, True, (), 7)


@pytest.fixture(scope="module")
def facts(demo: Workspace) -> Facts:
    """What planning knows of the demo company."""
    with closing(open_locked(demo.current_build())) as db:
        return read_facts(db)


def fixes_of(outcome: dict[str, Any], facts: Facts, rule: str) -> list[Fix]:
    found = plan_fixes(outcome["findings"], facts, RETIRED_OURS)
    return [fix for fix in found if rule in fix.rules]


def compared(entity: Entity) -> list[Field]:
    return [f for f in entity.fields if f.compare != "none" and f.procore]


def test_what_is_created_in_procore_carries_every_field_that_is_compared(
    outcome: dict[str, Any], facts: Facts
) -> None:
    fixes = fixes_of(outcome, facts, "only_in_maestro")
    made = [fix for fix in fixes if fix.write is not None]
    assert {fix.entity for fix in made} >= {"supplier", "project"}
    for fix in made:
        [finding] = fix.findings
        ours = {**facts.parties, **facts.projects}[finding]
        fields = compared(PROJECT if fix.entity == "project" else SUPPLIER)
        filled = {field.procore for field in fields if ours[field.name]}
        [body] = (fix.write.body or {})["updates"] if fix.write else [{}]
        assert filled <= set(body)
        assert {"state_code": "QC", "country_code": "CA"}.items() <= body.items()


def test_what_is_imported_into_maestro_carries_every_field_that_is_compared(
    outcome: dict[str, Any], facts: Facts
) -> None:
    fixes = fixes_of(outcome, facts, "only_in_procore")
    made = [fix for fix in fixes if fix.kind == "import"]
    assert made
    for fix in made:
        [company] = facts.companies[fix.findings[0]]
        filled = {f.maestro for f in compared(SUPPLIER) if company[f.name]}
        assert filled <= {line.label for line in fix.lines}


def test_a_province_without_a_code_is_left_to_a_person(
    outcome: dict[str, Any], facts: Facts
) -> None:
    [finding, *_] = [f for f in outcome["findings"] if f["id"] in facts.parties]
    party = {**facts.parties[finding["id"]], "province": "Lot 3", "province_code": None}
    known = dataclasses.replace(facts, parties={finding["id"]: party})

    [fix] = plan_procore_records([finding], known, RETIRED_OURS)

    assert fix.write is not None
    assert "state_code" not in (fix.write.after or {})
    assert "Its province Lot 3 has no code that Procore takes" in " ".join(fix.risks)
