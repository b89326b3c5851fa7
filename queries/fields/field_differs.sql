-- rule: field_differs
-- title: A field differs
-- severity: warning
-- entity: many
-- exchange: Fields
-- key: code
-- inputs: project(maestro.project, procore.project, link.presumed)
-- inputs: supplier(maestro.supplier, procore.company, link.presumed)
-- inputs: customer(maestro.customer, procore.company, link.presumed)
-- inputs: activity(maestro.activity, procore.activity)
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: change_order(maestro.change_order, procore.change_order)
-- inputs: prime_contract(maestro.prime_contract, procore.prime_contract)
-- inputs: prime_change_order(procore.prime_change_order)
-- source: Data Mapping, create only
-- looks_at: *.compared
-- fix: field
-- screen: maestro* > the record's own screen
-- action: Decide which value is right, {maestro_value} or \
-- {procore_value}, and type it on the other side
-- message: {label}: maestro* has {in_maestro}, Procore {in_procore}
--
-- The bridge writes a record once, at its creation; whatever is edited
-- afterwards has to be typed again on the other side. This field of two
-- linked records is not the same. Letter case, blanks, the way phones,
-- postal codes, provinces, countries and licences are written, and HTML do
-- not count. A value that is only shortened is not reported here. A field
-- whose column the export does not have, or that Procore no longer sends,
-- is not compared; nor is a value that was rejected.
with
    maestro as (
        select entity, source, field, value, compare_value from maestro.field_value
    ),

    procore as (
        select entity, record_key as procore_id, field, value, compare_value
        from procore.field_value
    ),

    compared_field as (
        select
            entity,
            field,
            drift,
            maestro_length,
            maestro as maestro_label,
            procore as procore_field
        from mapping.field
        where compare <> 'none' and is_exported and is_answered
    ),

    rejected_value as (
        select concat(file, '#', "row") as source, field
        from pull.reject
        where system = 'procore'
    ),

    pair_code as (
        select 'project' as entity, source, project_code as code, project_code
        from maestro.project
        union all
        select entity, source, code, null
        from maestro.party
        union all
        select 'activity', source, activity_code, project_code
        from maestro.activity
        union all
        select entity, source, code, project_code
        from maestro.contract
    )

select
    pair.entity,
    compared_field.drift as severity,
    pair_code.project_code,
    pair_code.code,
    compared_field.field,
    maestro.value as maestro_value,
    procore.value as procore_value,
    compared_field.maestro_label as label,
    coalesce(maestro.value, 'nothing') as in_maestro,
    coalesce(procore.value, 'nothing') as in_procore,
    pair.maestro_source,
    pair.procore_source
from link.pair as pair
join
    pair_code
    on pair_code.entity = pair.entity
    and pair_code.source = pair.maestro_source
join compared_field on compared_field.entity = pair.entity
anti join
    rejected_value
    on rejected_value.source = pair.procore_source
    and rejected_value.field = compared_field.procore_field
left join
    maestro
    on maestro.entity = pair.entity
    and maestro.source = pair.maestro_source
    and maestro.field = compared_field.field
left join
    procore
    on procore.entity = pair.entity
    and procore.procore_id = pair.procore_id
    and procore.field = compared_field.field
left join
    link.shortened as shortened
    on shortened.entity = pair.entity
    and shortened.procore_id = pair.procore_id
    and shortened.field = compared_field.field
where
    maestro.compare_value is distinct from procore.compare_value
    and shortened.field is null
order by pair.entity, pair_code.project_code, pair_code.code, compared_field.field
