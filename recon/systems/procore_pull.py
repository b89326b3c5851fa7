"""Pull Procore: every list the mapping needs, as received, into a pull folder."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from recon.errors import ProcoreError
from recon.systems.procore import Params
from recon.systems.procore_contracts import (
    pull_budget_changes,
    pull_contracts,
    pull_costs,
)
from recon.systems.procore_lists import Lists
from recon.workspace.config import Config

Progress = Callable[[str, int, int], None]


@dataclass
class _BudgetViews:
    """What budget views and columns exist, to say so where the wanted one does not."""

    projects: int = 0
    with_view: int = 0
    with_column: int = 0
    views: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)

    def join(self, other: _BudgetViews) -> None:
        """Take what was seen of another project."""
        self.projects += other.projects
        self.with_view += other.with_view
        self.with_column += other.with_column
        self.views |= other.views
        self.columns |= other.columns


def pull_procore(lists: Lists, config: Config, progress: Progress) -> None:
    """Write Procore's lists into the pull folder, one entry a list and project.

    A project or tool this account may not read is recorded, and the pull goes on.
    Several projects are read at once; the order of the result is that of one by one.
    Raises ProcoreError for a company that is not visible, and where no project has
    the budget view or the column that recon.toml names.
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
    wanted = [str(row["id"]) for row in projects if _is_wanted(row, config)]
    seen = _pull_projects(lists, config, wanted, progress)
    about["fields"] = {n: sorted(names) for n, names in sorted(lists.fields.items())}
    about["anomalies"] = [asdict(anomaly) for anomaly in sorted(lists.noted)]
    _prove_budget_view(config, seen)


def _pull_projects(
    lists: Lists, config: Config, wanted: list[str], progress: Progress
) -> _BudgetViews:
    """Read projects side by side; what is recorded stands in their own order."""

    def of_one(project: str) -> tuple[Lists, _BudgetViews]:
        branch, seen = lists.branch(), _BudgetViews()
        _pull_project(branch, config, project, seen)
        return branch, seen

    whole = _BudgetViews()
    progress("Procore projects", 0, len(wanted))
    with ThreadPoolExecutor(max_workers=lists.client.parallel) as pool:
        asked = [pool.submit(of_one, project) for project in wanted]
        try:
            for done, one in enumerate(asked, start=1):
                branch, seen = one.result()
                lists.join(branch)
                whole.join(seen)
                progress("Procore projects", done, len(wanted))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return whole


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


def _pull_project(
    lists: Lists, config: Config, project: str, seen: _BudgetViews
) -> None:
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
        lists.read(
            "segment_item",
            project,
            f"{wbs}/segments/{segment['id']}/segment_items",
            {},
        )
    _pull_budget(lists, config, project, seen)
    lists.read("wbs_code", project, f"{wbs}/wbs_codes", {})
    directory = f"/rest/v1.1/projects/{project}/vendors"
    lists.read("project_vendor", project, directory, {"view": "normal"})
    pull_contracts(lists, project)
    pull_costs(lists, project)
    pull_budget_changes(lists, project)


def _pull_budget(
    lists: Lists, config: Config, project: str, seen: _BudgetViews
) -> None:
    of_project: Params = {"project_id": project}
    lists.read_object("budget_lock", project, f"/rest/v1.0/projects/{project}/budget")
    views = lists.read("budget_view", project, "/rest/v1.0/budget_views", of_project)
    of_views = lists.entries[-1]
    if not of_views.is_complete:
        lists.say("budget_line", project, of_views.reason or "not readable")
        return
    name = config.setting("budget_view")
    seen.projects += 1
    seen.views.update(str(view.get("name")) for view in views)
    view = next((view for view in views if view.get("name") == name), None)
    if view is None:
        lists.say("budget_line", project, f"no budget view named {name!r}")
        return
    seen.with_view += 1
    path = f"/rest/v1.0/budget_views/{view['id']}"
    columns = lists.read(
        "budget_column",
        project,
        f"{path}/budget_detail_columns",
        of_project,
    )
    names = {str(column.get("name")) for column in columns}
    seen.columns.update(names)
    seen.with_column += config.setting("approved_cos_column") in names
    lists.read(
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
