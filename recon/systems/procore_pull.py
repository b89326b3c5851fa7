"""Pull Procore: every list the mapping needs, as received, into a pull folder."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from fnmatch import fnmatchcase
from typing import Any

from recon.errors import ProcoreError
from recon.systems.procore import Params
from recon.systems.procore_contracts import (
    pull_budget_changes,
    pull_contracts,
    pull_costs,
)
from recon.systems.procore_lists import Lists, id_of
from recon.workspace.config import Config

Progress = Callable[[str, int, int], None]
Rows = list[dict[str, Any]]


def pull_procore(lists: Lists, config: Config, progress: Progress) -> None:
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
    projects = lists.read(
        "project",
        None,
        "/rest/v1.1/projects",
        {
            "company_id": str(client.company_id),
            "view": "extended",
            "filters[by_status]": "All",
        },
    )
    _pull_companies(lists, config)
    wanted = [number for row in projects if (number := _wanted(row, config))]
    _pull_projects(lists, config, wanted, progress)
    about["fields"] = {n: sorted(names) for n, names in sorted(lists.fields.items())}
    about["anomalies"] = [asdict(anomaly) for anomaly in sorted(lists.noted)]


def _pull_projects(
    lists: Lists, config: Config, wanted: list[str], progress: Progress
) -> None:
    """Read projects side by side; what is recorded stands in their own order."""

    def of_one(project: str) -> Lists:
        branch = lists.branch()
        _pull_project(branch, config, project)
        return branch

    progress("Procore projects", 0, len(wanted))
    with ThreadPoolExecutor(max_workers=lists.client.parallel) as pool:
        asked = [pool.submit(of_one, project) for project in wanted]
        try:
            for done, one in enumerate(asked, start=1):
                lists.join(one.result())
                progress("Procore projects", done, len(wanted))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _prove_company(lists: Lists) -> str:
    rows = lists.read("procore_company", None, "/rest/v1.0/companies", {})
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


def _pull_companies(lists: Lists, config: Config) -> None:
    company = str(lists.client.company_id)
    query: Params = {"company_id": company, "view": "extended"}
    lists.read("company", None, "/rest/v1.0/vendors", query)
    lists.read(
        "company_inactive",
        None,
        f"/rest/v1.0/companies/{company}/vendors/inactive",
        {"view": "extended"},
    )
    users = f"/rest/v1.3/companies/{company}/users"
    lists.read("user", None, users, {"view": "normal"})
    tags = f"{config.setting('supplier_exclusion_tags')} " + config.setting(
        "customer_exclusion_tags"
    )
    for tag in sorted(set(tags.split())):
        search: Params = {**query, "filters[search]": tag}
        name = f"company_tag/{tag}"
        lists.read(name, None, "/rest/v1.0/vendors", search)


def _pull_project(lists: Lists, config: Config, project: str) -> None:
    of_project: Params = {"project_id": project}
    wbs = f"/rest/v1.0/projects/{project}/work_breakdown_structure"
    lists.read("activity", project, "/rest/v1.0/cost_codes", of_project)
    lists.read(
        "cost_group",
        project,
        "/rest/v1.0/line_item_types",
        {"company_id": str(lists.client.company_id), **of_project},
    )
    segments = lists.read("segment", project, f"{wbs}/segments", {})
    kinds = ("cost_code", "line_item_type")
    for segment in (row for row in segments if row.get("type") in kinds):
        if number := id_of(segment):
            path = f"{wbs}/segments/{number}/segment_items"
            lists.read(f"segment_item/{number}", project, path, {})
    _pull_budget(lists, config, project)
    lists.read("wbs_code", project, f"{wbs}/wbs_codes", {})
    directory = f"/rest/v1.1/projects/{project}/vendors"
    lists.read("project_vendor", project, directory, {"view": "normal"})
    pull_contracts(lists, project)
    pull_costs(lists, project)
    pull_budget_changes(lists, project)


def _pull_budget(lists: Lists, config: Config, project: str) -> None:
    of_project: Params = {"project_id": project}
    lists.read_object("budget_lock", project, f"/rest/v1.0/projects/{project}/budget")
    views = lists.read("budget_view", project, "/rest/v1.0/budget_views", of_project)
    of_views = lists.entries[-1]
    if not of_views.is_complete:
        lists.say("budget_line", project, of_views.reason or "not readable")
        return
    name = config.setting("budget_view")
    view = next((view for view in views if view.get("name") == name), None)
    number = id_of(view or {})
    if number is None:
        found = _listed({str(view.get("name")) for view in views})
        lists.say("budget_line", project, _lacking_view(name, found))
        return
    path = f"/rest/v1.0/budget_views/{number}"
    columns = lists.read(
        "budget_column",
        project,
        f"{path}/budget_detail_columns",
        of_project,
    )
    rows = lists.read(
        "budget_line",
        project,
        f"{path}/detail_rows",
        {**of_project, "budget_row_type": "all"},
    )
    _prove_column(lists, config, project, columns, rows)


def _lacking_view(name: str, found: str) -> str:
    return (
        f"no budget view is named {name!r}; views found: {found}; name one of them as "
        "budget_view in recon.toml [settings]"
    )


def _prove_column(
    lists: Lists, config: Config, project: str, columns: Rows, rows: Rows
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
    lists.say(
        "budget_line",
        project,
        f"{without} of {len(rows)} rows of the budget view "
        f"{config.setting('budget_view')!r} have no column {name!r}; columns found: "
        f"{found}; name the column of approved change orders as approved_cos_column in "
        "recon.toml [settings], or add it to the view",
    )


def _wanted(project: dict[str, Any], config: Config) -> str | None:
    """A project's id where its lists are pulled: in scope, no template, no demo."""
    if "true" in (str(project.get(n)).lower() for n in ("template", "is_demo")):
        return None
    code = str(project.get("project_number") or "")
    return id_of(project) if is_in_scope(code, config) else None


def is_in_scope(project_code: str, config: Config) -> bool:
    """Whether a project code is inside [scope], without regard to case."""
    code = project_code.strip().upper()
    included = any(fnmatchcase(code, p.upper()) for p in config.scope.include)
    return included and not any(
        fnmatchcase(code, p.upper()) for p in config.scope.exclude
    )


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
