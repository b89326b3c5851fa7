-- rule: modified_budget_doubled
-- title: Modified budget is exactly doubled
-- severity: error
-- entity: budget_line
-- exchange: Modified Budget
-- key: activity_code, group_code
-- inputs: maestro.modified_budget, procore.original_budget
-- inputs: procore.activity
-- source: Data Mapping, Modified Budget
-- looks_at: modified_budget.amount
-- who_wins: Procore
-- fix: maestro.modified_budget
-- screen: maestro* > Project Management > Activities and Budget
-- action: Set the modification to {procore_value}: it came in by both \
-- ways
-- message: {maestro_value:money} is twice {procore_value:money}: both \
-- paths were used
--
-- The modification is exactly twice the approved change orders: the bridge
-- brought them, and the transfer of the change order with its budget box
-- wrote them again.
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
where procore_amount <> 0 and maestro_amount = procore_amount + procore_amount
order by project_code, activity_code, group_code
