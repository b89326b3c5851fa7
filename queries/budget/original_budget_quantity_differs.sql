-- rule: original_budget_quantity_differs
-- title: Budgeted quantity differs
-- severity: warning
-- entity: budget_line
-- exchange: Original Budget
-- key: activity_code, group_code
-- inputs: maestro.original_budget, maestro.project, procore.project
-- inputs: procore.cost_group, procore.activity, procore.original_budget
-- source: Data Mapping, Original Budget
-- looks_at: budget_line.quantity
-- who_wins: maestro*
-- fix: procore.original_budget
-- screen: Procore > Project Tools > Budget
-- action: Set the quantity to {maestro_value}
-- message: maestro* budgets a quantity of {maestro_value:quantity}, \
-- Procore {procore_value:quantity}
--
-- The quantity of a budget line belongs to maestro* as its amount does. No
-- money is wrong, and unit costs are.
with
    maestro as (
        select
            line_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(group_code) as group_code,
            sum(quantity) as maestro_quantity
        from maestro.original_budget
        where is_linked and not is_billing
        group by line_key
    ),

    procore as (
        select line_key, sum(quantity) as procore_quantity
        from procore.original_budget
        where is_linked and not is_billing
        group by line_key
    ),

    tolerance as (
        select cast(value as decimal(18, 6)) as allowed
        from mapping.setting
        where name = 'quantity_tolerance'
    )

select
    case
        when
            abs(procore.procore_quantity - maestro.maestro_quantity)
            <= tolerance.allowed
        then 'notice'
        else 'warning'
    end as severity,
    maestro.project_code,
    maestro.activity_code,
    maestro.group_code,
    'quantity' as field,
    maestro.maestro_quantity as maestro_value,
    procore.procore_quantity as procore_value,
    procore.procore_quantity - maestro.maestro_quantity as difference,
    maestro.line_key as maestro_source,
    maestro.line_key as procore_source
from maestro
join procore using (line_key)
cross join tolerance
where maestro.maestro_quantity <> procore.procore_quantity
order by maestro.project_code, maestro.activity_code, maestro.group_code
