-- Cost lines of both sides, typed: transactions of maestro*; direct costs and invoices
-- of commitments of Procore. A line's number follows from its content, not its place.
create macro invoice_norm(x) as
    nullif(
        ltrim(upper(regexp_replace(clean(no_placeholder(x)), '[^0-9A-Za-z]', '', 'g')), '0'), ''
    );

create macro in_percent(rate) as rtrim(rtrim(cast(rate * 100 as varchar), '0'), '.');

create macro period_of(d) as coalesce(substr(cast(d as varchar), 1, 7), 'no date');

create table maestro.project_cost as
with
    numbered as (
        select
            *,
            code_norm(project_code) as project_key,
            row_number() over (
                partition by code_norm(project_code), code_norm(transaction_number), code_norm(line_number)
                order by activity_code, group_code, transaction_type, party_code, invoice_number, transaction_on,
                    accounting_on, entered_on, amount, quantity, unit, unit_price, description, order_number,
                    party_name, status, file, "row"
            ) as occurrence
        from stage.project_cost
    ),

    external_order as (
        select distinct number_key as order_key, external_key, entity
        from maestro.contract
        where external_key is not null and entity in ('purchase_order', 'subcontract')
    )

select
    row_number() over (
        order by c.project_key, code_norm(c.transaction_number), code_norm(c.line_number), c.occurrence, c.file, c."row"
    ) as line_id,
    concat(
        c.transaction_number, case when c.line_number is not null then concat('/', c.line_number) end,
        case when c.occurrence > 1 then concat(' (', c.occurrence, ')') end
    ) as transaction,
    c.transaction_number, c.project_code, c.project_key, c.activity_code, activity_norm(c.activity_code) as activity_key,
    c.group_code, code_norm(c.group_code) as group_key, c.transaction_type, t.procore_type,
    t.procore_type is not null as is_sent_type, c.transaction_type in ('4', 'B', '5', '=', 'E') as is_labour,
    c.party_code, code_norm(c.party_code) as party_key, c.party_name, c.invoice_number,
    invoice_norm(c.invoice_number) as invoice_key, code_norm(c.order_number) as order_key,
    c.transaction_on, c.accounting_on, c.entered_on, period_of(c.accounting_on) as period, c.status,
    coalesce(is_one_of(c.status, setting('transferred_values')), false) as is_transferred,
    plain(c.description) as description, coalesce(c.quantity, 0) as quantity, c.unit, c.unit_price, c.amount,
    setting('order_invoices') <> 'off' and c.transaction_type = '7' and o.order_key is not null as is_routed,
    o.external_key as commitment_key,
    -- Where orders are not exported, nobody can say where an order's invoice belongs.
    c.transaction_type <> '7' or c.order_number is null
    or code_norm(c.order_number) in (select number_key from maestro.contract where number_key is not null)
        as is_order_known,
    coalesce(g.is_billing, false) as is_billing,
    c.project_key in (select project_key from maestro.linked_project) as is_linked, c.source, c.file, c."row"
from numbered c
left join mapping.transaction_type t using (transaction_type)
left join (select order_key, min(external_key) as external_key from external_order group by all) o
    on o.order_key = code_norm(c.order_number)
left join (
    select group_key, bool_or(is_billing) as is_billing from maestro.cost_group group by all
) g on g.group_key = code_norm(c.group_code);

create table stage.procore_cost as
with
    direct_cost as (
        select
            'direct_cost' as kind, coalesce(h.project_id, l.project_id) as project_id,
            coalesce(h.id, id_of(l.holder)) as document_id, coalesce(l.id, concat('document ', h.id)) as record_id,
            h.direct_cost_type, h.status, local_day(h.direct_cost_date) as cost_on, h.invoice_number,
            clean(h.vendor_id) as vendor_id, id_of(h.employee) as employee_id, null as commitment_id,
            coalesce(clean(l.origin_id), clean(h.origin_id)) as origin_id, clean(h.deleted_at) is not null as is_deleted,
            h.amount as document_amount, coalesce(l.description, h.description) as description,
            case when l.id is null then h.amount else coalesce(l.amount, l.extended_amount) end as amount,
            l.quantity, l.unit_cost, l.uom, id_of(l.cost_code) as cost_code_id,
            id_of(l.line_item_type) as cost_type_id, id_of(l.wbs_code) as wbs_code_id,
            coalesce(l.source, h.source) as source, coalesce(l.file, h.file) as file, coalesce(l."row", h."row") as "row"
        from stage.procore_direct_cost h
        full join stage.procore_direct_cost_line l on l.project_id = h.project_id and id_of(l.holder) = h.id
    ),

    -- Each item of a commitment's invoice that bills something this period.
    item as (
        select r.*, unnest(cast(items as json[])) as item
        from stage.procore_requisition r
        where json_valid(items) and json_type(items) = 'ARRAY'
    ),

    invoice as (
        select
            'invoice' as kind, project_id, id as document_id, concat(id, '/', item ->> '$.id') as record_id,
            'invoice' as direct_cost_type, status, local_day(billing_date) as cost_on, invoice_number,
            clean(vendor_id) as vendor_id, null as employee_id, clean(commitment_id) as commitment_id,
            clean(origin_id) as origin_id, false as is_deleted, null as document_amount,
            item ->> '$.description_of_work' as description, item ->> '$.work_completed_this_period' as amount,
            null as quantity, null as unit_cost, null as uom, item ->> '$.cost_code_id' as cost_code_id,
            null as cost_type_id, item ->> '$.wbs_code.id' as wbs_code_id, source, file, "row"
        from item
        where
            clean(item ->> '$.work_completed_this_period') is not null
            and money(item ->> '$.work_completed_this_period') is distinct from 0
    )

select * from direct_cost
union all
select * from invoice;

create table stage.procore_coded_cost as
select
    c.*, s.procore_project_id, s.project_code, s.project_key, s.is_linked,
    coalesce(a.activity_code, w.activity_code) as activity_code,
    coalesce(a.activity_key, w.activity_key) as activity_key,
    coalesce(g.group_code, w.group_code) as group_code, coalesce(g.group_key, w.group_key) as group_key
from stage.procore_cost c
join procore.site s on s.procore_project_id = c.project_id
left join procore.activity a on a.procore_project_id = c.project_id and a.cost_code_id = c.cost_code_id
left join procore.cost_group g on g.procore_project_id = c.project_id and g.cost_type_id = c.cost_type_id
left join procore.budget_code w on w.procore_project_id = c.project_id and w.wbs_code_id = c.wbs_code_id;

insert into pull.reject
select 'procore', case kind when 'invoice' then 'order_invoice' else 'project_cost' end, file, "row", 'amount',
    coalesce(amount, ''), 'not an amount', project_code, concat(project_key, '|', activity_key, '|', group_key)
from stage.procore_coded_cost
where money(amount) is null;

create table procore.cost_line as
with
    approved_status as (
        select distinct trim(unnest(string_split(setting('approved_invoice_statuses'), ','))) as status
    )

select
    row_number() over (order by c.project_key, c.kind, length(c.record_id), c.record_id, c.source) as line_id, c.kind,
    c.document_id, c.record_id, c.procore_project_id, c.project_code, c.project_key, c.is_linked, c.activity_code,
    c.activity_key, c.group_code, c.group_key,
    lower(clean(c.direct_cost_type)) as procore_type, lower(clean(c.status)) as status,
    case c.kind when 'invoice' then lower(clean(c.status)) in (select status from approved_status)
        else lower(clean(c.status)) is not distinct from 'approved' end as is_approved,
    c.vendor_id, case when c.vendor_id is null then e.employee_code else p.party_code end as party_code,
    case when c.vendor_id is null then e.employee_key else p.party_key end as party_key,
    c.employee_id, clean(c.invoice_number) as invoice_number, invoice_norm(c.invoice_number) as invoice_key,
    k.number_key as commitment_key, c.cost_on, period_of(c.cost_on) as period, plain(c.description) as description,
    coalesce(measure(c.quantity), 0) as quantity, clean(c.uom) as unit, measure(c.unit_cost) as unit_price,
    money(c.amount) as amount, c.amount as raw_amount, money(c.document_amount) as document_amount, c.origin_id,
    c.is_deleted, c.source, c.file, c."row"
from stage.procore_coded_cost c
left join procore.party p on p.procore_id = c.vendor_id and p.role = 'supplier'
left join procore.user e on e.user_id = c.employee_id
left join (
    select procore_id, min(number_key) as number_key from procore.contract group by all
) k on k.procore_id = c.commitment_id
where money(c.amount) is not null
qualify row_number() over (partition by c.kind, c.record_id order by c.project_id, c.source) = 1;

insert into pull.rounded
select case kind when 'invoice' then 'order_invoice' else 'project_cost' end, source, 'amount', raw_amount, amount
from procore.cost_line
where length(rtrim(split_part(raw_amount, '.', 2), '0')) > 2;
