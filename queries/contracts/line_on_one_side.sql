-- rule: line_on_one_side
-- title: A line stands in one system alone
-- severity: warning
-- entity: many
-- exchange: Contracts
-- key: system, code, activity_code, group_code, line
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
-- action: Compare {code} with the signed document: the line of {value} is \
-- entered where it is missing, or removed where it is wrong
-- message.maestro: Line {line_number} of {amount:money} is only in \
-- maestro*, though the totals of the code agree
-- message.procore: Line {line_number} of {amount:money} is only in \
-- Procore, though the totals of the code agree
--
-- A line was added or removed on one side, and another line offsets it:
-- both systems have the same sum on this activity and group, and not the
-- same lines. Where the sums differ, contract_line_differs says so, and a
-- line that was only divided is line_split_or_merged.
select
    entity,
    project_code,
    system,
    code,
    activity_code,
    group_code,
    line,
    'amount' as field,
    case when system = 'maestro' then amount end as maestro_value,
    case when system = 'procore' then amount end as procore_value,
    line_number,
    amount,
    case when system = 'maestro' then 'maestro' else 'procore' end as message_case,
    case when system = 'maestro' then source end as maestro_source,
    case when system = 'procore' then source end as procore_source
from link.lone_line
where is_code_equal
order by entity, project_code, system, code, activity_code, group_code, line
