-- rule: invoice_nearly_duplicated
-- title: Two invoices look like one
-- severity: warning
-- entity: project_cost
-- exchange: Duplicate invoices
-- key: transaction, other_transaction
-- inputs: maestro.project_cost
-- source: List of costs that arrive twice
-- looks_at: project_cost.invoice_number, project_cost.transaction_on
-- fix: instruction
-- screen: maestro* > Project Purchase
-- action: Compare both invoices ({maestro_value}) with the supplier's \
-- statement; if they are one, reverse one of them in an open period, \
-- and claim a credit where it was paid twice
-- message: {amount:money} to supplier {party_code} twice, {days:count} \
-- {days:day|days} apart
--
-- One supplier and one amount within a few days, and invoice numbers that
-- differ by letters and not by digits, or by two characters that changed
-- places: as a rule one invoice with a typing error. The days are a
-- setting.
select
    project_code,
    transaction,
    other_transaction,
    'invoice_number' as field,
    concat(invoice_number, ' and ', other_invoice_number) as maestro_value,
    amount,
    party_code,
    days,
    source as maestro_source
from cost.near_invoice
order by project_code, transaction, other_transaction
