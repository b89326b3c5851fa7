-- rule: cost_edited
-- title: A cost was edited after it was sent
-- severity: warning
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, create only
-- looks_at: project_cost.amount, project_cost.activity_code
-- looks_at: project_cost.group_code, project_cost.party_code
-- looks_at: project_cost.invoice_number, project_cost.transaction_on
-- looks_at: project_cost.quantity, project_cost.unit_price
-- looks_at: order_invoice.party_code
-- looks_at: order_invoice.invoice_number, order_invoice.transaction_on
-- looks_at: order_invoice.amount
-- who_wins: maestro*
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs
-- action: Check the invoice or time sheet of {key}: {maestro_value} in \
-- maestro*, {procore_value} in Procore. If maestro* is wrong, correct \
-- it there with a reversal. If Procore is wrong and the cost is on no \
-- owner invoice, correct it there; if it is on one, leave it and give a \
-- credit on the next billing
-- message: Matched by {basis}; this was changed on one side afterwards
--
-- A transaction is sent once. This field of a matched pair is not the same
-- on both sides: somebody changed it afterwards, in maestro* or in Procore.
-- A differing amount is an error. Amounts that differ by a tax have their
-- own rule. The employee of hours is compared where both sides have one; an
-- invoice number also where only an invoice should have one; a unit price
-- as the side with fewer decimals shows it. Lines that make one line of the
-- other system together are compared by their sum, and the first of them is
-- named.
select
    case when drift.field = 'amount' then 'error' else 'warning' end as severity,
    maestro.project_code,
    maestro.transaction,
    drift.field,
    drift.maestro_value,
    drift.procore_value,
    drift.difference,
    maestro.basis,
    maestro.source as maestro_source,
    procore.source as procore_source
from cost.drift as drift
join cost.maestro_state as maestro on maestro.line_id = drift.maestro_line
join cost.procore_state as procore on procore.line_id = drift.procore_line
anti join
    link.taxed as taxed
    on taxed.entity = 'project_cost'
    and taxed.record = cast(drift.maestro_line as varchar)
    and drift.field = 'amount'
where drift.field not in ('status', 'place')
order by maestro.project_code, maestro.transaction, drift.field
