-- rule: header_differs_from_lines
-- title: A total is not the sum of its lines
-- severity: error
-- entity: many
-- exchange: Contracts
-- key: system, code
-- inputs: purchase_order(procore.purchase_order, procore.commitment_line)
-- inputs: subcontract(procore.subcontract, procore.commitment_line)
-- inputs: change_order(procore.change_order, procore.change_order_line)
-- inputs: prime_contract(procore.prime_contract)
-- inputs: prime_contract(procore.prime_contract_line)
-- inputs: prime_change_order(procore.prime_change_order, \
-- procore.change_order_line)
-- inputs: project_cost(procore.direct_cost)
-- inputs: prime_contract(maestro.prime_contract_line)
-- source: Header against lines
-- looks_at: prime_contract.amount
-- fix: instruction
-- screen: Procore > the document's own screen
-- action: Check the signed document {key} and correct its total or its \
-- lines while nothing of it is transferred or invoiced; afterwards \
-- amend it with a change order (avis de changement)
-- message: It states {stated:money}, its {lines:count} {lines:line \
-- adds|lines add} up to {amount:money}
--
-- The total that a document states and the sum of its lines are not the
-- same: a line was added, removed or not read. Which of the two the bridge
-- would send is not known; correct it before anything is compared.
select
    entity,
    project_code,
    system,
    code,
    'amount' as field,
    case when system = 'maestro' then stated end as maestro_value,
    case when system = 'procore' then stated end as procore_value,
    stated,
    lines,
    amount,
    case when system = 'maestro' then source end as maestro_source,
    case when system = 'procore' then source end as procore_source
from link.header_total
where stated <> amount
order by entity, project_code, system, code
