"""Pull Procore: every list the mapping needs, as received, into a pull folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from recon.errors import ProcoreError
from recon.systems.procore import Params, ProcoreClient
from recon.systems.procore_contracts import (
    pull_budget_changes,
    pull_contracts,
    pull_costs,
)
from recon.systems.procore_lists import pull_list, pull_object, say, say_unreadable
from recon.workspace.config import Config
from recon.workspace.pulls import Pull

Progress = Callable[[str, int, int], None]


@dataclass
class _BudgetViews:
    """What budget views and columns exist, to say so where the wanted one does not."""

    projects: int = 0
    with_view: int = 0
    with_column: int = 0
    views: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)


def pull_procore(
    client: ProcoreClient, pull: Pull, config: Config, progress: Progress
) -> None:
    """Write Procore's lists into the pull folder, one entry a list and project.

    A project or tool this account may not read is recorded, and the pull goes on.
    Raises ProcoreError for a company that is not visible, and where no project has
    the budget view or the column that recon.toml names.
    """
    company = str(client.company_id)
    pull.about["procore"] = {
        "base_url": client.base_url,
        "company_id": company,
        "environment": config.procore.environment,
    }
    _prove_company(client, pull)
    projects = pull_list(
        client,
        pull,
        "project",
        None,
        "/rest/v1.1/projects",
        {"company_id": company, "view": "extended", "filters[by_status]": "All"},
    )
    _pull_companies(client, pull, config)
    wanted = [project for project in projects if _is_wanted(project, config)]
    seen = _BudgetViews()
    for done, project in enumerate(wanted):
        progress("Procore projects", done, len(wanted))
        _pull_project(client, pull, config, str(project["id"]), seen)
    progress("Procore projects", len(wanted), len(wanted))
    _prove_budget_view(config, seen)


def _prove_company(client: ProcoreClient, pull: Pull) -> None:
    rows = pull_list(client, pull, "procore_company", None, "/rest/v1.0/companies", {})
    visible = {str(row.get("id")): str(row.get("name")) for row in rows}
    if str(client.company_id) not in visible:
        listed = ", ".join(f"{i} ({name})" for i, name in sorted(visible.items()))
        raise ProcoreError(
            what=f"Company {client.company_id} is not visible to this account",
            where=f"{client.base_url}; visible: {listed or 'none'}",
            next_step="Correct [procore] company_id, or connect the app to the company",
        )
    pull.about["procore"]["company_name"] = visible[str(client.company_id)]


def _pull_companies(client: ProcoreClient, pull: Pull, config: Config) -> None:
    company = str(client.company_id)
    query: Params = {"company_id": company, "view": "extended"}
    pull_list(client, pull, "company", None, "/rest/v1.0/vendors", query)
    pull_list(
        client,
        pull,
        "company_inactive",
        None,
        f"/rest/v1.0/companies/{company}/vendors/inactive",
        {"view": "extended"},
    )
    users = f"/rest/v1.3/companies/{company}/users"
    pull_list(client, pull, "user", None, users, {"view": "normal"})
    tags = f"{config.setting('supplier_exclusion_tags')} " + config.setting(
        "customer_exclusion_tags"
    )
    for tag in sorted(set(tags.split())):
        search: Params = {**query, "filters[search]": tag}
        name = f"company_tag/{tag}"
        pull_list(client, pull, name, None, "/rest/v1.0/vendors", search)


def _pull_project(
    client: ProcoreClient, pull: Pull, config: Config, project: str, seen: _BudgetViews
) -> None:
    of_project: Params = {"project_id": project}
    wbs = f"/rest/v1.0/projects/{project}/work_breakdown_structure"
    pull_list(client, pull, "activity", project, "/rest/v1.0/cost_codes", of_project)
    pull_list(
        client,
        pull,
        "cost_group",
        project,
        "/rest/v1.0/line_item_types",
        {"company_id": str(client.company_id), **of_project},
    )
    segments = pull_list(client, pull, "segment", project, f"{wbs}/segments", {})
    kinds = ("cost_code", "line_item_type")
    for segment in (row for row in segments if row.get("type") in kinds):
        pull_list(
            client,
            pull,
            "segment_item",
            project,
            f"{wbs}/segments/{segment['id']}/segment_items",
            {},
        )
    _pull_budget(client, pull, config, project, seen)
    pull_list(client, pull, "wbs_code", project, f"{wbs}/wbs_codes", {})
    directory = f"/rest/v1.1/projects/{project}/vendors"
    pull_list(client, pull, "project_vendor", project, directory, {"view": "normal"})
    pull_contracts(client, pull, project)
    pull_costs(client, pull, project)
    pull_budget_changes(client, pull, project)


def _pull_budget(
    client: ProcoreClient, pull: Pull, config: Config, project: str, seen: _BudgetViews
) -> None:
    of_project: Params = {"project_id": project}
    pull_object(
        client, pull, "budget_lock", project, f"/rest/v1.0/projects/{project}/budget"
    )
    views = pull_list(
        client, pull, "budget_view", project, "/rest/v1.0/budget_views", of_project
    )
    if not pull.entries[-1].is_complete:
        say_unreadable(pull, "budget_line", project, pull.entries[-1])
        return
    name = config.setting("budget_view")
    seen.projects += 1
    seen.views.update(str(view.get("name")) for view in views)
    view = next((view for view in views if view.get("name") == name), None)
    if view is None:
        say(pull, "budget_line", project, f"no budget view named {name!r}")
        return
    seen.with_view += 1
    path = f"/rest/v1.0/budget_views/{view['id']}"
    columns = pull_list(
        client,
        pull,
        "budget_column",
        project,
        f"{path}/budget_detail_columns",
        of_project,
    )
    names = {str(column.get("name")) for column in columns}
    seen.columns.update(names)
    seen.with_column += config.setting("approved_cos_column") in names
    pull_list(
        client,
        pull,
        "budget_line",
        project,
        f"{path}/detail_rows",
        {**of_project, "budget_row_type": "all"},
    )


def _prove_budget_view(config: Config, seen: _BudgetViews) -> None:
    view = config.setting("budget_view")
    column = config.setting("approved_cos_column")
    if seen.projects and not seen.with_view:
        raise ProcoreError(
            what=f"No project has a budget view named {view!r}",
            where=f"Procore > Budget; views found: {_listed(seen.views)}",
            next_step="Name one of them as budget_view in recon.toml [settings]",
        )
    if seen.with_view and not seen.with_column:
        raise ProcoreError(
            what=f"The budget view {view!r} has no column named {column!r}",
            where=f"Procore > Budget; columns found: {_listed(seen.columns)}",
            next_step="Name the column of approved change orders as "
            "approved_cos_column in recon.toml [settings], or add it to the view",
        )


def _is_wanted(project: dict[str, Any], config: Config) -> bool:
    """Whether a project's own lists are pulled: in scope, no template, no demo."""
    if project.get("template") or project.get("is_demo"):
        return False
    return is_in_scope(str(project.get("project_number") or ""), config)


def is_in_scope(project_code: str, config: Config) -> bool:
    """Whether a project code is inside [scope], without regard to case."""
    code = project_code.strip().upper()
    included = any(fnmatchcase(code, p.upper()) for p in config.scope.include)
    return included and not any(
        fnmatchcase(code, p.upper()) for p in config.scope.exclude
    )


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
