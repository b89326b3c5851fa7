-- rule: original_budget_quantity_missing
-- title: Budgeted quantity is empty in maestro*
-- severity: warning
-- entity: budget_line
-- exchange: Original Budget
-- key: activity_code, group_code
-- inputs: maestro.original_budget, maestro.project, procore.project
-- inputs: procore.cost_group, procore.activity, procore.original_budget
-- source: Data Mapping, Original Budget
-- looks_at: budget_line.quantity
-- fix: instruction
-- screen: maestro* > Project Budget
-- action: Enter the quantity of {key} in maestro*, or clear it in \
-- Procore's budget if the line has none; nothing is written on an empty \
-- quantity
-- message: maestro* states no quantity on this line, as it does on \
-- others; Procore budgets {procore_value:quantity}
--
-- The quantity of a budget line belongs to maestro*, and here its cell is
-- empty while Procore has a quantity. An empty cell may be a quantity that
-- was taken out, or one that the export lost: it is reported and never
-- written. Where no line of the export has a quantity, the column is not
-- used and nothing is compared.
with
    maestro as (
        select
            line_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(group_code) as group_code
        from maestro.original_budget
        where is_linked and not is_billing
        group by line_key
        having count(quantity) = 0
    ),

    procore as (
        select line_key, sum(quantity) as procore_quantity
        from procore.original_budget
        where is_linked and not is_billing
        group by line_key
    )

select
    maestro.project_code,
    maestro.activity_code,
    maestro.group_code,
    'quantity' as field,
    procore.procore_quantity as procore_value,
    maestro.line_key as maestro_source,
    maestro.line_key as procore_source
from maestro
join procore using (line_key)
where
    procore.procore_quantity <> 0
    and exists (select 1 from maestro.original_budget where quantity <> 0)
order by maestro.project_code, maestro.activity_code, maestro.group_code
