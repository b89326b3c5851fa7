"""What planning needs to know beside the findings, read from a checked build."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from recon.fixes.brake import Carried
from recon.warehouse.database import Database

Row = dict[str, Any]

_FINDING = """
select id, rule, entity, project, cast(key as json) as key, field
from result.finding
"""

_PAIRS = """
select f.id as finding, l.procore_id, m.value as maestro_value, m.compare_value,
    p.value as procore_value, p.compare_value as procore_compare_value,
    m.source as maestro_source,
    (
        select count(*) from link.pair o
        where o.procore_id = l.procore_id and o.entity in ('supplier', 'customer')
    ) as roles
from finding f
join link.pair l on l.entity = f.entity and l.code_key = code_norm(f.key ->> '$.code')
left join maestro.field_value m
    on m.entity = f.entity and m.field = f.field and m.source = l.maestro_source
left join procore.field_value p
    on p.entity = f.entity and p.field = f.field and p.record_key = l.procore_id
where f.rule in ('field_differs', 'rbq_licence_cut')
"""

_BUDGET = """
with
    wanted as (
        select f.id as finding, code_norm(f.project) as project_key,
            activity_norm(f.key ->> '$.activity_code') as activity_key,
            code_norm(f.key ->> '$.group_code') as group_key
        from finding f
        where f.rule in (
            'original_budget_differs', 'original_budget_quantity_differs',
            'original_budget_only_in_maestro', 'original_budget_only_in_procore',
            'billing_group_in_budget'
        )
    ),

    ours as (
        select project_key, activity_key, group_key, sum(amount) as amount,
            sum(quantity) as quantity
        from maestro.original_budget
        where not is_billing
        group by all
    ),

    theirs as (
        select project_key, activity_key, group_key, count(*) as rows,
            min(b.file) as file, min(b."row") as "row"
        from procore.original_budget b
        where b.is_budgeted
        group by all
    )

select w.finding, s.procore_project_id, o.amount, o.quantity,
    coalesce(t.rows, 0) as rows,
    r.json, coalesce(k.is_locked, false) as is_locked, v.id as view_id,
    c.wbs_code_id, a.cost_code_id, g.cost_type_id
from wanted w
join procore.site s on s.project_key = w.project_key
left join ours o
    on o.project_key = w.project_key and o.activity_key = w.activity_key
    and o.group_key = w.group_key
left join theirs t
    on t.project_key = w.project_key and t.activity_key = w.activity_key
    and t.group_key = w.group_key
left join raw_procore.budget_line r on r.file = t.file and r."row" = t."row"
left join procore.budget_lock k on k.project_key = w.project_key
left join stage.procore_budget_view v
    on v.project_id = s.procore_project_id
    and v.name = (select value from mapping.setting where name = 'budget_view')
left join (
    select procore_project_id, activity_key, group_key, min(wbs_code_id) as wbs_code_id
    from procore.budget_code group by all
) c on c.procore_project_id = s.procore_project_id
    and c.activity_key = w.activity_key and c.group_key = w.group_key
left join (
    select procore_project_id, activity_key, min(cost_code_id) as cost_code_id
    from procore.activity where not is_deleted and not is_parent
    group by all having count(*) = 1
) a on a.procore_project_id = s.procore_project_id and a.activity_key = w.activity_key
left join (
    select procore_project_id, group_key, min(cost_type_id) as cost_type_id
    from procore.cost_group group by all having count(*) = 1
) g on g.procore_project_id = s.procore_project_id and g.group_key = w.group_key
"""

# The items of both segments of a project that make a budget code.
_SEGMENTS = """
select i.project_id, lower(s.type) as type,
    case lower(s.type)
        when 'cost_code' then activity_norm(coalesce(i.path_code, i.code))
        else code_norm(i.code)
    end as code_key,
    min(s.id) as segment_id, min(i.id) as item_id
from stage.procore_segment_item i
join stage.procore_segment s
    on s.project_id = i.project_id and i.about = concat('segment_item/', s.id)
where lower(s.type) in ('cost_code', 'line_item_type')
group by all
"""

_PARTIES = """
select f.id as finding, p.*
from finding f
join maestro.party p
    on p.entity = f.entity and code_norm(p.code) = code_norm(f.key ->> '$.code')
where f.rule in ('only_in_maestro', 'same_code_unlinked') and f.entity <> 'project'
"""

_PROJECTS = """
select f.id as finding, p.* exclude (project_key)
from finding f
join maestro.project p on p.project_key = code_norm(f.key ->> '$.code')
where f.rule in ('only_in_maestro', 'same_code_unlinked') and f.entity = 'project'
"""

# Companies and projects of Procore that a finding names by code, and by id.
_COMPANIES = """
select f.id as finding, c.procore_id, c.code, c.name, c.address, c.city, c.province,
    c.country, c.postal_code, c.phone, c.fax, c.email, c.rbq_number, c.is_active,
    c.origin_id
from finding f
join procore.company c
    on c.procore_id = f.key ->> '$.procore_id'
    or (f.key ->> '$.procore_id' is null and c.code_key = code_norm(f.key ->> '$.code'))
where f.rule in ('only_in_procore', 'same_code_unlinked', 'supplier_unlinked_in_use')
    and f.entity in ('supplier', 'customer')
union all
select f.id, p.procore_id, p.project_code, p.name, p.address, p.city, p.province,
    p.country, p.postal_code, p.phone, null, null, null, p.is_active, p.origin_id
from finding f
join procore.project p on p.project_key = code_norm(f.key ->> '$.code')
where f.rule in ('only_in_procore', 'same_code_unlinked') and f.entity = 'project'
"""

# A company that is linked, and has no abbreviated name of its own.
_NAMELESS = """
select f.id as finding, c.procore_id, l.entity, m.code
from finding f
join procore.company c on c.source = f.key ->> '$.record'
join link.pair l on l.procore_id = c.procore_id and l.entity in ('supplier', 'customer')
join maestro.party m on m.source = l.maestro_source
where f.rule = 'key_missing' and c.code is null
qualify row_number() over (partition by f.id order by l.entity desc) = 1
"""

_MEMBERS = """
select f.id as finding, s.procore_project_id, p.procore_id as vendor_id
from finding f
join procore.site s on s.project_key = code_norm(f.project)
join procore.party p
    on p.role = 'supplier' and p.is_linked
    and p.party_key = code_norm(f.key ->> '$.code')
where f.rule = 'supplier_not_in_project_directory'
"""

_ACTIVITIES = """
select f.id as finding, f.project, f.key ->> '$.activity_code' as activity_code,
    min(a.description) as description
from finding f
left join procore.activity a
    on a.project_key = code_norm(f.project)
    and a.activity_key = activity_norm(f.key ->> '$.activity_code')
where f.rule in ('activity_missing_in_maestro', 'contract_code_missing_in_maestro')
    and not exists (
        select 1 from maestro.activity m
        where m.project_key = code_norm(f.project)
            and m.activity_key = activity_norm(f.key ->> '$.activity_code')
    )
group by all
"""

_COSTS = """
select f.id as finding, s.procore_project_id, c.transaction, c.transaction_type,
    c.procore_type, c.description, c.invoice_number, c.accounting_on, c.transaction_on,
    c.amount, c.quantity, c.unit, c.unit_price, c.party_code, p.procore_id as vendor_id,
    e.user_id as employee_id, b.wbs_code_id, a.cost_code_id, g.cost_type_id
from finding f
join cost.maestro_state c
    on c.transaction = f.key ->> '$.transaction'
    and c.project_key = code_norm(f.project)
join procore.site s on s.project_key = c.project_key
left join procore.party p
    on p.role = 'supplier' and p.is_linked and p.party_key = c.party_key
left join (
    select employee_key, min(user_id) as user_id
    from procore.user where is_active group by all having count(*) = 1
) e on e.employee_key = c.party_key
left join (
    select procore_project_id, activity_key, group_key, min(wbs_code_id) as wbs_code_id
    from procore.budget_code group by all
) b on b.procore_project_id = s.procore_project_id
    and b.activity_key = c.activity_key and b.group_key = c.group_key
left join (
    select procore_project_id, activity_key, min(cost_code_id) as cost_code_id
    from procore.activity where not is_deleted group by all having count(*) = 1
) a on a.procore_project_id = s.procore_project_id and a.activity_key = c.activity_key
left join (
    select procore_project_id, group_key, min(cost_type_id) as cost_type_id
    from procore.cost_group group by all having count(*) = 1
) g on g.procore_project_id = s.procore_project_id and g.group_key = c.group_key
where f.rule in (
    'cost_missing_in_procore', 'cost_stranded', 'cost_awaiting_next_run'
)
"""

_CONTRACTS = """
select f.id as finding, c.procore_id, c.entity, c.number, c.title, c.text, c.status,
    c.party_code, c.is_party_linked, c.contract_on, c.delivery_on, c.holdback_percent,
    c.amount, c.accounting_method, k.number as contract_number, c.project_code
from finding f
join procore.contract c
    on c.entity = f.entity and c.procore_id = f.key ->> '$.procore_id'
left join procore.contract k on k.procore_id = c.contract_id
where f.rule = 'contract_only_in_procore'
"""

_CONTRACT_LINES = """
select l.contract_id as procore_id, l.line_number, l.activity_code, l.group_code,
    l.description, l.quantity, l.unit, l.unit_price, l.amount
from procore.contract_line l
where l.contract_id in (
    select f.key ->> '$.procore_id' from finding f
    where f.rule = 'contract_only_in_procore'
)
order by l.contract_id, try_cast(l.line_number as integer), l.line_number
"""


# What each list carries in each project: the lines with an amount, and their sum.
_CARRIED = """
select 'budget_line' as entity, project_key, count(*) as lines,
    sum(abs(amount)) as amount
from procore.original_budget where amount <> 0
group by all
union all
select 'modified_budget', project_key, count(*), sum(abs(amount))
from maestro.modified_budget where amount <> 0 and project_key is not null
group by all
"""


@dataclass(frozen=True)
class Facts:
    """What planning looks up, by the finding's id; amounts are decimals, in CAD."""

    titles: dict[str, tuple[str, str, str | None]] = field(default_factory=dict)
    drift: dict[str, Row] = field(default_factory=dict)
    budget: dict[str, Row] = field(default_factory=dict)
    segments: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    parties: dict[str, Row] = field(default_factory=dict)
    projects: dict[str, Row] = field(default_factory=dict)
    companies: dict[str, list[Row]] = field(default_factory=dict)
    nameless: dict[str, Row] = field(default_factory=dict)
    members: dict[str, Row] = field(default_factory=dict)
    activities: dict[str, Row] = field(default_factory=dict)
    costs: dict[str, Row] = field(default_factory=dict)
    contracts: dict[str, Row] = field(default_factory=dict)
    lines: dict[str, list[Row]] = field(default_factory=dict)
    records: dict[str, Row] = field(default_factory=dict)
    carried: dict[tuple[str, str], Carried] = field(default_factory=dict)


def read_facts(db: Database) -> Facts:
    """Read from a checked build what the fixes of its findings need."""
    db.execute(f"create or replace temp table finding as {_FINDING}")
    drift = _by_finding(db, _PAIRS)
    nameless = _by_finding(db, _NAMELESS)
    companies: dict[str, list[Row]] = {}
    for row in _rows(db, _COMPANIES):
        companies.setdefault(row["finding"], []).append(row)
    lines: dict[str, list[Row]] = {}
    for row in _rows(db, _CONTRACT_LINES):
        lines.setdefault(row["procore_id"], []).append(row)
    wanted = {row["procore_id"] for row in (*drift.values(), *nameless.values())}
    return Facts(
        titles={
            rule: (title, source, who)
            for rule, title, source, who in db.execute(
                "select rule, title, source, who_wins from result.rule"
            ).fetchall()
        },
        drift=drift,
        budget=_by_finding(db, _BUDGET),
        segments={
            (r["project_id"], r["type"], r["code_key"]): (r["segment_id"], r["item_id"])
            for r in _rows(db, _SEGMENTS)
        },
        parties=_by_finding(db, _PARTIES),
        projects=_by_finding(db, _PROJECTS),
        companies=companies,
        nameless=nameless,
        members=_by_finding(db, _MEMBERS),
        activities=_by_finding(db, _ACTIVITIES),
        costs=_by_finding(db, _COSTS),
        contracts=_by_finding(db, _CONTRACTS),
        lines=lines,
        records=_records(db, wanted),
        carried=read_carried(db),
    )


def read_carried(db: Database) -> dict[tuple[str, str], Carried]:
    """What each list of each project carries, by entity and project; amounts in CAD."""
    return {
        (row["entity"], row["project_key"]): Carried(row["lines"], row["amount"])
        for row in _rows(db, _CARRIED)
    }


def _rows(db: Database, query: str) -> list[Row]:
    cursor = db.execute(query)
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _by_finding(db: Database, query: str) -> dict[str, Row]:
    return {row["finding"]: row for row in _rows(db, query)}


def _records(db: Database, wanted: set[str]) -> dict[str, Row]:
    """Companies and projects of Procore as received, by id."""
    found: dict[str, Row] = {}
    for table in ("company", "project"):
        for key, text in db.execute(
            f"select p.procore_id, r.json from procore.{table} p"
            f' join raw_procore.{table} r on r.file = p.file and r."row" = p."row"'
            " where list_contains(?, p.procore_id)",
            [sorted(wanted)],
        ).fetchall():
            found[key] = json.loads(text)
    return found
