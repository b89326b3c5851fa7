-- A Procore value longer than maestro* takes, of which maestro* has the first
-- characters: explained, no difference.
create table link.shortened as
select
    pair.entity,
    pair.procore_id,
    limited.field,
    limited.maestro_length,
    m.value as maestro_value,
    p.value as procore_value,
    pair.maestro_source,
    pair.procore_source,
    limited.field = 'rbq_number'
    and regexp_matches(p.value, '^[0-9]{4}-[0-9]{4}-[0-9]{2}$') as is_hyphenated_licence
from link.pair as pair
join
    mapping.field as limited
    on limited.entity = pair.entity
    and limited.maestro_length is not null
join
    maestro.field_value as m
    on m.entity = pair.entity
    and m.source = pair.maestro_source
    and m.field = limited.field
join
    procore.field_value as p
    on p.entity = pair.entity
    and p.record_key = pair.procore_id
    and p.field = limited.field
where
    length(p.value) > limited.maestro_length
    and m.value = clean(substr(p.value, 1, limited.maestro_length));

-- Rejects as anyone may read them: a person's name or rate is masked, and with it a
-- whole row that may hold one.
create view pull.shown_reject as
select
    r.system,
    r.entity,
    r.file,
    r."row",
    r.field,
    case
        when
            r.system = 'maestro'
            and (
                coalesce(f.is_private, false)
                or (r.entity = 'project_cost' and r.field in ('', 'unit_price'))
                or (r.entity = 'employee' and r.field = '')
            )
        then '(masked)'
        else r.value
    end as value,
    r.reason,
    r.project_code,
    r.code_key,
    -- The number and line of a transaction, as the row has them.
    nullif(
        concat_ws(
            '/',
            nullif(
                regexp_extract(c.content, '(^|\x1f)transaction_number=([^\x1f]*)', 2),
                ''
            ),
            nullif(regexp_extract(c.content, '(^|\x1f)line_number=([^\x1f]*)', 2), '')
        ),
        ''
    ) as transaction,
    concat_ws(
        ' ',
        replace(r.code_key, '|', ' '),
        left(
            sha256(
                concat_ws(
                    chr(31),
                    coalesce(c.content, ''),
                    coalesce(r.code_key, ''),
                    coalesce(r.value, '')
                )
            ),
            12
        )
    ) as content
from pull.reject r
left join mapping.field f on f.entity = r.entity and f.field = r.field
left join
    pull.row_content c on c.system = r.system and c.file = r.file and c."row" = r."row";

-- Each reject under a name that follows from its content; equal ones are numbered.
-- Versions up to 0.1.0 named them by file and row.
create view pull.named_reject as
select
    * exclude (content),
    concat(content, case when place > 1 then concat(' (', place, ')') end) as record,
    json_object('system', system, 'record', record) as single_key,
    json_object(
        'system', system, 'file', file, 'row', cast("row" as varchar)
    ) as former_key
from
    (
        select
            *,
            row_number() over (
                partition by
                    system,
                    coalesce(entity, ''),
                    coalesce(project_code, ''),
                    coalesce(field, ''),
                    content
                order by reason, file, "row"
            ) as place
        from pull.shown_reject
    );

-- Records of maestro* without a whole code, named by their content.
create view maestro.keyless as
with
    listed as (
        select
            entity,
            project_code,
            name,
            concat_ws(chr(31), name) as shown,
            null as code,
            source,
            file,
            "row"
        from maestro.record
        where code_key is null
        union all
        select
            'activity',
            project_code,
            description,
            concat_ws(chr(31), activity_code, description),
            activity_code,
            source,
            file,
            "row"
        from maestro.activity
        where activity_key is null or project_key is null
        union all
        select
            'budget_line',
            project_code,
            cast(amount as varchar),
            concat_ws(chr(31), activity_code, group_code, amount, quantity),
            concat_ws(' ', activity_code, group_code),
            source,
            file,
            "row"
        from maestro.original_budget
        where activity_key is null or project_key is null or group_key is null
    ),

    read_row as (
        select
            l.*,
            concat_ws(
                ' ', nullif(l.code, ''), left(sha256(coalesce(c.content, l.shown)), 12)
            ) as content
        from listed l
        left join
            pull.row_content c
            on c.system = 'maestro'
            and c.file = l.file
            and c."row" = l."row"
    )

select
    entity,
    project_code,
    name,
    source,
    concat(content, case when place > 1 then concat(' (', place, ')') end) as record,
    json_object('system', 'maestro', 'record', source) as former_key
from
    (
        select
            *,
            row_number() over (
                partition by entity, coalesce(project_code, ''), content
                order by file, "row"
            ) as place
        from read_row
    );

-- What each rule may rely on: an input with a problem is not compared, for the one
-- project or for all.
create macro input_of(side, recorded) as (
    select min(d.input)
    from mapping.list d
    where d.system = side and split_part(d.list, '/', 1) = split_part(recorded, '/', 1)
);

-- Through which lists the values of each input pass, those among them that only resolve
-- a code. Every input passes through itself.
create table pull.input_needs as
with recursive
    passed as (
        select input, input as needs
        from mapping.input_needs
        union
        select needs, needs
        from mapping.input_needs
        union
        select p.input, d.needs
        from passed p
        join mapping.input_needs d on d.input = p.needs
    )

select distinct input, needs
from passed
order by all;

-- An input with a problem is not compared, for the one project or for all.
create table stage.input_problem as
select distinct input_of(m.system, m.list) as input, s.project_key, m.reason
from pull.manifest m
left join procore.site s on s.procore_project_id = m.procore_project_id
where not m.is_complete and input_of(m.system, m.list) is not null
union all
select distinct
    input_of('procore', d.list),
    s.project_key,
    concat(
        'the field ',
        d.field,
        ' of ',
        d.list,
        ' is ',
        d.what,
        ' in ',
        d.rows,
        ' of ',
        d.of_rows,
        ' rows'
    )
from pull.drift d
left join procore.site s on s.procore_project_id = d.procore_project_id
where d.consequence = 'list' and input_of('procore', d.list) is not null
union all
select
    'link.' || entity,
    null,
    case
        when linked = 0
        then 'no link evidence'
        else
            concat(
                'link evidence for ',
                linked,
                ' only, and ',
                presumed,
                ' more with the same code on both sides'
            )
    end
from link.entity_evidence
where not is_usual
union all
-- A project is compared where it is known which one of Procore it is.
select
    'link.own_project',
    m.project_key,
    'the project has the same code in both systems and is not linked'
from maestro.project m
join procore.site s using (project_key)
where not s.is_linked
union
select 'link.own_project', e.code_key, 'it is not clear which project of Procore it is'
from link.live_evidence e
where
    e.entity = 'project'
    and e.code_key not in (select code_key from link.pair where entity = 'project')
    and e.code_key not in (select project_key from procore.site)
union
select 'link.own_project', u.project_key, 'the export of projects does not have it'
from maestro.unlisted_project u
join procore.site s using (project_key);

create table pull.input_problem as
select input, project_key, reason
from stage.input_problem
union
select n.input, p.project_key, concat(p.input, ': ', p.reason)
from stage.input_problem p
join pull.input_needs n on n.needs = p.input
where n.input <> p.input;
