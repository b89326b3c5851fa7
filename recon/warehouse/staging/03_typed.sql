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
                    lambda c: lpad(c, cast(greatest(length(c), cast(pad as bigint)) as integer), '0')
                ),
                lambda upper_levels, c: concat(upper_levels, separator, c)
            )
        else full_code
    end;

create table maestro.project as
select
    * exclude (prefix),
    code_norm(project_code) as project_key,
    case setting('prefix_position')
        when 'start' then split_part(project_code, '-', 1)
        when 'end' then split_part(project_code, '-', -1)
        else prefix
    end as prefix,
    coalesce(is_one_of(status, setting('project_active_values')), false) as is_active
from stage.project;

create table procore.site as
select
    p.procore_id as procore_project_id,
    coalesce(m.project_code, p.project_code) as project_code,
    coalesce(m.project_key, p.project_key) as project_key,
    m.project_key is not null as is_linked
from procore.project p
left join link.project l using (procore_id)
left join maestro.project m on m.source = l.maestro_source;

create table maestro.linked_project as
select project_key from procore.site where is_linked;

create table maestro.cost_group as
select g.*, code_norm(g.group_code) as group_key, t.group_type as group_type_key,
    t.group_type is not distinct from 'billing' as is_billing
from stage.cost_group g
left join mapping.group_type t on t.name_key = lower(g.group_type);

create table maestro.activity as
select
    * exclude (is_active),
    code_norm(project_code) as project_key,
    activity_norm(activity_code) as activity_key,
    coalesce(is_active, true) as is_active,
    code_norm(project_code) in (select project_key from maestro.linked_project) as is_linked
from stage.activity;

create table maestro.original_budget as
select
    b.*,
    code_norm(b.project_code) as project_key,
    activity_norm(b.activity_code) as activity_key,
    code_norm(b.group_code) as group_key,
    concat(code_norm(b.project_code), '|', activity_norm(b.activity_code), '|', code_norm(b.group_code)) as line_key,
    coalesce(g.is_billing, false) as is_billing,
    code_norm(b.project_code) in (select project_key from maestro.linked_project) as is_linked
from stage.budget_line b
left join (
    select group_key, bool_or(is_billing) as is_billing from maestro.cost_group group by all
) g on g.group_key = code_norm(b.group_code);

-- The codes of a cost code's levels, from the root down.
create table procore.activity as
with recursive
    cost_code as (
        select
            project_id, id as cost_code_id, clean(code) as code, activity_code as full_code,
            description, json_extract_string(try_cast(parent as json), '$.id') as parent_id,
            clean(deleted_at) is not null as is_deleted, source, file, "row"
        from stage.named_activity
    ),

    tier as (
        select project_id, cost_code_id, [code] as levels
        from cost_code where parent_id is null
        union all
        select c.project_id, c.cost_code_id, list_append(l.levels, c.code)
        from cost_code c
        join tier l on l.project_id = c.project_id and l.cost_code_id = c.parent_id
        where length(l.levels) < 20
    ),

    status as (
        select i.project_id, code_norm(coalesce(clean(i.path_code), clean(i.code))) as full_key,
            bool_or(lower(i.is_active) is distinct from 'inactive') as is_active
        from stage.named_segment_item i
        where not exists (
            select 1 from stage.procore_segment g
            where g.project_id = i.project_id and lower(g.type) <> 'cost_code'
                and i.about = concat('segment_item/', g.id)
        )
        group by all
    ),

    parent as (
        select distinct project_id, parent_id as cost_code_id from cost_code
        where parent_id is not null and not is_deleted
    )

select
    s.procore_project_id, s.project_code, s.project_key, s.is_linked, c.cost_code_id, c.full_code,
    shown_code(o.mode, l.levels, c.full_code, o.separator, o.pad) as activity_code,
    activity_norm(shown_code(o.mode, l.levels, c.full_code, o.separator, o.pad)) as activity_key,
    c.description, c.is_deleted, p.cost_code_id is not null as is_parent,
    coalesce(t.is_active, true) as is_active, l.levels, c.source, c.file, c."row"
from cost_code c
cross join (
    select setting('cost_code_mode') as mode, setting('cost_code_separator') as separator,
        setting('cost_code_pad') as pad
) o
join procore.site s on s.procore_project_id = c.project_id
left join tier l on l.project_id = c.project_id and l.cost_code_id = c.cost_code_id
left join parent p on p.project_id = c.project_id and p.cost_code_id = c.cost_code_id
left join status t on t.project_id = c.project_id and t.full_key = code_norm(c.full_code);

create table procore.cost_group as
select
    s.procore_project_id, s.project_code, s.project_key, s.is_linked, g.id as cost_type_id,
    g.group_code, code_norm(g.group_code) as group_key, g.name, lower(g.group_type) as base_type, g.source, g.file,
    g."row"
from stage.named_cost_group g
join procore.site s on s.procore_project_id = g.project_id;

create table procore.segment as
select s.procore_project_id, s.project_code, s.project_key, s.is_linked, clean(g.name) as name,
    lower(g.type) as type, g.source, g.file, g."row"
from stage.procore_segment g
join procore.site s on s.procore_project_id = g.project_id;

create table procore.budget_lock as
select s.project_code, s.project_key, lower(b.locked) = 'true' as is_locked
from stage.procore_budget_lock b
join procore.site s on s.procore_project_id = b.project_id;

-- Budget codes: activity and group from their segment items, never by splitting. A budget
-- row carries its own, which stands where the list has none.
create table stage.procore_wbs_item as
with
    carried as (
        select
            project_id, id_of(wbs_code) as id, min(file) as file, min("row") as "row",
            min(json_extract_string(try_cast(wbs_code as json), '$.segment_items')) as segment_items
        from stage.procore_budget_line b
        where not exists (
            select 1 from stage.procore_wbs_code w where w.project_id = b.project_id and w.id = id_of(b.wbs_code)
        )
        group by project_id, id_of(wbs_code)
    ),

    listed as (
        select project_id, id, file, "row", cast(segment_items as json[]) as items
        from (
            select project_id, id, file, "row", segment_items from stage.procore_wbs_code
            union all
            select project_id, id, file, "row", segment_items from carried where id is not null
        )
        where json_valid(segment_items) and json_type(segment_items) = 'ARRAY'
    ),

    item as (
        select project_id, id, file, "row", unnest(items) as item, generate_subscripts(items, 1) as place
        from listed
    )

select
    project_id, id, file, "row", place,
    lower(coalesce(json_extract_string(item, '$.segment.type'), json_extract_string(item, '$.segment_type'))) as type,
    clean(json_extract_string(item, '$.code')) as code,
    clean(coalesce(json_extract_string(item, '$.path_code'), json_extract_string(item, '$.code'))) as path_code
from item;

insert into pull.reject
select 'procore', 'activity', file, "row", 'segment_items', coalesce(left(segment_items, 200), ''), 'not a list', null, null
from stage.procore_wbs_code
where json_valid(segment_items) is distinct from true or json_type(segment_items) <> 'ARRAY'
union all
select 'procore', 'activity', file, "row", concat('segment_items[', place, ']'), coalesce(code, ''),
    'a segment item without type or code', null, null
from stage.procore_wbs_item
where (type is null or code is null) and file like 'procore/wbs_code/%';

create table procore.budget_code as
with
    code as (
        select
            project_id, id as wbs_code_id, min(file) as file, min("row") as "row",
            max(path_code) filter (where type = 'cost_code') as full_code,
            max(code) filter (where type = 'line_item_type') as group_code
        from stage.procore_wbs_item
        group by all
        -- A code of which a part is not known is not known.
        having count(*) = count(type) and count(*) = count(code)
    ),

    cost_code as (
        select procore_project_id, code_norm(rtrim(full_code, '-. ')) as full_key,
            min(activity_code) as activity_code, min(activity_key) as activity_key
        from procore.activity
        group by all
    )

select
    c.project_id as procore_project_id, c.wbs_code_id,
    coalesce(a.activity_code, c.full_code) as activity_code,
    coalesce(a.activity_key, activity_norm(c.full_code)) as activity_key,
    c.group_code, code_norm(c.group_code) as group_key, c.file, c."row"
from code c
left join cost_code a
    on a.procore_project_id = c.project_id and a.full_key = code_norm(rtrim(c.full_code, '-. '));

-- The ids by which a write names a code of a project; a code that stands twice has none.
create view procore.one_budget_code as
select procore_project_id, activity_key, group_key, min(wbs_code_id) as wbs_code_id
from procore.budget_code
group by all;

create view procore.one_cost_code as
select procore_project_id, activity_key, min(cost_code_id) as cost_code_id, bool_or(is_parent) as is_parent
from procore.activity
where not is_deleted
group by procore_project_id, activity_key
having count(*) = 1;

create view procore.one_cost_type as
select procore_project_id, group_key, min(cost_type_id) as cost_type_id
from procore.cost_group
group by all
having count(*) = 1;


-- Lists that were not read whole: what is not found in them is not known to be missing.
create table stage.unread as
select distinct split_part(list, '/', 1) as list, procore_project_id
from pull.manifest
where system = 'procore' and not is_complete;

create macro is_unread(l, project) as
    exists (
        select 1 from stage.unread u
        where u.list = l and (u.procore_project_id is null or u.procore_project_id = project)
    );

-- A budget row's code is its cost code and type; the row's own budget code says the same,
-- where these lists have not the one it names.
-- Lines of one activity and group are parted by a sub job, else by their budget code.
create table stage.procore_budget as
select
    s.procore_project_id, s.project_code, s.project_key, s.is_linked, b.id as budget_line_id,
    coalesce(a.activity_code, w.activity_code) as activity_code,
    coalesce(a.activity_key, w.activity_key) as activity_key,
    coalesce(g.group_code, w.group_code) as group_code, coalesce(g.group_key, w.group_key) as group_key,
    lower(b.budgeted) is distinct from 'false' and b.id is not null as is_budgeted,
    clean(b.amount) as raw_amount, clean(b.quantity) as raw_quantity,
    a.cost_code_id is null and w.activity_key is null as is_without_activity,
    g.cost_type_id is null and w.group_key is null as is_without_group,
    (a.cost_code_id is null and w.activity_key is null and is_unread('activity', b.project_id))
    or (g.cost_type_id is null and w.group_key is null and is_unread('cost_group', b.project_id)) as is_unknown,
    coalesce(
        case
            when json_valid(b.sub_job) and json_type(b.sub_job) = 'OBJECT' then coalesce(
                nullif(b.sub_job ->> '$.id', ''), nullif(b.sub_job ->> '$.code', ''), nullif(b.sub_job ->> '$.name', '')
            )
            else clean(b.sub_job)
        end,
        case when lower(r.json ->> '$.biller_type') = 'subjob' then r.json ->> '$.biller_id' end,
        list_filter(
            cast(json_extract(r.json, '$.wbs_code.segment_items[*]') as json[]),
            lambda item: (item ->> '$.segment.type') = 'sub_job'
        )[1] ->> '$.id'
    ) as sub_job,
    r.json ->> '$.wbs_code_id' as wbs_code_id,
    b.source, b.file, b."row"
from stage.named_budget_line b
left join raw_procore.budget_line r using (file, "row")
join procore.site s on s.procore_project_id = b.project_id
left join procore.activity a on a.procore_project_id = b.project_id and a.cost_code_id = b.activity_code
left join procore.cost_group g on g.procore_project_id = b.project_id and g.cost_type_id = b.group_code
left join procore.budget_code w
    on w.procore_project_id = b.project_id and w.wbs_code_id = coalesce(clean(b.wbs_code_id), id_of(b.wbs_code));

create macro budget_problem(without_activity, without_group, amount, quantity, budgeted) as
    case
        when without_activity then 'its cost code is not in the project''s list'
        when without_group then 'its cost type is not in the project''s list'
        when amount is null and budgeted then 'no original budget amount'
        when amount is not null and try_cast(amount as decimal(18, 2)) is null then 'not an amount'
        when quantity is not null and try_cast(quantity as decimal(18, 6)) is null then 'not a quantity'
    end;

insert into pull.left_out
select 'budget_line', procore_project_id, file, "row", null, 'the list of its code was not read'
from stage.procore_budget
where is_unknown;

insert into pull.reject
select 'procore', 'budget_line', file, "row", 'original_budget', coalesce(raw_amount, ''),
    budget_problem(is_without_activity, is_without_group, raw_amount, raw_quantity, is_budgeted),
    project_code, concat(project_key, '|', activity_key, '|', group_key)
from stage.procore_budget
where
    not is_unknown
    and budget_problem(is_without_activity, is_without_group, raw_amount, raw_quantity, is_budgeted) is not null;

create table procore.original_budget as
select
    * exclude (is_without_activity, is_without_group, is_unknown, raw_quantity),
    cast(coalesce(raw_amount, '0') as decimal(18, 2)) as amount,
    cast(coalesce(raw_quantity, '0') as decimal(18, 6)) as quantity,
    concat(project_key, '|', activity_key, '|', group_key) as line_key,
    group_key in (select group_key from maestro.cost_group where is_billing) as is_billing
from stage.procore_budget
where budget_problem(is_without_activity, is_without_group, raw_amount, raw_quantity, is_budgeted) is null;

insert into pull.rounded
select 'budget_line', source, 'original_budget', raw_amount, amount
from procore.original_budget
where length(rtrim(split_part(raw_amount, '.', 2), '0')) > 2;

-- Tags are searchable, never shown: a hit by the name or the external id is none.
create table procore.company_tag as
select distinct id as procore_id, split_part(about, '/', 2) as tag
from stage.procore_company_tag
where
    not contains(upper(coalesce(name, '')), upper(split_part(about, '/', 2)))
    and not contains(upper(coalesce(origin_code, '')), upper(split_part(about, '/', 2)))
union
-- Should a view give the tags after all, they are read too.
select id, unnest(string_split(
    translate(
        regexp_replace(coalesce(keywords, tags), '["\[\]]', '', 'g'),
        setting('tag_separators'),
        repeat('|', length(setting('tag_separators')))
    ),
    '|'
))
from stage.procore_company
where coalesce(keywords, tags) is not null;

-- A company's role follows from its use: an owner's contract or a commitment.
create table procore.company_use as
select distinct json_extract_string(try_cast(vendor as json), '$.id') as procore_id, 'customer' as role
from stage.procore_prime_contract
where json_extract_string(try_cast(vendor as json), '$.id') is not null
union
select distinct json_extract_string(try_cast(vendor as json), '$.id'), 'supplier'
from (
    select vendor from stage.procore_purchase_order_contract
    union all
    select vendor from stage.procore_work_order_contract
)
where json_extract_string(try_cast(vendor as json), '$.id') is not null;

-- Each way of reading cost codes, tried on the activities of up to 200 projects.
create table stage.calibration as
with
    candidate as (
        select mode, separator, pad, strip, fold_case
        from (
            select 'direct' as mode, '' as separator, '0' as pad
            union all
            select 'concatenate', unnest(['', '-', '.', ' ']), '0'
            union all
            select 'concatenate', unnest(['', '-', '.', ' ']), '2'
        )
        cross join (select unnest(['', '-. ']) as strip)
        cross join (select unnest([false, true]) as fold_case)
    ),

    project as (
        select project_key from maestro.linked_project order by project_key limit 200
    ),

    activity as (
        select distinct project_key, clean(activity_code) as code
        from maestro.activity where project_key in (from project)
    ),

    cost_code as (
        select project_key, levels, full_code from procore.activity
        where project_key in (from project) and not is_deleted and not is_parent
    ),

    maestro_key as (
        select c.*, a.project_key,
            case when c.fold_case then upper(translate(a.code, c.strip, '')) else translate(a.code, c.strip, '') end
                as key
        from activity a cross join candidate c
    ),

    procore_key as (
        select c.*, p.project_key,
            translate(shown_code(c.mode, p.levels, p.full_code, c.separator, c.pad), c.strip, '') as bare
        from cost_code p cross join candidate c
    ),

    found_key as (
        select * exclude (bare), case when fold_case then upper(bare) else bare end as key, count(*) as cost_codes
        from procore_key group by all
    )

select
    m.mode, m.separator, m.pad, m.strip, m.fold_case, count(*) as activities,
    count(f.key) as matched, count(*) filter (where f.cost_codes > 1) as ambiguous
from maestro_key m
left join found_key f using (mode, separator, pad, strip, fold_case, project_key, key)
group by all;

-- The same count under the settings in force.
create table stage.calibration_in_force as
select
    count(*) as activities,
    count(*) filter (where p.activity_key is not null) as matched
from (
    select distinct project_key, activity_key from maestro.activity
    where project_key in (
        select project_key from maestro.linked_project order by project_key limit 200
    )
) m
left join (
    select distinct project_key, activity_key from procore.activity
    where not is_deleted and not is_parent
) p using (project_key, activity_key);
