-- rule: modified_budget_differs
-- title: Modified budget differs
-- severity: error
-- entity: budget_line
-- exchange: Modified Budget
-- key: activity_code, group_code
-- inputs: maestro.modified_budget, procore.original_budget
-- inputs: procore.activity
-- source: Data Mapping, Modified Budget
-- looks_at: modified_budget.key, modified_budget.amount
-- who_wins: Procore
-- fix: maestro.modified_budget
-- screen: maestro* > Project Management > Activities and Budget
-- action: Set the modification to {procore_value}
-- message: maestro* has modifications of {maestro_value:money}, Procore \
-- approved changes of {procore_value:money}
--
-- Procore's approved change orders are the source of the modification in
-- maestro*. The sums of this code differ. Exactly twice the amount has its
-- own rule.
select
    project_code,
    activity_code,
    group_code,
    'modified_budget' as field,
    maestro_amount as maestro_value,
    procore_amount as procore_value,
    procore_amount - maestro_amount as difference,
    line_key as maestro_source,
    line_key as procore_source
from link.modified_budget
where
    maestro_amount <> procore_amount
    and maestro_amount <> procore_amount + procore_amount
order by project_code, activity_code, group_code
