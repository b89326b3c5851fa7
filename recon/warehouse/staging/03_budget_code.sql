-- Budget codes: activity and group from their segment items, never by splitting. A budget
-- row carries its own, which stands where the list has none.
create table stage.procore_wbs_item as
with
    carried as (
        select
            project_id,
            id_of(wbs_code) as id,
            min(file) as file,
            min("row") as "row",
            min(
                json_extract_string(try_cast(wbs_code as json), '$.segment_items')
            ) as segment_items
        from stage.procore_budget_line b
        where
            not exists (
                select 1
                from stage.procore_wbs_code w
                where w.project_id = b.project_id and w.id = id_of(b.wbs_code)
            )
        group by project_id, id_of(wbs_code)
    ),

    listed as (
        select project_id, id, file, "row", cast(segment_items as json[]) as items
        from
            (
                select project_id, id, file, "row", segment_items
                from stage.procore_wbs_code
                union all
                select project_id, id, file, "row", segment_items
                from carried
                where id is not null
            )
        where json_valid(segment_items) and json_type(segment_items) = 'ARRAY'
    ),

    item as (
        select
            project_id,
            id,
            file,
            "row",
            unnest(items) as item,
            generate_subscripts(items, 1) as place
        from listed
    )

select
    project_id,
    id,
    file,
    "row",
    place,
    lower(
        coalesce(
            json_extract_string(item, '$.segment.type'),
            json_extract_string(item, '$.segment_type')
        )
    ) as type,
    clean(json_extract_string(item, '$.code')) as code,
    clean(
        coalesce(
            json_extract_string(item, '$.path_code'),
            json_extract_string(item, '$.code')
        )
    ) as path_code
from item;

insert into pull.reject
select
    'procore',
    'activity',
    file,
    "row",
    'segment_items',
    coalesce(left(segment_items, 200), ''),
    'not a list',
    null,
    null
from stage.procore_wbs_code
where
    json_valid(segment_items) is distinct from true
    or json_type(segment_items) <> 'ARRAY'
union all
select
    'procore',
    'activity',
    file,
    "row",
    concat('segment_items[', place, ']'),
    coalesce(code, ''),
    'a segment item without type or code',
    null,
    null
from stage.procore_wbs_item
where (type is null or code is null) and file like 'procore/wbs_code/%';

create table procore.budget_code as
with
    code as (
        select
            project_id,
            id as wbs_code_id,
            min(file) as file,
            min("row") as "row",
            max(path_code) filter (where type = 'cost_code') as full_code,
            max(code) filter (where type = 'line_item_type') as group_code
        from stage.procore_wbs_item
        group by all
        -- A code of which a part is not known is not known.
        having count(*) = count(type) and count(*) = count(code)
    ),

    cost_code as (
        select
            procore_project_id,
            code_norm(rtrim(full_code, '-. ')) as full_key,
            min(activity_code) as activity_code,
            min(activity_key) as activity_key
        from procore.activity
        group by all
    )

select
    c.project_id as procore_project_id,
    c.wbs_code_id,
    coalesce(a.activity_code, c.full_code) as activity_code,
    coalesce(a.activity_key, activity_norm(c.full_code)) as activity_key,
    c.group_code,
    code_norm(c.group_code) as group_key,
    c.file,
    c."row"
from code c
left join
    cost_code a
    on a.procore_project_id = c.project_id
    and a.full_key = code_norm(rtrim(c.full_code, '-. '));

-- The ids by which a write names a code of a project; a code that stands twice has none.
create view procore.one_budget_code as
select procore_project_id, activity_key, group_key, min(wbs_code_id) as wbs_code_id
from procore.budget_code
group by all;

create view procore.one_cost_code as
select
    procore_project_id,
    activity_key,
    min(cost_code_id) as cost_code_id,
    bool_or(is_parent) as is_parent
from procore.activity
where not is_deleted
group by procore_project_id, activity_key
having count(*) = 1;

create view procore.one_cost_type as
select procore_project_id, group_key, min(cost_type_id) as cost_type_id
from procore.cost_group
group by all
having count(*) = 1;
