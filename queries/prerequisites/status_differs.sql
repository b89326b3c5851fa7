-- rule: status_differs
-- title: Active on one side only
-- severity: warning
-- entity: many
-- exchange: Prerequisites
-- key: code
-- inputs: project(maestro.project, procore.project)
-- inputs: supplier(maestro.supplier, procore.company)
-- inputs: customer(maestro.customer, procore.company)
-- source: Data Mapping, statuses
-- looks_at: *.status
-- fix: instruction
-- screen: Procore > the record's own screen
-- action: Decide which status is right, {maestro_value} in maestro* or \
-- {procore_value} in Procore, and ask why the record was closed before \
-- opening it again
-- message: {code} has status {maestro_value} in maestro* and is \
-- {procore_value} in Procore
--
-- Statuses are never synchronised. A supplier blocked or closed in maestro*
-- can still be given commitments in Procore; a project created from Procore
-- stays inactive in maestro* until somebody completes it. A customer
-- blocked with warning only (W) still takes invoices and counts as active.
with
    maestro as (
        select entity, code, project_code, status, accepts_transactions, source
        from maestro.record
    ),

    procore as (select entity, procore_id, is_active, source from procore.record)

select
    pair.entity,
    maestro.project_code,
    maestro.code,
    'status' as field,
    maestro.status as maestro_value,
    case when procore.is_active then 'active' else 'inactive' end as procore_value,
    maestro.source as maestro_source,
    procore.source as procore_source
from link.pair as pair
join maestro on maestro.entity = pair.entity and maestro.source = pair.maestro_source
join procore on procore.entity = pair.entity and procore.procore_id = pair.procore_id
where maestro.accepts_transactions <> procore.is_active
order by pair.entity, maestro.code
