-- rule: holdback_differs
-- title: Holdback differs
-- severity: error
-- entity: many
-- exchange: Contracts
-- key: code
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: prime_contract(maestro.prime_contract, procore.prime_contract)
-- source: Data Mapping, Holdback %
-- looks_at: purchase_order.holdback_percent, subcontract.holdback_percent
-- looks_at: prime_contract.holdback_percent
-- who_wins: Procore
-- fix: instruction
-- screen: maestro* > the document's own screen
-- action: Check the signed contract: it says which percent is held \
-- back, {maestro_value} (maestro*) or {procore_value} (Procore). \
-- Correct the other side before the next invoice, and leave the \
-- invoices that are posted: what they held back too much or too little \
-- is adjusted on the next one
-- message: maestro* holds back {in_maestro} of each invoice, Procore \
-- {in_procore}
--
-- The default retainage of Procore became the holdback of maestro* when the
-- document was sent. Now they differ, and the two systems hold back
-- different amounts on every invoice. Nothing and zero are alike.
select
    pair.entity,
    maestro.project_code,
    maestro.code,
    'holdback_percent' as field,
    maestro.holdback_percent as maestro_value,
    procore.holdback_percent as procore_value,
    coalesce(procore.holdback_percent, 0)
    - coalesce(maestro.holdback_percent, 0) as difference,
    case
        when maestro.holdback_percent is null
        then 'nothing'
        else concat(cast(maestro.holdback_percent as decimal(18, 2)), ' %')
    end as in_maestro,
    case
        when procore.holdback_percent is null
        then 'nothing'
        else concat(cast(procore.holdback_percent as decimal(18, 2)), ' %')
    end as in_procore,
    maestro.source as maestro_source,
    procore.source as procore_source
from link.contract as pair
join maestro.contract as maestro on maestro.source = pair.maestro_source
join
    procore.contract as procore
    on procore.entity = pair.entity
    and procore.procore_id = pair.procore_id
where
    pair.entity in ('purchase_order', 'subcontract', 'prime_contract')
    and coalesce(maestro.holdback_percent, 0) <> coalesce(procore.holdback_percent, 0)
order by pair.entity, maestro.project_code, maestro.code
