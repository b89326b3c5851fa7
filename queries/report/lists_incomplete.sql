-- query: lists_incomplete
-- title: Lists that were not read whole
-- source: the report
--
-- What could not be read is not compared.
select
    if(m.system = 'maestro', 'maestro*', 'Procore'),
    m.list,
    coalesce(s.project_code, ''),
    m.rows,
    m.total,
    m.reason
from pull.manifest m
left join procore.site s on s.procore_project_id = m.procore_project_id
where not m.is_complete
order by all
