"""maestro* takes one billing contract a project."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

ROW = """
    entity    project_code  number  procore_id  amount  state     contract_number  is_party_linked
    prime_contract  24-015        N-1     7           50.00   {0}  BC-9             true
"""


def test_reports_the_document_with_its_amount(db: Database) -> None:
    fill(db, "procore.contract_state", ROW.format("second contract"))

    [finding] = run_rule(db, "second_prime_contract")

    assert (finding["code"], finding["procore_value"]) == ("N-1", Decimal("50.00"))


def test_is_silent_about_other_states(db: Database) -> None:
    fill(db, "procore.contract_state", ROW.format("linked"))
    fill(db, "procore.contract_state", ROW.format("not approved"))

    assert run_rule(db, "second_prime_contract") == []


def test_edge_a_document_without_number_has_an_empty_code(db: Database) -> None:
    row = ROW.replace("N-1", "-").format("second contract")
    fill(db, "procore.contract_state", row)

    [finding] = run_rule(db, "second_prime_contract")

    assert finding["code"] == ""
