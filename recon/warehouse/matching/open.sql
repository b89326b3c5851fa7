-- The cost lines that still need a partner: all of them, before the first pass. A line
-- has the attributes of its system that can agree with those of the other one.
create schema cost;

create table cost.pair (
    maestro_line bigint, procore_line bigint, basis varchar, group_id varchar
);

create temp table open_line as
select
    'maestro' as system,
    line_id,
    project_key,
    activity_key,
    group_key,
    amount,
    party_key,
    invoice_key,
    transaction_on as cost_on,
    date_trunc('week', transaction_on) as week,
    code_norm(transaction_number) as origin_key,
    case when is_routed then 'invoice' else 'direct_cost' end as channel,
    case when is_routed then commitment_key end as commitment_key,
    null as document_id,
    is_labour,
    is_transferred and is_sent_type as is_due,
    copy,
    copies
from maestro.project_cost
where is_linked and not is_billing
union all
select
    'procore',
    line_id,
    project_key,
    activity_key,
    group_key,
    amount,
    party_key,
    invoice_key,
    cost_on,
    date_trunc('week', cost_on),
    code_norm(origin_id),
    kind,
    commitment_key,
    document_id,
    false,
    true,
    null,
    null
from procore.cost_line
where
    is_linked
    and not is_deleted
    and procore_type is distinct from 'subcontractor_invoice';
