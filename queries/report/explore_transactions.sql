-- query: explore_transactions
-- title: Cost lines behind a code
-- source: the notebook explore
-- caption: Cost lines of {project}, {activity} {group} (CAD)
-- column: system | System
-- column: record | Record | code
-- column: dated | Date | code
-- column: period | Month | code
-- column: party_code | Supplier | code
-- column: invoice_number | Invoice | code
-- column: amount | Amount | money
-- column: state | State
-- column: reason | Reason
--
-- `$1` is the project, `$2` the activity, `$3` the group, all in upper
-- case.
select
    'maestro*' as system,
    transaction as record,
    cast(accounting_on as varchar) as dated,
    period,
    party_code,
    invoice_number,
    amount,
    state,
    reason
from cost.maestro_state
where project_key = $1 and activity_key = $2 and group_key = $3
union all
select
    'Procore',
    record_id,
    cast(cost_on as varchar),
    period,
    party_code,
    invoice_number,
    amount,
    state,
    reason
from cost.procore_state
where project_key = $1 and activity_key = $2 and group_key = $3
order by 6, 7, 1, 2
