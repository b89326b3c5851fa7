-- rule: original_budget_differs
-- title: Original budget differs
-- severity: error
-- entity: budget_line
-- exchange: Original Budget
-- key: activity_code, group_code
-- inputs: maestro.original_budget, maestro.project, procore.project
-- inputs: procore.cost_group, procore.activity, procore.original_budget
-- source: Data Mapping, Original Budget
-- looks_at: budget_line.key, budget_line.amount
-- who_wins: maestro*
-- fix: procore.original_budget
-- screen: Procore > Project Tools > Budget
-- action: Set the original budget to {maestro_value}
-- message: maestro* budgets {maestro_value:money}, Procore \
-- {procore_value:money}
--
-- The original budget belongs to maestro*. Where both systems carry a line
-- for the same project, activity and group and the amounts differ,
-- Procore's is erased and replaced at the next synchronisation. A
-- difference within the tolerance stays, as a notice.
with
    maestro as (
        select
            line_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(group_code) as group_code,
            sum(amount) as maestro_amount
        from maestro.original_budget
        where is_linked and not is_billing
        group by line_key
    ),

    procore as (
        select line_key, sum(amount) as procore_amount
        from procore.original_budget
        where is_linked and not is_billing
        group by line_key
    ),

    tolerance as (
        select cast(value as decimal(18, 2)) as allowed
        from mapping.setting
        where name = 'amount_tolerance'
    )

select
    case
        when abs(procore.procore_amount - maestro.maestro_amount) <= tolerance.allowed
        then 'notice'
        else 'error'
    end as severity,
    maestro.project_code,
    maestro.activity_code,
    maestro.group_code,
    'original_budget' as field,
    maestro.maestro_amount as maestro_value,
    procore.procore_amount as procore_value,
    procore.procore_amount - maestro.maestro_amount as difference,
    maestro.line_key as maestro_source,
    maestro.line_key as procore_source
from maestro
join procore using (line_key)
cross join tolerance
where maestro.maestro_amount <> procore.procore_amount
order by maestro.project_code, maestro.activity_code, maestro.group_code
