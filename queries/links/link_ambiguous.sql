-- rule: link_ambiguous
-- title: Link evidence contradicts itself
-- severity: error
-- entity: many
-- exchange: Links
-- key: system, code
-- inputs: project(maestro.project, procore.project)
-- inputs: supplier(maestro.supplier, procore.company)
-- inputs: customer(maestro.customer, procore.company)
-- source: Data Mapping, duplicates
-- looks_at: *.procore_id
-- fix: instruction
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization
-- action: Decide which Procore record {key} is, and record it in \
-- links.csv
-- message.maestro: Code {code} is linked to {linked:count} records of \
-- Procore
-- message.procore: Procore record {code} is linked to {linked:count} \
-- codes of maestro*
--
-- One code is said to be linked to several records, or one record to
-- several codes, by evidence of the same weight. A recorded decision
-- outweighs the export's column, the column outweighs Procore's origin
-- field. Until one of them is taken back, neither is compared.
with
    claim_of_code as (
        select
            entity,
            code_key,
            count(*) as records,
            string_agg(procore_id, ', ' order by procore_id) as procore_ids
        from link.claim
        group by entity, code_key
    ),

    claim_of_record as (
        select
            entity,
            procore_id,
            count(*) as codes,
            string_agg(code_key, ', ' order by code_key) as code_keys
        from link.claim
        group by entity, procore_id
    )

select
    entity,
    case when entity = 'project' then code_key end as project_code,
    'maestro' as system,
    code_key as code,
    code_key as maestro_value,
    procore_ids as procore_value,
    records as linked,
    'maestro' as message_case,
    concat('code|', entity, '|', code_key) as maestro_source
from claim_of_code
where records > 1
union all
select
    entity, null, 'procore', procore_id, code_keys, procore_id, codes, 'procore', null
from claim_of_record
where codes > 1
order by entity, system, code
