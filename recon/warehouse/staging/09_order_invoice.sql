-- Order invoices that were matched, and stand on another order in Procore than in
-- maestro*; one row an invoice and order.
create table cost.invoice_order as
with
    linked_order as (
        select distinct m.number_key as order_key, k.procore_id, m.external_number
        from link.contract k
        join maestro.contract m on m.entity = k.entity and m.source = k.maestro_source
        where k.entity in ('purchase_order', 'subcontract')
    ),

    commitment as (
        select procore_id, procore_project_id, min(number) as number
        from procore.contract
        where entity in ('purchase_order', 'subcontract')
        group by all
    ),

    paired_line as (
        select
            m.project_code,
            m.order_key,
            m.is_order_known,
            m.invoice_number,
            c.document_id,
            c.commitment_id,
            c.procore_project_id,
            m.source as maestro_source,
            c.source as procore_source
        from cost.pair p
        join maestro.project_cost m on m.line_id = p.maestro_line
        join procore.cost_line c on c.line_id = p.procore_line
        where
            c.kind = 'invoice' and m.transaction_type = '7' and m.order_key is not null
    )

select
    p.project_code,
    p.order_key,
    p.document_id,
    min(p.invoice_number) as invoice_number,
    min(l.external_number) as maestro_commitment,
    min(coalesce(c.number, '#' || c.procore_id)) as procore_commitment,
    case
        when not bool_and(p.is_order_known)
        then 'order_unknown'
        when min(c.procore_id) is null
        then 'no_commitment'
        else 'other_order'
    end as problem,
    min(p.maestro_source) as maestro_source,
    min(p.procore_source) as procore_source
from paired_line p
left join linked_order l on l.order_key = p.order_key
left join
    commitment c
    on c.procore_id = p.commitment_id
    and c.procore_project_id = p.procore_project_id
anti join
    linked_order same
    on same.order_key = p.order_key
    and same.procore_id = p.commitment_id
where
    l.order_key is not null
    -- Where the commitment has no order in maestro*, that is the finding.
    or (
        not p.is_order_known
        and p.commitment_id in (select procore_id from linked_order)
    )
group by p.project_code, p.order_key, p.document_id;
