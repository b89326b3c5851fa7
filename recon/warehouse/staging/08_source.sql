-- Where each value of a finding comes from: a key names one record, or all records
-- whose amounts make a sum.
create view result.source as
select 'maestro' as system, source as key, null as measure, file, "row", null as id, null::decimal(38, 6) as amount
from maestro.record
union all
select 'maestro', concat('code|', entity, '|', code_key), null, file, "row", null, null from maestro.record
union all
select distinct 'procore', source, null, file, "row", procore_id, null from procore.record
union all
select 'procore', concat('code|', entity, '|', code_key), null, file, "row", procore_id, null from procore.record
union all
select 'procore', concat('code|company|', code_key), null, file, "row", procore_id, null from procore.company
union all
select 'maestro', source, null, file, "row", null, null from maestro.activity
union all
select 'maestro', concat('code|activity|', project_key, '|', activity_key), null, file, "row", null, null
from maestro.activity
union all
select 'procore', source, null, file, "row", cost_code_id, null from procore.activity
union all
select 'procore', concat('code|activity|', project_key, '|', activity_key), null, file, "row", cost_code_id, null
from procore.activity where not is_deleted
union all
select 'maestro', concat('code|cost_group|', group_key), null, file, "row", null, null from maestro.cost_group
union all
select 'procore', concat('code|cost_group|', group_key), null, file, "row", cost_type_id, null from procore.cost_group
union all
select 'procore', concat('segment|', project_key), null, file, "row", null, null
from procore.segment where type = 'custom'
union all
select 'maestro', k.key, k.measure, file, "row", null, case k.measure when 'quantity' then quantity else amount end
from maestro.original_budget b
cross join lateral (
    select b.line_key as key, 'original_budget' as measure
    union all select b.line_key, 'quantity'
    union all select concat('activity|', b.project_key, '|', b.activity_key), 'original_budget'
    union all select concat('group|', b.project_key, '|', b.group_key), 'original_budget'
    union all select 'all|budget_line', 'amount'
) k
union all
select 'maestro', source, null, file, "row", null, amount from maestro.original_budget
union all
select 'procore', k.key, k.measure, file, "row", budget_line_id, case k.measure when 'quantity' then quantity else amount end
from procore.original_budget b
cross join lateral (
    select b.line_key as key, 'original_budget' as measure
    union all select b.line_key, 'quantity'
    union all select concat('activity|', b.project_key, '|', b.activity_key), 'original_budget'
    union all select concat('group|', b.project_key, '|', b.group_key), 'original_budget'
) k
union all
select system, concat('reject|', file, '#', "row"), null, file, "row", null, null
from (select distinct system, file, "row" from pull.reject);
