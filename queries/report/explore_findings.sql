-- query: explore_findings
-- title: Findings of a project
-- source: the notebook explore
-- caption: Findings of project {project}
-- column: id | Id | code
-- column: severity | Severity | severity
-- column: title | Finding
-- column: record | Record
-- column: maestro_value | maestro*
-- column: procore_value | Procore
-- column: message | What
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
    ) as record,
    f.maestro_value,
    f.procore_value,
    f.message
from result.finding as f
join result.rule as r using (rule)
where upper(f.project) = $1
order by f.place
