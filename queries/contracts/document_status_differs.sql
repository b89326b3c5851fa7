-- rule: document_status_differs
-- title: Document has another status in maestro*
-- severity: warning
-- entity: many
-- exchange: Contracts
-- key: code
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: change_order(maestro.change_order, procore.change_order)
-- inputs: change_order(maestro.purchase_order, maestro.subcontract)
-- inputs: prime_contract(maestro.prime_contract, procore.prime_contract)
-- inputs: prime_change_order(maestro.prime_change_order)
-- inputs: prime_change_order(procore.prime_change_order)
-- source: Data Mapping, Status; Change Order Management, statuses
-- looks_at: purchase_order.status, subcontract.status, change_order.status
-- looks_at: prime_contract.status, prime_change_order.status
-- who_wins: Procore
-- fix: instruction
-- screen: maestro* > the document's own screen
-- action: Procore says {procore_value}, maestro* {maestro_value}: look at \
-- the signed document, then set the status of {code} in the system that \
-- is behind
-- message.not_in_force: {code} is {procore_value} in Procore and \
-- {maestro_value} in maestro*, where nothing is transferred or invoiced \
-- on it
-- message.closed_in_maestro: {code} is closed in maestro* \
-- ({maestro_value}) and still {procore_value} in Procore, where it counts \
-- as committed
-- message.closed_in_procore: {code} is {procore_value} in Procore and \
-- still {maestro_value} in maestro*, where it can be invoiced
--
-- A document is sent when it is approved in Procore, and its status is
-- never synchronised afterwards. In maestro* this one is pending, rejected
-- or not billable while Procore has it in force (a warning), or only one
-- side has closed it (a notice). What the statuses of maestro* mean is in
-- the settings document_..._values; a status in none of them is reported by
-- document_status_unknown. One that Procore withdrew is reported by
-- contract_withdrawn_in_procore.
with
    status_pair as (
        select
            pair.entity,
            maestro.project_code,
            maestro.code,
            maestro.status as maestro_value,
            procore.status as procore_value,
            case
                when
                    procore.status_group in ('approved', 'closed')
                    and maestro.status_group in ('pending', 'rejected', 'not_billable')
                then 'not_in_force'
                when
                    procore.status_group = 'approved'
                    and maestro.status_group = 'closed'
                then 'closed_in_maestro'
                when
                    procore.status_group = 'closed'
                    and maestro.status_group = 'approved'
                then 'closed_in_procore'
            end as message_case,
            maestro.source as maestro_source,
            procore.source as procore_source
        from link.contract as pair
        join
            maestro.contract as maestro
            on maestro.source = pair.maestro_source
            and maestro.entity = pair.entity
        join
            procore.contract as procore
            on procore.entity = pair.entity
            and procore.procore_id = pair.procore_id
    )

select
    entity,
    case
        when message_case = 'not_in_force' then 'warning' else 'notice'
    end as severity,
    project_code,
    code,
    'status' as field,
    maestro_value,
    procore_value,
    message_case,
    maestro_source,
    procore_source
from status_pair
where message_case is not null
order by entity, project_code, code
