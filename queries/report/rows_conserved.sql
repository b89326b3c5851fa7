-- query: rows_conserved
-- title: Rows counted in each source
-- source: the report
-- caption: Rows counted in each source, apart from the reader that loads \
-- them
-- column: system | System
-- column: list | List
-- column: counted | Counted | count
-- column: loaded | Loaded | count
-- column: rejected | Rejected | count
-- column: left_out | Left out | count
-- nothing: nothing was counted.
--
-- Rows there = rows loaded + rows rejected + rows left out on purpose.
select
    if(system = 'maestro', 'maestro*', 'Procore') as system,
    coalesce(e.title, replace(c.list, '_', ' ')) as list,
    sum(counted) as counted,
    sum(loaded) as loaded,
    sum(rejected) as rejected,
    sum(left_out) as left_out
from pull.conservation c
left join mapping.entity e on c.system = 'maestro' and e.entity = c.list
group by all
order by 1, 2
