-- rule: over_billing
-- title: Cost beyond the revised budget
-- severity: warning
-- entity: budget_line
-- exchange: Budget use
-- key: activity_code, group_code
-- inputs: maestro.original_budget, maestro.project_cost
-- inputs: maestro.modified_budget
-- source: Budget control
-- looks_at: project_cost.amount, budget_line.amount
-- fix: instruction
-- screen: maestro* > Project Management > Activities and Budget
-- action: Cost is beyond the revised budget of {key}: ask the project \
-- manager for a modification or a transfer
-- message: Cost to date {maestro_value:money} against a revised budget of \
-- {revised_budget:money}
--
-- The transferred cost of this code is beyond its original budget and
-- modifications, in maestro*'s own figures.
select
    project_code,
    activity_code,
    group_code,
    'cost' as field,
    cost as maestro_value,
    cost - revised_budget as difference,
    revised_budget,
    concat('cost|', line_key) as maestro_source
from link.budget_use
where cost > revised_budget and cost > 0
order by project_code, activity_code, group_code
