-- rule: line_split_or_merged
-- title: One line is several lines on the other side
-- severity: notice
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
-- source: Data Mapping, breakdown lines
-- looks_at: commitment_line.amount
-- who_wins: Procore
-- fix: instruction
-- screen: maestro* > the document's own screen
-- action: Look whether the lines of {key} are billed one by one; where \
-- they are, enter them in maestro* as they are in Procore
-- message.split: Line {line_number} of maestro*, {amount:money}, is \
-- {parts} lines in Procore ({part_numbers}) with the same total
-- message.merged: Line {line_number} of Procore, {amount:money}, is \
-- {parts} lines in maestro* ({part_numbers}) with the same total
--
-- The document was sent line by line, and one of its lines was divided
-- afterwards, or several were merged. The amount of the code is the same;
-- invoices and billings that name the line no longer fit it.
select
    entity,
    project_code,
    code,
    activity_code,
    group_code,
    line_id,
    'lines' as field,
    case when single_system = 'maestro' then 1 else parts end as maestro_value,
    case when single_system = 'maestro' then parts else 1 end as procore_value,
    line_number,
    amount,
    parts,
    part_numbers,
    case when single_system = 'maestro' then 'split' else 'merged' end as message_case,
    split_source as maestro_source,
    split_source as procore_source
from link.line_split
order by entity, project_code, code, activity_code, group_code, line_id
