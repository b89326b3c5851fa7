-- query: lists_by_change
-- title: Lists that were read by what changed
-- source: the report
-- caption: Lists read by what changed since an earlier pull (recon pull \
-- --full reads all: a change that moves no time of its record is not \
-- seen here)
-- column: list | List | code
-- column: lists | Lists | count
-- column: rows | Rows | count
-- column: since | Changes since
-- nothing: every list was read whole.
--
-- Long lists may be read by what changed since an earlier pull, laid over
-- what that pull had; their number was proved. A change that moves no time
-- of its record is not seen: `recon pull --full` reads every list whole.
select
    list,
    count(*) as lists,
    sum(rows) as rows,
    min(replace(replace(since, 'T', ' '), 'Z', ' UTC')) as since
from pull.manifest
where since is not null
group by list
order by list
