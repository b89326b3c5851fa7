-- rule: cost_type_not_sent
-- title: Cost of a type that is never sent
-- severity: warning
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, the 16 transaction types
-- looks_at: project_cost.transaction_type
-- who_wins: maestro*
-- fix: instruction
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization > Configuration
-- action: This type is not sent: name it in the setting procore_types, or \
-- enter the cost in Procore by hand
-- message: Transaction type {transaction_type} is none of the types the \
-- bridge sends
--
-- The bridge sends sixteen transaction types. A cost of another type stays
-- in maestro* for good, so that the project costs more than Procore shows.
select
    project_code,
    transaction,
    'amount' as field,
    amount as maestro_value,
    - amount as difference,
    transaction_type,
    source as maestro_source
from cost.maestro_state
where state = 'missing in Procore' and reason = 'type not eligible'
order by project_code, transaction
