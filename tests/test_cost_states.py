"""Every cost line ends in one state, for the first reason that keeps it."""

from __future__ import annotations

import pytest

from recon.resources import shipped_text
from recon.rules.matching_page import ATTRIBUTES
from recon.warehouse.build import COST_STEPS, run_steps
from recon.warehouse.cost_match import Pass, match_costs, read_passes
from recon.warehouse.database import Database
from tests.drawing import fill, set_setting

# What several lines of one system always share with the one of the other.
_ALWAYS = ("project_key", "channel")
_USUAL = {
    "project_code": "24-015",
    "activity_code": "03-300",
    "group_code": "MA",
    "amount": "10.00",
    "transaction_type": "2",
    "procore_type": "expense",
    "transaction_on": "2026-03-10",
    "accounting_on": "2026-03-10",
    "entered_on": "2026-03-10",
    "is_transferred": "true",
    "is_sent_type": "true",
    "is_routed": "false",
    "is_order_known": "true",
    "is_labour": "false",
    "quantity": "1",
    "period": "2026-03",
}


@pytest.fixture
def known(db: Database) -> Database:
    """A project that takes costs from 1 to 20 March 2026, with one code."""
    fill(
        db,
        "maestro.project",
        """
        project_code  synchronize_from_on  last_transaction_on
        24-015        2026-03-01           2026-03-20
    """,
    )
    fill(db, "procore.activity", "project_code  activity_code\n24-015  03-300")
    fill(db, "procore.cost_group", "project_code  group_code\n24-015  MA")
    return db


def cost(db: Database, line: int, **columns: str) -> None:
    """A transaction that was transferred and is not in Procore."""
    row = {"line_id": str(line), "transaction_number": f"T{line}"} | _USUAL | columns
    fill(db, "maestro.project_cost", "  ".join(row) + "\n" + "  ".join(row.values()))


def direct(db: Database, line: int, **columns: str) -> None:
    """An approved direct cost."""
    row = {name: _USUAL[name] for name in ("project_code", "activity_code", "amount")}
    row |= {"group_code": "MA", "line_id": str(line), "record_id": f"{line}"}
    row |= {"kind": "direct_cost", "cost_on": "2026-03-10", "quantity": "1"}
    row |= {"is_approved": "true", "period": "2026-03", **columns}
    fill(db, "procore.cost_line", "  ".join(row) + "\n" + "  ".join(row.values()))


def judge(db: Database) -> dict[int, tuple[str, str]]:
    """Match, and give the state and the reason of each transaction."""
    db.execute("drop schema cost cascade; drop table link.taxed")
    db.execute("drop table link.twin_supplier")
    match_costs(db)
    run_steps(db, *COST_STEPS)
    assert db.execute("from cost.out_of_balance").fetchall() == []
    rows = db.execute(
        "select line_id, state, reason from cost.maestro_state"
    ).fetchall()
    return {line: (state, why) for line, state, why in rows}


def reason(db: Database) -> str:
    """The reason of the only transaction, which Procore does not have."""
    [(state, why)] = judge(db).values()
    assert state == "missing in Procore"
    return why


@pytest.mark.parametrize("declared", read_passes(), ids=lambda p: p.basis)
def test_every_attribute_of_a_pass_is_one_that_its_statement_asks_for(
    declared: Pass,
) -> None:
    statement = "pair" if declared.pairs == "one" else "group"
    text = shipped_text(f"warehouse/matching/{statement}.sql")
    listed = {"agree": declared.agree, "same": (*declared.agree, *declared.alike)}
    if statement == "group":
        listed = {"together": declared.together, "agree": declared.agree}
        listed["agree"] = tuple(a for a in declared.agree if a not in _ALWAYS)

    for name, attributes in listed.items():
        assert [
            a for a in attributes if f"list_contains(${name}, '{a}')" not in text
        ] == []
    assert [w for w in declared.without if f".{w.split('.')[1]}')" not in text] == []
    assert {*listed.get("same", ()), *declared.together} <= ATTRIBUTES.keys()
    assert declared.certainty in ("certain", "likely", "possible")


def test_every_pass_has_a_basis_of_its_own() -> None:
    bases = [declared.basis for declared in read_passes()]
    assert len(set(bases)) == len(bases) == 27


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"is_transferred": "false", "is_sent_type": "false"}, "not transferred"),
        ({"is_sent_type": "false", "activity_code": "99"}, "type not eligible"),
        ({"procore_type": "invoice", "activity_code": "99"}, "supplier unlinked"),
        ({"activity_code": "99", "group_code": "ZZ"}, "activity missing"),
        ({"group_code": "ZZ", "is_routed": "true"}, "group missing"),
        ({"is_routed": "true"}, "not on the commitment"),
        ({"is_order_known": "false"}, "order not exported"),
        ({"accounting_on": "2026-02-28"}, "before the start date"),
        ({"accounting_on": "2026-03-21"}, "awaiting the next run"),
        ({"entered_on": "2026-03-21"}, "stranded"),
        ({"entered_on": "-"}, "stranded"),
        ({"entered_on": "2026-03-20"}, "unexplained"),
        ({"procore_type": "payroll"}, "employee unlinked"),
        ({}, "unexplained"),
    ],
)
def test_the_first_reason_counts(
    known: Database, columns: dict[str, str], expected: str
) -> None:
    cost(known, 1, **columns)

    assert reason(known) == expected


@pytest.mark.parametrize(
    ("boundary", "on", "expected"),
    [
        ("inclusive", "2026-03-01", "unexplained"),
        ("exclusive", "2026-03-01", "before the start date"),
        ("inclusive", "2026-03-20", "awaiting the next run"),
        ("exclusive", "2026-03-20", "unexplained"),
        ("inclusive", "2026-03-19", "unexplained"),
        ("exclusive", "2026-03-21", "awaiting the next run"),
    ],
)
def test_the_window_holds_its_first_day_or_not(
    known: Database, boundary: str, on: str, expected: str
) -> None:
    set_setting(known, "window_boundary", boundary)
    cost(known, 1, accounting_on=on)

    assert reason(known) == expected


def reject(db: Database, system: str, code: str) -> None:
    """A row that could not be used, of one project, activity and group."""
    db.execute(
        "insert into pull.reject (system, entity, code_key) values (?, ?, ?)",
        [system, "project_cost", code],
    )


@pytest.mark.parametrize(
    ("system", "code", "expected"),
    [
        ("procore", "24-015|03-300|MA", "a rejected row may be it"),
        ("procore", "24-015|03-300|LA", "unexplained"),
        ("maestro", "24-015|03-300|MA", "unexplained"),
    ],
)
def test_a_rejected_row_of_the_other_side_excuses_its_code(
    known: Database, system: str, code: str, expected: str
) -> None:
    cost(known, 1, entered_on="2026-03-20")
    reject(known, system, code)

    assert reason(known) == expected


@pytest.mark.parametrize(
    ("system", "code", "expected"),
    [
        ("maestro", "24-015|03-300|MA", "a rejected row may be its source"),
        ("maestro", "24-015|03-300|LA", "unexplained"),
        ("procore", "24-015|03-300|MA", "unexplained"),
    ],
)
def test_a_direct_cost_may_come_from_a_rejected_row(
    known: Database, system: str, code: str, expected: str
) -> None:
    direct(known, 1)
    reject(known, system, code)
    judge(known)

    states = known.execute("select state, reason from cost.procore_state").fetchall()

    assert states == [("only in Procore", expected)]


def test_only_an_active_user_links_an_employee(known: Database) -> None:
    cost(known, 1, procore_type="payroll", party_code="E1")
    fill(known, "procore.user", "user_id  employee_code  is_active\n5  E1  false")
    assert reason(known) == "employee unlinked"

    known.execute("update procore.user set is_active = true")

    assert reason(known) == "unexplained"


def accrue(db: Database, line: int, amount: str, kind: str, **columns: str) -> None:
    cost(db, line, amount=amount, transaction_type=kind, **columns)


def test_an_accrual_and_its_reversal_are_netted(known: Database) -> None:
    accrue(known, 1, "50.00", "?", transaction_number="A1")
    accrue(known, 2, "-50.00", "@", transaction_number="A1")

    assert {state for state, _ in judge(known).values()} == {"netted"}


@pytest.mark.parametrize(
    "columns",
    [
        {"transaction_number": "A2"},
        {"activity_code": "03-310"},
        {"group_code": "MO"},
        {"amount": "-49.99"},
        {"transaction_type": "?"},
        {"project_code": "24-016"},
    ],
)
def test_nothing_else_is_netted(known: Database, columns: dict[str, str]) -> None:
    accrue(known, 1, "50.00", "?", transaction_number="A1")
    other = {"transaction_number": "A1", "transaction_type": "@", "amount": "-50.00"}
    cost(known, 2, **(other | columns))

    assert {state for state, _ in judge(known).values()} == {"missing in Procore"}


def test_other_entries_of_the_document_stay_out_of_the_net(known: Database) -> None:
    accrue(known, 1, "50.00", "?", transaction_number="A1")
    accrue(known, 2, "-50.00", "@", transaction_number="A1")
    accrue(known, 3, "7.00", "2", transaction_number="A1")

    states = judge(known)

    assert (states[1][0], states[3][0]) == ("netted", "missing in Procore")


def test_an_accrual_of_which_procore_has_half_is_not_netted(known: Database) -> None:
    accrue(known, 1, "50.00", "?", transaction_number="A1")
    accrue(known, 2, "-50.00", "@", transaction_number="A1")
    direct(known, 1, amount="50.00")

    states = judge(known)

    assert states[1][0] == "matched"
    assert states[2][0] == "missing in Procore"


def test_revenue_and_unlinked_projects_are_excluded(known: Database) -> None:
    cost(known, 1, is_billing="true")
    cost(known, 2, is_linked="false")

    assert judge(known) == {
        1: ("excluded", "revenue group"),
        2: ("excluded", "project not linked"),
    }


def test_a_transferred_line_is_served_first(known: Database) -> None:
    cost(known, 1, is_transferred="false")
    cost(known, 2)
    direct(known, 1)

    states = judge(known)

    assert states[1] == ("missing in Procore", "not transferred")
    assert states[2][0] == "matched"


def test_a_week_of_one_employee_is_one_group(known: Database) -> None:
    for line, day in enumerate(("09", "10", "11"), start=1):
        cost(
            known,
            line,
            amount=f"{line}0.00",
            is_labour="true",
            procore_type="payroll",
            party_code="E1",
            transaction_on=f"2026-03-{day}",
        )
    direct(known, 1, amount="60.00", party_key="E1", cost_on="2026-03-15")

    judged = judge(known)

    assert set(judged.values()) == {("matched", "one employee and week")}


def test_the_lines_of_one_direct_cost_make_one_transaction(known: Database) -> None:
    cost(known, 1, amount="30.00")
    direct(known, 1, amount="10.00", document_id="7")
    direct(known, 2, amount="20.00", document_id="7")

    assert judge(known)[1] == ("matched", "one direct cost")


def test_a_sum_that_is_a_cent_short_is_no_group(known: Database) -> None:
    cost(known, 1, amount="30.00")
    direct(known, 1, amount="10.00", document_id="7", cost_on="2026-03-11")
    direct(known, 2, amount="19.99", document_id="7", cost_on="2026-03-11")

    assert judge(known)[1][0] == "missing in Procore"


@pytest.mark.parametrize(
    ("kind", "billed_to", "booked", "fields"),
    [
        ("subcontract", "2026-03-25", "2026-04-02", []),
        ("subcontract", "2026-03-25", "2026-03-31", []),
        ("subcontract", "2026-03-25", "2026-05-01", ["transaction_on"]),
        ("subcontract", "2026-03-25", "2026-03-24", ["transaction_on"]),
        ("subcontract", "2026-03-24", "2026-04-02", ["transaction_on"]),
        ("purchase_order", "2026-03-25", "2026-04-02", ["transaction_on"]),
    ],
)
def test_what_a_subcontractor_bills_to_the_25th_is_booked_later(
    known: Database, kind: str, billed_to: str, booked: str, fields: list[str]
) -> None:
    cost(
        known,
        1,
        transaction_type="7",
        procore_type="invoice",
        is_routed="true",
        commitment_key="SC-1",
        party_code="S1",
        invoice_key="F1",
        transaction_on=booked,
        accounting_on=booked,
        period=booked[:7],
    )
    direct(
        known,
        1,
        kind="invoice",
        commitment_key="SC-1",
        commitment_kind=kind,
        party_key="S1",
        invoice_key="F1",
        cost_on=billed_to,
        billed_to=billed_to,
    )

    judge(known)

    drifts = known.execute("select field from cost.drift order by field").fetchall()
    [(is_usual,)] = known.execute("select is_billed_before from cost.share").fetchall()
    assert [field for (field,) in drifts] == fields
    assert is_usual is (fields == [])
