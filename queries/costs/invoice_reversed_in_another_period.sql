-- rule: invoice_reversed_in_another_period
-- title: An invoice was reversed and entered again in another period
-- severity: notice
-- entity: project_cost
-- exchange: Duplicate invoices
-- key: party_code, invoice_number, amount
-- inputs: maestro.project_cost
-- source: List of costs that arrive twice
-- looks_at: project_cost.invoice_number, project_cost.accounting_on
-- fix: instruction
-- screen: maestro* > Project Purchase
-- action: Check in which period the invoice {key} belongs; it is one \
-- invoice, so cancel nothing, but the periods between carry too much or \
-- too little
-- message: Entered {entered:count} {entered:time|times} and reversed \
-- {reversed:count} {reversed:time|times} between {first_period} and \
-- {last_period}; {maestro_value:money} is left
--
-- One invoice was entered, reversed and entered again: that leaves one
-- invoice, or none, and nothing is paid twice. Its documents are of more
-- than one accounting period, so that each of these is off by the amount.
-- Within one period it is not reported; invoice_duplicated says where more
-- than one invoice is left.
select
    party_code,
    invoice_number,
    case when entered >= reversed then amount else - amount end as amount,
    'amount' as field,
    cast(amount * (entered - reversed) as decimal(18, 2)) as maestro_value,
    entered,
    reversed,
    first_period,
    last_period,
    concat('invoice|', party_key, '|', invoice_key) as maestro_source
from cost.invoice_entry
where
    least(entered, reversed) > 0
    and greatest(entered, reversed) > 1
    and abs(entered - reversed) < 2
    and first_period <> last_period
order by party_code, invoice_number, amount
