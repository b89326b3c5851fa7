-- Holdback as a balance: what was invoiced on a commitment so far, what of it was held
-- back, and what of that was released.

-- Each item of an approved invoice on which Procore says what was held back. An invoice
-- with an invalid figure says nothing of its commitment.
create table procore.holdback_item as
with
    approved_status as (
        select distinct
            trim(
                unnest(string_split(setting('approved_invoice_statuses'), ','))
            ) as status
    )

select
    project_id as procore_project_id,
    clean(order_number) as commitment_id,
    item_id,
    cast(
        coalesce(exact(work), 0) + coalesce(
            exact(new_materials), exact(stored) - coalesce(exact(stored_before), 0), 0
        ) as decimal(18, 2)
    ) as work_to_date,
    cast(
        coalesce(exact(retained), 0)
        + coalesce(exact(retained_of_materials), 0) as decimal(18, 2)
    ) as holdback_retained,
    cast(
        coalesce(exact(released), 0)
        + coalesce(exact(released_of_materials), 0) as decimal(18, 2)
    ) as holdback_released,
    coalesce(retained, retained_of_materials, released, released_of_materials)
    is not null as is_given,
    len(invalid_figures) > 0 as is_invalid,
    file,
    "row"
from stage.procore_invoice_item
where lower(clean(status)) in (select status from approved_status);

create table link.holdback as
with
    -- A column that the export does not have says nothing.
    exported as (
        select
            entity,
            bool_or(field = 'work_to_date' and is_exported) as has_work,
            bool_or(field = 'holdback_retained' and is_exported) as has_retained,
            bool_or(field = 'holdback_released' and is_exported) as has_released
        from mapping.field
        where entity in ('purchase_order', 'subcontract')
        group by all
    ),

    document as (
        select
            'purchase_order' as entity,
            source,
            work_to_date,
            holdback_retained,
            holdback_released
        from stage.purchase_order
        union all
        select 'subcontract', source, work_to_date, holdback_retained, holdback_released
        from stage.subcontract
    ),

    invoiced as (
        select
            procore_project_id,
            commitment_id,
            sum(work_to_date) as work_to_date,
            sum(holdback_retained) as holdback_retained,
            sum(holdback_released) as holdback_released
        from procore.holdback_item
        group by all
        having bool_or(is_given) and not bool_or(is_invalid)
    )

select
    k.entity,
    m.project_code,
    m.project_key,
    m.code,
    p.procore_id,
    case when e.has_work then coalesce(d.work_to_date, 0) end as maestro_work_to_date,
    coalesce(d.holdback_retained, 0) as maestro_retained,
    case
        when e.has_released then coalesce(d.holdback_released, 0)
    end as maestro_released,
    cast(i.work_to_date as decimal(18, 2)) as procore_work_to_date,
    cast(i.holdback_retained as decimal(18, 2)) as procore_retained,
    cast(i.holdback_released as decimal(18, 2)) as procore_released,
    m.source as maestro_source,
    concat('holdback|', p.procore_id) as procore_source
from link.contract k
join maestro.contract m on m.source = k.maestro_source and m.entity = k.entity
join procore.contract p on p.procore_id = k.procore_id and p.entity = k.entity
join document d on d.source = m.source and d.entity = k.entity
join exported e on e.entity = k.entity
join
    invoiced i
    on i.commitment_id = p.procore_id
    and i.procore_project_id = p.procore_project_id
where e.has_retained and not p.is_other_currency;
