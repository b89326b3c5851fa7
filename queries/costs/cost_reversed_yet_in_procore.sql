-- rule: cost_reversed_yet_in_procore
-- title: Not transferred in maestro*, yet in Procore
-- severity: error
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
-- action: Check in maestro* why {key} is not transferred. If it was \
-- reversed: where its direct cost is on no owner invoice, delete that; \
-- where it is on one, leave it and give a credit on the next billing
-- message: Procore has this cost of {amount:money}, and maestro* says \
-- {status}
--
-- Only transferred transactions reach Procore. This one is there and is not
-- transferred any more: it was reversed after it had been sent, and the
-- direct cost stayed.
select
    maestro.project_code,
    maestro.transaction,
    'status' as field,
    drift.maestro_value,
    drift.procore_value,
    procore.amount,
    coalesce(maestro.status, 'no status') as status,
    maestro.source as maestro_source,
    procore.source as procore_source
from cost.drift as drift
join cost.maestro_state as maestro on maestro.line_id = drift.maestro_line
join cost.procore_state as procore on procore.line_id = drift.procore_line
where drift.field = 'status' and not maestro.is_transferred
order by maestro.project_code, maestro.transaction
