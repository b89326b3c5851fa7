"""What the mapping says is compared is reported where it differs, and nothing else is.

Each field of each exchange is edited on each side of a clean company, in every way that
its kind allows. What an auditor expects of an edit is taken from the field mapping; this
gate knows no rule.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from recon.mapping import ENTITIES
from tests.gates.field_combined import combined
from tests.gates.field_company import clean_systems
from tests.gates.field_expected import NOT_EDITED, Edit, read_edits
from tests.gates.field_figures import FieldTally
from tests.gates.field_gate import batches, check_edits, findings_in, findings_of, write
from tests.gates.field_judge import Checked, judged_together
from tests.gates.field_neutral import IN_SYSTEMS, neutral, other_exports
from tests.gates.field_open import is_open
from tests.gates.field_tables import TABLES
from tests.gates.field_varied import varied_systems

IS_WHOLE = os.environ.get("RECON_GATES") == "whole"
EDITS = read_edits(TABLES)
# Without RECON_GATES=whole: one company, with every tenth edit, so of every exchange.
SEEDS = range(1, 4) if IS_WHOLE else range(1, 2)
BATCH = 125
SHARE = EDITS if IS_WHOLE else EDITS[4::10]
BATCHES = [(seed, list(b)) for seed in SEEDS for b in batches(SHARE, BATCH)]
CLEAN = 200 if IS_WHOLE else 2
COMBINED = (4, 25) if IS_WHOLE else (1, 8)


@pytest.fixture(scope="module", params=range(len(BATCHES)))
def checked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Checked:
    """What is found where many edits are made at once, each in a place of its own."""
    seed, edits = BATCHES[request.param]
    found = check_edits(edits, seed, tmp_path_factory.mktemp("edited"))
    FieldTally(tmp_path_factory, len(BATCHES)).add(found)
    return found


@pytest.fixture(scope="module", params=range(COMBINED[0]))
def together(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Checked:
    """What is found where ten edits are made in one project."""
    systems, made = combined(EDITS, 1 + request.param, COMBINED[1])
    findings = findings_of(systems, tmp_path_factory.mktemp("combined"))
    return judged_together(made, findings)


def listed(left: list[str]) -> str:
    """All that is not as it should be, a line each."""
    return "\n".join(["", *left])


def left_of(checked: Checked, got: str, expected: str = "reported") -> list[str]:
    """The edits of which this came, where something else was expected."""
    return [
        f"{m.edit}: {m.what}"
        for m in checked.made
        if (m.got, m.edit.expected) == (got, expected) and not is_open(m.edit, got)
    ]


def test_an_edit_is_reported(checked: Checked) -> None:
    left = left_of(checked, "silent")

    assert not left, listed(left)


def test_a_finding_names_the_record(checked: Checked) -> None:
    left = left_of(checked, "record not named")

    assert not left, listed(left)


def test_a_finding_names_the_field(checked: Checked) -> None:
    left = left_of(checked, "field not named")

    assert not left, listed(left)


def test_what_is_normal_is_silent(checked: Checked) -> None:
    normal = [
        m
        for m in checked.made
        if m.edit.expected == "silent" and not is_open(m.edit, m.got)
    ]
    left = [f"{m.edit}: {f['message']}" for m in normal for f in m.findings]

    assert not left, listed(left)


def test_nothing_is_reported_of_what_was_not_edited(checked: Checked) -> None:
    left = [f"{f['project']} {f['key']}: {f['message']}" for f in checked.false]
    left += [f"{m.edit}: {f['message']}" for m in checked.made for f in m.unrelated]

    assert not left, listed(left)


def test_an_edit_has_no_more_findings_than_consequences(checked: Checked) -> None:
    left = [
        f"{m.edit}: {len(m.findings)} findings"
        for m in checked.made
        if m.surplus and not is_open(m.edit, m.got)
    ]

    assert not left, listed(left)


def test_ten_edits_of_one_project_are_each_reported(together: Checked) -> None:
    left = [
        f"{m.edit}: {m.what}: {m.got}"
        for m in together.made
        if not m.is_as_expected and not is_open(m.edit, m.got)
    ]

    assert not left, listed(left)


def test_ten_edits_of_one_project_are_all_that_is_reported(together: Checked) -> None:
    left = [f"{f['project']} {f['key']}: {f['message']}" for f in together.false]

    assert not left, listed(left)


@pytest.mark.parametrize("seed", range(CLEAN))
def test_a_clean_company_of_any_size_has_no_findings(tmp_path: Path, seed: int) -> None:
    left = [f["message"] for f in findings_of(varied_systems(seed), tmp_path)]

    assert not left, listed(left)


@pytest.mark.parametrize("kind", [*(sorted(IN_SYSTEMS) if IS_WHOLE else ()), "all"])
def test_other_ways_of_writing_have_no_findings(tmp_path: Path, kind: str) -> None:
    systems = clean_systems(7, 3, 3)
    neutral(systems, sorted(IN_SYSTEMS) if kind == "all" else [kind], 7)
    write(systems, tmp_path)
    other_exports(tmp_path / "exports")

    left = [f["message"] for f in findings_in(tmp_path)]

    assert not left, listed(left)


def test_each_mapped_field_is_edited_on_each_side_that_has_it() -> None:
    sides = {
        (entity.name, field.name, side)
        for entity in ENTITIES
        for field in entity.fields
        for side, named in (
            ("maestro", field.maestro),
            ("procore", field.procore or field.derived),
        )
        if named
    }
    edited = {(e.entity, e.field, e.side) for e in EDITS}
    left_out = not_edited()

    left = sorted(f"{e}.{f} {s}" for e, f, s in sides - edited - left_out)
    assert not left, listed(left)


def not_edited() -> set[tuple[str, str, str]]:
    """Fields of the mapping that are left out with a reason, by side."""
    found = set()
    for line in NOT_EDITED.strip().splitlines():
        name, sides, _reason = re.split(r"\s{2,}", line.strip(), maxsplit=2)
        entity, _, field = name.partition(".")
        both = ("maestro", "procore")
        found |= {(entity, field, s) for s in (both if sides == "both" else (sides,))}
    return found


def test_edits_are_drawn_once() -> None:
    drawn: list[Edit] = EDITS

    assert len(set(map(str, drawn))) == len(drawn)
