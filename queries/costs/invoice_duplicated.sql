-- rule: invoice_duplicated
-- title: The same invoice was entered twice
-- severity: error
-- entity: project_cost
-- exchange: Duplicate invoices
-- key: party_code, invoice_number, amount
-- inputs: maestro.project_cost
-- source: List of costs that arrive twice
-- looks_at: project_cost.invoice_number
-- fix: instruction
-- screen: maestro* > Project Purchase
-- action: Compare the invoices {key} with the supplier's statement. If \
-- they are one, reverse all but one in an open period; where it was \
-- paid twice, claim a credit from the supplier, and where it was billed \
-- to the owner, give one on the next billing
-- message: {documents:count} documents of {amount:money} each: \
-- {first_document} to {last_document}
-- message.reversed: {documents:count} documents of {amount:money} each, \
-- {first_document} to {last_document}, of which {reversed:count} \
-- {reversed:was|were} reversed
--
-- One supplier, one invoice number and one amount in two documents of
-- maestro*: the invoice was entered twice and may be paid twice. Lines of
-- one document count together; letter case, blanks, hyphens and leading
-- zeros of the number do not count. A document that was reversed, with the
-- same number and amount, does not count either: entered, reversed and
-- entered again leaves one invoice.
select
    party_code,
    invoice_number,
    case when entered > reversed then amount else - amount end as amount,
    'amount' as field,
    cast(amount * (entered - reversed) as decimal(18, 2)) as maestro_value,
    greatest(entered, reversed) as documents,
    least(entered, reversed) as reversed,
    case when least(entered, reversed) > 0 then 'reversed' end as message_case,
    case
        when entered > reversed then first_entered else first_reversed
    end as first_document,
    case
        when entered > reversed then last_entered else last_reversed
    end as last_document,
    concat('invoice|', party_key, '|', invoice_key) as maestro_source
from cost.invoice_entry
where abs(entered - reversed) > 1
order by party_code, invoice_number, amount
