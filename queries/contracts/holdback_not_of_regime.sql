-- rule: holdback_not_of_regime
-- title: Holdback is not what the law of the province sets
-- severity: warning
-- entity: many
-- exchange: Contracts
-- key: code
-- inputs: purchase_order(maestro.project, maestro.purchase_order)
-- inputs: purchase_order(procore.purchase_order)
-- inputs: subcontract(maestro.project, maestro.subcontract)
-- inputs: subcontract(procore.subcontract)
-- inputs: prime_contract(maestro.project, maestro.prime_contract)
-- inputs: prime_contract(procore.prime_contract)
-- source: Holdback regimes
-- looks_at: purchase_order.holdback_percent, subcontract.holdback_percent
-- looks_at: prime_contract.holdback_percent
-- fix: instruction
-- screen: maestro* > the document's own screen
-- action: Check the signed contract, and with it which law the work is \
-- under: where the rate holds, correct it on both sides before the next \
-- invoice; where the project is under another law, say so in the setting \
-- holdback_projects
-- message: {held} % is held back on both sides; the setting \
-- holdback_regimes says {rate:quantity} % for {province}
-- message.yearly: {held} % is held back on both sides; the setting \
-- holdback_regimes says {rate:quantity} % for {province}, released yearly \
-- since {release_from_on:date}
--
-- In Quebec holdback is what the contract says. Ontario's law sets ten
-- percent, released every year since 2026; the setting holdback_regimes
-- says so by province, holdback_projects puts a project under another one.
-- Both systems agree on this document, on a rate that is not the law's.
-- Where they differ, holdback_differs speaks alone.
select
    pair.entity,
    maestro.project_code,
    maestro.code,
    'holdback_percent' as field,
    coalesce(maestro.holdback_percent, 0) as maestro_value,
    coalesce(procore.holdback_percent, 0) as procore_value,
    cast(coalesce(maestro.holdback_percent, 0) as decimal(18, 2)) as held,
    regime.rate,
    regime.province,
    regime.release_from_on,
    case
        when regime.release = 'yearly' and regime.release_from_on is not null
        then 'yearly'
    end as message_case,
    maestro.source as maestro_source,
    procore.source as procore_source
from link.contract as pair
join maestro.contract as maestro on maestro.source = pair.maestro_source
join
    procore.contract as procore
    on procore.entity = pair.entity
    and procore.procore_id = pair.procore_id
join maestro.holdback_regime as regime on regime.project_key = maestro.project_key
where
    pair.entity in ('purchase_order', 'subcontract', 'prime_contract')
    and coalesce(maestro.holdback_percent, 0) = coalesce(procore.holdback_percent, 0)
    and coalesce(maestro.holdback_percent, 0) <> regime.rate
order by pair.entity, maestro.project_code, maestro.code
