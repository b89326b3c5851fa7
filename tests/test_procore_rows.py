"""Every row Procore gave is loaded, rejected with a reason, or knowingly left out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from recon.rules.check import check, read_outcome
from recon.warehouse.database import Database, open_locked
from recon.warehouse.procore_values import decoded_text
from recon.workspace import Workspace
from recon.workspace.pulls import latest_pull, sha256_of
from recon.workspace.trail import record
from tests.answers import PROJECT, Answers, workspace_for
from tests.company import pull_demo, quiet

Row = dict[str, Any]
CODES = {
    "/rest/v1.0/cost_codes": [
        {"id": 71, "code": "01", "full_code": "01-100", "name": "Sol", "parent": None}
    ],
    "/rest/v1.0/line_item_types": [
        {"id": 81, "code": "MA", "name": "Matériaux", "base_type": "materials"}
    ],
}
COMMITMENT = {
    "id": 501,
    "number": "SC-001",
    "title": "Volt",
    "status": "Approved",
    "vendor": {"id": 7, "company": "Volt"},
    "grand_total": "100.00",
    "deleted_at": None,
}
PACKAGE = {
    "id": 900,
    "contract_id": 501,
    "legacy_package_id": None,
    "number": "001",
    "title": "AV",
    "status": "approved",
    "grand_total": "100.00",
}
ON_CODE = {"cost_code": {"id": 71}, "line_item_type": {"id": 81}}


def checked(folder: Path, routes: Row, **settings: str) -> tuple[Workspace, Database]:
    workspace = workspace_for(folder, **settings)
    pull_demo(workspace, Answers({**CODES, **routes}))
    db = open_locked(check(workspace, quiet))
    lost = db.execute(
        "select * from pull.conservation where counted <> loaded + rejected + left_out"
    ).fetchall()
    assert lost == []
    return workspace, db


def rejects(db: Database) -> list[tuple[str, int, str, str]]:
    return db.execute(
        "select split_part(file, '/', 2), \"row\", field, reason from pull.reject"
        " where system = 'procore' order by all"
    ).fetchall()


def left_out(db: Database) -> list[tuple[str, str]]:
    return db.execute("select list, reason from pull.left_out order by all").fetchall()


def test_two_lines_of_a_package_without_amount_are_two_rejects(tmp_path: Path) -> None:
    line = {"amount": None, "extended_amount": None, "total_amount": None, **ON_CODE}
    detail = {"id": 900, "line_items": [{"id": 1, **line}, {"id": 2, **line}]}
    workspace, db = checked(
        tmp_path,
        {
            "/rest/v1.0/work_order_contracts": [COMMITMENT],
            "/rest/v1.0/change_order_packages": [PACKAGE],
            "/rest/v1.0/change_order_packages/900": detail,
        },
    )
    assert rejects(db) == [
        ("package_detail", 1, "line_items[1].amount", "not an amount"),
        ("package_detail", 1, "line_items[2].amount", "not an amount"),
    ]
    outcome = read_outcome(workspace.current_build())
    assert [r for r in outcome["rules"] if r["verdict"] == "failed"] == []
    named = [f for f in outcome["findings"] if f["rule"] == "row_rejected"]
    assert len(named) == 2


def test_a_package_of_no_known_contract_is_rejected_with_its_lines(
    tmp_path: Path,
) -> None:
    detail = {"id": 900, "line_items": [{"id": 1, "amount": "5.00", **ON_CODE}]}
    _, db = checked(
        tmp_path,
        {
            "/rest/v1.0/change_order_packages": [PACKAGE],
            "/rest/v1.0/change_order_packages/900": detail,
        },
    )
    assert rejects(db) == [
        (
            "change_order_package",
            1,
            "contract_id",
            "not a contract of the project's lists",
        ),
        (
            "package_detail",
            1,
            "line_items[1].amount",
            "of a document that is not in the project's lists",
        ),
    ]


def test_rows_of_deleted_documents_are_left_out(tmp_path: Path) -> None:
    gone = {**COMMITMENT, "deleted_at": "2026-01-01T00:00:00Z"}
    line = {"id": 1, "amount": "5.00", "quantity": "1", **ON_CODE}
    _, db = checked(
        tmp_path,
        {
            "/rest/v1.0/work_order_contracts": [gone],
            "/rest/v1.0/work_order_contracts/501/line_items": [line, line],
        },
    )
    assert rejects(db) == []
    assert left_out(db) == [
        ("commitment_line", "its id came before"),
        ("commitment_line", "of a document deleted in Procore"),
        ("work_order_contract", "deleted in Procore"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("grand_total", "1e40", "not an amount"),
        ("retainage_percent", "ten", "not a number"),
        ("contract_date", "99999-12-31", "not a date"),
        ("created_at", "infinity", "not a date"),
    ],
)
def test_a_header_that_cannot_be_read_names_its_value(
    tmp_path: Path, field: str, value: str, reason: str
) -> None:
    _, db = checked(
        tmp_path,
        {"/rest/v1.0/work_order_contracts": [{**COMMITMENT, field: value}]},
    )
    assert rejects(db) == [("work_order_contract", 1, field, reason)]


def test_absurd_ids_are_rejected_and_asked_for_no_lines(tmp_path: Path) -> None:
    text = '[{"id": 1e400}, {"id": -5}, {"id": "../7"}, {"id": 0}, 7, null]'
    app = {"/rest/v1.0/work_order_contracts": text}
    workspace = workspace_for(tmp_path)
    answers = Answers({**CODES, **app})
    pull_demo(workspace, answers)
    db = open_locked(check(workspace, quiet))
    assert [path for path in answers.asked if "work_order_contracts/" in path] == []
    assert [(row, reason) for _, row, _, reason in rejects(db)] == [
        *((row, "no id that is a whole number") for row in range(1, 5)),
        (5, "not a record"),
        (6, "not a record"),
    ]


def test_a_cost_of_an_unknown_code_or_document_is_rejected(tmp_path: Path) -> None:
    _, db = checked(
        tmp_path,
        {
            "/rest/v1.1/projects/11/direct_costs": [{"id": 1, "amount": "5.00"}],
            "/rest/v1.0/projects/11/direct_costs/line_items": [
                {"id": 2, "amount": "5.00", "holder": {"id": 9}, **ON_CODE},
                {
                    "id": 3,
                    "amount": "5.00",
                    "holder": {"id": 1},
                    "cost_code": {"id": 4},
                },
                {"id": 4, "amount": "5.00", "holder": {"id": 1}, **ON_CODE},
            ],
        },
    )
    assert [(row, reason) for _, row, _, reason in rejects(db)] == [
        (1, "of a direct cost that is not in the project's list"),
        (2, "of a cost code that is not in the project's list"),
    ]
    kept = db.execute("select record_id from procore.cost_line").fetchall()
    assert kept == [("4",)]


def test_templates_and_demonstrations_are_counted_as_left_out(tmp_path: Path) -> None:
    projects = [PROJECT, {**PROJECT, "id": 12, "is_demo": True}]
    projects.append({**PROJECT, "id": 13, "template": True})
    _, db = checked(tmp_path, {"/rest/v1.1/projects": projects})
    assert left_out(db) == [("project", "a template or a demonstration project")] * 2
    counts = db.execute(
        "select counted, loaded, rejected, left_out from pull.conservation"
        " where system = 'procore' and list = 'project'"
    ).fetchall()
    assert counts == [(3, 1, 0, 2)]


def test_a_row_that_gets_lost_makes_its_list_incomplete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_for(tmp_path)
    pull_demo(workspace, Answers(CODES))
    [manifest] = [latest_pull(workspace.pulls) / "manifest.json"]
    text = manifest.read_text(encoding="utf-8")
    place = text.index("procore/activity/11-0001.json")
    told = text.index('"rows": 1', place)
    manifest.write_text(text[:told] + '"rows": 2' + text[told + 9 :], "utf-8")
    facts = {"pull": manifest.parent.name, "manifest": sha256_of(manifest)}
    record(workspace.trail, "pull", facts)

    outcome = read_outcome(check(workspace, quiet))

    [found] = [
        f
        for f in outcome["findings"]
        if f["rule"] == "pull_incomplete" and f["key"]["list"] == "activity"
    ]
    assert "2 rows of activity were received; 1 were loaded" in found["message"]
    gaps = {
        gap["project"]
        for rule in outcome["rules"]
        if rule["rule"] == "activity_missing_in_maestro"
        for gap in rule["not_run_for"]
    }
    assert gaps == {"24-001"}


def item(**figures: str) -> Row:
    return {"id": 1, "cost_code_id": 71, "description_of_work": "Sol", **figures}


def invoiced(folder: Path, items: list[Row], **settings: str) -> list[Decimal]:
    """The amounts that the items of two invoices of one commitment bill."""
    invoices = [
        {"id": 30 + n, "number": n, "commitment_id": 501, "status": "approved"}
        | {"invoice_number": f"F-{n}", "vendor_id": 7, "billing_date": "2026-02-28"}
        | {"items": [{"line_item_id": 5, **one}]}
        for n, one in enumerate(items, start=1)
    ]
    _, db = checked(folder, {"/rest/v1.1/requisitions": invoices}, **settings)
    return [
        amount
        for (amount,) in db.execute(
            "select amount from procore.cost_line order by document_id"
        ).fetchall()
    ]


@pytest.mark.parametrize(
    ("items", "settings", "amounts"),
    [
        # Work of the period and materials newly stored.
        (
            [item(work_completed_this_period="100.00", new_materials="74.62")],
            {},
            ["174.62"],
        ),
        # What is stored counts in the period it came, not again in the next.
        (
            [
                item(
                    work_completed_this_period="0.00", materials_presently_stored="500"
                ),
                item(
                    work_completed_this_period="9.00", materials_presently_stored="500"
                ),
            ],
            {},
            ["500.00", "9.00"],
        ),
        (
            [
                item(
                    work_completed_this_period="1.00",
                    materials_presently_stored="500.00",
                    materials_presently_stored_from_previous_progress="450.00",
                )
            ],
            {},
            ["51.00"],
        ),
        (
            [item(work_completed_this_period="1.00", materials_presently_stored="500")],
            {"invoice_materials": "presently_stored"},
            ["501.00"],
        ),
        (
            [item(work_completed_this_period="1.00", new_materials="500")],
            {"invoice_materials": "none"},
            ["1.00"],
        ),
        (
            [
                item(
                    work_completed_this_period="100.00",
                    work_completed_retainage_retained_this_period="10.00",
                    work_completed_retainage_released_this_period="4.00",
                )
            ],
            {"invoice_retainage": "net"},
            ["94.00"],
        ),
        # Retainage alone is no cost; an item that bills nothing is left out.
        (
            [
                item(
                    work_completed_this_period="0.00",
                    work_completed_retainage_released_this_period="4.00",
                )
            ],
            {},
            [],
        ),
    ],
)
def test_an_invoice_bills_work_and_materials_newly_stored(
    tmp_path: Path, items: list[Row], settings: dict[str, str], amounts: list[str]
) -> None:
    found = invoiced(tmp_path, items, **settings)
    assert found == [Decimal(amount) for amount in amounts]


def test_an_item_whose_figure_is_no_number_is_rejected(tmp_path: Path) -> None:
    bad = item(work_completed_this_period="5.00", new_materials="n/a")
    found = invoiced(tmp_path, [bad, item(work_completed_this_period="5.00")])
    assert found == [Decimal("5.00")]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<p>Fourniture d&eacute;taill&#233;e</p>", "Fourniture détaillée"),
        ("&ndash; l&rsquo;&oelig;uvre &#x2013; &hellip;", "– l’œuvre – …"),
        ("R&D, A & B, &inconnu;, &not", "R&D, A & B, &inconnu;, &not"),
        ("&lt;b&gt; &amp;lt; &amp;eacute;", "<b> &lt; &eacute;"),
        ("&#60;b&#62;mur&#60;/b&#62; &quot;x&quot;", '<b>mur</b> "x"'),
    ],
)
def test_entities_are_letters_and_decoded_once(
    db: Database, written: str, text: str
) -> None:
    [(shown,)] = db.execute("select plain(?)", [decoded_text(written)]).fetchall()
    assert shown == text


def test_texts_of_every_list_are_decoded(tmp_path: Path) -> None:
    written = "<p>&Agrave; l&rsquo;&oelig;uvre &#10;</p>"
    _, db = checked(
        tmp_path,
        {
            "/rest/v1.0/work_order_contracts": [{**COMMITMENT, "description": written}],
            "/rest/v1.1/requisitions": [
                {
                    "id": 1,
                    "number": 1,
                    "items": [
                        item(work_completed_this_period="5.00")
                        | {"description_of_work": written}
                    ],
                }
            ],
        },
    )
    assert db.execute("select text from procore.contract").fetchall() == [
        ("Volt À l’œuvre",)
    ]
    assert db.execute("select description from procore.cost_line").fetchall() == [
        ("À l’œuvre",)
    ]


@pytest.mark.parametrize("body", ["7", "null", '"ok"', "true"])
def test_an_answer_that_is_neither_list_nor_object_is_not_read(
    tmp_path: Path, body: str
) -> None:
    workspace = workspace_for(tmp_path)
    pull_demo(workspace, Answers({**CODES, "/rest/v1.0/work_order_contracts": body}))

    outcome = read_outcome(check(workspace, quiet))

    said = [f["message"] for f in outcome["findings"] if f["rule"] == "pull_incomplete"]
    assert any("neither a list nor an object" in message for message in said)
