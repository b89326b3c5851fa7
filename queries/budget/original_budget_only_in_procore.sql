-- rule: original_budget_only_in_procore
-- title: Budget line only in Procore
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
-- action: Set the original budget to 0.00: maestro* has no such line
-- message: Procore budgets {procore_value:money}, maestro* has no such line
--
-- Procore budgets an amount that maestro* does not have. The bridge has no
-- rule to delete it, so it stays and the project's budget is too high.
-- Lines of zero are not reported.
with
    procore as (
        select
            line_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(group_code) as group_code,
            sum(amount) as procore_amount
        from procore.original_budget
        where is_linked and not is_billing
        group by line_key
    )

select
    procore.project_code,
    procore.activity_code,
    coalesce(procore.group_code, 'no code') as group_code,
    'original_budget' as field,
    procore.procore_amount as procore_value,
    procore.procore_amount as difference,
    procore.line_key as procore_source
from procore
anti join maestro.original_budget as maestro on maestro.line_key = procore.line_key
anti join
    pull.reject as rejected
    on rejected.system = 'maestro'
    and rejected.entity = 'budget_line'
    and rejected.code_key = procore.line_key
where procore.procore_amount <> 0
order by procore.project_code, procore.activity_code, group_code
