-- rule: invoice_under_twin_suppliers
-- title: The same invoice stands under two suppliers
-- severity: error
-- entity: project_cost
-- exchange: Duplicate invoices
-- key: transaction, other_transaction
-- inputs: maestro.project_cost, maestro.supplier
-- source: Duplicate suppliers
-- looks_at: project_cost.party_code, supplier.name
-- fix: instruction
-- screen: maestro* > Project Purchase
-- action: Compare both invoices with the supplier's statement; if they \
-- are one, reverse one in an open period, claim a credit where it was \
-- paid twice, and keep one of the two suppliers for new documents
-- message: Suppliers {supplier_code} and {other_supplier_code} have the \
-- same {agree_in} and this invoice
--
-- Two suppliers of the same name, licence or phone carry the same invoice
-- number and amount: one company under two codes, and an invoice that may
-- be paid twice.
with
    invoice as (
        select
            party_key,
            invoice_key,
            transaction_number,
            min(transaction) as transaction,
            min(project_code) as project_code,
            min(source) as source,
            sum(amount) as amount
        from maestro.project_cost
        where procore_type = 'invoice'
        group by party_key, invoice_key, transaction_number
    )

select
    invoice.project_code,
    invoice.transaction,
    other.transaction as other_transaction,
    'amount' as field,
    invoice.amount as maestro_value,
    twin.code as supplier_code,
    twin.other_code as other_supplier_code,
    twin.agree_in,
    invoice.source as maestro_source
from link.twin_supplier as twin
join invoice on invoice.party_key = twin.code_key
join
    invoice as other
    on other.party_key = twin.other_code_key
    and other.invoice_key = invoice.invoice_key
    and other.amount = invoice.amount
qualify
    row_number() over (
        partition by invoice.project_code, invoice.transaction, other.transaction
        order by twin.code, twin.other_code
    )
    = 1
order by invoice.project_code, invoice.transaction
