-- The original budget of Procore, line by line, and what of it cannot be used.

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
    s.procore_project_id,
    s.project_code,
    s.project_key,
    s.is_linked,
    b.id as budget_line_id,
    coalesce(a.activity_code, w.activity_code) as activity_code,
    coalesce(a.activity_key, w.activity_key) as activity_key,
    coalesce(g.group_code, w.group_code) as group_code,
    coalesce(g.group_key, w.group_key) as group_key,
    lower(b.budgeted) is distinct from 'false' and b.id is not null as is_budgeted,
    lower(b.budgeted) = 'true'
    and not regexp_matches(coalesce(b.id, ''), '^[1-9][0-9]{0,18}$') as is_nameless,
    clean(b.amount) as raw_amount,
    clean(b.quantity) as raw_quantity,
    a.cost_code_id is null and w.activity_key is null as is_without_activity,
    g.cost_type_id is null and w.group_key is null as is_without_group,
    (
        a.cost_code_id is null
        and w.activity_key is null
        and is_unread('activity', b.project_id)
    )
    or (
        g.cost_type_id is null
        and w.group_key is null
        and is_unread('cost_group', b.project_id)
    ) as is_unknown,
    coalesce(
        case
            when json_valid(b.sub_job) and json_type(b.sub_job) = 'OBJECT'
            then
                coalesce(
                    nullif(b.sub_job ->> '$.id', ''),
                    nullif(b.sub_job ->> '$.code', ''),
                    nullif(b.sub_job ->> '$.name', '')
                )
            else clean(b.sub_job)
        end,
        case
            when lower(r.json ->> '$.biller_type') = 'subjob'
            then r.json ->> '$.biller_id'
        end,
        list_filter(
            cast(json_extract(r.json, '$.wbs_code.segment_items[*]') as json[]),
            lambda item: (item ->> '$.segment.type') = 'sub_job'
        )[1]
        ->> '$.id'
    ) as sub_job,
    r.json ->> '$.wbs_code_id' as wbs_code_id,
    b.source,
    b.file,
    b."row"
from stage.named_budget_line b
left join raw_procore.budget_line r using (file, "row")
join procore.site s on s.procore_project_id = b.project_id
left join
    procore.activity a
    on a.procore_project_id = b.project_id
    and a.cost_code_id = b.activity_code
left join
    procore.cost_group g
    on g.procore_project_id = b.project_id
    and g.cost_type_id = b.group_code
left join
    procore.budget_code w
    on w.procore_project_id = b.project_id
    and w.wbs_code_id = coalesce(clean(b.wbs_code_id), id_of(b.wbs_code));

create macro budget_problem(
    nameless, without_activity, without_group, amount, quantity, budgeted
) as
    case
        when nameless then 'no id, though it is budgeted'
        when without_activity then 'its cost code is not in the project''s list'
        when without_group then 'its cost type is not in the project''s list'
        when amount is null and budgeted then 'no original budget amount'
        when amount is not null and try_cast(amount as decimal(18, 2)) is null then 'not an amount'
        when quantity is not null and try_cast(quantity as decimal(18, 6)) is null
            then 'not a quantity'
    end;

insert into pull.left_out
select
    'budget_line',
    procore_project_id,
    file,
    "row",
    null,
    'the list of its code was not read'
from stage.procore_budget
where is_unknown;

insert into pull.reject
select
    'procore',
    'budget_line',
    file,
    "row",
    'original_budget',
    coalesce(raw_amount, ''),
    budget_problem(
        is_nameless,
        is_without_activity,
        is_without_group,
        raw_amount,
        raw_quantity,
        is_budgeted
    ),
    project_code,
    concat(project_key, '|', activity_key, '|', group_key)
from stage.procore_budget
where
    not is_unknown
    and budget_problem(
        is_nameless,
        is_without_activity,
        is_without_group,
        raw_amount,
        raw_quantity,
        is_budgeted
    )
    is not null;

create table procore.original_budget as
select
    * exclude (
        is_nameless, is_without_activity, is_without_group, is_unknown, raw_quantity
    ),
    cast(coalesce(raw_amount, '0') as decimal(18, 2)) as amount,
    cast(coalesce(raw_quantity, '0') as decimal(18, 6)) as quantity,
    concat(project_key, '|', activity_key, '|', group_key) as line_key,
    group_key
    in (select group_key from maestro.cost_group where is_billing) as is_billing
from stage.procore_budget
where
    budget_problem(
        is_nameless,
        is_without_activity,
        is_without_group,
        raw_amount,
        raw_quantity,
        is_budgeted
    )
    is null;

insert into pull.rounded
select 'budget_line', source, 'original_budget', raw_amount, amount
from procore.original_budget
where length(rtrim(split_part(raw_amount, '.', 2), '0')) > 2;
