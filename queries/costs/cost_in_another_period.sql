-- rule: cost_in_another_period
-- title: A cost counts in another period in Procore
-- severity: warning
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, date window
-- looks_at: project_cost.transaction_on, project_cost.accounting_on
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs
-- action: Timing, no action: both systems have the cost, in \
-- {maestro_value} in maestro* and in {procore_value} in Procore; keep \
-- it as a reconciling item of the two periods, and change no date
-- message: {amount:money} counts in {maestro_value} in maestro* and in \
-- {procore_value} in Procore
--
-- The books go by the accounting date, Procore by its own date of the cost.
-- For this pair they fall in different months, so that the two systems
-- differ in both months and agree over the year. The tie-out shows the
-- amount in a column of its own. A subcontractor's invoice that Procore
-- bills to the 25th (the setting billing_day) and the books have in the
-- month after is usual timing: the tie-out shows it, and this rule does
-- not.
select
    maestro.project_code,
    maestro.transaction,
    'period' as field,
    maestro.period as maestro_value,
    procore.period as procore_value,
    share.procore_amount as amount,
    maestro.source as maestro_source,
    procore.source as procore_source
from cost.share as share
join cost.maestro_state as maestro on maestro.line_id = share.maestro_line
join cost.procore_state as procore on procore.line_id = share.procore_line
where
    maestro.period <> procore.period
    and maestro.procore_line = procore.line_id
    and share.is_billed_before is not true
order by maestro.project_code, maestro.transaction
