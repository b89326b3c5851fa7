"""The report in a real browser: no request, no error, readable on paper."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from recon.report.render import render_report
from recon.workspace import Workspace

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium here"
    ),
]


@pytest.fixture
def page(demo: Workspace) -> Iterator[Any]:
    """The demo company's report, opened offline from its file."""
    from playwright.sync_api import sync_playwright

    path = render_report(demo, "2026-10", ())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        opened: Any = browser.new_page(viewport={"width": 1440, "height": 1000})
        opened.asked = []
        opened.on("request", lambda request: opened.asked.append(request.url))
        opened.said = []
        opened.on("console", lambda message: opened.said.append(message.text))
        opened.on("pageerror", lambda error: opened.said.append(str(error)))
        opened.goto(path.as_uri())
        yield opened
        browser.close()


def test_the_page_asks_for_itself_only(page: Any) -> None:
    assert len(page.asked) == 1
    assert page.said == []


def test_every_contents_entry_leads_somewhere(page: Any) -> None:
    targets = page.eval_on_selector_all("nav a", "links => links.map(a => a.hash)")
    assert len(targets) >= 8
    for target in targets:
        assert page.locator(target).count() == 1


def test_code_opens_on_demand_and_is_not_printed(page: Any) -> None:
    first = page.locator("details.code").first
    assert not first.locator("pre").is_visible()
    first.locator("summary").click()
    assert first.locator("pre").is_visible()
    page.emulate_media(media="print")
    assert not first.locator("pre").is_visible()
    assert not page.locator("nav").is_visible()


def test_nothing_is_wider_than_the_page(page: Any) -> None:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 1440
    cut = page.eval_on_selector_all(
        ".scroll",
        "boxes => boxes.filter(b => b.scrollWidth > b.clientWidth + 1).length",
    )
    assert cut == 0


def test_tables_carry_captions_and_column_headings(page: Any) -> None:
    tables = page.locator("table").count()
    assert tables > 30
    assert page.locator("table > caption").count() == tables
    assert page.locator("th:not([scope])").count() == 0


def test_the_page_prints(page: Any) -> None:
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
