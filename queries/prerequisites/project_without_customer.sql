-- rule: project_without_customer
-- title: A contract names a customer, its project none
-- severity: notice
-- entity: project
-- exchange: Prerequisites
-- key: code
-- inputs: maestro.project, maestro.prime_contract
-- inputs: procore.prime_contract, procore.company
-- source: Data Mapping, Progress Billing Contracts
-- looks_at: project.customer_code
-- fix: instruction
-- screen: maestro* > Project Management
-- action: Enter the customer of the contract on project {key}, or correct \
-- the contract
-- message: The project has no customer in maestro*, and its contract \
-- names {customer}
--
-- The customer of the project must be the owner of its contract, or the
-- bridge makes no billing contract. The project has none in maestro* while
-- its billing contract there, or its approved prime contract in Procore,
-- names one: it was taken off, or never entered. A project whose code
-- stands twice has its own finding.
with
    contract as (
        select project_key, party_code, null as procore_source
        from maestro.contract
        where entity = 'prime_contract' and party_code is not null
        union all
        select project_key, party_code, source
        from procore.contract
        where entity = 'prime_contract' and is_approved and party_code is not null
    ),

    named_customer as (
        select
            project_key,
            min(party_code) as party_code,
            string_agg(distinct party_code, ', ' order by party_code) as customer,
            min(procore_source) as procore_source
        from contract
        group by project_key
    )

select
    project.project_code,
    project.project_code as code,
    'customer_code' as field,
    null as maestro_value,
    case
        when named_customer.procore_source is not null then named_customer.party_code
    end as procore_value,
    named_customer.customer,
    project.source as maestro_source,
    named_customer.procore_source
from maestro.project as project
join named_customer on named_customer.project_key = project.project_key
where project.customer_code is null and project.is_active
qualify count(*) over (partition by project.project_key) = 1
order by project.project_code
