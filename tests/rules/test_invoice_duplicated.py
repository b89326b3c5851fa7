"""One invoice in two documents may be paid twice."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def invoice(db: Database, document: str, amount: str = "100.00", **other: str) -> None:
    row = {"party_code": "S1", "invoice_number": "F-1", "invoice_key": "F1"}
    row |= {"procore_type": "invoice", **other}
    fill(
        db,
        "maestro.project_cost",
        "transaction_number  amount  " + "  ".join(row) + "\n"
        f"{document}  {amount}  " + "  ".join(row.values()),
    )


def test_reports_an_invoice_of_two_documents(db: Database) -> None:
    invoice(db, "T1")
    invoice(db, "T2", invoice_number="f 1")

    [finding] = run_rule(db, "invoice_duplicated")

    assert finding["maestro_value"] == Decimal("200.00")


def test_is_silent_about_lines_of_one_document_and_other_amounts(
    db: Database,
) -> None:
    invoice(db, "T1")
    invoice(db, "T1")
    invoice(db, "T2", "100.00")
    invoice(db, "T3", party_code="S2")
    invoice(db, "T4", invoice_key="F2")
    invoice(db, "T5", procore_type="payroll")

    assert run_rule(db, "invoice_duplicated") == []


def test_edge_nothing_known_or_nothing_billed_is_no_duplicate(db: Database) -> None:
    for document in ("T1", "T2"):
        invoice(db, document, party_code="-")
        invoice(db, document, invoice_key="-", party_code="S3")
        invoice(db, document, "0.00", party_code="S4")

    assert run_rule(db, "invoice_duplicated") == []


def test_edge_two_amounts_of_one_number_are_two_findings(db: Database) -> None:
    for document, amount in (("T1", "1.00"), ("T2", "1.00"), ("T3", "2.00")):
        invoice(db, document, amount)
    invoice(db, "T4", "2.00")

    found = run_rule(db, "invoice_duplicated")

    assert [f["amount"] for f in found] == [Decimal("1.00"), Decimal("2.00")]
