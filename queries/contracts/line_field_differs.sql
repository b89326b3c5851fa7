-- rule: line_field_differs
-- title: A line of a document differs
-- severity: warning
-- entity: many
-- exchange: Contracts
-- key: code, activity_code, group_code, line_id
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
-- source: Data Mapping, breakdown lines and Billing Schedule
-- looks_at: commitment_line.description, commitment_line.quantity
-- looks_at: commitment_line.unit, commitment_line.unit_price
-- looks_at: change_order_line.line_number, change_order_line.description
-- looks_at: change_order_line.quantity, change_order_line.unit
-- looks_at: change_order_line.unit_price, prime_contract_line.line_number
-- looks_at: prime_contract_line.description, prime_contract_line.quantity
-- looks_at: prime_contract_line.unit, prime_contract_line.unit_price
-- looks_at: prime_contract_line.amount, prime_change_order.quantity
-- looks_at: prime_change_order.unit, prime_change_order.unit_price
-- who_wins: Procore
-- fix: instruction
-- screen: maestro* > the document's own screen
-- action: Compare the line with the signed document: maestro* has \
-- {maestro_value}, Procore {procore_value}. Type the right value where it \
-- is wrong; the bridge sent the line once only
-- message.amount: Line {line_number}: maestro* has {maestro_value:money}, \
-- Procore {procore_value:money}, though the totals of the code agree
-- message.quantity: Line {line_number}: the quantity is \
-- {maestro_value:quantity} in maestro*, {procore_value:quantity} in \
-- Procore
-- message.unit: Line {line_number}: the unit is {maestro_value} in \
-- maestro*, {procore_value} in Procore
-- message.unit_price: Line {line_number}: the unit price is \
-- {maestro_value:quantity} in maestro*, {procore_value:quantity} in \
-- Procore
-- message.description: Line {line_number}: the description is \
-- {maestro_value} in maestro*, {procore_value} in Procore
-- message.line_number: Line {procore_value} of Procore has the number \
-- {maestro_value} in maestro*
--
-- A line of a document is sent once, and edited on either side afterwards.
-- Lines of the two systems are paired one with one: those of a billing
-- schedule by their position, all others by their code and by what agrees
-- of them. The values of this pair differ. Where the amount of the whole
-- code differs, contract_line_differs reports it with the quantity and
-- price that made it so, and neither the amount nor they are reported here.
-- A lump sum may be once its amount in one system and its amount alone in
-- the other; letter case and the spelling of a unit do not count; figures
-- are compared at the decimals of the side that has fewer, and a
-- description that maestro* cut short is equal.
with
    amount_tolerance as (
        select cast(value as decimal(18, 2)) as allowed
        from mapping.setting
        where name = 'amount_tolerance'
    ),

    quantity_tolerance as (
        select cast(value as decimal(18, 6)) as allowed
        from mapping.setting
        where name = 'quantity_tolerance'
    )

select
    line.entity,
    case
        when line.field in ('description', 'line_number')
        then 'notice'
        when
            line.entity = 'prime_contract'
            and line.accounting_method = 'amount'
            and line.field in ('quantity', 'unit', 'unit_price')
        then 'notice'
        when line.field = 'unit' and line.is_lump_sum
        then 'notice'
        when
            line.field = 'quantity'
            and abs(cast(line.difference as decimal(18, 6)))
            <= quantity_tolerance.allowed
        then 'notice'
        when
            line.field = 'amount'
            and abs(cast(line.difference as decimal(18, 6))) <= amount_tolerance.allowed
        then 'notice'
        when line.field = 'amount' and line.entity = 'prime_contract'
        then 'error'
        else 'warning'
    end as severity,
    line.project_code,
    line.code,
    line.activity_code,
    line.group_code,
    line.line_id,
    line.field,
    line.maestro_value,
    line.procore_value,
    line.difference,
    line.line_number,
    line.field as message_case,
    line.maestro_source,
    line.procore_source
from link.line_difference as line
cross join amount_tolerance
cross join quantity_tolerance
order by
    line.entity,
    line.project_code,
    line.code,
    line.activity_code,
    line.group_code,
    line.line_id,
    line.field
