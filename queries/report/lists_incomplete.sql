-- query: lists_incomplete
-- title: Lists that were not read whole
-- source: the report
-- column: system | System
-- column: list | List | code
-- column: project_code | Project | code
-- column: rows | Rows read | count
-- column: total | Rows stated | count
-- column: reason | Why
-- nothing: every list was read whole.
--
-- What could not be read is not compared.
select
    if(m.system = 'maestro', 'maestro*', 'Procore') as system,
    m.list,
    coalesce(s.project_code, '') as project_code,
    m.rows,
    m.total,
    m.reason
from pull.manifest m
left join procore.site s on s.procore_project_id = m.procore_project_id
where not m.is_complete
order by all
