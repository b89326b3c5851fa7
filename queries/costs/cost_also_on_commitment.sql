-- rule: cost_also_on_commitment
-- title: Invoice both on the commitment and as direct cost
-- severity: error
-- entity: project_cost
-- exchange: Purchase Order Invoices
-- key: record
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, Purchase Order Invoices
-- looks_at: order_invoice.invoice_number
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs
-- action: The invoice of direct cost {key} stands on the commitment. If \
-- it is on no owner invoice, delete the direct cost; if it is, leave it \
-- and give a credit on the next billing
-- message: Invoice {invoice_number} is billed on its commitment and \
-- stands as a direct cost too
--
-- An order invoice belongs either on its commitment or among the direct
-- costs. This one is in both places and costs the project twice.
select
    cost_line.project_code,
    cost_line.record_id as record,
    'amount' as field,
    cost_line.amount as procore_value,
    cost_line.amount as difference,
    cost_line.invoice_number,
    cost_line.source as procore_source
from cost.procore_state as cost_line
where cost_line.state = 'duplicated' and cost_line.reason = 'also on the commitment'
order by cost_line.project_code, cost_line.record_id
