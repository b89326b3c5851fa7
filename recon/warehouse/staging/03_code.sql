-- Typed tables, the same column names on both sides.
create macro is_one_of(x, listed) as
    contains(
        concat(',', upper(regexp_replace(trim(listed), '\s*,\s*', ',', 'g')), ','),
        concat(',', upper(x), ',')
    );

-- Activity codes are compared without the characters and letter cases the settings
-- leave out, and without delimiters at their end.
create macro activity_norm(x) as
    nullif(
        rtrim(
            case
                when setting('cost_code_fold_case') = 'true'
                    then upper(translate(clean(seen(x)), setting('cost_code_strip'), ''))
                else translate(clean(seen(x)), setting('cost_code_strip'), '')
            end,
            '-. '
        ),
        ''
    );

-- What maestro* would call a cost code: as shown, or its levels end to end.
create macro shown_code(mode, levels, full_code, separator, pad) as
    case
        when mode = 'concatenate' and levels is not null
            then list_reduce(
                list_transform(
                    levels,
                    lambda c: lpad(
                        c, cast(greatest(length(c), cast(pad as bigint)) as integer), '0'
                    )
                ),
                lambda upper_levels, c: concat(upper_levels, separator, c)
            )
        else full_code
    end;

create table maestro.project as
select
    * exclude (prefix),
    code_norm(project_code) as project_key,
    case
        setting('prefix_position')
        when 'start'
        then split_part(project_code, '-', 1)
        when 'end'
        then split_part(project_code, '-', -1)
        else prefix
    end as prefix,
    coalesce(is_one_of(status, setting('project_active_values')), false) as is_active
from stage.project;

-- The project codes that the other lists of maestro* name, and in which rows.
create table maestro.project_use as
select
    list,
    code_norm(project_code) as project_key,
    min(project_code) as project_code,
    count(*) as rows,
    min(source) as source
from
    (
        select 'activity' as list, project_code, source
        from stage.activity
        union all
        select 'budget_line', project_code, source
        from stage.budget_line
        union all
        select 'modified_budget', project_code, source
        from stage.modified_budget
        union all
        select 'purchase_order', project_code, source
        from stage.purchase_order
        union all
        select 'subcontract', project_code, source
        from stage.subcontract
        union all
        select 'prime_contract', project_code, source
        from stage.prime_contract
        union all
        select 'prime_contract_line', project_code, source
        from stage.prime_contract_line
        union all
        select 'prime_change_order', project_code, source
        from stage.prime_change_order
        union all
        select 'project_cost', project_code, source
        from stage.project_cost
    )
where code_norm(project_code) is not null
group by all;

-- A linked project whose code no other list of maestro* names, while they name the one
-- that Procore has, was given another code in the list of projects alone: its rows are
-- compared under the code they carry.
create table procore.site as
with
    used as (select distinct project_key from maestro.project_use),

    listed as (select distinct project_key from maestro.project),

    linked as (
        select
            p.procore_id,
            p.project_code as procore_code,
            p.project_key as procore_key,
            m.project_code,
            m.project_key,
            coalesce(
                m.project_key not in (select project_key from used)
                and p.project_key in (select project_key from used)
                and p.project_key
                not in (select project_key from listed where project_key is not null),
                false
            ) as is_renamed
        from procore.project p
        left join link.project l using (procore_id)
        left join maestro.project m on m.source = l.maestro_source
    )

select
    procore_id as procore_project_id,
    case
        when is_renamed then procore_code else coalesce(project_code, procore_code)
    end as project_code,
    case
        when is_renamed then procore_key else coalesce(project_key, procore_key)
    end as project_key,
    project_key is not null as is_linked
from linked;

create table maestro.linked_project as
select project_key from procore.site where is_linked;

-- Codes that lists of maestro* name and its list of projects does not have, where that
-- was read whole.
create table maestro.unlisted_project as
select
    u.project_key,
    min(u.project_code) as project_code,
    cast(sum(u.rows) as bigint) as rows,
    string_agg(concat(e.title, ': ', u.rows), ', ' order by e.title) as lists,
    min(u.source) as source
from maestro.project_use u
join mapping.entity e on e.entity = u.list
anti join maestro.project p on p.project_key = u.project_key
anti join maestro.linked_project l on l.project_key = u.project_key
anti join
    pull.reject r
    on r.system = 'maestro'
    and r.entity = 'project'
    and coalesce(code_norm(r.code_key), u.project_key) = u.project_key
where exists (select 1 from maestro.project)
group by u.project_key;

create table maestro.cost_group as
select
    g.*,
    code_norm(g.group_code) as group_key,
    t.group_type as group_type_key,
    t.group_type is not distinct from 'billing' as is_billing
from stage.cost_group g
left join mapping.group_type t on t.name_key = lower(g.group_type);

create table maestro.activity as
select
    * exclude (is_active),
    code_norm(project_code) as project_key,
    activity_norm(activity_code) as activity_key,
    coalesce(is_active, true) as is_active,
    code_norm(project_code)
    in (select project_key from maestro.linked_project) as is_linked
from stage.activity;

create table maestro.original_budget as
select
    b.*,
    code_norm(b.project_code) as project_key,
    activity_norm(b.activity_code) as activity_key,
    code_norm(b.group_code) as group_key,
    concat(
        code_norm(b.project_code),
        '|',
        activity_norm(b.activity_code),
        '|',
        code_norm(b.group_code)
    ) as line_key,
    coalesce(g.is_billing, false) as is_billing,
    code_norm(b.project_code)
    in (select project_key from maestro.linked_project) as is_linked
from stage.budget_line b
left join
    (
        select group_key, bool_or(is_billing) as is_billing
        from maestro.cost_group
        group by all
    ) g
    on g.group_key = code_norm(b.group_code);

-- The codes of a cost code's levels, from the root down.
create table procore.activity as
with recursive
    cost_code as (
        select
            project_id,
            id as cost_code_id,
            clean(code) as code,
            activity_code as full_code,
            description,
            json_extract_string(try_cast(parent as json), '$.id') as parent_id,
            clean(deleted_at) is not null as is_deleted,
            source,
            file,
            "row"
        from stage.named_activity
    ),

    tier as (
        select project_id, cost_code_id, [code] as levels
        from cost_code
        where parent_id is null
        union all
        select c.project_id, c.cost_code_id, list_append(l.levels, c.code)
        from cost_code c
        join tier l on l.project_id = c.project_id and l.cost_code_id = c.parent_id
        where length(l.levels) < 20
    ),

    status as (
        select
            i.project_id,
            code_norm(coalesce(clean(i.path_code), clean(i.code))) as full_key,
            bool_or(lower(i.is_active) is distinct from 'inactive') as is_active
        from stage.named_segment_item i
        where
            not exists (
                select 1
                from stage.procore_segment g
                where
                    g.project_id = i.project_id
                    and lower(g.type) <> 'cost_code'
                    and i.about = concat('segment_item/', g.id)
            )
        group by all
    ),

    parent as (
        select distinct project_id, parent_id as cost_code_id
        from cost_code
        where parent_id is not null and not is_deleted
    )

select
    s.procore_project_id,
    s.project_code,
    s.project_key,
    s.is_linked,
    c.cost_code_id,
    c.full_code,
    shown_code(o.mode, l.levels, c.full_code, o.separator, o.pad) as activity_code,
    activity_norm(
        shown_code(o.mode, l.levels, c.full_code, o.separator, o.pad)
    ) as activity_key,
    c.description,
    c.is_deleted,
    p.cost_code_id is not null as is_parent,
    coalesce(t.is_active, true) as is_active,
    l.levels,
    c.source,
    c.file,
    c."row"
from cost_code c
cross join
    (
        select
            setting('cost_code_mode') as mode,
            setting('cost_code_separator') as separator,
            setting('cost_code_pad') as pad
    ) o
join procore.site s on s.procore_project_id = c.project_id
left join tier l on l.project_id = c.project_id and l.cost_code_id = c.cost_code_id
left join parent p on p.project_id = c.project_id and p.cost_code_id = c.cost_code_id
left join
    status t on t.project_id = c.project_id and t.full_key = code_norm(c.full_code);

create table procore.cost_group as
select
    s.procore_project_id,
    s.project_code,
    s.project_key,
    s.is_linked,
    g.id as cost_type_id,
    g.group_code,
    code_norm(g.group_code) as group_key,
    g.name,
    lower(g.group_type) as base_type,
    g.source,
    g.file,
    g."row"
from stage.named_cost_group g
join procore.site s on s.procore_project_id = g.project_id;

create table procore.segment as
select
    s.procore_project_id,
    s.project_code,
    s.project_key,
    s.is_linked,
    clean(g.name) as name,
    lower(g.type) as type,
    g.source,
    g.file,
    g."row"
from stage.procore_segment g
join procore.site s on s.procore_project_id = g.project_id;

create table procore.budget_lock as
select s.project_code, s.project_key, lower(b.locked) = 'true' as is_locked
from stage.procore_budget_lock b
join procore.site s on s.procore_project_id = b.project_id;
