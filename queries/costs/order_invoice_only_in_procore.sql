-- rule: order_invoice_only_in_procore
-- title: Commitment invoice without invoice in maestro*
-- severity: warning
-- entity: order_invoice
-- exchange: Purchase Order Invoices
-- key: record
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- inputs: maestro.purchase_order, maestro.subcontract
-- inputs: procore.purchase_order, procore.subcontract
-- source: Data Mapping, Purchase Order Invoices
-- looks_at: order_invoice.invoice_number, order_invoice.transaction_on
-- looks_at: order_invoice.amount
-- fix: instruction
-- screen: maestro* > Invoicing (orders)
-- action: Ask the site for the invoice of {procore_value}. If it is \
-- real, enter it with its order in maestro*; if it is not and is on no \
-- owner invoice, reject it in Procore; if it is on one, give a credit \
-- on the next billing
-- message: Approved invoice {invoice} of {cost_on:date} has no \
-- transaction of type 7
--
-- An approved invoice of a commitment that the books do not hold: it will
-- not be paid from maestro*, or it was entered there without its order.
select
    cost_line.project_code,
    cost_line.record_id as record,
    'amount' as field,
    cost_line.amount as procore_value,
    cost_line.amount as difference,
    coalesce(cost_line.invoice_number, 'without number') as invoice,
    cost_line.cost_on,
    cost_line.source as procore_source
from cost.procore_state as cost_line
where
    cost_line.state = 'only in Procore'
    and cost_line.reason = 'unexplained'
    and cost_line.kind = 'invoice'
order by cost_line.project_code, cost_line.record_id
