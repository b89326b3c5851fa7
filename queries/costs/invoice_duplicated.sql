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
--
-- One supplier, one invoice number and one amount in two documents of
-- maestro*: the invoice was entered twice and may be paid twice. Lines of
-- one document count together; letter case, blanks, hyphens and leading
-- zeros of the number do not count.
with
    invoice as (
        select
            party_key,
            invoice_key,
            transaction_number,
            min(party_code) as party_code,
            min(invoice_number) as invoice_number,
            sum(amount) as amount
        from maestro.project_cost
        where
            invoice_key is not null
            and party_key is not null
            and procore_type = 'invoice'
        group by party_key, invoice_key, transaction_number
    )

select
    min(party_code) as party_code,
    min(invoice_number) as invoice_number,
    amount,
    'amount' as field,
    cast(sum(amount) as decimal(18, 2)) as maestro_value,
    count(*) as documents,
    min(transaction_number) as first_document,
    max(transaction_number) as last_document,
    concat('invoice|', party_key, '|', invoice_key) as maestro_source
from invoice
group by party_key, invoice_key, amount
having count(*) > 1 and amount <> 0
order by party_code, invoice_number, amount
