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
-- action: Check on the invoice or signed document which amount is \
-- before taxes, {maestro_value} or {procore_value}. Correct the other \
-- while it is not transferred or invoiced; afterwards by a reversal or \
-- a change order, and on an owner invoice by a credit on the next \
-- billing
-- message: {with_tax} has the amount with a tax of {tax}
--
-- Amounts are exchanged without taxes. One side is the other and a tax,
-- each tax rounded apart: GST, QST, both, or the HST of another province.
-- The rates are a setting.
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
    maestro_source,
    procore_source
from link.taxed
order by entity, project_code, code, part
