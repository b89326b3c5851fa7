-- rule: link_target_missing
-- title: A link points to nothing
-- severity: warning
-- entity: many
-- exchange: Links
-- key: system, code
-- inputs: project(maestro.project, procore.project, link.project)
-- inputs: supplier(maestro.supplier, maestro.customer, procore.company, \
-- link.supplier)
-- inputs: customer(maestro.customer, procore.company)
-- source: Data Mapping, company pairing
-- looks_at: *.procore_id
-- fix: instruction
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization
-- action: The link of {key} points to nothing: link the right record, or \
-- remove the id
-- message.maestro: Linked to Procore record {maestro_value}, which \
-- Procore does not list
-- message.procore: Its origin field names {procore_value}, which maestro* \
-- does not have
--
-- maestro* or a recorded decision names a Procore record that Procore does
-- not list, or the origin field of a Procore record names a code that
-- maestro* does not have. The other side was deleted, renamed, or is not
-- visible to this account.
with
    missing_record as (
        select
            evidence.entity, evidence.code_key, min(evidence.procore_id) as procore_id
        from link.evidence as evidence
        anti join
            link.procore_code as target
            on target.entity = evidence.entity
            and target.procore_id = evidence.procore_id
        anti join
            procore.left_out_project as left_out
            on evidence.entity = 'project'
            and left_out.procore_id = evidence.procore_id
        group by evidence.entity, evidence.code_key
    ),

    missing_code as (
        select
            case
                when code.entity = 'project' then 'project' else 'supplier'
            end as entity,
            code.procore_id,
            code.origin_id,
            code.source
        from link.procore_code as code
        anti join
            link.maestro_code as target
            on (target.entity = 'project') = (code.entity = 'project')
            and target.code_key = upper(code.origin_id)
        where code.origin_id is not null and code.entity <> 'customer'
    )

select
    entity,
    case when entity = 'project' then code_key end as project_code,
    'maestro' as system,
    code_key as code,
    procore_id as maestro_value,
    null as procore_value,
    'maestro' as message_case,
    concat('code|', entity, '|', code_key) as maestro_source,
    null as procore_source
from missing_record
union all
select
    missing_code.entity,
    null,
    'procore',
    missing_code.procore_id,
    null,
    missing_code.origin_id,
    'procore',
    null,
    missing_code.source
from missing_code
order by entity, system, code
