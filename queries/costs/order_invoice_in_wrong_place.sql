-- rule: order_invoice_in_wrong_place
-- title: Order invoice in the wrong place
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
-- looks_at: order_invoice.invoice_number, project_cost.order_number
-- who_wins: maestro*
-- fix: instruction
-- screen: Procore > Project Tools > Commitments > Invoices
-- action: The invoice belongs {maestro_value} and stands \
-- {procore_value}. Where that is on no owner invoice, enter it in its \
-- place and delete it where it stands; where it is on one, leave it and \
-- correct it by a credit on the next billing
-- message: Expected {maestro_value}, found {procore_value}: {amount:money}
--
-- An invoice of an order that came from Procore belongs on the commitment;
-- any other is a direct cost. This one stands in the other place, where it
-- is missing from what it should be paid against.
select
    maestro.project_code,
    maestro.transaction,
    'place' as field,
    drift.maestro_value,
    drift.procore_value,
    procore.amount,
    maestro.source as maestro_source,
    procore.source as procore_source
from cost.drift as drift
join cost.maestro_state as maestro on maestro.line_id = drift.maestro_line
join cost.procore_state as procore on procore.line_id = drift.procore_line
where drift.field = 'place'
order by maestro.project_code, maestro.transaction
