-- query: fix_original_budget
--
-- For each line whose original budget is to be set: the amount and quantity
-- of maestro*, what Procore has there, and the ids that a new line needs.
with
    wanted as (
        select
            id,
            code_norm(project) as project_key,
            activity_norm(key ->> '$.activity_code') as activity_key,
            code_norm(key ->> '$.group_code') as group_key
        from result.finding
        where fix = 'procore.original_budget'
    ),

    maestro as (
        select
            project_key,
            activity_key,
            group_key,
            sum(amount) as amount,
            sum(quantity) as quantity
        from maestro.original_budget
        where not is_billing
        group by all
    ),

    procore as (
        select
            project_key,
            activity_key,
            group_key,
            count(*) as rows,
            min(file) as file,
            min(row) as row
        from procore.original_budget
        where is_budgeted
        group by all
    ),

    budget_view as (
        select view.project_id, view.id
        from stage.procore_budget_view as view
        join
            mapping.setting as setting
            on setting.name = 'budget_view'
            and setting.value = view.name
    )

select
    wanted.id as finding,
    site.procore_project_id,
    maestro.amount,
    maestro.quantity,
    coalesce(procore.rows, 0) as rows,
    raw.json,
    coalesce(lock.is_locked, false) as is_locked,
    budget_view.id as view_id,
    budget_code.wbs_code_id,
    cost_code.cost_code_id,
    cost_type.cost_type_id
from wanted
join procore.site as site using (project_key)
left join maestro using (project_key, activity_key, group_key)
left join procore using (project_key, activity_key, group_key)
left join
    raw_procore.budget_line as raw on raw.file = procore.file and raw.row = procore.row
left join procore.budget_lock as lock using (project_key)
left join budget_view on budget_view.project_id = site.procore_project_id
left join
    procore.one_budget_code as budget_code
    on budget_code.procore_project_id = site.procore_project_id
    and budget_code.activity_key = wanted.activity_key
    and budget_code.group_key = wanted.group_key
left join
    procore.one_cost_code as cost_code
    on cost_code.procore_project_id = site.procore_project_id
    and cost_code.activity_key = wanted.activity_key
    and not cost_code.is_parent
left join
    procore.one_cost_type as cost_type
    on cost_type.procore_project_id = site.procore_project_id
    and cost_type.group_key = wanted.group_key
order by wanted.id
