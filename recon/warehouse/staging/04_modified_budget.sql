-- The modified budget of both sides, and the changes it is made of.

-- The modified budget: Procore's column of approved change orders, by its name.
create table maestro.modified_budget as
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
    code_norm(b.project_code)
    in (select project_key from maestro.linked_project) as is_linked
from stage.modified_budget b;

create table stage.procore_modified_budget as
select
    b.*,
    json_extract_string(
        r.json,
        concat(
            '/', replace(replace(setting('approved_cos_column'), '~', '~0'), '/', '~1')
        )
    ) as raw_change
from stage.procore_budget b
join raw_procore.budget_line r using (file, "row")
where not b.is_without_activity and not b.is_without_group and not b.is_nameless;

insert into pull.reject
select
    'procore',
    'budget_line',
    file,
    "row",
    'modified_budget',
    coalesce(left(raw_change, 200), ''),
    case
        when clean(raw_change) is null
        then 'no amount, where other lines have one'
        else 'not an amount'
    end,
    project_code,
    concat(project_key, '|', activity_key, '|', group_key)
from stage.procore_modified_budget
qualify
    money(raw_change) is null
    and (
        clean(raw_change) is not null
        or count(money(raw_change)) over (partition by project_key) > 0
    );

create table procore.modified_budget as
select
    project_code,
    project_key,
    is_linked,
    activity_code,
    activity_key,
    group_code,
    group_key,
    budget_line_id,
    concat(project_key, '|', activity_key, '|', group_key) as line_key,
    money(raw_change) as amount,
    source,
    file,
    "row"
from stage.procore_modified_budget
where money(raw_change) is not null;

create table stage.procore_budget_change as
select
    'budget change' as kind,
    clean(l.budget_change_number) as number,
    plain(l.budget_change_name) as title,
    s.project_code,
    s.project_key,
    s.is_linked,
    w.activity_code,
    w.activity_key,
    w.group_code,
    w.group_key,
    l.amount as raw_amount,
    money(l.amount) as amount,
    lower(l.type) is not distinct from 'change_event' as is_change_event,
    lower(l.budget_change_status) is not distinct from 'approved' as is_approved,
    case
        when money(l.amount) is null
        then 'not an amount'
        when w.wbs_code_id is null and not is_unread('wbs_code', l.project_id)
        then 'of a budget code that is not in the project''s list'
    end as problem,
    l.project_id,
    l.source,
    l.file,
    l."row"
from stage.procore_budget_change_line l
join procore.site s on s.procore_project_id = l.project_id
left join
    procore.budget_code w
    on w.procore_project_id = l.project_id
    and w.wbs_code_id = l.wbs_code_id
union all
select
    'transfer',
    m.id,
    plain(m.notes),
    s.project_code,
    s.project_key,
    s.is_linked,
    b.activity_code,
    b.activity_key,
    b.group_code,
    b.group_key,
    m.transfer_amount,
    cast(m.sign * money(m.transfer_amount) as decimal(18, 2)),
    false,
    true,
    case
        when money(m.transfer_amount) is null
        then 'not an amount'
        when b.project_key is null and not is_unread('budget_line', m.project_id)
        then 'of a budget line that is not in the project''s list'
    end,
    m.project_id,
    m.source,
    m.file,
    m."row"
from
    (
        select *, to_budget_line_item_id as budget_line_id, 1 as sign
        from stage.procore_budget_modification
        union all
        select *, from_budget_line_item_id, -1
        from stage.procore_budget_modification
        where clean(from_budget_line_item_id) is not null
    ) m
join procore.site s on s.procore_project_id = m.project_id
left join
    procore.original_budget b
    on b.procore_project_id = m.project_id
    and b.budget_line_id = m.budget_line_id;

insert into pull.left_out
select
    'budget_change_line',
    project_id,
    file,
    "row",
    null,
    'of a budget change that is not approved'
from stage.procore_budget_change
where kind = 'budget change' and not is_approved;

insert into pull.reject
select
    'procore',
    'modified_budget',
    file,
    "row",
    'amount',
    coalesce(min(raw_amount), ''),
    min(problem),
    project_code,
    null
from stage.procore_budget_change
where is_approved and problem is not null
group by file, "row", project_code;

create table procore.budget_change as
select
    kind,
    number,
    title,
    project_code,
    project_key,
    is_linked,
    activity_code,
    activity_key,
    group_code,
    group_key,
    amount,
    is_change_event,
    source,
    file,
    "row"
from stage.procore_budget_change
where is_approved and problem is null;

-- The quantity of each modification, and that of the approved change orders of the prime
-- contract on the same activity and group.
create table link.modified_quantity as
with
    maestro as (
        select
            line_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(group_code) as group_code,
            sum(coalesce(quantity, 0)) as quantity
        from maestro.modified_budget
        where is_linked and activity_key is not null and group_key is not null
        group by line_key
    ),

    changed as (
        select
            concat_ws('|', l.project_key, l.activity_key, l.group_key) as line_key,
            sum(measure(l.quantity)) as quantity
        from stage.procore_coded_line l
        join
            procore.contract c
            on c.entity = l.entity
            and c.procore_id = l.parent_id
            and c.is_approved
        where
            l.entity = 'prime_change_order' and l.left_out is null and l.problem is null
        group by all
    )

select
    m.line_key,
    m.project_code,
    m.activity_code,
    m.group_code,
    cast(m.quantity as decimal(38, 6)) as maestro_quantity,
    cast(coalesce(c.quantity, 0) as decimal(38, 6)) as changed_quantity
from maestro m
left join changed c using (line_key)
join
    mapping.field f
    on f.entity = 'modified_budget'
    and f.field = 'quantity'
    and f.is_exported;
