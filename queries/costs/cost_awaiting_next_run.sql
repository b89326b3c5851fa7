-- rule: cost_awaiting_next_run
-- title: Cost waits for the next run
-- severity: notice
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, date window
-- looks_at: project_cost.accounting_on
-- who_wins: maestro*
-- fix: procore.cost
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization
-- action: Nothing to do: the next run of the bridge sends it
-- action.retired: Enter {key} in Procore by hand, or let recon create it: \
-- with [fixes] origin_owner = "recon" it is made once and only once
-- message: Type {transaction_type}, accounting date {accounting_on:date}, \
-- lies at or after the last successful date: the next run offers it
--
-- The transaction lies inside the window of the next run. It is no error;
-- it explains a difference between the totals until the run is made.
select
    project_code,
    transaction,
    'amount' as field,
    amount as maestro_value,
    - amount as difference,
    transaction_type,
    accounting_on,
    source as maestro_source
from cost.maestro_state
where state = 'missing in Procore' and reason = 'awaiting the next run'
order by project_code, transaction
