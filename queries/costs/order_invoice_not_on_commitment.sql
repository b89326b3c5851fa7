-- rule: order_invoice_not_on_commitment
-- title: Order invoice missing on its commitment
-- severity: error
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- inputs: maestro.purchase_order, maestro.subcontract
-- inputs: procore.purchase_order, procore.subcontract
-- source: Data Mapping, Purchase Order Invoices
-- looks_at: order_invoice.invoice_number, order_invoice.amount
-- who_wins: maestro*
-- fix: instruction
-- screen: Procore > Project Tools > Commitments > Invoices
-- action: Enter the invoice {key} on the commitment, {maestro_value}, \
-- once the work it bills is approved there; do not send it again with \
-- an earlier start date
-- message: Invoice {invoice} of order {order_key}, whose External No. is \
-- filled, is on no commitment and no direct cost
-- message.order_not_exported: Invoice {invoice} of order {order_key}, \
-- which the orders exported do not hold, is in neither place in Procore
--
-- The order came from Procore, as its External No. says, so its invoices go
-- to the commitment there. Neither the commitment nor the direct costs hold
-- this one. An invoice of an order that the exports do not hold is reported
-- too: where it belongs cannot be told.
select
    project_code,
    transaction,
    'amount' as field,
    amount as maestro_value,
    - amount as difference,
    coalesce(invoice_number, 'without number') as invoice,
    order_key,
    case
        when reason = 'order not exported' then 'order_not_exported'
    end as message_case,
    source as maestro_source
from cost.maestro_state
where
    state = 'missing in Procore'
    and reason in ('not on the commitment', 'order not exported')
order by project_code, transaction
