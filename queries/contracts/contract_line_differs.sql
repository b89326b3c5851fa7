-- rule: contract_line_differs
-- title: A document differs on a code
-- severity: error
-- entity: many
-- exchange: Contracts
-- key: code, activity_code, group_code
-- inputs: purchase_order(maestro.commitment_line, maestro.purchase_order)
-- inputs: purchase_order(procore.commitment_line, procore.purchase_order)
-- inputs: subcontract(maestro.commitment_line, maestro.subcontract)
-- inputs: subcontract(procore.commitment_line, procore.subcontract)
-- inputs: change_order(maestro.change_order_line, maestro.change_order)
-- inputs: change_order(procore.change_order_line, procore.change_order)
-- inputs: prime_contract(maestro.prime_contract_line)
-- inputs: prime_contract(procore.prime_contract_line)
-- inputs: prime_change_order(maestro.prime_change_order)
-- inputs: prime_change_order(procore.change_order_line)
-- source: Data Mapping, breakdown lines
-- looks_at: commitment_line.number, commitment_line.activity_code
-- looks_at: commitment_line.group_code, commitment_line.amount
-- looks_at: change_order_line.contract_number, change_order_line.number
-- looks_at: change_order_line.activity_code
-- looks_at: change_order_line.group_code, change_order_line.amount
-- looks_at: prime_contract_line.project_code
-- looks_at: prime_contract_line.activity_code
-- looks_at: prime_contract_line.amount, prime_change_order.activity_code
-- looks_at: prime_change_order.quantity, prime_change_order.unit_price
-- who_wins: Procore
-- fix: instruction
-- screen: maestro* > the document's own screen
-- action: Compare with the signed document, which decides between \
-- {maestro_value} in maestro* and {procore_value} in Procore. Correct \
-- the wrong side only while nothing of the line is transferred or \
-- invoiced; afterwards amend the document with a change order (avis de \
-- changement) and leave the line
-- message: maestro* has {maestro_value:money} on this code, Procore \
-- {procore_value:money}
-- message.added: maestro* has {maestro_value:money} on this code, Procore \
-- {procore_value:money}: {lines:count} {lines:line is|lines are} only in \
-- Procore, {lone_amount:money} in all
-- message.removed: maestro* has {maestro_value:money} on this code, \
-- Procore {procore_value:money}: {lines:count} {lines:line is|lines are} \
-- only in maestro*, {lone_amount:money} in all
-- message.one_line: maestro* has {maestro_value:money} on this code, \
-- Procore {procore_value:money}: line {line_number} has \
-- {maestro_line:money} in maestro*, {procore_line:money} in Procore
-- message.priced: maestro* has {maestro_value:money} on this code, \
-- Procore {procore_value:money}: line {line_number} has the quantity \
-- {maestro_quantity:quantity} at the unit price \
-- {maestro_unit_price:quantity} in maestro*, {procore_quantity:quantity} \
-- at {procore_unit_price:quantity} in Procore
--
-- An order, a subcontract, a billing contract or a change order is sent
-- once; edits on either side stay there. The amounts of this linked
-- document differ on one activity and group. Where lines of one side alone
-- make the difference, or the quantity or the price of one line, the
-- message says so. A difference that is a tax has its own rule; lines that
-- differ while the amounts agree have line_field_differs,
-- line_split_or_merged and line_on_one_side.
select
    amounts.entity,
    amounts.project_code,
    amounts.code,
    amounts.activity_code,
    amounts.group_code,
    'amount' as field,
    amounts.maestro_amount as maestro_value,
    amounts.procore_amount as procore_value,
    amounts.procore_amount - amounts.maestro_amount as difference,
    case
        change.what
        when 'added'
        then 'added'
        when 'removed'
        then 'removed'
        when 'priced'
        then 'priced'
        when 'one_line'
        then 'one_line'
    end as message_case,
    change.lines,
    change.maestro_line,
    change.procore_line,
    change.lone_amount,
    change.line_number,
    change.maestro_quantity,
    change.maestro_unit_price,
    change.procore_quantity,
    change.procore_unit_price,
    amounts.code_source as maestro_source,
    amounts.code_source as procore_source
from link.contract_code as amounts
left join
    link.code_change as change
    on change.entity = amounts.entity
    and change.code_source = amounts.code_source
anti join
    link.taxed as taxed
    on taxed.entity = amounts.entity
    and taxed.record = amounts.code_source
where amounts.maestro_amount <> amounts.procore_amount
order by amounts.entity, amounts.project_code, amounts.code, amounts.activity_code
