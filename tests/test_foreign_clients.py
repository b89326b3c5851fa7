"""Clients that others wrote read the sandbox as they read the API: it speaks the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recon.demo.build import CLIENT_ID, CLIENT_SECRET
from recon.demo.company import COMPANY_ID
from recon.sandbox.app import Sandbox
from recon.sandbox.serve import served
from recon.workspace import Workspace
from tests.company import demo_state

FOREIGN = os.environ.get("RECON_FOREIGN", "")
Row = dict[str, Any]

PROPYCORE = """
import json, sys
from ProPyCore.procore import Procore
address, client_id, secret, company, project = sys.argv[1:]
company, project = int(company), int(project)
procore = Procore(client_id, secret, "", address, address)
views = procore.budgets.views.get(company, project)
rows = procore.budgets.rows.get(company, project, views[0]["id"])
print(json.dumps({
    "companies": [r["id"] for r in procore.companies.get()],
    "projects": [r["id"] for r in procore.projects.get(company, per_page=20)],
    "vendors": [r["id"] for r in procore.directory.vendors.get(company, per_page=20)],
    "cost_codes": [r["id"] for r in procore.cost_codes.get(company, project, per_page=7)],
    "direct_costs": [r["id"] for r in procore.direct_costs.get(company, project)],
    "views": [r["name"] for r in views],
    "rows": [r["original_budget_amount"] for r in rows],
}))
"""
JS_SDK = """
const sdk = require("@procore/js-sdk");
const [address, id, secret, company, project] = process.argv.slice(2);
async function all(client, base, qs, version) {
  const found = [];
  for (let page = 1; ; page += 1) {
    const { body, response } = await client.get(
      { base, version, qs: { ...qs, page, per_page: 7 } });
    found.push(...body);
    const link = response.headers.get("link") || "";
    if (!link.includes('rel="next"')) {
      if (Number(response.headers.get("total")) !== found.length) throw new Error("total");
      return found;
    }
  }
}
(async () => {
  const given = await fetch(address + "/oauth/token", {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      grant_type: "client_credentials", client_id: id, client_secret: secret }) });
  const token = (await given.json()).access_token;
  const client = sdk.client(sdk.oauth(token), undefined,
    { apiHostname: address, defaultCompanyId: company });
  const of = { project_id: project };
  const views = await all(client, "/budget_views", of);
  const rows = await all(client, `/budget_views/${views[0].id}/detail_rows`,
    { ...of, budget_row_type: "all" });
  const ids = (found) => found.map((row) => row.id);
  console.log(JSON.stringify({
    companies: ids(await all(client, "/companies", {})),
    projects: ids(await all(client, "/projects",
      { company_id: company, filters: { by_status: "All" } }, "v1.1")),
    vendors: ids(await all(client, "/vendors", { company_id: company })),
    cost_codes: ids(await all(client, "/cost_codes", of)),
    direct_costs: ids(await all(client, `/projects/${project}/direct_costs`, {}, "v1.1")),
    views: views.map((row) => row.name),
    rows: rows.map((row) => row.original_budget_amount),
  }));
})().catch((error) => { console.error(error); process.exit(1); });
"""


@pytest.fixture(scope="module")
def foreign() -> Path:
    """The folder where both clients are installed."""
    if not FOREIGN:
        if os.environ.get("CI") == "true":
            pytest.fail("RECON_FOREIGN is not set")
        pytest.skip("RECON_FOREIGN is not set: a folder with both clients")
    return Path(FOREIGN)


@pytest.fixture(scope="module")
def served_demo(demo: Workspace) -> Iterator[tuple[str, Row, str]]:
    """The demo company on loopback, its state, and a project with everything."""
    state = demo_state(demo.folder)
    sandbox = Sandbox(state)
    sandbox.insists_on_company = False  # as the API has not always done
    [project] = [p for p in state["projects"] if p["project_number"] == "24-002"]
    with served(sandbox) as address:
        yield address, state, str(project["id"])


def expected(state: Row, project: str) -> Row:
    site = state["sites"][project]
    return {
        "companies": [state["company_id"]],
        "projects": [row["id"] for row in state["projects"]],
        "vendors": [row["id"] for row in state["vendors"] if row["is_active"]],
        "cost_codes": [row["id"] for row in site["cost_codes"]],
        "direct_costs": [row["id"] for row in site["direct_costs"]],
        "views": [site["view"]],
        "rows": [row["original_budget_amount"] for row in site["detail_rows"]],
    }


def read(command: list[str], environment: dict[str, str]) -> Row:
    run = subprocess.run(
        command,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr.decode()
    return dict(json.loads(run.stdout))


def test_propycore_reads_the_sandbox(
    foreign: Path, served_demo: tuple[str, Row, str]
) -> None:
    address, state, project = served_demo
    words = [address, CLIENT_ID, CLIENT_SECRET, str(COMPANY_ID), project]
    found = read(
        [sys.executable, "-c", PROPYCORE, *words], {"PYTHONPATH": str(foreign / "py")}
    )
    assert found == expected(state, project)


def test_the_js_sdk_reads_the_sandbox(
    foreign: Path, served_demo: tuple[str, Row, str], tmp_path: Path
) -> None:
    address, state, project = served_demo
    node = shutil.which("node")
    assert node is not None
    (tmp_path / "read.js").write_text(JS_SDK, encoding="utf-8")
    words = [address, CLIENT_ID, CLIENT_SECRET, str(COMPANY_ID), project]
    found = read(
        [node, str(tmp_path / "read.js"), *words],
        {"NODE_PATH": str(foreign / "node_modules")},
    )
    assert found == expected(state, project)
