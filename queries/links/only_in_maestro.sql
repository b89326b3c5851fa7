-- rule: only_in_maestro
-- title: Eligible, yet only in maestro*
-- severity: warning
-- entity: many
-- exchange: Links
-- key: code
-- inputs: project(maestro.project, procore.project)
-- inputs: supplier(maestro.supplier, procore.company)
-- inputs: customer(maestro.customer, procore.company)
-- source: Data Mapping, prerequisites
-- looks_at: *.key
-- fix: procore.record
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization
-- action: Let the bridge send {key}: it must be active, ticked, of the \
-- current prefix and have its mandatory fields; recon creates nothing \
-- while the bridge runs
-- action.retired: Enter {key} in Procore by hand, or let recon create it: \
-- with [fixes] origin_owner = "recon" it is made once and only once
-- message: {code} meets every condition of the bridge and is not in Procore
--
-- The record meets every condition of the bridge (active, box ticked,
-- current prefix, dates filled) and Procore knows neither it nor its code.
-- The bridge has it waiting, or failed on it.
with
    eligible_record as (
        select entity, code, code_key, project_code, name, source
        from maestro.record
        where
            is_first
            and code_key is not null
            and is_active
            and is_ticked
            and has_current_prefix
            and missing_dates = ''
    )

select
    eligible_record.entity,
    eligible_record.project_code,
    eligible_record.code,
    eligible_record.name as maestro_value,
    eligible_record.source as maestro_source
from eligible_record
anti join
    link.evidence as linked
    on linked.entity = eligible_record.entity
    and linked.code_key = eligible_record.code_key
anti join
    link.procore_code as known
    on known.entity = eligible_record.entity
    and known.code_key = eligible_record.code_key
anti join
    procore.left_out_project as left_out
    on eligible_record.entity = 'project'
    and left_out.project_key = eligible_record.code_key
order by eligible_record.entity, eligible_record.code
