-- The records behind both values of a finding: the first hundred, and their count.
create table result.finding_source as
with
    wanted as (
        select
            id as finding,
            field,
            'maestro' as system,
            maestro_source as key,
            maestro_value as value
        from result.finding
        where maestro_source is not null
        union all
        select id, field, 'procore', procore_source, procore_value
        from result.finding
        where procore_source is not null
    )
select
    w.finding,
    w.system,
    s.file,
    s."row",
    s.id,
    case
        when w.value is null
        then null
        when s.measure is not null or coalesce(w.field, 'amount') = 'amount'
        then s.amount
    end as amount,
    row_number() over (
        partition by w.finding, w.system order by s.file, s."row", s.id, s.amount
    ) as place,
    count(*) over (partition by w.finding, w.system) as records
from wanted w
join
    result.source s
    on s.system = w.system
    and s.key = w.key
    and (s.measure is null or s.measure = w.field)
qualify place <= 100;
