-- query: cost_states
-- title: Cost lines by state and reason
-- source: the report
-- caption: Cost lines by state and reason, all projects in scope
-- column: system | System
-- column: state | State
-- column: reason | Reason, or what agreed
-- column: lines | Lines | count
-- column: amount | Amount (CAD) | money
-- nothing: no cost was read.
--
-- Every cost line of both systems ends in one state, with one reason.
with
    line as (
        select 'maestro*' as system, project_key, state, reason, amount
        from cost.maestro_state
        union all
        select 'Procore', project_key, state, reason, amount
        from cost.procore_state
    )

select system, state, reason, count(*) as lines, sum(amount) as amount
from line
left join pull.scope using (project_key)
where is_in_scope is distinct from false
group by system, state, reason
order by
    system,
    case
        state
        when 'matched'
        then 1
        when 'routed to the commitment'
        then 2
        when 'matched with drift'
        then 3
        when 'missing in Procore'
        then 4
        when 'only in Procore'
        then 5
        when 'duplicated'
        then 6
        when 'netted'
        then 7
        else 8
    end,
    abs(sum(amount)) desc,
    reason
