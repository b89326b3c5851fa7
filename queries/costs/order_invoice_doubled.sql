-- rule: order_invoice_doubled
-- title: An invoice is twice on its order in Procore
-- severity: error
-- entity: order_invoice
-- exchange: Purchase Order Invoices
-- key: order_number, invoice_number
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- inputs: maestro.purchase_order, maestro.subcontract
-- inputs: procore.purchase_order, procore.subcontract
-- source: Data Mapping, Purchase Order Invoices
-- looks_at: order_invoice.order_number, order_invoice.invoice_number
-- fix: instruction
-- screen: Procore > Project Tools > Commitments > Invoices
-- action: Delete or reject one of the invoices {key}: they are one \
-- invoice of the supplier
-- message: Order {order_number} has invoice {invoice_number} \
-- {documents:count} times (ids {records}), {procore_value:money} in all; \
-- {difference:money} of it is not in maestro*
--
-- One order of Procore has several approved invoices of one number and
-- amount, and maestro* has no transaction for all of them: the order is
-- billed twice. Which of them is the right one cannot be told from the
-- data, so both are named. cost_sent_twice says the same of direct costs.
with
    doubled as (
        select
            project_key,
            commitment_id,
            coalesce(invoice_key, '') as invoice_key,
            sum(amount) as amount
        from cost.procore_state
        where state = 'duplicated' and reason = 'twice on its order'
        group by project_key, commitment_id, coalesce(invoice_key, '')
    )

select
    min(cost_line.project_code) as project_code,
    coalesce(min(cost_line.commitment_number), cost_line.commitment_id) as order_number,
    coalesce(min(cost_line.invoice_number), 'without number') as invoice_number,
    'amount' as field,
    cast(sum(cost_line.amount) as decimal(18, 2)) as procore_value,
    cast(min(doubled.amount) as decimal(18, 2)) as difference,
    count(distinct cost_line.document_id) as documents,
    concat(min(cost_line.document_id), ' to ', max(cost_line.document_id)) as records,
    concat(
        'order_invoice|',
        cost_line.project_key,
        '|',
        cost_line.commitment_id,
        '|',
        doubled.invoice_key
    ) as procore_source
from procore.cost_line as cost_line
join
    doubled
    on doubled.project_key = cost_line.project_key
    and doubled.commitment_id is not distinct from cost_line.commitment_id
    and doubled.invoice_key = coalesce(cost_line.invoice_key, '')
where cost_line.kind = 'invoice' and cost_line.is_approved and not cost_line.is_deleted
group by cost_line.project_key, cost_line.commitment_id, doubled.invoice_key
order by project_code, order_number, invoice_number
