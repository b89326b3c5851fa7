-- Where each value of a finding comes from: a key names one record, or all records
-- whose amounts make a sum.
create view result.source as
select
    'maestro' as system,
    source as key,
    null as measure,
    file,
    "row",
    null as id,
    null::decimal(38, 6) as amount
from maestro.record
union all
select 'maestro', concat('code|', entity, '|', code_key), null, file, "row", null, null
from maestro.record
union all
select distinct 'procore', source, null, file, "row", procore_id, null
from procore.record
union all
select 'procore', source, null, file, "row", procore_id, null
from procore.left_out_project
union all
select
    'procore',
    concat('code|', entity, '|', code_key),
    null,
    file,
    "row",
    procore_id,
    null
from procore.record
union all
select 'procore', concat('code|company|', code_key), null, file, "row", procore_id, null
from procore.company
union all
select 'maestro', source, null, file, "row", null, null
from maestro.activity
union all
select
    'maestro',
    concat('code|activity|', project_key, '|', activity_key),
    null,
    file,
    "row",
    null,
    null
from maestro.activity
union all
select 'procore', source, null, file, "row", cost_code_id, null
from procore.activity
union all
select
    'procore',
    concat('code|activity|', project_key, '|', activity_key),
    null,
    file,
    "row",
    cost_code_id,
    null
from procore.activity
where not is_deleted
union all
select 'maestro', concat('code|cost_group|', group_key), null, file, "row", null, null
from maestro.cost_group
union all
select
    'procore',
    concat('code|cost_group|', group_key),
    null,
    file,
    "row",
    cost_type_id,
    null
from procore.cost_group
union all
select 'procore', concat('segment|', project_key), null, file, "row", null, null
from procore.segment
where type = 'custom'
union all
select
    'maestro',
    k.key,
    k.measure,
    file,
    "row",
    null,
    case k.measure when 'quantity' then quantity else amount end
from maestro.original_budget b
cross join
    lateral(
        select b.line_key as key, 'original_budget' as measure
        union all
        select b.line_key, 'quantity'
        union all
        select
            concat('activity|', b.project_key, '|', b.activity_key), 'original_budget'
        union all
        select concat('group|', b.project_key, '|', b.group_key), 'original_budget'
        union all
        select 'all|budget_line', 'amount'
    ) k
union all
select 'maestro', source, null, file, "row", null, amount
from maestro.original_budget
union all
select
    'procore',
    k.key,
    k.measure,
    file,
    "row",
    budget_line_id,
    case k.measure when 'quantity' then quantity else amount end
from procore.original_budget b
cross join
    lateral(
        select b.line_key as key, 'original_budget' as measure
        union all
        select b.line_key, 'quantity'
        union all
        select
            concat('activity|', b.project_key, '|', b.activity_key), 'original_budget'
        union all
        select concat('group|', b.project_key, '|', b.group_key), 'original_budget'
    ) k
union all
select system, concat('reject|', file, '#', "row"), null, file, "row", null, null
from (select distinct system, file, "row" from pull.reject)
union all
select
    system,
    concat('rejects|', entity, '|', field, '|', reason),
    null,
    file,
    "row",
    null,
    null
from
    (
        select distinct system, entity, field, reason, file, "row"
        from pull.reject
        where
            upper(trim(coalesce(project_code, '')))
            not in (select project_key from pull.scope where not is_in_scope)
    )
union all
select 'maestro', k.key, k.measure, file, "row", null, amount
from maestro.project_cost c
cross join
    lateral(
        select c.source as key, null as measure
        union all
        select
            concat('cost|', c.project_key, '|', c.activity_key, '|', c.group_key),
            'cost'
        where c.is_transferred and not c.is_billing
        union all
        select concat('invoice|', c.party_key, '|', c.invoice_key), 'amount'
        union all
        select concat('transfer|', upper(trim(c.transaction_number))), 'amount'
        where c.transaction_type in ('2', '>', 'D', '?', '@')
        union all
        select
            concat_ws(
                '|',
                'coded invoice',
                case when c.is_routed then 'invoice' else 'direct_cost' end,
                c.project_key,
                c.activity_key,
                c.group_key,
                c.party_key,
                c.invoice_key
            ),
            'amount'
        where c.invoice_key is not null
        union all
        select
            concat(
                'document|',
                c.project_key,
                '|',
                upper(c.transaction_number),
                '|',
                c.activity_key,
                '|',
                c.group_key
            ),
            null
    ) k
union all
select
    'maestro', concat('code|project_cost|', repeated_key), null, file, "row", null, null
from maestro.project_cost
where repeated_key is not null
union all
select 'procore', source, null, file, "row", record_id, amount
from procore.cost_line
union all
select
    'procore',
    concat_ws(
        '|',
        'coded invoice',
        kind,
        project_key,
        activity_key,
        group_key,
        party_key,
        invoice_key
    ),
    'amount',
    file,
    "row",
    record_id,
    amount
from procore.cost_line
where
    invoice_key is not null
    and not is_deleted
    and procore_type is distinct from 'subcontractor_invoice'
union all
select
    'procore',
    concat('order_invoice|', project_key, '|', commitment_id, '|', invoice_key),
    'amount',
    file,
    "row",
    record_id,
    amount
from procore.cost_line
where kind = 'invoice' and is_approved and not is_deleted
union all
select distinct
    'procore',
    concat('document|', document_id),
    null,
    file,
    "row",
    document_id,
    null::decimal(38, 6)
from procore.cost_line
union all
select *
from result.document_source
union all
select 'maestro', line_key, 'modified_budget', file, "row", null, amount
from maestro.modified_budget
union all
select 'procore', line_key, 'modified_budget', file, "row", budget_line_id, amount
from procore.modified_budget
union all
select
    'maestro',
    concat('modified|', line_key),
    'quantity',
    file,
    "row",
    null,
    coalesce(quantity, 0)
from maestro.modified_budget
union all
select 'procore', concat('modified|', line_key), null, file, "row", budget_line_id, null
from procore.modified_budget
union all
select
    k.system,
    concat('split|', s.system, '|', s.code_key, '|', s.line),
    null,
    coalesce(m.file, p.file),
    coalesce(m."row", p."row"),
    p.line_id,
    null
from link.contract_line_split s
cross join
    lateral(
        select s.system as system, s.line as line
        union
        select
            case s.system when 'maestro' then 'procore' else 'maestro' end, s.part_line
    ) k
left join maestro.contract_line m on k.system = 'maestro' and m.source = k.line
left join
    procore.contract_line p
    on k.system = 'procore'
    and p.line_id = k.line
    and starts_with(s.code_key, concat(p.entity, '|', p.contract_id, '|'))
union all
select
    'procore',
    concat('change|', project_key, '|', activity_key, '|', group_key),
    'budget_change',
    file,
    "row",
    number,
    amount
from procore.budget_change
union all
select 'maestro', concat('code|employee|', employee_key), null, file, "row", null, null
from maestro.employee
union all
select 'procore', source, null, file, "row", user_id, null
from procore.user
union all
select
    'procore',
    concat('holdback|', commitment_id),
    k.measure,
    file,
    "row",
    item_id,
    k.amount
from procore.holdback_item i
cross join
    lateral(
        select 'work_to_date' as measure, i.work_to_date as amount
        union all
        select 'holdback_retained', i.holdback_retained
        union all
        select 'holdback_released', i.holdback_released
        union all
        select 'holdback_balance', i.holdback_retained - i.holdback_released
    ) k;
