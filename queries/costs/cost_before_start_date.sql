-- rule: cost_before_start_date
-- title: Cost dated before synchronisation starts
-- severity: notice
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, date window
-- looks_at: project_cost.accounting_on, project.synchronize_from_on
-- who_wins: maestro*
-- fix: instruction
-- screen: maestro* > Project Management > Project Desc. > Procore sub-tab
-- action: Leave the cost out on purpose, or have {key} sent by one run \
-- with an earlier start date: look at the lines that run offers, for \
-- those that are in Procore already would stand there twice
-- message: Accounting date {accounting_on:date} lies before the start of \
-- synchronisation of the project
--
-- The project has a date from which synchronisation starts. Costs dated
-- before it stay in maestro* by choice; they explain a difference between
-- the totals.
select
    project_code,
    transaction,
    'amount' as field,
    amount as maestro_value,
    - amount as difference,
    accounting_on,
    source as maestro_source
from cost.maestro_state
where state = 'missing in Procore' and reason = 'before the start date'
order by project_code, transaction
