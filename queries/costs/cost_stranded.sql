-- rule: cost_stranded
-- title: Cost stranded behind the last successful date
-- severity: error
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, date window
-- looks_at: project_cost.accounting_on, project_cost.entered_on
-- looks_at: project.last_transaction_on
-- who_wins: maestro*
-- fix: procore.cost
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization > Project Costs
-- action: The last successful date has passed {key}: it takes a run of \
-- the bridge from the project's start date. Look first at the lines \
-- that run offers: those that are in Procore already would stand there \
-- twice
-- action.retired: Enter {key} in Procore by hand, or let recon create it: \
-- with [fixes] origin_owner = "recon" it is made once and only once
-- message: Accounting date {accounting_on:date} lies behind the last \
-- successful date of the project, and it was entered later
--
-- The bridge asks for transactions from the date of the last successful one
-- on. One that was transferred after a run and dated before it is never
-- offered again, unless the start date of the project is used instead.
select
    project_code,
    transaction,
    'amount' as field,
    amount as maestro_value,
    - amount as difference,
    accounting_on,
    source as maestro_source
from cost.maestro_state
where state = 'missing in Procore' and reason = 'stranded'
order by project_code, transaction
