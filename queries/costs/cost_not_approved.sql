-- rule: cost_not_approved
-- title: A cost that was sent is not approved in Procore
-- severity: warning
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, Project Costs
-- looks_at: project_cost.status
-- who_wins: maestro*
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs
-- action: Ask why the approval was taken back (it is {procore_value}); \
-- approve the direct cost of {key} where the transaction is right
-- message: The bridge sends costs as approved; Procore has {status} for \
-- {amount:money}
--
-- The bridge creates direct costs as Approved. Somebody took the approval
-- back in Procore; a draft does not count in the budget's direct costs.
select
    maestro.project_code,
    maestro.transaction,
    'status' as field,
    drift.maestro_value,
    drift.procore_value,
    coalesce(procore.status, 'no status') as status,
    procore.amount,
    maestro.source as maestro_source,
    procore.source as procore_source
from cost.drift as drift
join cost.maestro_state as maestro on maestro.line_id = drift.maestro_line
join cost.procore_state as procore on procore.line_id = drift.procore_line
where drift.field = 'status' and maestro.is_transferred
order by maestro.project_code, maestro.transaction
