"""Staging keeps every digit, pairs what belongs together, and says what it left out."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from recon.cli.demo_company import make_demo
from recon.cli.output import summary
from recon.errors import ExportError
from recon.rules.check import check, read_outcome
from recon.sandbox.app import Sandbox
from recon.warehouse.database import Database, open_locked
from recon.workspace import Workspace, open_workspace
from tests.company import demo_state, pull_demo, quiet

EXACT = [
    ("0.285", "0.29", True),
    ("12.999", "13.00", True),
    ("1234567890123456.78", "1234567890123456.78", False),
    ("-0.285", "-0.29", True),
    ("5.10", "5.10", False),
]


def change(workspace: Workspace, state: dict[str, Any]) -> Database:
    """Pull and check a changed sandbox; give the build."""
    pull_demo(workspace, Sandbox(state))
    return open_locked(check(workspace, quiet))


@pytest.fixture
def small(tmp_path: Path) -> tuple[Workspace, dict[str, Any]]:
    make_demo(tmp_path, 1)
    return open_workspace(tmp_path), demo_state(tmp_path)


def site_of(state: dict[str, Any], number: str) -> dict[str, Any]:
    [project] = [p for p in state["projects"] if p["project_number"] == number]
    return dict(state["sites"][str(project["id"])])


@pytest.mark.parametrize("as_number", [True, False], ids=["number", "text"])
def test_procore_amounts_keep_every_digit(
    small: tuple[Workspace, dict[str, Any]], as_number: bool
) -> None:
    workspace, state = small
    rows = site_of(state, "24-002")["detail_rows"]
    for row, (written, _, _) in zip(rows, EXACT, strict=False):
        row["original_budget_amount"] = f"@number:{written}" if as_number else written

    db = change(workspace, state)

    for row, (written, amount, is_rounded) in zip(rows, EXACT, strict=False):
        staged = db.execute(
            "select amount, raw_amount from procore.original_budget"
            " where budget_line_id = ?",
            [str(row["id"])],
        ).fetchone()
        assert staged == (Decimal(amount), written)
        kept = db.execute(
            "select count(*) from pull.rounded where raw_value = ?", [written]
        ).fetchone()
        assert kept == (int(is_rounded),)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("12,50", "not an amount"),
        ("n/a", "not an amount"),
        (None, "no original budget amount"),
    ],
)
def test_other_procore_amounts_are_rejected(
    small: tuple[Workspace, dict[str, Any]], written: str | None, reason: str
) -> None:
    workspace, state = small
    site_of(state, "24-002")["detail_rows"][0]["original_budget_amount"] = written

    db = change(workspace, state)

    found = db.execute(
        "select reason, project_code from pull.reject where system = 'procore'"
    ).fetchall()
    assert found == [(reason, "24-002")]


def test_null_missing_and_empty_are_alike(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    first, second, third = state["vendors"][:3]
    first["fax_number"], second["fax_number"] = None, ""
    del third["fax_number"]

    db = change(workspace, state)

    found = db.execute(
        "select count(*) from procore.company"
        " where fax is null and procore_id in (?, ?, ?)",
        [str(v["id"]) for v in (first, second, third)],
    ).fetchone()
    assert found == (3,)


def test_html_is_stripped_before_lengths_and_comparisons(db: Database) -> None:
    [(text,)] = db.execute(
        "select plain('<p>Mur &amp; toit<br>2 < 3</p><ul><li>&quot;x&quot;</li></ul>')"
    ).fetchall()
    assert text == 'Mur & toit 2 < 3 "x"'


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("text", " BÉTON  Nordanse ", "béton\u00a0nordanse"),
        ("text", "e\u0301té", "été"),
        ("digits", "1 (418) 555-0147", "418.555.0147"),
        ("postal", "j0k 4p2", "J0K-4P2"),
        ("licence", "5612-3478-90", "5612347890"),
        ("email", "Paie@Exemple.test", "paie@exemple.test"),
    ],
)
def test_what_is_written_otherwise_compares_equal(
    db: Database, kind: str, one: str, other: str
) -> None:
    [(first, second)] = db.execute(
        "select compared(?, ?), compared(?, ?)", [kind, one, kind, other]
    ).fetchall()
    assert first == second


def test_concatenated_cost_codes_are_found_by_their_levels(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    toml = workspace.folder / "recon.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace(
            '# cost_code_mode = "direct"', 'cost_code_mode = "concatenate"'
        ).replace('# cost_code_strip = ""', 'cost_code_strip = "-"'),
        encoding="utf-8",
    )

    db = change(open_workspace(workspace.folder), state)

    shown = db.execute(
        "select activity_code, activity_key from procore.activity"
        " where full_code = '03-300' limit 1"
    ).fetchone()
    assert shown == ("03300", "03300")
    outcome = read_outcome(open_workspace(workspace.folder).current_build())
    rules = [f["rule"] for f in outcome["findings"]]
    assert rules.count("activity_missing_in_procore") == 1


def test_the_calibration_finds_the_setting_that_fits(demo: Workspace) -> None:
    db = open_locked(demo.current_build())
    ranked = db.execute(
        "select mode, strip, separator from stage.calibration"
        " order by matched desc, ambiguous, mode desc, length(strip), length(separator)"
    ).fetchall()
    assert ranked[0] == ("direct", "", "")
    [(direct, joined)] = db.execute(
        "select max(matched) filter (where mode = 'direct'),"
        " max(matched) filter (where mode = 'concatenate' and separator = '')"
        " from stage.calibration where strip = ''"
    ).fetchall()
    assert joined == 0 < direct


def test_a_setting_that_fits_better_is_pointed_out(
    small: tuple[Workspace, dict[str, Any]], outcome: dict[str, Any]
) -> None:
    workspace, state = small
    toml = workspace.folder / "recon.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace('# cost_code_mode = "direct"', 'cost_code_mode = "concatenate"'),
        encoding="utf-8",
    )

    change(open_workspace(workspace.folder), state)

    wrong = read_outcome(open_workspace(workspace.folder).current_build())
    assert 'with cost_code_mode "direct"' in wrong["run"]["cost_code_hint"]
    assert "cost_code_hint" not in outcome["run"]
    assert "Cost codes: 0 of" in summary(wrong)


def test_a_recorded_decision_outweighs_other_evidence(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    [twin] = [v for v in state["vendors"] if v["abbreviated_name"] == "S1104B"]
    (workspace.folder / "links.csv").write_text(
        "entity,maestro_code,procore_id,decided_by,decided_on,reason\n"
        f"supplier,S1104,{twin['id']},A. Comptable,2026-10-31,same firm\n",
        encoding="utf-8",
    )

    db = change(workspace, state)

    pairs = db.execute(
        "select procore_id, evidence from link.pair where code_key = 'S1104'"
    ).fetchall()
    assert pairs == [(str(twin["id"]), "recorded decision")]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("links.csv", "suplier,S1,7,a,b,c", "'suplier' is not a list"),
        ("links.csv", "supplier,,7,a,b,c", "needs a maestro"),
        ("links.csv", "supplier,S1,x7,a,b,c", "needs a maestro"),
        ("exports/control_totals.csv", "budget;5;", "'budget' is not a list"),
        ("exports/control_totals.csv", "supplier;NaN;", "'NaN' is not a valid"),
    ],
)
def test_what_people_hand_over_is_checked_row_by_row(
    small: tuple[Workspace, dict[str, Any]], name: str, text: str, words: str
) -> None:
    workspace, state = small
    header = (
        "entity,maestro_code,procore_id,decided_by,decided_on,reason"
        if name == "links.csv"
        else "entity;rows;amount"
    )
    (workspace.folder / name).write_text(f"{header}\n{text}\n", encoding="utf-8")
    with pytest.raises(ExportError, match=words) as caught:
        change(workspace, state)
    assert caught.value.where.endswith(".csv, row 2")


def test_blank_rows_of_control_totals_are_not_rows(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    (workspace.folder / "exports/control_totals.csv").write_text(
        "entity;rows;amount\n;;\n\nsupplier;7;\n;;\n", encoding="utf-8"
    )

    db = change(workspace, state)

    totals = db.execute("select entity, stated from pull.control_total").fetchall()
    assert ("supplier", "7") in totals


def test_a_decision_saved_by_excel_keeps_its_accents(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    [twin] = [v for v in state["vendors"] if v["abbreviated_name"] == "S1104B"]
    (workspace.folder / "links.csv").write_bytes(
        "entity;maestro_code;procore_id;decided_by;decided_on;reason\r\n"
        f"supplier;S1104;{twin['id']};É. Côté;2026-10-31;même licence\r\n".encode(
            "windows-1252"
        )
    )

    db = change(workspace, state)

    kept = db.execute("select decided_by, reason from link.decision").fetchall()
    assert kept == [("É. Côté", "même licence")]


def test_every_element_received_is_staged_or_rejected(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    site_of(state, "24-002")["cost_codes"] += [5, "x", None, {"name": "no id"}]

    db = change(workspace, state)

    [(raw, staged, rejected)] = db.execute(
        "select (select count(*) from raw_procore.activity),"
        " (select count(*) from stage.procore_activity),"
        " (select count(*) from pull.reject where entity = 'activity')"
    ).fetchall()
    assert raw == staged + rejected
    assert rejected == 4


def test_a_build_that_was_deleted_comes_back_from_the_pull(demo: Workspace) -> None:
    before = json.dumps(read_outcome(demo.current_build()))
    demo.current_build().unlink()

    after = json.dumps(read_outcome(check(demo, quiet)))

    assert after == before


def test_columns_the_export_does_not_have_accuse_nothing(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    path = workspace.folder / "exports" / "projets.csv"
    rows = [line.split(";") for line in path.read_text("windows-1252").splitlines()]
    kept = [
        n
        for n, label in enumerate(rows[0])
        if not label.startswith(("Date de", "Pays", "Préfixe"))
    ]
    lines = [";".join(row[n] for n in kept) for row in rows]
    path.write_text("\r\n".join(lines) + "\r\n", "windows-1252", newline="")

    change(workspace, state)

    outcome = read_outcome(open_workspace(workspace.folder).current_build())
    projects = [f for f in outcome["findings"] if f["entity"] == "project"]
    assert {f["field"] for f in projects if f["rule"] == "field_differs"} == {
        "description"
    }
    rules = {f["rule"] for f in projects}
    assert not rules & {"project_dates_missing", "project_other_prefix"}


def test_tags_count_where_a_view_gives_them(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    sandbox = Sandbox(state)
    first, second = (
        v for v in state["vendors"] if v["abbreviated_name"] in ("S1112", "S1117")
    )
    first["tags"] = ["pont", "PASMAESTRO"]
    second["tags"] = "pont; notmaestro"
    pull_demo(workspace, sandbox)

    outcome = read_outcome(check(workspace, quiet))

    codes = {
        f["key"]["code"] for f in outcome["findings"] if f["rule"] == "only_in_procore"
    }
    assert not codes & {"S1112", "S1117"}
    assert "C2112" in codes
