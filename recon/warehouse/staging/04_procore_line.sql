-- The lines of Procore's contracts and change orders, with their codes. Those of a package stand
-- inside its detail. `parents` says what kinds of document a line may be of: ids are
-- unique in one kind only.
create macro kinds_of(about) as (
    select min(l.documents)
    from mapping.list l
    where
        l.system = 'procore'
        and l.list in (
            split_part(about, '/', 1),
            concat(split_part(about, '/', 1), '/', split_part(about, '/', 2))
        )
);

create table stage.procore_contract_line as
with
    package as (
        select
            project_id,
            id as parent_id,
            about,
            file,
            "row",
            cast(line_items as json[]) as items
        from stage.procore_package_detail
        where json_valid(line_items) and json_type(line_items) = 'ARRAY'
    ),

    package_line as (
        select
            project_id,
            parent_id,
            about,
            file,
            "row",
            unnest(items) as item,
            generate_subscripts(items, 1) as place
        from package
    ),

    listed as (
        select *
        from stage.named_commitment_line
        union all by name
        select
            *,
            json_extract_string(try_cast(line_item_type as json), '$.id') as group_code
        from stage.named_prime_line
    ),

    potential as (
        select
            l.*,
            split_part(l.about, '/', 3) as parent_id,
            coalesce(try_cast(p.revision as bigint), 0) as revision
        from stage.named_potential_line l
        left join
            stage.procore_potential_change_order p
            on p.project_id = l.project_id
            and p.id = split_part(l.about, '/', 4)
    )

select
    project_id,
    kinds_of(about) as parents,
    split_part(about, '/', -1) as parent_id,
    id,
    line_number,
    description,
    coalesce(clean(amount), extended_amount) as amount,
    quantity,
    unit,
    unit_price,
    tax_code_id,
    activity_code as cost_code_id,
    group_code as cost_type_id,
    id_of(wbs_code) as wbs_code_id,
    source,
    file,
    "row",
    null as item,
    null as revision
from listed
union all
select
    project_id,
    kinds_of(about),
    split_part(about, '/', -1),
    id,
    line_number,
    description,
    coalesce(clean(amount), extended_amount),
    quantity,
    unit,
    unit_price,
    tax_code_id,
    activity_code,
    group_code,
    coalesce(clean(wbs_code_id), id_of(wbs_code)),
    source,
    file,
    "row",
    null,
    null
from stage.named_change_order_line
union all
select
    project_id,
    kinds_of(about),
    parent_id,
    id,
    line_number,
    description,
    coalesce(clean(amount), extended_amount),
    quantity,
    unit,
    unit_price,
    tax_code_id,
    activity_code,
    group_code,
    id_of(wbs_code),
    source,
    file,
    "row",
    null,
    concat(lpad(cast(revision as varchar), 12, '0'), '/', split_part(about, '/', 4))
from potential
union all
select
    project_id,
    kinds_of(about),
    parent_id,
    item ->> '$.id',
    item ->> '$.position',
    plain(item ->> '$.description'),
    coalesce(
        item ->> '$.extended_amount', item ->> '$.total_amount', item ->> '$.amount'
    ),
    item ->> '$.quantity',
    item ->> '$.uom',
    item ->> '$.unit_cost',
    item ->> '$.tax_code_id',
    item ->> '$.cost_code.id',
    item ->> '$.line_item_type.id',
    item ->> '$.wbs_code.id',
    file || '#' || "row",
    file,
    "row",
    place,
    null
from package_line;

-- Where several revisions of a change order have lines and the newest alone makes its
-- amount, it took the place of the others; else their lines add up.
create table stage.superseded_revision as
with
    revision as (
        select
            project_id,
            parent_id,
            parents[1] as entity,
            revision,
            sum(money(amount)) as amount
        from stage.procore_contract_line
        where revision is not null
        group by all
    ),

    change_order as (
        select
            project_id,
            parent_id,
            entity,
            sum(amount) as amount,
            max(revision) as newest,
            max_by(amount, revision) as newest_amount
        from revision
        group by all
        having count(*) > 1
    )

select o.project_id, o.parent_id, o.entity, o.newest
from change_order o
join
    procore.contract c
    on c.procore_project_id = o.project_id
    and c.procore_id = o.parent_id
    and c.entity = o.entity
where o.newest_amount = c.amount and o.amount <> c.amount;

create table stage.procore_coded_line as
with
    coded as (
        select
            l.*,
            c.entity,
            s.procore_project_id,
            s.project_code,
            s.project_key,
            s.is_linked,
            coalesce(a.activity_code, w.activity_code) as activity_code,
            coalesce(a.activity_key, w.activity_key) as activity_key,
            coalesce(g.group_code, w.group_code) as group_code,
            coalesce(g.group_key, w.group_key) as group_key,
            l.cost_code_id is not null
            and a.cost_code_id is null
            and w.wbs_code_id is null as is_without_activity,
            l.cost_type_id is not null
            and g.cost_type_id is null
            and w.wbs_code_id is null as is_without_group,
            l.wbs_code_id is not null
            and w.wbs_code_id is null
            and a.cost_code_id is null as is_without_code,
            v.newest is not null and l.revision <> v.newest as is_superseded,
            l.item is null
            or regexp_matches(coalesce(l.id, ''), '^[1-9][0-9]{0,18}$') as has_id,
            row_number() over (
                partition by c.entity, l.parent_id, l.id order by l.source, l.item
            ) as occurrence
        from stage.procore_contract_line l
        join procore.site s on s.procore_project_id = l.project_id
        left join
            procore.contract c
            on c.procore_id = l.parent_id
            and c.procore_project_id = l.project_id
            and list_contains(l.parents, c.entity)
        left join
            procore.activity a
            on a.procore_project_id = l.project_id
            and a.cost_code_id = l.cost_code_id
        left join
            procore.cost_group g
            on g.procore_project_id = l.project_id
            and g.cost_type_id = l.cost_type_id
        left join
            procore.budget_code w
            on w.procore_project_id = l.project_id
            and w.wbs_code_id = l.wbs_code_id
        left join
            stage.superseded_revision v
            on v.project_id = l.project_id
            and v.parent_id = l.parent_id
            and v.entity = c.entity
    )

select
    *,
    case
        when not has_id
        then 'no id that is a whole number'
        when entity is null
        then 'of a document that is not in the project''s lists'
        when money(amount) is null
        then 'not an amount'
        when clean(quantity) is not null and measure(quantity) is null
        then 'without a quantity that is a number'
        when is_without_activity and not is_unread('activity', project_id)
        then 'of a cost code that is not in the project''s list'
        when is_without_group and not is_unread('cost_group', project_id)
        then 'of a cost type that is not in the project''s list'
        when is_without_code and not is_unread('wbs_code', project_id)
        then 'of a budget code that is not in the project''s list'
    end as problem,
    case
        when
            entity is null
            and exists (
                select 1
                from stage.procore_contract d
                where
                    d.id = parent_id
                    and d.project_id = coded.project_id
                    and list_contains(parents, d.entity)
                    and clean(d.deleted_at) is not null
            )
        then 'of a document deleted in Procore'
        when
            entity is null
            and (
                is_unread('purchase_order_contract', project_id)
                or is_unread('work_order_contract', project_id)
                or is_unread('prime_contract', project_id)
                or is_unread('commitment_change_order', project_id)
                or is_unread('prime_change_order', project_id)
                or is_unread('change_order_package', project_id)
            )
        then 'the list of its document was not read'
        when entity is not null and is_superseded
        then 'of a revision that a newer one took the place of'
        when entity is not null and occurrence > 1 and has_id
        then 'its id came before'
    end as left_out
from coded;

insert into pull.left_out
select
    concat(split_part(file, '/', 2), case when item is not null then '.line_items' end),
    project_id,
    file,
    "row",
    item,
    left_out
from stage.procore_coded_line
where left_out is not null;

insert into pull.reject
select
    'procore',
    coalesce(
        entity,
        case
            when parents[1] like 'prime%'
            then 'prime_contract_line'
            else 'commitment_line'
        end
    ),
    file,
    "row",
    concat(
        case when item is not null then concat('line_items[', item, '].') end, 'amount'
    ),
    coalesce(amount, ''),
    problem,
    project_code,
    null
from stage.procore_coded_line
where left_out is null and problem is not null
union all
select
    'procore',
    'change_order',
    d.file,
    d."row",
    'line_items',
    coalesce(left(d.line_items, 200), ''),
    'not a list',
    s.project_code,
    null
from stage.procore_package_detail d
join procore.site s on s.procore_project_id = d.project_id
where
    json_valid(d.line_items) is distinct from true or json_type(d.line_items) <> 'ARRAY';

create table procore.contract_line as
select
    entity,
    parent_id as contract_id,
    id as line_id,
    procore_project_id,
    project_code,
    project_key,
    is_linked,
    clean(line_number) as line_number,
    description,
    activity_code,
    activity_key,
    case when entity like 'prime%' then '' else group_code end as group_code,
    case when entity like 'prime%' then '' else group_key end as group_key,
    coalesce(measure(quantity), 0) as quantity,
    clean(unit) as unit,
    measure(unit_price) as unit_price,
    clean(tax_code_id) as tax_code_id,
    money(amount) as amount,
    amount as raw_amount,
    source,
    file,
    "row"
from stage.procore_coded_line
where left_out is null and problem is null;

insert into pull.rounded
select entity, source, 'amount', raw_amount, amount
from procore.contract_line
where length(rtrim(split_part(raw_amount, '.', 2), '0')) > 2;
