-- rule: value_over_length
-- title: A value is too long for maestro*
-- severity: warning
-- entity: many
-- exchange: Fields
-- key: code, procore_id
-- inputs: project(procore.project)
-- inputs: supplier(procore.company, procore.company_tag)
-- inputs: customer(procore.company, procore.company_tag)
-- inputs: purchase_order(procore.purchase_order)
-- inputs: subcontract(procore.subcontract)
-- source: Data Mapping, field lengths
-- looks_at: *.limited
-- fix: instruction
-- screen: Procore > the record's own screen
-- action: Shorten the Procore value to what maestro* takes, in words \
-- people recognise
-- message: {characters:count} characters, maestro* takes {longest:count} \
-- ({when_longer}); what would be lost: {lost}
--
-- Procore holds a value longer than maestro* takes. A name, an address or a
-- licence is cut when the record is created, and what stands behind the
-- limit is lost; a code or a project name that is too long keeps the record
-- from being created. Lengths count characters, not bytes.
with
    procore as (
        select entity, procore_id, code, project_code, source
        from procore.record
        where is_active and not is_excluded
        union all
        select entity, procore_id, number, project_code, source
        from procore.contract
        where is_approved
    ),

    procore_value as (
        select entity, record_key as procore_id, field, value from procore.field_value
    ),

    limited_field as (
        select entity, field, maestro_length, over_length, when_longer
        from mapping.field
    )

select
    procore.entity,
    limited_field.over_length as severity,
    procore.project_code,
    procore.code,
    procore.procore_id,
    case
        when limited_field.field = 'project_code' then 'code' else limited_field.field
    end as field,
    rtrim(
        substr(procore_value.value, 1, limited_field.maestro_length)
    ) as maestro_value,
    procore_value.value as procore_value,
    length(procore_value.value) as characters,
    limited_field.maestro_length as longest,
    limited_field.when_longer,
    substr(procore_value.value, limited_field.maestro_length + 1) as lost,
    procore.source as procore_source
from procore
join procore_value using (entity, procore_id)
join limited_field using (entity, field)
left join
    link.shortened as shortened
    on shortened.entity = procore.entity
    and shortened.procore_id = procore.procore_id
    and shortened.field = limited_field.field
where
    length(procore_value.value) > limited_field.maestro_length
    and shortened.field is null
    and not (
        limited_field.field = 'rbq_number'
        and regexp_matches(procore_value.value, '^[0-9]{4}-[0-9]{4}-[0-9]{2}$')
    )
order by procore.entity, procore.code, procore.procore_id, limited_field.field
