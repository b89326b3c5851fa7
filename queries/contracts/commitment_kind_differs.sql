-- rule: commitment_kind_differs
-- title: Order on one side, subcontract on the other
-- severity: error
-- entity: many
-- exchange: Contracts
-- key: code
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- source: Data Mapping, counters of orders and subcontracts
-- looks_at: purchase_order.external_number, subcontract.external_number
-- fix: instruction
-- screen: maestro* > Purchase Order or Subcontract Management
-- action: Check the signed document. Where nothing of it is transferred \
-- or invoiced, enter it again as the {procore_value} it is in Procore \
-- and cancel the {maestro_value}; otherwise keep it, and follow it by \
-- hand until it is closed
-- message: {code} is a {maestro_kind} in maestro* and a {procore_kind} in \
-- Procore
--
-- Orders and subcontracts share one counter in maestro*, and are two lists
-- in Procore. This number is an order on one side and a subcontract on the
-- other, so that neither finds its partner.
select
    document.entity,
    document.project_code,
    document.external_number as code,
    'entity' as field,
    document.entity as maestro_value,
    commitment.entity as procore_value,
    replace(document.entity, '_', ' ') as maestro_kind,
    replace(commitment.entity, '_', ' ') as procore_kind,
    document.source as maestro_source,
    commitment.source as procore_source
from
    (
        select entity, project_key, external_key, external_number, project_code, source
        from maestro.contract
        qualify
            row_number() over (
                partition by entity, project_key, external_key order by source
            )
            = 1
    ) as document
join
    (
        select entity, project_key, number_key, min(source) as source
        from procore.contract
        group by entity, project_key, number_key
    ) as commitment
    on commitment.project_key = document.project_key
    and commitment.number_key = document.external_key
anti join
    procore.contract as same_kind
    on same_kind.project_key = document.project_key
    and same_kind.number_key = document.external_key
    and same_kind.entity = document.entity
where commitment.entity in ('purchase_order', 'subcontract')
order by document.project_code, document.external_number
