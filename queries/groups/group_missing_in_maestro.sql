-- rule: group_missing_in_maestro
-- title: The cost type has no group
-- severity: error
-- entity: cost_group
-- exchange: Groups / cost types
-- key: group_code
-- inputs: maestro.cost_group, maestro.project, procore.project
-- inputs: procore.cost_group
-- inputs: procore.activity, procore.original_budget
-- source: Data Mapping, Group Management
-- looks_at: cost_group.key, budget_line.group_code
-- fix: instruction
-- screen: maestro* > Projects > Maintenance > Projects > Define Cost \
-- Groups
-- action: Define group {key}, or change the cost type of the lines that \
-- carry it while nothing of them is transferred or invoiced
-- message: Cost type {group_code} has a budget and is no group of maestro*
-- message.no_code: Cost type without code has a budget and is no group of \
-- maestro*
--
-- Procore carries a budget on a cost type whose code is no group of
-- maestro*. A cost type that nobody uses is not reported.
with
    budgeted_cost_type as (
        select
            project_key,
            group_key,
            min(project_code) as project_code,
            min(group_code) as group_code,
            sum(amount) as procore_amount
        from procore.original_budget
        where is_linked
        group by project_key, group_key
    )

select
    budgeted_cost_type.project_code,
    coalesce(budgeted_cost_type.group_code, 'no code') as group_code,
    'original_budget' as field,
    budgeted_cost_type.procore_amount as procore_value,
    case when budgeted_cost_type.group_code is null then 'no_code' end as message_case,
    concat(
        'group|', budgeted_cost_type.project_key, '|', budgeted_cost_type.group_key
    ) as procore_source
from budgeted_cost_type
anti join
    maestro.cost_group as cost_group
    on cost_group.group_key = budgeted_cost_type.group_key
where budgeted_cost_type.procore_amount <> 0
order by budgeted_cost_type.project_code, group_code
