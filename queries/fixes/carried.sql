-- query: carried
--
-- What each list carries in each project: the lines with an amount, and
-- their sum.
select
    'budget_line' as entity, project_key, count(*) as lines, sum(abs(amount)) as amount
from procore.original_budget
where amount <> 0
group by all
union all
select 'modified_budget', project_key, count(*), sum(abs(amount))
from maestro.modified_budget
where amount <> 0 and project_key is not null
group by all
order by entity, project_key
