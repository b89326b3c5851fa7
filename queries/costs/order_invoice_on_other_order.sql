-- rule: order_invoice_on_other_order
-- title: Order invoice on another order
-- severity: error
-- entity: order_invoice
-- exchange: Purchase Order Invoices
-- key: record, order_number
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- inputs: maestro.purchase_order, maestro.subcontract
-- inputs: procore.purchase_order, procore.subcontract
-- source: Data Mapping, Purchase Order Invoices
-- looks_at: order_invoice.order_number, project_cost.order_number
-- who_wins: maestro*
-- fix: instruction
-- screen: Procore > Project Tools > Commitments > Invoices
-- action: Look at the supplier's invoice for its order: maestro* has it \
-- on {maestro_value}, Procore on {procore_value}. Where Procore is wrong \
-- and the invoice is neither paid nor billed to the owner, void it there \
-- and enter it on the right commitment; else correct the order in \
-- maestro*
-- message.other_order: Invoice {invoice} is on {maestro_value} in \
-- maestro* (order {order_number}) and on {procore_value} in Procore
-- message.no_commitment: Invoice {invoice} is on {maestro_value} in \
-- maestro* (order {order_number}); in Procore it is on a commitment that \
-- the project does not list
-- message.order_unknown: {invoices:count} {invoices:invoice|invoices} \
-- (first: {invoice}) on {procore_value} in Procore; maestro* has order \
-- {order_number} there, which its lists of orders and subcontracts do not \
-- hold
--
-- The invoice is in both systems, and each counts it against another order:
-- one is billed too much, the other too little, and the holdback of both is
-- wrong. An order number of maestro* that its exported orders do not hold
-- is a warning, one for all its invoices: the order was deleted, or left
-- out of the export. An order whose External No. leads nowhere, or stands
-- twice, has its own rule, and its invoices are then not reported here.
with
    on_other_order as (
        select
            project_code,
            case when problem = 'order_unknown' then '' else document_id end as record,
            order_key,
            invoice_number,
            maestro_commitment,
            procore_commitment,
            problem,
            maestro_source,
            procore_source,
            row_number() over (
                partition by
                    project_code,
                    order_key,
                    case when problem = 'order_unknown' then '' else document_id end
                order by invoice_number, document_id
            ) as place,
            count(*) over (
                partition by
                    project_code,
                    order_key,
                    case when problem = 'order_unknown' then '' else document_id end
            ) as invoices
        from cost.invoice_order
    )

select
    case when problem = 'order_unknown' then 'warning' else 'error' end as severity,
    project_code,
    record,
    order_key as order_number,
    'order_number' as field,
    coalesce(maestro_commitment, order_key) as maestro_value,
    coalesce(procore_commitment, 'no commitment') as procore_value,
    coalesce(invoice_number, 'without number') as invoice,
    invoices,
    case
        problem
        when 'order_unknown'
        then 'order_unknown'
        when 'no_commitment'
        then 'no_commitment'
        else 'other_order'
    end as message_case,
    maestro_source,
    procore_source
from on_other_order
where place = 1
order by project_code, record, order_key
