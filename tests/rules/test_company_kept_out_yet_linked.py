"""A tag that keeps a company out speaks against its link."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def company(
    db: Database, ours: dict[str, str], theirs: dict[str, str], evidence: str = "origin"
) -> None:
    pair = {"entity": "supplier", "maestro_source": "m", "procore_id": "7"}
    rows = (
        ("link.pair", pair | {"evidence": evidence}),
        ("maestro.record", {"entity": "supplier", "code": "S1", "source": "m"} | ours),
        ("procore.record", {"entity": "supplier", "procore_id": "7"} | theirs),
    )
    for table, row in rows:
        fill(db, table, "  ".join(row) + "\n" + "  ".join(row.values()))


def test_reports_a_tagged_company_that_is_linked(db: Database) -> None:
    company(db, {}, {"is_excluded": "true"})

    [finding] = run_rule(db, "company_kept_out_yet_linked")

    assert finding["message"] == (
        "S1 is linked to Procore record 7, and a tag there keeps this company from"
        " the suppliers"
    )


def test_is_silent_about_untagged_and_closed_ones(db: Database) -> None:
    company(db, {}, {})
    company(db, {"is_active": "false", "source": "n"}, {"is_excluded": "true"})
    db.execute("update link.pair set maestro_source = 'n' where rowid = 1")
    db.execute("delete from procore.record where not is_excluded")
    db.execute("delete from link.pair where maestro_source = 'm'")

    assert run_rule(db, "company_kept_out_yet_linked") == []


def test_edge_kept_out_on_both_sides_and_only_presumed_is_silent(db: Database) -> None:
    company(
        db, {"is_ticked": "false"}, {"is_excluded": "true"}, "'equal code, presumed'"
    )
    db.execute("update link.pair set evidence = 'equal code, presumed'")
    assert run_rule(db, "company_kept_out_yet_linked") == []

    db.execute("update maestro.record set is_ticked = true")

    assert len(run_rule(db, "company_kept_out_yet_linked")) == 1


def test_edge_a_tagged_supplier_in_use_has_another_rule(db: Database) -> None:
    company(db, {}, {"is_excluded": "true", "source": "p"})
    fill(db, "link.refused_supplier", "code  procore_source\nS1  p")

    assert run_rule(db, "company_kept_out_yet_linked") == []
