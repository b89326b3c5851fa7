-- rule: tax_left_in
-- title: Amounts differ by a tax
-- severity: error
-- entity: many
-- exchange: Taxes
-- key: code, part
-- inputs: project_cost(maestro.project_cost, procore.direct_cost)
-- inputs: purchase_order(procore.commitment_line)
-- inputs: subcontract(procore.commitment_line)
-- inputs: change_order(procore.change_order_line)
-- inputs: prime_contract(maestro.prime_contract_line)
-- inputs: prime_change_order(procore.change_order_line)
-- source: Data Mapping, amounts without taxes
-- looks_at: project_cost.amount, commitment_line.amount
-- looks_at: change_order_line.amount, prime_contract_line.amount
-- looks_at: prime_change_order.unit_price
-- fix: instruction
-- screen: Procore > the document's own screen
-- message: {with_tax} has the amount with {tax}
-- message.some_lines: Likely, not certain: {with_tax} has {tax} on \
-- {taxed_lines} of {of_lines} lines; such a difference fits by chance \
-- once in {odds}
-- message.less_holdback: Likely, not certain: {with_tax} has the amount \
-- less the holdback of {holdback}; such a difference fits by chance once \
-- in {odds}
-- message.taxed_after_holdback: Likely, not certain: {with_tax} has the \
-- amount less the holdback of {holdback}, with {tax} on the rest; such a \
-- difference fits by chance once in {odds}
-- message.taxed_before_holdback: Likely, not certain: {with_tax} has the \
-- amount with {tax}, less the holdback of {holdback} before taxes; such a \
-- difference fits by chance once in {odds}
-- action: Check on the invoice or signed document which amount is before \
-- taxes and holdback, {maestro_value} or {procore_value}. Correct the \
-- other while it is not transferred or invoiced; afterwards by a reversal \
-- or a change order, and on an owner invoice by a credit on the next \
-- billing
--
-- Amounts are exchanged without taxes. One side is the other and a tax,
-- each tax rounded apart: on the total, or line by line, which may leave a
-- cent a tax a line and five cents a document. Rates have a province and
-- the days from and to which they are valid; what is charged in the
-- project's province on the day of the document is named before what only
-- fits, and a company adds its own rates in `tax_rates`. A tax on some of
-- the lines, and amounts less the contract's holdback, are likely at most:
-- they must fit to the cent, and by chance once in 100 at the most. A tax
-- that the company does not recover is cost, and has its own rule.
select
    entity,
    project_code,
    code,
    part,
    'amount' as field,
    maestro_amount as maestro_value,
    procore_amount as procore_value,
    procore_amount - maestro_amount as difference,
    with_tax,
    tax,
    taxed_lines,
    of_lines,
    holdback,
    odds,
    case
        when
            message_case in (
                'some_lines',
                'less_holdback',
                'taxed_after_holdback',
                'taxed_before_holdback'
            )
        then message_case
    end as message_case,
    maestro_source,
    procore_source
from link.taxed
where is_recoverable is distinct from false
order by entity, project_code, code, part
