-- rule: rbq_licence_cut
-- title: The RBQ licence loses its last digits
-- severity: warning
-- entity: many
-- exchange: Fields
-- key: code, procore_id
-- inputs: supplier(maestro.supplier, procore.company, procore.company_tag)
-- inputs: customer(maestro.customer, procore.company, procore.company_tag)
-- source: Data Mapping, Suppliers; RBQ licence form 0000-0000-00
-- looks_at: *.rbq_number
-- fix: maestro.field
-- screen: maestro* > Purchasing > Maintenance > Suppliers > Supplier \
-- Management
-- action: Type the licence without hyphens: ten digits fit, twelve \
-- characters do not
-- message.cut: Was cut to {maestro_value}
-- message.to_be_cut: Would be cut to {maestro_value}
--
-- An RBQ licence has ten digits. Written with its hyphens it is twelve
-- characters, and maestro* takes ten: the last two digits are lost. Either
-- they already are, or they will be when the company is created.
with
    procore as (
        select entity, procore_id, code, code_key, source
        from procore.record
        where is_active and not is_excluded
    ),

    hyphenated_licence as (
        select entity, record_key as procore_id, value
        from procore.field_value
        where
            field = 'rbq_number'
            and regexp_matches(value, '^[0-9]{4}-[0-9]{4}-[0-9]{2}$')
    ),

    maestro as (
        select pair.entity, pair.procore_id, pair.maestro_source, value.value
        from link.pair as pair
        left join
            maestro.field_value as value
            on value.source = pair.maestro_source
            and value.entity = pair.entity
            and value.field = 'rbq_number'
    ),

    uncut_record as (
        select distinct record.entity, record.procore_id
        from procore as record
        join
            link.maestro_code as known
            on known.entity = record.entity
            and known.code_key = record.code_key
    )

select
    procore.entity,
    procore.code,
    procore.procore_id,
    'rbq_number' as field,
    coalesce(maestro.value, substr(hyphenated_licence.value, 1, 10)) as maestro_value,
    hyphenated_licence.value as procore_value,
    case
        when maestro.maestro_source is null then 'to_be_cut' else 'cut'
    end as message_case,
    maestro.maestro_source,
    procore.source as procore_source
from procore
join hyphenated_licence using (entity, procore_id)
left join maestro using (entity, procore_id)
left join uncut_record using (entity, procore_id)
where
    maestro.value = substr(hyphenated_licence.value, 1, 10)
    or (maestro.maestro_source is null and uncut_record.procore_id is null)
order by procore.entity, procore.code, procore.procore_id
