-- rule: document_status_unknown
-- title: Status of documents that is not known
-- severity: notice
-- entity: many
-- exchange: Contracts
-- key: system, status
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: change_order(maestro.change_order, procore.change_order)
-- inputs: change_order(maestro.purchase_order, maestro.subcontract)
-- inputs: prime_contract(maestro.prime_contract, procore.prime_contract)
-- inputs: prime_change_order(maestro.prime_change_order)
-- inputs: prime_change_order(procore.prime_change_order)
-- source: maestro*, status values
-- looks_at: purchase_order.status, subcontract.status, change_order.status
-- looks_at: prime_contract.status, prime_change_order.status
-- fix: instruction
-- screen: recon > recon.toml, [settings]
-- action: Add {value} to the setting document_..._values that says what \
-- it means; where it is empty or wrong, correct the status of the \
-- document
-- message.maestro: {documents:count} \
-- {documents:document has|documents have} the status {status} in \
-- maestro*, which no setting explains, so it is not compared with \
-- Procore: {examples}
-- message.empty_in_maestro: {documents:count} \
-- {documents:document has|documents have} no status in maestro*, so it is \
-- not compared with Procore: {examples}
-- message.empty_in_procore: {documents:count} \
-- {documents:document has|documents have} no status in Procore, so it is \
-- not compared with maestro*: {examples}
--
-- The statuses of orders, subcontracts and contracts in maestro* are
-- configurable, so their meanings are settings. These linked documents have
-- a status that no setting lists, or none at all: whether they are in force
-- cannot be said. Documents of one kind and status are one finding, with
-- three examples. A new status of Procore is reported by answer_changed.
with
    linked_document as (
        select
            pair.entity,
            maestro.code,
            maestro.project_code,
            maestro.status as maestro_status,
            maestro.status_group as maestro_group,
            procore.status as procore_status,
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
    ),

    unknown_status as (
        select
            document.entity,
            'maestro' as system,
            document.maestro_status as status,
            document.code,
            document.project_code,
            document.maestro_source as source
        from linked_document as document
        join
            mapping.field as field
            on field.entity = document.entity
            and field.field = 'status'
        where field.is_exported and document.maestro_group is null
        union all
        select entity, 'procore', null, code, project_code, procore_source
        from linked_document
        where procore_status is null
    ),

    numbered_status as (
        select
            *,
            row_number() over (
                partition by entity, system, status order by project_code, code
            ) as place
        from unknown_status
    )

select
    entity,
    system,
    coalesce(status, '') as status,
    'status' as field,
    case
        when system = 'maestro' then coalesce(min(status), 'empty')
    end as maestro_value,
    case when system = 'procore' then 'empty' end as procore_value,
    count(*) as documents,
    string_agg(concat(code, ' (', project_code, ')'), ', ' order by place) filter (
        where place <= 3
    ) as examples,
    case
        when system = 'procore'
        then 'empty_in_procore'
        when status is null
        then 'empty_in_maestro'
        else 'maestro'
    end as message_case,
    case
        when system = 'maestro' then min(source) filter (where place = 1)
    end as maestro_source,
    case
        when system = 'procore' then min(source) filter (where place = 1)
    end as procore_source
from numbered_status
group by entity, system, status
order by entity, system, status
