-- rule: cost_sent_twice
-- title: The same cost stands twice in Procore
-- severity: error
-- entity: project_cost
-- exchange: Project Costs
-- key: record
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, date window
-- looks_at: project_cost.project_code, project_cost.transaction_number
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs
-- action: Make sure that {key} repeats another direct cost. If it is on \
-- no owner invoice, delete it; if it is, leave it and give a credit on \
-- the next billing
-- message: Equal in code, amount, party, invoice and date to a direct \
-- cost that has its transaction
--
-- Two lines of Procore agree in project, activity, group, amount, party,
-- invoice and date, and maestro* has one transaction. Moving the start date
-- back sends transactions again; the bridge does not look whether they are
-- there.
select
    cost_line.project_code,
    cost_line.record_id as record,
    'amount' as field,
    cost_line.amount as procore_value,
    cost_line.amount as difference,
    cost_line.source as procore_source
from cost.procore_state as cost_line
where cost_line.state = 'duplicated' and cost_line.reason = 'sent twice'
order by cost_line.project_code, cost_line.record_id
