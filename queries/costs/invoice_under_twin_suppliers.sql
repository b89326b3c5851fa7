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
-- message.near_name: Suppliers {supplier_code} and {other_supplier_code} \
-- have nearly the same name and this invoice
-- message.near_amount: Suppliers {supplier_code} and \
-- {other_supplier_code} look like one company; they have one invoice \
-- number, for {amount:money} and {other_amount:money}
--
-- Two suppliers of the same name, licence or phone carry the same invoice
-- number and amount: one company under two codes, and an invoice that may
-- be paid twice. Names that are only nearly the same, or amounts that
-- differ by a few cents or by two digits that changed places, are a
-- warning.
select
    case
        when is_near_name or amount <> other_amount then 'warning' else 'error'
    end as severity,
    project_code,
    transaction,
    other_transaction,
    'amount' as field,
    amount as maestro_value,
    case
        when amount <> other_amount
        then 'near_amount'
        when is_near_name
        then 'near_name'
    end as message_case,
    amount,
    other_amount,
    supplier_code,
    other_supplier_code,
    agree_in,
    source as maestro_source
from cost.shared_invoice
order by project_code, transaction, other_transaction
