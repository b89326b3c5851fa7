-- rule: only_in_procore
-- title: Eligible, yet only in Procore
-- severity: warning
-- entity: many
-- exchange: Links
-- key: code
-- inputs: project(maestro.project, procore.project)
-- inputs: supplier(maestro.supplier, procore.company, procore.company_tag)
-- inputs: customer(maestro.customer, procore.company, procore.company_tag)
-- source: Data Mapping, prerequisites and exclusion tags
-- looks_at: *.key
-- fix: maestro.record
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization
-- action: Let the bridge create {key} in maestro*, or tag it PASMAESTRO \
-- in Procore; recon creates nothing while the bridge runs
-- action.retired: Enter {key} in maestro* by hand
-- message: {code} is active in Procore, without exclusion tag, and not in \
-- maestro*
--
-- Active in Procore, kept out by no tag, and maestro* does not know its
-- code. A company is expected among the suppliers when commitments name it,
-- among the customers when a prime contract does; one that maestro* knows
-- in one role is not missing in the other unless it is used so. A project
-- whose code stands in other lists of maestro* is reported by
-- project_not_listed.
with
    eligible_record as (
        select entity, procore_id, code, code_key, project_code, name, source
        from procore.record
        where is_first and code_key is not null and is_active and not is_excluded
    )

select
    eligible_record.entity,
    eligible_record.project_code,
    eligible_record.code,
    eligible_record.name as procore_value,
    eligible_record.source as procore_source
from eligible_record
anti join
    link.evidence as linked
    on linked.entity = eligible_record.entity
    and linked.procore_id = eligible_record.procore_id
anti join
    link.maestro_code as known
    on known.entity = eligible_record.entity
    and known.code_key = eligible_record.code_key
anti join
    pull.reject as rejected
    on rejected.system = 'maestro'
    and rejected.entity = eligible_record.entity
    and rejected.code_key = eligible_record.code_key
anti join
    maestro.unlisted_project as unlisted
    on eligible_record.entity = 'project'
    and unlisted.project_key = eligible_record.code_key
order by eligible_record.entity, eligible_record.code
