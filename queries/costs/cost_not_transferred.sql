-- rule: cost_not_transferred
-- title: Cost is not transferred yet
-- severity: notice
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, status gate
-- looks_at: project_cost.status
-- who_wins: maestro*
-- fix: instruction
-- screen: maestro* > Projects Inquiry > Transactions
-- action: Transfer {key}: the bridge takes transferred transactions only
-- message: Status {status}: only transferred transactions are sent
--
-- Only transactions whose status is Transferred are offered to the bridge.
-- This one stands in the project inquiry and not in Procore because
-- somebody has still to transfer it.
select
    project_code,
    transaction,
    'amount' as field,
    amount as maestro_value,
    - amount as difference,
    status,
    source as maestro_source
from cost.maestro_state
where state = 'missing in Procore' and reason = 'not transferred'
order by project_code, transaction
