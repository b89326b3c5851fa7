-- One row a record and one row a field, whatever the entity, so that one rule can ask
-- a question of all of them.
create table maestro.record as
with
    -- A column that the export does not have says nothing about its records.
    exported as (
        select
            struct_pack(
                prefix := bool_or(field = 'prefix' and is_exported),
                start_on := bool_or(field = 'start_on' and is_exported),
                closing_on := bool_or(field = 'closing_on' and is_exported)
            ) as x
        from mapping.field
        where entity = 'project'
    ),

    listed as (
        select
            'project' as entity,
            project_code as code,
            project_key as code_key,
            project_code,
            name,
            status,
            is_active,
            is_active as accepts_transactions,
            coalesce(is_ticked, false) as is_ticked,
            setting('current_prefix') = ''
            or upper(prefix) is not distinct from upper(setting('current_prefix'))
            or (
                setting('prefix_position') = 'column' and not x.prefix
            ) as has_current_prefix,
            prefix,
            concat_ws(
                ', ',
                case when start_on is null and x.start_on then 'start_on' end,
                case when closing_on is null and x.closing_on then 'closing_on' end
            ) as missing_dates,
            coalesce(
                case
                    when setting('window_boundary') = 'inclusive'
                    then last_transaction_on >= synchronize_from_on
                    else last_transaction_on > synchronize_from_on
                end,
                false
            ) as has_activity,
            source,
            file,
            "row"
        from maestro.project
        cross join exported
        union all
        select
            entity,
            code,
            code_norm(code),
            null,
            name,
            status,
            upper(status) is not distinct from 'A',
            upper(status) is distinct from 'B' and upper(status) is distinct from '1',
            coalesce(is_ticked, false),
            true,
            null,
            '',
            false,
            source,
            file,
            "row"
        from maestro.party
    )

select
    *,
    row_number() over (
        partition by entity, code_key
        order by is_active desc, name, status, prefix, missing_dates, file, "row"
    )
    = 1 as is_first
from listed;

create table procore.record as
with
    -- A company plays the roles maestro* knows its code in, those it is linked and used
    -- in; one that plays none yet is offered as a supplier, where all
    -- contracts were read.
    known_role as (
        select distinct c.procore_id, m.entity as role
        from procore.company c
        join link.maestro_code m on m.code_key = c.code_key and m.entity <> 'project'
        union
        select procore_id, entity
        from link.evidence
        where entity <> 'project'
        union
        select procore_id, role
        from procore.company_use
    ),

    role as (
        select procore_id, role
        from known_role
        union all
        select procore_id, 'supplier'
        from procore.company
        where
            procore_id not in (select procore_id from known_role)
            and not exists (
                select 1
                from stage.unread
                where
                    list in (
                        'purchase_order_contract',
                        'work_order_contract',
                        'prime_contract'
                    )
            )
    ),

    excluded as (
        select distinct t.procore_id, r.role
        from procore.company_tag t
        join
            (
                select
                    'supplier' as role,
                    unnest(
                        string_split(upper(setting('supplier_exclusion_tags')), ' ')
                    ) as tag
                union all
                select
                    'customer',
                    unnest(string_split(upper(setting('customer_exclusion_tags')), ' '))
            ) r
            on r.tag = upper(t.tag)
    ),

    listed as (
        select
            'project' as entity,
            procore_id,
            project_code as code,
            project_key as code_key,
            project_code,
            name,
            is_active,
            false as is_excluded,
            true as is_used,
            source,
            file,
            "row"
        from procore.project
        union all
        select
            r.role,
            c.procore_id,
            c.code,
            c.code_key,
            null,
            c.name,
            c.is_active,
            e.procore_id is not null,
            u.procore_id is not null,
            c.source,
            c.file,
            c."row"
        from procore.company c
        join role r using (procore_id)
        left join excluded e on e.procore_id = r.procore_id and e.role = r.role
        left join
            procore.company_use u on u.procore_id = r.procore_id and u.role = r.role
    )

select
    *,
    row_number() over (
        partition by entity, code_key
        order by is_active desc, cast(procore_id as hugeint)
    )
    = 1 as is_first
from listed;

-- Activities are never linked: the code alone pairs them.
insert into link.pair
select
    'activity',
    concat(m.project_key, '|', m.activity_key),
    p.cost_code_id,
    'equal code',
    m.source,
    p.source
from
    (
        select *
        from maestro.activity
        where is_linked and activity_key is not null
        qualify count(*) over (partition by project_key, activity_key) = 1
    ) m
join
    (
        select *
        from procore.activity
        where is_linked and not is_deleted
        qualify count(*) over (partition by project_key, activity_key) = 1
    ) p using (project_key, activity_key);
