-- rule: budget_change_without_counterpart
-- title: Budget change that maestro* cannot show
-- severity: notice
-- entity: budget_line
-- exchange: Modified Budget
-- key: activity_code, group_code
-- inputs: procore.budget_change, procore.activity
-- source: Procore, Budget Changes
-- looks_at: modified_budget.amount
-- fix: instruction
-- screen: Procore > Project Tools > Budget > Budget Changes
-- action: maestro* cannot show this transfer of {procore_value}: enter it \
-- as a modification, or note why not
-- message: {changes:count} budget {changes:change or transfer \
-- moves|changes or transfers move} {procore_value:money} on this code
--
-- Procore moves budget between codes by budget changes and transfers. They
-- are no approved change orders, so the bridge does not send them, and
-- maestro* has no counterpart: the revised budgets of the two systems
-- differ by this amount.
select
    project_code,
    activity_code,
    group_code,
    'budget_change' as field,
    amount as procore_value,
    amount as difference,
    changes,
    code_source as procore_source
from procore.budget_move
where amount <> 0
order by project_code, activity_code, group_code
