-- query: lists_by_change
-- title: Lists read by their changes
-- source: the report
-- caption: Lists read by the changes since an earlier pull (recon pull \
-- --full reads all: a change that does not update a record's \
-- modification date is not seen)
-- column: list | List | code
-- column: lists | Lists | count
-- column: rows | Rows | count
-- column: since | Changes since
-- nothing: every list was read whole.
--
-- Long lists may be read by the changes since an earlier pull, applied to
-- the rows of that pull; the number of rows was checked. A change that does
-- not update a record's modification date is not seen: `recon pull --full`
-- reads every list whole.
select
    list,
    count(*) as lists,
    sum(rows) as rows,
    min(replace(replace(since, 'T', ' '), 'Z', ' UTC')) as since
from pull.manifest
where since is not null
group by list
order by list
