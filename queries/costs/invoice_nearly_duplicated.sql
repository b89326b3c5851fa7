-- rule: invoice_nearly_duplicated
-- title: Two invoices look like one
-- severity: warning
-- entity: project_cost
-- exchange: Duplicate invoices
-- key: transaction, other_transaction
-- inputs: maestro.project_cost
-- source: List of costs that arrive twice
-- looks_at: project_cost.invoice_number, project_cost.transaction_on
-- looks_at: project_cost.amount
-- fix: instruction
-- screen: maestro* > Project Purchase
-- action: Compare both invoices ({maestro_value}; {key}) with the \
-- supplier's statement; if they are one, reverse one of them in an open \
-- period, and claim a credit where it was paid twice
-- message: {amount:money} to supplier {party_code} twice, {days:count} \
-- {days:day|days} apart
-- message.amount: Invoice {invoice_number} of supplier {party_code} is in \
-- two documents, of {amount:money} and {other_amount:money}
--
-- One supplier and one amount within a few days, and invoice numbers that
-- differ by letters and not by digits, or by two characters that changed
-- places: as a rule one invoice with a typing error. Or one supplier and
-- one number, and amounts that differ by a few cents, or by two digits that
-- changed places. Days and cents are settings. Numbers in a series, an
-- amount that comes back regularly, and an invoice that a credit note took
-- back are not reported.
select
    project_code,
    transaction,
    other_transaction,
    differs_in as field,
    case
        differs_in
        when 'amount'
        then cast(amount as varchar)
        else concat(invoice_number, ' and ', other_invoice_number)
    end as maestro_value,
    case when differs_in = 'amount' then 'amount' end as message_case,
    invoice_number,
    amount,
    other_amount,
    party_code,
    days,
    source as maestro_source
from cost.near_invoice
order by project_code, transaction, other_transaction
