"""Pull Procore: every list the mapping needs, as received, into a pull folder."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from fnmatch import fnmatchcase
from typing import Any

from recon.errors import ProcoreError
from recon.mapping.lists import PROCORE_LISTS, name_of
from recon.systems.procore.change_orders import pull_change_order_lines, pull_packages
from recon.systems.procore.declared import read_list
from recon.systems.procore.lists import ListReader, id_of
from recon.workspace.config import Config

Progress = Callable[[str, int, int], None]
Rows = list[dict[str, Any]]


def pull_procore(lists: ListReader, config: Config, progress: Progress) -> None:
    """Write Procore's lists into the pull folder, one entry a list and project.

    A project or tool this account may not read is recorded, and the pull goes on.
    Several projects are read at once; the order of the result is that of one by one.
    Where a project has not the budget view or column that recon.toml names, its budget
    is recorded as not read. Raises ProcoreError for a company that is not visible.
    """
    client = lists.client
    about: dict[str, Any] = {
        "base_url": client.base_url,
        "company_id": str(client.company_id),
        "environment": config.procore.environment,
    }
    lists.pull.about["procore"] = about
    about["company_name"] = _prove_company(lists)
    projects = read_list(lists, "project")
    _pull_companies(lists, config)
    in_scope = [number for row in projects if (number := _in_scope(row, config))]
    _pull_projects(lists, config, in_scope, progress)
    about["fields"] = {n: sorted(names) for n, names in sorted(lists.fields.items())}
    about["anomalies"] = [asdict(anomaly) for anomaly in sorted(lists.noted)]


def _pull_projects(
    lists: ListReader, config: Config, in_scope: list[str], progress: Progress
) -> None:
    """Read projects side by side; what is recorded stands in their own order."""

    def of_one(project: str) -> ListReader:
        branch = lists.branch()
        _pull_project(branch, config, project)
        return branch

    progress("Procore projects", 0, len(in_scope))
    with ThreadPoolExecutor(max_workers=lists.client.parallel) as pool:
        asked = [pool.submit(of_one, project) for project in in_scope]
        try:
            for done, one in enumerate(asked, start=1):
                lists.join(one.result())
                progress("Procore projects", done, len(in_scope))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _prove_company(lists: ListReader) -> str:
    rows = read_list(lists, "procore_company")
    visible = {str(row.get("id")): str(row.get("name")) for row in rows}
    reason = lists.entries[-1].reason
    if reason is not None and not rows:
        raise ProcoreError(
            what=f"The companies of this account cannot be read: {reason}",
            where=lists.client.base_url,
            next_step="Check base_url in recon.toml, and what the app may read",
        )
    if str(lists.client.company_id) not in visible:
        listed = ", ".join(f"{i} ({name})" for i, name in sorted(visible.items()))
        raise ProcoreError(
            what=f"Company {lists.client.company_id} is not visible to this account",
            where=f"{lists.client.base_url}; visible: {listed or 'none'}",
            next_step="Correct [procore] company_id, or connect the app to the company",
        )
    return visible[str(lists.client.company_id)]


def _pull_companies(lists: ListReader, config: Config) -> None:
    for key in ("company", "company_inactive", "user"):
        read_list(lists, key)
    tags = f"{config.setting('supplier_exclusion_tags')} " + config.setting(
        "customer_exclusion_tags"
    )
    for tag in sorted(set(tags.split())):
        read_list(lists, "company_tag", tag=tag)


def _pull_project(lists: ListReader, config: Config, project: str) -> None:
    """Read every list of a project in the order of their declaration.

    Those of a row of another list follow it; which rows of budget views and of change
    orders have lists to be read is decided here.
    """
    rows: dict[str, Rows] = {}
    for declared in PROCORE_LISTS:
        if declared.parent == "project":
            rows[declared.key] = read_list(lists, declared.key, project)
            _pull_rows_of(lists, declared.key, project, rows[declared.key])
        if declared.key == "budget_view":
            _pull_budget(lists, config, project, rows["budget_view"])
        if declared.key in ("commitment_change_order", "prime_change_order"):
            pull_change_order_lines(lists, project, declared.key, rows)
        if declared.key == "prime_change_order":
            pull_packages(lists, project, rows)


def _pull_rows_of(lists: ListReader, key: str, project: str, rows: Rows) -> None:
    """Read the lists that each row of a list has."""
    for declared in PROCORE_LISTS:
        if declared.parent != key or declared.chosen:
            continue
        field, values = declared.of_rows or ("", ())
        for row in rows:
            number = id_of(row)
            if number and (not field or row.get(field) in values):
                read_list(lists, declared.key, project, parent=number)


def _pull_budget(lists: ListReader, config: Config, project: str, views: Rows) -> None:
    of_views = lists.entries[-1]
    if not of_views.is_complete:
        lists.record_not_read("budget_line", project, of_views.reason or "not readable")
        return
    name = config.setting("budget_view")
    view = next((view for view in views if view.get("name") == name), None)
    number = id_of(view or {})
    if number is None:
        found = _listed({str(view.get("name")) for view in views})
        lists.record_not_read("budget_line", project, _lacking_view(name, found))
        return
    columns, rows = (
        read_list(lists, key, project, parent=number)
        for key in ("budget_column", "budget_line")
    )
    _prove_column(lists, config, project, columns, rows)


def _lacking_view(name: str, found: str) -> str:
    return (
        f"no budget view is named {name!r}; views found: {found}; name one of them as "
        "budget_view in recon.toml [settings]"
    )


def _prove_column(
    lists: ListReader, config: Config, project: str, columns: Rows, rows: Rows
) -> None:
    """Say that the budget is not read where its rows lack the column of changes.

    The rows decide, not the list of columns: a calculated column stands in the rows
    alone. A budget without rows lacks nothing.
    """
    name = config.setting("approved_cos_column")
    without = sum(name not in row for row in rows)
    if not without:
        return
    found = _listed({str(column.get("name")) for column in columns})
    lists.record_not_read(
        "budget_line",
        project,
        f"{without} of {len(rows)} rows of the budget view "
        f"{config.setting('budget_view')!r} have no column {name!r}; columns found: "
        f"{found}; name the column of approved change orders as approved_cos_column in "
        "recon.toml [settings], or add it to the view",
    )


def _in_scope(project: dict[str, Any], config: Config) -> str | None:
    """A project's id where its lists are pulled: in scope, no template, no demo."""
    if "true" in (str(project.get(n)).lower() for n in ("template", "is_demo")):
        return None
    return id_of(project) if is_in_scope(code_of(project), config) else None


def code_of(project: dict[str, Any]) -> str:
    """The project code that a project of Procore carries."""
    return str(project.get(name_of("project", "project_code")) or "")


def is_in_scope(project_code: str, config: Config) -> bool:
    """Whether a project code is inside [scope], without regard to case."""
    code = project_code.strip().upper()
    included = any(fnmatchcase(code, p.upper()) for p in config.scope.include)
    return included and not any(
        fnmatchcase(code, p.upper()) for p in config.scope.exclude
    )


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
