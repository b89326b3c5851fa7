-- rule: same_code_unlinked
-- title: Same code, not linked
-- severity: warning
-- entity: many
-- exchange: Links
-- key: code
-- inputs: project(maestro.project, procore.project, link.project)
-- inputs: supplier(maestro.supplier, procore.company, link.supplier)
-- inputs: customer(maestro.customer, procore.company, link.customer)
-- source: Data Mapping, link by same code
-- looks_at: *.key
-- fix: link
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization
-- action: Link {key} to the record of the same code: choose link, not \
-- create
-- message: Code {code} stands on both sides and nothing says they are \
-- linked
-- message.other_spelling: Code {code} stands on both sides and nothing \
-- says they are linked; Procore writes it {procore_code}
--
-- Both systems carry the code, nothing says that the two are linked. The
-- synchronization window offers to link them instead of creating a second
-- one. Compare the names first: a code can have been used again for
-- something else. Where either side is inactive, it is a notice.
with
    maestro as (
        select entity, code, code_key, project_code, name, is_active, source
        from maestro.record
        where is_first and is_ticked
    ),

    procore as (
        select entity, code, code_key, procore_id, name, is_active, source
        from procore.record
        where is_first and not is_excluded
    )

select
    maestro.entity,
    case
        when maestro.is_active and procore.is_active then 'warning' else 'notice'
    end as severity,
    maestro.project_code,
    maestro.code,
    maestro.name as maestro_value,
    procore.name as procore_value,
    procore.code as procore_code,
    case
        when upper(maestro.code) <> upper(procore.code) then 'other_spelling'
    end as message_case,
    maestro.source as maestro_source,
    procore.source as procore_source
from maestro
join procore using (entity, code_key)
anti join
    link.evidence as linked_code
    on linked_code.entity = maestro.entity
    and linked_code.code_key = maestro.code_key
anti join
    link.evidence as linked_record
    on linked_record.entity = maestro.entity
    and linked_record.procore_id = procore.procore_id
order by maestro.entity, maestro.code
