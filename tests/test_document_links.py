"""Which documents of the two sides belong together, and which are gone."""

from __future__ import annotations

from recon.mapping.document_status import PROCORE_STATUSES
from recon.mapping.procore_change_lists import CHANGE_ORDER_LISTS
from recon.mapping.procore_contract_lists import CONTRACT_LISTS
from recon.warehouse.build import run_steps
from recon.warehouse.database import Database
from tests.drawing import fill, set_setting

ORDERS = """
    entity       project_code  number  number_key  external_number  external_key  source
    subcontract  24-015        1001    1001        SC-1             SC-1          m1
    subcontract  24-015        1002    1002        SC-2             SC-2          m2
"""
COMMITMENTS = """
    entity       project_code  number  number_key  procore_id  source  status_group
    subcontract  24-015        SC-1    SC-1        1           p1      approved
    subcontract  24-015        SC-2    SC-2        2           p2      approved
"""
MADE = (
    "link.contract_of_number",
    "link.change_order_candidate",
    "link.open_change_order",
    "link.changed_change_order",
    "link.unnumbered_order",
    "link.contract",
    "procore.contract_state",
    "link.contract_code",
    "link.document_only_in_maestro",
)


def ours(db: Database, contract: str, number: str, amount: str, source: str) -> None:
    """A change order of maestro*, with one line."""
    fill(
        db,
        "maestro.contract",
        f"""
        entity        project_code  contract_key  number_key  code               source
        change_order  24-015        {contract}    {number}    {contract}-{number}  {source}
    """,
    )
    fill(
        db,
        "maestro.contract_line",
        f"""
        entity        contract_source  amount
        change_order  {source}         {amount}
    """,
    )


def theirs(
    db: Database, contract: str, number: str, amount: str, status: str = "approved"
) -> str:
    """A change order of Procore, with one line, and its id."""
    found = db.execute("select count(*) from procore.contract").fetchone()
    made = str(100 + (found[0] if found else 0))
    fill(
        db,
        "procore.contract",
        f"""
        entity        project_code  contract_id  number_key  procore_id  source  status_group
        change_order  24-015        {contract}   {number}    {made}      c{made}  {status}
    """,
    )
    fill(
        db,
        "procore.contract_line",
        f"""
        entity        contract_id  amount
        change_order  {made}       {amount}
    """,
    )
    return made


def link(db: Database) -> None:
    """Make the links again, of what is drawn."""
    db.execute("update procore.contract set is_approved = status_group = 'approved'")
    db.execute("update procore.contract set procore_project_id = '9'")
    fill(db, "maestro.linked_project", "project_key\n24-015")
    for table in MADE:
        db.execute(f"drop table {table}")
    run_steps(db, "04_change_order_link", "04_contract_link", "04_document_gone")


def links(db: Database) -> list[tuple[str, str]]:
    return db.execute(
        "select maestro_source, procore_id from link.contract"
        " where entity = 'change_order' order by all"
    ).fetchall()


def changed(db: Database) -> list[tuple[str, str, str]]:
    return db.execute(
        "select source, procore_id, field from link.changed_change_order order by all"
    ).fetchall()


def gone(db: Database) -> list[tuple[str]]:
    return db.execute(
        "select source from link.document_only_in_maestro order by all"
    ).fetchall()


def state_of(db: Database, document: str) -> str | None:
    found = db.execute(
        "select state from procore.contract_state where procore_id = ?", [document]
    ).fetchone()
    return None if found is None else found[0]


def drawn(db: Database) -> None:
    fill(db, "maestro.contract", ORDERS)
    fill(db, "procore.contract", COMMITMENTS)


def test_a_contract_that_stands_twice_does_not_mute_its_change_orders(
    db: Database,
) -> None:
    drawn(db)
    again = ORDERS.replace("1002", "1009").replace("SC-2", "SC-1").replace("m2", "m9")
    fill(
        db,
        "maestro.contract",
        "\n".join(again.splitlines()[:2] + again.splitlines()[3:]),
    )
    ours(db, "1001", "AV-1", "50.00", "m3")
    paired, missing = theirs(db, "1", "AV-1", "50.00"), theirs(db, "1", "AV-2", "60.00")

    link(db)

    assert links(db) == [("m3", paired)]
    assert state_of(db, missing) == "due"
    assert state_of(db, "1") == "number in use"


def test_among_revisions_of_a_number_the_one_in_force_counts(db: Database) -> None:
    drawn(db)
    ours(db, "1001", "AV-1", "50.00", "m3")
    theirs(db, "1", "AV-1", "40.00", "rejected")
    current = theirs(db, "1", "AV-1", "50.00")

    link(db)

    assert links(db) == [("m3", current)]


def test_a_number_that_stands_twice_is_neither_missing_nor_gone(db: Database) -> None:
    drawn(db)
    ours(db, "1001", "AV-1", "50.00", "m3")
    ours(db, "1001", "AV-1", "50.00", "m4")
    document = theirs(db, "1", "AV-1", "50.00")

    link(db)

    assert links(db) == []
    assert state_of(db, document) == "number in use"
    assert gone(db) == []


def test_a_change_order_on_another_contract_is_found_by_number_and_amount(
    db: Database,
) -> None:
    drawn(db)
    ours(db, "1001", "AV-1", "50.00", "m3")
    moved = theirs(db, "2", "AV-1", "50.00")

    link(db)

    assert changed(db) == [("m3", moved, "contract_number")]
    assert links(db) == []
    assert (gone(db), state_of(db, moved)) == ([], "under another number or contract")


def test_a_change_order_of_another_number_is_paired_by_its_amount(
    db: Database,
) -> None:
    drawn(db)
    ours(db, "1001", "AV-1", "50.00", "m3")
    renumbered = theirs(db, "1", "AV-9", "50.00")

    link(db)

    assert changed(db) == [("m3", renumbered, "number")]
    assert links(db) == [("m3", renumbered)]


def test_two_change_orders_that_could_be_meant_pair_nothing(db: Database) -> None:
    drawn(db)
    ours(db, "1001", "AV-1", "50.00", "m3")
    for number in ("AV-8", "AV-9"):
        theirs(db, "1", number, "50.00")

    link(db)

    assert changed(db) == []
    assert gone(db) == [("m3",)]


def test_a_change_order_of_a_gone_contract_is_not_reported_beside_it(
    db: Database,
) -> None:
    drawn(db)
    db.execute("delete from procore.contract where procore_id = '1'")
    ours(db, "1001", "AV-1", "50.00", "m3")
    theirs(db, "1", "AV-1", "50.00")

    link(db)

    assert (changed(db), gone(db)) == ([], [])


def test_a_pending_or_rejected_change_order_of_maestro_is_its_own(
    db: Database,
) -> None:
    drawn(db)
    for source, group in (("m3", "pending"), ("m4", "rejected"), ("m5", "approved")):
        ours(db, "1001", source, "50.00", source)
        db.execute(
            "update maestro.contract set status_group = ? where source = ?",
            [group, source],
        )

    link(db)

    assert gone(db) == [("m5",)]


def test_a_company_without_prime_contracts_in_procore_misses_none(
    db: Database,
) -> None:
    contract = """
        entity          project_code  number_key  code    source
        prime_contract  24-015        24-015      24-015  m1
    """
    fill(db, "maestro.contract", contract)

    link(db)

    assert gone(db) == []


def test_a_billing_contract_whose_prime_contract_is_gone_is_reported(
    db: Database,
) -> None:
    contract = """
        entity          project_code  number_key  code    source
        prime_contract  24-015        24-015      24-015  m1
    """
    fill(db, "maestro.contract", contract)
    fill(
        db,
        "procore.contract",
        """
        entity          project_code  number_key  procore_id
        prime_contract  24-016        CP-1        5
    """,
    )

    link(db)

    assert gone(db) == [("m1",)]


def test_an_order_without_external_number_is_found_by_party_and_amount(
    db: Database,
) -> None:
    unnumbered = """
        entity       project_code  number_key  party_code  source
        subcontract  24-015        1001        S1          m1
        subcontract  24-015        1002        S2          m2
    """
    fill(db, "maestro.contract", unnumbered)
    fill(
        db,
        "maestro.contract_line",
        """
        entity       contract_source  amount
        subcontract  m1               50.00
        subcontract  m2               50.00
    """,
    )
    approved = """
        entity       project_code  party_code  number_key  procore_id  status_group
        subcontract  24-015        S1          SC-1        1           approved
    """
    fill(db, "procore.contract", approved)
    line = "entity  contract_id  amount\nsubcontract  1  50.00"
    fill(db, "procore.contract_line", line)

    link(db)

    found = db.execute("select source, procore_id from link.unnumbered_order")
    assert found.fetchall() == [("m1", "1")]
    assert state_of(db, "1") == "without External No."


def test_every_status_of_procore_s_documents_has_a_meaning(db: Database) -> None:
    declared = {
        status
        for listed in (*CONTRACT_LISTS, *CHANGE_ORDER_LISTS)
        for field in listed.fields
        if field.of == "status"
        for status in field.values
    }
    known = db.execute(
        "select status_key from mapping.document_status where system = 'procore'"
    ).fetchall()

    unknown = db.execute(
        "select s from (select unnest(?) as s) where letters(s) not in (select unnest(?))",
        [sorted(declared), [key for (key,) in known]],
    ).fetchall()

    assert unknown == []
    assert {group for group, _ in PROCORE_STATUSES} == {
        "pending",
        "approved",
        "closed",
        "rejected",
        "not_billable",
    }


def test_a_status_of_maestro_means_what_its_setting_says(db: Database) -> None:
    set_setting(db, "document_pending_values", "Émise au chantier")
    db.execute("drop table mapping.document_status")

    run_steps(db, "03_document_status")

    found = db.execute(
        "select status_group from mapping.document_status"
        " where system = 'maestro' and status_key = letters('EMISE au  chantier')"
    ).fetchall()
    assert found == [("pending",)]
