"""What stands where a value is missing matches nothing, and counts as empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from recon.decisions.propose import check_workspace, current_fixes
from recon.rules.check import read_outcome
from recon.sandbox.app import Sandbox
from recon.warehouse.database import Database
from tests.applying import made
from tests.company import demo_state, facts, pull_demo, quiet

PLACEHOLDERS = (
    "0000000000",
    "(000) 000-0000",
    "S/O",
    "s/o",
    "N/A",
    "n/a",
    "NA",
    "-",
    "--",
    "—",
    "?",
    "aucun",
    "Aucune",
    "INCONNU",
    "xxx",
    "X",
    "999-999-9999",
    "1111111111",
    "123-456-7890",
    "test@test.com",
    "n/a@n/a.ca",
    "x@x.com",
    "aucun@aucun.com",
    "info@example.com",
    "0",
    "000",
    "99999",
    "0000-0000-00",
    "+1 (000) 000-0000",
    "000-000-0000 poste 12",
    "(514) 000-0000",
    "9876543210",
    "1234567",
    "à déterminer",
    "A DETERMINER",
    "N.D.",
    "S/O\u200b",
    "néant",
)
VALUES = (
    "(819) 555-7737",
    "5612-3478-90",
    "77120",
    "1111",
    "12345",
    "A",
    "AAA inc.",
    "comptes.s1002@exemple.test",
    "a@exemple.test",
    "na@beton.ca",
    "Test Béton",
    "INV-0000001",
    "00000000001",
    "Nadeau",
    "514-777-7777",
    "10000",
    "2345678",
)


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_a_placeholder_is_known(db: Database, text: str) -> None:
    assert db.execute("select is_placeholder(?)", [text]).fetchall() == [(True,)]


@pytest.mark.parametrize("text", VALUES)
def test_a_value_is_none(db: Database, text: str) -> None:
    assert db.execute("select is_placeholder(?)", [text]).fetchall() == [(False,)]


def test_an_invoice_number_that_is_none_is_no_key(db: Database) -> None:
    found = db.execute(
        "select invoice_norm('S/O'), invoice_norm('N/A'), invoice_norm('77-120')"
    ).fetchall()

    assert found == [(None, None, "77120")]


def change_suppliers(folder: Path, label: str, cells: dict[str, str]) -> None:
    """Write cells of one column of the suppliers' export, by supplier code."""
    path = folder / "exports" / "fournisseurs.csv"
    lines = path.read_bytes().decode("windows-1252").split("\r\n")
    column = lines[0].split(";").index(label)
    rows = [line.split(";") for line in lines]
    for row in rows:
        if row[0] in cells:
            row[column] = cells[row[0]]
    text = "\r\n".join(";".join(row) for row in rows)
    path.write_bytes(text.encode("windows-1252"))


def test_suppliers_without_phone_or_licence_are_no_twins(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    before = {facts(f) for f in read_outcome(workspace.current_build())["findings"]}
    codes = ("S1001", "S1002", "S1003", "S1004", "S1005")
    change_suppliers(tmp_path, "Téléphone", dict.fromkeys(codes, "(000) 000-0000"))
    change_suppliers(tmp_path, "Numéro RBQ", dict.fromkeys(codes[3:], "0000000000"))
    state = demo_state(tmp_path)
    for vendor in state["vendors"]:
        if vendor["abbreviated_name"] in codes[:2]:
            vendor["business_phone"] = "N/A" if vendor["id"] % 2 else ""
    pull_demo(workspace, Sandbox(state, tmp_path), is_fresh=True)

    _, outcome = check_workspace(workspace, quiet)

    more = [f for f in outcome["findings"] if facts(f) not in before]
    assert {f["rule"] for f in more} == {"field_differs"}
    # A placeholder against a value differs; against another, or nothing, it does not.
    assert {(f["key"]["code"], f["field"]) for f in more} == {
        *((code, "phone") for code in codes[2:]),
        *((code, "rbq_number") for code in codes[3:]),
    }


def test_a_placeholder_overwrites_nothing(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    change_suppliers(tmp_path, "Téléphone", {"S1003": "(000) 000-0000"})
    pull_demo(workspace, Sandbox(demo_state(tmp_path), tmp_path), is_fresh=True)
    _, outcome = check_workspace(workspace, quiet)
    [found] = [
        f["id"]
        for f in outcome["findings"]
        if (f["key"].get("code"), f["field"]) == ("S1003", "phone")
    ]

    fixes = current_fixes(workspace).fixes

    assert [f.kind for f in fixes if found in f.findings] == ["instruction"]
