-- Every finding with its fix, as the review lists them.
create or replace temp table review as
select
    cast(f.place as integer) as place,
    f.id,
    f.rule,
    r.title,
    f.severity,
    f.entity,
    f.project,
    array_to_string(
        list_filter(
            map_values(cast(cast(f.key as json) as map(varchar, varchar))),
            lambda part:part is not null and part <> ''
        ),
        ' '
    ) as record,
    f.field,
    f.maestro_value,
    f.procore_value,
    f.difference,
    case
        when
            f.field is null
            or f.field not in (select field from mapping.field where kind = 'quantity')
        then cast(abs(try_cast(f.difference as decimal(18, 2))) as decimal(18, 2))
    end as amount,
    f.message,
    cast('open' as varchar) as status,
    cast(0 as integer) as age,
    cast('' as varchar) as bucket,
    cast('' as varchar) as assigned_to,
    p.fix,
    coalesce(p.kind, '') as kind,
    coalesce(p.action, '') as action
from result.finding f
join result.rule r using (rule)
left join proposed p using (id);
