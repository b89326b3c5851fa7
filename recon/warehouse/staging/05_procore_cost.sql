-- Direct costs and invoices of commitments of Procore, typed, one row a line. A line's
-- number follows from its content, not its place.
create macro exact(x) as try_cast(clean(x) as decimal(38, 6));

-- Each item of a commitment's invoice. What it bills is its work of the period and the
-- materials newly stored: those that are stored now, without those stored before.
create table stage.procore_invoice_item as
with
    listed as (
        select *, cast(items as json[]) as listed_items
        from stage.named_requisition
        where json_valid(items) and json_type(items) = 'ARRAY'
    ),

    item as (
        select
            r.* exclude (listed_items),
            unnest(listed_items) as item,
            generate_subscripts(listed_items, 1) as place
        from listed r
    ),

    figure as (
        select
            *,
            clean(item ->> '$.id') as item_id,
            clean(item ->> amount_path) as work,
            clean(item ->> '$.new_materials') as new_materials,
            clean(item ->> '$.materials_presently_stored') as stored,
            coalesce(
                clean(item ->> '$.materials_presently_stored_from_previous_progress'),
                lag(clean(item ->> '$.materials_presently_stored')) over (
                    partition by
                        project_id,
                        order_number,
                        coalesce(item ->> '$.line_item_id', concat(id, '#', place))
                    order by try_cast(number as bigint), id
                )
            ) as stored_before,
            clean(
                item ->> '$.work_completed_retainage_retained_this_period'
            ) as retained,
            clean(
                item ->> '$.materials_stored_retainage_new_materials'
            ) as retained_of_materials,
            clean(
                item ->> '$.work_completed_retainage_released_this_period'
            ) as released,
            clean(
                item ->> '$.materials_stored_retainage_released_this_period'
            ) as released_of_materials
        from item
    ),

    part as (
        select
            *,
            case
                setting('invoice_materials')
                when 'presently_stored'
                then coalesce(exact(stored), 0)
                when 'none'
                then 0
                else
                    coalesce(
                        exact(new_materials),
                        exact(stored) - coalesce(exact(stored_before), 0),
                        0
                    )
            end as materials,
            case
                setting('invoice_retainage')
                when 'net'
                then
                    coalesce(exact(released), 0)
                    + coalesce(exact(released_of_materials), 0)
                    - coalesce(exact(retained), 0)
                    - coalesce(exact(retained_of_materials), 0)
                else 0
            end as retainage,
            list_filter(
                [
                    work,
                    new_materials,
                    stored,
                    stored_before,
                    retained,
                    retained_of_materials,
                    released,
                    released_of_materials
                ],
                lambda x:x is not null and exact(x) is null
            ) as invalid_figures
        from figure
    )

-- A figure that is no number makes the amount none.
select
    *,
    case
        when len(invalid_figures) > 0
        then invalid_figures[1]
        when materials = 0 and retainage = 0
        then work
        else cast(coalesce(exact(work), 0) + materials + retainage as varchar)
    end as amount
from part;

create table stage.procore_cost as
with
    direct_cost as (
        select
            'direct_cost' as kind,
            coalesce(h.project_id, l.project_id) as project_id,
            coalesce(h.id, id_of(l.holder)) as document_id,
            coalesce(l.id, concat('document ', h.id)) as record_id,
            h.transaction_type,
            h.status,
            local_day(h.transaction_on) as cost_on,
            null as billed_to,
            h.invoice_number,
            clean(h.party_code) as vendor_id,
            h.party_name as employee_id,
            null as commitment_id,
            coalesce(
                clean(l.transaction_number), clean(h.transaction_number)
            ) as origin_id,
            clean(h.deleted_at) is not null as is_deleted,
            h.amount as document_amount,
            coalesce(l.description, h.description) as description,
            case
                when l.id is null
                then h.amount
                else coalesce(clean(l.amount), l.extended_amount)
            end as amount,
            l.quantity,
            l.unit_price,
            l.unit,
            l.tax_code_id,
            l.activity_code as cost_code_id,
            l.group_code as cost_type_id,
            id_of(l.wbs_code) as wbs_code_id,
            currency_of(
                null, coalesce(l.currency_configuration, h.currency_configuration)
            ) as currency,
            coalesce(l.source, h.source) as source,
            coalesce(l.file, h.file) as file,
            coalesce(l."row", h."row") as "row",
            null as item,
            h.id is null as is_without_document
        from stage.named_direct_cost h
        full join
            stage.named_direct_cost_line l
            on l.project_id = h.project_id
            and id_of(l.holder) = h.id
    ),

    invoice as (
        select
            'invoice' as kind,
            project_id,
            id as document_id,
            concat(id, '/', item_id) as record_id,
            'invoice' as transaction_type,
            status,
            local_day(transaction_on) as cost_on,
            local_day(requisition_end) as billed_to,
            invoice_number,
            clean(party_code) as vendor_id,
            null as employee_id,
            clean(order_number) as commitment_id,
            clean(origin_id) as origin_id,
            false as is_deleted,
            null as document_amount,
            plain(item ->> '$.description_of_work') as description,
            amount,
            null as quantity,
            null as unit_price,
            null as unit,
            null as tax_code_id,
            item ->> '$.cost_code_id' as cost_code_id,
            null as cost_type_id,
            item ->> '$.wbs_code.id' as wbs_code_id,
            currency_of(
                null,
                coalesce(item ->> '$.currency_configuration', currency_configuration)
            ) as currency,
            source,
            file,
            "row",
            place as item,
            false as is_without_document
        from stage.procore_invoice_item
    )

select *
from direct_cost
union all
select *
from invoice;

create table stage.procore_coded_cost as
with
    coded as (
        select
            c.*,
            s.procore_project_id,
            s.project_code,
            s.project_key,
            s.is_linked,
            coalesce(a.activity_code, w.activity_code) as activity_code,
            coalesce(a.activity_key, w.activity_key) as activity_key,
            coalesce(g.group_code, w.group_code) as group_code,
            coalesce(g.group_key, w.group_key) as group_key,
            c.cost_code_id is not null
            and a.cost_code_id is null
            and w.wbs_code_id is null as is_without_activity,
            c.cost_type_id is not null
            and g.cost_type_id is null
            and w.wbs_code_id is null as is_without_group,
            c.wbs_code_id is not null
            and w.wbs_code_id is null
            and a.cost_code_id is null as is_without_code,
            c.item is null
            or regexp_matches(
                split_part(c.record_id, '/', 2), '^[1-9][0-9]{0,18}$'
            ) as has_id,
            row_number() over (
                partition by c.kind, c.record_id order by c.project_id, c.source, c.item
            ) as occurrence
        from stage.procore_cost c
        join procore.site s on s.procore_project_id = c.project_id
        left join
            procore.activity a
            on a.procore_project_id = c.project_id
            and a.cost_code_id = c.cost_code_id
        left join
            procore.cost_group g
            on g.procore_project_id = c.project_id
            and g.cost_type_id = c.cost_type_id
        left join
            procore.budget_code w
            on w.procore_project_id = c.project_id
            and w.wbs_code_id = c.wbs_code_id
    )

select
    *,
    case
        when not has_id
        then 'no id that is a whole number'
        when is_without_document and not is_unread('direct_cost', project_id)
        then 'of a direct cost that is not in the project''s list'
        when money(amount) is null
        then 'not an amount'
        when clean(quantity) is not null and measure(quantity) is null
        then 'without a quantity that is a number'
        when is_without_activity and not is_unread('activity', project_id)
        then 'of a cost code that is not in the project''s list'
        when is_without_group and not is_unread('cost_group', project_id)
        then 'of a cost type that is not in the project''s list'
        when is_without_code and not is_unread('wbs_code', project_id)
        then 'of a budget code that is not in the project''s list'
    end as problem,
    case
        when item is not null and money(amount) = 0
        then 'bills nothing in its period'
        when occurrence > 1 and has_id
        then 'its id came before'
    end as left_out
from coded;

insert into pull.left_out
select
    case kind when 'invoice' then 'requisition.items' else split_part(file, '/', 2) end,
    project_id,
    file,
    "row",
    item,
    left_out
from stage.procore_coded_cost
where left_out is not null;

insert into pull.reject
select
    'procore',
    case kind when 'invoice' then 'order_invoice' else 'project_cost' end,
    file,
    "row",
    concat(case when item is not null then concat('items[', item, '].') end, 'amount'),
    coalesce(amount, ''),
    problem,
    project_code,
    concat(project_key, '|', activity_key, '|', group_key)
from stage.procore_coded_cost
where left_out is null and problem is not null
union all
select
    'procore',
    'order_invoice',
    r.file,
    r."row",
    'items',
    coalesce(left(r.items, 200), ''),
    'not a list',
    s.project_code,
    null
from stage.procore_requisition r
join procore.site s on s.procore_project_id = r.project_id
where json_valid(r.items) is distinct from true or json_type(r.items) <> 'ARRAY';

create table procore.cost_line as
with
    approved_status as (
        select distinct
            trim(
                unnest(string_split(setting('approved_invoice_statuses'), ','))
            ) as status
    )

select
    row_number() over (
        order by c.project_key, c.kind, length(c.record_id), c.record_id, c.source
    ) as line_id,
    c.kind,
    c.document_id,
    c.record_id,
    c.procore_project_id,
    c.project_code,
    c.project_key,
    c.is_linked,
    c.activity_code,
    c.activity_key,
    c.group_code,
    c.group_key,
    lower(clean(c.transaction_type)) as procore_type,
    lower(clean(c.status)) as status,
    case
        c.kind
        when 'invoice'
        then lower(clean(c.status)) in (select status from approved_status)
        else lower(clean(c.status)) is not distinct from 'approved'
    end as is_approved,
    c.vendor_id,
    case
        when c.vendor_id is null then e.employee_code else p.party_code
    end as party_code,
    case when c.vendor_id is null then e.employee_key else p.party_key end as party_key,
    c.employee_id,
    clean(c.invoice_number) as invoice_number,
    invoice_norm(c.invoice_number) as invoice_key,
    c.commitment_id,
    k.number_key as commitment_key,
    k.number as commitment_number,
    c.cost_on,
    period_of(c.cost_on) as period,
    c.billed_to,
    clean(c.tax_code_id) as tax_code_id,
    k.entity as commitment_kind,
    c.description,
    coalesce(measure(c.quantity), 0) as quantity,
    clean(c.unit) as unit,
    measure(c.unit_price) as unit_price,
    money(c.amount) as amount,
    c.amount as raw_amount,
    money(c.document_amount) as document_amount,
    c.origin_id,
    c.is_deleted,
    c.currency,
    is_other_currency(c.currency) as is_other_currency,
    c.source,
    c.file,
    c."row"
from stage.procore_coded_cost c
left join procore.party p on p.procore_id = c.vendor_id and p.role = 'supplier'
left join procore.user e on e.user_id = c.employee_id
left join
    (
        select
            procore_id,
            min(number_key) as number_key,
            min(number) as number,
            min(entity) as entity
        from procore.contract
        where entity in ('purchase_order', 'subcontract')
        group by all
    ) k
    on k.procore_id = c.commitment_id
where c.left_out is null and c.problem is null;

insert into pull.rounded
select
    case kind when 'invoice' then 'order_invoice' else 'project_cost' end,
    source,
    'amount',
    raw_amount,
    amount
from procore.cost_line
where length(rtrim(split_part(raw_amount, '.', 2), '0')) > 2;
