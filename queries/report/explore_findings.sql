-- query: explore_findings
-- title: Findings of a project
-- source: the notebook explore
--
-- `$1` is the project's code in upper case.
select
    f.id,
    f.severity,
    r.title,
    concat_ws(
        ' ',
        f.entity,
        list_aggregate(
            map_values(cast(cast(f.key as json) as map(varchar, varchar))),
            'string_agg',
            ' '
        ),
        f.field
    ),
    f.maestro_value,
    f.procore_value,
    f.message
from result.finding as f
join result.rule as r using (rule)
where upper(f.project) = $1
order by f.place
