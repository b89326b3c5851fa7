"""A reviewer in JupyterLab: filter, approve, apply; and what was corrected is gone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recon.decisions.propose import Selection, check_workspace, make_plan
from recon.demo.build import CLIENT_ID, CLIENT_SECRET
from recon.resources import notebooks
from recon.rules.check import read_outcome
from recon.sandbox.app import Sandbox
from recon.sandbox.serve import served
from recon.workspace import Workspace, open_workspace
from recon.workspace.trail import entries
from tests.applying import PROPOSER, made
from tests.company import demo_state, pull_demo, quiet
from tests.lab import jupyter
from tests.test_browser import CHROMIUM, QUIET

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium here"
    ),
]
SECONDS = 60_000


@pytest.fixture
def reviewed(tmp_path: Path) -> Iterator[tuple[Workspace, Sandbox, Any]]:
    """The review notebook, run in JupyterLab, on a served sandbox."""
    from playwright.sync_api import sync_playwright

    workspace = made(tmp_path, bridge="active")
    make_plan(workspace, Selection(), who=PROPOSER, with_forecast=False)
    folder = tmp_path / "notebooks"
    folder.mkdir()
    text = (notebooks() / "review.ipynb").read_text(encoding="utf-8")
    text = text.replace('\\"../demo\\"', '\\"..\\"')
    text = text.replace('who: str = \\"\\"', 'who: str = \\"Contrôleuse\\"')
    (folder / "review.ipynb").write_text(text, encoding="utf-8")
    sandbox = Sandbox(demo_state(tmp_path), tmp_path)
    writes = {
        "RECON_PROCORE_WRITE_CLIENT_ID": CLIENT_ID,
        "RECON_PROCORE_WRITE_CLIENT_SECRET": CLIENT_SECRET,
    }
    with served(sandbox) as address:
        toml = tmp_path / "recon.toml"
        known = toml.read_text(encoding="utf-8")
        toml.write_text(known.replace("http://127.0.0.1:8765", address), "utf-8")
        with jupyter(folder, **writes) as lab, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=[*QUIET]
            )
            page = browser.new_page(viewport={"width": 1500, "height": 1300})
            page.goto(f"{lab}/lab/tree/review.ipynb?reset")
            page.wait_for_selector(".jp-Notebook", timeout=SECONDS)
            page.get_by_text("Idle").last.wait_for(timeout=SECONDS)
            page.get_by_role("menuitem", name="Run", exact=True).first.click()
            page.get_by_text("Run All Cells", exact=True).click()
            page.wait_for_selector(".recon tbody tr", timeout=SECONDS)
            yield open_workspace(tmp_path), sandbox, page
            browser.close()


def narrow(page: Any, rule: str, rows: int) -> None:
    """Show one rule's findings, and wait until they stand there."""
    page.locator(".recon select[data-filter=rule]").select_option(rule)
    page.wait_for_function(
        f"document.querySelectorAll('.recon tbody tr').length === {rows}"
    )


def told(page: Any, words: str) -> str:
    """Wait until the page says something, and give all it says."""
    page.wait_for_function(
        f"document.querySelector('.recon .say').textContent.includes('{words}')",
        timeout=SECONDS,
    )
    return str(page.locator(".recon .say").text_content())


def test_what_is_approved_and_applied_is_gone_and_nothing_else(
    reviewed: tuple[Workspace, Sandbox, Any],
) -> None:
    workspace, sandbox, page = reviewed
    before = read_outcome(workspace.current_build())["findings"]

    narrow(page, "original_budget_differs", 3)
    first = page.locator(".recon tbody tr").first
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".recon .detail pre")
    assert "118500.00" in page.locator(".recon .detail").text_content()
    for _ in range(3):
        page.keyboard.press(" ")
        page.keyboard.press("ArrowDown")
    page.keyboard.press("a")
    page.locator(".recon [data-confirm]").click()
    assert told(page, "Approved 3 fixes")

    narrow(page, "field_differs", 19)
    page.locator(".recon [data-all]").check()
    page.locator(".recon [data-verb=approve]").click()
    page.wait_for_selector(".recon [data-confirm]")
    assert "of 19 findings" in page.locator(".recon .confirm").first.text_content()
    page.locator(".recon [data-confirm]").click()
    assert "are a person" in told(page, "Approved 11 fixes")

    page.locator(".recon [data-dry]").click()
    page.wait_for_selector(".recon .log:not([hidden])")
    assert "14 requests, nothing was sent" in page.locator(".recon .log").text_content()
    assert sandbox.log == []
    page.locator(".recon [data-apply]").click()
    page.locator(".recon [data-sure]").click()
    assert told(page, "14 applied")
    assert page.locator(".recon .log").text_content().count("applied:") == 14

    pull_demo(workspace, sandbox)
    _, outcome = check_workspace(workspace, quiet)
    after = {f["id"]: f["facts_hash"] for f in outcome["findings"]}
    corrected = {finding["id"] for finding in before if finding["id"] not in after}
    assert len(corrected) == 14
    assert {f["rule"] for f in before if f["id"] in corrected} == {
        "original_budget_differs",
        "field_differs",
    }
    left = {f["id"]: f["facts_hash"] for f in before if f["id"] not in corrected}
    assert after == left
    kinds = [entry.kind for entry in entries(workspace.trail)]
    assert kinds.count("intent") == kinds.count("result") == 14
    shutil.rmtree(workspace.folder / "notebooks")
