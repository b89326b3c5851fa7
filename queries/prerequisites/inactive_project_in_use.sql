-- rule: inactive_project_in_use
-- title: Inactive project still receives documents
-- severity: warning
-- entity: project
-- exchange: Prerequisites
-- key: code
-- inputs: maestro.project, procore.purchase_order, procore.subcontract
-- inputs: procore.direct_cost
-- source: Data Mapping, statuses
-- looks_at: project.status
-- fix: instruction
-- screen: maestro* > Project Management
-- action: Ask accounting whether project {key} may be opened again: if \
-- not, the documents belong on another project
-- message: {documents:count} approved {documents:commitment or cost \
-- line|commitments and cost lines} in Procore
--
-- The project is closed or not activated in maestro*, and Procore still
-- approves commitments or costs on it: they can never be booked until the
-- project is opened.
with
    use_of_project as (
        select project_key, count(*) as documents
        from
            (
                select project_key
                from procore.contract
                where is_approved and entity in ('purchase_order', 'subcontract')
                union all
                select project_key
                from procore.cost_line
                where is_approved and not is_deleted
            )
        group by project_key
    )

select
    project.project_code,
    project.project_code as code,
    'status' as field,
    project.status as maestro_value,
    use_of_project.documents,
    project.source as maestro_source
from maestro.project as project
join use_of_project on use_of_project.project_key = project.project_key
where
    not project.is_active
    and project.source in (select maestro_source from link.project)
order by project.project_code
