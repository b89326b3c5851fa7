"""Real lists and published payloads: every row is staged, or rejected with a reason."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import httpx
import pytest

from recon.demo.build import sandbox_state
from recon.demo.company import COMPANY_ID, new_company, new_vendor
from recon.demo.sites import new_site
from recon.mapping.characters import character_macros
from recon.mapping.lists import tables
from recon.rules.check import check, read_outcome
from recon.sandbox.app import Sandbox
from recon.systems.procore.client import ProcoreClient
from recon.warehouse.build import run_steps
from recon.warehouse.database import open_build, open_locked
from recon.warehouse.mapping_tables import load_mapping
from recon.warehouse.procore_stage import stage_procore
from recon.workspace import Workspace, open_workspace
from recon.workspace.config import Config
from recon.workspace.pulls import PulledList, new_pull
from tests.company import pull_demo, quiet

DATA = os.environ.get("RECON_DATA", "")
REFERENCE = os.environ.get("RECON_REFERENCE", "")
pytestmark = pytest.mark.reference
needs_data = pytest.mark.skipif(not DATA, reason="RECON_DATA is not set")
needs_reference = pytest.mark.skipif(not REFERENCE, reason="RECON_REFERENCE is not set")

PROFILE = """
[procore]
base_url = "http://127.0.0.1:1"
login_url = "http://127.0.0.1:1"
company_id = {company}
[settings]
origin_field = "none"
[maestro]
encoding = "utf-8"
delimiter = ","
decimal = "."
[maestro.headers.supplier]
code = "code"
nomorganisation = "name"
adresse1 = "address"
ville = "city"
codepostal = "postal_code"
[maestro.headers.customer]
code = "code"
organisme = "name"
adresse1 = "address"
ville = "city"
codepostal = "postal_code"
[maestro.headers.project]
numero = "project_code"
titre = "name"
ville_organisme = "city"
"""


def real_rows(name: str) -> list[dict[str, str]]:
    with (Path(DATA) / "seao" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def export(path: Path, rows: list[dict[str, str]], added: dict[str, Any]) -> None:
    """Write a list as it was published, with the columns that only books have."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*added, *rows[0]], lineterminator="\n")
        writer.writeheader()
        for number, row in enumerate(rows, start=1):
            own = {key: make(number) for key, make in added.items()}
            writer.writerow({**own, **row})


@pytest.fixture(scope="module")
def seao(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Quebec's published bidders, owners and contracts in both systems."""
    folder = tmp_path_factory.mktemp("seao")
    (folder / "exports").mkdir()
    always: dict[str, Any] = {"statut": lambda _: "A", "synchroniser": lambda _: "O"}
    lists: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("suppliers.csv", "fournisseurs.csv", {"code": lambda n: f"S{n:05}", **always}),
        ("owners.csv", "clients.csv", {"code": lambda n: f"C{n:05}", **always}),
        ("construction_contracts.csv", "projets.csv", always),
    )
    company = new_company(1)
    for source, target, added in lists:
        rows = real_rows(source)
        if target == "projets.csv":
            rows = [
                {k: row[k] for k in ("numero", "titre", "ville_organisme")}
                for row in rows
            ]
        export(folder / "exports" / target, rows, added)
        for number, row in enumerate(rows, start=1):
            if "code" in added:
                vendor = new_vendor(
                    company,
                    added["code"](number),
                    row.get("nomorganisation") or row["organisme"],
                )
                vendor |= {"address": row["adresse1"], "city": row["ville"]}
                vendor |= {"zip": row["codepostal"], "state_code": row["province"]}
                vendor["country_code"] = "CA"
            else:
                new_site(company, row["numero"], row["titre"])["city"] = row[
                    "ville_organisme"
                ]
    text = PROFILE.format(company=COMPANY_ID)
    (folder / "recon.toml").write_text(text, encoding="utf-8")
    workspace = open_workspace(folder)
    pull_demo(workspace, Sandbox(sandbox_state(company)))
    check(workspace, quiet)
    return workspace


@needs_data
def test_published_lists_come_in_whole(seao: Workspace) -> None:
    db = open_locked(seao.current_build())
    for entity, name in (
        ("supplier", "suppliers.csv"),
        ("customer", "owners.csv"),
        ("project", "construction_contracts.csv"),
    ):
        counts = db.execute(
            f"select (select count(*) from raw_maestro.{entity}),"
            f" (select count(*) from stage.{entity}),"
            f" (select count(distinct \"row\") from pull.reject where entity = '{entity}'"
            " and system = 'maestro')"
        ).fetchone()
        assert counts is not None
        rows, staged, rejected = counts
        print(f"REAL {entity}: {rows} rows in, {staged} staged, {rejected} rejected")
        assert rows == len(real_rows(name)) == staged + rejected
    companies = db.execute(
        "select (select count(*) from raw_procore.company),"
        " (select count(*) from procore.company)"
    ).fetchone()
    assert (
        companies
        == (len(real_rows("suppliers.csv")) + len(real_rows("owners.csv")),) * 2
    )


@needs_data
def test_over_long_values_of_real_companies_are_found(seao: Workspace) -> None:
    outcome = read_outcome(seao.current_build())
    for entity, field, limit, name, column in (
        ("supplier", "name", 60, "suppliers.csv", "nomorganisation"),
        ("customer", "name", 60, "owners.csv", "organisme"),
        ("project", "name", 100, "construction_contracts.csv", "titre"),
        ("project", "code", 10, "construction_contracts.csv", "numero"),
    ):
        found = [
            f
            for f in outcome["findings"]
            if (f["rule"], f["entity"], f["field"])
            == ("value_over_length", entity, field)
        ]
        long = [row for row in real_rows(name) if len(row[column].strip()) > limit]
        print(
            f"REAL {entity} {field} over {limit}: {len(found)} of {len(real_rows(name))}"
        )
        assert len(found) == len(long)


@needs_data
def test_equal_real_companies_differ_in_nothing(seao: Workspace) -> None:
    outcome = read_outcome(seao.current_build())
    compared = {"name", "address", "city", "postal_code"}
    different = [
        f
        for f in outcome["findings"]
        if f["rule"] == "field_differs" and f["field"] in compared
    ]
    assert different == []


@needs_data
def test_published_payloads_are_staged_or_rejected(tmp_path: Path) -> None:
    """Each published list goes through the staging of the list it is an answer of."""
    folder = Path(DATA) / "procore"
    examples = {
        "company": "openapi_examples/v10_vendors_get200.json",
        "company_inactive": "openapi_examples/v10_companies_company_id_vendors_inactive_get200.json",
        "budget_view": "openapi_examples/v10_budget_views_get200.json",
        "budget_column": "openapi_examples/v10_budget_views_budget_view_id_budget_detail_columns_get200.json",
        "budget_line": "openapi_examples/v10_budget_view_snapshots_budget_view_snapshot_id_detail_rows_get200.json",
        "prime_contract": "openapi_examples/v10_prime_contracts_get200.json",
        "purchase_order_contract": "openapi_examples/v10_purchase_order_contracts_get200.json",
        "work_order_contract": "openapi_examples/v10_work_order_contracts_get200.json",
        "change_order_package": "openapi_examples/v10_change_order_packages_get200.json",
        "package_detail/1": "openapi_examples/v10_change_order_packages_id_get200.json",
        "potential_change_order": "openapi_examples/v10_potential_change_orders_get200.json",
        "commitment_change_order": "openapi_examples/v10_projects_project_id_commitment_change_orders_get200.json",
        "prime_change_order": "openapi_examples/v10_projects_project_id_prime_change_orders_get200.json",
        "direct_cost": "openapi_examples/v11_projects_project_id_direct_costs_get200.json",
        "direct_cost_line": "openapi_examples/v10_projects_project_id_direct_costs_line_items_get200.json",
        "requisition": "openapi_examples/v11_requisitions_get200.json",
        "project_vendor": "openapi_examples/v11_projects_project_id_vendors_get200.json",
        "wbs_code": "openapi_examples/v10_projects_project_id_work_breakdown_structure_wbs_codes_get200.json",
        "budget_modification": "openapi_examples/v10_projects_project_id_budget_modifications_get200.json",
        "budget_change_line": "openapi_examples/v20_companies_company_id_projects_project_id_budget_changes_adjustment_line_items_get200.json",
        "activity": "sandbox/cost_codes.json",
        "cost_group": "sandbox/line_item_types.json",
        "budget_lock": "sandbox/budget_status.json",
    }
    pull = new_pull(tmp_path)
    expected = 0
    for listed, name in examples.items():
        body = (folder / name).read_bytes()
        rows = json.loads(body)
        if isinstance(rows, dict) and isinstance(rows.get("data"), list):
            rows = rows["data"]
        expected += len(rows) if isinstance(rows, list) else 1
        file = pull.write(f"procore/{listed}/1-0001.json", body, None)
        pull.entries.append(
            PulledList(
                "procore", listed, "1", "-", "-", "-", None, None, True, None, (file,)
            )
        )
    whole = (folder / "openapi_examples/array_of_projects.json").read_bytes()
    projects = json.dumps(json.loads(whole)["entities"]).encode()
    file = pull.write("procore/project/company-0001.json", projects, None)
    pull.entries.append(
        PulledList(
            "procore", "project", None, "-", "-", "-", None, None, True, None, (file,)
        )
    )
    db = open_build(tmp_path / "x.duckdb")
    load_mapping(db, Config())
    db.execute(character_macros())
    run_steps(db, "01_begin")
    stage_procore(db, pull, tmp_path)
    staged = sum(
        db.execute(f"select count(*) from stage.procore_{listed}").fetchall()[0][0]
        for listed in tables()
    )
    reasons = db.execute("select entity, value, reason from pull.reject").fetchall()
    rejected = len(reasons)
    print(
        f"REAL payloads: {expected + 1} rows in, {staged} staged, {rejected} rejected"
    )
    assert staged + rejected == expected + 1
    assert reasons == []
    lost = db.execute("select list, field from pull.drift where consequence = 'list'")
    # The published budget row is of a snapshot, which has no quantity.
    assert lost.fetchall() == [("budget_line", "quantity")]


@needs_reference
def test_the_sandbox_answers_as_the_api_is_described(tmp_path: Path) -> None:
    """Every list the client uses validates, null tolerated as live data has it."""
    from jsonschema import Draft202012Validator

    described = json.loads((Path(REFERENCE) / "procore-openapi.json").read_text())
    _tolerate_null(described)
    asked: list[tuple[str, Any]] = []
    workspace = _asked_workspace(tmp_path, asked)
    assert workspace.pulls.is_dir()
    checked = set()
    for path, body in asked:
        template = _template(described["paths"], path)
        answer = described["paths"][template]["get"]["responses"]["200"]
        schema = answer["content"]["application/json"]["schema"]
        whole = {**schema, "components": described["components"]}
        errors = [e.message for e in Draft202012Validator(whole).iter_errors(body)]
        assert errors[:3] == [], path
        checked.add(template)
    print(f"REAL endpoints validated: {len(checked)}, answers: {len(asked)}")
    assert len(checked) == 35


def _asked_workspace(folder: Path, asked: list[tuple[str, Any]]) -> Workspace:
    from recon.cli.demo_company import make_demo
    from tests.company import demo_state

    make_demo(folder, 1)
    workspace = open_workspace(folder)
    sandbox = Sandbox(demo_state(folder))
    inner = httpx.WSGITransport(app=sandbox)

    class Listening(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            response = inner.handle_request(request)
            response.read()
            if response.status_code == 200 and "oauth" not in request.url.path:
                asked.append((request.url.path, response.json()))
            return response

    from recon.demo.build import CLIENT_ID, CLIENT_SECRET
    from recon.systems.pull import client_of, pull_both

    client: ProcoreClient = client_of(
        workspace,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        transport=Listening(),
    )
    pull_both(workspace, client, quiet)
    return workspace


def _template(paths: dict[str, Any], path: str) -> str:
    parts = path.strip("/").split("/")
    for template in paths:
        names = template.strip("/").split("/")
        if len(names) == len(parts) and all(
            name == part or name.startswith("{")
            for name, part in zip(names, parts, strict=True)
        ):
            return template
    raise AssertionError(f"{path} is not in the description")


def _tolerate_null(node: Any) -> None:
    if isinstance(node, dict):
        kind = node.get("type")
        if isinstance(kind, str) and kind != "null" and "in" not in node:
            node["type"] = [kind, "null"]
        for value in node.values():
            _tolerate_null(value)
    elif isinstance(node, list):
        for value in node:
            _tolerate_null(value)
