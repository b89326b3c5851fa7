-- Doubts about a list as a whole.
create table stage.doubted_list as
select
    'control total' as kind,
    list,
    measure as part,
    concat(
        list_title(list),
        ': ',
        case
            measure
            when 'rows'
            then cast(cast(found as bigint) as varchar)
            else cast(found as varchar)
        end,
        ' found, the control total says ',
        case
            measure
            when 'rows'
            then cast(cast(stated as bigint) as varchar)
            else cast(stated as varchar)
        end,
        ' (',
        measure,
        ')'
    ) as reason,
    concat_ws('|', stated, found) as facts,
    measure = 'rows' and found < stated as is_loss
from stage.stated_total t
where
    stated <> found
    -- Rejected rows explain an amount that is not reached.
    and not (
        measure = 'amount'
        and rejected > 0
        and exists (
            select 1
            from stage.stated_total r
            where r.list = t.list and r.measure = 'rows' and r.stated = r.found
        )
    )
union all
select
    'shorter export',
    entity,
    measure,
    concat(
        list_title(entity),
        ': ',
        rows_now,
        case
            when measure = 'rows'
            then ' rows'
            when starts_with(measure, 'column ')
            then concat(' values of ', field_title(entity, substr(measure, 8)))
            else concat(' rows of ', replace(measure, '_', ' '))
        end,
        ', ',
        rows_before,
        ' at an earlier pull'
    ),
    concat_ws('|', rows_before, rows_now),
    not starts_with(measure, 'column ')
from pull.export_count
where rows_now < rows_before and (measure = 'rows' or rows_now = 0)
union all
select
    case
        kind
        when 'file'
        then 'a second file'
        when 'sheet'
        then 'a sheet not read'
        else 'cut off'
    end,
    entity,
    kind,
    text,
    text,
    true
from pull.file_note n
where
    is_doubt
    and not (
        kind = 'cut'
        and exists (
            select 1
            from stage.stated_total t
            where
                t.list = n.entity
                and t.stated = t.found
                and (
                    t.measure = 'amount'
                    or not exists (
                        select 1
                        from pull.loaded l
                        where l.entity = n.entity and l.measure = 'amount'
                    )
                )
        )
    );

-- A list that is short is one doubt, whatever shows it.
create table stage.doubted_list_cause as
select
    *,
    case
        when is_loss or kind = 'control total' then 'rows missing' else kind
    end as cause,
    -- A column that only is compared leaves the rest of the list as it is.
    case
        when
            part in (
                select concat('column ', field)
                from mapping.field f
                where f.entity = list and (f.compare <> 'none' or f.kind = 'quantity')
            )
        then concat('field|', substr(part, 8))
    end as code_key
from stage.doubted_list;

insert into pull.doubt
select
    concat('D', left(sha256(concat_ws(chr(31), cause, list, code_key)), 10)),
    min(kind),
    case
        min(kind)
        when 'control total'
        then 'A control total is not met'
        when 'shorter export'
        then 'An export has less than it had'
        when 'a second file'
        then 'A second file was not read'
        when 'a sheet not read'
        then 'A sheet was not read'
        else 'A file may be cut off'
    end,
    string_agg(reason, '; ' order by reason),
    null,
    sha256(string_agg(facts, chr(31) order by facts))
from stage.doubted_list_cause
group by cause, list, code_key;

insert into pull.doubt_scope
select
    concat('D', left(sha256(concat_ws(chr(31), cause, list, code_key)), 10)),
    coalesce(input_of('maestro', list), concat('maestro.', list)),
    null,
    code_key,
    bool_and(is_loss),
    list in (select list from stage.summed_list)
from stage.doubted_list_cause
group by cause, list, code_key;

-- What was not read whole is not compared at all; it is listed with the other doubts.
insert into pull.doubt
select
    concat(
        'D',
        left(
            sha256(concat_ws(chr(31), 'incomplete', system, list, procore_project_id)),
            10
        )
    ),
    'incomplete',
    'A list was not read whole',
    concat(
        list_title(list),
        case when any_value(s.project_code) is not null then ' of project ' end,
        any_value(s.project_code),
        ': ',
        min(m.reason)
    ),
    null,
    sha256(min(m.reason))
from pull.manifest m
left join procore.site s using (procore_project_id)
where not is_complete and input_of(system, list) is not null
group by system, list, procore_project_id;

insert into pull.doubt_scope
select distinct
    concat(
        'D',
        left(
            sha256(
                concat_ws(chr(31), 'incomplete', m.system, m.list, m.procore_project_id)
            ),
            10
        )
    ),
    input_of(m.system, m.list),
    s.project_key,
    null,
    false,
    true
from pull.manifest m
left join procore.site s using (procore_project_id)
where not m.is_complete and input_of(m.system, m.list) is not null;

-- One doubt for all lists whose number of rows nothing states: what they lack is not
-- proved to be absent.
create table stage.unproved_list as
select h.list, h.loaded
from stage.rows_held h
join pull.manifest m on m.system = 'maestro' and m.list = h.list and m.is_complete
where
    h.list not in (select list from stage.proved_list)
    and h.list not in (select list from stage.doubted_list);

insert into pull.doubt
select
    concat('D', left(sha256('no control total'), 10)),
    'no control total',
    'Nothing states how many rows a list has',
    concat(
        'No control total for ',
        string_agg(list_title(list), ', ' order by list),
        ': what is not in them is not proved to be absent from maestro*'
    ),
    null,
    sha256(string_agg(concat(list, loaded), chr(31) order by list))
from stage.unproved_list
having count(*) > 0;

insert into pull.doubt_scope
select
    concat('D', left(sha256('no control total'), 10)),
    coalesce(input_of('maestro', list), concat('maestro.', list)),
    null,
    'absent',
    true,
    true
from stage.unproved_list;

-- A record without link evidence, where its like has it, is compared under its code; its
-- code may have been used again for something else, so nothing is written on that.
create table stage.doubted_link as
select
    concat(
        'D', left(sha256(concat_ws(chr(31), 'presumed link', entity, code_key)), 10)
    ) as doubt,
    entity,
    code_key,
    procore_id,
    case
        entity
        when 'project'
        then ['link.own_project', 'link.presumed']
        else ['link.presumed']
    end as inputs
from link.presumed;

insert into pull.doubt
select
    doubt,
    'presumed link',
    'A link is presumed',
    concat(
        list_title(entity),
        ': nothing says that ',
        code_key,
        ' is linked to Procore record ',
        procore_id,
        ', and it is compared with it because both have this code'
    ),
    null,
    sha256(concat_ws('|', entity, code_key, procore_id))
from stage.doubted_link;

insert into pull.doubt_scope
select
    doubt,
    input,
    case when input = 'link.own_project' then code_key end,
    case when input = 'link.presumed' then code_key end,
    false,
    false
from (select doubt, code_key, unnest(inputs) as input from stage.doubted_link);
