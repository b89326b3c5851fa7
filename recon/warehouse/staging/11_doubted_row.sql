-- What may be incomplete or misread: one row a cause, of the narrowest scope that the
-- evidence allows. Findings that need what is in doubt say so; nothing is written,
-- imported or created on them until a person lifts the doubt.
create table pull.doubt (
    doubt varchar, kind varchar, title varchar, reason varchar, rows bigint, facts varchar
);

-- Where a doubt lies: an input, narrowed to a project and to a code where that is
-- known. A `loss` concerns only what is missing from the list and what is summed.
create table pull.doubt_scope (
    doubt varchar, input varchar, project_key varchar, code_key varchar,
    is_loss boolean, is_summed boolean
);

-- How a list is called in words.
create macro list_title(named) as coalesce(
    (select title from mapping.entity e where e.entity = named),
    replace(split_part(named, '/', 1), '_', ' ')
);

create macro field_title(named, shown) as coalesce(
    (select maestro from mapping.field f where f.entity = named and f.field = shown),
    shown
);

-- The lists whose rows are summed: a row that is not there changes an amount.
create table stage.summed_list as
select
    unnest(
        [
            'budget_line',
            'modified_budget',
            'project_cost',
            'commitment_line',
            'change_order_line',
            'prime_contract_line',
            'prime_change_order',
            'purchase_order',
            'subcontract',
            'change_order',
            'prime_contract'
        ]
    ) as list;

-- The codes that either system knows, so that a damaged code is not taken for one.
create table stage.known_code as
select line_key as code_key
from procore.original_budget
union
select concat(a.project_key, '|', a.activity_key, '|', g.group_key)
from maestro.activity a
cross join
    (select distinct group_key from maestro.cost_group where group_key is not null) g
where
    a.project_key in (
        select project_code
        from pull.reject
        where project_code is not null
        union
        select code_norm(project_code)
        from pull.reject
    )
union
select code_key
from link.maestro_code
where code_key is not null
union
select code_key
from link.procore_code
where code_key is not null
union
select concat(project_key, '|', activity_key)
from maestro.activity;

create table stage.procore_wbs_part as
select
    project_id,
    id,
    count(*) filter (where type = 'cost_code' and code is not null) > 0
    and count(*) filter (where type = 'line_item_type' and code is not null)
    > 0 as is_whole
from stage.procore_wbs_item
group by project_id, id;

create table stage.doubted_row as
with
    -- A row of totals is no record, and leaves nothing in doubt.
    rejected as (
        select
            'rejected' as kind,
            r.system,
            r.entity,
            r.file,
            r."row",
            r.field,
            r.value,
            r.reason,
            r.code_key,
            -- A list of Procore is of one project, whatever its row says.
            coalesce(code_norm(r.project_code), s.project_key) as project_key,
            string_split(r.code_key, '|') as parts
        from pull.reject r
        left join
            procore.site s
            on r.system = 'procore'
            and s.procore_project_id = regexp_extract(
                r.file,
                '^procore/[^/]+(?:/[^/]+)*?/([0-9]+)(?:[^0-9/][^/]*)?[.]json$',
                1
            )
        where r.reason not in ('a row of totals', 'the column names again')
        union all
        select
            'repeated',
            'maestro',
            list,
            file,
            "row",
            '',
            '',
            'equal in every column',
            code_key,
            code_norm(project_code),
            string_split(code_key, '|')
        from stage.repeated_row
    ),

    coded as (
        select
            *,
            case
                when len(parts) = 3
                then
                    concat(
                        code_norm(parts[1]),
                        '|',
                        activity_norm(parts[2]),
                        '|',
                        code_norm(parts[3])
                    )
                when len(parts) = 2 and entity = 'activity'
                then concat(code_norm(parts[1]), '|', activity_norm(parts[2]))
                when
                    len(parts) = 1
                    and entity in ('supplier', 'customer', 'project', 'cost_group')
                then code_norm(parts[1])
            end as row_key
        from rejected
    )

select
    c.kind,
    c.system,
    c.entity as list,
    case
        when c.kind = 'repeated'
        then 'the row stands again'
        when c.field = ''
        then 'a damaged row'
        else c.field
    end as part,
    c.reason,
    case
        when k.code_key is not null
        then coalesce(c.project_key, split_part(k.code_key, '|', 1))
        when
            c.project_key
            in (select code_key from link.maestro_code where entity = 'project')
            or c.project_key in (select project_key from procore.site)
        then c.project_key
    end as project_key,
    k.code_key,
    concat_ws('|', c.value, c.code_key) as content,
    c.file,
    c."row"
from coded c
left join stage.known_code k on k.code_key = c.row_key
union all
-- A row without a part of its key may be of any record that the rest fits.
select
    'no key',
    'maestro',
    list,
    concat_ws(', ', project_part, activity_part, group_part),
    'no code',
    project_key,
    case
        when project_key is null and activity_key is not null and group_key is not null
        then concat(activity_key, '|', group_key)
        when project_key is not null and activity_key is not null
        then concat(project_key, '|', activity_key)
    end,
    concat_ws('|', project_key, activity_key, group_key, amount),
    file,
    "row"
from
    (
        select
            *,
            case when project_key is null then 'project' end as project_part,
            case when activity_key is null then 'activity' end as activity_part,
            case when group_key is null and has_group then 'group' end as group_part
        from
            (
                select
                    'budget_line' as list,
                    project_key,
                    activity_key,
                    group_key,
                    amount,
                    true as has_group,
                    file,
                    "row"
                from maestro.original_budget
                union all
                select
                    'modified_budget',
                    project_key,
                    activity_key,
                    group_key,
                    amount,
                    true,
                    file,
                    "row"
                from maestro.modified_budget
                union all
                select
                    'project_cost',
                    project_key,
                    activity_key,
                    group_key,
                    amount,
                    true,
                    file,
                    "row"
                from maestro.project_cost
                union all
                select
                    'activity',
                    project_key,
                    activity_key,
                    null,
                    null,
                    false,
                    file,
                    "row"
                from maestro.activity
            )
    )
where project_key is null or activity_key is null or (group_key is null and has_group)
union all
select 'no key', 'maestro', entity, 'code', 'no code', null, null, name, file, "row"
from maestro.record
where code_key is null
union all
-- A budget code of Procore without its activity or its cost type, where others have
-- both.
select
    'incomplete row',
    'procore',
    'wbs_code',
    'segment items',
    'no activity or no cost type',
    s.project_key,
    null,
    concat_ws('|', w.project_id, w.id),
    w.file,
    w."row"
from stage.procore_wbs_code w
join procore.site s on s.procore_project_id = w.project_id
left join stage.procore_wbs_part p on p.project_id = w.project_id and p.id = w.id
where
    coalesce(p.is_whole, false) = false
    and w.project_id in (select project_id from stage.procore_wbs_part where is_whole)
union all
-- Whether a budget is locked is not known: nothing is written to it.
select
    'incomplete row',
    'procore',
    'budget_line',
    'whether the budget is locked',
    'not readable',
    s.project_key,
    null,
    s.project_key,
    concat('procore/budget_lock/', m.procore_project_id),
    1
from pull.manifest m
join procore.site s using (procore_project_id)
where
    m.system = 'procore'
    and m.list = 'budget_lock'
    and not exists (
        select 1
        from stage.procore_budget_lock b
        where
            b.project_id = m.procore_project_id and lower(b.locked) in ('true', 'false')
    )
union all
-- A project that the list of projects does not have may be a damaged code.
select
    'unknown project',
    'maestro',
    list,
    project_code,
    'not in the list of projects',
    null,
    null,
    concat_ws('|', list, project_code),
    min(file),
    min("row")
from
    (
        select 'budget_line' as list, project_code, project_key, file, "row"
        from maestro.original_budget
        union all
        select 'modified_budget', project_code, project_key, file, "row"
        from maestro.modified_budget
        union all
        select 'activity', project_code, project_key, file, "row"
        from maestro.activity
    )
where
    project_key
    not in (select project_key from maestro.project where project_key is not null)
    and project_key not in (select project_key from maestro.linked_project)
    and exists (select 1 from maestro.project)
    and not exists (
        select 1 from pull.reject where system = 'maestro' and entity = 'project'
    )
group by list, project_code;
