-- query: budget_by_project
-- title: Original budgets by project
-- source: the report
-- caption: Original budgets of linked projects, largest difference first
-- column: project_code | Project | code
-- column: ours | maestro* (CAD) | money
-- column: theirs | Procore (CAD) | money
-- column: difference | Difference (CAD) | money
-- column: note | Note
-- project: project_code
-- total: Compared
--
-- Both totals of each linked project; a project that was not read whole has
-- no difference.
with
    line as (
        select
            project_key,
            project_code,
            amount as ours,
            cast(0 as decimal(18, 2)) as theirs
        from maestro.original_budget
        where is_linked and not is_billing
        union all
        select project_key, project_code, cast(0 as decimal(18, 2)), amount
        from procore.original_budget
        where is_linked
    ),
    total as (
        select
            project_key,
            min(project_code) as project_code,
            sum(ours) as ours,
            sum(theirs) as theirs
        from line
        group by project_key
    ),
    gap as (
        select project_key, min(reason) as reason
        from pull.input_problem
        where
            input in ('procore.original_budget', 'procore.activity')
            and project_key is not null
        group by project_key
    ),
    reject as (
        select upper(trim(project_code)) as project_key, count(*) as rejected
        from pull.reject
        where entity = 'budget_line'
        group by all
    )
select
    t.project_code,
    t.ours,
    case when g.reason is null then t.theirs end as theirs,
    case when g.reason is null then t.theirs - t.ours end as difference,
    concat_ws(
        '; ',
        case when g.reason is not null then concat('not compared: ', g.reason) end,
        case when r.rejected > 0 then concat(r.rejected, ' rows were rejected') end,
        case when b.is_locked then 'budget locked in Procore' end
    ) as note
from total t
left join gap g using (project_key)
left join reject r using (project_key)
left join
    (
        select project_key, bool_or(is_locked) as is_locked
        from procore.budget_lock
        group by all
    ) b using (project_key)
left join pull.scope s using (project_key)
where s.is_in_scope is distinct from false
order by abs(t.theirs - t.ours) desc, t.project_code
