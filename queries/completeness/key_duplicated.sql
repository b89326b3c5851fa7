-- rule: key_duplicated
-- title: One code stands for several records
-- severity: error
-- entity: many
-- exchange: Keys
-- key: system, code
-- inputs: project(maestro.project)
-- inputs: supplier(maestro.supplier)
-- inputs: customer(maestro.customer)
-- inputs: activity(maestro.activity)
-- inputs: cost_group(maestro.cost_group)
-- inputs: company(procore.company)
-- inputs: project_cost(maestro.project_cost)
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: change_order(maestro.change_order, procore.change_order)
-- inputs: prime_contract(maestro.prime_contract)
-- inputs: prime_change_order(procore.prime_change_order)
-- source: Data Mapping, key fields
-- looks_at: project.key, supplier.key, customer.key, activity.key
-- looks_at: cost_group.key, purchase_order.external_number
-- looks_at: subcontract.external_number, purchase_order.number
-- looks_at: subcontract.number, change_order.key, prime_contract.key
-- looks_at: prime_change_order.number
-- looks_at: project_cost.transaction_number, project_cost.line_number
-- fix: instruction
-- screen: maestro* > the record's own screen
-- action: Decide which record keeps the code {key}; close the others, \
-- and give another code only to one that nothing was posted to; export a \
-- transaction again, and correct it if it is still there twice
-- message.maestro: {records:count} records of maestro* carry the code \
-- {code}
-- message.procore: {records:count} records of Procore carry the code {code}
-- message.transaction: {records:count} rows of the transactions carry \
-- number and line {code}, each of {least:money}; one of them is compared
-- message.amounts: {records:count} rows of the transactions carry number \
-- and line {code}, with amounts from {least:money} to {most:money}; one \
-- of them is compared
--
-- Both systems are matched by code, so a code must stand for one record.
-- Neither system forces it: Procore takes any job number and abbreviated
-- name twice. The records concerned are compared with nothing until one of
-- them has another code; the change orders of such an order are compared
-- all the same. Orders and subcontracts share one counter in maestro*. Of
-- change orders of Procore only those in force count: others are earlier
-- revisions.
with
    maestro as (
        select
            entity,
            code_key,
            min(project_code) as project_code,
            min(code) as code,
            count(*) as records,
            null as code_source
        from maestro.record
        where code_key is not null
        group by entity, code_key
        union all
        select
            'activity',
            activity_key,
            min(project_code),
            min(activity_code),
            count(*),
            null
        from maestro.activity
        where activity_key is not null and project_key is not null
        group by activity_key, project_key
        union all
        select 'cost_group', group_key, null, min(group_code), count(*), null
        from maestro.cost_group
        where group_key is not null
        group by group_key
        union all
        select
            entity,
            concat(project_key, '|', external_key),
            min(project_code),
            min(external_number),
            count(*),
            null
        from maestro.contract
        where external_key is not null
        group by entity, project_key, external_key
        union all
        select
            min(entity),
            number_key,
            case when min(project_key) = max(project_key) then min(project_code) end,
            min(number),
            count(*),
            concat('number|contract||', number_key)
        from maestro.contract
        where entity in ('purchase_order', 'subcontract') and number_key is not null
        group by number_key
        -- Rows of one External No. are reported by it.
        having
            min(external_key) is null
            or count(external_key) < count(*)
            or min(concat(entity, '|', project_key, '|', external_key))
            < max(concat(entity, '|', project_key, '|', external_key))
        union all
        select
            entity,
            number_key,
            min(project_code),
            min(code),
            count(*),
            concat('number|contract|', contract_key, '|', number_key)
        from maestro.contract
        where entity in ('change_order', 'prime_contract') and number_key is not null
        group by entity, contract_key, number_key
    ),

    repeated_transaction as (
        select
            repeated_key,
            min(project_code) as project_code,
            min(transaction) as code,
            count(*) as records,
            min(amount) as least,
            max(amount) as most
        from maestro.project_cost
        where repeated_key is not null
        group by repeated_key
    ),

    procore as (
        select
            'project' as entity,
            project_key as code_key,
            min(project_code) as project_code,
            min(project_code) as code,
            count(*) as records,
            null as code_source
        from procore.project
        where project_key is not null
        group by project_key
        union all
        select 'company', code_key, null, min(code), count(*), null
        from procore.company
        where code_key is not null
        group by code_key
        union all
        select
            entity,
            concat(project_key, '|', number_key),
            min(project_code),
            min(number),
            count(*),
            null
        from procore.contract
        where entity in ('purchase_order', 'subcontract') and number_key is not null
        group by entity, project_key, number_key
        union all
        select
            document.entity,
            document.number_key,
            min(document.project_code),
            concat(min(contract.number || ' / '), min(document.number)),
            count(*),
            concat(
                'number|contract|', min(document.contract_id), '|', document.number_key
            )
        from procore.contract as document
        left join
            (
                select procore_id, procore_project_id, min(number) as number
                from procore.contract
                where entity in ('purchase_order', 'subcontract')
                group by procore_id, procore_project_id
            ) as contract
            on contract.procore_id = document.contract_id
            and contract.procore_project_id = document.procore_project_id
            and document.entity = 'change_order'
        where
            document.entity in ('change_order', 'prime_change_order')
            and document.number_key is not null
            and document.status_group in ('approved', 'closed')
        group by
            document.entity,
            document.procore_project_id,
            case when document.entity = 'change_order' then document.contract_id end,
            document.number_key
    )

select
    entity,
    project_code,
    'maestro' as system,
    code,
    cast(records as varchar) as maestro_value,
    null as procore_value,
    records,
    null as least,
    null as most,
    'maestro' as message_case,
    case
        when code_source is not null
        then code_source
        when entity = 'activity'
        then concat('code|activity|', upper(project_code), '|', code_key)
        when entity in ('purchase_order', 'subcontract')
        then concat('code|contract|', entity, '|', code_key)
        else concat('code|', entity, '|', code_key)
    end as maestro_source,
    null as procore_source
from maestro
where records > 1
union all
select
    entity,
    project_code,
    'procore',
    code,
    null,
    cast(records as varchar),
    records,
    null,
    null,
    'procore',
    null,
    case
        when code_source is not null
        then code_source
        when entity in ('purchase_order', 'subcontract')
        then concat('code|contract|', entity, '|', code_key)
        else concat('code|', entity, '|', code_key)
    end
from procore
where records > 1
union all
select
    'project_cost',
    project_code,
    'maestro',
    code,
    cast(records as varchar),
    null,
    records,
    least,
    most,
    case when least = most then 'transaction' else 'amounts' end,
    concat('code|project_cost|', repeated_key),
    null
from repeated_transaction
order by entity, project_code, system, code
