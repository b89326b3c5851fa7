-- Doubts that follow from rows which were rejected, repeated or are not whole.

-- The lists of maestro* whose number of rows or sum something proves: a control total,
-- a source that counts, an earlier pull.
create table stage.rows_held as
select
    l.entity as list,
    cast(l.value as bigint) as loaded,
    count(distinct(r.file, r."row")) filter (
        where r.reason not in ('a row of totals', 'the column names again')
    ) as rejected
from pull.loaded l
left join pull.reject r on r.system = 'maestro' and r.entity = l.entity
where l.measure = 'rows'
group by all;

create table stage.stated_total as
select
    t.entity as list,
    t.measure,
    max(cast(t.stated as decimal(38, 2))) as stated,
    max(
        case
            t.measure
            when 'rows'
            then h.loaded + h.rejected
            else cast(l.value as decimal(38, 2))
        end
    ) as found,
    max(h.rejected) as rejected
from pull.control_total t
join pull.loaded l on l.entity = t.entity and l.measure = t.measure
join stage.rows_held h on h.list = t.entity
-- A list that was not read at all has a doubt of its own.
where
    t.entity
    not in (select list from pull.manifest where system = 'maestro' and not is_complete)
group by t.entity, t.measure;

create table stage.proved_list as
select list
from stage.stated_total
group by list
having bool_or(stated = found)
union
select list
from pull.manifest
where system = 'maestro' and total is not null and total = rows
union
select entity
from pull.export_count
where measure = 'rows' and rows_now >= rows_before;

insert into pull.doubt
select
    concat('D', left(sha256(concat_ws(chr(31), kind, system, list, reason)), 10)),
    kind,
    case
        kind
        when 'rejected'
        then 'Rows were rejected'
        when 'no key'
        then 'Rows have no code'
        when 'repeated'
        then 'Rows stand twice'
        when 'incomplete row'
        then 'Rows lack a part'
        else 'An unknown project'
    end,
    concat(
        count(*),
        case when count(*) = 1 then ' row of ' else ' rows of ' end,
        list_title(list),
        ': ',
        string_agg(
            distinct case
                when kind = 'rejected' then field_title(list, part) else part
            end,
            ', '
        ),
        case
            when kind = 'rejected' and bool_and(part <> 'a damaged row')
            then ' is '
            else ', '
        end,
        reason,
        '; such as ',
        min(file),
        ', row ',
        arg_min("row", concat(file, lpad(cast("row" as varchar), 12, '0')))
    ),
    count(*),
    sha256(string_agg(content, chr(31) order by content))
from stage.doubted_row
group by kind, system, list, reason;

insert into pull.doubt_scope
select distinct
    concat('D', left(sha256(concat_ws(chr(31), kind, system, list, reason)), 10)),
    coalesce(input_of(system, list), concat(system, '.', list)),
    project_key,
    code_key,
    true,
    list in (select list from stage.summed_list)
from stage.doubted_row;
