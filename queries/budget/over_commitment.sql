-- rule: over_commitment
-- title: Committed beyond the revised budget
-- severity: warning
-- entity: budget_line
-- exchange: Budget use
-- key: activity_code, group_code
-- inputs: maestro.original_budget, maestro.commitment_line
-- inputs: maestro.modified_budget, maestro.change_order_line
-- source: Budget control
-- looks_at: commitment_line.amount, budget_line.amount
-- fix: instruction
-- screen: maestro* > Project Management > Activities and Budget
-- action: More is committed on {key} than its revised budget: ask the \
-- project manager
-- message: Committed {maestro_value:money} against a revised budget of \
-- {revised_budget:money}
--
-- Orders and subcontracts with their change orders commit more on this code
-- than its original budget and modifications allow, in maestro*'s own
-- figures.
select
    project_code,
    activity_code,
    group_code,
    'committed' as field,
    committed as maestro_value,
    committed - revised_budget as difference,
    revised_budget,
    concat('committed|', line_key) as maestro_source
from link.budget_use
where committed > revised_budget and committed > 0
order by project_code, activity_code, group_code
