-- rule: change_order_key_differs
-- title: Change order under another number or contract
-- severity: warning
-- entity: many
-- exchange: Contracts
-- key: code
-- inputs: change_order(maestro.change_order, procore.change_order)
-- inputs: change_order(maestro.change_order_line)
-- inputs: change_order(procore.change_order_line)
-- inputs: change_order(maestro.purchase_order, maestro.subcontract)
-- inputs: change_order(procore.purchase_order, procore.subcontract)
-- inputs: prime_change_order(maestro.prime_change_order)
-- inputs: prime_change_order(procore.prime_change_order)
-- inputs: prime_change_order(procore.change_order_line)
-- inputs: prime_change_order(maestro.prime_contract)
-- inputs: prime_change_order(procore.prime_contract)
-- source: Data Mapping, Change Orders
-- looks_at: change_order.number, change_order.contract_number
-- looks_at: prime_change_order.number
-- who_wins: Procore
-- fix: instruction
-- screen: maestro* > Projects > Change Orders > Change Order Management
-- action: Look at the signed change order: where {maestro_value} is \
-- wrong, correct it in maestro* to {procore_value}, else in Procore
-- message.number: Change order {code} of {amount:money} has the number \
-- {maestro_value} in maestro* and {procore_value} in Procore
-- message.contract_number: Change order {code} of {amount:money} is on \
-- contract {maestro_value} in maestro* and on {procore_value} in Procore
--
-- The number of a change order and its contract are what the two systems
-- have in common. On one contract, a change order of this amount has
-- another number on each side; or one of this number and amount is on two
-- different contracts, so that the amount is committed to the wrong one. It
-- is paired only where no third change order could be meant, and is then
-- not reported as missing on either side.
select
    changed.entity,
    procore.project_code,
    maestro.code,
    changed.field,
    case
        changed.field
        when 'number'
        then maestro.number
        else coalesce(maestro_contract.code, maestro.contract_key, 'no contract')
    end as maestro_value,
    case
        changed.field
        when 'number'
        then coalesce(procore.number, 'no number')
        else coalesce(procore_contract.number, 'no contract')
    end as procore_value,
    changed.amount,
    case
        changed.field when 'number' then 'number' else 'contract_number'
    end as message_case,
    maestro.source as maestro_source,
    procore.source as procore_source
from link.changed_change_order as changed
join
    maestro.contract as maestro
    on maestro.source = changed.source
    and maestro.entity = changed.entity
join
    procore.contract as procore
    on procore.entity = changed.entity
    and procore.procore_id = changed.procore_id
left join
    (
        select number_key, min(code) as code
        from maestro.contract
        where entity in ('purchase_order', 'subcontract')
        group by number_key
    ) as maestro_contract
    on maestro_contract.number_key = maestro.contract_key
left join
    (
        select procore_id, procore_project_id, min(number) as number
        from procore.contract
        where entity in ('purchase_order', 'subcontract')
        group by procore_id, procore_project_id
    ) as procore_contract
    on procore_contract.procore_id = procore.contract_id
    and procore_contract.procore_project_id = procore.procore_project_id
left join
    procore.contract_state as state
    on state.entity = changed.entity
    and state.procore_id = changed.procore_id
where state.state is distinct from 'on a purchase order'
order by changed.entity, procore.project_code, maestro.code
