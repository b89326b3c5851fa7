-- rule: group_missing_in_procore
-- title: The group has no cost type
-- severity: error
-- entity: cost_group
-- exchange: Groups / cost types
-- key: group_code
-- inputs: maestro.original_budget, maestro.cost_group, maestro.project
-- inputs: procore.project, procore.cost_group
-- source: Data Mapping, Group Management
-- looks_at: cost_group.key, budget_line.group_code
-- fix: instruction
-- screen: Procore > Company Tools > Admin > Cost Types
-- action: Add a cost type with code {key}
-- message: Group {group_code} has a budget and no cost type in Procore
--
-- Groups and cost types are never synchronised and their codes must be
-- equal. This group has a budget and Procore has no cost type of its code,
-- so its lines are stopped.
with
    budgeted_group as (
        select
            project_key,
            group_key,
            min(project_code) as project_code,
            min(group_code) as group_code,
            sum(amount) as maestro_amount
        from maestro.original_budget
        where is_linked and not is_billing and group_key is not null
        group by project_key, group_key
    )

select
    budgeted_group.project_code,
    budgeted_group.group_code,
    'original_budget' as field,
    budgeted_group.maestro_amount as maestro_value,
    concat(
        'group|', budgeted_group.project_key, '|', budgeted_group.group_key
    ) as maestro_source
from budgeted_group
anti join
    procore.cost_group as cost_type
    on cost_type.project_key = budgeted_group.project_key
    and cost_type.group_key = budgeted_group.group_key
where budgeted_group.maestro_amount <> 0
order by budgeted_group.project_code, budgeted_group.group_code
