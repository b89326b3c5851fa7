-- rule: cost_missing_in_procore
-- title: Transferred cost missing in Procore
-- severity: error
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, Project Costs
-- looks_at: project_cost.amount
-- who_wins: maestro*
-- fix: procore.cost
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization > Project Costs
-- action: Let the bridge send {key}: look at its message in the \
-- synchronization window. Before a run from the project's start date, \
-- look at the lines it offers: those that are in Procore already would \
-- stand there twice
-- action.retired: Enter {key} in Procore by hand, or let recon create it: \
-- with [fixes] origin_owner = "recon" it is made once and only once
-- message: Type {transaction_type}, dated {accounting_on:date}: every \
-- condition is met, an earlier run passed it over, and Procore does not \
-- have it
--
-- A transferred transaction of a sent type, with its supplier linked and
-- its activity and group in Procore, dated inside the window and entered
-- before the last run. Nothing that is known keeps it from Procore, and it
-- is not there: an error of the run, or a direct cost somebody removed.
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
where state = 'missing in Procore' and reason = 'unexplained'
order by project_code, transaction
