-- rule: budget_line_auto_created
-- title: Cost on a line without budget
-- severity: notice
-- entity: budget_line
-- exchange: Original Budget
-- key: activity_code, group_code
-- inputs: maestro.original_budget, maestro.project, procore.project
-- inputs: procore.cost_group, procore.activity, procore.original_budget
-- source: Procore API, budget rows and direct costs
-- looks_at: budget_line.amount
-- screen: Procore > Project Tools > Budget
-- action: Procore made this line by itself for a cost: give it a budget \
-- by a transfer, or correct the code of the cost where it is on no \
-- owner invoice
-- message: Procore made this line for a cost; neither system budgets it
--
-- Procore made the line by itself, at zero, for a cost on a code that
-- nobody budgeted. It is no budget that maestro* lacks; the cost may be on
-- the wrong code.
with
    unbudgeted_line as (
        select
            line_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(group_code) as group_code,
            sum(amount) as procore_amount
        from procore.original_budget
        where is_linked and not is_billing
        group by line_key
        having not bool_or(is_budgeted)
    )

select
    unbudgeted_line.project_code,
    unbudgeted_line.activity_code,
    coalesce(unbudgeted_line.group_code, 'no code') as group_code,
    'original_budget' as field,
    unbudgeted_line.procore_amount as procore_value,
    unbudgeted_line.line_key as procore_source
from unbudgeted_line
anti join
    maestro.original_budget as maestro on maestro.line_key = unbudgeted_line.line_key
where unbudgeted_line.procore_amount = 0
order by unbudgeted_line.project_code, unbudgeted_line.activity_code, group_code
