-- Every row received from Procore is loaded, rejected with a reason, or knowingly left
-- out. What is none of these makes its list incomplete.
insert into pull.left_out
select
    split_part(file, '/', 2),
    project_id,
    file,
    "row",
    null,
    'a template or a demonstration project'
from stage.procore_project p
where
    not exists (
        select 1 from procore.project k where k.file = p.file and k."row" = p."row"
    )
union all
select split_part(file, '/', 2), project_id, file, "row", null, 'its id came before'
from stage.procore_company c
where
    not exists (
        select 1 from procore.company k where k.file = c.file and k."row" = c."row"
    )
union all
select 'wbs_code', project_id, file, "row", null, 'without segments'
from stage.procore_wbs_code
where
    json_valid(segment_items)
    and json_type(segment_items) = 'ARRAY'
    and json_array_length(segment_items) = 0;

-- What was rejected twice for one value is rejected once, with the code it is of.
delete from pull.reject
where system = 'procore' and rowid in (
    select rowid from pull.reject
    where system = 'procore'
    qualify
        row_number() over (
            partition by file, "row", field order by code_key is null, reason
        ) > 1
);

-- The rows inside rows that were rejected whole.
create table stage.rejected_inside as
select i.file, i.part, i.rows
from
    (
        select file, "row", '.items' as part, json_array_length(json, '$.items') as rows
        from raw_procore.requisition
        union all
        select file, "row", '.line_items', json_array_length(json, '$.line_items')
        from raw_procore.package_detail
        union all
        select file, "row", '.segment_items', json_array_length(json, '$.segment_items')
        from raw_procore.wbs_code
    ) i
join
    pull.reject r
    on r.system = 'procore'
    and r.field = ''
    and r.file = i.file
    and r."row" = i."row"
where i.rows > 0;

-- The rows of each list where rules read them; what only resolves or proves something
-- stays as staged.
create view stage.loaded_row as
select file, "row"
from procore.project
union all
select file, "row"
from procore.company
union all
select file, "row"
from procore.activity
union all
select file, "row"
from procore.cost_group
union all
select file, "row"
from procore.segment
union all
select file, "row"
from procore.original_budget
union all
select file, "row"
from procore.budget_code
where file like 'procore/wbs_code/%'
union all
select file, "row"
from procore.user
union all
select file, "row"
from procore.project_supplier
union all
select file, "row"
from procore.contract
union all
select file, "row"
from procore.contract_line
where file not like 'procore/package_detail/%'
union all
select file, "row"
from procore.cost_line
where file like 'procore/direct_cost_line/%'
union all
select distinct file, "row"
from procore.budget_change
union all
select file, "row"
from stage.procore_company_tag
union all
select file, "row"
from stage.procore_segment_item
union all
select file, "row"
from stage.procore_budget_view
union all
select file, "row"
from stage.procore_budget_column
union all
select file, "row"
from stage.procore_budget_lock
union all
select file, "row"
from stage.procore_tax_code
union all
select file, "row"
from stage.procore_potential_change_order
union all
select file, "row"
from stage.procore_direct_cost
union all
select file, "row"
from stage.procore_requisition
union all
select file, "row"
from stage.procore_package_detail;

insert into pull.conservation
with
    rejected_row as (
        select distinct file, "row"
        from pull.reject
        where system = 'procore'
        except
        select file, "row"
        from pull.left_out
        where item is null
    ),

    outcome as (
        select file, '' as part, count(*) as loaded, 0 as rejected, 0 as left_out
        from stage.loaded_row
        group by file
        union all
        select r.file, '', 0, count(*), 0
        from rejected_row r
        where
            not exists (
                select 1
                from stage.loaded_row k
                where k.file = r.file and k."row" = r."row"
            )
        group by r.file
        union all
        select file, '', 0, 0, count(distinct "row")
        from pull.left_out
        where item is null
        group by file
        union all
        select file, '.line_items', count(*), 0, 0
        from procore.contract_line
        where file like 'procore/package_detail/%'
        group by file
        union all
        select file, '.items', count(*), 0, 0
        from procore.cost_line
        where kind = 'invoice'
        group by file
        union all
        select file, '.segment_items', count(*), 0, 0
        from stage.procore_wbs_item
        where type is not null and code is not null
        group by file
        union all
        select
            file,
            concat('.', split_part(field, '[', 1)),
            0,
            count(distinct concat("row", field)),
            0
        from pull.reject
        where system = 'procore' and contains(field, '[')
        group by all
        union all
        select file, part, 0, sum(rows), 0
        from stage.rejected_inside
        group by all
        union all
        select file, concat('.', split_part(list, '.', 2)), 0, 0, count(*)
        from pull.left_out
        where item is not null
        group by all
    ),

    result as (
        select
            concat(split_part(o.file, '/', 2), o.part) as list,
            f.project_id,
            sum(o.loaded) as loaded,
            sum(o.rejected) as rejected,
            sum(o.left_out) as left_out
        from outcome o
        join stage.procore_file f using (file)
        group by all
    ),

    counted as (
        select list, procore_project_id as project_id, sum(rows) as rows
        from pull.counted
        group by all
    )

select
    'procore',
    c.list,
    c.project_id,
    c.rows,
    coalesce(r.loaded, 0),
    coalesce(r.rejected, 0),
    coalesce(r.left_out, 0)
from counted c
left join result r on r.list = c.list and r.project_id is not distinct from c.project_id;

-- A project that was rejected takes its lists with it.
update pull.conservation c
set left_out = counted - loaded - rejected
where
    procore_project_id is not null
    and procore_project_id not in (select procore_project_id from procore.site)
    and counted > loaded + rejected;

insert into pull.left_out
select list, procore_project_id, null, null, null, 'of a project that was rejected'
from pull.conservation
where procore_project_id not in (select procore_project_id from procore.site);

insert into pull.manifest
select
    'procore',
    split_part(c.list, '.', 1),
    min(m.entity),
    c.procore_project_id,
    '-',
    min(m.started),
    max(m.ended),
    null,
    null,
    false,
    concat(
        c.counted,
        ' rows of ',
        c.list,
        ' were received; ',
        c.loaded,
        ' were loaded, ',
        c.rejected,
        ' rejected and ',
        c.left_out,
        ' left out'
    ),
    null
from pull.conservation c
join
    pull.manifest m
    on m.system = 'procore'
    and split_part(m.list, '/', 1) = split_part(c.list, '.', 1)
    and m.procore_project_id is not distinct from c.procore_project_id
where c.counted <> c.loaded + c.rejected + c.left_out
group by c.list, c.procore_project_id, c.counted, c.loaded, c.rejected, c.left_out;

-- Rejects that were found before projects were known take theirs from their file.
update pull.reject r
set project_code = s.project_code
from stage.procore_file f
join procore.site s on s.procore_project_id = f.project_id
where r.system = 'procore' and r.project_code is null and f.file = r.file;
