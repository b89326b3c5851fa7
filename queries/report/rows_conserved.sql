-- query: rows_conserved
-- title: Rows counted in each source
-- source: the report
--
-- Rows there = rows loaded + rows rejected + rows left out on purpose.
select
    if(system = 'maestro', 'maestro*', 'Procore'),
    coalesce(e.title, replace(c.list, '_', ' ')),
    sum(counted),
    sum(loaded),
    sum(rejected),
    sum(left_out)
from pull.conservation c
left join mapping.entity e on c.system = 'maestro' and e.entity = c.list
group by all
order by 1, 2
