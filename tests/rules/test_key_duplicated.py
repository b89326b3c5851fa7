"""A code stands for one record."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_twins_of_each_system(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code   code_key
        supplier  S1001  S1001
        supplier  s1001  S1001
    """,
    )
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code
        24-015        03-300
        24-015        03-300
    """,
    )
    fill(
        db,
        "maestro.cost_group",
        """
        group_code
        MA
        MA
    """,
    )
    fill(
        db,
        "procore.project",
        """
        procore_id  project_code
        1           24-015
        2           24-015
    """,
    )
    fill(
        db,
        "procore.company",
        """
        procore_id  code
        3           S1002
        4           S1002
    """,
    )

    found = [
        (f["entity"], f["system"], f["code"]) for f in run_rule(db, "key_duplicated")
    ]

    assert found == [
        ("activity", "maestro", "03-300"),
        ("company", "procore", "S1002"),
        ("cost_group", "maestro", "MA"),
        ("project", "procore", "24-015"),
        ("supplier", "maestro", "S1001"),
    ]


def test_is_silent_about_one_code_in_two_lists(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code
        supplier  X3001
        customer  X3001
    """,
    )
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code
        24-015        03-300
        24-016        03-300
    """,
    )
    fill(
        db,
        "procore.company",
        """
        procore_id  code
        3           S1002
    """,
    )

    assert run_rule(db, "key_duplicated") == []


def test_edge_records_without_code_are_no_twins(db: Database) -> None:
    for table, column in (
        ("maestro.record", "code"),
        ("maestro.activity", "activity_code"),
        ("maestro.cost_group", "group_code"),
        ("procore.project", "project_code"),
        ("procore.company", "code"),
    ):
        fill(db, table, f"{column}\n-\n-")

    assert run_rule(db, "key_duplicated") == []


def test_edge_letter_case_makes_no_other_code(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity   code     project_code
        project  24-015a  24-015a
        project  24-015A  24-015A
    """,
    )
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code  activity_key
        24-015A       03-300         03-300
        24-015a       03-300         03-300
    """,
    )

    found = [(f["entity"], f["code"]) for f in run_rule(db, "key_duplicated")]

    assert found == [("activity", "03-300"), ("project", "24-015A")]


def test_edge_an_activity_without_its_whole_key_is_no_twin(db: Database) -> None:
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code
        -             03-300
        -             03-300
        24-015        -
        24-015        -
    """,
    )

    assert run_rule(db, "key_duplicated") == []


def commitment(db: Database, entity: str, number: str) -> None:
    fill(
        db,
        "procore.contract",
        f"""
        entity    project_code  number    number_key
        {entity}  24-015        {number}  {number}
    """,
    )


def test_reports_a_commitment_number_that_stands_twice(db: Database) -> None:
    commitment(db, "subcontract", "SC-1")
    commitment(db, "subcontract", "SC-1")

    [finding] = run_rule(db, "key_duplicated")

    assert (finding["system"], finding["code"]) == ("procore", "SC-1")


def test_edge_change_orders_and_commitments_without_number_are_not_asked(
    db: Database,
) -> None:
    for _ in range(2):
        commitment(db, "change_order", "AV-1")
        commitment(db, "subcontract", "-")

    assert run_rule(db, "key_duplicated") == []


def transactions(db: Database, *amounts: str, key: str = "24-015|T1|1") -> None:
    rows = "\n".join(f"24-015  T1/1  {key}  {amount}" for amount in amounts)
    columns = "project_code  transaction  repeated_key  amount"
    fill(db, "maestro.project_cost", f"{columns}\n{rows}")


def test_reports_a_transaction_that_stands_twice(db: Database) -> None:
    transactions(db, "10.00", "10.00")

    [finding] = run_rule(db, "key_duplicated")

    assert (finding["entity"], finding["code"]) == ("project_cost", "T1/1")
    assert "each of 10.00" in finding["message"]


def test_edge_the_rows_of_a_transaction_may_have_other_amounts(db: Database) -> None:
    transactions(db, "10.00", "12.00")

    [finding] = run_rule(db, "key_duplicated")

    assert "from 10.00 to 12.00" in finding["message"]


def test_is_silent_about_transactions_that_stand_once(db: Database) -> None:
    transactions(db, "10.00", "10.00", key="-")

    assert run_rule(db, "key_duplicated") == []
