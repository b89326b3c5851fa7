"""Amounts that differ by a tax: which one, how it was rounded, and how certain it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from recon.mapping.taxes import read_tax_rates
from recon.warehouse.build import COST_STEPS, run_steps
from recon.warehouse.cost_match import match_costs
from recon.warehouse.database import Database
from recon.workspace.config import Config
from tests.drawing import fill, set_setting

_COST = {
    "project_code": "24-015",
    "activity_code": "03-300",
    "group_code": "MA",
    "party_code": "S1",
    "invoice_key": "F1",
    "quantity": "1",
    "period": "2026-03",
}
_BOTH = "GST 5 % and QST 9.975 %"


@pytest.fixture
def quebec(db: Database) -> Database:
    fill(db, "maestro.project", "project_code  province\n24-015  Québec")
    return db


def cost(db: Database, line: int, amount: str, **columns: str) -> None:
    """A transaction of the supplier's invoice."""
    row = _COST | {"line_id": str(line), "amount": amount}
    row |= {"transaction_number": f"T{line}", "transaction": f"T{line}"}
    row |= {"transaction_on": "2026-03-10", "is_transferred": "true"}
    row |= {"is_sent_type": "true", "procore_type": "invoice", "is_routed": "false"}
    draw(db, "maestro.project_cost", row | columns)


def direct(db: Database, line: int, amount: str, **columns: str) -> None:
    """A line of the direct cost of the same invoice."""
    row = _COST | {"line_id": str(line), "amount": amount, "record_id": str(line)}
    row |= {"kind": "direct_cost", "cost_on": "2026-03-10", "document_id": "7"}
    row |= {"is_approved": "true", "is_other_currency": "false"}
    draw(db, "procore.cost_line", row | columns)


def draw(db: Database, table: str, row: dict[str, str]) -> None:
    fill(db, table, "  ".join(row) + "\n" + "  ".join(row.values()))


def taxes(db: Database) -> list[dict[str, Any]]:
    """What each differing amount is taken for."""
    db.execute("drop schema cost cascade; drop table link.taxed")
    db.execute("drop table link.twin_supplier")
    match_costs(db)
    run_steps(db, *COST_STEPS)
    assert db.execute("from cost.out_of_balance").fetchall() == []
    cursor = db.execute("from link.taxed order by record")
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def taxed(db: Database, net: str, gross: str, **columns: str) -> list[str]:
    """The tax of one cost that has the net amount in maestro* and the gross in Procore."""
    cost(db, 1, net, **columns)
    direct(db, 1, gross)
    return [row["tax"] for row in taxes(db)]


@pytest.mark.parametrize(
    ("net", "gross", "said"),
    [
        ("100.00", "105.00", "GST 5 %"),
        ("100.00", "105.01", "GST 5 %, rounded by line"),
        ("100.00", "114.98", _BOTH),
        ("1000.00", "1149.77", f"{_BOTH}, rounded by line"),
        ("100.00", "109.98", "QST 9.975 %"),
        ("105.00", "100.00", "GST 5 %"),
        ("100.00", "115.01", "HST 15 %, rounded by line, not charged in QC that day"),
        ("-100.00", "-113.00", "HST 13 %, not charged in QC that day"),
    ],
)
def test_a_difference_of_a_tax_is_known_to_the_cent(
    quebec: Database, net: str, gross: str, said: str
) -> None:
    assert taxed(quebec, net, gross) == [said]


@pytest.mark.parametrize(
    ("net", "gross"),
    [
        ("100.00", "105.02"),
        ("1000.00", "1149.78"),
        ("100.00", "95.00"),
        ("0.40", "0.42"),
    ],
)
def test_any_other_difference_is_no_tax(quebec: Database, net: str, gross: str) -> None:
    assert taxed(quebec, net, gross) == []


def test_the_tax_of_the_province_comes_before_one_that_fits_too(
    quebec: Database,
) -> None:
    [said] = taxed(quebec, "61.98", "71.28")

    assert said == f"{_BOTH}, rounded by line (HST 15 % fits too)"


def test_six_lines_of_one_invoice_are_taxed_line_by_line(quebec: Database) -> None:
    cost(quebec, 1, "61.98")
    for line in range(6):
        direct(quebec, line + 1, "11.88")

    [found] = taxes(quebec)

    assert found["tax"].startswith(f"{_BOTH}, rounded by line")
    assert (found["maestro_amount"], found["procore_amount"]) == (
        Decimal("61.98"),
        Decimal("71.28"),
    )


def test_six_transactions_may_be_one_direct_cost_with_their_taxes(
    quebec: Database,
) -> None:
    for line in range(6):
        cost(quebec, line + 1, "10.33")
    direct(quebec, 1, "71.28")

    [found] = taxes(quebec)

    assert found["tax"].startswith(f"{_BOTH}, rounded by line")
    assert quebec.execute(
        "select distinct state from cost.maestro_state order by all"
    ).fetchall() == [("matched",), ("matched with drift",)]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-03-31", "HST 15 %"),
        ("2025-04-01", "HST 15 %, not charged in NS that day"),
    ],
)
def test_the_rate_of_the_day_is_the_one_that_is_valid(
    db: Database, day: str, said: str
) -> None:
    fill(db, "maestro.project", "project_code  province\n24-015  Nova Scotia")

    assert taxed(db, "5000.00", "5750.00", transaction_on=day) == [said]


def test_nova_scotia_charges_14_percent_since_april_2025(db: Database) -> None:
    fill(db, "maestro.project", "project_code  province\n24-015  N.-É.")

    assert taxed(db, "5000.00", "5700.00", transaction_on="2025-04-01") == ["HST 14 %"]


def test_some_lines_of_an_invoice_may_be_taxed(quebec: Database) -> None:
    cost(quebec, 1, "6000.00")
    direct(quebec, 1, "1149.75")
    direct(quebec, 2, "2000.00")
    direct(quebec, 3, "3000.00")

    [found] = taxes(quebec)

    assert (found["message_case"], found["is_certain"]) == ("some_lines", False)
    assert (found["tax"], found["taxed_lines"], found["of_lines"]) == (_BOTH, 1, 3)


def test_a_set_that_would_often_fit_by_chance_is_no_tax(quebec: Database) -> None:
    cost(quebec, 1, "6.00")
    direct(quebec, 1, "1.15")
    direct(quebec, 2, "2.00")
    direct(quebec, 3, "3.00")

    assert taxes(quebec) == []


@pytest.mark.parametrize(
    ("gross", "case"),
    [
        ("9000.00", "less_holdback"),
        ("10347.75", "taxed_after_holdback"),
        ("10497.50", "taxed_before_holdback"),
    ],
)
def test_an_amount_less_the_holdback_is_likely(
    quebec: Database, gross: str, case: str
) -> None:
    fill(
        quebec,
        "maestro.contract",
        """
        entity       number_key  project_code  holdback_percent
        subcontract  900001      24-015        10.000000
    """,
    )
    cost(quebec, 1, "10000.00", order_key="900001")
    direct(quebec, 1, gross)

    [found] = taxes(quebec)

    assert (found["message_case"], found["is_certain"]) == (case, False)
    assert found["holdback"] == "10 %"


@pytest.mark.parametrize("gross", ["9000.00", "10347.75", "10497.52"])
def test_without_a_holdback_to_the_cent_it_is_no_tax(
    quebec: Database, gross: str
) -> None:
    percent = "10.000000" if gross == "10497.52" else "0.000000"
    fill(
        quebec,
        "maestro.contract",
        f"""
        entity       number_key  project_code  holdback_percent
        subcontract  900001      24-015        {percent}
    """,
    )
    cost(quebec, 1, "10000.00", order_key="900001")
    direct(quebec, 1, gross)

    assert taxes(quebec) == []


@pytest.mark.parametrize(
    ("kept", "is_recoverable"),
    [
        ("", True),
        ("QST", False),
        ("24-015:QST", False),
        ("24-016:QST", True),
        ("GST", True),
    ],
)
def test_a_tax_that_is_not_recovered_is_cost(
    quebec: Database, kept: str, is_recoverable: bool
) -> None:
    set_setting(quebec, "non_recoverable_taxes", kept)
    cost(quebec, 1, "1099.75")
    direct(quebec, 1, "1000.00")

    [found] = taxes(quebec)

    assert found["is_recoverable"] is is_recoverable


def test_lines_of_one_code_of_a_document_may_be_taxed_in_part(
    quebec: Database,
) -> None:
    fill(
        quebec,
        "maestro.contract",
        """
        entity          source  project_code  number_key  contract_on
        purchase_order  m1      24-015        900001      2026-03-01
    """,
    )
    fill(
        quebec,
        "procore.contract",
        """
        entity          procore_id  project_code
        purchase_order  5           24-015
    """,
    )
    fill(
        quebec,
        "link.contract",
        """
        entity          maestro_source  procore_id
        purchase_order  m1              5
    """,
    )
    fill(
        quebec,
        "link.contract_code",
        """
        entity          procore_id  project_code  code    activity_code  group_code  maestro_amount  procore_amount  code_source
        purchase_order  5           24-015        BC-001  03-300         MA          3000.00         3299.50         c1
    """,
    )
    fill(
        quebec,
        "maestro.contract_line",
        """
        entity          contract_source  activity_code  group_code  amount
        purchase_order  m1               03-300         MA          1000.00
        purchase_order  m1               03-300         MA          2000.00
    """,
    )

    [found] = taxes(quebec)

    assert (found["tax"], found["message_case"]) == (_BOTH, "some_lines")


def test_the_tax_code_of_procore_comes_before_all_others(quebec: Database) -> None:
    draw(quebec, "stage.procore_tax_code", {"id": "5", "code": "TVH", "rate1": "15.0"})
    cost(quebec, 1, "61.98")
    direct(quebec, 1, "71.28", tax_code_id="5")

    [found] = taxes(quebec)

    assert found["tax"].startswith("HST 15 %, as its tax code TVH says, not charged")


@pytest.mark.parametrize("rate", ["7", "0.07"])
def test_a_tax_code_may_have_a_rate_of_its_own(quebec: Database, rate: str) -> None:
    draw(quebec, "stage.procore_tax_code", {"id": "5", "code": "PST", "rate1": rate})

    [found] = taxed(quebec, "100.00", "107.00")

    assert found == "tax code PST, 7 %"


def test_a_rate_of_the_company_is_looked_for_with_gst(db: Database) -> None:
    fill(
        db,
        "mapping.tax_rate",
        """
        place  name  province  rate  is_with_gst
        99     PST   BC        0.07  true
    """,
    )
    fill(db, "maestro.project", "project_code  province\n24-015  BC")

    assert taxed(db, "100.00", "112.00") == ["GST 5 % and PST 7 %"]


@pytest.mark.parametrize(
    "written",
    ["0.05 0.09975 0.13 0.15", "PST:BC:0.07:2013-04-01", "PST::0.07::2030-12-31 0.06"],
)
def test_rates_of_a_company_are_read_as_before_and_with_their_days(
    written: str,
) -> None:
    settings = {"tax_rates": written, "non_recoverable_taxes": "QST 24-015:GST"}

    config = Config.model_validate({"settings": settings})

    assert len(read_tax_rates(config.setting("tax_rates"))) == len(written.split())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tax_rates", "15"),
        ("tax_rates", "PST:BC:0.07:2013-13-01"),
        ("tax_province", "Québec"),
        ("non_recoverable_taxes", "24-015:"),
        ("cut_off_date", "31/10/2026"),
        ("billing_day", "end"),
    ],
)
def test_a_setting_that_cannot_be_read_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValidationError, match="is not"):
        Config.model_validate({"settings": {name: value}})
