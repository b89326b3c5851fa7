-- rule: cost_code_missing
-- title: Cost blocked: activity or group not in Procore
-- severity: error
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, Project Costs
-- looks_at: project_cost.activity_code, project_cost.group_code
-- who_wins: maestro*
-- fix: instruction
-- screen: Procore > Project > Admin > Cost Codes
-- action: Add the cost code and cost type of {key}; the bridge sends the \
-- cost after
-- message: Activity {activity_code}, group {group_code}: {reason} in \
-- Procore
--
-- The activity and the group of a cost must exist in Procore with the same
-- codes; they are never synchronised. The bridge refuses the line until
-- they do.
select
    project_code,
    transaction,
    'amount' as field,
    amount as maestro_value,
    - amount as difference,
    activity_code,
    group_code,
    reason,
    source as maestro_source
from cost.maestro_state
where state = 'missing in Procore' and reason in ('activity missing', 'group missing')
order by project_code, transaction
